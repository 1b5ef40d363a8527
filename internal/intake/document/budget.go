package document

// What a document may cost to read. A file that somebody made to do harm gives as much text as
// there was room for, and then no more: reading never fails for it.
const (
	mostSteps    = 3_000_000  // tokens of objects and bytes looked through, over the whole file
	mostDrawing  = 20_000_000 // tokens and glyphs that the pages draw
	mostListed   = 1 << 16    // values in one list
	mostInflated = 64 << 20   // bytes that come out of all filters together
	mostStream   = 16 << 20   // bytes that come out of one stream
	mostObjects  = 100_000
	mostNesting  = 64
	mostPages    = 5_000 // that are counted
	readPages    = 300   // that are read for their text
	mostText     = 128 << 10
	mostGlyphs   = 70_000 // that a font translates
)

// budget is what is left to spend on a file. Everything that loops spends, so that it ends.
type budget struct{ steps, inflated int }

func newBudget() *budget { return &budget{steps: mostSteps, inflated: mostInflated} }

// spend takes n steps and tells whether there is anything left.
func (b *budget) spend(n int) bool {
	b.steps -= n
	return b.steps > 0
}

func (b *budget) over() bool { return b.steps <= 0 }

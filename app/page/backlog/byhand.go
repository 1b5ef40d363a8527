package backlog

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// byHand is the part with the entries: the list, the one that is worked on, and how far all have come.
type byHand struct {
	host    page.Host
	words   *text.Words
	session *desk.Session

	wanted string // the entry to open next
	queue  *queue
	sheet  *sheet
	side   *side
	// counted hears how many are done, and of how many.
	counted func(done, total int)
	still   func() // ends the ticking
	body    *fyne.Container
}

func newByHand(h page.Host) *byHand {
	b := &byHand{host: h, words: h.Words(), session: h.Session()}
	b.side = newSide(h)
	b.sheet = newSheet(h, b)
	b.queue = newQueue(h, b.sheet.show)
	b.queue.number = b.scanned
	b.body = newThree(b.queue.content, b.sheet.content, b.side.content, func() bool { return b.side.paper.Visible() })
	b.side.changed = b.body.Refresh
	return b
}

func (b *byHand) content() fyne.CanvasObject { return b.body }

// focus is the list, or the field above it while nothing is in the list.
func (b *byHand) focus() fyne.Focusable {
	if len(b.queue.rows) == 0 {
		return b.queue.find
	}
	return b.queue.list
}

// tickEvery is how often what is left of the time is told anew while the screen is shown.
const tickEvery = time.Minute

// begin notes that the list was seen, and lets Ctrl+Enter copy.
func (b *byHand) begin() {
	b.stand()
	b.still = b.host.Runner().Every(tickEvery, b.tick)
	for _, c := range shortcuts {
		b.host.Window().Canvas().AddShortcut(c, func(sc fyne.Shortcut) { b.shortcut(sc) })
	}
	task.Go(b.host.Runner(), "note list", func(ctx context.Context) (struct{}, error) {
		b.session.NoteList(ctx, desk.ListQueue)
		return struct{}{}, nil
	}, func(struct{}, error) {})
}

// tick tells anew how much time is left and who is at it; what is typed, and where the list stands, stays.
func (b *byHand) tick() {
	b.queue.tick()
	b.side.show(b.queue.view)
	if r, ok := b.session.BacklogRow(b.sheet.id()); ok {
		b.sheet.tick(r)
	}
}

// stand ends the ticking.
func (b *byHand) stand() {
	if b.still != nil {
		b.still()
		b.still = nil
	}
}

func (b *byHand) end() {
	b.stand()
	for _, c := range shortcuts {
		b.host.Window().Canvas().RemoveShortcut(c)
	}
}

// open shows the list as it is now, at the entry that is wanted, or where it stood.
func (b *byHand) open() {
	id := b.wanted
	b.wanted = ""
	if id == "" {
		b.refresh(b.sheet.id())
		return
	}
	b.openEntry(id)
}

// openEntry shows an entry wherever in the list it stands.
func (b *byHand) openEntry(id string) {
	b.queue.find.SetText("")
	b.queue.choose(showLeft)
	b.refresh(id)
	if b.sheet.id() != id {
		b.queue.choose(showEntered)
		b.refresh(id)
	}
}

func (b *byHand) leave() {
	b.sheet.clearClipboard()
	b.side.hidePaper()
}

// The shortcut of the part: copy the next field. Enter of the keypad counts too.
var shortcuts = []fyne.Shortcut{
	&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl},
	&desktop.CustomShortcut{KeyName: fyne.KeyEnter, Modifier: fyne.KeyModifierControl},
}

func (b *byHand) shortcut(sc fyne.Shortcut) bool {
	for _, c := range shortcuts {
		if sc.ShortcutName() == c.ShortcutName() {
			b.sheet.copyNext()
			return true
		}
	}
	return false
}

// refresh reads the list again and opens an entry, or the first of the list.
func (b *byHand) refresh(id string) {
	b.queue.read()
	b.count()
	if !b.queue.open(id) {
		b.sheet.clear(b.queue.view)
	}
}

// count tells how far it has come.
func (b *byHand) count() {
	b.side.show(b.queue.view)
	b.counted(b.queue.view.Progress.Done, b.queue.view.Progress.Total)
}

// claimed shows that the entry is being entered here, and leaves everything else as it stands.
func (b *byHand) claimed() {
	b.queue.again()
	b.count()
	if r, ok := b.session.BacklogRow(b.sheet.id()); ok {
		b.sheet.show(r)
	}
}

// happened hears that something became of an entry that stays open.
func (b *byHand) happened(id, told string) {
	b.host.Changed()
	b.refresh(id)
	b.host.Tell(told)
}

// done hears that an entry is dealt with: the next one opens. Told is what is said of it, empty for one that
// was entered by hand.
func (b *byHand) done(id, told string) {
	next, more := b.session.NextToEnter(id)
	if told != "" { // whoever compares, looks or marks goes on with that
		if same := b.queue.after(id); same != "" {
			next, more = same, true
		}
	}
	b.host.Changed()
	b.side.hidePaper()
	b.refresh(next)
	switch {
	case more:
		if told == "" {
			told = b.words.Count("backlog.done", max(1, b.session.Counts().Waiting))
		}
		b.host.Window().Canvas().Focus(b.sheet.next)
	case b.session.AllDone():
		told = b.words.Say("backlog.all_done")
	case told == "": // something waits for a second look, or lies where the opener can't see
		told = b.words.Say("backlog.none_waits")
	}
	b.host.Tell(told)
}

// scanned opens the entry that was written down from a paper, by the number that was typed or that a
// scanner typed. It tells whether it was a number of a paper.
func (b *byHand) scanned(code string) bool {
	form, err := b.session.FormOf(code)
	switch {
	case text.IsFault(err, "custody.unknown"):
		b.host.Fail(err)
		return true
	case err != nil:
		return false
	case form.EntryID != "":
		b.openEntry(form.EntryID)
		b.host.Window().Canvas().Focus(b.sheet.next)
	case form.Kind != "" && b.session.May(access.RightWrite) == nil:
		b.host.Tell(b.words.Say("backlog.paper_unwritten", "number", form.Number))
		b.host.Show(page.Place{Page: page.Write, Number: form.Number.String()})
	default:
		b.host.Tell(b.words.Say("backlog.paper_unwritten", "number", form.Number))
	}
	return true
}

// newThree sets three things side by side. Where there is no room for the third it is left out, or takes
// the place of the first while it is asked for: all that it tells stands in the list, too.
func newThree(left, middle, right fyne.CanvasObject, asked func() bool) *fyne.Container {
	return container.New(&three{asked: asked}, left, middle, right)
}

type three struct{ asked func() bool }

// The least width at which all three are shown, in base sizes, and the parts of it.
const (
	threeFrom  = 68
	leftShare  = 0.29
	rightShare = 0.19
	paperShare = 0.4
	// narrowShare is the list's part where only two are shown.
	narrowShare = 0.34
)

// Layout is for Fyne.
func (l *three) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, middle, right := objects[0], objects[1], objects[2]
	wide, paper := size.Width >= threeFrom*look.Size(look.SizeBase), l.asked()
	first, last := size.Width*leftShare, size.Width*rightShare
	if !wide {
		first, last = size.Width*narrowShare, 0
	}
	if paper { // beside what is copied, as large as it can be
		first, last = 0, size.Width*paperShare
	}
	x := float32(0)
	place := func(o fyne.CanvasObject, width float32) {
		o.Hide()
		if width <= 0 {
			return
		}
		o.Show()
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(width, size.Height))
		x += width + look.Space
	}
	rest := size.Width - first - last
	for _, width := range []float32{first, last} {
		if width > 0 {
			rest -= look.Space
		}
	}
	place(left, first)
	place(middle, rest)
	place(right, last)
}

// MinSize is for Fyne.
func (l *three) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Size(look.SizeBase)*30, max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

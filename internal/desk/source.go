package desk

import (
	"context"
	"time"

	"avbrottsparm/internal/care"
)

// Source is the system that the binder refreshes itself from while it answers.
type Source interface {
	// Reads are the lists that can be asked for, in the order in which they should be.
	Reads() []SourceRead
	// Pull asks for a list page by page; pages that were taken before an error stay good. Its
	// errors are faults in words or those of ctx, and hold neither key nor person.
	Pull(ctx context.Context, p SourcePull, take func(SourcePage) error) (SourceDone, error)
	// Try makes one small call, to tell whether it answers as it is connected.
	Try(ctx context.Context) error
}

// SourceRead is one list of a source.
type SourceRead struct {
	Name  string
	Kinds []care.Kind
	// Whole says that a pull without a mark brings everything, so that what is missing is gone.
	Whole bool
}

// SourcePull says what is asked for: what changed since the mark of the last complete pull, or
// everything; from the beginning, or from the page whose mark is given.
type SourcePull struct {
	Read  string
	Since string
	From  string
}

// SourcePage is what one call brought.
type SourcePage struct {
	Raw   []byte
	Items int
	// First says that pages that were taken before no longer count.
	First bool
	Next  string
}

// SourceDone is a complete pull.
type SourceDone struct {
	Mark  string
	At    time.Time // UTC, by the source's clock
	Delta bool      // only what changed was asked for
	Loose bool      // something can be missing that is still there
}

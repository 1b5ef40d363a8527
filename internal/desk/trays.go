package desk

import (
	"context"

	"avbrottsparm/internal/ledger"
)

// Trays are the sealed files beside a vault, and what stands there about the drop folder.
type Trays interface {
	// Put seals a file into a tray; it is on disk when Put returns.
	Put(ctx context.Context, tray ledger.Tray, label ledger.Label, content []byte) (id string, err error)
	// Parcels lists a tray in the order of arrival without opening contents.
	Parcels(ctx context.Context, tray ledger.Tray) ([]ledger.Parcel, error)
	Parcel(ctx context.Context, tray ledger.Tray, id string) (ledger.Parcel, []byte, error)
	// Discard takes a file away; one that is not there is gone already.
	Discard(ctx context.Context, tray ledger.Tray, id string) error
	// KeptDrop and KeepDrop read and write which folder a locked program watches, in the clear.
	KeptDrop() (ledger.Drop, error)
	KeepDrop(d ledger.Drop) error
}

// Yielding is how a program in the background gives the vault to whoever asks.
type Yielding interface {
	// GiveWay tells other programs that this one lets go of the vault when it is asked.
	GiveWay() error
	// Wanted tells whether somebody has asked since.
	Wanted() bool
}

// Drops watches drop folders for binders that nobody needs to have unlocked.
type Drops interface {
	// Kept is which folder is watched for the binder in dir; an empty one when none was chosen.
	Kept(dir string) (ledger.Drop, error)
	// Waiting counts what waits, sealed, to be imported.
	Waiting(dir string) (int, error)
	// Watch seals what settles in the folder, until the context ends. tell hears what happened, on the caller's goroutine.
	Watch(ctx context.Context, w Watching, tell func(ledger.Dropped)) error
}

// Watching says what is watched.
type Watching struct {
	Dir  string // of the binder
	Drop ledger.Drop
	// Once ends it when everything that was there has settled.
	Once bool
	// Between is called after each look at the folder, on the caller's goroutine; quiet tells that
	// nothing is about to settle. Nil means that there is nothing to do.
	Between func(ctx context.Context, quiet bool)
	// Limit is the largest file that is taken, in bytes; the desk sets it.
	Limit int64
}

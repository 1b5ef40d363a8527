// Package desk holds the use cases of the binder, one file each: set up, unlock, import, find,
// print, write, re-enter, verify.
//
// Window and console call the same ones. The package knows the domain and declares the small
// interfaces that it needs; vault, parsers, search and paper are handed in by main.
package desk

import (
	"context"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// Store is an open vault.
type Store interface {
	// Identity is who opened it, 32 hex digits; ByRecovery tells that it was the recovery code.
	Identity() string
	ByRecovery() bool
	Items(ctx context.Context, each func(ledger.Item) error) error
	Records(ctx context.Context, stream ledger.Stream, each func(ledger.Record) error) error
	Drafts(ctx context.Context) ([]ledger.Draft, error)
	Commit(ctx context.Context, change ledger.Change) ([]ledger.Header, error)
	Verify(ctx context.Context, progress func(done, total int)) (ledger.Report, error)
	Head() ledger.Head
	Name(kind, natural string) string
	Close() error
}

// Vaults makes and opens vaults in a folder.
type Vaults interface {
	Exists(dir string) bool
	Create(ctx context.Context, dir, name, passphrase string) (s Store, recoveryCode string, err error)
	Unlock(ctx context.Context, dir, name, passphrase string) (Store, error)
	UnlockRecovery(ctx context.Context, dir, code string) (Store, error)
}

// Reader parses files of one family.
type Reader interface {
	// Recognises looks at the content, never at the name alone.
	Recognises(name string, raw []byte) bool
	Read(ctx context.Context, name string, raw []byte, now time.Time) ([]care.Batch, error)
}

// Finder finds persons by what is typed; an empty query finds all, in Swedish order.
type Finder interface {
	Set(persons []care.Findable)
	Find(query string) []string
}

// Press makes a document into a file.
type Press interface {
	Print(ctx context.Context, doc sheet.Document, out sheet.Output) (sheet.Printed, error)
}

// Params is all that the use cases need from outside.
type Params struct {
	Vaults    Vaults
	Readers   []Reader
	NewFinder func() Finder
	Press     Press
	// Working tells whether people are at work on a day: false on weekends, red days and eves.
	Working func(day time.Time) bool
	// Holiday is the key of a red day or eve, worded "holiday.<key>"; empty on other days. Nil
	// means that none has a name.
	Holiday func(day time.Time) string
	// Now is the clock; nil means the computer's.
	Now   func() time.Time
	Words *text.Words
}

// Desk is where a binder is set up or opened.
type Desk struct {
	Params
}

// New makes a desk.
func New(p Params) *Desk {
	if p.Now == nil {
		p.Now = time.Now
	}
	if p.Words == nil {
		p.Words = text.For(text.Swedish)
	}
	return &Desk{Params: p}
}

// HasBinder tells whether the folder holds a binder.
func (d *Desk) HasBinder(dir string) bool { return d.Vaults.Exists(dir) }

// now is the clock in the zone in which everything is shown.
func (d *Desk) now() time.Time { return d.Now().In(care.Stockholm) }

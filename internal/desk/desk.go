// Package desk holds the use cases of the binder, one file each: set up, unlock, import, find,
// print, write, re-enter, verify.
//
// Window and console call the same ones. The package knows the domain and declares the small
// interfaces that it needs; vault, parsers, search and paper are handed in by main.
package desk

import (
	"context"
	"sync"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

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
	// NewIndex makes an empty index of entries; nil where entries aren't searched.
	NewIndex func() EntryFinder
	Press    Press
	// Printers is the computer's print system, Folders where files of pages lie; nil where there are none.
	Printers Printers
	Folders  Folders
	// Sealer is the envelope of copies that leave the laptop.
	Sealer Sealer
	// Scanner reads folders of scanned papers; nil where there is none.
	Scanner Scanner
	// Drops watches drop folders; nil where there are none.
	Drops Drops
	// Connect makes the source that the binder refreshes itself from; nil where there is none.
	// Nothing is asked yet. Its faults are about the address.
	Connect func(Connection) (Source, error)
	// Deliver makes what brings entries into Lifecare over a connection; nil where there is none.
	// Nothing is sent yet. Its faults are about the address.
	Deliver func(Connection) (Deliverer, error)
	// Signings makes what reads signings of health orders over a connection; nil where there is none.
	// Nothing is asked yet. Its faults are about the address.
	Signings func(Connection) (SigningReader, error)
	// Battery tells what is left in this computer's battery, in whole percent, and whether it has power from
	// outside; not known where the system doesn't say. Nil where nothing can tell.
	Battery func() (percent int, plugged, known bool)
	// Calendar writes planned outages for other calendars: what it is called, when it was made, and the
	// outages with their titles and texts in words; nil where none can be written.
	Calendar func(name string, made time.Time, stops []outage.Planned) ([]byte, error)
	// Working tells whether people are at work on a day: false on weekends, red days and eves.
	Working func(day time.Time) bool
	// Holiday is the key of a red day or eve, worded "holiday.<key>"; empty on other days. Nil
	// means that none has a name.
	Holiday func(day time.Time) string
	// Now is the clock; nil means the computer's.
	Now   func() time.Time
	Words *text.Words
	// Forms are the forms that can be printed, in the order in which they are offered.
	Forms []form.Form
	// Kinds are the sorts of entry that can be written.
	Kinds entry.Kinds
	// Catalogue is what the program brings of systems, failures, whom to call and instruction cards.
	Catalogue outage.Catalogue
	// Readiness is what the program brings of what belongs to being ready for an outage.
	Readiness readiness.List
}

// Desk is where a binder is set up or opened.
type Desk struct {
	Params
	mu   sync.Mutex
	hurt map[string]bool // folders whose vault met damage while it was open
}

// New makes a desk.
func New(p Params) *Desk {
	if p.Now == nil {
		p.Now = time.Now
	}
	if p.Words == nil {
		p.Words = text.For(text.Swedish)
	}
	return &Desk{Params: p, hurt: map[string]bool{}}
}

// HasBinder tells whether the folder holds a binder.
func (d *Desk) HasBinder(dir string) bool { return d.Vaults.Exists(dir) }

// now is the clock in the zone in which everything is shown.
func (d *Desk) now() time.Time { return d.Now().In(care.Stockholm) }

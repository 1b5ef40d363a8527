package desk_test

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"avbrottsparm/data"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// errDisk is a disk that fails.
var errDisk = errors.New("disk")

// memory is a vault in memory: what is committed is there, in order, for whoever unlocks next.
type memory struct {
	trays
	who      string
	recovery bool
	now      func() time.Time
	items    map[ledger.ItemRef]ledger.Item
	drafts   map[string]ledger.Draft
	records  []ledger.Record
	// fails tells whether a commit meets a broken disk.
	fails   func(ledger.Change) bool
	failure error // what it meets then; errDisk where nothing is given
	closed  bool
	altered bool

	identities map[string]*identity
	rotations  []access.Rotation
	keysInCopy map[string][]access.Area // that Regain finds
	copies     []ledger.Copy
	readOnly   bool
	dropFails  bool
	renewFails bool
	clock      ledger.Clock // of the newest record
	length     atomic.Int64 // of records, which is asked for while more are stored

	keptLock sync.Mutex
	kept     []ledger.Part // the checkpoint
	keptAt   map[access.Area]ledger.Position
	strained bool // no checkpoint can be kept
}

func newMemory(now func() time.Time) *memory {
	return &memory{now: now, items: map[ledger.ItemRef]ledger.Item{}, drafts: map[string]ledger.Draft{}}
}

func (m *memory) Identity() string  { return m.who }
func (m *memory) ByRecovery() bool  { return m.recovery }
func (m *memory) Head() ledger.Head { return ledger.Head{byte(m.length.Load())} }
func (m *memory) Close() error      { m.closed = true; return nil }

func (m *memory) Name(kind, natural string) string { return kind + ":" + natural }

func (m *memory) Items(_ context.Context, each func(ledger.Item) error) error {
	mine := m.Areas()
	for _, ref := range slices.SortedFunc(maps.Keys(m.items), func(x, y ledger.ItemRef) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.ID, y.ID))
	}) {
		if !slices.Contains(mine, m.items[ref].Area) {
			continue
		}
		item := m.items[ref]
		if ledger.Apart(ref.Kind) {
			item.Body = nil
		}
		if err := each(item); err != nil {
			return err
		}
	}
	if m.altered {
		return text.NewFault("vault.altered", "n", 1)
	}
	return nil
}

func (m *memory) Item(_ context.Context, ref ledger.ItemRef) (ledger.Item, error) {
	item, there := m.items[ref]
	if !there || !slices.Contains(m.Areas(), item.Area) {
		return ledger.Item{}, text.NewFault("vault.no_item")
	}
	return item, nil
}

func (m *memory) Records(_ context.Context, stream ledger.Stream, each func(ledger.Record) error) error {
	mine := m.Areas()
	for _, r := range m.records {
		if r.Stream == stream {
			if !slices.Contains(mine, r.Area) {
				r.Body, r.Withheld = nil, true
			}
			if err := each(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *memory) Drafts(context.Context) ([]ledger.Draft, error) {
	mine := m.Areas()
	return slices.DeleteFunc(slices.Collect(maps.Values(m.drafts)), func(d ledger.Draft) bool { return !slices.Contains(mine, d.Area) }), nil
}

func (m *memory) Commit(_ context.Context, c ledger.Change) ([]ledger.Header, error) {
	if m.fails != nil && m.fails(c) {
		return nil, cmp.Or(m.failure, errDisk)
	}
	for _, item := range c.Puts {
		m.items[ledger.ItemRef{Kind: item.Kind, ID: item.ID}] = item
	}
	for _, ref := range c.Drops {
		delete(m.items, ref)
	}
	for _, d := range c.DraftPuts {
		m.drafts[d.ID] = d
	}
	for _, id := range c.DraftDrops {
		delete(m.drafts, id)
	}
	var headers []ledger.Header
	for _, a := range c.Appends {
		m.clock = m.clock.Next(m.now())
		h := ledger.Header{Stream: a.Stream, Area: a.Area, Kind: a.Kind, Seq: uint64(len(m.records) + 1), Clock: m.clock, ID: recordID(len(m.records) + 1)}
		m.records = append(m.records, ledger.Record{Header: h, Body: a.Body})
		m.length.Store(int64(len(m.records)))
		headers = append(headers, h)
	}
	return headers, nil
}

func (m *memory) Verify(context.Context, func(done, total int)) (ledger.Report, error) {
	return ledger.Report{Records: len(m.records), Opened: len(m.records), Items: len(m.items)}, nil
}

// logged are the bodies of the access log.
func (m *memory) logged() []string {
	var lines []string
	for _, r := range m.records {
		if r.Stream == ledger.StreamLog {
			lines = append(lines, string(r.Body))
		}
	}
	return lines
}

// unit is a desk around one vault in memory, with a clock that the test moves.
type unit struct {
	t     *testing.T
	vault *memory
	now   time.Time
	files map[string][]care.Batch // what a parser would make of a file of that name
	paper []sheet.Document
	// drawing guards paper: several things are printed at once.
	drawing sync.Mutex
	desk    *desk.Desk
}

var monday = time.Date(2026, 11, 23, 7, 0, 0, 0, care.Stockholm)

func newUnit(t *testing.T) *unit {
	u := &unit{t: t, now: monday, files: map[string][]care.Batch{}}
	u.vault = newMemory(func() time.Time { return u.now })
	u.desk = desk.New(desk.Params{Vaults: vaults{u}, Readers: []desk.Reader{reader{u}}, NewFinder: func() desk.Finder { return &finder{} },
		NewIndex: func() desk.EntryFinder { return &entryFinder{} },
		Press:    press{u}, Now: func() time.Time { return u.now }, Forms: form.Papers(forms(t)), Kinds: entryKinds(t), Working: func(day time.Time) bool {
			return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
		}})
	return u
}

// forms are those of the program.
func forms(t *testing.T) []form.Form {
	t.Helper()
	files, err := data.Forms()
	if err != nil {
		t.Fatal(err)
	}
	all, err := form.ReadAll(files)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func entryKinds(t *testing.T) entry.Kinds {
	t.Helper()
	all, err := entry.NewKinds(forms(t))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// setUp makes the binder by Lena, whose identity is "lena".
func (u *unit) setUp() *desk.Session {
	u.t.Helper()
	s, secrets, err := u.desk.SetUp(u.t.Context(), "binder", desk.Setup{Unit: "Hemtjänst Norr", User: " Lena Ek ", Title: "undersköterska", Passphrase: "en lång fras"})
	if err != nil {
		u.t.Fatal(err)
	}
	if secrets.RecoveryCode != "code" || len(secrets.PDFPassphrase) != 19 {
		u.t.Fatalf("secrets: %+v", secrets)
	}
	return s
}

// open unlocks the binder as somebody.
func (u *unit) open(who string) *desk.Session {
	u.t.Helper()
	u.vault.known(who)
	s, err := u.desk.Unlock(u.t.Context(), "binder", who, "en lång fras")
	if err != nil {
		u.t.Fatal(err)
	}
	return s
}

// read takes a file in.
func (u *unit) read(s *desk.Session, name string, batches ...care.Batch) desk.FileResult {
	u.t.Helper()
	p := u.preview(s, name, batches...)
	if err := s.Import(u.t.Context(), p); err != nil {
		u.t.Fatal(err)
	}
	return p.Files[0]
}

func (u *unit) preview(s *desk.Session, name string, batches ...care.Batch) *desk.Preview {
	u.t.Helper()
	u.files[name] = batches
	p, err := s.Preview(u.t.Context(), []desk.File{{Name: name, ModTime: u.now.Add(-time.Hour), Bytes: []byte(name)}}, desk.Importing{})
	if err != nil {
		u.t.Fatal(err)
	}
	return p
}

func fault(t *testing.T, err error, code string) {
	t.Helper()
	if !text.IsFault(err, code) {
		t.Errorf("got %v, want %s", err, code)
	}
}

type vaults struct{ u *unit }

func (v vaults) Exists(string) bool { return len(v.u.vault.items) > 0 }

func (v vaults) Create(context.Context, string, string, string) (desk.Store, string, error) {
	v.u.vault.who = "lena"
	return v.u.vault, "code", nil
}

func (v vaults) Unlock(_ context.Context, _ string, key access.Key) (desk.Store, error) {
	v.u.vault.who, v.u.vault.recovery, v.u.vault.closed = key.Name, false, false
	if key.Recovery != "" {
		v.u.vault.who, v.u.vault.recovery = "envelope", true
	}
	return v.u.vault, v.u.vault.enter(key)
}

type reader struct{ u *unit }

func (r reader) Recognises(name string, _ []byte) bool { _, ok := r.u.files[name]; return ok }

func (r reader) Read(_ context.Context, name string, _ []byte, _ time.Time) ([]care.Batch, error) {
	if len(r.u.files[name]) == 0 {
		return nil, text.NewFault("file.unknown")
	}
	return r.u.files[name], nil
}

// finder matches any part of the name and of the rest.
type finder struct{ persons []care.Findable }

func (f *finder) Set(persons []care.Findable) {
	f.persons = slices.SortedFunc(slices.Values(persons), func(x, y care.Findable) int { return cmp.Compare(x.SortName, y.SortName) })
}

func (f *finder) Find(query string) []string {
	var ids []string
	for _, p := range f.persons {
		if strings.Contains(p.Name+"\n"+p.PersonalID+"\n"+strings.Join(p.Other, "\n"), query) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// press keeps what it was asked to draw.
type press struct{ u *unit }

func (p press) Print(_ context.Context, doc sheet.Document, out sheet.Output) (sheet.Printed, error) {
	p.u.drawing.Lock()
	defer p.u.drawing.Unlock()
	p.u.paper = append(p.u.paper, doc)
	return sheet.Printed{PDF: []byte("pdf " + out.Passphrase), Pages: len(doc.Sheets), Sheets: len(doc.Sheets)}, nil
}

// The unit's files, as a parser would hand them over.

var elsa, ake, birgit = care.PersonKey{PersonalID: "192401297250"}, care.PersonKey{PersonalID: "192402149237"}, care.PersonKey{PersonalID: "192403027093"}

func register() care.Batch {
	row := func(n int, key care.PersonKey, given, family, street string, protected bool) care.Incoming {
		return care.Incoming{Row: n, Whose: key, Item: &care.Person{PersonalID: key.PersonalID, Given: given, Family: family, Protected: protected,
			Addresses: []care.Address{{Street: street}}, Keys: []care.KeyInfo{{Kind: care.ClientKeyNumber, Value: "K" + string(key.PersonalID[8:])}}}}
	}
	return care.Batch{Format: "table.persons", Kinds: []care.Kind{care.KindPerson}, FullList: true, Incoming: []care.Incoming{
		row(2, elsa, "Elsa", "Lund", "Storgatan 1", false), row(3, ake, "Åke", "Ström", "Nygatan 2", false),
		row(4, birgit, "Birgit", "Hult", "Hemlighetsvägen 7", true)}}
}

// day is a visit to each on the day, and one that passes midnight.
func day(on time.Time) care.Batch {
	row := func(n int, key care.PersonKey, route string, hour, hours int) care.Incoming {
		start := care.Day(on).Add(time.Duration(hour) * time.Hour)
		return care.Incoming{Row: n, Whose: key, Item: &care.Visit{Kind: care.VisitVisit, Route: route, Start: start,
			End: start.Add(time.Duration(hours) * time.Hour), Service: []string{"Tillsyn"}, Place: "Hemlighetsvägen 7"}}
	}
	return care.Batch{Format: "table.schedule", Kinds: []care.Kind{care.KindVisit}, FullList: true, Incoming: []care.Incoming{
		row(2, elsa, "Slinga 1", 8, 1), row(3, birgit, "Slinga 1", 10, 1), row(4, ake, "Natt", 22, 8)}}
}

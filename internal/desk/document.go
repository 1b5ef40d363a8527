package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
)

// A document that comes in belongs to nobody until a person says whose it is: a number in its text
// can be a relative's or a colleague's. It waits in the binder meanwhile, sealed like the rest, in
// the area of care that it seems to speak of, or among the protected fields when somebody whom it
// names has a protected identity. Its bytes lie apart from what is known of it and are never
// loaded with the binder.

// Filing is a document that waits to be filed under a person, or is.
type Filing struct {
	ID    string
	Title string // never empty
	What  care.DocumentKind
	// Date is the day that the document is from, at midnight in Stockholm, and DateFrom where that
	// was found: care.DateInText and the others.
	Date     time.Time
	DateFrom string
	Media    string
	Pages    int
	Size     int // bytes
	Area     access.Area
	HasText  bool
	// PersonID is whose it is; empty while it waits.
	PersonID string
	// Persons are those of the binder whose numbers it names, those in the file's name first.
	Persons []Candidate
	// Unknown is how many numbers it names that nobody in the binder has.
	Unknown int
}

// Candidate is a person whose number a document names.
type Candidate struct {
	PersonID   string
	Name       string
	PersonalID care.PersonalID
	Protected  bool
	In         []string // care.FoundInName, care.FoundInText
}

// documentIn is the document of a batch that a reader of documents made.
func documentIn(b care.Batch) (*care.Document, bool) {
	if len(b.Incoming) != 1 {
		return nil, false
	}
	doc, is := b.Incoming[0].Item.(*care.Document)
	return doc, is
}

// weigh tells what a batch means for the binder.
func (s *Session) weigh(b care.Batch, f File, asOf time.Time, p *Preview, how Importing, result *FileResult) care.Changes {
	if doc, is := documentIn(b); is {
		return s.weighDocument(doc, b, f, asOf, p.work, result)
	}
	return p.work.Reconcile(b, care.Reconciling{Now: s.desk.now(), AsOf: asOf, Name: s.store.Name, ConfirmGone: how.ConfirmGone,
		Standing: p.standing, TakeOlder: how.TakeOlder})
}

// weighDocument tells what a document means for the binder: it waits, or is there already. The
// same bytes are one document, whatever their file is called.
func (s *Session) weighDocument(doc *care.Document, b care.Batch, f File, asOf time.Time, work *care.Replica, result *FileResult) care.Changes {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := care.Changes{Format: b.Format, Kinds: b.Kinds, AsOf: asOf.UTC(), Errors: b.Errors, Warnings: b.Warnings}
	if known := documentOf(work, doc.Hash); known != nil {
		c.Unchanged = 1
		person, _ := work.Person(known.PersonID)
		c.Rows = []care.RowResult{{Outcome: care.OutcomeUnchanged, Before: known, After: known, Person: person}}
		code := "document_filed"
		if known.Waiting() {
			code = "document_waits"
		}
		c.Warnings = []care.RowProblem{{Code: code}}
		result.Document = s.filing(known, work)
		return c
	}
	own := *doc
	own.Source, own.AsOf = b.Format, asOf.UTC()
	natural := own.Hash
	if s.files[own.Hash] {
		// It came in before and is not here: it was taken out, or lies in an area that is closed to
		// the opener, where it must not be overwritten.
		natural += "|" + s.desk.now().UTC().Format(time.RFC3339Nano)
	}
	own.ID = s.store.Name(string(care.KindDocument), natural)
	if own.Date.IsZero() {
		own.Date, own.DateFrom = care.Day(asOf), care.DateModified
	}
	result.Document = s.filing(&own, work)
	if slices.ContainsFunc(result.Document.Persons, func(p Candidate) bool { return p.Protected }) {
		own.Area = care.DocumentAreaProtected
		result.Document.Area = access.AreaProtected
	}
	if result.Err = s.mayOpen(areaOf(&own)); result.Err != nil {
		return care.Changes{}
	}
	if s.may(access.RightRead) != nil { // who only keeps the binder doesn't learn whom it names
		result.Document.Persons, result.Document.Unknown = nil, 0
	}
	c.New, c.Puts = 1, []care.Item{&own}
	c.Rows = []care.RowResult{{Outcome: care.OutcomeNew, After: &own}}
	c.Warnings = append([]care.RowProblem{{Code: "document_waiting"}}, c.Warnings...)
	result.apart = append(result.apart, contentOf(&own, f.Bytes))
	return c
}

// contentOf is the bytes of a document as the vault keeps them: as they are, under the document's
// id and in its area.
func contentOf(doc *care.Document, raw []byte) ledger.Item {
	return ledger.Item{Area: areaOf(doc), Kind: ledger.ApartKind, ID: doc.ID, Body: raw}
}

func contentRef(doc *care.Document) ledger.ItemRef {
	return ledger.ItemRef{Kind: ledger.ApartKind, ID: doc.ID}
}

// documents are those of a replica that are asked for, newest first.
func documents(r *care.Replica, is func(*care.Document) bool) []*care.Document {
	var found []*care.Document
	r.Each(care.KindDocument, func(item care.Item) {
		if doc := item.(*care.Document); is(doc) {
			found = append(found, doc)
		}
	})
	slices.SortFunc(found, func(x, y *care.Document) int {
		return cmp.Or(y.Date.Compare(x.Date), cmp.Compare(x.Title, y.Title), cmp.Compare(x.ID, y.ID))
	})
	return found
}

// documentOf is a document with these bytes; one that is filed before one that waits.
func documentOf(r *care.Replica, hash string) *care.Document {
	var known *care.Document
	for _, doc := range documents(r, func(d *care.Document) bool { return d.Hash == hash }) {
		if known == nil || known.Waiting() {
			known = doc
		}
	}
	return known
}

// DocumentsWaiting lists the documents that nobody has filed yet, newest first, among those of the
// opener's areas.
func (s *Session) DocumentsWaiting() []Filing {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mayFile() != nil {
		return nil
	}
	var list []Filing
	for _, doc := range documents(s.replica, (*care.Document).Waiting) {
		list = append(list, *s.filing(doc, s.replica))
	}
	return list
}

// mayFile tells whether the opener may say whose a document is: to do so they take it in, and read
// it. Nobody but who may do both needs a right of its own for it.
func (s *Session) mayFile() error {
	if err := s.may(access.RightImport); err != nil {
		return err
	}
	return s.may(access.RightRead)
}

// filing is a document as lists show it.
func (s *Session) filing(doc *care.Document, r *care.Replica) *Filing {
	f := &Filing{ID: doc.ID, Title: s.titleOf(doc), What: doc.What, Date: doc.Date, DateFrom: doc.DateFrom, Media: doc.Media,
		Pages: doc.Pages, Size: doc.Size, Area: areaOf(doc), HasText: doc.Text != "", PersonID: doc.PersonID}
	if !doc.Waiting() {
		return f
	}
	for _, c := range doc.Candidates {
		if p := personOf(r, c.Number); p == nil {
			f.Unknown++
		} else if !slices.ContainsFunc(f.Persons, func(known Candidate) bool { return known.PersonID == p.ID }) {
			f.Persons = append(f.Persons, candidate(p, c.In))
		}
	}
	f.Persons = append(f.Persons, reserved(r, doc, f.Persons)...)
	return f
}

func candidate(p *care.Person, in []string) Candidate {
	return Candidate{PersonID: p.ID, Name: p.Name(), PersonalID: p.PersonalID, Protected: p.Protected, In: in}
}

// personOf finds the person of a number that a document names. Two digits of a year can mean two
// centuries: then the other counts too.
func personOf(r *care.Replica, number care.PersonalID) *care.Person {
	var same, ten []*care.Person
	r.Each(care.KindPerson, func(item care.Item) {
		switch p := item.(*care.Person); {
		case p.PersonalID == number:
			same = append(same, p)
		case len(p.PersonalID) == 12 && len(number) == 12 && p.PersonalID[2:] == number[2:]:
			ten = append(ten, p)
		}
	})
	switch {
	case len(same) > 0:
		return same[0]
	case len(ten) == 1:
		return ten[0]
	}
	return nil
}

// fewestSigns is how long a local reserve number must be before it is looked for in a text.
const fewestSigns = 8

// reserved are persons with a number of a form that the region made up: no text can be searched
// for such numbers without knowing them.
func reserved(r *care.Replica, doc *care.Document, known []Candidate) []Candidate {
	bare := strings.NewReplacer(" ", "", "-", "", "\n", "").Replace(strings.ToUpper(doc.Text))
	var found []Candidate
	r.Each(care.KindPerson, func(item care.Item) {
		p := item.(*care.Person)
		if p.PersonalID.Form() == care.FormUnknown && len(p.PersonalID) >= fewestSigns && strings.Contains(bare, string(p.PersonalID)) &&
			!slices.ContainsFunc(known, func(c Candidate) bool { return c.PersonID == p.ID }) {
			found = append(found, candidate(p, []string{care.FoundInText}))
		}
	})
	slices.SortFunc(found, func(x, y Candidate) int { return cmp.Compare(x.PersonID, y.PersonID) })
	return found
}

// titleOf is what a document is called: by its file, or else by what it is.
func (s *Session) titleOf(doc *care.Document) string {
	return cmp.Or(doc.Title, s.desk.Words.Say("document."+string(doc.What)))
}

// document is a document of the opener's areas.
func (s *Session) documentByID(id string) (*care.Document, error) {
	item, ok := s.replica.Get(care.KindDocument, strings.TrimSpace(id))
	if !ok {
		return nil, errNoDocument()
	}
	return item.(*care.Document), nil
}

// shieldDocuments moves the documents of persons whose identity has become protected to where
// protected fields lie, and those that wait and name such a person. It is tried again at the next
// unlock by somebody who has the keys that it takes.
func (s *Session) shieldDocuments(ctx context.Context) error {
	if s.mayOpen(access.AreaProtected) != nil || s.altered != nil {
		return nil
	}
	open := documents(s.replica, func(d *care.Document) bool { return d.Area != care.DocumentAreaProtected && s.shields(d) })
	for _, doc := range open {
		moved := *doc
		moved.Area = care.DocumentAreaProtected
		line := s.line(access.ActionDocument, doc.PersonID, s.desk.Words.Say("document.log.shielded", "what", s.kindWord(doc)))
		if err := s.refile(ctx, doc, &moved, line); err != nil {
			return err
		}
	}
	return nil
}

// shields tells whether a document is about, or may be about, a person with protected identity.
func (s *Session) shields(doc *care.Document) bool {
	if p, ok := s.replica.Person(doc.PersonID); ok {
		return p.Protected
	}
	return doc.Waiting() && slices.ContainsFunc(s.filing(doc, s.replica).Persons, func(c Candidate) bool { return c.Protected })
}

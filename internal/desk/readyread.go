package desk

import (
	"context"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

// Readable is something that everybody on the unit is to have read: a local checklist that the unit has
// answered, or a document of its own.
type Readable struct {
	// ID names it for ConfirmRead and Receipts: "checklist:<id>" or "document:<id>".
	ID    string
	Title string
	// Version names what stands in it; empty while there is nothing to read.
	Version string
	// Mine is when the opener said that they have read this version; zero when they haven't.
	Mine time.Time
	// Read of Asked have.
	Read, Asked int
}

// Receipt is somebody's word that they have read a document.
type Receipt struct {
	Name string
	At   time.Time
}

// Receipts is who has read a document in its present version, and who hasn't.
type Receipts struct {
	Readable
	Have    []Receipt
	Missing []string
	// Before are those among Missing who had read an earlier version.
	Before []string
}

// Readables are what everybody on the unit is to have read.
func (s *Session) Readables() []Readable {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mayReady() != nil {
		return nil
	}
	list := s.readables()
	for i := range list {
		s.countReaders(&list[i])
	}
	return list
}

// readables are the checklists and the unit's own documents, without who has read them.
func (s *Session) readables() []Readable {
	var list []Readable
	for _, c := range s.readyList().Checklists {
		list = append(list, s.readableChecklist(c))
	}
	return append(list, s.readableDocuments()...)
}

func (s *Session) readableChecklist(c readiness.Checklist) Readable {
	return Readable{ID: c.Document(), Title: c.Title.In(s.desk.Words.Lang()), Version: s.ready.Answers(c).Version}
}

func (s *Session) readableDocuments() []Readable {
	var list []Readable
	for _, doc := range s.unitDocuments() {
		list = append(list, Readable{ID: "document:" + doc.ID, Title: doc.Title, Version: doc.Version()})
	}
	return list
}

func (s *Session) countReaders(r *Readable) {
	asked := s.askedToRead()
	read, _ := s.ready.Readers(r.ID, r.Version, asked)
	r.Read, r.Asked = len(read), len(asked)
	for _, e := range read {
		if s.user.Is(e.By.Identity) {
			r.Mine = e.At
		}
	}
}

func (s *Session) readable(id string) (Readable, error) {
	for _, r := range s.readables() {
		if r.ID == id {
			return r, nil
		}
	}
	return Readable{}, text.NewFault("ready.no_document")
}

// askedToRead are the users who are to read what the unit has decided: whoever may open the binder now and
// reads in it. A temporary is here for one shift and isn't asked.
func (s *Session) askedToRead() []readiness.Reader {
	var list []readiness.Reader
	for _, u := range s.active() {
		if u.Role.May(access.RightRead) && !u.Temporary() {
			list = append(list, readiness.Reader{Name: signature(u), Identities: append([]string{u.Identity}, u.Former...)})
		}
	}
	return list
}

// Receipts tells who has read a document and who hasn't. Fault "ready.no_document".
func (s *Session) Receipts(id string) (Receipts, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.mayReady(); err != nil {
		return Receipts{}, err
	}
	r, err := s.readable(id)
	if err != nil {
		return Receipts{}, err
	}
	s.countReaders(&r)
	all := Receipts{Readable: r}
	read, missing := s.ready.Readers(id, r.Version, s.askedToRead())
	for _, e := range read {
		all.Have = append(all.Have, Receipt{Name: s.byName(e.By.Identity), At: e.At})
	}
	older := s.ready.OlderReceipts(id, r.Version)
	for _, m := range missing {
		all.Missing = append(all.Missing, m.Name)
		if m.In(older) {
			all.Before = append(all.Before, m.Name)
		}
	}
	return all, nil
}

// ConfirmRead notes that the opener has read a document as it is now. Faults: "ready.no_document",
// "ready.nothing_to_read" for a checklist without answers, those of the vault.
func (s *Session) ConfirmRead(ctx context.Context, id string) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightRead); err != nil {
		return err
	}
	r, err := s.readable(id)
	if err != nil {
		return err
	}
	if r.Version == "" {
		return text.NewFault("ready.nothing_to_read")
	}
	e := readiness.Event{Type: readiness.EventReceipt, Item: id, Version: r.Version, OK: true}
	return s.tellReady(ctx, e, s.line(access.ActionReady, "", "read "+id))
}

// ConfirmFor notes that a group outside the unit knows an item, such as IT the outage plan (routine 3),
// and who said so, in words; ok false takes it back. Faults: "ready.unknown", "ready.group",
// "ready.long", "ready.person", those of the vault.
func (s *Session) ConfirmFor(ctx context.Context, item, group, who string, ok bool) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightWrite); err != nil {
		return err
	}
	i, known := s.readyList().Item(item)
	switch {
	case !known || i.Kind != readiness.KindGroups:
		return text.NewFault("ready.unknown")
	case !i.Asks(group):
		return text.NewFault("ready.group")
	}
	who = tidy(who)
	if err := s.checkReady(longestReady, who); err != nil {
		return err
	}
	e := readiness.Event{Type: readiness.EventReceipt, Item: item, Part: group, OK: ok, Value: who}
	return s.tellReady(ctx, e, s.line(access.ActionReady, "", "known "+item+" "+group))
}

// KnownBy is what was last told of a group and an item (ConfirmFor).
func (s *Session) KnownBy(item, group string) (readiness.Event, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mayReady() != nil {
		return readiness.Event{}, false
	}
	return s.ready.Known(item, group)
}

// seesReaders is how many of those who are to read documents have, over all of them.
func (s *Session) seesReaders(list []Readable) readiness.Found {
	good, of, nothing := 0, 0, 0
	for _, r := range list {
		if r.Version == "" {
			nothing++
			continue
		}
		s.countReaders(&r)
		good, of = good+r.Read, of+r.Asked
	}
	if nothing > 0 {
		return readiness.Found{State: readiness.StateMissing, Reason: readiness.Reason{Key: "ready.why.nothing_to_read"}}
	}
	return orNone(readiness.Counted(good, of, "ready.why.unread"), "ready.why.nothing_to_read")
}

// neededDocuments are the kinds of document that a unit is to have of its own (routine 1, 2.3, 5).
func neededDocuments() []UnitDocumentKind {
	return []UnitDocumentKind{UnitOutagePlan, UnitRoutine, UnitContinuity}
}

// seesDocuments is whether the unit has its own documents, and all were looked over in time.
func (s *Session) seesDocuments(now time.Time) readiness.Found {
	there, due := map[UnitDocumentKind]bool{}, map[UnitDocumentKind]bool{}
	var last time.Time
	for _, doc := range s.unitDocuments() {
		there[doc.Kind] = true
		due[doc.Kind] = due[doc.Kind] || doc.ReviewDue(now)
		if doc.FiledAt.After(last) {
			last = doc.FiledAt
		}
	}
	missing, late := 0, 0
	for _, kind := range neededDocuments() {
		switch {
		case !there[kind]:
			missing++
		case due[kind]:
			late++
		}
	}
	of := len(neededDocuments())
	f := readiness.Found{State: readiness.StateOK, Good: of - missing - late, Of: of, Last: last}
	switch {
	case missing > 0:
		f.State, f.Reason = readiness.StateMissing, readiness.Reason{Key: "ready.why.documents", Counted: true, N: missing}
	case late > 0:
		f.State, f.Reason = readiness.StateLate, readiness.Reason{Key: "ready.why.review", Counted: true, N: late}
	}
	return f
}

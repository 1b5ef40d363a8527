package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// FileAs is what a person says about a document. What is empty stays as the document itself says.
type FileAs struct {
	PersonID string // the binder's id or a personal identity number
	What     care.DocumentKind
	Title    string
	Date     time.Time // any moment of the day that it is from
	Area     string    // one of care.DocumentAreas; a person with protected identity has but one
}

func errNoDocument() error { return text.NewFault("document.unknown") }

// FileDocument puts a document under a person, or under another than before. The document of a
// person with protected identity goes where the protected fields lie. Faults: "document.unknown",
// "document.twice" when the person has the same bytes already, "document.choice",
// "document.date", "access.not_allowed", "access.closed", those of Person.
func (s *Session) FileDocument(ctx context.Context, id string, as FileAs) (Filing, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.mayFile(); err != nil {
		return Filing{}, err
	}
	doc, err := s.documentByID(id)
	if err != nil {
		return Filing{}, err
	}
	p, err := s.person(as.PersonID)
	if err != nil {
		return Filing{}, err
	}
	if twice := documents(s.replica, func(d *care.Document) bool { return d.PersonID == p.ID && d.Hash == doc.Hash && d.ID != doc.ID }); len(twice) > 0 {
		return Filing{}, text.NewFault("document.twice")
	}
	filed := *doc
	filed.PersonID, filed.Candidates = p.ID, nil
	filed.FiledBy, filed.FiledAt = signature(s.user), s.desk.now().UTC()
	if err := describe(&filed, as, p, s.desk.now()); err != nil {
		return Filing{}, err
	}
	said := "document.log.filed"
	if !doc.Waiting() {
		said = "document.log.moved"
	}
	line := s.line(access.ActionDocument, p.ID, s.desk.Words.Say(said, "what", s.kindWord(&filed)))
	if err := s.refile(ctx, doc, &filed, line); err != nil {
		return Filing{}, err
	}
	return *s.filing(&filed, s.replica), nil
}

// describe takes in what was said of a document.
func describe(doc *care.Document, as FileAs, p *care.Person, now time.Time) error {
	if as.What != "" {
		doc.What = as.What
	}
	if title := strings.Join(strings.Fields(as.Title), " "); title != "" {
		doc.Title = title
	}
	if !as.Date.IsZero() {
		if as.Date.After(now) {
			return text.NewFault("document.date")
		}
		doc.Date, doc.DateFrom = care.Day(as.Date), ""
	}
	switch {
	case p.Protected:
		doc.Area = care.DocumentAreaProtected
	case as.Area != "":
		doc.Area = as.Area
	case doc.Area == care.DocumentAreaProtected: // it waited there because it names somebody else
		doc.Area = doc.What.UsualArea()
	}
	if !slices.Contains(care.DocumentKinds(), doc.What) || !slices.Contains(care.DocumentAreas(), doc.Area) {
		return text.NewFault("document.choice")
	}
	return nil
}

// refile stores another version of what is known of a document, with the line of the log that says
// so. When it goes into another area, its bytes are sealed anew with that area's key in the same
// step.
func (s *Session) refile(ctx context.Context, old, doc *care.Document, line access.Event) error {
	if err := s.mayOpen(areaOf(doc)); err != nil {
		return err
	}
	doc.AsOf = s.desk.now().UTC()
	sealed, err := encodeItem(doc)
	if err != nil {
		return err
	}
	change := ledger.Change{Puts: []ledger.Item{sealed}}
	if areaOf(old) != areaOf(doc) {
		raw, err := s.bytesOf(ctx, old)
		if err != nil {
			return err
		}
		change.Puts = append(change.Puts, contentOf(doc, raw))
	}
	if err := s.commitNoted(ctx, change, line); err != nil {
		return err
	}
	s.replica.Put(doc)
	s.revision++
	return nil
}

// RefuseDocument takes a document out of the binder: one that waits and belongs to nobody here, or
// one that was filed and must not stay. The reason is noted. Copies beside the binder keep it until
// they are as old as they get. Faults: "document.unknown", "document.no_reason",
// "access.not_allowed".
func (s *Session) RefuseDocument(ctx context.Context, id, why string) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.mayFile(); err != nil {
		return err
	}
	doc, err := s.documentByID(id)
	if err != nil {
		return err
	}
	if why = strings.TrimSpace(why); why == "" {
		return text.NewFault("document.no_reason")
	}
	said := "document.log.removed"
	if doc.Waiting() {
		said = "document.log.refused"
	}
	line := s.line(access.ActionDocument, doc.PersonID, s.desk.Words.Say(said, "what", s.kindWord(doc), "why", why))
	gone := ledger.ItemRef{Kind: string(care.KindDocument), ID: doc.ID}
	if err := s.commitNoted(ctx, ledger.Change{Drops: []ledger.ItemRef{gone, contentRef(doc)}}, line); err != nil {
		return err
	}
	s.replica.Apply(care.Changes{Drops: []care.Item{doc}})
	s.revision++
	return nil
}

// kindWord is what a document is, with the day that it is from: enough to know it by in the log.
func (s *Session) kindWord(doc *care.Document) string {
	w := s.desk.Words
	return w.Say("document."+string(doc.What)) + ", " + w.Day(doc.Date.In(care.Stockholm))
}

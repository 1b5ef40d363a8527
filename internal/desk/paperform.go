package desk

import (
	"context"
	"slices"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// PaperForm is a numbered paper as whoever writes down what stands on it needs it.
type PaperForm struct {
	Number custody.Number
	What   What   // the form or sheet
	Title  string // of the form
	// Kind is what is written down from it; empty where nothing is.
	Kind     entry.Kind
	PersonID string // whom it is about; empty for nobody, and where the form has room for a name
	Person   string
	// EntryID is the newest entry that was written down from it, Entries are all, oldest first.
	EntryID string
	Entries []string
	State   custody.State
	// Pages is how many pages it was printed with, and Have those that were scanned, in order.
	Pages int
	Have  []int
	// Scans are the pictures of its pages in the opener's areas, in the order of the pages.
	Scans []PaperScan
	// Page is the page whose code was read; 0 for a number that was typed.
	Page int
}

// PaperScan is a picture of one page.
type PaperScan struct {
	Document string // id, for OpenDocument
	Page     int
	Media    string
}

// Missing are the pages of a paper of which some were scanned and these were not.
func (f PaperForm) Missing() []int {
	if len(f.Have) == 0 {
		return nil
	}
	var missing []int
	for page := 1; page <= f.Pages; page++ {
		if !slices.Contains(f.Have, page) {
			missing = append(missing, page)
		}
	}
	return missing
}

// FormOf finds the paper of a number, however it is typed, or of the code of a page as a scanner that
// types gives it, and tells whom and what it is about. Faults: "custody.number", "custody.unknown",
// "access.not_allowed".
func (s *Session) FormOf(code string) (PaperForm, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightRead); err != nil {
		return PaperForm{}, err
	}
	slip, err := s.slip(code)
	if err != nil {
		return PaperForm{}, err
	}
	_, _, page, err := custody.ReadCode(code)
	if err != nil {
		return PaperForm{}, err
	}
	return s.paperForm(slip, page), nil
}

func (s *Session) paperForm(slip custody.Slip, page int) PaperForm {
	f := PaperForm{Number: slip.Number, What: What(slip.Kind), Title: s.kindTitle(s.desk.Words, slip.Kind), Kind: s.kindFrom(slip.Kind),
		PersonID: slip.Person, State: slip.State, Pages: slip.Pages, Page: page}
	_, f.Person = s.subject(slip.Person)
	for _, t := range s.writtenFrom(slip.Number) {
		f.EntryID = t.ID
		f.Entries = append(f.Entries, t.ID)
	}
	for _, doc := range s.pagesOf(slip.Number) {
		f.Scans = append(f.Scans, PaperScan{Document: doc.ID, Page: doc.PaperPage, Media: doc.Media})
		if doc.PaperPage > 0 && !slices.Contains(f.Have, doc.PaperPage) {
			f.Have = append(f.Have, doc.PaperPage)
		}
	}
	return f
}

// kindFrom is what is written down from a sort of paper: the kind whose form names it, or else the
// kind of the form itself.
func (s *Session) kindFrom(paper string) entry.Kind {
	var own entry.Kind
	for _, kind := range s.desk.Kinds.Offered() {
		f, ok := s.desk.Kinds.Form(kind)
		switch {
		case !ok:
		case slices.Contains(f.Entry.Paper, paper):
			return kind
		case f.ID == paper:
			own = kind
		}
	}
	return own
}

// writtenFrom are the entries that were written down from a paper, oldest event first; those that were
// struck or corrected are left out.
func (s *Session) writtenFrom(n custody.Number) []*entry.Tracked {
	return s.backlog.List(func(t *entry.Tracked) bool {
		return t.Paper != nil && strings.ReplaceAll(t.Paper.Number, "-", "") == string(n) && t.State != entry.StateStruck && t.State != entry.StateCorrected
	})
}

// UnreadPages are the scanned pages that wait for somebody to type their number, newest first.
func (s *Session) UnreadPages() []Filing {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mayScan() != nil {
		return nil
	}
	var list []Filing
	for _, doc := range documents(s.replica, func(d *care.Document) bool { return d.Waiting() && d.Source == care.FromScan }) {
		list = append(list, *s.filing(doc, s.replica))
	}
	return list
}

// NamePage says of which paper a page without a readable code is: its number, and the page, from 1.
// Where the whole text of a code is given, page may be 0. Faults: "document.unknown",
// "custody.number", "custody.unknown", "scan.page", "document.twice", "access.closed",
// "access.not_allowed".
func (s *Session) NamePage(ctx context.Context, document, code string, page int) (PaperForm, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.mayScan(); err != nil {
		return PaperForm{}, err
	}
	old, err := s.documentByID(document)
	if err != nil {
		return PaperForm{}, err
	}
	if old.Source != care.FromScan {
		return PaperForm{}, errNoDocument()
	}
	slip, err := s.slip(code)
	if err != nil {
		return PaperForm{}, err
	}
	if page == 0 {
		if _, _, page, err = custody.ReadCode(code); err != nil {
			return PaperForm{}, err
		}
	}
	if page < 1 || slip.Pages > 0 && page > slip.Pages {
		return PaperForm{}, text.NewFault("scan.page", "pages", max(1, slip.Pages))
	}
	if slices.ContainsFunc(s.pagesOf(slip.Number), func(d *care.Document) bool { return d.Hash == old.Hash && d.ID != old.ID }) {
		return PaperForm{}, text.NewFault("document.twice")
	}
	named := *old
	named.Paper, named.PaperPage, named.PersonID, named.Candidates = string(slip.Number), page, slip.Person, nil
	var raw []byte
	if s.areaOfPage(slip) != areaOf(old) {
		if raw, err = s.bytesOf(ctx, old); err != nil {
			return PaperForm{}, err
		}
	}
	if err := s.keepPage(ctx, slip, &named, old, raw); err != nil {
		return PaperForm{}, err
	}
	slip, _ = s.slips.Get(slip.Number)
	return s.paperForm(slip, page), nil
}

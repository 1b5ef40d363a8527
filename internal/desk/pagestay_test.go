package desk_test

import (
	"testing"
	"time"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
)

// pagesLeft are the scanned pages in the vault, what is known of them and their bytes.
func (u *unit) pagesLeft() (known, bytes int) {
	u.t.Helper()
	for _, item := range u.vault.items {
		switch {
		case item.Kind == "document":
			known++
		case ledger.Apart(item.Kind):
			bytes++
		}
	}
	return known, bytes
}

func (u *unit) wantPages(when string, want int) {
	u.t.Helper()
	if known, bytes := u.pagesLeft(); known != want || bytes != want {
		u.t.Errorf("%s: %d pages, %d with bytes, want %d", when, known, bytes, want)
	}
}

// Given a form that was handed in and scanned, when the copy of Lifecare goes, then the page and the person
// stay until what stands on it is written down and in Lifecare.
func TestAScannedPageStaysUntilItIsInLifecare(t *testing.T) {
	u, s, folder := withScanner(t)
	elsa := elsaOf(s)
	n := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsa})[0]
	folder.add("a.pdf", pageOf(n, 1, ""))
	folder.add("b.png", unreadable("kladd"))
	u.scans(s)
	u.wantPages("before", 2)
	c, err := s.PurgeReplica(t.Context())
	u.must(err)
	if c.Stay != 1 || c.Gone["document"] != 0 || c.Gone[ledger.ApartKind] != 0 {
		t.Errorf("certificate %+v", c)
	}
	u.wantPages("not written down", 2)
	s = u.opens("lena", 1)
	if r := s.Retention(); r.Purged.IsZero() || r.Stay != 1 {
		t.Errorf("%+v", r)
	}
	form, err := s.FormOf(n.String())
	if err != nil || form.Person != "Elsa Lund" || len(form.Scans) != 1 {
		t.Fatalf("%+v, %v", form, err)
	}
	if _, raw, err := s.OpenDocument(t.Context(), form.Scans[0].Document, ""); err != nil || len(raw) == 0 {
		t.Errorf("the page: %v", err)
	}
	e := note(t, s, "Tillsyn", u.now.Add(-time.Hour))
	e.Paper = &entry.Paper{Number: string(n), Name: "Siv Ek", WrittenTime: u.now.Add(-time.Hour)}
	written := signed(t, s, e)
	s = u.opens("lena", 2)
	u.wantPages("waits to be entered", 2)
	if len(s.UnreadPages()) != 1 {
		t.Error("the page without a number went")
	}
	_, err = s.Reenter(t.Context(), written.ID, "08:30", "")
	u.must(err)
	s = u.opens("lena", 3)
	u.wantPages("in Lifecare; the page without a number waits", 1)
	if _, err := s.Person(elsa); err == nil {
		t.Error("the person stayed")
	}
	u.must(s.RefuseDocument(t.Context(), s.UnreadPages()[0].ID, "tomt papper"))
	u.wantPages("refused", 0)
}

// A page that an entry shows as its picture stays with it, though the form counts as done.
func TestAPageThatAWaitingEntryShowsStays(t *testing.T) {
	u, s, folder := withScanner(t)
	n := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)})[0]
	folder.add("a.pdf", pageOf(n, 1, ""))
	id := u.scans(s).Rows[0].Document
	e := note(t, s, "Tillsyn", u.now.Add(-time.Hour))
	e.Paper = &entry.Paper{Name: "Siv Ek", WrittenTime: u.now.Add(-time.Hour), Pictures: []string{id}}
	draft, err := s.SaveDraft(t.Context(), e)
	u.must(err)
	u.moves(s, n, custody.StepTranscribe)
	_, err = s.PurgeReplica(t.Context())
	u.must(err)
	u.wantPages("a draft shows it", 1)
	u.must(s.DiscardDraft(t.Context(), draft.ID))
	u.opens("lena", 1)
	u.wantPages("nothing shows it", 0)
}

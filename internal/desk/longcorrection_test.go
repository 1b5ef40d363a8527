package desk_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
)

// Given a note that grows beyond what one entry holds, when it is corrected, then its parts wait together,
// the first in the place of the old one; of one that is a part already the sentence says what to do.
func TestACorrectionThatIsTooLongBecomesParts(t *testing.T) {
	u, s := filled(t)
	old := signed(t, s, note(t, s, "Tillsyn", u.now.Add(-time.Hour)))
	e, err := s.Correction(old.ID)
	u.must(err)
	e.Text = strings.Repeat("Sov lugnt. ", 1000)
	_, err = s.SaveDraft(t.Context(), e)
	u.must(err)
	u.vault.fails = func(ledger.Change) bool { return true }
	if _, err := s.Correct(t.Context(), e, "mer att säga"); err == nil || s.Counts().Waiting != 1 {
		t.Fatalf("on a broken disk: %v, %d wait", err, s.Counts().Waiting)
	}
	u.vault.fails = nil
	fresh, err := s.Correct(t.Context(), e, "mer att säga")
	u.must(err)
	if fresh.ID != e.ID || fresh.Part != 1 || fresh.Parts != 2 || fresh.Whole != e.ID {
		t.Errorf("first part %+v", fresh)
	}
	for _, when := range []string{"now", "reopened"} {
		second, err := s.Entry(e.ID + "-2")
		u.must(err)
		if fresh.Text+second.Text != e.Text || second.Part != 2 || second.State != entry.StateSigned || s.Counts().Waiting != 2 || len(s.Drafts()) != 0 {
			t.Errorf("%s: %d wait, %d drafts, second part %d of %d, %s", when, s.Counts().Waiting, len(s.Drafts()), second.Part, second.Parts, second.State)
		}
		versions, err := s.Versions(old.ID)
		u.must(err)
		if len(versions) != 2 || versions[0].State != entry.StateCorrected || versions[0].EndedReason != "mer att säga" || versions[1].ID != fresh.ID {
			t.Errorf("%s: versions %+v", when, versions)
		}
		s = u.open("lena")
	}
	part, err := s.Correction(e.ID + "-2")
	u.must(err)
	part.Text = e.Text
	_, err = s.Correct(t.Context(), part, "ännu mer")
	fault(t, err, "writing.long_correction")
	part.Text = "Sov oroligt."
	_, err = s.Correct(t.Context(), part, "ändrat")
	u.must(err)
	_, err = s.Strike(t.Context(), fresh.ID, "fel person")
	u.must(err)
	if s.Counts().Waiting != 0 {
		t.Errorf("%d wait after the whole was struck", s.Counts().Waiting)
	}
}

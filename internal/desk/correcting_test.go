package desk_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/retention"
)

// Final is final: a correction is a new version with who, when and why, and the old one stays legible.
func TestACorrectionIsANewVersion(t *testing.T) {
	u, s := filled(t)
	old := signed(t, s, note(t, s, "Tillsyn", u.now.Add(-time.Hour)))
	u.now = u.now.Add(10 * time.Minute)
	e, err := s.Correction(old.ID)
	u.must(err)
	if e.ID == old.ID || e.Corrects != old.ID || e.Text != old.Text || len(s.Notes(e.PersonID)) != 1 {
		t.Fatalf("begun as %+v", e)
	}
	e.Text = "Sov oroligt."
	e, err = s.SaveDraft(t.Context(), e)
	u.must(err)
	_, err = s.Correct(t.Context(), e, "  ")
	fault(t, err, "writing.no_reason")
	u.vault.fails = func(ledger.Change) bool { return true }
	if _, err := s.Correct(t.Context(), e, "fel person"); err == nil {
		t.Fatal("corrected on a broken disk")
	}
	u.vault.fails = nil
	if got, err := s.Entry(old.ID); err != nil || got.State != entry.StateSigned || len(s.Drafts()) != 1 {
		t.Fatalf("after a broken disk: %+v, %v, %d drafts", got, err, len(s.Drafts()))
	}
	fresh, err := s.Correct(t.Context(), e, " skrev fel ")
	u.must(err)
	if fresh.State != entry.StateSigned || fresh.Text != "Sov oroligt." || len(s.Drafts()) != 0 || s.Counts().Waiting != 1 {
		t.Errorf("%+v, %d drafts", fresh, len(s.Drafts()))
	}
	u.must(s.Lock())
	s = u.open("lena")
	for _, id := range []string{old.ID, fresh.ID} {
		versions, err := s.Versions(id)
		u.must(err)
		if len(versions) != 2 || versions[0].ID != old.ID || versions[0].Text != "Sov lugnt." || versions[0].State != entry.StateCorrected ||
			versions[0].EndedReason != "skrev fel" || versions[0].EndedBy.Name != "Lena Ek" || !versions[0].EndedAt.Equal(u.now) || versions[1].ID != fresh.ID {
			t.Errorf("versions of %s: %+v", id, versions)
		}
	}
	_, err = s.Correction(old.ID)
	fault(t, err, "writing.ended")
	_, err = s.Correct(t.Context(), e, "igen")
	fault(t, err, "writing.ended")
	_, err = s.Versions("borta")
	fault(t, err, "entry.unknown")
	if lines := u.logLines(access.ActionCorrect); len(lines) != 1 || lines[0].PersonName != "Elsa Lund" || lines[0].Detail != "note" {
		t.Errorf("the log: %+v", lines)
	}
}

// What is changed in a correction doesn't change the old version.
func TestACorrectionIsACopy(t *testing.T) {
	u, s := filled(t)
	u.now = u.now.Add(6 * time.Hour)
	old := signed(t, s, attendance(t, s, visitOf(t, s, u.now, elsaOf(s))))
	e, err := s.Correction(old.ID)
	u.must(err)
	e.Values["services_done"], e.Subject.Name = "Dusch", "Någon Annan"
	if got, err := s.Entry(old.ID); err != nil || got.Values["services_done"] != "Tillsyn" || got.Subject.Name != "Elsa Lund" {
		t.Errorf("the old version: %+v, %v", got.Values, err)
	}
	if got := codes(s, e); len(got) != 0 {
		t.Errorf("the new version is asked about: %v", got)
	}
	fresh, err := s.Correct(t.Context(), e, "fel insats")
	u.must(err)
	if fresh.Subject.Name != "Elsa Lund" || fresh.Values["services_done"] != "Dusch" {
		t.Errorf("%+v", fresh.Entry)
	}
}

// Two laptops that corrected one entry before they met made two versions: both are shown, and both wait.
func TestVersionsOfTwoLaptops(t *testing.T) {
	u, s := filled(t)
	old := signed(t, s, note(t, s, "Tillsyn", u.now.Add(-time.Hour)))
	here, err := s.Correction(old.ID)
	u.must(err)
	there := here
	there.ID, there.Text, there.Author.Name = "annandator", "Sov oroligt.", "Sara Ek"
	there.WrittenTime = u.now.Add(time.Minute)
	_, err = s.Correct(t.Context(), here, "fel tid")
	u.must(err)
	body, err := json.Marshal(entry.Event{Type: entry.EventCorrected, ID: old.ID, At: u.now.Add(time.Minute), By: there.Author, Reason: "fel ord", Entry: &there})
	u.must(err)
	_, err = u.vault.Commit(t.Context(), ledger.Change{Appends: []ledger.Append{{Stream: ledger.StreamMain, Area: access.AreaSocial, Kind: ledger.KindEntry, Body: body}}})
	u.must(err)
	s = u.open("lena")
	for _, id := range []string{old.ID, here.ID, there.ID} {
		versions, err := s.Versions(id)
		u.must(err)
		if len(versions) != 3 || versions[0].ID != old.ID || versions[1].ID != here.ID || versions[2].ID != there.ID {
			t.Errorf("versions of %s: %+v", id, versions)
		}
	}
	if s.Counts().Waiting != 2 {
		t.Errorf("%d wait", s.Counts().Waiting)
	}
}

// Given that the copy of Lifecare is gone, an entry about a person who went with it is still corrected.
func TestAnEntryIsCorrectedWhenTheCopyIsGone(t *testing.T) {
	u, s := filled(t)
	old := signed(t, s, note(t, s, "Tillsyn", u.now.Add(-time.Hour)))
	_, err := s.Reenter(t.Context(), old.ID, "4711", "")
	u.must(err)
	_, err = s.PurgeReplica(t.Context())
	u.must(err)
	e, err := s.Correction(old.ID)
	u.must(err)
	e.Text = "Sov oroligt."
	fresh, err := s.Correct(t.Context(), e, "skrev fel")
	u.must(err)
	if fresh.PersonID != old.PersonID || fresh.Subject.Name != "Elsa Lund" || fresh.Subject.Number != string(elsa.PersonalID) {
		t.Errorf("%+v", fresh.Subject)
	}
}

// A correction is not signed as something new.
func TestACorrectionNeedsItsReason(t *testing.T) {
	u, s := filled(t)
	old := signed(t, s, note(t, s, "Tillsyn", u.now.Add(-time.Hour)))
	e, err := s.Correction(old.ID)
	u.must(err)
	_, err = s.Sign(t.Context(), e)
	fault(t, err, "writing.no_reason")
	results, err := s.SignMany(t.Context(), []entry.Entry{e})
	u.must(err)
	fault(t, results[0].Err, "writing.no_reason")
	if s.Counts().Waiting != 1 {
		t.Errorf("%d wait", s.Counts().Waiting)
	}
}

// A version that belongs behind another wall, or of nothing, is no correction.
func TestWhatIsNoCorrection(t *testing.T) {
	u, s := filled(t)
	old := signed(t, s, note(t, s, "Tillsyn", u.now.Add(-time.Hour)))
	e, err := s.Correction(old.ID)
	u.must(err)
	e.Kind = entry.KindHealthNote
	_, err = s.Correct(t.Context(), e, "fel journal")
	fault(t, err, "writing.other_wall")
	e.Kind = entry.KindNote
	e.Corrects = "borta"
	_, err = s.Correct(t.Context(), e, "mer att säga")
	fault(t, err, "entry.unknown")
	if got, err := s.Entry(old.ID); err != nil || got.State != entry.StateSigned || s.Counts().Waiting != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

// Wrongly written is marked, never removed; by another with the reason; parts of one text go together.
func TestStrikingMarksAndRemovesNothing(t *testing.T) {
	u, s := filled(t)
	e := note(t, s, "Natten", u.now.Add(-time.Hour))
	e.Text = strings.Repeat("Sov lugnt hela natten. ", 900)
	first := signed(t, s, e)
	parts := s.Notes(e.PersonID)
	sara := u.open("sara")
	_, err := sara.Strike(t.Context(), first.ID, " ")
	fault(t, err, "writing.no_reason")
	u.vault.fails = func(ledger.Change) bool { return true }
	if _, err := sara.Strike(t.Context(), first.ID, "fel person"); err == nil {
		t.Fatal("struck on a broken disk")
	}
	u.vault.fails = nil
	if sara.Counts().Waiting != len(parts) {
		t.Fatalf("%d wait", sara.Counts().Waiting)
	}
	got, err := sara.Strike(t.Context(), parts[1].ID, "fel person")
	u.must(err)
	if got.State != entry.StateStruck || got.EndedReason != "fel person" || got.EndedBy.Name != "sara" || got.Text == "" {
		t.Errorf("%+v", got)
	}
	u.must(sara.Lock())
	again := u.open("lena")
	for _, part := range again.Notes(e.PersonID) {
		if part.State != entry.StateStruck || part.Text == "" {
			t.Errorf("part %d is %s", part.Part, part.State)
		}
	}
	_, err = again.Strike(t.Context(), first.ID, "igen")
	fault(t, err, "writing.ended")
	_, err = again.Undone(t.Context(), first.ID, "9")
	fault(t, err, "writing.nothing_to_undo")
	if len(u.logLines(access.ActionStrike)) != 1 || again.Counts().Waiting != 0 {
		t.Errorf("%d lines, %d wait", len(u.logLines(access.ActionStrike)), again.Counts().Waiting)
	}
}

// Given an entry that is in Lifecare, when it is corrected or struck, then marking it there is left to do
// until somebody says that it is done.
func TestWhatIsInLifecareAlreadyIsMarkedThereToo(t *testing.T) {
	u, s := filled(t)
	for _, how := range []string{"correct", "strike"} {
		old := signed(t, s, note(t, s, how, u.now.Add(-time.Hour)))
		_, err := s.Reenter(t.Context(), old.ID, "4711", "")
		u.must(err)
		if how == "strike" {
			_, err = s.Strike(t.Context(), old.ID, "dubbel")
			u.must(err)
		} else {
			e, err := s.Correction(old.ID)
			u.must(err)
			_, err = s.Correct(t.Context(), e, "fel tid")
			u.must(err)
		}
		if got, err := s.Entry(old.ID); err != nil || !got.Undo() {
			t.Errorf("%s: nothing is left to do: %+v, %v", how, got, err)
		}
		_, err = s.Undone(t.Context(), old.ID, " ")
		fault(t, err, "entry.no_reference")
		u.vault.fails = func(ledger.Change) bool { return true }
		if _, err := s.Undone(t.Context(), old.ID, "4711 struken"); err == nil {
			t.Errorf("%s: undone on a broken disk", how)
		}
		u.vault.fails = nil
		got, err := s.Undone(t.Context(), old.ID, " 4711 struken ")
		u.must(err)
		if got.Undo() || got.UndoneReference != "4711 struken" {
			t.Errorf("%s: %+v", how, got)
		}
		if got, err := u.open("lena").Entry(old.ID); err != nil || got.Undo() {
			t.Errorf("%s, after unlocking again: %v", how, err)
		}
		s = u.open("lena")
	}
	if len(u.logLines(access.ActionUndone)) != 2 {
		t.Errorf("%d lines", len(u.logLines(access.ActionUndone)))
	}
}

// Who has no key to an entry's area, or may not write, corrects and strikes nothing there.
func TestWhoMayNotCorrect(t *testing.T) {
	u, s := filled(t)
	u.add(s, "Siv Alm", "systemförvaltare", access.RoleSteward)
	old := signed(t, s, note(t, s, "Tillsyn", u.now.Add(-time.Hour)))
	siv := u.open("Siv Alm")
	_, err := siv.Correction(old.ID)
	fault(t, err, "access.not_allowed")
	_, err = siv.Strike(t.Context(), old.ID, "fel")
	fault(t, err, "access.not_allowed")
	_, err = siv.Undone(t.Context(), old.ID, "1")
	fault(t, err, "access.not_allowed")
	_, err = siv.Versions(old.ID)
	fault(t, err, "access.not_allowed")
}

// Given the municipality's decision, the versions of an entry go together: one record holds that the old
// one ended and what the new one says. While the newest isn't in Lifecare, all stay.
func TestVersionsArePurgedTogether(t *testing.T) {
	u, s := filled(t)
	rules := retention.Default()
	rules.Decision, rules.KeepDays = "SN 2026:14", map[retention.Law]int{retention.LawSocial: 60}
	u.must(s.SetRetention(t.Context(), rules))
	old := signed(t, s, note(t, s, "Tillsyn", u.now))
	e, err := s.Correction(old.ID)
	u.must(err)
	e.Text = "Sov oroligt."
	fresh, err := s.Correct(t.Context(), e, "skrev fel")
	u.must(err)
	u.now = monday.AddDate(0, 0, 1)
	s = u.open("lena")
	_, err = s.Reenter(t.Context(), fresh.ID, "08:30", "")
	u.must(err)
	u.now = monday.AddDate(0, 0, 62)
	s = u.open("lena")
	c, err := s.PurgeEntries(t.Context())
	u.must(err)
	if c.Gone["note"] != 2 {
		t.Errorf("gone: %+v", c.Gone)
	}
	for _, body := range u.bodies(ledger.KindEntry) {
		if strings.Contains(body, "Sov ") || strings.Contains(body, old.ID) {
			t.Errorf("left in the ledger: %s", body)
		}
	}
	s = u.open("lena")
	if s.Counts() != (desk.Counts{}) {
		t.Errorf("after unlocking again: %+v", s.Counts())
	}
}

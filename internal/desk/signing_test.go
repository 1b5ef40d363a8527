package desk_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
)

// closedKind tells whether a kind is offered as closed to the opener.
func closedKind(t *testing.T, s *desk.Session, k entry.Kind) bool {
	t.Helper()
	for _, offered := range s.WriteKinds() {
		if offered.Kind == k {
			return offered.Closed
		}
	}
	t.Fatalf("%s is not offered", k)
	return false
}

// logLines are the lines of the log with an action.
func (u *unit) logLines(action access.Action) []access.Event {
	var lines []access.Event
	for _, body := range u.vault.logged() {
		var line access.Event
		if json.Unmarshal([]byte(body), &line) == nil && line.Action == action {
			lines = append(lines, line)
		}
	}
	return lines
}

// visitOf is the first visit to somebody on the unit's day.
func visitOf(t *testing.T, s *desk.Session, day time.Time, personID string) *care.Visit {
	t.Helper()
	for _, r := range s.Schedule(day, "").Routes {
		for _, v := range r.Visits {
			if v.PersonID == personID {
				return v
			}
		}
	}
	t.Fatal("no visit")
	return nil
}

// attendance is a visit's attendance that lacks nothing.
func attendance(t *testing.T, s *desk.Session, v *care.Visit) entry.Entry {
	t.Helper()
	e, err := s.Begin(desk.Beginning{VisitID: v.ID})
	if err != nil {
		t.Fatal(err)
	}
	e.Values["outcome"] = "done"
	return e
}

// A text that is too long for Lifecare becomes parts that are signed in one step, with the whole text in
// them; its draft goes, and the log has one line.
func TestALongTextIsSignedInParts(t *testing.T) {
	u, s := filled(t)
	e := note(t, s, "Natten", u.now.Add(-time.Hour))
	e.Text = strings.Repeat("Sov lugnt hela natten. ", 900)
	draft, err := s.SaveDraft(t.Context(), e)
	u.must(err)
	commits, lines := len(u.bodies(ledger.KindEntry)), len(u.logLines(access.ActionSign))
	first := signed(t, s, draft)
	notes := s.Notes(e.PersonID)
	if first.Parts < 2 || len(notes) != first.Parts || first.ID != e.ID || first.Whole != e.ID {
		t.Fatalf("%d of %d parts, %+v", len(notes), first.Parts, first)
	}
	slices.SortFunc(notes, func(x, y entry.Tracked) int { return x.Part - y.Part })
	text := ""
	for _, part := range notes {
		text += part.Text
	}
	if text != e.Text || len(s.Drafts()) != 0 {
		t.Errorf("%d characters of %d, %d drafts", len(text), len(e.Text), len(s.Drafts()))
	}
	if got := len(u.bodies(ledger.KindEntry)) - commits; got != first.Parts || len(u.logLines(access.ActionSign)) != lines+1 {
		t.Errorf("%d records, %d lines", got, len(u.logLines(access.ActionSign))-lines)
	}
	if again := u.open("lena").Notes(e.PersonID); len(again) != first.Parts {
		t.Errorf("after unlocking again %d parts", len(again))
	}
}

// Given a disk that fails while the parts are stored, then none is signed and the draft is there.
func TestPartsAreSignedTogetherOrNotAtAll(t *testing.T) {
	u, s := filled(t)
	e := note(t, s, "Natten", u.now.Add(-time.Hour))
	e.Text = strings.Repeat("Sov lugnt hela natten. ", 900)
	e, err := s.SaveDraft(t.Context(), e)
	u.must(err)
	u.vault.fails = func(ledger.Change) bool { return true }
	if _, err := s.Sign(t.Context(), e); err == nil {
		t.Fatal("signed on a broken disk")
	}
	u.vault.fails = nil
	if len(s.Notes(e.PersonID)) != 0 || len(s.Drafts()) != 1 || s.Drafts()[0].Text != e.Text {
		t.Errorf("%d notes, %d drafts", len(s.Notes(e.PersonID)), len(s.Drafts()))
	}
}

// Several visits signed in one go: one step, each with its own line in the log; what isn't ready stays a
// draft and says why.
func TestSeveralVisitsAreSignedInOneGo(t *testing.T) {
	u, s := filled(t)
	u.now = u.now.Add(6 * time.Hour)
	list := s.VisitsToSign(u.now, "Slinga 1", "")
	if len(list) != 2 || list[0].PersonName != "Elsa Lund" || list[1].PersonName != "Birgit Hult" {
		t.Fatalf("to sign: %+v", list)
	}
	entries := []entry.Entry{list[0].Entry, list[1].Entry, list[0].Entry}
	entries[0].Values["outcome"] = "done"
	draft, err := s.SaveDraft(t.Context(), entries[1])
	u.must(err)
	entries[1] = draft
	commits := 0
	u.vault.fails = func(ledger.Change) bool { commits++; return false }
	results, err := s.SignMany(t.Context(), entries)
	u.must(err)
	if commits != 1 || len(results) != 3 || results[0].Err != nil || results[0].ID != entries[0].ID {
		t.Fatalf("%d commits, %+v", commits, results)
	}
	fault(t, results[1].Err, "entry.no_value")
	fault(t, results[2].Err, "entry.final")
	if left := s.VisitsToSign(u.now, "Slinga 1", ""); len(left) != 1 || left[0].Entry.ID != draft.ID {
		t.Errorf("left to sign: %+v", left)
	}
	entries[1].Values["outcome"] = "cancelled"
	entries[1].Values["cancelled_reason"] = "hospital"
	u.vault.fails = func(ledger.Change) bool { return true }
	if results, err := s.SignMany(t.Context(), entries[1:2]); err == nil || results != nil {
		t.Errorf("signed on a broken disk: %+v", results)
	}
	u.vault.fails = nil
	if len(s.Drafts()) != 1 || len(s.VisitsToSign(u.now, "Slinga 1", "")) != 1 {
		t.Errorf("%d drafts, %d visits", len(s.Drafts()), len(s.VisitsToSign(u.now, "Slinga 1", "")))
	}
	if _, err = s.SignMany(t.Context(), entries[1:2]); err != nil || len(s.VisitsToSign(u.now, "", "")) != 1 {
		t.Errorf("%v, %d visits left", err, len(s.VisitsToSign(u.now, "", "")))
	}
	if results, err := s.SignMany(t.Context(), nil); err != nil || len(results) != 0 {
		t.Errorf("nothing to sign: %+v, %v", results, err)
	}
}

// Entries that are signed in one go are compared with one another as with those that are signed already.
func TestVisitsSignedTogetherAreComparedWithOneAnother(t *testing.T) {
	u, s := filled(t)
	u.now = u.now.Add(6 * time.Hour)
	first := attendance(t, s, visitOf(t, s, u.now, elsaOf(s)))
	second := attendance(t, s, visitOf(t, s, u.now, s.People("Birgit")[0].ID))
	second.EventTime = first.EventTime.Add(10 * time.Minute)
	again := attendance(t, s, visitOf(t, s, u.now, elsaOf(s)))
	results, err := s.SignMany(t.Context(), []entry.Entry{first, second, again})
	u.must(err)
	if results[0].Err != nil || s.Counts().Waiting != 1 {
		t.Fatalf("%+v, %d wait", results, s.Counts().Waiting)
	}
	fault(t, results[1].Err, "entry.overlap")
	fault(t, results[2].Err, "entry.same_visit")
	second.Confirmed = []string{"overlap"}
	results, err = s.SignMany(t.Context(), []entry.Entry{second})
	u.must(err)
	if got, err := s.Entry(second.ID); results[0].Err != nil || err != nil || !slices.Equal(got.Confirmed, second.Confirmed) {
		t.Errorf("%+v, %v", got, err)
	}
}

// What stands in a field that was not asked for in the end is not signed.
func TestFieldsThatWereNotAskedForGo(t *testing.T) {
	u, s := filled(t)
	e := attendance(t, s, visitOf(t, s, u.now, elsaOf(s)))
	e.EventTime = u.now.Add(-time.Hour)
	e.Values["end"] = u.now.Format("15:04")
	e.Values["cancelled_reason"], e.Values["why"] = "hospital", "på sjukhus"
	got := signed(t, s, e)
	for _, id := range []string{"cancelled_reason", "cancelled_minutes", "why"} {
		if got.Values[id] != "" {
			t.Errorf("%s is signed as %q", id, got.Values[id])
		}
	}
	if got.Values["outcome"] != "done" || got.Values["services_done"] != "Tillsyn" || e.Values["why"] == "" {
		t.Errorf("signed %v, given %v", got.Values, e.Values)
	}
}

// Given a journal sheet that was written on, when it is written down, then the paper is done in the same
// step as the entry, whatever its state was; nothing is told of it when the disk fails.
func TestAPaperIsDoneWhenItIsWrittenDown(t *testing.T) {
	for name, steps := range map[string][]custody.Step{
		"out": nil, "handed in": {custody.StepReturn}, "missing": {custody.StepMiss}, "done before": {custody.StepReturn, custody.StepTranscribe},
		"kept": {custody.StepReturn, custody.StepTranscribe, custody.StepKeep},
	} {
		t.Run(name, func(t *testing.T) {
			u, s := filled(t)
			n := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)})[0]
			if len(steps) > 0 {
				u.moves(s, n, steps...)
			}
			before, _, err := s.Slip(n.String())
			u.must(err)
			e, err := s.Begin(desk.Beginning{Paper: strings.ToLower(n.String())})
			u.must(err)
			if e.Kind != entry.KindNote || e.PersonID != elsaOf(s) || e.Paper.Number != n.String() {
				t.Fatalf("begun as %+v", e)
			}
			e.Headline, e.Text, e.EventTime = "Natten", "Sov.", u.now.Add(-8*time.Hour)
			e.Paper.Name, e.Paper.Title = "Bo Vik", "vikarie"
			u.vault.fails = func(ledger.Change) bool { return true }
			if _, err := s.Sign(t.Context(), e); err == nil {
				t.Fatal("signed on a broken disk")
			}
			u.vault.fails = nil
			if row, _, err := s.Slip(n.String()); err != nil || row.State != before.State || s.Counts().Waiting != 0 {
				t.Fatalf("%+v, %v, %d wait", row, err, s.Counts().Waiting)
			}
			commits := 0
			u.vault.fails = func(ledger.Change) bool { commits++; return false }
			got := signed(t, s, e)
			want := custody.StateTranscribed
			if name == "kept" {
				want = custody.StateKept
			}
			if row, _, err := s.Slip(n.String()); err != nil || row.State != want || commits != 1 {
				t.Errorf("%+v, %v, %d commits", row.State, err, commits)
			}
			if got.Writer().Name != "Bo Vik" || got.Author.Name != "Lena Ek" {
				t.Errorf("written by %+v, down by %+v", got.Writer(), got.Author)
			}
			u.must(s.Lock())
			if row, _, err := u.open("lena").Slip(n.String()); err != nil || row.State != want {
				t.Errorf("after unlocking again: %+v, %v", row.State, err)
			}
		})
	}
}

// A paper that was printed for another person is asked about; one for nobody in particular isn't.
func TestAPaperOfAnotherPersonIsAskedAbout(t *testing.T) {
	u, s := filled(t)
	n := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)})[0]
	e, err := s.Begin(desk.Beginning{Paper: n.String(), PersonID: string(ake.PersonalID)})
	u.must(err)
	e.Headline, e.Text, e.EventTime = "Natten", "Sov.", u.now.Add(-time.Hour)
	if got := codes(s, e); !slices.Equal(got, []string{"!no_paper_writer", "other_paper"}) {
		t.Errorf("asked before its writer is said: %v", got)
	}
	e.Paper.Name = "Bo Vik"
	if got := codes(s, e); !slices.Equal(got, []string{"other_paper"}) {
		t.Errorf("asked: %v", got)
	}
	e.PersonID = elsaOf(s)
	if got := codes(s, e); len(got) != 0 {
		t.Errorf("asked: %v", got)
	}
}

// A paper is not destroyed before what was written down from it is in Lifecare.
func TestThePaperStaysUntilItsEntryIsInLifecare(t *testing.T) {
	u, s := filled(t)
	n := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)})[0]
	e, err := s.Begin(desk.Beginning{Paper: n.String()})
	u.must(err)
	e.Headline, e.Text, e.EventTime = "Natten", "Sov.", u.now.Add(-time.Hour)
	e.Paper.Name = "Bo Vik"
	got := signed(t, s, e)
	_, err = s.MoveSlip(t.Context(), n.String(), custody.StepDestroy, "")
	fault(t, err, "custody.entry_waits")
	_, err = s.Reenter(t.Context(), got.ID, "08:30", "")
	u.must(err)
	if row := u.moves(s, n, custody.StepDestroy); row.State != custody.StateDestroyed {
		t.Errorf("%s", row.State)
	}
}

// A number that nobody printed stops the signing with its own sentence.
func TestAPaperThatNobodyPrintedIsNotWrittenDown(t *testing.T) {
	u, s := filled(t)
	e := note(t, s, "Natten", u.now.Add(-time.Hour))
	e.Paper = &entry.Paper{Number: custody.Number("22222222").String()}
	_, err := s.Sign(t.Context(), e)
	if err == nil || s.Counts().Waiting != 0 {
		t.Errorf("%v, %d wait", err, s.Counts().Waiting)
	}
}

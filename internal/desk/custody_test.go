package desk_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// bodies are the bodies of the main stream's records of a kind.
func (u *unit) bodies(kind ledger.Kind) []string {
	var all []string
	for _, r := range u.vault.records {
		if r.Stream == ledger.StreamMain && r.Kind == kind {
			all = append(all, string(r.Body))
		}
	}
	return all
}

// prints prints an order and gives the numbers of its sheets.
func (u *unit) prints(s *desk.Session, o desk.Order) []custody.Number {
	u.t.Helper()
	job, err := s.Print(u.t.Context(), o)
	u.must(err)
	return job.Numbers
}

// moves takes a paper through steps.
func (u *unit) moves(s *desk.Session, n custody.Number, steps ...custody.Step) desk.SlipRow {
	u.t.Helper()
	var row desk.SlipRow
	for _, step := range steps {
		var err error
		row, err = s.MoveSlip(u.t.Context(), n.String(), step, "")
		u.must(err)
	}
	return row
}

func elsaOf(s *desk.Session) string { return s.People("Elsa")[0].ID }

// Given a journal sheet that was printed for Elsa, when it comes back, is transcribed and kept, then
// each step is in the ledger and in the log, and whoever opens the binder next sees the same.
func TestAFormIsAccountedForUntilItIsKept(t *testing.T) {
	u, s := filled(t)
	numbers := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)})
	if len(numbers) != 1 || !numbers[0].Valid() || u.paper[0].Sheets[0].Number != numbers[0] {
		t.Fatalf("numbers %v, on paper %q", numbers, u.paper[0].Sheets[0].Number)
	}
	n := numbers[0]
	row, events, err := s.Slip(custody.Code(n, 1, 1))
	u.must(err)
	if row.State != custody.StateIssued || row.Person != "Elsa Lund" || row.What != desk.PrintJournal || row.IssuedBy != "Lena Ek" || !row.Issued.Equal(u.now) || len(events) != 1 {
		t.Errorf("%+v, %d events", row, len(events))
	}
	u.now = u.now.Add(time.Hour)
	row = u.moves(s, n, custody.StepReturn, custody.StepTranscribe, custody.StepKeep)
	if row.State != custody.StateKept || len(row.Next) != 0 || !row.Changed.Equal(u.now) {
		t.Errorf("%+v", row)
	}
	if logged := u.vault.logged(); !strings.Contains(logged[len(logged)-1], `"slip"`) || !strings.Contains(logged[len(logged)-1], "keep "+n.String()) || !strings.Contains(logged[len(logged)-1], "Elsa Lund") {
		t.Errorf("the log's last line: %s", logged[len(logged)-1])
	}
	u.must(s.Lock())
	again := u.open("lena")
	if row, events, err = again.Slip(strings.ToLower(n.String())); err != nil || row.State != custody.StateKept || len(events) != 4 || events[3].By != "Lena Ek" || events[3].Step != custody.StepKeep {
		t.Errorf("after unlocking: %+v, %+v, %v", row, events, err)
	}
	if c := again.SlipCounts(time.Time{}, time.Time{}); c != (custody.Counts{Printed: 1, Kept: 1}) {
		t.Errorf("%+v", c)
	}
	_, err = again.MoveSlip(t.Context(), n.String(), custody.StepReturn, "")
	fault(t, err, "custody.state")
}

func TestWhatCanNotBeToldOfAPaper(t *testing.T) {
	u, s := filled(t)
	n := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)})[0]
	other, err := custody.NewNumber(nil)
	u.must(err)
	before := len(u.vault.records)
	for _, c := range []struct {
		code string
		step custody.Step
		note string
		want string
	}{
		{"K7M2", custody.StepReturn, "", "custody.number"},
		{other.String(), custody.StepReturn, "", "custody.unknown"},
		{n.String(), custody.StepKeep, "", "custody.state"},
		{n.String(), "burn", "", "custody.step"},
		{n.String(), custody.StepMiss, "låg hos elsa  lund sist", "custody.person"},
		{n.String(), custody.StepMiss, "gäller 19240129-7250", "custody.person"},
		{n.String(), custody.StepMiss, "låg hos Lund, Elsas granne", "custody.person"},
		{n.String(), custody.StepMiss, strings.Repeat("x", 201), "custody.long_note"},
	} {
		_, err := s.MoveSlip(t.Context(), c.code, c.step, c.note)
		fault(t, err, c.want)
	}
	if len(u.vault.records) != before {
		t.Error("something was stored")
	}
	u.moves(s, n, custody.StepReturn)
	_, err = s.MoveSlip(t.Context(), n.String(), custody.StepDestroy, "  ")
	fault(t, err, "custody.no_note")
	row, err := s.MoveSlip(t.Context(), n.String(), custody.StepDestroy, "  Tom,\nsida 1 av 1. ")
	if u.must(err); row.State != custody.StateDestroyed || row.Note != "Tom, sida 1 av 1." {
		t.Errorf("%+v", row)
	}
}

// A steward keeps the program running and sees no papers about persons.
func TestWhoMayNotPrintMovesNoPaper(t *testing.T) {
	u, s := filled(t)
	n := u.prints(s, desk.Order{What: desk.PrintJournal})[0]
	u.add(s, "Stina", "systemförvaltare", access.RoleSteward)
	steward := u.open("Stina")
	_, err := steward.MoveSlip(t.Context(), n.String(), custody.StepReturn, "")
	fault(t, err, "access.not_allowed")
	if _, _, err = steward.Slip(n.String()); !text.IsFault(err, "access.not_allowed") || len(steward.Slips(desk.SlipQuery{})) != 0 || steward.SlipCounts(time.Time{}, time.Time{}) != (custody.Counts{}) {
		t.Errorf("a steward sees papers: %v", err)
	}
}

func TestPapersAreChosenByStateTimeAndText(t *testing.T) {
	u, s := filled(t)
	old := u.prints(s, desk.Order{What: desk.PrintJournal, Blanks: 3})
	u.now = u.now.AddDate(0, 0, 1)
	young := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)})
	if len(old) != 3 || len(young) != 1 {
		t.Fatalf("%d and %d numbers", len(old), len(young))
	}
	u.moves(s, old[0], custody.StepMiss)
	for name, c := range map[string]struct {
		q    desk.SlipQuery
		want int
	}{
		"all":            {desk.SlipQuery{}, 4},
		"missing":        {desk.SlipQuery{States: []custody.State{custody.StateMissing}}, 1},
		"out or missing": {desk.SlipQuery{States: []custody.State{custody.StateMissing, custody.StateIssued}}, 4},
		"today":          {desk.SlipQuery{From: u.now.Add(-time.Hour)}, 1},
		"yesterday":      {desk.SlipQuery{To: u.now.Add(-time.Hour)}, 3},
		"elsa's":         {desk.SlipQuery{Text: "elsa"}, 1},
		"a number":       {desk.SlipQuery{Text: strings.ToLower(old[1].String())}, 1},
		"a code":         {desk.SlipQuery{Text: custody.Code(old[1], 1, 1)}, 1},
		"half a number":  {desk.SlipQuery{Text: young[0].String()[:6]}, 1},
		"nothing":        {desk.SlipQuery{Text: "finns inte"}, 0},
	} {
		if rows := s.Slips(c.q); len(rows) != c.want {
			t.Errorf("%s: %d, want %d", name, len(rows), c.want)
		}
	}
	if rows := s.Slips(desk.SlipQuery{}); rows[0].Number != young[0] {
		t.Error("the newest does not come first")
	}
}

// opaque are the ids that a real vault makes unreadable.
var opaque = regexp.MustCompile(`"person:pid\|[0-9]{12}"`)

// The ledger keeps ids and hashes of what was printed, and after a purge nothing in it tells whom the
// papers were about.
func TestTheRecordOfAPrintNamesNobody(t *testing.T) {
	u, s := filled(t)
	numbers := u.prints(s, desk.Order{What: desk.PrintBinder})
	u.moves(s, numbers[0], custody.StepReturn)
	_, err := s.PurgeReplica(t.Context())
	u.must(err)
	all := slices.Concat(u.bodies(ledger.KindPrint), u.bodies(ledger.KindPaper))
	for _, body := range all {
		for _, word := range []string{"Elsa", "Lund", "Åke", "Ström", "Birgit", "Hult", "19240129", "Storgatan", "Hemlighetsvägen"} {
			if strings.Contains(opaque.ReplaceAllString(body, ""), word) {
				t.Errorf("a record holds %q: %.300s", word, body)
			}
		}
	}
	if len(all) != 2 {
		t.Errorf("%d records", len(all))
	}
	for _, row := range s.Slips(desk.SlipQuery{}) {
		if row.Person != "" || row.Title == "" {
			t.Errorf("after the purge: %+v", row)
		}
	}
	var issued desk.Issued
	u.must(json.Unmarshal([]byte(all[0]), &issued))
	if len(issued.Job.Papers) != issued.Sheets {
		t.Errorf("%d of %d sheets are told", len(issued.Job.Papers), issued.Sheets)
	}
}

// A proof draws no numbers and lets nothing out.
func TestAProofHasNoNumbers(t *testing.T) {
	u, s := filled(t)
	_, err := s.Proof(t.Context(), desk.Order{What: desk.PrintJournal})
	u.must(err)
	if sh := u.paper[0].Sheets[0]; sh.Number != "" || !sh.Counted || sh.Mark == "" {
		t.Errorf("%q counted %v mark %q", sh.Number, sh.Counted, sh.Mark)
	}
	if len(s.Slips(desk.SlipQuery{})) != 0 || len(u.bodies(ledger.KindPrint)) != 0 {
		t.Error("a proof went out")
	}
}

// Given a folder that takes nothing, when forms are printed all the same, then they are known at once,
// and stored with the next step once the folder takes it.
func TestPapersOfAFullDiskAreNotedLater(t *testing.T) {
	u, s := filled(t)
	u.vault.fails, u.vault.failure = func(ledger.Change) bool { return true }, text.NewFault("vault.full")
	n := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)})[0]
	if row, _, err := s.Slip(n.String()); err != nil || row.State != custody.StateIssued {
		t.Errorf("%+v, %v", row, err)
	}
	_, err := s.MoveSlip(t.Context(), n.String(), custody.StepReturn, "")
	fault(t, err, "vault.full")
	u.vault.fails = nil
	u.moves(s, n, custody.StepReturn)
	if s.Unlogged() != 0 {
		t.Errorf("%d lines wait", s.Unlogged())
	}
	u.must(s.Lock())
	s = u.open("lena")
	if row, _, err := s.Slip(n.String()); err != nil || row.State != custody.StateReturned {
		t.Errorf("after unlocking: %+v, %v", row, err)
	}
	u.vault.fails = func(ledger.Change) bool { return true }
	n = u.prints(s, desk.Order{What: desk.PrintJournal})[0]
	u.vault.fails = nil
	u.must(s.Lock())
	if _, _, err := u.open("lena").Slip(n.String()); err != nil {
		t.Errorf("locked meanwhile: %v", err)
	}
}

// Papers of health care are kept when they are transcribed, unless the unit has decided otherwise.
func TestPapersOfHealthCareAreKept(t *testing.T) {
	u, s := filled(t)
	n := u.prints(s, desk.Order{What: desk.PrintSigning, PersonID: elsaOf(s)})[0]
	u.moves(s, n, custody.StepReturn, custody.StepTranscribe)
	_, err := s.MoveSlip(t.Context(), n.String(), custody.StepDestroy, "")
	fault(t, err, "custody.keep_health")
	set := s.PaperSettings()
	set.ShredHealth = true
	u.must(s.SetPaper(t.Context(), set))
	if row := u.moves(s, n, custody.StepDestroy); row.State != custody.StateDestroyed {
		t.Errorf("%+v", row)
	}
}

// Given years of papers, when the binder opens from its checkpoint, then they are all there, and the
// records agree with it.
func TestPapersLieInTheCheckpoint(t *testing.T) {
	u := grown(t)
	s := u.open("lena")
	numbers := u.prints(s, desk.Order{What: desk.PrintBinder})
	u.moves(s, numbers[0], custody.StepReturn)
	u.must(s.Lock())
	u.vault.kept, u.vault.keptAt = nil, nil
	s = u.open("lena")
	u.must(s.Lock())
	if len(u.vault.kept) == 0 {
		t.Fatal("no checkpoint was kept")
	}
	s = u.open("lena")
	report, err := s.Verify(t.Context(), nil)
	if u.must(err); len(report.Faults) != 0 {
		t.Errorf("%+v", report.Faults)
	}
	for i, r := range u.vault.records {
		if r.Stream == ledger.StreamMain {
			u.vault.records[i].Body = []byte("ingen läser detta")
		}
	}
	s = u.open("lena")
	if c := s.SlipCounts(time.Time{}, time.Time{}); c.Printed != len(numbers) || c.Returned != 1 || c.OutNow != len(numbers)-1 {
		t.Errorf("%+v of %d", c, len(numbers))
	}
	c, err := s.Changes(t.Context())
	if u.must(err); c.Last.IsZero() || c.Changed != 1 || c.New+c.Gone != 0 {
		t.Errorf("%+v", c)
	}
}

// What a program before numbered papers printed is read as before; what a later one writes keeps
// nobody out.
func TestPrintsOfOtherPrograms(t *testing.T) {
	u, s := filled(t)
	u.must(s.Lock())
	add := func(kind ledger.Kind, body string) {
		_, err := u.vault.Commit(t.Context(), ledger.Change{Appends: []ledger.Append{{Stream: ledger.StreamMain, Area: access.AreaCommon, Kind: kind, Body: []byte(body)}}})
		u.must(err)
	}
	add(ledger.KindPrint, `{"what":"binder","at":"2026-11-23T07:00:00+01:00","by":"lena","pages":9,"sheets":9,"head":"x"}`)
	add(ledger.KindPrint, `{"what":"binder","at":"2026-11-23T07:00:00+01:00","job":{"rows":[{"k":"kort"}]}}`)
	add(ledger.KindPaper, `{"number":"00000000","step":"later"}`)
	add(ledger.KindPaper, `"later"`)
	s = u.open("lena")
	if s.LastPrinted().IsZero() || len(s.Slips(desk.SlipQuery{})) != 0 {
		t.Errorf("printed %v", s.LastPrinted())
	}
	if c, err := s.Changes(t.Context()); err != nil || !c.Last.IsZero() || c.New == 0 {
		t.Errorf("%+v, %v", c, err)
	}
}

// Given two laptops that were apart and were merged, when the records of papers come in another order
// and some twice, then papers and binder are the same.
func TestPapersAreTheSameInWhateverOrderTheyAreRead(t *testing.T) {
	u, s := filled(t)
	numbers := u.prints(s, desk.Order{What: desk.PrintBinder})
	u.moves(s, numbers[0], custody.StepReturn, custody.StepTranscribe, custody.StepKeep)
	u.moves(s, numbers[1], custody.StepMiss, custody.StepFind)
	u.read(s, "register", newer())
	u.brought(s)
	want, changes := s.Slips(desk.SlipQuery{}), u.changes(s)
	u.must(s.Lock())
	var papers, all []ledger.Record
	for _, r := range u.vault.records {
		if r.Kind == ledger.KindPrint || r.Kind == ledger.KindPaper {
			papers = append(papers, r)
		} else {
			all = append(all, r)
		}
	}
	slices.Reverse(papers)
	u.vault.records = slices.Concat(all, papers, papers[:3])
	s = u.open("lena")
	if got := s.Slips(desk.SlipQuery{}); len(got) != len(want) || !slices.EqualFunc(got, want, func(x, y desk.SlipRow) bool {
		return x.Number == y.Number && x.State == y.State && x.Changed.Equal(y.Changed) && x.Person == y.Person
	}) {
		t.Errorf("papers\n%+v, want\n%+v", got, want)
	}
	if got := u.changes(s); got != changes {
		t.Errorf("the binder: %+v, want %+v", got, changes)
	}
}

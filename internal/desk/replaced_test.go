package desk_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// left is the numbers of the forms that a newer print replaced and that are still out.
func left(s *desk.Session) []custody.Number {
	var numbers []custody.Number
	for _, row := range s.ReplacedSlips() {
		numbers = append(numbers, row.Number)
	}
	slices.Sort(numbers)
	return numbers
}

// sameNumbers holds numbers against others in any order.
func sameNumbers(t *testing.T, what string, got, want []custody.Number) {
	t.Helper()
	want = slices.Sorted(slices.Values(want))
	if got = slices.Sorted(slices.Values(got)); !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func (u *unit) all(s *desk.Session) custody.Counts {
	return s.SlipCounts(time.Time{}, time.Time{})
}

// Given a printed binder of which one form was written on and handed in, when the binder is printed
// anew, then the other old forms are to be shredded; that is noted at once, and every paper that ever
// left the printer is accounted for.
func TestTheFormsOfAnOldBinderAreShreddedTogether(t *testing.T) {
	u, s := filled(t)
	old := u.prints(s, desk.Order{What: desk.PrintBinder})
	loose := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)})[0]
	u.now = u.now.Add(time.Hour)
	u.moves(s, old[0], custody.StepReturn)
	if got := left(s); got != nil || len(old) < 3 {
		t.Fatalf("before the new print %v of %d", got, len(old))
	}
	fresh := u.prints(s, desk.Order{What: desk.PrintBinder})
	sameNumbers(t, "after the new print", left(s), old[1:])
	if c := u.all(s); c.Printed != len(old)+len(fresh)+1 || c.Returned != 1 || c.Out != c.Printed-1 || c.Replaced != len(old)-1 {
		t.Errorf("counts %+v", c)
	}
	for _, row := range s.Slips(desk.SlipQuery{}) {
		if row.Replaced != slices.Contains(old[1:], row.Number) {
			t.Errorf("%s: replaced %v", row.Number, row.Replaced)
		}
	}
	before, lines := len(u.vault.records), len(u.vault.logged())
	done, err := s.ShredReplaced(t.Context(), slices.Concat(old, old, fresh, []custody.Number{loose, "nonsense"}))
	if u.must(err); done != len(old)-1 {
		t.Errorf("%d done", done)
	}
	if got := len(u.vault.records) - before; got != 2*(len(old)-1)+1 {
		t.Errorf("%d records", got)
	}
	if logged := u.vault.logged(); len(logged) != lines+1 || !strings.Contains(logged[lines], "shredded 2") {
		t.Errorf("the log: %v", logged[lines:])
	}
	for range 2 {
		if c := u.all(s); len(left(s)) != 0 || c.Destroyed != len(old)-1 || c.Returned != 1 || c.Replaced != 0 || c.Out != len(fresh)+1 {
			t.Errorf("counts %+v, left %v", c, left(s))
		}
		row, events, err := s.Slip(old[1].String())
		if u.must(err); row.State != custody.StateDestroyed || row.Note != "Ersatt av en nyare utskrift" || row.ChangedBy != "Lena Ek" || len(events) != 3 {
			t.Errorf("%+v, %d events", row, len(events))
		}
		if row, _, err := s.Slip(old[0].String()); err != nil || row.State != custody.StateReturned || row.Note != "" {
			t.Errorf("the form that was handed in: %+v, %v", row, err)
		}
		u.must(s.Lock())
		s = u.open("lena")
	}
	if done, err = s.ShredReplaced(t.Context(), old); err != nil || done != 0 {
		t.Errorf("once more: %d, %v", done, err)
	}
	if lines := u.log(s, desk.LogQuery{Person: string(ake.PersonalID), Action: access.ActionSlip}); len(lines) != 1 || !strings.Contains(lines[0], "flera personer") {
		t.Errorf("in the extract of one of them: %v", lines)
	}
	u.moves(s, old[1], custody.StepReturn, custody.StepTranscribe) // it turned up all the same
}

// One person's part of the binder replaces that person's forms, and what changed those that it takes out.
func TestPartsOfTheBinderReplaceTheirOwnForms(t *testing.T) {
	u, s := filled(t)
	old := u.prints(s, desk.Order{What: desk.PrintBinder})
	of := func(person string) (numbers []custody.Number) {
		for _, row := range s.Slips(desk.SlipQuery{Text: person}) {
			if slices.Contains(old, row.Number) {
				numbers = append(numbers, row.Number)
			}
		}
		return numbers
	}
	part := u.prints(s, desk.Order{What: desk.PrintBinder, PersonID: elsaOf(s)})
	sameNumbers(t, "Elsa's part", left(s), of("Elsa Lund"))
	_, err := s.ShredReplaced(t.Context(), left(s))
	u.must(err)
	if logged := u.vault.logged(); !strings.Contains(logged[len(logged)-1], "Elsa Lund") {
		t.Errorf("the log's last line: %s", logged[len(logged)-1])
	}
	u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)}) // in use: its number is its own
	_, err = s.PurgeReplica(t.Context())
	u.must(err)
	doc := u.brought(s)
	if doc == nil {
		t.Fatal("nothing is to be taken out")
	}
	page := pageText(doc.Sheets[0])
	gone := slices.Concat(part, slices.DeleteFunc(slices.Clone(old), func(n custody.Number) bool {
		row, _, err := s.Slip(n.String())
		return err != nil || row.State != custody.StateIssued
	}))
	sameNumbers(t, "what is gone", left(s), gone)
	for _, n := range gone {
		if !strings.Contains(page, n.String()) {
			t.Errorf("the page doesn't name %s:\n%s", n, page)
		}
	}
}

// Given a printer that doesn't answer, when a new binder never comes out, however often it is tried,
// then the old one lies there still and no form of it is to be shredded.
func TestABinderThatNeverCameOutReplacesNoForms(t *testing.T) {
	u, s, o := equipped(t)
	old := u.prints(s, desk.Order{What: desk.PrintBinder})
	o.why = text.NewFault("printer.stopped")
	for range 2 {
		u.now = u.now.Add(time.Minute)
		_, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintBinder}, sheet.Sending{})
		fault(t, err, "printer.stopped")
		sameNumbers(t, "while pages wait", left(s), nil)
		if done, err := s.ShredReplaced(t.Context(), old); err != nil || done != 0 {
			t.Errorf("%d shredded, %v", done, err)
		}
	}
	u.must(s.Forget(s.Failed()[0].ID))
	sameNumbers(t, "after one was let go", left(s), nil)
	u.must(s.Lock()) // lets go of the other
	s = u.open("lena")
	sameNumbers(t, "after unlocking", left(s), nil)
	if c := u.all(s); c.Out != len(old) || c.Destroyed != 2*len(old) {
		t.Errorf("%+v", c)
	}
	if got := u.changes(s); got.Any() || got.Same == 0 { // the old binder is as good as the one that never came
		t.Errorf("%+v", got)
	}
	o.why = nil
	_, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintBinder}, sheet.Sending{})
	u.must(err)
	sameNumbers(t, "after a print that came out", left(s), old)
}

// Two laptops that were apart: on one the old forms were shredded, on the other somebody wrote on one of
// them and handed it in, and one was shredded there too. In whatever order the records come after the
// merge, the form that was written on waits to be entered.
func TestAFormThatWasWrittenOnOutlivesTheMerge(t *testing.T) {
	u, s := filled(t)
	old := u.prints(s, desk.Order{What: desk.PrintBinder})
	u.prints(s, desk.Order{What: desk.PrintBinder})
	common := len(u.vault.records)
	u.moves(s, old[0], custody.StepReturn)
	_, err := s.ShredReplaced(t.Context(), old[1:2])
	u.must(err)
	u.must(s.Lock())
	theirs := slices.Clone(u.vault.records[common:])
	u.vault.records = u.vault.records[:common]
	u.now = u.now.Add(time.Minute)
	s = u.open("lena")
	done, err := s.ShredReplaced(t.Context(), old)
	if u.must(err); done != len(old) {
		t.Fatalf("%d of %d", done, len(old))
	}
	u.must(s.Lock())
	ours := u.vault.records
	for _, records := range [][]ledger.Record{slices.Concat(ours, theirs), slices.Concat(theirs, ours, theirs)} {
		u.vault.records = slices.Clone(records)
		s = u.open("lena")
		if c := u.all(s); c.Returned != 1 || c.Destroyed != len(old)-1 || c.Replaced != 0 || len(left(s)) != 0 {
			t.Errorf("%+v", c)
		}
		if row := u.moves(s, old[0], custody.StepTranscribe); row.State != custody.StateTranscribed {
			t.Errorf("%+v", row)
		}
		u.must(s.Lock())
	}
}

// What can't be stored is not told, and waits for nobody.
func TestFormsAreShreddedTogetherOrNotAtAll(t *testing.T) {
	u, s := filled(t)
	u.prints(s, desk.Order{What: desk.PrintBinder})
	u.vault.fails, u.vault.failure = func(ledger.Change) bool { return true }, text.NewFault("vault.full")
	u.prints(s, desk.Order{What: desk.PrintBinder}) // waits in memory
	numbers := left(s)
	done, err := s.ShredReplaced(t.Context(), numbers)
	if fault(t, err, "vault.full"); done != 0 {
		t.Errorf("%d done", done)
	}
	sameNumbers(t, "after the disk was full", left(s), numbers)
	u.vault.fails = nil
	if done, err = s.ShredReplaced(t.Context(), numbers); err != nil || done != len(numbers) || done == 0 {
		t.Errorf("%d of %d, %v", done, len(numbers), err)
	}
	u.must(s.Lock())
	s = u.open("lena")
	if c := u.all(s); c.Destroyed != len(numbers) || len(left(s)) != 0 {
		t.Errorf("after unlocking %+v", c)
	}
	u.add(s, "Stina", "systemförvaltare", access.RoleSteward)
	steward := u.open("Stina")
	_, err = steward.ShredReplaced(t.Context(), numbers)
	if fault(t, err, "access.not_allowed"); len(steward.ReplacedSlips()) != 0 {
		t.Error("a steward sees papers")
	}
}

// The checkpoint of an earlier program doesn't tell what was replaced: it is passed over, and the records
// tell. One of this program tells the same.
func TestReplacedFormsLieInTheCheckpoint(t *testing.T) {
	u := grown(t)
	s := u.open("lena")
	old := u.prints(s, desk.Order{What: desk.PrintBinder})
	u.prints(s, desk.Order{What: desk.PrintBinder})
	u.must(s.Lock())
	u.vault.kept, u.vault.keptAt = nil, nil
	u.must(u.open("lena").Lock())
	if len(u.vault.kept) == 0 {
		t.Fatal("no checkpoint was kept")
	}
	s = u.open("lena")
	report, err := s.Verify(t.Context(), nil)
	if u.must(err); len(report.Faults) != 0 {
		t.Errorf("%+v", report.Faults)
	}
	u.must(s.Lock()) // so that no checkpoint is being made while this one is changed
	var sum map[string]any
	u.must(json.Unmarshal(u.vault.kept[0].Body, &sum))
	sum["version"] = 4
	for _, slip := range sum["slips"].([]any) { // as it was before
		delete(slip.(map[string]any)["i"].(map[string]any), "l")
	}
	now := u.vault.kept[0].Body
	u.vault.kept[0].Body, err = json.Marshal(sum)
	u.must(err)
	s = u.open("lena")
	sameNumbers(t, "from the records", left(s), old)
	u.must(s.Lock())
	u.vault.kept[0].Body = now
	for i, r := range u.vault.records {
		if r.Stream == ledger.StreamMain {
			u.vault.records[i].Body = []byte("ingen läser detta")
		}
	}
	sameNumbers(t, "from the checkpoint", left(u.open("lena")), old)
}

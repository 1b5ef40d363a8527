package readiness_test

import (
	"fmt"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
)

func (t *teller) answer(checklist, question, said string, at time.Time) {
	t.tell(readiness.Event{Type: readiness.EventAnswer, Item: checklist, Part: question, Value: said, At: at})
}

// A checklist is in order when every question has an answer and somebody owns it; after a year it is
// looked through again.
func TestAChecklistIsAnsweredAndOwned(t *testing.T) {
	c, _ := embedded(t).Checklist("planned")
	unit := telling()
	state := func(now time.Time) readiness.State { return unit.book.Answers(c).Found(now).State }
	if state(noon) != readiness.StateOpen {
		t.Errorf("unanswered it is %s", state(noon))
	}
	for _, q := range c.Questions {
		unit.answer(c.ID, q.ID, "Så här", noon)
	}
	if state(noon) != readiness.StateMissing {
		t.Errorf("without an owner it is %s", state(noon))
	}
	unit.answer(c.ID, readiness.PartOwner, "Enhetschefen", noon)
	if f := unit.book.Answers(c).Found(noon); f.State != readiness.StateOK || f.Good != 5 || f.Of != 5 || f.By != "Ulla Ek" {
		t.Errorf("answered and owned: %+v", f)
	}
	if last, late := care.NextDay(noon, 366).Add(-time.Second), care.NextDay(noon, 366); state(last) != readiness.StateOK || state(late) != readiness.StateLate {
		t.Errorf("after a year: %s, then %s", state(last), state(late))
	}
	unit.answer(c.ID, c.Questions[1].ID, "", day(1))
	if f := unit.book.Answers(c).Found(day(1)); f.State != readiness.StateMissing || f.Good != 4 || f.Reason.N != 1 {
		t.Errorf("with an answer taken away: %+v", f)
	}
	unit.answer(c.ID, c.Questions[1].ID, "Så här", day(500))
	if state(noon) != readiness.StateOpen {
		t.Errorf("answered in the future: %s", state(noon))
	}
	unit.tell(readiness.Event{Type: readiness.EventAnswer, Item: c.ID, Part: readiness.PartOwner, Value: "Enhetschefen", At: day(501), Unsure: true})
	if state(day(502)) != readiness.StateOpen {
		t.Errorf("answered while nobody knew the time: %s", state(day(502)))
	}
}

// The version is what stands in the checklist: another answer makes another, the same one the same, and
// two laptops that changed one answer each make a third.
func TestTheVersionIsWhatStandsInIt(t *testing.T) {
	c, _ := embedded(t).Checklist("long")
	unit := telling()
	version := func() string { return unit.book.Answers(c).Version }
	if version() != "" {
		t.Errorf("nothing stands in it, and it has the version %q", version())
	}
	seen := map[string]string{"": "nothing"}
	for i, step := range []struct{ question, answer string }{{"paper", "Pärmen"}, {"handle", "Pärmen"}, {"paper", "Pärmen och listorna"}, {"charge", "Bilarna"}} {
		unit.answer(c.ID, step.question, step.answer, noon)
		if had, twice := seen[version()]; twice {
			t.Errorf("step %d has the version of %s", i, had)
		}
		seen[version()] = fmt.Sprint("step ", i)
	}
	before := version()
	unit.answer(c.ID, readiness.PartOwner, "Enhetschefen", noon)
	unit.answer(c.ID, "charge", "Bilarna", day(3))
	if version() != before {
		t.Error("the same answers have another version")
	}
	// What one question holds can't be taken for another's.
	one, two := telling(), telling()
	one.answer(c.ID, "paper", "x", noon)
	two.answer(c.ID, "handle", "x", noon)
	if one.book.Answers(c).Version == two.book.Answers(c).Version {
		t.Error("the same word under two questions has one version")
	}
}

// Given three colleagues, when one has read the checklist and it is changed, then all three are asked
// for it again.
func TestAChangedChecklistAsksForNewReceipts(t *testing.T) {
	c, _ := embedded(t).Checklist("planned")
	unit := telling()
	unit.answer(c.ID, "paper", "Pärmen", noon)
	asked := []readiness.Reader{{Name: "Ulla Ek", Identities: []string{"11"}}, {Name: "Bo Alm", Identities: []string{"22", "21"}}, {Name: "Eva Lind", Identities: []string{"33"}}}
	first := unit.book.Answers(c).Version
	read := func(identity, version string) {
		unit.tell(readiness.Event{Type: readiness.EventReceipt, Item: c.Document(), Version: version, At: noon, OK: true, By: outage.By{Identity: identity, Name: "?"}})
	}
	read("11", first)
	read("21", first) // under the key that he had before
	read("99", first) // somebody who has left
	have, missing := unit.book.Readers(c.Document(), first, asked)
	if len(have) != 2 || len(missing) != 1 || missing[0].Name != "Eva Lind" {
		t.Errorf("read by %v, not by %v", have, missing)
	}
	unit.answer(c.ID, "paper", "Pärmen och listorna", day(1))
	second := unit.book.Answers(c).Version
	have, missing = unit.book.Readers(c.Document(), second, asked)
	if len(have) != 0 || len(missing) != 3 {
		t.Errorf("after a change read by %v, not by %v", have, missing)
	}
	older := unit.book.OlderReceipts(c.Document(), second)
	if !missing[1].In(older) || missing[2].In(older) {
		t.Errorf("earlier readers: %v", older)
	}
	if have, missing := unit.book.Readers(c.Document(), "", asked); len(have) != 0 || len(missing) != 3 {
		t.Error("nothing can be read, and somebody has")
	}
	for i := range 7 { // the newest of each are kept
		read("11", fmt.Sprint("version ", i))
	}
	if older := unit.book.OlderReceipts(c.Document(), second); len(older) != 7 || older[0].Version != "version 6" {
		t.Errorf("%d receipts are kept, the newest of %q", len(older), older[0].Version)
	}
}

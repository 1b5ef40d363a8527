package outage_test

import (
	"strings"
	"testing"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

func TestAnAnswerIsReadAsItIsWritten(t *testing.T) {
	for _, a := range []struct {
		sort    outage.FactSort
		written string
		minutes int
		fault   string
	}{
		{outage.FactDuration, "12 timmar", 720, ""},
		{outage.FactDuration, "45 min", 45, ""},
		{outage.FactDuration, "cirka 1,5 tim.", 90, ""},
		{outage.FactDuration, "upp till 12 timmar", 720, ""},
		{outage.FactDuration, " 2  dygn ", 2880, ""},
		{outage.FactDuration, "8h", 480, ""},
		{outage.FactDuration, "3 hours", 180, ""},
		{outage.FactDuration, "12", 0, "outage.fact_duration"}, // of what?
		{outage.FactDuration, "0 min", 0, "outage.fact_duration"},
		{outage.FactDuration, "xx timmar", 0, "outage.fact_duration"},
		{outage.FactDuration, "9999 dygn", 0, "outage.fact_duration"},
		{outage.FactDuration, "-5 min", 0, "outage.fact_duration"},
		{outage.FactYesNo, "Ja", 0, ""},
		{outage.FactYesNo, "nej, bara LMO", 0, ""},
		{outage.FactYesNo, "yes", 0, ""},
		{outage.FactYesNo, "kanske", 0, "outage.fact_yes_no"},
		{outage.FactYesNo, "", 0, "outage.fact_empty"},
		{outage.FactPhone, "0121-123 45", 0, ""},
		{outage.FactPhone, "+46 (0)121-123 45", 0, ""},
		{outage.FactPhone, "växeln", 0, "outage.fact_phone"},
		{outage.FactText, "Vardagar 8–16", 0, ""},
		{outage.FactText, strings.Repeat("x", 301), 0, "outage.fact_long"},
	} {
		got, err := outage.Fact{Sort: a.sort}.Answer(a.written)
		if a.fault != "" {
			if !text.IsFault(err, a.fault) || got != (outage.Settled{}) {
				t.Errorf("%q as %s gives %+v, %v", a.written, a.sort, got, err)
			}
			continue
		}
		if err != nil || got.Minutes != a.minutes || got.Value != strings.Join(strings.Fields(a.written), " ") {
			t.Errorf("%q as %s gives %+v, %v", a.written, a.sort, got, err)
		}
		if a.sort == outage.FactYesNo && got.Yes == got.No {
			t.Errorf("%q is both or neither", a.written)
		}
	}
}

func effect(t *testing.T, c outage.Catalogue, system, function string) outage.Effect {
	t.Helper()
	e, known := c.Effect("power", system, function)
	if !known {
		t.Fatalf("no effect on %s/%s", system, function)
	}
	return e
}

// What is settled becomes a value wherever it was open, and is open again when the answer is taken back.
func TestWhatIsSettledBecomesAValue(t *testing.T) {
	open := read(t, small())
	c := open.With(map[string]outage.Settled{"hours": {Value: "12 timmar", Minutes: 720}, "right": {Value: "ja", Yes: true}, "number": {Value: "0121-100 00"}, "gone": {Value: "x"}})
	if e := effect(t, c, "locks_app", "again"); e.Minutes != 720 || e.Long.SV != "12 timmar" || e.Open != "" || e.Still != outage.StillUntil {
		t.Errorf("a time: %+v", e)
	}
	if e := effect(t, c, "locks", "key"); e.Still != outage.StillWorks || e.Open != "" {
		t.Errorf("a yes: %+v", e)
	}
	if e := effect(t, c, "locks", "app"); e.Minutes != 30 || e.Unsure != "" {
		t.Errorf("what was unsure and is right: %+v", e)
	}
	if contact, _ := c.Contact("manager"); contact.Number != "0121-100 00" {
		t.Errorf("a number: %+v", contact)
	}
	card, _ := c.Card("power")
	if len(card.Open) != 0 || len(card.Settled) != 3 || card.Settled[0].Value != "0121-100 00" {
		t.Errorf("on the card open %v, settled %v", card.Open, card.Settled)
	}
	if row := card.Sections[2].Works[1]; row.Left != outage.StillWorks || row.Open != "" {
		t.Errorf("a row of the card's own: %+v", row)
	}
	if len(card.Calls) != 2 || len(card.Sections) != 4 {
		t.Errorf("with a number there are %d calls and %d sections: the room for it should be gone", len(card.Calls), len(card.Sections))
	}
	if f, _ := c.Failure("power"); f.Steps[1].Answer != "ja" {
		t.Errorf("the step that rests on it: %+v", f.Steps[1])
	}
	if len(c.OpenFacts()) != 0 || len(open.OpenFacts()) != 3 {
		t.Errorf("%d facts open, were %d", len(c.OpenFacts()), len(open.OpenFacts()))
	}

	back := c.With(nil)
	if e := effect(t, back, "locks_app", "again"); e.Minutes != 0 || e.Open != "hours" {
		t.Errorf("taken back: %+v", e)
	}
	if contact, _ := back.Contact("manager"); contact.Number != "" {
		t.Errorf("taken back: %+v", contact)
	}
	if card, _ := back.Card("power"); len(card.Open) != 3 || len(card.Sections) != 5 {
		t.Errorf("taken back: open %v", card.Open)
	}
}

// An answer that says that the routine is wrong leaves nothing standing as if it were known.
func TestWhatIsWrongIsNoLongerClaimed(t *testing.T) {
	c := read(t, small()).With(map[string]outage.Settled{"right": {Value: "nej", No: true}})
	if e := effect(t, c, "locks", "app"); e.Still != outage.StillOpen || e.Minutes != 0 || e.Long != (text.Both{}) || e.Open != "right" {
		t.Errorf("claimed still: %+v", e)
	}
	if e := effect(t, c, "locks", "key"); e.Still != outage.StillNot {
		t.Errorf("a no: %+v", e)
	}
}

// A number that the unit gives itself stays when answers come and go, and is written to its files.
func TestTheUnitsOwnNumberStays(t *testing.T) {
	c := read(t, small())
	for i := range c.Contacts {
		if c.Contacts[i].ID == "manager" {
			c.Contacts[i].Number = "0121-200 00"
		}
	}
	c = c.With(nil)
	if contact, _ := c.Contact("manager"); contact.Number != "0121-200 00" {
		t.Errorf("%+v", contact)
	}
	if !strings.Contains(string(c.Files()["contacts.json"]), "0121-200 00") {
		t.Error("not written")
	}
	c.Contacts = c.Contacts[:1]
	files := map[string]string{}
	for name, raw := range c.Files() {
		files[name] = string(raw)
	}
	if again := read(t, files); len(again.Limits.Escalations[0].Call) != 0 {
		t.Errorf("calls somebody who is gone: %v", again.Limits.Escalations[0].Call)
	}
}

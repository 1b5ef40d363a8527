package desk_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

// Wherever words can be typed about an outage, a cared-for person's name and any identity number are
// refused, and nothing is stored.
func TestEveryWordOfAnOutageNamesNobody(t *testing.T) {
	u, s := catalogued(t)
	o := u.began(s, start("lifecare"))
	before := len(u.vault.records)
	for said, code := range map[string]string{"hos Elsa Lund": "outage.person", "hos ELSA  LUNDS": "outage.person", "19240129-7250": "outage.number", "240129 7250": "outage.number"} {
		for field, e := range map[string]outage.Event{
			"start title":   {Type: outage.EventStart, Title: said, Broken: []outage.Broken{{Failure: "wifi"}}},
			"start touched": {Type: outage.EventStart, Touched: said, Broken: []outage.Broken{{Failure: "wifi"}}},
			"place":         {Type: outage.EventBreak, Broken: []outage.Broken{{Failure: "site", Of: said}}},
			"touched":       {Type: outage.EventNote, Text: "Läget är oförändrat.", Touched: said},
			"note":          {Type: outage.EventNote, Text: said},
			"reading":       {Type: outage.EventReading, Reading: said, Value: "40"},
			"value":         {Type: outage.EventReading, Reading: "ups", Value: said},
			"reported to":   {Type: outage.EventReport, To: said},
			"case":          {Type: outage.EventReport, To: "it_servicedesk", Case: said},
			"report":        {Type: outage.EventReport, Text: said},
			"message":       {Type: outage.EventMessage, Message: &outage.Sent{Kind: outage.MessageFirst, Channel: outage.ChannelKanalen, Text: said}},
			"group":         {Type: outage.EventMessage, Message: &outage.Sent{Kind: outage.MessageFirst, Channel: outage.ChannelSMS, Text: "Lifecare är nere.", Group: said}},
			"improve":       {Type: outage.EventReview, Text: said},
			"incidents":     {Type: outage.EventReview, Incidents: said},
		} {
			if e.Type != outage.EventStart {
				e.Outage = o.ID
			}
			if _, err := s.TellOutageAnyway(t.Context(), e); !text.IsFault(err, code) {
				t.Errorf("%s %q: %v", field, said, err)
			}
		}
	}
	if n := len(u.vault.records) - before; n != 0 {
		t.Errorf("%d records", n)
	}
}

// What a type of event has no use for is not kept, and an id is one that the program draws.
func TestAnEventHoldsOnlyWhatItIsFor(t *testing.T) {
	u, s := catalogued(t)
	o := u.began(s, start("lifecare"))
	u.tells(s, outage.Event{Outage: o.ID, Type: outage.EventNote, Text: "Läget", Step: "Elsa Lund", Other: "Elsa Lund", Planned: "Elsa Lund"})
	for _, body := range u.bodies(ledger.KindOutage) {
		if strings.Contains(body, "Elsa") {
			t.Error(body)
		}
	}
	e := start("wifi")
	e.Outage = "Elsa Lund"
	_, err := s.StartOutage(t.Context(), e)
	fault(t, err, "outage.unknown")
	e = start("wifi")
	e.Planned = "Elsa Lund"
	_, err = s.StartOutage(t.Context(), e)
	fault(t, err, "planned.unknown")
	_, err = s.TickStep(t.Context(), o.ID, "Elsa Lund", false)
	fault(t, err, "outage.no_step")
}

// The contact book, answers, rounds, checklists and receipts hang on a wall too.
func TestNothingOfBeingReadyNamesAnybody(t *testing.T) {
	u, s := prepares(t)
	before := len(u.vault.records)
	for field, change := range map[string]func(c *outage.Contact, said string){
		"note": func(c *outage.Contact, said string) { c.Note = said }, "note in English": func(c *outage.Contact, said string) { c.NoteEN = said },
		"unit": func(c *outage.Contact, said string) { c.Unit = said }, "group": func(c *outage.Contact, said string) { c.Groups = []string{"Natt", said} },
		"source": func(c *outage.Contact, said string) { c.Source = "routine " + said },
	} {
		for _, said := range []string{"hos Elsa Lund", "19240129-7250"} {
			c := outage.Contact{Role: outage.ContactUnitPhone, Name: "Natt"}
			change(&c, said)
			if err := s.SetContacts(t.Context(), append(s.Contacts(), c)); !text.IsFault(err, "contacts.person") {
				t.Errorf("%s %q: %v", field, said, err)
			}
		}
	}
	for _, c := range []outage.Contact{{Name: "19240129-7250"}, {Name: "Natt", NameEN: "19240129-7250"}, {Name: "Natt", Customer: "19240129-7250"}, {Name: "Natt", Carrier: "240129-7250"}} {
		c.Role = outage.ContactUnitPhone
		fault(t, s.SetContacts(t.Context(), append(s.Contacts(), c)), "contacts.person")
	}
	for _, f := range s.Facts() {
		for _, said := range []string{"Elsa Lund", "ja, hos Elsa Lund", "19240129-7250", "240129-7250"} {
			if err := s.SettleFact(t.Context(), f.ID, said); err == nil {
				t.Errorf("%s was settled to %q", f.ID, said)
			}
		}
	}
	for _, g := range s.Ready().Groups {
		for _, l := range g.Lines {
			for _, told := range []readiness.Told{{Missing: "lampan hos Elsa Lund"}, {OK: true, Value: "Elsa Lund"}, {Value: "240129-7250", Missing: "x"}} {
				if l.Kind == readiness.KindParts {
					told.Part = "Telefon 1"
				}
				if err := s.NoteRound(t.Context(), l.ID, told); err == nil && l.Kind != readiness.KindCount {
					t.Errorf("%s took %+v", l.ID, told)
				}
			}
			for _, group := range l.Groups {
				fault(t, s.ConfirmFor(t.Context(), l.ID, group, "Elsa Lund", true), "ready.person")
			}
		}
	}
	for _, c := range s.Checklists() {
		fault(t, s.SetChecklist(t.Context(), c.ID, "Elsa Lund", nil), "ready.person")
		for _, q := range c.Questions {
			fault(t, s.SetChecklist(t.Context(), c.ID, "Chefen", map[string]string{q.ID: "Elsa Lunds lista"}), "ready.person")
		}
	}
	d := readiness.Drill{Began: u.now.Add(-time.Hour), Ended: u.now, Tasks: []readiness.Task{{Kind: readiness.TaskFind, Done: true}}, Improve: "Elsa Lund först"}
	_, err := s.RecordDrill(t.Context(), d)
	fault(t, err, "ready.person")
	if n := len(u.vault.records) - before; n != 0 {
		t.Errorf("%d records", n)
	}
}

// The report to the service desk goes to another authority's desk: it names nobody.
func TestTheReportNamesNobody(t *testing.T) {
	_, s := catalogued(t)
	for _, seen := range []string{"Elsa Lund når inte larmet", "Elsa Lund, 19240129-7250, larmar", "240129-7250"} {
		said, _ := s.ReportText(outage.Answers{Seen: seen, Systems: []string{s.Catalogue().Whole()[0].ID}}, "19240129-7250")
		if strings.Contains(said, "Elsa") || strings.Contains(said, "7250") {
			t.Error(said)
		}
	}
	said, _ := s.ReportText(outage.Answers{Seen: "Rutan är grå"}, "070-174 06 05")
	if !strings.Contains(said, "Rutan är grå") {
		t.Error(said)
	}
}

// A message is looked at before it can be sent: what was sent can't be taken back.
func TestAMessageNamesNobodyBeforeItGoesOut(t *testing.T) {
	u, s := catalogued(t)
	o := u.began(s, start("lifecare"))
	d, err := s.MessageDraft(o.ID, outage.MessageFirst)
	u.must(err)
	u.must(s.CheckMessage(d))
	named := d
	named.Touched = "Elsa Lund"
	fault(t, s.CheckMessage(named), "outage.person")
	named = d
	named.Doing = "19240129-7250 väntar"
	fault(t, s.CheckMessage(named), "outage.number")
	d.Doing = strings.Repeat("å", 919)
	fault(t, s.CheckMessage(d), "outage.message_long")
}

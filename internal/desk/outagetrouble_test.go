package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// Two outages at once: what is the same asks, what isn't is another, and both are told of each other.
func TestTwoOutagesAtOnce(t *testing.T) {
	u, s := catalogued(t)
	first := u.began(s, start("lifecare"))
	_, err := s.StartOutage(t.Context(), start("power", "lifecare"))
	fault(t, err, "outage.already")
	u.now = u.now.Add(time.Hour)
	s = u.open("lena")
	second := u.began(s, start("power"))
	once := start("lifecare")
	once.Type = outage.EventStart
	again, err := s.TellOutageAnyway(t.Context(), once)
	u.must(err)
	if c := s.Condition(); c.Phase != desk.PhaseOutage || c.More != 2 {
		t.Errorf("%+v", c)
	}
	v := u.view(s, first.ID)
	var ids []string
	for _, o := range v.Overlaps {
		ids = append(ids, o.ID)
	}
	if len(ids) != 2 || !slices.Contains(ids, second.ID) || !slices.Contains(ids, again.ID) {
		t.Errorf("overlaps %q", ids)
	}
	u.tells(s, outage.Event{Outage: first.ID, Type: outage.EventJoin, Other: again.ID})
	if n := len(u.open("lena").Outages()); n != 2 {
		t.Errorf("%d outages after two were joined", n)
	}
}

// A start that is entered afterwards counts from when it was, not from when it was told.
func TestAStartEnteredAfterwards(t *testing.T) {
	u, s := catalogued(t)
	e := start("power")
	e.At = u.now.Add(-25 * time.Minute)
	o := u.began(s, e)
	v := u.view(s, o.ID)
	if v.Since != 25*time.Minute || len(v.RunsOut) == 0 {
		t.Fatalf("since %v, %d run out", v.Since, len(v.RunsOut))
	}
	ups := slices.IndexFunc(v.RunsOut, func(f outage.FunctionState) bool { return f.Until.Equal(e.At.Add(30 * time.Minute)) })
	if ups < 0 {
		t.Errorf("no backup of 30 minutes runs out in five: %+v", v.RunsOut)
	}
	late := start("wifi")
	late.At = u.now.Add(time.Hour)
	_, err := s.StartOutage(t.Context(), late)
	if err == nil || !strings.Contains(err.Error(), "outage.") {
		t.Errorf("it began in an hour: %v", err)
	}
}

// A clock that is set back during an outage moves no countdown, and what is told then is marked.
func TestAClockThatIsSetBack(t *testing.T) {
	u, s := catalogued(t)
	o := u.began(s, start("power"))
	u.now = u.now.Add(10 * time.Minute)
	u.tells(u.open("lena"), outage.Event{Outage: o.ID, Type: outage.EventNote, Text: "Ficklampor är framme."})
	u.now = monday.AddDate(-1, 0, 0)
	s = u.open("lena")
	v := u.view(s, o.ID)
	if v.Since != 10*time.Minute || !s.Condition().Unsure {
		t.Errorf("since %v, unsure %v", v.Since, s.Condition().Unsure)
	}
	if at := slices.IndexFunc(v.RunsOut, func(f outage.FunctionState) bool { return f.Until.Equal(monday.Add(30 * time.Minute)) }); at < 0 {
		t.Errorf("the backup's end has moved: %+v", v.RunsOut)
	}
	told, err := s.TellOutage(t.Context(), outage.Event{Outage: o.ID, Type: outage.EventNote, Text: "Klockan är fel.", At: monday.Add(12 * time.Minute)})
	u.must(err)
	if last := told.Timeline[len(told.Timeline)-1]; !last.Unsure || last.Text != "Klockan är fel." {
		t.Errorf("%+v", last)
	}
	for _, years := range []int{2, 9000} {
		_, err = s.TellOutage(t.Context(), outage.Event{Outage: o.ID, Type: outage.EventNote, Text: "Fel år.", At: monday.AddDate(years, 0, 0)})
		fault(t, err, "outage.future")
		_, err = s.TellOutage(t.Context(), outage.Event{Outage: o.ID, Type: outage.EventExpect, Expected: monday.AddDate(years, 0, 0)})
		fault(t, err, "outage.future")
	}
	over, err := s.EndOutage(t.Context(), o.ID, time.Time{})
	u.must(err)
	if !over.Ended.Equal(monday.Add(12*time.Minute)) || !over.Unsure {
		t.Errorf("over at %v, unsure %v", over.Ended, over.Unsure)
	}
}

// A message that was noted while the clock was years ahead doesn't silence the reminder once it is right.
func TestAMessageOfAClockThatWasAhead(t *testing.T) {
	u, s := catalogued(t)
	o := u.began(s, start("power"))
	right := u.now
	u.now = right.AddDate(10, 0, 0)
	sent := outage.Sent{Kind: outage.MessageFirst, Channel: outage.ChannelSMS, Text: "Strömmen är borta."}
	_, err := u.open("lena").SendMessage(t.Context(), o.ID, sent)
	u.must(err)
	u.now = right.Add(3 * time.Hour)
	s = u.open("lena")
	if !u.view(s, o.ID).UpdateDue {
		t.Error("nothing reminds for ten years")
	}
	_, err = s.SendMessage(t.Context(), o.ID, sent)
	u.must(err)
	if u.view(s, o.ID).UpdateDue {
		t.Error("it reminds of what was just sent")
	}
	u.now = u.now.Add(61 * time.Minute)
	if !u.view(u.open("lena"), o.ID).UpdateDue {
		t.Error("nothing reminds after an hour")
	}
}

// Ended too early, it goes on; what is told of nobody's outage, or after the end, is refused.
func TestAnOutageThatWasNotOver(t *testing.T) {
	u, s := catalogued(t)
	o := u.began(s, start("lifecare"))
	_, err := s.EndOutage(t.Context(), o.ID, time.Time{})
	u.must(err)
	u.tells(s, outage.Event{Outage: o.ID, Type: outage.EventReopen})
	if v := u.view(u.open("lena"), o.ID); !v.Open() || len(v.Now()) != 1 {
		t.Errorf("%+v", v.Outage)
	}
	_, err = s.EndOutage(t.Context(), o.ID, u.now.Add(-time.Hour))
	if err == nil {
		t.Error("it ended before it began")
	}
	_, err = s.TellOutage(t.Context(), outage.Event{Outage: "ingen", Type: outage.EventEnd})
	fault(t, err, "outage.unknown")
	_, err = s.Outage("ingen")
	fault(t, err, "outage.unknown")
}

// Nothing about a cared-for person is told of an outage, and nothing is stored where it was tried.
func TestAnOutageNamesNobody(t *testing.T) {
	u, s := catalogued(t)
	o := u.began(s, start("lifecare"))
	before := len(u.bodies(ledger.KindOutage))
	for _, e := range []outage.Event{
		{Type: outage.EventNote, Text: "Elsa Lund larmar hela tiden."},
		{Type: outage.EventReport, Text: "Åke Ström kommer inte in."},
		{Type: outage.EventReview, Text: "Fler lampor", Incidents: "Elsa Lund föll"},
		{Type: outage.EventMessage, Message: &outage.Sent{Kind: outage.MessageFirst, Channel: outage.ChannelSMS, Text: "Besök Elsa Lund först."}},
		{Type: outage.EventBreak, Broken: []outage.Broken{{Failure: "site", Of: "hos Elsa Lund"}}},
	} {
		e.Outage = o.ID
		_, err := s.TellOutage(t.Context(), e)
		fault(t, err, "outage.person")
	}
	_, err := s.TellOutage(t.Context(), outage.Event{Outage: o.ID, Type: outage.EventNote, Text: "19240129-7250 ringde"})
	fault(t, err, "outage.number")
	named := start("wifi")
	named.Title = "Nätet hos Elsa Lund"
	_, err = s.StartOutage(t.Context(), named)
	fault(t, err, "outage.person")
	book := append(s.Contacts(), outage.Contact{Role: outage.ContactUnitPhone, Name: "Natt", Number: "0701740607"})
	u.must(s.SetContacts(t.Context(), book))
	u.tells(s, outage.Event{Outage: o.ID, Type: outage.EventNote, Text: "Nattens telefon är 0701740607."})
	if n := len(u.bodies(ledger.KindOutage)) - before; n != 1 {
		t.Errorf("%d records more", n)
	}
}

func TestWhatIsBrokenIsKnown(t *testing.T) {
	u, s := catalogued(t)
	_, err := s.StartOutage(t.Context(), start("fax"))
	fault(t, err, "outage.no_failure")
	e := start("lifecare")
	e.Broken[0].Systems = []string{"fax"}
	_, err = s.StartOutage(t.Context(), e)
	fault(t, err, "outage.no_system")
	o := u.began(s, start("lifecare"))
	for code, e := range map[string]outage.Event{
		"outage.no_step":   {Type: outage.EventTick, Step: "lifecare/dansa"},
		"outage.text_long": {Type: outage.EventMessage, Message: &outage.Sent{Text: strings.Repeat("å", 2001)}},
	} {
		e.Outage = o.ID
		_, err = s.TellOutage(t.Context(), e)
		fault(t, err, code)
	}
	_, err = s.TellOutage(t.Context(), outage.Event{Outage: o.ID, Type: outage.EventEscalate, Step: "i_morgon"})
	fault(t, err, "outage.no_step")
	if n := len(u.bodies(ledger.KindOutage)); n != 1 {
		t.Errorf("%d records", n)
	}
}

// What is told is on the disk, or it wasn't told: a broken disk changes nothing in memory either.
func TestAnOutageOnABrokenDisk(t *testing.T) {
	u, s := catalogued(t)
	u.vault.fails = func(c ledger.Change) bool { return true }
	if _, err := s.StartOutage(t.Context(), start("lifecare")); err == nil || s.Condition().Phase != desk.PhaseNormal || len(s.Outages()) != 0 {
		t.Errorf("%v, %+v", err, s.Condition())
	}
	u.vault.fails = nil
	o := u.began(s, start("lifecare"))
	u.vault.fails = func(c ledger.Change) bool { return true }
	if _, err := s.EndOutage(t.Context(), o.ID, time.Time{}); err == nil || s.Condition().Phase != desk.PhaseOutage {
		t.Errorf("%v, %+v", err, s.Condition())
	}
	if v := u.view(s, o.ID); len(v.Timeline) != 1 {
		t.Errorf("%d events", len(v.Timeline))
	}
}

// What a later program tells of outages is kept, and no checkpoint hides it from that program.
func TestAnEventOfALaterProgram(t *testing.T) {
	u, s := catalogued(t)
	o := u.began(s, start("lifecare"))
	u.vault.records = append(u.vault.records, ledger.Record{Header: ledger.Header{Stream: ledger.StreamMain, Area: access.AreaCommon, Kind: ledger.KindOutage,
		Seq: uint64(len(u.vault.records) + 1), Clock: u.vault.clock + 1, ID: recordID(9000)}, Body: []byte(`{"outage":"` + o.ID + `","type":"hologram"}`)})
	if v := u.view(u.open("lena"), o.ID); !v.Open() || len(v.Timeline) != 1 {
		t.Errorf("%+v", v.Outage)
	}
}

// Given a binder that has grown, when it is opened from its checkpoint, then outages, answers and planned
// outages are at hand, although none of their records is read.
func TestOutagesComeFromTheCheckpoint(t *testing.T) {
	u := grown(t)
	u.withCards()
	s := u.open("lena")
	o := u.began(s, start("lifecare"))
	u.must(s.SettleFact(t.Context(), "homecare_hours", "12 timmar"))
	p, err := s.AddPlanned(t.Context(), upgrade(3))
	u.must(err)
	for range 1010 {
		u.write(s, entry.KindNote)
	}
	u.must(s.Lock())
	s = u.open("lena")
	if report, err := s.Verify(t.Context(), nil); err != nil || !report.OK() { // the ledger comes to the same
		t.Errorf("%+v, %v", report.Faults, err)
	}
	u.must(s.Lock())
	for i, r := range u.vault.records {
		if r.Stream == ledger.StreamMain {
			u.vault.records[i].Body = []byte("ingen läser detta")
		}
	}
	s = u.open("lena")
	if c := s.Condition(); c.Phase != desk.PhaseOutage || c.Outage.ID != o.ID {
		t.Errorf("%+v", c)
	}
	if row := factOf(t, s, "homecare_hours"); row.Settled == nil {
		t.Errorf("%+v", row)
	}
	if got := s.Planned(p.Start, p.End); len(got) != 1 || got[0].ID != p.ID {
		t.Errorf("%+v", got)
	}
	u.tells(s, outage.Event{Outage: o.ID, Type: outage.EventNote, Text: "Det går vidare."})
	if v := u.view(u.open("lena"), o.ID); len(v.Timeline) != 2 {
		t.Errorf("%d events", len(v.Timeline))
	}
}

// A folder that can't be written shows the outage, and says that nothing can be told of it there.
func TestAnOutageInAFolderThatCannotBeWritten(t *testing.T) {
	u, s := catalogued(t)
	o := u.began(s, start("lifecare"))
	u.vault.readOnly, u.vault.fails, u.vault.failure = true, func(ledger.Change) bool { return true }, text.NewFault("vault.read_only")
	s = u.open("lena")
	if v, open := s.OpenOutage(); !open || len(v.States) < 14 || len(v.Calls) == 0 {
		t.Errorf("open %v, %d systems", open, len(v.States))
	}
	_, err := s.TellOutage(t.Context(), outage.Event{Outage: o.ID, Type: outage.EventNote, Text: "Läget är oförändrat."})
	fault(t, err, "vault.read_only")
	fault(t, s.SettleFact(t.Context(), "homecare_hours", "12 timmar"), "vault.read_only")
	if v := u.view(s, o.ID); len(v.Timeline) != 1 || factOf(t, s, "homecare_hours").Settled != nil {
		t.Errorf("%d events", len(v.Timeline))
	}
}

// A message says which app, place or bank, in the words of the window; once all is mended, what it was.
func TestAMessageSaysWhichAppOrBank(t *testing.T) {
	u, s := catalogued(t)
	e := start("one_app", "one_bank")
	e.Broken[0].Of, e.Broken[1].Of = "lmo_app", "Sparbanken"
	o := u.began(s, e)
	want := s.Catalogue().NamesOf(text.For(text.Swedish), o.Broken)
	d, err := s.MessageDraft(o.ID, outage.MessageFirst)
	u.must(err)
	if d.What != want || !strings.Contains(d.What, "LMO") || !strings.Contains(d.What, ": Sparbanken") {
		t.Errorf("a message is about %q, the window says %q", d.What, want)
	}
	u.tells(s, outage.Event{Outage: o.ID, Type: outage.EventMend, Broken: e.Broken})
	if d, err = s.MessageDraft(o.ID, outage.MessageSolved); err != nil || d.What != want {
		t.Errorf("solved is about %q, %v", d.What, err)
	}
}

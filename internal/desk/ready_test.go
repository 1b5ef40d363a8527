package desk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"avbrottsparm/data"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// prepares is a binder with register, schedule, the program's catalogue and its list of readiness, opened
// by Lena, who is the unit head.
func prepares(t *testing.T) (*unit, *desk.Session) {
	t.Helper()
	u, _ := filled(t)
	u.withCards()
	list, err := readiness.ReadList(data.Readiness())
	if err != nil {
		t.Fatal(err)
	}
	u.desk.Readiness = list
	return u, u.open("lena")
}

// line is how things stand with an item.
func line(t *testing.T, s *desk.Session, id string) readiness.Line {
	t.Helper()
	for _, g := range s.Ready().Groups {
		for _, l := range g.Lines {
			if l.ID == id {
				return l
			}
		}
	}
	t.Fatalf("no line %s", id)
	return readiness.Line{}
}

func (u *unit) stands(s *desk.Session, id string, want readiness.State) readiness.Line {
	u.t.Helper()
	l := line(u.t, s, id)
	if l.State != want {
		u.t.Errorf("%s is %s because %q, want %s", id, l.State, l.Reason.Say(u.desk.Words), want)
	}
	return l
}

// Every item of the list that the binder looks at by itself is looked at: none is unknown because nobody
// wired it.
func TestTheBinderSeesWhatItSaysThatItSees(t *testing.T) {
	u, s := prepares(t)
	for _, g := range s.Ready().Groups {
		if g.Title.SV == "" || len(g.Lines) == 0 {
			t.Errorf("the group %s is empty", g.ID)
		}
		for _, l := range g.Lines {
			if l.Reason.Key == "ready.why.unseen" {
				t.Errorf("nobody looks at %s", l.ID)
			}
			if said := l.Reason.Say(u.desk.Words); strings.Contains(said, "[[") || strings.Contains(said, "{") || said == "" && l.State != readiness.StateOK {
				t.Errorf("%s is %s because %q", l.ID, l.State, said)
			}
		}
	}
	if score := s.Ready().Score; score.Percent > 10 || len(score.Reasons) < 30 {
		t.Errorf("a unit that has done nothing has %d percent, with %d reasons", score.Percent, len(score.Reasons))
	}
}

// Given a round on the phones, when it is noted, then the line says who and when, the log has it, and the
// next unlock knows it; two days later it is late.
func TestARoundIsNoted(t *testing.T) {
	u, s := prepares(t)
	u.stands(s, "phones_charged", readiness.StateOpen)
	before := s.Ready().Score
	u.must(s.NoteRound(t.Context(), "phones_charged", readiness.Told{OK: true}))
	u.must(s.NoteRound(t.Context(), "usb_batteries", readiness.Told{Missing: "  två   av fem "}))
	for _, when := range []string{"at once", "after a restart"} {
		l := u.stands(s, "phones_charged", readiness.StateOK)
		if l.By != "Lena Ek" || !l.Last.Equal(u.now) || !l.Due.Equal(care.NextDay(u.now, 2)) {
			t.Errorf("%s: %+v", when, l)
		}
		if l := u.stands(s, "usb_batteries", readiness.StateMissing); l.Missing != "två av fem" {
			t.Errorf("%s: %q is missing", when, l.Missing)
		}
		u.must(s.Lock())
		s = u.open("lena")
	}
	if after := s.Ready().Score; after.Points-before.Points != 500 || after.Most != before.Most {
		t.Errorf("from %d to %d points", before.Points, after.Points)
	}
	if lines := u.logLines(access.ActionReady); len(lines) != 2 || lines[0].Detail != "round phones_charged" {
		t.Errorf("the log has %+v", lines)
	}
	u.now = u.now.AddDate(0, 0, 1)
	u.stands(s, "phones_charged", readiness.StateSoon)
	u.now = u.now.AddDate(0, 0, 1)
	u.stands(s, "phones_charged", readiness.StateLate)
	if rounds := s.RoundsOf("phones_charged"); len(rounds) != 1 || rounds[0].By.Title != "undersköterska" {
		t.Errorf("%+v", rounds)
	}
}

func TestWhatCantBeNoted(t *testing.T) {
	u, s := prepares(t)
	ctx := t.Context()
	for code, err := range map[string]error{
		"ready.unknown":         s.NoteRound(ctx, "unicorns", readiness.Told{OK: true}),
		"ready.seen":            s.NoteRound(ctx, "copies", readiness.Told{OK: true}),
		"ready.nothing":         s.NoteRound(ctx, "usb_batteries", readiness.Told{}),
		"ready.long":            s.NoteRound(ctx, "usb_batteries", readiness.Told{Missing: strings.Repeat("å", 301)}),
		"ready.person":          s.NoteRound(ctx, "usb_batteries", readiness.Told{Missing: "Den hos Elsa Lund"}),
		"ready.future":          s.NoteRound(ctx, "usb_batteries", readiness.Told{OK: true, At: u.now.Add(time.Hour)}),
		"ready.long_ago":        s.NoteRound(ctx, "usb_batteries", readiness.Told{OK: true, At: u.now.AddDate(-3, 0, 0)}),
		"ready.count":           s.NoteRound(ctx, "sim_stock", readiness.Told{OK: true, Count: -1}),
		"ready.share":           s.NoteRound(ctx, "freja", readiness.Told{OK: true, Count: 9, Of: 8}),
		"ready.part":            s.NoteRound(ctx, "last_login", readiness.Told{OK: true, Value: "Lena Ek"}),
		"ready.everywhere":      s.NotHere(ctx, "usb_batteries", true),
		"ready.group":           s.ConfirmFor(ctx, "outage_plan_known", "the board", "", true),
		"ready.no_document":     s.ConfirmRead(ctx, "checklist:unicorns"),
		"ready.nothing_to_read": s.ConfirmRead(ctx, "checklist:planned"),
		"ready.question":        s.SetChecklist(ctx, "planned", "", map[string]string{"unicorns": "x"}),
		"person.unknown":        s.NoteHomeFolder(ctx, "unicorn", true),
		"access.not_allowed":    u.open("sara").NotHere(ctx, "staff_tag", true),
	} {
		fault(t, err, code)
		if w := u.desk.Words; w.Explain(err) == w.Say("error.unknown") || strings.ContainsAny(w.Explain(err), "{[") {
			t.Errorf("%s is worded %q", code, w.Explain(err))
		}
	}
	s = u.open("lena")
	fault(t, s.NoteRound(ctx, "usb_batteries", readiness.Told{Missing: "Batteriet till " + string(elsa.PersonalID)}), "ready.person")
	fault(t, s.ConfirmFor(ctx, "outage_plan_known", "it", "Elsa Lund", true), "ready.person")
	fault(t, s.ConfirmFor(ctx, "usb_batteries", "it", "", true), "ready.unknown")
	fault(t, s.SetChecklist(ctx, "unicorns", "", nil), "ready.unknown")
	fault(t, s.SetChecklist(ctx, "planned", "Elsa Lund", nil), "ready.person")
	fault(t, s.SetChecklist(ctx, "planned", "", map[string]string{"paper": "Elsa Lunds kort"}), "ready.person")
	fault(t, s.SetChecklist(ctx, "planned", "", map[string]string{"paper": strings.Repeat("å", 2001)}), "ready.long")
	fault(t, s.NotHere(ctx, "unicorns", true), "ready.unknown")
	if _, err := s.Receipts("document:unicorn"); !text.IsFault(err, "ready.no_document") {
		t.Errorf("%v", err)
	}
	sara := u.open("sara")
	fault(t, sara.SetChecklist(ctx, "planned", "", nil), "access.not_allowed")
	if n := len(u.bodies(ledger.KindReady)); n != 0 {
		t.Errorf("%d records of what could not be noted", n)
	}
	u.vault.fails = func(ledger.Change) bool { return true }
	if err := sara.NoteRound(ctx, "usb_batteries", readiness.Told{OK: true}); err == nil {
		t.Error("noted on a broken disk")
	}
	u.vault.fails = nil
	u.stands(sara, "usb_batteries", readiness.StateOpen)
}

// Given Aspgården that the unit doesn't have, when the head says so, then it counts in neither direction,
// and it can be taken back.
func TestWhatTheUnitDoesNotHave(t *testing.T) {
	u, s := prepares(t)
	most := s.Ready().Score.Most
	u.must(s.NotHere(t.Context(), "staff_tag", true))
	if l := u.stands(s, "staff_tag", readiness.StateNotHere); s.Ready().Score.Most != most-100*l.Weight {
		t.Errorf("%d points at most, before %d", s.Ready().Score.Most, most)
	}
	u.must(s.NotHere(t.Context(), "staff_tag", false))
	u.stands(s, "staff_tag", readiness.StateOpen)
}

// Given two phones with a log-in each, then a day counts until both times are settled, and then the
// shorter of them, by the clock.
func TestHowLongALogInLasts(t *testing.T) {
	u, s := prepares(t)
	ctx := t.Context()
	for _, phone := range []string{"Mobil 1", "Mobil 2"} {
		u.must(s.NoteRound(ctx, "last_login", readiness.Told{Part: phone, OK: true, Value: "Lena Ek"}))
	}
	u.now = u.now.Add(20 * time.Hour) // the same day in the calendar counts to the next
	u.stands(s, "last_login", readiness.StateSoon)
	u.must(s.SettleFact(ctx, "homecare_hours", "8 timmar"))
	u.stands(s, "last_login", readiness.StateSoon)
	u.must(s.SettleFact(ctx, "homecare_provider_hours", "12 timmar"))
	if l := u.stands(s, "last_login", readiness.StateLate); l.Good != 0 || l.Of != 2 || !l.Due.Equal(u.now.Add(-12*time.Hour)) {
		t.Errorf("%+v", l)
	}
	u.must(s.NoteRound(ctx, "last_login", readiness.Told{Part: "Mobil 1", OK: true, Value: "Sara Alm", At: u.now.Add(-time.Hour)}))
	u.must(s.NoteRound(ctx, "last_login", readiness.Told{Part: "Mobil 2"})) // taken out of use
	u.stands(s, "last_login", readiness.StateOK)
	if parts := s.RoundParts("last_login"); len(parts) != 1 || parts[0].Value != "Sara Alm" {
		t.Errorf("%+v", parts)
	}
	u.must(s.UnsettleFact(ctx, "homecare_hours"))
	u.stands(s, "last_login", readiness.StateOK)
}

// Facts, numbers, the instruction for after hours, office hours: each counts once somebody has seen to it.
func TestWhatTheCatalogueLacksPullsTheScoreDown(t *testing.T) {
	u, s := prepares(t)
	ctx := t.Context()
	facts := u.stands(s, "facts", readiness.StateOpen)
	if facts.Good != 0 || facts.Of != len(s.Facts()) || facts.Of < 12 {
		t.Errorf("%d of %d settled", facts.Good, facts.Of)
	}
	u.must(s.SettleFact(ctx, "plan_known", "ja"))
	if l := line(t, s, "facts"); l.Good != 1 || l.Reason.N != facts.Of-1 {
		t.Errorf("%d of %d settled", l.Good, l.Of)
	}
	u.stands(s, "after_hours", readiness.StateMissing)
	u.stands(s, "restarters", readiness.StateMissing)
	u.stands(s, "numbers", readiness.StateMissing)
	u.stands(s, "carriers", readiness.StateOpen)
	u.stands(s, "office_hours", readiness.StateOpen)
	contacts := s.Catalogue().Contacts
	for i := range contacts {
		if contacts[i].Number == "" && contacts[i].Role != outage.ContactRestart {
			contacts[i].Number = fmt.Sprintf("0121-1%04d", i)
		}
	}
	contacts = append(contacts, outage.Contact{ID: "phone_one", Role: outage.ContactUnitPhone, Name: "Hemtjänst Norr", Number: "070-1740611", Unit: "Hemtjänst Norr", Carrier: "Den som går kvällen"},
		outage.Contact{ID: "phone_two", Role: outage.ContactUnitPhone, Name: "Hemtjänst Syd", Number: "070-1740612", Unit: "Hemtjänst Syd"})
	u.must(s.SetContacts(ctx, contacts))
	u.stands(s, "after_hours", readiness.StateOK)
	u.stands(s, "restarters", readiness.StateMissing) // named, and can't be called
	if l := u.stands(s, "numbers", readiness.StateMissing); l.Of-l.Good != 1 {
		t.Errorf("%d of %d have a number", l.Good, l.Of)
	}
	u.must(s.NotHere(ctx, "restarters", true))
	u.stands(s, "numbers", readiness.StateOK)
	if l := u.stands(s, "carriers", readiness.StateMissing); l.Good != 1 || l.Of != 2 {
		t.Errorf("%d of %d have somebody", l.Good, l.Of)
	}
	u.must(s.SetLimits(ctx, s.Catalogue().Limits))
	u.stands(s, "office_hours", readiness.StateOK)
}

// Given three persons who receive care, then each has a home folder to fill every calendar month.
func TestHomeFoldersAreFilledEveryMonth(t *testing.T) {
	u, s := prepares(t)
	folders := s.HomeFolders()
	if len(folders) != 3 || folders[0].OK || folders[0].Name == "" {
		t.Fatalf("%+v", folders)
	}
	u.must(s.NoteHomeFolder(t.Context(), folders[0].PersonID, true))
	if l := u.stands(s, "home_folders", readiness.StateMissing); l.Good != 1 || l.Of != 3 || l.By != "Lena Ek" {
		t.Errorf("%+v", l)
	}
	if last := s.HomeFolders()[2]; last.PersonID != folders[0].PersonID || !last.OK || last.By != "Lena Ek" {
		t.Errorf("%+v", last)
	}
	for _, f := range folders[1:] {
		u.must(s.NoteHomeFolder(t.Context(), f.PersonID, true))
	}
	u.stands(s, "home_folders", readiness.StateOK)
	u.now = time.Date(2026, time.November, 30, 23, 59, 0, 0, care.Stockholm)
	u.stands(s, "home_folders", readiness.StateOK)
	u.now = u.now.Add(time.Minute)
	u.stands(s, "home_folders", readiness.StateMissing)
	u.must(s.NoteHomeFolder(t.Context(), folders[1].PersonID, false))
	if l := line(t, s, "home_folders"); l.Good != 0 {
		t.Errorf("%d of %d", l.Good, l.Of)
	}
	if lines := u.logLines(access.ActionList); len(lines) == 0 || lines[0].Detail != desk.ListPeople {
		t.Errorf("that they were listed stands in the log as %+v", lines)
	}
	if lines := u.logLines(access.ActionReady); len(lines) != 4 || lines[0].PersonID != folders[0].PersonID {
		t.Errorf("the log has %d lines", len(lines))
	}
}

// Freshness, copies and prints: what the binder has anyway.
func TestWhatTheBinderHasAnyway(t *testing.T) {
	u, s := prepares(t)
	u.stands(s, "copies", readiness.StateMissing)
	u.vault.copies = []ledger.Copy{{Taken: u.now.Add(-47 * time.Hour)}}
	u.stands(s, "copies", readiness.StateOK)
	u.vault.copies[0].Taken = u.now.Add(-48 * time.Hour)
	u.stands(s, "copies", readiness.StateLate)
	u.vault.copies[0].Taken = u.now.Add(time.Hour)
	u.stands(s, "copies", readiness.StateOpen)

	l := u.stands(s, "fresh", readiness.StateLate)
	good := 0
	for _, age := range s.Status().Fresh {
		if !age.TooOld {
			good++
		}
	}
	if l.Good != good || l.Of != len(s.Status().Fresh) {
		t.Errorf("%d of %d kinds are fresh, the start page says %d of %d", l.Good, l.Of, good, len(s.Status().Fresh))
	}

	u.stands(s, "binder_printed", readiness.StateMissing)
	u.stands(s, "schedule_printed", readiness.StateMissing)
	if _, err := s.Print(t.Context(), desk.Order{What: desk.PrintCards, Date: u.now}); err != nil {
		t.Fatal(err)
	}
	u.stands(s, "binder_printed", readiness.StateMissing) // a card is no binder
	if _, err := s.Print(t.Context(), desk.Order{What: desk.PrintBinder, Date: u.now}); err != nil {
		t.Fatal(err)
	}
	u.stands(s, "binder_printed", readiness.StateOK)
	u.stands(s, "schedule_printed", readiness.StateOK)
	u.now = u.now.AddDate(0, 0, 1) // Tuesday: the schedule goes through today
	u.stands(s, "schedule_printed", readiness.StateSoon)
	u.now = u.now.AddDate(0, 0, 1)
	u.stands(s, "schedule_printed", readiness.StateLate)
	u.now = u.now.AddDate(0, 0, 2) // Friday
	if _, err := s.Print(t.Context(), desk.Order{What: desk.PrintWeekend, Date: u.now}); err != nil {
		t.Fatal(err)
	}
	u.now = u.now.AddDate(0, 0, 2) // Sunday
	u.stands(s, "schedule_printed", readiness.StateOK)
	u.stands(s, "binder_printed", readiness.StateSoon)
	u.now = u.now.AddDate(0, 0, 2) // Tuesday
	u.stands(s, "schedule_printed", readiness.StateLate)
	u.stands(s, "binder_printed", readiness.StateLate)

	u.stands(s, "binder_place", readiness.StateMissing)
	set := s.PaperSettings()
	set.Places = []sheet.Place{{What: "Pärmen", Where: "Låst skåp"}}
	u.must(s.SetPaper(t.Context(), set))
	u.stands(s, "binder_place", readiness.StateOK)
}

// A drill that was held counts for a year when every task was done; it can be told twice and counts once.
func TestADrillIsRecorded(t *testing.T) {
	u, s := prepares(t)
	u.stands(s, "drill", readiness.StateMissing)
	held := readiness.Drill{Began: u.now.Add(-20 * time.Minute), Ended: u.now.Add(-10 * time.Minute), People: 4, Improve: " Hitta  listan fortare. ",
		Tasks: []readiness.Task{{Kind: readiness.TaskFind, Done: true, Seconds: 40}, {Kind: readiness.TaskCall, Seconds: 120}}}
	first, err := s.RecordDrill(t.Context(), held)
	if err != nil || len(first.ID) != 32 || first.Improve != "Hitta listan fortare." {
		t.Fatalf("%+v, %v", first, err)
	}
	u.stands(s, "drill", readiness.StateMissing)
	first.Tasks[1].Done = true
	if _, err := s.RecordDrill(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	u.stands(s, "drill", readiness.StateOK)
	u.must(s.Lock())
	s = u.open("lena")
	year := s.Drills(2026)
	if len(year.Drills) != 1 || year.Whole != 1 || year.Drills[0].By.Name != "Lena Ek" || len(s.Drills(2025).Drills) != 0 {
		t.Errorf("%+v", year)
	}
	held.Improve = "Elsa Lund hittades sent"
	_, err = s.RecordDrill(t.Context(), held)
	fault(t, err, "ready.person")
	held.Improve, held.Ended = "", u.now.Add(time.Hour)
	_, err = s.RecordDrill(t.Context(), held)
	fault(t, err, "ready.future")
	u.now = u.now.AddDate(1, 0, 2)
	u.stands(s, "drill", readiness.StateLate)
}

// The page for the manager and the round of checks can be printed by whoever may print, and name nobody
// who receives care.
func TestTheScoreAndTheRoundArePrinted(t *testing.T) {
	u, s := prepares(t)
	u.must(s.NoteRound(t.Context(), "usb_batteries", readiness.Told{Missing: "två av fem"}))
	u.must(s.NoteRound(t.Context(), "last_login", readiness.Told{Part: "Mobil 7", OK: true, Value: "Lena Ek"}))
	u.must(s.NotHere(t.Context(), "staff_tag", true))
	for what, want := range map[desk.What][]string{
		desk.PrintReadiness: {"procent", "Noterat: två av fem", "Finns inte på enheten", "Aspgården: förberedd personaltagg."},
		desk.PrintChecks:    {"USB-batterier är laddade", "Mobil 7", "Avbrottsplanen är känd: IT"},
	} {
		if _, err := s.Print(t.Context(), desk.Order{What: what, Date: u.now}); err != nil {
			t.Fatal(err)
		}
		said := fmt.Sprintf("%+v", u.last().Sheets)
		for _, one := range want {
			if !strings.Contains(said, one) {
				t.Errorf("%s doesn't say %q", what, one)
			}
		}
		if strings.Contains(said, "Elsa") || strings.Contains(said, "[[") {
			t.Errorf("%s says %s", what, said)
		}
		if what == desk.PrintChecks && strings.Contains(said, "personaltagg") {
			t.Error("what the unit doesn't have stands on the round")
		}
	}
}

package desk_test

import (
	"slices"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
)

// From a visit on the schedule everything that was planned is filled in; how it went is left to the author.
func TestAVisitIsFilledInAsPlanned(t *testing.T) {
	u, s := filled(t)
	v := visitOf(t, s, u.now, elsaOf(s))
	e, err := s.Begin(desk.Beginning{VisitID: v.ID})
	u.must(err)
	want := map[string]string{"end": "09:00", "services_done": "Tillsyn", "double": "no", "cancelled_minutes": "60"}
	for id, value := range want {
		if e.Values[id] != value {
			t.Errorf("%s is %q, want %q", id, e.Values[id], value)
		}
	}
	if e.Kind != entry.KindAttendance || e.PersonID != elsaOf(s) || e.Visit != v.ID || !e.EventTime.Equal(v.Start) || e.Values["outcome"] != "" || e.Form == 0 || len(e.ID) != 12 {
		t.Errorf("begun as %+v", e)
	}
	if len(s.Drafts()) != 0 {
		t.Error("stored before anybody wrote")
	}
}

// Of a double-staffed visit the colleague is filled in where the plan names them.
func TestTheColleagueOfADoubleVisit(t *testing.T) {
	u, s := filled(t)
	start := care.Day(u.now).Add(15 * time.Hour)
	half := func(row int, staff string) care.Incoming {
		return care.Incoming{Row: row, Whose: elsa, Item: &care.Visit{Kind: care.VisitVisit, Route: "Kväll", Staff: staff, Start: start, End: start.Add(time.Hour), Double: "d1"}}
	}
	u.read(s, "kväll", care.Batch{Format: "table.schedule", Kinds: []care.Kind{care.KindVisit}, Incoming: []care.Incoming{half(2, "Lena Ek"), half(3, "Bo Alm")}})
	list := s.VisitsToSign(u.now, "Kväll", "lena ek")
	if len(list) != 1 || list[0].Entry.Values["double"] != "yes" || list[0].Entry.Values["second_name"] != "Bo Alm" {
		t.Errorf("%+v", list)
	}
	if list = s.VisitsToSign(u.now, "Kväll", ""); len(list) != 2 {
		t.Errorf("%d halves", len(list))
	}
}

// What can't be begun says why.
func TestWhatCannotBeBegun(t *testing.T) {
	u, s := filled(t)
	u.add(s, "Bo Alm", "vårdbiträde", access.RoleStaff, access.AreaSocial)
	u.add(s, "Siv Alm", "systemförvaltare", access.RoleSteward)
	journal := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)})[0]
	closed := u.prints(s, desk.Order{What: "health_journal", PersonID: elsaOf(s)})[0]
	protected := u.prints(s, desk.Order{What: desk.PrintProtected, PersonID: s.People("Birgit")[0].ID, Reason: "larm", Again: true, Paper: true})
	social := u.open("Bo Alm")
	for name, c := range map[string]struct {
		from desk.Beginning
		code string
	}{
		"no such kind":      {desk.Beginning{Kind: "brev"}, "entry.no_kind"},
		"closed kind":       {desk.Beginning{Kind: entry.KindHealthNote, PersonID: elsaOf(s)}, "access.closed"},
		"closed paper":      {desk.Beginning{Paper: closed.String()}, "access.closed"},
		"unknown visit":     {desk.Beginning{VisitID: "borta"}, "writing.no_visit"},
		"unknown person":    {desk.Beginning{Kind: entry.KindNote, PersonID: "191212121212"}, "person.unknown"},
		"mistyped paper":    {desk.Beginning{Paper: "hej"}, "custody.number"},
		"a number mistyped": {desk.Beginning{Paper: mistyped(journal)}, "custody.number"},
	} {
		_, err := social.Begin(c.from)
		if err == nil {
			t.Errorf("%s: begun", name)
			continue
		}
		fault(t, err, c.code)
	}
	for _, n := range protected {
		_, err := social.Begin(desk.Beginning{Paper: n.String()})
		fault(t, err, "writing.not_written_on")
	}
	_, err := u.open("Siv Alm").Begin(desk.Beginning{Kind: entry.KindNote})
	fault(t, err, "access.not_allowed")
}

// mistyped is a number with one sign wrong, which its check sign always gives away.
func mistyped(n custody.Number) string {
	wrong := "2"
	if n[0] == '2' {
		wrong = "3"
	}
	return wrong + string(n[1:])
}

// From a person, by id or number, a social note.
func TestFromAPerson(t *testing.T) {
	u, s := filled(t)
	e, err := s.Begin(desk.Beginning{PersonID: string(elsa.PersonalID)})
	u.must(err)
	if e.Kind != entry.KindNote || e.PersonID != elsaOf(s) || e.Paper != nil || e.Visit != "" {
		t.Errorf("%+v", e)
	}
	if e, err = s.Begin(desk.Beginning{Kind: entry.KindHealthNote}); err != nil || e.Kind != entry.KindHealthNote || e.PersonID != "" {
		t.Errorf("%+v, %v", e, err)
	}
}

// The visits to sign are the planned ones to persons, without those that have attendance; one whose
// attendance was struck is there again.
func TestVisitsWithoutAttendance(t *testing.T) {
	u, s := filled(t)
	if n := len(s.VisitsToSign(u.now, "", "")); n != 3 {
		t.Fatalf("%d visits", n)
	}
	if n := len(s.VisitsToSign(u.now, "Natt", "")); n != 1 {
		t.Errorf("%d visits on the night's route", n)
	}
	if n := len(s.VisitsToSign(u.now, "", "Ingen")); n != 0 {
		t.Errorf("%d visits of somebody who has none", n)
	}
	v := visitOf(t, s, u.now, elsaOf(s))
	u.now = u.now.Add(4 * time.Hour)
	got := signed(t, s, attendance(t, s, v))
	if n := len(s.VisitsToSign(u.now, "", "")); n != 2 {
		t.Errorf("%d visits after one was signed", n)
	}
	_, err := s.Strike(t.Context(), got.ID, "fel besök")
	u.must(err)
	if n := len(s.VisitsToSign(u.now, "", "")); n != 3 {
		t.Errorf("%d visits after it was struck", n)
	}
	e := attendance(t, s, v)
	e, err = s.SaveDraft(t.Context(), e)
	u.must(err)
	if list := s.VisitsToSign(u.now, "", ""); !slices.ContainsFunc(list, func(x desk.VisitToSign) bool { return x.Entry.ID == e.ID && x.Entry.Values["outcome"] == "done" }) {
		t.Error("the draft is not taken up")
	}
	if list := u.open("sara").VisitsToSign(u.now, "", ""); slices.ContainsFunc(list, func(x desk.VisitToSign) bool { return x.Entry.ID == e.ID }) {
		t.Error("Sara is given Lena's draft")
	}
}

// What a field offers comes from what the binder knows.
func TestWhatAFieldOffers(t *testing.T) {
	u, s := filled(t)
	u.read(s, "sökord", care.Batch{Format: "table.reference", Kinds: []care.Kind{care.KindReference}, Incoming: []care.Incoming{
		{Row: 2, Item: &care.Reference{What: care.ReferenceHeadline, Number: "1", Name: "Mat"}},
		{Row: 3, Item: &care.Reference{What: care.ReferenceHeadline, Number: "2", Name: "Hälsa"}},
		{Row: 4, Item: &care.Reference{What: care.ReferenceHeadline, Number: "3", Name: "Gammalt", Inactive: true}}}})
	u.read(s, "läkemedel", care.Batch{Format: "table.medication", Kinds: []care.Kind{care.KindMedication, care.KindHealthOrder}, Incoming: []care.Incoming{
		{Row: 2, Whose: elsa, Item: &care.Medication{Name: "Alvedon", Form: "tablett", Strength: "500 mg", Status: care.MedicationCurrent}},
		{Row: 3, Whose: ake, Item: &care.Medication{Name: "Ipren", Status: care.MedicationCurrent}},
		{Row: 4, Whose: elsa, Item: &care.HealthOrder{Title: "Ta blodtryck"}}}})
	e, err := s.Begin(desk.Beginning{VisitID: visitOf(t, s, u.now, elsaOf(s)).ID})
	u.must(err)
	for pick, want := range map[form.Pick][]string{
		form.PickHeadlines: {"Hälsa", "Mat"}, form.PickServices: {"Tillsyn"}, form.PickMedicines: {"Alvedon tablett 500 mg"},
		form.PickOrders: {"Ta blodtryck"}, form.PickStaff: {"Lena Ek"}, form.PickKeys: {"K7250"}, "annat": nil,
	} {
		if got := s.Picks(e, pick); !slices.Equal(got, want) {
			t.Errorf("%s offers %q, want %q", pick, got, want)
		}
	}
	if got := s.Picks(e, form.PickSystems); !slices.Contains(got, "Lifecare") || !slices.Contains(got, "Phoniro") {
		t.Errorf("systems: %q", got)
	}
	if got := s.Picks(entry.Entry{PersonID: s.People("Birgit")[0].ID}, form.PickKeys); len(got) != 0 {
		t.Errorf("the key of a protected identity is offered: %q", got)
	}
	if got := s.Picks(entry.Entry{}, form.PickMedicines); len(got) != 0 {
		t.Errorf("for nobody: %q", got)
	}
}

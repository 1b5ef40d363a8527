package care_test

import (
	"testing"
	"time"

	"avbrottsparm/internal/care"
)

// asOf is a batch that left its source at an hour of the day of the tests.
func asOf(b care.Batch, hour int) care.Batch {
	b.AsOf = at(hour, 0).UTC()
	return b
}

var karin = care.PersonKey{PersonalID: "193406202387", Name: "Karin Ek"}

func phoned(number string) func(*care.Person) {
	return func(p *care.Person) { p.Phones = []care.Phone{{Number: number}} }
}

func karinRow(street, phone string) care.Incoming {
	return with(personRow("193406202387", "Karin", "Ek", street), phoned(phone))
}

func TestTheNewestSourceCountsForEachGroupOfFields(t *testing.T) {
	u := newUnit(t)
	u.file(asOf(persons(register, karinRow("Storgatan 1", "070-111 11 11")), 1))
	onlyPhone := func(number string) care.Batch {
		b := persons(lifecare, karinRow("", number))
		b.Fields, b.FullList = map[care.Field]bool{care.FieldName: true, care.FieldPhone: true}, false
		return b
	}
	u.file(asOf(onlyPhone("070-333 33 33"), 3))
	c := u.file(asOf(persons(register, karinRow("Nygatan 2", "070-222 22 22")), 2))
	p := u.person("Karin Ek")
	if p.Address().Street != "Nygatan 2" {
		t.Errorf("the address is %q: the register of 2 is its newest source", p.Address().Street)
	}
	if p.Phones[0].Number != "070-333 33 33" {
		t.Errorf("the phone is %q: the source of 3 is newer than the register of 2", p.Phones[0].Number)
	}
	if len(p.Differs) != 1 || p.Differs[0].Field != care.FieldPhone || p.Differs[0].Value != "070-222 22 22" || p.Differs[0].Source != register {
		t.Errorf("the difference that is shown is %+v", p.Differs)
	}
	if c.Older != 1 || len(c.Warnings) != 1 || c.Warnings[0].Code != "older_field" || c.Warnings[0].Field != string(care.FieldPhone) {
		t.Errorf("older %d, said %+v", c.Older, c.Warnings)
	}
	u.counts(u.file(asOf(persons(register, karinRow("Nygatan 2", "070-222 22 22")), 2)), 0, 0, 1, 0)
	u.file(asOf(persons(register, karinRow("Nygatan 2", "070-333 33 33")), 4))
	if differs := u.person("Karin Ek").Differs; len(differs) != 0 {
		t.Errorf("both sources agree and it still differs: %+v", differs)
	}
}

func TestAnOldRegisterUndoesNothing(t *testing.T) {
	u := newUnit(t)
	u.file(asOf(persons(register, karinRow("Storgatan 1", "1")), 5))
	c := u.file(asOf(persons(register, karinRow("Gamla vägen 9", "1"), personRow("193706187071", "Nils", "Om", "Norra 3")), 2))
	u.counts(c, 0, 0, 1, 0)
	if c.Older != 2 {
		t.Errorf("%d rows are told as older, want Karin's address and Nils who was not in the newer list", c.Older)
	}
	if got := u.person("Karin Ek").Address().Street; got != "Storgatan 1" {
		t.Errorf("the older register moved her to %q", got)
	}
	u.older = true
	u.counts(u.file(asOf(persons(register, karinRow("Gamla vägen 9", "1"), personRow("193706187071", "Nils", "Om", "Norra 3")), 2)), 1, 1, 0, 0)
}

func TestWhoIsGoneComesBackOnlyInANewerList(t *testing.T) {
	u := newUnit(t)
	u.confirm = true
	both := func() care.Batch {
		return persons(register, karinRow("Storgatan 1", "1"), personRow("193706187071", "Nils", "Om", "Norra 3"))
	}
	u.file(asOf(both(), 1))
	u.counts(u.file(asOf(persons(register, karinRow("Storgatan 1", "1")), 3)), 0, 0, 1, 1)
	u.file(asOf(both(), 2))
	if !u.person("Nils Om").Gone() {
		t.Error("an older list brought back somebody who is gone")
	}
	u.file(asOf(both(), 4))
	if u.person("Nils Om").Gone() {
		t.Error("a newer list did not bring him back")
	}
}

func TestAnOldScheduleDoesNotTouchTheRoutesOfANewerOne(t *testing.T) {
	u := newUnit(t)
	u.file(asOf(persons(register, karinRow("Storgatan 1", "1")), 1))
	u.file(asOf(visits(visitRow(karin, "Slinga 1", at(9, 0), 30)), 4))
	c := u.file(asOf(visits(visitRow(karin, "Slinga 1", at(8, 0), 30), visitRow(karin, "Slinga 2", at(20, 0), 15)), 2))
	u.counts(c, 1, 0, 0, 0)
	var starts []time.Time
	for _, v := range u.replica.VisitsOn(morning) {
		starts = append(starts, v.Start)
	}
	if len(starts) != 2 || !starts[0].Equal(at(9, 0)) || !starts[1].Equal(at(20, 0)) {
		t.Errorf("the day has visits at %v, want 9 of the newer schedule and 20 of the route that only the older one has", starts)
	}
	if got := u.replica.Schedules(morning, u.known); !got.Equal(at(2, 0)) {
		t.Errorf("the day's schedule is from %v, want that of its oldest route", got)
	}
}

func TestAnOlderFileStillTellsOfProtection(t *testing.T) {
	u := newUnit(t)
	u.file(asOf(persons(register, karinRow("Storgatan 1", "1")), 5))
	protected := persons(lifecare, with(karinRow("Hemliga vägen 1", "2"), func(p *care.Person) { p.Protected = true }))
	u.file(asOf(protected, 2))
	p := u.person("Karin Ek")
	if !p.Protected || len(p.Addresses)+len(p.Phones) > 0 || len(p.Differs) > 0 {
		t.Errorf("protected %v, addresses %d, phones %d, differences %d", p.Protected, len(p.Addresses), len(p.Phones), len(p.Differs))
	}
}

func TestAListOfDoorCodesAddsThem(t *testing.T) {
	u := newUnit(t)
	u.file(asOf(persons(register, karinRow("Storgatan 1", "1")), 1))
	b := persons(register, with(personRow("193406202387", "Karin", "Ek", ""), func(p *care.Person) {
		p.Addresses = []care.Address{{EntryCode: "4711"}}
	}))
	b.FullList, b.Fields = false, map[care.Field]bool{care.FieldName: true, care.FieldEntryCode: true}
	u.file(asOf(b, 2))
	a := u.person("Karin Ek").Address()
	if a.Street != "Storgatan 1" || a.EntryCode != "4711" {
		t.Errorf("the address is %+v", a)
	}
}

func TestASigningFindsItsPersonByItsOrder(t *testing.T) {
	u := newUnit(t)
	order := care.Incoming{Whose: karin, Row: 1, Item: &care.HealthOrder{Meta: care.Meta{SourceID: "activity:7"}, Title: "Blodtryck"}}
	signing := func(id string) care.Incoming {
		return care.Incoming{Via: care.Via{Kind: care.KindHealthOrder, SourceID: id}, Row: 1,
			Item: &care.Signing{OrderID: id, Performed: at(8, 0), Done: true}}
	}
	u.file(care.Batch{Format: "lifecare.hsl_activities", Kinds: []care.Kind{care.KindHealthOrder}, Incoming: []care.Incoming{order}})
	c := u.file(care.Batch{Format: "lifecare.hsl_performed", Kinds: []care.Kind{care.KindSigning}, Incoming: []care.Incoming{signing("activity:7"), signing("activity:8")}})
	if c.New != 1 || len(c.Errors) != 1 || c.Errors[0].Code != "unknown_order" {
		t.Fatalf("new %d, errors %+v", c.New, c.Errors)
	}
	u.replica.Each(care.KindSigning, func(item care.Item) {
		if item.(*care.Signing).PersonID != u.person("Karin Ek").ID {
			t.Error("the signing is somebody else's")
		}
	})
}

func TestARuleThatChangedLeavesNoOldOccurrences(t *testing.T) {
	u := newUnit(t)
	u.file(asOf(persons(register, karinRow("Storgatan 1", "1")), 1))
	calendar := func(hours ...int) care.Batch {
		b := care.Batch{Format: "ical", Kinds: []care.Kind{care.KindVisit}, Series: []care.Series{{
			Kinds: []care.Kind{care.KindVisit}, Stem: "uid-1", From: at(0, 0), To: at(24, 0)}}}
		for i, hour := range hours {
			row := visitRow(karin, "", at(hour, 0), 30)
			row.Item.(*care.Visit).SourceID = "uid-1|" + at(hour, 0).UTC().Format(time.RFC3339)
			row.Row = i + 1
			b.Incoming = append(b.Incoming, row)
		}
		return b
	}
	later := visitRow(karin, "", at(30, 0), 30)
	later.Item.(*care.Visit).SourceID = "uid-1|later"
	u.file(asOf(care.Batch{Format: "ical", Kinds: []care.Kind{care.KindVisit}, Incoming: []care.Incoming{later}}, 2))
	u.file(asOf(calendar(8, 12, 18), 2))
	c := u.file(asOf(calendar(9, 12), 3))
	u.counts(c, 1, 0, 1, 2)
	if c.Held {
		t.Error("what the rule itself takes back waits for a person's word")
	}
	if n := len(u.dossier("Karin Ek").Visits); n != 3 {
		t.Errorf("%d visits, want 9, 12 and the one outside the span", n)
	}
}

// A list of medicines that says the same every morning is as old as this morning's.
func TestARepeatedMedicineIsAsOldAsItsNewestWord(t *testing.T) {
	u := newUnit(t)
	list := func(hour int) care.Batch {
		return asOf(care.Batch{Format: "fhir", Kinds: []care.Kind{care.KindMedication}, Incoming: []care.Incoming{{Row: 1, Whose: karin,
			Item: &care.Medication{Name: "Alvedon", Status: care.MedicationCurrent}}}}, hour)
	}
	u.file(list(1))
	u.counts(u.file(list(5)), 0, 0, 1, 0)
	if _, told := u.dossier("Karin Ek").Prescribed(); !told.Equal(at(5, 0)) {
		t.Errorf("the medicines are from %v", told)
	}
	if c := u.file(list(5)); len(c.Puts) != 0 {
		t.Errorf("the same file again stores %d items", len(c.Puts))
	}
}

// An old list in which a medicine is missing makes the word on the medicines no younger than the list.
func TestAnOldListThatLacksAMedicineIsStillOld(t *testing.T) {
	u := newUnit(t)
	list := func(hour int, names ...string) care.Batch {
		b := care.Batch{Format: "fhir", Kinds: []care.Kind{care.KindMedication}, CompleteFor: []care.PersonKey{karin}}
		for i, name := range names {
			b.Incoming = append(b.Incoming, care.Incoming{Row: i + 1, Whose: karin, Item: &care.Medication{Name: name, Status: care.MedicationCurrent}})
		}
		return asOf(b, hour)
	}
	u.file(list(-200, "Alvedon", "Waran"))
	u.file(list(-190, "Alvedon"))
	if _, told := u.dossier("Karin Ek").Prescribed(); !told.Equal(at(-190, 0)) {
		t.Errorf("the medicines are told as from %v, want %v", told, at(-190, 0))
	}
}

// What an empty cell in another list takes away is shown beside it; what a source itself took back
// doesn't return with an older list of its own.
func TestAnEmptyCellTakesNothingInSilence(t *testing.T) {
	u := newUnit(t)
	u.file(asOf(persons(register, karinRow("Storgatan 1", "070-111 11 11")), 1))
	list := persons(lifecare, with(karinRow("Storgatan 1", ""), func(p *care.Person) { p.Phones = nil }))
	list.FullList = false
	u.file(asOf(list, 2))
	p := u.person("Karin Ek")
	if len(p.Phones) != 0 || len(p.Differs) != 1 || p.Differs[0].Value != "070-111 11 11" || p.Differs[0].Source != register {
		t.Errorf("phones %v, shown beside %+v", p.Phones, p.Differs)
	}
	u.file(asOf(persons(register, with(karinRow("Storgatan 1", ""), func(p *care.Person) { p.Phones = nil })), 3))
	if differs := u.person("Karin Ek").Differs; len(differs) != 0 {
		t.Errorf("nobody says otherwise any more: %+v", differs)
	}
	u.file(asOf(persons(register, karinRow("Storgatan 1", "070-222 22 22")), 4))
	u.file(asOf(persons(register, with(karinRow("Storgatan 1", ""), func(p *care.Person) { p.Phones = nil })), 5))
	c := u.file(asOf(persons(register, karinRow("Storgatan 1", "070-222 22 22")), 4))
	if p := u.person("Karin Ek"); len(p.Phones) != 0 || c.Older != 1 {
		t.Errorf("its own older list brought back what it took back: %v, %d older", p.Phones, c.Older)
	}
}

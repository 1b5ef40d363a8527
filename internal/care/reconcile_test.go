package care_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
)

// Formats as the parsers name them.
const (
	register = "table.persons"
	lifecare = "lifecare.clients"
	schedule = "table.schedule"
)

var morning = time.Date(2026, 11, 23, 6, 0, 0, 0, care.Stockholm)

// unit is a replica that takes files in one after the other, as the binder does.
type unit struct {
	t       *testing.T
	replica *care.Replica
	confirm bool
	older   bool // older files have the last word
	known   care.Standing
}

func newUnit(t *testing.T) *unit {
	return &unit{t: t, replica: care.NewReplica(), known: care.NewStanding()}
}

// file takes a file in and tells what it meant.
func (u *unit) file(b care.Batch) care.Changes {
	u.t.Helper()
	c := u.weigh(b)
	u.replica.Apply(c)
	u.known.Take(c.Standing)
	return c
}

// weigh only tells what a file would mean.
func (u *unit) weigh(b care.Batch) care.Changes {
	return u.replica.Reconcile(b, care.Reconciling{Now: morning, AsOf: morning.Add(-time.Hour), ConfirmGone: u.confirm, TakeOlder: u.older, Standing: u.known,
		Name: func(kind, natural string) string { return kind + ":" + natural }})
}

func (u *unit) counts(c care.Changes, created, changed, unchanged, gone int) {
	u.t.Helper()
	if c.New != created || c.Changed != changed || c.Unchanged != unchanged || c.Gone != gone {
		u.t.Errorf("new %d changed %d unchanged %d gone %d, want %d %d %d %d",
			c.New, c.Changed, c.Unchanged, c.Gone, created, changed, unchanged, gone)
	}
}

// person finds the one person of a name.
func (u *unit) person(name string) *care.Person {
	u.t.Helper()
	var found []*care.Person
	u.replica.Each(care.KindPerson, func(item care.Item) {
		if p := item.(*care.Person); p.Name() == name {
			found = append(found, p)
		}
	})
	if len(found) != 1 {
		u.t.Fatalf("%d persons are called %s, want 1", len(found), name)
	}
	return found[0]
}

func (u *unit) dossier(name string) *care.Dossier {
	u.t.Helper()
	d, ok := u.replica.Dossier(u.person(name).ID, care.NextDay(morning, -1), care.NextDay(morning, 8), nil)
	if !ok {
		u.t.Fatalf("no dossier of %s", name)
	}
	return d
}

// personRow is a row of a person register.
func personRow(number care.PersonalID, given, family, street string) care.Incoming {
	p := &care.Person{PersonalID: number, Given: given, Family: family}
	if street != "" {
		p.Addresses = []care.Address{{Street: street}}
	}
	return care.Incoming{Item: p, Whose: care.PersonKey{PersonalID: number, Name: given + " " + family, Street: street}}
}

func with(in care.Incoming, change func(*care.Person)) care.Incoming {
	change(in.Item.(*care.Person))
	return in
}

func persons(format string, rows ...care.Incoming) care.Batch {
	return care.Batch{Format: format, Kinds: []care.Kind{care.KindPerson}, FullList: true, Incoming: numbered(rows)}
}

func numbered(rows []care.Incoming) []care.Incoming {
	for i := range rows {
		rows[i].Row = i + 2
	}
	return rows
}

// at is a time of the day of the tests, or of the next day from 24 on.
func at(hour, minute int) time.Time {
	return time.Date(2026, 11, 23, hour, minute, 0, 0, care.Stockholm)
}

func visitRow(whose care.PersonKey, route string, start time.Time, minutes int) care.Incoming {
	return care.Incoming{Whose: whose, Item: &care.Visit{Kind: care.VisitVisit, Route: route, Start: start,
		End: start.Add(time.Duration(minutes) * time.Minute), Service: []string{"Tillsyn"}}}
}

func visits(rows ...care.Incoming) care.Batch {
	return care.Batch{Format: schedule, Kinds: []care.Kind{care.KindVisit}, FullList: true, Incoming: numbered(rows)}
}

func TestARegisterSaysWhatIsNewChangedUnchangedAndGone(t *testing.T) {
	u := newUnit(t)
	first := func() care.Batch {
		return persons(register,
			personRow("192401297250", "Elsa", "Lund", "Storgatan 1"),
			personRow("192402149237", "Åke", "Ström", "Storgatan 2"),
			personRow("192402239269", "Örjan", "Äng", "Storgatan 3"))
	}
	u.counts(u.file(first()), 3, 0, 0, 0)

	again := u.file(first())
	u.counts(again, 0, 0, 3, 0)
	if len(again.Puts)+len(again.Drops) != 0 {
		t.Errorf("the same file again stores %d items and drops %d", len(again.Puts), len(again.Drops))
	}

	moved := u.file(persons(register,
		personRow("192401297250", "Elsa", "Lund", "Nygatan 9"),
		personRow("192402149237", "Åke", "Ström", "Storgatan 2"),
		personRow("192402289223", "Ny", "Person", "Storgatan 4")))
	u.counts(moved, 1, 1, 1, 1)
	if moved.Held {
		t.Error("a single person who is missing was held back")
	}
	if p := u.person("Örjan Äng"); !p.Gone() || !p.GoneSince.Equal(morning) {
		t.Errorf("Örjan is gone since %v, want %v", p.GoneSince, morning)
	}
	if got := u.person("Elsa Lund").Address().Street; got != "Nygatan 9" {
		t.Errorf("Elsa lives at %q", got)
	}
	rows := map[int]care.Outcome{}
	for _, row := range moved.Rows {
		rows[row.Row] = row.Outcome
	}
	if rows[2] != care.OutcomeChanged || rows[3] != care.OutcomeUnchanged || rows[4] != care.OutcomeNew || rows[0] != care.OutcomeGone {
		t.Errorf("outcomes by row: %v", rows)
	}

	u.counts(u.file(first()), 0, 2, 1, 1)
	if u.person("Örjan Äng").Gone() {
		t.Error("Örjan is in the list again and still gone")
	}
}

// Given a list that lost much, when nobody confirms, then nobody is marked as gone.
func TestMuchThatIsGoneIsHeldUntilConfirmed(t *testing.T) {
	for _, c := range []struct {
		had, left int
		held      bool
	}{
		{10, 8, false}, // exactly a fifth
		{10, 7, true},
		{4, 3, false}, // one alone is never held
		{4, 2, true},
		{60, 48, false},
		{60, 47, true},
	} {
		t.Run(fmt.Sprintf("%d of %d left", c.left, c.had), func(t *testing.T) {
			u := newUnit(t)
			list := func(n int) care.Batch {
				var rows []care.Incoming
				for i := range n {
					rows = append(rows, personRow(care.PersonalID(fmt.Sprintf("R%d", i)), "Person", fmt.Sprintf("Nr%d", i), ""))
				}
				return persons(register, rows...)
			}
			u.file(list(c.had))
			out := u.file(list(c.left))
			if out.Held != c.held || out.Gone != c.had-c.left {
				t.Errorf("held %v gone %d, want %v %d", out.Held, out.Gone, c.held, c.had-c.left)
			}
			if got := len(u.replica.Persons()); c.held && got != c.had {
				t.Errorf("%d persons left although the file was held, want %d", got, c.had)
			}
			u.confirm = true
			u.file(list(c.left))
			if got := len(u.replica.Persons()); got != c.left {
				t.Errorf("%d persons after confirmation, want %d", got, c.left)
			}
		})
	}
}

func TestWhatAFileDoesNotCoverStays(t *testing.T) {
	u := newUnit(t)
	u.file(persons(register, personRow("192401297250", "Elsa", "Lund", "Storgatan 1")))
	elsa, ake := care.PersonKey{PersonalID: "192401297250"}, care.PersonKey{Name: "Åke Ström", Street: "Storgatan 2"}
	u.file(visits(visitRow(elsa, "Slinga 1", at(8, 0), 20), visitRow(ake, "Slinga 2", at(8, 0), 20)))

	out := u.file(visits(visitRow(elsa, "Slinga 1", at(9, 0), 20), visitRow(elsa, "Slinga 1", at(12, 0), 20)))
	if got := len(u.dossier("Åke Ström").Visits); got != 1 {
		t.Errorf("a file about route 1 left %d visits on route 2, want 1", got)
	}
	u.counts(out, 1, 1, 0, 0)

	u.file(persons(register, personRow("192401297250", "Elsa", "Lund", "Storgatan 1")))
	if u.person("Åke Ström").Gone() {
		t.Error("somebody known from the schedule only is gone because a register lacks them")
	}
	u.file(persons(register, personRow("192401297250", "Elsa", "Lund", "Storgatan 1"), personRow("192402149237", "Åke", "Ström", "Storgatan 2")))
	u.file(persons(register, personRow("192401297250", "Elsa", "Lund", "Storgatan 1")))
	if !u.person("Åke Ström").Gone() {
		t.Error("the register held Åke and lacks him now, and he isn't gone")
	}
}

func TestAVisitThatMovesStaysOneVisit(t *testing.T) {
	u := newUnit(t)
	elsa := care.PersonKey{PersonalID: "192401297250", Name: "Elsa Lund"}
	u.file(visits(visitRow(elsa, "Slinga 1", at(8, 0), 20), visitRow(elsa, "Slinga 1", at(12, 0), 30)))
	before := u.dossier("Elsa Lund").Visits

	changed := func() care.Batch {
		return visits(visitRow(elsa, "Slinga 1", at(8, 30), 20), visitRow(elsa, "Slinga 1", at(12, 0), 30))
	}
	u.counts(u.file(changed()), 0, 1, 1, 0)
	after := u.dossier("Elsa Lund").Visits
	if len(after) != 2 || after[0].ID != before[0].ID || !after[0].Start.Equal(at(8, 30)) {
		t.Errorf("after the move: %d visits, first at %v", len(after), after[0].Start)
	}
	u.counts(u.file(changed()), 0, 0, 2, 0)

	cancelled := u.file(visits(visitRow(elsa, "Slinga 1", at(12, 0), 30)))
	u.counts(cancelled, 0, 0, 1, 1)
	if got := len(u.dossier("Elsa Lund").Visits); got != 1 {
		t.Errorf("%d visits after a cancelled one, want 1", got)
	}
}

func TestTwoHalvesOfADoubleVisitStayTwo(t *testing.T) {
	u := newUnit(t)
	elsa := care.PersonKey{PersonalID: "192401297250", Name: "Elsa Lund"}
	both := func() care.Batch {
		a, b := visitRow(elsa, "Slinga 1", at(8, 0), 20), visitRow(elsa, "Slinga 1", at(8, 0), 20)
		a.Item.(*care.Visit).Double, b.Item.(*care.Visit).Double = "D1", "D1"
		return visits(a, b)
	}
	u.counts(u.file(both()), 2, 0, 0, 0)
	u.counts(u.file(both()), 0, 0, 2, 0)
}

// hidden tells whether nothing outside the secrets holds any of the words.
func (u *unit) hidden(words ...string) {
	u.t.Helper()
	for _, kind := range care.Kinds() {
		u.replica.Each(kind, func(item care.Item) {
			for _, word := range words {
				if strings.Contains(fmt.Sprintf("%+v", item), word) {
					u.t.Errorf("%s in the open: a %s", word, kind)
				}
			}
		})
	}
}

// Given a person with protected identity, whichever file comes first: where she lives, how she is
// reached, how her door opens and who her relatives are lie in the secrets and nowhere else.
func TestProtectedFieldsMoveToTheSecretsWhicheverFileComesFirst(t *testing.T) {
	birgit := care.PersonKey{PersonalID: "192403027093", Name: "Birgit Hult"}
	files := map[string]func() care.Batch{
		"register": func() care.Batch {
			row := with(personRow(birgit.PersonalID, "Birgit", "Hult", "Hemlighetsvägen 7"), func(p *care.Person) {
				p.Protected, p.Note = true, "Ring på hos Grannvik"
				p.Phones = []care.Phone{{Number: "070-1740600"}}
				p.Emails = []string{"birgit@post.example"}
				p.Keys = []care.KeyInfo{{Kind: care.ClientKeyNumber, Value: "N777"}}
			})
			return persons(register, row)
		},
		"relatives": func() care.Batch {
			rel := &care.Relative{Given: "Systera", Family: "Hultin", Phones: []care.Phone{{Number: "070-1740601"}}}
			return care.Batch{Format: "table.relatives", Kinds: []care.Kind{care.KindRelative}, Incoming: []care.Incoming{{Item: rel, Whose: birgit}}}
		},
		"schedule": func() care.Batch {
			row := visitRow(birgit, "Slinga 1", at(8, 0), 20)
			v := row.Item.(*care.Visit)
			v.Place, v.Note, v.Text = "Hemlighetsvägen 7", "Porten mot Bakgården", "Nyckel i Skrinet"
			v.Keys = []care.KeyInfo{{Kind: care.ClientKeyCode, Value: "K4242"}}
			return visits(row)
		},
	}
	names := []string{"register", "relatives", "schedule"}
	for _, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		var told []string
		for _, i := range order {
			told = append(told, names[i])
		}
		t.Run(strings.Join(told, " then "), func(t *testing.T) {
			u := newUnit(t)
			for _, name := range told {
				u.file(files[name]())
			}
			u.hidden("Hemlighetsvägen", "070-17406", "birgit@", "N777", "K4242", "Systera", "Bakgården", "Skrinet", "Grannvik")
			s, ok := u.replica.Secrets(u.person("Birgit Hult").ID)
			if !ok || len(s.Addresses) != 1 || s.Addresses[0].Street != "Hemlighetsvägen 7" || len(s.Phones) != 1 || len(s.Keys) != 2 || len(s.Relatives) != 1 {
				t.Fatalf("secrets: %+v", s)
			}
			d := u.dossier("Birgit Hult")
			if !d.Shielded || len(d.Relatives) != 0 || len(d.Keys()) != 0 || len(d.Visits) != 1 || len(d.Visits[0].Service) != 1 {
				t.Errorf("the dossier shows too much, or not that she is protected: %+v", d)
			}
			open := d.Unshield(s)
			if open.Shielded || open.Person.Address().Street != "Hemlighetsvägen 7" || len(open.Relatives) != 1 || len(open.Person.Keys) != 2 {
				t.Errorf("asked for with a reason, the protected fields aren't all there: %+v", open)
			}
			if f := d.Person.Findable(); len(f.Other) != 0 {
				t.Errorf("she can be found by %v", f.Other)
			}
			for _, name := range told {
				if again := u.file(files[name]()); again.New+again.Changed+again.Gone+len(again.Puts)+len(again.Drops) != 0 {
					t.Errorf("%s again: new %d changed %d gone %d, %d stored", name, again.New, again.Changed, again.Gone, len(again.Puts))
				}
			}
		})
	}
}

func TestWhereAProtectedPersonStaysIsNotTold(t *testing.T) {
	away := func() care.Batch {
		return care.Batch{Format: "table.absences", Kinds: []care.Kind{care.KindAbsence}, Incoming: []care.Incoming{{Row: 2, Whose: karin,
			Item: &care.Absence{From: at(8, 0), To: at(20, 0), Reason: "Avlastning", Note: "Hos dottern, Lilla Gränd 4"}}}}
	}
	flagged := func() care.Batch {
		return persons(register, with(karinRow("Storgatan 1", "1"), func(p *care.Person) { p.Protected = true }))
	}
	for _, order := range [][]func() care.Batch{{away, flagged}, {flagged, away}} {
		u := newUnit(t)
		for _, file := range order {
			u.file(file())
		}
		u.hidden("dottern", "Gränd", "Storgatan")
		if d := u.dossier("Karin Ek"); len(d.Absences) != 1 || !d.Absences[0].Covers(morning) {
			t.Errorf("that she is away must be known: %+v", d.Absences)
		}
		u.counts(u.file(away()), 0, 0, 1, 0)
	}
}

func TestOnlyTheSourceThatSetAProtectionTakesItBack(t *testing.T) {
	u := newUnit(t)
	row := func(protected bool) care.Incoming {
		return with(personRow("192403027093", "Birgit", "Hult", "Hemlighetsvägen 7"), func(p *care.Person) { p.Protected = protected })
	}
	rel := care.Batch{Format: "table.relatives", Kinds: []care.Kind{care.KindRelative}, Incoming: []care.Incoming{{
		Item: &care.Relative{Given: "Systera", Family: "Hultin"}, Whose: care.PersonKey{PersonalID: "192403027093"}}}}
	u.file(persons(register, row(true)))
	u.file(rel)
	u.file(persons(lifecare, row(false)))
	if !u.person("Birgit Hult").Protected {
		t.Fatal("another source took the protection back")
	}
	u.hidden("Hemlighetsvägen", "Systera")

	u.file(persons(lifecare, row(true)))
	u.file(persons(register, row(false)))
	if p := u.person("Birgit Hult"); !p.Protected || !slices.Equal(p.ProtectedBy, []string{lifecare}) {
		t.Fatalf("protected %v by %v, want by %s", p.Protected, p.ProtectedBy, lifecare)
	}
	u.hidden("Hemlighetsvägen", "Systera")

	u.file(persons(lifecare, row(false)))
	p, d := u.person("Birgit Hult"), u.dossier("Birgit Hult")
	if p.Protected || p.Address().Street != "Hemlighetsvägen 7" || len(d.Relatives) != 1 || d.Shielded {
		t.Errorf("after every source took it back: protected %v, %d relatives, shielded %v", p.Protected, len(d.Relatives), d.Shielded)
	}
	if _, ok := u.replica.Secrets(p.ID); ok {
		t.Error("there are still secrets")
	}
}

func TestASingleProtectedPhoneIsKeptApart(t *testing.T) {
	u := newUnit(t)
	u.file(persons(register, with(personRow("192401297250", "Elsa", "Lund", "Storgatan 1"), func(p *care.Person) {
		p.Phones = []care.Phone{{Number: "070-1740602", Protected: true}, {Number: "0980-319200"}}
	})))
	u.hidden("070-1740602")
	if p := u.person("Elsa Lund"); len(p.Phones) != 1 || p.Address().Street != "Storgatan 1" {
		t.Errorf("the open fields went too: %+v", p)
	}
}

// A relative who is deleted in the source must not be called any more, protected or not.
func TestADeletedRelativeGoes(t *testing.T) {
	for _, protected := range []bool{false, true} {
		t.Run(fmt.Sprintf("protected %v", protected), func(t *testing.T) {
			u := newUnit(t)
			key := care.PersonKey{PersonalID: "192403027093"}
			u.file(persons(register, with(personRow(key.PersonalID, "Birgit", "Hult", ""), func(p *care.Person) { p.Protected = protected })))
			const format = "lifecare.relatives"
			rel := &care.Relative{Given: "Förre", Family: "Maken"}
			rel.SourceID = "17"
			u.file(care.Batch{Format: format, Kinds: []care.Kind{care.KindRelative}, Incoming: []care.Incoming{{Item: rel, Whose: key}}})
			gone := care.Batch{Format: format, Kinds: []care.Kind{care.KindRelative}, Removed: []care.Removed{{Kind: care.KindRelative, SourceID: "17"}}}
			u.counts(u.file(gone), 0, 0, 0, 1)
			d := u.dossier("Birgit Hult")
			if s, ok := u.replica.Secrets(d.Person.ID); ok {
				d = d.Unshield(s)
			}
			if len(d.Relatives) != 0 {
				t.Errorf("%d relatives are still to be called", len(d.Relatives))
			}
			u.counts(u.file(gone), 0, 0, 0, 0)
		})
	}
}

func TestDeletedPersonsAndRevokedShiftsGo(t *testing.T) {
	u := newUnit(t)
	elsa := care.PersonKey{PersonalID: "192401297250", Name: "Elsa Lund"}
	u.file(persons(lifecare, personRow(elsa.PersonalID, "Elsa", "Lund", "Storgatan 1"), personRow("192402149237", "Åke", "Ström", "")))
	const shifts = "lifecare.workshifts"
	shift := &care.Workshift{Staff: "Sara Ek", Start: at(7, 0), End: at(16, 0)}
	shift.SourceID = "900"
	visit := visitRow(elsa, "", at(8, 0), 20)
	visit.Item.(*care.Visit).ShiftID, visit.Item.(*care.Visit).SourceID = "900", "901"
	u.file(care.Batch{Format: shifts, Kinds: []care.Kind{care.KindShift, care.KindVisit}, Incoming: []care.Incoming{{Item: shift}, visit}})
	if len(u.dossier("Elsa Lund").Visits) != 1 {
		t.Fatal("the visit of the shift didn't come in")
	}

	u.counts(u.file(care.Batch{Format: shifts, Kinds: []care.Kind{care.KindShift}, Removed: []care.Removed{{Kind: care.KindShift, SourceID: "900"}}}), 0, 0, 0, 2)
	if got := len(u.dossier("Elsa Lund").Visits); got != 0 {
		t.Errorf("%d visits of a revoked shift are left", got)
	}

	u.file(care.Batch{Format: lifecare, Kinds: []care.Kind{care.KindPerson}, Removed: []care.Removed{{Kind: care.KindPerson, Whose: care.PersonKey{PersonalID: "192402149237"}}}})
	if !u.person("Åke Ström").Gone() || u.person("Elsa Lund").Gone() {
		t.Error("the deleted person and nobody else should be gone")
	}
}

func TestWhomARowIsAbout(t *testing.T) {
	known := persons(register,
		with(personRow("192401297250", "Elsa", "Lund", "Storgatan 1"), func(p *care.Person) {
			p.KnownAs = []care.SourceNumber{{System: "kundnr", Number: "12"}}
		}),
		personRow("192402149237", "Åke", "Ström", "Storgatan 2"),
		personRow("192402239269", "Anna", "Berg", "Storgatan 3"),
		personRow("192402289223", "Anna", "Berg", "Storgatan 4"))
	for _, c := range []struct {
		name    string
		key     care.PersonKey
		street  string // of the one who is meant; empty for somebody new
		warning string
		refused bool
	}{
		{"by number", care.PersonKey{PersonalID: "192401297250", Name: "E Lund-Ny", Street: "Annan väg 1"}, "Storgatan 1", "", false},
		{"by name and street", care.PersonKey{Name: "Ström, Åke", Street: "storgatan 2"}, "Storgatan 2", "", false},
		{"by name alone when the row has no street", care.PersonKey{Name: "Åke Ström"}, "Storgatan 2", "", false},
		{"not by name alone with another street", care.PersonKey{Name: "Åke Ström", Street: "Byvägen 5"}, "", "same_name_other_address", false},
		{"two of the name, told apart by street", care.PersonKey{Name: "Anna Berg", Street: "Storgatan 4"}, "Storgatan 4", "", false},
		{"two of the name and nothing else", care.PersonKey{Name: "Anna Berg"}, "", "ambiguous_person", true},
		{"by the number of the source system", care.PersonKey{Numbers: []care.SourceNumber{{System: "kundnr", Number: "12"}}, Name: "Elsa Lund"}, "Storgatan 1", "", false},
		{"the number of the system with quite another name", care.PersonKey{Numbers: []care.SourceNumber{{System: "kundnr", Number: "12"}}, Name: "Rut Sten"}, "", "number_name_differs", false},
		{"another number than the person's own", care.PersonKey{PersonalID: "192403027093", Name: "Åke Ström"}, "", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := newUnit(t)
			u.file(known)
			out := u.file(visits(visitRow(c.key, "Slinga 1", at(8, 0), 20)))
			if (len(out.Errors) == 1) != c.refused {
				t.Fatalf("errors: %v, refused should be %v", out.Errors, c.refused)
			}
			codes := ""
			for _, w := range out.Warnings {
				codes += w.Code
			}
			if codes != c.warning {
				t.Errorf("warnings %q, want %q", codes, c.warning)
			}
			if c.refused {
				return
			}
			var whose *care.Person
			for _, row := range out.Rows {
				whose = row.Person
			}
			if c.street != "" && (whose == nil || whose.Address().Street != c.street) {
				t.Errorf("the visit is about %+v, want who lives at %s", whose, c.street)
			}
			if c.street == "" && len(u.replica.Persons()) != 5 {
				t.Errorf("%d persons, want a fifth", len(u.replica.Persons()))
			}
			u.counts(u.file(visits(visitRow(c.key, "Slinga 1", at(8, 0), 20))), 0, 0, 1, 0)
		})
	}
}

func TestTwoSourcesAboutARelativeMeetInTheDossier(t *testing.T) {
	u := newUnit(t)
	elsa := care.PersonKey{PersonalID: "192401297250", Name: "Elsa Lund"}
	list := func(format string, rels ...*care.Relative) care.Batch {
		b := care.Batch{Format: format, Kinds: []care.Kind{care.KindRelative}}
		for _, rel := range rels {
			b.Incoming = append(b.Incoming, care.Incoming{Item: rel, Whose: elsa})
		}
		return b
	}
	yes := true
	u.file(list("lifecare.relatives", &care.Relative{Given: "Eva", Family: "Lund", Relation: "Dotter", FirstContact: true, Phones: []care.Phone{{Number: "070-174 06 03"}}},
		&care.Relative{Given: "Nils", Family: "Lund", Relation: "Son"}))
	fromTable := func() care.Batch {
		return list("table.relatives", &care.Relative{Whole: "Lund, Eva", Night: &yes, Phones: []care.Phone{{Number: "0701740603"}, {Number: "0980-319201"}}})
	}
	u.file(fromTable())
	relatives := u.dossier("Elsa Lund").Relatives
	if len(relatives) != 2 {
		t.Fatalf("%d relatives, want 2", len(relatives))
	}
	eva := relatives[0]
	if eva.Name() != "Eva Lund" || eva.Relation != "Dotter" || !eva.FirstContact || eva.Night == nil || !*eva.Night || len(eva.Phones) != 2 {
		t.Errorf("Eva as two sources know her: %+v", eva)
	}
	u.counts(u.file(fromTable()), 0, 0, 1, 0)
}

func TestFieldsThatAFileLacksKeepWhatIsKnown(t *testing.T) {
	u := newUnit(t)
	u.file(persons(register, with(personRow("192401297250", "Elsa", "Lund", "Storgatan 1"), func(p *care.Person) {
		p.Addresses[0].EntryCode = "4405"
		p.Phones = []care.Phone{{Number: "0980-319200"}}
		p.Keys = []care.KeyInfo{{Kind: care.ClientKeyNumber, Value: "N1"}}
		p.Note = "Hund"
	})))
	keys := persons("table.keys", with(personRow("192401297250", "Elsa", "Lund", ""), func(p *care.Person) {
		p.Keys = []care.KeyInfo{{Kind: care.ClientKeyNumber, Value: "N2"}}
	}))
	keys.Fields, keys.FullList = map[care.Field]bool{care.FieldKeys: true, care.FieldPersonalID: true}, false
	u.counts(u.file(keys), 0, 1, 0, 0)
	p := u.person("Elsa Lund")
	if p.Address().Street != "Storgatan 1" || len(p.Phones) != 1 || p.Note != "Hund" || p.Keys[0].Value != "N2" {
		t.Errorf("after a list of keys: %+v", p)
	}

	addresses := persons("table.addresses", personRow("192401297250", "Elsa", "Lund", "STORGATAN 1"))
	addresses.Fields, addresses.FullList = map[care.Field]bool{care.FieldName: true, care.FieldAddress: true}, false
	u.file(addresses)
	if got := u.person("Elsa Lund").Address().EntryCode; got != "4405" {
		t.Errorf("the entry code of an unchanged address is %q", got)
	}
	empty := persons("table.phones", personRow("192401297250", "Elsa", "Lund", ""))
	empty.Fields, empty.FullList = map[care.Field]bool{care.FieldPhone: true}, false
	u.file(empty)
	if got := len(u.person("Elsa Lund").Phones); got != 0 {
		t.Errorf("%d phones although the file has the column and the cell is empty", got)
	}
}

func TestWarningsThatAreTakenBackGo(t *testing.T) {
	u := newUnit(t)
	elsa := care.PersonKey{PersonalID: "192401297250", Name: "Elsa Lund"}
	critical := func(texts ...string) care.Batch {
		b := care.Batch{Format: "lifecare.critical", Kinds: []care.Kind{care.KindWarning}, CompleteFor: []care.PersonKey{elsa}}
		for _, s := range texts {
			b.Incoming = append(b.Incoming, care.Incoming{Whose: elsa, Item: &care.Warning{What: care.WarningWarning, Text: s}})
		}
		return b
	}
	u.file(critical("Penicillin", "Faller"))
	u.counts(u.file(critical("Penicillin")), 0, 0, 1, 1)
	if got := u.dossier("Elsa Lund").Warnings; len(got) != 1 || got[0].Text != "Penicillin" {
		t.Errorf("warnings left: %v", got)
	}
}

func TestWeighingAFileChangesNothing(t *testing.T) {
	u := newUnit(t)
	u.file(persons(register, personRow("192401297250", "Elsa", "Lund", "Storgatan 1")))
	u.weigh(persons(register, personRow("192402149237", "Åke", "Ström", "Storgatan 2"), with(personRow("192401297250", "Elsa", "Lund", "Nygatan 9"), func(p *care.Person) { p.Protected = true })))
	if p := u.person("Elsa Lund"); p.Protected || p.Address().Street != "Storgatan 1" || u.replica.Len(care.KindPerson) != 1 {
		t.Errorf("a preview changed the replica: %+v", p)
	}
}

func TestAShiftThatComesAgainWithoutAVisitLosesIt(t *testing.T) {
	u := newUnit(t)
	elsa := care.PersonKey{PersonalID: "192401297250", Name: "Elsa Lund"}
	shifts := func(visitIDs ...string) care.Batch {
		shift := &care.Workshift{Staff: "Sara Ek", Start: at(7, 0), End: at(16, 0)}
		shift.SourceID = "900"
		b := care.Batch{Format: "lifecare.workshifts", Kinds: []care.Kind{care.KindShift, care.KindVisit}, Incoming: []care.Incoming{{Item: shift}}}
		for _, id := range visitIDs {
			row := visitRow(elsa, "", at(int(id[2]-'0')+6, 0), 20)
			row.Item.(*care.Visit).ShiftID, row.Item.(*care.Visit).SourceID = "900", id
			b.Incoming = append(b.Incoming, row)
		}
		return b
	}
	u.file(shifts("901", "902", "903"))
	u.counts(u.file(shifts("901", "903")), 0, 0, 3, 1)
	if got := len(u.dossier("Elsa Lund").Visits); got != 2 {
		t.Errorf("%d visits are left, want 2", got)
	}
	u.counts(u.file(shifts("901", "902", "903")), 0, 1, 3, 0)
}

func TestACentenarianWrittenWithAHyphenIsFound(t *testing.T) {
	u := newUnit(t)
	u.file(persons(lifecare, personRow("192401297250", "Elsa", "Lund", "Storgatan 1")))
	id, _ := care.ReadPersonalID("240129-7250", morning)
	if id != "202401297250" {
		t.Fatalf("read as %s: by law the hyphen means under a hundred years", id)
	}
	u.counts(u.file(visits(visitRow(care.PersonKey{PersonalID: id, Name: "Lund, Elsa"}, "Slinga 1", at(8, 0), 20))), 1, 0, 0, 0)
	if got := len(u.dossier("Elsa Lund").Visits); got != 1 {
		t.Errorf("%d visits, want 1", got)
	}
	u.file(visits(visitRow(care.PersonKey{PersonalID: id, Name: "Bo Barn"}, "Slinga 2", at(8, 0), 20)))
	if u.person("Bo Barn").PersonalID == "192401297250" {
		t.Error("another name is another person")
	}
}

func TestACentenarianIsOnePersonWhicheverNumberComesFirst(t *testing.T) {
	young, old := personRow("202401297250", "Elsa", "Lund", "Storgatan 1"), personRow("192401297250", "Elsa", "Lund", "Storgatan 1")
	for name, files := range map[string][]care.Batch{
		"the short one first": {persons(register, young), persons(lifecare, old)},
		"the short one last":  {persons(lifecare, old), persons(register, young)},
	} {
		u := newUnit(t)
		for _, b := range append(files, files...) {
			u.file(b)
		}
		if got := u.person("Elsa Lund").PersonalID; got != "192401297250" {
			t.Errorf("%s: the number is %s", name, got)
		}
	}
}

func TestANumberOfSeveralPersonsDecidesNothing(t *testing.T) {
	u := newUnit(t)
	seven := care.SourceNumber{System: "kundnr", Number: "7"}
	row := func(given, family string) care.Incoming {
		in := personRow("", given, family, "")
		in.Item.(*care.Person).KnownAs = []care.SourceNumber{seven}
		in.Whose.Numbers = []care.SourceNumber{seven}
		return in
	}
	u.file(persons(register, row("Elsa", "Lund"), row("Åke", "Ström")))
	for range 20 { // the order of a map must not decide
		c := u.weigh(visits(visitRow(care.PersonKey{Numbers: []care.SourceNumber{seven}}, "Slinga 1", at(8, 0), 20)))
		if len(c.Errors) != 1 || c.Errors[0].Code != "ambiguous_person" || c.New != 0 {
			t.Fatalf("errors %v, %d new: a number that two have must be refused", c.Errors, c.New)
		}
	}
	u.counts(u.file(visits(visitRow(care.PersonKey{Numbers: []care.SourceNumber{seven}, Name: "Ström, Åke"}, "Slinga 1", at(8, 0), 20))), 1, 0, 0, 0)
	if len(u.dossier("Åke Ström").Visits) != 1 {
		t.Error("number and name together must decide")
	}
}

// A row that can't be read may be the very one that is missing: nobody is gone for it until a person
// has looked.
func TestWhatCanNotBeReadIsNotGone(t *testing.T) {
	u := newUnit(t)
	u.file(visits(visitRow(karin, "Slinga 1", at(8, 0), 30), visitRow(karin, "Slinga 1", at(12, 0), 30), visitRow(karin, "Slinga 1", at(20, 0), 30)))
	damaged := visits(visitRow(karin, "Slinga 1", at(8, 0), 30), visitRow(karin, "Slinga 1", at(12, 0), 30))
	damaged.Errors = []care.RowProblem{{Row: 4, Code: "bad_time"}}
	c := u.file(damaged)
	if !c.Held || len(u.dossier("Karin Ek").Visits) != 3 {
		t.Errorf("held %v, %d visits left", c.Held, len(u.dossier("Karin Ek").Visits))
	}
	u.confirm = true
	u.counts(u.file(damaged), 0, 0, 2, 1)
}

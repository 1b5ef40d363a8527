// Package sheettest is an invented home-care unit for the tests of sheets and paper: 60 persons,
// day, evening and night routes, double-staffed visits, two protected identities, a very long
// name. The identity numbers are Skatteverket's published test numbers; no real person has one.
package sheettest

import (
	"fmt"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

var numbers = []care.PersonalID{
	"192401297250", "192402149237", "192402239269", "192402289223", "192403027093",
	"192403229269", "192404019248", "192404069151", "192405299245", "192406099198",
	"192407279195", "192409099054", "192409299241", "192410019190", "192410068338",
	"192411026301", "192411119213", "192411219047", "192411249267", "192412309268",
	"192502249242", "192503239234", "192504289253", "192505139267", "192506189220",
	"192506279211", "192507176937", "192508298037", "192509189250", "192510067560",
	"192512079233", "192512177011", "192601049030", "192601108356", "192601177310",
	"192601239243", "192602097095", "192602129013", "192603069234", "192603189123",
	"192604019253", "192605049093", "192605218110", "192607309198", "192608129090",
	"192609029224", "192609137043", "192609299231", "192611038387", "192611099199",
	"192612049029", "192701228138", "192702109105", "192703308490", "192704019229",
	"192704209036", "192705178354", "192705187892", "192705199236", "192705219240",
}

var (
	given  = []string{"Åke", "Märta", "Göran", "Ingegärd", "Örjan", "Astrid", "Sven-Erik", "Ulla-Britt", "Hjördis", "Nils", "Aino", "Bengt"}
	family = []string{"Öberg", "Håkansson", "Sjöström", "Lindqvist", "Åkerblom", "Väisänen", "Björklund", "Wahlström", "Nyqvist-Hällström", "Ek"}
	staff  = []string{"Karin S", "Anna B", "Mehmet Y", "Söderlund Eva", "Jonas Ö", "Fatima A", "Lisbeth K", "Per-Olof D"}
	street = []string{"Björkvägen", "Åsgatan", "Södra Järnvägsgatan", "Kyrkbacken", "Ölandsgränd"}
)

// Now is the moment of the tests: Monday 23 November 2026, 14:05 in Stockholm.
var Now = time.Date(2026, 11, 23, 14, 5, 0, 0, care.Stockholm)

// Imported is when the data left Lifecare.
var Imported = time.Date(2026, 11, 23, 5, 30, 0, 0, time.UTC)

// Persons with something special about them.
const (
	Long      = "p07" // a name of 200 characters
	Protected = "p11" // protected registration, with fields that must not be printed
	Bare      = "p13" // nothing but a number
	Rich      = "p00" // warnings, relatives, contacts, plan, note
)

// Leak stands in every protected field of Protected; no sheet may hold it.
const Leak = "HEMLIGT"

// Unit is the unit with its replica.
type Unit struct {
	Replica *care.Replica
	Fresh   care.Freshness
}

// New makes the unit, the same each time.
func New() *Unit {
	u := &Unit{Replica: care.NewReplica(), Fresh: care.Freshness{}}
	for _, kind := range care.Kinds() {
		u.Fresh.Note(kind, Imported)
	}
	for i := range numbers {
		u.person(i)
	}
	for day := range 4 {
		u.visits(care.NextDay(Now, 1+day))
	}
	return u
}

// Setting is the setting in which the tests make sheets, in Swedish.
func (u *Unit) Setting() sheet.Setting {
	return sheet.Setting{Words: text.For(text.Swedish), Now: Now, Persons: u.Replica.Person, Visits: u.Replica.VisitsOn}
}

// Dossier is everything about a person, with the visits of the next four days.
func (u *Unit) Dossier(id string) *care.Dossier {
	d, ok := u.Replica.Dossier(id, care.NextDay(Now, 1), care.NextDay(Now, 5), u.Fresh)
	if !ok {
		panic("sheettest: no person " + id)
	}
	return d
}

// IDs lists the persons in order.
func (u *Unit) IDs() []string {
	ids := make([]string, len(numbers))
	for i := range ids {
		ids[i] = id(i)
	}
	return ids
}

// Tomorrow is the first day with visits.
func Tomorrow() time.Time { return care.NextDay(Now, 1) }

// Binder is the unit's whole binder: schedules by route, then each person's sheets.
func (u *Unit) Binder() sheet.Document {
	s := u.Setting()
	doc := sheet.Document{Title: "Avbrottspärm", Subtitle: "Hela enheten", Unit: "Hemtjänst Norra Ängen", PrintedAt: Now,
		PrintedBy: "Lena Åström, enhetschef", Head: "7KQ2-M9XA-4TRB-C3VZ", Cover: true, Words: s.Words}
	for _, route := range u.Replica.RoutesOn(Tomorrow()) {
		doc.Sheets = append(doc.Sheets, sheet.ScheduleByRoute(s, Tomorrow(), route, Imported))
	}
	for _, id := range u.IDs() {
		d := u.Dossier(id)
		doc.Sheets = append(doc.Sheets, sheet.PersonCard(s, d), sheet.Plan(s, d),
			sheet.ScheduleByPerson(s, d, []time.Time{Tomorrow()}), Journal(s, d), sheet.Signing(s, d, Now))
	}
	return doc
}

func id(i int) string { return fmt.Sprintf("p%02d", i) }

func meta(format string, args ...any) care.Meta {
	return care.Meta{ID: fmt.Sprintf(format, args...), AsOf: Imported}
}

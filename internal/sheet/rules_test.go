package sheet_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
)

// Requirement 16, and the fields named there.
func TestNoSheetHoldsAProtectedField(t *testing.T) {
	u := sheettest.New()
	doc := u.Binder()
	for _, sh := range doc.Sheets {
		if strings.Contains(written(sh), sheettest.Leak) {
			t.Errorf("%s for %q holds a protected field", sh.Title, sh.Name)
		}
	}
	d := u.Dossier(sheettest.Protected)
	if card := written(sheet.PersonCard(u.Setting(), d)); !strings.Contains(card, d.Person.Name()) ||
		!strings.Contains(card, "Skyddade uppgifter") || !strings.Contains(card, "jordnötter") {
		t.Errorf("the card lacks name, sentence or warning:\n%s", card)
	}
}

// The intake moves protected fields out of the person; a dossier then says so by Shielded alone.
func TestAShieldedDossierIsProtectedWithoutTheMark(t *testing.T) {
	u := sheettest.New()
	d := u.Dossier(sheettest.Protected)
	person := *d.Person
	person.Protected, d.Person, d.Shielded = false, &person, true
	s := u.Setting()
	for _, sh := range []sheet.Sheet{sheet.PersonCard(s, d), sheet.Plan(s, d), sheet.ScheduleByPerson(s, d, []time.Time{sheettest.Tomorrow()})} {
		if strings.Contains(written(sh), sheettest.Leak) {
			t.Errorf("%s holds a protected field", sh.Title)
		}
	}
}

// Nobody can tell of an unknown person that the identity isn't protected.
func TestAVisitToAnUnknownPersonIsShielded(t *testing.T) {
	u := sheettest.New()
	s := u.Setting()
	visit := &care.Visit{PersonID: "nobody", Kind: care.VisitVisit, Start: sheettest.Tomorrow().Add(8 * time.Hour),
		End: sheettest.Tomorrow().Add(9 * time.Hour), Place: sheettest.Leak, Note: sheettest.Leak, Text: sheettest.Leak,
		Name: sheettest.Leak, Keys: []care.KeyInfo{{Kind: care.ActivityKeyCode, Value: sheettest.Leak}}, Service: []string{"Tillsyn"}}
	day := care.RouteDay{Route: "R", Visits: []*care.Visit{visit}}
	for _, find := range []func(string) (*care.Person, bool){s.Persons, nil} {
		s.Persons = find
		got := written(sheet.ScheduleByRoute(s, sheettest.Tomorrow(), day, sheettest.Imported))
		if strings.Contains(got, sheettest.Leak) || !strings.Contains(got, "Tillsyn") {
			t.Errorf("printed:\n%s", got)
		}
	}
}

// A single address or number can be protected although the person isn't.
func TestAProtectedAddressOrNumberStaysOffThePaper(t *testing.T) {
	u := sheettest.New()
	d := u.Dossier(sheettest.Rich)
	person := *d.Person
	person.Addresses = []care.Address{{Street: sheettest.Leak, EntryCode: sheettest.Leak, Protected: true}}
	person.Phones = []care.Phone{{Number: sheettest.Leak, Protected: true}}
	d.Person = &person
	s := u.Setting()
	s.Persons = func(string) (*care.Person, bool) { return &person, true }
	visit := &care.Visit{PersonID: person.ID, Kind: care.VisitVisit, Start: sheettest.Tomorrow(), End: sheettest.Tomorrow(), Place: sheettest.Leak}
	for _, sh := range []sheet.Sheet{sheet.PersonCard(s, d),
		sheet.ScheduleByRoute(s, sheettest.Tomorrow(), care.RouteDay{Visits: []*care.Visit{visit}}, sheettest.Imported)} {
		got := written(sh)
		if strings.Contains(got, sheettest.Leak) || !strings.Contains(got, "Skyddad adress") {
			t.Errorf("printed:\n%s", got)
		}
	}
}

func TestAPersonsSheetsCarryNameAndNumber(t *testing.T) {
	for _, sh := range sheettest.New().Binder().Sheets {
		if sh.Kind != sheet.KindSchedule && (sh.Name == "" || sh.PersonalID == "" || sh.PersonID == "") {
			t.Errorf("%s has name %q, number %q", sh.Title, sh.Name, sh.PersonalID)
		}
	}
}

func TestHowATimeIsWritten(t *testing.T) {
	day := sheettest.Tomorrow()
	at := func(hour, minute int) time.Time { return day.Add(time.Duration(hour*60+minute) * time.Minute) }
	for name, c := range map[string]struct {
		visit care.Visit
		want  string
	}{
		"by day":           {care.Visit{Start: at(7, 30), End: at(8, 0)}, "07:30–08:00"},
		"past midnight":    {care.Visit{Start: at(23, 30), End: at(24, 15)}, "23:30–00:15 +1"},
		"until midnight":   {care.Visit{Start: at(23, 30), End: at(24, 0)}, "23:30–00:00"},
		"after midnight":   {care.Visit{Start: at(24, 10), End: at(24, 40)}, "00:10–00:40 / ons 25 nov"},
		"in another zone":  {care.Visit{Start: at(7, 30).UTC(), End: at(8, 0).UTC()}, "07:30–08:00"},
		"without an hour":  {care.Visit{Start: day, End: at(0, 20), AnyTime: true}, "Tid ej angiven / 20 min"},
		"without anything": {care.Visit{Start: day, End: day, AnyTime: true}, "Tid ej angiven"},
	} {
		t.Run(name, func(t *testing.T) {
			c.visit.Kind = care.VisitOther
			sh := sheet.ScheduleByRoute(sheettest.New().Setting(), day, care.RouteDay{Visits: []*care.Visit{&c.visit}}, sheettest.Imported)
			if got := cell(sh.Blocks[0].(sheet.Table).Rows[0].Cells[0]); got != c.want {
				t.Errorf("got %q, should be %q", got, c.want)
			}
		})
	}
}

func TestVisitsWithoutAnHourComeFirstAndNightsLast(t *testing.T) {
	u := sheettest.New()
	rows := sheet.ScheduleByRoute(u.Setting(), sheettest.Tomorrow(), route(t, u, "Slinga 1"), sheettest.Imported).Blocks[0].(sheet.Table).Rows
	if !strings.HasPrefix(rows[0].Cells[0], "Tid ej angiven") {
		t.Errorf("the first row is %q", rows[0].Cells)
	}
	rows = sheet.ScheduleByRoute(u.Setting(), sheettest.Tomorrow(), route(t, u, "Natt"), sheettest.Imported).Blocks[0].(sheet.Table).Rows
	if last := rows[len(rows)-1].Cells[0]; !strings.Contains(last, "ons 25 nov") {
		t.Errorf("the last row is at %q", last)
	}
}

func TestTheHalvesOfADoubleVisitAreJoined(t *testing.T) {
	day := sheettest.Tomorrow()
	half := func(id, double, staff string, minute int) *care.Visit {
		return &care.Visit{Meta: care.Meta{ID: id}, PersonID: sheettest.Rich, Kind: care.VisitVisit, Double: double, Staff: staff, Route: "R" + id,
			Start: day.Add(time.Duration(8*60+minute) * time.Minute), End: day.Add(9 * time.Hour), Service: []string{"Förflyttning"}}
	}
	a, b, late, single := half("1", "D7", "Anna B", 0), half("2", "D7", "Karin S", 5), half("3", "2/2", "Per O", 0), half("4", "", "Eva L", 0)
	for name, c := range map[string]struct {
		route, day []*care.Visit
		rows       int
		want       string
	}{
		"same route, same id":       {[]*care.Visit{a, b}, nil, 1, "Dubbel: Anna B, Karin S"},
		"other route, same id":      {[]*care.Visit{a}, []*care.Visit{a, b, single}, 1, "Dubbel: Anna B, Karin S"},
		"halves marked 1/2 and 2/2": {[]*care.Visit{half("5", "1/2", "Anna B", 0)}, []*care.Visit{late}, 1, "Dubbel: Anna B, Per O"},
		"2/2 at another time":       {[]*care.Visit{half("5", "1/2", "Anna B", 20)}, []*care.Visit{late}, 1, "Dubbelbemanning"},
		"the other half is missing": {[]*care.Visit{a}, []*care.Visit{a, single}, 1, "Dubbelbemanning"},
		"two visits of one are two": {[]*care.Visit{single, half("6", "", "Eva L", 30)}, nil, 2, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := sheettest.New().Setting()
			s.Visits = func(time.Time) []*care.Visit { return c.day }
			rows := sheet.ScheduleByRoute(s, day, care.RouteDay{Route: "R", Visits: c.route}, sheettest.Imported).Blocks[0].(sheet.Table).Rows
			if len(rows) != c.rows {
				t.Fatalf("%d rows", len(rows))
			}
			lines := strings.Split(rows[0].Cells[2], "\n")
			if got := lines[len(lines)-1]; c.want != "" && got != c.want {
				t.Errorf("says %q, should say %q", got, c.want)
			}
			if marked := len(rows[0].Marks) > 0; marked != (c.want != "") {
				t.Errorf("marks %v", rows[0].Marks)
			}
		})
	}
}

func TestAnEndedPlanIsShownWithItsEnd(t *testing.T) {
	u := sheettest.New()
	d := u.Dossier(sheettest.Rich)
	plan := *d.Plans[0]
	plan.Ends = time.Date(2026, 10, 31, 0, 0, 0, 0, care.Stockholm)
	d.Plans = []*care.ServicePlan{&plan}
	got := written(sheet.Plan(u.Setting(), d))
	if !strings.Contains(got, "gällde till och med lör 31 okt 2026") || !strings.Contains(got, plan.Goals[0].Goal) {
		t.Errorf("printed:\n%s", got)
	}
}

func TestASigningListHasTheDaysOfItsMonth(t *testing.T) {
	s := sheettest.New().Setting()
	for month, days := range map[string]int{"2026-02": 28, "2028-02": 29, "2026-03": 31, "2026-10": 31, "2026-11": 30} {
		at, err := time.Parse("2006-01", month)
		if err != nil {
			t.Fatal(err)
		}
		grids := 0
		for _, block := range sheet.Signing(s, nil, at).Blocks {
			if g, ok := block.(sheet.Grid); ok {
				grids++
				if len(g.Days) != days {
					t.Errorf("%s has %d days", month, len(g.Days))
				}
			}
		}
		if grids != 2 {
			t.Errorf("%s has %d lists, should be medicines and rehab", month, grids)
		}
	}
}

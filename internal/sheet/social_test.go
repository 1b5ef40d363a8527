package sheet_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
	"avbrottsparm/internal/text"
)

func staffDay(t *testing.T, u *sheettest.Unit, name string) care.StaffDay {
	t.Helper()
	for _, day := range u.Replica.StaffOn(sheettest.Tomorrow()) {
		if day.Staff == name {
			return day
		}
	}
	t.Fatalf("nobody called %q", name)
	return care.StaffDay{}
}

// withShift gives Karin her hours.
func withShift(u *sheettest.Unit) *sheettest.Unit {
	at := sheettest.Tomorrow()
	u.Replica.Put(&care.Workshift{Meta: care.Meta{ID: "s1"}, Staff: "Karin S", Start: at.Add(7 * time.Hour), End: at.Add(16 * time.Hour), Transport: "ElectricBicycle"})
	return u
}

// crowded is a route with 80 visits.
func crowded() care.RouteDay {
	day := care.RouteDay{Route: "Slinga 80"}
	for i := range 80 {
		start := sheettest.Tomorrow().Add(7*time.Hour + time.Duration(i)*10*time.Minute)
		day.Visits = append(day.Visits, &care.Visit{Meta: care.Meta{ID: fmt.Sprint("v", i)}, PersonID: fmt.Sprintf("p%02d", i%60), Kind: care.VisitVisit,
			Start: start, End: start.Add(10 * time.Minute), Route: "Slinga 80", Staff: "Anna B", Service: []string{"Tillsyn"}, Travel: 4 * time.Minute})
	}
	return day
}

// opened is the dossier of the protected person with the protected fields, and one of a single
// protected address and number.
func opened(u *sheettest.Unit) *care.Dossier {
	d := *u.Dossier(sheettest.Bare)
	yes := true
	return d.Unshield(&care.Secrets{PersonID: sheettest.Bare,
		Addresses: []care.Address{{CareOf: "c/o Ek", Street: "Fyrgränd 2", Zip: "982 31", City: "Gällivare", EntryCode: "9064", Protected: true}, {Street: "Sommarvägen 8", EntryCode: "1177", Type: "Other"}},
		Phones:    []care.Phone{{Number: "070-174 06 60", Type: "Mobile", Protected: true}, {Number: "0970-555 55"}}, Emails: []string{"hemlig@exempel.example"},
		Keys: []care.KeyInfo{{Kind: care.ClientKeyNumber, Value: "N102"}}, Note: "Öppnar bara för den som ringt först.",
		Relatives: []care.Relative{{Meta: care.Meta{ID: "rx"}, Given: "Gunnar", Family: "Ek", Relation: "bror", FirstContact: true, Night: &yes,
			Phones: []care.Phone{{Number: "070-174 06 61", Protected: true}}}}})
}

func TestSocialSheetsHoldWhatTheyShould(t *testing.T) {
	u := withShift(sheettest.New())
	s := u.Setting()
	english, placed := s, s
	english.Words = text.For(text.English)
	placed.Places = []sheet.Place{{What: "Hemmapärmar", Where: "Hallbyrån hos personen", Who: "Kontaktmannen"}, {What: "Enhetens avbrottspärm", Where: "Låst skåp i expeditionen"}}
	day := sheettest.Tomorrow()
	week := make([]time.Time, 7)
	for i := range week {
		week[i] = care.NextDay(sheettest.Now, 1+i)
	}
	rich, protected, bare := u.Dossier(sheettest.Rich), u.Dossier(sheettest.Protected), u.Dossier(sheettest.Bare)
	for name, sh := range map[string]sheet.Sheet{
		"warnings":             sheet.Warnings(s, rich),
		"warnings_english":     sheet.Warnings(english, rich),
		"warnings_none":        sheet.Warnings(s, bare),
		"warnings_protected":   sheet.Warnings(s, protected),
		"visitplan":            sheet.VisitPlan(s, rich, week),
		"staff":                sheet.ScheduleByStaff(s, day, staffDay(t, u, "Karin S"), sheettest.Imported),
		"staff_english":        sheet.ScheduleByStaff(english, day, staffDay(t, u, "Karin S"), sheettest.Imported),
		"staff_protected":      sheet.ScheduleByStaff(s, day, staffDay(t, u, "Fatima A"), sheettest.Imported),
		"staff_nobody":         sheet.ScheduleByStaff(s, day, staffDay(t, u, ""), sheettest.Imported),
		"staff_free":           sheet.ScheduleByStaff(s, day, care.StaffDay{Staff: "Lisbeth K"}, sheettest.Imported),
		"keys":                 sheet.Keys(s, day, route(t, u, "Slinga 1"), sheettest.Imported),
		"keys_english":         sheet.Keys(english, day, route(t, u, "Slinga 6"), sheettest.Imported),
		"keys_protected":       sheet.Keys(s, day, route(t, u, "Slinga 6"), sheettest.Imported),
		"keys_night":           sheet.Keys(s, day, route(t, u, "Natt"), sheettest.Imported),
		"keys_empty":           sheet.Keys(s, day, care.RouteDay{Route: "Slinga 9"}, sheettest.Imported),
		"attendance":           sheet.Attendance(s, day, route(t, u, "Slinga 1"), sheettest.Imported),
		"attendance_english":   sheet.Attendance(english, day, route(t, u, "Slinga 2"), sheettest.Imported),
		"attendance_protected": sheet.Attendance(s, day, route(t, u, "Slinga 6"), sheettest.Imported),
		"attendance_night":     sheet.Attendance(s, day, route(t, u, "Natt"), sheettest.Imported),
		"attendance_blank":     sheet.BlankAttendance(s),
		"attendance_empty":     sheet.Attendance(s, day, care.RouteDay{Route: "Slinga 9"}, sheettest.Imported),
		"folder":               sheet.HomeFolder(placed, rich, sheettest.Now),
		"folder_english":       sheet.HomeFolder(english, rich, sheettest.Now),
		"folder_protected":     sheet.HomeFolder(s, protected, sheettest.Now),
		"protected":            sheet.ProtectedSheet(s, opened(u)),
		"protected_english":    sheet.ProtectedSheet(english, opened(u)),
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, sh) })
	}
}

// Requirement 16: the key and door sheet and the attendance list are lists.
func TestNoSheetOfARouteHoldsAProtectedField(t *testing.T) {
	u := withShift(sheettest.New())
	s := u.Setting()
	var sheets []sheet.Sheet
	for i := range 4 {
		day := care.NextDay(sheettest.Now, 1+i)
		for _, r := range u.Replica.RoutesOn(day) {
			sheets = append(sheets, sheet.Keys(s, day, r, sheettest.Imported), sheet.Attendance(s, day, r, sheettest.Imported))
		}
		for _, staff := range u.Replica.StaffOn(day) {
			sheets = append(sheets, sheet.ScheduleByStaff(s, day, staff, sheettest.Imported))
		}
	}
	for _, id := range u.IDs() {
		d := u.Dossier(id)
		sheets = append(sheets, sheet.Warnings(s, d), sheet.VisitPlan(s, d, []time.Time{sheettest.Tomorrow()}), sheet.HomeFolder(s, d, sheettest.Now))
	}
	met := 0
	for _, sh := range sheets {
		got := written(sh)
		if strings.Contains(got, sheettest.Leak) {
			t.Errorf("%s holds a protected field", sh.Title)
		}
		if strings.Contains(got, u.Dossier(sheettest.Protected).Person.Name()) {
			met++
		}
	}
	if met < 10 {
		t.Errorf("the protected person stands on %d sheets only: the test sees nothing", met)
	}
}

// Nobody can tell of an unknown person that the identity isn't protected.
func TestAnUnknownPersonsDoorIsLeftOut(t *testing.T) {
	s := sheettest.New().Setting()
	day := sheettest.Tomorrow()
	visit := &care.Visit{PersonID: "nobody", Kind: care.VisitVisit, Start: day.Add(8 * time.Hour), End: day.Add(9 * time.Hour), Place: sheettest.Leak,
		Note: sheettest.Leak, Text: sheettest.Leak, Name: sheettest.Leak, Keys: []care.KeyInfo{{Kind: care.ActivityKeyNumber, Value: sheettest.Leak}}}
	route := care.RouteDay{Route: "R", Visits: []*care.Visit{visit}}
	for _, sh := range []sheet.Sheet{sheet.Keys(s, day, route, sheettest.Imported), sheet.Attendance(s, day, route, sheettest.Imported),
		sheet.ScheduleByStaff(s, day, care.StaffDay{Staff: "Anna B", Visits: route.Visits}, sheettest.Imported)} {
		if got := written(sh); strings.Contains(got, sheettest.Leak) {
			t.Errorf("printed:\n%s", got)
		}
	}
}

// Attendance goes about in pockets: it holds nothing about how anybody's door is opened.
func TestAttendanceHoldsNoAddressAndNoKey(t *testing.T) {
	u := sheettest.New()
	got := written(sheet.Attendance(u.Setting(), sheettest.Tomorrow(), route(t, u, "Slinga 1"), sheettest.Imported))
	p := u.Dossier(sheettest.Rich).Person
	for _, field := range []string{p.Address().Street, p.Address().EntryCode, p.Keys[0].Value, p.Phones[0].Number} {
		if strings.Contains(got, field) {
			t.Errorf("it holds %q", field)
		}
	}
	if !strings.Contains(got, p.PersonalID.Written(sheettest.Now)) {
		t.Error("two persons of the same name couldn't be told apart")
	}
}

func TestARouteOfEightyVisitsHasThemAll(t *testing.T) {
	u := sheettest.New()
	s := u.Setting()
	route := crowded()
	list := sheet.Attendance(s, sheettest.Tomorrow(), route, sheettest.Imported)
	tables := slices.DeleteFunc(slices.Clone(list.Blocks), func(b sheet.Block) bool { _, table := b.(sheet.Table); return !table })
	if planned, more := len(tables[0].(sheet.Table).Rows), len(tables[1].(sheet.Table).Rows); planned != 80 || more != 12 {
		t.Errorf("%d planned rows and %d empty ones", planned, more)
	}
	doors := sheet.Keys(s, sheettest.Tomorrow(), route, sheettest.Imported)
	rows := 0
	for _, block := range doors.Blocks {
		if table, ok := block.(sheet.Table); ok {
			rows = len(table.Rows)
		}
	}
	if rows != 60 {
		t.Errorf("%d doors of 60 persons", rows)
	}
}

// The other half of a double staffing may be on another route.
func TestAttendanceNamesTheOtherOfADoubleStaffing(t *testing.T) {
	day := sheettest.Tomorrow()
	half := func(id, staff string) *care.Visit {
		return &care.Visit{Meta: care.Meta{ID: id}, PersonID: sheettest.Rich, Kind: care.VisitVisit, Double: "D7", Staff: staff, Route: "R" + id,
			Start: day.Add(8 * time.Hour), End: day.Add(9 * time.Hour)}
	}
	a, b := half("1", "Anna B"), half("2", "Karin S")
	for name, c := range map[string]struct {
		route, day []*care.Visit
		want       string
	}{
		"on the same route": {[]*care.Visit{a, b}, nil, "Karin S"},
		"on another route":  {[]*care.Visit{a}, []*care.Visit{a, b}, "Karin S"},
		"not known":         {[]*care.Visit{a}, []*care.Visit{a}, "Start"},
	} {
		t.Run(name, func(t *testing.T) {
			s := sheettest.New().Setting()
			s.Visits = func(time.Time) []*care.Visit { return c.day }
			rows := sheet.Attendance(s, day, care.RouteDay{Route: "R", Visits: c.route}, sheettest.Imported).Blocks[1].(sheet.Table).Rows
			if len(rows) != 1 || !strings.HasPrefix(rows[0].Cells[5], c.want) {
				t.Errorf("rows %v", rows)
			}
		})
	}
}

// A day that hasn't come in isn't a day without visits.
func TestADayWithoutAScheduleIsNotADayWithoutVisits(t *testing.T) {
	u := sheettest.New()
	plan := written(sheet.VisitPlan(u.Setting(), u.Dossier(sheettest.Bare), []time.Time{care.NextDay(sheettest.Now, 30)}))
	if !strings.Contains(plan, "Inget schema har kommit in") {
		t.Errorf("printed:\n%s", plan)
	}
	day := care.NextDay(sheettest.Now, 30)
	for name, sh := range map[string]sheet.Sheet{
		"route":      sheet.ScheduleByRoute(u.Setting(), day, care.RouteDay{}, time.Time{}),
		"keys":       sheet.Keys(u.Setting(), day, care.RouteDay{}, time.Time{}),
		"attendance": sheet.Attendance(u.Setting(), day, care.RouteDay{}, time.Time{}),
		"staff":      sheet.ScheduleByStaff(u.Setting(), day, care.StaffDay{Staff: "Karin S"}, time.Time{}),
	} {
		if got := written(sh); !strings.Contains(got, "Inget schema har kommit in") || strings.Contains(got, "Inga besök") {
			t.Errorf("%s says of a day that hasn't come in:\n%s", name, got)
		}
	}
}

// What replaces a sheet has its key; nothing else has.
func TestSheetsHaveKeysOfTheirOwn(t *testing.T) {
	u := withShift(sheettest.New())
	s := u.Setting()
	seen := map[string]string{}
	add := func(sh sheet.Sheet) {
		if other, twice := seen[sh.Key]; twice || sh.Key == "" {
			t.Errorf("%s has the key %q of %s", sh.Title, sh.Key, other)
		}
		seen[sh.Key] = sh.Title
	}
	for i := range 2 {
		day := care.NextDay(sheettest.Now, 1+i)
		for _, r := range u.Replica.RoutesOn(day) {
			add(sheet.ScheduleByRoute(s, day, r, sheettest.Imported))
			add(sheet.Keys(s, day, r, sheettest.Imported))
			add(sheet.Attendance(s, day, r, sheettest.Imported))
		}
		for _, staff := range u.Replica.StaffOn(day) {
			add(sheet.ScheduleByStaff(s, day, staff, sheettest.Imported))
		}
		for _, id := range u.IDs() {
			add(sheet.ScheduleByPerson(s, u.Dossier(id), []time.Time{day}))
		}
	}
	for _, id := range u.IDs() {
		d := u.Dossier(id)
		days := []time.Time{sheettest.Tomorrow(), care.NextDay(sheettest.Now, 2)}
		add(sheet.PersonCard(s, d))
		add(sheet.Plan(s, d))
		add(sheet.Warnings(s, d))
		add(sheet.VisitPlan(s, d, days))
		add(sheet.ScheduleByPerson(s, d, days))
		add(sheet.HomeFolder(s, d, sheettest.Now))
		add(sheet.HomeFolder(s, d, sheettest.Now.AddDate(0, 1, 0)))
	}
}

// Printed tomorrow from the same data, a sheet says the same: only then is "unchanged" true.
func TestASheetOfAnUnchangedBinderStaysTheSame(t *testing.T) {
	u := withShift(sheettest.New())
	today, later := u.Setting(), u.Setting()
	later.Now = later.Now.Add(5 * time.Hour)
	day, r, d := sheettest.Tomorrow(), route(t, u, "Slinga 1"), u.Dossier(sheettest.Rich)
	staff := staffDay(t, u, "Karin S")
	all := func(s sheet.Setting) []sheet.Sheet {
		return []sheet.Sheet{sheet.Warnings(s, d), sheet.Keys(s, day, r, sheettest.Imported), sheet.Attendance(s, day, r, sheettest.Imported),
			sheet.ScheduleByStaff(s, day, staff, sheettest.Imported), sheet.VisitPlan(s, d, []time.Time{day}), sheet.PersonCard(s, d), sheet.Plan(s, d), sheet.HomeFolder(s, d, day)}
	}
	before, after := all(today), all(later)
	for i := range before {
		if written(before[i]) != written(after[i]) {
			t.Errorf("%s differs five hours later", before[i].Title)
		}
	}
}

func TestTheProtectedSheetIsCountedAndSaysWhatBecomesOfIt(t *testing.T) {
	sh := sheet.ProtectedSheet(sheettest.New().Setting(), opened(sheettest.New()))
	if !sh.Counted || sh.Blank || len(sh.Foot) != 2 {
		t.Errorf("counted %v, blank %v, foot %v", sh.Counted, sh.Blank, sh.Foot)
	}
	if foot := strings.Join(sh.Foot, " "); !strings.Contains(foot, "Kopia, ersätter inte Lifecare") || !strings.Contains(foot, "förstörs") || sh.DataAsOf.IsZero() {
		t.Errorf("the foot says %q, data of %v", foot, sh.DataAsOf)
	}
	got := written(sh)
	for _, field := range []string{"Fyrgränd 2", "9064", "Sommarvägen 8", "1177", "N102", "070-174 06 60", "0970-555 55", "hemlig@exempel.example", "Gunnar Ek", "070-174 06 61", "Öppnar bara"} {
		if !strings.Contains(got, field) {
			t.Errorf("%q is missing:\n%s", field, got)
		}
	}
}

// A relative's number that is protected by itself is neither printed nor in a code to call.
func TestARelativesProtectedNumberHasNoCode(t *testing.T) {
	u := sheettest.New()
	d := *u.Dossier(sheettest.Rich)
	d.Relatives = []*care.Relative{{Meta: care.Meta{ID: "r"}, Given: "Bo", Phones: []care.Phone{{Number: "070-174 06 77", Protected: true}}}}
	got := written(sheet.PersonCard(u.Setting(), &d))
	for _, form := range []string{"174 06 77", "1740677"} {
		if strings.Contains(got, form) {
			t.Errorf("the card holds %q:\n%s", form, got)
		}
	}
	if !strings.Contains(written(sheet.ProtectedSheet(u.Setting(), &d)), "070-174 06 77") {
		t.Error("the separate sheet lacks it")
	}
}

// Whatever planners wrote into a visit, no schedule says how much of a medicine is given.
func TestNoScheduleTellsADose(t *testing.T) {
	u := sheettest.New()
	s := u.Setting()
	day := crowded()
	for i, v := range day.Visits {
		v.Service = []string{"Tillsyn", "Ge Waran 2,5 mg 1 tablett", "Insulin 12 E"}
		v.Name, v.Text, v.Note, v.Medical = "Alvedon 500 mg", "Ge 3 tabletter. Larmkod 4405", "Dubbel dos vid feber", i%2 == 0
	}
	for _, sh := range []sheet.Sheet{sheet.ScheduleByRoute(s, sheettest.Tomorrow(), day, sheettest.Tomorrow()), sheet.Attendance(s, sheettest.Tomorrow(), day, sheettest.Tomorrow())} {
		said := fmt.Sprint(sh.Blocks)
		for _, dose := range []string{"2,5 mg", "12 E", "500 mg", "3 tabletter", "Dubbel dos"} {
			if strings.Contains(said, dose) {
				t.Errorf("%s says %q", sh.Kind, dose)
			}
		}
		for _, want := range []string{"Tillsyn", "Läs dosen i ordinationshandlingen."} {
			if !strings.Contains(said, want) {
				t.Errorf("%s doesn't say %q", sh.Kind, want)
			}
		}
	}
	if route := fmt.Sprint(sheet.ScheduleByRoute(s, sheettest.Tomorrow(), day, sheettest.Tomorrow()).Blocks); !strings.Contains(route, "Larmkod 4405") {
		t.Error("what stands beside a dose is lost")
	}
}

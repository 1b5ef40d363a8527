package sheet_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
	"avbrottsparm/internal/text"
)

// doses is text of orders that no list may repeat.
const (
	doseOfOrder = "Ge 2 tabletter kl 8"
	doseOfTask  = "Novoprov 14 E"
)

// nursed is the person with health orders of every sort, medicines as needed and facts; free text of
// it is said.
func nursed(u *sheettest.Unit, id, said string) *care.Dossier {
	d := charted(u, id, said)
	from := care.Meta{Source: "fhir", AsOf: sheettest.Imported}
	order := func(o care.HealthOrder) *care.HealthOrder { return &o }
	d.Orders = []*care.HealthOrder{
		order(care.HealthOrder{Title: "Läkemedelsadministrering", Text: "Ge ur dosett\n" + doseOfOrder, Times: []care.OrderTime{{At: "08:00"}, {At: "20:00"}},
			Medication: true, Professions: []string{care.ProfessionAssistantNurse}}),
		order(care.HealthOrder{Title: "Insulin", Text: doseOfTask, Recurrence: "FREQ=DAILY;INTERVAL=2", Summary: "Varannan dag", Medication: true}),
		order(care.HealthOrder{Title: "Smärtplåster", Times: []care.OrderTime{{At: "09:00", Days: []time.Weekday{time.Monday, time.Thursday}}}, Medication: true}),
		order(care.HealthOrder{Title: "Kompressionsbehandling", Text: said, Starts: on(11, 10, 0), Times: []care.OrderTime{{At: "07:30", Days: []time.Weekday{time.Monday, time.Wednesday}}}}),
		order(care.HealthOrder{Title: "Läkemedelsadministrering", Text: "Smärtlindring", Cause: "Smärta i benen", AsNeeded: true, Medication: true}),
		order(care.HealthOrder{Title: "Gångträning", PerDay: 2, When: "Förmiddag"}),
		order(care.HealthOrder{Title: "Viktkontroll", Inactive: true, Times: []care.OrderTime{{At: "10:00"}}}),
	}
	d.Medications = append(d.Medications,
		&care.Medication{Meta: from, Name: "Provamol 500 mg", Form: "tablett", Dosage: "1–2 tabletter", AsNeeded: true, Status: care.MedicationCurrent},
		&care.Medication{Meta: from, Name: "Lugnipan", Strength: "5 mg", Dosage: "1 tablett", AsNeeded: true, Status: care.MedicationPaused},
		&care.Medication{Meta: from, Name: "Provtunn", Substance: "apixaban", Strength: "5 mg", Dosage: "1 tablett kl 8 och 20", Status: care.MedicationCurrent})
	d.Facts = []*care.HealthFacts{{Meta: from, Diagnoses: []string{"I48 Förmaksflimmer", "Typ 2-diabetes"}, Access: []string{"PICC-line höger arm"},
		Hypersensitivity: []string{"Jordnötter: anafylaxi"}, Pacemaker: care.AnswerYes, Device: "ICD", Important: said, Noted: on(10, 1, 0), By: "Eva Ek"}}
	d.Contacts = append(d.Contacts, &care.Contact{Given: "Farid", Family: "Nazemian", Role: "Läkare", Phones: []care.Phone{{Number: "0970-81 90 00"}}},
		&care.Contact{Given: "Noor", Family: "Al-Khatibi", Role: "Patientansvarig sjuksköterska", Note: "Jour 0970-81 90 01"},
		&care.Contact{Given: "Åsa", Family: "Ek", Role: "Undersköterska"})
	return d
}

// bareOf is a person about whom health care has told nothing at all.
func bareOf(u *sheettest.Unit) *care.Dossier {
	d := u.Dossier(sheettest.Bare)
	d.Chart, d.Warnings = care.Chart{}, nil
	return d
}

func week() []time.Time {
	var days []time.Time
	for n := range 7 {
		days = append(days, care.NextDay(sheettest.Now, n))
	}
	return days
}

func TestSheetsOfHealthCareHoldWhatTheyShould(t *testing.T) {
	u := sheettest.New()
	s := u.Setting()
	english := s
	english.Words = text.For(text.English)
	rich, bare := nursed(u, sheettest.Rich, "Fri text"), bareOf(u)
	protected := nursed(u, sheettest.Protected, sheettest.Leak)
	days := week()[:2]
	long := nursed(u, sheettest.Long, "Fri text")
	for range 30 {
		long.JournalNotes = append(long.JournalNotes, &care.JournalNote{Law: "HSL", At: on(11, 20, 9), Headline: "Sår", Text: strings.Repeat("Omlagt, ser bra ut. ", 120)})
	}
	for name, sh := range map[string]sheet.Sheet{
		"medication":           sheet.Medication(s, rich),
		"medication_english":   sheet.Medication(english, rich),
		"medication_none":      sheet.Medication(s, bare),
		"medication_protected": sheet.Medication(s, protected),
		"extract":              sheet.Extract(s, rich),
		"extract_long":         sheet.Extract(s, long),
		"extract_none":         sheet.Extract(s, bare),
		"extract_protected":    sheet.Extract(s, protected),
		"oncall":               sheet.OnCall(s, rich),
		"oncall_english":       sheet.OnCall(english, rich),
		"oncall_none":          sheet.OnCall(s, bare),
		"oncall_protected":     sheet.OnCall(s, protected),
		"week":                 sheet.Week(s, rich, week()),
		"week_none":            sheet.Week(s, bare, days),
		"week_protected":       sheet.Week(s, protected, days),
		"week_day":             sheet.NursesDay(s, sheettest.Tomorrow(), u.Replica.VisitsOn(sheettest.Tomorrow()), sheettest.Imported),
		"todo":                 sheet.ToDo(s, rich, days),
		"todo_english":         sheet.ToDo(english, rich, days),
		"todo_protected":       sheet.ToDo(s, protected, days),
		"signing_filled":       sheet.Signing(s, rich, sheettest.Now),
		"signing_protected":    sheet.Signing(s, protected, sheettest.Now),
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, sh) })

	}
}

// Requirement 15: a dose stands with medicines and health care's own sheet only, and a strength also
// on the list of what is given as needed.
func TestNoListRepeatsADose(t *testing.T) {
	u := sheettest.New()
	s := u.Setting()
	d := nursed(u, sheettest.Rich, "Fri text")
	for _, sh := range []sheet.Sheet{sheet.Extract(s, d), sheet.Week(s, d, week()), sheet.ToDo(s, d, week()), sheet.Signing(s, d, sheettest.Now), sheet.OnCall(s, d),
		sheet.PersonCard(s, d), sheet.Plan(s, d), sheet.ScheduleByPerson(s, d, week())} {
		got := written(sh)
		for _, dose := range []string{doseOfOrder, doseOfTask, "14 E", "2 tabletter", "1–2 tabletter", "2,5 mg", "5 mg"} {
			if strings.Contains(got, dose) {
				t.Errorf("%s tells %q:\n%s", sh.Title, dose, got)
			}
		}
		if strength := strings.Contains(got, "500 mg"); strength != (sh.Kind == sheet.KindSigning) {
			t.Errorf("%s has a strength: %v", sh.Title, strength)
		}
	}
}

// Requirement 16: free text of orders and facts can say where somebody is.
func TestHealthSheetsOfAProtectedIdentityHoldNoFreeText(t *testing.T) {
	u := sheettest.New()
	s := u.Setting()
	d := nursed(u, sheettest.Protected, sheettest.Leak)
	for _, sh := range []sheet.Sheet{sheet.Medication(s, d), sheet.Extract(s, d), sheet.OnCall(s, d), sheet.Week(s, d, week()), sheet.ToDo(s, d, week()), sheet.Signing(s, d, sheettest.Now)} {
		if got := written(sh); strings.Contains(got, sheettest.Leak) {
			t.Errorf("%s holds free text:\n%s", sh.Title, got)
		}
	}
}

// What nobody has told must never read as a no.
func TestWhatIsNotKnownIsNotANo(t *testing.T) {
	u := sheettest.New()
	got := written(sheet.OnCall(u.Setting(), bareOf(u)))
	for _, label := range []string{"Svår överkänslighet", "Blodförtunnande", "Pacemaker", "Infarter", "Diagnoser", "Läkare", "Sjuksköterska"} {
		if !strings.Contains(got, label+": Inte känt") {
			t.Errorf("%s isn't said to be unknown:\n%s", label, got)
		}
	}
	if strings.Contains(got, "Nej") {
		t.Errorf("something is said to be no:\n%s", got)
	}
}

// A stroke too many on a signing list is a dose that isn't given: only days that the source surely
// leaves out are ruled through.
func TestDaysOfASigningListAreRuledThroughOnlyWhenSure(t *testing.T) {
	first := on(11, 1, 0)
	closed := func(o care.HealthOrder) (rows []string, days [][]int) {
		u := sheettest.New()
		d := u.Dossier(sheettest.Rich)
		o.Title = "Uppdraget"
		d.Orders = []*care.HealthOrder{&o}
		for _, block := range sheet.Signing(u.Setting(), d, first).Blocks {
			if g, ok := block.(sheet.Grid); ok && len(g.Closed) > 0 {
				for i := range g.Closed {
					rows = append(rows, g.Rows[i]+" "+g.Cells[i][0])
				}
				return rows, g.Closed
			}
		}
		return nil, nil
	}
	for name, c := range map[string]struct {
		order care.HealthOrder
		rows  int
		days  int // ruled through in the first row
	}{
		"every day":            {care.HealthOrder{Times: []care.OrderTime{{At: "08:00"}}}, 1, 0},
		"two hours":            {care.HealthOrder{Times: []care.OrderTime{{At: "08:00"}, {At: "20:00"}}}, 2, 0},
		"Mondays":              {care.HealthOrder{Times: []care.OrderTime{{At: "08:00", Days: []time.Weekday{time.Monday}}}}, 1, 25},
		"from the tenth":       {care.HealthOrder{Starts: on(11, 10, 0), Times: []care.OrderTime{{At: "08:00"}}}, 1, 9},
		"through the tenth":    {care.HealthOrder{Ends: on(11, 10, 0), Times: []care.OrderTime{{At: "08:00"}}}, 1, 20},
		"every second week":    {care.HealthOrder{Recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", Times: []care.OrderTime{{At: "08:00", Days: []time.Weekday{time.Monday}}}}, 1, 0},
		"three times a day":    {care.HealthOrder{PerDay: 3}, 3, 0},
		"planned for some":     {care.HealthOrder{Planned: []time.Time{on(11, 9, 8), on(11, 11, 8)}}, 1, 1},
		"ended before":         {care.HealthOrder{Ends: on(10, 30, 0), Times: []care.OrderTime{{At: "08:00"}}}, 0, 0},
		"begins next month":    {care.HealthOrder{Starts: on(12, 1, 0), Times: []care.OrderTime{{At: "08:00"}}}, 0, 0},
		"a patch, twice a row": {care.HealthOrder{Text: "Depotplåster byts", Times: []care.OrderTime{{At: "08:00", Days: []time.Weekday{time.Monday}}}}, 2, 25},
	} {
		t.Run(name, func(t *testing.T) {
			rows, days := closed(c.order)
			if len(rows) != c.rows || c.rows > 0 && len(days[0]) != c.days {
				t.Errorf("rows %q, ruled through %v", rows, days)
			}
		})
	}
	rows, days := closed(care.HealthOrder{Text: "Depotplåster byts", Times: []care.OrderTime{{At: "08:00", Days: []time.Weekday{time.Monday}}}})
	if !strings.HasPrefix(rows[0], "På: ") || !strings.HasPrefix(rows[1], "Av: ") || len(days[1]) != 0 {
		t.Errorf("rows %q, ruled through %v: the patch comes off on another day", rows, days)
	}
}

// A list that goes on says so, keeps the two rows of a patch together and ends with blank rows.
func TestALongSigningListGoesOnOverPages(t *testing.T) {
	u := sheettest.New()
	for n := 1; n < 30; n++ {
		d := u.Dossier(sheettest.Rich)
		for i := range n {
			d.Orders = append(d.Orders, &care.HealthOrder{Title: strings.Repeat("Läkemedel ", i%7+1), Medication: true, PerDay: 1})
		}
		d.Orders = append(d.Orders, &care.HealthOrder{Title: "Smärtplåster", Medication: true, PerDay: 1})
		rows, blank := 0, 0
		for _, block := range sheet.Signing(u.Setting(), d, sheettest.Now).Blocks {
			grid, isGrid := block.(sheet.Grid)
			if !isGrid || grid.Columns[0].Title != "Läkemedelsform (ingen dos)" {
				continue
			}
			blank = 0
			for i, row := range grid.Rows {
				if rows++; row == "" {
					rows--
					blank++
				}
				if strings.HasPrefix(row, "På: ") && (i+1 == len(grid.Rows) || !strings.HasPrefix(grid.Rows[i+1], "Av: ")) {
					t.Errorf("%d orders: the patch comes off on another page", n)
				}
			}
		}
		if rows != n+2 || blank < 2 {
			t.Errorf("%d orders and a patch: %d rows, %d blank at the end", n, rows, blank)
		}
	}
}

// However much somebody wrote, the extract is made at once and ends its notes at a word.
func TestALongNoteIsShortenedAndSaysSo(t *testing.T) {
	u := sheettest.New()
	for name, said := range map[string]string{"words": strings.Repeat("Omlagt, ser bra ut. ", 20000), "lines": strings.Repeat("a\n", 40000), "one word": strings.Repeat("å", 200000)} {
		d := u.Dossier(sheettest.Rich)
		d.JournalNotes = []*care.JournalNote{{Law: "HSL", At: sheettest.Now, Text: said}}
		got := written(sheet.Extract(u.Setting(), d))
		if len(got) > 6000 || !strings.Contains(got, "… [Anteckningen fortsätter: läs den i pärmen.]") {
			t.Errorf("%s: %d bytes", name, len(got))
		}
	}
}

// The text of an unchanged sheet is the same tomorrow, so that it isn't printed again.
func TestAnUnchangedHealthSheetIsTheSameTomorrow(t *testing.T) {
	u := sheettest.New()
	d := nursed(u, sheettest.Rich, "Fri text")
	d.Absences = nil
	for _, sheetOf := range []func(sheet.Setting, *care.Dossier) sheet.Sheet{sheet.Medication, sheet.OnCall, sheet.Extract, sheet.Health} {
		today, tomorrow := u.Setting(), u.Setting()
		tomorrow.Now = tomorrow.Now.AddDate(0, 0, 1)
		if x, y := written(sheetOf(today, d)), written(sheetOf(tomorrow, d)); x != y {
			t.Errorf("today\n%s\ntomorrow\n%s", x, y)
		}
	}
}

package wording_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/care/wording"
	"avbrottsparm/internal/text"
)

func noon(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 12, 0, 0, 0, care.Stockholm)
}

func teller() wording.Teller {
	return wording.Teller{Words: text.For(text.Swedish), Now: noon(11, 23)}
}

func expect(t *testing.T, name, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
	}
}

// Requirement 17: with a source it is named with its age; without, the prescription is to be read.
func TestWhoSaysWhatIsGiven(t *testing.T) {
	given := func(at time.Time) *care.Medication {
		return &care.Medication{Meta: care.Meta{Source: "lifecare.clients", AsOf: at}, Name: "Exempelin", Status: care.MedicationCurrent}
	}
	for name, c := range map[string]struct {
		chart care.Chart
		want  string
		old   bool
	}{
		"nothing":  {care.Chart{}, "Läs ordinationshandlingen. Inga läkemedel har kommit in i pärmen.", true},
		"fresh":    {care.Chart{Medications: []*care.Medication{given(noon(11, 22).Add(time.Hour))}}, "Enligt Lifecare: personer, sön 22 nov 2026 13:00.", false},
		"old":      {care.Chart{Medications: []*care.Medication{given(noon(11, 20))}}, "Enligt Lifecare: personer, fre 20 nov 2026 12:00. Uppgiften är 3 dygn gammal. Läs ordinationshandlingen innan något ges.", true},
		"unworded": {care.Chart{Medications: []*care.Medication{{Meta: care.Meta{Source: "later.kind", AsOf: noon(11, 23)}, Name: "X"}}}, "Enligt later.kind, mån 23 nov 2026 12:00.", false},
		"on paper": {care.Chart{Documents: []*care.Document{{What: care.DocumentMedication, Date: noon(11, 1)}}}, "Läs ordinationshandlingen. Läkemedelslistan från sön 1 nov 2026 ligger bland dokumenten.", true},
	} {
		line, old := teller().Prescribed(&c.chart)
		expect(t, name, line, c.want)
		if old != c.old {
			t.Errorf("%s: old %v", name, old)
		}
	}
}

func TestHowAMedicineStands(t *testing.T) {
	gone := noon(11, 22)
	for name, c := range map[string]struct {
		m    care.Medication
		want string
	}{
		"given":    {care.Medication{Status: care.MedicationCurrent}, "Gäller"},
		"later":    {care.Medication{Status: care.MedicationCurrent, Starts: noon(11, 24)}, "Börjar senare"},
		"paused":   {care.Medication{Status: care.MedicationPaused}, "Pausat"},
		"unknown":  {care.Medication{}, "Okänt om det gäller"},
		"ended":    {care.Medication{Status: care.MedicationEnded}, "Utsatt"},
		"ran out":  {care.Medication{Status: care.MedicationCurrent, Ends: noon(11, 22)}, "Utsatt"},
		"not seen": {care.Medication{Meta: care.Meta{GoneSince: &gone}, Status: care.MedicationCurrent}, "Utsatt"},
	} {
		expect(t, name, teller().State(&c.m), c.want)
	}
}

func TestHowAMedicineIsGivenAndOrdered(t *testing.T) {
	m := &care.Medication{Name: "Provamol", Substance: "provacetamol", Strength: "500 mg", Form: "tablett", Dosage: "1 tablett vid behov", Route: "oralt",
		AsNeeded: true, MaxDose: "6 tabletter", Reason: "smärta", Starts: noon(11, 1), Ends: noon(11, 30), Ordered: noon(10, 30), OrderedBy: "Dr Ek", Note: "Ges med mat"}
	expect(t, "medicine", teller().Medicine(m), "Provamol 500 mg (provacetamol), tablett")
	expect(t, "dose", teller().Dose(m), "1 tablett vid behov, oralt. Högst 6 tabletter per dygn")
	expect(t, "course", teller().Course(m), "Från sön 1 nov 2026 till och med mån 30 nov 2026. Mot: smärta. Ordinerat av Dr Ek fre 30 okt 2026. Ges med mat")
	m.Dosage, m.Ordered = "1 tablett", m.Starts
	expect(t, "as needed", teller().Dose(m), "1 tablett, oralt. Vid behov. Högst 6 tabletter per dygn")
	if strings.Contains(teller().Course(m), "Ek sön") {
		t.Error("the day of the order is told twice")
	}
}

func TestWhenAnOrderIsDone(t *testing.T) {
	monday := []time.Weekday{time.Sunday, time.Monday}
	for name, c := range map[string]struct {
		o           care.HealthOrder
		times, when string
	}{
		"twice a day": {care.HealthOrder{Summary: "Varje dag", Times: []care.OrderTime{{At: "08:00"}, {At: "20:00"}}, WindowFrom: "07:00", WindowTo: "21:00"},
			"Varje dag. 08:00, 20:00. Får göras 07:00–21:00", "08:00, 20:00"},
		"on weekdays": {care.HealthOrder{Times: []care.OrderTime{{At: "08:00", Days: monday}, {At: "09:00", Days: monday}, {At: "20:00", Days: []time.Weekday{time.Tuesday}}}},
			"Mån sön 08:00, 09:00; tis 20:00", "08:00, 09:00"},
		"without hour":  {care.HealthOrder{When: "Förmiddag", PerDay: 2}, "Förmiddag, 2 gånger om dagen", "läs uppdraget"},
		"as needed":     {care.HealthOrder{AsNeeded: true, Cause: "vid smärta"}, "Vid behov: vid smärta", "vid behov"},
		"rule alone":    {care.HealthOrder{Recurrence: "FREQ=MONTHLY"}, "Återkommer; läs uppdraget för när", "läs uppdraget"},
		"not on Monday": {care.HealthOrder{Times: []care.OrderTime{{At: "20:00", Days: []time.Weekday{time.Tuesday}}}}, "Tis 20:00", "inte den dagen"},
		"some time":     {care.HealthOrder{Planned: []time.Time{care.Day(noon(11, 23))}}, "", "någon gång"},
	} {
		expect(t, name, teller().Times(&c.o), c.times)
		expect(t, name, teller().OnDay(&c.o, noon(11, 23)), c.when)
	}
}

func TestWhoMayDoAnOrder(t *testing.T) {
	o := &care.HealthOrder{Delegation: care.DelegationPatient, Tasks: []string{"Insulin"}, Professions: []string{care.ProfessionNurse, care.ProfessionOther},
		OrderedBy: "Noor", Ends: noon(11, 20), Unit: "Norr", Measured: []string{"Vikt"}, Feedback: "Ring"}
	expect(t, "delegation", teller().Delegation(o), "Kräver delegering för just den här personen: Insulin. Sjuksköterska, Omsorgspersonal")
	expect(t, "ordered", teller().Ordered(o), "Gäller inte längre. Till och med fre 20 nov 2026. Ordinerat av Noor. Utförs av Norr. Mät: Vikt. Återkoppla: Ring")
}

func TestHowASigningWent(t *testing.T) {
	at := noon(11, 22)
	for name, c := range map[string]struct {
		s    care.Signing
		want string
	}{
		"done":      {care.Signing{Planned: at, Performed: at.Add(6 * time.Minute), Done: true, By: "Sara", Title: "usk"}, "Gjort 12:06. Planerat 12:00. Sara, usk"},
		"not done":  {care.Signing{Planned: at, Reason: "sov"}, "Inte gjort, sov. Planerat 12:00"},
		"next day":  {care.Signing{Planned: noon(11, 21), Performed: at, Done: true}, "Gjort 12:00. Planerat lör 21 nov 2026 12:00"},
		"any time":  {care.Signing{Planned: care.Day(at), AnyTime: true, Performed: at, Done: true}, "Gjort 12:00"},
		"unsigned":  {care.Signing{Planned: at}, "Inte signerat. Planerat 12:00"},
		"no time":   {care.Signing{Planned: at, Done: true}, "Gjort, tid okänd. Planerat 12:00"},
		"with word": {care.Signing{Status: "Ej given", Planned: at}, "Inte gjort. Ej given. Planerat 12:00"},
		"measured":  {care.Signing{Done: true, Performed: at, Measured: []care.Measured{{Name: "Vikt", Value: "71,5", Unit: "kg"}}}, "Gjort 12:00. Vikt 71,5 kg"},
	} {
		expect(t, name, teller().Signed(&c.s), c.want)
	}
}

// A note that was marked as wrong stays and says so (patientdatalagen 3 kap. 14 §).
func TestWhoWroteANote(t *testing.T) {
	n := &care.JournalNote{By: "Sara Ö", Title: "sjuksköterska", Written: noon(11, 22), Signed: true, Wrong: true}
	expect(t, "note", teller().NoteBy(n), "Markerad som felaktig i journalen. Sara Ö, sjuksköterska. Skriven sön 22 nov 2026 12:00. Signerad")
	expect(t, "bare", teller().NoteBy(&care.JournalNote{}), "")
}

// The reason can say where somebody with a protected identity is.
func TestWhoIsAwayAndUntilWhen(t *testing.T) {
	a := &care.Absence{From: noon(11, 22), To: noon(11, 27), Reason: "sjukhus", Note: "Avd 7"}
	expect(t, "until", teller().Away(a, false), "Frånvarande t.o.m. fre 27 nov, sjukhus")
	expect(t, "shielded", teller().Away(a, true), "Frånvarande t.o.m. fre 27 nov")
	expect(t, "whole", teller().AwayWhole(a, false), "Från sön 22 nov 2026 till och med fre 27 nov 2026, sjukhus. Avd 7")
	expect(t, "shielded whole", teller().AwayWhole(a, true), "Från sön 22 nov 2026 till och med fre 27 nov 2026")
	a.To = time.Time{}
	expect(t, "open", teller().Away(a, true), "Frånvarande sedan sön 22 nov, tills vidare")
	a.To = a.From
	expect(t, "one day", teller().Away(a, true), "Frånvarande sön 22 nov")
}

func TestWhatWasGranted(t *testing.T) {
	d := &care.Decision{What: "Ledsagning", Law: "LSS", Group: "1", Type: "Bifall", Amounts: []care.Amount{{Number: 12.5, Unit: "timmar/månad"}, {Number: 3}},
		Date: noon(1, 15), From: noon(2, 1), To: noon(11, 1), CaseWorker: "Karin"}
	expect(t, "name", teller().DecisionName(d), "Ledsagning, LSS personkrets 1")
	expect(t, "amount", teller().Granted(d), "12,5 timmar/månad, 3")
	expect(t, "about", teller().DecisionAbout(d), "Gäller inte längre. Bifall. Från sön 1 feb 2026 till och med sön 1 nov 2026. Beslutat tors 15 jan 2026. Karin")
	expect(t, "unnamed", teller().DecisionName(&care.Decision{}), "Beslut")
	expect(t, "need", teller().Need(care.Need{Level: "måttlig", Text: "Behöver stöd.", Goal: "Bo hemma"}), "Bedömd nivå: måttlig\nBehöver stöd.\nMål: Bo hemma")
}

func TestPlannedOutages(t *testing.T) {
	day := care.Day(noon(12, 9))
	for name, c := range map[string]struct {
		o    care.PlannedOutage
		want string
	}{
		"two hours":   {care.PlannedOutage{Title: "Lifecare", Start: day.Add(10 * time.Hour), End: day.Add(12 * time.Hour)}, "Planerat avbrott ons 9 dec 10:00–12:00: Lifecare"},
		"night":       {care.PlannedOutage{Title: "Lifecare", Start: day.Add(22 * time.Hour), End: day.Add(26 * time.Hour)}, "Planerat avbrott ons 9 dec 22:00–tors 10 dec 02:00: Lifecare"},
		"a day":       {care.PlannedOutage{Title: "Phoniro", Start: day, End: care.NextDay(day, 1), AllDay: true}, "Planerat avbrott ons 9 dec: Phoniro"},
		"three days":  {care.PlannedOutage{Title: "Phoniro", Start: day, End: care.NextDay(day, 3), AllDay: true}, "Planerat avbrott ons 9 dec–fre 11 dec: Phoniro"},
		"without end": {care.PlannedOutage{Title: "Lifecare", Start: day.Add(10 * time.Hour)}, "Planerat avbrott ons 9 dec 10:00: Lifecare"},
	} {
		expect(t, name, teller().Outage(&c.o), c.want)
	}
}

func TestDocumentsAreNamedByKindAndDay(t *testing.T) {
	d := &care.Document{What: care.DocumentPlan, Date: noon(11, 1), Pages: 2, FiledBy: "Lena Ek", FiledAt: noon(11, 2)}
	expect(t, "name", teller().DocumentName(d), "Genomförandeplan, sön 1 nov 2026")
	expect(t, "about", teller().DocumentAbout(d), "2 sidor. Lagt hit av Lena Ek mån 2 nov 2026 12:00")
}

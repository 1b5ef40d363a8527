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

func on(month time.Month, day, hour int) time.Time {
	return time.Date(2026, month, day, hour, 0, 0, 0, care.Stockholm)
}

// charted is the person with a chart that has something of everything; free text of it is said.
func charted(u *sheettest.Unit, id, said string) *care.Dossier {
	d := u.Dossier(id)
	from := care.Meta{Source: "lifecare.clients", AsOf: sheettest.Imported}
	d.Chart = care.Chart{
		Medications: []*care.Medication{
			{Meta: from, Name: "Exempelin", Strength: "2,5 mg", Form: "tablett", Dosage: "2 tabletter klockan 8", Route: "oralt", Status: care.MedicationCurrent, Starts: on(5, 4, 0), Ordered: on(5, 2, 0), OrderedBy: "Dr Ek"},
			{Meta: from, Name: "Penisyn", Strength: "1 g", Dosage: "1 tablett", Status: care.MedicationEnded, Ends: on(11, 3, 0)}},
		Orders: []*care.HealthOrder{
			{Title: "Läkemedelsadministrering", Text: "Ge ur dosett", Times: []care.OrderTime{{At: "08:00"}, {At: "20:00"}}, Medication: true, Delegation: care.DelegationUnit, Tasks: []string{"Dosett"}},
			{Title: "Viktkontroll", Inactive: true, Summary: "En gång i veckan"}},
		Signings: []*care.Signing{{What: "Dosett", Planned: on(11, 23, 8), Performed: on(11, 23, 8), Done: true, By: "Sara"}, {What: "För gammal", Performed: on(11, 19, 8), Done: true}},
		Journals: []*care.Journal{{Unit: "Hemsjukvården", Starts: on(1, 2, 0)}},
		JournalNotes: []*care.JournalNote{{Law: "HSL", At: on(11, 22, 9), Headline: "Sår", Text: said, By: "Eva", Title: "sjuksköterska"},
			{Law: "SoL", At: on(11, 22, 10), Headline: "Social", Text: "Hör inte hit"}},
		Decisions: []*care.Decision{{Law: "SoL", What: "Hemtjänst", Amounts: []care.Amount{{Number: 12.5, Unit: "timmar/månad"}}, From: on(2, 1, 0), Reason: said},
			{Law: "SoL", What: "Korttid", From: on(8, 1, 0), To: on(8, 9, 0)}},
		Investigations: []*care.Investigation{{Law: "SoL", Type: "Ansökan", Starts: on(1, 2, 0), Text: said, Needs: []care.Need{{Area: "Hemliv", Level: "måttlig", Text: said}}}},
		Absences:       []*care.Absence{{From: on(11, 22, 10), To: on(11, 26, 12), Reason: said}, {From: on(12, 20, 0), To: on(12, 27, 0), Reason: said}},
		Documents:      []*care.Document{{What: care.DocumentMedication, Area: care.DocumentAreaHealth, Title: said, Date: on(11, 1, 0)}},
	}
	return d
}

func TestSheetsOfHealthCareAndDecisions(t *testing.T) {
	u := sheettest.New()
	s := u.Setting()
	english := s
	english.Words = text.For(text.English)
	rich := charted(u, sheettest.Rich, "Fri text")
	days := []time.Time{care.Day(sheettest.Now), sheettest.Tomorrow()}
	for name, sh := range map[string]sheet.Sheet{
		"health":             sheet.Health(s, rich),
		"health_english":     sheet.Health(english, rich),
		"health_none":        sheet.Health(s, u.Dossier(sheettest.Rich)),
		"health_protected":   sheet.Health(s, charted(u, sheettest.Protected, sheettest.Leak)),
		"decision":           sheet.Decisions(s, rich),
		"decision_english":   sheet.Decisions(english, rich),
		"decision_none":      sheet.Decisions(s, u.Dossier(sheettest.Rich)),
		"decision_protected": sheet.Decisions(s, charted(u, sheettest.Protected, sheettest.Leak)),
		"card_away":          sheet.PersonCard(s, rich),
		"visits_away":        sheet.ScheduleByPerson(s, rich, days),
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, sh) })
	}
}

// Requirements 15 and 16: no medicine outside health care's own sheet, and no free text about
// where somebody with a protected identity is.
func TestMedicinesAndFreeTextStayWhereTheyBelong(t *testing.T) {
	u := sheettest.New()
	s := u.Setting()
	days := []time.Time{care.Day(sheettest.Now)}
	for _, id := range []string{sheettest.Rich, sheettest.Protected} {
		d := charted(u, id, sheettest.Leak)
		for _, sh := range []sheet.Sheet{sheet.PersonCard(s, d), sheet.Plan(s, d), sheet.ScheduleByPerson(s, d, days), sheet.Decisions(s, d), sheet.Health(s, d)} {
			got := written(sh)
			if sh.Kind != sheet.KindHealth && strings.Contains(got, "Exempelin") {
				t.Errorf("%s names a medicine", sh.Title)
			}
			if id == sheettest.Protected && strings.Contains(got, sheettest.Leak) {
				t.Errorf("%s of a protected identity holds free text:\n%s", sh.Title, got)
			}
		}
	}
}

func TestARouteSaysWhoIsAway(t *testing.T) {
	u := sheettest.New()
	s := u.Setting()
	away := &care.Absence{From: sheettest.Tomorrow(), Reason: "sjukhus"}
	s.Away = func(string, time.Time) *care.Absence { return away }
	got := written(sheet.ScheduleByRoute(s, sheettest.Tomorrow(), route(t, u, "Slinga 1"), sheettest.Imported))
	if !strings.Contains(got, "Frånvarande sedan tis 24 nov, tills vidare, sjukhus") {
		t.Errorf("nothing says so:\n%s", got)
	}
	if got := written(sheet.ScheduleByRoute(s, sheettest.Tomorrow(), route(t, u, "Slinga 6"), sheettest.Imported)); strings.Count(got, "tills vidare, sjukhus") == strings.Count(got, "tills vidare") {
		t.Error("the reason stands beside a protected identity too")
	}
}

// A plan that came as a paper counts as the plan where none has come in as data.
func TestAPlanOnPaperIsNamedOnTheSheet(t *testing.T) {
	u := sheettest.New()
	d := u.Dossier(sheettest.Bare)
	d.Documents = []*care.Document{{What: care.DocumentPlan, Area: care.DocumentAreaSocial, Date: on(11, 1, 0)}}
	if got := written(sheet.Plan(u.Setting(), d)); !strings.Contains(got, "Planen finns som dokument i pärmen: Genomförandeplan, sön 1 nov 2026.") {
		t.Errorf("the sheet says:\n%s", got)
	}
}

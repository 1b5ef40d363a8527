package sheet_test

import (
	"strings"
	"testing"

	"avbrottsparm/data"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
	"avbrottsparm/internal/text"
)

// cards are those that come with the program, by their id.
func cards(t *testing.T) map[string]outage.Card {
	t.Helper()
	files, err := data.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	all, err := outage.ReadCatalogue(files)
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]outage.Card{}
	for _, c := range all.Cards {
		byID[c.ID] = c
	}
	return byID
}

// phones is a telephone list with a protected number, one that can't be dialled, and one contact
// without any.
func phones(t *testing.T) sheet.Contacts {
	t.Helper()
	return sheet.Contacts{Calls: outage.Calls([]outage.Card{cards(t)["fault_office"]}), AsOf: sheettest.Imported,
		Contacts: []*care.Contact{
			{Whole: "Jourhavande sjuksköterska", Role: "Kväll, natt, helg", Phones: []care.Phone{{Number: "0980-31 92 97", Type: "Work"}, {Number: "070-174 06 60", Type: "Mobile"}}},
			{Given: "Eva", Family: "Ström", Role: "Enhetschef", Emails: []string{"eva.strom@norrkopa.example"},
				Phones: []care.Phone{{Number: sheettest.Leak + "070-174 06 61", Protected: true}, {Number: "0980-31 92 98 ankn 4", Type: "Work"}}},
			{Whole: strings.Repeat("Vårdcentralen Södra Ängen ", 8), Note: "Vardagar 8–16"},
		},
		Staff: []*care.Reference{{Name: "Karin Sjöholm", Title: "Undersköterska", Phones: []care.Phone{{Number: "+46 70 174 06 62"}}}}}
}

func TestTheUnitsOwnSheetsHoldWhatTheyShould(t *testing.T) {
	s := sheettest.New().Setting()
	english, placed := s, s
	english.Words = text.For(text.English)
	placed.Places = []sheet.Place{{What: "Hemmapärmar", Where: "Köksskåpet hos var och en"}, {What: "Enhetens avbrottspärm", Where: "Låst skåp i expeditionen", Who: "Enhetschefen"}}
	all := cards(t)
	for name, sh := range map[string]sheet.Sheet{
		"instruction_overview":      sheet.Card(s, all["overview"]),
		"instruction_login":         sheet.Card(s, all["login"]),
		"instruction_fault_evening": sheet.Card(s, all["fault_evening"]),
		"instruction_alarms":        sheet.Card(s, all["aspgarden_alarms"]),
		"instruction_equipment":     sheet.Card(s, all["equipment"]),
		"instruction_questions":     sheet.Card(s, all["before_report"]),
		"instruction_english":       sheet.Card(english, all["power"]),
		"contacts":                  phones(t).Sheet(s),
		"contacts_english":          phones(t).Sheet(english),
		"contacts_none":             sheet.Contacts{}.Sheet(s),
		"places":                    sheet.Places(placed),
		"places_none":               sheet.Places(s),
		"readout":                   sheet.Readout(s, "Lifecare är nere sedan 06:10.\r\nIT felsöker. Nytt besked klockan 10."),
		"readout_blank":             sheet.Readout(s, " \n"),
		"readout_long":              sheet.Readout(english, strings.Repeat("Lifecare är nere. ", 60)),
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, sh) })
	}
}

// Every card can be put on paper in both languages, without a person on it.
func TestEveryCardIsASheet(t *testing.T) {
	s := sheettest.New().Setting()
	keys := map[string]bool{}
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		s.Words = text.For(lang)
		for id, c := range cards(t) {
			sh := sheet.Card(s, c)
			if got := written(sh); strings.Contains(got, "[[") || strings.Contains(got, "{") {
				t.Errorf("%s in %s lacks a sentence:\n%s", id, lang, got)
			}
			if sh.PersonID != "" || sh.Counted || !sh.DataAsOf.IsZero() || len(sh.Foot) != 2 || sh.Title != c.Title.In(lang) {
				t.Errorf("%s in %s: %+v", id, lang, sh)
			}
			keys[sh.Key] = true
		}
	}
	if len(keys) != len(cards(t)) {
		t.Errorf("%d keys of %d cards", len(keys), len(cards(t)))
	}
}

// Each number that can be dialled has its code, and a protected one is on no paper.
func TestTheTelephoneListHasACodeForEachNumber(t *testing.T) {
	sh := phones(t).Sheet(sheettest.New().Setting())
	var codes []string
	for _, block := range sh.Blocks {
		switch b := block.(type) {
		case sheet.Code:
			codes = append(codes, b.Content)
		case sheet.Table:
			for _, r := range b.Rows {
				if r.Code != "" {
					codes = append(codes, r.Code)
				}
			}
		}
	}
	if got := strings.Join(codes, " "); got != "tel:+4612118499 tel:+4612118218 tel:+46980319297 tel:+46701740660 tel:+46701740662" {
		t.Errorf("codes %s", got)
	}
	if strings.Contains(written(sh), sheettest.Leak) {
		t.Error("a protected number is on the list")
	}
}

// The hash of an unchanged binder is the same tomorrow, so nothing on these sheets tells the hour.
func TestTheUnitsOwnSheetsAreTheSameTomorrow(t *testing.T) {
	today := sheettest.New().Setting()
	tomorrow := today
	tomorrow.Now = sheettest.Tomorrow()
	for _, c := range cards(t) {
		if written(sheet.Card(today, c)) != written(sheet.Card(tomorrow, c)) {
			t.Errorf("card %s changes by itself", c.ID)
		}
	}
	if written(phones(t).Sheet(today)) != written(phones(t).Sheet(tomorrow)) || written(sheet.Places(today)) != written(sheet.Places(tomorrow)) ||
		written(sheet.Readout(today, "Hej")) != written(sheet.Readout(tomorrow, "Hej")) {
		t.Error("a sheet of the unit changes by itself")
	}
}

package sheet_test

import (
	"strings"
	"testing"

	"avbrottsparm/data"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
	"avbrottsparm/internal/text"
)

// allForms are the program's forms on paper.
func allForms(t *testing.T) []form.Form {
	t.Helper()
	files, err := data.Forms()
	if err != nil {
		t.Fatal(err)
	}
	forms, err := form.ReadAll(files)
	if err != nil {
		t.Fatal(err)
	}
	return form.Papers(forms)
}

func theForm(t *testing.T, id string) form.Form {
	t.Helper()
	for _, f := range allForms(t) {
		if f.ID == id {
			return f
		}
	}
	t.Fatalf("no form %s", id)
	return form.Form{}
}

func TestFormsHoldWhatTheyShould(t *testing.T) {
	u := sheettest.New()
	s, english := u.Setting(), u.Setting()
	english.Words = text.For(text.English)
	sheets := map[string]sheet.Sheet{
		"journal":           sheet.Form(s, theForm(t, "journal"), u.Dossier(sheettest.Rich)),
		"journal_protected": sheet.Form(s, theForm(t, "journal"), u.Dossier(sheettest.Protected)),
		"journal_long":      sheet.Form(s, theForm(t, "journal"), u.Dossier(sheettest.Long)),
	}
	for _, f := range allForms(t) {
		sheets["form_"+f.ID] = sheet.Form(s, f, nil)
		sheets["form_"+f.ID+"_english"] = sheet.Form(english, f, nil)
	}
	for name, sh := range sheets {
		golden(t, name, sh)
	}
}

// A form about a person has name and number on every page, and lines for them while nobody is chosen;
// one about the unit never names anybody, whoever it is printed for.
func TestAFormSaysWhoseItIsOnEveryPage(t *testing.T) {
	u := sheettest.New()
	rich := u.Dossier(sheettest.Rich)
	for _, f := range allForms(t) {
		blank, chosen := sheet.Form(u.Setting(), f, nil), sheet.Form(u.Setting(), f, rich)
		if !blank.Blank || !blank.Counted || blank.Version != f.Version || len(blank.Foot) != 2 || blank.Name+blank.PersonID != "" {
			t.Errorf("%s: %+v", f.ID, blank)
		}
		if f.Subject == form.SubjectPerson {
			if len(blank.Whose) != 2 || len(chosen.Whose) != 0 || chosen.Name != rich.Person.Name() || chosen.PersonalID == "" || chosen.PersonID != sheettest.Rich {
				t.Errorf("%s: whose %q, then %q %q", f.ID, blank.Whose, chosen.Name, chosen.PersonalID)
			}
			continue
		}
		if len(blank.Whose) != 0 || chosen.Name+chosen.PersonalID+chosen.PersonID != "" || strings.Contains(written(chosen), rich.Person.Family) {
			t.Errorf("%s names a person", f.ID)
		}
	}
}

func TestOnAPersonsFormNothingOfTheirsButNameAndNumberStands(t *testing.T) {
	u := sheettest.New()
	for _, f := range allForms(t) {
		sh := sheet.Form(u.Setting(), f, u.Dossier(sheettest.Protected))
		blank := sheet.Form(u.Setting(), f, nil)
		sh.Name, sh.PersonalID, sh.Chapter, sh.Whose = blank.Name, blank.PersonalID, blank.Chapter, blank.Whose
		if written(sh) != written(blank) {
			t.Errorf("%s says more about somebody with a protected identity", f.ID)
		}
	}
}

func TestAStockPackIsListedByFormWithItsNumbers(t *testing.T) {
	s := sheettest.New().Setting()
	pack := []sheet.Sheet{{Kind: "journal", Title: "Journalblad", Number: "K7M2Q9XD"}, {Kind: "journal", Title: "Journalblad"}, {Kind: "sbar", Title: "SBAR", Number: "00000000"}}
	list := sheet.StockList(s, "För 8 timmar och 12 personer", pack)
	golden(t, "stock", list)
	if list.Counted || !list.Blank || list.Kind != sheet.KindStock {
		t.Errorf("the list itself: %+v", list)
	}
}

package sheet_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
)

// Given three investigations of which the second newest led to a decision, when the sheet is printed,
// then that one stands first and whole with its decision, and the others in a line each.
func TestTheNewestInvestigationWithADecisionStandsFirst(t *testing.T) {
	u := sheettest.New()
	inquiry := func(id, what, text string, month time.Month) *care.Investigation {
		return &care.Investigation{Meta: care.Meta{SourceID: id}, Law: "SoL", Type: what, Starts: on(month, 1, 0), Text: text}
	}
	d := u.Dossier(sheettest.Rich)
	d.Investigations = []*care.Investigation{
		inquiry("3", "Pågående utredning", "Inget är bestämt", 9), inquiry("2", "Uppföljning", "Klarar inte trappan", 5), inquiry("1", "Ansökan", "Bor ensam", 1)}
	d.Decisions = []*care.Decision{
		{InvestigationID: "1", Law: "SoL", What: "Trygghetslarm", From: on(2, 1, 0)}, {InvestigationID: "2", Law: "SoL", What: "Hemtjänst", From: on(6, 1, 0)}}
	sh := sheet.Decisions(u.Setting(), d)
	golden(t, "decision_several", sh)
	got := written(sh)
	at := func(words string) int {
		t.Helper()
		i := strings.Index(got, words)
		if i < 0 {
			t.Fatalf("%q isn't there:\n%s", words, got)
		}
		return i
	}
	if at("Uppföljning") > at("Hemtjänst") || at("Hemtjänst") > at("Klarar inte trappan") || at("Klarar inte trappan") > at("Trygghetslarm") || at("Trygghetslarm") > at("Pågående") {
		t.Errorf("the order is wrong:\n%s", got)
	}
	for _, long := range []string{"Inget är bestämt", "Bor ensam"} {
		if strings.Contains(got, long) {
			t.Errorf("the text of another investigation stands there: %q", long)
		}
	}
	d.Person.Protected = true
	if strings.Contains(written(sheet.Decisions(u.Setting(), d)), "Klarar inte trappan") {
		t.Error("the free text about a protected identity is printed")
	}
}

func TestWhereNoDecisionNamesItsInvestigationTheNewestCounts(t *testing.T) {
	u := sheettest.New()
	d := u.Dossier(sheettest.Rich)
	d.Investigations = []*care.Investigation{{Type: "Nyast", Starts: on(5, 1, 0), Text: "Hela texten"}}
	d.Decisions = []*care.Decision{{What: "Hemtjänst", From: on(6, 1, 0)}}
	if got := written(sheet.Decisions(u.Setting(), d)); strings.Index(got, "Nyast") > strings.Index(got, "Hemtjänst") || !strings.Contains(got, "Hela texten") {
		t.Errorf("the sheet says:\n%s", got)
	}
}

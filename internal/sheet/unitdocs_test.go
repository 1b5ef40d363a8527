package sheet_test

import (
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
	"avbrottsparm/internal/text"
)

func TestTheUnitsOwnDocumentsOnPaper(t *testing.T) {
	s := sheettest.New().Setting()
	english := s
	english.Words = text.For(text.English)
	filed := time.Date(2026, 11, 20, 9, 30, 0, 0, care.Stockholm)
	plan := sheet.UnitPaper{ID: "1", What: "Avbrottsplan", Title: "Avbrottsplan Lifecare och Phoniro", Owner: "Enhetschefen", Review: time.Date(2027, 5, 1, 0, 0, 0, 0, care.Stockholm),
		Filed: filed, Pages: 12, Version: "0f3a9b2c4d5e"}
	routine := sheet.UnitPaper{ID: "2", What: "Lokal rutin eller checklista", Title: "Så gör vi på natten", Owner: "Samordnaren", Filed: filed, Version: "aa11bb22cc33",
		Text: "Natten\n\n1.\tRing jouren.\n2.\tHämta pärmen i det låsta skåpet.\n\n\n\nSkriv för hand och lägg bladet i pärmen."}
	for name, sh := range map[string]sheet.Sheet{
		"unit_documents":         sheet.UnitDocuments(s, []sheet.UnitPaper{plan, routine}),
		"unit_documents_english": sheet.UnitDocuments(english, []sheet.UnitPaper{plan, routine}),
		"unit_document_pages":    sheet.UnitDocument(s, plan),
		"unit_document_text":     sheet.UnitDocument(s, routine),
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, sh) })
	}
}

package sheet_test

import (
	"testing"
	"time"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
	"avbrottsparm/internal/text"
)

func TestThePageThatSaysWhatChanged(t *testing.T) {
	s := sheettest.New().Setting()
	list := sheet.ChangeList{Since: sheettest.Now.AddDate(0, 0, -3), Data: sheettest.Imported, Same: 412, Apart: true,
		Out: []sheet.ChangeRow{{Title: "Schema, 20 nov", Code: "A1B2C"}, {Title: "Personkort", Name: "Åke Ström", Code: "K7QM2"},
			{Title: "Personkort", Name: "Elsa Lund", Code: "4KW0X"}, {Title: "Journalblad", Name: "Någon som inte finns kvar i pärmen", Code: "K7M2-Q9XD"}},
		In: []sheet.ChangeRow{{Title: "Personkort", Name: "Elsa Lund", Code: "9TT1A"}, {Title: "Journalblad", Name: "Elsa Lund", Code: "eget nummer"}}}
	golden(t, "changes", sheet.Changes(s, list))
	golden(t, "changes_first", sheet.Changes(s, sheet.ChangeList{In: list.In[:1]}))
	golden(t, "changes_out", sheet.Changes(s, sheet.ChangeList{Since: list.Since, Data: list.Data, Out: list.Out[:1], Same: 1}))
	s.Words = text.For(text.English)
	golden(t, "changes_english", sheet.Changes(s, list))
}

// Every word that a reader finds on a sheet changes its fingerprint; what only the ledger knows, and
// the age of the data, doesn't.
func TestAFingerprintIsOfWhatAReaderFinds(t *testing.T) {
	s := sheettest.New()
	card := func() sheet.Sheet { return sheet.PersonCard(s.Setting(), s.Dossier(sheettest.Rich)) }
	same := sheet.Fingerprint(card())
	for name, change := range map[string]func(*sheet.Sheet){
		"the age":    func(sh *sheet.Sheet) { sh.DataAsOf = sh.DataAsOf.Add(time.Hour) },
		"the number": func(sh *sheet.Sheet) { sh.Number, sh.Counted = custody.Number("00000000"), true },
		"the key":    func(sh *sheet.Sheet) { sh.Key, sh.Mark, sh.PersonID = "k", "m", "p" },
		"nothing":    func(*sheet.Sheet) {},
	} {
		sh := card()
		if change(&sh); sheet.Fingerprint(sh) != same {
			t.Errorf("%s changes it", name)
		}
	}
	seen := map[[32]byte]string{same: "nothing"}
	for name, change := range map[string]func(*sheet.Sheet){
		"the title":    func(sh *sheet.Sheet) { sh.Title += "." },
		"the name":     func(sh *sheet.Sheet) { sh.Name += "." },
		"the number":   func(sh *sheet.Sheet) { sh.PersonalID += "." },
		"the version":  func(sh *sheet.Sheet) { sh.Version++ },
		"the foot":     func(sh *sheet.Sheet) { sh.Foot = []string{"a"} },
		"two lines":    func(sh *sheet.Sheet) { sh.Foot = []string{"a", ""} },
		"a block":      func(sh *sheet.Sheet) { sh.Blocks = append(sh.Blocks, sheet.Heading{Text: "x"}) },
		"its kind":     func(sh *sheet.Sheet) { sh.Blocks = append(sh.Blocks, sheet.Text{Text: "x"}) },
		"what is told": func(sh *sheet.Sheet) { sh.Blocks = append(sh.Blocks, sheet.Text{Text: "x", Quiet: true}) },
		"a cell": func(sh *sheet.Sheet) {
			sh.Blocks = append(sh.Blocks, sheet.Table{Rows: []sheet.Row{{Cells: []string{"ab", "c"}}}})
		},
		"the next cell": func(sh *sheet.Sheet) {
			sh.Blocks = append(sh.Blocks, sheet.Table{Rows: []sheet.Row{{Cells: []string{"a", "bc"}}}})
		},
		"a stroke": func(sh *sheet.Sheet) {
			sh.Blocks = append(sh.Blocks, sheet.Table{Rows: []sheet.Row{{Cells: []string{"ab", "c"}, Struck: 1}}})
		},
	} {
		sh := card()
		change(&sh)
		print := sheet.Fingerprint(sh)
		if other, there := seen[print]; there {
			t.Errorf("%s gives what %s gives", name, other)
		}
		seen[print] = name
	}
}

// The size of the type is no content, although a page in large type has room for fewer rows.
func TestAFingerprintIsTheSameInLargeType(t *testing.T) {
	s := sheettest.New()
	large := s.Setting()
	large.Large = true
	month := large.Now
	for name, of := range map[string]func(sheet.Setting) sheet.Sheet{
		"a signing list":       func(at sheet.Setting) sheet.Sheet { return sheet.Signing(at, s.Dossier(sheettest.Rich), month) },
		"a blank signing list": func(at sheet.Setting) sheet.Sheet { return sheet.Signing(at, nil, month) },
	} {
		one, other := of(s.Setting()), of(large)
		if sheet.Fingerprint(one) != sheet.Fingerprint(other) {
			t.Errorf("%s has another fingerprint in large type", name)
		}
		other.Chapter += "x"
		if sheet.Fingerprint(one) == sheet.Fingerprint(other) {
			t.Errorf("%s: what is set later is no part of the fingerprint", name)
		}
	}
}

func TestMarksAreShortAndDifferent(t *testing.T) {
	seen := map[string]bool{}
	for i := range 2000 {
		sh := sheet.Sheet{Title: "Personkort", Version: i}
		print := sheet.Fingerprint(sh)
		whole := sheet.MarkOf(print[:])
		if short := sheet.MarkOf(print[:12]); short != whole || len(whole) != 5 {
			t.Fatalf("%q and %q", whole, short)
		}
		seen[whole] = true
	}
	if len(seen) < 1998 {
		t.Errorf("%d marks for 2000 sheets", len(seen))
	}
}

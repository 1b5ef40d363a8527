package table_test

import (
	"context"
	"regexp"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Files of one layout may say of each other's persons who is gone, whatever the order of their
// columns and whatever stands in them; others may not.
func TestLayouts(t *testing.T) {
	layout := func(raw string) string {
		t.Helper()
		batches, err := newReader(t).Read(context.Background(), "a.csv", []byte(raw), now)
		if err != nil || len(batches) != 1 {
			t.Fatalf("%d batches, %v", len(batches), err)
		}
		return batches[0].Layout
	}
	register := layout("Kundnr;Namn;Adress\n7;Anna Ek;Storgatan 1\n")
	if !regexp.MustCompile(`^[0-9a-f]{8}$`).MatchString(register) {
		t.Errorf("layout %q is not eight hexadecimal digits", register)
	}
	for name, raw := range map[string]string{
		"other rows":         "Kundnr;Namn;Adress\n8;Bo Ek;Storgatan 2\n9;Cilla Ek;\n",
		"another order":      "Adress;Kundnr;Namn\nStorgatan 1;7;Anna Ek\n",
		"other spellings":    "Kund-ID;Fullständigt namn;Gatuadress\n7;Anna Ek;Storgatan 1\n",
		"a column not known": "Kundnr;Namn;Adress;Favoritfärg\n7;Anna Ek;Storgatan 1;blå\n",
	} {
		if got := layout(raw); got != register {
			t.Errorf("%s: layout %s, want %s", name, got, register)
		}
	}
	others := map[string]string{register: "the register"}
	for name, raw := range map[string]string{
		"keys":              "Kundnr;Namn;Nyckelnummer\n7;Anna Ek;N17\n",
		"one column more":   "Kundnr;Namn;Adress;Telefon\n7;Anna Ek;Storgatan 1;08-123 45 67\n",
		"one owner more":    "Kundnr;Namn;Adress;Anhörig;Telefon\n7;Anna Ek;Storgatan 1;Eva Ek;08-123 45 67\n",
		"another owner":     "Kundnr;Namn;Adress;God man;Telefon\n7;Anna Ek;Storgatan 1;Gun Alm;08-123 45 67\n",
		"a list of god men": "Kundnr;Namn;God man;Telefon\n7;Anna Ek;Gun Alm;08-123 45 67\n",
		"relatives":         "Kundnr;Namn;Anhörig;Telefon\n7;Anna Ek;Eva Ek;08-123 45 67\n",
	} {
		got := layout(raw)
		if other, taken := others[got]; taken {
			t.Errorf("%s and %s have the layout %s", name, other, got)
		}
		others[got] = name
	}
}

// One sheet for each group is one register: the second must not say that those of the first are
// gone. A sheet with other columns stands by itself.
func TestSheetsOfOneLayoutAreOneList(t *testing.T) {
	raw := workbook(t, func(f *excelize.File) {
		for i, name := range []string{"Norra", "Södra", "Tomma", "Nycklar"} {
			_, err := f.NewSheet(name)
			header := []any{"Kundnr", "Namn", "Adress"}
			if name == "Nycklar" {
				header = []any{"Kundnr", "Namn", "Nyckelnr"}
			}
			must(t, err, f.SetSheetRow(name, "A1", &header))
			if name != "Tomma" {
				must(t, f.SetSheetRow(name, "A2", &[]any{i + 7, "Anna Ek", "Storgatan 1"}))
			}
		}
		must(t, f.DeleteSheet("Sheet1"))
	})
	want := `table.persons
Norra!2 person | kundnr 7 Anna Ek | Anna Ek | Storgatan 1
Södra!2 person | kundnr 8 Anna Ek | Anna Ek | Storgatan 1
table.persons part
Nycklar!2 person | kundnr 10 Anna Ek | Anna Ek | ClientKeyNumber=Storgatan 1`
	if got := read(t, "a.xlsx", raw); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

package table

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"avbrottsparm/data"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

func reader(t *testing.T) *Reader {
	t.Helper()
	r, err := NewReader(data.Columns)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// journal is a note as a system writes it out in one cell: many lines, with names in quotes and
// with the signs that part cells.
func journal(bytes int) string {
	var b strings.Builder
	for i := 0; b.Len() < bytes; i++ {
		fmt.Fprintf(&b, "Dag %d: sov gott; åt, drack. Kallas \"\"Lillan\"\" av systern.\nLugn kväll.\r\n\n", i)
	}
	return b.String()
}

// A quoted cell is one cell however long it is, and the rows after it are read as they stand.
func TestALongNoteInQuotesIsOneCell(t *testing.T) {
	for name, bytes := range map[string]int{"123 kB": 123_000, "900 kB": 900_000} {
		for _, sign := range []string{";", ",", "\t"} {
			file := strings.ReplaceAll("Personnummer;Namn;Telefon;Övrigt\n19240129-7250;Elsa Lund;011-1;\"", ";", sign) + journal(bytes) + "\"\n" +
				strings.ReplaceAll("19121212-1212;Tolvan Tolvansson;011-2;Kort\n", ";", sign)
			rows := reader(t).words.splitText(file, 100)
			if len(rows) != 3 || len(rows[1]) != 4 || len(rows[2]) != 4 || rows[2][3] != "Kort" {
				t.Errorf("%s, %q: %d rows", name, sign, len(rows))
				continue
			}
			if want := strings.ReplaceAll(strings.ReplaceAll(journal(bytes), `""`, `"`), "\r\n", "\n"); rows[1][3] != want {
				t.Errorf("%s, %q: the note has %d bytes of %d", name, sign, len(rows[1][3]), len(want))
			}
		}
	}
}

// What no row can hold is said with its row and column, and takes nothing else with it.
func TestANoteThatIsTooLongIsSaid(t *testing.T) {
	for name, c := range map[string]struct {
		bytes int
		code  string
	}{
		"is cut":      {123_000, "cell_cut"},
		"is an error": {longestCell * 11 / 10, "cell_too_long"},
		"is many MB":  {9 << 20, "cell_too_long"},
		"is kept":     {9_000, ""},
	} {
		t.Run(name, func(t *testing.T) {
			file := "Personnummer;Förnamn;Efternamn;Övrigt\n19240129-7250;Elsa;Lund;\"" + journal(c.bytes) + "\"\n19121212-1212;Tolvan;Tolvansson;Kort\n"
			batches, err := reader(t).Read(context.Background(), "a.csv", []byte(file), time.Date(2026, 11, 22, 14, 0, 0, 0, time.UTC))
			if err != nil || len(batches) != 1 {
				t.Fatalf("%d batches, %v", len(batches), err)
			}
			b := batches[0]
			said := append(append([]care.RowProblem{}, b.Errors...), b.Warnings...)
			var at *care.RowProblem
			for i, p := range said {
				if strings.HasPrefix(p.Code, "cell_") {
					at = &said[i]
				}
			}
			switch {
			case c.code == "" && at != nil:
				t.Errorf("said %+v", *at)
			case c.code != "" && (at == nil || at.Code != c.code || at.Row != 2 || at.Field == ""):
				t.Errorf("said %+v", said)
			}
			if c.code == "cell_too_long" && len(b.Errors) != 1 {
				t.Errorf("errors %+v", b.Errors)
			}
			if at != nil && !text.For(text.Swedish).Has("row."+at.Code) {
				t.Errorf("%s has no words", at.Code)
			}
			names := 0
			for _, in := range b.Incoming {
				if _, ok := in.Item.(*care.Person); ok {
					names++
				}
			}
			if names != 2 {
				t.Errorf("%d persons of 2, %+v", names, said)
			}
		})
	}
}

// One stray quote at the front of a cell, and another far below at the end of one: what lies between
// are rows, not a text.
func TestStrayQuotesFarApartSwallowNoRows(t *testing.T) {
	row := "19240129-7250;Elsa Lund;Storgatan 1;Norrköpa\n"
	file := "Personnummer;Namn;Adress;Övrigt\n19240129-7250;\"Elsa;Storgatan 1;Norrköpa\n" + strings.Repeat(row, 5000) +
		"19240129-7250;Elsa;Storgatan 1;Rullstol 24\"\n" + row
	if rows := reader(t).words.splitText(file, 10_000); len(rows) != 5004 {
		t.Errorf("%d rows of 5004", len(rows))
	}
}

// However quotes are strewn over a file, what is looked at in vain grows with the file and no
// faster.
func TestQuotesInVainCostNoMoreThanTheFile(t *testing.T) {
	for name, part := range map[string]string{"empty cells between": "\"a;\"\";", "a row each": "\"a;\"\";\n", "one line": "\"a\"a", "lone": "x;\"y\"z;\n", "far apart": "\"a" + strings.Repeat(";b\n", 300)} {
		split := splitter{delimiter: ';'}
		s := strings.Repeat(part, 8<<20/len(part))
		split.whole = len(s)
		for rest := s; rest != ""; {
			_, rest = split.row(rest)
		}
		if most := (1 + vainPerByte + leastVain/4) * len(s); split.looked > most { // a quote every four bytes
			t.Errorf("%s: looked at %d bytes in vain of a file of %d", name, split.looked, len(s))
		}
	}
}

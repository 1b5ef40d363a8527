package table_test

import (
	"fmt"
	"strings"
	"testing"
)

// Whose number a plain "Telefon" is, by where it stands. A relative's number never becomes the
// person's: whoever calls it must not tell a stranger about the person.
func TestWhoseNumberItIs(t *testing.T) {
	cells := map[string]string{
		"Personnr": "192401297250", "Kundnr": "7", "Kund": "Anna Ek", "Brukare": "Anna Ek", "Boende": "Anna Ek", "Namn": "Anna Ek", "Adress": "Storgatan 1",
		"Nyckelnr": "N17", "Anhörig": "Eva Ek", "Relation": "dotter", "God man": "Gun Alm", "Kontaktman": "Sara Ö", "Läkare": "Farid N",
	}
	for header, want := range map[string]string{
		"God man;Kund;Telefon":                         "contacts: contact",
		"Kund;God man;Telefon":                         "contacts: contact",
		"Kund;Telefon;God man":                         "persons: person",
		"Telefon;Kund;God man":                         "contacts: contact",
		"Telefon;God man;Kund":                         "contacts: contact",
		"Kundnr;Kund;God man;Telefon":                  "contacts: contact",
		"Personnr;Namn;God man;Telefon":                "contacts: contact",
		"God man;Personnr;Namn;Telefon":                "contacts: contact",
		"Kund;Läkare;Telefon;Kontaktman;Telefon":       "contacts: contact, contact",
		"Anhörig;Boende;Telefon":                       "relatives: relative",
		"Boende;Anhörig;Telefon":                       "relatives: relative",
		"Boende;Telefon;Anhörig":                       "persons: person",
		"Telefon;Boende;Anhörig":                       "relatives: relative",
		"Telefon;Anhörig;Boende":                       "relatives: relative",
		"Anhörig;Relation;Brukare;Telefon":             "relatives: relative",
		"Brukare;Anhörig;Telefon;Mobil":                "relatives: relative relative",
		"Anhörig;Telefon;Brukare;Telefon":              "persons: person, relative",
		"Namn;Telefon;Anhörig;Telefon":                 "persons: person, relative",
		"Namn;Adress;Anhörig;Telefon":                  "persons: relative",
		"Namn;Adress;Anhörig;Relation;Telefon":         "persons: relative",
		"Namn;Nyckelnr;Anhörig;Telefon":                "persons: relative",
		"Namn;Anhörig;Nyckelnr;Telefon":                "persons: relative",
		"Namn;Adress;Telefon;Anhörig":                  "persons: person",
		"Namn;Adress;God man;Telefon":                  "persons: contact",
		"Namn;Kontaktman;Adress;Telefon":               "persons: person",
		"Namn;Telefon;Anhörig;Telefon;God man;Telefon": "persons: person, relative, contact",
		"Namn;Anhörig;Telefon;God man;Telefon":         "relatives: relative, contact",
		"Namn;God man;Telefon;Anhörig;Telefon":         "relatives: relative, contact",
		"Namn;Adress;Anhörig;Telefon;Telefon":          "persons: relative relative",
		"Namn;Kund telefon;God man;Telefon":            "persons: person, contact",
		"Kund;God man;God man telefon;Adress;Telefon":  "persons: person, contact",
	} {
		t.Run(header, func(t *testing.T) {
			var row []string
			n := 0
			for _, heading := range strings.Split(header, ";") {
				value := cells[heading]
				if value == "" {
					value = fmt.Sprintf("070-174 06 0%d", n)
					n++
				}
				row = append(row, value)
			}
			got := ""
			for i, line := range strings.Split(read(t, "lista.csv", []byte(header+"\n"+strings.Join(row, ";")+"\n")), "\n") {
				if i == 0 {
					got = strings.TrimSuffix(strings.TrimPrefix(line, "table."), " part") + ":"
				} else if n := strings.Count(line, "070-174"); n > 0 {
					got += strings.Repeat(" "+strings.Fields(line)[1], n) + ","
				}
			}
			if got = strings.TrimSuffix(got, ","); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

// A list of staff is about nobody in care, and an address of a god man is not the person's.
func TestWhoseSheetItIs(t *testing.T) {
	check(t, []sample{
		{name: "staff with titles", raw: "Namn;Titel;Telefon\nSara Ö;undersköterska;08-123 45 67\n", want: "fault intake.missing_columns"},
		{
			name: "a god man's address is told as not read", raw: "Kund;God man;Adress;Telefon;Anmärkning\nAnna Ek;Gun Alm;Lillgatan 2;08-123 45 67;svarar sent\n",
			want: "table.contacts part\n2 contact | of Anna Ek | God man | Gun Alm | 08-123 45 67\n1 warning unknown_columns [] Adress",
		},
		{
			name: "a name beside a role is not the person's", raw: "Personnr;Namn;Roll;Adress;Telefon\n192401297250;Gun Alm;God man;Lillgatan 2;08-123 45 67\n",
			want: "table.contacts part\n2 contact | of 192401297250 | God man | Gun Alm | 08-123 45 67\n1 warning unknown_columns [] Adress",
		},
	})
}

package care_test

import (
	"errors"
	"strings"
	"testing"

	"avbrottsparm/internal/care"
)

func TestFingerprintsSeeTheLookAndNotTheOrder(t *testing.T) {
	one := care.Fingerprint([]string{"Kund-nr", "Namn", "Telefon", ""})
	for name, c := range map[string]struct {
		headings []string
		same     bool
	}{
		"another order":       {[]string{"Telefon", "Kund-nr", "Namn"}, true},
		"case and signs":      {[]string{"KUND NR.", "namn:", "Telefon"}, true},
		"a heading more":      {[]string{"Kund-nr", "Namn", "Telefon", "Adress"}, false},
		"the same once more":  {[]string{"Kund-nr", "Namn", "Telefon", "Telefon"}, false},
		"words run together":  {[]string{"Kund-nr Namn", "Telefon"}, false},
		"a letter that isn't": {[]string{"Kund-nr", "Nåmn", "Telefon"}, false},
	} {
		if same := care.Fingerprint(c.headings) == one; same != c.same {
			t.Errorf("%s: same %v, want %v", name, same, c.same)
		}
	}
}

func TestMappingsAreWrittenAndReadWithinBounds(t *testing.T) {
	good := care.Mapping{Name: "Lista", Kind: "persons", Fingerprint: care.Fingerprint([]string{"Ref", "Vem"}), HeaderRow: 2,
		Columns: []care.MappedColumn{{Heading: "Ref", Field: "kundnr"}, {Heading: "Anh 2", Field: "relative.name", Number: 2}}}
	raw, err := care.EncodeMapping(good)
	if err != nil {
		t.Fatal(err)
	}
	back, err := care.DecodeMapping(raw)
	if err != nil || back.Columns[1].Number != 2 || back.HeaderRow != 2 {
		t.Errorf("read back %+v, %v", back, err)
	}
	for name, c := range map[string]struct {
		raw  string
		want error
	}{
		"nothing":               {"", care.ErrMapping},
		"another program's":     {`{"format":"x","version":1}`, care.ErrMapping},
		"a later version":       {strings.Replace(string(raw), `"version": 1`, `"version": 2`, 1), care.ErrMapping},
		"a field that it lacks": {strings.Replace(string(raw), `"name"`, `"rader": [], "name"`, 1), care.ErrMapping},
		"something after it":    {string(raw) + "{}", care.ErrMapping},
		"far too long":          {strings.Repeat(" ", care.MaxMapping) + string(raw), care.ErrMapping},
		"a long heading":        {strings.Replace(string(raw), "Ref", strings.Repeat("å", 61), 1), care.ErrMapping},
		"a system word":         {strings.Replace(string(raw), "kundnr", "../x", 1), care.ErrMapping},
		"somebody's number":     {strings.Replace(string(raw), "Ref", "19240129-7250", 1), care.ErrMappingPersonal},
	} {
		if _, err := care.DecodeMapping([]byte(c.raw)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

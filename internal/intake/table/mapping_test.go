package table_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// strange is a list whose headings nobody knows.
const strange = `Xlista Norr;;;;
Ref;Vem det är;Bor;Nås på;Ring vid kris
A-17;Åsa Ek;Ågatan 1;070-174 06 05;Eva Ek
A-18;Bo Öhrn;Storgatan 2;;
`

func strangeMapping() care.Mapping {
	return care.Mapping{
		Name: "Xlista", Kind: "persons", HeaderRow: 2,
		Fingerprint: care.Fingerprint([]string{"Ref", "Vem det är", "Bor", "Nås på", "Ring vid kris"}),
		Columns: []care.MappedColumn{{Heading: "Ref", Field: "kundnr"}, {Heading: "Vem det är", Field: "name"}, {Heading: "Bor", Field: "street"},
			{Heading: "Nås på", Field: "phone"}, {Heading: "Ring vid kris", Field: "relative.name"}},
	}
}

const strangeRead = `table.persons
3 person | kundnr A-17 Åsa Ek | Åsa Ek | Ågatan 1 | 070-174 06 05 Mobile
3 relative | of kundnr A-17 Åsa Ek | Eva Ek
4 person | kundnr A-18 Bo Öhrn | Bo Öhrn | Storgatan 2`

func readMapped(t *testing.T, raw string, maps care.Mappings) string {
	t.Helper()
	batches, err := newReader(t).ReadMapped(context.Background(), "a.csv", []byte(raw), now, maps)
	if err != nil {
		return faultLine(t, err)
	}
	var lines []string
	for _, b := range batches {
		lines = append(lines, describe(b)...)
	}
	wordsFor(t, batches)
	return strings.Join(lines, "\n")
}

func TestColumnsThatAPersonChose(t *testing.T) {
	m := strangeMapping()
	tried, known := care.Mappings{Tried: &m}, care.Mappings{Known: []care.Mapping{m}}
	elsewhere := "Ring vid kris;REF;Bor:;Nås på;Vem det är\nEva Ek;A-17;Ågatan 1;070-174 06 05;Åsa Ek\n"
	for name, c := range map[string]struct {
		raw  string
		maps care.Mappings
		want string
	}{
		"without a mapping":             {strange, care.Mappings{}, "fault intake.missing_columns"},
		"tried before it is saved":      {strange, tried, strangeRead},
		"remembered":                    {strange, known, strangeRead},
		"another order, other spelling": {elsewhere, known, "table.persons\n2 person | kundnr A-17 Åsa Ek | Åsa Ek | Ågatan 1 | 070-174 06 05 Mobile\n2 relative | of kundnr A-17 Åsa Ek | Eva Ek"},
		"one column more":               {strings.Replace(strange, "Ring vid kris", "Ring vid kris;Ny kolumn", 1), known, strangeRead + "\n2 warning unknown_columns [] Ny kolumn"},
		"one column less":               {strings.ReplaceAll(strange, "Bor", "Bostad"), known, "fault intake.missing_columns"},
		"a list that is known anyway":   {swedish, known, swedishRead},
	} {
		if got := readMapped(t, c.raw, c.maps); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

// A remembered mapping of a schedule, with a route for all rows; and a table without headings,
// whose mapping is only used where a person chose it.
func TestMappingsOfSchedulesAndOfTablesWithoutHeadings(t *testing.T) {
	schedule := care.Mapping{Name: "Körlista", Kind: "schedule", Fingerprint: care.Fingerprint([]string{"Nr", "Kl", "Hur länge", "Gör"}),
		Columns: []care.MappedColumn{{Heading: "Nr", Field: "kundnr"}, {Heading: "Kl", Field: "start"}, {Heading: "Hur länge", Field: "length"}, {Heading: "Gör", Field: "services"}},
		Fixed:   map[string]string{"route": "Blå"}}
	got := readMapped(t, "2026-11-23;;;\nNr;Kl;Hur länge;Gör\n7;08:00;30;Dusch\n8;fel;30;Dusch\n", care.Mappings{Known: []care.Mapping{schedule}})
	if want := "table.schedule\n3 visit | 1123 08:00-08:30 | kundnr 7 | Dusch | route Blå\n4 ERROR bad_time [Kl]"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	bare := care.Mapping{Name: "Utan rubriker", Kind: "persons", Headless: true,
		Columns: []care.MappedColumn{{Heading: "A", Field: "kundnr"}, {Heading: "B", Field: "name"}}}
	const raw = "7;Anna Ek;x\n8;Bo Ek;y\n"
	if got, want := readMapped(t, raw, care.Mappings{Tried: &bare}), "table.persons\n1 person | kundnr 7 Anna Ek | Anna Ek\n2 person | kundnr 8 Bo Ek | Bo Ek\n0 warning unknown_columns [] C"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := readMapped(t, raw, care.Mappings{Known: []care.Mapping{bare}}); got != "fault intake.missing_columns" {
		t.Errorf("a table without headings was read by itself:\n%s", got)
	}
}

func TestMappingsThatAreRefused(t *testing.T) {
	reader := newReader(t)
	if err := reader.VetMapping(strangeMapping()); err != nil {
		t.Errorf("a good one: %v", err)
	}
	for name, c := range map[string]struct {
		spoil func(m *care.Mapping)
		code  string
	}{
		"without a name":               {func(m *care.Mapping) { m.Name = "" }, "mapping.broken"},
		"a kind that there isn't":      {func(m *care.Mapping) { m.Kind = "cats" }, "mapping.broken"},
		"a field that there isn't":     {func(m *care.Mapping) { m.Columns[0].Field = "cat" }, "mapping.broken"},
		"a field of another kind":      {func(m *care.Mapping) { m.Columns[0].Field = "strength" }, "mapping.broken"},
		"a heading that is a number":   {func(m *care.Mapping) { m.Columns[2].Heading = "19240129-7250" }, "mapping.personal"},
		"a heading that is a phone":    {func(m *care.Mapping) { m.Columns[2].Heading = "070-174 06 05" }, "mapping.personal"},
		"a heading that is a person":   {func(m *care.Mapping) { m.Columns[1].Heading = "Åsa Ek" }, "mapping.personal"},
		"a heading that is an address": {func(m *care.Mapping) { m.Columns[1].Heading = "asa@example" }, "mapping.personal"},
		"a fixed name":                 {func(m *care.Mapping) { m.Fixed = map[string]string{"route": "Åsa Ek"} }, "mapping.personal"},
		"nobody":                       {func(m *care.Mapping) { m.Columns = m.Columns[2:] }, "intake.missing_columns"},
	} {
		m := strangeMapping()
		m.Columns = slices.Clone(m.Columns)
		c.spoil(&m)
		err := reader.VetMapping(m)
		if !text.IsFault(err, c.code) {
			t.Errorf("%s: %v, want %s", name, err, c.code)
			continue
		}
		faultLine(t, err)
	}
}

func TestSketches(t *testing.T) {
	reader := newReader(t)
	sketch, err := reader.Sketch(context.Background(), "a.csv", []byte(strange), now, care.Mappings{})
	must(t, err)
	s := sketch.Sheets[0]
	if s.HeaderRow != 2 || s.Kind != "" || len(s.Headings) != 5 || len(s.Samples) != 2 || s.Samples[1][1] != "Bo Öhrn" || !slices.Contains(s.Missing, "name") || s.Rows != 2 {
		t.Errorf("a strange list: %+v", s)
	}
	m := strangeMapping()
	sketch, err = reader.Sketch(context.Background(), "a.csv", []byte(strange), now, care.Mappings{Known: []care.Mapping{m}})
	must(t, err)
	if s = sketch.Sheets[0]; s.Kind != "persons" || s.Mapping != "Xlista" || s.Columns[4].Field != "relative.name" || len(s.Missing) != 0 {
		t.Errorf("with its mapping: %+v", s)
	}
	for raw, want := range map[string]string{
		"Kundnr;Namn;Adress;Favoritfärg\n7;Anna Ek;Storgatan 1;blå\n":                           "persons kundnr name street -",
		"Kundnr;Namn;Anhörig 1;Tel 1;Anhörig 2;Tel 2\n7;Anna Ek;Eva;08-12 34 56;Per;08-12 34\n": "relatives kundnr name relative.name relative.phone relative.name2 relative.phone2",
		"Boende;Läkemedel;Styrka;Dos\nAnna Ek;Alvedon;500 mg;1\n":                               "medications name medicine strength dosage",
		"Datum;Kundnr;Start;Slut\n2026-11-23;7;08:00;08:30\n":                                   "schedule date kundnr start end",
	} {
		sketch, err := reader.Sketch(context.Background(), "a.csv", []byte(raw), now, care.Mappings{})
		must(t, err)
		got := sketch.Sheets[0].Kind
		for _, c := range sketch.Sheets[0].Columns {
			field := c.Field
			if field == "" {
				field = "-"
			}
			if c.Number > 1 {
				field += "2"
			}
			got += " " + field
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", raw, got, want)
		}
		// What was understood is a mapping to go on from, and reads the file in the same way.
		draft := sketch.Sheets[0].Draft()
		draft.Name = "utkast"
		if err := reader.VetMapping(draft); err != nil {
			t.Errorf("%q: the draft is refused: %v", raw, err)
		}
		plain, mapped := readMapped(t, raw, care.Mappings{}), readMapped(t, raw, care.Mappings{Tried: &draft})
		if plain != mapped {
			t.Errorf("%q: by headings\n%s\nby its draft\n%s", raw, plain, mapped)
		}
	}
	sketch, err = reader.Sketch(context.Background(), "a.csv", []byte("7;Anna Ek\n8;Bo Ek\n"), now, care.Mappings{})
	must(t, err)
	if s = sketch.Sheets[0]; s.HeaderRow != 0 || !slices.Equal(s.Headings, []string{"A", "B"}) || !s.Draft().Headless {
		t.Errorf("no headings: %+v", s)
	}
}

// Every field and kind has its words.
func TestFieldsHaveWords(t *testing.T) {
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		words := text.For(lang)
		for _, group := range newReader(t).MappingFields() {
			if !words.Has("sheet."+group.Kind) || !words.Has("format.table."+group.Kind) {
				t.Errorf("%s has no name in %s", group.Kind, lang)
			}
			for _, field := range group.Fields {
				if !words.Has("column." + field) {
					t.Errorf("column.%s has no name in %s", field, lang)
				}
			}
			for _, needs := range group.Needs {
				if !slices.ContainsFunc(needs, func(field string) bool { return slices.Contains(group.Fields, field) }) {
					t.Errorf("%s needs %v, which can't be chosen", group.Kind, needs)
				}
			}
		}
	}
}

// FuzzMapping holds that no mapping that is accepted makes any table panic.
func FuzzMapping(f *testing.F) {
	good, err := care.EncodeMapping(strangeMapping())
	must(f, err)
	f.Add(good, []byte(strange))
	f.Add([]byte(`{"format":"avbrottsparm.mapping","version":1,"name":"x","fingerprint":"","headless":true,"kind":"schedule","columns":[{"heading":"A","field":"name"},{"heading":"ZZ","field":"start"}]}`), []byte(swedish))
	reader := newReader(f)
	f.Fuzz(func(t *testing.T, mapping, raw []byte) {
		m, err := care.DecodeMapping(mapping)
		if err != nil || reader.VetMapping(m) != nil {
			return
		}
		again, err := care.EncodeMapping(m)
		if err != nil {
			t.Fatalf("an accepted mapping can't be written: %v", err)
		}
		if _, err := care.DecodeMapping(again); err != nil {
			t.Fatalf("what was written can't be read: %v", err)
		}
		for _, maps := range []care.Mappings{{Tried: &m}, {Known: []care.Mapping{m}}} {
			if _, err := reader.Sketch(context.Background(), "a.csv", raw, now, maps); err != nil {
				faultLine(t, err)
			}
			if _, err := reader.ReadMapped(context.Background(), "a.csv", raw, now, maps); err != nil {
				faultLine(t, err)
			}
		}
	})
}

// FuzzOldWorkbook holds that no old workbook makes the reader panic or wait.
func FuzzOldWorkbook(f *testing.F) {
	for _, name := range []string{"schedule-97.xls", "schedule-95.xls", "medicines-97.xls", "formulas-97.xls"} {
		f.Add(fixture(f, name))
	}
	reader := newReader(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		batches, err := reader.Read(context.Background(), "a.xls", raw, now)
		if err != nil {
			faultLine(t, err)
			return
		}
		wordsFor(t, batches)
	})
}

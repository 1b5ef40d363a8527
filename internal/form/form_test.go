package form_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"avbrottsparm/data"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

func all(t testing.TB) []form.Form {
	t.Helper()
	files, err := data.Forms()
	if err != nil {
		t.Fatal(err)
	}
	forms, err := form.ReadAll(files)
	if err != nil {
		t.Fatal(err)
	}
	return forms
}

// labels are all ids and words of a form that tell what is to be written in it: not its rules.
func labels(f form.Form) []string {
	var found []string
	add := func(id string, label text.Both) { found = append(found, id, label.SV, label.EN) }
	fields := func(list []form.Field) {
		for _, field := range list {
			add(field.ID, field.Label)
		}
	}
	add("whose", f.Whose)
	for _, s := range f.Sections {
		fields(s.Fields)
		if s.Table == nil {
			continue
		}
		for _, c := range s.Table.Columns {
			add(c.ID, c.Title)
			fields(c.Fields)
		}
	}
	return found
}

// mentions finds the first label in which one of the words stands.
func mentions(f form.Form, words ...string) string {
	for _, label := range labels(f) {
		for _, word := range words {
			if strings.Contains(strings.ToLower(label), word) {
				return label
			}
		}
	}
	return ""
}

// Given the unit's forms, when they are read, then each is there, under the word that it is printed by
// or written by.
func TestEveryFormIsThere(t *testing.T) {
	want := map[string]string{ // the form, and behind which wall what is written belongs
		"journal": form.AreaSocial, "health_journal": form.AreaHealth, "deviation": form.AreaSocial, "sbar": form.AreaHealth,
		"application": form.AreaCaseWork, "concern": form.AreaCaseWork, "casenote": form.AreaCaseWork,
		"key_receipt": form.AreaCommon, "key_log": form.AreaCommon, "cabinet_log": form.AreaCommon, "rounds": form.AreaSocial,
		"fault_report": form.AreaCommon, "timeline": form.AreaCommon, "fees": form.AreaSocial, "access_request": form.AreaCommon,
		"phoniro": form.AreaCommon, "signature_keys": form.AreaCommon,
	}
	onScreen := map[string]string{
		"attendance": form.AreaSocial, "signing": form.AreaSocial, "absence": form.AreaSocial, "meals": form.AreaSocial,
		"decision": form.AreaCaseWork, "message": form.AreaSocial, "visit_change": form.AreaSocial, "door": form.AreaCommon,
		"alarm": form.AreaSocial, "login": form.AreaCommon,
	}
	got, gotOnScreen := map[string]string{}, map[string]string{}
	for i, f := range all(t) {
		if f.OnPaper() {
			got[f.ID] = f.Area
		} else {
			gotOnScreen[f.ID] = f.Area
		}
		if f.Order != i+1 {
			t.Errorf("%s is offered as number %d and stands at %d", f.ID, f.Order, i+1)
		}
		if f.Version < 1 || len(f.Source) == 0 || f.Foot.SV == "" && f.OnPaper() || f.After.SV == "" {
			t.Errorf("%s: version %d, sources %q, foot %q", f.ID, f.Version, f.Source, f.Foot.SV)
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("forms and areas: %v, want %v", got, want)
	}
	if !maps.Equal(gotOnScreen, onScreen) {
		t.Errorf("forms for the screen only and areas: %v, want %v", gotOnScreen, onScreen)
	}
	if papers := form.Papers(all(t)); len(papers) != len(want) {
		t.Errorf("%d forms can be printed, want %d", len(papers), len(want))
	}
}

// What a law or the routine says must never be missing from a form.
func TestFormsKeepToTheirRules(t *testing.T) {
	for _, f := range all(t) {
		if f.Area == form.AreaSocial {
			if label := mentions(f, "dos", "läkemedelsnamn", "preparat", "styrka", "dose", "strength", "drug"); label != "" {
				t.Errorf("%s asks for medicines on a social note: %q", f.ID, label)
			}
		}
		if f.Subject == form.SubjectUnit {
			if label := mentions(f, "personnummer", "identity number", "brukare", "patient", "portkod", "adress", "address"); label != "" {
				t.Errorf("%s is about the unit and asks for a person: %q", f.ID, label)
			}
		}
		if f.Group == form.GroupKeys && f.Subject != form.SubjectUnit {
			t.Errorf("%s is about a person: whoever finds it finds the door", f.ID)
		}
		// Paragraph numbers of SoL 2025:400 aren't known here.
		for _, words := range append(slices.Clone(f.Source), f.After.SV, f.After.EN) {
			if strings.Contains(words, "§") && strings.Contains(words, "SoL") {
				t.Errorf("%s: a paragraph of SoL: %q", f.ID, words)
			}
		}
	}
}

func TestWhatOnlySomeFormsSay(t *testing.T) {
	says := func(id string, sentence string) {
		t.Helper()
		for _, f := range all(t) {
			if f.ID == id && !slices.ContainsFunc(f.Rules, func(r text.Both) bool { return strings.Contains(r.SV, sentence) }) {
				t.Errorf("%s doesn't say %q", id, sentence)
			}
		}
	}
	says("concern", "Ett barn per blankett")
	says("concern", "kan inte vara anonym")
	says("journal", "En person per blad")
	says("health_journal", "En patient per blad")
	says("key_receipt", "Aldrig adress")
	says("key_log", "Aldrig adress")
	says("cabinet_log", "aldrig adress")
	says("fault_report", "Aldrig personnummer")
	says("signature_keys", "även vikarier")
}

// What must be filled in on paper is what the law asks of a note: when, what, who with which title,
// written when, signed (patientdatalagen 3 kap. 6 and 10 §§).
func TestANoteAsksForWhatItMustHold(t *testing.T) {
	must := []string{"author", "author_title", "signature", "written_time"}
	for _, f := range all(t) {
		if !slices.Contains([]string{"journal", "health_journal", "casenote", "deviation", "concern"}, f.ID) {
			continue
		}
		required := map[string]bool{}
		for _, s := range f.Sections {
			fields := slices.Clone(s.Fields)
			if s.Table != nil {
				for _, c := range s.Table.Columns {
					fields = append(fields, c.Fields...)
				}
			}
			for _, field := range fields {
				required[field.ID] = field.Required
			}
		}
		for _, id := range must {
			if !required[id] {
				t.Errorf("%s can be left without %s", f.ID, id)
			}
		}
	}
}

func TestStockIsEnoughAndNeverEndless(t *testing.T) {
	for _, c := range []struct {
		stock          form.Stock
		hours, persons int
		want           int
	}{
		{form.Stock{}, 8, 12, 0},
		{form.Stock{Least: 2}, 8, 12, 2},
		{form.Stock{Persons: 1, Hours: 24}, 8, 12, 12},
		{form.Stock{Persons: 1, Hours: 24}, 25, 12, 24},
		{form.Stock{Persons: 5}, 8, 12, 3},
		{form.Stock{Persons: 5, Least: 4}, 8, 12, 4},
		{form.Stock{Hours: 8}, 0, 0, 0},
		{form.Stock{Persons: 1, Hours: 1}, -5, -5, 0},
	} {
		if got := c.stock.Copies(c.hours, c.persons); got != c.want {
			t.Errorf("%+v for %d hours and %d persons: %d, want %d", c.stock, c.hours, c.persons, got, c.want)
		}
	}
}

// whole is a form with nothing wrong.
func whole() form.Form {
	b := func(s string) text.Both { return text.Both{SV: s, EN: s} }
	return form.Form{ID: "note", Version: 1, Order: 1, Title: b("Note"), About: b("A note"), After: b("Keep it"), Group: form.GroupSocial,
		Subject: form.SubjectPerson, Area: form.AreaSocial, Source: []string{"rutinen 5.3"},
		Sections: []form.Section{
			{Fields: []form.Field{{ID: "grade", Kind: form.FieldChoice, Label: b("Grade"), Choices: []form.Choice{{ID: "a", Both: b("a")}, {ID: "b", Both: b("b")}}}, {ID: "text", Kind: form.FieldText, Label: b("Text"), Lines: 3}}},
			{Table: &form.Table{Height: 10, Columns: []form.Column{{ID: "who", Kind: form.FieldName, Title: b("Who"), Width: 1}}}},
		}}
}

func TestAFormThatIsWrongIsRefusedWithThePlace(t *testing.T) {
	if err := whole().Check(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		spoil func(*form.Form)
		want  string
	}{
		"no version":            {func(f *form.Form) { f.Version = 0 }, "version"},
		"no place":              {func(f *form.Form) { f.Order = 0 }, "order"},
		"half a language":       {func(f *form.Form) { f.Sections[0].Fields[1].Label.EN = "" }, "sections[0].fields[1].label"},
		"no title":              {func(f *form.Form) { f.Title = text.Both{} }, "title"},
		"a foot of two lines":   {func(f *form.Form) { f.Foot = text.Both{SV: strings.Repeat("x", 76), EN: "x"} }, "foot"},
		"an id twice":           {func(f *form.Form) { f.Sections[1].Table.Columns[0].ID = "text" }, "stands twice"},
		"an id with a space":    {func(f *form.Form) { f.Sections[0].Fields[0].ID = "a b" }, "is no id"},
		"an unknown kind":       {func(f *form.Form) { f.Sections[0].Fields[0].Kind = "photo" }, "photo"},
		"an unknown group":      {func(f *form.Form) { f.Group = "other" }, "group"},
		"an unknown area":       {func(f *form.Form) { f.Area = "log" }, "area"},
		"an unknown subject":    {func(f *form.Form) { f.Subject = "dog" }, "subject"},
		"one choice":            {func(f *form.Form) { f.Sections[0].Fields[0].Choices = f.Sections[0].Fields[0].Choices[:1] }, "two choices"},
		"choices of a text":     {func(f *form.Form) { f.Sections[0].Fields[1].Choices = f.Sections[0].Fields[0].Choices }, "no choices"},
		"filling in the middle": {func(f *form.Form) { f.Sections[0].Fields[1].Lines = 0 }, "fill"},
		"a table in the middle": {func(f *form.Form) { f.Sections = append(f.Sections, f.Sections[0]); f.Sections[2].Fields = nil }, "last table"},
		"a row without height":  {func(f *form.Form) { f.Sections[1].Table.Height = 0 }, "millimetres"},
		"a column of nothing":   {func(f *form.Form) { f.Sections[1].Table.Columns[0].Kind = "" }, "kind or fields"},
		"a column too narrow":   {func(f *form.Form) { f.Sections[1].Table.Columns[0].Width = 0 }, "width"},
		"no sections":           {func(f *form.Form) { f.Sections = nil }, "sections"},
		"no source":             {func(f *form.Form) { f.Source = nil }, "source"},
		"control signs":         {func(f *form.Form) { f.Title.SV = "a\x00b" }, "title"},
		"a stock of millions":   {func(f *form.Form) { f.Stock.Least = 1_000_000 }, "stock"},
	} {
		t.Run(name, func(t *testing.T) {
			f := whole()
			c.spoil(&f)
			if err := f.Check(); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want something about %q", err, c.want)
			}
		})
	}
}

func TestAFileIsReadWholeOrNotAtAll(t *testing.T) {
	raw, err := json.Marshal(whole())
	if err != nil {
		t.Fatal(err)
	}
	if f, err := form.Parse(append([]byte("\ufeff"), raw...)); err != nil || f.ID != "note" {
		t.Errorf("read %q, %v", f.ID, err)
	}
	for name, bad := range map[string]string{
		"empty":           "",
		"a misspelt word": strings.Replace(string(raw), `"after"`, `"aftr"`, 1),
		"two forms":       string(raw) + string(raw),
		"no form":         `{}`,
		"a list":          `[]`,
		"too large":       string(raw) + strings.Repeat(" ", 300<<10),
	} {
		if _, err := form.Parse([]byte(bad)); err == nil {
			t.Errorf("%s is taken for a form", name)
		}
	}
	if _, err := form.ReadAll(fstest.MapFS{"other.json": {Data: raw}}); err == nil {
		t.Error("a file needn't be called like its form")
	}
	if forms, err := form.ReadAll(fstest.MapFS{"note.json": {Data: raw}, "README.md": {}}); err != nil || len(forms) != 1 {
		t.Errorf("read %d forms, %v", len(forms), err)
	}
}

// What is read is sound, however it was written.
func FuzzParse(f *testing.F) {
	files, err := data.Forms()
	if err != nil {
		f.Fatal(err)
	}
	for _, one := range all(f) {
		raw, err := files.Open(one.ID + ".json")
		if err != nil {
			f.Fatal(err)
		}
		buf := make([]byte, 64<<10)
		n, err := raw.Read(buf)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(buf[:n])
	}
	f.Add([]byte(`{"id":"a","sections":[{"table":{"height":1e308,"columns":[{"width":-1}]}}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		one, err := form.Parse(raw)
		if err != nil {
			return
		}
		if err := one.Check(); err != nil {
			t.Errorf("read although %v", err)
		}
		if n := one.Stock.Copies(1000, 1000); n < 0 || n > 1_000_000 {
			t.Errorf("%d copies", n)
		}
	})
}

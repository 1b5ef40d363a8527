package form_test

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"avbrottsparm/data"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// written is a form with nothing wrong that is filled in on the screen too.
func written() form.Form {
	b := func(s string) text.Both { return text.Both{SV: s, EN: s} }
	f := whole()
	f.Entry = &form.Written{Order: 1, Take: []string{"grade"}, Fields: []form.Field{
		{ID: "event_time", Kind: form.FieldTime, Label: b("When"), Required: true},
		{ID: "text", Kind: form.FieldText, Label: b("What"), Required: true, If: form.Condition{Field: "grade", Is: []string{"a"}}},
		{ID: "minutes", Kind: form.FieldNumber, Label: b("Time"), Min: 1, Max: 60, Unit: b("minutes")},
		{ID: "who", Kind: form.FieldName, Label: b("Who"), Pick: form.PickStaff},
	},
		Target: form.Target{System: "lifecare_hsl", Path: b("Lifecare: note"), By: form.ByHand,
			Order: []string{"person", "event_time", "grade", "text", "minutes", "who", "author"}},
		Walls:    []form.Wall{{If: form.Condition{Field: "grade", Is: []string{"b"}}, Area: form.AreaHealth}},
		Due:      []form.Due{{Hours: 48, What: b("Entered"), Source: "rutinen 5.3"}},
		Never:    []form.Content{form.ContentDose},
		Paper:    []string{"journal"},
		Pointers: []form.Pointer{{Text: b("Call"), If: form.Condition{Field: "grade", Is: []string{"a", "b"}}}},
	}
	return f
}

// Given a unit head who changed how a form is filled in on the screen, when something is wrong with it,
// then the fault names the place in the file.
func TestAScreenThatIsWrongIsRefusedWithThePlace(t *testing.T) {
	if err := written().Check(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		spoil func(*form.Written)
		want  string
	}{
		"a kind with a space":          {func(w *form.Written) { w.Kind = "my note" }, "entry.kind"},
		"half a title":                 {func(w *form.Written) { w.Title.SV = "Bara svenska" }, "entry.title"},
		"no place":                     {func(w *form.Written) { w.Order = 0 }, "entry.order"},
		"about a dog":                  {func(w *form.Written) { w.Subject = "dog" }, "entry.subject"},
		"a field that isn't there":     {func(w *form.Written) { w.Take = []string{"grade", "colour"} }, "entry.take"},
		"a field twice":                {func(w *form.Written) { w.Fields[1].ID = "grade" }, "stands twice"},
		"no fields":                    {func(w *form.Written) { w.Take, w.Fields = nil, nil }, "fields"},
		"a signature":                  {func(w *form.Written) { w.Fields[3].Kind = form.FieldSign }, "passphrase"},
		"a time that is a line":        {func(w *form.Written) { w.Fields[0].Kind = form.FieldLine }, `entry, field "event_time"`},
		"a text that is a line":        {func(w *form.Written) { w.Fields[1].Kind = form.FieldLine }, `entry, field "text"`},
		"if below itself":              {func(w *form.Written) { w.Fields[0].If = form.Condition{Field: "who", Is: []string{"x"}} }, "stands before"},
		"if of no choice":              {func(w *form.Written) { w.Fields[1].If.Is = []string{"c"} }, "is no choice of grade"},
		"if of nothing":                {func(w *form.Written) { w.Fields[1].If.Is = nil }, "must name a choice"},
		"answers from nowhere":         {func(w *form.Written) { w.Fields[3].Pick = "friends" }, ".pick"},
		"more than most":               {func(w *form.Written) { w.Fields[2].Min = 99 }, "min is the lower"},
		"bounds of a name":             {func(w *form.Written) { w.Fields[3].Max = 9 }, "bound a number"},
		"half a unit":                  {func(w *form.Written) { w.Fields[2].Unit.EN = "" }, ".unit"},
		"a wall that isn't there":      {func(w *form.Written) { w.Walls[0].Area = "kitchen" }, "entry.walls[0].area"},
		"a wall of no choice":          {func(w *form.Written) { w.Walls[0].If = form.Condition{} }, "entry.walls[0].if"},
		"a system that isn't there":    {func(w *form.Written) { w.Target.System = "lifecare" }, "entry.target.system"},
		"no way":                       {func(w *form.Written) { w.Target.Path = text.Both{} }, "entry.target.path"},
		"by pigeon":                    {func(w *form.Written) { w.Target.By = "pigeon" }, "entry.target.by"},
		"entered twice":                {func(w *form.Written) { w.Target.Order = append(w.Target.Order, "who") }, "stands twice"},
		"entered but not asked for":    {func(w *form.Written) { w.Target.Order = append(w.Target.Order, "colour") }, "is no field"},
		"asked for and not entered":    {func(w *form.Written) { w.Target.Order = w.Target.Order[:5] }, "lacks who"},
		"a mark before the event":      {func(w *form.Written) { w.Due[0].Hours = -1 }, "entry.due[0].hours"},
		"a mark of nothing":            {func(w *form.Written) { w.Due[0].What = text.Both{} }, "entry.due[0].what"},
		"a mark of no field":           {func(w *form.Written) { w.Due[0].If = form.Condition{Field: "colour", Is: []string{"red"}} }, "entry.due[0].if"},
		"a pointer without words":      {func(w *form.Written) { w.Pointers[0].Text = text.Both{} }, "entry.pointers[0].text"},
		"a pointer of no choice":       {func(w *form.Written) { w.Pointers[0].If.Is = []string{"c"} }, "entry.pointers[0].if"},
		"never what nobody finds":      {func(w *form.Written) { w.Never = []form.Content{"gossip"} }, "entry.never"},
		"a paper with a capital":       {func(w *form.Written) { w.Paper = []string{"Journal"} }, "entry.paper"},
		"more than anybody can follow": {func(w *form.Written) { w.Due = slices.Repeat(w.Due, 9) }, "more marks"},
	} {
		t.Run(name, func(t *testing.T) {
			f := written()
			c.spoil(f.Entry)
			if err := f.Check(); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want something about %q", err, c.want)
			}
		})
	}
}

// Given a file with a word misspelt in how it is filled in, when it is read, then it is refused with
// that word: a wall or a deadline never goes missing quietly.
func TestAMisspeltWordOfTheScreenIsNamed(t *testing.T) {
	raw, err := json.Marshal(written())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := form.Parse(raw); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"order", "take", "walls", "target", "system", "due", "hours", "pointers", "never", "pick"} {
		bad := strings.Replace(string(raw), `"`+word+`":`, `"`+word+`x":`, 1)
		if word == "order" { // of what is written on the screen: the paper's stands first
			at := strings.Index(string(raw), `"entry":`)
			bad = string(raw[:at]) + strings.Replace(string(raw[at:]), `"order":`, `"orderx":`, 1)
		}
		if _, err := form.Parse([]byte(bad)); err == nil || !strings.Contains(err.Error(), word+"x") {
			t.Errorf("%q misspelt: %v", word, err)
		}
	}
}

var wordOfAFile = regexp.MustCompile(`"([a-z_]+)": `)

// Given each file of the program, when any of its words is misspelt, the first time or the last, then the
// fault names the misspelt word: a unit head who edits a file by hand is told what, not just that.
func TestAnyMisspeltWordOfAnyFileIsNamed(t *testing.T) {
	files, err := data.Forms()
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, f := range all(t) {
		raw, err := fs.ReadFile(files, f.ID+".json")
		if err != nil {
			t.Fatal(err)
		}
		first, last := map[string][]int{}, map[string][]int{}
		for _, at := range wordOfAFile.FindAllSubmatchIndex(raw, -1) {
			word := string(raw[at[2]:at[3]])
			if first[word] == nil {
				first[word] = at
			}
			last[word] = at
		}
		for word := range first {
			for _, at := range [][]int{first[word], last[word]} {
				bad := slices.Concat(raw[:at[3]], []byte("q"), raw[at[3]:])
				if _, err := form.Parse(bad); err == nil || !strings.Contains(err.Error(), word+"q") {
					t.Errorf("%s: %q misspelt at %d: %v", f.ID, word, at[2], err)
				}
				tried++
			}
		}
	}
	if tried < 1000 {
		t.Errorf("only %d words were tried", tried)
	}
}

// A form for the screen only needs no sections, and one without either is none.
func TestAFormMayBeForTheScreenOnly(t *testing.T) {
	f := written()
	f.Sections, f.Entry.Take = nil, nil
	f.Entry.Walls, f.Entry.Pointers, f.Entry.Fields[1].If = nil, nil, form.Condition{}
	f.Entry.Target.Order = slices.DeleteFunc(f.Entry.Target.Order, func(id string) bool { return id == "grade" })
	if err := f.Check(); err != nil || f.OnPaper() {
		t.Errorf("on paper %v: %v", f.OnPaper(), err)
	}
	if left := form.Papers([]form.Form{f, whole()}); len(left) != 1 || left[0].Entry != nil {
		t.Errorf("%d can be printed", len(left))
	}
	f.Entry = nil
	if err := f.Check(); err == nil {
		t.Error("a form of nothing is taken for one")
	}
}

func TestAConditionHoldsForWhatWasChosen(t *testing.T) {
	for _, c := range []struct {
		cond   form.Condition
		values map[string]string
		want   bool
	}{
		{form.Condition{}, nil, true},
		{form.Condition{Field: "grade", Is: []string{"a"}}, nil, false},
		{form.Condition{Field: "grade", Is: []string{"a"}}, map[string]string{"grade": "a"}, true},
		{form.Condition{Field: "grade", Is: []string{"a", "b"}}, map[string]string{"grade": "c, b"}, true},
		{form.Condition{Field: "grade", Is: []string{"a"}}, map[string]string{"grade": "ab"}, false},
		{form.Condition{Field: "grade", Is: []string{"a"}}, map[string]string{"other": "a"}, false},
	} {
		if got := c.cond.Holds(c.values); got != c.want {
			t.Errorf("%+v for %v: %v", c.cond, c.values, got)
		}
	}
}

package data

import (
	"slices"
	"strings"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
)

func allForms(t testing.TB) []form.Form {
	t.Helper()
	files, err := Forms()
	if err != nil {
		t.Fatal(err)
	}
	forms, err := form.ReadAll(files)
	if err != nil {
		t.Fatal(err)
	}
	return forms
}

func allKinds(t testing.TB) entry.Kinds {
	t.Helper()
	kinds, err := entry.NewKinds(allForms(t))
	if err != nil {
		t.Fatal(err)
	}
	return kinds
}

// The systems of the routine, what is written by hand while each is gone, and where it goes afterwards:
// the table that the binder answers to, row by row.
func TestEachOfTheFourteenSystemsCanBeWrittenFor(t *testing.T) {
	rows := []struct {
		system string
		kinds  []entry.Kind
		back   map[entry.Kind]form.Delivery // those that Lifecare's interface takes
	}{
		{"log_in", []entry.Kind{"fault_report", "login"}, nil},
		{"access_administration", []entry.Kind{"access_request"}, nil},
		{"lifecare_myndighet", []entry.Kind{"case_note", "decision"}, nil},
		{"e_services", []entry.Kind{"application", "concern", "message"}, nil},
		{"lifecare_hsl", []entry.Kind{"health_note", "signing", "deviation", "sbar"}, nil},
		{"lifecare_utforare", []entry.Kind{"note", "deviation", "signing"}, map[entry.Kind]form.Delivery{"note": form.ByNote}},
		{"lifecare_planering", []entry.Kind{"visit_change"}, nil},
		{"lifecare_fees", []entry.Kind{"attendance", "absence", "meals", "fee_basis"},
			map[entry.Kind]form.Delivery{"attendance": form.ByVisit, "meals": form.ByMeal}},
		{"lmo_app", []entry.Kind{"attendance"}, map[entry.Kind]form.Delivery{"attendance": form.ByVisit}},
		{"phoniro_administration", []entry.Kind{"phoniro"}, nil},
		{"digital_locks", []entry.Kind{"key"}, nil},
		{"medicine_cabinets", []entry.Kind{"cabinet"}, nil},
		{"door_locks", []entry.Kind{"door"}, nil},
		{"safety_alarms", []entry.Kind{"alarm", "round"}, nil},
	}
	// What belongs to a system goes back into it, but for what citizens send, signings, faults, and what
	// both parts of Lifecare share.
	into := map[string][]string{
		"log_in": {"log_in", "service_desk"}, "e_services": {"lifecare_myndighet"}, "lifecare_hsl": {"lifecare_hsl", "lifecare_utforare"},
		"lifecare_utforare": {"lifecare_utforare", "lifecare_hsl"}, "lifecare_fees": {"lifecare_fees", "lmo_app"},
	}
	kinds := allKinds(t)
	written := map[entry.Kind]bool{"outage_note": true} // of no system: the outage's own
	var systems []string
	for _, row := range rows {
		systems = append(systems, row.system)
		for _, kind := range row.kinds {
			f, ok := kinds.Form(kind)
			if !ok {
				t.Errorf("%s: nothing is called %s", row.system, kind)
				continue
			}
			written[kind] = true
			by := form.ByHand
			if d, ok := row.back[kind]; ok {
				by = d
			}
			targets := into[row.system]
			if targets == nil {
				targets = []string{row.system}
			}
			if !slices.Contains(targets, f.Entry.Target.System) || f.Entry.Target.By != by {
				t.Errorf("%s: %s goes into %s by %s, want %q by %s", row.system, kind, f.Entry.Target.System, f.Entry.Target.By, targets, by)
			}
		}
	}
	if !slices.Equal(systems, form.Systems()[:len(systems)]) {
		t.Errorf("the systems are %q, want %q", form.Systems(), systems)
	}
	for _, kind := range kinds.Offered() {
		if !written[kind] {
			t.Errorf("%s stands in no row", kind)
		}
	}
	if n := len(kinds.Offered()); n != len(written) {
		t.Errorf("%d kinds, want %d", n, len(written))
	}
}

// What every kind must say so that it can be offered, written and entered.
func TestEveryKindCanBeOfferedAndEntered(t *testing.T) {
	// The papers that "parm print" knows besides the forms.
	papers := []string{"attendance", "visits", "schedule", "signing", "runbooks"}
	for _, f := range form.Papers(allForms(t)) {
		papers = append(papers, f.ID)
	}
	orders := map[int]string{}
	for _, f := range allForms(t) {
		if f.Entry == nil {
			continue
		}
		w, title := f.Entry, f.Called()
		for _, s := range []string{title.SV, title.EN} {
			if len([]rune(s)) > 28 {
				t.Errorf("%s: %q doesn't fit a tile", f.Word(), s)
			}
		}
		if other := orders[w.Order]; other != "" {
			t.Errorf("%s and %s are both offered as number %d", f.Word(), other, w.Order)
		}
		orders[w.Order] = f.Word()
		fields := f.EntryFields()
		if fields[0].ID != form.IDEventTime || !fields[0].Required || fields[0].If.Field != "" {
			t.Errorf("%s doesn't ask first when it happened", f.Word())
		}
		if n := len(f.Entry.Take) + len(f.Entry.Fields); n != len(fields) {
			t.Errorf("%s asks for %d fields, want %d", f.Word(), len(fields), n)
		}
		for _, word := range w.Paper {
			if !slices.Contains(papers, word) {
				t.Errorf("%s is written down from %s, which can't be printed", f.Word(), word)
			}
		}
		named := slices.Contains(w.Target.Order, "personal_id") && slices.Contains(w.Target.Order, "person")
		if named != (f.EntrySubject() == form.SubjectPerson) {
			t.Errorf("%s is about a %s, and its target asks for %q", f.Word(), f.EntrySubject(), w.Target.Order)
		}
		for _, id := range []string{"author", "author_title", "written_time"} {
			if !slices.Contains(w.Target.Order, id) {
				t.Errorf("%s leaves out %s", f.Word(), id)
			}
		}
		// The system's name stands before the way, so that it can be told apart.
		for _, path := range []string{w.Target.Path.SV, w.Target.Path.EN} {
			if name, way, named := strings.Cut(path, ": "); !named || name == "" || way == "" {
				t.Errorf("%s goes into %q, which names no system", f.Word(), path)
			}
		}
		for _, due := range w.Due {
			if due.Source == "" || strings.Contains(due.Source, "2025:400") && strings.Contains(due.Source, "§") {
				t.Errorf("%s: the mark %q rests on %q", f.Word(), due.What.SV, due.Source)
			}
		}
		for _, pointer := range w.Pointers {
			if strings.Contains(pointer.Text.SV, "2025:400") && strings.Contains(pointer.Text.SV, "§") {
				t.Errorf("%s prints a paragraph that isn't known here", f.Word())
			}
		}
	}
}

// What is kept apart by law and routine, and where nothing about medicines belongs.
func TestKindsKeepToTheirRules(t *testing.T) {
	kinds := allKinds(t)
	of := func(keep func(*form.Written) bool) []string {
		var found []string
		for _, kind := range kinds.Offered() {
			if f, _ := kinds.Form(kind); keep(f.Entry) {
				found = append(found, string(kind))
			}
		}
		slices.Sort(found)
		return found
	}
	for name, c := range map[string]struct{ got, want []string }{
		"no doses":           {of(func(w *form.Written) bool { return slices.Contains(w.Never, form.ContentDose) }), []string{"absence", "attendance", "fee_basis", "meals", "note", "visit_change"}},
		"no name or number":  {of(func(w *form.Written) bool { return slices.Contains(w.Never, form.ContentPerson) }), []string{"access_request", "alarm", "cabinet", "door", "fault_report", "key", "login", "outage_note", "phoniro", "round"}},
		"a second person":    {of(func(w *form.Written) bool { return w.Second }), []string{"signing"}},
		"about anyone":       {of(func(w *form.Written) bool { return w.Anyone }), []string{"concern", "deviation", "message"}},
		"more than one wall": {of(func(w *form.Written) bool { return len(w.Walls) > 0 }), []string{"deviation", "message", "signing"}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: %q, want %q", name, c.got, c.want)
		}
	}
	for _, c := range []struct {
		kind         entry.Kind
		field, value string
		want         access.Area
	}{
		{"deviation", "law", "sol", access.AreaSocial}, {"deviation", "law", "lss", access.AreaSocial}, {"deviation", "law", "hsl", access.AreaHealth},
		// Home care signs health orders on delegation and has no key to the health record (routine 5.3).
		{"signing", "delegation", "valid", access.AreaSocial}, {"signing", "delegation", "doubtful", access.AreaSocial},
		{"signing", "delegation", "instruction", access.AreaSocial}, {"signing", "delegation", "no_delegation_needed", access.AreaHealth},
		{"message", "side", "provider", access.AreaSocial}, {"message", "side", "casework", access.AreaCaseWork},
		{"note", "", "", access.AreaSocial}, {"health_note", "", "", access.AreaHealth}, {"concern", "", "", access.AreaCaseWork}, {"key", "", "", access.AreaCommon},
	} {
		if got := kinds.Wall(entry.Entry{Kind: c.kind, Values: map[string]string{c.field: c.value}}); got != c.want {
			t.Errorf("%s with %s %s lies behind %v, want %v", c.kind, c.field, c.value, got, c.want)
		}
	}
}

// What the law asks for besides a deviation, and at once.
func TestADeviationPointsToItsLaw(t *testing.T) {
	f, _ := allKinds(t).Form("deviation")
	for _, c := range []struct {
		values   map[string]string
		says     []string
		doesNot  []string
		atOnceBy string
	}{
		{map[string]string{"law": "sol", "sort": "conduct", "grade": "risk"}, []string{"Lex Sarah", "chefen", "genast", "IVO"}, []string{"Lex Maria", "sjuksköterska"}, "2025:400"},
		{map[string]string{"law": "lss", "sort": "fall", "grade": "harm"}, []string{"Lex Sarah", "112", "blodförtunnande"}, []string{"Lex Maria"}, "LSS 24 b §"},
		{map[string]string{"law": "hsl", "sort": "medicine", "grade": "near_miss"}, []string{"Lex Maria", "MAS", "vårdgivaren", "IVO snarast", "3 kap. 5 §"}, []string{"Lex Sarah"}, "patientsäkerhetslagen 6 kap. 4 §"},
	} {
		var said []string
		for _, pointer := range f.Entry.Pointers {
			if pointer.If.Holds(c.values) {
				said = append(said, pointer.Text.SV)
			}
		}
		all := strings.Join(said, "\n")
		for _, word := range c.says {
			if !strings.Contains(all, word) {
				t.Errorf("%v: nothing says %q in\n%s", c.values, word, all)
			}
		}
		for _, word := range c.doesNot {
			if strings.Contains(all, word) {
				t.Errorf("%v: %q is said in\n%s", c.values, word, all)
			}
		}
		var atOnce []string
		for _, due := range f.Entry.Due {
			if due.Hours == 0 && due.If.Holds(c.values) {
				atOnce = append(atOnce, due.Source)
			}
		}
		if len(atOnce) != 1 || !strings.Contains(atOnce[0], c.atOnceBy) {
			t.Errorf("%v: at once by %q, want %q", c.values, atOnce, c.atOnceBy)
		}
	}
}

// Given an author who has the key to one side of a wall only, when an entry begins, then it begins on
// that side; whoever has both, or made the choice already, is left alone.
func TestAnEntryBeginsOnTheAuthorsSideOfTheWall(t *testing.T) {
	kinds := allKinds(t)
	for _, c := range []struct {
		kind   entry.Kind
		open   []access.Area
		chosen map[string]string
		want   access.Area
	}{
		{"signing", []access.Area{access.AreaHealth}, nil, access.AreaHealth},
		{"signing", []access.Area{access.AreaSocial}, nil, access.AreaSocial},
		{"signing", []access.Area{access.AreaSocial, access.AreaHealth}, nil, access.AreaSocial},
		{"signing", []access.Area{access.AreaHealth}, map[string]string{"delegation": "valid"}, access.AreaSocial},
		{"deviation", []access.Area{access.AreaHealth}, map[string]string{"sort": "fall"}, access.AreaHealth},
		{"message", []access.Area{access.AreaCaseWork}, nil, access.AreaCaseWork},
		{"message", []access.Area{access.AreaHealth}, nil, access.AreaSocial},
		{"health_note", []access.Area{access.AreaSocial}, nil, access.AreaHealth},
	} {
		began := kinds.Within(entry.Entry{Kind: c.kind, Values: c.chosen}, func(area access.Area) bool { return slices.Contains(c.open, area) })
		if got := kinds.Wall(began); got != c.want {
			t.Errorf("%s by who opens %v, chosen %v: lies behind %v, want %v", c.kind, c.open, c.chosen, got, c.want)
		}
		for id, value := range c.chosen {
			if began.Values[id] != value {
				t.Errorf("%s: %s was changed to %q", c.kind, id, began.Values[id])
			}
		}
	}
}

package shell

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/settings"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

func TestFunctionKeysWorkWithinAField(t *testing.T) {
	w := unlocked(t)
	for _, c := range []struct {
		press func()
		want  page.Name
	}{
		{func() { w.press(fyne.KeyF2) }, page.Write},
		{func() { w.press(fyne.KeyF3) }, page.People},
		{func() { w.press(fyne.KeyF4) }, page.Paper},
		{func() { w.ctrl(fyne.KeyN) }, page.Write},
		{func() { w.ctrl(fyne.KeyF) }, page.People},
		{func() { w.ctrl(fyne.KeyP) }, page.Paper},
		{func() { w.ctrl(fyne.Key1) }, page.Start},
		{func() { w.ctrl(fyne.Key6) }, page.Backlog},
		{func() { w.ctrl(fyne.Key8) }, page.Settings},
		{func() { w.ctrl(fyne.Key9) }, page.Settings}, // no ninth place: nothing happens
	} {
		if w.win.Canvas().Focused() == nil {
			t.Fatalf("nothing has the keyboard at %q", w.At())
		}
		c.press()
		if w.At() != c.want || w.open.frame.column.Chosen() != string(c.want) {
			t.Errorf("at %q, the column marks %q, want %q", w.At(), w.open.frame.column.Chosen(), c.want)
		}
		if w.win.Canvas().Focused() != w.screens[c.want].field {
			t.Errorf("the keyboard is not where %q begins", c.want)
		}
	}
}

func TestAScreenLeavesBeforeTheNextOneAndIsMadeOnce(t *testing.T) {
	w := unlocked(t)
	w.Show(page.Place{Page: page.People})
	w.Show(page.Place{Page: page.People, PersonID: "x"})
	people := w.screens[page.People]
	if w.screens[page.Start].left != 1 || people.left != 0 || len(people.opened) != 2 {
		t.Errorf("start left %d times, people left %d and opened %d times", w.screens[page.Start].left, people.left, len(people.opened))
	}
	w.Show(page.Place{Page: page.Start})
	w.Show(page.Place{Page: page.People})
	if w.screens[page.People] != people {
		t.Error("the screen was made twice")
	}
}

func TestTheHelpListsTheKeysAndEscapeClosesIt(t *testing.T) {
	w := unlocked(t)
	w.press(fyne.KeyF1)
	if reads := w.reads(); !strings.Contains(reads, w.words.Say("shell.key.lock")) || !strings.Contains(reads, "F12") {
		t.Fatal("the help does not say how to lock")
	}
	w.press(fyne.KeyEscape)
	if w.win.Canvas().Overlays().Top() != nil {
		t.Fatal("Escape did not close the help")
	}
}

func TestTheSearchOpensAPersonFromAnywhere(t *testing.T) {
	w := unlocked(t)
	someone := w.Session().People("")[7]
	w.ctrl(fyne.KeyK)
	test.Type(w.win.Canvas().Focused(), someone.Name)
	if !w.open.frame.find.panel.Visible() {
		t.Fatal("nothing was found")
	}
	w.press(fyne.KeyReturn)
	people := w.screens[page.People]
	if w.At() != page.People || people.opened[len(people.opened)-1].PersonID != someone.ID {
		t.Fatalf("at %q with %+v", w.At(), people.opened)
	}
	if w.open.frame.find.field.Text != "" || w.open.frame.find.panel.Visible() {
		t.Error("the search stands open over the person")
	}
}

func TestTheSearchKnowsPlacesAndWalksWithArrows(t *testing.T) {
	w := unlocked(t)
	w.Find("s")
	find := w.open.frame.find
	if len(find.found) != mostFound {
		t.Fatalf("%d rows, want %d", len(find.found), mostFound)
	}
	first := find.found[0].to.Page
	second := find.found[1].to
	if first != page.Schedule {
		t.Errorf("the first place that begins so is %q", first)
	}
	w.press(fyne.KeyDown)
	w.press(fyne.KeyReturn)
	if w.At() != second.Page {
		t.Errorf("at %q, want %q", w.At(), second.Page)
	}
	w.Find("xqzw")
	if got := find.more.Text(); got != w.words.Say("shell.find.nobody") {
		t.Errorf("nobody found reads %q", got)
	}
	w.press(fyne.KeyEscape)
	if find.panel.Visible() {
		t.Error("Escape did not close the search")
	}
}

func TestAProtectedPersonIsFoundWithoutAddress(t *testing.T) {
	w := unlocked(t)
	for _, p := range w.Session().People("") {
		if !p.Protected {
			continue
		}
		row := w.open.frame.find.row(p, w.Session().Now())
		if row.Subtitle != p.PersonalID.Written(night) || len(row.Marks) != 1 {
			t.Errorf("the row reads %+v", row)
		}
		return
	}
	t.Fatal("the demo has no protected person")
}

func TestResultsGoByThemselvesAndFaultsStay(t *testing.T) {
	w := unlocked(t)
	w.Tell("Sparat.")
	w.wait(tellFor - 1)
	if w.open.frame.foot.text() != "Sparat." {
		t.Fatal("the result went too early")
	}
	w.wait(1)
	if w.open.frame.foot.text() != "" {
		t.Fatal("the result stayed")
	}
	w.Fail(text.NewFault("print.nothing"))
	w.wait(60)
	if got := w.open.frame.foot.text(); got != w.words.Say("error.print.nothing") {
		t.Fatalf("the fault reads %q", got)
	}
	w.Fail(errors.New("anna berg 19121212-1212"))
	if got := w.open.frame.foot.text(); got != w.words.Say("error.unknown") {
		t.Fatalf("an error without a sentence reads %q", got)
	}
}

func TestTheClockGoes(t *testing.T) {
	w := unlocked(t)
	if !strings.Contains(w.reads(), "03:12") {
		t.Fatal("the clock is not shown")
	}
	w.wait(60)
	if !strings.Contains(w.reads(), "03:13") {
		t.Fatal("the clock stands still")
	}
}

func TestAnotherLanguageHoldsAtOnceAndIsRemembered(t *testing.T) {
	w := unlocked(t)
	w.ctrl(fyne.Key8)
	before := w.screens[page.Settings]
	choices := w.Choices
	choices.Lang, choices.Dark = text.English, true
	w.Choose(choices)
	if before.left != 1 || w.At() != page.Settings || !strings.Contains(w.reads(), "Lock F12") {
		t.Errorf("left %d times, at %q", before.left, w.At())
	}
	if got := w.Session().Words().Lang(); got != text.English {
		t.Errorf("the desk speaks %q", got)
	}
	if got := LoadChoices(w.Keep); got != choices {
		t.Errorf("remembered %+v", got)
	}
	if got := lang.L("Cancel"); got != "Cancel" {
		t.Errorf("Fyne says %q", got)
	}
	w.Choose(settings.Usual())
	if got := lang.L("Cancel"); got != "Avbryt" {
		t.Errorf("Fyne says %q", got)
	}
}

func TestTheColumnCollapsesWhereItsWordsTakeTheRoomOfThePage(t *testing.T) {
	w := unlocked(t)
	for _, c := range []struct {
		width     float32
		large     bool
		collapsed bool
	}{{1366, false, false}, {1280, false, false}, {1366, true, false}, {1280, true, true}, {900, false, true}} {
		choices := settings.Usual()
		choices.Large = c.large
		w.Choose(choices)
		w.win.Resize(fyne.NewSize(c.width, 700))
		if got := w.open.frame.column.Collapsed(); got != c.collapsed {
			t.Errorf("%v wide, large %v: collapsed %v", c.width, c.large, got)
		}
	}
}

func TestTheBandTellsTheMostUrgentState(t *testing.T) {
	w := text.For(text.Swedish)
	fresh := func(person, visit time.Duration, old bool) []desk.KindAge {
		return []desk.KindAge{
			{Kind: care.KindVisit, AsOf: night.Add(-visit), TooOld: old},
			{Kind: care.KindPerson, AsOf: night.Add(-person)},
			{Kind: care.KindPlan, AsOf: night.Add(-900 * time.Hour), TooOld: true},
		}
	}
	for name, c := range map[string]struct {
		st           desk.Status
		kind         control.BandKind
		word, button string
		says         []string
		to           page.Name
	}{
		"normal": {desk.Status{Fresh: fresh(8*time.Hour, 2*time.Hour, false)}, control.BandNormal, "NORMALT", "", []string{"i går 19:12", "(8 h)"}, ""},
		"old":    {desk.Status{Fresh: fresh(8*time.Hour, 30*time.Hour, true)}, control.BandOutage, "GAMLA UPPGIFTER", "Läs in", []string{"(30 h)"}, page.Intake},
		"old before waiting": {desk.Status{Fresh: fresh(8*time.Hour, 30*time.Hour, true), Counts: desk.Counts{Waiting: 3}},
			control.BandOutage, "GAMLA UPPGIFTER", "Läs in", nil, page.Intake},
		"empty": {desk.Status{Fresh: []desk.KindAge{{Kind: care.KindPerson, TooOld: true}}}, control.BandOutage, "TOM PÄRM", "Läs in", nil, page.Intake},
		"return": {desk.Status{Fresh: fresh(time.Hour, time.Hour, false), Counts: desk.Counts{Waiting: 16, Entered: 31}},
			control.BandReturn, "ÅTERINFÖRING", "Fortsätt", []string{"31 av 47 införda", "(1 h)"}, page.Backlog},
		"drill": {desk.Status{Demo: true, Fresh: fresh(time.Hour, time.Hour, false)}, control.BandDrill, "ÖVNING", "", []string{"Påhittade personer"}, ""},
		"drill with notes": {desk.Status{Demo: true, Fresh: fresh(time.Hour, time.Hour, false), Counts: desk.Counts{Waiting: 1}},
			control.BandDrill, "ÖVNING", "Fortsätt", []string{"Påhittade personer", "0 av 1 införda"}, page.Backlog},
		"outage before all else": {desk.Status{Fresh: fresh(8*time.Hour, 30*time.Hour, true), Counts: desk.Counts{Waiting: 3}, Condition: outageFor(3 * time.Hour)},
			control.BandOutage, "AVBROTT", "Öppna avbrottet", []string{"Lifecare ligger nere, sedan i dag 00:12 (3 h)", "1 till pågår", "(30 h)"}, page.Outage},
		"return before old": {desk.Status{Fresh: fresh(8*time.Hour, 30*time.Hour, true), Counts: desk.Counts{Waiting: 3, Entered: 1},
			Condition: desk.Condition{Phase: desk.PhaseReturn, Outage: &outage.Outage{ID: "o"}, Waiting: 3}},
			control.BandReturn, "ÅTERINFÖRING", "Fortsätt", []string{"1 av 4 införda"}, page.Backlog},
		"drill with an outage": {desk.Status{Demo: true, Fresh: fresh(time.Hour, time.Hour, false), Condition: outageFor(time.Hour)},
			control.BandDrill, "ÖVNING", "Öppna avbrottet", []string{"Påhittade personer", "AVBROTT: Lifecare"}, page.Outage},
		"save often": {desk.Status{Fresh: fresh(time.Hour, time.Hour, false), SaveOften: &outage.Planned{End: night.Add(time.Hour)}},
			control.BandNormal, "NORMALT", "", []string{"Spara ofta", "till 04:12"}, ""},
	} {
		var went page.Name
		band := bandOf(w, c.st, night, func(o outage.Outage) string { return o.Title }, func(to page.Name) func() { return func() { went = to } })
		if band.Kind != c.kind || band.Word != c.word || band.Button != c.button {
			t.Errorf("%s: %+v", name, band)
		}
		for _, part := range c.says {
			if !strings.Contains(band.Text, part) {
				t.Errorf("%s: %q lacks %q", name, band.Text, part)
			}
		}
		if band.Press != nil {
			band.Press()
		}
		if went != c.to {
			t.Errorf("%s: the button leads to %q", name, went)
		}
	}
}

// outageFor is an outage that has lasted for a while, with another beside it.
func outageFor(long time.Duration) desk.Condition {
	return desk.Condition{Phase: desk.PhaseOutage, Outage: &outage.Outage{ID: "o", Title: "Lifecare ligger nere", Began: night.Add(-long)}, More: 1}
}

func TestPreferencesHoldNothingButLookSizeAndMinutes(t *testing.T) {
	w := unlocked(t)
	kept := &keeping{Preferences: w.Keep}
	w.Keep = kept
	choices := settings.Usual()
	choices.Large = true
	w.Choose(choices)
	w.close()
	for _, name := range kept.names {
		switch name {
		case keepLang, keepDark, keepLarge, keepLock, keepWidth, keepHeight:
		default:
			t.Errorf("preferences hold %q", name)
		}
	}
	if len(kept.names) == 0 {
		t.Error("nothing was remembered")
	}
}

// keeping notes under which names something is remembered.
type keeping struct {
	fyne.Preferences
	names []string
}

func (k *keeping) SetString(name, value string)        { k.names = append(k.names, name) }
func (k *keeping) SetBool(name string, value bool)     { k.names = append(k.names, name) }
func (k *keeping) SetInt(name string, value int)       { k.names = append(k.names, name) }
func (k *keeping) SetFloat(name string, value float64) { k.names = append(k.names, name) }

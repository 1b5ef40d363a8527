package start

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

func TestTheThreeStatesDifferInWordColourAndWay(t *testing.T) {
	w := text.For(text.Swedish)
	name := func(o outage.Outage) string { return o.Title }
	o := &outage.Outage{ID: "o", Title: "Lifecare ligger nere", Began: friday.Add(-3 * time.Hour)}
	over := *o
	over.Ended = friday.Add(-time.Hour)
	kinds, words := map[control.BandKind]bool{}, map[string]bool{}
	for _, c := range []struct {
		condition desk.Condition
		title     string
		more      string
		to        page.Place
	}{
		{desk.Condition{Phase: desk.PhaseNormal}, "Inget avbrott pågår", "", page.Place{}},
		{desk.Condition{Phase: desk.PhaseOutage, Outage: o, More: 1}, "Lifecare ligger nere", "Sedan i dag 11:07 (3 h). 1 avbrott till pågår.", page.Place{Page: page.Outage, Part: page.OutageNow, Outage: "o"}},
		{desk.Condition{Phase: desk.PhaseReturn, Outage: &over, Waiting: 4}, "Avbrottet är slut: Lifecare ligger nere", "Över i dag 13:07. 4 anteckningar väntar på att föras in.", page.Place{Page: page.Backlog}},
	} {
		got := conditionOf(w, desk.Status{Condition: c.condition}, friday, name)
		if got.title != c.title || got.more != c.more || got.to != c.to || (got.button == "") != (c.to == page.Place{}) {
			t.Errorf("%s: %+v", c.condition.Phase, got)
		}
		kinds[got.kind], words[got.word] = true, true
	}
	if len(kinds) != 3 || len(words) != 3 {
		t.Errorf("the states are told as %v and %v", kinds, words)
	}
}

// Notes that wait although nobody told of an outage are the same state as in the band.
func TestNotesThatWaitAreNeverCalledNormal(t *testing.T) {
	st := desk.Status{Condition: desk.Condition{Phase: desk.PhaseNormal}, Counts: desk.Counts{Waiting: 2, Entered: 1}}
	got := conditionOf(text.For(text.Swedish), st, friday, func(o outage.Outage) string { return o.Title })
	if got.kind != control.BandReturn || got.word != "ÅTERINFÖRING" || got.title != "1 av 3 införda i Lifecare" || got.to.Page != page.Backlog {
		t.Errorf("%+v", got)
	}
}

// In a drill and in the demo nothing looks like the real state, which can be read beside the word.
func TestADrillIsNeverTakenForTheRealState(t *testing.T) {
	w := text.For(text.Swedish)
	o := &outage.Outage{ID: "o", Title: "Lifecare ligger nere", Began: friday.Add(-3 * time.Hour), Ended: friday.Add(-time.Hour)}
	for phase, title := range map[desk.Phase]string{desk.PhaseNormal: "NORMALT: Inget avbrott pågår", desk.PhaseOutage: "AVBROTT: Lifecare ligger nere",
		desk.PhaseReturn: "ÅTERINFÖRING: Avbrottet är slut: Lifecare ligger nere"} {
		st := desk.Status{Demo: true, Condition: desk.Condition{Phase: phase, Outage: o}}
		got := conditionOf(w, st, friday, func(o outage.Outage) string { return o.Title })
		st.Demo = false
		real := conditionOf(w, st, friday, func(o outage.Outage) string { return o.Title })
		if got.kind != control.BandDrill || got.word != "ÖVNING" || got.title != title || !strings.HasPrefix(got.more, "Påhittade personer.") || got.to != real.to || got.button != real.button {
			t.Errorf("%s: %+v", phase, got)
		}
		if real.kind == control.BandDrill || real.word == got.word {
			t.Errorf("%s: the real state is told as %+v", phase, real)
		}
	}
}

func TestTheStartPageGoesFromNormalToOutageAndSomethingBrokenIsAlwaysThere(t *testing.T) {
	h := pagetest.New(t)
	s := New(h).(*screen)
	h.Open(s, page.Place{})
	if _, title, _ := s.condition.card.Says(); !strings.HasPrefix(title, "NORMALT") || s.condition.act.Visible() {
		t.Error("all is normal and it doesn't say so")
	}
	trouble := s.tiles[len(s.tiles)-1]
	press := func() page.Place {
		trouble.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		return h.Shown[len(h.Shown)-1]
	}
	if trouble.Title() != "Något fungerar inte" || press().Part != page.OutageTrouble {
		t.Errorf("%q leads to %+v", trouble.Title(), h.Shown)
	}
	began, err := h.Session().StartOutage(t.Context(), outage.Event{At: h.Clock.Add(-2 * time.Hour), Broken: []outage.Broken{{Failure: "lifecare"}}})
	if err != nil {
		t.Fatal(err)
	}
	h.Hand.Move(refreshEvery)
	word, title, more := s.condition.card.Says()
	if s.condition.card.Kind() != control.BandDrill || word != "ÖVNING" || !strings.Contains(title, "AVBROTT: Lifecare") || !strings.Contains(more, "(2 h)") {
		t.Errorf("it says %q %q %q", word, title, more)
	}
	if !strings.Contains(reads(s), "nytt meddelande till enheterna") {
		t.Error("nobody is asked for word to the units after two hours")
	}
	s.condition.act.OnTapped()
	if to := h.Shown[len(h.Shown)-1]; to.Part != page.OutageNow || to.Outage != began.ID || press().Part != page.OutageTrouble {
		t.Errorf("it leads to %+v", to)
	}
}

// While an outage goes on the first page never says that nothing needs doing: it counts the steps that
// are left, and says when none is.
func TestAnOutageIsNeverCalm(t *testing.T) {
	w := text.For(text.Swedish)
	view := desk.OutageView{Outage: outage.Outage{ID: "o", Began: friday}, Steps: []desk.StepRow{{Done: true}, {}, {}}}
	for left, said := range []string{"Avbrottet pågår. Alla dina steg är gjorda.", "1 av dina steg i avbrottet är inte gjort.", "2 av dina steg i avbrottet är inte gjorda."} {
		for i := range view.Steps {
			view.Steps[i].Done = i >= left
		}
		calls := outageCalls(w, view, outage.Catalogue{})
		if len(calls) != 1 || calls[0].sentence != said || (calls[0].tone == control.ToneCalm) != (left == 0) || calls[0].to.Part != page.OutageNow {
			t.Errorf("%d left: %+v", left, calls)
		}
	}
	view.Ended = friday.Add(time.Hour)
	if calls := append(outageCalls(w, view, outage.Catalogue{}), outageCalls(w, desk.OutageView{}, outage.Catalogue{})...); len(calls) != 0 {
		t.Errorf("%+v", calls)
	}
}

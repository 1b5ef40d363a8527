package outage

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

func TestASourceIsASectionOfTheRoutine(t *testing.T) {
	w := text.For(text.Swedish)
	if said := sourceWords(w, "routine 4.4"); said != "Enligt rutinen 4.4" {
		t.Errorf("it says %q", said)
	}
	h := pagetest.New(t)
	s := opened(t, h, page.Place{Part: page.OutageGuide})
	c := h.Session().Catalogue()
	for _, f := range c.Failures {
		s.Open(page.Place{Page: page.Outage, Part: page.OutageGuide, Topic: f.ID})
		if said := s.reads(); strings.Contains(said, "routine ") || !strings.Contains(said, "Enligt rutinen ") {
			t.Errorf("the guide of %s says:\n%s", f.ID, said)
		}
	}
	for _, system := range c.Systems {
		s.Open(page.Place{Page: page.Outage, Part: page.OutageSystems, Topic: system.ID})
		if said := s.reads(); strings.Contains(said, "routine ") {
			t.Errorf("the system %s says:\n%s", system.ID, said)
		}
	}
}

// Who is told to write stands where one writes, not before a list of what was written.
func TestAStepToWriteLeadsToWriting(t *testing.T) {
	to, key, ok := leads("notes")
	if !ok || to.Page != page.Write || key != "outagepage.link.write" {
		t.Errorf("it leads to %+v, %q", to, key)
	}
}

func TestAFailureMoreIsAddedAndWhatItIsStandsOnTop(t *testing.T) {
	h := pagetest.New(t)
	began(t, h, 0, "power")
	s := opened(t, h, page.Place{Part: page.OutageTrouble})
	tr := s.trouble()
	tr.finding.show(outage.Answers{Light: outage.No})
	tr.finding.scroll.ScrollToBottom()
	tr.finding.answered(outage.Answers{Signal: outage.No})
	if at := tr.finding.scroll.Offset.Y; at != 0 {
		t.Errorf("what it is now lies %v above", at)
	}
	tr.finding.begin(true, false)
	if said := h.Told[len(h.Told)-1]; !strings.HasPrefix(said, "Tillagt i avbrottet") {
		t.Errorf("one is told %q", said)
	}
}

// With the last failure mended only one question is left, and the keyboard stands on its answer.
func TestTheLastThatWorksAgainLeavesOneQuestion(t *testing.T) {
	h := pagetest.New(t)
	began(t, h, 0, "power", "mobile")
	s := opened(t, h, page.Place{})
	n := s.now()
	n.mending.Show(h.Session().Catalogue(), n.view.Outage)
	n.open(n.mending.Content())
	n.tell(outage.Event{Type: outage.EventMend, Broken: []outage.Broken{{Failure: "mobile"}}})
	if !n.panel.Visible() || strings.Contains(n.head.title.Text(), "4G") {
		t.Fatalf("with one left it is called %q:\n%s", n.head.title.Text(), s.reads())
	}
	n.tell(outage.Event{Type: outage.EventMend, Broken: []outage.Broken{{Failure: "power"}}})
	if said := s.reads(); n.panel.Visible() || strings.Count(said, "Inget står som trasigt längre") != 1 {
		t.Fatalf("with none left one reads:\n%s", said)
	}
	key(t, h, fyne.KeyReturn)
	if _, open := h.Session().OpenOutage(); open || h.Told[len(h.Told)-1] != "Avbrottet är slut." {
		t.Errorf("it goes on: %v; one is told %q", open, h.Told)
	}
}

// Who is alone with it reads that first, and is led to the report beside it, not to the questions again.
func TestTheReportOfAnErrorOfOnesOwnStandsBesideIt(t *testing.T) {
	h := pagetest.New(t)
	s := opened(t, h, page.Place{Part: page.OutageTrouble})
	tr := s.trouble()
	tr.answers = outage.Answers{Systems: []string{"log_in"}, Reach: outage.ReachMe}
	tr.show(len(tr.cards))
	tr.focus()
	if at := tr.finding.scroll.Offset.Y; at != 0 {
		t.Errorf("what came of it lies %v above", at)
	}
	before := len(h.Shown)
	s.press(t, "Felanmälan")
	if h.Window().Canvas().Focused() != fyne.Focusable(tr.finding.phone) || tr.at != len(tr.cards) || len(h.Shown) != before {
		t.Errorf("it leads to %v, card %d", h.Shown, tr.at)
	}
}

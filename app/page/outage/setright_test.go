package outage

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
)

// press presses the button or the link with these words in the open part.
func (s *screen) press(t *testing.T, words string) {
	t.Helper()
	var found func()
	pagetest.Each(s.parts[s.tabs.Opened()].Content(), func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *control.Button:
			if o.Text == words {
				found = o.OnTapped
			}
		case *control.Link:
			if o.AccessibilityLabel() == words {
				found = func() { o.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) }
			}
		}
	})
	if found == nil {
		t.Fatalf("there is no %q in\n%s", words, s.reads())
	}
	found()
}

func TestTwoOutagesThatAreTheSameAreJoinedByWhoIsAsked(t *testing.T) {
	h := pagetest.New(t)
	first := began(t, h, 3*time.Hour, "lifecare")
	s := opened(t, h, page.Place{})
	if strings.Contains(s.reads(), "Det är samma avbrott") {
		t.Error("one outage alone is offered to be joined")
	}
	second := began(t, h, time.Hour, "bankid")
	s.Open(page.Place{Page: page.Outage, Part: page.OutageNow, Outage: second.ID})
	s.press(t, "Det är samma avbrott")
	if said := s.reads(); !strings.Contains(said, "Båda räknas som ett avbrott. Händelserna följer med.") || len(h.Session().Outages()) != 2 {
		t.Fatalf("before the answer there are %d, and it says:\n%s", len(h.Session().Outages()), said)
	}
	s.press(t, "Räkna dem som ett avbrott")
	all := h.Session().Outages()
	if len(all) != 1 || len(all[0].Broken) != 2 || !all[0].Began.Equal(first.Began) || s.now().panel.Visible() {
		t.Fatalf("%+v", all)
	}
	if said := s.reads(); strings.Contains(said, "Det är samma avbrott") || !strings.Contains(said, "Hör ihop med ett annat avbrott.") {
		t.Errorf("afterwards it says:\n%s", said)
	}
}

// To join what is over with what goes on would end what goes on.
func TestWhatIsOverIsJoinedWithWhatIsOverOnly(t *testing.T) {
	h := pagetest.New(t)
	first := began(t, h, 3*time.Hour, "lifecare")
	second := began(t, h, 2*time.Hour, "bankid")
	end := func(id string, ago time.Duration) {
		if _, err := h.Session().EndOutage(t.Context(), id, h.Clock.Add(-ago)); err != nil {
			t.Fatal(err)
		}
	}
	end(first.ID, time.Hour)
	s := opened(t, h, page.Place{})
	if len(s.now().head.others.Objects) > 0 {
		t.Fatalf("it says:\n%s", s.reads())
	}
	s.Open(page.Place{Page: page.Outage, Part: page.OutageNow, Outage: first.ID})
	if said := s.reads(); !strings.Contains(said, "Ett annat avbrott pågår också: BankID") || strings.Contains(said, "Det är samma avbrott") {
		t.Fatalf("of the one that is over it says:\n%s", said)
	}
	end(second.ID, 30*time.Minute)
	s.Renew()
	if said := s.reads(); !strings.Contains(said, "Ett annat avbrott var samtidigt: BankID") {
		t.Fatalf("when both are over it says:\n%s", said)
	}
	s.press(t, "Det är samma avbrott")
	s.press(t, "Räkna dem som ett avbrott")
	if all := h.Session().Outages(); len(all) != 1 || !all[0].Began.Equal(first.Began) || !all[0].Ended.Equal(h.Clock.Add(-30*time.Minute)) {
		t.Errorf("%+v", all)
	}
}

func TestTheBeginIsSetRight(t *testing.T) {
	h := pagetest.New(t)
	o := began(t, h, time.Hour, "power")
	s := opened(t, h, page.Place{})
	s.press(t, "Det började en annan tid")
	m := s.now().moving
	if hour, minute, ok := m.clock.Clock(); !ok || hour != 2 || minute != 12 {
		t.Fatalf("the field begins with %d:%d", hour, minute)
	}
	m.clock.SetText("2560")
	s.press(t, "Spara tiden")
	if m.frame.Below() == "" {
		t.Error("what is no clock is not said")
	}
	m.clock.SetText("0500")
	s.press(t, "Spara tiden")
	if said := s.reads(); !s.now().panel.Visible() || !h.Session().Outages()[0].Began.Equal(o.Began) || len(m.asked.Objects) != 1 {
		t.Fatalf("it began in two hours; it says:\n%s", said)
	}
	m.clock.SetText("0145")
	s.press(t, "Spara tiden")
	moved := h.Session().Outages()[0]
	if moved.Began.In(h.Clock.Location()).Format("15:04") != "01:45" || s.now().panel.Visible() || s.now().head.face.Words() != "1:27:08" {
		t.Fatalf("it began %v, the clock says %s", moved.Began, s.now().head.face.Words())
	}
	s.press(t, "Det började en annan tid")
	m.day.SetDay(h.Clock.AddDate(0, -2, 0))
	s.press(t, "Spara tiden")
	if !h.Session().Outages()[0].Began.Equal(moved.Began) {
		t.Fatal("a begin two months ago is not asked about")
	}
	s.press(t, "Ja, det stämmer")
	if began := h.Session().Outages()[0].Began; h.Clock.Sub(began) < 60*24*time.Hour {
		t.Errorf("who means it gets %v", began)
	}
}

// The report afterwards counts from the begin, too: it is set right when the outage is over as well.
func TestTheBeginIsSetRightAfterTheEnd(t *testing.T) {
	h := pagetest.New(t)
	o := began(t, h, 2*time.Hour, "power")
	if _, err := h.Session().EndOutage(t.Context(), o.ID, h.Clock.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	s := opened(t, h, page.Place{Part: page.OutageNow, Outage: o.ID})
	s.press(t, "Det började en annan tid")
	s.now().moving.clock.SetText("0045")
	s.press(t, "Spara tiden")
	if s.now().view.ID != o.ID || s.now().view.Since != 87*time.Minute+8*time.Second {
		t.Errorf("it lasted %v", s.now().view.Since)
	}
}

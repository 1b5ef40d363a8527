package paper

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// A failed print is told as one that did not come out, and not as the last print.
func TestWhatWaitsIsNotToldAsPrinted(t *testing.T) {
	h := pagetest.New(t)
	h.Printers.Found = []sheet.Printer{{Name: "Plan2", Usual: true}}
	h.Printers.Refuse = text.NewFault("printer.stopped")
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper, PersonID: h.Session().People("")[0].ID})
	test.Tap(s.print)
	if got := s.last.Text(); got != "Inget är utskrivet än. 1 utskrift väntar" {
		t.Errorf("while it waits: %q", got)
	}
	h.Printers.Refuse = nil
	s.again(h.Session().Failed()[0].ID, nil)
	if got := s.last.Text(); !strings.HasPrefix(got, "Senast utskrivet ") || strings.Contains(got, "väntar") {
		t.Errorf("after it was taken: %q", got)
	}
}

// A print that may still come out of the printer's queue when the binder is locked is asked about when it
// is opened again; it counts as printed once somebody says so.
func TestAPrintThatNobodyKnowsOfIsAskedAbout(t *testing.T) {
	for _, came := range []bool{true, false} {
		h := pagetest.New(t)
		h.Printers.Found = []sheet.Printer{{Name: "Plan2", Usual: true}}
		h.Printers.Refuse = text.NewFault("printer.in_queue")
		s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper, PersonID: h.Session().People("")[0].ID})
		test.Tap(s.print)
		h.As(t, "demo", pagetest.Passphrase)
		s, _ = open(t, h, &computer{}, page.Place{Page: page.Paper})
		failed := h.Session().Failed()
		if len(failed) != 1 || !failed[0].Unknown || !s.result.failed.Visible() || s.last.Text() != "Inget är utskrivet än. 1 utskrift väntar" {
			t.Fatalf("%+v, %q", failed, s.last.Text())
		}
		if said := pagetest.Reads(s.result.failed); !strings.Contains(said, "Kom Personkort ut på skrivaren (") || strings.Contains(said, "Skicka igen") {
			t.Errorf("it is asked: %s", said)
		}
		button := "Det kom inte ut"
		if came {
			button = "Det kom ut"
		}
		pagetest.Each(s.result.failed, func(o fyne.CanvasObject) {
			if b, ok := o.(*control.Button); ok && b.Text == button {
				b.OnTapped()
			}
		})
		if len(h.Session().Failed()) != 0 || s.result.failed.Visible() || came != strings.HasPrefix(s.last.Text(), "Senast utskrivet ") {
			t.Errorf("came out %v: %q", came, s.last.Text())
		}
	}
}

// Who is led here by the duty of the start page sees what it is about.
func TestADutyLeadsToThePrintThatFailed(t *testing.T) {
	h := pagetest.New(t)
	h.Printers.Found = []sheet.Printer{{Name: "Plan2", Usual: true, Trays: []string{"Fack 1"}}}
	h.Printers.Refuse = text.NewFault("printer.in_queue")
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper, PersonID: h.Session().People("")[0].ID})
	test.Tap(s.print)
	h.As(t, "demo", pagetest.Passphrase)
	s, _ = open(t, h, &computer{}, page.Place{Page: page.Paper})
	if s.scroll.Offset.Y != 0 {
		t.Error("who comes to print doesn't see what is chosen")
	}
	s, _ = open(t, h, &computer{}, page.Place{Page: page.Paper, Part: page.PaperPrint})
	driver := fyne.CurrentApp().Driver()
	end := driver.AbsolutePositionForObject(s.result.failed).Y + s.result.failed.Size().Height - driver.AbsolutePositionForObject(s.scroll).Y
	if s.scroll.Offset.Y == 0 || end > s.scroll.Size().Height {
		t.Errorf("the question ends at %v of %v", end, s.scroll.Size().Height)
	}
}

// The buttons of a failed print come into sight with the keyboard, and a printer with a long name doesn't
// take the room of the list.
func TestTheButtonsOfAFailedPrintAreSeen(t *testing.T) {
	long := strings.Repeat("Skrivare-medicinrummet-plan-2-", 3)
	h := pagetest.New(t)
	h.Printers.Found = []sheet.Printer{{Name: "Plan2", Usual: true}, {Name: long}}
	h.Printers.Refuse = text.NewFault("printer.stopped")
	s, _ := open(t, h, &computer{}, page.Place{Page: page.Paper, PersonID: h.Session().People("")[0].ID})
	test.Tap(s.print)
	narrow := s.right.MinSize().Width
	s.target.where.SetSelected("Skrivare: " + long)
	if wide := s.right.MinSize().Width; wide > narrow {
		t.Errorf("the long name makes the page %v wide, it was %v", wide, narrow)
	}
	if offered := pagetest.Reads(s.result.failed); strings.Contains(offered, long) {
		t.Errorf("the button bears the whole name: %s", offered)
	}
	driver, buttons := fyne.CurrentApp().Driver(), 0
	pagetest.Each(s.result.failed, func(o fyne.CanvasObject) {
		b, ok := o.(*control.Button)
		if !ok {
			return
		}
		buttons++
		s.scroll.ScrollToTop()
		h.Window().Canvas().Focus(b)
		top := driver.AbsolutePositionForObject(b).Y - driver.AbsolutePositionForObject(s.scroll).Y
		if top < 0 || top+b.Size().Height > s.scroll.Size().Height {
			t.Errorf("%q stands at %v of %v", b.Text, top, s.scroll.Size().Height)
		}
	})
	if buttons != 3 {
		t.Errorf("%d buttons", buttons)
	}
}

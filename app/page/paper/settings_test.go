package paper

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/sheet"
)

func setting(t *testing.T, h *pagetest.Host) *settings {
	t.Helper()
	s := New(h, (&computer{}).files(t.TempDir())).(*screen)
	h.Open(s, page.Place{Page: page.Paper, Part: page.PaperSettings})
	return s.parts[slices.Index(s.names, page.PaperSettings)].(*settings)
}

func TestTheUnitHeadSetsHowTheUnitPrints(t *testing.T) {
	h := pagetest.New(t)
	h.Printers.Found = []sheet.Printer{{Name: "Plan2"}}
	s := setting(t, h)
	s.evening.SetChecked(true)
	s.at.SetText("kl 1730") // as it is typed everywhere else
	s.printer.SetSelected("Plan2")
	s.readable.SetChecked(false)
	s.shred.SetChecked(true)
	s.places.SetText("Hemmapärmar: överst i köksskåpet\n\nEnhetens pärm: låst skåp (sjuksköterskan)")
	test.Tap(s.save)
	set := h.Session().PaperSettings()
	if !set.Evening.On || set.Evening.At != "17:30" || set.Sending.Printer != "Plan2" || !set.NoReadable || !set.ShredHealth {
		t.Errorf("saved %+v", set)
	}
	want := []sheet.Place{{What: "Hemmapärmar", Where: "överst i köksskåpet"}, {What: "Enhetens pärm", Where: "låst skåp", Who: "sjuksköterskan"}}
	if len(set.Places) != 2 || set.Places[0] != want[0] || set.Places[1] != want[1] {
		t.Errorf("places %+v", set.Places)
	}
	again := setting(t, h)
	if again.places.Text != "Hemmapärmar: överst i köksskåpet\nEnhetens pärm: låst skåp (sjuksköterskan)" || again.readable.Checked {
		t.Errorf("shown again as %q", again.places.Text)
	}
}

func TestWhatCantBeReadIsSaidBesideItsFieldAndNothingIsSaved(t *testing.T) {
	h := pagetest.New(t)
	s := setting(t, h)
	before := s.atField.Below()
	s.at.SetText("halv sex")
	test.Tap(s.save)
	if s.atField.Below() == before {
		t.Error("a time that is none is taken")
	}
	s.at.SetText("")
	s.places.SetText("bara ett ställe")
	test.Tap(s.save)
	if s.placed.Below() == "" || len(h.Session().PaperSettings().Places) != 0 || len(h.Told) != 0 {
		t.Error("a place without a place is taken")
	}
}

func TestAnOpenFileIsNotOfferedWhereTheUnitForbidsIt(t *testing.T) {
	h := pagetest.New(t)
	s := setting(t, h)
	s.readable.SetChecked(false)
	test.Tap(s.save)
	p, _ := open(t, h, &computer{}, page.Place{Page: page.Paper, PersonID: h.Session().People("")[0].ID})
	if p.target.file.open.Visible() {
		t.Error("an open file is offered")
	}
}

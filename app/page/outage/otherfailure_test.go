package outage

import (
	"slices"
	"strings"
	"testing"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/outage"
)

// pick picks a failure by hand on the page with the finding.
func (o *otherFailure) pick(t *testing.T, id string) {
	t.Helper()
	i := slices.IndexFunc(o.list, func(f outage.Failure) bool { return f.ID == id })
	if i < 0 {
		t.Fatalf("%s can't be chosen", id)
	}
	o.which.SetSelectedIndex(i)
}

func TestAnotherFailureIsChosenWithItsSystemAndAddedToWhatGoesOn(t *testing.T) {
	h := pagetest.New(t)
	s := opened(t, h, page.Place{Part: page.OutageTrouble})
	tr := s.trouble()
	tr.show(len(tr.cards))
	other := tr.finding.other
	other.pick(t, "one_app")
	other.system.SetSelectedIndex(slices.Index(other.systems, "lmo_app"))
	other.choose()
	view, open := h.Session().OpenOutage()
	if !open || view.Broken[0].Failure != "one_app" || view.Broken[0].Of != "lmo_app" {
		t.Fatalf("%+v", view.Broken)
	}
	s.Open(page.Place{Page: page.Outage, Part: page.OutageTrouble})
	tr.show(len(tr.cards))
	other.pick(t, "site")
	other.place.SetText("Aspgården")
	other.choose()
	if all := h.Session().Outages(); len(all) != 1 || len(all[0].Broken) != 2 || all[0].Broken[1].Of != "Aspgården" {
		t.Fatalf("%d outages, %+v", len(all), all[0].Broken)
	}
	other.pick(t, "site")
	other.place.SetText("Aspgården")
	tr.finding.broken = []outage.Broken{{Failure: "site", Of: "Aspgården"}}
	tr.finding.begin(false, false)
	if said := pagetest.Reads(tr.finding.asked); len(h.Session().Outages()) != 1 || !strings.Contains(said, "samma fel pågår redan") {
		t.Fatalf("it asks nothing about the same failure twice: %q", said)
	}
	tr.finding.begin(false, true)
	if len(h.Session().Outages()) != 2 {
		t.Error("who means it gets no outage of its own")
	}
}

package after

import (
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/outage"

	"fyne.io/fyne/v2"
)

func began(t *testing.T, h *pagetest.Host, ago time.Duration, failures ...string) outage.Outage {
	t.Helper()
	e := outage.Event{At: h.Clock.Add(-ago)}
	for _, f := range failures {
		e.Broken = append(e.Broken, outage.Broken{Failure: f, Since: e.At})
	}
	o, err := h.Session().StartOutage(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func opened(h *pagetest.Host, id string) *After {
	a := New(h)
	h.Window().SetContent(a.Content())
	a.Open(page.Place{Page: page.Outage, Part: page.OutageAfter, Outage: id})
	return a
}

// press presses the first button that says so.
func press(t *testing.T, o fyne.CanvasObject, words string) {
	t.Helper()
	var found *control.Button
	pagetest.Each(o, func(o fyne.CanvasObject) {
		if b, is := o.(*control.Button); is && b.Text == words && found == nil {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("nothing to press says %q", words)
	}
	found.OnTapped()
}

func TestAnOutageIsClosedFailureByFailure(t *testing.T) {
	h := pagetest.New(t)
	o := began(t, h, 3*time.Hour, "lifecare", "wifi")
	a := opened(h, o.ID)
	a.mending.since.SetText("0130")
	press(t, a.mending.Content(), "Fungerar igen")
	view, err := h.Session().Outage(o.ID)
	if err != nil || !view.Open() || len(view.Now()) != 1 || view.Broken[0].Until.Hour() != 1 {
		t.Fatalf("%+v, %v", view.Broken, err)
	}
	a.mending.since.SetText("tjugo")
	press(t, a.mending.Content(), "Allt fungerar, avsluta")
	if view, _ = h.Session().Outage(o.ID); !view.Open() || !strings.Contains(pagetest.Reads(a.left), "Skriv tiden som 0310.") {
		t.Error("a clock that can't be read ends the outage, or nobody is told")
	}
	a.mending.since.SetText("")
	press(t, a.mending.Content(), "Allt fungerar, avsluta")
	if view, _ = h.Session().Outage(o.ID); view.Open() || len(h.Failed) > 0 {
		t.Errorf("it goes on: %v", h.Failed)
	}
	if said := pagetest.Reads(a.left); strings.Contains(said, "Vad fungerar igen?") || !strings.Contains(said, "3 h 0 min") {
		t.Errorf("it says:\n%s", said)
	}
}

func TestTheReviewStandsInTheReportAndNamesNobody(t *testing.T) {
	h := pagetest.New(t)
	o := began(t, h, time.Hour, "power")
	if _, err := h.Session().EndOutage(t.Context(), o.ID, time.Time{}); err != nil {
		t.Fatal(err)
	}
	a := opened(h, o.ID)
	a.review.improve.SetText("Fråga " + h.Session().People("")[0].Name)
	press(t, a.review.content, "Spara uppföljningen")
	if len(h.Failed) != 1 || !strings.Contains(a.review.improve.Text, "Fråga") {
		t.Errorf("%v, the field holds %q", h.Failed, a.review.improve.Text)
	}
	a.review.improve.SetText("Ladda reservtelefonen.")
	a.review.incidents.SetText("2")
	press(t, a.review.content, "Spara uppföljningen")
	report, err := h.Session().OutageReport(o.ID)
	if err != nil || report.Improve != "Ladda reservtelefonen." || report.Incidents != "2" || !strings.Contains(pagetest.Reads(a.left), report.Improve) {
		t.Errorf("%+v, %v", report.Improve, err)
	}
	press(t, a.left, "Skriv ut rapporten")
	to := h.Shown[len(h.Shown)-1]
	offered := false
	for _, offer := range h.Session().Offers() {
		offered = offered || offer.What == to.Print
	}
	if to.Outage != o.ID || !offered {
		t.Errorf("%+v is printed, offered %v", to, offered)
	}
}

func TestTheDraftsAskWhetherItIsToBeReported(t *testing.T) {
	h := pagetest.New(t)
	o := began(t, h, 2*time.Hour, "lifecare")
	a := opened(h, o.ID)
	for i := range outage.CyberKinds() {
		a.cyber.choice.Choose(i)
		draft, err := h.Session().CyberDraft(o.ID, outage.CyberKinds()[i])
		if err != nil {
			t.Fatal(err)
		}
		said := pagetest.Reads(a.cyber.content)
		if !strings.Contains(said, draft.Title) || !strings.Contains(said, "avgör den som är utsedd") {
			t.Errorf("it says:\n%s", said)
		}
		press(t, a.cyber.content, "Kopiera utkastet")
		for _, s := range draft.Sections {
			if !strings.Contains(said, s.Heading) || !strings.Contains(h.Copied[i], s.Text) {
				t.Errorf("%q is left out", s.Heading)
			}
		}
	}
}

func TestTheYearCountsNoDrills(t *testing.T) {
	h := pagetest.New(t)
	began(t, h, 2*time.Hour, "lifecare")
	if _, err := h.Session().StartOutage(t.Context(), outage.Event{Drill: true, Broken: []outage.Broken{{Failure: "power"}}}); err != nil {
		t.Fatal(err)
	}
	a := opened(h, "")
	facts := a.year.facts.Facts()
	if facts[0].Value != "1 (varav 0 planerade, 1 pågår)" || facts[len(facts)-1].Value != "1" {
		t.Errorf("the year says %+v", facts)
	}
	press(t, a.year.content, "Året före")
	if !strings.HasPrefix(a.year.facts.Facts()[0].Value, "0 ") || a.year.title.Text() != "Året 2039" {
		t.Errorf("%s: %+v", a.year.title.Text(), a.year.facts.Facts()[0])
	}
	if names := a.choice.Options; len(names) != 2 || !slices.ContainsFunc(names, func(s string) bool { return strings.HasPrefix(s, "ÖVNING: Strömavbrott") }) || !slices.ContainsFunc(names, func(s string) bool { return strings.HasPrefix(s, "Lifecare är nere") }) {
		t.Errorf("the choice is %q", names)
	}
}

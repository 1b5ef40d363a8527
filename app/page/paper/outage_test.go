package paper

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
)

func TestTheReportIsOfTheOutageThatItWasAskedFor(t *testing.T) {
	h := pagetest.New(t)
	ids := make([]string, 2)
	for i, failure := range []string{"lifecare", "bankid"} {
		o, err := h.Session().StartOutage(t.Context(), outage.Event{At: h.Clock.Add(-time.Duration(5-i) * time.Hour), Broken: []outage.Broken{{Failure: failure}}})
		if err != nil {
			t.Fatal(err)
		}
		ids[i] = o.ID
	}
	s := New(h, Files{}).(*screen)
	h.Open(s, page.Place{Page: page.Paper, Print: desk.PrintOutageReport, Outage: ids[0]})
	order, ok := s.printing.order.read()
	if !ok || order.What != desk.PrintOutageReport || order.Outage != ids[0] {
		t.Errorf("the order is %+v", order)
	}
	if said := s.printing.order.about.Text(); !strings.Contains(said, "Lifecare är nere") {
		t.Errorf("it says %q", said)
	}
	s.Open(page.Place{Page: page.Paper, Print: desk.PrintBinder})
	if order, _ := s.printing.order.read(); order.Outage != "" {
		t.Error("the binder is ordered of an outage")
	}
	s.Open(page.Place{Page: page.Paper, Print: desk.PrintReadout, Message: "Lifecare är nere."})
	if order, _ := s.printing.order.read(); order.Message != "Lifecare är nere." {
		t.Errorf("the message that came along is %q", order.Message)
	}
}

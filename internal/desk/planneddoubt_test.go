package desk_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
)

// What is said to be saved is there: a text whose signs take more room in the ledger than they show, and a
// message longer than a value, are refused, and nothing is stored that the book would pass over.
func TestAPlannedOutageIsThereOrRefused(t *testing.T) {
	u, s := catalogued(t)
	for _, said := range []string{strings.Repeat("<", 2000), strings.Repeat("a\n", 990), strings.Repeat("å", 1900), "kort"} {
		p := upgrade(2)
		p.Text = said
		p, err := s.AddPlanned(t.Context(), p)
		shown := u.open("lena").Planned(p.Start, p.End)
		if there := err == nil && len(shown) == 1; err == nil && !there {
			t.Errorf("%d signs: saved, and %d are there", len(said), len(shown))
		}
		if err == nil {
			u.must(s.RemovePlanned(t.Context(), p.ID))
		} else {
			fault(t, err, "planned.long")
		}
	}
	p, err := s.AddPlanned(t.Context(), upgrade(1))
	u.must(err)
	for size, code := range map[int]string{readiness.LongestText: "", readiness.LongestText + 1: "ready.long"} {
		err := s.NotePlannedMessage(t.Context(), p.ID, outage.Sent{Kind: outage.MessageDay, Channel: outage.ChannelKanalen, Text: strings.Repeat("a", size)})
		if code != "" {
			fault(t, err, code)
		} else {
			u.must(err)
		}
	}
}

// A slip in the year makes no planned outage of five hundred years, and a kind that nobody has is another.
func TestAPlannedOutageOfAWrongYear(t *testing.T) {
	u, s := catalogued(t)
	p := upgrade(2)
	p.End = p.Start.AddDate(500, 0, 0)
	_, err := s.AddPlanned(t.Context(), p)
	fault(t, err, "planned.times")
	p = upgrade(2)
	p.Kind = "Elsa Lund"
	p, err = s.AddPlanned(t.Context(), p)
	u.must(err)
	if p.Kind != outage.PlannedOther {
		t.Errorf("it is of the kind %q", p.Kind)
	}
}

// What came with a calendar can be taken away whatever it says there, also without an end.
func TestAPlannedOutageOfACalendarIsTakenAway(t *testing.T) {
	u, s := catalogued(t)
	title := "Lifecare stängt, ring Elsa Lund " + strings.Repeat("lång ", 60)
	u.read(s, "calendar", care.Batch{Format: "ical", Kinds: []care.Kind{care.KindPlannedOutage}, FullList: true, Incoming: []care.Incoming{
		{Row: 1, Item: &care.PlannedOutage{Meta: care.Meta{Source: "ical", SourceID: "1"}, Start: u.now.Add(24 * time.Hour), Title: title}}}})
	s = u.open("lena")
	shown := func(s *desk.Session) (own []outage.Planned) {
		for _, p := range s.Planned(u.now, u.now.Add(48*time.Hour)) {
			if p.Source != outage.PlannedRule {
				own = append(own, p)
			}
		}
		return own
	}
	had := shown(s)
	if len(had) != 1 {
		t.Fatalf("%+v", had)
	}
	u.must(s.RemovePlanned(t.Context(), had[0].ID))
	if left := shown(u.open("lena")); len(left) != 0 {
		t.Errorf("%+v", left)
	}
}

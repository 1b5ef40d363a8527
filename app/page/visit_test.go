package page_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

func TestHowAVisitIsWorded(t *testing.T) {
	w := text.For(text.Swedish)
	at := func(day, hour, minute int) time.Time { return care.LocalTime(2026, 11, day, hour, minute, 0) }
	for _, c := range []struct {
		visit care.Visit
		want  string
	}{
		{care.Visit{Start: at(23, 7, 30), End: at(23, 8, 15)}, "07:30–08:15"},
		{care.Visit{Start: at(23, 21, 45), End: at(24, 6, 15)}, "21:45–06:15 +1"},
		{care.Visit{Start: at(23, 23, 30), End: at(24, 0, 0)}, "23:30–00:00"},
		{care.Visit{Start: at(23, 6, 30).UTC(), End: at(23, 7, 0).UTC()}, "06:30–07:00"},
		{care.Visit{Start: at(23, 0, 0), End: at(23, 0, 45), AnyTime: true}, "tid saknas, 45 min"},
		{care.Visit{Start: at(23, 0, 0), End: at(23, 0, 0), AnyTime: true}, "tid saknas"},
	} {
		if got := page.VisitTime(w, &c.visit); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	v := &care.Visit{Name: "Morgon", Service: []string{"Dusch", "Frukost"}, Text: "Ring på", Note: "Nyckel under mattan", Double: "1/2"}
	if got := strings.Join(page.VisitWhat(w, v, false), "|"); got != "Morgon|Dusch, Frukost|Ring på|Obs: Nyckel under mattan" {
		t.Errorf("what is done: %s", got)
	}
	if got := strings.Join(page.VisitWhat(w, v, true), "|"); got != "Dusch, Frukost" {
		t.Errorf("covered: %s", got)
	}
	if got := page.VisitDouble(w, v, []*care.Visit{v}); got != "Dubbelbemanning" {
		t.Errorf("double: %s", got)
	}
	if got := page.VisitDouble(w, &care.Visit{}, nil); got != "" {
		t.Errorf("single: %s", got)
	}
	now := at(23, 14, 0)
	if got := page.Age(w, at(23, 6, 0), now); got != "i dag 06:00 (8 h)" || page.Age(w, time.Time{}, now) != "" {
		t.Errorf("age: %s", got)
	}
}

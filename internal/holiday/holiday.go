// Package holiday knows which days are worked in Sweden: Saturdays, Sundays, red days and the
// eves that nobody works are not. It decides which days' schedules are printed before a weekend
// (routine 5.4), and holds for any year.
package holiday

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/se"

	"avbrottsparm/internal/care"
)

// free lists the days off that can fall on a weekday. The library's own list lacks the changes of
// 2005, when the National Day took the place of Whit Monday (lag 1989:253).
var free = []struct {
	key string
	day *cal.Holiday
}{
	{"new_year", se.Nyarsdagen},
	{"epiphany", se.TrettondedagJul},
	{"good_friday", se.Langfredagen},
	{"easter_day", se.Paskdagen},
	{"easter_monday", se.AnnandagPask},
	{"may_day", se.ForstaMaj},
	{"ascension", se.KristiHimmelfardsdag},
	{"whit_sunday", se.Pingstdagen},
	{"whit_monday", aa.PentecostMonday.Clone(&cal.Holiday{EndYear: 2004})},
	{"national_day", since(2005, se.Nationaldagen)},
	{"midsummer_eve", se.Midsommarafton},
	{"midsummer_day", se.Midsommardagen},
	{"all_saints", se.AllaHelgonsDag},
	{"christmas_eve", se.Julafton},
	{"christmas_day", se.Juldagen},
	{"boxing_day", se.AnnandagJul},
	{"new_years_eve", se.Nyarsafton},
}

func since(year int, h *cal.Holiday) *cal.Holiday {
	return h.Clone(&cal.Holiday{StartYear: year})
}

// Working tells whether people are at work on the day of t in Stockholm.
func Working(t time.Time) bool {
	t = t.In(care.Stockholm)
	return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday && Name(t) == ""
}

// Name is the key of the holiday or eve on the day of t in Stockholm ("good_friday"), worded as
// "holiday.<key>" in the translations; empty on other days, plain Saturdays and Sundays included.
func Name(t time.Time) string {
	t = t.In(care.Stockholm)
	for _, h := range free {
		actual, _ := h.day.Calc(t.Year())
		if actual.Month() == t.Month() && actual.Day() == t.Day() && !actual.IsZero() {
			return h.key
		}
	}
	return ""
}

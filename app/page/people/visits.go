package people

import (
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
)

// visits are those of today and the days to come, day by day, and a night visit that began
// yesterday and has not ended.
func (s *screen) visits(k *known) fyne.CanvasObject {
	sheets := control.Stack(look.Wide)
	for _, day := range visitDays(k.Visits, k.now) {
		content := s.dayOf(k, day.visits)
		if away := s.awayOn(k, day.on); away != nil {
			content = control.Stack(look.Gap, away, content)
		}
		sheets.Add(part(s.dayTitle(day.on, k.now), content))
	}
	if len(sheets.Objects) == 0 {
		return control.NewReading(control.Stack(look.Gap, control.Heading(s.words.Say("people.visits.none")),
			control.Quiet(s.words.Say("people.visits.none_what"))))
	}
	return sheets
}

type visitDay struct {
	on     time.Time
	visits []*care.Visit
}

// visitDays groups what is not over before today by the day that each visit belongs to.
func visitDays(visits []*care.Visit, now time.Time) []visitDay {
	today := care.Day(now)
	var days []visitDay
	for _, v := range visits {
		if !v.End.After(today) && v.Day().Before(today) {
			continue
		}
		if n := len(days); n == 0 || !days[n-1].on.Equal(v.Day()) {
			days = append(days, visitDay{on: v.Day()})
		}
		days[len(days)-1].visits = append(days[len(days)-1].visits, v)
	}
	return days
}

func (s *screen) dayTitle(day, now time.Time) string {
	switch {
	case day.Equal(care.Day(now)):
		return s.words.Say("people.visits.today", "day", s.words.DayShort(day))
	case day.Equal(care.NextDay(now, 1)):
		return s.words.Say("people.visits.tomorrow", "day", s.words.DayShort(day))
	}
	return s.words.DayShort(day)
}

func (s *screen) dayOf(k *known, visits []*care.Visit) fyne.CanvasObject {
	var facts []control.Fact
	for _, group := range care.Together(visits) {
		v := group[0]
		lines := page.VisitWhat(s.words, v, k.covered())
		if v.Medical {
			lines = append(lines, s.words.Say("visit.medical"))
		}
		if double := page.VisitDouble(s.words, v, k.Visits); double != "" {
			lines = append(lines, double)
		} else {
			lines = append(lines, joined(", ", v.Staff, v.Route))
		}
		facts = append(facts, control.Fact{Label: page.VisitTime(s.words, v), Value: joined("\n", lines...)})
	}
	return control.NewFieldGrid(s.words, facts...)
}

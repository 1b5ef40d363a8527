package desk

import (
	"testing"
	"time"
)

func TestWorkingDaysAreThoseOfTheCalendarHandedIn(t *testing.T) {
	weekday := func(day time.Time) bool { return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday }
	s := &Session{desk: New(Params{Working: weekday})}
	friday := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	if !s.WorkingDay(friday) || s.WorkingDay(friday.AddDate(0, 0, 1)) {
		t.Error("Friday and Saturday are taken for each other")
	}
}

func TestDaysCarryTheNameOfTheirHoliday(t *testing.T) {
	eve := time.Date(2026, 12, 24, 0, 0, 0, 0, time.UTC)
	s := &Session{desk: New(Params{Holiday: func(day time.Time) string {
		if day.Equal(eve) {
			return "christmas_eve"
		}
		return ""
	}})}
	if got := s.DayName(eve); got != "tors 24 dec (julafton)" {
		t.Errorf("the eve is %q", got)
	}
	if got := s.DayName(eve.AddDate(0, 0, -1)); got != "ons 23 dec" {
		t.Errorf("the day before is %q", got)
	}
}

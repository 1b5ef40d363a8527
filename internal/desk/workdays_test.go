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

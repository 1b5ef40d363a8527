package data_test

import (
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/holiday"
	"avbrottsparm/internal/outage"
)

// easterOf is Easter Day by Gauss's reckoning with Lichtenberg's correction, as days after 1 March.
func easterOf(year int) time.Time {
	k := year / 100
	m := 15 + (3*k+3)/4 - (8*k+13)/25
	s := 2 - (3*k+3)/4
	a := year % 19
	d := (19*a + m) % 30
	r := (d + a/11) / 29
	og := 21 + d - r
	sz := 7 - (year+year/4+s)%7
	oe := 7 - (og-sz)%7
	return time.Date(year, time.March, og+oe, 0, 0, 0, 0, time.UTC)
}

// red tells whether a day isn't worked in Sweden, by lag 1989:253 and the eves, told apart from the
// calendar that the program uses.
func red(day time.Time) bool {
	year, month, date := day.Date()
	if wd := day.Weekday(); wd == time.Saturday || wd == time.Sunday {
		return true
	}
	switch int(month)*100 + date {
	case 101, 106, 501, 606, 1224, 1225, 1226, 1231:
		return true
	}
	easter := easterOf(year)
	for _, after := range []int{-2, 1, 39} { // Good Friday, Easter Monday, Ascension
		if day.Equal(easter.AddDate(0, 0, after)) {
			return true
		}
	}
	// Midsummer Eve is the Friday between 19 and 25 June.
	return month == time.June && day.Weekday() == time.Friday && date >= 19 && date <= 25
}

// stockholmClock is the wall clock in Stockholm by the rule of the Union: summer time from 01:00 UTC on
// the last Sunday of March to the last Sunday of October.
func stockholmClock(t time.Time) time.Time {
	last := func(month time.Month) time.Time {
		end := time.Date(t.Year(), month, 31, 1, 0, 0, 0, time.UTC)
		return end.AddDate(0, 0, -int(end.Weekday()))
	}
	if !t.Before(last(time.March)) && t.Before(last(time.October)) {
		return t.Add(2 * time.Hour)
	}
	return t.Add(time.Hour)
}

func TestOfficeHoursOfTenYears(t *testing.T) {
	limits := embedded(t).Limits
	worked := map[string]bool{}
	working := func(day time.Time) bool {
		key := day.In(care.Stockholm).Format(time.DateOnly)
		if _, known := worked[key]; !known {
			worked[key] = holiday.Working(day)
		}
		return worked[key]
	}
	hours := 0
	for at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2036; at = at.Add(30 * time.Minute) {
		wall := stockholmClock(at)
		minutes := wall.Hour()*60 + wall.Minute()
		want := !red(time.Date(wall.Year(), wall.Month(), wall.Day(), 0, 0, 0, 0, time.UTC)) && minutes >= 8*60 && minutes < 16*60+30
		if got := limits.Office(at, working); got != want {
			t.Fatalf("%s (%s in Stockholm): office hours %v, want %v", at, wall.Format("2006-01-02 15:04"), got, want)
		}
		if want {
			hours++
		}
	}
	if hours < 10*240*17 || hours > 10*256*17 {
		t.Errorf("%d half hours of office in ten years", hours)
	}
	if got := limits.NextOffice(time.Date(2026, 12, 23, 17, 0, 0, 0, care.Stockholm), holiday.Working); got.Format("2006-01-02 15:04") != "2026-12-28 08:00" {
		t.Errorf("after Christmas the offices open %s", got)
	}
}

func TestSecondWednesdaysOfTenYears(t *testing.T) {
	limits := embedded(t).Limits
	for year := 2026; year < 2036; year++ {
		for month := time.January; month <= time.December; month++ {
			// Zeller's congruence for the first of the month: 0 is Saturday.
			y, m := year, int(month)
			if m < 3 {
				y, m = y-1, m+12
			}
			first := (1 + 13*(m+1)/5 + y%100 + y%100/4 + y/100/4 + 5*(y/100)) % 7
			day := 1 + (4-first+7)%7 + 7
			from, to := outage.PatchWednesday(year, month, limits)
			if got := from.In(care.Stockholm).Format("2006-01-02 15:04"); got != time.Date(year, month, day, 10, 0, 0, 0, time.UTC).Format("2006-01-02 15:04") || to.Sub(from) != 2*time.Hour {
				t.Errorf("%d-%d: %s to %s, want day %d", year, month, from, to, day)
			}
		}
	}
}

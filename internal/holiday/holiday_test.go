package holiday

import (
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// easter is Easter Day by the algorithm of Meeus, Jones and Butcher, written down apart from the
// library that the package uses.
func easter(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	day := (h + l - 7*m + 33*month + 19) % 32
	return date(year, time.Month(month), day)
}

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, care.Stockholm)
}

// firstSaturday is the first Saturday on or after a day.
func firstSaturday(t time.Time) time.Time {
	for t.Weekday() != time.Saturday {
		t = t.AddDate(0, 0, 1)
	}
	return t
}

// free lists the days off of a year, Saturdays and Sundays apart.
func freeDays(year int) map[time.Time]bool {
	e := easter(year)
	midsummer := firstSaturday(date(year, time.June, 20))
	days := []time.Time{
		date(year, time.January, 1), date(year, time.January, 6), e.AddDate(0, 0, -2), e, e.AddDate(0, 0, 1),
		date(year, time.May, 1), e.AddDate(0, 0, 39), e.AddDate(0, 0, 49), midsummer.AddDate(0, 0, -1), midsummer,
		firstSaturday(date(year, time.October, 31)), date(year, time.December, 24), date(year, time.December, 25),
		date(year, time.December, 26), date(year, time.December, 31),
	}
	if year >= 2005 {
		days = append(days, date(year, time.June, 6))
	} else {
		days = append(days, e.AddDate(0, 0, 50))
	}
	set := map[time.Time]bool{}
	for _, day := range days {
		set[day] = true
	}
	return set
}

func TestEveryDayOfACenturyAgreesWithAnIndependentReckoning(t *testing.T) {
	days := 0
	for year := 2000; year <= 2100; year++ {
		off := freeDays(year)
		for day := date(year, time.January, 1); day.Year() == year; day = day.AddDate(0, 0, 1) {
			days++
			working := day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && !off[day]
			if Working(day) != working {
				t.Errorf("%s: Working is %v", day.Format("Mon 2006-01-02"), !working)
			}
			if (Name(day) != "") != off[day] {
				t.Errorf("%s: Name is %q", day.Format("Mon 2006-01-02"), Name(day))
			}
			if Working(day.Add(23*time.Hour+30*time.Minute).UTC()) != Working(day.Add(23*time.Hour+30*time.Minute)) {
				t.Errorf("%s: the answer depends on the zone", day.Format("2006-01-02"))
			}
		}
	}
	if days != 36890 {
		t.Errorf("looked at %d days", days)
	}
}

func TestWeekendPrintingCoversEveryDayThroughTheNextWorkingDay(t *testing.T) {
	for _, c := range []struct{ day, first, last string }{
		{"2026-04-02", "2026-04-03", "2026-04-07"}, // Maundy Thursday
		{"2026-05-13", "2026-05-14", "2026-05-15"}, // before Ascension
		{"2026-06-18", "2026-06-19", "2026-06-22"}, // before Midsummer Eve
		{"2026-12-23", "2026-12-24", "2026-12-28"},
		{"2026-12-30", "2026-12-31", "2027-01-04"},
		{"2026-11-25", "2026-11-26", "2026-11-26"}, // an ordinary Wednesday
		{"2026-11-27", "2026-11-28", "2026-11-30"}, // an ordinary Friday
		{"2026-10-23", "2026-10-24", "2026-10-26"}, // the clocks go back on the Sunday
	} {
		t.Run(c.day, func(t *testing.T) {
			from, err := time.ParseInLocation("2006-01-02", c.day, care.Stockholm)
			if err != nil {
				t.Fatal(err)
			}
			span := care.PrintSpan(from.Add(15*time.Hour), Working)
			first, last := span[0].Format("2006-01-02"), span[len(span)-1].Format("2006-01-02")
			if first != c.first || last != c.last {
				t.Errorf("prints %s to %s, should be %s to %s", first, last, c.first, c.last)
			}
			for i := 1; i < len(span); i++ {
				if !span[i].Equal(care.NextDay(span[i-1], 1)) {
					t.Errorf("leaves out a day after %s", span[i-1].Format("2006-01-02"))
				}
			}
		})
	}
}

func TestEveryHolidayHasAName(t *testing.T) {
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		for _, h := range free {
			if !text.For(lang).Has("holiday." + h.key) {
				t.Errorf("%s: no word for %s", lang, h.key)
			}
		}
	}
}

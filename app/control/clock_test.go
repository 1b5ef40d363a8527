package control_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/app/control"
)

// night is ten past three on a Monday in November, when such notes are written.
var night = time.Date(2026, 11, 23, 3, 12, 0, 0, time.UTC)

func TestATimeIsReadAsPeopleTypeIt(t *testing.T) {
	for typed, want := range map[string]string{
		"0310": "03:10", "310": "03:10", "3.10": "03:10", "03:10": "03:10", "3:10": "03:10", "03 10": "03:10",
		"3,10": "03:10", "kl 3.10": "03:10", "kl. 03:10": "03:10", "3": "03:00", "14": "14:00", "0000": "00:00",
		"23:59": "23:59", " 7.05 ": "07:05", "nyss": "03:12", "Nu": "03:12", "KL 22": "22:00",
	} {
		hour, minute, ok := control.ParseClock(typed, night, []string{"nyss", "nu"})
		if got := clock(hour, minute); !ok || got != want {
			t.Errorf("%q is read as %s (%v), want %s", typed, got, ok, want)
		}
	}
	// Never another time than the one that was meant: what is unclear is not read.
	for _, typed := range []string{"", "25:00", "24:00", "3:60", "3:1", "12345", "tre", "-3:10", "3:10 em", "+310", "3.5", "1:2:3", "٠٣١٠", "now"} {
		if hour, minute, ok := control.ParseClock(typed, night, []string{"nyss", "nu"}); ok {
			t.Errorf("%q is read as %s", typed, clock(hour, minute))
		}
	}
}

func clock(hour, minute int) string {
	return time.Date(2026, 1, 1, hour, minute, 0, 0, time.UTC).Format("15:04")
}

var near = control.DayWords{"idag": 0, "i dag": 0, "igår": -1, "i går": -1, "i morgon": 1}

func TestADayIsReadAsPeopleTypeIt(t *testing.T) {
	for typed, want := range map[string]string{
		"idag": "2026-11-23", "I dag": "2026-11-23", "i  går": "2026-11-22", "i morgon": "2026-11-24",
		"2026-11-23": "2026-11-23", "20261123": "2026-11-23", "23/11": "2026-11-23", "1/2": "2027-02-01",
		"30/12": "2026-12-30", "23/11 2025": "2025-11-23", "23/11/2025": "2025-11-23", "01/09": "2026-09-01", "29/2 2028": "2028-02-29",
	} {
		day, ok := control.ParseDay(typed, night, near)
		if got := day.Format("2006-01-02"); !ok || got != want {
			t.Errorf("%q is read as %s (%v), want %s", typed, got, ok, want)
		}
	}
	for _, typed := range []string{"", "31/4", "2026-02-29", "2026-13-01", "29/2", "0/1", "1/0", "23-11", "231126", "23/11 26", "måndag", "1/2/3", "/", "1/"} {
		if day, ok := control.ParseDay(typed, night, near); ok {
			t.Errorf("%q is read as %s", typed, day.Format("2006-01-02"))
		}
	}
}

func TestADayWithoutYearIsTheNearest(t *testing.T) {
	newYear := time.Date(2027, 1, 2, 8, 0, 0, 0, time.UTC)
	day, ok := control.ParseDay("30/12", newYear, near)
	if !ok || day.Format("2006-01-02") != "2026-12-30" {
		t.Errorf("30/12 on the second of January is %s, want the one just past", day.Format("2006-01-02"))
	}
}

func FuzzParseClock(f *testing.F) {
	for _, s := range []string{"0310", "kl 3.10", "nyss", "25:00", "::", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		hour, minute, ok := control.ParseClock(typed, night, []string{"nyss"})
		if !ok {
			return
		}
		if hour < 0 || hour > 23 || minute < 0 || minute > 59 {
			t.Fatalf("%q is read as %d:%d", typed, hour, minute)
		}
		if again, m, ok := control.ParseClock(clock(hour, minute), night, nil); !ok || again != hour || m != minute {
			t.Fatalf("%q set right is read as another time", typed)
		}
	})
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"23/11", "2026-11-23", "idag", "1/1/1", "99999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		day, ok := control.ParseDay(typed, night, near)
		if !ok {
			return
		}
		if h, m, s := day.Clock(); h+m+s != 0 {
			t.Fatalf("%q is not midnight: %v", typed, day)
		}
		if again, ok := control.ParseDay(day.Format("2006-01-02"), night, nil); !ok || !again.Equal(day) {
			t.Fatalf("%q set right (%v) is read as another day", typed, day)
		}
	})
}

func TestTheWordsForNowAndDaysAreInBothLanguages(t *testing.T) {
	for lang, typed := range map[string]string{"sv": "nyss|i går", "en": "now|yesterday"} {
		clockWord, dayWord, _ := strings.Cut(typed, "|")
		window := open(t, lang)
		at := control.NewTimeField(window.words, func() time.Time { return night })
		at.SetText(clockWord)
		if hour, minute, ok := at.Clock(); !ok || clock(hour, minute) != "03:12" {
			t.Errorf("%s: %q is not now", lang, clockWord)
		}
		day := control.NewDateField(window.words, func() time.Time { return night })
		day.SetText(dayWord)
		if got, ok := day.Day(); !ok || got.Day() != 22 {
			t.Errorf("%s: %q is not the day before", lang, dayWord)
		}
	}
}

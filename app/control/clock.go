package control

import (
	"strconv"
	"strings"
	"time"
)

// ParseClock reads a time of day as people type it: "0310", "3.10", "03:10", "kl 3", or one of
// the words for now. The answer is hours and minutes; ok is false for anything else, so that a
// slip never becomes another time.
func ParseClock(typed string, now time.Time, nowWords []string) (hour, minute int, ok bool) {
	s := strings.ToLower(strings.TrimSpace(typed))
	for _, word := range nowWords {
		if s == word {
			return now.Hour(), now.Minute(), true
		}
	}
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, "kl"), "."))
	hours, minutes, ok := splitClock(s)
	if !ok || !digits(hours, 2) || !digits(minutes, 2) || len(minutes) != 2 {
		return 0, 0, false
	}
	hour, hourErr := strconv.Atoi(hours)
	minute, minuteErr := strconv.Atoi(minutes)
	if hourErr != nil || minuteErr != nil || hour > 23 || minute > 59 {
		return 0, 0, false
	}
	return hour, minute, true
}

// splitClock parts hours from minutes; one or two digits alone are a full hour.
func splitClock(s string) (hours, minutes string, ok bool) {
	if at := strings.IndexAny(s, ":., "); at >= 0 {
		return s[:at], strings.TrimSpace(s[at+1:]), true
	}
	switch len(s) {
	case 1, 2:
		return s, "00", true
	case 3, 4:
		return s[:len(s)-2], s[len(s)-2:], true
	}
	return "", "", false
}

// digits tells whether s is one to most plain digits.
func digits(s string, most int) bool {
	if s == "" || len(s) > most {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}

// DayWords are the words of a language for days near today, each with the number of days from it.
type DayWords map[string]int

// ParseDay reads a day as people type it: "idag", "i går", "2026-11-23", "20261123", "23/11" or
// "23/11 2026". Without a year it is the one that lies nearest to today. The answer is midnight
// in today's zone; a day that does not exist is not ok.
func ParseDay(typed string, today time.Time, words DayWords) (day time.Time, ok bool) {
	s := strings.Join(strings.Fields(strings.ToLower(typed)), " ")
	y, m, d := today.Date()
	if away, found := words[s]; found {
		return time.Date(y, m, d+away, 0, 0, 0, 0, today.Location()), true
	}
	if digits(s, 8) && len(s) == 8 {
		s = s[:4] + "-" + s[4:6] + "-" + s[6:]
	}
	if day, err := time.ParseInLocation("2006-01-02", s, today.Location()); err == nil {
		return day, true
	}
	return parseSlashDay(s, today)
}

func parseSlashDay(s string, today time.Time) (time.Time, bool) {
	dayPart, rest, found := strings.Cut(s, "/")
	if !found {
		return time.Time{}, false
	}
	monthPart, yearPart, withYear := strings.Cut(strings.Replace(rest, "/", " ", 1), " ")
	if !digits(dayPart, 2) || !digits(monthPart, 2) || (withYear && (!digits(yearPart, 4) || len(yearPart) != 4)) {
		return time.Time{}, false
	}
	if withYear {
		return exactDay(yearPart, monthPart, dayPart, today.Location())
	}
	return nearestDay(monthPart, dayPart, today)
}

// nearestDay tries the years around today, for "30/12" written on the second of January.
func nearestDay(month, day string, today time.Time) (nearest time.Time, ok bool) {
	for _, year := range []int{today.Year() - 1, today.Year(), today.Year() + 1} {
		candidate, exists := exactDay(strconv.Itoa(year), month, day, today.Location())
		if exists && (!ok || candidate.Sub(today).Abs() < nearest.Sub(today).Abs()) {
			nearest, ok = candidate, true
		}
	}
	return nearest, ok
}

func exactDay(year, month, day string, zone *time.Location) (time.Time, bool) {
	d, err := time.ParseInLocation("2006-1-2", year+"-"+strings.TrimLeft(month, "0")+"-"+strings.TrimLeft(day, "0"), zone)
	return d, err == nil
}

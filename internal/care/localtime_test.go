package care

import (
	"testing"
	"time"
)

func TestLocalTimeOnTheNightsWhenTheClockChanges(t *testing.T) {
	for name, c := range map[string]struct {
		month        time.Month
		day          int
		hour, minute int
		want         string
	}{
		"an hour that doesn't exist goes forward": {3, 29, 2, 30, "2026-03-29T03:30:00+02:00"},
		"just before the spring change":           {3, 29, 1, 59, "2026-03-29T01:59:00+01:00"},
		"just after the spring change":            {3, 29, 3, 0, "2026-03-29T03:00:00+02:00"},
		"an hour that comes twice is the first":   {10, 25, 2, 30, "2026-10-25T02:30:00+02:00"},
		"after the autumn change":                 {10, 25, 3, 0, "2026-10-25T03:00:00+01:00"},
		"before the autumn change":                {10, 25, 1, 59, "2026-10-25T01:59:00+02:00"},
		"an ordinary winter night":                {11, 23, 3, 10, "2026-11-23T03:10:00+01:00"},
		"hour 24 is the next midnight":            {10, 24, 24, 0, "2026-10-25T00:00:00+02:00"},
		"the last minute of the year":             {12, 31, 23, 59, "2026-12-31T23:59:00+01:00"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := LocalTime(2026, c.month, c.day, c.hour, c.minute, 0).Format(time.RFC3339); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestReadCallingNote(t *testing.T) {
	for note, c := range map[string]struct {
		first bool
		night string
	}{
		"": {false, "?"},
		"Första kontakt. Får ringas dygnet runt.": {true, "yes"},
		"Första kontakt. Ring inte nattetid.":     {true, "no"},
		"1:a kontakt, ej natt":                    {true, "no"},
		"Ring alltid först":                       {true, "?"},
		"Inte första kontakt":                     {false, "?"},
		"får kontaktas nattetid":                  {false, "yes"},
		"Får inte kontaktas nattetid":             {false, "no"},
		"Ej nattetid, får ringas dagtid":          {false, "no"},
		"Natt: ja":                                {false, "yes"},
		"Endast dagtid":                           {false, "no"},
		"Kan ringas även på natten":               {false, "yes"},
		"Arbetar natt på sjukhuset":               {false, "?"},
		"Kontaktas inte efter kl 22":              {false, "?"},
	} {
		t.Run(note, func(t *testing.T) {
			first, night := ReadCallingNote(note)
			said := "?"
			if night != nil {
				said = map[bool]string{true: "yes", false: "no"}[*night]
			}
			if first != c.first || said != c.night {
				t.Errorf("first %v, night %s; want %v, %s", first, said, c.first, c.night)
			}
		})
	}
}

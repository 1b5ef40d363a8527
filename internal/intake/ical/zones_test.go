package ical

import (
	"strings"
	"testing"
	"time"
)

func TestEveryWindowsZoneIsInTheWorldsDatabase(t *testing.T) {
	if len(windowsZones) < 130 {
		t.Errorf("only %d names", len(windowsZones))
	}
	for name, place := range windowsZones {
		if _, err := time.LoadLocation(place); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A zone that only the calendar explains: Stockholm's rules in two, New York's in the third.
const ownZones = `BEGIN:VTIMEZONE
TZID:(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:Hemtjänsten
X-LIC-LOCATION:Europe/Stockholm
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:20071104T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
END:VTIMEZONE
`

func TestTimesMeanWhatTheirZoneSays(t *testing.T) {
	for _, c := range []struct{ start, want, codes string }{
		{"DTSTART:20261124T080000", "1124T08:00", ""},
		{"DTSTART:20261124T080000Z", "1124T09:00", ""},
		{"DTSTART:20270624T080000Z", "0624T10:00", ""},
		{"DTSTART:2026-11-24T08:00:00", "1124T08:00", ""},
		{"DTSTART:20261124T080000+0000", "1124T09:00", ""},
		{"DTSTART:20261124T0800", "1124T08:00", ""},
		{"DTSTART:20261124T240000", "1125T00:00", ""},
		{"DTSTART;TZID=Europe/Helsinki:20261124T080000", "1124T07:00", ""},
		{"DTSTART;TZID=FLE Standard Time:20261124T080000", "1124T07:00", ""},
		{"DTSTART;TZID=\"w. europe standard time\":20261124T080000", "1124T08:00", ""},
		{"DTSTART;TZID=/freeassociation.sourceforge.net/Europe/London:20261124T080000", "1124T09:00", ""},
		{"DTSTART;TZID=/mozilla.org/20070129_1/America/Argentina/Ushuaia:20261124T080000", "1124T12:00", ""},
		{"DTSTART;TZID=\"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna\":20270624T080000", "0624T08:00", ""},
		{"DTSTART;TZID=(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna:20261124T080000", "1124T08:00", ""},
		{"DTSTART;TZID=Hemtjänsten:20270624T080000", "0624T08:00", ""},
		{"DTSTART;TZID=Customized Time Zone:20261124T080000", "1124T14:00", ""},
		{"DTSTART;TZID=Customized Time Zone:20270320T080000", "0320T13:00", ""}, // a week in which only New York has summer
		{"DTSTART;TZID=Nowhere/At All:20261124T080000", "1124T08:00", "0:ical_zone"},
		{"DTSTART;TZID=../../etc/passwd:20261124T080000", "1124T08:00", "0:ical_zone"},
		{"DTSTART;TZID=Local:20261124T080000", "1124T08:00", "0:ical_zone"},
	} {
		b := readAll(t, calendarOf("Schema", ownZones, eventOf("UID:u", "SUMMARY:Elsa Lund", c.start)), today)
		if got := starts(b); got != c.want || codes(b) != c.codes {
			t.Errorf("%s: %s %s, want %s %s", c.start, got, codes(b), c.want, c.codes)
		}
	}
}

func TestWhenAnEventEnds(t *testing.T) {
	for _, c := range []struct{ rows, want string }{
		{"DTSTART:20261124T080000;DTEND:20261124T083000", "visit 1124T08:00-1124T08:30"},
		{"DTSTART:20261124T080000;DURATION:PT1H30M", "visit 1124T08:00-1124T09:30"},
		{"DTSTART:20261124T220000;DURATION:P1D", "visit 1124T22:00-1125T22:00"},
		{"DTSTART:20261124T080000", "visit 1124T08:00-1124T08:00"},
		{"DTSTART:20261124T080000Z;DTEND:20261124T100000", "visit 1124T09:00-1124T10:00"},
		{"DTSTART:20261124T080000;DTEND:20261124T070000", "error 4 ical_end"},
		{"DTSTART:20261124T080000;DTEND:20361124T070000", "error 4 ical_end"},
		{"DTSTART:20261124T080000;DTEND:imorgon", "visit 1124T08:00-1124T08:00  Elsa Lund||Schema|\nwarning 4 ical_end_unread"},
		{"DTSTART:20261124T080000;DURATION:-PT5M", "visit 1124T08:00-1124T08:00  Elsa Lund||Schema|\nwarning 4 ical_end_unread"},
		{"DTSTART:20261332T080000", "error 4 ical_no_start"},
		{"DTSTART:99991124T080000", "error 4 ical_no_start"},
		{"DTEND:20261124T080000", "error 4 ical_no_start"},
	} {
		got := strings.Join(lines(readAll(t, schedule(strings.Split(c.rows, ";")...), today)), "\n")
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s", c.rows, got)
		}
	}
}

package calendar

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
)

var made = time.Date(2026, 11, 24, 9, 0, 0, 0, care.Stockholm)

func at(month time.Month, day, hour int) time.Time {
	return time.Date(2026, month, day, hour, 0, 0, 0, care.Stockholm)
}

func write(t *testing.T, stops ...outage.Planned) string {
	t.Helper()
	raw, err := Write("Planerade avbrott, Norr", made, stops)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestAnOutageIsAnEvent(t *testing.T) {
	got := write(t, outage.Planned{ID: "patch-2026-12", Title: "Patchonsdag", Start: at(12, 9, 10), End: at(12, 9, 12), Text: "Spara ofta.\r\nOmstart; cirka 10 minuter"})
	for _, line := range []string{"BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:PUBLISH", `X-WR-CALNAME:Planerade avbrott\, Norr`, "UID:patch-2026-12@avbrottsparm",
		"DTSTAMP:20261124T080000Z", "DTSTART:20261209T090000Z", "DTEND:20261209T110000Z", "SUMMARY:Patchonsdag",
		`DESCRIPTION:Spara ofta.\nOmstart\; cirka 10 minuter`, "TRANSP:TRANSPARENT", "END:VCALENDAR"} {
		if !strings.Contains(got, line+"\r\n") {
			t.Errorf("no line %q in\n%s", line, got)
		}
	}
	if strings.Contains(got, "VALARM") {
		t.Error("a patch Wednesday has no day of notice, and reminds of one")
	}
}

// The days of notice lie on either side of a change of clocks, and remind at eight by the clock of each.
func TestTheDaysOfNoticeRemindInTheMorning(t *testing.T) {
	got := write(t, outage.Planned{ID: "a", Title: "Uppgradering", Start: at(11, 3, 18), End: at(11, 3, 22), Notice: at(10, 20, 0), DayBefore: at(11, 2, 0)})
	for _, line := range []string{"TRIGGER;VALUE=DATE-TIME:20261020T060000Z", "TRIGGER;VALUE=DATE-TIME:20261102T070000Z"} {
		if !strings.Contains(got, line+"\r\n") {
			t.Errorf("no line %q in\n%s", line, got)
		}
	}
}

func TestWhatIsWrittenIsWithinTheFormat(t *testing.T) {
	long := strings.Repeat("Åtgärder på öppna ärenden, ", 40)
	got := write(t, outage.Planned{Title: "Avbrott\nBEGIN:VEVENT\t\"x\"", Text: long + "\x00\x1b\u2028🙂", Start: at(12, 1, 8)},
		outage.Planned{ID: "b\r\nATTENDEE:x", Title: strings.Repeat("å", 200), Start: at(12, 2, 8), End: at(12, 2, 7)})
	for line := range strings.SplitSeq(strings.TrimSuffix(got, "\r\n"), "\r\n") {
		if len(line) > longestLine || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n\x00\x1b\t") {
			t.Errorf("line of %d bytes: %q", len(line), line)
		}
	}
	if strings.Count(got, "\r\nBEGIN:VEVENT\r\n") != 2 || strings.Contains(got, "\r\nATTENDEE") || strings.Contains(got, "DTEND") {
		t.Errorf("what a person wrote became a line of its own:\n%s", got)
	}
	if whole := strings.ReplaceAll(got, "\r\n ", ""); !strings.Contains(whole, strings.Repeat("å", 200)) || !strings.Contains(whole, "UID:20261201T070000Z@") {
		t.Errorf("folding lost something:\n%s", whole)
	}
}

func TestAnEmptyCalendarIsOne(t *testing.T) {
	if got := write(t); !strings.HasPrefix(got, "BEGIN:VCALENDAR\r\n") || !strings.HasSuffix(got, "END:VCALENDAR\r\n") {
		t.Errorf("%q", got)
	}
}

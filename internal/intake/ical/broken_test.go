package ical

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

const threeVisits = `BEGIN:VCALENDAR
X-WR-CALNAME:Schema Östra slingan
BEGIN:VEVENT
UID:1
DTSTART:20261124T080000
SUMMARY:Åke Ström
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20261124T090000
SUMMARY:Örjan Å
 hlén
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART:20261124T100000
SUMMARY:Elsa Lund
END:VEVENT
END:VCALENDAR
`

var asWritten = []string{
	"visit 1124T08:00-1124T08:00  Åke Ström||Östra slingan|",
	"visit 1124T09:00-1124T09:00  Örjan Åhlén||Östra slingan|",
	"visit 1124T10:00-1124T10:00  Elsa Lund||Östra slingan|",
}

func TestEncodingsAndLineEnds(t *testing.T) {
	windows, err := charmap.Windows1252.NewEncoder().String(threeVisits)
	if err != nil {
		t.Fatal(err)
	}
	little, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(threeVisits)
	if err != nil {
		t.Fatal(err)
	}
	big, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(threeVisits)
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string]string{
		"LF": threeVisits, "CR LF": strings.ReplaceAll(threeVisits, "\n", "\r\n"), "CR": strings.ReplaceAll(threeVisits, "\n", "\r"),
		"byte order mark": "\xEF\xBB\xBF" + threeVisits, "space before": " \r\n\r\n" + threeVisits, "Windows-1252": windows,
		"UTF-16": little, "UTF-16 big endian, no mark": big, "small letters": strings.ReplaceAll(strings.ReplaceAll(threeVisits, "BEGIN:V", "begin:v"), "END:V", "end:v"),
		"folded inside a letter":  strings.ReplaceAll(threeVisits, "Åke", "\xC3\r\n \x85ke"),
		"folded with tabs":        strings.ReplaceAll(threeVisits, "Å\n hlén", "Å\n\thlén"),
		"blank lines":             strings.ReplaceAll(threeVisits, "BEGIN:VEVENT", "\n\nBEGIN:VEVENT"),
		"without its end":         strings.TrimSuffix(threeVisits, "END:VCALENDAR\n"),
		"several calendars":       strings.Replace(threeVisits, "END:VEVENT\n", "END:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR\nX-WR-CALNAME:Schema Östra slingan\n", 1),
		"a part that no one ends": strings.Replace(threeVisits, "END:VEVENT\n", "BEGIN:VALARM\nEND:VEVENT\n", 1),
	} {
		t.Run(name, func(t *testing.T) { expect(t, readAll(t, raw, today), asWritten...) })
	}
}

func TestWhatIsBrokenCostsOnlyItself(t *testing.T) {
	for name, c := range map[string]struct{ from, to, codes, starts string }{
		"a line without a colon":      {"UID:2", "UID:2\nTheDescriptionGoesOnHere", "10:ical_line", "1124T08:00 1124T09:00 1124T10:00"},
		"a line without a name":       {"UID:2", "UID:2\n:värde", "10:ical_line", "1124T08:00 1124T09:00 1124T10:00"},
		"an unfinished parameter":     {"UID:2", "UID:2\nATTENDEE;CN=\"Eva", "10:ical_line", "1124T08:00 1124T09:00 1124T10:00"},
		"a parameter that panics":     {"UID:2", "UID:2\nATTENDEE;CN=\"Eva\"x:mailto:a", "10:ical_line", "1124T08:00 1124T09:00 1124T10:00"},
		"endless parameters":          {"UID:2", "UID:2\nATTENDEE;CN=" + strings.Repeat("x", 5000) + ":a", "10:ical_line", "1124T08:00 1124T09:00 1124T10:00"},
		"an event without its end":    {"SUMMARY:Elsa Lund\nEND:VEVENT", "SUMMARY:Elsa Lund", "14:ical_unfinished", "1124T08:00 1124T09:00"},
		"an event within another":     {"UID:2", "BEGIN:VEVENT\nUID:2", "8:ical_unfinished", "1124T08:00 1124T09:00 1124T10:00"},
		"an end without a beginning":  {"UID:2", "UID:2\nEND:VALARM", "10:ical_line", "1124T08:00 1124T09:00 1124T10:00"},
		"a date that isn't one":       {"20261124T090000", "i morgon", "8:ical_no_start", "1124T08:00 1124T10:00"},
		"the file cut in an event":    {"SUMMARY:Elsa Lund\nEND:VEVENT\nEND:VCALENDAR\n", "SUMM", "14:ical_unfinished 17:ical_line", "1124T08:00 1124T09:00"},
		"parts within parts, endless": {"UID:2", "UID:2\n" + strings.Repeat("BEGIN:X\n", 5000) + strings.Repeat("END:X\n", 5000), "0:ical_others", "1124T08:00 1124T09:00 1124T10:00"},
	} {
		t.Run(name, func(t *testing.T) {
			raw := strings.Replace(threeVisits, c.from, c.to, 1)
			b := readAll(t, raw, today)
			if got := starts(b); got != c.starts || codes(b) != c.codes {
				t.Errorf("%s; %s", got, codes(b))
			}
		})
	}
}

// What is wrong is told without what stood there: it may be about a person.
func TestProblemsTellNothingAboutPersons(t *testing.T) {
	raw := calendarOf("Schema Elsa Lund", "Elsa Lund 19240129-7250\n",
		eventOf("UID:Elsa Lund", "SUMMARY:Elsa Lund", "DTSTART:Elsa Lund", "Elsa Lund"),
		eventOf("UID:2", "SUMMARY:Elsa Lund", "DTSTART;TZID=Elsa Lund:20261124T080000", "DTEND:Elsa Lund", "RRULE:FREQ=Elsa Lund", "ATTENDEE;CN=\"Elsa Lund"),
		eventOf("SUMMARY:19240129-7250", "DTSTART:20200101T080000"), "BEGIN:VEVENT\nSUMMARY:Elsa Lund\n")
	b := readAll(t, raw, today)
	problems := append(b.Errors, b.Warnings...)
	if len(problems) < 8 {
		t.Errorf("only %s", codes(b))
	}
	for _, p := range problems {
		if said := fmt.Sprintf("%+v", p); strings.Contains(said, "Elsa") || strings.Contains(said, "7250") {
			t.Error(said)
		}
	}
}

func TestAnEventOfTooManyLinesIsCutAndSaidSo(t *testing.T) {
	b := readAll(t, schedule("DTSTART:20261124T080000", strings.Repeat("ATTENDEE;CN=Eva Alm:mailto:a\n", 2*maxProps)), today)
	if len(b.Incoming) != 1 || codes(b) != "4:ical_long" || b.Incoming[0].Item.(*care.Visit).Staff != "Eva Alm" {
		t.Error(codes(b))
	}
}

func TestATextThatIsTooLongIsCutAndSaidSo(t *testing.T) {
	b := readAll(t, schedule("DTSTART:20261124T080000", "DESCRIPTION:"+strings.Repeat("lång text ", 20_000)), today)
	if len(b.Incoming) != 1 || codes(b) != "8:cell_cut" {
		t.Error(codes(b))
	}
	if v := b.Incoming[0].Item.(*care.Visit); len(v.Text) > maxText {
		t.Errorf("%d bytes of text", len(v.Text))
	}
}

func TestWhatIsNoCalendarIsLeftToOthers(t *testing.T) {
	for _, raw := range []string{"", "Namn;Pnr\n", "BEGIN:VCARD\nEND:VCARD\n", "{}", "BEGIN", "\xEF\xBB\xBF", "\x00B\x00E"} {
		if NewReader().Recognises("kalender.ics", []byte(raw)) {
			t.Errorf("%q was taken for a calendar", raw)
		}
	}
	if _, err := NewReader().Read(context.Background(), "x", make([]byte, maxRaw+1), today); !text.IsFault(err, "intake.too_large") {
		t.Error(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := NewReader().Read(ctx, "x", []byte(threeVisits), today); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

package ical

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
)

// schedule is a calendar of visits with these lines for its only event.
func schedule(rows ...string) string {
	return calendarOf("Schema", eventOf(append([]string{"UID:u", "SUMMARY:Elsa Lund"}, rows...)...))
}

func eventOf(rows ...string) string {
	return "BEGIN:VEVENT\n" + strings.Join(rows, "\n") + "\nEND:VEVENT\n"
}

func calendarOf(name string, events ...string) string {
	return "BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:" + name + "\n" + strings.Join(events, "") + "END:VCALENDAR\n"
}

// starts tells when the visits of a batch begin, by Swedish clocks.
func starts(b care.Batch) string {
	var out []string
	for _, in := range b.Incoming {
		out = append(out, in.Item.(*care.Visit).Start.Format("0102T15:04"))
	}
	return strings.Join(out, " ")
}

func codes(b care.Batch) string {
	var out []string
	for _, p := range append(b.Errors, b.Warnings...) {
		out = append(out, fmt.Sprintf("%d:%s", p.Row, p.Code))
	}
	return strings.Join(out, " ")
}

func TestRulesOfRecurrence(t *testing.T) {
	for _, c := range []struct {
		name string
		rows []string
		want string
	}{
		{"by number", []string{"DTSTART:20261124T080000", "RRULE:FREQ=DAILY;COUNT=3"}, "1124T08:00 1125T08:00 1126T08:00"},
		{"by number, begun long ago", []string{"DTSTART:20261101T080000", "RRULE:FREQ=DAILY;COUNT=17"}, "1116T08:00 1117T08:00"},
		{"every second week", []string{"DTSTART:20261124T080000", "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3"}, "1124T08:00 1208T08:00 1222T08:00"},
		// RFC 5545, 3.3.10: the first day of the week makes a difference here
		{"weeks from Monday", []string{"DTSTART:20261124T080000", "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO"}, "1124T08:00 1129T08:00 1208T08:00 1213T08:00"},
		{"weeks from Sunday", []string{"DTSTART:20261124T080000", "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU"}, "1124T08:00 1206T08:00 1208T08:00 1220T08:00"},
		{"last weekday of the month", []string{"DTSTART:20261130T080000", "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2"}, "1130T08:00 1231T08:00"},
		{"until a moment in UTC", []string{"DTSTART;TZID=Europe/Stockholm:20261124T080000", "RRULE:FREQ=DAILY;UNTIL=20261125T070000Z"}, "1124T08:00 1125T08:00"},
		{"until a day", []string{"DTSTART:20261124T080000", "RRULE:FREQ=DAILY;UNTIL=20261125"}, "1124T08:00 1125T08:00"},
		{"further dates", []string{"DTSTART:20261124T080000", "RDATE:20261126T080000,20261127T090000", "RDATE;VALUE=PERIOD:20261128T080000/PT2H"}, "1124T08:00 1126T08:00 1127T09:00 1128T08:00"},
		{"without some days", []string{"DTSTART:20261124T080000", "RRULE:FREQ=DAILY;COUNT=5", "EXDATE;VALUE=DATE:20261125", "EXDATE;TZID=Europe/Stockholm:20261126T080000", "EXDATE:20261127T070000Z"}, "1124T08:00 1128T08:00"},
		{"without its first day", []string{"DTSTART:20261124T080000", "RRULE:FREQ=DAILY;COUNT=2", "EXDATE:20261124T080000"}, "1125T08:00"},
		{"a start beside its rule", []string{"DTSTART:20261124T080000", "RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=3"}, "1124T08:00 1127T08:00 1204T08:00"},
		{"every two hours", []string{"DTSTART:20261124T080000", "RRULE:FREQ=HOURLY;INTERVAL=2;COUNT=3"}, "1124T08:00 1124T10:00 1124T12:00"},
		{"a day without hour", []string{"DTSTART;VALUE=DATE:20261124", "RRULE:FREQ=DAILY;COUNT=2"}, "1124T00:00 1125T00:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := readAll(t, schedule(c.rows...), today)
			if got := starts(b); got != c.want || len(b.Errors) > 0 {
				t.Errorf("got %s, want %s; %s", got, c.want, codes(b))
			}
		})
	}
}

func TestARuleIsLaidOutForTheDaysAroundToday(t *testing.T) {
	b := readAll(t, schedule("DTSTART:20200101T080000", "DTEND:20200101T083000", "RRULE:FREQ=DAILY"), today)
	if n := len(b.Incoming); n != daysBack+1+daysAhead {
		t.Errorf("%d visits", n)
	}
	first, last := b.Incoming[0].Item.(*care.Visit), b.Incoming[len(b.Incoming)-1].Item.(*care.Visit)
	if !care.Day(first.Start).Equal(care.NextDay(today, -daysBack)) || !care.Day(last.Start).Equal(care.NextDay(today, daysAhead)) {
		t.Error(first.Start, last.Start)
	}
	if got := codes(b); got != "0:ical_until" {
		t.Error(got)
	}
	// a rule that began long ago keeps its step
	for rows, want := range map[string]string{
		"DTSTART:20200106T080000|RRULE:FREQ=WEEKLY;INTERVAL=4;UNTIL=20261231":   "1130T08:00 1228T08:00",
		"DTSTART:20200106T080000|RRULE:FREQ=DAILY;INTERVAL=30;UNTIL=20261231":   "1130T08:00 1230T08:00",
		"DTSTART:20200107T080000|RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261124":     "1116T08:00 1123T08:00",
		"DTSTART:20200106T080000|RRULE:FREQ=HOURLY;INTERVAL=300;UNTIL=20261212": "1122T20:00 1205T08:00",
	} {
		if got := starts(readAll(t, schedule(strings.Split(rows, "|")...), today)); got != want {
			t.Errorf("%s: %s, want %s", rows, got, want)
		}
	}
}

// A visit at eight stays at eight when clocks change, and one in the hour that is missing or comes
// twice has a definite time.
func TestRecurringVisitsOverBothClockChanges(t *testing.T) {
	autumn := time.Date(2026, time.October, 23, 7, 0, 0, 0, care.Stockholm)
	b := readAll(t, schedule("DTSTART;TZID=W. Europe Standard Time:20261024T023000", "DTEND;TZID=W. Europe Standard Time:20261024T070000", "RRULE:FREQ=DAILY;COUNT=3"), autumn)
	var got []string
	for _, in := range b.Incoming {
		v := in.Item.(*care.Visit)
		got = append(got, v.Start.Format("02T15:04Z07")+"/"+v.End.Format("02T15:04Z07"))
	}
	if s := strings.Join(got, " "); s != "24T02:30+02/24T07:00+02 25T02:30+02/25T07:00+01 26T02:30+01/26T07:00+01" {
		t.Error(s)
	}
	spring := time.Date(2027, time.March, 27, 7, 0, 0, 0, care.Stockholm)
	b = readAll(t, schedule("DTSTART:20270327T023000", "DURATION:PT45M", "RRULE:FREQ=DAILY;COUNT=3"), spring)
	got = nil
	for _, in := range b.Incoming {
		v := in.Item.(*care.Visit)
		got = append(got, v.Start.Format("02T15:04Z07")+"/"+v.End.Format("02T15:04Z07"))
	}
	if s := strings.Join(got, " "); s != "27T02:30+01/27T03:15+01 28T03:30+02/28T04:15+02 29T02:30+02/29T03:15+02" {
		t.Error(s)
	}
	// a rule in UTC moves on the wall, as it says
	b = readAll(t, schedule("DTSTART:20261024T060000Z", "RRULE:FREQ=DAILY;COUNT=2"), autumn)
	if s := starts(b); s != "1024T08:00 1025T07:00" {
		t.Error(s)
	}
}

func TestOneOccurrenceIsChanged(t *testing.T) {
	master := eventOf("UID:u", "SUMMARY:Elsa Lund", "SEQUENCE:1", "DTSTART:20261124T080000", "DTEND:20261124T083000", "RRULE:FREQ=DAILY;COUNT=5")
	moved := eventOf("UID:u", "SUMMARY:Elsa Lund", "SEQUENCE:2", "RECURRENCE-ID:20261125T080000", "DTSTART:20261125T110000", "DTEND:20261125T120000")
	older := eventOf("UID:u", "SUMMARY:Elsa Lund", "SEQUENCE:1", "RECURRENCE-ID:20261125T080000", "DTSTART:20261125T230000", "DTEND:20261125T233000")
	off := eventOf("UID:u", "STATUS:CANCELLED", "RECURRENCE-ID;VALUE=DATE:20261126")
	onward := eventOf("UID:u", "SUMMARY:Elsa Lund", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261127T080000", "DTSTART:20261127T090000", "DTEND:20261127T093000")
	b := readAll(t, calendarOf("Schema", moved, older, off, onward, master), today)
	if got := starts(b); got != "1124T08:00 1125T11:00 1127T09:00 1128T09:00" {
		t.Error(got)
	}
	if len(b.Removed) != len(readKinds) || b.Removed[0].SourceID != "u|20261126T070000Z" {
		t.Errorf("%v", b.Removed)
	}
	if id := b.Incoming[1].Item.ItemMeta().SourceID; id != "u|20261125T070000Z" {
		t.Errorf("a moved occurrence has lost its id: %s", id)
	}
	if id := b.Incoming[0].Item.ItemMeta().SourceID; id != "u" {
		t.Errorf("the first occurrence has the id %s", id)
	}
	// without its series it stands alone
	b = readAll(t, calendarOf("Schema", moved), today)
	if got := starts(b); got != "1125T11:00" || b.Incoming[0].Item.ItemMeta().SourceID != "u|20261125T070000Z" {
		t.Error(got)
	}
}

func TestTheHighestSequenceWins(t *testing.T) {
	one := func(sequence, hour string) string {
		return eventOf("UID:u", "SUMMARY:Elsa Lund", "SEQUENCE:"+sequence, "DTSTART:20261124T"+hour+"0000")
	}
	if got := starts(readAll(t, calendarOf("Schema", one("2", "09"), one("10", "11"), one("3", "10")), today)); got != "1124T11:00" {
		t.Error(got)
	}
}

// A planning system that gives all visits to a person the same UID.
func TestEventsThatShareAnIdAreAllThere(t *testing.T) {
	var events []string
	for _, hour := range []string{"08", "12", "19", "12"} {
		events = append(events, eventOf("UID:elsa", "SUMMARY:Elsa Lund", "DTSTAMP:20261120T080000Z", "DTSTART:20261124T"+hour+"0000"))
	}
	b := readAll(t, calendarOf("Schema", events...), today)
	if got := starts(b); got != "1124T08:00 1124T12:00 1124T19:00" {
		t.Error(got)
	}
	for i, want := range []string{"elsa|20261124T080000", "elsa|20261124T120000", "elsa|20261124T190000"} {
		if id := b.Incoming[i].Item.ItemMeta().SourceID; id != want {
			t.Error(id)
		}
	}
}

// An invitation to one visit says nothing about how fresh the schedule is.
func TestAnInvitationMakesNoScheduleFresh(t *testing.T) {
	if kinds := readFile(t, "exchange.ics").Kinds; len(kinds) != 0 {
		t.Error(kinds)
	}
	if kinds := readFile(t, "apple.ics").Kinds; fmt.Sprint(kinds) != "[visit absence]" {
		t.Error(kinds)
	}
}

func TestACalendarThatCancels(t *testing.T) {
	raw := "BEGIN:VCALENDAR\nMETHOD:CANCEL\n" + eventOf("UID:u", "DTSTART:20261124T080000", "RRULE:FREQ=DAILY;COUNT=2") + "END:VCALENDAR\n"
	b := readAll(t, raw, today)
	if len(b.Incoming) != 0 || len(b.Removed) != 2*len(readKinds) || b.Removed[len(readKinds)].SourceID != "u|20261125T070000Z" {
		t.Errorf("%v %v", b.Incoming, b.Removed)
	}
}

func TestWhatNobodyNeedsIsCounted(t *testing.T) {
	old := eventOf("UID:old", "SUMMARY:Elsa Lund", "DTSTART:20260101T080000")
	far := eventOf("UID:far", "SUMMARY:Elsa Lund", "DTSTART:20270601T080000")
	b := readAll(t, calendarOf("Schema", old, far), today)
	if got := starts(b); got != "0601T08:00" || codes(b) != "0:ical_old" {
		t.Error(got, codes(b))
	}
	b = readAll(t, calendarOf("Lenas kalender", eventOf("UID:a", "SUMMARY:Tandläkare", "DTSTART:20261124T080000"),
		eventOf("UID:b", "SUMMARY:Träning", "DTSTART:20261124T180000", "RRULE:FREQ=DAILY;COUNT=5"),
		eventOf("UID:c", "SUMMARY:Driftstopp i Lifecare", "DTSTART:20261124T180000")), today)
	if len(b.Incoming) != 1 || codes(b) != "0:ical_left_out" || fmt.Sprint(b.Warnings[0].Pairs) != "[n 2 rows 4, 9]" {
		t.Errorf("%s %v", codes(b), b.Warnings)
	}
}

// Rules that would keep the library busy for minutes or for ever.
func TestHostileRulesEnd(t *testing.T) {
	for _, c := range []struct {
		rule  string
		found int
		codes string
	}{
		{"FREQ=SECONDLY", 1, "4:ical_rule"},
		{"FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", 1, "4:ical_rule"},
		{"FREQ=HOURLY;INTERVAL=2;BYHOUR=3", 1, "4:ical_rule"},
		{"FREQ=DAILY;COUNT=1000000000", 61, "0:ical_until"},
		{"FREQ=DAILY;COUNT=99999999999999999999", 1, "4:ical_rule"},
		{"FREQ=DAILY;INTERVAL=9223372036854775807", 1, "4:ical_rule"},
		{"FREQ=YEARLY;INTERVAL=10000", 1, ""},
		{"FREQ=DAILY;UNTIL=99991231T235959Z", 61, "0:ical_until"},
		{"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", 1, ""},
		{"FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", 1, ""},
		{"FREQ=YEARLY;BYYEARDAY=1;BYMONTH=12", 1, ""},
		{"FREQ=WEEKLY;BYMONTHDAY=31;BYMONTH=2", 1, ""},
		{"FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=300", 1, ""},
		{"FREQ=DAILY;BYHOUR=" + strings.TrimSuffix(strings.Repeat("1,2,3,", 20), ",") + ";BYMINUTE=1,2,3", 1, "4:ical_rule"},
		{"FREQ=YEARLY;BYEASTER=1", 1, "4:ical_rule"},
		{"FREQ=YEARLY;BYWEEKNO=54,-54", 1, "4:ical_rule"},
		{"FREQ=NEVER", 1, "4:ical_rule"},
		{"BYDAY=MO", 1, "4:ical_rule"},
		{"FREQ=DAILY;BYSETPOS=" + strings.Repeat("1,", 5000), 1, "4:ical_rule"},
	} {
		b := readAll(t, schedule("DTSTART:20261123T080000", "RRULE:"+c.rule), today)
		if len(b.Incoming) != c.found || codes(b) != c.codes {
			t.Errorf("%.60s: %d visits, %s", c.rule, len(b.Incoming), codes(b))
		}
	}
	b := readAll(t, schedule("DTSTART:00010101T000000", "RRULE:FREQ=DAILY"), today)
	if len(b.Incoming) != 0 || codes(b) != "4:ical_no_start" {
		t.Error(codes(b))
	}
}

// However many hostile rules there are, only so many are searched to the end.
func TestManyHostileRulesEnd(t *testing.T) {
	var events []string
	for n := range 3 * maxDry {
		events = append(events, eventOf(fmt.Sprintf("UID:%d", n), "SUMMARY:Elsa Lund", "DTSTART:20261124T080000", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31"))
	}
	b := readAll(t, calendarOf("Schema", events...), today)
	if len(b.Incoming) != 3*maxDry || len(b.Errors) != 2*maxDry {
		t.Errorf("%d visits, %d errors", len(b.Incoming), len(b.Errors))
	}
}

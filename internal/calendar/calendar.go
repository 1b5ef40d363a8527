// Package calendar writes planned outages as a calendar file (iCalendar, RFC 5545) that Outlook, Google and
// Apple take in, and that the binder itself reads back.
//
// It guarantees that times mean the same moment wherever the file is opened, that an outage that was changed
// takes the place of the older one there, and that nothing stands in the file but what the outages hold.
package calendar

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
)

// product names who made the file, as the format demands.
const product = "-//Avbrottsparm//Planned outages//SV"

// host makes the id of an outage one that no other program gives.
const host = "@avbrottsparm"

// noticeHour is when a day of notice begins for who is reminded, in Stockholm.
const noticeHour = 8

// Write makes a calendar of planned outages. Name is what the calendar is called, made when it was made.
// Title and Text of each are taken as they stand; one without an end lasts no time.
func Write(name string, made time.Time, stops []outage.Planned) ([]byte, error) {
	cal := ical.NewCalendar()
	cal.Props.SetText(ical.PropProductID, product)
	cal.Props.SetText(ical.PropVersion, "2.0")
	cal.Props.SetText(ical.PropMethod, "PUBLISH")
	called := ical.NewProp("X-WR-CALNAME") // of no type that the library knows, and read by all without one
	called.SetText(plain(name))
	called.Params.Del("VALUE")
	cal.Props.Set(called)
	for _, stop := range stops {
		cal.Children = append(cal.Children, event(stop, made).Component)
	}
	if len(cal.Children) == 0 { // the library writes no empty calendar, but an empty list is an answer too
		return fold([]byte("BEGIN:VCALENDAR\r\nPRODID:" + product + "\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")), nil
	}
	var out bytes.Buffer
	if err := ical.NewEncoder(&out).Encode(cal); err != nil {
		return nil, fmt.Errorf("write calendar: %w", err)
	}
	return fold(out.Bytes()), nil
}

func event(stop outage.Planned, made time.Time) *ical.Event {
	e := ical.NewEvent()
	e.Props.SetText(ical.PropUID, plain(cmp.Or(stop.ID, stop.Start.UTC().Format("20060102T150405Z")))+host)
	e.Props.SetDateTime(ical.PropDateTimeStamp, made.UTC())
	e.Props.SetDateTime(ical.PropDateTimeStart, stop.Start.UTC())
	if stop.End.After(stop.Start) {
		e.Props.SetDateTime(ical.PropDateTimeEnd, stop.End.UTC())
	}
	e.Props.SetText(ical.PropSummary, plain(stop.Title))
	if said := text(stop.Text); said != "" {
		e.Props.SetText(ical.PropDescription, said)
	}
	e.Props.SetText(ical.PropTransparency, "TRANSPARENT") // nobody is busy because a system stops
	for _, day := range []time.Time{stop.Notice, stop.DayBefore} {
		if !day.IsZero() {
			e.Children = append(e.Children, reminder(day, plain(stop.Title)))
		}
	}
	return e
}

// reminder is an alarm on the morning of a day on which something is to be told (routine 2.1).
func reminder(day time.Time, title string) *ical.Component {
	day = day.In(care.Stockholm)
	alarm := ical.NewComponent(ical.CompAlarm)
	alarm.Props.SetText(ical.PropAction, "DISPLAY")
	alarm.Props.SetText(ical.PropDescription, title)
	at := ical.NewProp(ical.PropTrigger)
	at.SetDateTime(time.Date(day.Year(), day.Month(), day.Day(), noticeHour, 0, 0, 0, care.Stockholm).UTC())
	at.SetValueType(ical.ValueDateTime)
	alarm.Props.Set(at)
	return alarm
}

// plain is a text on one line.
func plain(said string) string { return strings.Join(strings.Fields(text(said)), " ") }

// text is a text without signs that a calendar can't hold.
func text(said string) string {
	said = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", " ").Replace(strings.ToValidUTF8(said, ""))
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == '\u007f' || r == '\u2028' || r == '\u2029' {
			return -1
		}
		return r
	}, said))
}

// longestLine is how many bytes a line may have before it goes on in the next.
const longestLine = 75

// fold breaks long lines between letters, as the format demands; the library leaves them whole.
func fold(raw []byte) []byte {
	var out bytes.Buffer
	for line := range bytes.Lines(raw) {
		line = bytes.TrimRight(line, "\r\n")
		for room := longestLine; len(line) > room; room = longestLine - 1 {
			cut := room
			for !utf8.RuneStart(line[cut]) {
				cut--
			}
			out.Write(line[:cut])
			out.WriteString("\r\n ")
			line = line[cut:]
		}
		out.Write(line)
		out.WriteString("\r\n")
	}
	return out.Bytes()
}

package ical

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// Monday 23 November 2026: winter time.
var today = time.Date(2026, time.November, 23, 7, 0, 0, 0, care.Stockholm)

func readAll(t testing.TB, raw string, now time.Time) care.Batch {
	t.Helper()
	r := NewReader()
	if !r.Recognises("whatever.bin", []byte(raw)) {
		t.Fatal("the calendar isn't recognised by what stands in it")
	}
	batches, err := r.Read(context.Background(), "whatever.bin", []byte(raw), now)
	if err != nil {
		t.Fatal(err)
	}
	if len(batches) != 1 {
		t.Fatalf("%d batches", len(batches))
	}
	return batches[0]
}

func readFile(t testing.TB, name string) care.Batch {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return readAll(t, string(raw), today)
}

// lines tells a batch in short: one line for each item, its problems last.
func lines(b care.Batch) []string {
	var out []string
	for _, in := range b.Incoming {
		switch it := in.Item.(type) {
		case *care.Visit:
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s-%s %s %s|%s|%s|%s", it.Kind, it.Start.Format("0102T15:04"), it.End.Format("0102T15:04"),
				in.Whose.PersonalID, in.Whose.Name, it.Name, it.Route, it.Staff)))
		case *care.PlannedOutage:
			out = append(out, fmt.Sprintf("outage %s-%s all=%t %s", it.Start.Format("0102T15:04"), it.End.Format("0102T15:04"), it.AllDay, it.Title))
		case *care.Absence:
			out = append(out, fmt.Sprintf("absence %s-%s %s %s|%s", it.From.Format("0102T15:04"), it.To.Format("0102T15:04"), in.Whose.PersonalID, in.Whose.Name, it.Reason))
		}
	}
	for _, p := range b.Errors {
		out = append(out, fmt.Sprintf("error %d %s", p.Row, p.Code))
	}
	for _, p := range b.Warnings {
		out = append(out, fmt.Sprintf("warning %d %s", p.Row, p.Code))
	}
	return out
}

func expect(t *testing.T, b care.Batch, want ...string) {
	t.Helper()
	got, wanted := strings.Join(lines(b), "\n"), strings.Join(want, "\n")
	if got != wanted {
		t.Errorf("got\n%s\nwant\n%s", got, wanted)
	}
}

func TestCalendarsAsProgramsWriteThem(t *testing.T) {
	for name, want := range map[string][]string{
		"outlook": {
			"visit 1123T08:00-1123T08:30 192401297250 Elsa Lund|Morgonbesök|Slinga Norr|Ek, Lena",
			"visit 1124T09:30-1124T10:00 192401297250 Elsa Lund|Morgonbesök, senare|Slinga Norr|",
			"visit 1127T08:00-1127T08:30 192401297250 Elsa Lund|Morgonbesök|Slinga Norr|Ek, Lena",
			"visit 1130T08:00-1130T08:30 192401297250 Elsa Lund|Morgonbesök|Slinga Norr|Ek, Lena",
			"visit 1201T08:00-1201T08:30 192401297250 Elsa Lund|Morgonbesök|Slinga Norr|Ek, Lena",
			"visit 1202T08:00-1202T08:30 192401297250 Elsa Lund|Morgonbesök|Slinga Norr|Ek, Lena",
			"visit 1203T08:00-1203T08:30 192401297250 Elsa Lund|Morgonbesök|Slinga Norr|Ek, Lena",
			"visit 1204T08:00-1204T08:30 192401297250 Elsa Lund|Morgonbesök|Slinga Norr|Ek, Lena",
			"pause 1123T11:30-1123T12:00  |Lunch|Slinga Norr|",
			"warning 0 ical_others",
		},
		"google": {
			"outage 1201T21:00-1201T23:00 all=false Lifecare: uppgradering till 8.5",
			"outage 1205T00:00-1207T00:00 all=true Planerat driftstopp nätet",
			"outage 1201T03:00-1201T04:00 all=false Servicefönster",
			"outage 0105T03:00-0105T04:00 all=false Servicefönster",
			"outage 1203T13:00-1203T14:00 all=false Tårta i fikarummet", // the calendar holds nothing but stops
			"warning 0 ical_until",
		},
		"apple": {
			"visit 1124T19:00-1124T19:30  Nils von Sten|Kvällsbesök|Kvällsschema|",
			"visit 1125T19:00-1125T19:30  Nils von Sten|Kvällsbesök|Kvällsschema|",
			"visit 1126T19:00-1126T19:30  Nils von Sten|Kvällsbesök|Kvällsschema|",
			"absence 1127T00:00-1129T00:00 192401297250 Elsa Lund|Frånvaro, sjukhus",
			"warning 0 ical_others",
		},
		"exchange": {"visit 1124T14:00-1124T14:30  Maj Holm|||Karin Ek"},
		"planning": {
			"visit 1124T22:00-1125T07:00 192402149237 Åke Ström||Slinga Natt|Eva Alm",
			"visit 1125T00:00-1125T00:00 192402239269 Maj Holm|Städning|Slinga 3|",
			"other 1124T13:00-1124T14:00  |Teamträff|Slinga 3|",
			"other 1124T15:00-1124T15:10  |Kunden i trean|Slinga 3|",
			"warning 29 ical_no_person",
		},
	} {
		t.Run(name, func(t *testing.T) { expect(t, readFile(t, name+".ics"), want...) })
	}
}

func TestAVisitKeepsWhatItsTextSays(t *testing.T) {
	b := readFile(t, "outlook.ics")
	v := b.Incoming[0].Item.(*care.Visit)
	if got := strings.Join(v.Service, "|"); got != "dusch|frukost|bäddning" {
		t.Errorf("services %q", got)
	}
	if v.Double != "1/2" || v.Place != "Storgatan 1, lgh 1102" || len(v.Keys) != 2 || v.Keys[0].Value != "4711" || v.Keys[1].Value != "12" {
		t.Errorf("%+v", v)
	}
	night := readFile(t, "planning.ics").Incoming[0].Item.(*care.Visit)
	if !night.Medical || strings.Join(night.Service, "|") != "Tillsyn|Läkemedel (HSL)" || !night.PassesMidnight() {
		t.Errorf("%+v", night)
	}
	if day := readFile(t, "planning.ics").Incoming[1].Item.(*care.Visit); !day.AnyTime {
		t.Error("a visit of a whole day has got an hour")
	}
	stop := readFile(t, "google.ics").Incoming[0].Item.(*care.PlannedOutage)
	if stop.Text != "Uppgradering av Lifecare.\nLäs i pärmen under tiden." {
		t.Errorf("text %q", stop.Text)
	}
}

func TestAnEventThatNamesSeveralPersonsSaysWhoseItBecame(t *testing.T) {
	b := readAll(t, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Anna Berg\\, Nils Öberg frukost\r\n"+
		"DESCRIPTION:19310211-8449 och 19321211-7075\r\nDTSTART:20261125T080000\r\nDTEND:20261125T083000\r\nEND:VEVENT\r\n"+
		"BEGIN:VEVENT\r\nUID:b\r\nSUMMARY:Anna Berg 19310211-8449\r\nDESCRIPTION:Pnr 193102118449\r\n"+
		"DTSTART:20261125T090000\r\nDTEND:20261125T093000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", today)
	expect(t, b,
		"visit 1125T08:00-1125T08:30 193102118449 Anna Berg|Nils Öberg frukost||",
		"visit 1125T09:00-1125T09:30 193102118449 Anna Berg|||",
		"warning 2 ical_several")
}

func TestWhatIsCancelledIsRemoved(t *testing.T) {
	var removed []string
	for _, gone := range readFile(t, "google.ics").Removed {
		removed = append(removed, string(gone.Kind)+" "+gone.SourceID)
	}
	if got := strings.Join(removed, ", "); got != "visit 10abc@google.com, absence 10abc@google.com, planned_outage 10abc@google.com" {
		t.Error(got)
	}
	// the occurrences that EXDATE takes out, by the id that they had
	var visits []string
	for _, gone := range readFile(t, "outlook.ics").Removed {
		if gone.Kind == care.KindVisit {
			_, at, _ := strings.Cut(gone.SourceID, "|")
			visits = append(visits, at)
		}
	}
	if got := strings.Join(visits, ", "); got != "20261125T070000Z, 20261126T070000Z" {
		t.Error(got)
	}
}

func TestEverySentenceIsThere(t *testing.T) {
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		words := text.For(lang)
		for _, code := range []string{"left_out", "old", "until", "others", "zone", "many", "line", "long", "unfinished", "no_start", "end", "end_unread", "rule", "no_person"} {
			if !words.Has("row.ical_" + code) {
				t.Errorf("%s lacks row.ical_%s", lang, code)
			}
		}
		if !words.Has("format." + Format) {
			t.Errorf("%s doesn't word the format", lang)
		}
	}
}

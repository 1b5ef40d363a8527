package lifecare_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/intake/lifecare"
)

const (
	anna = `{"Id": 1, "PersonId": "192401297250", "FullName": "Åsa Ek", "ProtectedRegistration": false}`
	bo   = `{"id": 2, "personId": 195006142524, "fullName": "Bo Ek", "protectedRegistration": "false", "active": "1", "phones": null, "addresses": [null]}`
)

// Pages that were saved into one file come in whole, however they were put together.
func TestPagesInOneFile(t *testing.T) {
	for name, raw := range map[string]string{
		"lists after each other":   "[" + anna + "][" + bo + "]",
		"pages after each other":   `{"items": [` + anna + `], "total": 2}` + "\n" + `{"items": [` + bo + `]}`,
		"an object in each line":   anna + "\n" + bo,
		"pages in a list of keys":  `{"page1": [` + anna + `], "page2": [` + bo + `], "page3": []}`,
		"objects under their ids":  `{"1": ` + anna + `, "2": ` + bo + `}`,
		"an empty page at the end": "[" + anna + "," + bo + "][]",
	} {
		t.Run(name, func(t *testing.T) {
			people := only[*care.Person](t, read(t, raw))
			if len(people) != 2 || people[0].Name() != "Åsa Ek" || people[1].PersonalID != "195006142524" || people[1].Protected || people[1].Inactive {
				t.Errorf("got %d persons: %+v", len(people), people)
			}
		})
	}
}

func TestSeveralAnswersInOneFile(t *testing.T) {
	raw := `{"clients": [` + anna + `], "relatives": [{"Id": 5, "PersonId": "192401297250", "Relation": "Dotter", "FullName": "Eva Ek"}, {"Id": 6, "PersonId": "", "Relation": "Son", "FullName": "Per Ek"}]}`
	batches, err := lifecare.NewReader().Read(context.Background(), "allt.json", []byte(raw), now)
	if err != nil || len(batches) != 2 || batches[0].Format != "lifecare.clients" || batches[1].Format != "lifecare.relatives" {
		t.Fatalf("%d batches, %v", len(batches), err)
	}
	if e := batches[1].Errors; len(e) != 1 || e[0].Row != 2 || e[0].Sheet != "relatives" || batches[1].Incoming[0].Sheet != "relatives" {
		t.Errorf("nothing tells which list is meant: %+v", e)
	}
}

func TestEncodingsOfAnswers(t *testing.T) {
	encode := func(raw []byte, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	list := []byte("[" + anna + "]")
	for name, raw := range map[string]string{
		"Windows-1252":             encode(charmap.Windows1252.NewEncoder().Bytes(list)),
		"UTF-16 LE without a mark": encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes(list)),
		"UTF-16 BE without a mark": encode(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().Bytes(list)),
		"UTF-16 BE with a mark":    encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes(list)),
		"letters as numbers":       strings.ReplaceAll(string(list), "Å", `\u00c5`),
	} {
		t.Run(name, func(t *testing.T) {
			if people := only[*care.Person](t, read(t, raw)); len(people) != 1 || people[0].Name() != "Åsa Ek" {
				t.Errorf("got %+v", people)
			}
		})
	}
}

// A shift with a time that is missing or wrong never costs its visits.
func TestShiftsWithoutTheirTimes(t *testing.T) {
	const visits = `"PlannedActivities": [
	 {"Id": "v1", "StartTime": "2026-11-23T08:00:00", "Duration": "00:30:00", "Client": {"PersonId": "192401297250"}},
	 {"Id": "v2", "StartTime": "2026-11-23T09:00:00", "Duration": "00:15:00", "Client": {"PersonId": null, "FullName": "Bo Ek"}}]}`
	for name, c := range map[string]struct{ times, want, problem string }{
		"no end":               {`"StartTime": "2026-11-23T07:00:00"`, "07:00-09:15", "1 shift_as_visits EndTime"},
		"end is null":          {`"StartTime": "2026-11-23T07:00:00", "EndTime": null`, "07:00-09:15", "1 shift_as_visits EndTime"},
		"no start":             {`"EndTime": "2026-11-23T16:00:00"`, "08:00-16:00", "1 shift_as_visits StartTime"},
		"neither":              {`"StartTime": "snart", "EndTime": "sen"`, "08:00-09:15", "1 shift_as_visits EndTime"},
		"the end before":       {`"StartTime": "2026-11-23T16:00:00", "EndTime": "2026-11-23T07:00:00"`, "08:00-09:15", "1 shift_as_visits EndTime"},
		"of older programs":    {`"StartTime": "/Date(1795413600000+0100)/", "EndTime": "/Date(1795446000000)/"`, "07:00-16:00", ""},
		"fractions of seconds": {`"StartTime": "2026-11-23T07:00:00.123", "EndTime": "2026-11-23T16:00:00.1234567"`, "07:00-16:00", ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := read(t, `[{"Id": "s", "IsRevoked": false, `+c.times+", "+visits+"]")
			shifts := only[*care.Workshift](t, b)
			if len(shifts) != 1 || len(only[*care.Visit](t, b)) != 2 {
				t.Fatalf("%d shifts, %d items, %s", len(shifts), len(b.Incoming), problems(b.Errors))
			}
			if got := shifts[0].Start.Format("15:04") + "-" + shifts[0].End.Format("15:04"); got != c.want || problems(b.Warnings) != c.problem {
				t.Errorf("shift %s, %s", got, problems(b.Warnings))
			}
		})
	}
}

func TestFlagsThatAreWords(t *testing.T) {
	b := read(t, `[{"Id": 1, "PersonId": "192401297250", "FullName": "Anna Ek", "ProtectedRegistration": "True", "Active": 0},
	{"Id": 2, "PersonId": "195006142524", "FullName": "Bo Ek", "IsConfidential": "kanske"}]`)
	people := only[*care.Person](t, b)
	if len(people) != 1 || !people[0].Protected || !people[0].Inactive || problems(b.Errors) != "2 bad_object IsConfidential" {
		t.Errorf("%+v, errors %s", people, problems(b.Errors))
	}
}

func TestALargeAnswer(t *testing.T) {
	var raw strings.Builder
	raw.WriteString("[" + anna)
	for raw.Len() < 20<<20 {
		raw.WriteString("," + strings.Replace(bo, `"phones": null`, `"phones": [{"phoneNumber": "`+strings.Repeat("0", 600)+`"}]`, 1))
	}
	raw.WriteString("]")
	began := time.Now()
	if b := read(t, raw.String()); len(b.Incoming) < 20_000 || len(b.Errors) > 0 {
		t.Errorf("%d items, %d errors", len(b.Incoming), len(b.Errors))
	}
	t.Logf("20 MiB in %s", time.Since(began))
}

package lifecare_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/intake/lifecare"
	"avbrottsparm/internal/text"
)

// A field of the wrong form costs its object at most, never the others.
func TestFieldsOfTheWrongForm(t *testing.T) {
	for read, raw := range samples {
		if !strings.HasPrefix(raw, "[") {
			continue
		}
		reader := lifecare.NewReader()
		want, err := reader.Read(context.Background(), read, []byte(raw), now)
		if err != nil {
			t.Fatal(err)
		}
		for _, wrong := range []string{`{"Id": {"a": 1}, "PersonId": [7]}`, `{"Deleted": "kanske"}`, `[]`, `7`, `null`, `"text"`, `{}`} {
			got, err := reader.Read(context.Background(), read, []byte("["+wrong+", "+raw[1:]), now)
			if err != nil || len(got) != 1 || len(got[0].Incoming) != len(want[0].Incoming) || len(got[0].Removed) != len(want[0].Removed) {
				t.Errorf("%s with %s: %v, %d batches", read, wrong, err, len(got))
				continue
			}
			checkWords(t, got[0])
		}
	}
}

func TestNumbersOfAnySize(t *testing.T) {
	for said, want := range map[string]float64{"12.5": 12.5, `"12,5"`: 12.5, "-1": -1, "1e999": 0, `"NaN"`: 0, `"Infinity"`: 0, "1e10": 0, "null": 0, `""`: 0, `"många"`: 0, strings.Repeat("9", 100_000): 0, "[1]": 0} {
		all := only[*care.Decision](t, read(t, `[{"Id": 1, "PersonId": "192401297250", "DecisionLevel": null, "Hour": `+said+`}]`))
		if len(all) != 1 {
			t.Errorf("the decision went with %.20s", said)
			continue
		}
		got := 0.0
		for _, a := range all[0].Amounts {
			got = a.Number
		}
		if got != want {
			t.Errorf("%.20s is %v, want %v", said, got, want)
		}
	}
}

// Protection and deletion hold when a field comes twice, whatever the other says.
func TestAFieldThatComesTwice(t *testing.T) {
	for _, raw := range []string{
		`{"Id": 1, "PersonId": "192401297250", "ProtectedRegistration": true, "protectedRegistration": false, "Active": true}`,
		`{"Id": 1, "PersonId": "192401297250", "ProtectedRegistration": false, "PROTECTEDREGISTRATION": true, "Active": true}`,
		`{"Id": 1, "PersonId": "192401297250", "isConfidential": true, "isConfidential": null, "Active": true}`,
	} {
		if people := only[*care.Person](t, read(t, raw)); len(people) != 1 || !people[0].Protected {
			t.Errorf("protection got lost: %s", raw)
		}
	}
	b := read(t, `<Client><Id>1</Id><PersonId>192401297250</PersonId><ProtectedRegistration>true</ProtectedRegistration><ProtectedRegistration>false</ProtectedRegistration></Client>`)
	if people := only[*care.Person](t, b); len(people) != 0 || len(b.Errors) != 1 {
		t.Errorf("an element that comes twice was taken: %+v", people)
	}
}

// The address of somebody who isn't in the binder yet must not come in as an open one by way of a
// schedule, nor be shown as the place of the visit.
func TestAProtectedAddressInASchedule(t *testing.T) {
	b := read(t, `[{"Id": "s", "StartTime": "2026-11-23T08:00:00", "EndTime": "2026-11-23T16:00:00", "PlannedActivities": [
	{"Id": "v", "StartTime": "2026-11-23T08:00:00", "Duration": "00:30:00", "StartPosition": {"Address": {"StreetAddress": "Hemliga vägen 2"}},
	 "Client": {"PersonId": "192401297250", "Addresses": [{"StreetAddress": "Postlåda 1"}, {"StreetAddress": "Hemliga vägen 2", "Protected": true}]}}]}]`)
	for _, in := range b.Incoming {
		if v, ok := in.Item.(*care.Visit); ok && (v.Place != "" || in.Whose.Street != "") {
			t.Errorf("place %q, street %q", v.Place, in.Whose.Street)
		}
	}
	rel := only[*care.Relative](t, read(t, samples["relatives"]))
	if !rel[0].Addresses[0].Protected {
		t.Errorf("a relative's protected address is open: %+v", rel[0].Addresses)
	}
}

func TestAMillionObjects(t *testing.T) {
	const one = `{"Id":1,"PersonId":"192401297250","Relation":"Son"},`
	began := time.Now()
	batches, err := lifecare.NewReader().Read(context.Background(), "relatives.json", []byte("["+strings.Repeat(one, 1_000_000)+`{"Id":2,"PersonId":"192401297250","FullName":"Per"}]`), now)
	if err != nil || len(batches[0].Incoming) != 1 || batches[0].Incoming[0].Row != 1_000_001 || len(batches[0].Errors) != 5_000 {
		t.Fatalf("%v", err)
	}
	t.Logf("a million objects took %s", time.Since(began).Round(time.Millisecond))
	if _, err := lifecare.NewReader().Read(context.Background(), "clients.json", []byte("["+strings.Repeat("1,", 10_000_001)+"1]"), now); !text.IsFault(err, "intake.too_large") {
		t.Errorf("ten million values: %v", err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := lifecare.NewReader().Read(stopped, "relatives.json", []byte(samples["relatives"]), now); err == nil {
		t.Error("a reading that was stopped went on")
	}
	if _, err := lifecare.NewReader().Read(stopped, "clients.xml", []byte("<a>"+strings.Repeat("<b/>", 5000)+"</a>"), now); !errors.Is(err, context.Canceled) {
		t.Errorf("a reading of XML that was stopped: %v", err)
	}
}

package fhir_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
)

func TestTheTimesOfAnOrder(t *testing.T) {
	for name, c := range map[string]struct{ repeat, times, summary string }{
		"every day":               {`"frequency":2,"period":1,"periodUnit":"d","timeOfDay":["20:00:00","08:00:00"]`, "[{08:00 []} {20:00 []}]", "2 gånger per dag kl 08:00, 20:00"},
		"weekdays":                {`"dayOfWeek":["mon"],"timeOfDay":["08:00:00"]`, "[{08:00 [Monday]}]", "måndag kl 08:00"},
		"every other day":         {`"frequency":1,"period":2,"periodUnit":"d","timeOfDay":["08:00:00"]`, "[]", "1 gång på 2 dagar kl 08:00"},
		"more than is understood": {`"frequency":1,"period":1,"periodUnit":"d","timeOfDay":["08:00:00"],"odd":1`, "[]", "Tiderna har inte kunnat läsas helt. Se uppdraget i källan."},
		"an hour that isn't one":  {`"timeOfDay":["25:00:00"]`, "[]", "Tiderna har inte kunnat läsas helt. Se uppdraget i källan."},
	} {
		o := one[*care.HealthOrder](t, read(t, about(`{"resourceType":"ServiceRequest","status":"active","intent":"order","code":{"text":"Blodtryck"},"subject":SUBJECT,"occurrenceTiming":{"repeat":{`+c.repeat+`}}}`)))
		if fmt.Sprint(o.Times) != c.times || o.Summary != c.summary {
			t.Errorf("%s: %v %q", name, o.Times, o.Summary)
		}
	}
	for status, want := range map[string]string{"active": "true ", "on-hold": "true Pausad enligt källan.", "revoked": "false ", "completed": "false ", "draft": "", "entered-in-error": ""} {
		batches := read(t, about(`{"resourceType":"ServiceRequest","id":"s","status":"`+status+`","intent":"order","code":{"text":"Blodtryck"},"subject":SUBJECT}`))
		got := ""
		if orders, _ := items[*care.HealthOrder](batches); len(orders) > 0 {
			got = fmt.Sprint(orders[0].Current(now), " ", orders[0].Text)
		}
		if got != want || want == "" && fmt.Sprint(gone(batches)) != "[health_order ServiceRequest/s]" {
			t.Errorf("%s: %q %v", status, got, gone(batches))
		}
	}
}

func TestAPlanThatIsOverIsNotCurrent(t *testing.T) {
	for fields, want := range map[string]string{
		`"status":"active"`: "true", `"status":"active","period":{"end":"2026-11"}`: "true", `"status":"active","period":{"end":"2026-11-22"}`: "false",
		`"status":"revoked"`: "false", `"status":"completed","period":{"end":"2027-01-01"}`: "false", `"status":"on-hold"`: "true",
		`"status":"draft"`: "none", `"status":"active","intent":"proposal"`: "none", `"status":"entered-in-error"`: "none",
	} {
		batches := read(t, about(`{"resourceType":"CarePlan","id":"c","description":"Stöd.","subject":SUBJECT,`+fields+`}`))
		got := "none"
		if plans, _ := items[*care.ServicePlan](batches); len(plans) > 0 {
			got = fmt.Sprint(plans[0].Current(now))
		}
		if got != want {
			t.Errorf("%s: %s", fields, got)
		}
	}
	p := one[*care.ServicePlan](t, read(t, about(`{"resourceType":"CarePlan","status":"active","subject":SUBJECT,"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Dusch &amp; frukost</p><p>Måndag</p></div>"}}`)))
	if len(p.Other) != 1 || p.Other[0].Text != "Dusch & frukost\nMåndag" {
		t.Errorf("a plan in words only: %+v", p.Other)
	}
}

func TestAppointments(t *testing.T) {
	at := func(hour, minute int) time.Time { return time.Date(2026, 11, 23, hour, minute, 0, 0, care.Stockholm) }
	for name, c := range map[string]struct {
		fields     string
		start, end time.Time
		problem    string
	}{
		"start and end":  {`"start":"2026-11-23T09:30:00+01:00","end":"2026-11-23T10:00:00+01:00"`, at(9, 30), at(10, 0), ""},
		"another zone":   {`"start":"2026-11-23T03:30:00-05:00","end":"2026-11-23T09:00:00Z"`, at(9, 30), at(10, 0), ""},
		"length":         {`"start":"2026-11-23T09:30:00+01:00","minutesDuration":15`, at(9, 30), at(9, 45), ""},
		"no end":         {`"start":"2026-11-23T09:30:00+01:00"`, at(9, 30), at(9, 30), "fhir_no_end"},
		"end before":     {`"start":"2026-11-23T09:30:00+01:00","end":"2026-11-23T09:00:00+01:00"`, time.Time{}, time.Time{}, "end_before_start"},
		"no start":       {`"end":"2026-11-23T09:00:00+01:00"`, time.Time{}, time.Time{}, "no_date"},
		"not a time":     {`"start":"i morgon"`, time.Time{}, time.Time{}, "bad_date"},
		"only requested": {`"status":"proposed","start":"2026-11-23T09:30:00+01:00"`, time.Time{}, time.Time{}, "fhir_draft"},
	} {
		fields := c.fields
		if !strings.Contains(fields, "status") {
			fields += `,"status":"booked"`
		}
		batches := read(t, about(`{"resourceType":"Appointment","participant":[{"actor":SUBJECT,"status":"accepted"}],`+fields+`}`))
		visits, _ := items[*care.Visit](batches)
		switch {
		case c.start.IsZero() && len(visits) != 0, c.problem != "" && codes(batches)[c.problem] != 1:
			t.Errorf("%s: %s", name, written(t, batches))
		case !c.start.IsZero() && (len(visits) != 1 || !visits[0].Start.Equal(c.start) || !visits[0].End.Equal(c.end)):
			t.Errorf("%s: %s", name, written(t, batches))
		}
	}
}

func TestWarningsFromAllergies(t *testing.T) {
	for fields, want := range map[string]string{
		`"code":{"text":"Nötter"}`: "Överkänslighet: Nötter",
		`"code":{"text":"Nötter"},"criticality":"low","verificationStatus":{"coding":[{"code":"unconfirmed"}]}`: "Överkänslighet: Nötter. Låg risk. Inte bekräftad",
		`"code":{"text":"Laktos"},"type":"intolerance","note":[{"text":"Tål lite."}]`:                           "Överkänslighet (tål inte): Laktos\nTål lite.",
		`"reaction":[{"substance":{"text":"Plåster"},"manifestation":[{"text":"Utslag"}]}]`:                     "Överkänslighet: Plåster. Utslag",
		`"code":{"text":"Nötter"},"verificationStatus":{"coding":[{"code":"refuted"}]}`:                         "",
		`"code":{"text":"Nötter"},"verificationStatus":{"coding":[{"code":"entered-in-error"}]}`:                "",
		`"code":{"text":"Nötter"},"clinicalStatus":{"coding":[{"code":"inactive"}]}`:                            "",
		`"code":{"coding":[{"code":"no-known-allergies"}]}`:                                                     "",
		`"code":{"text":"Inga kända allergier"}`:                                                                "",
	} {
		batches := read(t, about(`{"resourceType":"AllergyIntolerance","id":"a","patient":SUBJECT,`+fields+`}`))
		found, _ := items[*care.Warning](batches)
		switch {
		case want == "" && (len(found) != 0 || len(gone(batches)) != 1):
			t.Errorf("%s: %d found, gone %v", fields, len(found), gone(batches))
		case want != "" && (len(found) != 1 || found[0].Text != want):
			t.Errorf("%s: %s", fields, written(t, batches))
		}
	}
	for said, want := range map[string]care.WarningKind{"Smittsam tarminfektion": care.WarningInfection, "MRSA": care.WarningInfection,
		"Fallrisk": care.WarningWarning, "Arkivnummer": care.WarningWarning} {
		w := one[*care.Warning](t, read(t, about(`{"resourceType":"Flag","status":"active","code":{"text":"`+said+`"},"subject":SUBJECT}`)))
		if w.What != want {
			t.Errorf("%s: %s", said, w.What)
		}
	}
}

func TestNotesAndPapers(t *testing.T) {
	document := func(fields string) string {
		return about(`{"resourceType":"DocumentReference","id":"d","status":"current","subject":SUBJECT,` + fields + `}`)
	}
	const textual = `"content":[{"attachment":{"contentType":"text/plain","data":"U292aXQgbHVnbnQu"}}]`
	note := one[*care.JournalNote](t, read(t, document(`"date":"2026-11-19T13:05:00+01:00","author":[{"display":"Lena Ek"}],`+textual)))
	if note.Text != "Sovit lugnt." || note.By != "Lena Ek" || note.Law != "HSL" || note.Signed || note.Wrong {
		t.Errorf("%+v", note)
	}
	for name, fields := range map[string]string{
		"a PDF":           `"date":"2026-11-19","author":[{"display":"Lena Ek"}],"content":[{"attachment":{"contentType":"application/pdf","data":"JVBERi0="}}]`,
		"somewhere else":  `"date":"2026-11-19","author":[{"display":"Lena Ek"}],"content":[{"attachment":{"contentType":"text/plain","url":"Binary/1"}}]`,
		"nobody's text":   `"date":"2026-11-19",` + textual,
		"text of no date": `"author":[{"display":"Lena Ek"}],` + textual,
		"bad base64":      `"date":"2026-11-19","author":[{"display":"Lena Ek"}],"content":[{"attachment":{"contentType":"text/plain","data":"%%%"}}]`,
	} {
		batches := read(t, document(fields))
		if found, _ := items[*care.JournalNote](batches); len(found) != 0 || codes(batches)["fhir_documents"] != 1 {
			t.Errorf("%s: %s", name, written(t, batches))
		}
	}
}

func TestPeopleAroundAPerson(t *testing.T) {
	batches := read(t, about(
		`{"resourceType":"RelatedPerson","id":"a","patient":SUBJECT,"name":[{"use":"old","text":"Fel"},{"text":"Eva"}],"relationship":[{"coding":[{"code":"DAUC"}]}],"telecom":[{"value":"070-1"},{"value":"eva@example.se"},{"system":"fax","value":"1"}]}`,
		`{"resourceType":"RelatedPerson","id":"b","patient":SUBJECT,"relationship":[{"text":"förvaltare"}],"name":[{"text":"Jan"}]}`,
		`{"resourceType":"RelatedPerson","id":"c","patient":SUBJECT}`,
		`{"resourceType":"RelatedPerson","id":"d","active":false,"name":[{"text":"Borta"}]}`,
		`{"resourceType":"CareTeam","id":"t","status":"active","subject":SUBJECT,"participant":[{"member":{"display":"Per Al"}},{"member":{"display":"Ulla By"}},{"member":{"reference":"PractitionerRole/r"}}]}`,
		`{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"PractitionerRole/r","display":"Rund Gång"},"organization":{"reference":"Organization/o"}}`,
		`{"resourceType":"Organization","id":"o","name":"Norr","partOf":{"reference":"Organization/o"},"telecom":[{"system":"phone","value":"0980-1"}]}`))
	relative := one[*care.Relative](t, batches)
	if relative.Name() != "Eva" || relative.Relation != "dotter" || len(relative.Phones) != 1 || len(relative.Emails) != 1 {
		t.Errorf("%+v", relative)
	}
	contacts, _ := items[*care.Contact](batches)
	ids := map[string]bool{}
	for _, c := range contacts {
		ids[c.SourceID] = true
	}
	if len(contacts) != 4 || len(ids) != 4 || contacts[3].Name() != "Rund Gång" || contacts[3].Phones[0].Number != "0980-1" {
		t.Error(written(t, batches))
	}
	if codes(batches)["no_relative"] != 1 || strings.Join(gone(batches), ",") != "relative RelatedPerson/d,contact RelatedPerson/d" {
		t.Errorf("%v %v", codes(batches), gone(batches))
	}
}

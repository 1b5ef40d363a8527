package fhir_test

import (
	"strings"
	"testing"

	"avbrottsparm/internal/care"
)

const unread = "Doseringen har inte kunnat läsas helt. Se ordinationen."

func prescription(dosage string) string {
	return about(`{"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order","medicationCodeableConcept":{"text":"Alvedon"},"subject":SUBJECT,"dosageInstruction":[` + dosage + `]}`)
}

func TestADosageIsWordedOnlyWhenAllOfItIsUnderstood(t *testing.T) {
	const tablet = `"doseAndRate":[{"doseQuantity":{"value":1,"unit":"tablett"}}]`
	timed := func(repeat string) string { return `{` + tablet + `,"timing":{"repeat":{` + repeat + `}}}` }
	for name, c := range map[string]struct{ dosage, want string }{
		"the source's own text":         {`{"text":"1 tablett kl 8 och 20","timing":{"repeat":{"odd":1}}}`, "1 tablett kl 8 och 20"},
		"a day's times":                 {timed(`"frequency":2,"period":1,"periodUnit":"d","timeOfDay":["20:00:00","08:00:00"]`), "1 tablett, 2 gånger per dag kl 08:00, 20:00"},
		"numbers with zeros":            {timed(`"frequency":1.0,"period":1.0,"periodUnit":"d"`), "1 tablett, 1 gång per dag"},
		"hours between":                 {timed(`"frequency":1,"period":8,"periodUnit":"h"`), "1 tablett, 1 gång på 8 timmar"},
		"a range of hours":              {timed(`"frequency":1,"period":4,"periodMax":6,"periodUnit":"h"`), "1 tablett, 1 gång på 4–6 timmar"},
		"a range of times":              {timed(`"frequency":1,"frequencyMax":3,"period":1,"periodUnit":"d"`), "1 tablett, 1–3 gånger per dag"},
		"weekdays":                      {timed(`"dayOfWeek":["mon","thu"],"timeOfDay":["08:00:00"]`), "1 tablett, måndag, torsdag kl 08:00"},
		"meals":                         {timed(`"when":["ACM"],"offset":30`), "1 tablett, 30 minuter före frukost"},
		"for some days":                 {timed(`"frequency":1,"period":1,"periodUnit":"d","boundsDuration":{"value":7,"unit":"d"}`), "1 tablett, 1 gång per dag i 7 dagar"},
		"an abbreviation":               {`{` + tablet + `,"timing":{"code":{"coding":[{"code":"BID"}]}}}`, "1 tablett, 2 gånger per dag"},
		"as needed":                     {`{` + tablet + `,"asNeededCodeableConcept":{"text":"smärta"}}`, "1 tablett, vid behov: smärta"},
		"as needed, beside the text":    {`{"text":"1 tablett","asNeededBoolean":true}`, "1 tablett (vid behov)"},
		"digits as they are written":    {`{"doseAndRate":[{"doseQuantity":{"value":0.50,"unit":"ml"}}],"timing":{"code":{"text":"morgon"}}}`, "0,50 ml, morgon"},
		"a range of doses":              {`{"doseAndRate":[{"doseRange":{"low":{"value":1,"unit":"tabl"},"high":{"value":2,"unit":"tabl"}}}],"timing":{"code":{"text":"morgon"}}}`, "1–2 tabl, morgon"},
		"how and where":                 {`{` + tablet + `,"timing":{"code":{"text":"morgon"}},"site":{"text":"höger öga"},"additionalInstruction":[{"text":"med mat"}],"patientInstruction":"Svälj hel."}`, "1 tablett, morgon, höger öga, med mat\nSvälj hel."},
		"one after the other":           {`{"sequence":2,"text":"1 tablett"},{"sequence":1,"text":"2 tabletter i 3 dagar"}`, "2 tabletter i 3 dagar\nDärefter: 1 tablett"},
		"one of two not understood":     {`{"text":"1 tablett"},{"doseAndRate":[{"rateRatio":{}}]}`, "1 tablett\n" + unread},
		"times that don't add up":       {timed(`"frequency":3,"period":1,"periodUnit":"d","timeOfDay":["08:00:00","20:00:00"]`), unread},
		"an element nobody knows":       {`{` + tablet + `,"timing":{"code":{"text":"morgon"}},"doseFactor":2}`, unread},
		"a repetition nobody knows":     {timed(`"frequency":1,"period":1,"periodUnit":"d","skip":2`), unread},
		"a unit of time nobody knows":   {timed(`"frequency":1,"period":1,"periodUnit":"fortnight"`), unread},
		"half a time":                   {timed(`"frequency":1,"period":1.5,"periodUnit":"d"`), unread},
		"no unit of the dose":           {`{"doseAndRate":[{"doseQuantity":{"value":1}}],"timing":{"code":{"text":"morgon"}}}`, unread},
		"less than":                     {`{"doseAndRate":[{"doseQuantity":{"value":1,"unit":"ml","comparator":"<"}}],"timing":{"code":{"text":"morgon"}}}`, unread},
		"two units":                     {`{"doseAndRate":[{"doseRange":{"low":{"value":1,"unit":"ml"},"high":{"value":2,"unit":"mg"}}}],"timing":{"code":{"text":"morgon"}}}`, unread},
		"two doses":                     {`{"doseAndRate":[{"doseQuantity":{"value":1,"unit":"ml"}},{"doseQuantity":{"value":2,"unit":"ml"}}],"timing":{"code":{"text":"morgon"}}}`, unread},
		"a rate":                        {`{"doseAndRate":[{"rateQuantity":{"value":4,"unit":"ml/h"}}],"timing":{"code":{"text":"morgon"}}}`, unread},
		"a dose and no time":            {`{` + tablet + `}`, unread},
		"a time and no dose":            {`{"timing":{"code":{"text":"morgon"}}}`, unread},
		"only days of treatment":        {timed(`"boundsPeriod":{"start":"2026-01-01"}`), unread},
		"a number that is no number":    {`{"doseAndRate":[{"doseQuantity":{"value":1e3,"unit":"mg"}}],"timing":{"code":{"text":"morgon"}}}`, unread},
		"an extension that changes it":  {`{"text":"1 tablett","modifierExtension":[{"url":"x"}]}`, "1 tablett\n" + unread},
		"a wrong form":                  {`"1 tablett"`, unread},
		"only an instruction beside it": {`{"patientInstruction":"Svälj hel.","doseAndRate":[{}]}`, "Svälj hel.\n" + unread},
	} {
		batches := read(t, prescription(c.dosage))
		m := one[*care.Medication](t, batches)
		if m.Dosage != c.want {
			t.Errorf("%s: %q, want %q", name, m.Dosage, c.want)
		}
		if warned := codes(batches)["fhir_dose_unread"] > 0; warned != strings.Contains(c.want, unread) {
			t.Errorf("%s: warned %v", name, warned)
		}
	}
}

func TestAMedicineIsAsNeededOnlyWhenAllOfItIs(t *testing.T) {
	m := one[*care.Medication](t, read(t, prescription(`{"text":"1 tablett morgon"},{"text":"1 tablett","asNeededBoolean":true}`)))
	if m.AsNeeded || m.Dosage != "1 tablett morgon\n1 tablett (vid behov)" {
		t.Errorf("%+v", m)
	}
	if m := one[*care.Medication](t, read(t, prescription(``))); m.AsNeeded || m.Dosage != "" {
		t.Errorf("no instruction at all: %+v", m)
	}
}

func TestHowAPrescriptionStands(t *testing.T) {
	for fields, want := range map[string]care.MedicationStatus{
		`"status":"active","intent":"order"`:                                   care.MedicationCurrent,
		`"status":"on-hold","intent":"order"`:                                  care.MedicationPaused,
		`"status":"completed","intent":"order"`:                                care.MedicationEnded,
		`"status":"stopped","intent":"original-order"`:                         care.MedicationEnded,
		`"status":"cancelled","intent":"order"`:                                care.MedicationEnded,
		`"status":"draft","intent":"order"`:                                    care.MedicationUnknown,
		`"status":"unknown","intent":"order"`:                                  care.MedicationUnknown,
		`"status":"ACTIVE","intent":"order"`:                                   care.MedicationUnknown,
		`"intent":"order"`:                                                     care.MedicationUnknown,
		`"status":"active","intent":"proposal"`:                                care.MedicationUnknown,
		`"status":"active"`:                                                    care.MedicationUnknown,
		`"status":"active","intent":"order","modifierExtension":[{"url":"x"}]`: care.MedicationUnknown,
		`"status":"active","intent":"order","implicitRules":"https://x.se"`:    care.MedicationUnknown,
	} {
		m := one[*care.Medication](t, read(t, about(`{"resourceType":"MedicationRequest","subject":SUBJECT,"medicationCodeableConcept":{"text":"Alvedon"},`+fields+`}`)))
		if m.Status != want {
			t.Errorf("%s: %s", fields, m.Status)
		}
	}
	for status, want := range map[string]care.MedicationStatus{"active": care.MedicationCurrent, "not-taken": care.MedicationUnknown, "intended": care.MedicationUnknown} {
		m := one[*care.Medication](t, read(t, about(`{"resourceType":"MedicationStatement","status":"`+status+`","subject":SUBJECT,"medicationCodeableConcept":{"text":"Alvedon"}}`)))
		if m.Status != want || want == care.MedicationUnknown && m.Note == "" {
			t.Errorf("%s: %+v", status, m)
		}
	}
}

// What must not be given stands among warnings, where nobody takes it for what is given.
func TestAnOrderNotToGiveIsAWarning(t *testing.T) {
	batches := read(t, about(`{"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order","doNotPerform":true,"subject":SUBJECT,"medicationCodeableConcept":{"text":"Waran"}}`,
		`{"resourceType":"ServiceRequest","id":"s","status":"active","intent":"order","doNotPerform":true,"subject":SUBJECT,"code":{"text":"Blodtryck i vänster arm"}}`))
	warnings, _ := items[*care.Warning](batches)
	medicines, _ := items[*care.Medication](batches)
	orders, _ := items[*care.HealthOrder](batches)
	if len(warnings) != 2 || len(medicines)+len(orders) != 0 || warnings[0].Text != "Ska INTE utföras eller ges: Waran" {
		t.Error(written(t, batches))
	}
}

func TestOneTreatmentIsNotShownTwice(t *testing.T) {
	request := `{"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order","subject":SUBJECT,"medicationCodeableConcept":{"text":"Waran"}}`
	again := `{"resourceType":"MedicationStatement","id":"s","status":"%","subject":SUBJECT,"medicationCodeableConcept":{"text":"Waran"},"derivedFrom":[{"reference":"MedicationRequest/m"}]}`
	one[*care.Medication](t, read(t, about(request, strings.Replace(again, "%", "active", 1))))
	if found, _ := items[*care.Medication](read(t, about(request, strings.Replace(again, "%", "stopped", 1)))); len(found) != 2 {
		t.Error("a statement that says something else is lost")
	}
}

func TestWhatAMedicineIs(t *testing.T) {
	for name, c := range map[string]struct {
		medication string
		want       care.Medication
	}{
		"strength of a tablet": {`"ingredient":[{"itemCodeableConcept":{"text":"x"},"strength":{"numerator":{"value":2.5,"unit":"mg"},"denominator":{"value":1,"unit":"tablett"}}}]`,
			care.Medication{Name: "Namn", Substance: "x", Strength: "2,5 mg/tablett"}},
		"strength of a liquid": {`"ingredient":[{"itemCodeableConcept":{"text":"x"},"strength":{"numerator":{"value":250,"unit":"mg"},"denominator":{"value":5,"unit":"ml"}}}]`,
			care.Medication{Name: "Namn", Substance: "x", Strength: "250 mg/5 ml"}},
		"two substances": {`"ingredient":[{"itemCodeableConcept":{"text":"x"},"strength":{"numerator":{"value":500,"unit":"mg"}}},{"itemCodeableConcept":{"text":"y"},"strength":{"numerator":{"value":30,"unit":"mg"}}}]`,
			care.Medication{Name: "Namn", Substance: "x + y", Strength: "500 mg + 30 mg"}},
		"one strength of two": {`"ingredient":[{"itemCodeableConcept":{"text":"x"},"strength":{"numerator":{"value":500,"unit":"mg"}}},{"itemCodeableConcept":{"text":"y"}}]`,
			care.Medication{Name: "Namn", Substance: "x + y"}},
		"a strength that isn't understood": {`"ingredient":[{"itemCodeableConcept":{"text":"x"},"strength":{"numerator":{"value":500,"unit":"mg","comparator":">"}}}]`,
			care.Medication{Name: "Namn", Substance: "x"}},
		"itself as its ingredient": {`"ingredient":[{"itemReference":{"reference":"Medication/x","display":"x"}}]`,
			care.Medication{Name: "Namn", Substance: "x"}},
	} {
		m := one[*care.Medication](t, read(t, about(`{"resourceType":"Medication","id":"x","code":{"text":"Namn"},`+c.medication+`}`,
			`{"resourceType":"MedicationRequest","status":"active","intent":"order","subject":SUBJECT,"medicationReference":{"reference":"Medication/x"}}`)))
		if m.Name != c.want.Name || m.Substance != c.want.Substance || m.Strength != c.want.Strength {
			t.Errorf("%s: %+v", name, m)
		}
	}
	if m := one[*care.Medication](t, read(t, prescription(`{"text":"1 tablett","route":{"coding":[{"system":"http://snomed.info/sct","code":"26643006"}]}}`))); m.Route != "oralt" {
		t.Errorf("%+v", m)
	}
	none := read(t, about(`{"resourceType":"MedicationStatement","id":"s","status":"active","subject":SUBJECT,"medicationCodeableConcept":{"coding":[{"code":"787481004","display":"No known medications"}]}}`))
	if found, _ := items[*care.Medication](none); len(found) != 0 || len(gone(none)) != 1 {
		t.Error("having no medicine came in as a medicine")
	}
	batches := read(t, about(`{"resourceType":"MedicationRequest","status":"active","intent":"order","subject":SUBJECT,"medicationCodeableConcept":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/data-absent-reason","code":"unknown","display":"Unknown"}]}}`))
	if found, _ := items[*care.Medication](batches); len(found) != 0 || codes(batches)["fhir_no_medicine"] != 1 {
		t.Error("a prescription of something unknown came in under that name")
	}
	batches = read(t, about(`{"resourceType":"MedicationRequest","status":"active","intent":"order","subject":SUBJECT,"medicationReference":{"reference":"#x"}}`))
	if found, _ := items[*care.Medication](batches); len(found) != 0 || codes(batches)["fhir_no_medicine"] != 1 {
		t.Error("a prescription of nothing came in")
	}
}

package fhir_test

import (
	"fmt"
	"testing"

	"avbrottsparm/internal/care"
)

func TestDiagnoses(t *testing.T) {
	const icd = `"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"I48.9","display":"Förmaksflimmer"}]}`
	for name, c := range map[string]struct{ fields, want string }{
		"with its code":         {icd, "[I48.9 Förmaksflimmer] "},
		"active":                {icd + `,"clinicalStatus":{"coding":[{"code":"active"}]},"note":[{"text":"Kontroll i mars"}]`, "[I48.9 Förmaksflimmer] Kontroll i mars"},
		"provisional":           {`"code":{"text":"KOL"},"verificationStatus":{"coding":[{"code":"provisional"}]}`, "[KOL (inte bekräftad)] "},
		"changed by a modifier": {`"code":{"text":"KOL"},"modifierExtension":[{"url":"http://example.org/odd","valueBoolean":true}]`, "[KOL (inte bekräftad)] "},
		"over":                  {icd + `,"clinicalStatus":{"coding":[{"code":"resolved"}]}`, "gone"},
		"refuted":               {icd + `,"verificationStatus":{"coding":[{"code":"refuted"}]}`, "gone"},
		"written in error":      {icd + `,"verificationStatus":{"coding":[{"code":"entered-in-error"}]}`, "gone"},
		"without words":         {`"severity":{"text":"svår"}`, "none"},
	} {
		t.Run(name, func(t *testing.T) {
			batches := read(t, about(`{"resourceType":"Condition","id":"c","subject":SUBJECT,`+c.fields+`}`))
			got := "none"
			if facts, _ := items[*care.HealthFacts](batches); len(facts) > 0 {
				got = fmt.Sprint(facts[0].Diagnoses, " ", facts[0].Important)
			} else if fmt.Sprint(gone(batches)) == "[health_facts Condition/c]" {
				got = "gone"
			}
			if got != c.want {
				t.Errorf("read %q, should be %q", got, c.want)
			}
		})
	}
	f := one[*care.HealthFacts](t, read(t, about(`{"resourceType":"Condition","subject":SUBJECT,"code":{"coding":[{"system":"http://snomed.info/sct","code":"441509002","display":"Pacemaker"}]}}`)))
	if f.Pacemaker != care.AnswerYes || f.Anticoagulants != care.AnswerUnknown {
		t.Errorf("a pacemaker by its code: %+v", f)
	}
}

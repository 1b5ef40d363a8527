package fhir

import (
	"cmp"
	"strings"

	"avbrottsparm/internal/care"
)

type wireCondition struct {
	ClinicalStatus     concept      `json:"clinicalStatus"`
	VerificationStatus concept      `json:"verificationStatus"`
	Code               concept      `json:"code"`
	BodySite           []concept    `json:"bodySite"`
	Subject            reference    `json:"subject"`
	RecordedDate       string       `json:"recordedDate"`
	Recorder           reference    `json:"recorder"`
	Asserter           reference    `json:"asserter"`
	Note               []annotation `json:"note"`
}

// pacemakerCodes say that the person has a pacemaker: SNOMED CT, and ICD-10 (Z95.0) as written with
// and without its point.
var pacemakerCodes = []string{"441509002", "Z95.0", "Z950"}

// condition reads a Condition: a diagnosis. One that is over, refuted or only says that nothing is
// known is no fact.
func (r *run) condition(e *entry) {
	g := r.group(care.KindHealthFacts)
	wire, changed, ok := decode[wireCondition](g, e)
	if !ok {
		return
	}
	if wire.VerificationStatus.has("refuted", "entered-in-error") || wire.ClinicalStatus.has("inactive", "remission", "resolved") || wire.Code.noneKnown() {
		g.remove(care.KindHealthFacts, e)
		return
	}
	key, ok := r.whose(g, e, "subject", wire.Subject)
	if !ok {
		return
	}
	what := wire.Code.saidOrCode()
	if what == "" {
		g.fail(e, "code", "fhir_no_text")
		return
	}
	if code := wire.Code.diagnosisCode(); code != "" && !strings.Contains(what, code) {
		what = code + " " + what
	}
	what = joinWords(", ", what, all(wire.BodySite, ", "))
	if changed || wire.VerificationStatus.has("unconfirmed", "provisional", "differential") {
		what += " (" + strings.ToLower(r.words.Say("fhir.allergy.unconfirmed")) + ")"
	}
	who := wire.Recorder
	if who.empty() {
		who = wire.Asserter
	}
	f := &care.HealthFacts{Diagnoses: []string{what}, Important: notes(wire.Note), By: r.who(e, who).name.plain(),
		Noted: g.when(e, "recordedDate", wire.RecordedDate, false)}
	if wire.Code.has(pacemakerCodes...) {
		f.Pacemaker = care.AnswerYes
	}
	// A condition without an id is known again by what it is, or a person could have but one.
	g.keepAs(e, f, cmp.Or(e.sourceID(), "Condition "+what), key)
}

// diagnosisCode is the code of ICD-10, which is what Swedish journals write before a diagnosis.
func (c concept) diagnosisCode() string {
	for _, one := range c.Coding {
		if s := strings.ToLower(one.System); strings.Contains(s, "icd-10") || strings.Contains(s, "1.2.752.116.1.1.1.1") {
			return line(one.Code)
		}
	}
	return ""
}

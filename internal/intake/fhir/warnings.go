package fhir

import (
	"slices"
	"strings"

	"avbrottsparm/internal/care"
)

type (
	wireAllergy struct {
		ClinicalStatus     concept      `json:"clinicalStatus"`
		VerificationStatus concept      `json:"verificationStatus"`
		Type               string       `json:"type"`
		Criticality        string       `json:"criticality"`
		Code               concept      `json:"code"`
		Patient            reference    `json:"patient"`
		RecordedDate       string       `json:"recordedDate"`
		Recorder           reference    `json:"recorder"`
		Asserter           reference    `json:"asserter"`
		Note               []annotation `json:"note"`
		Reaction           []struct {
			Substance     concept   `json:"substance"`
			Manifestation []concept `json:"manifestation"`
			Description   string    `json:"description"`
			Severity      string    `json:"severity"`
		} `json:"reaction"`
	}
	wireFlag struct {
		Status    string      `json:"status"`
		Category  []concept   `json:"category"`
		Code      concept     `json:"code"`
		Subject   reference   `json:"subject"`
		Period    period      `json:"period"`
		Author    reference   `json:"author"`
		Extension []extension `json:"extension"`
	}
)

// noneKnown are the codes that say that there is nothing, or nothing known: SNOMED CT, and the IPS
// codes beside them.
var noneKnown = []string{"716186003", "409137002", "428607008", "429625007", "716184000", "428197003", "1003774007",
	"787481004", "no-known-medications", "no-medication-info", // of medicines
	"no-known-allergies", "no-known-medication-allergies", "no-known-environmental-allergies", "no-known-food-allergies", "no-allergy-info"}

// noneKnown tells what only looks like an allergy or a medicine.
func (c concept) noneKnown() bool {
	said := strings.ToLower(c.said())
	return c.has(noneKnown...) || strings.HasPrefix(said, "no known ") || strings.HasPrefix(said, "inga kända ") ||
		strings.HasPrefix(said, "ingen känd ") || strings.HasPrefix(said, "inga läkemedel")
}

// allergy reads an AllergyIntolerance.
func (r *run) allergy(e *entry) {
	g := r.group(care.KindWarning)
	wire, _, ok := decode[wireAllergy](g, e)
	if !ok {
		return
	}
	if wire.VerificationStatus.has("refuted", "entered-in-error") || wire.ClinicalStatus.has("inactive", "resolved") || wire.Code.noneKnown() {
		g.remove(care.KindWarning, e)
		return
	}
	key, ok := r.whose(g, e, "patient", wire.Patient)
	if !ok {
		return
	}
	what := wire.Code.saidOrCode()
	for _, reaction := range wire.Reaction {
		if what == "" {
			what = reaction.Substance.saidOrCode()
		}
	}
	if what == "" && notes(wire.Note) == "" {
		g.fail(e, "code", "fhir_no_text")
		return
	}
	who := wire.Recorder
	if who.empty() {
		who = wire.Asserter
	}
	g.keep(e, &care.Warning{What: care.WarningWarning, Text: r.allergyText(wire, what),
		Noted: g.when(e, "recordedDate", wire.RecordedDate, false), By: r.who(e, who).name.plain()}, key)
}

// allergyText is what stands on every sheet: the substance, how grave, and what happened.
func (r *run) allergyText(w wireAllergy, what string) string {
	kind := "allergy"
	if w.Type == "intolerance" {
		kind = "intolerance"
	}
	said := r.words.Say("fhir.allergy."+kind, "what", what)
	if what == "" {
		said = r.words.Say("fhir.allergy.unnamed")
	}
	var more []string
	if w.Criticality == "high" || w.Criticality == "low" {
		more = append(more, r.words.Say("fhir.criticality."+w.Criticality))
	}
	if w.VerificationStatus.has("unconfirmed", "presumed") {
		more = append(more, r.words.Say("fhir.allergy.unconfirmed"))
	}
	for i, reaction := range w.Reaction {
		if i >= maxParts {
			break
		}
		one := joinWords(": ", all(reaction.Manifestation, ", "), line(reaction.Description))
		if slices.Contains([]string{"mild", "moderate", "severe"}, reaction.Severity) {
			one = joinWords(" ", one, "("+r.words.Say("fhir.severity."+reaction.Severity)+")")
		}
		more = append(more, one)
	}
	return joinLines(joinWords(". ", append([]string{said}, more...)...), notes(w.Note))
}

var infectious = []string{"smitt", "infekt", "infect", "mrsa", "esbl", "vre", "hepatit", "hiv", "tuberkulos", "communicable"}

// flag reads a Flag. One that says that the identity is protected is obeyed rather than shown.
func (r *run) flag(e *entry) {
	g := r.group(care.KindWarning)
	wire, _, ok := decode[wireFlag](g, e)
	if !ok {
		return
	}
	if wire.Status != "active" || wire.Period.over(r.now) {
		g.remove(care.KindWarning, e)
		return
	}
	key, ok := r.whose(g, e, "subject", wire.Subject)
	if !ok {
		return
	}
	if wire.Code.meansProtected() || slices.ContainsFunc(wire.Category, concept.meansProtected) {
		r.mark(e, key)
		return
	}
	said := wire.Code.saidOrCode()
	for _, x := range wire.Extension {
		said = joinWords(". ", said, line(x.ValueString))
	}
	category := all(wire.Category, ", ")
	if said == "" {
		g.fail(e, "code", "fhir_no_text")
		return
	}
	w := &care.Warning{What: r.flagKind(wire, category+" "+said), Text: said, By: r.who(e, wire.Author).name.plain(),
		Noted: g.when(e, "period.start", wire.Period.Start, false)}
	if wire.Period.toCome(r.now) {
		w.Text += " (" + r.words.Say("fhir.from", "day", w.Noted.Format("2006-01-02")) + ")"
	}
	g.keep(e, w, key)
}

// flagKind sorts a flag among the three kinds. Words within longer words don't count where they
// are short: "hiv" stands in "arkiv".
func (r *run) flagKind(w wireFlag, said string) care.WarningKind {
	for _, word := range strings.FieldsFunc(strings.ToLower(said), func(c rune) bool { return strings.ContainsRune(" ,.:;()/-", c) }) {
		for _, sign := range infectious {
			if word == sign || len(sign) > 4 && strings.HasPrefix(word, sign) {
				return care.WarningInfection
			}
		}
	}
	for _, c := range w.Category {
		if c.has("admin", "administrative", "contact", "behavioral", "social", "advance-directive", "diet", "research") {
			return care.WarningObservation
		}
	}
	return care.WarningWarning
}

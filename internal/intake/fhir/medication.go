package fhir

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"avbrottsparm/internal/care"
)

type (
	// wirePrescription is what MedicationRequest and MedicationStatement have in common.
	wirePrescription struct {
		Status                    string            `json:"status"`
		Intent                    string            `json:"intent"`
		DoNotPerform              bool              `json:"doNotPerform"`
		StatusReason              json.RawMessage   `json:"statusReason"`
		MedicationCodeableConcept *concept          `json:"medicationCodeableConcept"`
		MedicationReference       reference         `json:"medicationReference"`
		Subject                   reference         `json:"subject"`
		AuthoredOn                string            `json:"authoredOn"`
		DateAsserted              string            `json:"dateAsserted"`
		EffectivePeriod           period            `json:"effectivePeriod"`
		EffectiveDateTime         string            `json:"effectiveDateTime"`
		Requester                 reference         `json:"requester"`
		InformationSource         reference         `json:"informationSource"`
		ReasonCode                []concept         `json:"reasonCode"`
		ReasonReference           []reference       `json:"reasonReference"`
		DosageInstruction         []json.RawMessage `json:"dosageInstruction"`
		Dosage                    []json.RawMessage `json:"dosage"`
		Note                      []annotation      `json:"note"`
		BasedOn                   []reference       `json:"basedOn"`
		DerivedFrom               []reference       `json:"derivedFrom"`
	}
	wireMedicine struct {
		Status     string           `json:"status"`
		Code       concept          `json:"code"`
		Form       concept          `json:"form"`
		Ingredient []wireIngredient `json:"ingredient"`
	}
	wireIngredient struct {
		ItemCodeableConcept *concept        `json:"itemCodeableConcept"`
		ItemReference       reference       `json:"itemReference"`
		Strength            json.RawMessage `json:"strength"`
	}
)

// medicine is what is given, without how.
type medicine struct {
	name, substance, form, strength string

	changed bool // something unknown in it can change what it is
}

// atcSystems name substances, not products.
var atcSystems = []string{"http://www.whocc.no/atc", "1.2.752.129.2.2.3.1.1", "2.16.840.1.113883.6.73"}

// medicationStates are FHIR's words for how a prescription stands. What isn't here is unknown and
// is never shown as current.
var medicationStates = map[string]care.MedicationStatus{
	"active": care.MedicationCurrent, "on-hold": care.MedicationPaused,
	"completed": care.MedicationEnded, "stopped": care.MedicationEnded, "cancelled": care.MedicationEnded,
}

// ordered tells the intents of what is ordered from what is proposed or planned.
func ordered(intent string) bool {
	switch intent {
	case "order", "original-order", "reflex-order", "filler-order", "instance-order", "directive":
		return true
	}
	return false
}

func (r *run) medicationRequest(e *entry) { r.prescription(e, true) }

func (r *run) medicationStatement(e *entry) { r.prescription(e, false) }

func (r *run) prescription(e *entry, order bool) {
	g := r.group(care.KindMedication)
	wire, changed, ok := decode[wirePrescription](g, e)
	if !ok {
		return
	}
	if wire.Status == "entered-in-error" || wire.MedicationCodeableConcept != nil && wire.MedicationCodeableConcept.noneKnown() {
		g.remove(care.KindMedication, e)
		return
	}
	if r.repeats(e, wire) {
		r.counts["fhir_same_medicine"]++
		g.remove(care.KindMedication, e)
		return
	}
	key, ok := r.whose(g, e, "subject", wire.Subject)
	if !ok {
		return
	}
	what := r.medicine(e, wire)
	if what.name == "" {
		g.fail(e, "medication", "fhir_no_medicine")
		return
	}
	if wire.DoNotPerform {
		r.forbidden(e, what.name, wire.Status, notes(wire.Note), key)
		g.remove(care.KindMedication, e)
		return
	}
	d := r.dosing(append(wire.DosageInstruction, wire.Dosage...))
	m := &care.Medication{Name: what.name, Substance: what.substance, Form: what.form, Strength: what.strength,
		Dosage: d.said, Route: d.route, MaxDose: d.maxDose, AsNeeded: d.asNeeded, Starts: d.start, Ends: d.end,
		Status: medicationStates[wire.Status], Reason: r.reason(e, wire.ReasonCode, wire.ReasonReference),
		OrderedBy: r.who(e, wire.Requester).said(), Note: joinLines(r.statusNote(wire), notes(wire.Note)),
		Ordered: g.when(e, "authoredOn", wire.AuthoredOn, false)}
	r.effective(g, e, wire, m)
	if !d.whole {
		g.warn(e, "dosageInstruction", "fhir_dose_unread")
	}
	if m.Status == "" || order && !ordered(wire.Intent) || changed || what.changed {
		m.Status = care.MedicationUnknown
	}
	g.keep(e, m, key)
}

// repeats tells whether the resource only says again what another prescription of the file says:
// one treatment shown twice can become two doses. One that stands otherwise is not a repeat.
func (r *run) repeats(e *entry, w wirePrescription) bool {
	for _, ref := range append(slices.Clone(few(w.BasedOn)), few(w.DerivedFrom)...) {
		target := r.index.resolve(e, ref)
		if target == nil || target == e || target.typ != "MedicationRequest" || target.parent != nil {
			continue
		}
		first := once[struct {
			Status  string      `json:"status"`
			Intent  string      `json:"intent"`
			BasedOn []reference `json:"basedOn"`
		}](target)
		if first.Status == w.Status && ordered(first.Intent) && len(first.BasedOn) == 0 {
			return true
		}
	}
	return false
}

// effective takes the days of treatment of a statement. When a prescription stops being valid at
// the pharmacy is not when the treatment ends, so that is never read.
func (r *run) effective(g *group, e *entry, w wirePrescription, m *care.Medication) {
	start := cmp.Or(w.EffectivePeriod.Start, w.EffectiveDateTime)
	if t := g.when(e, "effective", start, false); !t.IsZero() {
		m.Starts = t
	}
	if t := g.when(e, "effective", w.EffectivePeriod.End, true); !t.IsZero() {
		m.Ends = t
	}
}

// statusNote says what the four states can't: that it isn't taken, or why it was stopped.
func (r *run) statusNote(w wirePrescription) string {
	var why []concept
	var one concept
	if json.Unmarshal(w.StatusReason, &why) != nil {
		why = nil
		if json.Unmarshal(w.StatusReason, &one) == nil {
			why = []concept{one}
		}
	}
	said := ""
	if w.Status == "not-taken" || w.Status == "intended" || w.Status == "draft" {
		said = r.words.Say("fhir.state." + strings.ReplaceAll(w.Status, "-", "_"))
	}
	return joinWords(" ", said, all(why, ", "))
}

// reason is why it is given, in words.
func (r *run) reason(e *entry, codes []concept, refs []reference) string {
	said := []string{all(codes, ", ")}
	for i, ref := range refs {
		if i >= maxParts {
			break
		}
		one := line(ref.Display)
		if target := r.copied(e, ref); target != nil && target.typ == "Condition" {
			one = cmp.Or(once[struct {
				Code concept `json:"code"`
			}](target).Code.said(), one)
		}
		said = appendNew(said, one)
	}
	return joinWords(", ", said...)
}

// medicine finds what is given: named by the prescription itself, or by a Medication.
func (r *run) medicine(e *entry, w wirePrescription) medicine {
	if c := w.MedicationCodeableConcept; c != nil {
		return medicine{name: c.product(), substance: c.substance()}.named()
	}
	target := r.index.resolve(e, w.MedicationReference)
	if target == nil || target.typ != "Medication" {
		return medicine{name: line(w.MedicationReference.Display)}
	}
	if known, ok := target.memo.(*medicine); ok {
		return *known
	}
	m := r.readMedicine(target)
	m.name = cmp.Or(m.name, line(w.MedicationReference.Display))
	m = m.named()
	target.memo = &m
	return m
}

// named falls back to the substance where no product has a name.
func (m medicine) named() medicine {
	m.name = cmp.Or(m.name, m.substance)
	return m
}

// product is the name of a product: the text, else a display outside ATC, else a bare code there.
func (c concept) product() string {
	bare := concept{Text: c.Text}
	for _, coding := range c.Coding {
		if !isATC(coding) {
			bare.Coding = append(bare.Coding, coding)
		}
	}
	if said := bare.said(); said != "" {
		return said
	}
	if c.substance() != "" {
		return ""
	}
	return c.saidOrCode()
}

// substance is what ATC calls it.
func (c concept) substance() string {
	for _, coding := range c.Coding {
		if isATC(coding) && coding.Display != "" {
			return line(coding.Display)
		}
	}
	return ""
}

func isATC(c coding) bool {
	for _, known := range atcSystems {
		if strings.EqualFold(system(c.System), known) {
			return true
		}
	}
	return false
}

// readMedicine reads a Medication. An ingredient that is a Medication of its own gives its name
// and is not followed further.
func (r *run) readMedicine(e *entry) medicine {
	var wire wireMedicine
	if json.Unmarshal(e.raw, &wire) != nil {
		return medicine{}
	}
	m := medicine{name: wire.Code.product(), substance: wire.Code.substance(), form: wire.Form.said(), changed: e.changed()}
	var substances, strengths []string
	known := true
	for i, part := range wire.Ingredient {
		if i >= maxParts {
			known = false
			break
		}
		name := line(part.ItemReference.Display)
		if c := part.ItemCodeableConcept; c != nil {
			name = c.said()
		}
		substances = append(substances, name)
		strength, ok := strengthOf(part.Strength)
		known = known && ok && (strength != "" || len(wire.Ingredient) == 1)
		strengths = append(strengths, strength)
	}
	if joined := joinWords(" + ", substances...); joined != "" {
		m.substance = joined
	}
	if known { // one strength of two would be read as that of the whole
		m.strength = joinWords(" + ", strengths...)
	}
	return m
}

// strengthOf words a strength: "500 mg", "250 mg/5 ml". Of one tablet or piece only the amount is
// written. What isn't understood gives none.
func strengthOf(raw json.RawMessage) (string, bool) {
	if len(raw) == 0 || string(raw) == "null" {
		return "", true
	}
	var wire struct {
		Numerator   json.RawMessage `json:"numerator"`
		Denominator json.RawMessage `json:"denominator"`
	}
	if !onlyKnown(raw, []string{"numerator", "denominator"}) || json.Unmarshal(raw, &wire) != nil {
		return "", false
	}
	amount, ok := amountOf(wire.Numerator)
	if !ok || len(wire.Denominator) == 0 {
		return amount, ok
	}
	var per quantity
	if !onlyKnown(wire.Denominator, quantityFields) || json.Unmarshal(wire.Denominator, &per) != nil || per.Comparator != "" {
		return "", false
	}
	unit := cmp.Or(line(per.Unit), strings.Trim(line(per.Code), "{}"))
	switch {
	case unit == "" || unit == "1":
		return amount, count(per.Value) == 1
	case !plainNumber.MatchString(string(per.Value)):
		return "", false
	case count(per.Value) == 1:
		return amount + "/" + unit, true
	}
	return amount + "/" + decimal(per.Value) + " " + unit, true
}

// forbidden makes a warning of an order that something is not to be done or given: among what is
// given it could be misread.
func (r *run) forbidden(e *entry, what, status, note string, key care.PersonKey) {
	g := r.group(care.KindWarning)
	if status == "active" || status == "on-hold" || status == "unknown" {
		g.keep(e, &care.Warning{What: care.WarningWarning, Text: joinLines(r.words.Say("fhir.forbidden", "what", what), note)}, key)
		return
	}
	g.remove(care.KindWarning, e)
}

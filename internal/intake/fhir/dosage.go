package fhir

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"
)

type wireDosage struct {
	Sequence                 int             `json:"sequence"`
	Text                     string          `json:"text"`
	AdditionalInstruction    []concept       `json:"additionalInstruction"`
	PatientInstruction       string          `json:"patientInstruction"`
	Timing                   json.RawMessage `json:"timing"`
	AsNeededBoolean          bool            `json:"asNeededBoolean"`
	AsNeededCodeableConcept  *concept        `json:"asNeededCodeableConcept"`
	Site                     *concept        `json:"site"`
	Route                    *concept        `json:"route"`
	Method                   *concept        `json:"method"`
	MaxDosePerPeriod         *ratio          `json:"maxDosePerPeriod"`
	MaxDosePerAdministration *quantity       `json:"maxDosePerAdministration"`
	ModifierExtension        []any           `json:"modifierExtension"`
}

var (
	dosageFields = []string{"sequence", "text", "additionalInstruction", "patientInstruction", "timing", "asNeededBoolean",
		"asNeededCodeableConcept", "site", "route", "method", "doseAndRate", "maxDosePerPeriod", "maxDosePerAdministration"}
	doseFields     = []string{"type", "doseQuantity", "doseRange"}
	quantityFields = []string{"value", "unit", "system", "code"}
	plainNumber    = regexp.MustCompile(`^\d{1,7}(\.\d{1,6})?$`)
)

// dosing is what all dosage instructions of a prescription say together.
type dosing struct {
	said     string
	route    string
	maxDose  string
	asNeeded bool
	start    time.Time
	end      time.Time
	whole    bool // every instruction was understood, or is the source's own text
}

// dosing reads the instructions in their sequence. The source's own text is shown as it is; parts
// are put into words only when each of them is understood. Nothing is worked out.
func (r *run) dosing(raws []json.RawMessage) dosing {
	d := dosing{whole: true, asNeeded: len(raws) > 0}
	type one struct {
		wire wireDosage
		raw  json.RawMessage
	}
	var all []one
	for _, raw := range few(raws) {
		var w wireDosage
		if json.Unmarshal(raw, &w) != nil {
			d.whole, d.asNeeded = false, false
			continue
		}
		all = append(all, one{w, raw})
	}
	d.whole = d.whole && len(raws) <= maxParts
	slices.SortStableFunc(all, func(x, y one) int { return cmp.Compare(x.wire.Sequence, y.wire.Sequence) })
	var said, routes, most []string
	for i, x := range all {
		text, sched, ok := r.instruction(x.wire, x.raw)
		d.whole = d.whole && ok
		d.asNeeded = d.asNeeded && x.wire.needed()
		d.bound(sched, i == 0)
		if i > 0 && text != "" && x.wire.Sequence > all[i-1].wire.Sequence && all[i-1].wire.Sequence > 0 {
			text = r.words.Say("fhir.dose.then", "dose", text)
		}
		said = append(said, text)
		if x.wire.Route != nil {
			routes = appendNew(routes, r.route(*x.wire.Route))
		}
		limit, ok := r.maxDose(x.wire)
		d.whole = d.whole && ok
		most = appendNew(most, limit)
	}
	if !d.whole {
		said = append(said, r.words.Say("fhir.dose.unread"))
	}
	d.said, d.route, d.maxDose = joinLines(said...), joinWords(", ", routes...), joinWords("; ", most...)
	return d
}

// route is how it is given, in the source's words; one of SNOMED CT's common codes without words
// gets ours.
func (r *run) route(c concept) string {
	if said := c.said(); said != "" {
		return said
	}
	for _, coding := range c.Coding {
		if key := "fhir.route." + coding.Code; r.words.Has(key) {
			return r.words.Say(key)
		}
	}
	return c.saidOrCode()
}

func appendNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// bound widens the days of treatment: from the first start to the last end; open if one is.
func (d *dosing) bound(s schedule, first bool) {
	if first {
		d.start, d.end = s.start, s.end
		return
	}
	if s.start.IsZero() || d.start.IsZero() {
		d.start = time.Time{}
	} else if s.start.Before(d.start) {
		d.start = s.start
	}
	if s.end.IsZero() || d.end.IsZero() {
		d.end = time.Time{}
	} else if s.end.After(d.end) {
		d.end = s.end
	}
}

func (w wireDosage) needed() bool { return w.AsNeededBoolean || w.AsNeededCodeableConcept != nil }

// instruction words one instruction; ok is false when part of it isn't understood and the source
// gives no text of its own.
func (r *run) instruction(w wireDosage, raw json.RawMessage) (said string, s schedule, ok bool) {
	s, timed := r.timing(w.Timing)
	if !timed {
		s = schedule{}
	}
	own := clean(w.Text)
	if own != "" {
		if w.needed() && !strings.Contains(strings.ToLower(own), r.words.Say("fhir.dose.needed")) {
			own += " (" + r.needed(w) + ")"
		}
		return joinLines(own, clean(w.PatientInstruction)), s, len(w.ModifierExtension) == 0
	}
	dose, dosed := r.dose(raw)
	// Hours without a dose, or a dose without hours, are half an instruction.
	whole := timed && dosed && dose != "" && (s.told || w.needed())
	if !whole || !onlyKnown(raw, dosageFields) {
		return joinLines(all(w.AdditionalInstruction, ", "), clean(w.PatientInstruction)), s, false
	}
	parts := []string{dose, s.said}
	if w.needed() {
		parts = append(parts, r.needed(w))
	}
	more := slices.Clone(few(w.AdditionalInstruction))
	for _, c := range []*concept{w.Site, w.Method} {
		if c != nil {
			more = append([]concept{*c}, more...)
		}
	}
	parts = append(parts, all(more, ", "))
	worded := !slices.ContainsFunc(more, func(c concept) bool { return c.said() == "" }) // a code is no instruction
	return joinLines(joinWords(", ", parts...), clean(w.PatientInstruction)), s, worded
}

func (r *run) needed(w wireDosage) string {
	if c := w.AsNeededCodeableConcept; c != nil && c.said() != "" {
		return r.words.Say("fhir.dose.needed_for", "reason", c.said())
	}
	return r.words.Say("fhir.dose.needed")
}

// dose words the amount of one time; empty when there is none.
func (r *run) dose(raw json.RawMessage) (string, bool) {
	var wire struct {
		DoseAndRate []json.RawMessage `json:"doseAndRate"`
	}
	if json.Unmarshal(raw, &wire) != nil || len(wire.DoseAndRate) > 1 {
		return "", false
	}
	if len(wire.DoseAndRate) == 0 {
		return "", true
	}
	var parts struct {
		DoseQuantity json.RawMessage `json:"doseQuantity"`
		DoseRange    json.RawMessage `json:"doseRange"`
	}
	if !onlyKnown(wire.DoseAndRate[0], doseFields) || json.Unmarshal(wire.DoseAndRate[0], &parts) != nil {
		return "", false
	}
	switch {
	case len(parts.DoseQuantity) > 0 && len(parts.DoseRange) == 0:
		return amountOf(parts.DoseQuantity)
	case len(parts.DoseRange) > 0 && len(parts.DoseQuantity) == 0:
		return rangeOf(parts.DoseRange)
	}
	return "", false
}

// amountOf is "1 tablett" or "2,5 ml", with the digits of the source.
func amountOf(raw json.RawMessage) (string, bool) {
	var q quantity
	if !onlyKnown(raw, quantityFields) || json.Unmarshal(raw, &q) != nil {
		return "", false
	}
	return q.said()
}

func (q quantity) said() (string, bool) {
	unit := cmp.Or(line(q.Unit), strings.Trim(line(q.Code), "{}"))
	if q.Comparator != "" || unit == "" || !plainNumber.MatchString(string(q.Value)) {
		return "", false
	}
	return decimal(q.Value) + " " + unit, true
}

// decimal is a number with the comma that Swedish has.
func decimal(n json.Number) string { return strings.Replace(string(n), ".", ",", 1) }

func rangeOf(raw json.RawMessage) (string, bool) {
	var wire struct {
		Low, High json.RawMessage
	}
	if !onlyKnown(raw, []string{"low", "high"}) || json.Unmarshal(raw, &wire) != nil {
		return "", false
	}
	low, okLow := amountOf(wire.Low)
	high, okHigh := amountOf(wire.High)
	if !okLow || !okHigh {
		return "", false
	}
	from, unit, _ := strings.Cut(low, " ")
	to, same, _ := strings.Cut(high, " ")
	if unit != same {
		return "", false
	}
	return from + "–" + to + " " + unit, true
}

// maxDose words the highest dose; ok is false when it isn't understood.
func (r *run) maxDose(w wireDosage) (string, bool) {
	var parts []string
	if m := w.MaxDosePerPeriod; m != nil {
		if m.Numerator == nil || m.Denominator == nil {
			return "", false
		}
		amount, ok := m.Numerator.said()
		n, unit := count(m.Denominator.Value), "fhir.unit."+m.Denominator.unitCode()
		if !ok || n == 0 || m.Denominator.Comparator != "" || !r.words.Has(unit+".one") {
			return "", false
		}
		span := r.words.Say(unit + ".one")
		if n > 1 {
			span = r.span(n, unit)
		}
		parts = append(parts, r.words.Say("fhir.max.period", "amount", amount, "span", span))
	}
	if q := w.MaxDosePerAdministration; q != nil {
		amount, ok := q.said()
		if !ok {
			return "", false
		}
		parts = append(parts, r.words.Say("fhir.max.once", "amount", amount))
	}
	return strings.Join(parts, ", "), true
}

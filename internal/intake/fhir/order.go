package fhir

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"avbrottsparm/internal/care"
)

type wireService struct {
	Status                  string          `json:"status"`
	Intent                  string          `json:"intent"`
	DoNotPerform            bool            `json:"doNotPerform"`
	Code                    concept         `json:"code"`
	OrderDetail             []concept       `json:"orderDetail"`
	Subject                 reference       `json:"subject"`
	OccurrenceDateTime      string          `json:"occurrenceDateTime"`
	OccurrencePeriod        period          `json:"occurrencePeriod"`
	OccurrenceTiming        json.RawMessage `json:"occurrenceTiming"`
	AsNeededBoolean         bool            `json:"asNeededBoolean"`
	AsNeededCodeableConcept *concept        `json:"asNeededCodeableConcept"`
	Requester               reference       `json:"requester"`
	PerformerType           concept         `json:"performerType"`
	Performer               []reference     `json:"performer"`
	ReasonCode              []concept       `json:"reasonCode"`
	ReasonReference         []reference     `json:"reasonReference"`
	Note                    []annotation    `json:"note"`
	PatientInstruction      string          `json:"patientInstruction"`
}

const kvaSystem = "1.2.752.116.1.3.2.1.4" // Socialstyrelsen's register of OIDs

var kvaCode = regexp.MustCompile(`^[A-ZÅÄÖ]{2}\d{3}$|^[A-Z]{3}\d{2}$`)

// kva is the KVÅ code among the codings; empty when there is none.
func (c concept) kva() string {
	for _, coding := range c.Coding {
		where := strings.ToLower(system(coding.System))
		if where == kvaSystem || (strings.Contains(where, "kva") || strings.Contains(where, "kvå")) && kvaCode.MatchString(coding.Code) {
			return line(coding.Code)
		}
	}
	return ""
}

// professions are words for who carries an order out, the longer before those that they hold.
var professions = []struct{ word, key string }{
	{"undersköterska", care.ProfessionAssistantNurse}, {"sjuksköterska", care.ProfessionNurse}, {"fysioterapeut", care.ProfessionPhysiotherapist},
	{"sjukgymnast", care.ProfessionPhysiotherapist}, {"arbetsterapeut", care.ProfessionOccupational}, {"dietist", care.ProfessionDietician},
	{"kurator", care.ProfessionCurator}, {"logoped", care.ProfessionSpeech}, {"psykolog", care.ProfessionPsychologist},
	{"omvårdnadspersonal", care.ProfessionOther}, {"hemtjänst", care.ProfessionOther},
}

func profession(said string) []string {
	said = strings.ToLower(said)
	for _, p := range professions {
		if strings.Contains(said, p.word) {
			return []string{p.key}
		}
	}
	return nil
}

// serviceRequest reads a ServiceRequest.
func (r *run) serviceRequest(e *entry) {
	g := r.group(care.KindHealthOrder)
	wire, _, ok := decode[wireService](g, e)
	if !ok {
		return
	}
	if wire.Status == "entered-in-error" {
		g.remove(care.KindHealthOrder, e)
		return
	}
	key, ok := r.whose(g, e, "subject", wire.Subject)
	if !ok {
		return
	}
	title := wire.Code.said()
	switch {
	case wire.DoNotPerform:
		r.forbidden(e, wire.Code.saidOrCode(), wire.Status, notes(wire.Note), key)
		g.remove(care.KindHealthOrder, e)
		return
	case wire.Status == "draft" || !ordered(wire.Intent):
		g.warn(e, "status", "fhir_draft")
		g.remove(care.KindHealthOrder, e)
		return
	case wire.Code.saidOrCode() == "" && len(wire.Note) == 0 && wire.PatientInstruction == "":
		g.fail(e, "code", "fhir_no_text")
		return
	}
	if title == "" && wire.Code.kva() == "" {
		title = wire.Code.saidOrCode()
	}
	order := &care.HealthOrder{Code: wire.Code.kva(), Title: title,
		Cause: r.reason(e, wire.ReasonCode, wire.ReasonReference), AsNeeded: wire.AsNeededBoolean || wire.AsNeededCodeableConcept != nil,
		Professions: profession(wire.PerformerType.said()), OrderedBy: r.who(e, wire.Requester).said(),
		Inactive: wire.Status == "revoked" || wire.Status == "completed"}
	r.occurrence(g, e, wire, order)
	var unit []string
	for _, ref := range few(wire.Performer) {
		unit = appendNew(unit, r.who(e, ref).said())
	}
	order.Unit = strings.Join(unit, ", ")
	r.state(g, e, wire, order)
	g.keep(e, order, key)
}

// state puts what the order has no field for into its text.
func (r *run) state(g *group, e *entry, w wireService, order *care.HealthOrder) {
	said := ""
	if w.Status == "on-hold" || w.Status == "unknown" {
		said = r.words.Say("fhir.state." + strings.ReplaceAll(w.Status, "-", "_"))
		g.warn(e, "status", "fhir_state")
	}
	if c := w.AsNeededCodeableConcept; c != nil && c.said() != "" {
		order.Cause = joinWords(", ", c.said(), order.Cause)
	}
	order.Text = joinLines(said, all(w.OrderDetail, ", "), clean(w.PatientInstruction), notes(w.Note))
}

// occurrence reads when the order is carried out: hours and weekdays where they say all, a
// sentence besides, and only that sentence where not everything is understood.
func (r *run) occurrence(g *group, e *entry, w wireService, order *care.HealthOrder) {
	order.Starts = g.when(e, "occurrencePeriod.start", w.OccurrencePeriod.Start, false)
	order.Ends = g.when(e, "occurrencePeriod.end", w.OccurrencePeriod.End, true)
	if at := g.when(e, "occurrenceDateTime", w.OccurrenceDateTime, false); !at.IsZero() {
		order.Starts, order.Ends = at, at
		order.Planned = append(order.Planned, at)
	}
	s, ok := r.timing(w.OccurrenceTiming)
	if !ok {
		g.warn(e, "occurrenceTiming", "fhir_timing_unread")
		var bare wireTiming
		if json.Unmarshal(w.OccurrenceTiming, &bare) == nil {
			order.Summary = bare.Code.said()
		}
		order.Summary = joinLines(order.Summary, r.words.Say("fhir.timing_unread"))
		return
	}
	order.Summary, order.When, order.Length, order.Times = s.said, s.when, s.length, s.orderTimes()
	order.Planned = append(order.Planned, s.events...)
	if len(s.times) == 0 {
		order.PerDay = s.perDay
	}
	if !s.start.IsZero() {
		order.Starts = s.start
	}
	if !s.end.IsZero() {
		order.Ends = s.end
	}
	slices.SortFunc(order.Times, func(x, y care.OrderTime) int { return strings.Compare(x.At, y.At) })
}

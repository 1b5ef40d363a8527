package fhir

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// group gathers what becomes one batch: the items of one kind.
type group struct {
	kind   care.Kind
	fields map[care.Field]bool // of persons
	batch  care.Batch
}

// run is the reading of one file.
type run struct {
	words    *text.Words
	now      time.Time
	file     *collector
	entries  []*entry
	index    *index
	groups   []*group
	general  group          // what concerns the file as a whole
	untaken  map[string]int // resources that are not taken, by type
	counts   map[string]int // warnings that are counted and said once
	referred map[*entry]bool
	budget   int // bytes that may still be copied from resources into those that point to them
}

func newRun(words *text.Words, now time.Time, c *collector) *run {
	entries := newest(c.entries, c.history)
	return &run{words: words, now: now, file: c, entries: entries, index: newIndex(entries),
		untaken: map[string]int{}, counts: map[string]int{}, referred: map[*entry]bool{}, budget: 64<<20 + 8*c.size}
}

// takers are the resources that become items, with the kinds that they can become.
var takers = map[string]struct {
	take  func(*run, *entry)
	kinds []care.Kind
}{
	"Patient":             {(*run).person, []care.Kind{care.KindPerson}},
	"RelatedPerson":       {(*run).relative, []care.Kind{care.KindRelative, care.KindContact}},
	"CareTeam":            {(*run).careTeam, []care.Kind{care.KindContact}},
	"AllergyIntolerance":  {(*run).allergy, []care.Kind{care.KindWarning}},
	"Flag":                {(*run).flag, []care.Kind{care.KindWarning}},
	"Condition":           {(*run).condition, []care.Kind{care.KindHealthFacts}},
	"CarePlan":            {(*run).plan, []care.Kind{care.KindPlan}},
	"Appointment":         {(*run).appointment, []care.Kind{care.KindVisit}},
	"MedicationRequest":   {(*run).medicationRequest, []care.Kind{care.KindMedication, care.KindWarning}},
	"MedicationStatement": {(*run).medicationStatement, []care.Kind{care.KindMedication}},
	"ServiceRequest":      {(*run).serviceRequest, []care.Kind{care.KindHealthOrder, care.KindWarning}},
	"DocumentReference":   {(*run).document, []care.Kind{care.KindJournalNote}},
	"OperationOutcome":    {(*run).outcome, nil},
}

// supporting are resources that are read where others point to them.
var supporting = []string{"Practitioner", "PractitionerRole", "Organization", "Medication", "Location", "HealthcareService", "Goal"}

// order is the order in which batches are weighed: persons before all that concerns them.
var order = []care.Kind{care.KindPerson, care.KindRelative, care.KindContact, care.KindWarning, care.KindPlan,
	care.KindVisit, care.KindMedication, care.KindHealthOrder, care.KindJournalNote,
	care.KindHealthFacts}

func (r *run) batches() ([]care.Batch, error) {
	if len(r.entries) == 1 && !r.file.bundle && r.entries[0].typ == "OperationOutcome" {
		return nil, text.NewFault("fhir.outcome_" + r.why(r.entries[0]))
	}
	for i, e := range r.entries {
		if i%checkedEvery == 0 && r.file.ctx.Err() != nil {
			return nil, r.file.ctx.Err()
		}
		r.take(e)
	}
	r.sum()
	if len(r.groups) == 0 && len(r.general.batch.Errors)+len(r.general.batch.Warnings) == 0 {
		return nil, text.NewFault("fhir.empty")
	}
	return r.gather(), nil
}

func (r *run) take(e *entry) {
	taker, known := takers[e.typ]
	switch {
	case e.removed:
		for _, kind := range taker.kinds {
			g := r.group(kind)
			if kind == care.KindPerson {
				g.batch.Removed = append(g.batch.Removed, care.Removed{Kind: kind, Whose: care.PersonKey{Numbers: serverNumbers(e)}})
				continue
			}
			g.remove(kind, e)
		}
	case known:
		taker.take(r, e)
	case !slices.Contains(supporting, e.typ):
		r.untaken[e.typ]++
	}
}

// sum says what concerns the file as a whole.
func (r *run) sum() {
	g := &r.general
	for _, b := range r.file.broken {
		g.batch.Errors = append(g.batch.Errors, care.RowProblem{Row: b.row, Code: b.code})
	}
	for _, e := range r.entries {
		if e.typ == "Goal" && !e.removed && !r.referred[e] {
			r.untaken["Goal"]++
		}
	}
	var types []string
	unknown := 0
	for typ, n := range r.untaken {
		if isResourceType(typ) {
			types = append(types, typ)
		} else {
			unknown += n
		}
	}
	slices.Sort(types)
	for _, typ := range types {
		g.remark("fhir_not_taken", "n", r.untaken[typ], "type", typ)
	}
	if unknown > 0 {
		g.remark("fhir_unknown_type", "n", unknown)
	}
	var codes []string
	for code := range r.counts {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		g.remark(code, "n", r.counts[code])
	}
	if r.file.full {
		g.remark("fhir_too_many", "limit", maxEntries)
	}
}

// remark warns about the file as a whole.
func (g *group) remark(code string, pairs ...any) {
	g.batch.Warnings = append(g.batch.Warnings, care.RowProblem{Code: code, Pairs: pairs})
}

// gather puts the batches in order. What concerns the whole file goes with the first.
func (r *run) gather() []care.Batch {
	slices.SortStableFunc(r.groups, func(x, y *group) int { return slices.Index(order, x.kind) - slices.Index(order, y.kind) })
	var batches []care.Batch
	for _, g := range r.groups {
		b := g.batch
		b.Format, b.Kinds, b.AsOf, b.Fields = Format, []care.Kind{g.kind}, r.file.asOf.UTC(), g.fields
		batches = append(batches, b)
	}
	if len(batches) == 0 {
		batches = []care.Batch{{Format: Format, AsOf: r.file.asOf.UTC()}}
	}
	batches[0].Errors = append(r.general.batch.Errors, batches[0].Errors...)
	batches[0].Warnings = append(r.general.batch.Warnings, batches[0].Warnings...)
	return batches
}

// group is the group of a kind; of persons, see persons.
func (r *run) group(kind care.Kind) *group { return r.groupWith(kind, nil) }

func (r *run) groupWith(kind care.Kind, fields map[care.Field]bool) *group {
	key := fmt.Sprint(fields)
	for _, g := range r.groups {
		if g.kind == kind && (fields == nil || fmt.Sprint(g.fields) == key) {
			return g
		}
	}
	if kind == care.KindPerson && fields == nil {
		fields = map[care.Field]bool{}
	}
	g := &group{kind: kind, fields: fields}
	r.groups = append(r.groups, g)
	return g
}

func (g *group) fail(e *entry, field, code string, pairs ...any) {
	if len(g.batch.Errors) < maxProblems {
		g.batch.Errors = append(g.batch.Errors, care.RowProblem{Row: e.row, Field: path(e, field), Code: code, Pairs: pairs})
	}
}

func (g *group) warn(e *entry, field, code string, pairs ...any) {
	if len(g.batch.Warnings) < maxProblems {
		g.batch.Warnings = append(g.batch.Warnings, care.RowProblem{Row: e.row, Field: path(e, field), Code: code, Pairs: pairs})
	}
}

func path(e *entry, field string) string {
	typ := e.typ
	if !isResourceType(typ) {
		typ = "?"
	}
	return joinWords(".", typ, field)
}

// keep takes an item in.
func (g *group) keep(e *entry, item care.Item, whose care.PersonKey) {
	g.keepAs(e, item, e.sourceID(), whose)
}

func (g *group) keepAs(e *entry, item care.Item, sourceID string, whose care.PersonKey) {
	meta := item.ItemMeta()
	meta.Source, meta.SourceID = Format, sourceID
	g.batch.Incoming = append(g.batch.Incoming, care.Incoming{Item: item, Whose: whose, Row: e.row})
}

// remove says that an item is gone, so that a copy from an older file goes too.
func (g *group) remove(kind care.Kind, e *entry) {
	if id := e.sourceID(); id != "" {
		g.batch.Removed = append(g.batch.Removed, care.Removed{Kind: kind, SourceID: id})
	}
}

// sourceID is what a resource is known again by in a later file: "MedicationRequest/45", else a
// number that the business gave it; empty when it has neither.
func (e *entry) sourceID() string {
	if e.id != "" {
		return e.typ + "/" + e.id
	}
	var wire struct {
		Identifier []identifier `json:"identifier"`
	}
	if json.Unmarshal(e.raw, &wire) == nil {
		for _, i := range wire.Identifier {
			if i.Value != "" {
				return e.typ + "/" + system(i.System) + "|" + i.Value
			}
		}
	}
	return ""
}

// decode reads a resource; one of the wrong form becomes a row error that names the element but
// not what stood in it. Whether the resource asks not to be read without understanding something
// unknown is told by changed.
func decode[T any](g *group, e *entry) (wire T, changed, ok bool) {
	var h head
	err := json.Unmarshal(e.raw, &wire)
	if err == nil {
		err = json.Unmarshal(e.raw, &h)
	}
	if err != nil {
		place := ""
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) {
			place = wrong.Field
		}
		g.fail(e, place, "fhir_bad_object", "place", path(e, place))
		return wire, false, false
	}
	changed = h.ImplicitRules != "" || e.changed()
	if changed {
		g.warn(e, "modifierExtension", "fhir_modified")
	}
	if hasCode(h.Meta.Tag, "SUBSETTED") {
		g.warn(e, "meta.tag", "fhir_subset")
	}
	return wire, changed, true
}

// changed tells whether the resource, or something in it, bears an extension that FHIR forbids to
// leave aside.
func (e *entry) changed() bool { return bytes.Contains(e.raw, []byte(`"modifierExtension"`)) }

// spend takes from what may be copied, so that a small file in which everything points to
// something large doesn't grow without bounds. A file that spends it all is told of.
func (r *run) spend(n int) bool {
	if r.budget < n {
		r.counts["fhir_entangled"]++
		return false
	}
	r.budget -= n
	return true
}

// copied is a resource of which a text is taken over into another.
func (r *run) copied(from *entry, ref reference) *entry {
	target := r.index.resolve(from, ref)
	if target == nil || !r.spend(min(len(target.raw), maxText)) {
		return nil
	}
	return target
}

// once reads a resource that many others point to a single time. One that can't be read gives the
// empty value, and is named where it stands itself.
func once[T any](e *entry) *T {
	if known, ok := e.memo.(*T); ok {
		return known
	}
	wire := new(T)
	if json.Unmarshal(e.raw, wire) != nil {
		wire = new(T)
	}
	e.memo = wire
	return wire
}

// isResourceType tells the names of R4's resources, which can be shown, from whatever else a file
// writes there.
func isResourceType(typ string) bool {
	return typ != "" && !strings.ContainsAny(typ, " \n") && strings.Contains(resourceTypes, " "+typ+" ")
}

// resourceTypes are the resources of FHIR 4.0.1.
const resourceTypes = ` Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse AuditEvent Basic ` +
	`Binary BiologicallyDerivedProduct BodyStructure Bundle CapabilityStatement CarePlan CareTeam CatalogEntry ChargeItem ` +
	`ChargeItemDefinition Claim ClaimResponse ClinicalImpression CodeSystem Communication CommunicationRequest CompartmentDefinition ` +
	`Composition ConceptMap Condition Consent Contract Coverage CoverageEligibilityRequest CoverageEligibilityResponse DetectedIssue ` +
	`Device DeviceDefinition DeviceMetric DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference ` +
	`EffectEvidenceSynthesis Encounter Endpoint EnrollmentRequest EnrollmentResponse EpisodeOfCare EventDefinition Evidence ` +
	`EvidenceVariable ExampleScenario ExplanationOfBenefit FamilyMemberHistory Flag Goal GraphDefinition Group GuidanceResponse ` +
	`HealthcareService ImagingStudy Immunization ImmunizationEvaluation ImmunizationRecommendation ImplementationGuide InsurancePlan ` +
	`Invoice Library Linkage List Location Measure MeasureReport Media Medication MedicationAdministration MedicationDispense ` +
	`MedicationKnowledge MedicationRequest MedicationStatement MedicinalProduct MessageDefinition MessageHeader MolecularSequence ` +
	`NamingSystem NutritionOrder Observation ObservationDefinition OperationDefinition OperationOutcome Organization ` +
	`OrganizationAffiliation Parameters Patient PaymentNotice PaymentReconciliation Person PlanDefinition Practitioner ` +
	`PractitionerRole Procedure Provenance Questionnaire QuestionnaireResponse RelatedPerson RequestGroup ResearchDefinition ` +
	`ResearchElementDefinition ResearchStudy ResearchSubject RiskAssessment RiskEvidenceSynthesis Schedule SearchParameter ` +
	`ServiceRequest Slot Specimen SpecimenDefinition StructureDefinition StructureMap Subscription Substance SupplyDelivery ` +
	`SupplyRequest Task TerminologyCapabilities TestReport TestScript ValueSet VerificationResult VisionPrescription `

package care

import "time"

// MedicationStatus is how a prescription stands, as its source says.
type MedicationStatus string

// The states of a prescription. An unknown one is shown as such and never as current.
const (
	MedicationCurrent MedicationStatus = "current" // is given
	MedicationPaused  MedicationStatus = "paused"  // not given for the time being
	MedicationEnded   MedicationStatus = "ended"   // no longer given: struck through
	MedicationUnknown MedicationStatus = "unknown" // the source does not say
)

// Medication is an ordination of a medicine as a source gave it, with the fields that a
// prescription has to hold (HSLF-FS 2017:37). It never takes the place of the prescription
// itself: what it shows is the source's word at AsOf, current and ended, so that no dose is given
// twice (requirement 17).
type Medication struct {
	Meta
	PersonID  string           `json:"person_id"`
	Name      string           `json:"name"`                // the medicine, or its substance where only that is known
	Substance string           `json:"substance,omitempty"` // active substance
	Form      string           `json:"form,omitempty"`      // "tablett"
	Strength  string           `json:"strength,omitempty"`  // "500 mg"
	Dosage    string           `json:"dosage,omitempty"`    // as written: "1 tablett kl 8 och 20"
	Route     string           `json:"route,omitempty"`     // "oralt"
	Reason    string           `json:"reason,omitempty"`
	AsNeeded  bool             `json:"as_needed,omitempty"`
	MaxDose   string           `json:"max_dose,omitempty"` // highest dose a day, as written
	Status    MedicationStatus `json:"status"`
	Starts    time.Time        `json:"starts,omitzero"`
	Ends      time.Time        `json:"ends,omitzero"` // last day of treatment
	Ordered   time.Time        `json:"ordered,omitzero"`
	OrderedBy string           `json:"ordered_by,omitempty"`
	Note      string           `json:"note,omitempty"`
}

// ItemKind implements Item.
func (m *Medication) ItemKind() Kind { return KindMedication }

// ItemMeta implements Item.
func (m *Medication) ItemMeta() *Meta { return &m.Meta }

// Current tells whether the medicine is given on the day of t, as far as the source says.
func (m *Medication) Current(t time.Time) bool {
	return !m.Gone() && m.Status == MedicationCurrent &&
		(m.Ends.IsZero() || !Day(m.Ends).Before(Day(t))) && (m.Starts.IsZero() || !Day(m.Starts).After(Day(t)))
}

// Ended tells whether the medicine is no longer given on the day of t: it is shown struck through.
func (m *Medication) Ended(t time.Time) bool {
	return m.Gone() || m.Status == MedicationEnded || (!m.Ends.IsZero() && Day(m.Ends).Before(Day(t)))
}

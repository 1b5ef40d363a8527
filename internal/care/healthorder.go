package care

import "time"

// Delegation is whose delegation a task needs, with Lifecare's names.
type Delegation string

// The modes of delegation.
const (
	DelegationNone    Delegation = ""        // the source does not say
	DelegationUnit    Delegation = "Unit"    // for the unit (also "Provider")
	DelegationPatient Delegation = "Patient" // for this person only
)

// HealthOrder is an HSL-uppdrag: what health care asks the unit to do for a person, when, and who
// may do it. Several answers of a source can speak of one order; each is an item of its own, and
// they meet in the Dossier by their source ids.
type HealthOrder struct {
	Meta
	PersonID string `json:"person_id"`
	// OrderID is the source id of the order that a task belongs to ("order:45"); empty for
	// orders themselves and where no source says.
	OrderID string `json:"order_id,omitempty"`
	Code    string `json:"code,omitempty"`  // KVÅ code: "DT016"
	Title   string `json:"title,omitempty"` // what the code means
	Text    string `json:"text,omitempty"`
	Cause   string `json:"cause,omitempty"` // reason of what is done as needed
	// Starts and Ends are days, or moments where the source gives an hour; zero when open.
	Starts time.Time `json:"starts,omitzero"`
	Ends   time.Time `json:"ends,omitzero"`
	// Recurrence is the RRULE of RFC 5545 as the source wrote it; Summary says it in Swedish.
	Recurrence string      `json:"recurrence,omitempty"`
	Summary    string      `json:"summary,omitempty"`
	Times      []OrderTime `json:"times,omitempty"`
	// Planned are the moments, or days at midnight in Stockholm, for which the source planned it.
	Planned []time.Time `json:"planned,omitempty"`
	// WindowFrom and WindowTo are "HH:MM" in Stockholm: how far it may be moved in the day.
	WindowFrom  string        `json:"window_from,omitempty"`
	WindowTo    string        `json:"window_to,omitempty"`
	When        string        `json:"when,omitempty"`    // "Förmiddag", for what has no hour
	PerDay      int           `json:"per_day,omitempty"` // how many times a day, for what has no hour
	Length      time.Duration `json:"length,omitempty"`
	AsNeeded    bool          `json:"as_needed,omitempty"`
	Medication  bool          `json:"medication,omitempty"`
	Delegation  Delegation    `json:"delegation,omitempty"`
	Tasks       []string      `json:"tasks,omitempty"`       // what is delegated
	Professions []string      `json:"professions,omitempty"` // keys, worded "profession.<key>": "nurse", "physiotherapist", ...
	Measured    []string      `json:"measured,omitempty"`    // values to measure: "Blodtryck"
	Goals       []string      `json:"goals,omitempty"`
	Feedback    string        `json:"feedback,omitempty"` // when to tell whoever ordered it
	OrderedBy   string        `json:"ordered_by,omitempty"`
	Unit        string        `json:"unit,omitempty"`     // who carries it out
	Inactive    bool          `json:"inactive,omitempty"` // ended or inactivated at the source
}

// OrderTime is an hour of the day at which an order is carried out, on some weekdays or all.
type OrderTime struct {
	At   string         `json:"at"`             // "HH:MM" in Stockholm
	Days []time.Weekday `json:"days,omitempty"` // none means every day
}

// The professions that an order can ask for; the sentences "profession.<key>" word them.
const (
	ProfessionNurse           = "nurse"
	ProfessionAssistantNurse  = "assistant_nurse"
	ProfessionPhysiotherapist = "physiotherapist"
	ProfessionOccupational    = "occupational_therapist"
	ProfessionDietician       = "dietician"
	ProfessionCurator         = "curator"
	ProfessionSpeech          = "speech_therapist"
	ProfessionPsychologist    = "psychologist"
	ProfessionOther           = "other_personnel" // care staff
)

// ItemKind implements Item.
func (o *HealthOrder) ItemKind() Kind { return KindHealthOrder }

// ItemMeta implements Item.
func (o *HealthOrder) ItemMeta() *Meta { return &o.Meta }

// Current tells whether the order holds on the day of t.
func (o *HealthOrder) Current(t time.Time) bool {
	return !o.Gone() && !o.Inactive && (o.Ends.IsZero() || !Day(o.Ends).Before(Day(t)))
}

// Holds tells whether the order holds on the day of t: begun and not ended.
func (o *HealthOrder) Holds(t time.Time) bool {
	return o.Current(t) && (o.Starts.IsZero() || !Day(o.Starts).After(Day(t)))
}

// Signing is what was signed for a health order: done or not, when and by whom, as the source
// shows it. The binder's own signings are entries.
type Signing struct {
	Meta
	PersonID string `json:"person_id"`
	// OrderID is the source id of the health order ("activity:123"); empty where only What is known.
	OrderID string `json:"order_id,omitempty"`
	What    string `json:"what,omitempty"`
	// Planned is when it should have been given; AnyTime says that only the day is known.
	Planned time.Time `json:"planned,omitzero"`
	AnyTime bool      `json:"any_time,omitempty"`
	// Performed is when it was done; zero when it was not, or is not known.
	Performed time.Time  `json:"performed,omitzero"`
	Done      bool       `json:"done,omitempty"`
	Status    string     `json:"status,omitempty"` // as the source words it: "Given", "Ej given"
	Result    string     `json:"result,omitempty"`
	Reason    string     `json:"reason,omitempty"` // why it was not done
	Measured  []Measured `json:"measured,omitempty"`
	// EarliestMinutes and LatestMinutes are how long before and after the planned time it may be
	// given, in minutes; 0 when no source says.
	EarliestMinutes int    `json:"earliest_minutes,omitempty"`
	LatestMinutes   int    `json:"latest_minutes,omitempty"`
	By              string `json:"by,omitempty"`
	Title           string `json:"title,omitempty"`
}

// Measured is a value that was measured: blood pressure, weight.
type Measured struct {
	Name    string `json:"name"`
	Value   string `json:"value"` // as written, with decimal comma or point
	Unit    string `json:"unit,omitempty"`
	Comment string `json:"comment,omitempty"`
}

// ItemKind implements Item.
func (s *Signing) ItemKind() Kind { return KindSigning }

// ItemMeta implements Item.
func (s *Signing) ItemMeta() *Meta { return &s.Meta }

// At is the moment that the signing is listed under: when it was done, else when it was planned.
func (s *Signing) At() time.Time {
	if !s.Performed.IsZero() {
		return s.Performed
	}
	return s.Planned
}

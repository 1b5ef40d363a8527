package care

import "time"

// PlannedOutage is a planned stop of a system, from an outage calendar.
type PlannedOutage struct {
	Meta
	Start  time.Time `json:"start"`
	End    time.Time `json:"end"`
	AllDay bool      `json:"all_day,omitempty"`
	Title  string    `json:"title"`
	Text   string    `json:"text,omitempty"`
	Place  string    `json:"place,omitempty"`
}

// ItemKind implements Item.
func (o *PlannedOutage) ItemKind() Kind { return KindPlannedOutage }

// ItemMeta implements Item.
func (o *PlannedOutage) ItemMeta() *Meta { return &o.Meta }

// ReferenceKind is what a reference names.
type ReferenceKind string

// The kinds of reference: what a delivery to Lifecare has to name by number.
const (
	ReferenceUnit      ReferenceKind = "unit"      // utförarenhet
	ReferenceStaff     ReferenceKind = "staff"     // personal
	ReferenceHeadline  ReferenceKind = "headline"  // sökord
	ReferenceExecution ReferenceKind = "execution" // verkställighet: a person at a unit
)

// Reference is a unit, a member of staff, a headline or an execution, with the number that the
// source knows it by.
type Reference struct {
	Meta
	What     ReferenceKind `json:"what"`
	Number   string        `json:"number"`
	Name     string        `json:"name,omitempty"`
	Title    string        `json:"title,omitempty"` // job title of staff
	Sign     string        `json:"sign,omitempty"`  // signature of staff
	Law      string        `json:"law,omitempty"`
	Category string        `json:"category,omitempty"`
	Help     string        `json:"help,omitempty"`    // of a headline
	Phrases  []string      `json:"phrases,omitempty"` // of a headline
	Unit     string        `json:"unit,omitempty"`    // number of the unit of an execution
	Units    []string      `json:"units,omitempty"`   // numbers of the units where staff work
	PersonID string        `json:"person_id,omitempty"`
	Starts   time.Time     `json:"starts,omitzero"`
	Ends     time.Time     `json:"ends,omitzero"`
	Phones   []Phone       `json:"phones,omitempty"`
	Emails   []string      `json:"emails,omitempty"`
	Inactive bool          `json:"inactive,omitempty"`
}

// ItemKind implements Item.
func (r *Reference) ItemKind() Kind { return KindReference }

// ItemMeta implements Item.
func (r *Reference) ItemMeta() *Meta { return &r.Meta }

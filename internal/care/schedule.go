package care

import (
	"strings"
	"time"
)

// Workshift is an arbetspass: one member of staff from start to end.
type Workshift struct {
	Meta
	Staff     string    `json:"staff,omitempty"`
	Start     time.Time `json:"start"`
	End       time.Time `json:"end"`
	Transport string    `json:"transport,omitempty"` // "Car", "Bicycle", "ElectricBicycle", "Walking"
}

// ItemKind implements Item.
func (s *Workshift) ItemKind() Kind { return KindShift }

// ItemMeta implements Item.
func (s *Workshift) ItemMeta() *Meta { return &s.Meta }

// VisitKind is what an activity on the schedule is.
type VisitKind string

// The kinds of activity.
const (
	VisitVisit VisitKind = "visit" // to a person
	VisitOther VisitKind = "other" // other work of the staff
	VisitPause VisitKind = "pause"
)

// Visit is an activity on the schedule: besök. Start and End carry their zone offset; a visit that
// passes midnight ends on the next day and belongs to the day on which it starts.
type Visit struct {
	Meta
	PersonID string    `json:"person_id,omitempty"` // empty for pauses and other work
	Start    time.Time `json:"start"`
	End      time.Time `json:"end"`
	// AnyTime is set when the source gives a day and a length but no hour; Start is then midnight.
	AnyTime bool          `json:"any_time,omitempty"`
	Kind    VisitKind     `json:"kind"`
	Route   string        `json:"route,omitempty"` // slinga
	Staff   string        `json:"staff,omitempty"`
	ShiftID string        `json:"shift_id,omitempty"`
	Name    string        `json:"name,omitempty"` // "Morgonbesök"
	Text    string        `json:"text,omitempty"`
	Service []string      `json:"services,omitempty"` // insatser
	Keys    []KeyInfo     `json:"keys,omitempty"`
	Travel  time.Duration `json:"travel,omitempty"`
	Medical bool          `json:"medical,omitempty"` // the plan marks it as a health (HSL) visit
	// Double is the id that the two halves of a double-staffed visit share, or "n/m" as written
	// in the services; empty for a visit with one member of staff.
	Double string `json:"double,omitempty"`
	Note   string `json:"note,omitempty"`
	// Place is the address on the schedule row; used when the person's own address is unknown.
	Place string `json:"place,omitempty"`
}

// ItemKind implements Item.
func (v *Visit) ItemKind() Kind { return KindVisit }

// ItemMeta implements Item.
func (v *Visit) ItemMeta() *Meta { return &v.Meta }

// RouteName is the route that the visit is shown under: its slinga, else its staff, else empty.
func (v *Visit) RouteName() string {
	if v.Route != "" {
		return v.Route
	}
	return v.Staff
}

// Day is the day that the visit belongs to: midnight in Stockholm of its start.
func (v *Visit) Day() time.Time { return Day(v.Start) }

// PassesMidnight tells whether the visit ends on a later day than it starts.
func (v *Visit) PassesMidnight() bool {
	return !v.AnyTime && Day(v.End.Add(-time.Nanosecond)).After(v.Day())
}

// Services are the services in one line.
func (v *Visit) Services() string { return strings.Join(v.Service, ", ") }

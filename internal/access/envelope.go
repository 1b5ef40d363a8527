package access

import (
	"slices"
	"time"
)

// Use is what an envelope code is for.
type Use string

// The uses of an envelope.
const (
	// UseShift opens the binder for a temporary during one shift.
	UseShift Use = "shift"
	// UseEmergency opens one area for a user who normally may not, for a night.
	UseEmergency Use = "emergency"
)

// Envelope is a sealed envelope with a code of single use. The code itself is nowhere.
type Envelope struct {
	// ID is printed on the outside: four characters that say nothing.
	ID       string    `json:"id"`
	Identity string    `json:"identity"`
	Use      Use       `json:"use"`
	Areas    []Area    `json:"areas"`
	Made     time.Time `json:"made"`    // UTC
	MadeBy   string    `json:"made_by"` // "name, title"
	// Until is when a shift ends; an emergency envelope lies until it is used or taken back.
	Until    time.Time `json:"until,omitzero"`
	Opened   time.Time `json:"opened,omitzero"`
	OpenedBy string    `json:"opened_by,omitempty"`
	// Withdrawn is when an unopened envelope was taken back.
	Withdrawn time.Time `json:"withdrawn,omitzero"`
}

// Open tells whether the code would still open something at a moment.
func (e Envelope) Open(now time.Time) bool {
	return e.Opened.IsZero() && e.Withdrawn.IsZero() && (e.Until.IsZero() || now.Before(e.Until))
}

// EmergencyHours is how long an area stays open after its envelope was: one night.
const EmergencyHours = 12

// Grant is an area that somebody has for a while because they opened its envelope.
type Grant struct {
	Identity string    `json:"identity"`
	Area     Area      `json:"area"`
	Envelope string    `json:"envelope"`
	From     time.Time `json:"from"`  // UTC
	Until    time.Time `json:"until"` // UTC
}

// Active tells whether the grant holds at a moment.
func (g Grant) Active(now time.Time) bool { return now.Before(g.Until) }

// Holders are the identities that have the key of an area at a moment: users, the recovery code,
// envelopes that wait, and grants. It is what keys are wrapped to when they are made anew.
func Holders(area Area, users []User, keeper Keeper, envelopes []Envelope, grants []Grant, now time.Time) []string {
	var who []string
	add := func(identity string) {
		if identity != "" && !slices.Contains(who, identity) {
			who = append(who, identity)
		}
	}
	add(keeper.Identity)
	for _, u := range users {
		if u.Active(now) && slices.Contains(u.HasAreas(), area) {
			add(u.Identity)
		}
	}
	for _, e := range envelopes {
		if e.Open(now) && slices.Contains(Together(e.Areas, Everyone()), area) {
			add(e.Identity)
		}
	}
	for _, g := range grants {
		if g.Active(now) && g.Area == area {
			add(g.Identity)
		}
	}
	return who
}

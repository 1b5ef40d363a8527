package desk

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
)

// kindPulls is the item of the settings area that remembers how far the binder has been refreshed.
const kindPulls = ledger.PullsKind

// pulls is how far the binder has been refreshed, and how it went. Times are UTC. It is stored in
// the same step as what it stands for.
type pulls struct {
	Reads map[string]pulledRead `json:"reads,omitempty"`
	// Answered is when the source last said anything, Completed when everything was last pulled.
	Answered  time.Time `json:"answered,omitzero"`
	Completed time.Time `json:"completed,omitzero"`
	// Failing is since when it fails, and Why the code of the fault, zero while it does not,
	// and With what fills the places of its sentence.
	Failing time.Time `json:"failing,omitzero"`
	Why     string    `json:"why,omitempty"`
	With    []any     `json:"with,omitempty"`
	// Next is when the rhythm tries again.
	Next time.Time `json:"next,omitzero"`
}

// pulledRead is how far one list has been pulled.
type pulledRead struct {
	// Mark is the source's own, for what changed since.
	Mark string `json:"mark,omitempty"`
	// AsOf is when the last complete pull began, Whole the last one of everything.
	AsOf  time.Time `json:"as_of,omitzero"`
	Whole time.Time `json:"whole,omitzero"`
	// Noted is when the ledger last got a record of it.
	Noted  time.Time `json:"noted,omitzero"`
	Format string    `json:"format,omitempty"`
	// Kinds are what it tells of.
	Kinds []care.Kind `json:"kinds,omitempty"`
	// Held says that more than a fifth would go, which waits for a person's word.
	Held bool `json:"held,omitempty"`
	// Strange is when its answer was last not understood.
	Strange time.Time `json:"strange,omitzero"`
}

// clone is a copy whose reads can be changed.
func (p pulls) clone() pulls {
	p.Reads = maps.Clone(p.Reads)
	if p.Reads == nil {
		p.Reads = map[string]pulledRead{}
	}
	return p
}

// put adds the item to a change.
func (p pulls) put(change *ledger.Change) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("encode pulls: %w", err)
	}
	change.Puts = append(change.Puts, ledger.Item{Area: access.AreaSettings, Kind: kindPulls, ID: kindPulls, Body: raw})
	return nil
}

// kindTimes is how fresh each kind is by what was pulled: a kind that several lists tell of is as
// old as the oldest of them.
func (p pulls) kindTimes() map[care.Kind]time.Time {
	times := map[care.Kind]time.Time{}
	for _, r := range p.Reads {
		if r.AsOf.IsZero() {
			continue
		}
		for _, kind := range r.Kinds {
			if at, known := times[kind]; !known || r.AsOf.Before(at) {
				times[kind] = r.AsOf
			}
		}
	}
	return times
}

// keptFresh makes what was pulled without anything new count as fresh. The ledger is not told of
// every pull, or it would grow by a line every few minutes. What the checkpoint is made of is left
// as it is.
func (s *Session) keptFresh() {
	s.fresh, s.standing = maps.Clone(s.fresh), care.Standing{Sources: maps.Clone(s.standing.Sources), Routes: maps.Clone(s.standing.Routes)}
	for _, r := range s.pulls.Reads {
		s.countsAsFresh(r)
	}
}

// countsAsFresh does so for one list. Going through all visits is left to the list that tells of
// them.
func (s *Session) countsAsFresh(r pulledRead) {
	for kind, at := range s.pulls.kindTimes() {
		s.fresh.Note(kind, at)
	}
	if slices.Contains(r.Kinds, care.KindVisit) && r.Format != "" && !r.AsOf.IsZero() {
		s.standing.Take(s.replica.Confirmed(r.Format, s.desk.now(), r.AsOf))
	}
}

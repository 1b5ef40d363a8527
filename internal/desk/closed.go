package desk

import (
	"context"
	"slices"

	"avbrottsparm/internal/access"
)

// ClosedArea is an area that the opener has no key for: that something is there, and who may.
type ClosedArea struct {
	Area access.Area
	// Count is how many items and records lie there.
	Count int
	// Who are the names and titles of those who have it; "ingen just nu" when nobody has.
	Who []string
	// Envelope tells that an unopened emergency envelope for it lies with the unit.
	Envelope bool
}

// Closed are the care areas that hold something and that the opener may not read.
func (s *Session) Closed(ctx context.Context) []ClosedArea {
	s.mu.Lock()
	defer s.mu.Unlock()
	withheld, err := s.store.Withheld(ctx)
	if err != nil {
		return nil
	}
	now := s.moment()
	var closed []ClosedArea
	for _, area := range access.CareAreas() {
		if withheld[area] == 0 {
			continue
		}
		c := ClosedArea{Area: area, Count: withheld[area], Who: s.readers(area)}
		for _, e := range s.holders.envelopes {
			c.Envelope = c.Envelope || (e.Use == access.UseEmergency && e.Open(now) && slices.Contains(e.Areas, area))
		}
		closed = append(closed, c)
	}
	return closed
}

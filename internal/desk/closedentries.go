package desk

import (
	"slices"

	"avbrottsparm/internal/access"
)

// closedEntries are the areas in which entries lie that the opener has no key for, with how many
// records tell of them: what isn't seen is never counted as done (requirement 26). The caller holds the
// lock.
func (s *Session) closedEntries() []ClosedArea {
	now := s.moment()
	var closed []ClosedArea
	for _, area := range access.Areas() {
		if s.withheld[area] == 0 {
			continue
		}
		c := ClosedArea{Area: area, Count: s.withheld[area], Who: s.readers(area)}
		for _, e := range s.holders.envelopes {
			c.Envelope = c.Envelope || (e.Use == access.UseEmergency && e.Open(now) && slices.Contains(e.Areas, area))
		}
		closed = append(closed, c)
	}
	return closed
}

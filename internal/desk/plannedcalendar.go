package desk

import (
	"cmp"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// PlannedCalendar is the planned outages that touch a span of time as a file for other calendars. Faults:
// "planned.no_calendar" where none can be written, "access.not_allowed".
func (s *Session) PlannedCalendar(from, to time.Time) ([]byte, error) {
	if err := s.May(access.RightRead); err != nil {
		return nil, err
	}
	if s.desk.Calendar == nil {
		return nil, text.NewFault("planned.no_calendar")
	}
	w, names := s.desk.Words, map[string]string{}
	for _, system := range s.Catalogue().Systems {
		names[system.ID] = system.Name.In(w.Lang())
	}
	stops := s.Planned(from, to)
	for i := range stops {
		p := &stops[i]
		p.Title = cmp.Or(p.Title, w.Say("outage.planned."+string(p.Kind)))
		p.Text = strings.Join(append(plannedParts(*p, names), w.Say("planned.save_often")), "\n")
	}
	return s.desk.Calendar(w.Say("planned.calendar", "unit", s.unit.Name), s.desk.now(), stops)
}

// plannedParts are what is known of a planned outage, and the names of the systems that it is about.
func plannedParts(p outage.Planned, names map[string]string) []string {
	var parts, systems []string
	if said := strings.TrimSpace(p.Text); said != "" {
		parts = append(parts, said)
	}
	for _, id := range p.Systems {
		if name := names[id]; name != "" {
			systems = append(systems, name)
		}
	}
	if len(systems) > 0 {
		parts = append(parts, strings.Join(systems, ", "))
	}
	return parts
}

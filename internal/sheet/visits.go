package sheet

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// clock is when a visit is: from and to, with a mark when it ends on the next day, and with its
// own day when that isn't the day of the sheet, as on a night route.
func (s Setting) clock(v *care.Visit, day time.Time) string {
	if v.AnyTime {
		if length := v.End.Sub(v.Start); length > 0 {
			return s.Words.Say("sheet.visit.any_time_of", "minutes", int(length/time.Minute))
		}
		return s.Words.Say("sheet.visit.any_time")
	}
	from, to := s.Words.Clock(v.Start.In(care.Stockholm)), s.Words.Clock(v.End.In(care.Stockholm))
	span := from + "–" + to
	if v.PassesMidnight() {
		span = s.Words.Say("sheet.visit.past_midnight", "from", from, "to", to)
	}
	if !v.Day().Equal(care.Day(day)) {
		span += "\n" + s.Words.DayShort(v.Day())
	}
	return span
}

// marks are the words in frames beside the time.
func (s Setting) marks(v *care.Visit) []string {
	var marks []string
	if s.Away != nil && s.Away(v.PersonID, v.Start) != nil {
		marks = append(marks, s.Words.Say("sheet.visit.away_mark"))
	}
	if v.Medical {
		marks = append(marks, s.Words.Say("sheet.visit.medical"))
	}
	if v.Double != "" {
		marks = append(marks, s.Words.Say("sheet.visit.double_mark"))
	}
	return marks
}

// inOrder puts visits without an hour first, then by time.
func inOrder(visits []*care.Visit) []*care.Visit {
	sorted := slices.Clone(visits)
	slices.SortStableFunc(sorted, func(x, y *care.Visit) int {
		if x.AnyTime != y.AnyTime {
			if x.AnyTime {
				return -1
			}
			return 1
		}
		return care.ByStart(x, y)
	})
	return sorted
}

// halves are all parts of a visit that several make: those in hand, and those on other routes of the day.
func (s Setting) halves(group []*care.Visit) []*care.Visit {
	all := slices.Clone(group)
	if s.Visits != nil {
		for _, other := range s.Visits(group[0].Day()) {
			if !slices.Contains(all, other) && care.SameVisit(group[0], other) {
				all = append(all, other)
			}
		}
	}
	return all
}

// double names the staff of a double-staffed visit.
func (s Setting) double(group []*care.Visit) string {
	first := group[0]
	if first.Double == "" {
		return ""
	}
	all := s.halves(group)
	names := care.StaffOf(all)
	if len(all) < 2 || len(names) < 2 {
		word := s.Words.Say("sheet.visit.double")
		if strings.Contains(strings.ToLower(first.Services()), strings.ToLower(word)) {
			return "" // the services say so already
		}
		return word
	}
	return s.Words.Say("sheet.visit.double_with", "names", strings.Join(names, ", "))
}

// what is done at a visit: its services, and what else the schedule says about it. A protected
// identity keeps only the services, because the rest is free text.
func (s Setting) what(group []*care.Visit, shielded bool) string {
	v := group[0]
	services, cut := plainServices(v)
	parts := []string{services}
	add := func(said string) string {
		kept, left := care.WithoutDoses(said, v.Medical)
		cut = cut || left
		return kept
	}
	if !shielded {
		if !slices.Contains(v.Service, v.Name) {
			parts = append([]string{add(v.Name)}, parts...)
		}
		parts = append(parts, add(v.Text))
		for _, half := range group { // both halves carry the same note as a rule
			if note := strings.TrimSpace(add(half.Note)); note != "" {
				if said := s.Words.Say("sheet.visit.note", "text", note); !slices.Contains(parts, said) {
					parts = append(parts, said)
				}
			}
		}
	}
	return lines(append(parts, s.readDose(cut), s.double(group))...)
}

// services are what is done at a visit, without doses.
func (s Setting) services(v *care.Visit) string {
	kept, cut := plainServices(v)
	return lines(kept, s.readDose(cut))
}

// plainServices are the services of a visit without those that say how much of a medicine is given: a
// schedule is a copy, and a dose that was changed since would be given wrongly (requirement 15).
func plainServices(v *care.Visit) (kept string, cut bool) {
	var names []string
	for _, service := range v.Service {
		name, left := care.WithoutDoses(service, v.Medical)
		cut = cut || left
		if name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", "), cut
}

// readDose says where the dose stands that was left out.
func (s Setting) readDose(cut bool) string {
	if !cut {
		return ""
	}
	return s.Words.Say("sheet.order.read_dose")
}

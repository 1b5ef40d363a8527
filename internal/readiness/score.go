package readiness

import (
	"cmp"
	"slices"
)

// Score is one honest figure over all items. What nobody knows gives nothing, and neither does what was
// checked too long ago.
type Score struct {
	// Points of Most, in hundredths of a weight. What the unit has no such thing of counts in neither.
	Points, Most int
	// Percent is rounded down: 100 only when everything is as it should be.
	Percent int
	// Reasons are the lines that pull it down, worst first.
	Reasons []Line
}

// ScoreOf adds up lines.
func ScoreOf(lines []Line) Score {
	var s Score
	for _, l := range lines {
		if l.State == StateNotHere {
			continue
		}
		s.Points += l.Points
		s.Most += l.full()
		if l.lost() > 0 {
			s.Reasons = append(s.Reasons, l)
		}
	}
	if s.Most > 0 {
		s.Percent = s.Points * 100 / s.Most
	}
	slices.SortStableFunc(s.Reasons, func(x, y Line) int {
		return cmp.Or(cmp.Compare(y.lost(), x.lost()), cmp.Compare(slices.Index(States(), y.State), slices.Index(States(), x.State)))
	})
	return s
}

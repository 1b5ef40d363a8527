package outage

import (
	"slices"
	"time"

	"avbrottsparm/internal/care"
)

// StatsOf counts the outages that began in a year, in Stockholm. The time of one that went on into the
// next year is counted in the year in which it began.
func StatsOf(all []Outage, year int) YearStats {
	s := YearStats{Year: year}
	failures := map[string]*FailureTime{}
	var spans [][2]time.Time
	for _, o := range all {
		began := o.Began.In(care.Stockholm)
		if began.Year() != year {
			continue
		}
		if o.Drill {
			s.Drills++
			continue
		}
		s.count(o)
		s.ByMonth[began.Month()-1]++
		if !o.Open() {
			spans = append(spans, [2]time.Time{o.Began, o.Ended})
		}
		for _, b := range o.Broken {
			f := failures[b.Failure]
			if f == nil {
				f = &FailureTime{Failure: b.Failure}
				failures[b.Failure] = f
			}
			f.Times++
			if !b.Until.IsZero() {
				f.Time += Between(b.Since, b.Until)
			}
		}
	}
	s.Time = together(spans)
	for _, f := range failures {
		s.ByFailure = append(s.ByFailure, *f)
	}
	slices.SortFunc(s.ByFailure, byTime)
	return s
}

// count takes one outage in.
func (s *YearStats) count(o Outage) {
	s.Outages++
	s.Messages += len(o.Messages)
	s.Reports += len(o.Reports)
	if o.Planned != "" {
		s.Planned++
	}
	if o.Unsure {
		s.Unsure++
	}
	switch {
	case o.Open():
		s.Open++
		return
	case o.Reviewed.IsZero():
		s.Unreviewed++
	default:
		s.Reviewed++
	}
	if lasted := Between(o.Began, o.Ended); lasted > s.Longest {
		s.Longest, s.LongestID = lasted, o.ID
	}
}

// together is how much time spans cover, what several cover once.
func together(spans [][2]time.Time) time.Duration {
	slices.SortFunc(spans, func(x, y [2]time.Time) int { return x[0].Compare(y[0]) })
	var sum time.Duration
	var until time.Time
	for _, span := range spans {
		from := latest(span[0], until)
		if span[1].After(from) {
			sum += Between(from, span[1])
		}
		until = latest(until, span[1])
	}
	return sum
}

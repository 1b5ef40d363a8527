package ical

import (
	"slices"
	"strconv"
	"strings"
)

// excluded are the dates of EXDATE: moments, and whole days.
type excluded struct{ moments, days map[string]bool }

func newExcluded(stamps []stamp) excluded {
	x := excluded{map[string]bool{}, map[string]bool{}}
	for _, s := range stamps {
		if s.day {
			x.days[dayKey(s)] = true
		} else {
			x.moments[momentKey(s)] = true
		}
	}
	return x
}

func (x excluded) holds(s stamp) bool {
	return x.days[dayKey(s)] || x.moments[momentKey(s)]
}

func dayKey(s stamp) string { return s.wall.Format("20060102") }

func momentKey(s stamp) string { return strconv.FormatInt(s.instant().Unix(), 10) }

// move is an occurrence that the file changes, or with THISANDFUTURE all from it on.
type move struct {
	span
	event  *event
	was    stamp
	onward bool
	used   bool
}

// moves reads the changed occurrences of a series: for each time the newest version, the latest
// first.
func (r *run) moves(s *series) []*move {
	slices.SortStableFunc(s.moved, func(a, b *event) int { return b.newer(a) })
	var moved []*move
	seen := map[string]bool{}
	for _, e := range s.moved {
		prop := e.props.Get("RECURRENCE-ID")
		was, ok := readStamp(prop, e.cal)
		if !ok {
			r.fail(e.row, "ical_no_start")
			continue
		}
		m := &move{event: e, was: was, onward: strings.EqualFold(prop.Params.Get("RANGE"), "THISANDFUTURE")}
		key := momentKey(was) + strconv.FormatBool(m.onward)
		if seen[key] {
			continue
		}
		seen[key] = true
		if m.span, ok = (span{start: was}), true; e.props.Get("DTSTART") != nil || !e.cancelled() {
			m.span, ok = r.spanOf(e)
		}
		if ok {
			moved = append(moved, m)
		}
	}
	slices.SortStableFunc(moved, func(a, b *move) int { return b.was.wall.Compare(a.was.wall) })
	return moved
}

// moveOf is the change that an occurrence has got: its own, else the latest one before it that
// holds from then on.
func moveOf(moved []*move, from stamp) *move {
	var onward *move
	for _, m := range moved { // the latest first
		switch at := from.instant(); {
		case m.was.instant().Equal(at) || m.was.day && dayKey(m.was) == dayKey(from):
			return m
		case m.onward && onward == nil && m.was.instant().Before(at):
			onward = m
		}
	}
	return onward
}

// apply is the occurrence as it was changed.
func (m *move) apply(o occurrence, from stamp) occurrence {
	o.event = m.event
	begin := m.start
	if shift := from.wall.Sub(m.was.wall); m.onward && shift > 0 {
		begin.wall = begin.wall.Add(shift)
	}
	o.start, o.end, o.day = begin.instant(), m.end(begin), begin.day
	return o
}

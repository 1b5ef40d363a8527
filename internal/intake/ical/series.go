package ical

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// occurrence is one time at which an event takes place.
type occurrence struct {
	event      *event
	id         string // its id in the source; empty where the calendar gives none
	start, end time.Time
	day        bool // a whole day, or several: end is the midnight after the last
}

// series is all that a file says under one UID.
type series struct {
	uid    string
	master *event   // nil when the file holds single occurrences only
	moved  []*event // with a RECURRENCE-ID
}

func (e *event) text(name string) string { return oneLine(written(e.props.Get(name))) }

// cancelled tells whether the event doesn't take place.
func (e *event) cancelled() bool {
	status := strings.ToUpper(e.text("STATUS"))
	return e.cal.cancel || status == "CANCELLED" || status == "CANCELED"
}

// newer orders two versions of the same event: SEQUENCE first, then when it was written, then
// which stands later in the file.
func (e *event) newer(than *event) int {
	sequence := func(e *event) int { return number(e.text("SEQUENCE")) }
	return cmp.Or(cmp.Compare(sequence(e), sequence(than)), strings.Compare(e.text("DTSTAMP"), than.text("DTSTAMP")), e.row-than.row)
}

// twin tells an event from a version of another that has the same UID: some planning systems give
// all events of a person one, and change nothing else that would make one the newer.
func (e *event) twin(of *event) bool {
	return of != nil && e.props.Get("RECURRENCE-ID") == nil && of.props.Get("RRULE") == nil && e.props.Get("RRULE") == nil &&
		e.text("DTSTART") != of.text("DTSTART") && e.text("SEQUENCE") == of.text("SEQUENCE") && e.text("DTSTAMP") == of.text("DTSTAMP") &&
		!e.cancelled() && !of.cancelled()
}

// gather puts the events of each UID together, in the order of the file.
func (r *run) gather(events []*event) []*series {
	var all []*series
	byUID := map[string]*series{}
	shared := map[*series]bool{} // the first of those that have one UID
	for _, e := range events {
		uid := e.text("UID")
		s := byUID[uid]
		if s != nil && uid != "" && e.twin(s.master) {
			shared[s] = true
			uid += "|" + e.text("DTSTART")
			s = byUID[uid]
		}
		if s == nil || uid == "" { // events without a UID have nothing to do with each other
			s = &series{uid: uid}
			byUID[uid] = s
			all = append(all, s)
		}
		switch {
		case e.props.Get("RECURRENCE-ID") != nil:
			s.moved = append(s.moved, e)
		case s.master == nil || e.newer(s.master) > 0:
			s.master = e
		}
	}
	for s := range shared {
		s.uid += "|" + s.master.text("DTSTART")
	}
	return all
}

// events lays out what takes place when, and turns each occurrence into what it is about.
func (r *run) events(ctx context.Context, events []*event) error {
	for i, s := range r.gather(events) {
		if i%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		problems, dry := r.problems, r.dry
		all := r.layOut(s)
		if s.whole() && problems == r.problems && dry == r.dry && r.steps <= maxSteps {
			r.batch.Series = append(r.batch.Series, care.Series{Kinds: readKinds, Stem: s.uid, From: r.from, To: r.to})
		}
		for _, o := range all {
			if len(r.batch.Incoming) >= maxItems {
				r.full = true
				return nil
			}
			r.take(o)
		}
	}
	return nil
}

// whole tells whether the file says all that takes place under the UID, so that what an earlier
// file had more of is gone. A rule that could not be followed to its end says nothing of the kind.
func (s *series) whole() bool { return s.uid != "" && s.master != nil && !s.master.cancelled() }

// layOut is the occurrences of a series that take place. Those that don't are removed.
func (r *run) layOut(s *series) []occurrence {
	moved := r.moves(s)
	var all []occurrence
	if s.master != nil {
		all = r.ofMaster(s, moved)
	}
	for _, m := range moved { // those that the rule doesn't reach, or that come without it
		if m.used {
			continue
		}
		id := s.id(m.was.instant(), false)
		if m.event.cancelled() {
			r.remove(id)
			continue
		}
		all = r.add(all, occurrence{event: m.event, id: id, start: m.start.instant(), end: m.end(m.start), day: m.start.day})
	}
	return all
}

// add keeps an occurrence unless it was over before the days that are read.
func (r *run) add(all []occurrence, o occurrence) []occurrence {
	if !o.end.After(r.from) && o.start.Before(r.from) {
		r.old++
		return all
	}
	return append(all, o)
}

// id names an occurrence. The first of a series has the UID alone, so that a single event that
// begins to recur stays the one that it was.
func (s *series) id(was time.Time, first bool) string {
	if s.uid == "" || first {
		return s.uid
	}
	return s.uid + "|" + was.UTC().Format("20060102T150405Z")
}

// span is when an event takes place: its start, and how far its end lies from it on the wall.
type span struct {
	start  stamp
	length time.Duration // by the wall's clock
	exact  time.Duration // by the sun; 0 where the wall decides
}

// end is the end of an occurrence that begins at from. A visit from 22 to 07 ends at 07 on the
// nights too when clocks change: schedules mean what the clock shows.
func (s span) end(from stamp) time.Time {
	length := cmp.Or(from.length, s.length)
	start := from.instant()
	if s.exact > 0 && from.length == 0 {
		return start.Add(s.exact)
	}
	if end := from.on(from.wall.Add(length)); !end.Before(start) {
		return end
	}
	return start.Add(length)
}

// spanOf reads when an event takes place; false when it can't be told, which is told to the reader.
func (r *run) spanOf(e *event) (span, bool) {
	start, ok := readStamp(e.props.Get("DTSTART"), e.cal)
	if !ok || start.wall.Year() < 1900 { // earlier ones stand for none
		r.fail(e.row, "ical_no_start")
		return span{}, false
	}
	r.unknown = r.unknown || start.lost
	s := span{start: start}
	if start.day {
		s.length = 24 * time.Hour
	}
	if prop := e.props.Get("DTEND"); prop != nil {
		end, ok := readStamp(prop, e.cal)
		if !ok {
			r.warn(e.row, "DTEND", "ical_end_unread")
			return s, true
		}
		switch exact := end.instant().Sub(start.instant()); {
		case exact < 0 || exact > maxLength:
			r.fail(e.row, "ical_end")
			return span{}, false
		case end.zone == start.zone && !end.wall.Before(start.wall):
			if length := end.wall.Sub(start.wall); length > 0 {
				s.length = length
			}
		default:
			s.exact = exact
		}
		return s, true
	}
	if prop := e.props.Get("DURATION"); prop != nil {
		if length, ok := readLength(prop.Value); ok {
			s.length = length
		} else {
			r.warn(e.row, "DURATION", "ical_end_unread")
		}
	}
	return s, true
}

// ofMaster is the occurrences of the event that gives the series its rule.
func (r *run) ofMaster(s *series, moved []*move) []occurrence {
	e := s.master
	at, ok := r.spanOf(e)
	if !ok {
		return nil
	}
	starts := r.starts(e, at)
	excluded := newExcluded(readStamps(e.props.Values("EXDATE"), e.cal))
	var all []occurrence
	for _, from := range starts {
		was := from.instant()
		id := s.id(was, from.wall.Equal(at.start.wall))
		o := occurrence{event: e, id: id, start: was, end: at.end(from), day: at.start.day}
		m := moveOf(moved, from)
		switch {
		case m != nil:
			m.used = true
			if !e.cancelled() || m.event.newer(e) > 0 {
				o = m.apply(o, from)
			}
		case excluded.holds(from):
			r.remove(id)
			continue
		}
		if o.event.cancelled() {
			r.remove(id)
			continue
		}
		if len(all) >= maxItems {
			r.full = true
			return all
		}
		all = r.add(all, o)
	}
	return all
}

// starts is when the occurrences of an event begin, by its rule and its list of further dates.
func (r *run) starts(e *event, at span) []stamp {
	starts := []stamp{at.start}
	rules := e.props.Values("RRULE")
	if len(rules) > 0 {
		from, to := r.walls()
		rule, ok := parseRule(rules[0].Value)
		if ok {
			var walls []time.Time
			var more bool
			walls, more, ok = r.lay(rule, at.start, from.Add(-at.length), to)
			if more {
				r.beyond++
			}
			if ok {
				starts = starts[:0]
			}
			if ok && len(walls) == 0 && !more {
				r.old++
			}
			for _, wall := range walls {
				starts = append(starts, stamp{wall: wall, day: at.start.day, zone: at.start.zone})
			}
		}
		if !ok || len(rules) > 1 {
			r.fail(e.row, "ical_rule")
		}
	}
	for _, extra := range readStamps(e.props.Values("RDATE"), e.cal) {
		extra.day = at.start.day
		if !slices.ContainsFunc(starts, func(s stamp) bool { return s.wall.Equal(extra.wall) }) {
			starts = append(starts, extra)
		}
	}
	return starts
}

// walls are the days that are laid out, as wall times.
func (r *run) walls() (from, to time.Time) {
	wall := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return wall(r.from), wall(r.to)
}

package care

import (
	"strings"
	"time"
)

// Standing is how new what the binder knows is, more finely than by kind: by source, and for
// schedules by day and route. Times are those at which the data left its source, in UTC.
type Standing struct {
	// Sources are the newest full lists: by source and kind ("table.persons#1a2b3c4d|person").
	Sources map[string]time.Time `json:"sources,omitempty"`
	// Routes are the newest schedules: by day and route ("2026-11-23|Slinga 4").
	Routes map[string]time.Time `json:"routes,omitempty"`
}

// NewStanding knows nothing.
func NewStanding() Standing {
	return Standing{Sources: map[string]time.Time{}, Routes: map[string]time.Time{}}
}

// Take notes what a file stood for; older times change nothing.
func (s Standing) Take(newer Standing) {
	noteNewest(s.Sources, newer.Sources)
	noteNewest(s.Routes, newer.Routes)
}

func noteNewest(known, more map[string]time.Time) {
	for key, at := range more {
		if at.After(known[key]) {
			known[key] = at
		}
	}
}

// longPast is how long the standing of a day's schedule is kept after the day, in days.
const longPast = 40

// Current is the standing without schedules of days long past.
func (s Standing) Current(now time.Time) Standing {
	kept := Standing{Sources: s.Sources, Routes: map[string]time.Time{}}
	oldest := dayKey(NextDay(now, -longPast))
	for key, at := range s.Routes {
		if day, _, _ := strings.Cut(key, "|"); day >= oldest {
			kept.Routes[key] = at
		}
	}
	return kept
}

// Schedules is how old the schedule of a day is: the oldest of its routes that have visits then;
// zero when no visit of the day says.
func (r *Replica) Schedules(day time.Time, s Standing) time.Time {
	var oldest time.Time
	for _, v := range r.VisitsOn(day) {
		at := s.Routes[routeKey(v)]
		if at.IsZero() {
			at = v.AsOf
		}
		if oldest.IsZero() || at.Before(oldest) {
			oldest = at
		}
	}
	return oldest
}

func dayKey(day time.Time) string { return day.In(Stockholm).Format(time.DateOnly) }

func routeKey(v *Visit) string { return dayKey(v.Start) + "|" + v.RouteName() }

func sourceKey(source string, kind Kind) string { return source + "|" + string(kind) }

// confirmed is when the source of a known item last said that it is so.
func (rec *reconciler) confirmed(item Item) time.Time {
	m := item.ItemMeta()
	at := m.AsOf
	listed := rec.Standing.Sources[sourceKey(m.Source, item.ItemKind())]
	if v, ok := item.(*Visit); ok {
		listed = rec.routeTime(v)
	}
	if !m.Gone() && listed.After(at) {
		at = listed
	}
	return at
}

// sameMoment is how far apart files may be that count as made together: of them the last one
// read has the last word.
const sameMoment = time.Minute

// leftBefore tells whether the file left its source before a time.
func (rec *reconciler) leftBefore(at time.Time) bool { return at.Sub(rec.asOf) > sameMoment }

// isOlder tells whether what the file says of a known item was said before what is known.
func (rec *reconciler) isOlder(known Item) bool {
	return !rec.TakeOlder && rec.leftBefore(rec.confirmed(known))
}

// listedSince tells whether a newer full list, or a newer schedule of the day and route, did not
// hold an item that this file brings: it must not come back.
func (rec *reconciler) listedSince(item Item) bool {
	if rec.TakeOlder {
		return false
	}
	if v, ok := item.(*Visit); ok {
		return rec.leftBefore(rec.routeTime(v))
	}
	return rec.leftBefore(rec.Standing.Sources[sourceKey(rec.source(item.ItemKind()), item.ItemKind())])
}

// routeTime is how new the known schedule of a visit's day and route is, remembered: a file has
// few of them and many visits.
func (rec *reconciler) routeTime(v *Visit) time.Time {
	if len(rec.Standing.Routes) == 0 {
		return time.Time{}
	}
	of := routeDay{numberOf(v.Start), v.RouteName()}
	at, known := rec.routeTimes[of]
	if !known {
		at = rec.Standing.Routes[routeKey(v)]
		rec.routeTimes[of] = at
	}
	return at
}

// standing is what the file stands for once it has come in.
func (rec *reconciler) standing() Standing {
	s := NewStanding()
	if rec.asOf.IsZero() || !(rec.batch.FullList || rec.batch.Everything) {
		return s
	}
	for _, kind := range rec.batch.Kinds {
		if kind != KindVisit && kind != KindShift {
			s.Sources[sourceKey(rec.source(kind), kind)] = rec.asOf
		}
	}
	for at := range rec.span() {
		s.Routes[dayKey(at.day.midnight())+"|"+at.route] = rec.asOf
	}
	return s
}

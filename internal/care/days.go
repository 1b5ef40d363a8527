package care

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// RouteDay is one route's visits of a day in order of time.
type RouteDay struct {
	Route  string
	Visits []*Visit
}

// RoutesOn groups the visits of a day by route. A route that works through the night is shown
// whole: visits after midnight, until nightEnds on the next day, stand last on it. They stand
// first on the next day's list of the same route too, so that no list lacks them.
func (r *Replica) RoutesOn(t time.Time) []RouteDay {
	byRoute := r.shifts(t, (*Visit).RouteName)
	routes := make([]RouteDay, 0, len(byRoute))
	for route, visits := range byRoute {
		routes = append(routes, RouteDay{Route: route, Visits: visits})
	}
	slices.SortFunc(routes, func(x, y RouteDay) int { return CompareNatural(x.Route, y.Route) })
	return routes
}

// StaffDay is what one member of staff does on a day, in order of time. Staff is empty for what
// nobody has been set to do; Shifts are their hours, as far as a source gives them.
type StaffDay struct {
	Staff  string
	Visits []*Visit
	Shifts []*Workshift // by start
}

// StaffOn groups the visits of a day by who makes them, nights whole as in RoutesOn. Who works
// without visits is there too; what nobody has been set to do stands last.
func (r *Replica) StaffOn(t time.Time) []StaffDay {
	visits := r.shifts(t, func(v *Visit) string { return strings.TrimSpace(v.Staff) })
	hours := map[string][]*Workshift{}
	for _, item := range r.items[KindShift] {
		s := item.(*Workshift)
		if name := strings.TrimSpace(s.Staff); name != "" && !s.Gone() && Day(s.Start).Equal(Day(t)) {
			hours[name] = append(hours[name], s)
			if _, there := visits[name]; !there {
				visits[name] = nil
			}
		}
	}
	days := make([]StaffDay, 0, len(visits))
	for name, theirs := range visits {
		slices.SortFunc(hours[name], func(x, y *Workshift) int { return cmp.Or(x.Start.Compare(y.Start), cmp.Compare(x.ID, y.ID)) })
		days = append(days, StaffDay{Staff: name, Visits: theirs, Shifts: hours[name]})
	}
	slices.SortFunc(days, func(x, y StaffDay) int {
		if (x.Staff == "") != (y.Staff == "") {
			return boolFirst(y.Staff == "", x.Staff == "")
		}
		return CompareNatural(x.Staff, y.Staff)
	})
	return days
}

// shifts are the visits of a day by whom name says, with what is left of the night.
func (r *Replica) shifts(t time.Time, name func(*Visit) string) map[string][]*Visit {
	by, nightly := map[string][]*Visit{}, map[string]bool{}
	for _, v := range r.VisitsOn(t) {
		by[name(v)] = append(by[name(v)], v)
		if !v.AnyTime && v.Start.In(Stockholm).Hour() >= nightBegins {
			nightly[name(v)] = true
		}
	}
	for _, v := range r.VisitsOn(NextDay(t, 1)) {
		if nightly[name(v)] && !v.AnyTime && v.Start.In(Stockholm).Hour() < nightEnds {
			by[name(v)] = append(by[name(v)], v)
		}
	}
	return by
}

// A route works through the night when it has visits that start at nightBegins or later; its
// visits before nightEnds on the next morning belong to the same night. Hours in Stockholm.
const (
	nightBegins = 21
	nightEnds   = 7
)

package ical

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"avbrottsparm/internal/care"
)

// about is what an event says, the same for all its occurrences.
type about struct {
	title   string
	means   meaning
	who     person
	details details
	medical bool
}

func (r *run) about(e *event) *about {
	if e.about == nil {
		a := &about{title: e.text("SUMMARY"), details: detailsOf(e)}
		a.who = r.whom(e, a.details)
		a.means = e.means(a.who)
		if r.namesOthers(e, a.who) {
			r.warn(e.row, "SUMMARY", "ical_several")
		}
		a.medical = says(a.title+" / "+written(e.props.Get("DESCRIPTION")), medicalWords)
		e.about = a
	}
	return e.about
}

// take turns an occurrence into what it is about.
func (r *run) take(o occurrence) {
	a := r.about(o.event)
	switch a.means {
	case meansVisit:
		r.visit(o, a)
	case meansAbsence:
		r.absence(o, a.who)
	case meansOutage:
		r.outage(o)
	default:
		if n := len(r.leftOut); n == 0 || r.leftOut[n-1] != o.event.row {
			r.leftOut = append(r.leftOut, o.event.row)
		}
	}
}

// visit is an event of a schedule: a visit to a person, a pause, or other work.
func (r *run) visit(o occurrence, a *about) {
	e, title, who, d := o.event, a.title, a.who, a.details
	v := &care.Visit{
		Start: o.start, End: o.end, AnyTime: o.day, Kind: care.VisitVisit, Name: who.rest,
		Route: r.route(e, d), Staff: cmp.Or(d.staff, staff(e, who)), Service: d.services, Keys: d.keys, Double: d.double,
		Text: strings.Join(d.note, "\n"), Place: cmp.Or(d.place, e.text("LOCATION")), Medical: a.medical,
	}
	if v.AnyTime {
		v.End = v.Start
	}
	v.Name = strings.Trim(doubleWords.ReplaceAllString(v.Name, ""), " ,-–")
	if who.key.Empty() {
		v.Kind, v.Name = care.VisitOther, title
		switch {
		case says(title, pauseWords):
			v.Kind = care.VisitPause
		case says(strings.Join(values(e.props.Values("CATEGORIES")), " / "), visitWords):
			r.warn(e.row, "SUMMARY", "ical_no_person")
		}
	}
	r.keep(v, o, who.key)
}

var scheduleWord = regexp.MustCompile(`(?i)^(?:schema|schemat|schedule|kalender)(?:\s+för)?\s*[:–-]?\s+|\s+(?:[–-]\s*)?(?:schema|schedule|kalender)$`)

// route is the slinga of a visit: what its text says, else a category that is one, else the
// calendar's name.
func (r *run) route(e *event, d details) string {
	if d.route != "" {
		return d.route
	}
	for _, category := range values(e.props.Values("CATEGORIES")) {
		if says(category, routeWords) {
			return category
		}
	}
	if name := scheduleWord.ReplaceAllString(e.cal.name, ""); name != "" {
		return name
	}
	return e.cal.name
}

// staff are the participants of an event by name, or who called it. Rooms, and the person who is
// visited, are none.
func staff(e *event, who person) string {
	var names []string
	for _, p := range e.props.Values("ATTENDEE") {
		name := oneLine(p.Params.Get("CN"))
		kind := strings.ToUpper(p.Params.Get("CUTYPE"))
		declined := strings.EqualFold(p.Params.Get("PARTSTAT"), "DECLINED")
		if name == "" || declined || kind == "ROOM" || kind == "RESOURCE" || strings.ContainsAny(name, "@0123456789") ||
			care.FoldName(name) == care.FoldName(who.key.Name) || slices.Contains(names, name) || len(names) >= 10 {
			continue
		}
		names = append(names, name)
	}
	if len(names) > 0 {
		return strings.Join(names, ", ")
	}
	if by := e.props.Get("ORGANIZER"); by != nil {
		if name := oneLine(by.Params.Get("CN")); !strings.ContainsAny(name, "@") && care.FoldName(name) != care.FoldName(who.key.Name) {
			return name
		}
	}
	return ""
}

// absence is an event that says that a person is away.
func (r *run) absence(o occurrence, who person) {
	until := o.end
	if o.day { // the midnight after the last day
		until = care.NextDay(o.end, -1)
	}
	r.keep(&care.Absence{
		From: o.start, To: until, Reason: cmp.Or(who.rest, o.event.text("SUMMARY")),
		Note: written(o.event.props.Get("DESCRIPTION")),
	}, o, who.key)
}

// outage is a planned stop of a system.
func (r *run) outage(o occurrence) {
	e := o.event
	stop := &care.PlannedOutage{
		Start: o.start, End: o.end, AllDay: o.day, Title: e.text("SUMMARY"),
		Text: written(e.props.Get("DESCRIPTION")), Place: e.text("LOCATION"),
	}
	if stop.Title == "" {
		stop.Title = cmp.Or(firstRow(stop.Text), e.cal.name)
	}
	r.keep(stop, o, care.PersonKey{})
}

func firstRow(text string) string {
	row, _, _ := strings.Cut(text, "\n")
	return row
}

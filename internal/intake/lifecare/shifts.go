package lifecare

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

type (
	wireShift struct {
		ID                                   ident `json:"Id"`
		ModificationTime, StartTime, EndTime string
		TypeOfTransportation                 string
		PlannedActivities                    []wireActivity
		Personnel                            *wireName
		IsRevoked                            flag
	}
	wireActivity struct {
		ID                             ident `json:"Id"`
		StartTime                      string
		Duration, TraveltimeToActivity length
		ActivityName, Description      string
		MedicalReminder                flag
		TypeOfPlannedActivity          string
		StartPosition, EndPosition     *struct{ Address *wireAddress }
		Client                         *wireShiftClient
		KeyInfos                       []struct{ TypeOfKeyInfo, Value string }
		ServiceItems                   []struct{ Type, Category struct{ Text string } }
	}
	wireShiftClient struct {
		PersonID ident `json:"PersonId"`
		wireName
		wireReach
	}
)

// shift reads a work shift with its activities. Its times are local; only the time of
// modification is in UTC. That one says nothing about how fresh the answer is: a schedule that
// nobody has changed since yesterday is as fresh as the answer itself.
func (r *run) shift(w wireShift) {
	if _, ok := readTime(w.ModificationTime, true); !ok {
		r.warn("ModificationTime", "unknown_value")
	}
	if w.IsRevoked {
		r.remove(care.KindShift, string(w.ID), care.PersonKey{})
		return
	}
	shift := &care.Workshift{Transport: transport(w.TypeOfTransportation)}
	if w.Personnel != nil {
		shift.Staff = w.Personnel.plain()
	}
	if !r.shiftHours(shift, w) {
		return
	}
	r.keep(shift, string(w.ID), care.PersonKey{})
	for _, activity := range w.PlannedActivities {
		r.activity(activity, shift)
	}
}

// shiftHours reads when the shift begins and ends. Where one of the times is missing or wrong, the shift
// is as long as its activities, which are worth more than it. It is false when nothing tells.
func (r *run) shiftHours(shift *care.Workshift, w wireShift) bool {
	start, startOK := readTime(w.StartTime, false)
	end, endOK := readTime(w.EndTime, false)
	first, last := span(w.PlannedActivities)
	startOK, endOK = startOK && !start.IsZero(), endOK && !end.IsZero()
	backwards := startOK && endOK && end.Before(start)
	shift.Start, shift.End = start, end
	field, code := "", ""
	if !startOK {
		shift.Start, field, code = first, "StartTime", "bad_date"
	}
	if !endOK {
		shift.End, field, code = last, "EndTime", "bad_date"
	}
	if backwards || startOK != endOK && shift.End.Before(shift.Start) {
		shift.Start, shift.End, field, code = first, last, "EndTime", "end_before_start"
	}
	switch {
	case code == "":
		return true
	case first.IsZero():
		r.fail(field, code)
		return false
	}
	r.warn(field, "shift_as_visits")
	return true
}

// span is from the first start to the last end of activities; zero without any that can be read.
func span(activities []wireActivity) (first, last time.Time) {
	for _, activity := range activities {
		start, ok := readTime(activity.StartTime, false)
		if !ok || start.IsZero() {
			continue
		}
		if first.IsZero() || start.Before(first) {
			first = start
		}
		if end := start.Add(activity.Duration.Duration); end.After(last) {
			last = end
		}
	}
	return first, last
}

func transport(s string) string {
	if s = line(s); strings.EqualFold(s, "Unknown") {
		return ""
	}
	return s
}

// activity reads one activity of a shift. Each fails alone.
func (r *run) activity(w wireActivity, shift *care.Workshift) {
	v := &care.Visit{
		Kind: activityKind(w), Staff: shift.Staff, ShiftID: shift.SourceID,
		Name: line(w.ActivityName), Text: clean(plainText(w.Description)),
		Travel: w.TraveltimeToActivity.Duration, Medical: bool(w.MedicalReminder),
	}
	var ok bool
	if v.Start, ok = readTime(w.StartTime, false); !ok || v.Start.IsZero() {
		r.fail("PlannedActivities.StartTime", "bad_date")
		return
	}
	if w.Duration.odd || w.TraveltimeToActivity.odd {
		r.warn("PlannedActivities.Duration", "unknown_value")
	}
	v.End = v.Start.Add(w.Duration.Duration)
	r.services(v, w)
	for _, k := range w.KeyInfos {
		r.addKey(v, k.TypeOfKeyInfo, line(k.Value))
	}
	var key care.PersonKey
	if w.Client != nil {
		key = r.key(w.Client.PersonID, w.Client.plain())
		key.Street = w.Client.openStreet()
	}
	if v.Kind == care.VisitVisit {
		if key.Empty() {
			r.fail("PlannedActivities.Client", "no_person")
			return
		}
		v.Place = place(w)
	} else {
		key = care.PersonKey{}
	}
	r.keep(v, string(w.ID), key)
}

var pauseName = regexp.MustCompile(`(?i)^\W*(rast|paus|lunch|fika)`)

// activityKind goes by the type, and where that is undefined by whether there is a client.
func activityKind(w wireActivity) care.VisitKind {
	switch w.TypeOfPlannedActivity {
	case "Visit":
		return care.VisitVisit
	case "MiscPersonnelJob":
		return care.VisitOther
	case "Pause":
		return care.VisitPause
	}
	switch {
	case w.Client != nil:
		return care.VisitVisit
	case pauseName.MatchString(w.ActivityName):
		return care.VisitPause
	}
	return care.VisitOther
}

// place is where the activity is, unless the address is protected.
func place(w wireActivity) string {
	if w.Client != nil {
		for _, a := range w.Client.Addresses {
			if a.Protected {
				return ""
			}
		}
	}
	for _, position := range []*struct{ Address *wireAddress }{w.StartPosition, w.EndPosition} {
		if position != nil && position.Address != nil {
			if address := (wireReach{Addresses: []wireAddress{*position.Address}}).addresses(); len(address) > 0 {
				return address[0].Line()
			}
		}
	}
	if w.Client != nil {
		if addresses := w.Client.addresses(); len(addresses) > 0 {
			return addresses[0].Line()
		}
	}
	return ""
}

// openStreet is where the client lives, unless an address is protected: a person who isn't in the
// binder yet would get it as an open one.
func (w wireShiftClient) openStreet() string {
	addresses := w.addresses()
	if len(addresses) == 0 || slices.ContainsFunc(addresses, func(a care.Address) bool { return a.Protected }) {
		return ""
	}
	return addresses[0].Street
}

// double is what planners write where a visit takes two.
var double = regexp.MustCompile(`(?i)dubbel\s*-?\s*bem\w*\.?\s*:?\s*(?:(\d)\s*/\s*(\d))?`)

// services are the service items; a mark of double staffing among them, in the name or in the
// description becomes the visit's own.
func (r *run) services(v *care.Visit, w wireActivity) {
	for _, item := range w.ServiceItems {
		service := line(item.Type.Text)
		if service == "" {
			service = line(item.Category.Text)
		}
		switch {
		case service == "":
		case double.FindString(service) == service:
			v.Double = half(service)
		default:
			v.Service = append(v.Service, service)
		}
	}
	for _, said := range []string{v.Name, v.Text} {
		if v.Double == "" && double.MatchString(said) {
			v.Double = half(said)
		}
	}
}

// half is "1/2" of "DUBBELBEMANNING 1/2", and "?/2" where only the word stands.
func half(said string) string {
	if m := double.FindStringSubmatch(said); m != nil && m[1] != "" {
		return m[1] + "/" + m[2]
	}
	return "?/2"
}

// addKey takes a key of one of the four kinds.
func (r *run) addKey(v *care.Visit, kind, value string) {
	if value == "" {
		return
	}
	for _, known := range []care.KeyKind{care.ClientKeyCode, care.ClientKeyNumber, care.ActivityKeyCode, care.ActivityKeyNumber} {
		if strings.EqualFold(kind, string(known)) {
			v.Keys = append(v.Keys, care.KeyInfo{Kind: known, Value: value})
			return
		}
	}
	r.warn("KeyInfos.TypeOfKeyInfo", "unknown_value")
}

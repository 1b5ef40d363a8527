package desk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// Kind is a sort of entry as it is offered.
type Kind struct {
	Kind entry.Kind
	Form form.Form
	// Closed says that it lies in an area that the opener has no key for.
	Closed bool
}

// WriteKinds are the sorts of entry in the order in which they are offered; none for who may not write.
func (s *Session) WriteKinds() []Kind {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightWrite) != nil {
		return nil
	}
	var list []Kind
	for _, k := range s.desk.Kinds.Offered() {
		f, _ := s.desk.Kinds.Form(k)
		list = append(list, Kind{Kind: k, Form: f, Closed: !s.opens(k)})
	}
	return list
}

// opens tells whether the opener has an area in which entries of the kind can lie.
func (s *Session) opens(k entry.Kind) bool {
	return slices.ContainsFunc(s.desk.Kinds.Walls(k), func(area access.Area) bool { return s.mayOpen(area) == nil })
}

// Beginning is what an entry is begun from. Everything may be left out: what is not said is left to the
// author.
type Beginning struct {
	Kind     entry.Kind
	PersonID string    // id or personal identity number
	Day      time.Time // the day of the event, where only that is known
	VisitID  string    // the planned visit
	Paper    string    // the number of the paper that it is written down from
}

// Begin gives a new entry with all that is known already: of a visit its times, services and person, of
// a numbered paper its kind, person and number. Nothing is stored until it is saved. Faults:
// "entry.no_kind", "access.closed", "person.unknown", "person.ambiguous", "writing.no_visit",
// "custody.number", "custody.unknown", "writing.not_written_on".
func (s *Session) Begin(b Beginning) (entry.Entry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightWrite); err != nil {
		return entry.Entry{}, err
	}
	return s.begun(b)
}

func (s *Session) begun(b Beginning) (entry.Entry, error) {
	e := entry.Entry{ID: newEntryID(), Kind: b.Kind, Author: s.me()}
	if strings.TrimSpace(b.Paper) != "" {
		if err := s.fromPaper(&e, b.Paper); err != nil {
			return entry.Entry{}, err
		}
	}
	var visit *care.Visit
	if id := strings.TrimSpace(b.VisitID); id != "" {
		item, ok := s.replica.Get(care.KindVisit, id)
		if !ok {
			return entry.Entry{}, text.NewFault("writing.no_visit")
		}
		visit = item.(*care.Visit)
		if e.Kind == "" {
			e.Kind = entry.KindAttendance
		}
		e.PersonID, e.Visit = visit.PersonID, visit.ID
	}
	if b.PersonID != "" {
		p, err := s.person(b.PersonID)
		if err != nil {
			return entry.Entry{}, err
		}
		e.PersonID = p.ID
	}
	if e.Kind == "" {
		e.Kind = entry.KindNote
	}
	f, ok := s.desk.Kinds.Form(e.Kind)
	if !ok {
		return entry.Entry{}, text.NewFault("entry.no_kind")
	}
	if !s.opens(e.Kind) {
		return entry.Entry{}, s.mayOpen(s.desk.Kinds.Walls(e.Kind)[0])
	}
	e = s.desk.Kinds.Within(e, func(area access.Area) bool { return s.mayOpen(area) == nil })
	e.Form = f.Version
	if visit != nil {
		s.fromVisit(&e, visit)
	}
	return e, nil
}

// fromVisit fills in what the plan says of a visit.
func (s *Session) fromVisit(e *entry.Entry, v *care.Visit) {
	if !v.AnyTime {
		e.EventTime = v.Start.In(care.Stockholm)
		s.fill(e, "end", v.End.In(care.Stockholm).Format("15:04"))
	}
	s.fill(e, "services_done", strings.Join(v.Service, ", "))
	s.fill(e, "double", map[bool]string{true: "yes", false: "no"}[v.Double != ""])
	s.fill(e, "second_name", s.colleague(v))
	if length := v.End.Sub(v.Start); length > 0 {
		s.fill(e, "cancelled_minutes", strconv.Itoa(int(length.Minutes())))
	}
}

// colleague is who makes the other half of a double-staffed visit; empty where the plan doesn't say.
func (s *Session) colleague(v *care.Visit) string {
	for _, other := range s.replica.VisitsOf(v.PersonID, v.Day(), care.NextDay(v.Start, 1)) {
		if care.SameVisit(v, other) && !access.SameName(other.Staff, s.user.Name) {
			return strings.TrimSpace(other.Staff)
		}
	}
	return ""
}

// fill sets a field that the kind has and that nothing was written in.
func (s *Session) fill(e *entry.Entry, id, value string) {
	f, _ := s.desk.Kinds.Form(e.Kind)
	if value == "" || e.Values[id] != "" || !slices.ContainsFunc(f.EntryFields(), func(field form.Field) bool { return field.ID == id }) {
		return
	}
	if e.Values == nil {
		e.Values = map[string]string{}
	}
	e.Values[id] = value
}

// fromPaper fills in what is known of a numbered paper.
func (s *Session) fromPaper(e *entry.Entry, code string) error {
	slip, err := s.slip(code)
	if err != nil {
		return err
	}
	if slip.Sort != custody.SortForm {
		return text.NewFault("writing.not_written_on", "number", slip.Number)
	}
	if e.Kind == "" {
		e.Kind = s.kindOfPaper(slip.Kind)
	}
	if e.Kind == "" {
		return text.NewFault("writing.not_written_on", "number", slip.Number)
	}
	e.PersonID, e.Paper = slip.Person, &entry.Paper{Number: slip.Number.String()}
	return nil
}

// kindOfPaper is the sort of entry that a paper is written down as: that of its own form, or else the
// first that names it; one that the opener may write before one that they may not.
func (s *Session) kindOfPaper(paper string) entry.Kind {
	var found []entry.Kind
	for _, k := range s.desk.Kinds.Offered() {
		if f, _ := s.desk.Kinds.Form(k); f.ID == paper {
			found = slices.Insert(found, 0, k)
		} else if slices.Contains(f.Entry.Paper, paper) {
			found = append(found, k)
		}
	}
	for _, k := range found {
		if s.opens(k) {
			return k
		}
	}
	if len(found) > 0 {
		return found[0]
	}
	return ""
}

// VisitToSign is a planned visit that nobody has written attendance of yet.
type VisitToSign struct {
	Visit      *care.Visit
	PersonName string
	// Entry is what there is to sign: the opener's own draft of it, or a new one with what was planned.
	Entry entry.Entry
}

// VisitsToSign are the planned visits of the day on which t falls without attendance, by start. An empty
// route or name of staff means all. None for who may not write.
func (s *Session) VisitsToSign(t time.Time, route, staff string) []VisitToSign {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightWrite) != nil || s.may(access.RightRead) != nil {
		return nil
	}
	written := map[string]bool{}
	for _, w := range s.backlog.List(func(w *entry.Tracked) bool { return w.Kind == entry.KindAttendance && w.Visit != "" && live(w) }) {
		written[w.Visit] = true
	}
	var list []VisitToSign
	for _, v := range s.replica.VisitsOn(t) {
		if v.PersonID == "" || written[v.ID] || (route != "" && v.RouteName() != route) || (staff != "" && !access.SameName(v.Staff, staff)) {
			continue
		}
		e, err := s.draftOf(v.ID)
		if err != nil {
			continue
		}
		_, name := s.subject(v.PersonID)
		list = append(list, VisitToSign{Visit: v, PersonName: name, Entry: e})
	}
	return list
}

// draftOf is the opener's draft of a visit's attendance, or a new entry.
func (s *Session) draftOf(visitID string) (entry.Entry, error) {
	for _, d := range s.drafts {
		if d.Visit == visitID && d.Kind == entry.KindAttendance && s.user.Is(d.Author.Identity) {
			return d, nil
		}
	}
	return s.begun(Beginning{Kind: entry.KindAttendance, VisitID: visitID})
}

// live tells whether an entry still says what happened: no newer version took its place, and it wasn't
// struck.
func live(t *entry.Tracked) bool {
	return t.State != entry.StateStruck && t.State != entry.StateCorrected
}

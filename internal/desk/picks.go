package desk

import (
	"cmp"
	"slices"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
)

// Picks are the answers that a field of an entry offers, without doubles; something else may always be
// written. Nothing for who may not read.
func (s *Session) Picks(e entry.Entry, p form.Pick) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightRead) != nil {
		return nil
	}
	var found []string
	switch p {
	case form.PickOrders:
		found = s.ordersOf(e)
	case form.PickMedicines:
		found = s.medicinesOf(e)
	case form.PickServices:
		found = s.servicesOf(e)
	case form.PickHeadlines:
		found = s.headlines()
	case form.PickStaff:
		found = s.staffNames(e)
	case form.PickKeys:
		found = s.keysOf(e.PersonID)
	case form.PickSystems:
		found = s.systems()
	}
	return unique(found)
}

func unique(found []string) []string {
	var out []string
	for _, one := range found {
		if one = strings.TrimSpace(one); one != "" && !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}

func (s *Session) ordersOf(e entry.Entry) []string {
	var titles []string
	s.replica.Each(care.KindHealthOrder, func(item care.Item) {
		if o := item.(*care.HealthOrder); o.PersonID == e.PersonID && e.PersonID != "" && o.Current(s.desk.now()) {
			titles = append(titles, cmp.Or(o.Title, o.Text, o.Code))
		}
	})
	slices.Sort(titles)
	return titles
}

func (s *Session) medicinesOf(e entry.Entry) []string {
	var names []string
	s.replica.Each(care.KindMedication, func(item care.Item) {
		if m := item.(*care.Medication); m.PersonID == e.PersonID && e.PersonID != "" && m.Current(s.desk.now()) {
			names = append(names, strings.Join(strings.Fields(m.Name+" "+m.Form+" "+m.Strength), " "))
		}
	})
	slices.Sort(names)
	return names
}

// servicesOf are what the visit holds that the entry was written from, or else what the person's visits
// of the day hold.
func (s *Session) servicesOf(e entry.Entry) []string {
	if item, ok := s.replica.Get(care.KindVisit, e.Visit); ok {
		return item.(*care.Visit).Service
	}
	at := e.EventTime
	if at.IsZero() {
		at = s.desk.now()
	}
	var services []string
	if e.PersonID != "" {
		for _, v := range s.replica.VisitsOf(e.PersonID, care.Day(at), care.NextDay(at, 1)) {
			services = append(services, v.Service...)
		}
	}
	return services
}

func (s *Session) headlines() []string {
	var names []string
	s.replica.Each(care.KindReference, func(item care.Item) {
		if r := item.(*care.Reference); r.What == care.ReferenceHeadline && !r.Inactive {
			names = append(names, r.Name)
		}
	})
	slices.Sort(names)
	return names
}

// staffNames are those who may open the binder, and those whom the day's schedule names.
func (s *Session) staffNames(e entry.Entry) []string {
	var names []string
	for _, u := range s.active() {
		names = append(names, u.Name)
	}
	at := e.EventTime
	if at.IsZero() {
		at = s.desk.now()
	}
	for _, v := range s.replica.VisitsOn(at) {
		names = append(names, v.Staff)
	}
	return names
}

// keysOf are a person's key numbers; those of a protected identity are not offered.
func (s *Session) keysOf(personID string) []string {
	p, ok := s.replica.Person(personID)
	if !ok || p.Protected {
		return nil
	}
	var numbers []string
	for _, key := range s.replica.KeysOf(p) {
		if key.IsNumber() {
			numbers = append(numbers, key.Value)
		}
	}
	return numbers
}

// systems are what the kinds' targets are called, by the way that leads to them: "Lifecare: ..." is Lifecare.
func (s *Session) systems() []string {
	var names []string
	for _, k := range s.desk.Kinds.Offered() {
		f, _ := s.desk.Kinds.Form(k)
		if name, _, named := strings.Cut(f.Entry.Target.Path.In(s.desk.Words.Lang()), ":"); named {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

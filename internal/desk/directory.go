package desk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// lookup finds what Lifecare knows by number by what the binder knows.
type lookup struct {
	unit       int // the binder's own; zero when it isn't known by its name
	staff      map[string][]DirectoryStaff
	headlines  map[string][]DirectoryHeadline
	executions map[string][]DirectoryExecution
}

func newLookup(d Directory, unit string) lookup {
	l := lookup{staff: map[string][]DirectoryStaff{}, headlines: map[string][]DirectoryHeadline{}, executions: map[string][]DirectoryExecution{}}
	for _, u := range d.Units {
		if u.Active && access.SameName(u.Name, unit) {
			l.unit = u.ID
		}
	}
	for _, p := range d.Staff {
		l.staff[nameKey(p.Name)] = append(l.staff[nameKey(p.Name)], p)
	}
	for _, h := range d.Headlines {
		if h.Active {
			l.headlines[nameKey(h.Name)] = append(l.headlines[nameKey(h.Name)], h)
		}
	}
	for _, e := range d.Executions {
		l.executions[e.Number] = append(l.executions[e.Number], e)
	}
	return l
}

// nameKey is a name as names are compared: case and spaces apart.
func nameKey(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// resolving finds everything that one entry needs to be sent, and notes what is missing.
type resolving struct {
	s    *Session
	look lookup
	t    *entry.Tracked
	row  *DeliveryRow
	// category is the service category of the execution; zero when it isn't known.
	category int
}

func (r *resolving) lacks(code string, pairs ...any) {
	r.row.Missing = append(r.row.Missing, text.NewFault("delivery."+code, pairs...))
}

// all resolves an entry for its way.
func (r *resolving) all() {
	t, now := r.t, r.s.desk.now()
	send := &r.row.sending
	*send = Sending{Way: r.row.Way, External: r.s.rootOf(t), Happened: t.EventTime, Written: t.WrittenTime, Signed: t.Paper == nil}
	if t.Paper != nil && !t.Paper.WrittenTime.IsZero() {
		send.Written = t.Paper.WrittenTime
	}
	r.standing(now)
	r.person()
	r.law()
	r.execution()
	r.unit()
	r.writer()
	switch r.row.Way {
	case form.ByNote:
		r.note()
	case form.ByVisit:
		r.visit()
	case form.ByMeal:
		r.meal()
	case form.ByDocumentation:
		r.documentation()
	}
}

// standing is about what keeps an entry with a person whatever its fields.
func (r *resolving) standing(now time.Time) {
	t := r.t
	switch {
	case r.s.claimedByOther(t, now) != nil:
		r.lacks("claimed")
	case t.Unvouched():
		r.lacks("stated")
	case !t.ReturnedAt.IsZero() && r.row.Way != form.ByVisit:
		r.lacks("returned")
	}
	if t.Clock == entry.ClockUncertain && !slices.Contains(t.Confirmed, "clock_uncertain") {
		r.lacks("clock")
	}
	for old := r.earlier(t); old != nil; old = r.earlier(old) {
		counted := r.row.Way == form.ByMeal || r.row.Way == form.ByVisit && old.Via != string(form.ByVisit)
		if !old.EnteredAt.IsZero() && counted {
			r.lacks("earlier_entered")
			return
		}
	}
}

// earlier is the version that one took the place of; nil for the first.
func (r *resolving) earlier(t *entry.Tracked) *entry.Tracked {
	if t.Corrects == "" {
		return nil
	}
	old, ok := r.s.backlog.Get(t.Corrects)
	if !ok || old == t {
		return nil
	}
	return old
}

// maxVersions bounds a chain of corrections that a damaged ledger could have made a ring.
const maxVersions = 1000

// rootOf is the id of the first version: Lifecare knows all versions of a visit by it.
func (s *Session) rootOf(t *entry.Tracked) string {
	root := t.ID
	for range maxVersions {
		old, ok := s.backlog.Get(t.Corrects)
		if t.Corrects == "" || !ok {
			break
		}
		root, t = old.ID, old
	}
	return root
}

func (r *resolving) person() {
	p, ok := r.s.replica.Person(r.t.PersonID)
	if !ok {
		r.lacks("no_person")
		return
	}
	r.row.PersonName = p.Name()
	if id, ok := care.ReadPersonalID(string(p.PersonalID), r.s.desk.now()); ok && len(id) == 12 {
		r.row.sending.Number = string(id)
	} else {
		r.lacks("no_number")
	}
	if r.row.Way != form.ByNote {
		return
	}
	var clients []int
	for _, n := range p.KnownAs {
		if id, err := strconv.Atoi(n.Number); err == nil && n.System == "lifecare" && id > 0 && !slices.Contains(clients, id) {
			clients = append(clients, id)
		}
	}
	if len(clients) == 1 {
		r.row.sending.Client = clients[0]
	} else {
		r.lacks("no_client")
	}
}

// law is under which law the entry was written: what was chosen in it, or the wall behind which it
// lies. A social note may be under either of two, which the execution then says.
func (r *resolving) law() {
	switch chosen := r.t.Values["law"]; {
	case chosen == "sol":
		r.row.sending.Law = "SoL"
	case chosen == "lss":
		r.row.sending.Law = "LSS"
	case chosen == "hsl", r.t.Wall() == access.AreaHealth:
		r.row.sending.Law = "HSL"
	}
}

// fits tells whether something of a law belongs to the entry.
func (r *resolving) fits(law string) bool {
	if r.row.sending.Law != "" {
		return strings.EqualFold(law, r.row.sending.Law)
	}
	return !strings.EqualFold(law, "HSL")
}

// execution is the one that held for the person when it happened, by its law.
func (r *resolving) execution() {
	day := care.Day(r.t.EventTime)
	var held []DirectoryExecution
	for _, e := range r.look.executions[r.row.sending.Number] {
		if r.fits(e.Law) && !e.Starts.After(day.AddDate(0, 0, 1)) && (e.Ends.IsZero() && !e.Ended || !e.Ends.IsZero() && !e.Ends.Before(day)) {
			held = append(held, e)
		}
	}
	if here := slices.DeleteFunc(slices.Clone(held), func(e DirectoryExecution) bool { return e.Unit != r.look.unit }); len(here) > 0 {
		held = here
	}
	switch {
	case len(held) == 1:
		r.row.sending.Execution = held[0].ID
		r.category = held[0].Category
		r.row.sending.Unit = held[0].Unit
		if r.row.sending.Law == "" {
			r.row.sending.Law = held[0].Law
		}
	case len(held) > 1:
		r.lacks("executions", "n", len(held))
	case r.row.Way != form.ByNote: // a note does without
		r.lacks("no_execution")
	}
}

// unit is the binder's own, or else the one of the execution.
func (r *resolving) unit() {
	if r.look.unit != 0 {
		r.row.sending.Unit = r.look.unit
	}
	if r.row.sending.Unit == 0 {
		r.lacks("no_unit", "unit", r.s.unit.Name)
	}
}

// writer is the member of staff who wrote it: the same name, and the same title or the same unit.
func (r *resolving) writer() {
	if r.row.Way == form.ByMeal {
		return
	}
	who := r.t.Writer()
	var found []DirectoryStaff
	for _, p := range r.look.staff[nameKey(who.Name)] {
		if access.SameName(p.Title, who.Title) || slices.Contains(p.Units, r.row.sending.Unit) {
			found = append(found, p)
		}
	}
	if both := slices.DeleteFunc(slices.Clone(found), func(p DirectoryStaff) bool {
		return !access.SameName(p.Title, who.Title) || !slices.Contains(p.Units, r.row.sending.Unit)
	}); len(both) == 1 {
		found = both
	}
	switch len(found) {
	case 0:
		r.lacks("no_staff")
	case 1:
		r.row.sending.Staff = found[0]
		if who.Title != "" {
			r.row.sending.Staff.Title = who.Title
		}
	default:
		r.lacks("staff_many", "n", len(found))
	}
}

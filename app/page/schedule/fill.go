package schedule

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/text"
)

// fill shows what was loaded.
func (s *screen) fill() {
	l := s.loaded
	if l == nil {
		return
	}
	d := &day{Schedule: l.Schedule, words: s.words, now: l.now, place: l.place, route: s.route}
	s.title.SetText(s.dayName(d))
	s.printDays.SetText(s.words.Say("schedule.print_days", "days", span(s.words, l.print)))
	s.fillRoutes()
	s.showAge()
	before, again := s.picked(), seen{d.Day, s.route, s.byPerson} == s.seen
	offset := s.list.GetScrollOffset()
	if s.byPerson {
		s.rows = d.byPerson()
	} else {
		s.rows = d.byRoute()
	}
	s.seen = seen{d.Day, s.route, s.byPerson}
	lines := make([]control.AgendaRow, len(s.rows))
	for i, r := range s.rows {
		lines[i] = r.AgendaRow
	}
	s.list.SetRows(lines)
	s.empty.RemoveAll()
	if len(s.rows) == 0 {
		s.empty.Add(s.nothing(d))
		s.sheet.Hide()
		return
	}
	s.sheet.Show()
	now := slices.IndexFunc(s.rows, func(r row) bool { return r.Kind == control.AgendaNow })
	switch {
	case again:
		s.list.PickQuietly(slices.IndexFunc(s.rows, before.same))
		s.list.ScrollToOffset(offset)
	case now > 0 && s.route != "":
		s.list.ScrollTo(now)
	}
}

// picked is the row where the keyboard is; the zero row when it is nowhere.
func (s *screen) picked() row {
	if i := s.list.Picked(); i >= 0 && i < len(s.rows) {
		return s.rows[i]
	}
	return row{}
}

func (s *screen) dayName(d *day) string {
	name := s.words.Day(d.Day)
	if d.today() {
		return s.words.Say("schedule.today_is", "day", name)
	}
	return name
}

// span names the days of a print: "fre 19 – mån 22 jun".
func span(w *text.Words, days []time.Time) string {
	first, last := days[0], days[len(days)-1]
	switch {
	case len(days) == 1:
		return w.DayShort(first)
	case first.Month() == last.Month():
		return w.Say("schedule.span_of_month", "weekday", w.Weekday(first), "n", first.Day(), "last", w.DayShort(last))
	}
	return w.Say("schedule.span", "first", w.DayShort(first), "last", w.DayShort(last))
}

// routeNames are the routes of the day, and the chosen one though it has no visits.
func (s *screen) routeNames() []string {
	var names []string
	for _, r := range s.loaded.Routes {
		names = append(names, r.Route)
	}
	if s.route != "" && !slices.Contains(names, s.route) {
		names = append(names, s.route)
	}
	return names
}

func (s *screen) fillRoutes() {
	names := s.routeNames()
	options := []string{s.words.Say("schedule.all_routes")}
	for _, name := range names {
		if name == "" {
			name = s.words.Say("schedule.no_route")
		}
		options = append(options, name)
	}
	chosen := 0
	if s.route != "" {
		chosen = slices.Index(names, s.route) + 1
	}
	s.setting = true
	s.routes.SetOptions(options)
	s.routes.SetSelectedIndex(chosen)
	s.setting = false
}

// showAge says how old the schedule is: on a line of its own, in red, when that is too old.
func (s *screen) showAge() {
	l := s.loaded
	age := page.Age(s.words, l.AsOf, l.now)
	fresh, old := "", ""
	switch {
	case !l.anything:
	case l.old:
		old = s.words.Say("schedule.age_old", "age", age)
	default:
		fresh = s.words.Say("schedule.age", "age", age)
	}
	s.age.SetText(fresh)
	s.old.SetText(old)
	s.third.Hidden = old == ""
	s.first.Refresh()
	s.second.Refresh()
	s.content.Refresh()
}

// nothing says why there are no visits and what belongs here.
func (s *screen) nothing(d *day) fyne.CanvasObject {
	w, l := s.words, s.loaded
	switch {
	case !l.anything:
		return control.NewEmpty(theme.FileIcon(), w.Say("schedule.never"), w.Say("schedule.never_what"),
			w.Say("schedule.read"), func() { s.host.Show(page.Place{Page: page.Intake}) })
	case len(d.Routes) > 0:
		return control.NewEmpty(nil, w.Say("schedule.route_free"), w.Say("schedule.route_free_what", "route", s.route), "", nil)
	}
	title := w.Say("schedule.none", "day", w.DayShort(d.Day))
	if l.freeDay {
		title = w.Say("schedule.none_free", "day", w.DayShort(d.Day))
	}
	what := w.Say("schedule.none_what")
	if len(l.days) > 0 {
		what = w.Say("schedule.holds", "first", w.DayShort(l.days[0]), "last", w.DayShort(l.days[len(l.days)-1]))
	}
	return control.NewEmpty(nil, title, what, "", nil)
}

// middleRow sets an object in the middle of the height, over the full width.
type middleRow struct{}

func (middleRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		high := o.MinSize().Height
		o.Resize(fyne.NewSize(size.Width, high))
		o.Move(fyne.NewPos(0, (size.Height-high)/2))
	}
}

func (middleRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// Package schedule is the screen "Schema": a day's visits by route or by person, nights whole, with
// the line of now, and the way to print the day or the days until someone plans again.
//
// It guarantees that the days of a print are named before anything is printed, and that a
// protected person's place and free text are nowhere on it.
package schedule

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// refreshEvery moves the line of now while the screen is shown.
const refreshEvery = time.Minute

type screen struct {
	host  page.Host
	words *text.Words

	day      time.Time // midnight in Stockholm; zero until the screen is opened
	route    string    // empty for all
	byPerson bool
	loaded   *loaded // nil until the first answer
	rows     []row
	seen     seen
	noted    time.Time // the day whose showing the access log has
	loading  *task.Latest[*loaded]
	stop     func()

	date      *control.DateField
	title     *control.Text
	age       *control.Text // of the schedule
	old       *control.Text // the same, when that is too old to rely on
	view      *control.Select
	routes    *control.Select
	printDay  *control.Button
	printDays *control.Button
	signs     *control.Button
	signing   *signing
	plan      *fyne.Container // the schedule itself
	first     *fyne.Container // the lines of tools
	second    *fyne.Container
	third     *fyne.Container // hidden while the schedule is fresh
	list      *control.AgendaList
	sheet     fyne.CanvasObject // the list and its frame
	empty     *fyne.Container   // why there is nothing in it
	content   fyne.CanvasObject
	setting   bool // the selects are being filled, not chosen from
}

// seen is what the list was made from, to tell another list from the same one brought up to date.
type seen struct {
	day      time.Time
	route    string
	byPerson bool
}

// loaded is a day as the desk tells it.
type loaded struct {
	desk.Schedule
	place    map[string]int
	days     []time.Time // that have visits
	print    []time.Time
	old      bool
	freeDay  bool // nobody works in the office
	now      time.Time
	anything bool // that a schedule has ever come in
}

// New makes the screen.
func New(h page.Host) page.Page {
	w := h.Words()
	s := &screen{host: h, words: w, loading: task.NewLatest[*loaded](h.Runner(), "schedule"), stop: func() {}, empty: container.NewStack()}
	s.age = control.NewText("", control.Style{Size: look.SizeSmall, Color: look.Quiet, Cut: true})
	s.old = control.NewText("", control.Style{Color: look.Outage, Bold: true, Wrap: true})
	s.title = control.NewText("", control.Style{Size: look.SizeLarge, Bold: true, Cut: true})
	s.date = control.NewDateField(w, func() time.Time { return h.Session().Now() })
	s.date.OnSubmitted = func(string) { s.typed() }
	s.date.OnFocus = func(has bool) {
		if !has {
			s.typed()
		}
	}
	s.view = control.NewSelect([]string{w.Say("schedule.by_route"), w.Say("schedule.by_person")}, "", nil)
	s.view.SetSelectedIndex(0)
	s.view.OnChanged = func(string) {
		s.byPerson = s.view.SelectedIndex() == 1
		s.fill()
	}
	s.routes = control.NewSelect([]string{w.Say("schedule.all_routes")}, "", nil)
	s.routes.OnChanged = s.chooseRoute
	s.printDay = control.NewButton(w.Say("schedule.print_day"), theme.DocumentPrintIcon(), func() { s.print(desk.PrintSchedule, s.route) })
	s.printDays = control.NewButton("", theme.DocumentPrintIcon(), func() { s.print(desk.PrintWeekend, "") })
	s.signs = control.NewButton(w.Say("signvisits.open"), theme.ConfirmIcon(), s.toSigning)
	s.signs.Hidden = h.Session().May(access.RightWrite) != nil
	s.list = control.NewAgendaList(s.choose)
	s.sheet = container.NewStack(control.NewPlate(look.Sheet, look.Line, 1, look.Corner), control.Padded(look.Step, s.list))
	// In this order, so that the Tab key comes to the tools before the list.
	tools := s.tools()
	s.plan = container.New(layout.NewBorderLayout(tools, nil, nil, nil), tools, container.NewStack(s.sheet, s.empty))
	s.signing = newSigning(h, func() []desk.VisitToSign { return h.Session().VisitsToSign(s.day, s.route, "") }, s.fromSigning)
	s.content = container.NewStack(s.plan, s.signing.content)
	return s
}

// tools are the two lines above the list: which day, and what of it.
func (s *screen) tools() fyne.CanvasObject {
	w := s.words
	step := func(icon fyne.Resource, key string, days int) fyne.CanvasObject {
		return control.NewButton(w.Say(key), icon, func() { s.goTo(care.NextDay(s.day, days)) })
	}
	width := func(o fyne.CanvasObject, characters float32) fyne.CanvasObject {
		return control.Wide(characters, o)
	}
	days := control.Beside(look.Gap, step(theme.NavigateBackIcon(), "schedule.before", -1), width(s.date, 8.4), step(theme.NavigateNextIcon(), "schedule.after", 1),
		control.NewButton(w.Say("schedule.today"), nil, func() { s.goTo(s.host.Session().Now()) }))
	chooses := control.Beside(look.Gap, width(s.view, 9.5), width(s.routes, 13))
	// The day stands over the age of the schedule: side by side, large type would cut the day.
	s.first = container.NewBorder(nil, nil, container.NewCenter(days), nil,
		container.New(layout.NewCustomPaddedLayout(0, 0, look.Space, 0), container.New(middleRow{}, control.Stack(0, s.title, s.age))))
	s.second = control.Flow(look.Gap, chooses, s.signs, s.printDay, s.printDays)
	s.third = container.NewStack(s.old)
	return control.Stack(look.Gap, s.first, s.second, s.third, control.Stack(0))
}

// Content is the screen.
func (s *screen) Content() fyne.CanvasObject { return s.content }

// Focus is the list, where the arrows walk the visits.
func (s *screen) Focus() fyne.Focusable {
	if s.signing.content.Visible() {
		return s.signing.list
	}
	return s.list
}

// Open shows a day: the one that is asked for, the one that was shown, or today.
func (s *screen) Open(at page.Place) {
	switch {
	case !at.Day.IsZero():
		s.day = care.Day(at.Day)
	case s.day.IsZero():
		s.day = care.Day(s.host.Session().Now())
	}
	if at.Route != "" {
		s.route = at.Route
	}
	if at.Part != page.ScheduleSign && (at.Route != "" || !at.Day.IsZero()) { // a day is asked for, not the visits to sign
		s.signing.content.Hide()
		s.plan.Show()
	}
	if s.signing.content.Visible() && !s.signing.review.content.Visible() {
		s.signing.renew() // one of them may have been written for itself
	}
	s.noted = time.Time{}
	s.stop()
	s.stop = s.host.Runner().Every(refreshEvery, s.load)
	s.load()
	if at.Part == page.ScheduleSign && !s.signing.content.Visible() && !s.signs.Hidden {
		s.toSigning()
	}
}

// toSigning shows the visits of the day to sign in the place of the schedule.
func (s *screen) toSigning() {
	s.signing.open()
	s.plan.Hide()
	s.host.Window().Canvas().Focus(s.signing.list)
}

// fromSigning shows the schedule again.
func (s *screen) fromSigning() {
	s.plan.Show()
	s.load()
	s.host.Window().Canvas().Focus(s.list)
}

// Escape goes from signing back to the schedule.
func (s *screen) Escape() bool {
	if !s.signing.content.Visible() {
		return false
	}
	s.signing.backward()
	return true
}

// Leave stops the clock of the screen.
func (s *screen) Leave() {
	s.signing.proof.Close()
	s.stop()
	s.loading.Drop()
}

func (s *screen) goTo(day time.Time) {
	s.day = care.Day(day)
	s.load()
}

// typed goes to the day in the date field; what can't be read stays there to be corrected.
func (s *screen) typed() {
	if day, ok := s.date.Day(); ok && !care.Day(day).Equal(s.day) {
		s.goTo(day)
	}
}

// load fetches the day. The rows stay until the answer is there, unless they are of another day.
func (s *screen) load() {
	session, day := s.host.Session(), s.day
	s.date.SetDay(day)
	if s.loaded != nil && !s.loaded.Day.Equal(day) {
		s.rows = nil
		s.list.SetRows(nil)
	}
	again := s.noted.Equal(day) // brought up to date, which is no new reading
	s.noted = day
	s.loading.Ask(func(ctx context.Context) (*loaded, error) {
		if !again {
			session.NoteList(ctx, desk.ListSchedule+" "+day.Format(time.DateOnly))
		}
		return load(session, day), nil
	}, func(l *loaded, err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.loaded = l
		s.fill()
	})
}

func load(session *desk.Session, day time.Time) *loaded {
	l := &loaded{Schedule: session.Schedule(day, ""), days: session.ScheduleDays(), print: session.PrintDays(day),
		freeDay: !session.WorkingDay(day), now: session.Now(), place: map[string]int{}}
	for i, p := range session.People("") {
		l.place[p.ID] = i
	}
	for _, age := range session.Status().Fresh {
		if age.Kind == care.KindVisit {
			l.old, l.anything = age.TooOld, !age.AsOf.IsZero()
		}
	}
	return l
}

func (s *screen) chooseRoute(string) {
	if s.setting {
		return
	}
	s.route = ""
	if i := s.routes.SelectedIndex(); i > 0 {
		s.route = s.routeNames()[i-1]
	}
	s.fill()
}

func (s *screen) print(what desk.What, route string) {
	s.host.Show(page.Place{Page: page.Paper, Print: what, Day: s.day, Route: route})
}

// choose opens the person of a row.
func (s *screen) choose(i int) {
	if i >= 0 && i < len(s.rows) && s.rows[i].personID != "" {
		s.host.Show(page.Place{Page: page.People, PersonID: s.rows[i].personID})
	}
}

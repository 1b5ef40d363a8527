package schedule

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

var words = text.For(text.Swedish)

// What is protected about the two persons of the demo unit with protected identity.
var secrets = []string{"Fyrvaktarvägen 14", "Norra Vallgången 13", "0980-31 92 59", "9064"}

func open(t *testing.T, h *pagetest.Host, at page.Place) *screen {
	t.Helper()
	made := New(h)
	h.Open(made, at)
	t.Cleanup(made.Leave)
	return made.(*screen)
}

// texts is everything that is written within an object, hidden parts too.
func texts(o fyne.CanvasObject) string {
	var all []string
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *canvas.Text:
			all = append(all, o.Text)
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(o)
	return strings.Join(all, " ")
}

func (r row) text() string {
	parts := []string{r.Time, r.Under, r.Title, r.Below, r.Aside}
	for _, mark := range r.Marks {
		parts = append(parts, mark.Text)
	}
	return strings.Join(parts, "|")
}

func find(rows []row, is func(row) bool) int {
	for i, r := range rows {
		if is(r) {
			return i
		}
	}
	return -1
}

func press(h *pagetest.Host, keys ...fyne.KeyName) {
	for _, name := range keys {
		h.Window().Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
	}
}

func TestANightIsShownWholeOnTheEveningThatItBegins(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{Day: care.NextDay(h.Clock, -1)})
	late := find(s.rows, func(r row) bool { return strings.Contains(r.Under, "mån 26 nov") })
	if late < 0 || s.rows[late].Time == "" {
		t.Fatal("no visit after midnight stands on the night's route")
	}
	for i := late; i >= 0; i-- {
		if s.rows[i].Kind == control.AgendaHead {
			if s.rows[i].Title != "Dragana Stojkovska" {
				t.Errorf("the night is under %s", s.rows[i].Title)
			}
			break
		}
	}
	if !strings.Contains(texts(s.content), "sön 25 nov 2040") {
		t.Error("the day is not named")
	}
}

// night is an evening route of two visits, the second past midnight, and a protected person's.
func night() *day {
	eve := care.Day(pagetest.Night)
	at := func(hour, minute int) time.Time { return care.LocalTime(2040, 11, 26, hour, minute, 0) }
	vera := &care.Person{Meta: care.Meta{ID: "v"}, Given: "Vera", Family: "Ek", Addresses: []care.Address{{Street: "Storgatan 1"}}}
	olle := &care.Person{Meta: care.Meta{ID: "o"}, Given: "Olle", Family: "Alm", Protected: true}
	visit := func(id, person string, from, to time.Time) *care.Visit {
		return &care.Visit{Meta: care.Meta{ID: id}, PersonID: person, Kind: care.VisitVisit, Route: "Natt", Staff: "Anna", Start: from, End: to, Service: []string{"Tillsyn"}}
	}
	first, second, third := visit("1", "v", at(21, 0), at(21, 30)), visit("2", "o", at(21, 45), at(22, 0)), visit("3", "v", at(23, 50), at(24, 20))
	second.Note, second.Place = "Gömd nyckel", "Okändgatan 3"
	third.Double, third.Medical, third.Travel = "9", true, 7*time.Minute
	other := visit("4", "v", at(23, 50), at(24, 20))
	other.Double, other.Staff, other.Route, other.Note = "9", "Bo", "Natt 2", "Lyft"
	return &day{words: words, now: at(21, 40), place: map[string]int{"o": 0, "v": 1}, Schedule: desk.Schedule{Day: eve,
		Persons: map[string]*care.Person{"v": vera, "o": olle},
		Routes:  []care.RouteDay{{Route: "Natt", Visits: []*care.Visit{first, second, third}}, {Route: "Natt 2", Visits: []*care.Visit{other}}}}}
}

func read(rows []row) string {
	var lines []string
	for _, r := range rows {
		lines = append(lines, r.text())
	}
	return strings.Join(lines, "\n")
}

func TestARouteReadsInOrderOfTime(t *testing.T) {
	want := strings.TrimSpace(`
||Natt|Anna  ·  3 besök|
21:00–21:30||Vera Ek|Tillsyn|Storgatan 1
Nu 21:40||||
21:45–22:00|15 min emellan|Olle Alm|Tillsyn||Skyddad
23:50–00:20 +1|resa 7 min|Vera Ek|Tillsyn  ·  Dubbelbemanning: Anna, Bo|Storgatan 1|Läkemedel/HSL|Dubbel
||Natt 2|Bo  ·  1 besök|
23:50–00:20 +1||Vera Ek|Tillsyn  ·  Obs: Lyft  ·  Dubbelbemanning: Bo, Anna|Storgatan 1|Dubbel`)
	d := night()
	if got := read(d.byRoute()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !d.byRoute()[1].Past || d.byRoute()[3].Past {
		t.Error("what is over and what is to come are not told apart")
	}
	d.now = d.now.AddDate(0, 0, 1)
	if find(d.byRoute(), func(r row) bool { return r.Kind == control.AgendaNow }) >= 0 {
		t.Error("another day than today has a line of now")
	}
	d.route = "Natt 2"
	if rows := d.byRoute(); len(rows) != 2 || rows[0].Title != "Natt 2" {
		t.Errorf("one route is %s", read(rows))
	}
}

func TestPersonsStandInTheirOrderWithTheirHalvesJoined(t *testing.T) {
	want := strings.TrimSpace(`
||Alm, Olle|1 besök|
21:45–22:00||Tillsyn||Anna|Skyddad
||Ek, Vera|2 besök|
21:00–21:30||Tillsyn||Anna
Nu 21:40||||
23:50–00:20 +1||Tillsyn|Obs: Lyft  ·  Dubbelbemanning: Anna, Bo|Anna, Bo|Läkemedel/HSL|Dubbel`)
	got := read(night().byPerson())
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestSomebodyWhoIsNotInTheBinderCountsAsProtected(t *testing.T) {
	d := night()
	delete(d.Persons, "v")
	rows := d.byRoute()
	if rows[1].Title != "Namn saknas" || rows[1].personID != "" || rows[1].Aside != "" {
		t.Errorf("shown %s, leading to %q", rows[1].text(), rows[1].personID)
	}
}

func TestWorkWithoutAPersonIsNamed(t *testing.T) {
	d := night()
	pause := &care.Visit{Kind: care.VisitPause, Route: "Natt", Start: d.now, End: d.now.Add(time.Hour)}
	other := &care.Visit{Kind: care.VisitOther, Route: "Natt", Start: d.now, End: d.now, AnyTime: true}
	d.Routes = []care.RouteDay{{Visits: []*care.Visit{pause, other}}}
	if got := read(d.byRoute()); got != "||Utan slinga|Natt  ·  0 besök|\n21:40–22:40||Rast||\ntid saknas||Annat arbete||" {
		t.Errorf("got\n%s", got)
	}
}

func TestNoProtectedPlaceIsOnAnyDay(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{})
	seen := 0
	for view := range 2 {
		s.view.SetSelectedIndex(view)
		for n := -1; n < 8; n++ {
			s.goTo(care.NextDay(h.Clock, n))
			for _, r := range s.rows {
				for _, secret := range secrets {
					if strings.Contains(r.text(), secret) {
						t.Errorf("%s is on day %d", secret, n)
					}
				}
				if strings.Contains(r.text(), "Skyddad") {
					seen++
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no visit to a protected person was tried")
	}
}

func TestAVisitOpensThePersonByKeyAndByMouse(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{Route: "Slinga 1 dag"})
	if s.rows[0].Title != "Slinga 1 dag" {
		t.Fatalf("the route is %s", s.rows[0].Title)
	}
	press(h, fyne.KeyDown, fyne.KeyReturn, fyne.KeyDown)
	if len(h.Shown) != 0 {
		t.Fatal("the head of a route leads somewhere, or walking opens")
	}
	press(h, fyne.KeyReturn)
	if len(h.Shown) != 1 || h.Shown[0] != (page.Place{Page: page.People, PersonID: s.rows[1].personID}) {
		t.Fatalf("Enter leads to %v", h.Shown)
	}
	test.TapCanvas(h.Window().Canvas(), fyne.NewPos(400, 300))
	if len(h.Shown) != 2 || h.Shown[1].PersonID == "" {
		t.Errorf("the mouse leads to %v", h.Shown)
	}
}

func TestDaysAreWalkedAndTyped(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{})
	if s.title.Text() != "I dag, mån 26 nov 2040" {
		t.Errorf("today is %s", s.title.Text())
	}
	s.goTo(care.NextDay(s.day, 1))
	if s.title.Text() != "tis 27 nov 2040" || s.date.Text != "2040-11-27" {
		t.Errorf("the day after is %s, %s", s.title.Text(), s.date.Text)
	}
	h.Window().Canvas().Focus(s.date)
	test.Type(s.date, "28/11")
	press(h, fyne.KeyReturn)
	if s.title.Text() != "ons 28 nov 2040" {
		t.Errorf("typed, and it is %s", s.title.Text())
	}
	h.Window().Canvas().Focus(s.date)
	test.Type(s.date, "31/2")
	press(h, fyne.KeyReturn)
	if s.title.Text() != "ons 28 nov 2040" || s.date.Text != "31/2" {
		t.Error("a day that doesn't exist led somewhere, or is gone from the field")
	}
}

func TestPrintingNamesItsDaysFirst(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{})
	for _, c := range []struct {
		day  time.Time
		want string
	}{
		{time.Date(2026, 6, 18, 0, 0, 0, 0, care.Stockholm), "Skriv ut fre 19 – mån 22 juni"},
		{time.Date(2026, 4, 2, 0, 0, 0, 0, care.Stockholm), "Skriv ut fre 3 – tis 7 april"},
		{time.Date(2026, 12, 30, 0, 0, 0, 0, care.Stockholm), "Skriv ut tors 31 dec – mån 4 jan"},
		{time.Date(2026, 11, 24, 0, 0, 0, 0, care.Stockholm), "Skriv ut ons 25 nov"},
	} {
		s.goTo(c.day)
		if s.printDays.Text != c.want {
			t.Errorf("%s: %q, want %q", c.day.Format(time.DateOnly), s.printDays.Text, c.want)
		}
	}
	s.route = "Slinga 1 dag"
	test.Tap(s.printDays)
	test.Tap(s.printDay)
	want := []page.Place{{Page: page.Paper, Day: s.day, Print: desk.PrintWeekend}, {Page: page.Paper, Day: s.day, Print: desk.PrintSchedule, Route: "Slinga 1 dag"}}
	if len(h.Shown) != 2 || h.Shown[0] != want[0] || h.Shown[1] != want[1] {
		t.Errorf("went to %v", h.Shown)
	}
}

func TestDaysWithoutVisitsSaySo(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{Day: time.Date(2040, 12, 15, 0, 0, 0, 0, care.Stockholm)})
	if all := texts(s.empty); !strings.Contains(all, "lör 15 dec är en ledig dag") || !strings.Contains(all, "gäller lör 24 nov till mån 3 dec") {
		t.Errorf("a Saturday says %s", all)
	}
	s.goTo(care.NextDay(s.day, 2))
	if all := texts(s.empty); !strings.Contains(all, "Inga besök är planerade mån 17 dec") {
		t.Errorf("a Monday says %s", all)
	}
	s.Open(page.Place{Day: h.Clock, Route: "Slinga 99"})
	if all := texts(s.empty); !strings.Contains(all, "Slinga 99 har inga besök") || s.routes.Selected != "Slinga 99" {
		t.Errorf("a route without visits says %s", all)
	}
	s.routes.SetSelectedIndex(0)
	if len(s.rows) == 0 || !s.sheet.Visible() || len(s.empty.Objects) > 0 {
		t.Error("all routes again shows nothing")
	}
}

func TestAnEmptyBinderSaysHowToGetASchedule(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(t, h, page.Place{})
	if all := texts(s.content); !strings.Contains(all, "Inget schema är inläst") {
		t.Errorf("it says %s", all)
	}
}

func TestTheAgeOfTheScheduleIsTold(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{})
	if s.age.Text() != "Schema från i går 06:00 (21 h)" || s.third.Visible() {
		t.Errorf("it says %s", s.age.Text())
	}
	h.Clock = h.Clock.Add(8 * time.Hour)
	h.Hand.Move(2 * time.Minute)
	if s.old.Text() != "Schemat är för gammalt, från i går 06:00 (29 h)" || !s.third.Visible() || s.age.Text() != "" {
		t.Errorf("a day later it says %s", s.old.Text())
	}
}

func TestTheListStaysWhereItIsWhileTimePasses(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{})
	for range 10 {
		press(h, fyne.KeyPageDown)
	}
	before, offset := s.picked(), s.list.GetScrollOffset()
	if offset == 0 {
		t.Fatal("the list is not long enough to try")
	}
	rows := len(s.rows)
	h.Clock = h.Clock.Add(5 * time.Hour)
	h.Hand.Move(time.Minute)
	if len(s.rows) <= rows {
		t.Fatal("the line of now did not come")
	}
	if !s.picked().same(before) || s.list.GetScrollOffset() != offset {
		t.Errorf("the list jumped from %v to %v, from %s to %s", offset, s.list.GetScrollOffset(), before.text(), s.picked().text())
	}
	s.goTo(care.NextDay(s.day, 1))
	if s.list.GetScrollOffset() != 0 || s.list.Picked() != -1 {
		t.Error("another day does not begin at its top")
	}
}

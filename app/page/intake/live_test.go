package intake

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/lifecare/standin/server"
)

// connectedLive is the part of an empty binder that is connected to a stand-in of Lifecare.
func connectedLive(t *testing.T) (*pagetest.Host, *livePart, *server.Server) {
	t.Helper()
	h := pagetest.NewEmpty(t)
	s, err := server.New(server.Params{Persons: 10, Now: func() time.Time { return h.Clock }})
	if err != nil {
		t.Fatal(err)
	}
	address, stop := s.Start()
	t.Cleanup(stop)
	c := desk.Connection{Address: address, Domain: s.Domain, Key: access.NewSecret(s.Key), On: true}
	if err := h.Session().SetConnection(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	l := newLive(h)
	h.Window().SetContent(l.content())
	l.open(page.Place{})
	return h, l, s
}

// pressOf is the button with these words.
func pressOf(t *testing.T, under fyne.CanvasObject, words string) *control.Button {
	t.Helper()
	var found *control.Button
	pagetest.Each(under, func(o fyne.CanvasObject) {
		if b, ok := o.(*control.Button); ok && b.Text == words {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("there is no button %q", words)
	}
	return found
}

func TestABinderThatIsNotConnectedSaysWhereThatIsDone(t *testing.T) {
	h := pagetest.NewEmpty(t)
	l := newLive(h)
	l.open(page.Place{})
	if reads := pagetest.Reads(l.content()); !strings.Contains(reads, h.Words().Say("live.none")) || l.set.Visible() {
		t.Fatalf("it reads %q", reads)
	}
	test.Tap(pressOf(t, l.content(), h.Words().Say("live.connect")))
	if to := h.Shown[len(h.Shown)-1]; to.Page != page.Settings || to.Part != page.SettingsSources {
		t.Errorf("it leads to %+v", to)
	}
}

func TestFetchingNowShowsWhatCameOfEachList(t *testing.T) {
	h, l, _ := connectedLive(t)
	if reads := pagetest.Reads(l.content()); !strings.Contains(reads, h.Words().Say("live.unanswered")) {
		t.Errorf("before: %q", reads)
	}
	test.Tap(l.fetch)
	reads := pagetest.Reads(l.content())
	for _, want := range []string{"Lifecare svarade i dag 03:12", "Nästa hämtning: i dag 03:27", "Allt är hämtat: "} {
		if !strings.Contains(reads, want) {
			t.Errorf("%q is not told: %q", want, reads)
		}
	}
	if h.Changes == 0 || len(h.Session().People("")) != 10 {
		t.Errorf("%d persons came, told %d times", len(h.Session().People("")), h.Changes)
	}
	persons := l.cells(0)
	if persons[0].Text != "Personer" || persons[2].Text != "10 nya" || persons[3].Text != h.Words().Say("live.state.fine") {
		t.Errorf("the list of persons reads %+v", persons)
	}
	h.Clock = h.Clock.Add(time.Hour)
	test.Tap(l.fetch)
	if again := l.cells(0); again[2].Text != h.Words().Say("live.came.same") {
		t.Errorf("without anything new it reads %+v", again)
	}
}

func TestWhyNothingComesIsToldWithTheLists(t *testing.T) {
	h, l, s := connectedLive(t)
	s.Upset(server.Upset{Read: "relatives", Status: 400})
	test.Tap(l.fetch)
	if !l.failing.Visible() || !strings.Contains(pagetest.Reads(l.failing), "svar 400") {
		t.Errorf("why reads %q", pagetest.Reads(l.failing))
	}
	for i, list := range l.lists {
		if list.Read != "relatives" {
			continue
		}
		if cells := l.cells(i); cells[3].Text != h.Words().Say("live.state.failed") {
			t.Errorf("the list reads %+v", cells)
		}
		l.table.List.Pick(i)
		if !l.foot.Visible() || !strings.Contains(l.full.Text(), "svar 400") {
			t.Errorf("its row tells %q", l.full.Text())
		}
	}
	s.Calm()
	test.Tap(l.fetch)
	if l.failing.Visible() {
		t.Error("what is over is still told")
	}
}

func TestMoreThanAFifthGoneIsConfirmedHere(t *testing.T) {
	h, l, s := connectedLive(t)
	test.Tap(l.fetch)
	for _, id := range s.Ids("clients")[:4] {
		s.Vanish("clients", id)
	}
	h.Clock = h.Clock.Add(25 * time.Hour) // everything is asked for once a day
	test.Tap(l.fetch)
	if !l.held.Visible() || len(h.Session().People("")) != 10 {
		t.Fatalf("%d persons; asked: %v", len(h.Session().People("")), l.held.Visible())
	}
	test.Tap(pressOf(t, l.held, h.Words().Say("live.confirm")))
	if l.held.Visible() {
		t.Errorf("asked again: %q", pagetest.Reads(l.held))
	}
}

func TestARefreshThatSomebodyElseBeganIsFollowed(t *testing.T) {
	h, l, _ := connectedLive(t)
	l.running = true // as it was at the last look
	h.Hand.Move(followEvery)
	if l.running || l.progress.Visible() || l.fetch.Disabled() {
		t.Error("the part does not see that it is over")
	}
	l.leave()
	l.running = true
	h.Hand.Move(10 * followEvery)
	if !l.running {
		t.Error("the part looks on after it was left")
	}
}

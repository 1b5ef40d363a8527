package schedule

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// afternoon opens the visits to sign of a day whose morning is over.
func afternoon(t *testing.T) (*pagetest.Host, *screen) {
	t.Helper()
	h := pagetest.New(t)
	h.Clock = time.Date(2040, 11, 26, 14, 0, 0, 0, h.Clock.Location())
	s := open(t, h, page.Place{Day: h.Clock})
	test.Tap(s.signs)
	if !s.signing.content.Visible() || s.plan.Visible() || len(s.signing.visits) < 3 {
		t.Fatalf("%d visits to sign", len(s.signing.visits))
	}
	return h, s
}

func TestSeveralVisitsAreSignedInOneGoAfterAReview(t *testing.T) {
	h, s := afternoon(t)
	g := s.signing
	if !g.next.Disabled() {
		t.Error("nothing is ticked, and it goes on")
	}
	for _, v := range g.visits {
		if v.Visit.Start.After(h.Clock) {
			t.Fatalf("a visit at %s is offered at %s", v.Visit.Start, h.Clock)
		}
	}
	first := g.visits[0].Visit
	g.tick(0, true)
	g.tick(2, true)
	test.Tap(g.next)
	if len(g.review.each) != 2 || g.title.Text() != "2 besök att signera" {
		t.Fatalf("%d visits to review under %q", len(g.review.each), g.title.Text())
	}
	if said := texts(g.review.content); !strings.Contains(said, g.visits[0].PersonName) || !strings.Contains(said, first.Services()) {
		t.Errorf("the review says %q", said)
	}
	start := g.review.each[0].start
	start.SetText("7.02")
	test.Tap(g.next)
	for _, one := range g.review.each { // what is asked is answered at its visit
		one.entry.Confirmed = append(one.entry.Confirmed, "overlap", "same_visit", "before_moved_in")
	}
	if g.review.content.Visible() {
		test.Tap(g.next)
	}
	signed := h.Session().Backlog(desk.BacklogFilter{Kind: "attendance"}).Rows
	if len(signed) != 2 {
		t.Fatalf("%d are signed: %q, %q", len(signed), g.status.Text(), texts(g.review.content))
	}
	for _, e := range signed {
		if e.Values["outcome"] != "done" || e.Values["cancelled_minutes"] != "" || e.State != entry.StateSigned {
			t.Errorf("signed %+v", e.Entry)
		}
		if e.Visit == first.ID && e.EventTime.Format("15:04") != "07:02" {
			t.Errorf("it began %s", e.EventTime)
		}
	}
	if g.status.Text() != "2 besök signerade. Väntar på att föras in i Lifecare." || g.review.content.Visible() {
		t.Errorf("the screen says %q", g.status.Text())
	}
	for _, v := range g.visits {
		if v.Visit.ID == first.ID {
			t.Error("a signed visit is offered again")
		}
	}
}

// Two visits that are signed in one go and overlap are asked about when the first is signed: the second
// stays with its times, and the question at it.
func TestWhatCouldNotBeSignedStaysWithTheQuestion(t *testing.T) {
	h, s := afternoon(t)
	g := s.signing
	g.tick(0, true)
	g.tick(2, true)
	test.Tap(g.next)
	for _, one := range g.review.each {
		one.start.SetText("7.05")
		one.end.SetText("7.25")
		one.entry.Confirmed = []string{"before_moved_in"}
	}
	test.Tap(g.next)
	if !g.review.content.Visible() || len(g.review.each) != 1 || g.next.Disabled() {
		t.Fatalf("%d visits are left: %q", len(g.review.each), g.status.Text())
	}
	left := g.review.each[0]
	if left.start.Text != "7.05" {
		t.Errorf("what was typed is gone: %q", left.start.Text)
	}
	if said := texts(left.said); !strings.Contains(said, h.Words().Say("entry.overlap")) {
		t.Errorf("at the visit stands %q", said)
	}
	if said := g.status.Text(); said != "1 besök signerat. Resten är inte signerat än: svara eller rätta här ovanför." {
		t.Errorf("the screen says %q", said)
	}
	left.entry.Confirmed = append(left.entry.Confirmed, "overlap")
	test.Tap(g.next)
	if n := len(h.Session().Backlog(desk.BacklogFilter{Kind: "attendance"}).Rows); n != 2 {
		t.Errorf("%d are signed: %q", n, g.status.Text())
	}
}

func TestWhatIsWrongStandsAtItsVisit(t *testing.T) {
	_, s := afternoon(t)
	g := s.signing
	g.tick(1, true)
	test.Tap(g.next)
	g.review.each[0].end.SetText("sent")
	test.Tap(g.next)
	if said := texts(g.review.each[0].said); !strings.Contains(said, "Skriv klockslaget så här: 03:10.") {
		t.Errorf("at the visit stands %q", said)
	}
}

func TestAVisitThatWentOtherwiseIsWrittenForItself(t *testing.T) {
	h, s := afternoon(t)
	row := newVisitRow("Skriv")
	s.signing.row(0, row, false)
	test.Tap(row.write)
	if len(h.Shown) != 1 || h.Shown[0].Page != page.Write || h.Shown[0].VisitID != s.signing.visits[0].Visit.ID {
		t.Errorf("went to %+v", h.Shown)
	}
}

func TestEscapeGoesBackStepByStep(t *testing.T) {
	h, s := afternoon(t)
	s.signing.tick(0, true)
	test.Tap(s.signing.next)
	if !s.Escape() || s.signing.review.content.Visible() || !s.signing.content.Visible() {
		t.Fatal("the first Escape leaves the review")
	}
	if !s.Escape() || !s.plan.Visible() || s.Escape() {
		t.Error("the second Escape leads to the schedule")
	}
	if h.Window().Canvas().Focused() != fyne.Focusable(s.list) {
		t.Error("the keyboard is not in the schedule")
	}
}

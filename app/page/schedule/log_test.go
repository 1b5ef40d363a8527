package schedule

import (
	"slices"
	"testing"
	"time"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
)

// A schedule that stays on the screen over the night is one line of the log; each day that is
// looked up is another.
func TestEachDayThatIsShownIsInTheLogOnce(t *testing.T) {
	h := pagetest.New(t)
	made := New(h)
	h.Open(made, page.Place{})
	for range 30 {
		h.Clock = h.Clock.Add(time.Minute)
		h.Hand.Move(time.Minute)
	}
	made.(*screen).goTo(care.NextDay(h.Clock, 1))
	lines, err := h.Session().Log(t.Context(), desk.LogQuery{Action: access.ActionList})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range slices.Backward(lines) {
		got = append(got, l.Detail)
	}
	want := []string{"schedule " + h.Clock.Format(time.DateOnly), "schedule " + care.NextDay(h.Clock, 1).Format(time.DateOnly)}
	if !slices.Equal(got, want) {
		t.Errorf("logged %q, want %q", got, want)
	}
}

package backlog

import (
	"testing"
	"time"

	"avbrottsparm/app/look"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// What should be done at once has the day of the event: it is not called late from its first minute.
func TestWhatIsToBeDoneAtOnceHasItsDay(t *testing.T) {
	at := time.Date(2040, 11, 26, 1, 0, 0, 0, care.Stockholm)
	w := text.For(text.Swedish)
	for _, c := range []struct {
		hours int
		now   time.Time
		said  string
		late  bool
	}{
		{0, at.Add(time.Minute), "Senast i dag", false},
		{0, at.Add(23 * time.Hour), "", true},
		{24, at.Add(time.Minute), "", true},
	} {
		m := entry.Mark{At: at, Hours: c.hours}
		if got := dueInk(m, c.now) == look.Outage; got != c.late {
			t.Errorf("%d hours at %s: red %v", c.hours, c.now, got)
		}
		if got := countdown(w, m, c.now); !c.late && got != c.said {
			t.Errorf("%d hours at %s: %q", c.hours, c.now, got)
		}
	}
}

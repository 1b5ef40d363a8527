package task

import "time"

// Hand is the clock of a runner for tests; it moves only when told to.
type Hand struct {
	now    time.Duration
	timers []*handTimer
}

type handTimer struct {
	at   time.Duration
	then func()
	off  bool
}

// Inline makes a runner for tests: work and what follows run at once on the caller's goroutine,
// and timers fire only when the hand is moved. Nothing runs at the same time as the test.
func Inline() (*Runner, *Hand) {
	hand := &Hand{}
	at := func(f func()) { f() }
	return &Runner{start: at, post: at, timer: hand.set, jobs: map[*Job]struct{}{}}, hand
}

func (h *Hand) set(wait time.Duration, then func()) (stop func()) {
	t := &handTimer{at: h.now + wait, then: then}
	h.timers = append(h.timers, t)
	return func() { t.off = true }
}

// Move lets time pass and fires, in order, every timer that falls due on the way.
func (h *Hand) Move(d time.Duration) {
	end := h.now + d
	for {
		next := -1
		for i, t := range h.timers {
			if !t.off && t.at <= end && (next < 0 || t.at < h.timers[next].at) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		t := h.timers[next]
		h.timers = append(h.timers[:next], h.timers[next+1:]...)
		h.now = t.at
		t.then()
	}
	h.now = end
}

package task

import (
	"sync"
	"time"
)

// Every calls fn on the window's goroutine, first after one interval and then again and again
// until stop is called or the runner is stopped. Ticks that come late are not made up for.
func (r *Runner) Every(interval time.Duration, fn func()) (stop func()) {
	t := &ticker{runner: r, interval: interval, fn: fn, round: r.current()}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.cancel = r.timer(interval, t.due)
	return t.stop
}

type ticker struct {
	runner   *Runner
	interval time.Duration
	fn       func()
	round    int

	mu      sync.Mutex
	stopped bool
	cancel  func()
}

func (t *ticker) due() {
	t.runner.post(func() {
		if t.over() {
			return
		}
		t.fn()
		t.mu.Lock()
		defer t.mu.Unlock()
		if !t.stopped {
			t.cancel = t.runner.timer(t.interval, t.due)
		}
	})
}

func (t *ticker) over() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.stopped || t.round != t.runner.current()
}

func (t *ticker) stop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stopped = true
	t.cancel()
}

// After calls something when a while has passed since the last touch: saving a draft when the
// typing pauses. Someone who never pauses is not forgotten: it is called at the latest when
// longest has passed since the first touch. When the runner is stopped only Flush still calls.
// Use it from the window's goroutine.
type After struct {
	runner        *Runner
	wait, longest time.Duration
	fn            func()

	pending     bool
	round       int // tells a timer that was overtaken from the one that counts
	cancelQuiet func()
	cancelLong  func()
}

// NewAfter makes a call that waits for a pause. Longest must not be shorter than wait.
func NewAfter(r *Runner, wait, longest time.Duration, fn func()) *After {
	return &After{runner: r, wait: wait, longest: max(wait, longest), fn: fn}
}

// Touch starts the wait, or starts it over.
func (a *After) Touch() {
	if !a.pending {
		a.pending = true
		a.round++
		a.cancelLong = a.arm(a.longest)
	} else {
		a.cancelQuiet()
	}
	a.cancelQuiet = a.arm(a.wait)
}

func (a *After) arm(wait time.Duration) (cancel func()) {
	round, off, started := a.round, false, a.runner.current()
	stop := a.runner.timer(wait, func() {
		a.runner.post(func() {
			if !off && a.pending && a.round == round && started == a.runner.current() {
				a.Flush()
			}
		})
	})
	return func() {
		off = true
		stop()
	}
}

// Flush calls at once if something waits: before leaving a page, and before locking.
func (a *After) Flush() {
	if a.Drop() {
		a.fn()
	}
}

// Drop forgets what waits, and tells whether something did.
func (a *After) Drop() bool {
	if !a.pending {
		return false
	}
	a.pending = false
	a.cancelQuiet()
	a.cancelLong()
	return true
}

// Pending tells whether something waits to be called.
func (a *After) Pending() bool { return a.pending }

package shell

import (
	"context"
	"errors"
	"slices"
	"time"

	"avbrottsparm/app/task"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

const (
	// dueEvery is after how many seconds the window asks whether the binder is to be refreshed.
	dueEvery = 5
	// calmDown is how long the rhythm rests when the binder could not take in what came.
	calmDown = time.Minute
)

// live is the rhythm by which an open binder refreshes itself from Lifecare, beside the window.
type live struct {
	window  *Window
	busy    bool
	after   time.Time // nothing is asked before, by the desk's clock
	seconds int
}

// tick is called every second.
func (l *live) tick() {
	if l.seconds++; l.seconds%dueEvery == 0 {
		l.begin()
	}
	if l.window.open.session.RefreshState().Running {
		l.window.open.frame.showStatus()
	}
}

// begin refreshes the binder if its rhythm calls for it.
func (l *live) begin() {
	w := l.window
	session := w.open.session
	now := session.Now()
	if l.busy || now.Before(l.after) || !session.RefreshDue(now) {
		return
	}
	l.busy = true
	task.Go(w.Screened, "refresh", func(ctx context.Context) (desk.Refreshed, error) {
		return session.Refresh(ctx, desk.Refreshing{ByRhythm: true})
	}, l.done)
}

func (l *live) done(got desk.Refreshed, err error) {
	w := l.window
	l.busy = false
	switch now := w.open.session.Now(); {
	case errors.Is(err, context.Canceled): // somebody broke it off: not at once again
		l.after = now.Add(max(w.open.session.RefreshState().Every, calmDown))
	case err != nil && !text.IsFault(err, "refresh.running"):
		l.after = now.Add(calmDown)
		w.Fail(err)
	}
	w.Changed()
	if slices.ContainsFunc(got.Reads, func(r desk.ReadResult) bool { return r.New+r.Changed+r.Gone > 0 || r.Held }) {
		w.again()
	}
}

// liveStatus is how it goes with Lifecare, for the status line; empty when the binder does not
// refresh itself.
func liveStatus(w *text.Words, st desk.RefreshState, now time.Time) string {
	switch {
	case !st.Configured:
		return ""
	case st.Running && st.Progress.Total > 0:
		return w.Say("live.status.running", "done", st.Progress.Done, "total", st.Progress.Total)
	case st.Running:
		return w.Say("live.status.asking")
	case !st.On:
		return w.Say("live.status.off")
	case !st.FailingSince.IsZero():
		return w.Say("live.status.failing")
	case st.LastAnswer.IsZero():
		return ""
	}
	return w.Say("live.status.answered", "when", clockOf(w, st.LastAnswer, now))
}

// liveBand is what the band adds while nothing comes from Lifecare: since when, and when the binder
// tries again; empty while it answers.
func liveBand(w *text.Words, st desk.RefreshState, now time.Time) string {
	if !st.Configured || !st.On || st.FailingSince.IsZero() {
		return ""
	}
	since := clockOf(w, st.FailingSince, now)
	sentence := w.Say("live.band.failing", "since", since)
	if text.IsFault(st.Why, "lifecare.not_answering") {
		sentence = w.Say("live.band.silent", "since", since)
	}
	if st.Next.After(now) {
		sentence += ", " + w.Say("live.band.next", "next", clockOf(w, st.Next, now))
	}
	return sentence
}

// clockOf is a moment as short as it can be: of today the clock alone.
func clockOf(w *text.Words, at, now time.Time) string {
	at, now = at.In(care.Stockholm), now.In(care.Stockholm)
	if care.Day(at).Equal(care.Day(now)) {
		return w.Clock(at)
	}
	return w.When(at, now)
}

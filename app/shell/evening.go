package shell

import (
	"context"
	"time"

	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
)

const (
	// eveningEvery is after how many seconds the window asks whether the evening's print is due.
	eveningEvery = 20
	// eveningRest is how long it rests when it could not be made: a printer that is out for the night
	// is not asked again all the time.
	eveningRest = 10 * time.Minute
)

// evening makes the evening's print beside the window, while the binder is open.
type evening struct {
	window  *Window
	busy    bool
	after   time.Time // nothing is made before, by the desk's clock
	seconds int
}

// tick is called every second.
func (e *evening) tick() {
	if e.seconds++; e.seconds%eveningEvery == 0 {
		e.begin()
	}
}

// begin makes the evening's print where it is due and the one who is there may print.
func (e *evening) begin() {
	w := e.window
	session := w.open.session
	if e.busy || session.Now().Before(e.after) || !session.EveningState().Due || session.May(access.RightPrint) != nil {
		return
	}
	e.busy = true
	task.Go(w.Screened, "evening's print", func(ctx context.Context) (desk.EveningRun, error) {
		return session.RunEvening(ctx, w.Papers)
	}, e.done)
}

func (e *evening) done(run desk.EveningRun, err error) {
	w := e.window
	e.busy = false
	switch {
	case err != nil:
		e.after = w.open.session.Now().Add(eveningRest)
		w.Fail(err)
	case run.Made:
		w.Tell(w.words.Count("evening.made", len(run.State.Days)))
	}
	if run.Made {
		w.Changed()
		w.again()
	}
}

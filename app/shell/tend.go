package shell

import (
	"context"
	"errors"
	"time"

	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
)

// tendEvery is how often an open binder is looked after. Whether something is due then, the binder
// knows: a copy when it was changed or is a day old, a warning or a purge by the unit's own rules.
const tendEvery = time.Hour

// tend looks after the binder, at once and as long as it is open. The work is the screens' own, so
// that locking ends it before the binder is closed.
func (w *Window) tend() {
	w.lookAfter()
	w.checkLog(w.open.session)
	w.Screened.Every(tendEvery, w.lookAfter)
}

func (w *Window) lookAfter() {
	if w.open == nil || w.locking {
		return
	}
	session := w.open.session
	before := session.Status().ReplicaPurged
	task.Go(w.Screened, "tend", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, session.Tend(ctx)
	}, func(_ struct{}, err error) {
		w.Changed()
		if !session.Status().ReplicaPurged.Equal(before) {
			w.again()
		}
		if err != nil && !errors.Is(err, context.Canceled) {
			w.Fail(err)
		}
		w.keepCopy(session)
	})
}

// checkLog goes through the access log, of which opening the binder looks at the end only. What it
// finds stands in the foot from then on.
func (w *Window) checkLog(session *desk.Session) {
	task.Go(w.Screened, "log", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, session.VerifyLog(ctx)
	}, func(_ struct{}, err error) {
		w.Changed()
		if err != nil && !errors.Is(err, context.Canceled) && w.open != nil {
			w.Fail(err)
		}
	})
}

// again brings the screen up to date that is shown, if it tells what needs doing or what came in.
func (w *Window) again() {
	shown := w.open.screens[w.open.at]
	switch renews, ok := shown.(page.Renewer); {
	case w.open.at == page.Start && shown != nil:
		shown.Open(page.Place{})
	case ok:
		renews.Renew()
	}
}

// keepCopy makes a copy beside the binder when one is due. All is said by silence; only when it
// fails the foot says what that means.
func (w *Window) keepCopy(session *desk.Session) {
	task.Go(w.Screened, "keep copy", func(ctx context.Context) (struct{}, error) {
		if !session.CopyDue(ctx) {
			return struct{}{}, nil
		}
		_, err := session.KeepCopy(ctx, nil)
		return struct{}{}, err
	}, func(_ struct{}, err error) {
		if err != nil && !errors.Is(err, context.Canceled) && w.open != nil {
			w.open.frame.foot.fail(w.words.Say("shell.no_copy", "why", w.words.Explain(err)))
		}
	})
}

package shell

import (
	"context"
	"errors"
	"runtime/debug"
	"time"

	"avbrottsparm/app/control"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
)

// endWork is how long work under way may take to end before the screens save and leave. With the
// closing after it the vault is released within five seconds.
const endWork = 3 * time.Second

// Lock covers the window at once, lets the screens save, and closes the binder.
func (w *Window) Lock() {
	if w.open == nil || w.locking {
		return
	}
	w.locking = true
	w.cover()
	// The work is waited for beside the window, so that the cover is drawn meanwhile.
	task.Go(w.Own, "end work", func(context.Context) (bool, error) {
		return w.Screened.Stop(endWork), nil
	}, func(bool, error) { w.shut(w.locked) })
}

// cover takes everything about persons off the screen.
func (w *Window) cover() {
	overlays := w.win.Canvas().Overlays()
	for top := overlays.Top(); top != nil; top = overlays.Top() {
		overlays.Remove(top)
	}
	w.win.Canvas().Unfocus()
	w.clip.clear()
	w.put(waiting(w.words.Say("shell.locking"), ""))
}

// shut saves what the screens hold, and closes the binder beside the window.
func (w *Window) shut(then func(error)) {
	session, ended := w.leave()
	task.Go(w.Own, "close", func(ctx context.Context) (struct{}, error) {
		err := errors.Join(ended(ctx), session.Lock())
		session = nil
		debug.FreeOSMemory()
		return struct{}{}, err
	}, func(_ struct{}, err error) { then(err) })
}

// leave ends every screen and forgets the open binder, which it hands over to be closed, once ended has
// ended a drill that was under way and written it down.
func (w *Window) leave() (session *desk.Session, ended func(context.Context) error) {
	for _, screen := range w.open.screens {
		screen.Leave()
	}
	w.clip.clear()
	ended = func(context.Context) error { return nil }
	if d := w.open.drill; d != nil {
		told := d.result()
		session = w.backToReal()
		ended = func(ctx context.Context) error { return d.keep(ctx, session, told) }
	}
	session = w.open.session
	// Since somebody else has access too, the name is asked for again.
	w.alone = w.alone && len(session.Users()) == 1
	w.open = nil
	return session, ended
}

func (w *Window) locked(err error) {
	w.locking = false
	if w.leaving {
		w.App.Quit()
		return
	}
	w.showLock()
	if err != nil {
		w.front.fail(err)
	}
}

// close is what the window's cross does: lock first, then go.
func (w *Window) close() {
	w.leaving = true
	w.keepSize()
	if w.open == nil && !w.locking {
		w.App.Quit() // End does the rest
		return
	}
	w.Lock()
}

func (w *Window) keepSize() {
	if w.Keep != nil {
		saveSize(w.Keep, w.win.Canvas().Size())
	}
}

// End closes what is still open when the program was stopped from outside, by a signal or when
// the person logs out of the computer. Call it after Run.
func (w *Window) End() error {
	w.clip.clear()
	var late error
	if !w.Own.Stop(endWork) || !w.Screened.Stop(endWork) {
		late = errors.New("work under way did not end in time")
	}
	switch {
	case w.founded != nil:
		return errors.Join(late, w.founded.Lock())
	case w.open != nil:
		session, ended := w.leave()
		return errors.Join(late, ended(context.Background()), session.Lock())
	}
	return late
}

// tick is called every second: it locks when nobody is there or the computer slept, and keeps
// the clock in the status line.
func (w *Window) tick() {
	slept, idle := w.watch.tick()
	if w.front != nil {
		w.front.tick()
	}
	if !w.locking {
		w.folder.tick()
	}
	if w.open == nil || w.locking {
		return
	}
	if idle >= desk.RestAfter && w.Demo == nil {
		// Somebody else may have come to the keyboard. The demo's passphrase stands on its lock screen only.
		w.real().session.Rested()
	}
	limit := time.Duration(w.Choices.LockMinutes) * time.Minute
	switch {
	case w.shiftOver():
		w.shiftEnded = true
		w.Lock()
		return
	case slept, idle >= limit:
		w.Lock()
		return
	case idle >= limit-warnBefore:
		if !w.open.warned {
			w.open.warned = true
			w.Tell(w.words.Say("shell.lock_soon", "n", int(warnBefore/time.Second)))
		}
	default:
		w.open.warned = false
	}
	control.FreeKeys(w.win.Canvas())
	w.open.frame.tick(w.open.session)
	if d := w.open.drill; d != nil {
		d.tick()
		return
	}
	w.open.arrivals.tick()
	w.open.live.tick()
	w.open.evening.tick()
}

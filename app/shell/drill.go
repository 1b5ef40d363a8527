package shell

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"time"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

// drillFor is how long a drill lasts at most.
const drillFor = 10 * time.Minute

// DrillBinder is a binder of an invented unit to practise in, in a folder of its own.
type DrillBinder struct {
	// Open makes and opens it.
	Open func(ctx context.Context) (*desk.Session, error)
	// Remove takes the folder away with all that is in it, once the binder is locked.
	Remove func() error
	// Screens are those that are of use in a drill.
	Screens []Screen
	// Seen hears what goes out of the binder on paper or as a file.
	Seen *Seen
}

// drill is a drill under way. The real binder stays open beside it, out of reach of every screen, until
// the drill is over or the window locks.
type drill struct {
	window  *Window
	binder  *DrillBinder
	session *desk.Session // of the invented binder
	strip   *drillStrip

	tasks []exercise
	at    int // the task that is given; len(tasks) when all are through
	given time.Time
	told  readiness.Drill
}

// Practise makes an invented binder, beside the window, and shows it instead of the real one.
func (w *Window) Practise() {
	if w.open == nil || w.locking || w.preparing || w.open.held || w.Practising() || w.Drill == nil {
		return
	}
	if err := w.open.session.May(access.RightWrite); err != nil { // how it went could not be written down
		w.Fail(err)
		return
	}
	binder, err := w.Drill(w.words.Lang())
	if err != nil {
		w.Fail(err)
		return
	}
	w.preparing = true
	w.Tell(w.words.Say("drill.preparing"))
	w.open.frame.foot.left = 0 // it stays until the drill is there
	before := w.open.session
	task.Go(w.Own, "prepare a drill", func(ctx context.Context) (*drill, error) { return w.prepare(ctx, binder) },
		func(d *drill, err error) {
			w.preparing = false
			switch {
			case err != nil:
				w.Fail(err)
			case w.open == nil || w.locking || w.open.session != before: // it was locked meanwhile
				w.discard(d)
			default:
				w.change(func() { w.begins(d) })
			}
		})
}

// prepare makes the binder and finds the tasks in it. What fails or is broken off leaves nothing behind.
func (w *Window) prepare(ctx context.Context, binder *DrillBinder) (*drill, error) {
	session, err := binder.Open(ctx)
	if err != nil {
		return nil, errors.Join(err, binder.Remove())
	}
	d := &drill{window: w, binder: binder, session: session}
	id := make([]byte, 16)
	if _, err = rand.Read(id); err == nil {
		d.tasks, err = d.exercises(ctx, int(id[0]))
	}
	if err == nil && len(d.tasks) == 0 {
		err = text.NewFault("drill.no_tasks")
	}
	if err = errors.Join(err, ctx.Err()); err != nil {
		return nil, errors.Join(err, d.close())
	}
	d.told.ID = hex.EncodeToString(id)
	return d, nil
}

// discard takes away a drill that nobody will see.
func (w *Window) discard(d *drill) {
	task.Go(w.Own, "discard a drill", func(context.Context) (struct{}, error) { return struct{}{}, d.close() },
		func(_ struct{}, err error) { w.Fail(err) })
}

// close locks the invented binder and takes its folder away.
func (d *drill) close() error { return errors.Join(d.session.Lock(), d.binder.Remove()) }

// change ends the work of the screens, lets them save and leave, and does what follows. Nothing else is
// shown meanwhile.
func (w *Window) change(then func()) {
	w.locking = true
	w.cover()
	task.Go(w.Own, "end work", func(context.Context) (bool, error) { return w.Screened.Stop(endWork), nil }, func(bool, error) {
		for _, screen := range w.open.screens {
			screen.Leave()
		}
		w.clip.clear()
		w.locking = false
		then()
	})
}

// begins puts the real binder aside and shows the invented one, with its first task.
func (w *Window) begins(d *drill) {
	w.kept = w.open
	w.open = &opened{session: d.session, places: d.binder.Screens, screens: map[page.Name]page.Page{}, arrivals: newArrivals(w),
		live: &live{window: w}, evening: &evening{window: w}, drill: d}
	d.strip = newDrillStrip(d)
	w.open.frame = newFrame(w)
	w.put(control.NewDrillFrame(w.words.Say("shell.band.drill"), w.open.frame.content))
	d.told.Began = w.Now().Round(0)
	d.given = d.told.Began
	d.strip.show()
	w.Show(page.Place{Page: w.open.places[0].Name})
	w.Changed()
}

// Practising tells whether a drill is under way.
func (w *Window) Practising() bool { return w.kept != nil }

// real is what belongs to the real binder, also while a drill is under way; nil while locked.
func (w *Window) real() *opened {
	if w.kept != nil {
		return w.kept
	}
	return w.open
}

// tick is called every second: it looks whether the task was done, and whether the time is over.
func (d *drill) tick() {
	if d.left() <= 0 {
		d.window.endDrill()
		return
	}
	if seen := d.tasks[d.at].seen; seen != nil && seen() {
		d.done(true)
		return
	}
	d.strip.tick()
}

// left is how much of the ten minutes is left.
func (d *drill) left() time.Duration { return drillFor - d.window.Now().Sub(d.told.Began) }

// dial is a number that somebody would call now. It tells whether it was the right one.
func (d *drill) dial(number string) bool {
	right := d.tasks[d.at].rings(number)
	if right {
		d.done(true)
	}
	return right
}

// done goes on to the next task, or ends the drill after the last.
func (d *drill) done(well bool) {
	d.note(well)
	if d.at == len(d.tasks) {
		d.window.endDrill()
		return
	}
	d.strip.show()
	if well {
		d.window.Tell(d.window.words.Say("drill.done", "n", d.at, "span", seconds(d.window.words, d.told.Tasks[d.at-1].Seconds)))
	}
}

// note notes how the task went that was given.
func (d *drill) note(well bool) {
	now := d.window.Now().Round(0)
	d.told.Tasks = append(d.told.Tasks, readiness.Task{Kind: d.tasks[d.at].kind, Done: well, Seconds: max(0, int(now.Sub(d.given)/time.Second))})
	d.given = now
	d.at++
}

// result is the drill as it is kept: tasks that nobody came to were not done.
func (d *drill) result() readiness.Drill {
	for d.at < len(d.tasks) {
		d.note(false)
	}
	d.told.Ended = d.window.Now().Round(0)
	if d.told.Ended.Before(d.told.Began) { // the clock was set back
		d.told.Ended = d.told.Began
	}
	return d.told
}

// endDrill ends the drill: it is written down in the real binder, which comes back once somebody has
// read how it went.
func (w *Window) endDrill() {
	d := w.open.drill
	if d == nil || w.locking {
		return
	}
	told := d.result()
	w.change(func() {
		session := w.backToReal()
		w.locking = true
		w.put(waiting(w.words.Say("drill.ending"), ""))
		task.Go(w.Own, "end a drill", func(ctx context.Context) (struct{}, error) { return struct{}{}, d.keep(ctx, session, told) },
			func(_ struct{}, err error) {
				w.locking = false
				w.makeOpened(session, w.open)
				w.open.held = true
				w.putResult(d, err)
			})
	})
}

// backToReal puts the real binder back in the place of the invented one, and shows nothing of it yet.
func (w *Window) backToReal() *desk.Session {
	w.open, w.kept = w.kept, nil
	w.open.screens = map[page.Name]page.Page{} // they left when the drill began
	return w.open.session
}

// keep closes the invented binder and writes the drill down in the real one.
func (d *drill) keep(ctx context.Context, in *desk.Session, told readiness.Drill) error {
	_, err := in.RecordDrill(ctx, told)
	return errors.Join(err, d.close())
}

// putResult shows how the drill went, until somebody has read it.
func (w *Window) putResult(d *drill, err error) {
	read := control.NewPrimary(w.words.Say("drill.back"), nil, func() {
		w.open.held = false
		if !w.hold() {
			w.reveal()
			w.Show(page.Place{Page: page.Ready, Part: page.ReadyDrills})
		}
	})
	w.put(d.card(read, err))
	w.win.Canvas().Focus(read)
}

package shell

import (
	"context"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
)

// strips are the lines below the state band: what is out of the ordinary with the binder itself,
// each for as long as it holds.
type strips struct {
	window    *Window
	readOnly  *control.Strip // nothing can be saved
	shift     *control.Strip // a temporary's shift ends soon
	arrived   *control.Strip // a temporary has just come in
	recovery  *control.Strip // nobody has the recovery code on paper
	keys      *control.Strip // something still lies under older keys
	working   *control.Progress
	progress  fyne.CanvasObject
	taking    *control.Progress // of an import from the drop folder
	takes     fyne.CanvasObject // around it
	paused    *control.Strip    // that somebody broke it off
	changing  bool              // keys are being changed, by:
	keyChange *task.Job
	later     bool // the recovery code is left for another day
	content   *fyne.Container
}

func newStrips(w *Window) *strips {
	s := &strips{window: w}
	say := w.words.Say
	s.readOnly = control.NewStrip(control.ToneFault, say("shell.read_only"))
	s.shift = control.NewStrip(control.ToneNotice, "")
	s.arrived = control.NewStrip(control.ToneCalm, "", control.NewButton(say("shell.understood"), nil, func() {
		w.open.arrived = false
		s.update()
	}))
	s.recovery = control.NewStrip(control.ToneNotice, say("shell.recovery_unconfirmed"),
		control.NewButton(say("shell.later"), nil, func() {
			s.later = true
			s.update()
		}),
		control.NewButton(say("shell.recovery_new"), nil, func() { w.Show(page.Place{Page: page.Users, Part: page.UsersRecovery}) }))
	s.keys = control.NewStrip(control.ToneCalm, "", control.NewButton(say("shell.keys_continue"), nil, w.FinishKeys))
	s.working = control.NewProgress(w.words, "", func() {
		if s.changing {
			s.keyChange.Cancel()
		}
	})
	s.progress = control.Padded(look.Gap, s.working)
	s.taking = control.NewProgress(w.words, "", func() { w.open.arrivals.cancel() })
	s.takes = control.Padded(look.Gap, s.taking)
	s.paused = control.NewStrip(control.ToneCalm, say("folder.stopped"), control.NewButton(say("folder.go_on"), nil, func() { w.open.arrivals.goOn() }))
	s.content = control.Stack(0, s.readOnly, s.arrived, s.shift, s.recovery, s.keys, s.progress, s.takes, s.paused)
	for _, o := range []fyne.CanvasObject{s.keys, s.takes, s.paused} {
		o.Hide()
	}
	return s
}

// update shows the strips that hold now.
func (s *strips) update() {
	w := s.window
	if w.open == nil {
		return
	}
	session := w.open.session
	readOnly := session.ReadOnly()
	show(s.readOnly, readOnly)
	show(s.recovery, !s.later && !readOnly && !session.Unit().Demo && session.RecoveryUnconfirmed() && session.May(access.RightUsers) == nil)
	ends := w.real().ends
	if !ends.IsZero() {
		clock := w.words.Clock(ends)
		s.arrived.SetText(w.words.Say("shell.arrived", "time", clock))
		s.shift.SetText(w.words.Say("shell.shift_ends", "time", clock, "n", wholeMinutes(w.shiftLeft())))
	}
	soon := !ends.IsZero() && w.shiftLeft() <= shiftWarning
	show(s.shift, soon)
	show(s.arrived, w.open.arrived && !soon)
	show(s.progress, s.changing)
	w.open.frame.content.Refresh()
}

// showTaking shows how far an import from the drop folder has come, once it takes long, or that it
// was broken off.
func (s *strips) showTaking(a *arrivals) {
	long := a.busy && a.seconds >= longTaking
	if long && !s.takes.Visible() {
		s.taking.Start(s.window.words.Say("folder.taking"))
	}
	if !long {
		s.taking.Stop()
	}
	show(s.takes, long)
	show(s.paused, a.stopped && !a.busy && a.left > 0)
	s.window.open.frame.content.Refresh()
}

// look asks how much lies under older keys, beside the window, and then shows what holds.
func (s *strips) look() {
	s.update()
	session := s.window.Session()
	if session == nil || session.ReadOnly() || s.changing {
		return
	}
	task.Go(s.window.Screened, "keys left", func(ctx context.Context) (int, error) { return session.RewrapLeft(ctx), nil }, func(left int, _ error) {
		s.keys.SetText(s.window.words.Count("shell.keys_left", left))
		show(s.keys, left > 0 && !s.changing)
		s.window.open.frame.content.Refresh()
	})
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

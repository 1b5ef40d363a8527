package shell

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// After so many seconds of opening the words change: deriving a key is done by then, and a binder
// that takes longer is being put together again or brought up to date.
const (
	longOpening     = 5
	veryLongOpening = 20
)

// submit opens the binder beside the window: deriving the key takes a second or more.
func (l *lockScreen) submit() {
	if l.opening || l.left > 0 {
		return
	}
	open, ok := l.opener()
	if !ok {
		return
	}
	l.setOpening(true)
	w, alone, arrives := l.window, l.by == byName && strings.TrimSpace(l.user.Text) == "", l.by == byEnvelope
	task.Go(w.Own, "open", patiently(open), func(s *desk.Session, err error) {
		l.setOpening(false)
		if err != nil {
			l.fail(err)
			return
		}
		for _, e := range []*control.Entry{l.passphrase, l.code} {
			e.SetText("")
		}
		l.arrival.clear()
		w.alone, w.shiftEnded = alone, false
		w.enter(s)
		if arrives {
			w.open.arrived = true
			w.open.frame.strips.update()
		}
	})
}

const (
	// givesWay is for how long the binder is asked for again while another program has it: one in
	// the background that imports has it for some seconds, and can't be asked for it while it opens.
	givesWay = 6 * time.Second
	askAgain = time.Second
)

// patiently opens the binder as soon as another program lets go of it, or gives up before long.
func patiently(open func(context.Context) (*desk.Session, error)) func(context.Context) (*desk.Session, error) {
	return func(ctx context.Context) (*desk.Session, error) {
		for waited := time.Duration(0); ; waited += askAgain {
			s, err := open(ctx)
			if !text.IsFault(err, "vault.in_use") || waited >= givesWay {
				return s, err
			}
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-time.After(askAgain):
			}
		}
	}
}

// opener is how the binder is opened with what was typed; ok is false while something is missing,
// which its field then says.
func (l *lockScreen) opener() (open func(context.Context) (*desk.Session, error), ok bool) {
	d, folder := l.window.Desk, l.window.Folder
	switch l.by {
	case byRecovery:
		code := l.code.Text
		return func(ctx context.Context) (*desk.Session, error) { return d.UnlockRecovery(ctx, folder, code) }, true
	case byEnvelope:
		passphrase, same := l.arrival.secret.Typed()
		code, who := l.arrival.code.Text, desk.Arrival{Name: l.arrival.name.Text, Title: l.arrival.title.Text, Passphrase: passphrase}
		return func(ctx context.Context) (*desk.Session, error) { return d.UnlockEnvelope(ctx, folder, code, who) }, same
	default:
		user, passphrase := l.user.Text, l.passphrase.Text
		return func(ctx context.Context) (*desk.Session, error) { return d.Unlock(ctx, folder, user, passphrase) }, true
	}
}

func (l *lockScreen) setOpening(opening bool) {
	l.opening, l.seconds = opening, 0
	l.message.Hide()
	for _, e := range l.entries() {
		if opening {
			e.Disable()
		} else {
			e.Enable()
		}
	}
	for _, b := range l.others {
		if opening {
			b.Disable()
		} else {
			b.Enable()
		}
	}
	if opening {
		l.doing.SetText(l.words.Say("shell.lock.deriving"))
		l.busy.Show()
		l.bar.Start()
	} else {
		l.bar.Stop()
		l.busy.Hide()
	}
	l.enable()
	l.window.body.Refresh()
}

// enable lets the button be pressed when there is nothing to wait for.
func (l *lockScreen) enable() {
	if l.opening || l.left > 0 {
		l.openIt.Disable()
	} else {
		l.openIt.Enable()
	}
}

// fail says why the binder did not open. What was typed stays, for another try, unless it was
// wrong.
func (l *lockScreen) fail(err error) {
	l.openIt.SetText(l.words.Say("shell.lock.again"))
	if !l.atField(err) {
		l.message.Objects = []fyne.CanvasObject{control.NewNoticeBox(control.ToneFault, l.words.Explain(err), nil)}
		l.message.Show()
		if l.over != nil { // the newer message has the room
			l.over.Hide()
		}
		if text.IsFault(err, "vault.wrong_passphrase") {
			l.passphrase.SetText("")
		}
		focus := l.first()
		if l.by == byName {
			focus = l.passphrase
		}
		l.window.win.Canvas().Focus(focus)
	}
	l.window.body.Refresh()
	l.askWait()
}

// atField says what is wrong beside the field of a temporary that it is about, and puts the
// keyboard there. It tells whether the fault was about one.
func (l *lockScreen) atField(err error) bool {
	if l.by != byEnvelope {
		return false
	}
	a := l.arrival
	for code, field := range map[string]struct {
		field *control.Field
		entry *control.Entry
	}{
		"vault.envelope_typo": {a.codeField, a.code}, "vault.envelope_length": {a.codeField, a.code}, "vault.wrong_envelope": {a.codeField, a.code},
		"access.envelope_used": {a.codeField, a.code}, "access.envelope_for_area": {a.codeField, a.code},
		"access.no_name": {a.nameField, a.name}, "access.same_name": {a.nameField, a.name}, "access.no_title": {a.titleField, a.title},
	} {
		if text.IsFault(err, code) {
			field.field.SetFault(l.words.Explain(err))
			field.entry.Focus()
			return true
		}
	}
	if text.IsFault(err, "vault.weak_passphrase") {
		a.secret.Fault(l.words.Explain(err))
		return true
	}
	return false
}

// askWait asks the binder how long the next try has to wait: it remembers wrong tries also over a
// restart, and is the same whether a name exists or not.
func (l *lockScreen) askWait() {
	w := l.window
	task.Go(w.Own, "wait", func(ctx context.Context) (time.Duration, error) { return w.Desk.Wait(ctx, w.Folder), nil },
		func(left time.Duration, _ error) {
			l.left = int((left + time.Second - 1) / time.Second)
			l.showWait()
		})
}

func (l *lockScreen) showWait() {
	show(l.waiting, l.left > 0)
	if l.left > 0 {
		l.wait.SetText(l.words.Say("shell.lock.wait", "span", seconds(l.words, l.left)))
	}
	l.enable()
	l.window.body.Refresh()
}

// tick is called every second while the window is locked.
func (l *lockScreen) tick() {
	if l.left > 0 {
		l.left--
		l.showWait()
	}
	if !l.opening {
		return
	}
	l.seconds++
	switch l.seconds {
	case longOpening:
		l.doing.SetText(l.words.Say("shell.lock.opening_long"))
	case veryLongOpening:
		l.doing.SetText(l.words.Say("shell.lock.opening_very_long"))
	default:
		return
	}
	l.window.body.Refresh()
}

// seconds words a short time to count down: "45 sekunder", "2 min 05 s".
func seconds(w *text.Words, n int) string {
	if n < 60 {
		return w.Count("shell.seconds", n)
	}
	return w.Say("shell.minutes_seconds", "n", n/60, "seconds", fmt.Sprintf("%02d", n%60))
}

package shell

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// lockScreen asks who opens the binder. It says nothing about the unit or who may open it.
type lockScreen struct {
	window     *Window
	words      *text.Words
	user       *control.Entry
	passphrase *control.Entry
	code       *control.Entry
	named      *fyne.Container // name and passphrase
	envelope   *fyne.Container // recovery code
	openIt     *control.Button
	other      *control.Button
	message    *fyne.Container
	busy       *fyne.Container
	bar        *widget.ProgressBarInfinite
	byCode     bool
	opening    bool
}

func (w *Window) showLock() {
	w.front = newLockScreen(w)
	w.put(w.front.content())
	if w.alone {
		w.win.Canvas().Focus(w.front.passphrase)
		return
	}
	w.win.Canvas().Focus(w.front.user)
}

func newLockScreen(w *Window) *lockScreen {
	l := &lockScreen{window: w, words: w.words, message: container.NewStack()}
	l.user = control.NewEntry("")
	l.passphrase = control.NewPasswordEntry("")
	l.code = control.NewEntry("")
	l.user.OnSubmitted = func(string) { w.win.Canvas().Focus(l.passphrase) }
	l.passphrase.OnSubmitted = func(string) { l.submit() }
	l.code.OnSubmitted = func(string) { l.submit() }
	l.named = control.Stack(look.Space,
		control.NewField(w.words, w.words.Say("shell.lock.user"), "", l.user),
		control.NewField(w.words, w.words.Say("shell.lock.passphrase"), "", l.passphrase))
	l.envelope = control.Stack(look.Space,
		control.NewField(w.words, w.words.Say("shell.lock.code"), w.words.Say("shell.lock.code_hint"), l.code))
	l.envelope.Hide()
	l.message.Hide()
	l.openIt = control.NewPrimary(w.words.Say("shell.lock.open"), theme.LoginIcon(), l.submit)
	l.other = control.NewFlat(w.words.Say("shell.lock.by_code"), nil, l.swap)
	l.bar = widget.NewProgressBarInfinite()
	l.busy = control.Stack(look.Step, control.Small(w.words.Say("shell.lock.deriving")), l.bar)
	l.busy.Hide()
	l.bar.Stop()
	return l
}

func (l *lockScreen) content() fyne.CanvasObject {
	w := l.window
	column := control.Stack(look.Space,
		container.NewCenter(control.NewSymbol(look.IconBinder(), look.Binder, 2.4)),
		control.NewText(w.win.Title(), control.Style{Size: look.SizeLargest, Bold: true, Align: fyne.TextAlignCenter}),
		control.NewText(l.words.Say("shell.lock.locked"), control.Style{Color: look.Quiet, Wrap: true, Align: fyne.TextAlignCenter}))
	if w.Demo != nil {
		column.Add(control.NewNoticeBox(control.ToneNotice, l.words.Say("shell.band.invented"),
			control.Plain(l.words.Say("shell.lock.demo", "user", w.Demo.User, "passphrase", w.Demo.Passphrase))))
	}
	for _, o := range []fyne.CanvasObject{l.message, l.named, l.envelope, l.busy, l.openIt, l.other} {
		column.Add(o)
	}
	language := control.NewFlat(l.words.Say("shell.lock.language"), nil, func() {
		choices := w.Choices
		choices.Lang = otherThan(choices.Lang)
		w.Choose(choices)
	})
	return container.NewBorder(nil, container.NewHBox(language), nil, nil, container.NewVScroll(container.New(card{}, column)))
}

func otherThan(lang text.Lang) text.Lang {
	if lang == text.English {
		return text.Swedish
	}
	return text.English
}

// swap goes between name with passphrase and the recovery code of the sealed envelope.
func (l *lockScreen) swap() {
	l.byCode = !l.byCode
	l.message.Hide()
	l.envelope.Hidden, l.named.Hidden = !l.byCode, l.byCode
	if l.byCode {
		l.other.SetText(l.words.Say("shell.lock.by_name"))
		l.window.win.Canvas().Focus(l.code)
	} else {
		l.other.SetText(l.words.Say("shell.lock.by_code"))
		l.window.win.Canvas().Focus(l.user)
	}
	l.window.body.Refresh()
}

// submit opens the binder beside the window: deriving the key takes a second or more.
func (l *lockScreen) submit() {
	if l.opening {
		return
	}
	l.setOpening(true)
	w, user, passphrase, code, byCode := l.window, l.user.Text, l.passphrase.Text, l.code.Text, l.byCode
	task.Go(w.Own, "open", func(ctx context.Context) (*desk.Session, error) {
		if byCode {
			return w.Desk.UnlockRecovery(ctx, w.Folder, code)
		}
		return w.Desk.Unlock(ctx, w.Folder, user, passphrase)
	}, func(s *desk.Session, err error) {
		l.setOpening(false)
		if err != nil {
			l.fail(err)
			return
		}
		l.passphrase.SetText("")
		l.code.SetText("")
		w.alone = !byCode && strings.TrimSpace(user) == ""
		w.enter(s)
	})
}

func (l *lockScreen) setOpening(opening bool) {
	l.opening = opening
	l.message.Hide()
	for _, e := range []*control.Entry{l.user, l.passphrase, l.code} {
		if opening {
			e.Disable()
		} else {
			e.Enable()
		}
	}
	if opening {
		l.openIt.Disable()
		l.other.Disable()
		l.busy.Show()
		l.bar.Start()
	} else {
		l.openIt.Enable()
		l.other.Enable()
		l.bar.Stop()
		l.busy.Hide()
	}
	l.window.body.Refresh()
}

// fail says why the binder did not open. What was typed stays, for another try, unless it was
// wrong.
func (l *lockScreen) fail(err error) {
	l.openIt.SetText(l.words.Say("shell.lock.again"))
	l.message.Objects = []fyne.CanvasObject{control.NewNoticeBox(control.ToneFault, l.words.Explain(err), nil)}
	l.message.Show()
	switch {
	case l.byCode:
		l.window.win.Canvas().Focus(l.code)
	case text.IsFault(err, "vault.wrong_passphrase"):
		l.passphrase.SetText("")
		l.window.win.Canvas().Focus(l.passphrase)
	default:
		l.window.win.Canvas().Focus(l.passphrase)
	}
	l.window.body.Refresh()
}

// card sets a column in the middle of the window, as wide as a form should be.
type card struct{ wide bool }

func (c card) width(room float32) float32 {
	width := 28 * look.Size(look.SizeBase)
	if c.wide {
		width = look.ReadingWidth()
	}
	return min(room-2*look.Space, width)
}

func (c card) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := c.width(size.Width)
	for _, o := range objects {
		o.Resize(fyne.NewSize(width, o.MinSize().Height))
		height := o.MinSize().Height // wrapped texts know their height when they know their width
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos((size.Width-width)/2, max(look.Wide, (size.Height-height)/3)))
	}
}

func (c card) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var height float32
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(0, height+2*look.Wide)
}

// waiting is what stands in the window while there is nothing to do but wait.
func waiting(title, below string) fyne.CanvasObject {
	column := control.Stack(look.Space,
		container.NewCenter(control.NewSymbol(look.IconBinder(), look.Binder, 2.4)),
		control.NewText(title, control.Style{Size: look.SizeLarge, Bold: true, Wrap: true, Align: fyne.TextAlignCenter}))
	if below != "" {
		column.Add(control.NewText(below, control.Style{Color: look.Quiet, Wrap: true, Align: fyne.TextAlignCenter}))
	}
	column.Add(widget.NewProgressBarInfinite())
	return container.New(card{}, column)
}

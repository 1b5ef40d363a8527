package shell

import (
	"context"
	"errors"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// bringIn makes the binder of a copy from another laptop, where there is none yet.
type bringIn struct {
	window     *Window
	words      *text.Words
	path       string // of the copy; empty until one is chosen
	name       *control.Text
	which      *control.Field
	choose     *control.Button
	passphrase *control.Entry
	place      *control.Button
	back       *control.Button
	message    *fyne.Container
	busy       *fyne.Container
	bar        *widget.ProgressBarInfinite
	job        *task.Job
}

func (w *Window) showBringIn() {
	b := newBringIn(w)
	w.put(b.content())
	w.win.Canvas().Focus(b.choose)
}

func newBringIn(w *Window) *bringIn {
	say := w.words.Say
	b := &bringIn{window: w, words: w.words, message: container.NewStack()}
	b.name = control.NewText(say("safety.in.no_file"), control.Style{Wrap: true, Color: look.Quiet})
	b.choose = control.NewButton(say("safety.in.choose"), theme.FolderOpenIcon(), func() {
		page.ChooseFile(w.win, say("safety.in.choose"), filepath.Dir(b.path), b.chosen)
	})
	b.which = control.NewField(w.words, say("safety.in.file"), "", control.Stack(look.Step, b.name, container.NewHBox(b.choose)))
	b.passphrase = control.NewPasswordEntry("")
	b.passphrase.OnSubmitted = func(string) { b.submit() }
	b.place = control.NewPrimary(say("setup.copy.place"), theme.DownloadIcon(), b.submit)
	b.back = control.NewFlat(say("setup.copy.back"), nil, w.showSetUp)
	b.bar = widget.NewProgressBarInfinite()
	b.bar.Stop()
	stop := control.NewButton(say("control.cancel"), nil, func() {
		if b.job != nil {
			b.job.Cancel()
		}
	})
	b.busy = control.Stack(look.Step, control.Small(say("setup.copy.placing")), container.NewBorder(nil, nil, nil, stop, b.bar))
	b.busy.Hide()
	b.message.Hide()
	return b
}

func (b *bringIn) content() fyne.CanvasObject {
	say := b.words.Say
	column := control.Stack(look.Space, control.Title(say("setup.copy.title")), control.Quiet(say("setup.copy.intro")), b.message, b.which,
		control.NewField(b.words, say("safety.passphrase"), say("setup.copy.passphrase_hint"), b.passphrase), b.busy, b.place, b.back)
	return container.NewVScroll(container.New(&card{}, column))
}

func (b *bringIn) chosen(path string, err error) {
	if err != nil {
		b.tell(control.ToneFault, b.words.Explain(err))
		return
	}
	b.path = path
	b.which.SetFault("")
	b.name.SetStyle(control.Style{Wrap: true, Copy: true})
	b.name.SetText(path)
	b.window.body.Refresh()
	b.window.win.Canvas().Focus(b.passphrase)
}

// submit puts the copy where the binder is to be, or says what is missing.
func (b *bringIn) submit() {
	if b.place.Disabled() {
		return
	}
	if b.path == "" {
		b.which.SetFault(b.words.Say("safety.in.choose_first"))
		b.window.win.Canvas().Focus(b.choose)
		b.window.body.Refresh()
		return
	}
	w, path, opens := b.window, b.path, desk.Opens{Passphrase: b.passphrase.Text}
	b.setBusy(true)
	ended := false
	job := task.Go(w.Own, "restore", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, w.Desk.RestoreHere(ctx, w.Folder, path, opens)
	}, func(_ struct{}, err error) {
		ended = true
		b.job = nil
		b.setBusy(false)
		if errors.Is(err, context.Canceled) {
			b.tell(control.ToneCalm, b.words.Say("safety.in.compare_stopped"))
			return
		}
		if err != nil {
			b.tell(control.ToneFault, b.words.Explain(err))
			w.win.Canvas().Focus(b.passphrase)
			return
		}
		b.passphrase.SetText("")
		b.placed()
	})
	if !ended {
		b.job = job
	}
}

// placed says who opens what has come in.
func (b *bringIn) placed() {
	w := b.window
	open := control.NewPrimary(b.words.Say("setup.copy.open"), theme.LoginIcon(), w.showLock)
	w.put(container.New(&card{}, control.Stack(look.Space, control.Title(b.words.Say("setup.copy.placed")),
		control.Plain(b.words.Say("setup.copy.placed_how")), open)))
	w.win.Canvas().Focus(open)
}

func (b *bringIn) setBusy(busy bool) {
	b.message.Hide()
	for _, press := range []*control.Button{b.choose, b.place, b.back} {
		if busy {
			press.Disable()
		} else {
			press.Enable()
		}
	}
	b.busy.Hidden = !busy
	if busy {
		b.bar.Start()
	} else {
		b.bar.Stop()
	}
	b.window.body.Refresh()
}

func (b *bringIn) tell(tone control.Tone, sentence string) {
	b.message.Objects = []fyne.CanvasObject{control.NewNoticeBox(tone, sentence, nil)}
	b.message.Show()
	b.window.body.Refresh()
}

package shell

import (
	"context"

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

// setUp begins a binder in a folder that has none.
type setUp struct {
	window            *Window
	words             *text.Words
	unit, user, title *control.Entry
	secret            *page.Passphrase
	make              *control.Button
	message           *fyne.Container
	busy              *fyne.Container
	bar               *widget.ProgressBarInfinite
}

// founded is a new binder with what is shown once.
type founded struct {
	session *desk.Session
	secrets desk.Secrets
}

func (w *Window) showSetUp() {
	s := newSetUp(w)
	w.put(s.content())
	w.win.Canvas().Focus(s.unit)
}

func newSetUp(w *Window) *setUp {
	s := &setUp{window: w, words: w.words, message: container.NewStack()}
	s.unit, s.user, s.title = control.NewEntry(""), control.NewEntry(""), control.NewEntry("")
	s.secret = page.NewPassphrase(w.words, w.words.Say("setup.passphrase"), w.words.Say("setup.passphrase_again"), s.submit)
	s.make = control.NewPrimary(w.words.Say("setup.make"), look.IconBinder(), s.submit)
	s.bar = widget.NewProgressBarInfinite()
	s.bar.Stop()
	s.busy = control.Stack(look.Step, control.Small(w.words.Say("setup.making")), s.bar)
	s.busy.Hide()
	s.message.Hide()
	return s
}

func (s *setUp) content() fyne.CanvasObject {
	w := s.window
	column := control.Stack(look.Space,
		control.Title(s.words.Say("setup.title")), control.Quiet(s.words.Say("setup.intro")), s.message,
		control.NewField(w.words, s.words.Say("setup.unit"), s.words.Say("setup.unit_hint"), s.unit),
		control.NewField(w.words, s.words.Say("setup.user"), "", s.user),
		control.NewField(w.words, s.words.Say("setup.user_title"), s.words.Say("setup.user_title_hint"), s.title),
		s.secret.Fields(), s.busy, s.make,
		control.NewFlat(s.words.Say("setup.copy.instead"), theme.DownloadIcon(), w.showBringIn))
	language := control.NewFlat(s.words.Say("shell.lock.language"), nil, func() {
		choices := w.Choices
		choices.Lang = otherThan(choices.Lang)
		w.Choose(choices)
	})
	return container.NewBorder(nil, container.NewHBox(language), nil, nil, container.NewVScroll(container.New(&card{}, column)))
}

func (s *setUp) submit() {
	if s.make.Disabled() {
		return
	}
	passphrase, ok := s.secret.Typed()
	if !ok {
		return
	}
	s.message.Hide()
	s.setBusy(true)
	w := s.window
	setup := desk.Setup{Unit: s.unit.Text, User: s.user.Text, Title: s.title.Text, Passphrase: passphrase}
	task.Go(w.Own, "set up", func(ctx context.Context) (founded, error) {
		session, secrets, err := w.Desk.SetUp(ctx, w.Folder, setup)
		return founded{session, secrets}, err
	}, func(f founded, err error) {
		s.setBusy(false)
		if err != nil {
			s.fail(err)
			return
		}
		w.showSecrets(f)
	})
}

func (s *setUp) setBusy(busy bool) {
	if busy {
		s.make.Disable()
		s.busy.Show()
		s.bar.Start()
	} else {
		s.make.Enable()
		s.bar.Stop()
		s.busy.Hide()
	}
	s.window.body.Refresh()
}

func (s *setUp) fail(err error) {
	s.message.Objects = []fyne.CanvasObject{control.NewNoticeBox(control.ToneFault, s.words.Explain(err), nil)}
	s.message.Show()
	canvas := s.window.win.Canvas()
	switch {
	case text.IsFault(err, "setup.no_unit"):
		canvas.Focus(s.unit)
	case text.IsFault(err, "setup.no_user"), text.IsFault(err, "vault.name_missing"):
		canvas.Focus(s.user)
	case text.IsFault(err, "setup.no_title"):
		canvas.Focus(s.title)
	case text.IsFault(err, "vault.weak_passphrase"):
		canvas.Focus(s.secret.First)
	}
	s.window.body.Refresh()
}

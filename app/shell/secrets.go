package shell

import (
	"context"

	"fyne.io/fyne/v2/container"

	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
)

// showSecrets shows the recovery code and the passphrase of PDF files, this once. The binder is
// open but nothing else can be reached until somebody says that they are written down. Where the
// program is stopped before that, the next unlock offers a new code.
func (w *Window) showSecrets(f founded) {
	w.founded = f.session
	say := w.words.Say
	once := page.Once{
		Title: say("setup.secrets.title"), Intro: say("setup.secrets.intro"),
		Codes: []page.Code{
			{Title: say("setup.secrets.code"), Value: f.secrets.RecoveryCode, Why: say("setup.secrets.code_why")},
			{Title: say("setup.secrets.pdf"), Value: f.secrets.PDFPassphrase, Why: say("setup.secrets.pdf_why")},
		},
		Written: say("setup.written_down"), Proceed: say("setup.continue"), Then: w.confirmSecrets,
	}
	if w.Print != nil {
		once.Print = func(ctx context.Context) error {
			drawn, err := f.session.Envelope(ctx, f.secrets)
			if err != nil {
				return err
			}
			return w.Print(ctx, drawn.PDF)
		}
	}
	content, focus := once.Content(w.words, w.Own)
	w.put(container.NewVScroll(container.New(&card{wide: true}, content)))
	w.win.Canvas().Focus(focus)
}

// confirmSecrets notes that the codes are on paper, and opens the binder.
func (w *Window) confirmSecrets() {
	session := w.founded
	if session == nil {
		return
	}
	w.put(waiting(w.words.Say("shell.opening"), ""))
	task.Go(w.Own, "confirm", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, session.ConfirmRecovery(context.WithoutCancel(ctx))
	}, func(_ struct{}, err error) {
		w.founded, w.alone = nil, true
		w.enter(session)
		w.Fail(err)
	})
}

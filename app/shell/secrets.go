package shell

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/text"
)

// showSecrets shows the recovery code and the passphrase of PDF files, this once. The binder is
// open but nothing else can be reached until somebody says that they are written down.
func (w *Window) showSecrets(f founded) {
	w.founded = f.session
	secret := func(title, value, why string) fyne.CanvasObject {
		return control.NewSection(title, control.Stack(look.Gap,
			control.NewText(value, control.Style{Size: look.SizeLarge, Bold: true, Wrap: true, Copy: true}), control.Quiet(why)))
	}
	proceed := control.NewPrimary(w.words.Say("setup.continue"), nil, func() {
		session := w.founded
		w.founded, w.alone = nil, true
		w.enter(session)
	})
	proceed.Disable()
	written := control.NewCheck(w.words.Say("setup.written_down"), func(on bool) {
		if on {
			proceed.Enable()
		} else {
			proceed.Disable()
		}
	})
	column := control.Stack(look.Space,
		control.Title(w.words.Say("setup.secrets.title")), control.Plain(w.words.Say("setup.secrets.intro")),
		secret(w.words.Say("setup.secrets.code"), f.secrets.RecoveryCode, w.words.Say("setup.secrets.code_why")),
		secret(w.words.Say("setup.secrets.pdf"), f.secrets.PDFPassphrase, w.words.Say("setup.secrets.pdf_why")))
	if w.Print != nil {
		column.Add(w.envelopePart(f))
	}
	column.Add(written)
	column.Add(proceed)
	w.put(container.NewVScroll(container.New(card{wide: true}, column)))
	w.win.Canvas().Focus(written)
}

// envelopePart prints the page for the sealed envelope, straight to the printer: a file that opens
// the whole binder is never left on the disk.
func (w *Window) envelopePart(f founded) fyne.CanvasObject {
	quiet := control.NewQuietMessage()
	print := control.NewButton(w.words.Say("setup.print"), theme.DocumentPrintIcon(), nil)
	print.OnTapped = func() {
		print.Disable()
		quiet.Say(control.ToneCalm, w.words.Say("setup.printing"))
		task.Go(w.Own, "envelope", func(ctx context.Context) (struct{}, error) {
			page, err := f.session.Envelope(ctx, f.secrets)
			if err == nil {
				err = w.Print(ctx, page.PDF)
			}
			return struct{}{}, err
		}, func(_ struct{}, err error) {
			print.Enable()
			if text.IsFault(err, "printer.none") {
				quiet.Say(control.ToneFault, w.words.Say("setup.no_printer"))
				return
			}
			if err != nil {
				quiet.Say(control.ToneFault, w.words.Explain(err))
				return
			}
			quiet.Say(control.ToneGood, w.words.Say("setup.printed"))
		})
	}
	return container.NewBorder(nil, nil, print, nil, control.Padded(look.Step, quiet))
}

package page

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

// Code is something secret that is shown once, and what it is for.
type Code struct{ Title, Value, Why string }

// Once shows codes this one time, until somebody says that they are on paper.
type Once struct {
	Title, Intro string
	Codes        []Code
	// Print sends the page with the codes straight to the printer: what opens the binder is never
	// left on the disk. Nil where that can't be done.
	Print func(context.Context) error
	// Written is the sentence that somebody confirms, Proceed the button that goes on, Then what
	// follows.
	Written, Proceed string
	Then             func()
}

// Content shows the codes. Focus is where the keyboard starts.
func (o Once) Content(w *text.Words, r *task.Runner) (content *fyne.Container, focus fyne.Focusable) {
	proceed := control.NewPrimary(o.Proceed, nil, o.Then)
	proceed.Disable()
	written := control.NewCheck(o.Written, func(on bool) {
		if on {
			proceed.Enable()
		} else {
			proceed.Disable()
		}
	})
	column := control.Stack(look.Space, control.Title(o.Title), control.Plain(o.Intro))
	for _, c := range o.Codes {
		column.Add(control.NewSection(c.Title, control.Stack(look.Gap,
			control.NewText(c.Value, control.Style{Size: look.SizeLarge, Bold: true, Wrap: true, Copy: true}), control.Quiet(c.Why))))
	}
	if o.Print != nil {
		column.Add(o.printing(w, r))
	}
	column.Add(written)
	column.Add(container.NewHBox(proceed))
	return column, written
}

func (o Once) printing(w *text.Words, r *task.Runner) fyne.CanvasObject {
	quiet := control.NewQuietMessage()
	print := control.NewButton(w.Say("setup.print"), theme.DocumentPrintIcon(), nil)
	print.OnTapped = func() {
		print.Disable()
		quiet.Say(control.ToneCalm, w.Say("setup.printing"))
		task.Go(r, "envelope", func(ctx context.Context) (struct{}, error) {
			return struct{}{}, o.Print(ctx)
		}, func(_ struct{}, err error) {
			print.Enable()
			switch {
			case text.IsFault(err, "printer.none"):
				quiet.Say(control.ToneFault, w.Say("setup.no_printer"))
			case err != nil:
				quiet.Say(control.ToneFault, w.Explain(err))
			default:
				quiet.Say(control.ToneGood, w.Say("setup.printed"))
			}
		})
	}
	return container.NewBorder(nil, nil, print, nil, control.Padded(look.Step, quiet))
}

package paper

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
)

// result tells what was printed and where it lies, and offers what comes next.
type result struct {
	host     page.Host
	files    Files
	send     func(printer string)
	printers []string
	content  *fyne.Container
}

func newResult(h page.Host, files Files, send func(printer string)) *result {
	r := &result{host: h, files: files, send: send, content: control.Stack(0)}
	r.hide()
	return r
}

// findPrinters looks for printers away from the window; without any, none is offered.
func (r *result) findPrinters() {
	task.Go(r.host.Runner(), "find printers", r.files.Printers, func(found []string, err error) {
		if err != nil {
			r.host.Fail(err)
			return
		}
		r.printers = found
	})
}

func (r *result) hide() { r.show(nil) }

func (r *result) show(o fyne.CanvasObject) {
	r.content.Objects = nil
	r.content.Hidden = o == nil
	if o != nil {
		r.content.Objects = []fyne.CanvasObject{o}
	}
	r.content.Refresh()
}

// saved tells where the file lies.
func (r *result) saved(job desk.Job, path string) {
	w := r.host.Words()
	buttons := container.New(layout.NewRowWrapLayoutWithCustomPadding(look.Gap, look.Gap),
		control.NewButton(w.Say("paperpage.open_file"), theme.DocumentIcon(), func() { r.open(path) }),
		control.NewButton(w.Say("paperpage.open_folder"), theme.FolderIcon(), func() { r.open(filepath.Dir(path)) }))
	inside := control.Stack(look.Gap, control.NewText(w.Say("paperpage.saved", "path", path), control.Style{Wrap: true, Copy: true}), r.replaced(job), buttons)
	for _, b := range r.toPaper() {
		buttons.Add(b)
	}
	r.show(control.NewNoticeBox(control.ToneGood, r.size(job), inside))
}

// sent tells that the pages are with the printer.
func (r *result) sent(job desk.Job, printer string) {
	w := r.host.Words()
	r.show(control.NewNoticeBox(control.ToneGood, r.size(job), control.Stack(look.Gap,
		control.Plain(w.Say("paperpage.sent", "printer", printer)), r.replaced(job))))
}

func (r *result) fault(sentence string) {
	r.show(control.NewNoticeBox(control.ToneFault, sentence, nil))
}

func (r *result) size(job desk.Job) string {
	w := r.host.Words()
	return w.Say("paperpage.size", "pages", w.Count("paperpage.pages", job.Pages), "sheets", w.Count("paperpage.sheets", job.Sheets))
}

// replaced says that signs were replaced on the paper; nothing when none were.
func (r *result) replaced(job desk.Job) fyne.CanvasObject {
	note := control.Quiet(r.host.Words().Count("paperpage.replaced", job.Replaced))
	note.Hidden = job.Replaced == 0
	return note
}

// toPaper is a button for each printer.
func (r *result) toPaper() []*control.Button {
	var buttons []*control.Button
	for _, printer := range r.printers {
		buttons = append(buttons, control.NewButton(r.host.Words().Say("paperpage.send", "printer", printer),
			theme.DocumentPrintIcon(), func() { r.send(printer) }))
	}
	return buttons
}

// open shows a file or folder in the system's own program, which takes a moment to start.
func (r *result) open(path string) {
	task.Go(r.host.Runner(), "open a file", func(context.Context) (struct{}, error) {
		return struct{}{}, r.files.Open(path)
	}, func(_ struct{}, err error) {
		if err != nil {
			r.host.Fail(err)
		}
	})
}

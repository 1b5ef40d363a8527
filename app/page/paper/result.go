package paper

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// result tells what was printed and where it lies, and keeps in sight what no printer took.
type result struct {
	host  page.Host
	files Files
	again func(id int64)
	// other sends a failed print to the printer that is chosen now; its name is empty when that is none,
	// or the same.
	other   func(id int64)
	chosen  func(f desk.FailedPrint) string
	gone    func() // a print that failed was let go of, and its buttons with it
	made    func() // there are new buttons
	latest  *fyne.Container
	failed  *fyne.Container
	content *fyne.Container
}

func newResult(h page.Host, files Files, again func(id int64), gone func()) *result {
	r := &result{host: h, files: files, again: again, gone: gone, made: func() {}, latest: control.Stack(0), failed: control.Stack(look.Gap)}
	r.content = control.Stack(look.Gap, r.latest, r.failed)
	r.hide()
	return r
}

func (r *result) hide() { r.show(nil) }

func (r *result) show(o fyne.CanvasObject) {
	r.latest.Objects = nil
	r.latest.Hidden = o == nil
	if o != nil {
		r.latest.Objects = []fyne.CanvasObject{o}
	}
	r.made()
	r.content.Refresh()
}

// renew shows the prints that never reached a printer: each says why, and can be sent again.
func (r *result) renew() {
	w := r.host.Words()
	r.failed.Objects = nil
	for _, f := range r.host.Session().Failed() {
		if f.Unknown {
			r.failed.Add(r.unknown(f))
			continue
		}
		buttons := control.Beside(look.Gap,
			control.NewButton(w.Say("paperpage.again_send"), theme.ViewRefreshIcon(), func() { r.again(f.ID) }),
			control.NewButton(w.Say("paperpage.forget"), theme.DeleteIcon(), func() { r.forget(f.ID) }))
		if name := r.chosen(f); name != "" {
			buttons = control.Stack(look.Gap, buttons, control.Beside(look.Gap, control.NewButton(w.Say("paperpage.again_to", "printer", short(name)), theme.DocumentPrintIcon(), func() { r.other(f.ID) })))
		}
		title := w.Say("paperpage.failed", "title", f.Title, "printer", printerName(w, f.Sending), "time", w.Clock(f.At))
		r.failed.Add(control.NewNoticeBox(control.ToneFault, title, control.Stack(look.Gap, control.Plain(w.Explain(f.Why)), buttons)))
	}
	r.failed.Hidden = len(r.failed.Objects) == 0
	r.made()
	r.content.Refresh()
}

// unknown asks about a print of which nobody knows whether it came out. Its pages are gone; what did not
// come out is printed anew.
func (r *result) unknown(f desk.FailedPrint) fyne.CanvasObject {
	w := r.host.Words()
	title := w.Say("paperpage.unknown", "title", f.Title, "time", w.When(f.At, r.host.Session().Now()))
	return control.NewNoticeBox(control.ToneNotice, title, control.Stack(look.Gap, control.Plain(w.Explain(f.Why)), control.Quiet(size(w, f.Pages, f.Sheets)), control.Beside(look.Gap,
		control.NewButton(w.Say("paperpage.came_out"), theme.ConfirmIcon(), func() { r.cameOut(f.ID) }),
		control.NewButton(w.Say("paperpage.take_back"), theme.DeleteIcon(), func() { r.forget(f.ID) }))))
}

func (r *result) cameOut(id int64) { r.settled(r.host.Session().CameOut(context.Background(), id)) }

func (r *result) forget(id int64) { r.settled(r.host.Session().Forget(id)) }

// settled shows what is left after a print was told of.
func (r *result) settled(err error) {
	r.host.Fail(err)
	r.renew()
	r.gone()
	r.host.Changed()
}

// saved tells where the file lies.
func (r *result) saved(job desk.Job, path string) {
	r.show(control.NewNoticeBox(control.ToneGood, r.size(job), control.Stack(look.Gap, r.remarks(job),
		page.SavedAt(r.host, page.Files{Folder: r.files.Folder, Save: r.files.Save, Open: r.files.Open}, path))))
}

// sent tells that the pages are with the printer.
func (r *result) sent(job desk.Job, printer string) {
	r.show(control.NewNoticeBox(control.ToneGood, r.size(job), control.Stack(look.Gap,
		control.Plain(r.host.Words().Say("paperpage.sent", "printer", printer)), r.remarks(job))))
}

// lent tells that the pages are shown in the computer's own program, or that somebody has to open them,
// where the file is and for how long.
func (r *result) lent(job desk.Job, path string, opened bool) {
	w := r.host.Words()
	tone, what := control.ToneGood, "paperpage.lent"
	if !opened {
		tone, what = control.ToneNotice, "paperpage.lent_unopened"
	}
	r.show(control.NewNoticeBox(tone, r.size(job), control.Stack(look.Gap,
		control.Plain(w.Say(what)), control.NewText(path, control.Style{Wrap: true, Copy: true, Color: look.Quiet}), r.remarks(job))))
}

// said tells why nothing was printed; that the paper is right already is no fault.
func (r *result) said(err error) {
	tone := control.ToneFault
	if text.IsFault(err, "print.unchanged") {
		tone = control.ToneGood
	}
	r.show(control.NewNoticeBox(tone, r.host.Words().Explain(err), nil))
}

func (r *result) size(job desk.Job) string {
	w := r.host.Words()
	return size(w, job.Pages, job.Sheets)
}

func size(w *text.Words, pages, sheets int) string {
	return w.Say("paperpage.size", "pages", w.Count("paperpage.pages", pages), "sheets", w.Count("paperpage.sheets", sheets))
}

// remarks are what is worth knowing of what was printed: the numbers of papers that are accounted
// for, and that signs were replaced.
func (r *result) remarks(job desk.Job) fyne.CanvasObject {
	w := r.host.Words()
	notes := control.Stack(look.Step)
	if r := job.Renewal; r != nil {
		notes.Add(control.Plain(takeOut(w, r.Out)))
	}
	switch n := len(job.Numbers); {
	case n > fewNumbers:
		notes.Add(control.Plain(w.Say("paperpage.numbers_many", "n", n)))
	case n > 0:
		notes.Add(control.Plain(w.Count("paperpage.numbers", n, "numbers", numbers(job.Numbers))))
	}
	if job.Replaced > 0 {
		notes.Add(control.Quiet(w.Count("paperpage.replaced", job.Replaced)))
	}
	return notes
}

// takeOut says how many papers go out of the binder.
func takeOut(w *text.Words, n int) string {
	if n == 0 {
		return w.Say("paperpage.renewal_none")
	}
	return w.Count("paperpage.renewal_out", n)
}

// short is a printer's name with room on a button: printers of a network begin alike, so the end is kept too.
func short(name string) string {
	const most, head = 28, 12
	letters := []rune(name)
	if len(letters) <= most {
		return name
	}
	return string(letters[:head]) + "…" + string(letters[len(letters)-(most-head-1):])
}

// fewNumbers is how many numbers are named in a sentence.
const fewNumbers = 8

func numbers(list []custody.Number) string {
	named := make([]string, len(list))
	for i, n := range list {
		named[i] = n.String()
	}
	return strings.Join(named, ", ")
}

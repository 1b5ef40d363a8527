package review

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// filterShare is the filter's part of the width.
const filterShare = 0.28

// logPart is the log itself: what to show, the lines, and extracts to a file.
type logPart struct {
	host  page.Host
	words *text.Words
	files page.Files

	filter   *filter
	ask      fyne.Focusable
	query    desk.LogQuery // of the lines that are shown
	lines    []desk.LogLine
	read     bool // lines have been read once
	table    *control.DataTable
	count    *control.Text
	one      *control.Text // all of the line that is picked
	message  *fyne.Container
	progress *control.Progress
	job      *task.Job
	pdf, csv *control.Button
	sure     *control.Confirm
	right    *fyne.Container
	content  fyne.CanvasObject
}

func newLogPart(h page.Host, files page.Files) *logPart {
	w := h.Words()
	p := &logPart{host: h, words: w, files: files, message: control.Stack(look.Gap)}
	p.filter = newFilter(h, p.show)
	p.ask = p.filter.target()
	p.table = table(h, func() []desk.LogLine { return p.lines })
	p.table.List.OnPicked = p.picked
	p.count = control.NewText("", control.Style{Bold: true, Wrap: true})
	p.one = control.NewText("", control.Style{Wrap: true, Copy: true})
	p.one.Hide()
	p.message.Hide()
	p.progress = control.NewProgress(w, "", func() {
		if p.job != nil {
			p.job.Cancel()
		}
	})
	p.pdf = control.NewButton(w.Say("review.pdf"), theme.DocumentSaveIcon(), p.savePDF)
	p.csv = control.NewButton(w.Say("review.csv"), theme.DocumentSaveIcon(), func() {
		p.sure.AskThis(w.Count("review.csv_sure", len(p.lines)))
		p.right.Refresh()
	})
	p.sure = control.NewConfirm("", w.Say("review.csv_yes"), w.Say("review.csv_no"), p.saveCSV)
	p.able()
	foot := container.New(layout.NewCustomPaddedLayout(look.Gap, 0, 0, 0), control.Stack(look.Gap, p.one, p.message, p.progress, p.sure,
		container.NewBorder(nil, nil, nil, control.Beside(look.Gap, p.pdf, p.csv), container.New(middle{}, p.count))))
	p.right = container.NewBorder(nil, foot, nil, nil, p.table)
	p.content = control.NewColumns(filterShare, control.NewCard(p.filter.scroll), control.NewCard(p.right))
	return p
}

// open shows the last days when the tab is first opened.
func (p *logPart) open() {
	if !p.read {
		p.show()
	}
}

// leave stops reading; what was read stays.
func (p *logPart) leave() {
	if p.job != nil {
		p.job.Drop()
		p.ended()
	}
	p.sure.Hide()
}

// able lets only lines that are there be saved, and one thing be done at a time.
func (p *logPart) able() {
	for _, b := range []*control.Button{p.pdf, p.csv} {
		if len(p.lines) > 0 && p.job == nil {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

// show reads the lines that the filter chooses.
func (p *logPart) show() {
	q, ok := p.filter.read()
	if !ok || p.job != nil {
		return
	}
	p.read = true
	session := p.host.Session()
	begin(p, p.words.Say("review.reading"), "read-log", func(ctx context.Context) ([]desk.LogLine, error) {
		return session.Log(ctx, q)
	}, func(lines []desk.LogLine, err error) {
		if err != nil && lines == nil {
			p.fail(err)
			return
		}
		p.query, p.lines = q, lines
		p.count.SetText(p.words.Count("review.lines", len(lines), "time", p.words.Clock(session.Now())))
		p.one.Hide()
		p.table.Renew()
		if err != nil { // some lines can't be read; the others are shown
			p.fail(err)
		}
	})
}

// begin does something beside the window, with its progress.
func begin[T any](p *logPart, title, name string, do func(context.Context) (T, error), done func(T, error)) {
	p.message.Hide()
	p.sure.Hide()
	p.progress.Start(title)
	p.right.Refresh()
	ended := false
	job := task.Go(p.host.Runner(), name, do, func(value T, err error) {
		ended = true
		p.ended()
		done(value, err)
		p.able()
		p.right.Refresh()
	})
	if !ended {
		p.job = job
		p.able()
	}
}

func (p *logPart) ended() {
	p.job = nil
	p.progress.Stop()
}

func (p *logPart) fail(err error) {
	if errors.Is(err, context.Canceled) {
		p.tell(control.Quiet(p.words.Say("review.stopped")))
		return
	}
	p.tell(control.NewNoticeBox(control.ToneFault, p.words.Explain(err), nil))
}

func (p *logPart) tell(o fyne.CanvasObject) {
	p.message.Objects = []fyne.CanvasObject{o}
	p.message.Show()
}

// picked shows all of a line: the table cuts what has no room.
func (p *logPart) picked(i int) {
	p.one.SetText(whole(p.words, p.host.Session(), p.lines[i]))
	p.one.Show()
	p.message.Hide() // what was saved has been told, and the lines need the room
	p.right.Refresh()
}

// savePDF saves what is shown, locked with the unit's passphrase.
func (p *logPart) savePDF() {
	session, q := p.host.Session(), p.query
	begin(p, p.words.Say("review.drawing"), "log-pdf", func(ctx context.Context) (string, error) {
		job, err := session.LogPDF(ctx, q, false)
		if err != nil {
			return "", err
		}
		return p.files.Save(p.files.Folder, job.Name, job.PDF)
	}, func(path string, err error) { p.saved(path, p.words.Say("review.pdf_saved"), err) })
}

// saveCSV saves what is shown for a spreadsheet, once somebody has said that it may be readable.
func (p *logPart) saveCSV(yes bool) {
	p.right.Refresh()
	if !yes {
		return
	}
	session, lines := p.host.Session(), p.lines
	name := p.words.Say("print.file.log") + session.Now().Format("-2006-01-02-150405") + ".csv"
	begin(p, p.words.Say("review.drawing"), "log-csv", func(ctx context.Context) (string, error) {
		raw, err := session.LogCSV(ctx, lines)
		if err != nil {
			return "", err
		}
		return p.files.Save(p.files.Folder, name, raw)
	}, func(path string, err error) { p.saved(path, p.words.Say("review.csv_saved"), err) })
}

func (p *logPart) saved(path, title string, err error) {
	if err != nil {
		p.fail(err)
		return
	}
	p.tell(control.NewNoticeBox(control.ToneGood, title, page.SavedAt(p.host, p.files, path)))
	p.host.Changed()
}

// middle sets a text in the middle of the height beside it.
type middle struct{}

// Layout is for Fyne.
func (middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		height := o.MinSize().Height
		o.Resize(fyne.NewSize(size.Width, height))
		o.Move(fyne.NewPos(0, (size.Height-height)/2))
	}
}

// MinSize is for Fyne.
func (middle) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}

package backlog

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	tally "avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// proof is the part with n of n: by kind and person, the forms, what is late and what is left. It is
// saved as a paper to be signed by the unit head, and for a spreadsheet.
type proof struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	files   page.Files

	from, to     *control.DateField
	since, until *control.Field
	counted      *desk.EntryProof
	verdict      *control.Text
	head         *control.Text
	closed       *fyne.Container
	which        *control.Select
	tables       []*control.DataTable
	lines        [][][]control.Cell // of each table
	stack        *fyne.Container
	pdf, csv     *control.Button
	sure         *control.Confirm
	progress     *control.Progress
	message      *fyne.Container
	job          *task.Job
	left         *fyne.Container
	body         fyne.CanvasObject
}

// proofLists are the tables, worded "backlog.proof.<list>".
var proofLists = []string{"kinds", "persons", "forms", "left", "late"}

func newProof(h page.Host, files page.Files) *proof {
	w := h.Words()
	p := &proof{host: h, words: w, session: h.Session(), files: files, message: control.Tall(look.Gap, nil), closed: control.Tall(look.Gap, nil), stack: container.NewStack()}
	p.from, p.to = control.NewDateField(w, p.session.Now), control.NewDateField(w, p.session.Now)
	p.from.PlaceHolder, p.to.PlaceHolder = w.Say("review.from_empty"), w.Say("review.to_empty")
	p.since, p.until = control.NewField(w, w.Say("review.from"), "", p.from), control.NewField(w, w.Say("review.to"), "", p.to)
	p.from.OnChanged = func(string) { p.since.SetFault("") }
	p.to.OnChanged = func(string) { p.until.SetFault("") }
	p.from.OnSubmitted = func(string) { p.count() }
	p.to.OnSubmitted = func(string) { p.count() }
	p.verdict = control.Heading("")
	p.head = control.NewText("", control.Style{Wrap: true, Copy: true, Color: look.Quiet})
	p.pdf = control.NewPrimary(w.Say("backlog.proof.pdf"), theme.DocumentSaveIcon(), p.savePDF)
	p.csv = control.NewButton(w.Say("backlog.proof.csv"), theme.DocumentSaveIcon(), func() {
		p.sure.AskThis(w.Say("backlog.proof.csv_sure"))
		p.left.Refresh()
	})
	p.sure = control.NewConfirm("", w.Say("review.csv_yes"), w.Say("review.csv_no"), p.saveCSV)
	p.progress = control.NewProgress(w, "", func() {
		if p.job != nil {
			p.job.Cancel()
		}
	})
	p.message.Hide()
	p.lines = make([][][]control.Cell, len(proofLists))
	var names []string
	for i, name := range proofLists {
		names = append(names, w.Say("backlog.proof."+name))
		table := control.NewDataTable(p.columns(name), func() int { return len(p.lines[i]) }, func(at int) []control.Cell { return p.lines[i][at] })
		p.tables = append(p.tables, table)
		p.stack.Add(table)
	}
	p.which = control.NewSelect(names, "", func(string) { p.choose() })
	p.which.SetSelectedIndex(0)
	top := control.Tall(look.Gap, nil, control.Even(look.Gap, p.since, p.until, control.NewField(w, w.Say("backlog.proof.which"), "", p.which)),
		control.Flow(look.Gap, control.NewButton(w.Say("backlog.proof.count"), theme.ViewRefreshIcon(), p.count), p.pdf, p.csv),
		p.verdict, p.closed, p.head, p.progress, p.sure, p.message)
	p.left = control.Tall(look.Gap, p.stack, top, p.stack)
	p.body = control.NewCard(p.left)
	return p
}

func (p *proof) content() fyne.CanvasObject { return p.body }
func (p *proof) focus() fyne.Focusable      { return p.from }
func (p *proof) open()                      { p.count() }

func (p *proof) leave() {
	if p.job != nil {
		p.job.Drop()
		p.ended()
	}
	p.sure.Hide()
}

// choose shows one of the tables.
func (p *proof) choose() {
	at := max(0, p.which.SelectedIndex())
	for i, t := range p.tables {
		if i == at {
			t.Show()
		} else {
			t.Hide()
		}
	}
}

// bounds are the days asked for, the last of them whole. False when one can't be read.
func (p *proof) bounds() (from, to time.Time, ok bool) {
	ok = true
	for _, f := range []struct {
		field *control.DateField
		frame *control.Field
		at    *time.Time
		days  int
	}{{p.from, p.since, &from, 0}, {p.to, p.until, &to, 1}} {
		if f.field.Text == "" {
			continue
		}
		day, read := f.field.Day()
		if !read {
			f.frame.SetFault(p.words.Say("entry.bad_date"))
			ok = false
			continue
		}
		*f.at = care.NextDay(day, f.days)
	}
	p.left.Refresh()
	return from, to, ok
}

// count counts anew.
func (p *proof) count() {
	from, to, ok := p.bounds()
	if !ok {
		return
	}
	counted, err := p.session.EntryProof(from, to)
	if err != nil {
		p.host.Fail(err)
		return
	}
	p.counted = &counted
	w := p.words
	p.verdict.SetText(w.Say("sheet.reentry.of", "done", counted.Done, "total", counted.Total))
	if counted.Complete {
		p.verdict.SetText(w.Say("sheet.reentry.of", "done", counted.Done, "total", counted.Total) + ". " + w.Say("sheet.reentry.complete"))
	}
	p.head.SetText(w.Say("backlog.proof.head", "head", counted.Head))
	p.closed.Objects = nil
	for _, c := range counted.Closed {
		p.closed.Add(control.NewNoticeBox(control.ToneNotice, w.Say("sheet.reentry.closed", "area", c.Area, "who", c.Who), nil))
	}
	p.closed.Hidden = len(counted.Closed) == 0
	p.lines = [][][]control.Cell{countLines(counted.Kinds, ""), countLines(counted.Persons, w.Say("backlog.nobody")), formLines(counted.Forms),
		p.entryLines(func(e tally.ReentryEntry) bool { return e.Left() || e.Second }), p.entryLines(func(e tally.ReentryEntry) bool { return e.Late })}
	for i, t := range p.tables {
		t.Renew()
		p.which.Options[i] = w.Say("backlog.count", "label", w.Say("backlog.proof."+proofLists[i]), "n", len(p.lines[i]))
	}
	at := max(0, p.which.SelectedIndex())
	p.which.Selected = p.which.Options[at]
	p.which.Refresh()
	p.left.Refresh()
}

// begin does something beside the window, one thing at a time.
func (p *proof) begin(name string, do func(context.Context) (string, error), title string) {
	if p.job != nil || p.counted == nil {
		return
	}
	p.message.Hide()
	p.progress.Start(p.words.Say("review.drawing"))
	job := task.Go(p.host.Runner(), name, do, func(path string, err error) {
		p.ended()
		p.saved(path, title, err)
	})
	if p.progress.Visible() {
		p.job = job
	}
	p.left.Refresh()
}

func (p *proof) ended() {
	p.job = nil
	p.progress.Stop()
}

func (p *proof) saved(path, title string, err error) {
	switch {
	case errors.Is(err, context.Canceled):
		p.message.Objects = []fyne.CanvasObject{control.Quiet(p.words.Say("review.stopped"))}
	case err != nil:
		p.message.Objects = []fyne.CanvasObject{control.NewNoticeBox(control.ToneFault, p.words.Explain(err), nil)}
	default:
		p.message.Objects = []fyne.CanvasObject{control.NewNoticeBox(control.ToneGood, title, page.SavedAt(p.host, p.files, path))}
		p.host.Changed()
	}
	p.message.Show()
	p.left.Refresh()
}

// savePDF saves the report, locked with the unit's passphrase.
func (p *proof) savePDF() {
	from, to, ok := p.bounds()
	if !ok {
		return
	}
	p.begin("proof-pdf", func(ctx context.Context) (string, error) {
		job, err := p.session.EntryProofPDF(ctx, from, to, false)
		if err != nil {
			return "", err
		}
		return p.files.Save(p.files.Folder, job.Name, job.PDF)
	}, p.words.Say("backlog.proof.pdf_saved"))
}

// saveCSV saves what is counted for a spreadsheet, once somebody has said that it may be readable.
func (p *proof) saveCSV(yes bool) {
	p.left.Refresh()
	if !yes || p.counted == nil {
		return
	}
	counted := *p.counted
	counted.Entries = slices.Clone(counted.Entries)
	name := p.words.Say("print.file.reentry") + p.session.Now().Format("-2006-01-02-150405") + ".csv"
	p.begin("proof-csv", func(ctx context.Context) (string, error) {
		raw, err := p.session.EntryProofCSV(ctx, counted)
		if err != nil {
			return "", err
		}
		return p.files.Save(p.files.Folder, name, raw)
	}, p.words.Say("backlog.proof.csv_saved"))
}

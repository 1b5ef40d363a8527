package paper

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

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

// scans is the part where papers come back as scanned pages: a folder is chosen and read, and what needs
// somebody is listed first.
type scans struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	folder  string
	report  desk.ScanReport // of the last folder
	lines   []scanLine
	job     *task.Job // nil while nothing is read

	path     *control.Text
	choose   *control.Button
	start    *control.Button
	progress *control.Progress
	said     *control.QuietMessage
	list     *control.TwoLineList
	empty    *control.Text
	detail   *scanned
	columns  fyne.CanvasObject
}

// scanLine is a row of the list: a page that needs somebody, or a paper with its pages.
type scanLine struct {
	row    control.TwoLines
	unread string         // the id of a page that waits for its number
	form   desk.PaperForm // of a paper; its number is empty for others
	why    string         // a sentence about a page that was not kept
}

func newScans(h page.Host) *scans {
	w := h.Words()
	s := &scans{host: h, words: w, session: h.Session()}
	s.path = control.NewText(w.Say("scanspage.no_folder"), control.Style{Wrap: true, Copy: true})
	s.choose = control.NewButton(w.Say("paperpage.choose_folder"), theme.FolderOpenIcon(), s.ask)
	s.start = control.NewPrimary(w.Say("scanspage.read"), theme.DocumentIcon(), s.read)
	s.start.Disable() // until a folder is chosen
	s.progress = control.NewProgress(w, "", func() { s.job.Cancel() })
	s.said = control.NewQuietMessage()
	s.said.Hide()
	s.list = control.NewTwoLineList(func() int { return len(s.lines) }, func(i int) control.TwoLines { return s.lines[i].row })
	s.list.OnPicked = func(i int) { s.detail.show(s.lines[i]) }
	s.empty = control.Quiet(w.Say("scanspage.empty"))
	s.detail = newScanned(h, s.named)
	from := container.NewBorder(nil, nil, nil, control.Beside(look.Gap, s.choose, s.start),
		control.Stack(look.Step, control.Small(w.Say("scanspage.folder")), s.path))
	above := container.New(layout.NewCustomPaddedLayout(0, look.Space, 0, 0),
		control.NewCard(control.Stack(look.Gap, from, control.Quiet(w.Say("scanspage.about")), s.progress, s.said)))
	left := container.New(layout.NewBorderLayout(s.empty, nil, nil, nil), s.empty, s.list)
	s.columns = container.New(layout.NewBorderLayout(above, nil, nil, nil), above,
		control.NewColumns(listShare, control.NewCard(left), control.NewCard(s.detail.content)))
	return s
}

func (s *scans) content() fyne.CanvasObject { return s.columns }

func (s *scans) focus() fyne.Focusable {
	if s.start.Disabled() {
		return s.choose
	}
	return s.start
}

// open shows what waits for a number, also from an earlier day.
func (s *scans) open(page.Place) { s.renew() }

// leave lets a folder that is being read go on; no page stays in sight.
func (s *scans) leave() { s.detail.forget() }

// ask lets somebody choose the folder.
func (s *scans) ask() {
	page.ChooseFolder(s.host.Window(), s.words.Say("paperpage.choose_folder"), s.folder, func(path string, err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.chosen(path)
	})
}

func (s *scans) chosen(folder string) {
	s.folder = folder
	s.path.SetText(filepath.Clean(folder))
	s.start.Enable()
	s.columns.Refresh()
	s.host.Window().Canvas().Focus(s.start)
}

// read reads the folder. Each page is stored by itself, so it may be broken off.
func (s *scans) read() {
	if s.job != nil || s.folder == "" {
		return
	}
	s.start.Disable()
	s.choose.Disable()
	s.said.Hide()
	s.progress.Start(s.words.Say("scanspage.reading"))
	s.columns.Refresh()
	folder := s.folder
	s.job = task.Run(s.host.Runner(), task.Work[desk.ScanReport]{
		Name: "read scanned papers",
		Do: func(ctx context.Context, report func(int, int)) (desk.ScanReport, error) {
			return s.session.ScanFolder(ctx, folder, report)
		},
		Progress: s.progress.Set,
		Done:     s.finish,
	})
	if s.progress.Hidden { // it was done at once
		s.job = nil
	}
}

// finish tells what the folder came to, although it was broken off.
func (s *scans) finish(report desk.ScanReport, err error) {
	s.job, s.report = nil, report
	s.progress.Stop()
	s.start.Enable()
	s.choose.Enable()
	tone, sentences := control.ToneGood, []string{s.counted(report)}
	switch {
	case errors.Is(err, context.Canceled):
		tone, sentences = control.ToneCalm, append(sentences, s.words.Say("scanspage.cancelled"))
	case err != nil:
		tone, sentences = control.ToneFault, append(sentences, s.words.Explain(err))
	case len(report.Rows) > report.Count(desk.ScanFiled)+report.Count(desk.ScanAnother)+report.Count(desk.ScanKnown):
		tone = control.ToneCalm
	}
	if n := len(report.Done); n > 0 {
		sentences = append(sentences, s.words.Count("scanspage.done", n))
	}
	if keep := kept(report); keep != "" {
		sentences = append(sentences, s.words.Say("scanspage.keep", "files", keep))
	}
	s.said.Show()
	s.said.Say(tone, strings.TrimSpace(strings.Join(sentences, " ")))
	s.renew()
	s.host.Changed()
}

// counted are the pages by what became of them, in one sentence; empty where there are none.
func (s *scans) counted(report desk.ScanReport) string {
	var parts []string
	for _, o := range []desk.ScanOutcome{desk.ScanFiled, desk.ScanAnother, desk.ScanKnown, desk.ScanUnread, desk.ScanForeign, desk.ScanClosed, desk.ScanBroken} {
		if n := report.Count(o); n > 0 {
			parts = append(parts, s.words.Count("scanspage."+string(o), n))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return s.words.Say("scanspage.counted", "parts", strings.Join(parts, ", "))
}

// kept names the files that hold what the binder does not, as many as a sentence bears.
func kept(report desk.ScanReport) string {
	const named = 3
	var names []string
	for _, name := range report.Files {
		if !slices.Contains(report.Done, name) {
			names = append(names, name)
		}
	}
	if len(names) > named {
		names = append(names[:named], "…")
	}
	return strings.Join(names, ", ")
}

// renew lists what needs somebody first, then the papers whose pages came in.
func (s *scans) renew() {
	s.lines = nil
	from := map[string]string{} // the files of pages of the last folder
	for _, row := range s.report.Rows {
		if row.Document != "" {
			from[row.Document] = s.place(row)
		}
	}
	for _, f := range s.session.UnreadPages() {
		where := from[f.ID]
		if where == "" {
			where = s.words.Day(f.Date)
		}
		s.lines = append(s.lines, scanLine{unread: f.ID, row: control.TwoLines{Title: s.words.Say("scan.unread"), Subtitle: where,
			Marks: []control.Mark{{Text: s.words.Say("scanspage.mark.waits"), Color: look.Outage}}}})
	}
	for _, row := range s.report.Rows {
		if row.Outcome.Kept() {
			continue
		}
		why := s.words.Say("scanspage.foreign_why", "number", row.Number)
		if row.Err != nil {
			why = s.words.Explain(row.Err)
		}
		s.lines = append(s.lines, scanLine{why: why, row: control.TwoLines{Title: s.words.Say("scan." + string(row.Outcome)), Subtitle: s.place(row),
			Marks: []control.Mark{{Text: s.words.Say("scanspage.mark.not_kept"), Color: look.Outage}}}})
	}
	var whole []scanLine
	for _, was := range s.report.Forms {
		form, err := s.session.FormOf(was.Number.String())
		if err != nil {
			continue // its paper is gone from what the opener may read
		}
		line := s.formLine(form)
		if len(form.Missing()) > 0 {
			s.lines = append(s.lines, line)
		} else {
			whole = append(whole, line)
		}
	}
	s.lines = append(s.lines, whole...)
	s.empty.Hidden = len(s.lines) > 0
	s.columns.Refresh()
	s.list.Renew()
	s.list.Unpick()
	s.detail.forget()
	s.list.Pick(0)
}

func (s *scans) formLine(form desk.PaperForm) scanLine {
	line := scanLine{form: form, row: control.TwoLines{Title: form.Number.String() + "  " + form.Title, Subtitle: form.Person,
		Marks: []control.Mark{{Text: s.words.Say("custody.state." + string(form.State))}}}}
	if missing := form.Missing(); len(missing) > 0 {
		line.row.Marks = []control.Mark{{Text: missed(s.words, missing), Color: look.Outage}}
	}
	return line
}

// missed names pages that are not there.
func missed(w *text.Words, pages []int) string {
	return w.Count("scanspage.missing", len(pages), "pages", strings.Trim(strings.ReplaceAll(fmt.Sprint(pages), " ", ", "), "[]"))
}

// place is where a page was found.
func (s *scans) place(row desk.ScanRow) string {
	if row.At == 0 || row.Of <= 1 {
		return row.File
	}
	return s.words.Say("scanspage.at", "file", row.File, "page", row.At)
}

// named is called when a page got its number.
func (s *scans) named(form desk.PaperForm) {
	if !slices.ContainsFunc(s.report.Forms, func(f desk.PaperForm) bool { return f.Number == form.Number }) {
		s.report.Forms = append(s.report.Forms, form)
	}
	s.said.Show()
	s.said.Say(control.ToneGood, s.words.Say("scanspage.named", "number", form.Number))
	s.renew()
	s.host.Changed()
}

// Package paper is the screen "Skriv ut": what goes on paper, for whom and which day, and where
// the file lies afterwards.
//
// Files are encrypted with the unit's passphrase unless somebody asks for an open one, after a
// warning. What goes straight to a printer never lies on the disk. The window stays alive while
// pages are drawn, and the drawing can be broken off.
package paper

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

// listShare is the list's part of the width.
const listShare = 0.38

type screen struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	files   Files

	offers   []desk.Offer
	kinds    *control.TwoLineList
	order    *order
	place    *place
	progress *control.Progress
	print    *control.Button
	last     *control.Text
	result   *result
	busy     bool // a print is under way
	shown    bool // the screen is; a result is told elsewhere when it isn't
	job      *task.Job
	scroll   *container.Scroll
	right    *fyne.Container
	content  fyne.CanvasObject
}

// New makes the screen.
func New(h page.Host, files Files) page.Page {
	if files.Folder == "" {
		files.Folder = UsualFolder()
	}
	s := &screen{host: h, words: h.Words(), session: h.Session(), files: files}
	w := s.words
	s.order = newOrder(h, s.session, s.resized)
	s.place = newPlace(h, s.session, files.Folder, s.resized)
	s.offers = s.session.Offers()
	s.kinds = control.NewTwoLineList(func() int { return len(s.offers) }, s.kind)
	s.kinds.OnPicked = func(i int) { s.choose(s.offers[i]) }
	s.kinds.OnChosen = func(int) { h.Window().Canvas().Focus(s.print) }
	s.progress = control.NewProgress(w, "", s.cancel)
	s.print = control.NewPrimary(w.Say("paperpage.print"), theme.DocumentPrintIcon(), s.toFile)
	s.last = control.NewText("", control.Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true})
	s.result = newResult(h, files, s.toPrinter)
	// The bar of the scroll lies over what it scrolls: the right edge keeps clear of it.
	s.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space),
		control.Stack(look.Space-look.Step, s.order.content, s.place.content, s.result.content)))
	foot := control.Stack(look.Gap, s.progress, container.NewBorder(nil, nil, nil, s.print, middled(s.last)))
	s.right = container.NewBorder(nil, container.New(layout.NewCustomPaddedLayout(look.Space, 0, 0, 0), foot), nil, nil, s.scroll)
	s.content = control.NewColumns(listShare, control.NewSection(w.Say("paperpage.what"), s.kinds), control.NewCard(s.right))
	s.kinds.Pick(0)
	return s
}

// Content is the screen.
func (s *screen) Content() fyne.CanvasObject { return s.content }

// Focus is the list of what can be printed.
func (s *screen) Focus() fyne.Focusable { return s.kinds }

// Open chooses what a place asks for: a person's card, a route's schedule, a day.
func (s *screen) Open(at page.Place) {
	s.shown = true
	s.order.toDay(at.Day)
	switch {
	case at.PersonID != "":
		s.pick(desk.PrintPerson)
		s.order.onlyPerson(at.PersonID)
	case at.Route != "":
		s.pick(desk.PrintSchedule)
		s.order.onlyRoute(at.Route)
	}
	s.showLast()
	s.result.findPrinters()
}

// Leave lets a print that is under way go on; only the passphrase is covered again.
func (s *screen) Leave() {
	s.shown = false
	s.place.cover()
}

func (s *screen) kind(i int) control.TwoLines {
	return control.TwoLines{Title: s.offers[i].Title, Subtitle: s.offers[i].About}
}

func (s *screen) pick(what desk.What) {
	for i, offer := range s.offers {
		if offer.What == what {
			s.kinds.Pick(i)
		}
	}
}

func (s *screen) choose(offer desk.Offer) {
	s.order.choose(offer)
	s.result.hide()
	s.resized()
	s.scroll.ScrollToTop()
}

func (s *screen) showLast() {
	at := s.session.LastPrinted()
	if at.IsZero() {
		s.last.SetText(s.words.Say("paperpage.never"))
		return
	}
	s.last.SetText(s.words.Say("paperpage.last", "time", s.words.When(at, s.session.Now())))
}

// toFile prints into the chosen folder.
func (s *screen) toFile() {
	dir := s.place.folder
	s.start(desk.Order{Readable: s.place.readable()}, func(_ context.Context, job desk.Job) (string, error) {
		return s.files.Save(dir, job.Name, job.PDF)
	}, func(job desk.Job, path string) { s.result.saved(job, path) })
}

// toPrinter prints on paper. A printer can't open an encrypted file, so the pages are drawn open,
// straight to it; no file is left.
func (s *screen) toPrinter(printer string) {
	s.start(desk.Order{Paper: true}, func(ctx context.Context, job desk.Job) (string, error) {
		return "", s.files.Send(ctx, printer, job.PDF, 1)
	}, func(job desk.Job, _ string) { s.result.sent(job, printer) })
}

type printed struct {
	job  desk.Job
	path string
}

// start draws the order's pages away from the window, open or not as told, and hands them over.
func (s *screen) start(as desk.Order, deliver func(context.Context, desk.Job) (string, error), done func(desk.Job, string)) {
	o, ok := s.order.read()
	if !ok || s.busy {
		return
	}
	o.Readable, o.Paper, s.busy = as.Readable, as.Paper, true
	s.print.Disable()
	s.result.hide()
	s.progress.Start(s.words.Say("paperpage.printing"))
	s.resized()
	s.job = task.Run(s.host.Runner(), task.Work[printed]{
		Name: "print",
		Do: func(ctx context.Context, report func(int, int)) (printed, error) {
			o.Progress = report
			job, err := s.session.Print(ctx, o)
			if err != nil {
				return printed{}, err
			}
			path, err := deliver(ctx, job)
			job.PDF = nil // it is delivered: nothing of it stays in memory
			return printed{job, path}, err
		},
		Progress: s.progress.Set,
		Done: func(p printed, err error) {
			s.finish(err)
			if err == nil {
				done(p.job, p.path)
				s.tell(p.job)
				s.resized()
				s.scroll.ScrollToBottom()
			}
		},
	})
}

// tell says below another screen that the print is done.
func (s *screen) tell(job desk.Job) {
	if !s.shown {
		s.host.Tell(s.words.Say("paperpage.done", "size", s.result.size(job)))
	}
}

func (s *screen) finish(err error) {
	s.busy = false
	s.print.Enable()
	s.progress.Stop()
	s.resized()
	s.showLast()
	s.host.Changed()
	switch {
	case errors.Is(err, context.Canceled):
		s.host.Tell(s.words.Say("paperpage.cancelled"))
	case err != nil:
		s.result.fault(s.words.Explain(err))
		s.resized()
		s.scroll.ScrollToBottom()
	}
}

func (s *screen) cancel() {
	if s.busy {
		s.job.Cancel()
	}
}

// resized lays the page out anew after something was shown or hidden.
func (s *screen) resized() {
	if s.right != nil {
		s.right.Refresh()
		s.scroll.Content.Refresh()
	}
}

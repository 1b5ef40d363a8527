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

// printing is the part where something is printed: what, for whom, where to.
type printing struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	files   Files

	kinds    *kinds
	order    *order
	target   *target
	progress *control.Progress
	look     *control.Button
	print    *control.Button
	last     *control.Text
	result   *result
	proof    *proof
	busy     bool // a print or a proof is under way
	shown    bool // the screen is; a result is told elsewhere when it isn't
	ask      bool // somebody comes for the prints that failed, which stand below
	job      *task.Job
	scroll   *container.Scroll
	right    *fyne.Container
	choosing fyne.CanvasObject // all but the proof
	all      fyne.CanvasObject
}

func newPrinting(h page.Host, files Files) *printing {
	s := &printing{host: h, words: h.Words(), session: h.Session(), files: files}
	w := s.words
	s.order = newOrder(h, s.session, s.resized)
	s.target = newTarget(h, s.session, files.Folder, s.resized)
	s.kinds = newKinds(h, s.choose)
	s.progress = control.NewProgress(w, "", s.cancel)
	s.print = control.NewPrimary(w.Say("paperpage.print"), theme.DocumentPrintIcon(), s.start)
	s.look = control.NewButton(w.Say("paperpage.look"), theme.VisibilityIcon(), s.showProof)
	s.kinds.list.OnChosen = func(int) { h.Window().Canvas().Focus(s.print) }
	s.last = control.NewText("", control.Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true})
	s.result = newResult(h, files, func(id int64) { s.again(id, nil) }, func() { s.showLast(); h.Window().Canvas().Focus(s.print) })
	s.result.chosen, s.result.other = s.otherPrinter, s.toOther
	s.target.changed, s.target.found = s.result.renew, s.toFailed
	fromProof := control.NewPrimary(w.Say("paperpage.print"), theme.DocumentPrintIcon(), func() { s.closeProof(); s.start() })
	s.proof = newProof(h, files.Draw, fromProof, s.closeProof)
	// The bar of the scroll lies over what it scrolls: the right edge keeps clear of it.
	s.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space),
		control.Stack(look.Space-look.Step, s.order.content, s.target.content, s.result.content)))
	control.Follow(s.scroll, s.order.controls()...)
	control.FollowWith(s.scroll, s.order.whom.pick.Field, s.order.whom.single)
	control.Follow(s.scroll, s.target.controls()...)
	s.result.made = func() { control.FollowAll(s.scroll, s.result.content) }
	buttons := control.Beside(look.Gap, s.look, s.print)
	foot := control.Stack(look.Gap, s.progress, container.NewBorder(nil, nil, nil, buttons, middled(s.last)))
	s.right = container.NewBorder(nil, container.New(layout.NewCustomPaddedLayout(look.Space, 0, 0, 0), foot), nil, nil, s.scroll)
	s.choosing = control.NewColumns(listShare, s.kinds.content, control.NewCard(s.right))
	s.all = container.NewStack(s.choosing, s.proof.content)
	s.kinds.pick(desk.PrintBinder)
	return s
}

func (s *printing) content() fyne.CanvasObject { return s.all }
func (s *printing) focus() fyne.Focusable {
	if s.proof.content.Visible() {
		return s.proof.list
	}
	return s.kinds.list
}

// open chooses what a place asks for: a person's card, a route's schedule, a day.
func (s *printing) open(at page.Place) {
	s.shown = true
	s.order.toDay(at.Day)
	switch {
	case at.PersonID != "":
		s.leaveProof()
		s.kinds.pickForOne(whatOf(at, desk.PrintPerson))
		s.order.whom.onlyPerson(at.PersonID)
	case at.Route != "":
		s.leaveProof()
		s.kinds.pick(whatOf(at, desk.PrintSchedule))
		s.order.whom.onlyRoute(at.Route)
	case at.Print != "":
		s.leaveProof()
		s.order.outage = at.Outage
		s.kinds.pick(at.Print)
		s.order.whom.everyone()
		s.order.dayTyped()
	}
	if at.Message != "" {
		s.order.words.message.SetText(at.Message)
	}
	s.showLast()
	s.ask = at.Part == page.PaperPrint && len(s.session.Failed()) > 0
	s.result.renew()
	s.target.renew()
}

// toFailed brings the prints that failed into sight for who came for their sake.
func (s *printing) toFailed() {
	if s.ask {
		s.ask = false
		s.scroll.ScrollToBottom()
	}
}

func whatOf(at page.Place, otherwise desk.What) desk.What {
	if at.Print != "" {
		return at.Print
	}
	return otherwise
}

func (s *printing) leave() {
	s.shown = false
	s.target.file.cover()
	s.order.words.forget()
	s.leaveProof()
}

func (s *printing) choose(offer desk.Offer) {
	s.order.choose(offer, s.kinds.one())
	s.target.choose(offer)
	s.result.hide()
	s.resized()
	if s.scroll != nil {
		s.scroll.ScrollToTop()
	}
}

func (s *printing) showLast() {
	told := s.words.Say("paperpage.never")
	if at := s.session.LastPrinted(); !at.IsZero() {
		told = s.words.Say("paperpage.last", "time", s.words.When(at, s.session.Now()))
	}
	if n := len(s.session.Failed()); n > 0 {
		told += ". " + s.words.Count("paperpage.unprinted", n)
	}
	s.last.SetText(told)
}

// start prints into the chosen folder, or on the chosen printer. A printer can't open an encrypted
// file, so those pages are drawn open, straight to it; no file is left.
func (s *printing) start() {
	o, ok := s.read()
	if !ok {
		return
	}
	if printer, toPaper := s.target.printer(); toPaper {
		how, ok := s.target.sending(printer)
		if !ok {
			return
		}
		s.run(o, func(ctx context.Context, o desk.Order) (desk.Job, string, error) {
			job, err := s.session.PrintTo(ctx, o, how)
			return job, "", err
		}, func(job desk.Job, _ string) { s.result.sent(job, printer.Name) })
		return
	}
	if s.target.viewer() {
		opened := true
		s.run(o, func(ctx context.Context, o desk.Order) (desk.Job, string, error) {
			job, path, err := s.session.Lend(ctx, o)
			if err == nil {
				opened = s.files.Open(path) == nil
			}
			return job, path, err
		}, func(job desk.Job, path string) { s.result.lent(job, path, opened) })
		return
	}
	o.Readable = s.target.file.readable()
	dir := s.target.file.folder
	s.run(o, func(ctx context.Context, o desk.Order) (desk.Job, string, error) {
		return s.session.PrintFile(ctx, o, func(name string, pdf []byte) (string, error) { return s.files.Save(dir, name, pdf) })
	}, s.result.saved)
}

// read is the order as chosen; false when something is missing, or when work is under way.
func (s *printing) read() (desk.Order, bool) {
	o, ok := s.order.read()
	o.Large, o.Duplex = s.target.large.Checked, s.target.duplex.Checked
	return o, ok && !s.busy
}

type printed struct {
	job  desk.Job
	path string
}

// run draws the order's pages away from the window and hands them over.
func (s *printing) run(o desk.Order, do func(context.Context, desk.Order) (desk.Job, string, error), done func(desk.Job, string)) {
	s.begin(s.words.Say("paperpage.printing"))
	s.job = task.Run(s.host.Runner(), task.Work[printed]{
		Name: "print",
		Do: func(ctx context.Context, report func(int, int)) (printed, error) {
			o.Progress = report
			job, path, err := do(ctx, o)
			job.PDF = nil // it is delivered: nothing of it stays in memory
			return printed{job, path}, err
		},
		Progress: s.progress.Set,
		Done: func(p printed, err error) {
			s.finish(err)
			if err == nil {
				s.order.words.forget()
				done(p.job, p.path)
				s.tell(p.job)
				s.resized()
				s.scroll.ScrollToBottom()
			}
		},
	})
}

func (s *printing) begin(title string) {
	s.busy = true
	s.print.Disable()
	s.look.Disable()
	s.result.hide()
	s.progress.Start(title)
	s.resized()
}

// tell says below another screen that the print is done.
func (s *printing) tell(job desk.Job) {
	if !s.shown {
		s.host.Tell(s.words.Say("paperpage.done", "size", s.result.size(job)))
	}
}

func (s *printing) finish(err error) {
	s.busy = false
	s.print.Enable()
	s.look.Enable()
	s.progress.Stop()
	s.resized()
	s.showLast()
	s.host.Changed()
	s.result.renew()
	switch {
	case s.waits(err):
		s.resized()
		s.scroll.ScrollToBottom()
	case errors.Is(err, context.Canceled):
		s.host.Tell(s.words.Say("paperpage.cancelled"))
	case err != nil:
		s.result.said(err)
		s.resized()
		s.scroll.ScrollToBottom()
	}
}

func (s *printing) cancel() {
	if s.busy {
		s.job.Cancel()
	}
}

// resized lays the page out anew after something was shown or hidden.
func (s *printing) resized() {
	if s.right != nil {
		s.right.Refresh()
		s.scroll.Content.Refresh()
	}
}

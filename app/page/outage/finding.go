package outage

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// finding is what came of the questions: what it probably is and why, the buttons that begin an outage,
// the text of the report, and whom to call.
type finding struct {
	host    page.Host
	answers outage.Answers
	broken  []outage.Broken // what an outage would begin with
	since   *control.TimeField
	clock   *control.Field
	phone   *control.Entry // where the service desk reaches who reports
	text    *control.CopyField
	asked   *fyne.Container // that the same goes on already
	start   *control.Button
	own     *control.Button // an outage of its own although another goes on
	left    *fyne.Container
	right   *fyne.Container
	scroll  *container.Scroll
	other   *otherFailure
	content fyne.CanvasObject
	toCard  func(int) // the questions, at one of them; negative for the last
	restart func()
	kept    func(outage.Answers) // hears answers that are given here
}

func newFinding(h page.Host, toCard func(int), restart func()) *finding {
	w := h.Words()
	f := &finding{host: h, toCard: toCard, restart: restart, left: control.Tall(look.Space, nil), right: control.Tall(look.Space, nil), asked: container.NewStack()}
	f.since = control.NewTimeField(w, func() time.Time { return h.Session().Now().In(care.Stockholm) })
	f.clock = control.NewField(w, w.Say("outagepage.finding.since"), w.Say("outagepage.finding.since_hint"), f.since)
	f.phone = control.NewEntry("")
	f.text = control.NewCopyField(w, "", "", h.Copy)
	f.phone.OnChanged = func(typed string) {
		said, _ := h.Session().ReportText(f.answers, typed)
		f.text.Set(w.Say("outagepage.finding.report_text"), said)
	}
	f.start = control.NewPrimary("", theme.WarningIcon(), func() { f.begin(f.adds(), false) })
	f.own = control.NewButton(w.Say("outagepage.finding.own"), nil, func() { f.begin(false, false) })
	f.other = newOtherFailure(h, f.instead)
	f.scroll = control.NewHalves(f.left, f.right)
	f.content = f.scroll
	return f
}

// target is the button that begins the outage, or the first of what to do instead.
func (f *finding) target() fyne.Focusable { return control.FirstIn(f.left) }

// show works out what it probably is.
func (f *finding) show(a outage.Answers) {
	f.answers = a
	session := f.host.Session()
	found := session.Diagnose(a)
	f.broken = found.Broken
	f.asked.RemoveAll()
	f.left.RemoveAll()
	if found.Outage {
		f.probable(found)
	} else {
		f.notOne(found)
	}
	if ask := followUps(f.host, a, found.Ask, f.answered, f.toCard); ask != nil {
		f.left.Add(ask)
	}
	f.ending()
	f.report(a, outage.Outage{})
}

// answered works it out again with one more answer; the keyboard stays where it was.
func (f *finding) answered(a outage.Answers) {
	control.KeepFocus(f.host.Window().Canvas(), f.left, func() { f.show(a) })
	f.kept(a)
}

// probable says which failure it probably is, and why.
func (f *finding) probable(found outage.Finding) {
	w, c := f.host.Words(), f.host.Session().Catalogue()
	title := w.Say("outagepage.finding.unsure")
	if len(found.Broken) > 0 && found.Sure {
		title = w.Say("outagepage.finding.sure", "what", c.NamesOf(w, found.Broken))
	} else if len(found.Broken) > 0 {
		title = w.Say("outagepage.finding.likely", "what", c.NamesOf(w, found.Broken))
	}
	why := control.Tall(look.Step, nil)
	for _, key := range found.Say {
		why.Add(control.Plain(w.Say("outagepage.guide.point", "what", w.Say(key))))
	}
	if len(found.Or) > 0 {
		why.Add(control.NewText(w.Say("outagepage.finding.or", "what", c.NamesOf(w, found.Or)), control.Style{Wrap: true, Bold: true}))
		for _, key := range found.OrSay {
			why.Add(control.Plain(w.Say("outagepage.guide.point", "what", w.Say(key))))
		}
	}
	f.start.SetText(w.Say("outagepage.finding.start"))
	f.own.Hide()
	if f.adds() {
		f.start.SetText(w.Say("outagepage.finding.add"))
		f.own.Show()
	}
	box := control.NewNoticeBox(control.ToneFault, title, why)
	f.left.Add(box)
	if len(found.Broken) > 0 {
		f.left.Add(control.Tall(look.Gap, nil, control.Flow(look.Gap, f.start, f.own), control.Flow(0, control.Wide(18, f.clock)), f.asked))
	}
}

// notOne says that it is no outage, and what to do.
func (f *finding) notOne(found outage.Finding) {
	w := f.host.Words()
	column := control.Tall(look.Gap, nil)
	for _, key := range found.Say {
		column.Add(control.Plain(w.Say(key)))
	}
	for i, s := range found.Do {
		column.Add(control.Plain(w.Say("outagepage.guide.step", "n", i+1, "what", s.Text.In(w.Lang()))))
		button := linkButton(f.host, s.Go)
		if button != nil && s.Go == linkReport {
			button.OnTapped = func() { f.host.Window().Canvas().Focus(f.phone) } // the report stands beside it
		}
		if button != nil {
			column.Add(container.NewHBox(button))
		}
	}
	f.left.Add(control.NewNoticeBox(control.ToneGood, w.Say("outagepage.finding.none"), column))
	f.left.Add(f.asked)
}

// ending are the ways out that are always there: another failure, the questions again.
func (f *finding) ending() {
	w := f.host.Words()
	f.other.renew()
	f.left.Add(control.NewSection(w.Say("outagepage.finding.other"), f.other.content))
	f.left.Add(control.Flow(look.Gap, control.NewButton(w.Say("outagepage.ask.back"), theme.NavigateBackIcon(), func() { f.toCard(-1) }),
		control.NewButton(w.Say("outagepage.ask.again"), theme.ViewRefreshIcon(), f.restart)))
	f.left.Refresh()
	f.follow()
}

func (f *finding) follow() {
	control.FollowAll(f.scroll, f.left)
	control.FollowAll(f.scroll, f.right)
}

// report is the text for the service desk and whom to call. Going is the outage that it is about, once
// there is one.
func (f *finding) report(a outage.Answers, going outage.Outage) {
	w := f.host.Words()
	said, calls := f.host.Session().ReportText(a, f.phone.Text)
	if going.ID != "" {
		f.left.Objects = []fyne.CanvasObject{control.NewNoticeBox(control.ToneFault, f.host.Session().Catalogue().TitleOf(w, going),
			control.Plain(w.Say("outagepage.finding.report_of", "when", w.When(going.Began, f.host.Session().Now())))),
			control.Flow(look.Gap, control.NewButton(w.Say("outagepage.finding.to_now"), theme.NavigateBackIcon(), func() {
				f.host.Show(page.Place{Page: page.Outage, Part: page.OutageNow, Outage: going.ID})
			}), control.NewButton(w.Say("outagepage.ask.again"), theme.ViewRefreshIcon(), f.restart))}
		f.left.Refresh()
	}
	f.answers = a
	f.text.Set(w.Say("outagepage.finding.report_text"), said)
	f.right.Objects = []fyne.CanvasObject{
		control.NewSection(w.Say("outagepage.calls.title"), callCards(f.host, calls, nil)),
		control.NewSection(w.Say("outagepage.finding.report"), control.Tall(look.Gap, nil, control.Quiet(w.Say("outagepage.finding.report_what")),
			control.NewField(w, w.Say("outagepage.finding.phone"), "", f.phone), f.text)),
	}
	f.right.Refresh()
	f.follow()
	f.scroll.ScrollToTop() // what it probably is stands first, also when one answer more changed it
}

// instead begins with a failure that somebody chose against the answers.
func (f *finding) instead(b outage.Broken) {
	f.broken = []outage.Broken{b}
	f.begin(f.adds(), false)
}

// adds tells whether what is found is added to an outage that goes on.
func (f *finding) adds() bool {
	_, open := f.host.Session().OpenOutage()
	return open
}

// begin starts an outage, or adds to the one that goes on. Anyway is the word of who was asked and means it.
func (f *finding) begin(adds, anyway bool) {
	session, w := f.host.Session(), f.host.Words()
	at, ok := page.ClockBefore(f.since, session.Now())
	if !ok {
		f.clock.SetFault(w.Say("outagepage.clock_unread"))
		return
	}
	if at.IsZero() {
		at = session.Now()
	}
	f.clock.SetFault("")
	e := outage.Event{Type: outage.EventStart, At: at, Broken: sinceAll(f.broken, at, f.answers.Systems)}
	if view, open := session.OpenOutage(); adds && open {
		e.Type, e.Outage = outage.EventBreak, view.ID
	}
	tell := session.TellOutage
	if anyway {
		tell = session.TellOutageAnyway
	}
	task.Go(f.host.Runner(), "begin an outage", func(ctx context.Context) (outage.Outage, error) { return tell(ctx, e) }, func(o outage.Outage, err error) {
		if err != nil {
			f.failed(err, func() { f.begin(adds, true) })
			return
		}
		f.since.SetText("")
		f.host.Changed()
		f.host.Show(page.Place{Page: page.Outage, Part: page.OutageNow, Outage: o.ID})
		said := "outagepage.finding.begun"
		if e.Type == outage.EventBreak {
			said = "outagepage.finding.added"
		}
		f.host.Tell(w.Say(said))
	})
}

// failed says why no outage began. What is only asked can be meant all the same; where the same goes on
// already there is the way to it.
func (f *finding) failed(err error, anyway func()) {
	w := f.host.Words()
	buttons := control.Flow(look.Gap)
	already := text.IsFault(err, "outage.already")
	if already {
		buttons.Add(control.NewButton(w.Say("outagepage.finding.to_now"), theme.NavigateNextIcon(), func() {
			f.host.Show(page.Place{Page: page.Outage, Part: page.OutageNow})
		}))
	}
	if already || text.IsFault(err, "outage.long_ago") {
		buttons.Add(control.NewButton(w.Say("outagepage.finding.anyway"), nil, anyway))
	}
	f.asked.Objects = []fyne.CanvasObject{control.NewNoticeBox(control.ToneFault, w.Explain(err), buttons)}
	f.left.Refresh()
}

// sinceAll is what is broken, from a time on, with the systems that somebody saw fail.
func sinceAll(broken []outage.Broken, at time.Time, systems []string) []outage.Broken {
	all := make([]outage.Broken, len(broken))
	for i, b := range broken {
		b.Since = at
		if i == 0 {
			b.Systems = systems
		}
		all[i] = b
	}
	return all
}

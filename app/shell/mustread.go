package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
)

// hold keeps the binder covered by what must be read first: that its file was damaged and put
// together again, or that something in it was changed from outside. It tells whether there is
// anything. What was recovered stays until somebody has read it, also over a lock.
func (w *Window) hold() bool {
	session := w.open.session
	if r := session.Recovered(); r != nil {
		w.recovered = r
	}
	switch {
	case w.recovered != nil:
		w.putNotice(w.recoveredNotice(w.recovered), func() { w.recovered = nil })
	case session.Altered() != nil && !w.open.read:
		w.putNotice(w.alteredNotice(), func() {})
	default:
		return false
	}
	return true
}

// putNotice covers the window with a notice until somebody says that they have read it.
func (w *Window) putNotice(notice fyne.CanvasObject, read func()) {
	w.open.held = true
	understood := control.NewPrimary(w.words.Say("shell.notice.read"), theme.ConfirmIcon(), func() {
		read()
		w.open.held, w.open.read = false, true
		w.reveal()
	})
	w.put(container.NewVScroll(container.New(&card{wide: true}, control.Stack(look.Space, notice, container.NewHBox(understood)))))
	w.win.Canvas().Focus(understood)
}

// recoveredNotice tells what happened to a damaged binder: from what it was put together, what
// came along, what could not be saved, and what to do.
func (w *Window) recoveredNotice(r *ledger.Recovery) fyne.CanvasObject {
	say := w.words.Say
	if r.Keys > 0 {
		do := control.Stack(look.Gap, control.Plain(say("shell.recovered.do_steward")))
		return control.Stack(look.Space, control.NewNoticeBox(control.ToneNotice, say("shell.recovered.title"),
			control.Plain(w.words.Count("copies.keys_came", r.Keys))), control.NewSection(say("shell.notice.do"), do))
	}
	lines := control.Stack(look.Gap, control.Plain(say("shell.recovered.what")))
	if r.Copy == "" {
		lines.Add(control.Plain(say("shell.recovered.no_copy")))
	} else {
		lines.Add(control.Plain(say("shell.recovered.copy", "when", w.words.Moment(r.CopyTaken.In(care.Stockholm)))))
	}
	lines.Add(control.Plain(say("shell.recovered.along", "records", r.Records, "items", r.Items, "drafts", r.Drafts)))
	if r.Aside != "" {
		lines.Add(control.Quiet(say("shell.recovered.aside", "file", r.Aside)))
	}
	tone, title := control.ToneNotice, say("shell.recovered.title")
	lost := control.NewNoticeBox(control.ToneGood, say("shell.recovered.nothing_lost"), nil)
	if len(r.Lost) > 0 {
		tone = control.ToneFault
		found := control.Stack(look.Step)
		for _, line := range page.Findings(w.words, r.Lost) {
			found.Add(control.Plain(line))
		}
		lost = control.NewNoticeBox(control.ToneFault, w.words.Count("shell.recovered.lost", len(r.Lost)), found)
	}
	do := control.Stack(look.Gap, control.Plain(say("shell.recovered.do_paper")), control.Plain(say("shell.recovered.do_steward")))
	return control.Stack(look.Space, control.NewNoticeBox(tone, title, lines), lost, control.NewSection(say("shell.notice.do"), do))
}

// alteredNotice tells that something was changed from outside, looks for what, and says what to do.
func (w *Window) alteredNotice() fyne.CanvasObject {
	say, session := w.words.Say, w.open.session
	found := container.NewStack()
	progress := control.NewProgress(w.words, "", nil)
	progress.Start(say("shell.altered.looking"))
	task.Run(w.Screened, task.Work[ledger.Report]{
		Name: "verify", Do: session.Verify, Progress: progress.Set,
		Done: func(r ledger.Report, err error) {
			progress.Stop()
			found.Objects = []fyne.CanvasObject{w.missing(r, err)}
			w.body.Refresh()
		},
	})
	do := control.Stack(look.Gap, control.Plain(say("shell.altered.do_paper")), control.Plain(say("shell.altered.do_repair")))
	return control.Stack(look.Space,
		control.NewNoticeBox(control.ToneFault, say("shell.altered.title"), control.Plain(w.words.Explain(session.Altered()))),
		progress, found, control.NewSection(say("shell.notice.do"), do))
}

// missing is what a verification found, in words.
func (w *Window) missing(r ledger.Report, err error) fyne.CanvasObject {
	if err != nil {
		return control.NewNoticeBox(control.ToneFault, w.words.Explain(err), nil)
	}
	lines := control.Stack(look.Step, control.Plain(w.words.Say("shell.altered.whole", "opened", r.Opened, "records", r.Records, "items", r.Items)))
	for _, line := range page.Findings(w.words, r.Faults) {
		lines.Add(control.Plain(line))
	}
	return control.NewSection(w.words.Say("shell.altered.missing"), lines)
}

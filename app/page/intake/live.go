package intake

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// livePart is what comes from Lifecare by itself: whether it does, how far each list has come, and
// what waits for a person's word.
type livePart struct {
	host    page.Host
	words   *text.Words
	lists   []desk.ListState
	running bool // when it was last looked at
	ours    bool // the refresh under way was asked for here
	stop    func()

	answered *control.Text // when Lifecare last answered
	rhythm   *control.Text // when all last came, when it is asked next, and where it is
	fetch    *control.Button
	quiet    *control.QuietMessage
	failing  *fyne.Container
	held     *fyne.Container
	progress *control.Progress
	reading  *control.Text // below it: the list that is being asked for
	table    *control.DataTable
	full     *control.Text
	foot     *fyne.Container // around it, hidden while no row is picked
	lower    fyne.CanvasObject
	set      *fyne.Container // all of it, while the binder is connected
	none     *fyne.Container // else
	whole    fyne.CanvasObject
}

// followEvery is how often the part looks how far a refresh has come while it is shown.
const followEvery = time.Second

func newLive(h page.Host) *livePart {
	w := h.Words()
	l := &livePart{host: h, words: w, stop: func() {}, failing: control.Stack(0), held: control.Stack(0), none: container.NewStack()}
	l.answered = control.Heading("")
	l.rhythm = control.NewText("", control.Style{Wrap: true, Color: look.Quiet, Copy: true})
	l.fetch = control.NewPrimary(w.Say("live.fetch"), theme.DownloadIcon(), func() { l.begin(desk.Refreshing{}) })
	l.quiet = control.NewQuietMessage()
	l.quiet.Hide()
	l.progress = control.NewProgress(w, "", func() { l.host.Session().StopRefresh() })
	l.reading = control.Small("")
	l.reading.Hide()
	l.table = control.NewDataTable([]control.Column{
		{Title: w.Say("live.list"), Width: 16, Share: 2},
		{Title: w.Say("live.as_of"), Width: 11, Share: 1},
		{Title: w.Say("live.last"), Width: 16, Share: 3},
		{Title: w.Say("live.state"), Width: 12, Share: 1},
	}, func() int { return len(l.lists) }, l.cells)
	l.table.List.OnPicked = func(i int) { l.tell(l.lists[i]) }
	l.full = control.NewText("", control.Style{Wrap: true, Copy: true})
	l.foot = container.New(layout.NewCustomPaddedLayout(look.Gap, 0, 0, 0), l.full)
	l.foot.Hide()
	l.lower = control.NewCard(container.NewBorder(nil, l.foot, nil, nil, l.table))
	head := container.NewBorder(nil, nil, nil, container.NewVBox(l.fetch), control.Stack(look.Step, l.answered, l.rhythm))
	l.set = container.NewBorder(control.Stack(look.Gap, head, l.quiet, l.failing, l.held, l.progress, l.reading),
		nil, nil, nil, container.New(layout.NewCustomPaddedLayout(look.Space, 0, 0, 0), l.lower))
	l.whole = container.NewStack(l.set, l.none)
	l.show()
	return l
}

func (l *livePart) content() fyne.CanvasObject { return l.whole }

func (l *livePart) focus() fyne.Focusable {
	if l.set.Visible() && !l.fetch.Disabled() {
		return l.fetch
	}
	return nil
}

// open shows how it stands, and follows it while it is shown.
func (l *livePart) open(page.Place) {
	l.stop()
	l.stop = l.host.Runner().Every(followEvery, l.follow)
	l.show()
}

func (l *livePart) leave() {
	l.stop()
	l.quiet.Hide()
}

func (l *livePart) renew() { l.show() }

// follow shows how far a refresh has come, whoever began it.
func (l *livePart) follow() {
	st := l.host.Session().RefreshState()
	if st.Running != l.running {
		l.show()
		return
	}
	l.showProgress(st)
}

func (l *livePart) showProgress(st desk.RefreshState) {
	if !st.Running {
		return
	}
	l.progress.Set(st.Progress.Done, st.Progress.Total)
	name := ""
	if st.Progress.Read != "" {
		name = l.name(st.Progress.Read)
	}
	if st.Progress.Items > 0 {
		name = l.words.Say("live.reading", "list", l.name(st.Progress.Read), "n", st.Progress.Items)
	}
	l.reading.SetText(name)
}

// show shows everything anew.
func (l *livePart) show() {
	session := l.host.Session()
	st := session.RefreshState()
	l.set.Hide()
	l.none.Hide()
	if !st.Configured {
		l.none.Objects = []fyne.CanvasObject{l.unset(session)}
		l.none.Show()
		l.whole.Refresh()
		return
	}
	l.set.Show()
	l.lists = session.RefreshLists()
	l.showState(session.Connection(), st)
	l.showFailing(st)
	l.showHeld(st)
	if st.Running != l.running || st.Running && !l.progress.Visible() {
		l.running = st.Running
		if st.Running {
			l.progress.Start(l.words.Say("live.fetching"))
			l.fetch.Disable()
		} else {
			l.progress.Stop()
			l.fetch.Enable()
		}
	}
	l.reading.Hidden = !st.Running
	l.showProgress(st)
	l.table.Renew()
	if i := l.table.List.Picked(); i >= 0 && i < len(l.lists) && l.foot.Visible() {
		l.tell(l.lists[i])
	}
	l.whole.Refresh()
}

// unset says that the binder is not connected, and who can do that.
func (l *livePart) unset(session *desk.Session) fyne.CanvasObject {
	w := l.words
	if err := session.May(access.RightUnit); err != nil {
		return control.NewEmpty(theme.DownloadIcon(), w.Say("live.none"), w.Say("live.none_how")+" "+w.Explain(err), "", nil)
	}
	return control.NewEmpty(theme.DownloadIcon(), w.Say("live.none"), w.Say("live.none_how"), w.Say("live.connect"),
		func() { l.host.Show(page.Place{Page: page.Settings, Part: page.SettingsSources}) })
}

// showState says how it goes: when Lifecare answered, when all came, when it is asked next, and
// where it is.
func (l *livePart) showState(c desk.ConnectionShown, st desk.RefreshState) {
	w := l.words
	l.answered.SetText(w.Say("live.answered", "when", l.when(st.LastAnswer)))
	if st.LastAnswer.IsZero() {
		l.answered.SetText(w.Say("live.unanswered"))
	}
	lines := []string{w.Say("live.complete", "when", l.when(st.LastComplete))}
	if c.On && !st.Next.IsZero() {
		lines = append(lines, w.Say("live.next", "when", l.when(st.Next)))
	}
	how := w.Say("live.rhythm_off")
	if c.On {
		how = w.Say("live.rhythm", "n", int(c.Every/time.Minute))
	}
	lines = append(lines, w.Say("live.how_often", "how", how), w.Say("live.to", "address", c.Address, "domain", c.Domain))
	l.rhythm.SetText(strings.Join(lines, " "))
}

func (l *livePart) when(at time.Time) string {
	if at.IsZero() {
		return l.words.Say("live.never")
	}
	return l.words.When(at.In(care.Stockholm), l.host.Session().Now())
}

func (l *livePart) showFailing(st desk.RefreshState) {
	l.failing.Objects = nil
	told := st.Why != nil && !st.Running // else it may be over in a moment
	if told {
		title := l.words.Say("live.failing", "since", l.when(st.FailingSince))
		if text.IsFault(st.Why, "lifecare.not_answering") {
			title = l.words.Say("live.band.silent", "since", l.when(st.FailingSince))
		}
		l.failing.Objects = []fyne.CanvasObject{control.NewNoticeBox(control.ToneFault, title, control.Plain(l.words.Explain(st.Why)))}
	}
	l.failing.Hidden = !told
}

// showHeld asks about lists of which more than a fifth would go.
func (l *livePart) showHeld(st desk.RefreshState) {
	l.held.Objects = nil
	l.held.Hidden = len(st.Held) == 0
	if l.held.Hidden {
		return
	}
	var names []string
	for _, list := range st.Held {
		names = append(names, l.name(list))
	}
	confirm := control.NewButton(l.words.Say("live.confirm"), nil, func() { l.begin(desk.Refreshing{ConfirmGone: true}) })
	l.held.Objects = []fyne.CanvasObject{control.NewNoticeBox(control.ToneNotice, l.words.Say("live.held", "lists", strings.Join(names, ", ")),
		control.Stack(look.Gap, control.Plain(l.words.Say("live.held_why")), container.NewHBox(confirm)))}
}

// begin asks Lifecare now.
func (l *livePart) begin(how desk.Refreshing) {
	session := l.host.Session()
	if l.ours || session.RefreshState().Running {
		return
	}
	l.ours = true
	l.quiet.Hide()
	l.fetch.Disable()
	task.Go(l.host.Runner(), "fetch", func(ctx context.Context) (desk.Refreshed, error) { return session.Refresh(ctx, how) }, l.done)
	l.follow()
}

func (l *livePart) done(got desk.Refreshed, err error) {
	l.ours = false
	fresh, changed, gone, wrong := 0, 0, 0, 0
	for _, r := range got.Reads {
		fresh, changed, wrong = fresh+r.New, changed+r.Changed, wrong+len(r.Errors)
		if !r.Held {
			gone += r.Gone
		}
	}
	tone, said := control.ToneGood, l.words.Say("live.fetched", "new", fresh, "changed", changed, "gone", gone)
	switch {
	case errors.Is(err, context.Canceled):
		tone, said = control.ToneCalm, l.words.Say("live.stopped")
	case err != nil:
		tone, said = control.ToneFault, l.words.Explain(err)
	case got.Why != nil:
		tone, said = control.ToneNotice, l.words.Say("live.partly", "new", fresh, "changed", changed, "gone", gone)
	case fresh+changed+gone+wrong == 0:
		said = l.words.Say("live.fetched_same")
	case wrong > 0:
		tone, said = control.ToneNotice, said+" "+l.words.Count("intakepage.wrong", wrong)
	}
	l.quiet.Say(tone, said)
	l.quiet.Hidden = err == nil && got.Why != nil && fresh+changed+gone == 0 // why stands below
	l.fetch.Enable()
	l.show()
	l.host.Changed()
}

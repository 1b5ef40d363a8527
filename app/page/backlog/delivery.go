package backlog

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// detailShare is the part of the width for the one that is picked.
const detailShare = 0.62

// delivery is the part that sends through Lifecare's interface: first what would be sent, as a table,
// then the sending itself, which can be stopped at any time, and what came of each.
type delivery struct {
	host    page.Host
	words   *text.Words
	session *desk.Session

	rows     []desk.DeliveryRow
	ready    int
	steps    map[string]desk.DeliveryStep // what came of those that were sent
	laptop   *control.Text
	reason   *control.Entry
	why      *control.Field
	takeOver *control.Button
	look     *control.Button
	send     *control.Button
	one      *control.Button // sends only the one that is picked
	progress *control.Progress
	outcome  *fyne.Container
	table    *control.DataTable
	detail   *fyne.Container
	left     *fyne.Container
	job      *task.Job
	body     fyne.CanvasObject
}

func newDelivery(h page.Host) *delivery {
	w := h.Words()
	d := &delivery{host: h, words: w, session: h.Session(), laptop: control.Plain(""), outcome: control.Tall(look.Gap, nil), detail: control.Tall(look.Gap, nil)}
	d.reason = control.NewEntry(w.Say("backlog.deliver.reason_hint"))
	d.why = control.NewField(w, w.Say("backlog.deliver.reason"), "", d.reason)
	d.reason.OnChanged = func(string) { d.why.SetFault("") }
	d.reason.OnSubmitted = func(string) { d.take() }
	d.takeOver = control.NewButton(w.Say("backlog.deliver.take"), theme.ComputerIcon(), d.take)
	d.look = control.NewButton(w.Say("backlog.deliver.look"), theme.SearchIcon(), d.plan)
	d.send = control.NewPrimary(w.Say("backlog.deliver.none"), theme.UploadIcon(), func() { d.deliver(nil) })
	d.one = control.NewButton(w.Say("backlog.deliver.one"), theme.UploadIcon(), d.deliverPicked)
	d.progress = control.NewProgress(w, "", func() {
		if d.job != nil {
			d.job.Cancel()
		}
	})
	d.table = control.NewDataTable([]control.Column{{Title: w.Say("backlog.deliver.person"), Width: 14, Share: 2}, {Title: w.Say("backlog.deliver.kind"), Width: 10, Share: 1},
		{Title: w.Say("backlog.deliver.when"), Width: 13}, {Title: w.Say("backlog.deliver.becomes"), Width: 16, Share: 3}}, func() int { return len(d.rows) }, d.row)
	d.table.List.OnPicked = d.picked
	d.outcome.Hide()
	detail := control.NewScroller(d.detail)
	head := control.Tall(look.Gap, nil, d.laptop, d.why, control.Flow(look.Gap, d.takeOver, d.look, d.send, d.one), d.progress, d.outcome)
	d.left = control.Tall(look.Gap, d.table, head, d.table)
	d.body = control.NewColumns(detailShare, control.NewCard(d.left), control.NewCard(detail))
	d.able()
	return d
}

func (d *delivery) content() fyne.CanvasObject { return d.body }
func (d *delivery) focus() fyne.Focusable      { return d.look }
func (d *delivery) leave()                     {}

// open says which laptop delivers. Nothing is asked of Lifecare until somebody wants to see the plan.
func (d *delivery) open() {
	w, laptop := d.words, d.session.DeliveringLaptop()
	switch {
	case !laptop.Named:
		d.laptop.SetText(w.Say("backlog.deliver.nobody"))
	case laptop.Mine:
		d.laptop.SetText(w.Say("backlog.deliver.mine", "who", laptop.By, "at", w.Moment(laptop.Since.In(care.Stockholm))))
	default:
		d.laptop.SetText(w.Say("backlog.deliver.other", "code", laptop.Code, "who", laptop.By, "at", w.Moment(laptop.Since.In(care.Stockholm)), "reason", laptop.Reason))
	}
	d.why.Hidden, d.takeOver.Hidden = laptop.Mine, laptop.Mine
	if len(d.detail.Objects) == 0 {
		d.detail.Objects = []fyne.CanvasObject{control.Quiet(w.Say("backlog.deliver.about"))}
		d.detail.Refresh()
	}
	d.left.Refresh()
	d.able()
}

// able lets one thing be done at a time, and only what is ready be sent.
func (d *delivery) able() {
	mine := d.session.DeliveringLaptop().Mine
	for b, on := range map[*control.Button]bool{d.look: true, d.takeOver: true, d.send: d.ready > 0 && mine, d.one: mine && d.pickedReady() != ""} {
		if on && d.job == nil {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	d.send.SetText(d.words.Say("backlog.deliver.none"))
	if d.ready > 0 {
		d.send.SetText(d.words.Count("backlog.deliver.send", d.ready))
	}
}

// pickedReady is the entry that is picked, if it would be sent; empty otherwise.
func (d *delivery) pickedReady() string {
	i := d.table.List.Picked()
	if i < 0 || i >= len(d.rows) || !d.rows[i].Ready() {
		return ""
	}
	if _, sent := d.steps[d.rows[i].EntryID]; sent {
		return ""
	}
	return d.rows[i].EntryID
}

// take makes this the laptop that delivers.
func (d *delivery) take() {
	if d.job != nil {
		return
	}
	err := d.session.TakeOverDelivery(context.Background(), d.reason.Text)
	switch {
	case text.IsFault(err, "delivery.no_reason"):
		d.why.SetFault(d.words.Explain(err))
		d.left.Refresh()
		d.reason.Focus()
	case err != nil:
		d.tell(control.ToneFault, d.words.Explain(err))
	default:
		d.reason.SetText("")
		d.host.Changed()
		d.open()
		d.tell(control.ToneGood, d.words.Say("backlog.deliver.taken"))
	}
}

func (d *delivery) tell(tone control.Tone, title string, more ...fyne.CanvasObject) {
	var below fyne.CanvasObject
	if len(more) > 0 {
		below = control.Tall(look.Step, nil, more...)
	}
	d.outcome.Objects = []fyne.CanvasObject{control.NewNoticeBox(tone, title, below)}
	d.outcome.Show()
	d.left.Refresh()
}

// begin does something beside the window, one thing at a time.
func (d *delivery) begin(title string, start func() *task.Job) {
	d.outcome.Hide()
	d.progress.Start(title)
	if job := start(); d.progress.Visible() { // work that runs at once, in tests, is over already
		d.job = job
	}
	d.able()
	d.left.Refresh()
}

func (d *delivery) ended() {
	d.job = nil
	d.progress.Stop()
}

// plan asks Lifecare for its numbers and shows what would be sent. Nothing is sent.
func (d *delivery) plan() {
	d.begin(d.words.Say("backlog.deliver.looking"), func() *task.Job {
		return task.Go(d.host.Runner(), "delivery plan", d.session.DeliveryPlan, func(p desk.DeliveryPlan, err error) {
			d.ended()
			if err != nil {
				d.failed(err)
				return
			}
			d.steps = nil
			d.show(p)
			d.tell(control.ToneCalm, d.words.Say("backlog.deliver.planned", "ready", d.ready, "stay", len(p.Rows)-d.ready), control.Plain(d.words.Say("backlog.deliver.rest", "hand", p.ByHand, "unknown", p.Unknown)))
		})
	})
}

func (d *delivery) failed(err error) {
	if errors.Is(err, context.Canceled) {
		d.tell(control.ToneCalm, d.words.Say("backlog.deliver.stopped_looking"))
	} else {
		d.tell(control.ToneFault, d.words.Explain(err))
	}
	d.able()
}

// show shows a plan, what would be sent first.
func (d *delivery) show(p desk.DeliveryPlan) {
	d.rows = slices.Clone(p.Rows)
	d.ready = 0
	for _, r := range d.rows {
		if r.Ready() {
			d.ready++
		}
	}
	slices.SortStableFunc(d.rows, func(a, b desk.DeliveryRow) int { return cmp.Compare(len(a.Missing), len(b.Missing)) })
	d.table.Renew()
	d.detail.Objects = nil
	d.open()
}

// row is one entry of the table.
func (d *delivery) row(i int) []control.Cell {
	r := d.rows[i]
	becomes := control.Cell{Text: d.words.Say("backlog.deliver.goes"), Color: look.Normal}
	if step, sent := d.steps[r.EntryID]; sent {
		becomes = d.outcomeOf(step)
	} else if !r.Ready() {
		becomes = control.Cell{Text: d.words.Say("backlog.deliver.stays", "why", d.words.Explain(r.Missing[0])), Color: look.Notice}
	}
	return []control.Cell{{Text: cmp.Or(r.PersonName, d.words.Say("backlog.nobody")), Bold: true}, {Text: r.Title},
		{Text: d.words.When(r.EventTime, d.session.Now()), Color: look.Quiet}, becomes}
}

// picked shows all of an entry as it would be sent, and every reason why it stays.
func (d *delivery) picked(i int) {
	r, w := d.rows[i], d.words
	d.detail.Objects = []fyne.CanvasObject{control.Heading(cmp.Or(r.PersonName, w.Say("backlog.nobody"))),
		control.Quiet(r.Title + "  ·  " + w.When(r.EventTime, d.session.Now()))}
	if step, sent := d.steps[r.EntryID]; sent {
		d.detail.Add(control.NewText(d.outcomeOf(step).Text, control.Style{Bold: true, Wrap: true, Copy: true}))
		if step.Why != nil {
			d.detail.Add(control.Plain(w.Explain(step.Why)))
		}
	}
	for _, why := range r.Missing {
		d.detail.Add(control.NewNoticeBox(control.ToneNotice, w.Explain(why), nil))
	}
	if r.Again {
		d.detail.Add(control.Plain(w.Say("backlog.deliver.again")))
	}
	facts := make([]control.Fact, 0, len(r.Fields))
	for _, f := range r.Fields {
		facts = append(facts, control.Fact{Label: f.Name, Value: f.Value})
	}
	d.detail.Add(control.NewFieldGrid(w, facts...))
	d.detail.Add(control.Flow(look.Gap, control.NewButton(w.Say("backlog.deliver.by_hand"), theme.ContentCopyIcon(), func() {
		d.host.Show(page.Place{Page: page.Backlog, EntryID: r.EntryID})
	})))
	d.detail.Refresh()
	d.able()
}

package backlog

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
)

func (d *delivery) outcomeOf(step desk.DeliveryStep) control.Cell {
	switch step.Outcome {
	case desk.OutcomeEntered:
		return control.Cell{Text: d.words.Say("backlog.deliver.entered"), Color: look.Normal}
	case desk.OutcomeRefused:
		return control.Cell{Text: d.words.Say("backlog.deliver.refused", "words", cmp.Or(step.Words, d.words.Explain(step.Why))), Color: look.Outage}
	case desk.OutcomeUnsent:
		return control.Cell{Text: d.words.Say("backlog.deliver.unsent"), Color: look.Notice}
	}
	return control.Cell{Text: d.words.Say("backlog.deliver.unknown"), Color: look.Outage}
}

func (d *delivery) deliverPicked() {
	if id := d.pickedReady(); id != "" {
		d.deliver([]string{id})
	}
}

// deliver sends what is ready, or of that what is chosen.
func (d *delivery) deliver(choose []string) {
	if d.job != nil {
		return
	}
	steps := map[string]desk.DeliveryStep{}
	d.begin(d.words.Say("backlog.deliver.sending"), func() *task.Job {
		return task.Run(d.host.Runner(), task.Work[desk.DeliveryResult]{Name: "deliver", Progress: d.progress.Set,
			Do: func(ctx context.Context, report func(done, total int)) (desk.DeliveryResult, error) {
				return d.session.Deliver(ctx, choose, func(step desk.DeliveryStep) { // one call at a time
					steps[step.EntryID] = step
					report(step.Done, step.Total)
				})
			},
			Done: func(result desk.DeliveryResult, err error) {
				d.ended()
				d.host.Changed()
				if err != nil {
					d.failed(err)
					return
				}
				d.delivered(result, steps)
			}})
	})
}

// delivered tells what came of it: first in numbers, and in the table what did not come in, first.
func (d *delivery) delivered(result desk.DeliveryResult, steps map[string]desk.DeliveryStep) {
	w := d.words
	if d.steps == nil {
		d.steps = map[string]desk.DeliveryStep{}
	}
	for id, step := range steps {
		d.steps[id] = step
	}
	d.ready = 0
	entered := func(r desk.DeliveryRow) int {
		step, sent := d.steps[r.EntryID]
		switch {
		case sent && step.Outcome == desk.OutcomeEntered:
			return 2
		case sent:
			return 0
		case r.Ready():
			d.ready++
		}
		return 1
	}
	order := map[string]int{}
	for _, r := range d.rows {
		order[r.EntryID] = entered(r)
	}
	slices.SortStableFunc(d.rows, func(a, b desk.DeliveryRow) int { return cmp.Compare(order[a.EntryID], order[b.EntryID]) })
	d.table.Renew()
	d.open()
	tone, title := control.ToneGood, w.Say("backlog.deliver.result", "entered", result.Entered, "total", result.Total)
	if result.Entered < result.Total {
		tone = control.ToneNotice
	}
	var more []fyne.CanvasObject
	if result.Why != nil {
		more = append(more, control.Plain(w.Explain(result.Why)))
	} else if result.Stopped {
		more = append(more, control.Plain(w.Say("backlog.deliver.stopped")))
	}
	more = append(more, control.Plain(w.Say("backlog.deliver.others", "refused", result.Refused, "unknown", result.Unknown, "unsent", result.Unsent, "hand", result.ByHand)))
	d.tell(tone, title, more...)
}

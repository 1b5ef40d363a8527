package paper

import (
	"context"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
)

// replaced accounts in one go for the forms of an older binder that nobody has written on: it is shown
// with the list of them.
type replaced struct {
	host    page.Host
	rows    []desk.SlipRow
	moved   func()
	resized func() // lays out what stands around
	all     *control.Button
	sure    *control.Confirm
	content *fyne.Container
}

func newReplaced(h page.Host, moved, resized func()) *replaced {
	w := h.Words()
	r := &replaced{host: h, moved: moved, resized: resized}
	r.all = control.NewButton("", nil, r.ask)
	r.sure = control.NewConfirm("", w.Say("paperpage.slip.shredded_yes"), w.Say("paperpage.slip.shredded_no"), r.answer)
	r.content = control.Stack(look.Gap, control.Plain(w.Say("paperpage.slip.replaced_about")), r.all, r.sure)
	r.content.Hide()
	return r
}

// show shows the forms of the list, or hides for other lists.
func (r *replaced) show(rows []desk.SlipRow, shown bool) {
	r.rows = rows
	r.all.SetText(r.host.Words().Count("paperpage.slip.shredded", len(rows)))
	r.sure.Hide()
	r.content.Hidden = !shown || len(rows) == 0
	r.content.Refresh()
}

func (r *replaced) ask() {
	r.sure.AskThis(r.host.Words().Count("paperpage.slip.shredded_ask", len(r.rows)))
	r.resized()
}

func (r *replaced) answer(yes bool) {
	if yes {
		numbers := make([]custody.Number, 0, len(r.rows))
		for _, row := range r.rows {
			numbers = append(numbers, row.Number)
		}
		done, err := r.host.Session().ShredReplaced(context.Background(), numbers)
		if err != nil {
			r.host.Fail(err)
			return
		}
		r.host.Tell(r.host.Words().Count("paperpage.slip.shredded_done", done))
	}
	r.moved()
}

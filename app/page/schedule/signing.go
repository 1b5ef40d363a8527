package schedule

import (
	"context"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// mostAtOnce is how many visits are looked through and signed in one go: more than a shift has.
const mostAtOnce = 40

// signing lets somebody tick the visits that were done as planned, look through them and sign them in
// one go. Whatever went otherwise is written for itself.
type signing struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	visits  []desk.VisitToSign
	chosen  map[string]bool // by the visit's id

	title   *control.Text
	mine    *control.Check
	all     *control.Button
	list    *control.List
	sheet   fyne.CanvasObject
	none    *control.Text
	review  *review
	status  *control.QuietMessage
	next    *control.Button
	back    *control.Button
	proof   *page.Proof
	content *fyne.Container
	load    func() []desk.VisitToSign // of the day and route that are shown
	left    func()                    // goes back to the schedule
	busy    bool
}

func newSigning(h page.Host, load func() []desk.VisitToSign, left func()) *signing {
	w := h.Words()
	g := &signing{host: h, words: w, session: h.Session(), chosen: map[string]bool{}, status: control.NewQuietMessage(), proof: page.NewProof(h), load: load, left: left}
	g.title = control.Heading(w.Say("signvisits.title"))
	g.mine = control.NewCheck(w.Say("signvisits.mine"), func(bool) { g.renew() })
	g.all = control.NewButton(w.Say("signvisits.all"), theme.CheckButtonCheckedIcon(), g.chooseAll)
	g.list = control.NewList(func() int { return len(g.visits) }, func() fyne.CanvasObject { return newVisitRow(w.Say("signvisits.write")) }, g.row)
	g.list.OnChosen = func(i int) { g.tick(i, !g.chosen[g.visits[i].Visit.ID]) }
	g.sheet = container.NewStack(control.NewPlate(look.Sheet, look.Line, 1, look.Corner), control.Padded(look.Step, g.list))
	g.none = control.Quiet(w.Say("signvisits.none"))
	g.review = newReview(g)
	g.next = control.NewPrimary("", theme.NavigateNextIcon(), g.forward)
	g.back = control.NewButton("", theme.NavigateBackIcon(), g.backward)
	head := control.Tall(look.Gap, nil, g.title, control.Flow(look.Gap, g.mine, g.all), g.none, control.Stack(0))
	foot := control.Tall(look.Gap, nil, control.Stack(0), g.proof.Content(), container.NewBorder(nil, nil, g.back, container.NewCenter(g.next), g.status))
	g.content = container.NewBorder(head, foot, nil, nil, container.NewStack(g.sheet, g.review.content))
	g.content.Hide()
	return g
}

// open shows the visits of the day that have begun and are not signed, one's own first where there are
// any.
func (g *signing) open() {
	g.chosen = map[string]bool{}
	g.mine.SetChecked(slices.ContainsFunc(g.load(), g.own))
	g.status.Clear()
	g.renew()
	g.content.Show()
}

func (g *signing) own(v desk.VisitToSign) bool {
	return strings.EqualFold(strings.TrimSpace(v.Visit.Staff), g.session.User().Name)
}

// renew reads what there is to sign.
func (g *signing) renew() {
	now := g.session.Now()
	g.visits = slices.DeleteFunc(g.load(), func(v desk.VisitToSign) bool {
		return v.Visit.Start.After(now) || g.mine.Checked && !g.own(v)
	})
	g.review.hide()
	g.list.Renew()
	g.show()
}

// show brings the buttons up to date with what is ticked.
func (g *signing) show() {
	w, n := g.words, len(g.ticked())
	reviewing := g.review.content.Visible()
	g.sheet.Hide()
	if !reviewing && len(g.visits) > 0 {
		g.sheet.Show()
	}
	g.none.Hidden = len(g.visits) > 0
	g.all.Hidden, g.mine.Hidden = reviewing || len(g.visits) == 0, reviewing
	g.title.SetText(w.Say("signvisits.title"))
	g.back.SetText(w.Say("signvisits.leave"))
	g.next.SetText(w.Count("signvisits.review", n))
	if reviewing {
		g.title.SetText(w.Count("signvisits.review_title", n))
		g.back.SetText(w.Say("signvisits.back"))
		g.next.SetText(w.Count("signvisits.sign", n))
	}
	g.next.Enable()
	if n == 0 || g.busy {
		g.next.Disable()
	}
	g.content.Refresh()
}

// ticked are the visits that are ticked, by start.
func (g *signing) ticked() []desk.VisitToSign {
	var list []desk.VisitToSign
	for _, v := range g.visits {
		if g.chosen[v.Visit.ID] {
			list = append(list, v)
		}
	}
	return list
}

func (g *signing) row(i int, o fyne.CanvasObject, _ bool) {
	r, ok := o.(*visitRow)
	if !ok {
		return
	}
	v := g.visits[i]
	below := joined("  ·  ", v.Visit.Services(), v.Visit.Staff)
	r.show(g.name(v), below, g.chosen[v.Visit.ID], func(on bool) {
		g.list.PickQuietly(i)
		g.host.Window().Canvas().Focus(g.list) // where the arrows go on
		g.tick(i, on)
	},
		func() { g.host.Show(page.Place{Page: page.Write, VisitID: v.Visit.ID}) })
}

func (g *signing) name(v desk.VisitToSign) string {
	return page.VisitTime(g.words, v.Visit) + "   " + v.PersonName
}

func (g *signing) tick(i int, on bool) {
	if on && len(g.ticked()) >= mostAtOnce {
		g.status.Say(control.ToneNotice, g.words.Say("signvisits.most", "n", mostAtOnce))
		on = false
	}
	g.chosen[g.visits[i].Visit.ID] = on
	g.list.RefreshItem(i)
	g.show()
}

func (g *signing) chooseAll() {
	for _, v := range g.visits {
		if len(g.ticked()) < mostAtOnce {
			g.chosen[v.Visit.ID] = true
		}
	}
	g.list.Refresh()
	g.show()
}

// forward goes from the ticks to the review, and from there to the signature.
func (g *signing) forward() {
	if !g.review.content.Visible() {
		g.review.showAll(g.ticked())
		g.status.Say(control.ToneCalm, g.words.Say("signvisits.look"))
		g.show()
		g.review.focus()
		return
	}
	if entries, ready := g.review.entries(); ready {
		g.proof.Before(func() { g.sign(entries) })
	} else {
		g.status.Say(control.ToneNotice, g.words.Say("signvisits.not_ready"))
		g.show()
	}
}

// backward goes from the review to the ticks, and from there to the schedule.
func (g *signing) backward() {
	g.proof.Close()
	if g.review.content.Visible() {
		g.review.hide()
		g.status.Clear()
		g.show()
		return
	}
	g.content.Hide()
	g.left()
}

func (g *signing) sign(entries []entry.Entry) {
	g.busy = true
	g.show()
	task.Go(g.host.Runner(), "sign visits", func(ctx context.Context) ([]desk.SignResult, error) {
		// A signature under way is finished also when the window locks.
		return g.session.SignMany(context.WithoutCancel(ctx), entries)
	}, func(results []desk.SignResult, err error) {
		g.busy = false
		if err != nil {
			g.status.Say(control.ToneFault, g.words.Explain(err))
			g.show()
			return
		}
		failed := map[string]error{}
		for _, r := range results {
			if r.Err != nil {
				failed[r.ID] = r.Err
			}
		}
		g.signed(len(results)-len(failed), failed)
	})
}

// signed leaves what could not be signed on the screen, with why: two that were signed in one go may
// overlap each other, which nobody could ask about before.
func (g *signing) signed(n int, failed map[string]error) {
	left := slices.DeleteFunc(slices.Clone(g.review.each), func(one *reviewed) bool { return failed[one.entry.ID] == nil })
	g.chosen = map[string]bool{}
	g.renew()
	said, tone := g.words.Count("signvisits.signed", n), control.ToneGood
	if len(left) > 0 {
		for _, one := range left {
			g.chosen[one.visit.Visit.ID] = true
		}
		g.review.keep(left, failed)
		said, tone = g.words.Count("signvisits.some", n), control.ToneNotice
	}
	g.status.Say(tone, said)
	g.show()
	g.host.Changed()
}

// asPlanned is what is signed of a visit that was done as it was planned. What only another outcome asks
// for is left out.
func (g *signing) asPlanned(v desk.VisitToSign) entry.Entry {
	e := v.Entry
	values := maps.Clone(e.Values)
	if values == nil {
		values = map[string]string{}
	}
	if values["outcome"] == "" {
		values["outcome"] = "done"
	}
	if e.EventTime.IsZero() {
		e.EventTime = v.Visit.Start.In(care.Stockholm)
	}
	f, _ := g.session.KindForm(e.Kind)
	for _, field := range f.EntryFields() {
		if !field.If.Holds(values) {
			delete(values, field.ID)
		}
	}
	e.Values = values
	return e
}

package schedule

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// review is what will be signed, visit after visit, with its times to set right and what is missing or
// asked about it.
type review struct {
	of      *signing
	each    []*reviewed
	column  *fyne.Container
	scroll  *container.Scroll
	content *fyne.Container
}

// reviewed is one visit of the review.
type reviewed struct {
	visit      desk.VisitToSign
	entry      entry.Entry
	start, end *control.TimeField
	said       *fyne.Container
	card       fyne.CanvasObject
}

func newReview(of *signing) *review {
	r := &review{of: of, column: control.Tall(look.Gap, nil)}
	r.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space), r.column))
	r.content = container.NewStack(r.scroll)
	r.content.Hide()
	return r
}

func (r *review) hide() {
	r.each = nil
	r.column.RemoveAll()
	r.content.Hide()
}

// showAll shows the visits, each as it was planned.
func (r *review) showAll(visits []desk.VisitToSign) {
	r.hide()
	for _, v := range visits {
		r.add(&reviewed{visit: v, entry: r.of.asPlanned(v), said: control.Tall(look.Step, nil)})
	}
	r.content.Show()
	r.scroll.ScrollToTop()
}

func (r *review) add(one *reviewed) {
	w, now := r.of.words, r.of.session.Now
	one.start, one.end = control.NewTimeField(w, now), control.NewTimeField(w, now)
	at := one.entry.EventTime.In(care.Stockholm)
	one.start.SetClock(at.Hour(), at.Minute())
	one.end.SetText(one.entry.Values["end"])
	control.Follow(r.scroll, one.start, one.end)
	field := func(key string, f *control.TimeField) fyne.CanvasObject {
		return control.Beside(look.Gap, container.NewCenter(control.NewText(w.Say(key), control.Style{})), control.Wide(5.2, f))
	}
	write := control.NewButton(w.Say("signvisits.write"), theme.DocumentCreateIcon(),
		func() { r.of.host.Show(page.Place{Page: page.Write, VisitID: one.visit.Visit.ID}) })
	what := control.Tall(look.Step, nil, control.NewText(one.visit.PersonName, control.Style{Bold: true, Wrap: true}))
	if done := one.entry.Values["services_done"]; done != "" {
		what.Add(control.Quiet(done))
	}
	what.Add(control.Flow(look.Space, field("signvisits.from", one.start), field("signvisits.to", one.end)))
	what.Add(one.said)
	one.card = control.NewCard(container.NewBorder(nil, nil, nil, container.NewCenter(write), what))
	r.column.Add(one.card)
	r.each = append(r.each, one)
}

// focus puts the keyboard at the first time.
func (r *review) focus() {
	if len(r.each) > 0 {
		r.each[0].start.Focus()
	}
}

// entries are what is to be signed; false while something is missing or asked, which then stands at its
// visit.
func (r *review) entries() (entries []entry.Entry, ready bool) {
	ready = true
	for _, one := range r.each {
		one.take()
		problems := r.of.session.Check(one.entry)
		r.tell(one, problems)
		ready = ready && len(problems) == 0
		entries = append(entries, one.entry)
	}
	r.column.Refresh()
	return entries, ready
}

// take takes in the times. An end before the start is of the day after.
func (o *reviewed) take() {
	day := o.entry.EventTime.In(care.Stockholm)
	o.entry.EventTime = time.Time{}
	if hour, minute, ok := o.start.Clock(); ok {
		o.entry.EventTime = care.LocalTime(day.Year(), day.Month(), day.Day(), hour, minute, 0)
	}
	o.entry.Values["end"] = strings.TrimSpace(o.end.Text)
	if hour, minute, ok := o.end.Clock(); ok {
		o.entry.Values["end"] = time.Date(0, 1, 1, hour, minute, 0, 0, time.UTC).Format("15:04")
	}
}

// tell says at a visit what is missing, and asks what is asked, each with a button that answers yes.
func (r *review) tell(one *reviewed, problems []entry.Problem) {
	w := r.of.words
	one.said.RemoveAll()
	for _, p := range problems {
		sentence := control.NewText(w.Say("entry."+p.Code), control.Style{Color: look.Outage, Bold: true, Wrap: true})
		if !p.Asks {
			one.said.Add(sentence)
			continue
		}
		box := control.Tall(look.Gap, nil)
		box.Add(control.Flow(look.Gap, control.NewButton(w.Say("signvisits.yes"), theme.ConfirmIcon(), func() {
			one.entry.Confirmed = append(slices.Clone(one.entry.Confirmed), p.Code)
			one.take()
			r.tell(one, r.of.session.Check(one.entry))
			r.column.Refresh()
		})))
		one.said.Add(control.NewNoticeBox(control.ToneNotice, w.Say("entry."+p.Code), box))
	}
}

// keep keeps the visits that could not be signed, with the times as they were typed, and asks at each what
// is asked now, or says why it could not be signed.
func (r *review) keep(left []*reviewed, failed map[string]error) {
	r.hide()
	for _, one := range left {
		problems := r.of.session.Check(one.entry)
		r.tell(one, problems)
		if len(problems) == 0 {
			one.said.Add(control.NewText(r.of.words.Explain(failed[one.entry.ID]), control.Style{Color: look.Outage, Bold: true, Wrap: true}))
		}
		r.column.Add(one.card)
	}
	r.each = left
	r.content.Show()
	r.scroll.ScrollToTop()
}

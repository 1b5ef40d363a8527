package ready

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
)

// limits are the unit's own times, and the files of all that the binder knows of systems and failures.
type limits struct {
	*screen
	quiet   *control.QuietMessage
	clocks  map[string]*control.TimeField
	numbers map[string]*control.Entry
	spans   []*control.Entry // of the escalations, in their order
	first   fyne.Focusable
	body    *fyne.Container
	files   *catalogueFiles
	content *container.Scroll
}

func newLimits(s *screen) *limits {
	p := &limits{screen: s, quiet: control.NewQuietMessage(), body: control.Stack(look.Space)}
	p.quiet.Hide()
	p.files = newCatalogueFiles(s, func() { p.open("") }, p.resized)
	p.content = control.NewHalves(control.NewSection(s.words.Say("readypage.limits"), p.body), p.files.section)
	return p
}

func (p *limits) view() fyne.CanvasObject { return p.content }

func (p *limits) focus() fyne.Focusable { return p.first }

// leave forgets what was typed and not saved.
func (p *limits) leave() {
	p.quiet.Clear()
	p.files.quiet.Clear()
}

func (p *limits) resized() {
	p.content.Content.Refresh()
	p.content.Refresh()
}

// open shows the times that hold.
func (p *limits) open(string) {
	l, may := p.Session().Limits(), p.Session().May(access.RightUnit)
	p.body.RemoveAll()
	p.first = nil
	if l.Assumed {
		p.body.Add(control.NewNoticeBox(control.ToneNotice, p.words.Say("readypage.limits.assumed"), nil))
	}
	if may != nil {
		p.body.Add(p.reading(l))
		p.body.Add(control.Quiet(p.words.Explain(may)))
	} else {
		p.body.Add(p.writing(l))
	}
	p.files.show()
	control.FollowAll(p.content, p.content.Content)
	p.resized()
}

// reading is the times for who may not change them.
func (p *limits) reading(l outage.Limits) fyne.CanvasObject {
	w := p.words
	facts := []control.Fact{{Label: w.Say("readypage.limits.office"), Value: l.OfficeFrom + "–" + l.OfficeTo},
		{Label: w.Say("readypage.limits.update"), Value: p.length(l.UpdateMinutes)},
		{Label: w.Say("readypage.limits.patch"), Value: l.PatchFrom + "–" + l.PatchTo},
		{Label: w.Say("readypage.limits.notice"), Value: w.Say("readypage.limits.days", "n", l.NoticeDays)}}
	for _, e := range l.Escalations {
		facts = append(facts, control.Fact{Label: p.length(e.Minutes), Value: e.Text.In(w.Lang())})
	}
	return control.NewFieldGrid(w, facts...)
}

// writing is the times to be changed.
func (p *limits) writing(l outage.Limits) fyne.CanvasObject {
	w := p.words
	p.clocks, p.numbers, p.spans = map[string]*control.TimeField{}, map[string]*control.Entry{}, nil
	labelled := func(key string, o fyne.CanvasObject) fyne.CanvasObject {
		field := control.NewField(w, w.Say("readypage.limits."+key), "", o)
		field.WrapLabel()
		return field
	}
	clock := func(key, value string) fyne.CanvasObject {
		f := control.NewTimeField(w, p.Session().Now)
		f.SetText(value)
		p.clocks[key] = f
		return labelled(key, f)
	}
	number := func(key string, n int) fyne.CanvasObject {
		e := control.NewEntry("")
		e.SetText(strconv.Itoa(n))
		p.numbers[key] = e
		return labelled(key, e)
	}
	column := control.Stack(look.Space,
		control.Even(look.Space, clock("office_from", l.OfficeFrom), clock("office_to", l.OfficeTo)),
		control.Heading(w.Say("readypage.limits.escalations")))
	for _, e := range l.Escalations {
		span := control.NewEntry("")
		span.SetText(p.length(e.Minutes))
		p.spans = append(p.spans, span)
		column.Add(container.NewBorder(nil, nil, control.Wide(7, span), nil,
			control.Padded(look.Step, control.Plain(e.Text.In(w.Lang())))))
	}
	column.Add(number("update_minutes", l.UpdateMinutes))
	column.Add(number("notice_days", l.NoticeDays))
	column.Add(control.Heading(w.Say("readypage.limits.patch")))
	column.Add(control.Even(look.Space, clock("patch_from", l.PatchFrom), clock("patch_to", l.PatchTo), number("patch_minutes", l.PatchMinutes)))
	column.Add(p.quiet)
	column.Add(control.Flow(look.Gap, control.NewPrimary(w.Say("readypage.limits.save"), theme.ConfirmIcon(), func() { p.save(l) })))
	p.first = p.clocks["office_from"]
	return column
}

// save stores what was typed; what can't be read is said.
func (p *limits) save(l outage.Limits) {
	next, ok := p.typed(l)
	if !ok {
		p.quiet.Say(control.ToneFault, p.words.Say("error.limits.wrong"))
		p.quiet.Show()
		p.resized()
		return
	}
	told(p.screen, p.quiet, func(ctx context.Context, b *desk.Session) error { return b.SetLimits(ctx, next) }, func() {
		p.Tell(p.words.Say("readypage.limits.saved"))
		p.open("")
	})
	p.resized()
}

func (p *limits) typed(l outage.Limits) (outage.Limits, bool) {
	ok := true
	for key, into := range map[string]*string{"office_from": &l.OfficeFrom, "office_to": &l.OfficeTo, "patch_from": &l.PatchFrom, "patch_to": &l.PatchTo} {
		hour, minute, read := p.clocks[key].Clock()
		*into = clockText(hour, minute)
		ok = ok && read
	}
	for key, into := range map[string]*int{"update_minutes": &l.UpdateMinutes, "notice_days": &l.NoticeDays, "patch_minutes": &l.PatchMinutes} {
		n, err := strconv.Atoi(strings.TrimSpace(p.numbers[key].Text))
		*into = n
		ok = ok && err == nil && n > 0
	}
	l.Escalations = slices.Clone(l.Escalations)
	for i, e := range p.spans {
		answer, err := outage.Fact{Sort: outage.FactDuration}.Answer(e.Text)
		l.Escalations[i].Minutes = answer.Minutes
		ok = ok && err == nil
	}
	return l, ok
}

func clockText(hour, minute int) string {
	return time.Date(2000, 1, 1, hour, minute, 0, 0, time.UTC).Format("15:04")
}

// length words minutes as they can be typed again: "2 timmar", "90 minuter".
func (p *limits) length(minutes int) string {
	if minutes%60 == 0 && minutes > 0 {
		return p.words.Count("readypage.hours", minutes/60)
	}
	return p.words.Count("readypage.min", minutes)
}

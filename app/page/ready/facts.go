package ready

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
)

// plannedAhead is how far ahead planned outages are looked for whose checklist can take an open fact up.
const plannedAhead = 200 * 24 * time.Hour

// facts is what the routine leaves open, each with who answers for it, and what was settled.
type facts struct {
	*screen
	*board[desk.FactRow]
	quiet *control.QuietMessage
}

func newFacts(s *screen) *facts {
	p := &facts{screen: s, quiet: control.NewQuietMessage()}
	p.quiet.Hide()
	p.board = newBoard(func(f desk.FactRow) string { return f.ID }, p.lines, p.showFact,
		control.NewEmpty(theme.QuestionIcon(), s.words.Say("readypage.facts.none"), s.words.Say("readypage.facts.none_what"), "", nil), nil)
	return p
}

func (p *facts) view() fyne.CanvasObject { return p.content }

func (p *facts) focus() fyne.Focusable { return p.list }

func (p *facts) leave() { p.none() }

// open reads the facts anew, those that are open before those that are settled.
func (p *facts) open(topic string) {
	var open, settled []desk.FactRow
	for _, f := range p.Session().Facts() {
		if f.Settled == nil {
			open = append(open, f)
		} else {
			settled = append(settled, f)
		}
	}
	p.count.SetText(p.words.Say("readypage.facts.count", "n", len(open), "settled", len(settled)))
	p.set(append(open, settled...), topic)
}

func (p *facts) lines(f desk.FactRow) control.TwoLines {
	w := p.words
	lines := control.TwoLines{Title: f.Fact.Fact.In(w.Lang())}
	if f.Settled != nil {
		lines.Subtitle = f.Settled.Value
		lines.Marks = []control.Mark{{Text: w.Say("readypage.facts.settled"), Color: look.Normal}}
		return lines
	}
	lines.Subtitle = w.Say("readypage.facts.owner_row", "who", w.Say("outage.role."+string(f.Owner)), "source", outage.SectionOf(f.Source))
	return lines
}

// showFact shows what is asked, in the routine's own words, and takes the answer.
func (p *facts) showFact(f desk.FactRow) {
	w := p.words
	p.quiet.Clear()
	p.quiet.Hide()
	about := []control.Fact{{Label: w.Say("readypage.facts.owner"), Value: w.Say("outage.role." + string(f.Owner))},
		{Label: w.Say("readypage.facts.quote"), Value: w.Say("readypage.facts.quoted", "quote", f.Quote, "source", outage.SectionOf(f.Source))}}
	if f.Settled != nil {
		about = append(about, control.Fact{Label: w.Say("readypage.facts.answer"), Value: f.Settled.Value, Large: true},
			control.Fact{Label: w.Say("readypage.facts.by"), Value: w.Say("readypage.last_by", "when", w.When(f.At.In(care.Stockholm), p.Session().Now()), "who", f.By)})
	}
	column := control.Stack(look.Space, control.Title(f.Fact.Fact.In(w.Lang())), control.NewFieldGrid(w, about...))
	if f.Settled == nil {
		column.Add(control.NewNoticeBox(control.ToneNotice, w.Say("readypage.facts.unknown"), nil))
	}
	switch err := p.Session().May(access.RightUnit); {
	case err != nil:
		column.Add(control.Quiet(w.Explain(err)))
	default:
		column.Add(p.settling(f))
		if f.Settled == nil {
			column.Add(p.listing(f))
		}
	}
	column.Add(p.quiet)
	p.put(column)
}

// settling is the field for the answer, and the way back.
func (p *facts) settling(f desk.FactRow) fyne.CanvasObject {
	w := p.words
	answer := control.NewEntry(w.Say("readypage.facts.hint." + string(f.Sort)))
	if f.Settled != nil {
		answer.SetText(f.Settled.Value)
	}
	settle := func() {
		told(p.screen, p.quiet, func(ctx context.Context, b *desk.Session) error { return b.SettleFact(ctx, f.ID, answer.Text) },
			func() { p.done(f, "readypage.facts.told") })
	}
	answer.OnSubmitted = func(string) { settle() }
	buttons := control.Flow(look.Gap, control.NewPrimary(w.Say("readypage.facts.settle"), theme.ConfirmIcon(), settle))
	if f.Settled != nil {
		buttons.Add(control.NewButton(w.Say("readypage.facts.unsettle"), theme.ContentUndoIcon(), func() {
			told(p.screen, p.quiet, func(ctx context.Context, b *desk.Session) error { return b.UnsettleFact(ctx, f.ID) },
				func() { p.done(f, "readypage.facts.reopened") })
		}))
	}
	return control.Stack(look.Gap, control.NewField(w, w.Say("readypage.facts.answer_field"), w.Say("readypage.facts.answer_hint"), answer), buttons)
}

// listing puts the question on the checklist of the next planned outage, or takes it off again.
func (p *facts) listing(f desk.FactRow) fyne.CanvasObject {
	w, now := p.words, p.Session().Now()
	list := func(id, key string) func() {
		return func() {
			told(p.screen, p.quiet, func(ctx context.Context, b *desk.Session) error { return b.PutOnChecklist(ctx, f.ID, id) }, func() { p.done(f, key) })
		}
	}
	var next *outage.Planned
	for _, planned := range p.Session().Planned(now, now.Add(plannedAhead)) {
		if planned.Off || !planned.Start.After(now) {
			continue
		}
		if planned.ID == f.OnChecklist {
			return beside(control.Plain(w.Say("readypage.facts.on_list", "what", p.plannedName(planned), "when", w.Day(planned.Start.In(care.Stockholm)))),
				control.NewButton(w.Say("readypage.facts.off_list"), theme.ContentUndoIcon(), list("", "readypage.facts.taken_off")))
		}
		if next == nil {
			next = &planned
		}
	}
	if next == nil {
		return control.Quiet(w.Say("readypage.facts.no_planned"))
	}
	return beside(control.Plain(w.Say("readypage.facts.next", "what", p.plannedName(*next), "when", w.Day(next.Start.In(care.Stockholm)))),
		control.NewButton(w.Say("readypage.facts.put"), theme.ListIcon(), list(next.ID, "readypage.facts.put_told")))
}

// plannedName is what a planned outage is called; one that the rule made goes by its kind.
func (p *facts) plannedName(planned outage.Planned) string {
	if planned.Title != "" {
		return planned.Title
	}
	return p.words.Say("outage.planned." + string(planned.Kind))
}

func (p *facts) done(f desk.FactRow, key string) {
	p.Tell(p.words.Say(key))
	p.open(f.ID)
	p.Window().Canvas().Focus(p.list)
}

package ready

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/readiness"
)

// rounds is the list of what people go round and look at and, beside it, the one that was picked.
type rounds struct {
	*screen
	*board[readiness.Line]
	quiet *control.QuietMessage
	print *control.Button
}

func newRounds(s *screen) *rounds {
	p := &rounds{screen: s, quiet: control.NewQuietMessage()}
	p.quiet.Hide()
	p.print = printButton(s, "readypage.rounds.print", desk.PrintChecks)
	p.board = newBoard(func(l readiness.Line) string { return l.ID }, p.lines, p.showLine,
		control.NewEmpty(theme.ListIcon(), s.words.Say("readypage.rounds.none"), s.words.Say("readypage.rounds.none_what"), "", nil), control.Flow(look.Gap, p.print))
	return p
}

func (p *rounds) view() fyne.CanvasObject { return p.content }

func (p *rounds) focus() fyne.Focusable { return p.board.focus(nil) }

// leave forgets what was typed.
func (p *rounds) leave() { p.none() }

// open reads the rounds anew: those due first are at the top of their group, in the order of the list.
func (p *rounds) open(topic string) {
	rows, due := []readiness.Line{}, 0
	for _, g := range p.Session().Ready().Groups {
		for _, l := range g.Lines {
			if !byHand(l) {
				continue
			}
			rows = append(rows, l)
			if !l.State.Good() && l.State != readiness.StateNotHere {
				due++
			}
		}
	}
	p.count.SetText(p.words.Count("readypage.rounds.count", due))
	p.set(rows, topic)
}

func (p *rounds) lines(l readiness.Line) control.TwoLines {
	below := p.looked(l)
	if below == "" {
		below = p.why(l.Reason)
	}
	return control.TwoLines{Title: l.Title.In(p.words.Lang()), Subtitle: below, Marks: []control.Mark{p.mark(l.State)}}
}

// showLine shows an item with what can be told of it.
func (p *rounds) showLine(l readiness.Line) {
	w := p.words
	p.quiet.Clear()
	p.quiet.Hide()
	column := control.Stack(look.Space, control.Stack(look.Step, control.Title(l.Title.In(w.Lang())), control.Plain(l.How.In(w.Lang())),
		control.Beside(look.Gap, control.NewMark(p.mark(l.State)), control.Small(p.looked(l)))))
	if why := p.why(l.Reason); why != "" {
		column.Objects[0].(*fyne.Container).Add(control.Plain(why))
	}
	if err := p.Session().May(access.RightWrite); err != nil {
		column.Add(control.Quiet(w.Explain(err)))
	} else if l.State != readiness.StateNotHere {
		column.Add(p.telling(l))
	}
	column.Add(p.quiet)
	if l.Sites && p.Session().May(access.RightUnit) == nil {
		column.Add(p.here(l))
	}
	if rows := p.history(l); rows != nil {
		column.Add(rows)
	}
	column.Add(control.Quiet(p.source(l.Source...)))
	p.put(column)
}

// byHand tells whether people tell how it is, and the binder does not see it by itself.
func byHand(l readiness.Line) bool { return l.Kind != readiness.KindSeen || l.ID == homeFolders }

// telling is what somebody who has looked can say, by how the item is told.
func (p *rounds) telling(l readiness.Line) fyne.CanvasObject {
	switch l.Kind {
	case readiness.KindSeen:
		return p.folders(l)
	case readiness.KindCount, readiness.KindShare:
		return p.counting(l)
	case readiness.KindText:
		return p.texting(l)
	case readiness.KindParts:
		return p.parts(l)
	case readiness.KindGroups:
		return p.knowing(l)
	}
	return p.checking(l)
}

// tell stores a round and shows the item as it is then.
func (p *rounds) tell(l readiness.Line, t readiness.Told) {
	told(p.screen, p.quiet, func(ctx context.Context, b *desk.Session) error { return b.NoteRound(ctx, l.ID, t) }, func() { p.noted(l) })
}

func (p *rounds) noted(l readiness.Line) {
	p.Tell(p.words.Say("readypage.noted", "what", l.Title.In(p.words.Lang())))
	p.open(l.ID)
	p.Window().Canvas().Focus(p.list)
}

// here is where a unit says that it has no such thing, or has it after all.
func (p *rounds) here(l readiness.Line) fyne.CanvasObject {
	not := l.State != readiness.StateNotHere
	key := "readypage.here"
	if not {
		key = "readypage.not_here"
	}
	return control.Flow(look.Gap, control.NewButton(p.words.Say(key), nil, func() {
		told(p.screen, p.quiet, func(ctx context.Context, b *desk.Session) error { return b.NotHere(ctx, l.ID, not) }, func() { p.noted(l) })
	}))
}

// history is what was told before, newest first; nil when nothing was.
func (p *rounds) history(l readiness.Line) fyne.CanvasObject {
	const most = 8
	w, now := p.words, p.Session().Now()
	rows := control.Stack(look.Step)
	for i, e := range p.Session().RoundsOf(l.ID) {
		if i == most {
			break
		}
		rows.Add(control.Plain(w.Say("readypage.history.row", "when", w.When(e.At.In(care.Stockholm), now), "who", e.By.Name, "said", p.said(l, e))))
	}
	if len(rows.Objects) == 0 {
		return nil
	}
	return control.Stack(look.Gap, control.Heading(w.Say("readypage.history")), rows)
}

// said is what somebody told of an item, in words.
func (p *rounds) said(l readiness.Line, e readiness.Event) string {
	w := p.words
	var parts []string
	if e.Part != "" {
		parts = append(parts, e.Part)
	}
	switch {
	case e.Missing != "":
		parts = append(parts, w.Say("readypage.said.missing", "what", e.Missing))
	case l.Kind == readiness.KindCount:
		parts = append(parts, w.Say("readypage.said.count", "n", e.Count))
	case l.Kind == readiness.KindShare:
		parts = append(parts, w.Say("readypage.said.share", "n", e.Count, "of", e.Of))
	case e.Value != "":
		parts = append(parts, e.Value)
	case e.OK:
		parts = append(parts, w.Say("readypage.said.ok"))
	case l.Kind == readiness.KindParts:
		parts = append(parts, w.Say("readypage.said.gone"))
	default:
		parts = append(parts, w.Say("readypage.said.not"))
	}
	return strings.Join(parts, ": ")
}

// printButton leads to a sheet of the binder on paper.
func printButton(s *screen, key string, what desk.What) *control.Button {
	return control.NewButton(s.words.Say(key), theme.DocumentPrintIcon(), func() { s.Show(paperPlace(what)) })
}

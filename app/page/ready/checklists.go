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

// checklists are the questions that the unit answers for itself (routine 2.3, 5.1), and who has read the
// answers.
type checklists struct {
	*screen
	*board[readiness.Answers]
	quiet *control.QuietMessage
	// typed is what was written and not saved, by checklist and question: it stays while another tab or
	// page is shown.
	typed map[string]map[string]string
}

func newChecklists(s *screen) *checklists {
	p := &checklists{screen: s, quiet: control.NewQuietMessage(), typed: map[string]map[string]string{}}
	p.quiet.Hide()
	p.board = newBoard(func(a readiness.Answers) string { return a.ID }, p.lines, p.showList,
		control.NewEmpty(theme.ListIcon(), s.words.Say("readypage.lists.none"), s.words.Say("readypage.lists.none_what"), "", nil), nil)
	return p
}

func (p *checklists) view() fyne.CanvasObject { return p.content }

func (p *checklists) focus() fyne.Focusable { return p.list }

func (p *checklists) leave() { p.none() }

func (p *checklists) open(topic string) {
	rows := p.Session().Checklists()
	p.count.SetText(p.words.Count("readypage.lists.count", len(rows)))
	if topic == "" && p.showing == "" && len(rows) > 0 {
		topic = rows[0].ID
	}
	p.set(rows, topic)
}

func (p *checklists) lines(a readiness.Answers) control.TwoLines {
	w := p.words
	lines := control.TwoLines{Title: a.Title.In(w.Lang()), Subtitle: w.Say("readypage.lists.answered", "n", len(a.Texts), "of", len(a.Questions))}
	if a.Version != "" {
		if r, err := p.Session().Receipts(a.Document()); err == nil {
			lines.Subtitle += " · " + w.Say("readypage.read_by", "n", r.Read, "of", r.Asked)
		}
	}
	return lines
}

// showList shows a checklist: to read and confirm, and for the unit head to answer.
func (p *checklists) showList(a readiness.Answers) {
	w := p.words
	p.quiet.Clear()
	p.quiet.Hide()
	about := w.Say("readypage.lists.nobody")
	if !a.Changed.IsZero() {
		about = w.Say("readypage.lists.changed", "when", w.When(a.Changed.In(care.Stockholm), p.Session().Now()), "who", a.By)
	}
	column := control.Stack(look.Space, control.Stack(look.Step, control.Title(a.Title.In(w.Lang())), control.Small(about)))
	if p.Session().May(access.RightUnit) == nil {
		column.Add(p.answering(a))
	} else {
		column.Add(p.reading(a))
	}
	column.Add(p.quiet)
	column.Add(receipts(p.screen, p.quiet, a.Document(), func() { p.open(a.ID) }))
	column.Add(control.Quiet(p.source(a.Source...)))
	p.put(column)
}

// reading is the answers as they stand.
func (p *checklists) reading(a readiness.Answers) fyne.CanvasObject {
	facts := []control.Fact{{Label: p.words.Say("readypage.lists.owner"), Value: a.Owner}}
	for _, q := range a.Questions {
		facts = append(facts, control.Fact{Label: q.Text.In(p.words.Lang()), Value: a.Texts[q.ID]})
	}
	return control.NewFieldGrid(p.words, facts...)
}

// answering is the answers to be written.
func (p *checklists) answering(a readiness.Answers) fyne.CanvasObject {
	w := p.words
	if p.typed[a.ID] == nil {
		p.typed[a.ID] = map[string]string{}
	}
	typed := p.typed[a.ID]
	keep := func(e *control.Entry, question, stands string) {
		if begun, ok := typed[question]; ok {
			stands = begun
		}
		e.SetText(stands)
		e.OnChanged = func(words string) { typed[question] = words }
	}
	owner := control.NewEntry("")
	keep(owner, readiness.PartOwner, a.Owner)
	column := control.Stack(look.Space, control.NewField(w, w.Say("readypage.lists.owner"), w.Say("readypage.lists.owner_hint"), owner))
	entries := map[string]*control.Entry{}
	for _, q := range a.Questions {
		e := control.NewTextArea("", 3)
		e.MaxRunes = readiness.LongestText
		keep(e, q.ID, a.Texts[q.ID])
		entries[q.ID] = e
		field := control.NewField(w, q.Text.In(w.Lang()), "", e)
		field.WrapLabel()
		column.Add(field)
	}
	save := control.NewPrimary(w.Say("readypage.lists.save"), theme.DocumentSaveIcon(), func() {
		answers := map[string]string{}
		for id, e := range entries {
			answers[id] = strings.TrimSpace(e.Text)
		}
		told(p.screen, p.quiet, func(ctx context.Context, b *desk.Session) error {
			return b.SetChecklist(ctx, a.ID, owner.Text, answers)
		}, func() {
			delete(p.typed, a.ID)
			p.Tell(w.Say("readypage.lists.saved"))
			p.open(a.ID)
		})
	})
	column.Add(control.Stack(look.Gap, control.Quiet(w.Say("readypage.lists.save_hint")), control.Flow(look.Gap, save)))
	return column
}

// receipts are who has read something and who hasn't, with the button that says that one has.
func receipts(s *screen, quiet *control.QuietMessage, id string, again func()) fyne.CanvasObject {
	w := s.words
	r, err := s.Session().Receipts(id)
	if err != nil {
		return control.Quiet(w.Explain(err))
	}
	if r.Version == "" {
		return control.Quiet(w.Say("readypage.receipts.nothing"))
	}
	column := control.Stack(look.Gap, control.Heading(w.Say("readypage.receipts", "n", r.Read, "of", r.Asked)))
	if r.Mine.IsZero() && s.Session().May(access.RightRead) == nil {
		column.Add(control.Flow(look.Gap, control.NewButton(w.Say("readypage.receipts.mine"), theme.ConfirmIcon(), func() {
			told(s, quiet, func(ctx context.Context, b *desk.Session) error { return b.ConfirmRead(ctx, id) }, func() {
				s.Tell(w.Say("readypage.receipts.told"))
				again()
			})
		})))
	}
	var have []string
	for _, h := range r.Have {
		have = append(have, w.Say("readypage.receipts.have", "who", h.Name, "when", w.When(h.At.In(care.Stockholm), s.Session().Now())))
	}
	column.Add(control.NewFieldGrid(w, control.Fact{Label: w.Say("readypage.receipts.missing"), Value: strings.Join(r.Missing, "\n")},
		control.Fact{Label: w.Say("readypage.receipts.read"), Value: strings.Join(have, "\n")}))
	if len(r.Before) > 0 {
		column.Add(control.Quiet(w.Say("readypage.receipts.before", "who", strings.Join(r.Before, ", "))))
	}
	return column
}

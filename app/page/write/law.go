package write

import (
	"slices"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// law says below the fields what the rules ask for: until when it must be in Lifecare, what else the
// law wants where that was chosen, and what belongs in it and what doesn't.
type law struct {
	words  *text.Words
	column *fyne.Container
	shown  []string
}

func newLaw(w *text.Words) *law { return &law{words: w, column: control.Tall(look.Step, nil)} }

// show shows what holds for what was written.
func (l *law) show(f form.Form, e entry.Entry) {
	lang := l.words.Lang()
	var pointers, lines []string
	if f.Entry != nil {
		for _, p := range f.Entry.Pointers {
			if p.If.Holds(e.Values) {
				pointers = append(pointers, p.Text.In(lang))
			}
		}
		for _, due := range f.Entry.Due {
			if due.If.Holds(e.Values) {
				lines = append(lines, l.due(due))
			}
		}
		lines = append(lines, l.words.Say("write.path", "path", f.Entry.Target.Path.In(lang)))
	}
	if !f.OnPaper() { // the rules of a paper are about pens and sheets
		for _, rule := range f.Rules {
			lines = append(lines, rule.In(lang))
		}
	}
	l.set(pointers, lines)
}

func (l *law) due(d form.Due) string {
	what := d.What.In(l.words.Lang())
	if d.Source != "" {
		what = l.words.Say("write.due_source", "what", what, "source", d.Source)
	}
	switch {
	case d.Hours == 0:
		return l.words.Say("write.due_now", "what", what)
	case d.Hours%24 == 0:
		return l.words.Count("write.due_days", d.Hours/24, "what", what)
	}
	return l.words.Count("write.due_hours", d.Hours, "what", what)
}

func (l *law) set(pointers, lines []string) {
	all := append(append([]string{}, pointers...), lines...)
	if slices.Equal(all, l.shown) {
		return
	}
	l.shown = all
	l.column.Objects = nil
	for _, p := range pointers {
		l.column.Add(control.NewNoticeBox(control.ToneCalm, p, nil))
	}
	for _, line := range lines {
		l.column.Add(control.NewText(line, control.Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true}))
	}
	l.column.Refresh()
}

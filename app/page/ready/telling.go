package ready

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/readiness"
)

// longestWord is how many characters what is written down of a round may have.
const longestWord = 300

func paperPlace(what desk.What) page.Place {
	return page.Place{Page: page.Paper, Part: page.PaperPrint, Print: what}
}

// checking is one press when all is there, and words when something is missing.
func (p *rounds) checking(l readiness.Line) fyne.CanvasObject {
	w := p.words
	all, lacks := "readypage.all_there", "readypage.something_missing"
	if l.Kind == readiness.KindYesNo {
		all, lacks = "readypage.yes", "readypage.no"
	}
	missing := control.NewEntry(w.Say("readypage.missing_hint"))
	say := func() { p.tell(l, readiness.Told{Missing: missing.Text}) }
	missing.OnSubmitted = func(string) { say() }
	return control.Stack(look.Space,
		control.Flow(look.Gap, control.NewPrimary(w.Say(all), theme.ConfirmIcon(), func() { p.tell(l, readiness.Told{OK: true}) })),
		control.NewField(w, w.Say("readypage.missing"), "", missing),
		control.Flow(look.Gap, control.NewButton(w.Say(lacks), theme.WarningIcon(), say)))
}

// counting is how many there are, or how many of how many.
func (p *rounds) counting(l readiness.Line) fyne.CanvasObject {
	w := p.words
	count, of := control.NewEntry(""), control.NewEntry("")
	countField, ofField := control.NewField(w, w.Say("readypage.count"), "", count), control.NewField(w, w.Say("readypage.of"), "", of)
	if l.Least > 0 {
		hint := w.Say("readypage.least", "n", l.Least)
		if l.Kind == readiness.KindShare {
			hint = w.Say("readypage.least_share", "n", l.Least)
		}
		countField.SetHint(hint)
	}
	read := func(e *control.Entry, f *control.Field) (int, bool) {
		n, err := strconv.Atoi(strings.TrimSpace(e.Text))
		if err != nil || n < 0 {
			f.SetFault(w.Say("readypage.not_a_number"))
			e.Focus()
			return 0, false
		}
		f.SetFault("")
		return n, true
	}
	say := func() {
		n, ok := read(count, countField)
		if !ok {
			return
		}
		t := readiness.Told{OK: true, Count: n}
		if l.Kind == readiness.KindShare {
			if t.Of, ok = read(of, ofField); !ok {
				return
			}
		}
		p.tell(l, t)
	}
	count.OnSubmitted = func(string) { say() }
	of.OnSubmitted = func(string) { say() }
	fields := fyne.CanvasObject(control.Even(look.Space, countField, control.Stack(0)))
	if l.Kind == readiness.KindShare {
		fields = control.Even(look.Space, countField, ofField)
	}
	return control.Stack(look.Gap, fields, control.Flow(look.Gap, control.NewPrimary(w.Say("readypage.save"), theme.ConfirmIcon(), say)))
}

// texting is something to write down, such as where it is or who is named.
func (p *rounds) texting(l readiness.Line) fyne.CanvasObject {
	w := p.words
	value := control.NewTextArea("", 2)
	value.MaxRunes = longestWord
	value.SetText(l.Value)
	return control.Stack(look.Gap, control.NewField(w, w.Say("readypage.value"), "", value),
		control.Flow(look.Gap, control.NewPrimary(w.Say("readypage.save"), theme.ConfirmIcon(),
			func() { p.tell(l, readiness.Told{OK: true, Value: value.Text}) })))
}

// parts are several of a sort, each with who: which telephone was last logged in by whom.
func (p *rounds) parts(l readiness.Line) fyne.CanvasObject {
	w, now := p.words, p.Session().Now()
	column := control.Stack(look.Gap)
	for _, e := range p.Session().RoundParts(l.ID) {
		gone := control.NewButton(w.Say("readypage.part.gone"), theme.DeleteIcon(), func() { p.tell(l, readiness.Told{Part: e.Part}) })
		same := control.NewButton(w.Say("readypage.part.still"), theme.ConfirmIcon(),
			func() { p.tell(l, readiness.Told{Part: e.Part, OK: true, Value: e.Value}) })
		about := control.Stack(0, control.NewText(e.Part, control.Style{Bold: true, Wrap: true}), control.Plain(e.Value),
			control.Small(w.Say("readypage.last_by", "when", w.When(e.At.In(care.Stockholm), now), "who", e.By.Name)))
		column.Add(beside(about, control.Beside(look.Gap, same, gone)))
	}
	part, value := control.NewEntry(w.Say("readypage.part.hint")), control.NewEntry("")
	say := func() { p.tell(l, readiness.Told{Part: part.Text, OK: true, Value: value.Text}) }
	value.OnSubmitted = func(string) { say() }
	column.Add(control.Even(look.Space, control.NewField(w, w.Say("readypage.part"), "", part), control.NewField(w, w.Say("readypage.part.who"), "", value)))
	column.Add(control.Flow(look.Gap, control.NewPrimary(w.Say("readypage.part.save"), theme.ConfirmIcon(), say)))
	return column
}

// knowing is which groups outside the unit know of something, such as IT the outage plan.
func (p *rounds) knowing(l readiness.Line) fyne.CanvasObject {
	w, now := p.words, p.Session().Now()
	who := control.NewEntry(w.Say("readypage.known.who_hint"))
	column := control.Stack(look.Gap, control.NewField(w, w.Say("readypage.known.who"), "", who))
	for _, group := range l.Groups {
		e, known := p.Session().KnownBy(l.ID, group)
		known = known && e.OK
		said, key, icon := w.Say("readypage.known.not"), "readypage.known.yes", theme.ConfirmIcon()
		if known {
			said = w.Say("readypage.last_by", "when", w.When(e.At.In(care.Stockholm), now), "who", e.By.Name)
			if e.Value != "" {
				said += " · " + e.Value
			}
			key, icon = "readypage.known.take_back", theme.ContentUndoIcon()
		}
		press := control.NewButton(w.Say(key), icon, func() {
			told(p.screen, p.quiet, func(ctx context.Context, b *desk.Session) error {
				return b.ConfirmFor(ctx, l.ID, group, who.Text, !known)
			}, func() { p.noted(l) })
		})
		column.Add(beside(control.Stack(0, control.NewText(w.Say("ready.group."+group), control.Style{Bold: true, Wrap: true}), control.Small(said)), press))
	}
	return column
}

package write

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// part is one field on the screen: its label, what is filled in, what may be picked, and below it what
// is wrong or asked.
type part struct {
	def      form.Field
	frame    *control.Field
	shown    *fyne.Container
	value    func() string // as entries keep it; what can't be read as it was typed
	set      func(string)
	target   func() fyne.Focusable // where the keyboard comes
	controls []control.Followed
	renew    func()          // brings what is offered up to date; nil where nothing is
	question *fyne.Container // what is asked about it
	asks     map[string]fyne.CanvasObject
}

func (b *blank) newPart(def form.Field) *part {
	p := &part{def: def, question: control.Tall(look.Gap, nil), asks: map[string]fyne.CanvasObject{}}
	switch def.Kind {
	case form.FieldText:
		b.fillText(p)
	case form.FieldDate:
		b.fillDate(p)
	case form.FieldClock:
		b.fillClock(p)
	case form.FieldTime:
		b.fillTime(p)
	case form.FieldNumber:
		b.fillNumber(p)
	case form.FieldChoice, form.FieldChoices:
		b.fillChoice(p)
	default:
		b.fillLine(p)
	}
	return p
}

// frameIn frames the control with the field's label and help, and what is offered below.
func (b *blank) frameIn(p *part, content fyne.CanvasObject, offers ...fyne.CanvasObject) {
	lang := b.words.Lang()
	label := p.def.Label.In(lang)
	if !p.def.Required {
		label = b.words.Say("write.may", "label", label)
	}
	p.frame = control.NewField(b.words, label, p.help(lang), content)
	p.frame.WrapLabel()
	p.shown = control.Tall(look.Gap, p.frame, append([]fyne.CanvasObject{p.frame, p.question}, offers...)...)
	p.question.Hide()
}

// under puts something below what the field offers.
func (p *part) under(o fyne.CanvasObject) {
	p.shown.Add(o)
}

// help is the field's help as a sentence of its own: on paper it goes on after the label.
func (p *part) help(lang text.Lang) string {
	return text.Capital(p.def.Help.In(lang))
}

// short tells whether half the width is enough.
func (p *part) short() bool {
	switch p.def.Kind {
	case form.FieldDate, form.FieldClock, form.FieldNumber, form.FieldPhone:
		return true
	case form.FieldLine, form.FieldName:
		return p.def.Half && p.def.Pick == ""
	}
	return false
}

// clear takes back what was said to be wrong or asked.
func (p *part) clear() {
	p.frame.SetFault("")
	for code := range p.asks {
		p.ask(code, nil)
	}
}

// ask puts a question below the field; nil takes the one with that code away.
func (p *part) ask(code string, question fyne.CanvasObject) {
	if old, there := p.asks[code]; there {
		p.question.Remove(old)
		delete(p.asks, code)
	} else if question == nil {
		return
	}
	if question != nil {
		p.asks[code] = question
		p.question.Add(question)
	}
	p.question.Hidden = len(p.asks) == 0
	p.shown.Refresh()
}

// entryOf makes a control of one line a part's own.
func (b *blank) entryOf(p *part, e *control.Entry, target fyne.Focusable, c control.Followed) {
	e.OnChanged = func(string) { b.changed(p) }
	e.OnShortcut = b.shortcut
	e.OnSubmitted = func(string) { b.next(p) }
	p.controls = append(p.controls, c)
	if p.target == nil {
		p.target = func() fyne.Focusable { return target }
	}
}

func (b *blank) fillLine(p *part) {
	e := control.NewEntry("")
	e.MaxRunes = entry.MaxValue
	if p.def.ID == form.IDHeadline {
		e.MaxRunes = entry.MaxHeadline
	}
	b.entryOf(p, e, e, e)
	p.value, p.set = func() string { return e.Text }, e.SetText
	offers := b.newOffers(p, func(words string) {
		e.SetText(words)
		b.next(p)
	})
	b.frameIn(p, e, offers...)
}

func (b *blank) fillNumber(p *part) {
	e := control.NewEntry("")
	b.entryOf(p, e, e, e)
	p.value, p.set = func() string { return strings.ReplaceAll(e.Text, " ", "") }, e.SetText
	content := fyne.CanvasObject(e)
	if unit := p.def.Unit.In(b.words.Lang()); unit != "" {
		content = control.Beside(look.Gap, control.Wide(numberWidth, e), container.NewCenter(control.NewText(unit, control.Style{})))
	}
	b.frameIn(p, content)
}

// numberWidth is the room for a number beside its unit, in characters.
const numberWidth = 6

// The lines that a text shows at the least, and what a text of several lines shows at the most.
const (
	mainRows = 5
	textRows = 3
)

func (b *blank) fillText(p *part) {
	rows := textRows
	if p.def.ID == form.IDText {
		rows = mainRows
	}
	e := control.NewTextArea("", rows)
	b.entryOf(p, e, e, e)
	e.OnSubmitted = nil // Enter is a new line
	resumed := false
	e.OnFocus = func(has bool) {
		if has && resumed {
			e.ToEnd() // where what was begun goes on
			resumed = false
		}
	}
	p.value = func() string { return e.Text }
	p.set = func(s string) {
		e.SetText(s)
		resumed = true
		b.count(p, e)
	}
	if p.def.ID != form.IDText {
		e.MaxRunes = entry.MaxValue
	}
	e.OnChanged = func(string) {
		b.count(p, e)
		b.changed(p)
	}
	offers := b.newOffers(p, func(words string) {
		e.SetText(after(e.Text, words, p.def.ID == form.IDText))
		e.Focus()
		e.ToEnd()
	})
	b.frameIn(p, e, offers...)
	b.count(p, e)
}

// after puts words after what stands in a field: a phrase after a space, one of several things after a
// comma.
func after(written, words string, sentence bool) string {
	written = strings.TrimRight(written, " ")
	switch {
	case written == "" || strings.HasSuffix(written, "\n"):
		return written + words
	case sentence || strings.HasSuffix(written, ","):
		return written + " " + words
	}
	return written + ", " + words
}

// count says how long a text is that gets into Lifecare in parts. Those that the entry keeps whole are
// counted by their frame.
func (b *blank) count(p *part, e *control.Entry) {
	if p.def.ID != form.IDText || p.frame == nil {
		return
	}
	help := p.help(b.words.Lang())
	switch n := e.Length(); {
	case n > entry.MaxText:
		help = b.words.Say("write.in_parts", "n", n, "parts", (n+entry.MaxText-1)/entry.MaxText)
	case n > entry.MaxText*4/5:
		help = b.words.Count("control.left", entry.MaxText-n)
	}
	p.frame.SetHint(help)
}

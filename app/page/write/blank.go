package write

import (
	"image/color"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// needs is what the fields ask of the screen around them.
type needs struct {
	words    *text.Words
	now      func() time.Time
	edited   func(field string) // a field holds something else
	shortcut func(fyne.Shortcut) bool
	picks    func(form.Pick) []string
	phrases  func() []string
	signs    fyne.Focusable // where the keyboard goes after the last field
}

// blank is the fields of one kind of entry, made from its form. A field that asks for a choice is
// there only while the choice is made; what was written in it stays until then, and is signed only
// while it is seen.
type blank struct {
	needs
	parts  []*part
	asked  []string // ids of the fields that are seen
	column *fyne.Container
	scroll *container.Scroll // that follows the keyboard
	quiet  bool              // while the fields are filled by the screen itself
}

func newBlank(n needs, fields []form.Field) *blank {
	b := &blank{needs: n, column: control.Tall(fieldGap, nil)}
	for _, field := range fields {
		b.parts = append(b.parts, b.newPart(field))
	}
	b.arrange()
	return b
}

const fieldGap = look.Space - look.Step

// fieldsOf are the fields of a form on the screen. Every entry has a time (patientdatalagen 3 kap. 6 §),
// also one whose form doesn't ask for it.
func fieldsOf(w *text.Words, f form.Form) []form.Field {
	fields := f.EntryFields()
	if slices.ContainsFunc(fields, func(field form.Field) bool { return field.ID == form.IDEventTime }) {
		return fields
	}
	when := w.Say("write.when")
	return append([]form.Field{{ID: form.IDEventTime, Kind: form.FieldTime, Required: true, Label: text.Both{SV: when, EN: when}}}, fields...)
}

// part finds a field that is seen; nil for one that isn't.
func (b *blank) part(id string) *part {
	for _, p := range b.parts {
		if p.def.ID == id && slices.Contains(b.asked, id) {
			return p
		}
	}
	return nil
}

// has tells whether the form has a field, seen or not.
func (b *blank) has(id string) bool {
	return slices.ContainsFunc(b.parts, func(p *part) bool { return p.def.ID == id })
}

// values is what the fields that are seen hold, and which those are.
func (b *blank) values() (values map[string]string, seen []string) {
	values = map[string]string{}
	for _, p := range b.parts {
		if !p.def.If.Holds(values) {
			continue
		}
		seen = append(seen, p.def.ID)
		if v := strings.TrimSpace(p.value()); v != "" {
			values[p.def.ID] = v
		}
	}
	return values, seen
}

// arrange shows the fields that what was chosen asks for.
func (b *blank) arrange() {
	_, seen := b.values()
	if slices.Equal(seen, b.asked) {
		return
	}
	b.asked = seen
	b.column.Objects = b.rows()
	b.column.Refresh()
}

// rows are the fields from above, short ones two beside each other.
func (b *blank) rows() []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	var first *part // a short field that waits for another
	single := func() {
		if first != nil {
			rows = append(rows, control.Even(look.Space, first.shown, canvas.NewRectangle(color.Transparent)))
			first = nil
		}
	}
	for _, p := range b.parts {
		switch {
		case !slices.Contains(b.asked, p.def.ID):
		case !p.short():
			single()
			rows = append(rows, p.shown)
		case first == nil:
			first = p
		default:
			rows = append(rows, control.Even(look.Space, first.shown, p.shown))
			first = nil
		}
		if p.def.ID == form.IDText {
			control.SetGrow(b.column, p.shown)
		}
	}
	single()
	return rows
}

// changed hears that somebody wrote in a field.
func (b *blank) changed(p *part) {
	if b.quiet {
		return
	}
	p.clear()
	b.arrange()
	b.edited(p.def.ID)
}

// show fills the fields without telling that anything changed.
func (b *blank) show(e entry.Entry) {
	b.quiet = true
	for _, p := range b.parts {
		p.set(e.Value(p.def.ID))
		p.clear()
	}
	b.quiet = false
	b.arrange()
}

// into puts what the fields hold into an entry. A time that can't be read is no time.
func (b *blank) into(e entry.Entry) entry.Entry {
	values, _ := b.values()
	e.Headline, e.Text, e.EventTime = values[form.IDHeadline], "", timeOf(values[form.IDEventTime])
	if p := b.part(form.IDText); p != nil {
		e.Text = p.value() // with the spaces at its end, which somebody is just typing
	}
	for _, own := range []string{form.IDHeadline, form.IDText, form.IDEventTime} {
		delete(values, own)
	}
	e.Values = nil
	if len(values) > 0 {
		e.Values = values
	}
	return e
}

// renew brings what the fields offer up to date: another person has other orders.
func (b *blank) renew() {
	for _, p := range b.parts {
		if p.renew != nil {
			p.renew()
			if b.scroll != nil {
				control.FollowAll(b.scroll, p.shown)
			}
		}
	}
	b.column.Refresh()
}

// first is where the keyboard starts: the first field that must be filled in and isn't.
func (b *blank) first() fyne.Focusable {
	for _, id := range b.asked {
		if p := b.part(id); p.def.Required && strings.TrimSpace(p.value()) == "" {
			return p.target()
		}
	}
	if p := b.part(form.IDText); p != nil {
		return p.target()
	}
	return b.part(b.asked[0]).target()
}

// next moves the keyboard from a field to the one below it.
func (b *blank) next(p *part) {
	to := b.signs
	if i := slices.Index(b.asked, p.def.ID); i >= 0 && i+1 < len(b.asked) {
		to = b.part(b.asked[i+1]).target()
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.shown); c != nil && to != nil {
		c.Focus(to)
	}
}

// follow scrolls with the keyboard.
func (b *blank) follow(scroll *container.Scroll) {
	b.scroll = scroll
	for _, p := range b.parts {
		control.Follow(scroll, p.controls...)
		control.FollowAll(scroll, p.shown) // what is offered
	}
}

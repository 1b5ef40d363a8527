package write

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/internal/form"
)

// mostSeen is how many answers of which one holds are shown at once; more are a list to open.
const mostSeen = 8

func (b *blank) fillChoice(p *part) {
	labels := make([]string, len(p.def.Choices))
	for i, c := range p.def.Choices {
		labels[i] = c.In(b.words.Lang())
	}
	many := p.def.Kind == form.FieldChoices
	if !many && len(labels) > mostSeen {
		b.fillLongChoice(p, labels)
		return
	}
	o := control.NewOptions(labels, many, func() { b.changed(p) })
	p.controls = o.Each()
	p.target = o.Target
	p.value = func() string {
		var ids []string
		for _, i := range o.Chosen() {
			ids = append(ids, p.def.Choices[i].ID)
		}
		return strings.Join(ids, ",")
	}
	p.set = func(value string) {
		var chosen []int
		for _, id := range form.Chosen(value) {
			chosen = append(chosen, p.place(id))
		}
		o.Set(chosen...)
	}
	b.frameIn(p, o)
}

func (b *blank) fillLongChoice(p *part, labels []string) {
	s := control.NewSelect(labels, b.words.Say("write.choose"), func(string) { b.changed(p) })
	p.controls = []control.Followed{s}
	p.target = func() fyne.Focusable { return s }
	p.value = func() string {
		if i := s.SelectedIndex(); i >= 0 {
			return p.def.Choices[i].ID
		}
		return ""
	}
	p.set = func(value string) {
		s.ClearSelected()
		if i := p.place(value); i >= 0 {
			s.SetSelectedIndex(i)
		}
	}
	b.frameIn(p, s)
}

// place is where a choice stands; -1 for one that the form doesn't have any more.
func (p *part) place(id string) int {
	return slices.IndexFunc(p.def.Choices, func(c form.Choice) bool { return c.ID == id })
}

package write

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/form"
)

// What is offered stands on buttons while it is so many and, all together, so many characters; more is
// a list to open.
const (
	mostButtons = 7
	mostRunes   = 90
)

// newOffers are the answers that a field offers, below it: one press each. Something else may always be
// written. None for a field that offers nothing.
func (b *blank) newOffers(p *part, take func(words string)) []fyne.CanvasObject {
	if p.def.Pick == "" && p.def.ID != form.IDText {
		return nil
	}
	box := control.Tall(look.Gap, nil)
	list := func() []string {
		if p.def.Pick == "" {
			return b.phrases()
		}
		return b.picks(p.def.Pick)
	}
	hint := b.words.Say("write.pick")
	if p.def.Pick == "" {
		hint = b.words.Say("write.phrase")
	}
	p.renew = func() {
		offered := list()
		box.Objects = nil
		if len(offered) > 0 {
			box.Objects = []fyne.CanvasObject{b.offer(p, offered, hint, take)}
		}
		box.Hidden = len(offered) == 0
		box.Refresh()
	}
	p.renew()
	return []fyne.CanvasObject{box}
}

func (b *blank) offer(p *part, offered []string, hint string, take func(string)) fyne.CanvasObject {
	runes := 0
	for _, words := range offered {
		runes += utf8.RuneCountInString(words)
	}
	if len(offered) <= mostButtons && runes <= mostRunes {
		row := control.Flow(look.Gap)
		for _, words := range offered {
			row.Add(control.NewButton(words, nil, func() { take(words) }))
		}
		return row
	}
	var s *control.Select
	s = control.NewSelect(offered, hint, func(words string) {
		if words != "" {
			take(words)
			s.ClearSelected() // the same may be taken once more
		}
	})
	return s
}

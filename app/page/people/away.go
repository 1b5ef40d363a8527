package people

import (
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
)

// awayLine says on the head that the person isn't at home, so that nobody stands before a closed
// door; nil otherwise.
func (s *screen) awayLine(k *known) fyne.CanvasObject {
	a := k.Away(k.now)
	if a == nil {
		return nil
	}
	return control.NewText(s.tell(k).Away(a, k.covered()), control.Style{Bold: true, Color: look.Notice, Wrap: true})
}

// absences are the one that goes on and those to come; nil when none is known.
func (s *screen) absences(k *known) fyne.CanvasObject {
	list := control.Stack(look.Step)
	if a := k.Away(k.now); a != nil {
		list.Add(control.Plain(s.tell(k).AwayWhole(a, k.covered())))
	}
	for _, a := range k.Coming(k.now) {
		list.Add(control.Plain(s.tell(k).AwayWhole(a, k.covered())))
	}
	if len(list.Objects) == 0 {
		return nil
	}
	return part(s.words.Say("people.absences"), list)
}

// awayOn says above a day's visits that the person is away that day; nil otherwise.
func (s *screen) awayOn(k *known, day time.Time) fyne.CanvasObject {
	a := k.Away(day)
	if a == nil {
		return nil
	}
	return control.NewText(s.tell(k).Away(a, k.covered()), control.Style{Bold: true, Color: look.Notice, Wrap: true})
}

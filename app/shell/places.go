package shell

import (
	"slices"

	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
)

// placesFor are the screens that are of use to the one who opened the binder.
func (w *Window) placesFor(s *desk.Session) []Screen {
	return slices.DeleteFunc(slices.Clone(w.Screens), func(c Screen) bool { return c.Name.For(s) != nil })
}

// refuse says who may use a screen that is not for the one who opened the binder.
func (w *Window) refuse(name page.Name) {
	err := name.For(w.open.session)
	switch {
	case err != nil:
		w.Fail(err)
	case w.Practising():
		w.open.frame.foot.note(w.words.Say("drill.not_here"), "", nil)
	}
}

// offered tells whether a screen is for the one who opened the binder.
func (w *Window) offered(name page.Name) bool {
	return slices.ContainsFunc(w.open.places, func(s Screen) bool { return s.Name == name })
}

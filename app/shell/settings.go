package shell

import (
	"context"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/settings"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/text"
)

// Choose applies a person's choices at once and remembers them.
func (w *Window) Choose(c settings.Choices) {
	before := w.Choices
	w.Choices = c.Within()
	if w.Keep != nil {
		saveChoices(w.Keep, w.Choices)
	}
	if w.Choices.Lang != before.Lang {
		w.speak()
		return
	}
	if w.Choices.Dark != before.Dark || w.Choices.Large != before.Large {
		w.paint()
	}
}

// speak changes the language. Every screen is made anew, so what they hold is saved first.
func (w *Window) speak() {
	if w.open == nil {
		w.reword()
		w.begin()
		return
	}
	back := w.open.at
	session := w.open.session
	w.locking = true // nothing else may be shown meanwhile
	task.Go(w.Own, "end work", func(context.Context) (bool, error) {
		return w.Screened.Stop(endWork), nil
	}, func(bool, error) {
		for _, screen := range w.open.screens {
			screen.Leave()
		}
		w.locking = false
		w.reword()
		w.enter(session)
		w.Show(page.Place{Page: back})
	})
}

func (w *Window) reword() {
	w.words = text.For(w.Choices.Lang)
	w.Desk.Words = w.words
	w.paint()
}

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
	if w.Choices.Lang != before.Lang || w.Choices.Dark != before.Dark || w.Choices.Large != before.Large {
		w.renew()
	}
}

// renew makes everything in the window anew, in the chosen words and look. What the screens hold
// is saved first.
func (w *Window) renew() {
	if w.open == nil {
		w.reword()
		if !w.locking && w.founded == nil {
			w.begin()
		}
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

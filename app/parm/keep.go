package main

import (
	"errors"
	"slices"

	"avbrottsparm/internal/desk"
)

// readers are the words that add nothing but a line of the log: after all others a copy beside
// the binder is made when one is due.
var readers = []string{"people", "show", "schedule", "queue", "verify", "log"}

// keepCopy makes a copy when one is due. It is told when that fails, and what the word did is
// done all the same.
func (a *app) keepCopy(s *desk.Session, failed error) {
	if slices.Contains(readers, a.word) || failed != nil && !errors.Is(failed, errPart) || a.ctx.Err() != nil || !s.CopyDue(a.ctx) {
		return
	}
	if _, err := s.KeepCopy(a.ctx, nil); err != nil {
		a.say(a.words.Say("copies.failed", "why", a.words.Explain(err)))
	}
}

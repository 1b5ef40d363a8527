package main

import (
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

type formShreddedWord struct {
	binder
	Number []string `arg:"" optional:"" help:"${help_form_shredded_numbers}"`
}

type shreddedShape struct {
	Shredded int `json:"shredded"`
}

// Run notes that forms that a newer print replaced in the binder were shredded: those that are named,
// or all. One that is no such form keeps none of the others back, and the program ends as done in part.
func (c *formShreddedWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if err := s.May(access.RightPrint); err != nil {
			return err
		}
		numbers, refused := c.chosen(a, s)
		if refused != nil && len(numbers) == 0 {
			return refused
		}
		done, err := s.ShredReplaced(a.ctx, numbers)
		if err != nil {
			return err
		}
		if a.json {
			a.putJSON(shreddedShape{done})
		} else {
			a.page().line(a.words.Count("parm.form.shredded", done))
		}
		if refused != nil {
			return errPart
		}
		return nil
	})
}

// chosen are the numbers that are meant, and the last reason why one is not among them. The other
// reasons are told, and the last one too where there are several numbers.
func (c *formShreddedWord) chosen(a *app, s *desk.Session) ([]custody.Number, error) {
	var listed []custody.Number
	for _, row := range s.ReplacedSlips() {
		listed = append(listed, row.Number)
	}
	if len(c.Number) == 0 {
		return listed, nil
	}
	var chosen []custody.Number
	var last error
	for _, typed := range c.Number {
		row, _, err := s.Slip(typed)
		if err == nil && !slices.Contains(listed, row.Number) {
			err = text.NewFault("parm.not_replaced", "number", row.Number)
		}
		switch {
		case err == nil:
			chosen = append(chosen, row.Number)
			continue
		case len(c.Number) > 1:
			a.say(a.words.Say("parm.form.not_moved", "number", shown(typed), "why", a.words.Explain(err)))
		}
		last = err
	}
	return chosen, last
}

package wiring_test

import (
	"strings"
	"testing"

	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// Whatever the catalogue leads to is there: papers that can be printed, notes that can be written.
func TestTheCatalogueLeadsSomewhere(t *testing.T) {
	d, err := wiring.Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	kinds := d.Kinds
	written := func(where, kind string) {
		if _, known := kinds.Form(entry.Kind(kind)); !known {
			t.Errorf("%s writes %q, which nobody can write", where, kind)
		}
	}
	printed := func(where, what string) {
		if !d.Prints(desk.What(what)) {
			t.Errorf("%s prints %q, which nobody can print", where, what)
		}
	}
	c := d.Catalogue
	for _, s := range c.Systems {
		for _, kind := range s.Writes {
			written(s.ID, kind)
		}
		for _, what := range s.Prints {
			printed(s.ID, what)
		}
		if len(s.Writes) == 0 || len(s.Prints) == 0 || s.Card == "" && s.PartOf == "" {
			t.Errorf("%s has no paper, no note or no card", s.ID)
		}
	}
	links := 0
	follow := func(where string, steps []outage.Step) {
		for _, step := range steps {
			switch to, what, _ := strings.Cut(string(step.Go), ":"); to {
			case "write":
				written(where+"/"+step.ID, what)
				links++
			case "print":
				printed(where+"/"+step.ID, what)
				links++
			}
		}
	}
	for _, f := range c.Failures {
		follow(f.ID, f.Steps)
	}
	for _, e := range c.Limits.Escalations {
		follow(e.ID, e.Steps)
	}
	if links < 10 {
		t.Errorf("%d links to papers and notes", links)
	}
}

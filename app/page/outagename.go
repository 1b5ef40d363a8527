package page

import (
	"strings"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// BrokenName words what is broken: "Strömavbrott", "Fel i en app: LMO appen".
func BrokenName(w *text.Words, c outage.Catalogue, b outage.Broken) string {
	name := b.Failure
	for _, f := range c.Failures {
		if f.ID == b.Failure {
			name = f.Name.In(w.Lang())
		}
	}
	of := b.Of
	for _, s := range c.Systems {
		if s.ID == of {
			of = s.Name.In(w.Lang())
		}
	}
	if of == "" {
		return name
	}
	return name + ": " + of
}

// BrokenNames are several, one after the other.
func BrokenNames(w *text.Words, c outage.Catalogue, broken []outage.Broken) string {
	names := make([]string, len(broken))
	for i, b := range broken {
		names[i] = BrokenName(w, c, b)
	}
	return strings.Join(names, ", ")
}

// OutageName is the title of an outage, or what is broken where it has none.
func OutageName(w *text.Words, c outage.Catalogue, o outage.Outage) string {
	if o.Title != "" {
		return o.Title
	}
	return BrokenNames(w, c, o.Broken)
}

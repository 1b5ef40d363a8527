package users

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// areaWords names the areas that can be given or left out, and the log.
func areaWords(w *text.Words, areas []access.Area) string {
	var names []string
	for _, a := range areas {
		if a == access.AreaLog || slices.Contains(access.CareAreas(), a) {
			names = append(names, w.Say("area."+a.String()))
		}
	}
	if len(names) == 0 {
		return w.Say("accounts.no_areas")
	}
	return strings.Join(names, ", ")
}

// rightWords names what a role may do.
func rightWords(w *text.Words, role access.Role) string {
	var names []string
	for _, r := range role.Rights() {
		names = append(names, w.Say("right."+string(r)))
	}
	return strings.Join(names, ", ")
}

// until is when something ends, in the words of the screen.
func until(w *text.Words, t, now time.Time) string { return w.When(t.In(care.Stockholm), now) }

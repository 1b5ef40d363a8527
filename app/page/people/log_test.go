package people

import (
	"slices"
	"testing"
	"time"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
)

// logged is what the access log has of some actions, oldest first.
func logged(t *testing.T, h *pagetest.Host, actions ...access.Action) []string {
	t.Helper()
	lines, err := h.Session().Log(t.Context(), desk.LogQuery{})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, l := range slices.Backward(lines) {
		if slices.Contains(actions, l.Action) {
			if l.PersonID == "" {
				l.PersonName = "" // several
			}
			all = append(all, string(l.Action)+" "+l.Detail+l.PersonName)
		}
	}
	return all
}

// Given somebody who types a name, when they rest, then the list is noted once and not each half
// of the name; when they open somebody from it, then it is a hit, and from elsewhere it is not.
func TestTheLogHasTheListsAndTheHits(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{})
	h.Hand.Move(2 * time.Second)
	for _, typed := range []string{"S", "Sv", "Sven-Å", "Sven-Åke"} {
		s.find.Field.SetText(typed)
		h.Hand.Move(200 * time.Millisecond)
	}
	h.Hand.Move(2 * time.Second)
	s.find.OnChosen(0)
	s.find.Field.SetText("")
	s.Open(page.Place{PersonID: idOf(t, h, birgitta)})
	s.Open(page.Place{PersonID: idOf(t, h, svenAke), Found: true})
	s.find.Field.SetText("Birg")
	s.Leave()
	want := []string{"list people", "list people Sven-Åke", "hit Sven-Åke Rydingstam", "read " + nameOf(t, h, birgitta), "hit Sven-Åke Rydingstam", "list people Birg"}
	if got := logged(t, h, access.ActionList, access.ActionHit, access.ActionRead); !slices.Equal(got, want) {
		t.Errorf("logged\n%q, want\n%q", got, want)
	}
}

func nameOf(t *testing.T, h *pagetest.Host, number string) string {
	t.Helper()
	return h.Session().Name(idOf(t, h, number))
}

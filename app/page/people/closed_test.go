package people

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

func TestWhatIsClosedIsSaidWithWhoMayAndTheWayThere(t *testing.T) {
	h := pagetest.New(t)
	ctx, session := context.Background(), h.Session()
	id := idOf(t, h, svenAke)
	note := session.NewNote(id)
	note.Kind, note.EventTime, note.Headline, note.Text = entry.KindHealthNote, h.Clock, "Sår", "Omlagt enligt ordination."
	if _, err := session.Sign(ctx, note); err != nil {
		t.Fatal(err)
	}
	if _, err := session.AddUser(ctx, desk.NewUser{Name: "Kim Ask", Title: "undersköterska", Passphrase: pagetest.Passphrase, Role: access.RoleStaff}); err != nil {
		t.Fatal(err)
	}
	h.As(t, "Kim Ask", pagetest.Passphrase)
	s := open(t, h, page.Place{Page: page.People, PersonID: id})
	has(t, s.pane, h.Words().Say("area.health"), "demo, ")
	hasNone(t, s.pane, "Omlagt", h.Words().Say("people.closed_open"))

	h.As(t, "demo", pagetest.Passphrase)
	if _, _, err := h.Session().NewEnvelope(ctx, desk.EnvelopeOrder{Use: access.UseEmergency, Areas: []access.Area{access.AreaHealth}}); err != nil {
		t.Fatal(err)
	}
	s = open(t, h, page.Place{Page: page.People, PersonID: id})
	hasNone(t, s.pane, h.Words().Say("people.closed_title"))

	h.As(t, "Kim Ask", pagetest.Passphrase)
	s = open(t, h, page.Place{Page: page.People, PersonID: id})
	open, there := buttonIn(s.pane, h.Words().Say("people.closed_open"))
	if !there {
		t.Fatal("nothing leads to the envelope")
	}
	test.Tap(open)
	if len(h.Shown) != 1 || h.Shown[0].Part != page.UsersEmergency {
		t.Errorf("the button leads to %+v", h.Shown)
	}
}

// buttonIn finds a button by its word.
func buttonIn(o fyne.CanvasObject, word string) (found *control.Button, ok bool) {
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *control.Button:
			if o.Text == word {
				found, ok = o, true
			}
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(o)
	return found, ok
}

package page_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/entry"
)

// Given a note about somebody whom the binder didn't know, when it is read where notes are read, then the
// right person is searched for and chosen there, and is asked about no more.
func TestAStrangerIsMatchedWhereTheNoteIsRead(t *testing.T) {
	h := pagetest.New(t)
	right := h.Session().People("")[0]
	e := h.Session().NewNote("")
	e.Subject = &entry.Subject{Name: "Ny Granne"}
	e.Headline, e.Text, e.EventTime = "Tillsyn", "Sov lugnt.", h.Clock.Add(-time.Hour)
	stranger, err := h.Session().Sign(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	v := page.NewEntryView(h, func() { told++ })
	v.Show(*stranger)
	h.Window().SetContent(v.Content())
	if got := offered(v.Content(), right.Name); got != nil {
		t.Error("somebody is offered whom nothing points to")
	}
	all(v.Content(), func(o fyne.CanvasObject) {
		if field, ok := o.(*control.Entry); ok {
			field.SetText(right.Name)
		}
	})
	choice := offered(v.Content(), right.Name)
	if choice == nil {
		t.Fatal("the person who was searched for isn't offered")
	}
	test.Tap(choice)
	now, err := h.Session().Versions(stranger.ID)
	if err != nil || now[0].PersonID != right.ID || told != 1 {
		t.Errorf("matched with %+v, %v, told %d times, failed %v", now, err, told, h.Failed)
	}
	if offered(v.Content(), right.Name) != nil {
		t.Error("it is still asked who it is")
	}
}

// offered is the button that names a person.
func offered(o fyne.CanvasObject, name string) (found *control.Button) {
	all(o, func(o fyne.CanvasObject) {
		if b, ok := o.(*control.Button); ok && strings.HasPrefix(b.Text, name) {
			found = b
		}
	})
	return found
}

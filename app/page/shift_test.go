package page_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/backlog"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/app/page/write"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/printer"
)

// notesOfTheShift is how many notes are written in a night.
const notesOfTheShift = 47

// press presses the button with a word that can be seen on a screen.
func press(t *testing.T, p page.Page, word string) {
	t.Helper()
	var found *control.Button
	pagetest.Each(p.Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*control.Button); ok && found == nil && b.Visible() && strings.HasPrefix(b.Text, word) {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("there is no button %q", word)
	}
	test.Tap(found)
}

// entryBelow is the field below a label, or the first of many lines for an empty one.
func entryBelow(t *testing.T, p page.Page, label string) *control.Entry {
	t.Helper()
	var found *control.Entry
	last := ""
	pagetest.Each(p.Content(), func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *control.Text:
			last = o.Text()
		case *control.Entry:
			if found == nil && o.Visible() && (label == last && !o.MultiLine || label == "" && o.MultiLine) {
				found = o
			}
		}
	})
	if found == nil {
		t.Fatalf("there is no field %q", label)
	}
	return found
}

// TestAWholeShiftFromTheFirstNoteToTheLastInLifecare writes a night's notes in "Skriv" and enters all in
// "Återinför" with the keyboard, as one does who has Lifecare open beside it.
func TestAWholeShiftFromTheFirstNoteToTheLastInLifecare(t *testing.T) {
	h := pagetest.New(t)
	session := h.Session()
	people := session.People("")
	writing := write.New(h)
	for i := range notesOfTheShift {
		h.Clock = pagetest.Night.Add(time.Duration(i) * 4 * time.Minute)
		h.Open(writing, page.Place{Page: page.Write, Kind: entry.KindNote, PersonID: people[i%len(people)].ID})
		press(t, writing, "Nyss")
		entryBelow(t, writing, "Sökord").SetText("Tillsyn")
		entryBelow(t, writing, "").SetText(fmt.Sprintf("Besök %d om natten.", i+1))
		press(t, writing, "Signera")
		if c := session.Counts(); c.Waiting != i+1 {
			t.Fatalf("after note %d %d wait: %q %v", i+1, c.Waiting, h.Told, h.Failed)
		}
	}
	writing.Leave()
	h.Clock = h.Clock.Add(4 * time.Hour)

	entering := backlog.New(h, page.Files{Folder: h.Dir, Save: printer.Save})
	h.Open(entering, page.Place{Page: page.Backlog})
	canvas := h.Window().Canvas()
	for i := range notesOfTheShift {
		h.Copied = nil
		for range 40 { // one button walks the fields and then leads to where Lifecare's number goes
			if _, there := canvas.Focused().(*control.Entry); there && len(h.Copied) > 0 {
				break
			}
			if next, there := canvas.Focused().(*control.Button); there {
				next.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
			} else {
				press(t, entering, "Kopiera nästa")
			}
		}
		number, there := canvas.Focused().(*control.Entry)
		if !there || len(h.Copied) < 8 {
			t.Fatalf("at note %d the keyboard is on %T after %d fields", i+1, canvas.Focused(), len(h.Copied))
		}
		test.Type(number, fmt.Sprintf("LC-%d", 4000+i))
		number.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if c := session.Counts(); c.Entered != i+1 {
			t.Fatalf("after %d were entered, %d are: %v", i+1, c.Entered, h.Failed)
		}
	}
	if said := pagetest.Reads(entering.Content()); !strings.Contains(said, "47 av 47") || !strings.Contains(said, "Allt är infört") || !session.AllDone() {
		t.Errorf("at the end of the shift it says %s", said)
	}
	proof, err := session.EntryProof(time.Time{}, time.Time{})
	if err != nil || proof.Done != notesOfTheShift || proof.Total != notesOfTheShift || !proof.Complete {
		t.Errorf("the proof counts %d of %d, %v", proof.Done, proof.Total, err)
	}
	if len(h.Failed) > 0 {
		t.Errorf("failed: %v", h.Failed)
	}
}

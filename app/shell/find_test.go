package shell

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
)

// Given a local routine of the unit's own, when somebody types words that stand in it, then it is among what
// is found, and leads to where it is shown.
func TestTheSearchFindsTheUnitsOwnDocuments(t *testing.T) {
	w := unlocked(t)
	doc, err := w.Session().FileUnitDocument(t.Context(), "Rutin vid avbrott.txt", []byte("Reservnycklarna ligger i det låsta skåpet."), desk.UnitRoutine, "Enhetschefen", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	find := w.open.frame.find
	if w.Find("re"); len(find.found) > 0 && find.found[len(find.found)-1].to.Topic != "" {
		t.Error("two letters search documents")
	}
	w.Find("reservnycklarna skåpet")
	if len(find.found) != 1 || find.found[0].to != (page.Place{Page: page.Ready, Part: page.ReadyDocuments, Topic: doc.ID}) {
		t.Fatalf("%+v", find.found)
	}
	if row := find.found[0].row; row.Title != "Rutin vid avbrott" || row.Subtitle != "Lokal rutin eller checklista  ·  Reservnycklarna ligger i det låsta skåpet." {
		t.Errorf("%+v", row)
	}
	if w.press(fyne.KeyEscape); find.panel.Visible() {
		t.Error("Escape did not close the search")
	}
}

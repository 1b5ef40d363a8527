package people

import (
	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/entry"
)

// notes are what was written in the binder, newest first, each with how far it has come and what can be
// done with it. An older version stands below the one that took its place.
func (s *screen) notes(k *known) fyne.CanvasObject {
	list := control.Stack(look.Wide)
	for _, n := range k.notes {
		if n.State == entry.StateCorrected {
			continue
		}
		view := page.NewEntryView(s.host, func() {})
		view.Show(n)
		list.Add(view.Content())
	}
	if len(list.Objects) == 0 {
		list.Add(control.NewReading(control.Stack(look.Gap, control.Heading(s.words.Say("people.notes.none")),
			control.Quiet(s.words.Say("people.notes.none_what")))))
	}
	if journal := notesOf(k, true); len(journal) > 0 {
		list.Add(part(s.words.Say("people.notes.lifecare"), s.journalNotes(k, journal)))
	}
	return list
}

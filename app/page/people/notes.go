package people

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// notes are what was written in the binder, newest first, each with how far it has come.
func (s *screen) notes(k *known) fyne.CanvasObject {
	list := control.Stack(look.Wide)
	if len(k.notes) == 0 {
		list.Add(control.NewReading(control.Stack(look.Gap, control.Heading(s.words.Say("people.notes.none")),
			control.Quiet(s.words.Say("people.notes.none_what")))))
	}
	for i := range k.notes {
		list.Add(s.note(k, &k.notes[i]))
	}
	if journal := notesOf(k, true); len(journal) > 0 {
		list.Add(part(s.words.Say("people.notes.lifecare"), s.journalNotes(k, journal)))
	}
	return list
}

func (s *screen) note(k *known, n *entry.Tracked) fyne.CanvasObject {
	w := s.words
	mark := control.Mark{Text: w.Say("people.notes.waits"), Color: look.Return}
	if n.State == entry.StateEntered {
		mark = control.Mark{Text: w.Say("people.notes.entered", "reference", n.Reference), Color: look.Normal}
	}
	when := w.When(n.EventTime, k.now)
	marks := control.Beside(look.Step, control.NewMark(mark))
	if n.Kind == entry.KindHealthNote {
		marks.Objects = append([]fyne.CanvasObject{control.NewMark(control.Mark{Text: w.Say("kind." + string(n.Kind))})}, marks.Objects...)
	}
	head := container.NewBorder(nil, nil, nil, container.NewCenter(marks),
		control.NewText(joined("  ", when, n.Headline), control.Style{Bold: true, Wrap: true}))
	by := w.Say("people.notes.by", "author", joined(", ", desk.AuthorOf(w, *n), n.Author.Title), "when", w.Moment(n.WrittenTime.In(care.Stockholm)))
	if n.Clock == entry.ClockUncertain {
		by = joined(" ", by, w.Say("people.notes.clock"))
	}
	return control.Stack(look.Step, head, s.passage(n.Text), control.NewText(by, control.Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true}))
}

package ready

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/readiness"
)

// homeFolders is the line that is told person by person: the folder in each home (routine 5.3, 5.5).
const homeFolders = "home_folders"

// folders are the folders in the homes, with a press each when one has been filled. That the list was
// seen is noted in the log.
func (p *rounds) folders(l readiness.Line) fyne.CanvasObject {
	w, now := p.words, p.Session().Now()
	column := control.Stack(look.Gap)
	list := p.Session().HomeFolders()
	if len(list) > 0 {
		p.Session().NoteList(context.Background(), desk.ListPeople)
	}
	for _, f := range list {
		said := w.Say("readypage.never")
		if !f.Filled.IsZero() {
			said = w.Say("readypage.last_by", "when", w.When(f.Filled.In(care.Stockholm), now), "who", f.By)
		}
		filled := control.NewButton(w.Say("readypage.folder.filled"), theme.ConfirmIcon(), func() {
			told(p.screen, p.quiet, func(ctx context.Context, b *desk.Session) error { return b.NoteHomeFolder(ctx, f.PersonID, true) }, func() { p.noted(l) })
		})
		column.Add(beside(control.Stack(0, control.NewText(f.Name, control.Style{Bold: true, Wrap: true}), control.Small(said)), filled))
	}
	if len(list) == 0 {
		column.Add(control.Quiet(w.Say("readypage.folder.none")))
	}
	return column
}

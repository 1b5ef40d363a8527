// Package people is the screen "Personer": the list of everyone in the binder and, beside it, the
// person who was opened, as in a mail program.
//
// It guarantees that one person's data never stands under another's name, also while it is being
// fetched, and that protected fields are on the screen only after a reason and a second yes, and
// no longer than until the page is left. Only opening a person counts as reading; walking the
// list does not.
package people

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// listShare is the part of the width that the list gets from the reading pane.
const listShare = 0.36

type screen struct {
	host  page.Host
	words *text.Words

	find    *control.Picker
	warned  *control.Check
	covered *control.Check
	count   *control.Text
	top     *fyne.Container  // what stands above the list
	none    *control.Text    // in the place of an empty list
	found   []desk.PersonRow // what the search found
	rows    []desk.PersonRow // what of it the filters leave
	search  *task.Latest[[]desk.PersonRow]
	noting  *task.After // the list is noted when the typing rests

	pane    *fyne.Container
	opening *task.Latest[*known]
	openID  string // the person in the pane, or on the way there
	shown   *known // nil while nothing is shown
	tab     int    // of the person in the pane
	scroll  *control.Scroller
	drawing *task.Latest[fyne.CanvasObject] // of a paper that is shown

	content fyne.CanvasObject
}

// New makes the screen.
func New(h page.Host) page.Page {
	w := h.Words()
	s := &screen{host: h, words: w, pane: container.NewStack(), count: control.Small(""), none: control.Quiet(""),
		search: task.NewLatest[[]desk.PersonRow](h.Runner(), "people"), opening: task.NewLatest[*known](h.Runner(), "person")}
	s.drawing = task.NewLatest[fyne.CanvasObject](h.Runner(), "document")
	s.noting = task.NewAfter(h.Runner(), restsFor, notesWithin, s.noteList)
	s.find = control.NewPicker(w.Say("people.find"), func(string) { s.look() })
	s.find.OnChosen = func(i int) { s.open(s.rows[i].ID, true, strings.TrimSpace(s.find.Field.Text) != "") }
	s.warned = control.NewCheck(w.Say("people.filter.warned"), func(bool) { s.narrow() })
	s.covered = control.NewCheck(w.Say("people.filter.protected"), func(bool) { s.narrow() })
	s.top = container.NewBorder(nil, nil, control.Beside(look.Step, s.warned, s.covered), container.NewCenter(s.count))
	head := control.Stack(look.Step, s.find.Field, s.top)
	list := container.NewStack(control.NewPlate(look.Sheet, look.Line, 1, look.Corner), control.Padded(look.Step, s.find.List),
		control.Padded(look.Space, control.Tall(0, nil, s.none)))
	s.content = control.NewColumns(listShare, under(head, list), s.pane)
	return s
}

// Content is the screen.
func (s *screen) Content() fyne.CanvasObject { return s.content }

// Focus is the find field: who comes here is looking for somebody.
func (s *screen) Focus() fyne.Focusable { return s.find.Field }

// Open brings list and person up to date. A person who is asked for is opened, with everyone in
// the list again.
func (s *screen) Open(at page.Place) {
	if at.PersonID != "" {
		if at.PersonID != s.openID || at.Tab > 0 {
			s.tab = at.Tab
		}
		s.openID = at.PersonID
		if s.find.Field.Text != "" {
			s.find.Field.SetText("") // which looks again
		}
		s.warned.SetChecked(false)
		s.covered.SetChecked(false)
	}
	s.look()
	if s.openID != "" {
		s.open(s.openID, false, at.Found)
	}
}

// Leave takes the person off the screen; who is open is remembered and fetched anew.
func (s *screen) Leave() {
	s.noting.Flush()
	s.search.Drop()
	s.opening.Drop()
	s.drawing.Drop()
	s.clear()
}

// clear empties the reading pane, which then says what belongs there.
func (s *screen) clear() {
	s.shown, s.scroll = nil, nil
	w := s.words
	if len(s.found) == 0 && strings.TrimSpace(s.find.Field.Text) == "" {
		s.put(control.NewEmpty(theme.AccountIcon(), w.Say("people.empty"), w.Say("people.empty_what"),
			w.Say("people.read"), func() { s.host.Show(page.Place{Page: page.Intake}) }))
		return
	}
	s.put(s.nobody())
}

// put shows something in the reading pane.
func (s *screen) put(content fyne.CanvasObject) {
	s.pane.Objects = []fyne.CanvasObject{content}
	s.pane.Refresh()
}

// Package write is the screen "Skriv": a journal note about a person, from the first key to the
// signature, with what is known of the person beside it.
//
// A draft is stored within a second of the last key, and before anything else is shown. What
// could not be stored stays on the screen, says so, and is tried again. Only a whole note can be
// signed; what is missing stands beside its field.
package write

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

type screen struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	note    entry.Entry // the fields hold the rest of it
	known   bool        // the note is a draft in the binder

	who     *who
	form    *form
	about   *about
	drafts  *drafts
	keeper  *keeper
	clock   fyne.CanvasObject
	status  *control.QuietMessage
	sign    *control.Button
	right   *fyne.Container
	signing bool
	content fyne.CanvasObject
}

// New makes the screen.
func New(h page.Host) page.Page {
	s := &screen{host: h, words: h.Words(), session: h.Session(), status: control.NewQuietMessage()}
	w := s.words
	s.who = newWho(h, s.session, s.chosen, s.asked)
	s.form = newForm(w, s.session.Now, s.session.NoteKinds(), s.edited, s.shortcut, s.who.head)
	s.about = newAbout(h, s.session)
	s.drafts = newDrafts(h, s.session, s.resume, s.discard, s.resized)
	s.keeper = newKeeper(s.session, h.Runner(), s.read, s.stored)
	s.sign = control.NewPrimary(w.Say("write.sign"), theme.ConfirmIcon(), s.signNote)
	s.clock = control.NewNoticeBox(control.ToneNotice, w.Say("write.clock_uncertain"), nil)
	foot := container.New(layout.NewCustomPaddedLayout(look.Gap, 0, 0, 0),
		container.NewBorder(nil, nil, nil, container.NewCenter(s.sign), s.status))
	left := control.NewCard(container.NewBorder(s.clock, foot, nil, nil, s.form.scroll))
	s.right = container.NewBorder(nil, s.drafts.content, nil, nil, container.NewStack(s.about.content, s.who.found))
	s.content = control.NewColumns(formShare, left, s.right)
	s.begin(s.session.NewNote(""), false)
	s.author()
	return s
}

// formShare is the form's part of the width: reading text at 1366, and room beside it.
const formShare = 0.54

// Content is the screen.
func (s *screen) Content() fyne.CanvasObject { return s.content }

// Focus is what comes next: whom the note is about, or when it happened.
func (s *screen) Focus() fyne.Focusable {
	if s.note.PersonID == "" {
		return s.who.pick.Field
	}
	if s.form.clock.Text == "" {
		return s.form.clock
	}
	return s.form.body
}

// Open shows a draft, begins a note about a person, or goes on with what was being written.
func (s *screen) Open(at page.Place) {
	for _, c := range shortcuts {
		s.host.Window().Canvas().AddShortcut(c, func(sc fyne.Shortcut) { s.shortcut(sc) })
	}
	switch {
	case at.EntryID != "" && at.EntryID != s.note.ID:
		for _, d := range s.session.Drafts() {
			if d.ID == at.EntryID {
				s.resume(d)
			}
		}
	case at.PersonID != "" && at.PersonID != s.note.PersonID:
		s.noteAbout(at.PersonID)
	default:
		s.refresh()
	}
}

// Leave stores what is not stored yet.
func (s *screen) Leave() {
	for _, c := range shortcuts {
		s.host.Window().Canvas().RemoveShortcut(c)
	}
	s.about.latest.Drop()
	s.who.latest.Drop()
	s.signing = false
	s.sign.Enable()
	if err := s.keeper.flush(); err != nil && !final(err) {
		s.host.Fail(err)
	}
}

// final tells that the note was signed while the screen was being left: all is well.
func final(err error) bool { return text.IsFault(err, "entry.final") }

// The shortcuts of the screen: store now, and sign.
var (
	ctrlS      = &desktop.CustomShortcut{KeyName: fyne.KeyS, Modifier: fyne.KeyModifierControl}
	ctrlReturn = &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl}
	ctrlEnter  = &desktop.CustomShortcut{KeyName: fyne.KeyEnter, Modifier: fyne.KeyModifierControl}
	shortcuts  = []fyne.Shortcut{ctrlS, ctrlReturn, ctrlEnter}
)

func (s *screen) shortcut(sc fyne.Shortcut) bool {
	switch sc.ShortcutName() {
	case ctrlS.ShortcutName():
		s.saveNow()
	case ctrlReturn.ShortcutName(), ctrlEnter.ShortcutName():
		s.signNote()
	default:
		return false
	}
	return true
}

// begin puts a note in the form.
func (s *screen) begin(e entry.Entry, known bool) {
	s.note, s.known = e, known
	s.form.show(e)
	s.who.show(e.PersonID)
	s.refresh()
}

// refresh brings up to date what stands around the fields.
func (s *screen) refresh() {
	s.clock.Hide()
	if s.session.ClockUncertain() {
		s.clock.Show()
	}
	s.drafts.show(s.note.ID)
	if s.note.PersonID == "" {
		s.about.clear()
	} else {
		s.about.show(s.note.PersonID)
	}
	s.content.Refresh()
}

// author says who writes, while there is nothing newer to say.
func (s *screen) author() {
	user := s.session.User()
	s.status.Say(control.ToneCalm, s.words.Say("write.by", "name", user.Name, "title", user.Title))
}

// resized gives the room beside the form to what is shown there now.
func (s *screen) resized() {
	if s.right != nil {
		s.right.Refresh()
	}
}

// read is the note as it stands.
func (s *screen) read() entry.Entry { return s.form.into(s.note) }

// focus moves the keyboard.
func (s *screen) focus(f fyne.Focusable) { s.host.Window().Canvas().Focus(f) }

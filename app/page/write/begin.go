package write

import (
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
)

// fresh is an entry whose kind is still to be chosen, about the person that one writes about.
func (s *screen) fresh() entry.Entry {
	e := s.session.NewNote(s.person)
	e.Kind = ""
	return e
}

// begin puts an entry in the form.
func (s *screen) begin(e entry.Entry, known bool) {
	s.note, s.known, s.pointed = e, known, false
	clear(s.asked)
	clear(s.answers)
	s.proof.Clear()
	if e.PersonID != "" {
		s.person = e.PersonID
	}
	s.old.show(e)
	s.papers.show(e)
	s.fill(e)
	s.pages.show(s.papers.shownNumber())
	s.refresh()
}

// fill shows the fields of the entry's kind, or the kinds to choose from.
func (s *screen) fill(e entry.Entry) {
	k, chosen := s.what.form(e.Kind)
	s.what.show(k.Kind, e.Corrects != "") // a kind that the author may no longer write is chosen anew
	s.blank = nil
	s.fields.Objects = nil
	if chosen {
		s.blank = newBlank(s.needs(), fieldsOf(s.words, k.Form))
		s.blank.show(e)
		s.blank.follow(s.scroll)
		s.fields.Add(s.blank.column)
		if p := s.blank.part(form.IDText); p != nil {
			p.under(s.phrases.content) // what changes them stands where they are
		}
	}
	s.papers.open.Hidden = e.Corrects != ""
	s.papers.content.Hidden = !chosen || e.Corrects != "" || !s.papers.on
	s.law.column.Hidden = !chosen
	s.phrases.show(e.Kind, chosen && s.blank.has(form.IDText))
	if chosen {
		s.sign.Enable()
		s.law.show(k.Form, s.read())
	} else {
		s.sign.Disable()
	}
	if chosen && !s.aboutPerson() && !k.Form.Entry.Anyone {
		s.who.hide()
	} else {
		s.who.show(e)
	}
	s.column.Refresh()
	s.scroll.ScrollToTop()
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
	s.beside()
	s.content.Refresh()
}

// chooseKind shows the fields of a kind. What was written so far goes with it as far as the kinds ask
// for the same.
func (s *screen) chooseKind(kind entry.Kind) {
	e := s.read()
	e.Kind, e.PersonID = kind, s.person
	if k, ok := s.what.form(kind); ok && !personal(k) {
		e.PersonID = "" // a form about the unit names nobody
	}
	if e.Subject == nil {
		e.Subject = s.who.subject()
	}
	s.note = e
	s.fill(e)
	s.refresh()
	if s.known {
		s.keeper.touch()
	}
	s.focus(s.Focus())
}

// personal tells whether an entry of the kind can be about a person of the binder.
func personal(k desk.Kind) bool {
	return k.Form.EntrySubject() == form.SubjectPerson || k.Form.Entry.Anyone
}

// otherKind shows the kinds again. What was written stays on the screen's side until one is chosen; a
// draft is stored first, so that nothing hangs on the choice.
func (s *screen) otherKind() {
	if !s.keep() {
		return
	}
	e := s.read()
	s.note = e
	shown := e
	shown.Kind = ""
	s.fill(shown)
	s.focus(s.what.target())
}

// beginFrom begins an entry with what is known already. What is being written is kept as a draft first.
func (s *screen) beginFrom(b desk.Beginning) error {
	e, err := s.session.Begin(b)
	if err != nil || !s.keep() {
		return err
	}
	if k, ok := s.what.form(e.Kind); ok && !personal(k) {
		s.person, e.PersonID = e.PersonID, ""
	}
	s.author()
	s.begin(e, s.isDraft(e.ID))
	s.focus(s.Focus())
	return nil
}

// isDraft tells whether an entry is stored as one.
func (s *screen) isDraft(id string) bool {
	for _, d := range s.session.Drafts() {
		if d.ID == id {
			return true
		}
	}
	return false
}

// correct begins a new version of a signed entry.
func (s *screen) correct(id string) error {
	for _, d := range s.session.Drafts() {
		if d.Corrects == id {
			s.resume(d)
			return nil
		}
	}
	e, err := s.session.Correction(id)
	if err != nil || !s.keep() {
		return err
	}
	s.author()
	s.begin(e, false)
	s.focus(s.Focus())
	return nil
}

// fromPaper begins what a numbered paper is written down as, or notes the number in what is being written
// about the same person in the same form.
func (s *screen) fromPaper(number string) error {
	e, err := s.session.Begin(desk.Beginning{Paper: number})
	if err != nil {
		return err
	}
	now := s.read()
	if s.blank != nil && now.Kind == e.Kind && (now.PersonID == "" || now.PersonID == e.PersonID) && s.papers.on {
		now.PersonID, now.Paper.Number = e.PersonID, e.Paper.Number
		s.begin(now, s.known)
		s.edited("paper")
		s.focus(s.papers.writer.first())
		return nil
	}
	if !s.keep() {
		return nil
	}
	s.author()
	s.begin(e, false)
	s.focus(s.papers.writer.first())
	return nil
}

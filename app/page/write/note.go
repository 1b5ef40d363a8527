package write

import (
	"context"

	"avbrottsparm/app/control"
	"avbrottsparm/internal/entry"
)

// read is the entry as it stands.
func (s *screen) read() entry.Entry {
	if s.blank == nil {
		return s.note
	}
	e := s.blank.into(s.note)
	e.Paper = s.papers.paper()
	if s.note.Corrects != "" {
		e.Paper = s.note.Paper
	}
	e.Subject = s.note.Subject
	if e.PersonID == "" {
		e.Subject = s.who.subject()
	}
	return e
}

// written tells whether there is something to store: an entry where nobody has written anything and that
// was never stored is none.
func (s *screen) written() bool {
	if s.blank == nil {
		return false
	}
	e := s.read()
	return s.known || !e.Blank() || e.Paper != nil && (e.Paper.Name != "" || len(e.Paper.Pictures) > 0)
}

// edited hears that a field holds something else.
func (s *screen) edited(field string) {
	s.unconfirm(field)
	if s.done { // what is told of the last one would be read as being about this one
		s.done = false
		s.author()
	}
	s.pointed = false
	if k, ok := s.what.form(s.note.Kind); ok && s.blank != nil {
		s.law.show(k.Form, s.read())
	}
	if s.written() {
		s.keeper.touch()
	}
}

// saveNow stores the draft at once.
func (s *screen) saveNow() {
	if s.written() {
		s.keeper.dirty = true
		s.keeper.store()
	}
}

// stored hears how storing went.
func (s *screen) stored(saved entry.Entry, err error) {
	if final(err) {
		return
	}
	if err != nil {
		s.status.Say(control.ToneFault, s.words.Say("write.not_saved", "why", s.words.Explain(err)))
		return
	}
	if !s.pointed { // what keeps it from being signed is said until something is written
		s.status.Say(control.ToneCalm, s.words.Say("write.saved", "time", saved.WrittenTime.Format("15:04:05")))
	}
	if first := !s.known && saved.ID == s.note.ID; first {
		s.known = true
		s.host.Changed()
	}
	s.drafts.show(s.note.ID)
}

// chosen hears whom it is about.
func (s *screen) chosen(personID string) {
	s.person = personID
	s.note.PersonID = personID
	s.who.show(s.note)
	s.edited("person")
	if s.blank != nil {
		s.blank.renew()
	}
	s.refresh()
	s.focus(s.Focus())
}

// otherPerson shows the search again: it is about somebody else.
func (s *screen) otherPerson() {
	s.person, s.note.PersonID = "", ""
	s.who.show(s.note)
	s.edited("person")
	s.refresh()
	s.focus(s.who.target())
}

// noteAbout begins an entry about a person. What is being written is kept as a draft first; a form
// where nothing is written yet is used as it is.
func (s *screen) noteAbout(personID string) {
	if !s.known && s.read().Blank() && s.note.Corrects == "" && !s.papers.on {
		s.person = personID
		s.begin(s.fresh(), false)
		return
	}
	if s.keep() {
		s.author()
		s.person = personID
		s.begin(s.fresh(), false)
	}
}

// keep stores what is being written; it tells whether the form may show something else.
func (s *screen) keep() bool {
	err := s.keeper.flush()
	if err != nil {
		s.host.Fail(err)
	}
	return err == nil
}

// resume goes on with a draft.
func (s *screen) resume(d entry.Entry) {
	if d.ID == s.note.ID || !s.keep() {
		return
	}
	s.status.Say(control.ToneCalm, s.words.Say("write.saved", "time", d.WrittenTime.In(s.session.Now().Location()).Format("15:04:05")))
	s.begin(d, true)
	s.focus(s.Focus())
}

// discard throws a draft away, also the one in the form.
func (s *screen) discard(d entry.Entry) {
	current := d.ID == s.note.ID
	if current {
		s.keeper.callOff()
	}
	if err := s.session.DiscardDraft(context.Background(), d.ID); err != nil {
		s.host.Fail(err)
		return
	}
	if current {
		s.begin(s.fresh(), false)
	}
	s.status.Say(control.ToneCalm, s.words.Say("write.discarded"))
	s.host.Changed()
	s.refresh()
	s.focus(s.Focus())
}

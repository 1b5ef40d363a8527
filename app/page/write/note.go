package write

import (
	"context"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/entry"
)

// edited hears that a field holds something else. An empty note that was never stored is none.
func (s *screen) edited() {
	if s.known || !s.read().Blank() {
		s.keeper.touch()
	}
}

// saveNow stores the draft at once.
func (s *screen) saveNow() {
	if s.known || !s.read().Blank() {
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
	s.status.Say(control.ToneCalm, s.words.Say("write.saved", "time", saved.WrittenTime.Format("15:04:05")))
	if first := !s.known && saved.ID == s.note.ID; first {
		s.known = true
		s.host.Changed()
	}
	s.drafts.show(s.note.ID)
}

// chosen hears whom the note is about.
func (s *screen) chosen(personID string) {
	s.note.PersonID = personID
	s.who.show(personID)
	s.edited()
	s.refresh()
	s.focus(s.Focus())
}

// asked shows the search again: the note is about somebody else.
func (s *screen) asked() {
	s.note.PersonID = ""
	s.who.show("")
	s.edited()
	s.refresh()
	s.focus(s.who.pick.Field)
}

// noteAbout begins a note about a person. What is being written is kept as a draft first; a form
// where nothing is written yet is used as it is.
func (s *screen) noteAbout(personID string) {
	if !s.known && s.read().Blank() {
		s.note.PersonID = personID
		s.who.show(personID)
		s.refresh()
		return
	}
	if s.keep() {
		s.author()
		s.begin(s.session.NewNote(personID), false)
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
		s.begin(s.session.NewNote(d.PersonID), false)
	}
	s.status.Say(control.ToneCalm, s.words.Say("write.discarded"))
	s.host.Changed()
	s.refresh()
	s.focus(s.Focus())
}

// signNote signs, or says beside each field what is missing.
func (s *screen) signNote() {
	if s.signing {
		return
	}
	note := s.read()
	if problems := s.session.Check(note); len(problems) > 0 {
		s.point(problems)
		return
	}
	s.signing = true
	s.sign.Disable()
	s.keeper.callOff()
	s.keeper.dirty = true // until it is known to be signed
	task.Go(s.host.Runner(), "sign", func(ctx context.Context) (*entry.Tracked, error) {
		// A signature under way is finished also when the window locks.
		return s.session.Sign(context.WithoutCancel(ctx), note)
	}, s.signed)
}

// point says what is missing and puts the keyboard at the first of it.
func (s *screen) point(problems []entry.Problem) {
	for _, p := range problems {
		s.form.fault(p)
		if p.Field == "person" {
			s.who.fault(s.words.Say("entry." + p.Code))
		}
	}
	s.status.Say(control.ToneNotice, s.words.Count("write.missing", len(problems)))
	if problems[0].Field == "person" {
		s.focus(s.who.pick.Field)
		return
	}
	s.focus(s.form.focus(problems[0].Field))
}

func (s *screen) signed(_ *entry.Tracked, err error) {
	s.signing = false
	s.sign.Enable()
	if err != nil {
		s.host.Fail(err)
		s.status.Say(control.ToneFault, s.words.Explain(err))
		s.keeper.touch()
		return
	}
	s.keeper.dirty = false
	s.begin(s.session.NewNote(s.note.PersonID), false)
	s.status.SayWith(control.ToneGood, s.words.Count("write.signed", s.session.Counts().Waiting),
		s.words.Say("write.to_backlog"), func() { s.host.Show(page.Place{Page: page.Backlog}) })
	s.host.Changed()
	s.focus(s.form.clock)
}

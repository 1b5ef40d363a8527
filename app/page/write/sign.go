package write

import (
	"context"
	"slices"
	"strings"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// reasonField is the name of a problem with why an entry is corrected.
const reasonField = "correction"

// signNote signs, or says beside each field what is missing or asked.
func (s *screen) signNote() {
	if s.signing || s.blank == nil || s.proof.Asks() {
		return
	}
	if problems := s.problems(s.read()); len(problems) > 0 {
		s.point(problems)
		return
	}
	s.proof.Before(s.signNow)
}

// problems are what the desk finds, and what the screen itself asks for besides.
func (s *screen) problems(note entry.Entry) []entry.Problem {
	var problems []entry.Problem
	if note.Corrects != "" && strings.TrimSpace(s.old.reason.Text) == "" {
		problems = append(problems, entry.Problem{Field: reasonField, Code: "no_value"})
	}
	for _, p := range s.session.Check(note) {
		if p.Field == "paper" {
			p.Field = paperName // where the window asks for it
		}
		problems = append(problems, p)
	}
	if note.Paper != nil && note.Corrects == "" && note.Paper.Name == "" && !slices.ContainsFunc(problems, func(p entry.Problem) bool { return p.Field == paperName }) {
		problems = append(problems, entry.Problem{Field: paperName, Code: "no_paper_writer"})
	}
	return problems
}

func (s *screen) signNow() {
	note, reason := s.read(), strings.TrimSpace(s.old.reason.Text)
	s.signing = true
	s.sign.Disable()
	s.keeper.callOff()
	s.keeper.dirty = true // until it is known to be signed
	task.Go(s.host.Runner(), "sign", func(ctx context.Context) (*entry.Tracked, error) {
		// A signature under way is finished also when the window locks.
		if note.Corrects != "" {
			return s.session.Correct(context.WithoutCancel(ctx), note, reason)
		}
		return s.session.Sign(context.WithoutCancel(ctx), note)
	}, s.signed)
}

// point says what is missing and what is asked, and puts the keyboard at the first of it.
func (s *screen) point(problems []entry.Problem) {
	missing := 0
	for _, p := range problems {
		if p.Asks {
			s.ask(p)
			continue
		}
		missing++
		s.fault(p)
	}
	switch asked := len(problems) - missing; {
	case missing > 0:
		s.status.Say(control.ToneNotice, s.words.Count("write.missing", missing))
	default:
		s.status.Say(control.ToneNotice, s.words.Count("write.asked", asked))
	}
	s.pointed = true
	s.relaid()
	s.pointAt(problems[0])
}

// fault says beside its field what is missing or wrong.
func (s *screen) fault(p entry.Problem) {
	sentence := s.words.Say("entry." + p.Code)
	switch p.Field {
	case "person":
		s.who.fault(sentence)
		return
	case reasonField:
		s.old.why.SetFault(sentence)
		return
	}
	for _, b := range []*blank{s.blank, s.papers.writer} {
		if part := b.part(p.Field); part != nil {
			part.frame.SetFault(sentence)
			part.shown.Refresh()
			return
		}
	}
	s.host.Fail(text.NewFault("entry." + p.Code))
}

// pointAt puts the keyboard where a problem is.
func (s *screen) pointAt(p entry.Problem) {
	if button, asks := s.answers[p.Code]; asks && p.Asks {
		s.focus(button)
		return
	}
	switch p.Field {
	case "person":
		s.focus(s.who.target())
		return
	case reasonField:
		s.focus(s.old.reason)
		return
	}
	for _, b := range []*blank{s.blank, s.papers.writer} {
		if part := b.part(p.Field); part != nil {
			s.focus(part.target())
			return
		}
	}
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
	s.begin(s.fresh(), false)
	s.status.SayWith(control.ToneGood, s.words.Count("write.signed", s.session.Counts().Waiting),
		s.words.Say("write.to_backlog"), func() { s.host.Show(page.Place{Page: page.Backlog}) })
	s.done = true
	s.host.Changed()
	if s.proof.Content().Visible() {
		return // a PIN is being offered
	}
	s.focus(s.Focus())
}

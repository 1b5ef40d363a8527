package backlog

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// handing asks who else is to enter an entry, or all of its group in the list, and why.
type handing struct {
	sheet    *sheet
	what     *control.Select
	group    []desk.BacklogItem // those of the group that can be handed over
	people   []access.User
	who      *control.Select
	whoField *control.Field
	reason   *control.Entry
	why      *control.Field
	writer   *control.Button
	content  *fyne.Container
}

func newHanding(s *sheet) *handing {
	w := s.words
	h := &handing{sheet: s, reason: control.NewEntry(w.Say("backlog.hand_hint"))}
	h.what = control.NewSelect(nil, "", func(string) { h.offer() })
	h.who = control.NewSelect(nil, w.Say("backlog.hand_choose"), func(string) { h.whoField.SetFault("") })
	h.whoField = control.NewField(w, w.Say("backlog.hand_to"), "", h.who)
	h.why = control.NewField(w, w.Say("backlog.hand_why"), "", h.reason)
	h.reason.OnChanged = func(string) { h.why.SetFault("") }
	h.reason.OnSubmitted = func(string) { h.hand() }
	h.writer = control.NewButton(w.Say("backlog.hand_writer"), theme.MailReplyIcon(), h.back)
	h.content = control.Tall(look.Gap, nil, h.what, control.Even(look.Space, h.whoField, h.why), control.Flow(look.Gap,
		control.NewPrimary(w.Say("backlog.hand"), theme.MailForwardIcon(), h.hand), h.writer, control.NewButton(w.Say("backlog.hand_not"), nil, h.cancel)))
	h.content.Hide()
	return h
}

// ask asks, in the place of what closes the entry.
func (h *handing) ask() {
	s := h.sheet
	var label string
	label, h.group = s.of.queue.groupOf(s.id())
	h.what.Options = []string{s.words.Say("backlog.hand_this"), s.words.Say("backlog.hand_group", "n", len(h.group), "label", label)}
	h.what.SetSelectedIndex(0)
	h.what.Hidden = len(h.group) < 2
	h.reason.SetText("")
	s.closing.content.Hide()
	h.content.Show()
	s.content.Refresh()
	s.host.Window().Canvas().Focus(h.who)
}

// all tells whether the whole group is to be handed over.
func (h *handing) all() bool { return h.what.SelectedIndex() == 1 }

// offer offers those who may take what is chosen.
func (h *handing) offer() {
	s := h.sheet
	ids := []string{s.id()}
	if h.all() {
		ids = nil
		for _, e := range h.group {
			ids = append(ids, e.ID)
		}
	}
	h.people = s.session.MayTake(ids...)
	h.who.Options = nil
	for _, u := range h.people {
		h.who.Options = append(h.who.Options, s.words.Say("backlog.person", "name", u.Name, "title", u.Title))
	}
	h.who.ClearSelected()
	h.whoField.SetFault("")
	h.writer.Hidden = h.all() || s.entry.Responsible.Name == ""
	h.content.Refresh()
}

func (h *handing) hide() {
	h.content.Hide()
	h.whoField.SetFault("")
	h.why.SetFault("")
}

func (h *handing) cancel() {
	h.hide()
	h.sheet.closing.show(*h.sheet.entry)
	h.sheet.content.Refresh()
	h.sheet.host.Window().Canvas().Focus(h.sheet.next)
}

func (h *handing) hand() {
	s := h.sheet
	i := h.who.SelectedIndex()
	if i < 0 {
		h.whoField.SetFault(s.words.Say("backlog.hand_choose"))
		s.content.Refresh()
		s.host.Window().Canvas().Focus(h.who)
		return
	}
	to := h.people[i]
	if !h.all() {
		_, err := s.session.Hand(context.Background(), s.id(), to.Name, h.reason.Text)
		h.handed(err, s.words.Say("backlog.hand_done", "name", to.Name))
		return
	}
	var ids []string // but for those that they answer for already
	for _, e := range h.group {
		if e.Answers != to.Identity {
			ids = append(ids, e.ID)
		}
	}
	_, err := s.session.HandAll(context.Background(), ids, to.Name, h.reason.Text)
	h.handed(err, s.words.Count("backlog.hand_done_all", len(ids), "name", to.Name))
}

// back hands an entry to the one who wrote it.
func (h *handing) back() {
	s := h.sheet
	writer := s.entry.Author.Name
	_, err := s.session.ReturnToWriter(context.Background(), s.id(), h.reason.Text)
	h.handed(err, s.words.Say("backlog.hand_done", "name", writer))
}

// handed shows what is missing, or tells what was done and goes on with the next.
func (h *handing) handed(err error, told string) {
	s := h.sheet
	switch {
	case text.IsFault(err, "entry.hand_reason"):
		h.why.SetFault(s.words.Explain(err))
		s.content.Refresh()
		h.reason.Focus()
	case err != nil:
		h.whoField.SetFault(s.words.Explain(err))
		s.content.Refresh()
	default:
		h.hide()
		s.clearClipboard()
		s.of.done(s.id(), told)
	}
}

// fewest is how many notes on paper about a person it takes for a summary to be offered.
const fewest = 2

// showMore offers what is seldom done with the entry.
func (s *sheet) showMore(r desk.BacklogRow) {
	w := s.words
	s.more.Objects = nil
	m := modeOf(r)
	if m == modeEnter {
		s.more.Add(control.NewButton(w.Say("backlog.hand"), theme.MailForwardIcon(), s.handing.ask))
		s.more.Add(control.NewButton(w.Say("backlog.skip"), theme.NavigateNextIcon(), s.skip))
	}
	if r.ClaimedByMe {
		s.more.Add(control.NewButton(w.Say("backlog.release"), theme.CancelIcon(), s.release))
	}
	if r.Paper != nil {
		for _, p := range s.papers(r) {
			s.more.Add(control.NewButton(p.label, theme.FileImageIcon(), p.show))
		}
	}
	if s.session.May(access.RightWrite) == nil && r.PersonID != "" {
		for _, sum := range s.session.ToSum(r.PersonID, time.Time{}, time.Time{}) {
			if sum.Paper >= fewest {
				s.more.Add(control.NewButton(w.Say("backlog.sum", "n", sum.Paper, "kind", s.session.KindTitle(sum.Kind)), theme.DocumentCreateIcon(), func() { s.sum(r, sum.Kind) }))
			}
		}
		s.more.Add(control.NewButton(w.Say("backlog.to_notes"), theme.ListIcon(), func() {
			s.host.Show(page.Place{Page: page.Notes, PersonID: r.PersonID, EntryID: r.ID})
		}))
	}
	s.more.Refresh()
	control.FollowAll(s.scroll, s.more)
}

// skip opens the next one and leaves this as it is.
func (s *sheet) skip() {
	if next, more := s.session.NextToEnter(s.id()); more {
		s.of.refresh(next)
		s.host.Window().Canvas().Focus(s.next)
	}
}

// release gives the claim back, so that somebody else may take the entry at once.
func (s *sheet) release() {
	id := s.id()
	if _, err := s.session.Release(context.Background(), id); err != nil {
		s.host.Fail(err)
		return
	}
	s.clearClipboard()
	s.of.happened(id, s.words.Say("backlog.released"))
}

// sum makes a draft that sums a person's notes up, and opens it to be shortened and signed.
func (s *sheet) sum(r desk.BacklogRow, kind entry.Kind) {
	task.Go(s.host.Runner(), "sum up", func(ctx context.Context) (entry.Entry, error) {
		draft, err := s.session.SummaryDraft(r.PersonID, kind, time.Time{}, time.Time{})
		if err != nil {
			return draft, err
		}
		return s.session.SaveDraft(context.WithoutCancel(ctx), draft)
	}, func(draft entry.Entry, err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.host.Show(page.Place{Page: page.Write, EntryID: draft.ID})
	})
}

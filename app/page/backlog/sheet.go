package backlog

import (
	"cmp"
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// sheet is one entry as Lifecare asks for it, and what closes it.
type sheet struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	of      *byHand

	entry   *desk.BacklogRow // nil when none is shown
	title   *control.Text
	about   *control.Text
	target  *control.Text
	due     *control.Text
	notices *fyne.Container // what must be known before it is entered
	column  *fyne.Container
	scroll  *container.Scroll
	fields  []*control.CopyField
	copied  string // what this screen put on the clipboard last
	next    *control.Button
	more    *fyne.Container // buttons for what is seldom done
	closing *closing
	handing *handing
	entered *control.FieldGrid
	nothing *fyne.Container // shown while no entry is
	shown   fyne.CanvasObject
	content fyne.CanvasObject
}

func newSheet(h page.Host, of *byHand) *sheet {
	w := h.Words()
	s := &sheet{host: h, words: w, session: h.Session(), of: of, title: control.Heading(""), about: control.Quiet(""),
		target: control.NewText("", control.Style{Wrap: true, Copy: true}), due: control.NewText("", control.Style{Wrap: true, Bold: true}),
		notices: control.Tall(look.Gap, nil), column: control.Tall(look.Gap, nil), more: control.Flow(look.Gap), nothing: container.NewStack()}
	s.next = control.NewButton(w.Say("backlog.copy_next"), theme.ContentCopyIcon(), s.copyNext)
	s.entered = control.NewFieldGrid(w)
	s.closing = newClosing(s)
	s.handing = newHanding(s)
	// The bar of the scroll lies over what it scrolls: the right edge keeps clear of it.
	s.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space),
		control.Tall(look.Gap, nil, s.notices, s.due, s.column, s.entered, s.more)))
	head := container.NewBorder(nil, nil, nil, container.New(layout.NewCustomPaddedLayout(0, 0, look.Gap, 0), container.NewCenter(s.next)),
		control.Tall(look.Step, nil, s.title, s.about, s.target))
	s.shown = control.Tall(look.Gap, s.scroll, head, s.scroll, s.closing.content, s.handing.content)
	s.content = control.NewCard(container.NewStack(s.shown, s.nothing))
	s.clear(desk.BacklogView{})
	return s
}

// id is the entry shown; empty when none is.
func (s *sheet) id() string {
	if s.entry == nil {
		return ""
	}
	return s.entry.ID
}

// clear shows that no entry is chosen, and why: never that all is done unless all could be counted.
func (s *sheet) clear(v desk.BacklogView) {
	s.entry, s.fields, s.column.Objects = nil, nil, nil
	key := "none_here"
	switch {
	case v.AllDone:
		key = "all_in"
	case v.Progress.Total == 0 && len(v.Closed) == 0:
		key = "empty"
	case len(v.Closed) > 0 && v.Progress.Done == v.Progress.Total:
		key = "none_seen"
	}
	s.nothing.Objects = []fyne.CanvasObject{control.NewEmpty(theme.ConfirmIcon(), s.words.Say("backlog."+key), s.words.Say("backlog.about_"+key), "", nil)}
	s.shown.Hide()
	s.nothing.Show()
	s.nothing.Refresh()
}

// show shows an entry. What was typed to close it stays while it is the same one in the same state.
func (s *sheet) show(r desk.BacklogRow) {
	before := s.entry
	same := before != nil && before.ID == r.ID
	s.entry = &r
	s.nothing.Hide()
	s.shown.Show()
	if !same {
		if !s.fill() {
			return
		}
		s.of.side.hidePaper()
		s.handing.hide()
		s.scroll.ScrollToTop()
	}
	s.tell()
	if !same || before.State != r.State && !(before.State.Waits() && r.State.Waits()) {
		s.closing.empty()
	}
	s.closing.show(r)
	if s.handing.content.Visible() { // it is asked in that place
		s.closing.content.Hide()
	}
	s.showMore(r)
	s.content.Refresh()
}

// tick tells what time changes of the entry that is shown. A claim that ran out changes what is asked.
func (s *sheet) tick(r desk.BacklogRow) {
	before := s.entry
	s.entry = &r
	s.tell()
	if (before.ClaimedByMe != r.ClaimedByMe || before.ClaimedByOther != r.ClaimedByOther) && !s.handing.content.Visible() {
		s.closing.show(r)
		s.showMore(r)
	}
	s.content.Refresh()
}

// tell says what must be known of the entry besides its fields.
func (s *sheet) tell() {
	r, w, now := s.entry, s.words, s.session.Now()
	s.title.SetText(cmp.Or(r.PersonName, w.Say("backlog.nobody")))
	s.about.SetText(r.Title + "  ·  " + w.Say("backlog.about", "name", desk.AuthorOf(w, r.Tracked), "time", w.When(r.WrittenTime, now)))
	s.target.SetText("")
	if f, ok := s.session.KindForm(r.Kind); ok {
		s.target.SetText(w.Say("backlog.target", "path", f.Entry.Target.Path.In(w.Lang())))
	}
	s.due.Hide()
	if r.State.Waits() && r.Next != nil {
		s.due.SetText(w.Say("backlog.due_at", "what", r.Next.What.In(w.Lang()), "at", w.When(r.Next.At, now), "left", countdown(w, *r.Next, now)))
		s.due.SetStyle(control.Style{Wrap: true, Bold: true, Color: dueInk(*r.Next, now)})
		s.due.Show()
	}
	s.notices.Objects = s.noticesOf(*r)
	s.notices.Hidden = len(s.notices.Objects) == 0
	s.entered.Set(s.facts(*r)...)
	s.entered.Hidden = r.EnteredAt.IsZero()
}

// noticesOf are the boxes above the fields.
func (s *sheet) noticesOf(r desk.BacklogRow) []fyne.CanvasObject {
	w := s.words
	var boxes []fyne.CanvasObject
	box := func(tone control.Tone, title, more string) {
		var below fyne.CanvasObject
		if more != "" {
			below = control.NewText(more, control.Style{Wrap: true, Copy: true})
		}
		boxes = append(boxes, control.NewNoticeBox(tone, title, below))
	}
	if r.Unsure() {
		box(control.ToneNotice, w.Say("backlog.unsure"), w.Say("backlog.unsure_do"))
	}
	if r.State.Waits() && len(s.session.Rivals(r.ID)) > 0 {
		box(control.ToneNotice, w.Say("notes.rival"), "")
	}
	if r.State == entry.StateSending {
		box(control.ToneCalm, w.Say("backlog.sending"), "")
	}
	if r.ClaimedByOther {
		box(control.ToneNotice, w.Say("backlog.claimed", "name", r.ClaimedBy.Name, "until", clock(w, r.ClaimedUntil)), w.Say("backlog.claimed_do"))
	}
	if r.Refusal != "" {
		title := w.Say("backlog.refused")
		if !r.ReturnedAt.IsZero() {
			title = w.Say("backlog.returned")
		}
		box(control.ToneNotice, title, r.Refusal)
	}
	if r.Responsible.Name != "" {
		box(control.ToneCalm, w.Say("backlog.handed", "name", r.Responsible.Name), r.HandedReason)
	}
	if left, undo := r.ToUndo(); undo {
		box(control.ToneNotice, w.Say("backlog.undo."+s.undoOf(r)), w.Say("backlog.undo_what", "reference", left.Reference, "reason", r.EndedReason))
	}
	if r.Second {
		box(control.ToneCalm, w.Say("backlog.second"), "")
	}
	if r.Clock == entry.ClockUncertain {
		box(control.ToneNotice, w.Say("notes.clock"), "")
	}
	return boxes
}

// undoOf is why something is to be marked in Lifecare.
func (s *sheet) undoOf(r desk.BacklogRow) string {
	switch r.State {
	case entry.StateStruck:
		return "struck"
	case entry.StateCorrected:
		return "corrected"
	}
	return "double"
}

// facts are who entered it and who compared it.
func (s *sheet) facts(r desk.BacklogRow) []control.Fact {
	w, now := s.words, s.session.Now()
	facts := []control.Fact{
		{Label: w.Say("backlog.entered_at"), Value: w.When(r.EnteredAt, now)},
		{Label: w.Say("backlog.entered_by"), Value: w.Say("backlog.person", "name", r.EnteredBy.Name, "title", r.EnteredBy.Title)},
		{Label: w.Say("backlog.reference"), Value: r.Reference},
	}
	if r.Reason != "" {
		facts = append(facts, control.Fact{Label: w.Say("backlog.reason"), Value: r.Reason})
	}
	if !r.VerifiedAt.IsZero() {
		facts = append(facts, control.Fact{Label: w.Say("backlog.verified"), Value: w.Say("backlog.verified_by", "name", r.VerifiedBy.Name, "at", w.When(r.VerifiedAt, now))})
	}
	return facts
}

// pairs are fields that stand side by side, as they do in Lifecare: their values are short.
var pairs = map[string]bool{"personal_id": true, "event_date": true, "author": true}

// fill shows the fields of the entry, none of them copied.
func (s *sheet) fill() bool {
	values, err := s.session.CopyFields(context.Background(), s.entry.ID)
	if err != nil {
		s.host.Fail(err)
		return false
	}
	s.fields, s.column.Objects = nil, nil
	for _, v := range values {
		s.fields = append(s.fields, control.NewCopyField(s.words, desk.LabelOf(s.words, v), v.Value, s.copier(s.entry.ID, v.Name)))
	}
	for i := 0; i < len(s.fields); i++ {
		if pairs[values[i].Name] && i+1 < len(s.fields) {
			s.column.Add(control.NewCopyPair(s.fields[i], s.fields[i+1]))
			i++
			continue
		}
		s.column.Add(s.fields[i])
	}
	s.column.Refresh()
	return true
}

// copier puts a field on the clipboard and notes that in the log.
func (s *sheet) copier(id, field string) func(string) {
	return func(value string) {
		s.host.Copy(value)
		s.copied = value
		task.Go(s.host.Runner(), "note a copied field", func(ctx context.Context) (struct{}, error) {
			// What was copied is noted also when the window locks at that moment.
			s.session.NoteCopied(context.WithoutCancel(ctx), id, field)
			return struct{}{}, nil
		}, nil)
		s.claim()
	}
}

// copyNext copies the first field that was not copied yet; after the last the keyboard goes to
// what Lifecare answers.
func (s *sheet) copyNext() {
	if s.entry == nil {
		return
	}
	for _, f := range s.fields {
		if f.Value() == "" || f.Copied() {
			continue
		}
		f.Copy()
		s.reveal(f)
		return
	}
	if s.closing.refField.Visible() {
		s.closing.reference.Focus()
	}
}

// reveal scrolls so that a field, and what comes after it, is seen.
func (s *sheet) reveal(f *control.CopyField) {
	driver := fyne.CurrentApp().Driver()
	y := driver.AbsolutePositionForObject(f).Y - driver.AbsolutePositionForObject(s.scroll.Content).Y
	room := s.scroll.Size().Height
	if low := y + 2*f.Size().Height - room; low > s.scroll.Offset.Y {
		s.scroll.ScrollToOffset(fyne.NewPos(0, min(y, low, max(0, s.scroll.Content.Size().Height-room))))
	} else if y < s.scroll.Offset.Y {
		s.scroll.ScrollToOffset(fyne.NewPos(0, y))
	}
}

// clearClipboard takes away what this screen copied, unless somebody copied something since.
func (s *sheet) clearClipboard() {
	if s.copied != "" && strings.TrimSpace(s.copied) == strings.TrimSpace(fyne.CurrentApp().Clipboard().Content()) {
		s.host.Copy("")
	}
	s.copied = ""
}

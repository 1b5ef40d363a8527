package backlog

import (
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
	session *desk.Session
	done    func(id string)

	entry     *entry.Tracked // nil when none is shown
	title     *control.Text
	about     *control.Text
	column    *fyne.Container
	scroll    *container.Scroll
	fields    []*control.CopyField
	copied    string // what this screen put on the clipboard last
	next      *control.Button
	reference *control.Entry
	reason    *control.Entry
	refField  *control.Field
	whyField  *control.Field
	enter     *control.Button
	entered   *control.FieldGrid
	closing   fyne.CanvasObject
	content   fyne.CanvasObject
}

func newSheet(h page.Host, session *desk.Session, done func(id string), shortcut func(fyne.Shortcut) bool) *sheet {
	w := h.Words()
	s := &sheet{host: h, session: session, done: done, title: control.Heading(""), about: control.Quiet(""), column: control.Stack(look.Gap)}
	// The bar of the scroll lies over what it scrolls: the right edge keeps clear of it.
	s.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space), s.column))
	s.next = control.NewButton(w.Say("backlog.copy_next"), theme.ContentCopyIcon(), s.copyNext)
	s.reference, s.reason = control.NewEntry(w.Say("backlog.reference_hint")), control.NewEntry(w.Say("backlog.reason_hint"))
	s.reference.OnShortcut, s.reason.OnShortcut = shortcut, shortcut
	s.reference.OnChanged = func(string) { s.refField.SetFault("") }
	s.reason.OnChanged = func(string) { s.whyField.SetFault("") }
	s.reference.OnSubmitted = func(string) { s.close() }
	s.reason.OnSubmitted = func(string) { s.close() }
	s.refField = control.NewField(w, w.Say("backlog.reference"), "", s.reference)
	s.whyField = control.NewField(w, w.Say("backlog.reason"), "", s.reason)
	s.enter = control.NewPrimary(w.Say("backlog.enter"), theme.ConfirmIcon(), s.close)
	s.entered = control.NewFieldGrid(w)
	// The button stands level with the fields, below a label's height of air.
	enter := control.Stack(look.Step, control.NewText(" ", control.Style{}), s.enter)
	s.closing = container.NewBorder(nil, nil, nil, container.New(layout.NewCustomPaddedLayout(0, 0, look.Space, 0), enter),
		control.Even(look.Space, s.refField, s.whyField))
	head := container.NewBorder(nil, nil, nil, container.NewCenter(s.next), control.Stack(0, s.title, s.about))
	s.content = container.NewStack(control.NewCard(container.NewBorder(head, control.Stack(0, s.closing, s.entered), nil, nil,
		container.New(layout.NewCustomPaddedLayout(look.Gap, look.Gap, 0, 0), s.scroll))))
	s.clear()
	return s
}

// id is the entry shown; empty when none is.
func (s *sheet) id() string {
	if s.entry == nil {
		return ""
	}
	return s.entry.ID
}

func (s *sheet) clear() {
	s.entry, s.fields, s.column.Objects = nil, nil, nil
	s.content.Hide()
}

// show shows an entry. What was typed to close it stays while it is the same one.
func (s *sheet) show(t entry.Tracked) {
	w := s.host.Words()
	same := s.id() == t.ID && s.entry.State == t.State
	s.entry = &t
	s.content.Show()
	if same {
		return
	}
	values, err := s.session.CopyFields(context.Background(), t.ID)
	if err != nil {
		s.host.Fail(err)
		return
	}
	s.title.SetText(s.session.Name(t.PersonID))
	s.about.SetText(w.Say("kind."+string(t.Kind)) + "  ·  " + w.Say("backlog.about", "headline", t.Headline, "name", desk.AuthorOf(w, t), "time", w.When(t.WrittenTime, s.session.Now())))
	s.fill(values)
	s.reference.SetText("")
	s.reason.SetText("")
	s.refField.SetFault("")
	s.whyField.SetFault("")
	s.showClosing(t)
	s.scroll.ScrollToTop()
	s.content.Refresh()
}

// showClosing asks for what closes the entry, or tells who closed it.
func (s *sheet) showClosing(t entry.Tracked) {
	w := s.host.Words()
	s.whyField.Hide()
	if !s.session.User().Is(t.Author.Identity) {
		s.whyField.Show()
	}
	if t.State != entry.StateEntered {
		s.entered.Hide()
		s.closing.Show()
		return
	}
	facts := []control.Fact{
		{Label: w.Say("backlog.entered_at"), Value: w.When(t.EnteredAt, s.session.Now())},
		{Label: w.Say("backlog.entered_by"), Value: w.Say("backlog.person", "name", t.EnteredBy.Name, "title", t.EnteredBy.Title)},
		{Label: w.Say("backlog.reference"), Value: t.Reference},
	}
	if t.Reason != "" {
		facts = append(facts, control.Fact{Label: w.Say("backlog.reason"), Value: t.Reason})
	}
	s.entered.Set(facts...)
	s.closing.Hide()
	s.entered.Show()
}

// pairs are fields that stand side by side, as they do in Lifecare: their values are short.
var pairs = map[string]bool{"personal_id": true, "event_date": true, "author": true}

func (s *sheet) fill(values []entry.CopyField) {
	w := s.host.Words()
	s.fields, s.column.Objects = nil, nil
	for _, v := range values {
		s.fields = append(s.fields, control.NewCopyField(w, desk.LabelOf(w, v), v.Value, s.copier(s.entry.ID, v.Name)))
	}
	for i := 0; i < len(s.fields); i++ {
		if pairs[values[i].Name] && i+1 < len(s.fields) {
			s.column.Add(control.Even(look.Gap, s.fields[i], s.fields[i+1]))
			i++
			continue
		}
		s.column.Add(s.fields[i])
	}
	s.column.Refresh()
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
	if s.closing.Visible() {
		s.reference.Focus()
	}
}

// reveal scrolls so that a field, and what comes after it, is seen.
func (s *sheet) reveal(f *control.CopyField) {
	driver := fyne.CurrentApp().Driver()
	y := driver.AbsolutePositionForObject(f).Y - driver.AbsolutePositionForObject(s.column).Y
	room := s.scroll.Size().Height
	if low := y + 2*f.Size().Height - room; low > s.scroll.Offset.Y {
		s.scroll.ScrollToOffset(fyne.NewPos(0, min(y, low, max(0, s.column.Size().Height-room))))
	} else if y < s.scroll.Offset.Y {
		s.scroll.ScrollToOffset(fyne.NewPos(0, y))
	}
}

// close marks the entry as entered, or says beside the field what is missing.
func (s *sheet) close() {
	if s.entry == nil || s.entry.State != entry.StateSigned {
		return
	}
	id, w := s.entry.ID, s.host.Words()
	_, err := s.session.Reenter(context.Background(), id, s.reference.Text, s.reason.Text)
	fault := func(f *control.Field, e *control.Entry, key string) {
		f.SetFault(w.Say(key))
		s.content.Refresh()
		e.Focus()
	}
	switch {
	case text.IsFault(err, "entry.no_reference"):
		fault(s.refField, s.reference, "backlog.no_reference")
	case text.IsFault(err, "entry.no_reason"):
		fault(s.whyField, s.reason, "backlog.no_reason")
	case err != nil:
		s.host.Fail(err)
	default:
		s.clearClipboard()
		s.done(id)
	}
}

// clearClipboard takes away what this screen copied, unless somebody copied something since.
func (s *sheet) clearClipboard() {
	if s.copied != "" && strings.TrimSpace(s.copied) == strings.TrimSpace(fyne.CurrentApp().Clipboard().Content()) {
		s.host.Copy("")
	}
	s.copied = ""
}

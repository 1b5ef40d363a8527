package page

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// EntryView shows one signed entry whole: what was written, by whom and when, how far it has come, the
// versions before it, any that another laptop made beside it, and what its reader may do: correct it or strike it with a reason. Nothing is
// ever taken away: a struck entry is ruled through and stays legible.
type EntryView struct {
	host    Host
	session *desk.Session
	words   *text.Words
	shown   entry.Tracked
	changed func() // something happened to the entry
	reason  *control.Entry
	why     *control.Field
	strike  *control.Button
	asking  *fyne.Container
	buttons *fyne.Container
	proof   *Proof
	match   *matching
	content *fyne.Container
}

// NewEntryView makes an empty view; changed hears that the entry was struck.
func NewEntryView(h Host, changed func()) *EntryView {
	v := &EntryView{host: h, session: h.Session(), words: h.Words(), changed: changed, proof: NewProof(h), content: control.Tall(look.Gap, nil)}
	w := v.words
	v.match = newMatching(h, func(t entry.Tracked) {
		v.Show(t)
		v.host.Changed()
		v.changed()
	})
	v.reason = control.NewEntry("")
	v.reason.MaxRunes = entry.MaxValue
	v.why = control.NewField(w, w.Say("notes.strike_why"), w.Say("notes.strike_stays"), v.reason)
	v.reason.OnChanged = func(string) { v.why.SetFault("") }
	v.reason.OnSubmitted = func(string) { v.struck() }
	v.strike = control.NewDanger(w.Say("notes.strike_yes"), nil, v.struck)
	v.asking = control.Tall(look.Gap, nil, v.why, control.Flow(look.Gap, control.NewButton(w.Say("notes.strike_no"), nil, func() { v.ask(false) }), v.strike))
	return v
}

// Content is the view.
func (v *EntryView) Content() fyne.CanvasObject { return v.content }

// Show shows an entry.
func (v *EntryView) Show(t entry.Tracked) {
	v.shown = t
	v.content.Objects = []fyne.CanvasObject{v.head(t)}
	v.body(t)
	for _, line := range v.lines(t) {
		v.content.Add(control.NewText(line, control.Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true}))
	}
	v.match.show(t)
	v.content.Add(v.match.content)
	v.buttons = v.acts(t)
	v.content.Add(v.buttons)
	v.content.Add(v.asking)
	v.content.Add(v.proof.Content())
	v.versions(t)
	v.ask(false)
}

// Clear shows nothing.
func (v *EntryView) Clear() {
	v.proof.Close()
	v.content.RemoveAll()
}

func (v *EntryView) head(t entry.Tracked) fyne.CanvasObject {
	marks := control.Flow(look.Step)
	for _, mark := range v.marks(t) {
		marks.Add(control.NewMark(mark))
	}
	title := v.words.When(t.EventTime, v.session.Now()) + "  " + EntryHead(v.session, t.Entry)
	return control.Tall(look.Step, nil, control.NewText(title, control.Style{Bold: true, Wrap: true}), marks)
}

// marks say how far an entry has come.
func (v *EntryView) marks(t entry.Tracked) []control.Mark {
	ink, state := look.Return, t.StateAt(v.session.Now())
	switch state {
	case entry.StateEntered, entry.StateVerified:
		ink = look.Normal
	case entry.StateStruck, entry.StateCorrected:
		ink = look.Quiet
	case entry.StateUnknown:
		ink = look.Notice
	}
	marks := []control.Mark{{Text: text.Capital(desk.StateName(v.words, state)), Color: ink}}
	if t.Paper != nil {
		marks = append(marks, control.Mark{Text: v.words.Say("notes.paper")})
	}
	return marks
}

// body is what was written, ruled through where it no longer holds.
func (v *EntryView) body(t entry.Tracked) {
	ended := t.State == entry.StateStruck || t.State == entry.StateCorrected
	for _, fact := range EntryFacts(v.session, t.Entry) {
		v.content.Add(control.NewText(v.words.Say("notes.fact", "label", fact.Label, "value", fact.Value), control.Style{Wrap: true, Copy: true, Struck: ended}))
	}
	for _, passage := range strings.Split(strings.TrimSpace(t.Text), "\n") {
		if strings.TrimSpace(passage) != "" {
			v.content.Add(control.NewText(passage, control.Style{Wrap: true, Copy: true, Struck: ended}))
		}
	}
}

// lines are who wrote it and when, and what has happened to it since.
func (v *EntryView) lines(t entry.Tracked) []string {
	w := v.words
	by := w.Say("notes.by", "kind", v.session.KindTitle(t.Kind), "author", desk.AuthorOf(w, t), "title", t.Author.Title, "when", w.Moment(t.WrittenTime.In(care.Stockholm)))
	if t.Paper != nil && t.Paper.Name != "" {
		by = w.Say("notes.by_paper", "kind", v.session.KindTitle(t.Kind), "writer", t.Paper.Name, "author", desk.AuthorOf(w, t), "title", t.Author.Title, "when", w.Moment(t.WrittenTime.In(care.Stockholm)))
	}
	lines := []string{by}
	if t.Paper != nil && t.Paper.Number != "" {
		lines = append(lines, w.Say("notes.paper_number", "number", t.Paper.Number))
	}
	if t.Clock == entry.ClockUncertain {
		lines = append(lines, w.Say("notes.clock"))
	}
	if t.Parts > 1 {
		lines = append(lines, w.Say("notes.part", "part", t.Part, "parts", t.Parts))
	}
	if !t.EnteredAt.IsZero() {
		lines = append(lines, w.Say("notes.entered", "name", t.EnteredBy.Name, "when", w.Moment(t.EnteredAt.In(care.Stockholm)), "reference", t.Reference))
	}
	if !t.EndedAt.IsZero() {
		lines = append(lines, w.Say("notes.ended."+string(t.State), "name", t.EndedBy.Name, "when", w.Moment(t.EndedAt.In(care.Stockholm)), "reason", t.EndedReason))
	}
	return lines
}

// versions are those that another laptop made without knowing of this one, and those before it, oldest
// last.
func (v *EntryView) versions(t entry.Tracked) {
	rivals := v.session.Rivals(t.ID)
	for _, rival := range rivals {
		v.content.Add(control.NewNoticeBox(control.ToneNotice, v.words.Say("notes.rival"), v.version(rival)))
	}
	if t.Corrects == "" {
		return
	}
	all, err := v.session.Versions(t.ID)
	if err != nil {
		return // what can't be read says nothing here
	}
	for _, before := range slices.Backward(all) {
		beside := slices.ContainsFunc(rivals, func(r entry.Tracked) bool { return r.ID == before.ID })
		if before.ID != t.ID && !beside && before.WrittenTime.Before(t.WrittenTime) {
			v.content.Add(control.NewSection(v.words.Say("notes.before"), v.version(before)))
		}
	}
}

// version is another version of the entry, to read.
func (v *EntryView) version(t entry.Tracked) fyne.CanvasObject {
	other := &EntryView{host: v.host, session: v.session, words: v.words, content: control.Tall(look.Gap, nil)}
	other.content.Add(other.head(t))
	other.body(t)
	for _, line := range other.lines(t) {
		other.content.Add(control.NewText(line, control.Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true}))
	}
	return other.content
}

// acts are what the reader may do with the entry.
func (v *EntryView) acts(t entry.Tracked) *fyne.Container {
	w, row := v.words, control.Flow(look.Gap)
	_, strikes := t.State.After(entry.EventStruck)
	if v.session.May(access.RightWrite) == nil && strikes {
		row.Add(control.NewButton(w.Say("notes.correct"), theme.DocumentCreateIcon(), func() { v.host.Show(Place{Page: Write, Corrects: t.ID}) }))
		row.Add(control.NewButton(w.Say("notes.strike"), theme.ContentRemoveIcon(), func() { v.ask(true) }))
	}
	if t.State.Waits() && v.session.May(access.RightReenter) == nil {
		row.Add(control.NewButton(w.Say("notes.reenter"), theme.UploadIcon(), func() { v.host.Show(Place{Page: Backlog, EntryID: t.ID}) }))
	}
	if t.Paper != nil {
		for i, id := range t.Paper.Pictures {
			row.Add(control.NewButton(w.Say("notes.picture", "n", i+1), theme.FileImageIcon(), func() { v.picture(t.ID, id) }))
		}
	}
	return row
}

// ask asks why the entry is struck, or takes the question away.
func (v *EntryView) ask(on bool) {
	v.asking.Hidden, v.buttons.Hidden = !on, on
	v.reason.SetText("")
	v.proof.Clear()
	v.content.Refresh()
	if on {
		v.reason.Focus()
	}
}

func (v *EntryView) struck() {
	reason := strings.TrimSpace(v.reason.Text)
	if reason == "" {
		v.why.SetFault(v.words.Say("notes.strike_needs"))
		v.reason.Focus()
		return
	}
	if v.strike.Disabled() {
		return
	}
	v.proof.Before(func() {
		v.strike.Disable()
		task.Go(v.host.Runner(), "strike", func(ctx context.Context) (entry.Tracked, error) {
			return v.session.Strike(context.WithoutCancel(ctx), v.shown.ID, reason)
		}, func(t entry.Tracked, err error) {
			v.strike.Enable()
			if err != nil {
				v.why.SetFault(v.words.Explain(err))
				return
			}
			v.Show(t)
			v.host.Tell(v.words.Say("notes.struck"))
			v.host.Changed()
			v.changed()
		})
	})
}

// picture shows a picture of the paper that the entry was written down from.
func (v *EntryView) picture(entryID, docID string) {
	task.Go(v.host.Runner(), "picture", func(ctx context.Context) ([]byte, error) {
		_, raw, err := v.session.Picture(ctx, entryID, docID)
		return raw, err
	}, func(raw []byte, err error) {
		if err != nil {
			v.host.Fail(err)
			return
		}
		drawn, err := Picture(raw, look.ReadingWidth())
		if err != nil {
			v.host.Fail(err)
			return
		}
		v.content.Add(container.NewHBox(drawn))
		v.content.Refresh()
	})
}

package review

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// noteRows is how many lines of a reviewer's word are seen at the least.
const noteRows = 4

// waiting is what must be reviewed and has not been: emergency envelopes and protected identities
// that were opened.
type waiting struct {
	host   page.Host
	words  *text.Words
	noted  func() // something was noted
	lines  []desk.LogLine
	list   *control.TwoLineList
	facts  *control.FieldGrid
	note   *noteField
	pane   fyne.CanvasObject
	some   fyne.CanvasObject
	none   fyne.CanvasObject
	opened string // id of the line whose facts are shown
	// typed keeps what was begun about each line, so that looking at another loses nothing.
	typed   map[string]string
	content fyne.CanvasObject
}

func newWaiting(h page.Host, noted func()) *waiting {
	w := h.Words()
	p := &waiting{host: h, words: w, noted: noted, typed: map[string]string{}}
	p.list = control.NewTwoLineList(func() int { return len(p.lines) }, p.row)
	p.list.OnPicked = func(i int) { p.open(p.lines[i]) }
	p.list.OnChosen = func(int) { p.note.entry.Focus() }
	p.facts = control.NewFieldGrid(w)
	p.note = newNoteField(h, noteRows, p.save)
	// What is read and written scrolls in a low window, and the button stays below it.
	inside := container.New(layout.NewCustomPaddedLayout(0, look.Space, look.Step, look.Wide),
		control.Stack(look.Space, p.facts, control.Quiet(w.Say("review.waiting_why")), p.note.field))
	p.pane = control.NewCard(container.NewBorder(nil, p.note.foot, nil, nil, container.NewVScroll(inside)))
	p.some = control.NewColumns(0.42, control.NewCard(p.list), p.pane)
	p.none = control.NewEmpty(theme.ConfirmIcon(), w.Say("review.none"), w.Say("review.none_why"), "", nil)
	p.some.Hide()
	p.content = container.NewStack(p.some, p.none)
	return p
}

func (p *waiting) focus() fyne.Focusable {
	if len(p.lines) == 0 {
		return nil
	}
	return p.list
}

// show shows what waits now, and stays at the line that was open if it still does.
func (p *waiting) show(lines []desk.LogLine) {
	p.lines = lines
	p.list.Renew()
	p.none.Hide()
	p.some.Hide()
	if len(lines) == 0 {
		p.opened = ""
		p.none.Show()
		return
	}
	p.some.Show()
	at := max(0, slices.IndexFunc(lines, func(l desk.LogLine) bool { return l.ID == p.opened }))
	p.list.PickQuietly(at)
	p.open(lines[at])
}

func (p *waiting) row(i int) control.TwoLines {
	l := p.lines[i]
	below := p.words.When(l.At, p.host.Session().Now()) + " · " + who(p.words, l.Event)
	title := did(p.words, l.Event)
	if l.PersonName != "" {
		title += ": " + l.PersonName
	}
	return control.TwoLines{Title: title, Subtitle: below}
}

func (p *waiting) open(l desk.LogLine) {
	if p.opened != "" {
		p.typed[p.opened] = p.note.entry.Text
	}
	p.opened = l.ID
	p.facts.Set(facts(p.words, p.host.Session(), l)...)
	p.note.reset(p.typed[l.ID])
	p.pane.Refresh()
}

func (p *waiting) save(note string) {
	id := p.opened
	p.note.store(id, note, func() {
		delete(p.typed, id)
		p.opened = ""
		p.noted()
	})
}

// noteField is where a reviewer writes a word, which is final.
type noteField struct {
	host  page.Host
	entry *control.Entry
	field *control.Field
	press *control.Button
	foot  *fyne.Container
	busy  bool
}

func newNoteField(h page.Host, rows int, save func(note string)) *noteField {
	w := h.Words()
	n := &noteField{host: h, entry: control.NewTextArea("", rows)}
	n.field = control.NewField(w, w.Say("review.note"), w.Say("review.note_hint"), n.entry)
	n.entry.OnChanged = func(string) { n.field.SetFault("") }
	n.press = control.NewPrimary(w.Say("review.note_save"), theme.ConfirmIcon(), func() { save(n.entry.Text) })
	n.foot = container.NewHBox(n.press)
	return n
}

// reset shows what was begun about a line.
func (n *noteField) reset(typed string) {
	n.entry.SetText(typed)
	n.field.SetFault("")
}

// store notes a review and tells when it is stored.
func (n *noteField) store(id, note string, then func()) {
	if n.busy {
		return
	}
	n.busy = true
	n.press.Disable()
	session := n.host.Session()
	task.Go(n.host.Runner(), "note review", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, session.NoteReview(ctx, id, note)
	}, func(_ struct{}, err error) {
		n.busy = false
		n.press.Enable()
		if err != nil {
			n.field.SetFault(n.host.Words().Explain(err))
			n.entry.Focus()
			return
		}
		n.entry.SetText("")
		n.host.Tell(n.host.Words().Say("review.noted"))
		n.host.Changed()
		then()
	})
}

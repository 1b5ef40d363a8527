package outage

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// readings are what is read off in an outage; the sentences "outagepage.reading.<reading>" word them.
var readings = []string{"ups", "battery", "fridge", "fuel", "other"}

func readingName(w *text.Words, reading string) string {
	for _, known := range readings {
		if known == reading {
			return w.Say("outagepage.reading." + reading)
		}
	}
	return reading
}

// noting is the field for a note or a reading.
type noting struct {
	host    page.Host
	what    *control.Select
	typed   *control.Entry
	frame   *control.Field
	content fyne.CanvasObject
	tell    func(outage.Event)
}

func newNoting(h page.Host, tell func(outage.Event)) *noting {
	w := h.Words()
	n := &noting{host: h, typed: control.NewEntry(w.Say("outagepage.note.placeholder")), tell: tell}
	names := []string{w.Say("outagepage.note.plain")}
	for _, r := range readings {
		names = append(names, readingName(w, r))
	}
	n.what = control.NewSelect(names, "", nil)
	n.what.SetSelectedIndex(0)
	n.typed.MaxRunes = mostNote
	n.typed.OnSubmitted = func(string) { n.save() }
	n.frame = control.NewField(w, "", w.Say("outagepage.note.hint"), n.typed)
	n.content = control.Tall(look.Gap, nil, n.what, n.frame,
		control.Flow(look.Gap, control.NewButton(w.Say("outagepage.note.save"), theme.DocumentSaveIcon(), n.save)))
	return n
}

// mostNote is how many characters a note of the timeline has at most.
const mostNote = 500

func (n *noting) save() {
	typed := strings.TrimSpace(n.typed.Text)
	if typed == "" {
		n.frame.SetFault(n.host.Words().Say("outagepage.note.empty"))
		return
	}
	if n.typed.TooLong() {
		return
	}
	e := outage.Event{Type: outage.EventNote, Text: typed}
	if i := n.what.SelectedIndex(); i > 0 {
		e = outage.Event{Type: outage.EventReading, Reading: readings[i-1], Value: typed}
	}
	n.tell(e)
}

// saved empties the field; failed keeps what was typed and says why.
func (n *noting) saved() {
	n.typed.SetText("")
	n.frame.SetFault("")
}

func (n *noting) failed(err error) { n.frame.SetFault(n.host.Words().Explain(err)) }

package outage

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/outage"
)

// topicReport opens the text of the report of what goes on, without questions.
const topicReport = "report"

// trouble is "Något fungerar inte": one plain question a card, and at the end what it probably is.
type trouble struct {
	host    page.Host
	cards   []question
	at      int // the card that is shown; one past the last is what came of it
	begun   bool
	answers outage.Answers
	finding *finding

	count   *control.Text
	title   *control.Text
	hint    *control.Text
	body    *fyne.Container
	scroll  *container.Scroll
	back    *control.Button
	next    *control.Button
	asking  *fyne.Container
	content *fyne.Container
}

// question is a card: what is asked, its answers, and what they mean.
type question interface {
	// ask gives the words of the card and what is answered by, made anew for what was answered before.
	ask(a outage.Answers) (title, hint string, by fyne.CanvasObject)
	// read puts what was answered into the answers.
	read(a *outage.Answers)
	// target is where the keyboard starts.
	target() fyne.Focusable
}

func newTrouble(h page.Host) *trouble {
	w := h.Words()
	t := &trouble{host: h, count: control.Quiet(""), title: control.Title(""), hint: control.Quiet(""), body: container.NewStack(), content: container.NewStack()}
	t.cards = questions(h, func() { t.goOn() })
	t.back = control.NewButton(w.Say("outagepage.ask.back"), theme.NavigateBackIcon(), func() { t.show(t.at - 1) })
	t.next = control.NewPrimary(w.Say("outagepage.ask.next"), theme.NavigateNextIcon(), t.goOn)
	t.scroll = container.NewVScroll(container.NewStack(control.Padded(look.Step, t.body)))
	head := control.Padded(look.Step, control.Tall(look.Gap, nil, t.count, t.title, t.hint))
	foot := control.Padded(look.Step, control.Flow(look.Gap, t.back, t.next))
	t.asking = container.NewStack(control.NewCard(container.NewBorder(head, foot, nil, nil, t.scroll)))
	t.finding = newFinding(h, func(card int) {
		if card < 0 {
			card = len(t.cards) - 1
		}
		t.show(card)
		t.focus()
	}, t.restart)
	t.finding.kept = func(a outage.Answers) { t.answers = a }
	return t
}

// Content is the card.
func (t *trouble) Content() fyne.CanvasObject { return t.content }

// Open begins from the first question, or goes on where one was when only the tab was pressed. A topic is
// a system that doesn't work, or the report of what goes on.
func (t *trouble) Open(at page.Place) {
	t.listen()
	switch {
	case at.Topic == topicReport:
		t.report()
		return
	case at.Page != "" || !t.begun:
		t.answers = outage.Answers{}
		if at.Topic != "" {
			t.answers.Systems = []string{at.Topic}
		}
		t.begun = true
		t.show(0)
		return
	}
	t.show(t.at)
}

// report goes straight to the text, with what the outage that goes on has taken.
func (t *trouble) report() {
	view, open := t.host.Session().OpenOutage()
	if !open {
		t.Open(page.Place{Page: page.Outage})
		return
	}
	t.begun = true
	t.answers = outage.Answers{}
	for _, s := range view.States {
		if s.Still == outage.StillNot && s.System.PartOf == "" {
			t.answers.Systems = append(t.answers.Systems, s.System.ID)
		}
	}
	t.at = len(t.cards)
	t.finding.report(t.answers, view.Outage)
	t.put(t.finding.content)
}

func (t *trouble) restart() {
	t.answers = outage.Answers{}
	t.show(0)
	t.focus()
}

// onward are the keys that show the next card from wherever the keyboard is.
var onward = []fyne.Shortcut{&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl},
	&desktop.CustomShortcut{KeyName: fyne.KeyEnter, Modifier: fyne.KeyModifierControl}}

func (t *trouble) listen() {
	for _, k := range onward {
		t.host.Window().Canvas().AddShortcut(k, func(fyne.Shortcut) { t.goOn() })
	}
}

// Leave keeps the answers: who looks something up comes back to the same question.
func (t *trouble) Leave() {
	for _, k := range onward {
		t.host.Window().Canvas().RemoveShortcut(k)
	}
}

// Focus is the first answer.
func (t *trouble) Focus() fyne.Focusable {
	if t.at < len(t.cards) {
		return t.cards[t.at].target()
	}
	return t.finding.target()
}

func (t *trouble) focus() {
	if f := t.Focus(); f != nil {
		t.host.Window().Canvas().Focus(f)
	}
	if t.at == len(t.cards) {
		t.finding.scroll.ScrollToTop() // what came of it is read before the button below it is pressed
	}
}

// Escape goes one question back.
func (t *trouble) Escape() bool {
	if t.at == 0 {
		return false
	}
	t.show(t.at - 1)
	t.focus()
	return true
}

// goOn reads the card and shows the next, or what came of it.
func (t *trouble) goOn() {
	if t.at < len(t.cards) {
		t.cards[t.at].read(&t.answers)
		t.show(t.at + 1)
		t.focus()
	}
}

func (t *trouble) show(at int) {
	t.at = min(max(0, at), len(t.cards))
	if t.at == len(t.cards) {
		t.finding.show(t.answers)
		t.put(t.finding.content)
		return
	}
	title, hint, by := t.cards[t.at].ask(t.answers)
	t.count.SetText(t.host.Words().Say("outagepage.ask.count", "n", t.at+1, "total", len(t.cards)))
	t.title.SetText(title)
	t.hint.SetText(hint)
	t.hint.Hidden = hint == ""
	t.body.Objects = []fyne.CanvasObject{by}
	t.scroll.ScrollToTop()
	control.FollowAll(t.scroll, by)
	t.back.Hidden = t.at == 0
	t.put(t.asking)
	t.asking.Refresh()
}

func (t *trouble) put(o fyne.CanvasObject) {
	t.content.Objects = []fyne.CanvasObject{o}
	t.content.Refresh()
}

// picked are the ids that were chosen among options.
func picked(o *control.Options, ids []string) []string {
	var chosen []string
	for _, i := range o.Chosen() {
		chosen = append(chosen, ids[i])
	}
	return chosen
}

// places are where ids stand among options.
func places(ids, chosen []string) []int {
	var at []int
	for i, id := range ids {
		if slices.Contains(chosen, id) {
			at = append(at, i)
		}
	}
	return at
}

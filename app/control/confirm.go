package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Confirm asks in place, on the page, before something that can't be taken back.
type Confirm struct {
	widget.BaseWidget
	question *Text
	more     *Text
	yes, no  *Button
	done     func(bool)
}

// NewConfirm makes a question that is hidden until Ask. Answer hears true for yes.
func NewConfirm(question, yes, no string, answer func(yes bool)) *Confirm {
	c := &Confirm{question: NewText(question, Style{Wrap: true, Bold: true}), more: Plain(""), done: answer}
	c.more.Hide()
	c.yes = NewDanger(yes, nil, func() { c.answer(true) })
	c.no = NewButton(no, nil, func() { c.answer(false) })
	c.ExtendBaseWidget(c)
	c.Hide()
	return c
}

// Ask shows the question and puts the keyboard on no.
func (c *Confirm) Ask() {
	c.Show()
	focus(c.no)
}

// AskThis changes the question, then asks.
func (c *Confirm) AskThis(question string) {
	c.question.SetText(question)
	c.Ask()
}

// AskWith is AskThis with more about it below: what goes, and what never does.
func (c *Confirm) AskWith(question, more string) {
	c.more.SetText(more)
	c.more.Show()
	c.AskThis(question)
}

func (c *Confirm) answer(yes bool) {
	c.Hide()
	if c.done != nil {
		c.done(yes)
	}
}

// CreateRenderer is for Fyne.
func (c *Confirm) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(noticeBox(ToneNotice, c.question, Stack(look.Gap, c.more, Beside(look.Gap, c.no, c.yes))))
}

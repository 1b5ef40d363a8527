package intake

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// brought shows in a narrow pane what would come in: the counts, and row by row what is wrong
// first.
type brought struct {
	words   *text.Words
	file    file
	counts  *control.Text
	format  *control.Text
	fault   *fyne.Container
	failing *control.Scroller // around the fault, in the place of the list
	list    *control.TwoLineList
	full    *control.Text
	content fyne.CanvasObject
}

func newBrought(w *text.Words) *brought {
	o := &brought{words: w, counts: control.NewText("", control.Style{Bold: true, Wrap: true}), format: control.Quiet(""), fault: control.Stack(0)}
	o.failing = control.NewScroller(o.fault)
	o.failing.Hide()
	o.list = control.NewTwoLineList(func() int { return len(o.file.lines) }, o.row)
	o.list.OnPicked = func(i int) { o.tell(o.file.lines[i]) }
	o.full = control.NewText("", control.Style{Wrap: true, Copy: true})
	o.content = container.NewBorder(control.Stack(look.Gap, o.format, o.counts), o.full, nil, nil, container.NewStack(o.list, o.failing))
	return o
}

// show shows what a file would do.
func (o *brought) show(f file) {
	if f.err != "" {
		o.fail(f.err)
		return
	}
	o.set(f, f.summary(o.words), f.format)
}

// wait says what is under way.
func (o *brought) wait(sentence string) { o.set(file{}, sentence, "") }

// fail says why nothing would come in.
func (o *brought) fail(sentence string) {
	o.set(file{}, "", "")
	o.fault.Objects = []fyne.CanvasObject{control.NewNoticeBox(control.ToneNotice, sentence, nil)}
	o.list.Hide()
	o.failing.Show()
	o.content.Refresh()
}

func (o *brought) set(f file, counts, format string) {
	o.file = f
	o.counts.SetText(counts)
	o.counts.Hidden = counts == ""
	o.format.SetText(format)
	o.format.Hidden = format == ""
	o.fault.Objects = nil
	o.failing.Hide()
	o.list.Show()
	o.full.SetText("")
	o.full.Hide()
	o.list.Renew()
	o.content.Refresh()
}

// row is a row of the file: what it means and whom it is about, and what it says.
func (o *brought) row(i int) control.TwoLines {
	l, w := o.file.lines[i], o.words
	row := control.TwoLines{Title: join(l.who, l.what), Subtitle: l.detail,
		Marks: []control.Mark{{Text: w.Say("intakepage.outcome." + string(l.outcome)), Color: inkOf(l.outcome)}}}
	if l.outcome == wrong || l.outcome == doubtful {
		row.Title = l.what
		if l.at != "" {
			row.Title = w.Say("intakepage.at_row", "rest", join(l.at, l.what))
		}
	}
	return row
}

func (o *brought) tell(l line) {
	o.full.SetText(sentenceOf(o.words, l))
	o.full.Show()
	o.content.Refresh()
}

// inkOf is the colour of an outcome, beside its sign and word.
func inkOf(o outcome) fyne.ThemeColorName {
	return map[outcome]fyne.ThemeColorName{wrong: look.Outage, doubtful: look.Notice, outcome(care.OutcomeGone): look.Notice,
		outcome(care.OutcomeChanged): look.Binder, outcome(care.OutcomeNew): look.Normal, outcome(care.OutcomeUnchanged): look.Quiet}[o]
}

// sentenceOf is a row in full: a list has room for the beginning only.
func sentenceOf(w *text.Words, l line) string {
	sentence := join(l.at, w.Say("intakepage.outcome."+string(l.outcome)), l.what, l.who, l.detail)
	if l.at != "" {
		sentence = w.Say("intakepage.at_row", "rest", sentence)
	}
	return sentence
}

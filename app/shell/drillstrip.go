package shell

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/text"
)

// drillStrip lies below the state band during a drill: how much time is left, what to do now, and for
// tasks that end with a call the telephone to dial on.
type drillStrip struct {
	drill   *drill
	words   *text.Words
	clock   *control.Text
	nth     *control.Text
	task    *control.Text
	hint    *control.Text
	number  *control.Entry
	dial    *control.Button
	phone   *fyne.Container
	skip    *control.Button
	stop    *control.Button
	content fyne.CanvasObject
}

// hintStyle is how the line below the task is set.
var hintStyle = control.Style{Size: look.SizeSmall, Wrap: true, Color: look.Quiet}

// dialWidth is the telephone's, in characters.
const dialWidth = 9

func newDrillStrip(d *drill) *drillStrip {
	w := d.window.words
	s := &drillStrip{drill: d, words: w}
	s.clock = control.NewText("", control.Style{Size: look.SizeLargest, Bold: true})
	s.nth = control.Small("")
	s.task = control.NewText("", control.Style{Bold: true, Wrap: true})
	s.hint = control.NewText("", hintStyle)
	s.number = control.NewEntry(w.Say("drill.dial_hint"))
	s.number.OnSubmitted = func(string) { s.call() }
	s.number.OnChanged = func(string) { s.hinted(d.tasks[d.at].hint, hintStyle) }
	s.dial = control.NewPrimary(w.Say("drill.dial"), nil, s.call)
	s.phone = control.Beside(look.Gap, control.Wide(dialWidth, s.number), s.dial)
	s.skip = control.NewButton(w.Say("drill.skip"), theme.MediaSkipNextIcon(), func() { d.done(false) })
	s.stop = control.NewButton(w.Say("drill.stop"), theme.CancelIcon(), d.window.endDrill)
	left := control.Stack(0, s.clock, s.nth)
	right := container.NewCenter(control.Beside(look.Gap, s.phone, s.skip, s.stop))
	s.content = container.NewStack(control.NewPlate(look.NoticeSoft, look.Notice, 1, 0),
		container.New(layout.NewCustomPaddedLayout(look.Gap, look.Gap, look.Space, look.Space),
			container.NewBorder(nil, nil, left, right, container.New(layout.NewCustomPaddedLayout(0, 0, look.Space, look.Space),
				control.Stack(look.Step, s.task, s.hint)))))
	return s
}

// show shows the task that is given now.
func (s *drillStrip) show() {
	d := s.drill
	now := d.tasks[d.at]
	s.nth.SetText(s.words.Say("drill.nth", "n", d.at+1, "of", len(d.tasks)))
	s.task.SetText(now.task)
	s.hinted(now.hint, hintStyle)
	s.number.SetText("")
	show(s.phone, len(now.numbers) > 0)
	s.tick()
	s.drill.window.open.frame.content.Refresh()
}

func (s *drillStrip) hinted(sentence string, style control.Style) {
	s.hint.SetStyle(style)
	s.hint.SetText(sentence)
}

// tick shows the time that is left.
func (s *drillStrip) tick() { s.clock.SetText(clockLeft(s.drill.left())) }

// clockLeft is a time to count down, in minutes and seconds.
func clockLeft(left time.Duration) string {
	n := max(0, int((left+time.Second-1)/time.Second))
	return fmt.Sprintf("%d:%02d", n/60, n%60)
}

// call dials what was typed, and says what is wrong with another number than the right one.
func (s *drillStrip) call() {
	typed, now := s.number.Text, s.drill.tasks[s.drill.at]
	if len(now.numbers) == 0 || s.drill.dial(typed) {
		return
	}
	s.hinted(now.wrong, control.Style{Size: look.SizeSmall, Wrap: true, Bold: true, Color: look.Outage})
	s.number.Focus()
	s.drill.window.open.frame.content.Refresh()
}

// card tells how the drill went, task by task.
func (d *drill) card(read fyne.CanvasObject, failed error) fyne.CanvasObject {
	w := d.window.words
	rows := control.Stack(look.Gap)
	for i, t := range d.told.Tasks {
		span := seconds(w, t.Seconds)
		tone, said := control.ToneGood, w.Say("drill.result.done", "span", span)
		if !t.Done {
			tone, said = control.ToneNotice, w.Say("drill.result.not")
		}
		rows.Add(control.NewNoticeBox(tone, d.tasks[i].task, control.Plain(said)))
	}
	head := control.Title(w.Say("drill.result.title", "n", d.told.Done(), "of", len(d.told.Tasks)))
	said := control.Plain(w.Say("drill.result.took", "span", seconds(w, int(d.told.Took()/time.Second))))
	column := control.Stack(look.Space, head, said, rows)
	if failed != nil {
		column.Add(control.NewNoticeBox(control.ToneFault, w.Say("drill.result.lost"), control.Plain(w.Explain(failed))))
	} else {
		column.Add(control.Quiet(w.Say("drill.result.kept")))
	}
	column.Add(container.NewHBox(read))
	return container.NewVScroll(container.New(&card{wide: true}, column))
}

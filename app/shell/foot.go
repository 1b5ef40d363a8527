package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/text"
)

// tellFor is how many seconds a result stays in the foot. A fault stays until it is closed or
// something else is said.
const tellFor = 12

// foot is the line at the bottom: how things stand, or for a while what has just happened.
type foot struct {
	line    *control.StatusLine
	quiet   *control.QuietMessage
	message *fyne.Container
	content fyne.CanvasObject
	left    int // seconds until the message goes; 0 when it stays
}

func newFoot(words *text.Words) *foot {
	f := &foot{line: control.NewStatusLine(), quiet: control.NewQuietMessage()}
	shut := control.NewFlat(words.Say("shell.close_message"), theme.CancelIcon(), f.clear)
	f.message = container.NewStack(control.NewPlate(look.Sheet, "", 0, 0), container.New(tight{}, widget.NewSeparator(),
		control.Padded(look.Step, container.NewBorder(nil, nil, nil, shut, control.Padded(look.Step, f.quiet)))))
	f.message.Hide()
	f.content = container.NewStack(f.line, f.message)
	return f
}

func (f *foot) status(parts []string, clock string) { f.line.Set(clock, parts...) }

func (f *foot) tell(sentence string) {
	f.say(control.ToneGood, sentence)
	f.left = tellFor
}

// note says for a while what somebody should see to, with a button that leads there; empty for none.
func (f *foot) note(sentence, button string, press func()) {
	f.quiet.SayWith(control.ToneNotice, sentence, button, press)
	f.show()
	f.left = 2 * tellFor
}

func (f *foot) fail(sentence string) {
	f.say(control.ToneFault, sentence)
	f.left = 0
}

func (f *foot) say(tone control.Tone, sentence string) {
	f.quiet.Say(tone, sentence)
	f.show()
}

func (f *foot) show() {
	f.message.Show()
	f.content.Refresh()
}

func (f *foot) clear() {
	f.left = 0
	f.quiet.Clear()
	f.message.Hide()
	f.content.Refresh()
}

// tick is called every second.
func (f *foot) tick() {
	if f.left > 0 {
		if f.left--; f.left == 0 {
			f.clear()
		}
	}
}

// text is what the foot tells; empty when it shows how things stand.
func (f *foot) text() string { return f.quiet.Text() }

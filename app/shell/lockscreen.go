package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/text"
)

// way is how somebody opens the binder.
type way int

const (
	byName     way = iota // name and passphrase
	byEnvelope            // a temporary, with the code of a shift envelope
	byRecovery            // the recovery code
)

// ways are worded "shell.lock.way.<word>" on the buttons that lead to them.
var ways = []string{byName: "name", byEnvelope: "envelope", byRecovery: "recovery"}

// lockScreen asks who opens the binder. It says nothing about the unit or who may open it.
type lockScreen struct {
	window     *Window
	words      *text.Words
	user       *control.Entry
	passphrase *control.Entry
	code       *control.Entry    // recovery code
	arrival    *arrival          // of a temporary
	parts      []*fyne.Container // by way
	others     []*control.Button // by way: each leads there
	openIt     *control.Button
	message    *fyne.Container
	over       fyne.CanvasObject // that a shift is over; nil when none was
	wait       *control.Text     // how long until the next try
	waiting    fyne.CanvasObject
	left       int           // seconds until the next try
	sealed     *control.Text // how many files wait to be imported; hidden when none does
	busy       *fyne.Container
	doing      *control.Text
	bar        *widget.ProgressBarInfinite
	symbol     fyne.CanvasObject
	card       *card
	scroll     *container.Scroll
	by         way
	opening    bool
	seconds    int // that the binder has been opening
}

func (w *Window) showLock() {
	w.front = newLockScreen(w)
	w.put(w.front.content())
	if w.alone {
		w.win.Canvas().Focus(w.front.passphrase)
	} else {
		w.win.Canvas().Focus(w.front.user)
	}
	w.front.askWait()
	w.folder.follow()
	w.folder.count()
}

func newLockScreen(w *Window) *lockScreen {
	l := &lockScreen{window: w, words: w.words, message: container.NewStack()}
	say := w.words.Say
	l.user = control.NewEntry("")
	l.passphrase = control.NewPasswordEntry("")
	l.code = control.NewEntry("")
	l.arrival = newArrival(w.words, l.submit)
	l.user.OnSubmitted = func(string) { w.win.Canvas().Focus(l.passphrase) }
	l.passphrase.OnSubmitted = func(string) { l.submit() }
	l.code.OnSubmitted = func(string) { l.submit() }
	l.parts = []*fyne.Container{
		byName: control.Stack(look.Space, control.NewField(w.words, say("shell.lock.user"), "", l.user),
			control.NewField(w.words, say("shell.lock.passphrase"), "", l.passphrase)),
		byEnvelope: l.arrival.content,
		byRecovery: control.Stack(look.Space, control.NewField(w.words, say("shell.lock.code"), say("shell.lock.code_hint"), l.code)),
	}
	for to, word := range ways {
		l.others = append(l.others, control.NewFlat(say("shell.lock.way."+word), nil, func() { l.choose(way(to)) }))
	}
	l.openIt = control.NewPrimary(say("shell.lock.open"), theme.LoginIcon(), l.submit)
	l.wait = control.NewText("", control.Style{Bold: true, Wrap: true})
	l.waiting = control.NewNoticeBox(control.ToneNotice, say("shell.lock.wait_why"), l.wait)
	l.bar = widget.NewProgressBarInfinite()
	l.doing = control.NewText("", control.Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true})
	l.busy = control.Stack(look.Step, l.doing, l.bar)
	l.bar.Stop()
	l.symbol, l.card = container.NewCenter(control.NewSymbol(look.IconBinder(), look.Binder, 2.4)), &card{}
	l.sealed = control.NewText("", control.Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true, Align: fyne.TextAlignCenter})
	l.sealed.Hide()
	l.message.Hide()
	l.waiting.Hide()
	l.busy.Hide()
	l.showWay()
	return l
}

func (l *lockScreen) content() fyne.CanvasObject {
	w := l.window
	column := control.Stack(look.Space,
		l.symbol, control.NewText(w.win.Title(), control.Style{Size: look.SizeLargest, Bold: true, Align: fyne.TextAlignCenter}),
		control.Stack(look.Step, control.NewText(l.words.Say("shell.lock.locked"), control.Style{Color: look.Quiet, Wrap: true, Align: fyne.TextAlignCenter}), l.sealed))
	if w.shiftEnded {
		l.over = control.NewNoticeBox(control.ToneNotice, l.words.Say("shell.lock.shift_over"), nil)
		column.Add(l.over)
	}
	if w.Demo != nil {
		column.Add(control.NewNoticeBox(control.ToneNotice, l.words.Say("shell.band.invented"),
			control.Plain(l.words.Say("shell.lock.demo", "user", w.Demo.User, "passphrase", w.Demo.Passphrase))))
	}
	for _, o := range append([]fyne.CanvasObject{l.message}, objects(l.parts)...) {
		column.Add(o)
	}
	for _, o := range []fyne.CanvasObject{l.waiting, l.busy, l.openIt, control.Stack(0, objects(l.others)...)} {
		column.Add(o)
	}
	language := control.NewFlat(l.words.Say("shell.lock.language"), nil, func() {
		choices := w.Choices
		choices.Lang = otherThan(choices.Lang)
		w.Choose(choices)
	})
	l.scroll = container.NewVScroll(container.New(l.card, column))
	for e, top := range map[*control.Entry]bool{l.arrival.code: true, l.arrival.name: true, l.arrival.secret.First: false, l.arrival.secret.Second: false} {
		e.OnFocus = func(has bool) {
			switch { // with large type not all of a temporary's fields are seen at once
			case has && top:
				l.scroll.ScrollToTop()
			case has:
				l.scroll.ScrollToBottom()
			}
		}
	}
	return container.NewBorder(nil, container.NewHBox(language), nil, nil, l.scroll)
}

// showSealed says how many files from the drop folder wait for the binder to be opened.
func (l *lockScreen) showSealed(n int) {
	l.sealed.SetText(l.words.Count("folder.sealed", n))
	show(l.sealed, n > 0)
	l.window.body.Refresh()
}

func objects[T fyne.CanvasObject](list []T) []fyne.CanvasObject {
	all := make([]fyne.CanvasObject, 0, len(list))
	for _, o := range list {
		all = append(all, o)
	}
	return all
}

func otherThan(lang text.Lang) text.Lang {
	if lang == text.English {
		return text.Swedish
	}
	return text.English
}

// choose goes to another way of opening the binder.
func (l *lockScreen) choose(to way) {
	l.by = to
	l.message.Hide()
	l.showWay()
	l.window.win.Canvas().Focus(l.first())
	l.window.body.Refresh()
}

// Arrival asks for the code of a shift envelope, as a temporary meets the lock screen.
func (w *Window) Arrival() {
	if w.front != nil {
		w.front.choose(byEnvelope)
	}
}

func (l *lockScreen) showWay() {
	for i := range ways {
		l.parts[i].Hidden = way(i) != l.by
		l.others[i].Hidden = way(i) == l.by
	}
	l.card.wide = l.by == byEnvelope
	show(l.symbol, l.by != byEnvelope)
}

// first is where the keyboard starts.
func (l *lockScreen) first() fyne.Focusable {
	return []fyne.Focusable{byName: l.user, byEnvelope: l.arrival.code, byRecovery: l.code}[l.by]
}

// entries are all fields.
func (l *lockScreen) entries() []*control.Entry {
	a := l.arrival
	return []*control.Entry{l.user, l.passphrase, l.code, a.code, a.name, a.title, a.secret.First, a.secret.Second}
}

// arrival is what a temporary says of themselves.
type arrival struct {
	code, name, title                *control.Entry
	codeField, nameField, titleField *control.Field
	secret                           *page.Passphrase
	content                          *fyne.Container
}

func newArrival(w *text.Words, submit func()) *arrival {
	a := &arrival{code: control.NewEntry(""), name: control.NewEntry(""), title: control.NewEntry("")}
	a.codeField = control.NewField(w, w.Say("shell.arrive.code"), w.Say("shell.arrive.code_hint"), a.code)
	a.nameField = control.NewField(w, w.Say("shell.arrive.name"), "", a.name)
	a.titleField = control.NewField(w, w.Say("setup.user_title"), w.Say("setup.user_title_hint"), a.title)
	a.secret = page.NewPassphrase(w, w.Say("shell.arrive.passphrase"), w.Say("setup.passphrase_again"), submit)
	for e, next := range map[*control.Entry]*control.Entry{a.code: a.name, a.name: a.title, a.title: a.secret.First} {
		e.OnSubmitted = func(string) { next.Focus() }
	}
	for e, field := range map[*control.Entry]*control.Field{a.code: a.codeField, a.name: a.nameField, a.title: a.titleField} {
		e.OnChanged = func(string) { field.SetFault("") }
	}
	a.content = control.Stack(look.Space, control.NewNoticeBox(control.ToneCalm, w.Say("shell.arrive.once"), nil),
		a.codeField, control.Even(look.Space, a.nameField, a.titleField), a.secret.Beside())
	return a
}

// clear empties the fields.
func (a *arrival) clear() {
	for _, e := range []*control.Entry{a.code, a.name, a.title} {
		e.SetText("")
	}
	a.secret.Clear()
}

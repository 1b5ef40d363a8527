// Package shell is the one window around the screens: lock screen and set-up, the column of
// places, the state band, the search field, the status line, shortcuts and the clipboard.
//
// It guarantees that a locked window holds no data about a person: the screens have saved and are
// gone, the vault is closed and released within five seconds, and what was copied is cleared.
// The window locks itself when nobody is there, and when the computer has slept.
package shell

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/settings"
	"avbrottsparm/app/task"
	"avbrottsparm/assets"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Screen is a place in the left column and how it is made, once per unlocked session.
type Screen struct {
	Name page.Name
	Icon fyne.Resource
	Make func(w *Window) page.Page
}

// Demo is a binder of the invented unit, made when the window opens.
type Demo struct {
	Open       func(ctx context.Context) (*desk.Session, error)
	User       string
	Passphrase string
}

// Params is all that the window needs.
type Params struct {
	App     fyne.App
	Desk    *desk.Desk
	Folder  string // of the binder
	Version string
	Screens []Screen
	Choices settings.Choices
	Size    fyne.Size
	// Keep is where choices and size are remembered; nil for nowhere.
	Keep fyne.Preferences
	// Papers is the folder that the evening's print is saved in where the unit has chosen none.
	Papers string
	// Left says that a viewer still shows pages that the program lent it before it started; nil normally.
	Left error
	// Drill makes an invented binder to practise in; nil where nobody practises.
	Drill func(text.Lang) (*DrillBinder, error)
	// Print prints a page on the usual printer; nil where that can't be done.
	Print func(ctx context.Context, pdf []byte) error
	// Demo opens an invented unit at once; nil for a real binder.
	Demo *Demo
	// Now is the wall clock by which the window locks itself; nil means the computer's.
	Now func() time.Time
	// Private puts a value on the clipboard where the system keeps no trail of it, and tells false where
	// there is no such way; nil where there is none.
	Private func(value string) (bool, error)
	// Screened and Own run the work of the screens and of the window; nil means real ones.
	Screened, Own *task.Runner
}

// Window is the program's one window, and the page.Host of every screen.
type Window struct {
	Params
	win   fyne.Window
	body  *fyne.Container
	words *text.Words
	clip  *clipboard
	watch *watch
	// folder is watched whether the binder is open or not.
	folder *folder

	open    *opened // nil while locked
	kept    *opened // the real binder, while a drill is shown instead of it
	locking bool
	// preparing says that a drill is being made ready.
	preparing bool
	leaving   bool // the window closes when the binder is locked
	front     *lockScreen
	// alone says that the binder was last opened without a name: it has one user, who will begin
	// with the passphrase, which must not land in the field that shows it.
	alone bool
	// founded is a binder that was just made and whose codes are being written down.
	founded *desk.Session
	// recovered is what was done to a damaged binder, until somebody has read it.
	recovered *ledger.Recovery
	// shiftEnded says that the window locked because a temporary's shift was over.
	shiftEnded bool
}

// opened is all that lives while the binder is open, and goes with it.
type opened struct {
	session  *desk.Session
	places   []Screen // those that the opener has a right to
	screens  map[page.Name]page.Page
	at       page.Name
	frame    *frame
	warned   bool // that the window will lock itself soon
	arrivals *arrivals
	live     *live
	evening  *evening
	drill    *drill // of which the binder is an invented one; nil in a real binder
	held     bool   // something covers the screens until it has been read
	read     bool   // what had to be read was read

	ends    time.Time     // of a temporary's shift; zero for everybody else
	shift   time.Duration // that was left of it when the binder opened
	seconds int           // that have passed since
	minutes int           // that were last said to be left
	arrived bool          // the temporary came in just now
}

var _ page.Host = (*Window)(nil)

// New makes the window, not yet shown.
func New(p Params) *Window {
	if p.Now == nil {
		p.Now = time.Now
	}
	if p.Screened == nil {
		p.Screened = task.New()
	}
	if p.Own == nil {
		p.Own = task.New()
	}
	p.Choices = p.Choices.Within()
	w := &Window{Params: p, words: text.For(p.Choices.Lang), body: container.NewStack()}
	w.Desk.Words = w.words
	w.clip = newClipboard(p.App.Clipboard(), p.Private, p.Own)
	w.watch = newWatch(p.Now)
	w.folder = newFolder(w)
	w.paint()
	w.win = p.App.NewWindow("Avbrottspärm")
	w.win.SetIcon(fyne.NewStaticResource("icon.png", assets.IconPNG))
	w.win.SetMaster()
	w.win.SetPadded(false)
	w.win.SetContent(newSensor(w.body, w.watch.touch))
	w.win.Resize(p.Size)
	w.win.CenterOnScreen()
	w.win.SetCloseIntercept(w.close)
	w.listen()
	w.begin()
	p.Own.Every(time.Second, w.tick)
	return w
}

// begin shows what there is to begin with: the demo, the lock screen, or the set-up.
func (w *Window) begin() {
	switch {
	case w.Demo != nil:
		w.Try(w.Demo)
	case w.Desk.HasBinder(w.Folder):
		w.showLock()
		if w.Left != nil {
			w.front.fail(w.Left)
		}
	default:
		w.showSetUp()
	}
}

// Try makes and opens a binder of the invented unit.
func (w *Window) Try(d *Demo) {
	w.Demo = d
	w.put(waiting(w.words.Say("shell.demo.making"), w.words.Say("shell.demo.what")))
	task.Go(w.Own, "demo", d.Open, func(s *desk.Session, err error) {
		if err != nil {
			w.showLock()
			w.front.fail(err)
			return
		}
		w.enter(s)
	})
}

// put replaces everything in the window.
func (w *Window) put(content fyne.CanvasObject) {
	w.body.Objects = []fyne.CanvasObject{content}
	w.body.Refresh()
}

// paint applies the chosen look and language.
func (w *Window) paint() {
	w.App.Settings().SetTheme(look.New(look.Options{Dark: w.Choices.Dark, Large: w.Choices.Large}))
	if err := fyneWords(w.words); err != nil {
		fyne.LogError("Fyne keeps the system's language", err)
	}
}

// Run shows the window and returns when it is closed.
func (w *Window) Run() {
	w.win.ShowAndRun()
}

// enter shows an open binder, or first what must be read about it.
func (w *Window) enter(s *desk.Session) {
	w.front = nil
	w.makeOpened(s, w.open)
	if !w.hold() {
		w.reveal()
	}
}

// makeOpened makes anew what lives while a binder is open; before is the same binder in other words or
// another look, or nil.
func (w *Window) makeOpened(s *desk.Session, before *opened) {
	w.open = &opened{session: s, places: w.placesFor(s), screens: map[page.Name]page.Page{}, arrivals: newArrivals(w), live: &live{window: w}, evening: &evening{window: w}, ends: s.EndsAt()}
	if !w.open.ends.IsZero() {
		w.open.ends = w.open.ends.In(care.Stockholm)
		w.open.shift = w.open.ends.Sub(s.Now())
	}
	if before != nil {
		w.open.read, w.open.arrived, w.open.shift, w.open.seconds = before.read, before.arrived, before.shift, before.seconds
	}
	w.open.frame = newFrame(w)
	w.watch.touch()
}

// reveal shows the first screen.
func (w *Window) reveal() {
	w.put(w.open.frame.content)
	w.Show(page.Place{Page: w.open.places[0].Name})
	w.Changed()
	w.open.frame.strips.look()
	w.tend()
	w.folder.opened()
	w.open.arrivals.take()
	w.open.live.begin()
	w.open.evening.begin()
}

// Session is the open binder; nil while locked.
func (w *Window) Session() *desk.Session {
	if w.open == nil {
		return nil
	}
	return w.open.session
}

// Words are the sentences of the chosen language.
func (w *Window) Words() *text.Words { return w.words }

// Runner runs the work of the screens.
func (w *Window) Runner() *task.Runner { return w.Screened }

// Window is Fyne's own.
func (w *Window) Window() fyne.Window { return w.win }

// Show goes to a place. The screen before it leaves first.
func (w *Window) Show(to page.Place) {
	if w.open == nil || w.open.held || w.locking {
		return
	}
	w.watch.touch()
	screen := w.screen(to.Page)
	if screen == nil {
		w.refuse(to.Page)
		return
	}
	if before, ok := w.open.screens[w.open.at]; ok && w.open.at != to.Page {
		before.Leave()
	}
	w.open.screens[to.Page] = screen
	w.open.at = to.Page
	w.open.frame.show(to.Page, screen.Content())
	screen.Open(to)
	if focus := screen.Focus(); focus != nil {
		w.win.Canvas().Focus(focus)
	} else {
		w.win.Canvas().Unfocus()
	}
}

// screen is the page of a name, made when it is first asked for; nil when there is none.
func (w *Window) screen(name page.Name) page.Page {
	if made, ok := w.open.screens[name]; ok {
		return made
	}
	for _, s := range w.open.places {
		if s.Name == name {
			return s.Make(w)
		}
	}
	return nil
}

// At is the screen that is shown; empty while locked.
func (w *Window) At() page.Name {
	if w.open == nil {
		return ""
	}
	return w.open.at
}

// Locking tells whether the binder is being closed.
func (w *Window) Locking() bool { return w.locking }

// Tell says a result in the quiet line.
func (w *Window) Tell(sentence string) {
	if w.open != nil {
		w.open.frame.foot.tell(sentence)
	}
}

// Fail words an error in the quiet line.
func (w *Window) Fail(err error) {
	if err != nil && w.open != nil {
		w.open.frame.foot.fail(w.words.Explain(err))
	}
}

// Changed brings band, counts and status line up to date.
func (w *Window) Changed() {
	if w.open != nil {
		w.open.frame.update(w.open.session.Status(), w.open.session.Now())
		w.folder.follow()
	}
}

// Copy puts a value on the clipboard for a minute.
func (w *Window) Copy(value string) {
	if err := w.clip.put(value); err != nil {
		w.Fail(err)
	}
}

package shell

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/settings"
	"avbrottsparm/app/task"
	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

const passphrase = "nattens lampa lyser svagt"

// night is when every test begins: a Monday, 03:12.
var night = time.Date(2026, 11, 23, 3, 12, 0, 0, care.Stockholm)

// plainScreen is a screen of one field that notes what the window asks of it.
type plainScreen struct {
	host   page.Host
	field  *control.Entry
	opened []page.Place
	left   int
	saved  string // what was in the field when the screen was last left
}

func (s *plainScreen) Content() fyne.CanvasObject { return s.field }
func (s *plainScreen) Open(at page.Place)         { s.opened = append(s.opened, at) }
func (s *plainScreen) Focus() fyne.Focusable      { return s.field }
func (s *plainScreen) Leave() {
	s.left++
	s.saved = s.field.Text
	s.host.Session().Counts() // the binder is still open while a screen saves
}

// ward is a window in a test: its clock and the timers of both runners move when told to.
type ward struct {
	*Window
	t       *testing.T
	clock   time.Time
	own     *task.Hand
	screens map[page.Name]*plainScreen
	secrets desk.Secrets
}

func closed(t *testing.T, dir string, demo bool) *ward {
	t.Helper()
	a := test.NewApp()
	d, err := wiring.Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	w := &ward{t: t, clock: night, screens: map[page.Name]*plainScreen{}}
	d.Now = func() time.Time { return w.clock }
	if demo {
		session, secrets, err := wiring.Demo(context.Background(), d, dir, passphrase, care.NextDay(night, -1))
		if err != nil {
			t.Fatal(err)
		}
		w.secrets = secrets
		if err := session.Lock(); err != nil {
			t.Fatal(err)
		}
	}
	screened, _ := task.Inline()
	own, hand := task.Inline()
	w.own = hand
	var list []Screen
	for _, name := range []page.Name{page.Start, page.People, page.Schedule, page.Write, page.Paper, page.Backlog, page.Intake, page.Settings} {
		list = append(list, Screen{Name: name, Icon: theme.HomeIcon(), Make: func(host *Window) page.Page {
			s := &plainScreen{host: host, field: control.NewEntry("")}
			w.screens[name] = s
			return s
		}})
	}
	w.Window = New(Params{App: a, Desk: d, Folder: dir, Version: "test", Screens: list, Choices: settings.Usual(),
		Size: fyne.NewSize(1366, 768), Keep: a.Preferences(), Now: func() time.Time { return w.clock }, Screened: screened, Own: own})
	t.Cleanup(func() {
		if err := w.End(); err != nil {
			t.Error(err)
		}
		a.Quit()
	})
	return w
}

// opened is a window with the demo's binder open.
func unlocked(t *testing.T) *ward {
	t.Helper()
	w := closed(t, t.TempDir(), true)
	w.unlock("demo", passphrase)
	if w.At() != page.Start {
		t.Fatalf("the binder did not open: at %q", w.At())
	}
	return w
}

func (w *ward) unlock(user, phrase string) {
	w.t.Helper()
	w.front.user.SetText(user)
	w.front.passphrase.SetText(phrase)
	test.Tap(w.front.openIt)
}

// wait lets seconds pass, one tick each.
func (w *ward) wait(seconds int) {
	for range seconds {
		w.clock = w.clock.Add(time.Second)
		w.own.Move(time.Second)
	}
}

// press is a key pressed where the keyboard is.
func (w *ward) press(name fyne.KeyName) {
	c := w.win.Canvas()
	ev := &fyne.KeyEvent{Name: name}
	focused := c.Focused()
	if keyed, ok := focused.(desktop.Keyable); ok {
		keyed.KeyDown(ev)
	}
	if focused != nil {
		focused.TypedKey(ev)
		return
	}
	c.OnTypedKey()(ev)
}

// ctrl is a Ctrl shortcut. The canvas of tests has none; the real window is tried in app/windowtest.
func (w *ward) ctrl(name fyne.KeyName) { w.chord(name) }

// reads is everything written in the window, seen or not.
func (w *ward) reads() string {
	var all strings.Builder
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case *canvas.Text:
			all.WriteString(o.Text + "\n")
		case *widget.Label:
			all.WriteString(o.Text + "\n")
		case *widget.Entry:
			all.WriteString(o.Text + "\n")
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(w.win.Content())
	for _, o := range w.win.Canvas().Overlays().List() {
		walk(o)
	}
	return all.String()
}

// free tells whether another process could open the binder now.
func (w *ward) free() bool {
	w.t.Helper()
	d, err := wiring.Desk(text.Swedish)
	if err != nil {
		w.t.Fatal(err)
	}
	s, err := d.Unlock(context.Background(), w.Folder, "demo", passphrase)
	if text.IsFault(err, "vault.in_use") {
		return false
	}
	if err != nil {
		w.t.Fatal(err)
	}
	if err := s.Lock(); err != nil {
		w.t.Fatal(err)
	}
	return true
}

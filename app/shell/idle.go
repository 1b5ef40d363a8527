package shell

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// sleepGap is how far the wall clock jumps between two ticks of a second when the computer has
// slept. Fyne tells nothing of it.
const sleepGap = 30 * time.Second

// warnBefore is how long before the automatic lock the window says so.
const warnBefore = 30 * time.Second

// watch knows when somebody was last there, and when the computer slept.
type watch struct {
	now     func() time.Time
	touched time.Time
	ticked  time.Time
}

func newWatch(now func() time.Time) *watch {
	// The wall clock alone tells of sleep: the monotonic one stands still meanwhile.
	wall := func() time.Time { return now().Round(0) }
	return &watch{now: wall, touched: wall(), ticked: wall()}
}

// touch notes that somebody is there.
func (w *watch) touch() { w.touched = w.now() }

// tick is called every second. It tells whether the computer slept since the last one, and how
// long nobody has been there. A clock that was set back counts as somebody being there.
func (w *watch) tick() (slept bool, idle time.Duration) {
	now := w.now()
	slept = now.Sub(w.ticked) > sleepGap
	w.ticked = now
	if now.Before(w.touched) {
		w.touched = now
	}
	return slept, now.Sub(w.touched)
}

// sensor wraps the window's content to hear that the mouse moves. Fyne asks everything below the
// mouse for its cursor at each movement, so this hears all of them and takes none away from what
// lies above.
type sensor struct {
	widget.BaseWidget
	content fyne.CanvasObject
	moved   func()
}

var _ desktop.Cursorable = (*sensor)(nil)

func newSensor(content fyne.CanvasObject, moved func()) *sensor {
	s := &sensor{content: content, moved: moved}
	s.ExtendBaseWidget(s)
	return s
}

// Cursor is for Fyne.
func (s *sensor) Cursor() desktop.Cursor {
	s.moved()
	return desktop.DefaultCursor
}

// CreateRenderer is for Fyne.
func (s *sensor) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

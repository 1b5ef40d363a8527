// Package backlog is the screen "Återinför": what is signed and not in Lifecare yet, one's own
// first, and each entry field after field in the order in which Lifecare asks for it.
//
// Each copied field is noted in the log and taken off the clipboard when the screen is left. An
// entry is closed only with Lifecare's own time or number, and with a reason when somebody else
// wrote it.
package backlog

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// listShare is the list's part of the width.
const listShare = 0.32

type screen struct {
	host    page.Host
	words   *text.Words
	session *desk.Session

	queue    *queue
	sheet    *sheet
	progress *control.Progress
	entered  *control.Check
	head     fyne.CanvasObject // how far it has come
	overList *fyne.Container   // where the head stands while something waits
	overNone *fyne.Container   // and while nothing does
	main     fyne.CanvasObject
	empty    fyne.CanvasObject
	content  fyne.CanvasObject
}

// New makes the screen.
func New(h page.Host) page.Page {
	s := &screen{host: h, words: h.Words(), session: h.Session()}
	w := s.words
	s.sheet = newSheet(h, s.session, s.done, s.shortcut)
	s.queue = newQueue(h, s.session, s.sheet.show)
	s.progress = control.NewProgress(w, "", nil)
	s.entered = control.NewCheck(w.Say("backlog.show_entered"), func(bool) { s.refresh(s.sheet.id()) })
	s.head = control.Stack(look.Step, s.progress, s.entered)
	s.overList, s.overNone = container.NewStack(), container.NewStack()
	// Beside the fields and not above them: with large type they need the whole height.
	s.main = control.NewColumns(listShare, control.NewCard(container.New(&topped{}, s.overList, s.queue.list)), s.sheet.content)
	s.empty = container.New(&topped{}, control.NewCard(s.overNone),
		control.NewEmpty(theme.ConfirmIcon(), w.Say("backlog.empty"), w.Say("backlog.empty_why"), "", nil))
	s.content = container.NewStack(s.main, s.empty)
	return s
}

// Content is the screen.
func (s *screen) Content() fyne.CanvasObject { return s.content }

// Focus is the list, or nothing when nothing waits.
func (s *screen) Focus() fyne.Focusable {
	if len(s.queue.rows) == 0 {
		return s.entered
	}
	return s.queue.list
}

// Open shows the queue as it is now, at an entry if the place names one.
func (s *screen) Open(at page.Place) {
	for _, c := range shortcuts {
		s.host.Window().Canvas().AddShortcut(c, func(sc fyne.Shortcut) { s.shortcut(sc) })
	}
	task.Go(s.host.Runner(), "note list", func(ctx context.Context) (struct{}, error) {
		s.session.NoteList(ctx, desk.ListQueue)
		return struct{}{}, nil
	}, func(struct{}, error) {})
	id := at.EntryID
	if id == "" {
		id = s.sheet.id()
	} else if t, err := s.session.Entry(id); err == nil && !t.EnteredAt.IsZero() {
		s.entered.SetChecked(true)
	}
	s.refresh(id)
}

// Leave takes what was copied here off the clipboard.
func (s *screen) Leave() {
	for _, c := range shortcuts {
		s.host.Window().Canvas().RemoveShortcut(c)
	}
	s.sheet.clearClipboard()
}

// The shortcut of the screen: copy the next field. Enter of the keypad counts too.
var shortcuts = []fyne.Shortcut{
	&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl},
	&desktop.CustomShortcut{KeyName: fyne.KeyEnter, Modifier: fyne.KeyModifierControl},
}

func (s *screen) shortcut(sc fyne.Shortcut) bool {
	for _, c := range shortcuts {
		if sc.ShortcutName() == c.ShortcutName() {
			s.sheet.copyNext()
			return true
		}
	}
	return false
}

// refresh reads the queue again and opens an entry, or the first that waits.
func (s *screen) refresh(id string) {
	counts := s.session.Counts()
	s.progress.Start(s.words.Say("backlog.progress"))
	s.progress.Set(counts.Entered, counts.Entered+counts.Waiting)
	s.queue.read(s.entered.Checked)
	s.main.Hide()
	s.empty.Show()
	s.progress.Hide()
	if counts.Entered+counts.Waiting > 0 {
		s.progress.Show()
	}
	s.overList.Objects, s.overNone.Objects = nil, []fyne.CanvasObject{s.head}
	if len(s.queue.rows) > 0 {
		s.overList.Objects, s.overNone.Objects = s.overNone.Objects, nil
		s.main.Show()
		s.empty.Hide()
		s.queue.open(id)
	} else {
		s.sheet.clear()
	}
	s.content.Refresh()
}

// done hears that an entry is in Lifecare: the next one opens.
func (s *screen) done(id string) {
	next := s.queue.after(id)
	s.host.Changed()
	s.refresh(next)
	if waiting := s.session.Counts().Waiting; waiting > 0 {
		s.host.Tell(s.words.Count("backlog.done", waiting))
		s.host.Window().Canvas().Focus(s.sheet.next)
		return
	}
	if !s.session.AllDone() { // something waits for a second look, or lies where the opener can't see
		s.host.Tell(s.words.Say("backlog.none_waits"))
		return
	}
	s.host.Tell(s.words.Say("backlog.all_done"))
}

// topped sets the first object on top and gives the second the rest.
type topped struct{}

func (topped) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	height := objects[0].MinSize().Height
	objects[0].Resize(fyne.NewSize(size.Width, height))
	objects[0].Move(fyne.NewPos(0, 0))
	objects[1].Resize(fyne.NewSize(size.Width, size.Height-height-look.Gap))
	objects[1].Move(fyne.NewPos(0, height+look.Gap))
}

func (topped) MinSize(objects []fyne.CanvasObject) fyne.Size {
	top, rest := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(top.Width, rest.Width), top.Height+look.Gap+rest.Height)
}

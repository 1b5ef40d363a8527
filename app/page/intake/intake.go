// Package intake is the screen "Läs in": what the systems give comes in here, and what the
// program can't decide by itself is asked here.
//
// Nothing that a person chose is stored before they have seen what it would change. Reading
// happens away from the window and can be broken off; one bad file or row never keeps the good
// ones out.
package intake

import (
	"context"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
)

// part is what stands under one of the tabs.
type part interface {
	content() fyne.CanvasObject
	open(at page.Place)
	leave()
	focus() fyne.Focusable
}

type screen struct {
	host     page.Host
	tabs     *control.Tabs
	parts    []part
	names    []string // the Place.Part of each
	files    *filesPart
	counting *task.Latest[map[string]int]
}

// New makes the screen. Files is where choices of columns are saved for other units.
func New(h page.Host, files page.Files) page.Page {
	s := &screen{host: h, files: newFiles(h, files), counting: task.NewLatest[map[string]int](h.Runner(), "count what waits")}
	w := h.Words()
	var tabs []control.Tab
	add := func(name string, made part) {
		s.parts, s.names = append(s.parts, made), append(s.names, name)
		tabs = append(tabs, control.Tab{Title: w.Say("intakepage.part." + name), Make: made.content})
	}
	add(page.IntakeFiles, s.files)
	add(page.IntakeLive, newLive(h))
	add(page.IntakeTray, newTray(h, files, s.count))
	add(page.IntakeDocuments, newDocuments(h, s.count))
	add(page.IntakeDoubts, newDoubts(h))
	s.tabs = control.NewTabs(tabs...)
	s.tabs.OnOpened = func(i int) {
		s.parts[i].open(page.Place{})
		s.count()
		page.FocusIfNone(h, s.parts[i].focus())
	}
	return s
}

// Content is the screen.
func (s *screen) Content() fyne.CanvasObject { return s.tabs }

// Focus is what the open part is there for.
func (s *screen) Focus() fyne.Focusable { return s.parts[s.tabs.Opened()].focus() }

// Open shows how things stand, under the tab that the place names.
func (s *screen) Open(at page.Place) {
	under := at.Part
	if at.Folder != "" || under == page.IntakeColumns {
		under = page.IntakeFiles
	}
	for i, name := range s.names {
		if name == under && i != s.tabs.Opened() {
			s.tabs.Open(i)
		}
	}
	s.parts[s.tabs.Opened()].open(at)
	s.count()
}

// count tells on the tabs how many things wait behind them.
func (s *screen) count() {
	session, w := s.host.Session(), s.host.Words()
	s.counting.Ask(func(ctx context.Context) (map[string]int, error) {
		aside, err := session.TrayCounts(ctx)
		return map[string]int{page.IntakeTray: aside.Aside(), page.IntakeDocuments: len(session.DocumentsWaiting()), page.IntakeDoubts: len(session.Doubts())}, err
	}, func(waiting map[string]int, err error) {
		if err != nil {
			return // the parts themselves say why
		}
		for i, name := range s.names {
			title := w.Say("intakepage.part." + name)
			if n := waiting[name]; n > 0 {
				title = w.Say("intakepage.waiting", "part", title, "n", n)
			}
			s.tabs.SetTitle(i, title)
		}
	})
}

// Leave lets go of what only counts while the screen is shown.
func (s *screen) Leave() {
	for _, p := range s.parts {
		p.leave()
	}
}

// Package safety is the screen "Säkerhet": the copies of the binder, on this laptop and off it,
// the check that nothing is missing or altered, and how long things are kept.
//
// Whoever works in the binder can make a copy and check it; the other parts are shown to those who
// have a right to them. Nothing here takes anything away without saying first what goes and what
// never does. All work runs beside the window and can be broken off.
package safety

import (
	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/access"
)

// part is what stands under one of the tabs.
type part interface {
	content() fyne.CanvasObject
	open()
	leave()
	focus() fyne.Focusable
}

type screen struct {
	host  page.Host
	tabs  *control.Tabs
	parts []part
	which []int // the Place.Tab of each part
}

// New makes the screen.
func New(h page.Host, files page.Files) page.Page {
	s := &screen{host: h}
	w, session := h.Words(), h.Session()
	may := func(r access.Right) bool { return session.May(r) == nil }
	var tabs []control.Tab
	add := func(which int, title string, made part) {
		s.parts, s.which = append(s.parts, made), append(s.which, which)
		tabs = append(tabs, control.Tab{Title: title, Make: made.content})
	}
	add(page.SafetyCopies, w.Say("safety.copies"), newCopies(h, may(access.RightBackup)))
	if may(access.RightRestore) {
		add(page.SafetyRestore, w.Say("safety.restore"), newRestore(h))
	}
	add(page.SafetyVerify, w.Say("safety.verify"), newVerify(h, may(access.RightRestore)))
	if may(access.RightRetention) {
		add(page.SafetyRetention, w.Say("safety.retention"), newRetention(h, files))
	}
	s.tabs = control.NewTabs(tabs...)
	s.tabs.OnOpened = func(i int) {
		s.parts[i].open()
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
	if at.Tab != 0 {
		for i, which := range s.which {
			if which == at.Tab && i != s.tabs.Opened() {
				s.tabs.Open(i) // which brings it up to date
				return
			}
		}
	}
	s.parts[s.tabs.Opened()].open()
}

// Leave empties the fields for passphrases. Work under way goes on; its outcome is told wherever
// one is then.
func (s *screen) Leave() {
	for _, p := range s.parts {
		p.leave()
	}
}

// Package backlog is the screen "Återinför": what is signed and not in Lifecare yet, and how far it has
// come. Entries are copied by hand field after field in the order in which Lifecare asks for them, sent
// through Lifecare's interface where it has a way, counted for the unit head to sign, and released to
// another care provider.
//
// Each copied field is noted in the log and taken off the clipboard when the screen is left. An entry is
// closed only with Lifecare's own time or number, and with a reason when somebody else answers for it.
// Nothing is called done that the opener can't see.
package backlog

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
	*byHand
	host  page.Host
	tabs  *control.Tabs
	parts []part
	names []string // the Place.Part of each
}

// New makes the screen. Files is where the proof and what is released are saved.
func New(h page.Host, files page.Files) page.Page {
	s := &screen{host: h, byHand: newByHand(h)}
	w := h.Words()
	var tabs []control.Tab
	add := func(name, title string, made part) {
		s.parts, s.names = append(s.parts, made), append(s.names, name)
		tabs = append(tabs, control.Tab{Title: title, Make: made.content})
	}
	add(page.BacklogByHand, w.Say("backlog.tab.by_hand"), s.byHand)
	add(page.BacklogDelivery, w.Say("backlog.tab.delivery"), newDelivery(h))
	add(page.BacklogProof, w.Say("backlog.tab.proof"), newProof(h, files))
	if h.Session().May(access.RightPrint) == nil {
		add(page.BacklogRelease, w.Say("backlog.tab.release"), newRelease(h, files))
	}
	s.tabs = control.NewTabs(tabs...)
	s.counted = func(done, total int) {
		title := w.Say("backlog.tab.by_hand")
		if total > 0 {
			title = w.Say("backlog.tab.by_hand_of", "done", done, "total", total)
		}
		s.tabs.SetTitle(0, title)
	}
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

// Open shows how things stand now: the part that the place names, or an entry, which is seen by hand.
func (s *screen) Open(at page.Place) {
	s.begin()
	if at.EntryID != "" {
		at.Part = page.BacklogByHand
		s.wanted = at.EntryID
	}
	for i, name := range s.names {
		if name == at.Part && i != s.tabs.Opened() {
			s.tabs.Open(i) // which brings it up to date
			return
		}
	}
	s.parts[s.tabs.Opened()].open()
}

// Leave takes what was copied here off the clipboard, and empties the fields for passphrases.
func (s *screen) Leave() {
	for _, p := range s.parts {
		p.leave()
	}
	s.end()
}

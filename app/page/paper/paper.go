// Package paper is the screen "Skriv ut": what goes on paper, for whom and which day, what it will
// look like, and what became of the papers that have a number.
//
// Files are encrypted with the unit's passphrase unless somebody asks for an open one, after a
// warning. What goes straight to a printer never lies on the disk. The window stays alive while
// pages are drawn, and the drawing can be broken off.
package paper

import (
	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/access"
)

// listShare is the list's part of the width.
const listShare = 0.38

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
	printing *printing
}

// New makes the screen.
func New(h page.Host, files Files) page.Page {
	s := &screen{host: h, printing: newPrinting(h, files)}
	w := h.Words()
	var tabs []control.Tab
	add := func(name string, made part) {
		s.parts, s.names = append(s.parts, made), append(s.names, name)
		tabs = append(tabs, control.Tab{Title: w.Say("paperpage.part." + name), Make: made.content})
	}
	add(page.PaperPrint, s.printing)
	add(page.PaperSlips, newSlips(h))
	add(page.PaperScans, newScans(h))
	if h.Session().May(access.RightUnit) == nil {
		add(page.PaperSettings, newSettings(h))
	}
	s.tabs = control.NewTabs(tabs...)
	s.tabs.OnOpened = func(i int) {
		s.parts[i].open(page.Place{})
		page.FocusIfNone(h, s.parts[i].focus())
	}
	return s
}

// Content is the screen.
func (s *screen) Content() fyne.CanvasObject { return s.tabs }

// Focus is what the open part is there for.
func (s *screen) Focus() fyne.Focusable { return s.parts[s.tabs.Opened()].focus() }

// Open chooses what a place asks for: a person's card, a route's schedule, a day; or one of the
// other parts. A proof is drawn at once.
func (s *screen) Open(at page.Place) {
	under := at.Part
	if at.Print != "" || at.PersonID != "" || at.Route != "" {
		under = page.PaperPrint
	}
	for i, name := range s.names {
		if name == under && i != s.tabs.Opened() {
			s.tabs.Open(i)
		}
	}
	s.parts[s.tabs.Opened()].open(at)
	if at.Part == page.PaperProof {
		s.printing.showProof()
	}
}

// Escape closes the proof; what else is open here has nothing on top.
func (s *screen) Escape() bool { return s.printing.escape() }

// Leave lets a print that is under way go on; what is secret is covered again.
func (s *screen) Leave() {
	for _, p := range s.parts {
		p.leave()
	}
}

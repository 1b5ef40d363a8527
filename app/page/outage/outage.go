// Package outage is the screen "Avbrott": what works and what doesn't right now and for how long, what
// one's role does about it, whom to call and what to say, and the questions that lead from "Något
// fungerar inte" to what it is.
//
// It is made for who opens the laptop at night with a torch: the state is told in words, shape and
// colour, every button can be reached by keys, and nothing that happens while it is shown takes the
// keyboard away. What is open in the routine stands as not settled, never as a guess.
package outage

import (
	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/outage/after"
	"avbrottsparm/app/page/outage/messages"
	"avbrottsparm/app/page/outage/planned"
)

// part is what stands under one of the tabs.
type part interface {
	// Content is made once.
	Content() fyne.CanvasObject
	// Open brings it up to date; the place says what of it is wanted.
	Open(at page.Place)
	// Leave stops what works while it is shown.
	Leave()
	// Focus is where the keyboard starts; nil for nowhere.
	Focus() fyne.Focusable
}

type screen struct {
	host  page.Host
	tabs  *control.Tabs
	parts []part
	names []string // the Place.Part of each
	shown int
	at    page.Place
}

// New makes the screen. Files is where calendar files are saved.
func New(h page.Host, files page.Files) page.Page {
	s := &screen{host: h}
	w := h.Words()
	var tabs []control.Tab
	add := func(name, title string, made part) {
		s.parts, s.names = append(s.parts, made), append(s.names, name)
		tabs = append(tabs, control.Tab{Title: title, Make: made.Content})
	}
	add(page.OutageNow, w.Say("outagepage.tab.now"), newNow(h))
	add(page.OutageTrouble, w.Say("outagepage.tab.trouble"), newTrouble(h))
	add(page.OutageSystems, w.Say("outagepage.tab.systems"), newSystems(h))
	add(page.OutageGuide, w.Say("outagepage.tab.guide"), newGuides(h))
	add(page.OutageMessages, w.Say("outagepage.tab.messages"), messages.New(h))
	add(page.OutagePlanned, w.Say("outagepage.tab.planned"), planned.New(h, files))
	add(page.OutageAfter, w.Say("outagepage.tab.after"), after.New(h))
	add(page.OutageHistory, w.Say("outagepage.tab.history"), newHistory(h))
	s.tabs = control.NewTabs(tabs...)
	s.tabs.OnOpened = func(i int) {
		s.parts[s.shown].Leave()
		s.shown = i
		s.parts[i].Open(s.at)
		page.FocusIfNone(h, s.parts[i].Focus())
	}
	return s
}

// Content is the screen.
func (s *screen) Content() fyne.CanvasObject { return s.tabs }

// Focus is what the open part is there for.
func (s *screen) Focus() fyne.Focusable { return s.parts[s.tabs.Opened()].Focus() }

// Open shows the part that the place names, or what was shown before.
func (s *screen) Open(at page.Place) {
	if at.Part == "" && at.Topic == "" && at.Outage == "" {
		at = page.Place{} // the place in the column: what was being answered or written goes on
	}
	s.at = at
	defer func() { s.at = page.Place{} }()
	for i, name := range s.names {
		if name == at.Part && i != s.tabs.Opened() {
			s.tabs.Open(i) // which brings it up to date
			return
		}
	}
	s.parts[s.tabs.Opened()].Open(at)
}

// Escape closes what lies on top of the open part, or goes one question back.
func (s *screen) Escape() bool {
	at, can := s.parts[s.tabs.Opened()].(page.Escaper)
	return can && at.Escape()
}

// Renew brings the open part up to date where it stands: what other laptops told may have come in.
func (s *screen) Renew() {
	if at, can := s.parts[s.tabs.Opened()].(page.Renewer); can {
		at.Renew()
	}
}

// Leave stops what works while the screen is shown.
func (s *screen) Leave() {
	for _, p := range s.parts {
		p.Leave()
	}
}

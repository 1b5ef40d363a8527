// Package ready is the screen "Beredskap": how well the unit is prepared for an outage, as one score with
// its reasons, and what can be done about each of them: rounds, checklists, open facts, contacts,
// documents, drills and the unit's own times.
//
// Of persons whom the unit cares for it names those with a folder at home, and nothing else. What nobody knows is shown as
// unknown and never as good. What the role of the opener does not allow is shown and can't be changed.
package ready

import (
	"context"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// Params is what the screen needs from the window and the computer.
type Params struct {
	// Practise begins a drill; nil where nobody practises.
	Practise func()
	Files    page.Files
}

// part is one of the tabs.
type part interface {
	view() fyne.CanvasObject
	// open brings the part up to date; topic is the line or fact that was asked for, or empty.
	open(topic string)
	leave()
	focus() fyne.Focusable
}

type screen struct {
	page.Host
	Params
	words *text.Words
	names []string // of the parts, as Place.Part has them
	parts []part
	tabs  *control.Tabs
	busy  bool // a step is under way, and nothing else is begun meanwhile
}

// New makes the screen.
func New(h page.Host, p Params) page.Page {
	if h.Session().May(access.RightWrite) != nil {
		p.Practise = nil // how it went could not be written down
	}
	s := &screen{Host: h, Params: p, words: h.Words()}
	add := func(name string, p part) { s.names, s.parts = append(s.names, name), append(s.parts, p) }
	add(page.ReadyScore, newScore(s))
	add(page.ReadyRounds, newRounds(s))
	add(page.ReadyChecklist, newChecklists(s))
	add(page.ReadyFacts, newFacts(s))
	add(page.ReadyContacts, newContacts(s))
	add(page.ReadyDocuments, newDocuments(s))
	add(page.ReadyDrills, newDrills(s))
	add(page.ReadyLimits, newLimits(s))
	var tabs []control.Tab
	for i, p := range s.parts {
		tabs = append(tabs, control.Tab{Title: s.words.Say("readypage.tab." + s.names[i]), Make: p.view})
	}
	s.tabs = control.NewTabs(tabs...)
	s.tabs.OnOpened = func(i int) { s.parts[i].open("") }
	return s
}

// Content is the screen.
func (s *screen) Content() fyne.CanvasObject { return s.tabs }

// Focus is where the keyboard starts in the part that is shown.
func (s *screen) Focus() fyne.Focusable { return s.shown().focus() }

// Open brings the part that is asked for, or that was shown before, up to date.
func (s *screen) Open(at page.Place) {
	for i, name := range s.names {
		if name == at.Part {
			s.tabs.Open(i)
		}
	}
	s.shown().open(at.Topic)
}

// Leave forgets what was typed and not saved.
func (s *screen) Leave() {
	for _, p := range s.parts {
		p.leave()
	}
}

func (s *screen) shown() part { return s.parts[s.tabs.Opened()] }

// do runs one step beside the window. What goes wrong is said in quiet; done follows when it went well.
func do[T any](s *screen, quiet *control.QuietMessage, step func(context.Context, *desk.Session) (T, error), done func(T)) {
	if s.busy {
		return
	}
	s.busy = true
	session := s.Session()
	quiet.Clear()
	task.Go(s.Runner(), "readiness", func(ctx context.Context) (T, error) { return step(context.WithoutCancel(ctx), session) },
		func(result T, err error) {
			s.busy = false
			if err != nil {
				quiet.Say(control.ToneFault, s.words.Explain(err))
				quiet.Show()
				return
			}
			s.Changed()
			done(result)
		})
}

// told is do for a step that has no result.
func told(s *screen, quiet *control.QuietMessage, step func(context.Context, *desk.Session) error, done func()) {
	do(s, quiet, func(ctx context.Context, b *desk.Session) (struct{}, error) { return struct{}{}, step(ctx, b) }, func(struct{}) { done() })
}

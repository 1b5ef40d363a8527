// Package users is the screen "Användare": who has access to the binder, envelopes for temporaries
// and for emergencies, the recovery code, and one's own passphrase.
//
// What the role of the opener does not allow is not shown. A code is shown once, goes straight to
// the printer if it is printed, and is gone when the screen is left.
package users

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

// Print sends a page straight to the usual printer.
type Print func(ctx context.Context, pdf []byte) error

// part is one of the tabs.
type part interface {
	view() fyne.CanvasObject
	open()
	leave()
	focus() fyne.Focusable
}

type screen struct {
	page.Host
	words   *text.Words
	print   Print
	names   []string // of the parts, as Place.Part has them
	parts   []part
	tabs    *control.Tabs
	busy    bool // a step is under way, and nothing else is begun meanwhile
	content fyne.CanvasObject
}

// New makes the screen; print is nil where the computer prints nothing.
func New(h page.Host, print Print) page.Page {
	s := &screen{Host: h, words: h.Words(), print: print}
	add := func(name string, p part) { s.names, s.parts = append(s.names, name), append(s.parts, p) }
	heads := s.Session().May(access.RightUsers) == nil
	if heads || s.Session().May(access.RightVouch) == nil {
		add(page.UsersPeople, newPeople(s, heads))
	}
	if heads {
		add(page.UsersEnvelopes, newEnvelopes(s))
		add(page.UsersRecovery, newRecovery(s))
	}
	add(page.UsersAccount, newAccount(s))
	if len(s.parts) == 1 {
		s.content = s.parts[0].view()
		return s
	}
	var tabs []control.Tab
	for i, p := range s.parts {
		tabs = append(tabs, control.Tab{Title: s.words.Say("accounts.tab." + s.names[i]), Make: p.view})
	}
	s.tabs = control.NewTabs(tabs...)
	s.tabs.OnOpened = func(i int) { s.parts[i].open() }
	s.content = s.tabs
	return s
}

// Content is the screen.
func (s *screen) Content() fyne.CanvasObject { return s.content }

// Focus is where the keyboard starts in the part that is shown.
func (s *screen) Focus() fyne.Focusable { return s.shown().focus() }

// Open brings the part that is asked for, or that was shown before, up to date.
func (s *screen) Open(at page.Place) {
	part := at.Part
	if part == page.UsersEmergency {
		part = page.UsersAccount
	}
	for i, name := range s.names {
		if name == part && s.tabs != nil {
			s.tabs.Open(i)
		}
	}
	if a, ok := s.shown().(*account); ok {
		a.atCode = at.Part == page.UsersEmergency
	}
	s.shown().open()
}

// Leave takes codes and passphrases off the screen.
func (s *screen) Leave() {
	for _, p := range s.parts {
		p.leave()
	}
}

func (s *screen) shown() part {
	if s.tabs == nil {
		return s.parts[0]
	}
	return s.parts[s.tabs.Opened()]
}

// do runs one step beside the window and says meanwhile what is being done. A step that has begun
// is finished also when the window locks: it happens whole or not at all.
func do[T any](s *screen, quiet *control.QuietMessage, working string, step func(context.Context, *desk.Session) (T, error), done func(T, error)) {
	if s.busy {
		return
	}
	s.busy = true
	session := s.Session()
	quiet.Say(control.ToneCalm, s.words.Say(working))
	task.Go(s.Runner(), "users", func(ctx context.Context) (T, error) { return step(context.WithoutCancel(ctx), session) },
		func(result T, err error) {
			s.busy = false
			quiet.Clear()
			if err != nil {
				quiet.Say(control.ToneFault, s.words.Explain(err))
			}
			done(result, err)
		})
}

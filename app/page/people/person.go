package people

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// known is all that the reading pane shows of a person.
type known struct {
	*care.Dossier
	notes []entry.Tracked // newest first
	shut  []desk.ClosedArea
	ages  []desk.KindAge
	now   time.Time
	// open tells that the protected fields are in the dossier and on the screen.
	open bool
}

// covered tells whether fields of a protected identity are kept off the screen.
func (k *known) covered() bool { return !k.open && k.Person.Protected }

// open fetches a person and shows them. The one before goes first. With read the keyboard goes to
// the pane. With hit a search had found the person, which the access log tells.
func (s *screen) open(id string, read, hit bool) {
	if id != s.openID {
		s.tab = 0
	}
	s.openID = id
	s.mark(id)
	s.fetch(false, read, func(ctx context.Context, session *desk.Session) (*care.Dossier, error) {
		if hit {
			return session.OpenHit(ctx, id)
		}
		return session.Open(ctx, id)
	})
}

// fetch shows what get finds, with the notes and ages around it; open tells that get finds the
// protected fields too.
func (s *screen) fetch(open, read bool, get func(context.Context, *desk.Session) (*care.Dossier, error)) {
	session := s.host.Session()
	s.shown, s.scroll = nil, nil
	s.put(container.NewCenter(control.NewText(s.words.Say("people.opening"), control.Style{Color: look.Quiet})))
	s.opening.Ask(func(ctx context.Context) (*known, error) {
		d, err := get(ctx, session)
		if err != nil {
			return nil, err
		}
		return &known{Dossier: d, notes: session.Notes(d.Person.ID), shut: session.Closed(ctx), ages: session.Status().Fresh, now: session.Now(), open: open}, nil
	}, func(k *known, err error) {
		if err != nil {
			s.openID = ""
			s.clear()
			s.host.Fail(err)
			return
		}
		s.show(k)
		if read {
			s.scroll.Focus()
		}
	})
}

// show fills the reading pane.
func (s *screen) show(k *known) {
	s.shown = k
	body := control.Stack(look.Space)
	if warnings := s.warnings(k); warnings != nil {
		body.Add(warnings)
	}
	if box := s.closed(k, access.AreaHealth); box != nil {
		body.Add(box)
	}
	tabs := s.tabs(k)
	body.Add(tabs)
	// Room for the ring of the keyboard all around, and for the scroll bar at the right.
	s.scroll = control.NewScroller(container.New(layout.NewCustomPaddedLayout(look.Gap, look.Gap, look.Gap, look.Space+look.Gap), body))
	s.scroll.OnKey = func(ev *fyne.KeyEvent) bool { return walk(tabs, ev.Name) }
	head := container.New(layout.NewCustomPaddedLayout(look.Gap, look.Gap, look.Gap, look.Gap), s.head(k))
	s.put(container.NewStack(control.NewPlate(look.Sheet, look.Line, 1, look.Corner),
		control.Padded(look.Gap, under(head, s.scroll))))
}

// walk goes to the tab beside the open one while the keyboard stays in the text: one stop of the
// Tab key for the whole person, whatever texts can be marked within.
func walk(tabs *control.Tabs, key fyne.KeyName) bool {
	switch key {
	case fyne.KeyRight:
		tabs.Open(tabs.Opened() + 1)
	case fyne.KeyLeft:
		tabs.Open(tabs.Opened() - 1)
	default:
		return false
	}
	return true
}

// under sets what fills the room under a head. Fyne's own border would let the Tab key come to
// the head last.
func under(head, rest fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewBorderLayout(head, nil, nil, nil), head, rest)
}

// head is who it is, what can be done, and how old the data is. It stays while the rest scrolls.
func (s *screen) head(k *known) fyne.CanvasObject {
	p, w := k.Person, s.words
	name := p.Name()
	if name == "" {
		name = w.Say("people.no_name")
	}
	number := p.PersonalID.Written(k.now)
	if number == "" {
		number = w.Say("people.no_number")
	}
	buttons := control.Beside(look.Gap)
	if s.host.Session().May(access.RightWrite) == nil {
		buttons.Add(control.NewButton(w.Say("people.write"), theme.DocumentCreateIcon(), func() { s.host.Show(page.Place{Page: page.Write, PersonID: p.ID}) }))
	}
	if s.host.Session().May(access.RightPrint) == nil {
		buttons.Add(control.NewButton(w.Say("people.print"), theme.DocumentPrintIcon(), func() { s.host.Show(page.Place{Page: page.Paper, PersonID: p.ID}) }))
	}
	line := control.Beside(look.Space, control.NewText(number, control.Style{Size: look.SizeLarge, Copy: true}))
	for _, mark := range s.headMarks(k) {
		line.Add(container.NewCenter(control.NewMark(mark)))
	}
	who := container.NewBorder(nil, nil, nil, container.NewCenter(buttons), control.Title(name))
	head := control.Stack(look.Step, who, line)
	if away := s.awayLine(k); away != nil {
		head.Add(away)
	}
	head.Add(s.ages(k))
	return head
}

func (s *screen) headMarks(k *known) []control.Mark {
	var marks []control.Mark
	if len(k.Warnings) > 0 {
		marks = append(marks, control.Mark{Text: s.words.Say("people.mark." + string(k.Warnings[0].What)), Color: look.Notice})
	}
	if k.Person.Gone() {
		marks = append(marks, control.Mark{Text: s.words.Say("people.gone_since", "when", s.words.When(*k.Person.GoneSince, k.now))})
	} else if k.Person.Inactive {
		marks = append(marks, control.Mark{Text: s.words.Say("people.mark.inactive")})
	}
	if k.Person.Protected {
		marks = append(marks, control.Mark{Text: s.words.Say("people.mark.protected"), Color: look.Notice})
	}
	return marks
}

// ages say how old the data is: one line for all kinds of the same age to the minute, and in red the kinds that
// are too old to rely on.
func (s *screen) ages(k *known) fyne.CanvasObject {
	type age struct {
		at  time.Time
		old bool
	}
	var order []age
	kinds := map[age][]string{}
	for _, a := range k.ages {
		key := age{a.AsOf.Truncate(time.Minute), a.TooOld}
		if kinds[key] == nil {
			order = append(order, key)
		}
		kinds[key] = append(kinds[key], s.words.Say("people.kind."+string(a.Kind)))
	}
	lines := control.Stack(0)
	for _, key := range order {
		names := strings.Join(kinds[key], ", ")
		switch {
		case key.at.IsZero():
			lines.Add(control.Quiet(s.words.Say("people.age.never", "kinds", names)))
		case key.old:
			lines.Add(control.NewText(s.words.Say("people.age.old", "kinds", names, "age", page.Age(s.words, key.at, k.now)),
				control.Style{Color: look.Outage, Bold: true, Wrap: true}))
		case len(order) == 1:
			lines.Add(control.Quiet(s.words.Say("people.age.all", "age", page.Age(s.words, key.at, k.now))))
		default:
			lines.Add(control.Quiet(s.words.Say("people.age.some", "kinds", names, "age", page.Age(s.words, key.at, k.now))))
		}
	}
	return lines
}

// warnings are everything critical, in a frame above all else; nil when none is known, which the
// card says in words.
func (s *screen) warnings(k *known) fyne.CanvasObject {
	if len(k.Warnings) == 0 {
		return nil
	}
	lines := control.Stack(look.Gap)
	for _, warning := range k.Warnings {
		lines.Add(control.NewText(s.words.Say("people.warning."+string(warning.What), "text", warning.Text), control.Style{Wrap: true, Copy: true}))
		var source []string
		if !warning.Noted.IsZero() {
			source = append(source, s.words.Day(warning.Noted.In(care.Stockholm)))
		}
		if warning.By != "" {
			source = append(source, warning.By)
		}
		if len(source) > 0 {
			lines.Add(control.NewText(strings.Join(source, ", "), control.Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true}))
		}
	}
	return control.NewNoticeBox(control.ToneNotice, s.words.Say("people.warnings"), lines)
}

// tabs are the sheets about the person.
func (s *screen) tabs(k *known) *control.Tabs {
	sheet := func(key string, make func(*known) fyne.CanvasObject) control.Tab {
		return control.Tab{Title: s.words.Say(key), Make: func() fyne.CanvasObject { return make(k) }}
	}
	notes := s.words.Say("people.tab.notes")
	if n := len(k.notes); n > 0 {
		notes = s.words.Say("people.tab.notes_of", "n", n)
	}
	tabs := control.NewTabs(
		sheet("people.tab.card", s.card), sheet("people.tab.plan", s.plan), sheet("people.tab.visits", s.visits),
		sheet("people.tab.health", s.health), sheet("people.tab.decisions", s.decisions), sheet("people.tab.documents", s.documents),
		control.Tab{Title: notes, Make: func() fyne.CanvasObject { return s.notes(k) }})
	tabs.Open(s.tab)
	tabs.OnOpened = func(i int) {
		s.tab = i
		s.scroll.Refresh()
	}
	return tabs
}

// Package notes is the screen "Anteckningar": what was written during the outage, of the unit or of one
// person, newest first, with what one hasn't read yet marked.
//
// Whoever comes on shift reads what the others wrote in one place. What was struck or corrected stays
// legible, and opening an entry is in the log.
package notes

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

type screen struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	person  string // whose; empty for the whole unit
	openID  string
	rows    []desk.NoteRow
	loading *task.Latest[[]desk.NoteRow]
	reading *task.Latest[entry.Tracked]

	whose   *control.Text
	find    *control.Search
	unit    *control.Button
	fresh   *control.Check
	read    *control.Button
	list    *control.TwoLineList
	sheet   fyne.CanvasObject
	empty   *fyne.Container
	about   *control.Text
	view    *page.EntryView
	scroll  *control.Scroller
	pane    *fyne.Container
	content fyne.CanvasObject
}

// listShare is the list's part of the width.
const listShare = 0.42

// New makes the screen.
func New(h page.Host) page.Page {
	w := h.Words()
	s := &screen{host: h, words: w, session: h.Session(), empty: container.NewStack(),
		loading: task.NewLatest[[]desk.NoteRow](h.Runner(), "notes"), reading: task.NewLatest[entry.Tracked](h.Runner(), "note")}
	s.whose = control.NewText("", control.Style{Size: look.SizeLarge, Bold: true, Wrap: true})
	s.unit = control.NewButton(w.Say("notes.unit_all"), nil, func() {
		s.person = ""
		s.load()
	})
	s.fresh = control.NewCheck(w.Say("notes.only_new"), func(bool) { s.load() })
	s.find = control.NewSearch(w.Say("notes.find"), func(string) { s.load() })
	s.find.OnDown = func() { s.list.Focus() }
	s.read = control.NewButton("", theme.ConfirmIcon(), s.markRead)
	s.list = control.NewTwoLineList(func() int { return len(s.rows) }, s.row)
	s.list.OnPicked = func(i int) { s.open(s.rows[i].ID) }
	s.list.OnChosen = func(int) { s.scroll.Focus() }
	s.about, s.view = control.Heading(""), page.NewEntryView(h, s.load)
	s.scroll = control.NewScroller(container.New(layout.NewCustomPaddedLayout(look.Gap, look.Gap, look.Gap, look.Space+look.Gap), control.NewReading(control.Tall(look.Gap, nil, s.about, s.view.Content()))))
	s.pane = container.NewStack()
	head := control.Tall(look.Gap, nil, s.whose, s.find, control.Flow(look.Gap, s.unit, s.fresh, s.read))
	s.sheet = container.NewStack(control.NewPlate(look.Sheet, look.Line, 1, look.Corner), control.Padded(look.Step, s.list))
	body := container.NewStack(s.sheet, s.empty)
	left := container.New(layout.NewBorderLayout(head, nil, nil, nil), head, container.New(layout.NewCustomPaddedLayout(look.Gap, 0, 0, 0), body))
	s.content = control.NewColumns(listShare, left, s.pane)
	return s
}

// Content is the screen.
func (s *screen) Content() fyne.CanvasObject { return s.content }

// Focus is the list, where the arrows walk what was written.
func (s *screen) Focus() fyne.Focusable { return s.list }

// Open shows the unit's notes, or those of a person, and opens the one that is asked for.
func (s *screen) Open(at page.Place) {
	if at.PersonID != "" || at.EntryID != "" {
		s.person = at.PersonID
		s.fresh.SetChecked(false)
		s.find.SetText("")
	}
	if at.EntryID != "" {
		s.openID = at.EntryID
	}
	s.load()
}

// Leave takes what was read off the screen.
func (s *screen) Leave() {
	s.loading.Drop()
	s.reading.Drop()
	s.view.Clear()
	s.pane.RemoveAll()
}

// Renew brings the list up to date where it stands.
func (s *screen) Renew() { s.load() }

// load fetches the list; what was open stays open.
func (s *screen) load() {
	session, person, fresh, query := s.session, s.person, s.fresh.Checked, strings.TrimSpace(s.find.Text)
	s.loading.Ask(func(ctx context.Context) ([]desk.NoteRow, error) {
		session.NoteList(ctx, desk.ListNotes)
		rows := session.FindNotes(query, person)
		if query == "" {
			rows = session.NotesSince(time.Time{}, person)
		}
		return slices.DeleteFunc(rows, func(r desk.NoteRow) bool {
			return r.State == entry.StateCorrected || fresh && !r.Unread // an older version stands with the one that took its place
		}), nil
	}, func(rows []desk.NoteRow, err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.rows = rows
		s.fill()
	})
}

func (s *screen) fill() {
	w := s.words
	s.whose.SetText(w.Say("notes.of_unit"))
	if s.person != "" {
		s.whose.SetText(w.Say("notes.of", "name", s.session.Name(s.person)))
	}
	s.unit.Hidden = s.person == ""
	unread := len(s.session.Unread())
	s.read.SetText(w.Count("notes.mark_read", unread))
	s.read.Hidden = unread == 0
	s.list.Renew()
	s.empty.RemoveAll()
	s.sheet.Show()
	if len(s.rows) == 0 {
		s.sheet.Hide()
		s.empty.Add(s.nothing())
	}
	s.content.Refresh()
	if i := slices.IndexFunc(s.rows, func(r desk.NoteRow) bool { return r.ID == s.openID }); i >= 0 {
		s.list.PickQuietly(i)
		s.open(s.openID)
	} else {
		s.show(control.NewEmpty(theme.DocumentIcon(), w.Say("notes.pick"), w.Say("notes.pick_what"), "", nil))
	}
}

func (s *screen) nothing() fyne.CanvasObject {
	w := s.words
	if strings.TrimSpace(s.find.Text) != "" {
		return control.NewEmpty(theme.SearchIcon(), w.Say("notes.none_found"), w.Say("notes.none_found_what"), w.Say("notes.find_all"), func() { s.find.Clear() })
	}
	if s.fresh.Checked {
		return control.NewEmpty(theme.ConfirmIcon(), w.Say("notes.none_new"), w.Say("notes.none_new_what"), "", nil)
	}
	return control.NewEmpty(theme.DocumentIcon(), w.Say("notes.none"), w.Say("notes.none_what"),
		w.Say("notes.write"), func() { s.host.Show(page.Place{Page: page.Write, PersonID: s.person}) })
}

func (s *screen) row(i int) control.TwoLines {
	w, r := s.words, s.rows[i]
	row := control.TwoLines{Title: s.name(r),
		Subtitle: w.Say("notes.row", "time", w.When(r.EventTime, s.session.Now()), "what", page.EntryHead(s.session, r.Entry), "name", desk.WriterOf(w, r.Tracked))}
	if r.Unread {
		row.Marks = append(row.Marks, control.Mark{Text: w.Say("notes.new"), Color: look.Binder})
	}
	if r.State == entry.StateStruck {
		row.Marks = append(row.Marks, control.Mark{Text: text.Capital(desk.StateName(w, r.State))})
	}
	return row
}

// name is whom an entry is about.
func (s *screen) name(r desk.NoteRow) string {
	if r.PersonName == "" {
		return s.words.Say("notes.unit")
	}
	return r.PersonName
}

// open shows an entry in the reading pane, which the log notes.
func (s *screen) open(id string) {
	s.openID = id
	s.reading.Ask(func(ctx context.Context) (entry.Tracked, error) { return s.session.ReadEntry(ctx, id) },
		func(t entry.Tracked, err error) {
			if err != nil {
				s.host.Fail(err)
				return
			}
			if i := slices.IndexFunc(s.rows, func(r desk.NoteRow) bool { return r.ID == t.ID }); i >= 0 {
				s.about.SetText(s.name(s.rows[i]))
			}
			s.view.Show(t)
			s.show(s.scroll)
			s.scroll.ToTop()
		})
}

// show puts something in the reading pane.
func (s *screen) show(content fyne.CanvasObject) {
	s.pane.Objects = []fyne.CanvasObject{control.NewPlate(look.Sheet, look.Line, 1, look.Corner), control.Padded(look.Gap, content)}
	s.pane.Refresh()
}

// markRead says that all that is new was read.
func (s *screen) markRead() {
	task.Go(s.host.Runner(), "mark read", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.session.MarkRead(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.host.Tell(s.words.Say("notes.all_read"))
		s.host.Changed()
		s.load()
	})
}

// Package review is the screen "Loggen": what must be reviewed and has not been, the access log
// with its filters and extracts, and the samples that a unit head draws and writes a word about.
//
// Reading the log stands in the log itself. Lines are read and drawn beside the window, so that a
// hundred thousand of them never hold it up, and only the rows in sight are ever drawn.
package review

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// The tabs, from the left.
const (
	tabWaiting = iota
	tabLog
	tabSamples
)

type screen struct {
	host  page.Host
	words *text.Words

	waiting *waiting
	log     *logPart
	samples *samples
	tabs    *control.Tabs
	latest  *task.Latest[standing]
	opened  bool
}

// standing is what waits for a word, and what has been said.
type standing struct {
	waiting []desk.LogLine
	reviews []access.Review
}

// New makes the screen.
func New(h page.Host, files page.Files) page.Page {
	s := &screen{host: h, words: h.Words(), latest: task.NewLatest[standing](h.Runner(), "read reviews")}
	s.waiting = newWaiting(h, s.refresh)
	s.log = newLogPart(h, files)
	s.samples = newSamples(h, s.refresh)
	s.tabs = control.NewTabs(
		control.Tab{Title: s.words.Say("review.waiting"), Make: func() fyne.CanvasObject { return s.waiting.content }},
		control.Tab{Title: s.words.Say("review.log"), Make: func() fyne.CanvasObject { return s.log.content }},
		control.Tab{Title: s.words.Say("review.samples"), Make: func() fyne.CanvasObject { return s.samples.content }})
	s.tabs.OnOpened = func(i int) {
		switch i {
		case tabLog:
			s.log.open()
		case tabSamples:
			s.samples.seen = true
			s.samples.show(s.samples.reviews)
		}
		page.FocusIfNone(h, s.Focus())
	}
	return s
}

// Content is the screen.
func (s *screen) Content() fyne.CanvasObject { return s.tabs }

// Focus is what the open tab is there for.
func (s *screen) Focus() fyne.Focusable {
	switch s.tabs.Opened() {
	case tabLog:
		return s.log.ask
	case tabSamples:
		return s.samples.draw
	}
	return s.waiting.focus()
}

// Open reads anew what waits, and shows the part that the place asks for.
func (s *screen) Open(at page.Place) {
	switch at.Part {
	case page.ReviewWaiting:
		s.tabs.Open(tabWaiting)
	case page.ReviewLog:
		s.tabs.Open(tabLog)
	case page.ReviewSamples:
		s.tabs.Open(tabSamples)
	}
	s.refresh()
}

// Leave stops reading. A word that somebody has begun stays in its field until the binder locks.
func (s *screen) Leave() {
	s.latest.Drop()
	s.log.leave()
}

// refresh reads what waits and what was said, beside the window.
func (s *screen) refresh() {
	session := s.host.Session()
	s.latest.Ask(func(ctx context.Context) (standing, error) {
		lines, err := session.WaitingForReview(ctx)
		if err != nil && lines == nil {
			return standing{}, err
		}
		reviews, err := session.Reviews(ctx)
		return standing{lines, reviews}, err
	}, func(st standing, err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.show(st)
	})
}

func (s *screen) show(st standing) {
	s.waiting.show(st.waiting)
	s.samples.show(st.reviews)
	s.tabs.SetTitle(tabWaiting, s.words.Say("review.waiting"))
	if n := len(st.waiting); n > 0 {
		s.tabs.SetTitle(tabWaiting, s.words.Say("review.waiting_n", "n", n))
	}
	if !s.opened && len(st.waiting) == 0 && s.tabs.Opened() == tabWaiting {
		s.tabs.Open(tabLog) // nothing waits: the log is what one came for
	}
	s.opened = true
}

// moment is when a line was written, to the second, as an extract has it.
func moment(at time.Time) string { return at.In(care.Stockholm).Format("2006-01-02 15:04:05") }

// who is who did something; a temporary's name is their own word.
func who(w *text.Words, e access.Event) string {
	name := e.Name
	if e.Title != "" {
		name += ", " + e.Title
	}
	if e.Stated {
		return w.Say("access.stated", "name", name)
	}
	return name
}

// whom is whom a line concerns, with the number that tells two of one name apart.
func whom(e access.Event) string {
	if e.PersonName == "" {
		return e.PersonNumber
	}
	return e.PersonName + " " + care.PersonalID(e.PersonNumber).Written(e.At)
}

// did is the kind of action in words.
func did(w *text.Words, e access.Event) string { return w.Say("action." + string(e.Action)) }

// facts are all of a line, to be read in peace.
func facts(w *text.Words, session *desk.Session, l desk.LogLine) []control.Fact {
	all := []control.Fact{
		{Label: w.Say("log.column.time"), Value: moment(l.At)},
		{Label: w.Say("log.column.who"), Value: who(w, l.Event)},
		{Label: w.Say("log.column.action"), Value: did(w, l.Event)},
	}
	if about := whom(l.Event); about != "" {
		all = append(all, control.Fact{Label: w.Say("log.column.person"), Value: about})
	}
	if detail := session.Detail(l.Event); detail != "" {
		label := w.Say("log.column.detail")
		if l.MustBeReviewed() {
			label = w.Say("review.reason")
		}
		all = append(all, control.Fact{Label: label, Value: detail})
	}
	return all
}

// whole is all of a line as one text, for below a table that cuts what has no room.
func whole(w *text.Words, session *desk.Session, l desk.LogLine) string {
	var parts []string
	for _, f := range facts(w, session, l) {
		parts = append(parts, f.Value)
	}
	return strings.Join(parts, " · ")
}

// table shows lines of the log; rows out of sight cost nothing.
func table(h page.Host, lines func() []desk.LogLine) *control.DataTable {
	w, session := h.Words(), h.Session()
	return control.NewDataTable([]control.Column{
		{Title: w.Say("log.column.time"), Width: 19},
		{Title: w.Say("log.column.who"), Width: 12, Share: 3},
		{Title: w.Say("log.column.action"), Width: 11, Share: 2},
		{Title: w.Say("log.column.person"), Width: 10, Share: 3},
		{Title: w.Say("log.column.detail"), Width: 8, Share: 3},
	}, func() int { return len(lines()) }, func(i int) []control.Cell {
		l := lines()[i]
		return []control.Cell{{Text: moment(l.At)}, {Text: who(w, l.Event)}, {Text: did(w, l.Event), Bold: l.MustBeReviewed()},
			{Text: l.PersonName}, {Text: session.Detail(l.Event)}}
	})
}

package paper

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// slips is the part where papers with a number are accounted for: scanned or typed one after the
// other, or looked up in the list of those that are out.
type slips struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	rows    []desk.SlipRow
	listing *task.Latest[listed]

	code    *control.Entry // where the scanner types
	asked   *control.Field
	step    *control.Select // what a scan means
	steps   []custody.Step
	said    *control.QuietMessage
	count   *control.Text
	filter  *control.Select
	list    *control.TwoLineList
	empty   *control.Text
	older   *replaced
	detail  *slip
	columns fyne.CanvasObject
}

// listed is what the list shows, with the counts above it.
type listed struct {
	rows   []desk.SlipRow
	counts custody.Counts
}

// filter is a choice of the list: the states that it shows.
type filter struct {
	key    string
	states []custody.State
	// replaced says that only forms of an older binder are shown.
	replaced bool
}

var filters = []filter{
	{"out", []custody.State{custody.StateIssued, custody.StateMissing}, false},
	{"replaced", nil, true},
	{"returned", []custody.State{custody.StateReturned}, false},
	{"transcribed", []custody.State{custody.StateTranscribed}, false},
	{"done", []custody.State{custody.StateKept, custody.StateDestroyed}, false},
	{"all", nil, false},
}

func newSlips(h page.Host) *slips {
	w := h.Words()
	s := &slips{host: h, words: w, session: h.Session(), listing: task.NewLatest[listed](h.Runner(), "list numbered papers")}
	s.code = control.NewEntry(w.Say("paperpage.slip.code_hint"))
	s.code.Replace = true
	s.code.OnSubmitted = func(string) { s.read() }
	s.asked = control.NewField(w, w.Say("paperpage.slip.code"), "", s.code)
	s.code.OnChanged = func(string) { s.asked.SetFault("") }
	options := []string{w.Say("paperpage.slip.show")}
	for _, step := range custody.Steps() {
		s.steps, options = append(s.steps, step), append(options, w.Say("custody.step."+string(step)))
	}
	s.step = control.NewSelect(options, "", func(string) {})
	s.step.SetSelectedIndex(0)
	s.said = control.NewQuietMessage()
	s.said.Hide() // until there is something to say: its room belongs to the list
	s.count = control.NewText("", control.Style{Bold: true, Wrap: true})
	var names []string
	for _, f := range filters {
		names = append(names, w.Say("paperpage.slip.filter."+f.key))
	}
	s.list = control.NewTwoLineList(func() int { return len(s.rows) }, s.row)
	s.list.OnPicked = func(i int) { s.detail.show(s.rows[i].Number.String()) }
	s.empty = control.Quiet("")
	s.older = newReplaced(h, s.moved, func() { s.columns.Refresh() })
	s.detail = newSlip(h, s.moved, s.older.content)
	s.detail.scroll.Follow(s.older.all)
	s.filter = control.NewSelect(names, "", func(string) { s.renew() })
	read := control.Even(look.Space, s.asked, control.NewField(w, w.Say("paperpage.slip.means"), "", s.step))
	above := control.Stack(look.Gap, s.count, s.filter, s.empty)
	left := container.New(layout.NewBorderLayout(above, nil, nil, nil), above, s.list)
	scan := container.New(layout.NewCustomPaddedLayout(0, look.Space, 0, 0), control.NewCard(control.Stack(look.Gap, read, s.said)))
	s.columns = container.New(layout.NewBorderLayout(scan, nil, nil, nil), scan,
		control.NewColumns(listShare, control.NewCard(left), control.NewCard(s.detail.content)))
	return s
}

func (s *slips) content() fyne.CanvasObject { return s.columns }
func (s *slips) focus() fyne.Focusable      { return s.code }

// open shows what waits: those that were handed in where another screen leads here for their sake.
func (s *slips) open(at page.Place) {
	shown := max(0, s.filter.SelectedIndex())
	if at.Part == page.PaperSlips {
		shown = 0
		if c := s.session.SlipCounts(time.Time{}, time.Time{}); c.Missing == 0 && c.ReturnedNow > 0 {
			shown = slices.IndexFunc(filters, func(f filter) bool { return f.key == "returned" })
		}
	}
	if s.filter.SelectedIndex() != shown {
		s.detail.forget()
		s.filter.SetSelectedIndex(shown)
		return
	}
	s.renew()
}

func (s *slips) leave() {
	s.code.SetText("")
	s.said.Clear()
}

// renew brings list and counts up to date, away from the window: a long outage leaves thousands.
func (s *slips) renew() {
	chosen := filters[max(0, s.filter.SelectedIndex())]
	s.listing.Ask(func(context.Context) (listed, error) {
		return listed{s.session.Slips(desk.SlipQuery{States: chosen.states, Replaced: chosen.replaced}), s.session.SlipCounts(time.Time{}, time.Time{})}, nil
	}, func(l listed, _ error) {
		s.rows = l.rows
		w := s.words
		out := w.Count("paperpage.slip.out", l.counts.Out)
		if l.counts.Replaced > 0 {
			out = w.Say("paperpage.slip.with_older", "out", out, "older", w.Count("paperpage.slip.older", l.counts.Replaced))
		}
		s.count.SetText(w.Say("paperpage.slip.counts", "out", out, "missing", w.Count("paperpage.slip.missing", l.counts.Missing),
			"returned", w.Count("paperpage.slip.returned", l.counts.Returned), "printed", l.counts.Printed))
		s.empty.SetText(w.Say("paperpage.slip.none"))
		s.empty.Hidden = len(s.rows) > 0
		s.older.show(l.rows, chosen.replaced)
		s.columns.Refresh() // the count may have become a line longer
		s.list.Renew()
		if s.detail.number == "" {
			s.list.Pick(0)
		} else {
			s.mark()
		}
	})
}

// show shows a paper that was scanned or typed, and where it stands in the list.
func (s *slips) show(code string) {
	s.detail.show(code)
	s.mark()
}

// mark puts the bar of the list at the paper that is shown; nowhere when the list doesn't have it.
func (s *slips) mark() {
	for i, r := range s.rows {
		if r.Number.String() == s.detail.number {
			s.list.PickQuietly(i)
			return
		}
	}
	s.list.Unpick()
}

func (s *slips) row(i int) control.TwoLines {
	r := s.rows[i]
	row := control.TwoLines{Title: r.Number.String() + "  " + r.Title, Subtitle: s.words.When(r.Issued, s.session.Now()) + ", " + r.IssuedBy}
	if r.Person != "" {
		row.Subtitle = r.Person + " · " + row.Subtitle
	}
	row.Marks = []control.Mark{stateMark(s.words, r.State)}
	return row
}

// stateMark is what became of a paper; one that is missing is seen from afar.
func stateMark(w *text.Words, state custody.State) control.Mark {
	mark := control.Mark{Text: w.Say("custody.state." + string(state))}
	if state == custody.StateMissing {
		mark.Color = look.Outage
	}
	return mark
}

// read takes what was scanned or typed: it shows the paper, or notes at once what the choice says.
func (s *slips) read() {
	code := strings.TrimSpace(s.code.Text)
	if code == "" {
		return
	}
	i := s.step.SelectedIndex()
	if i <= 0 {
		if _, _, err := s.session.Slip(code); err != nil {
			s.refuse(err)
			return
		}
		s.show(code)
		s.code.SetText("")
		return
	}
	row, err := s.session.MoveSlip(context.Background(), code, s.steps[i-1], "")
	if err != nil {
		s.refuse(err)
		if _, _, known := s.session.Slip(code); known == nil {
			s.show(code)
		}
		return
	}
	s.said.Show()
	s.columns.Refresh()
	s.said.Say(control.ToneGood, s.words.Say("paperpage.slip.noted", "number", row.Number, "title", row.Title, "state", s.words.Say("custody.state."+string(row.State))))
	s.code.SetText("")
	s.show(row.Number.String())
	s.moved()
}

// refuse says beside the field why nothing was noted; what was said of the paper before goes, and the next
// number that is scanned takes the place of the refused one.
func (s *slips) refuse(err error) {
	s.said.Clear()
	s.said.Hide()
	s.asked.SetFault(s.words.Explain(err))
	s.code.TypedShortcut(&fyne.ShortcutSelectAll{})
	s.columns.Refresh()
}

// moved is called when something was noted.
func (s *slips) moved() {
	s.renew()
	s.host.Changed()
	s.host.Window().Canvas().Focus(s.code) // the next paper of the pile
}

package review

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// usualSample is how many lines are drawn until somebody chooses another number.
const usualSample = 20

// sampleRows is how many lines of a word are seen below a sample, whose lines need the room.
const sampleRows = 2

// periods are the days back that a sample can be drawn from; 0 is everything.
var periods = []int{7, 30, 90, 0}

// samples is where samples are drawn, looked through and written about.
type samples struct {
	host  page.Host
	words *text.Words
	noted func() // something was drawn or noted

	draw    *control.Button
	number  *control.Entry
	many    *control.Field
	period  *control.Select
	reviews []access.Review
	list    *control.TwoLineList
	latest  *task.Latest[[]desk.LogLine]
	busy    bool
	seen    bool // the tab is: no line is read, and noted as read, before

	opened  string // id of the review whose lines are shown
	lines   []desk.LogLine
	title   *control.Text
	below   *control.Text
	table   *control.DataTable
	one     *control.Text // all of the line that is picked
	note    *noteField
	ask     fyne.CanvasObject // the field for the note, and its button
	said    *control.Text     // the note of one that has its word
	shown   fyne.CanvasObject
	none    fyne.CanvasObject
	pane    *fyne.Container
	content fyne.CanvasObject
}

func newSamples(h page.Host, noted func()) *samples {
	w := h.Words()
	s := &samples{host: h, words: w, noted: noted, latest: task.NewLatest[[]desk.LogLine](h.Runner(), "lines of a review")}
	s.number = control.NewEntry("")
	s.number.SetText(strconv.Itoa(usualSample))
	s.number.Replace = true
	s.number.OnChanged = func(string) { s.many.SetFault("") }
	s.number.OnSubmitted = func(string) { s.take() }
	s.many = control.NewField(w, w.Say("review.sample.number"), "", s.number)
	s.period = control.NewSelect(periodNames(w), "", nil)
	s.period.SetSelectedIndex(1)
	s.draw = control.NewPrimary(w.Say("review.sample.draw"), theme.ViewRefreshIcon(), s.take)
	s.list = control.NewTwoLineList(func() int { return len(s.reviews) }, s.row)
	s.list.OnPicked = func(i int) { s.open(s.reviews[i]) }
	s.list.OnChosen = func(int) { s.note.entry.Focus() }
	top := control.Stack(look.Gap, control.Even(look.Gap, s.many, control.NewField(w, w.Say("review.sample.period"), "", s.period)), s.draw)
	left := container.NewBorder(container.New(layout.NewCustomPaddedLayout(0, look.Space, 0, 0), top), nil, nil, nil, s.list)

	s.title, s.below = control.Heading(""), control.Quiet("")
	s.table = table(h, func() []desk.LogLine { return s.lines })
	s.note = newNoteField(h, sampleRows, s.save)
	s.said = control.NewText("", control.Style{Wrap: true, Copy: true})
	s.one = control.NewText("", control.Style{Wrap: true, Copy: true})
	s.one.Hide()
	s.table.List.OnPicked = func(i int) {
		s.one.SetText(whole(w, h.Session(), s.lines[i]))
		s.one.Show()
		s.pane.Refresh()
	}
	s.ask = container.NewBorder(nil, nil, nil, container.NewVBox(layout.NewSpacer(), s.note.press, layout.NewSpacer()), s.note.field)
	foot := container.New(layout.NewCustomPaddedLayout(look.Gap, 0, 0, 0), control.Stack(look.Gap, s.one, s.said, s.ask))
	s.pane = container.NewBorder(control.Stack(look.Step, s.title, s.below), foot, nil, nil, s.table)
	s.shown = s.pane
	s.none = control.NewEmpty(theme.ViewRefreshIcon(), w.Say("review.sample.none"), w.Say("review.sample.none_why"), "", nil)
	s.shown.Hide()
	s.content = control.NewColumns(0.3, control.NewSection(w.Say("review.sample.title"), left), control.NewCard(container.NewStack(s.shown, s.none)))
	return s
}

func periodNames(w *text.Words) []string {
	var names []string
	for _, days := range periods {
		if days == 0 {
			names = append(names, w.Say("review.sample.all"))
			continue
		}
		names = append(names, w.Say("review.sample.days", "n", days))
	}
	return names
}

// show lists the reviews there are, and stays at the one that was open.
func (s *samples) show(reviews []access.Review) {
	s.reviews = reviews
	s.list.Renew()
	if !s.seen {
		return
	}
	at := slices.IndexFunc(reviews, func(r access.Review) bool { return r.ID == s.opened })
	if at < 0 && len(reviews) > 0 {
		at = 0
	}
	if at >= 0 {
		s.list.PickQuietly(at)
		s.open(reviews[at])
	}
}

func (s *samples) row(i int) control.TwoLines {
	r, w := s.reviews[i], s.words
	row := control.TwoLines{Title: s.name(r), Subtitle: w.Say("review.sample.by", "id", r.ID, "by", r.By)}
	if r.Note == "" {
		row.Marks = []control.Mark{{Text: w.Say("review.sample.waits"), Color: look.Notice}}
	}
	return row
}

// name is a review as the list calls it.
func (s *samples) name(r access.Review) string {
	when := s.words.When(r.Drawn.In(care.Stockholm), s.host.Session().Now())
	if r.From == 0 {
		return s.words.Count("review.sample.chosen", len(r.Lines), "when", when)
	}
	return s.words.Count("review.sample.drawn", len(r.Lines), "when", when, "from", r.From)
}

// open shows a review: its lines, and the word about it or the field for one.
func (s *samples) open(r access.Review) {
	again := s.opened == r.ID
	s.opened = r.ID
	s.title.SetText(s.name(r))
	s.below.SetText(s.words.Say("review.sample.by", "id", r.ID, "by", r.By))
	s.said.Hide()
	s.ask.Hide()
	if r.Note != "" {
		s.said.SetText(s.words.Say("review.sample.said", "when", moment(r.Noted), "note", r.Note))
		s.said.Show()
	} else {
		s.ask.Show()
		if !again {
			s.note.reset("")
		}
	}
	s.none.Hide()
	s.shown.Show()
	s.pane.Refresh()
	if again && len(s.lines) > 0 {
		return
	}
	session := s.host.Session()
	s.fill(nil)
	s.latest.Ask(func(ctx context.Context) ([]desk.LogLine, error) { return session.ReviewLines(ctx, r.ID) },
		func(lines []desk.LogLine, err error) {
			if err != nil {
				s.host.Fail(err)
				return
			}
			s.fill(lines)
		})
}

func (s *samples) fill(lines []desk.LogLine) {
	s.lines = lines
	s.one.Hide()
	s.table.Renew()
	s.pane.Refresh()
}

// take draws a sample.
func (s *samples) take() {
	n, err := strconv.Atoi(strings.TrimSpace(s.number.Text))
	if err != nil {
		n = 0 // the rule words what a sample may be
	}
	var q desk.LogQuery
	session := s.host.Session()
	if days := periods[max(0, s.period.SelectedIndex())]; days > 0 {
		q.From = care.NextDay(session.Now(), -days)
	}
	if s.busy {
		return
	}
	s.busy = true
	s.draw.Disable()
	task.Go(s.host.Runner(), "draw sample", func(ctx context.Context) (access.Review, error) {
		review, lines, err := session.DrawSample(ctx, n, q)
		if err != nil && lines != nil {
			err = nil // some lines can't be read; the sample is of the others
		}
		return review, err
	}, func(review access.Review, err error) {
		s.busy = false
		s.draw.Enable()
		if err != nil {
			s.many.SetFault(s.words.Explain(err))
			s.number.Focus()
			return
		}
		s.opened, s.lines = review.ID, nil
		s.noted()
	})
}

func (s *samples) save(note string) {
	s.note.store(s.opened, note, s.noted)
}

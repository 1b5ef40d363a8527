package outage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
)

// history is every outage that the binder knows, the newest on top, and what happened in one of them.
type history struct {
	*browser
	host page.Host
}

func newHistory(h page.Host) *history {
	s := &history{host: h}
	s.browser = newBrowser(s.one)
	return s
}

// Content is the list and what happened.
func (s *history) Content() fyne.CanvasObject { return s.content }

// Open brings the list up to date.
func (s *history) Open(at page.Place) {
	w, session := s.host.Words(), s.host.Session()
	c := session.Catalogue()
	var rows []browserRow
	for _, o := range session.Outages() {
		row := browserRow{id: o.ID, TwoLines: control.TwoLines{Title: c.TitleOf(w, o), Subtitle: sinceWords(w, o, session.Now())}}
		if o.Open() {
			row.Marks = append(row.Marks, control.Mark{Text: w.Say("outagepage.history.open"), Color: look.Outage})
		}
		if o.Drill {
			row.Marks = append(row.Marks, control.Mark{Text: w.Say("outagepage.drill"), Color: look.Notice})
		}
		rows = append(rows, row)
	}
	id := at.Outage
	if id == "" {
		id = s.at
	}
	s.fill(rows, id)
	if len(rows) == 0 {
		s.pane.Objects = []fyne.CanvasObject{control.NewEmpty(theme.HistoryIcon(), w.Say("outagepage.history.none"), w.Say("outagepage.history.none_what"), "", nil)}
		s.pane.Refresh()
	}
}

// Leave has nothing to stop.
func (s *history) Leave() {}

// Focus is the list, where the arrows walk the outages.
func (s *history) Focus() fyne.Focusable { return s.list }

// one is what happened in an outage.
func (s *history) one(id string) fyne.CanvasObject {
	w, session := s.host.Words(), s.host.Session()
	view, err := session.Outage(id)
	if err != nil {
		return control.NewNoticeBox(control.ToneFault, w.Explain(err), nil)
	}
	c := session.Catalogue()
	length := session.Now()
	if !view.Open() {
		length = view.Ended
	}
	to := func(part string) func() {
		return func() { s.host.Show(page.Place{Page: page.Outage, Part: part, Outage: id}) }
	}
	column := control.Tall(look.Space, nil, control.Title(c.TitleOf(w, view.Outage)),
		control.NewFieldGrid(w,
			control.Fact{Label: w.Say("outagepage.history.began"), Value: w.Moment(view.Began.In(care.Stockholm))},
			control.Fact{Label: w.Say("outagepage.history.length"), Value: running(length.Sub(view.Began))},
			control.Fact{Label: w.Say("outagepage.history.what"), Value: c.NamesOf(w, view.Broken)},
			control.Fact{Label: w.Say("outagepage.history.touched"), Value: view.Touched}),
		control.Flow(look.Gap, control.NewButton(w.Say("outagepage.finding.to_now"), theme.NavigateNextIcon(), to(page.OutageNow)),
			control.NewButton(w.Say("outagepage.head.after"), theme.DocumentIcon(), to(page.OutageAfter))),
		control.Heading(w.Say("outagepage.timeline.title")))
	for _, row := range timelineOf(w, c, view.Timeline, session.Now()) {
		column.Add(row)
	}
	return column
}

package paper

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// scanned is one row of the scanned papers: its pages to look at, and where a code could not be read, the
// number to type beside the page.
type scanned struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	opening *task.Latest[fyne.CanvasObject]
	named   func(desk.PaperForm)
	unread  string // the page that is asked about
	seen    string // the page that is drawn
	turned  int    // quarters of a turn that it is drawn by

	number  *control.Entry
	asked   *control.Field
	page    *control.Entry
	which   *control.Field
	picture *fyne.Container
	inside  *fyne.Container
	scroll  *control.Scroller
	content fyne.CanvasObject
}

func newScanned(h page.Host, named func(desk.PaperForm)) *scanned {
	w := h.Words()
	s := &scanned{host: h, words: w, session: h.Session(), named: named, opening: task.NewLatest[fyne.CanvasObject](h.Runner(), "open a scanned page")}
	s.number, s.page = control.NewEntry(w.Say("paperpage.slip.code_hint")), control.NewEntry("")
	s.asked = control.NewField(w, w.Say("paperpage.slip.code"), "", s.number)
	s.which = control.NewField(w, w.Say("scanspage.page"), "", s.page)
	s.number.OnChanged = func(string) { s.asked.SetFault("") }
	s.page.OnChanged = func(string) { s.which.SetFault("") }
	s.number.OnSubmitted = func(string) { h.Window().Canvas().Focus(s.page) }
	s.page.OnSubmitted = func(string) { s.name() }
	s.picture, s.inside = container.NewStack(), control.Stack(look.Space-look.Step)
	s.scroll = control.NewScroller(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space), control.Stack(look.Space, s.inside, s.picture)))
	s.scroll.Follow(s.number, s.page)
	s.content = s.scroll
	s.forget()
	return s
}

// forget takes every page out of sight.
func (s *scanned) forget() {
	s.opening.Drop()
	s.unread, s.seen, s.turned = "", "", 0
	s.put(control.Quiet(s.words.Say("scanspage.choose")))
}

// put shows something in place of what was there.
func (s *scanned) put(objects ...fyne.CanvasObject) {
	s.inside.Objects, s.picture.Objects = objects, nil
	s.inside.Refresh()
	s.picture.Refresh()
	s.scroll.ToTop()
}

func (s *scanned) show(line scanLine) {
	s.forget()
	switch {
	case line.unread != "":
		s.askFor(line.unread)
	case line.form.Number != "":
		s.showForm(line.form)
	default:
		s.put(control.Heading(line.row.Title), control.Plain(line.row.Subtitle), control.Plain(line.why))
	}
}

// askFor shows a page and asks for its number.
func (s *scanned) askFor(id string) {
	s.unread = id
	s.number.SetText("")
	s.page.SetText("1")
	save := control.NewPrimary(s.words.Say("scanspage.save"), theme.DocumentSaveIcon(), s.name)
	s.scroll.Follow(save)
	s.put(control.Heading(s.words.Say("scanspage.which")), control.Plain(s.words.Say("scanspage.which_hint")),
		control.Even(look.Space, s.asked, s.which), control.Beside(look.Gap, save, s.turner()))
	s.see(id)
}

// name notes which paper the page is of.
func (s *scanned) name() {
	n, err := strconv.Atoi(strings.TrimSpace(s.page.Text))
	if err != nil {
		n = -1
	}
	form, err := s.session.NamePage(context.Background(), s.unread, s.number.Text, n)
	switch {
	case text.IsFault(err, "scan.page"):
		s.which.SetFault(s.words.Explain(err))
		s.host.Window().Canvas().Focus(s.page)
	case err != nil:
		s.asked.SetFault(s.words.Explain(err))
		s.host.Window().Canvas().Focus(s.number)
	default:
		s.named(form)
	}
}

// showForm shows a paper with its pages.
func (s *scanned) showForm(form desk.PaperForm) {
	w := s.words
	about := form.Title
	if form.Person != "" {
		about += " · " + form.Person
	}
	objects := []fyne.CanvasObject{control.Stack(look.Step, container.NewBorder(nil, nil, nil,
		container.NewCenter(control.NewMark(stateMark(w, form.State))), control.Title(form.Number.String())), control.Heading(about))}
	if missing := form.Missing(); len(missing) > 0 {
		objects = append(objects, control.NewNoticeBox(control.ToneFault, missed(w, missing), control.Plain(w.Say("scanspage.missing_hint", "pages", form.Pages))))
	}
	var pages []fyne.CanvasObject
	for _, scan := range form.Scans {
		b := control.NewButton(w.Say("scanspage.open", "page", scan.Page), theme.VisibilityIcon(), func() { s.see(scan.Document) })
		s.scroll.Follow(b)
		pages = append(pages, b)
	}
	if len(form.Scans) > 0 {
		pages = append(pages, s.turner())
	}
	if form.Kind != "" && form.EntryID == "" {
		b := control.NewButton(w.Say("scanspage.write"), theme.DocumentCreateIcon(), func() {
			s.host.Show(page.Place{Page: page.Write, PersonID: form.PersonID, Kind: form.Kind, Number: form.Number.String()})
		})
		s.scroll.Follow(b)
		pages = append(pages, b)
	}
	s.put(append(objects, control.Flow(look.Gap, pages...))...)
	if len(form.Scans) > 0 {
		s.see(form.Scans[0].Document)
	}
}

// turner is the button that turns a page which lay upside down or on its side.
func (s *scanned) turner() *control.Button {
	b := control.NewButton(s.words.Say("scanspage.turn"), theme.ViewRefreshIcon(), func() {
		if s.seen != "" {
			s.fetch(s.seen, (s.turned+1)%4)
		}
	})
	s.scroll.Follow(b)
	return b
}

// see shows a page as it was scanned.
func (s *scanned) see(id string) { s.fetch(id, 0) }

// fetch fetches a page and draws it, turned by so many quarters. It lies in memory no longer than it is
// shown.
func (s *scanned) fetch(id string, quarters int) {
	s.seen, s.turned = id, quarters
	width := max(look.Size(look.SizeBase)*10, s.scroll.Size().Width-2*look.Space)
	s.draw(control.Quiet(s.words.Say("scanspage.fetching")))
	s.opening.Ask(func(ctx context.Context) (fyne.CanvasObject, error) {
		_, raw, err := s.session.OpenDocument(ctx, id, "")
		if err != nil {
			return nil, err
		}
		drawn, err := page.Picture(raw, width)
		if picture, is := drawn.(*canvas.Image); is && err == nil {
			page.Turn(picture, width, quarters)
		}
		return drawn, err
	}, func(drawn fyne.CanvasObject, err error) {
		switch {
		case errors.Is(err, context.Canceled):
		case text.IsFault(err, "person.no_reason"):
			s.draw(control.Quiet(s.words.Say("scanspage.protected")))
		case err != nil:
			s.draw(control.Quiet(s.words.Explain(err)))
		default:
			s.draw(drawn)
		}
	})
}

func (s *scanned) draw(o fyne.CanvasObject) {
	s.picture.Objects = []fyne.CanvasObject{o}
	s.picture.Refresh()
	s.scroll.Refresh()
}

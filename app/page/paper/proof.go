package paper

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
)

// pictureWidth is how many dots wide a page is drawn: sharp on a large window, quick to draw.
const pictureWidth = 1100

// proof shows what an order would put on paper: the list of sheets, and the page itself where the
// computer can draw it. The pages are in memory for as long as they are shown.
type proof struct {
	host  page.Host
	draw  func(ctx context.Context, pdf []byte, pageNumber, width int) ([]byte, error) // nil where nothing can
	shown desk.Proof
	rows  []desk.ProofSheet // the sheets, after the cover where there is one
	at    int               // page, from 1

	size    *control.Text
	more    *control.Text
	list    *control.TwoLineList
	picture *fyne.Container
	scroll  *control.Scroller
	where   *control.Text
	back    *control.Button
	next    *control.Button
	drawing *task.Latest[[]byte]
	content fyne.CanvasObject
}

func newProof(h page.Host, draw func(context.Context, []byte, int, int) ([]byte, error), send fyne.CanvasObject, leave func()) *proof {
	w := h.Words()
	p := &proof{host: h, draw: draw, drawing: task.NewLatest[[]byte](h.Runner(), "draw a page")}
	p.size = control.Title("")
	p.more = control.Quiet("")
	p.list = control.NewTwoLineList(func() int { return len(p.rows) }, p.row)
	p.list.OnPicked = func(i int) { p.turn(p.rows[i].First) }
	p.picture = control.Stack(0)
	p.scroll = control.NewScroller(p.picture)
	p.scroll.OnKey = p.key
	p.where = control.NewText("", control.Style{Bold: true})
	p.back = control.NewButton(w.Say("paperpage.page_before"), theme.NavigateBackIcon(), func() { p.turn(p.at - 1) })
	p.next = control.NewButton(w.Say("paperpage.page_after"), theme.NavigateNextIcon(), func() { p.turn(p.at + 1) })
	away := control.NewButton(w.Say("paperpage.proof_back"), theme.NavigateBackIcon(), leave)
	left := container.NewBorder(control.Stack(look.Gap, p.size, p.more), container.New(layout.NewCustomPaddedLayout(look.Gap, 0, 0, 0), container.NewBorder(nil, nil, away, send)), nil, nil, container.New(layout.NewCustomPaddedLayout(look.Gap, 0, 0, 0), p.list))
	turns := container.New(layout.NewCustomPaddedLayout(0, look.Gap, 0, 0), control.Beside(look.Space, control.Beside(look.Gap, p.back, p.next), middled(p.where)))
	p.content = control.NewColumns(listShare, control.NewCard(left), control.NewCard(container.NewBorder(turns, nil, nil, nil, p.scroll)))
	p.content.Hide()
	return p
}

func (p *proof) row(i int) control.TwoLines {
	w, sh := p.host.Words(), p.rows[i]
	row := control.TwoLines{Title: sh.Title, Subtitle: w.Count("paperpage.pages", sh.Pages)}
	switch {
	case sh.Name != "":
		row.Subtitle = sh.Name + " · " + row.Subtitle
	case sh.Subtitle != "":
		row.Subtitle = sh.Subtitle + " · " + row.Subtitle
	}
	if sh.Counted {
		row.Marks = []control.Mark{{Text: w.Say("paperpage.numbered")}}
	}
	return row
}

// show shows a proof from its first page.
func (p *proof) show(shown desk.Proof) {
	w := p.host.Words()
	p.shown, p.at, p.rows = shown, 0, shown.Sheets
	if len(shown.Sheets) > 0 && shown.Sheets[0].First > 1 {
		cover := desk.ProofSheet{Title: w.Say("paperpage.cover"), First: 1, Pages: shown.Sheets[0].First - 1}
		p.rows = append([]desk.ProofSheet{cover}, shown.Sheets...)
	}
	size, note := w.Say("paperpage.size", "pages", w.Count("paperpage.pages", shown.Pages), "sheets", w.Count("paperpage.sheets", len(shown.Sheets))), ""
	if r := shown.Renewal; r != nil {
		note = size + ". " + takeOut(w, r.Out) + " "
		size = w.Say("paperpage.size", "pages", w.Count("paperpage.sheets", r.Sheets), "sheets", w.Count("paperpage.renewal_in", r.In))
	}
	p.size.SetText(size)
	note += w.Say("paperpage.proof_nothing_out")
	if n := len(shown.Documents); n > 0 {
		note += " " + w.Count("paperpage.proof_documents", n)
	}
	if shown.Replaced > 0 {
		note += " " + w.Count("paperpage.replaced", shown.Replaced)
	}
	p.more.SetText(note)
	p.list.Renew()
	p.list.UnselectAll()
	p.content.Show()
	p.list.PickQuietly(0)
	p.turn(1)
}

// key turns pages where the page has the keyboard, and at its end by what scrolls.
func (p *proof) key(ev *fyne.KeyEvent) bool {
	switch {
	case ev.Name == fyne.KeyRight, p.scroll.AtEnd() && (ev.Name == fyne.KeyPageDown || ev.Name == fyne.KeySpace):
		p.turn(p.at + 1)
	case ev.Name == fyne.KeyLeft, p.scroll.Offset() == 0 && ev.Name == fyne.KeyPageUp:
		p.turn(p.at - 1)
	default:
		return false
	}
	return true
}

// turn goes to a page.
func (p *proof) turn(at int) {
	if at < 1 || at > p.shown.Pages || at == p.at {
		return
	}
	p.at = at
	for i := len(p.rows) - 1; i >= 0; i-- {
		if first := p.rows[i].First; first > 0 && first <= at {
			p.list.PickQuietly(i)
			break
		}
	}
	w := p.host.Words()
	p.where.SetText(w.Say("paperpage.proof_at", "page", at, "pages", p.shown.Pages))
	if at == 1 {
		p.back.Disable()
	} else {
		p.back.Enable()
	}
	if at == p.shown.Pages {
		p.next.Disable()
	} else {
		p.next.Enable()
	}
	if p.draw == nil {
		p.put(control.Quiet(w.Say("error.printer.no_renderer")))
		return
	}
	p.put(control.Quiet(w.Say("paperpage.proof_drawing"))) // never one page under the number of another
	pdf := p.shown.PDF
	p.drawing.Ask(func(ctx context.Context) ([]byte, error) { return p.draw(ctx, pdf, at, pictureWidth) }, p.drawn)
}

func (p *proof) drawn(raw []byte, err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	if err == nil {
		var picture fyne.CanvasObject
		if picture, err = page.Picture(raw, p.scroll.Size().Width-look.Space); err == nil {
			p.put(picture)
			return
		}
	}
	p.put(control.Quiet(p.host.Words().Explain(err)))
}

func (p *proof) put(o fyne.CanvasObject) {
	p.picture.Objects = []fyne.CanvasObject{o}
	p.picture.Refresh()
	p.scroll.ToTop()
}

// forget lets go of the pages.
func (p *proof) forget() {
	p.drawing.Drop()
	p.shown, p.rows, p.at = desk.Proof{}, nil, 0
	p.picture.Objects = nil
	p.content.Hide()
}

// showProof draws the order and shows the pages; nothing goes out.
func (s *printing) showProof() {
	o, ok := s.read()
	if !ok {
		return
	}
	s.begin(s.words.Say("paperpage.proofing"))
	s.job = task.Run(s.host.Runner(), task.Work[desk.Proof]{
		Name: "proof",
		Do: func(ctx context.Context, report func(int, int)) (desk.Proof, error) {
			o.Progress = report
			return s.session.Proof(ctx, o)
		},
		Progress: s.progress.Set,
		Done: func(p desk.Proof, err error) {
			s.finish(err)
			if err == nil && s.shown {
				s.choosing.Hide()
				s.proof.show(p)
				s.host.Window().Canvas().Focus(s.proof.list)
			}
		},
	})
}

// closeProof goes back to the choices, with the keyboard where it was.
func (s *printing) closeProof() {
	s.leaveProof()
	s.host.Window().Canvas().Focus(s.look)
}

// escape closes the proof, if it is open.
func (s *printing) escape() bool {
	open := s.proof.content.Visible()
	if open {
		s.closeProof()
	}
	return open
}

func (s *printing) leaveProof() {
	s.proof.forget()
	s.choosing.Show()
}

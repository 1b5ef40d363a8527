package write

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// pages are the scanned pages of the paper that is written down, beside the form. A page is fetched, and
// noted as read, only when it is shown, and lies in memory no longer than that.
type pages struct {
	host    page.Host
	number  string // of the paper
	scans   []desk.PaperScan
	seen    string // document in sight
	turned  int    // quarters
	put     bool   // away, by who writes
	rest    func() // shows what stands in the place otherwise
	buttons *fyne.Container
	picture *fyne.Container
	scroll  *control.Scroller
	again   *control.Button // in the form: shows the paper that was put away
	content fyne.CanvasObject
	opening *task.Latest[fyne.CanvasObject]
}

func newPages(h page.Host, rest func()) *pages {
	w := h.Words()
	p := &pages{host: h, rest: rest, buttons: control.Flow(look.Gap), picture: control.Stack(0), opening: task.NewLatest[fyne.CanvasObject](h.Runner(), "paper beside the form")}
	p.scroll = control.NewScroller(container.NewStack(p.picture))
	p.again = control.NewButton(w.Say("write.paper_show"), theme.VisibilityIcon(), func() { p.putAway(false) })
	p.again.Hide()
	p.content = control.NewSection(w.Say("write.paper_pages"), container.NewBorder(p.buttons, nil, nil, nil, p.scroll))
	p.content.Hide()
	return p
}

// show shows the pages of a paper that were scanned; nothing for a paper without any.
func (p *pages) show(number string) {
	number = strings.TrimSpace(number)
	if number != p.number {
		p.put = false
	}
	p.leave()
	p.number, p.scans = number, nil
	if number != "" {
		if form, err := p.host.Session().FormOf(number); err == nil { // a number that is none is told of at its field
			for _, scan := range form.Scans {
				if strings.HasPrefix(scan.Media, "image/") {
					p.scans = append(p.scans, scan)
				}
			}
		}
	}
	p.arrange()
}

// arrange shows the pages, or that there are some.
func (p *pages) arrange() {
	w := p.host.Words()
	p.again.Hidden = !p.put || len(p.scans) == 0
	p.content.Hide()
	p.buttons.Objects = nil
	if len(p.scans) > 0 && !p.put {
		for _, scan := range p.scans {
			if len(p.scans) > 1 {
				p.buttons.Add(control.NewButton(w.Say("scanspage.open", "page", scan.Page), theme.VisibilityIcon(), func() { p.fetch(scan.Document, 0) }))
			}
		}
		p.buttons.Add(control.NewButton(w.Say("scanspage.turn"), theme.ViewRefreshIcon(), func() { p.fetch(p.seen, (p.turned+1)%4) }))
		p.buttons.Add(control.NewButton(w.Say("backlog.paper_hide"), theme.VisibilityOffIcon(), func() { p.putAway(true) }))
		p.content.Show()
		p.fetch(p.scans[0].Document, 0)
	}
	p.again.Refresh()
	p.rest()
}

func (p *pages) putAway(away bool) {
	p.leave()
	p.put = away
	p.arrange()
}

// leave forgets the page in sight.
func (p *pages) leave() {
	p.opening.Drop()
	p.draw(nil)
	p.seen, p.turned = "", 0
}

// pagesWidth is how wide a page is drawn, in base sizes: it fits beside the form at 1366.
const pagesWidth = 29

// fetch fetches a page and draws it, turned by so many quarters.
func (p *pages) fetch(document string, quarters int) {
	w := p.host.Words()
	p.seen, p.turned = document, quarters
	width := look.Size(look.SizeBase) * pagesWidth
	if room := p.scroll.Size().Width - look.Space; room > look.Target {
		width = min(width, room)
	}
	p.draw(control.Quiet(w.Say("scanspage.fetching")))
	p.opening.Ask(func(ctx context.Context) (fyne.CanvasObject, error) {
		_, raw, err := p.host.Session().OpenDocument(ctx, document, "")
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
			p.draw(control.Quiet(w.Say("scanspage.protected")))
		case err != nil:
			p.draw(control.Quiet(w.Explain(err)))
		default:
			p.draw(drawn)
		}
	})
}

func (p *pages) draw(o fyne.CanvasObject) {
	p.picture.Objects = nil
	if o != nil {
		p.picture.Add(o)
	}
	p.picture.Refresh()
	p.scroll.Refresh()
}

package intake

import (
	"context"
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

// documents asks whose the documents are that have come in: the binder finds numbers in them, and
// a person says whom they are about.
type documents struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	all     []desk.Filing
	latest  *task.Latest[[]desk.Filing]
	counted func() // after something was settled
	storing bool

	quiet *control.QuietMessage
	list  *control.TwoLineList
	form  *filing
	paper *paper
	some  fyne.CanvasObject
	none  fyne.CanvasObject
	whole *fyne.Container
}

// The parts of the width that the list of documents has, and the form of what is left.
const (
	documentsShare = 0.28
	formShare      = 0.5
)

func newDocuments(h page.Host, counted func()) *documents {
	w := h.Words()
	d := &documents{host: h, counted: counted, words: w, session: h.Session(), latest: task.NewLatest[[]desk.Filing](h.Runner(), "list documents")}
	d.quiet = control.NewQuietMessage()
	d.quiet.Hide()
	d.list = control.NewTwoLineList(func() int { return len(d.all) }, d.row)
	d.list.OnPicked = func(int) { d.show() }
	d.form = newFiling(h, d)
	d.paper = newPaper(h)
	d.some = control.NewColumns(documentsShare, control.NewSection(w.Say("documentspage.waiting"), d.list),
		control.NewColumns(formShare, control.NewCard(d.form.content), control.NewCard(d.paper.content)))
	d.none = control.NewEmpty(theme.DocumentIcon(), w.Say("documentspage.none"), w.Say("documentspage.none_how"), "", nil)
	d.whole = container.NewBorder(d.quiet, nil, nil, nil, container.NewStack(d.some, d.none))
	d.found(nil, nil)
	return d
}

func (d *documents) content() fyne.CanvasObject { return d.whole }

func (d *documents) focus() fyne.Focusable {
	if len(d.all) > 0 {
		return d.list
	}
	return nil
}

// open lists what waits. That somebody saw the list is noted: it names persons.
func (d *documents) open(page.Place) {
	d.latest.Ask(func(ctx context.Context) ([]desk.Filing, error) {
		all := d.session.DocumentsWaiting()
		if len(all) > 0 {
			d.session.NoteList(ctx, desk.ListDocuments)
		}
		return all, nil
	}, d.found)
}

// renew lists what has come since, unless somebody is at one of the documents.
func (d *documents) renew() {
	if d.form.untouched() && d.paper.see.Visible() && len(d.session.DocumentsWaiting()) != len(d.all) {
		d.open(page.Place{})
	}
}

// leave lets go of the pages that were looked at.
func (d *documents) leave() {
	d.quiet.Hide()
	d.paper.forget()
}

func (d *documents) found(all []desk.Filing, err error) {
	if err != nil {
		return // the request was overtaken
	}
	kept := d.list.Picked()
	d.all = all
	d.list.Renew()
	d.some.Hide()
	d.none.Hide()
	if len(all) == 0 {
		d.none.Show()
		d.paper.forget()
	} else {
		d.some.Show()
		d.list.PickQuietly(min(max(0, kept), len(all)-1))
		d.show()
	}
	d.whole.Refresh()
}

func (d *documents) picked() *desk.Filing {
	if i := d.list.Picked(); i >= 0 && i < len(d.all) {
		return &d.all[i]
	}
	return nil
}

// show shows what is known of a document. Its pages stay closed until somebody asks for them,
// which is noted.
func (d *documents) show() {
	if f := d.picked(); f != nil {
		d.form.show(*f)
		d.paper.show(*f)
	}
}

func (d *documents) row(i int) control.TwoLines {
	f, w := d.all[i], d.words
	row := control.TwoLines{Title: f.Title, Subtitle: join(w.DayShort(f.Date.In(care.Stockholm)), w.Say("document."+string(f.What)))}
	if f.Area == access.AreaProtected {
		row.Marks = []control.Mark{{Text: w.Say("documentspage.protected"), Color: look.Notice}}
	}
	return row
}

// work does something with the picked document, and shows the next.
func (d *documents) work(said string, do func(context.Context) error) {
	if d.storing {
		return
	}
	d.storing = true
	d.form.stop()
	task.Go(d.host.Runner(), "file document", func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) {
		d.storing = false
		if err != nil {
			d.quiet.Say(control.ToneFault, d.words.Explain(err))
			d.form.enable()
		} else {
			d.quiet.Say(control.ToneGood, said)
			d.open(page.Place{})
		}
		d.quiet.Show()
		d.whole.Refresh()
		d.host.Changed()
		d.counted()
	})
}

// paper shows the text of a document, or the document itself where it is a picture.
type paper struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	filing  desk.Filing
	latest  *task.Latest[opened]

	reason    *control.Entry
	reasonBox *control.Field
	see       *control.Button
	said      *control.Text
	list      *control.Scroller
	text      *fyne.Container
	picture   *fyne.Container
	content   fyne.CanvasObject
}

// opened is a document that somebody looks into: its text, or its picture.
type opened struct {
	text    string
	picture fyne.CanvasObject
}

func newPaper(h page.Host) *paper {
	w := h.Words()
	p := &paper{host: h, words: w, session: h.Session(), latest: task.NewLatest[opened](h.Runner(), "open document")}
	p.reason = control.NewEntry("")
	p.reason.OnSubmitted = func(string) { p.look() }
	p.reasonBox = control.NewField(w, w.Say("documentspage.why_open"), w.Say("documentspage.why_hint"), p.reason)
	p.see = control.NewButton(w.Say("documentspage.open"), theme.VisibilityIcon(), p.look)
	p.said = control.Quiet("")
	p.text, p.picture = control.Stack(look.Gap), container.NewStack()
	p.list = control.NewScroller(container.New(layout.NewCustomPaddedLayout(look.Gap, look.Gap, look.Gap, look.Space), control.Stack(look.Gap, p.picture, p.text)))
	p.content = container.NewBorder(control.Stack(look.Gap, control.Heading(w.Say("documentspage.paper")), p.said, p.reasonBox, p.see), nil, nil, nil, p.list)
	return p
}

// show offers to open a document.
func (p *paper) show(f desk.Filing) {
	p.forget()
	p.filing = f
	w := p.words
	p.said.SetText(w.Say("documentspage.noted"))
	if !f.HasText && f.Media == "application/pdf" {
		p.said.SetText(w.Say("documentspage.no_text"))
	}
	p.said.Show()
	p.reasonBox.Hidden = f.Area != access.AreaProtected
	p.see.Show()
	p.content.Refresh()
}

// forget lets go of what was looked at.
func (p *paper) forget() {
	p.latest.Drop()
	p.filing = desk.Filing{}
	p.text.Objects, p.picture.Objects = nil, nil
	p.reason.SetText("")
	p.reasonBox.SetFault("")
	p.list.Refresh()
}

// look opens the document: its bytes are drawn and forgotten.
func (p *paper) look() {
	id, reason, width := p.filing.ID, strings.TrimSpace(p.reason.Text), p.list.Size().Width-2*look.Space
	if id == "" {
		return
	}
	if p.reasonBox.Visible() && reason == "" {
		p.reasonBox.SetFault(p.words.Say("documentspage.why_missing"))
		p.reason.Focus()
		return
	}
	p.latest.Ask(func(ctx context.Context) (opened, error) {
		doc, raw, err := p.session.OpenDocument(ctx, id, reason)
		if err != nil {
			return opened{}, err
		}
		seen := opened{text: doc.Text}
		if strings.HasPrefix(doc.Media, "image/") {
			seen.picture, err = page.Picture(raw, width)
		}
		return seen, err
	}, p.seen)
}

func (p *paper) seen(seen opened, err error) {
	if err != nil {
		p.said.SetText(p.words.Explain(err))
		p.content.Refresh()
		return
	}
	p.reasonBox.Hide()
	p.see.Hide()
	p.said.Hidden = seen.text != "" || seen.picture != nil
	if seen.picture != nil {
		p.picture.Objects = []fyne.CanvasObject{seen.picture}
	}
	for _, part := range paragraphs(seen.text) {
		p.text.Add(control.NewText(part, control.Style{Wrap: true, Copy: true}))
	}
	p.content.Refresh()
	p.list.Focus()
}

// mostParagraphs is how many paragraphs of a document are shown to judge it by.
const mostParagraphs = 150

// paragraphs are the beginning of a text in parts that are quick to draw.
func paragraphs(s string) []string {
	var parts []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			parts = append(parts, line)
		}
		if len(parts) == mostParagraphs {
			return append(parts, "…")
		}
	}
	return parts
}

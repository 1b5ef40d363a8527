package intake

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/text"
)

// rows shows one file, row by row, and one row in full below.
type rows struct {
	words   *text.Words
	columns func() // says what the columns of the file are
	file    file
	shown   []line
	kept    []outcome // what each choice of the filter keeps; empty for all
	title   *control.Text
	counts  *control.Text
	choose  *control.Button // of columns
	filter  *control.Select
	table   *control.DataTable
	full    *control.Text
	foot    *fyne.Container // around it, hidden while no row is picked
	head    *fyne.Container
	fault   *fyne.Container
	list    fyne.CanvasObject
	content fyne.CanvasObject
}

// The least widths of the table's columns, in characters.
const (
	widthRow     = 5
	widthOutcome = 10
	widthWhat    = 9
	widthWho     = 10
	widthDetail  = 18
)

func newRows(w *text.Words, columns func()) *rows {
	r := &rows{words: w, columns: columns, title: control.Heading(""), counts: control.Quiet(""), fault: control.Stack(look.Gap)}
	r.choose = control.NewButton(w.Say("intakepage.columns"), theme.ListIcon(), columns)
	r.filter = control.NewSelect(nil, "", func(string) { r.apply() })
	r.table = control.NewDataTable([]control.Column{
		{Title: w.Say("intakepage.row"), Width: widthRow},
		{Title: w.Say("intakepage.outcome"), Width: widthOutcome},
		{Title: w.Say("intakepage.what"), Width: widthWhat},
		{Title: w.Say("intakepage.who"), Width: widthWho, Share: 2},
		{Title: w.Say("intakepage.detail"), Width: widthDetail, Share: 5},
	}, func() int { return len(r.shown) }, r.cells)
	r.table.List.OnPicked = func(i int) { r.tell(r.shown[i]) }
	r.full = control.NewText("", control.Style{Wrap: true, Copy: true})
	r.foot = container.New(layout.NewCustomPaddedLayout(look.Gap, 0, 0, 0), r.full)
	r.list = container.NewBorder(nil, r.foot, nil, nil, r.table)
	r.head = container.NewBorder(nil, nil, nil, container.NewCenter(control.Beside(look.Gap, r.choose, r.filter)), control.Stack(look.Step, r.title, r.counts))
	r.content = container.NewBorder(control.Stack(look.Gap, r.head, r.fault), nil, nil, nil, r.list)
	return r
}

// show shows a file from its first row.
func (r *rows) show(f file) {
	w := r.words
	r.file = f
	r.title.SetText(f.name)
	r.counts.SetText(f.format)
	r.fault.Objects = nil
	r.list.Hide()
	r.filter.Hide()
	r.choose.Hidden = !mayBeTable(f.name) || f.unclear
	if f.err != "" {
		r.fault.Objects = []fyne.CanvasObject{control.NewNoticeBox(control.ToneFault, f.err, nil)}
		if f.unclear {
			r.fault.Objects = append(r.fault.Objects, r.offer(w.Say("intakepage.unclear")))
		}
		r.content.Refresh()
		return
	}
	if f.document {
		r.fault.Objects = []fyne.CanvasObject{control.NewNoticeBox(control.ToneCalm, w.Say("intakepage.document"), nil)}
	}
	r.counts.SetText(w.Say("intakepage.counts", "format", f.format, "summary", f.summary(w)))
	r.kept = []outcome{""}
	options := []string{w.Say("intakepage.filter", "what", w.Say("intakepage.filter_all"), "n", len(f.lines))}
	for _, o := range outcomes() {
		if n := f.counts[o]; n > 0 {
			r.kept = append(r.kept, o)
			options = append(options, w.Say("intakepage.filter", "what", w.Say("intakepage.outcome."+string(o)), "n", n))
		}
	}
	r.filter.Options = options
	r.filter.PlaceHolder = slices.MaxFunc(options, func(x, y string) int { return cmp.Compare(len(x), len(y)) }) // it is as wide as this
	r.filter.Selected = ""
	r.filter.SetSelectedIndex(0)
	r.list.Show()
	r.filter.Show()
	r.head.Refresh() // the filter is as wide as its longest choice
	r.content.Refresh()
	if f.counts[wrong] > 0 {
		r.table.List.Pick(0) // what is wrong stands first, and needs its whole sentence
	}
}

// offer leads to where somebody says what the columns of the file are.
func (r *rows) offer(why string) fyne.CanvasObject {
	choose := control.NewButton(r.words.Say("intakepage.columns"), theme.ListIcon(), r.columns)
	return control.NewNoticeBox(control.ToneCalm, why, control.Beside(look.Gap, choose))
}

// apply keeps the rows that the filter asks for.
func (r *rows) apply() {
	i := r.filter.SelectedIndex()
	if i < 0 || i >= len(r.kept) {
		return
	}
	r.shown = r.file.lines
	if keep := r.kept[i]; keep != "" {
		r.shown = nil
		for _, l := range r.file.lines {
			if l.outcome == keep {
				r.shown = append(r.shown, l)
			}
		}
	}
	r.foot.Hide()
	r.content.Refresh()
	r.table.Renew()
}

// tell shows a row in full: a cell has room for the beginning only.
func (r *rows) tell(l line) {
	r.full.SetText(sentenceOf(r.words, l))
	r.foot.Show()
	r.content.Refresh()
}

func (r *rows) cells(i int) []control.Cell {
	l := r.shown[i]
	return []control.Cell{
		{Text: l.at, Color: look.Quiet},
		{Text: r.words.Say("intakepage.outcome." + string(l.outcome)), Color: inkOf(l.outcome), Bold: l.outcome == wrong},
		{Text: l.what}, {Text: l.who}, {Text: l.detail},
	}
}

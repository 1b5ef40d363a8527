package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Mark is a short word in a frame: "Skyddad", "Varning". Its colour is never all that it says.
type Mark struct {
	Text  string
	Color fyne.ThemeColorName // look.Quiet when empty
}

// TwoLines is one row of a TwoLineList.
type TwoLines struct {
	Title    string
	Subtitle string
	Marks    []Mark // the most important first; what finds no room is left out
}

// TwoLineList shows rows of a title with marks and a quieter line below, 10,000 as easily as ten.
type TwoLineList struct{ List }

// NewTwoLineList makes a list of rows. Length and row are asked as rows come into view.
func NewTwoLineList(length func() int, row func(i int) TwoLines) *TwoLineList {
	l := &TwoLineList{}
	l.setUp(length,
		func() fyne.CanvasObject { return newTwoLineRow() },
		func(i int, o fyne.CanvasObject, picked bool) {
			if r, ok := o.(*twoLineRow); ok {
				r.show(row(i), picked)
			}
		})
	l.ExtendBaseWidget(l)
	return l
}

type twoLineRow struct {
	widget.BaseWidget
	row    TwoLines
	picked bool
}

func newTwoLineRow() *twoLineRow {
	r := &twoLineRow{}
	r.ExtendBaseWidget(r)
	return r
}

func (r *twoLineRow) show(row TwoLines, picked bool) {
	r.row, r.picked = row, picked
	r.Refresh()
}

func (r *twoLineRow) CreateRenderer() fyne.WidgetRenderer {
	w := &twoLineRenderer{row: r, bar: &canvas.Rectangle{}, title: &canvas.Text{}, subtitle: &canvas.Text{}}
	w.title.TextStyle.Bold = true
	w.Refresh()
	return w
}

type twoLineRenderer struct {
	row             *twoLineRow
	bar             *canvas.Rectangle
	title, subtitle *canvas.Text
	chips           []*chip
}

func (w *twoLineRenderer) Layout(size fyne.Size) {
	w.bar.Resize(fyne.NewSize(look.Step, size.Height))
	left, right := look.Gap+look.Step, size.Width-look.Gap
	lineHeight := lineHeight(look.SizeBase, true)
	right = w.placeChips(left+size.Width/3, right, lineHeight)
	w.title.Text = cut(w.row.row.Title, right-left, w.title.TextSize, w.title.TextStyle)
	w.title.Move(fyne.NewPos(left, look.Gap))
	w.title.Resize(fyne.NewSize(right-left, lineHeight))
	w.subtitle.Text = cut(w.row.row.Subtitle, size.Width-left-look.Gap, w.subtitle.TextSize, w.subtitle.TextStyle)
	w.subtitle.Move(fyne.NewPos(left, look.Gap+lineHeight+look.Step))
	w.subtitle.Resize(fyne.NewSize(size.Width-left-look.Gap, lineHeight))
}

// placeChips sets the marks against the right edge, in order, and leaves out the last ones where
// the title would get less than a third of the row. It answers where the title must end.
func (w *twoLineRenderer) placeChips(least, right, lineHeight float32) float32 {
	shown, width := 0, float32(0)
	for i, c := range w.chips {
		c.Hide()
		part := c.MinSize().Width + look.Step
		if i == shown && i < len(w.row.row.Marks) && right-width-part >= least {
			shown, width = shown+1, width+part
		}
	}
	x := right - width + look.Step
	for _, c := range w.chips[:shown] {
		size := c.MinSize()
		c.Resize(size)
		c.Move(fyne.NewPos(x, look.Gap+(lineHeight-size.Height)/2))
		c.Show()
		x += size.Width + look.Step
	}
	return right - width
}

func (w *twoLineRenderer) MinSize() fyne.Size {
	height := lineHeight(look.SizeBase, true) + lineHeight(look.SizeSmall, false) + 2*look.Gap + look.Step
	return fyne.NewSize(120, max(height, look.Target))
}

func (w *twoLineRenderer) Refresh() {
	w.bar.FillColor = look.Color(look.Binder)
	w.bar.Hidden = !w.row.picked
	w.title.Color, w.title.TextSize = look.Color(look.Ink), look.Size(look.SizeBase)
	w.subtitle.Color, w.subtitle.TextSize = look.Color(look.Quiet), look.Size(look.SizeSmall)
	for i, mark := range w.row.row.Marks {
		if i == len(w.chips) {
			w.chips = append(w.chips, newChip())
		}
		w.chips[i].show(mark)
	}
	w.Layout(w.row.Size())
	w.title.Refresh()
	w.subtitle.Refresh()
	w.bar.Refresh()
}

func (w *twoLineRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, 0, 3+len(w.chips))
	objects = append(objects, w.bar, w.title, w.subtitle)
	for _, c := range w.chips {
		objects = append(objects, c)
	}
	return objects
}

func (w *twoLineRenderer) Destroy() {}

// lineHeight is the height of one line of text of a size.
func lineHeight(size fyne.ThemeSizeName, bold bool) float32 {
	return fyne.MeasureText("Åg", look.Size(size), fyne.TextStyle{Bold: bold}).Height
}

// cut shortens a text that is wider than its room and ends it with three dots.
func cut(s string, room, size float32, style fyne.TextStyle) string {
	if s == "" || fyne.MeasureText(s, size, style).Width <= room {
		return s
	}
	runes := []rune(s)
	low, high := 0, len(runes)
	for low < high {
		middle := (low + high + 1) / 2
		if fyne.MeasureText(string(runes[:middle])+"…", size, style).Width <= room {
			low = middle
		} else {
			high = middle - 1
		}
	}
	if low == 0 {
		return ""
	}
	return string(runes[:low]) + "…"
}

package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Column is one column of a DataTable.
type Column struct {
	Title string
	// Width is the least width, in base characters; the rest of the room goes by Share.
	Width int
	// Share is this column's part of what room is left; 0 keeps the least width.
	Share int
	// Right sets the column to the right, for numbers.
	Right bool
}

// Cell is what stands in one place of a DataTable. The zero Color is look.Ink.
type Cell struct {
	Text  string
	Color fyne.ThemeColorName
	Bold  bool
}

// DataTable is a header and rows that stay virtual: schedules and previews of any length.
type DataTable struct {
	widget.BaseWidget
	// List is the rows, with selection and keyboard.
	List    *List
	columns []Column
	head    *tableRow
}

// NewDataTable makes a table. Length and row are asked as rows come into view; a row has one
// cell for each column.
func NewDataTable(columns []Column, length func() int, row func(i int) []Cell) *DataTable {
	t := &DataTable{columns: columns, head: newTableRow(columns)}
	heads := make([]Cell, len(columns))
	for i, c := range columns {
		heads[i] = Cell{Text: c.Title, Color: look.Quiet, Bold: true}
	}
	t.head.show(heads, false)
	t.List = NewList(length,
		func() fyne.CanvasObject { return newTableRow(columns) },
		func(i int, o fyne.CanvasObject, picked bool) {
			if r, ok := o.(*tableRow); ok {
				r.show(row(i), picked)
			}
		})
	t.ExtendBaseWidget(t)
	return t
}

// Renew shows other rows.
func (t *DataTable) Renew() { t.List.Renew() }

// CreateRenderer is for Fyne.
func (t *DataTable) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewBorder(
		container.NewVBox(t.head, widget.NewSeparator()), nil, nil, nil, t.List))
}

type tableRow struct {
	widget.BaseWidget
	columns []Column
	cells   []Cell
	picked  bool
}

func newTableRow(columns []Column) *tableRow {
	r := &tableRow{columns: columns}
	r.ExtendBaseWidget(r)
	return r
}

func (r *tableRow) show(cells []Cell, picked bool) {
	r.cells, r.picked = cells, picked
	r.Refresh()
}

func (r *tableRow) CreateRenderer() fyne.WidgetRenderer {
	w := &tableRowRenderer{row: r, bar: &canvas.Rectangle{}, texts: make([]*canvas.Text, len(r.columns))}
	for i := range w.texts {
		w.texts[i] = &canvas.Text{}
	}
	w.Refresh()
	return w
}

type tableRowRenderer struct {
	row   *tableRow
	bar   *canvas.Rectangle
	texts []*canvas.Text
}

// widths divides the room: each column its least, and what is left by share.
func (w *tableRowRenderer) widths(room float32) []float32 {
	character := look.Size(look.SizeBase) * 0.56
	widths, shares := make([]float32, len(w.row.columns)), 0
	for i, c := range w.row.columns {
		widths[i] = float32(c.Width)*character + look.Space
		room -= widths[i]
		shares += c.Share
	}
	if room > 0 && shares > 0 {
		for i, c := range w.row.columns {
			widths[i] += room * float32(c.Share) / float32(shares)
		}
	}
	return widths
}

func (w *tableRowRenderer) Layout(size fyne.Size) {
	w.bar.Resize(fyne.NewSize(look.Step, size.Height))
	x := look.Gap
	height := lineHeight(look.SizeBase, false)
	for i, width := range w.widths(size.Width - 2*look.Gap) {
		t, room := w.texts[i], width-look.Space
		if i < len(w.row.cells) {
			t.Text = cut(w.row.cells[i].Text, room, t.TextSize, t.TextStyle)
		}
		left := x + look.Step
		if w.row.columns[i].Right {
			left += room - t.MinSize().Width
		}
		t.Move(fyne.NewPos(left, (size.Height-height)/2))
		t.Resize(fyne.NewSize(room, height))
		x += width
	}
}

func (w *tableRowRenderer) MinSize() fyne.Size {
	width := 2 * look.Gap
	for _, part := range w.widths(0) {
		width += part
	}
	return fyne.NewSize(width, max(lineHeight(look.SizeBase, false)+2*look.Gap, look.Target))
}

func (w *tableRowRenderer) Refresh() {
	w.bar.FillColor = look.Color(look.Binder)
	w.bar.Hidden = !w.row.picked
	for i, t := range w.texts {
		t.Color, t.TextSize, t.Text = look.Color(look.Ink), look.Size(look.SizeBase), ""
		if i < len(w.row.cells) {
			cell := w.row.cells[i]
			t.TextStyle.Bold = cell.Bold
			if cell.Color != "" {
				t.Color = look.Color(cell.Color)
			}
		}
	}
	w.Layout(w.row.Size())
	for _, t := range w.texts {
		t.Refresh()
	}
	w.bar.Refresh()
}

func (w *tableRowRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{w.bar}
	for _, t := range w.texts {
		objects = append(objects, t)
	}
	return objects
}

func (w *tableRowRenderer) Destroy() {}

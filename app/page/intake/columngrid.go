package intake

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
)

// columnGrid shows the first rows of a table under its own headings, with a choice under each of
// them. It scrolls both ways, and follows the keyboard from choice to choice.
type columnGrid struct {
	scroll  *container.Scroll
	content *fyne.Container
	columns []*gridColumn
	// chosen hears which option of a column was chosen.
	chosen func(column, option int)
	silent bool // while the grid itself sets what is chosen
}

// gridColumn is one column of the table.
type gridColumn struct {
	back    *control.Plate
	heading *control.Text
	choice  *control.Select
	box     fyne.CanvasObject
}

// columnSigns is the width of a column, in base characters.
const columnSigns = 17

func newColumnGrid(chosen func(column, option int)) *columnGrid {
	g := &columnGrid{chosen: chosen, content: control.Beside(look.Step)}
	g.scroll = container.NewScroll(g.content)
	return g
}

// fill shows other columns. Each has its own options, of which one is chosen.
func (g *columnGrid) fill(headings []string, samples [][]string, options []string, picked func(column int) int) {
	g.content.Objects, g.columns = nil, nil
	for i, heading := range headings {
		var cells []string
		for _, row := range samples {
			cell := ""
			if i < len(row) {
				cell = strings.Join(strings.Fields(row[i]), " ")
			}
			cells = append(cells, cell)
		}
		g.add(heading, cells)
	}
	g.offer(options, picked)
	g.scroll.ScrollToOffset(fyne.NewPos(0, 0))
	g.scroll.Refresh()
}

// add makes a column. Its cells are one text: sixty columns must not be felt.
func (g *columnGrid) add(heading string, cells []string) {
	at := len(g.columns)
	c := &gridColumn{back: control.NewPlate(look.Sheet, look.Line, 1, look.Corner),
		heading: control.NewText(heading, control.Style{Bold: true, Cut: true})}
	c.choice = control.NewSelect(nil, "", nil)
	c.choice.OnChanged = func(string) {
		if !g.silent {
			g.chosen(at, c.choice.SelectedIndex())
		}
	}
	c.choice.OnFocus = func(has bool) {
		if has {
			g.reveal(c.box)
		}
	}
	below := control.NewText(strings.Join(cells, "\n"), control.Style{Cut: true, Color: look.Quiet})
	column := control.Stack(look.Gap, c.heading, c.choice, below)
	c.box = container.New(&columnWidth{}, c.back, control.Padded(look.Gap, column))
	g.columns = append(g.columns, c)
	g.content.Add(c.box)
}

// offer gives every column the options of another kind of list.
func (g *columnGrid) offer(options []string, picked func(column int) int) {
	g.silent = true
	for i, c := range g.columns {
		c.choice.Options = options
		c.choice.SetSelectedIndex(picked(i))
		g.paint(i, picked(i) > 0)
	}
	g.silent = false
}

// paint marks a column that is read.
func (g *columnGrid) paint(column int, read bool) {
	fill, line := look.Sheet, look.Line
	if read {
		fill, line = look.BinderSoft, look.Binder
	}
	g.columns[column].back.Paint(fill, line)
}

// reveal scrolls so that a column is wholly seen.
func (g *columnGrid) reveal(box fyne.CanvasObject) {
	left, right := box.Position().X, box.Position().X+box.Size().Width
	at := g.scroll.Offset
	switch {
	case left < at.X:
		at.X = left
	case right > at.X+g.scroll.Size().Width:
		at.X = right - g.scroll.Size().Width
	}
	at.Y = 0 // the choices are at the top
	g.scroll.ScrollToOffset(at)
}

// columnWidth keeps a column at its width, whatever its texts want.
type columnWidth struct{}

func (columnWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

func (columnWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(look.Size(look.SizeBase)*0.56*columnSigns, height)
}

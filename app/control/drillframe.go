package control

import (
	"image/color"

	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// drillEdge is how wide the stripes around a drill are.
const drillEdge float32 = 8

// watermarks is how often the word lies across a drill.
const watermarks = 3

// DrillFrame stands around all that is shown in a drill: stripes on every side, and a word in very large
// and pale letters across it, so that no picture of the window can be taken for the real thing. What
// lies below is worked as if neither was there.
type DrillFrame struct {
	widget.BaseWidget
	content fyne.CanvasObject
	edges   [4]*canvas.Raster // top, bottom, left, right
	marks   [watermarks]*canvas.Text
}

// NewDrillFrame frames content, with a word across it.
func NewDrillFrame(word string, content fyne.CanvasObject) *DrillFrame {
	f := &DrillFrame{content: content}
	for i := range f.edges {
		f.edges[i] = canvas.NewRasterWithPixels(stripes)
	}
	for i := range f.marks {
		f.marks[i] = &canvas.Text{Text: word, TextStyle: fyne.TextStyle{Bold: true}}
	}
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer is for Fyne.
func (f *DrillFrame) CreateRenderer() fyne.WidgetRenderer {
	r := &drillRenderer{frame: f}
	r.paint()
	return r
}

type drillRenderer struct{ frame *DrillFrame }

// paint sets the colour of the word: just seen, and nothing below is harder to read for it.
func (r *drillRenderer) paint() {
	const pale = 0x1c
	for _, m := range r.frame.marks {
		red, green, blue, _ := look.Color(look.Notice).RGBA()
		m.Color = color.NRGBA{R: uint8(red >> 8), G: uint8(green >> 8), B: uint8(blue >> 8), A: pale}
	}
}

// Layout sets the word from the upper left to the lower right, as large as there is room.
func (r *drillRenderer) Layout(size fyne.Size) {
	f, within := r.frame, size.SubtractWidthHeight(2*drillEdge, 2*drillEdge)
	f.content.Move(fyne.NewPos(drillEdge, drillEdge))
	f.content.Resize(within)
	for i, at := range []fyne.Position{{}, {Y: size.Height - drillEdge}, {}, {X: size.Width - drillEdge}} {
		f.edges[i].Move(at)
		if i < 2 {
			f.edges[i].Resize(fyne.NewSize(size.Width, drillEdge))
		} else {
			f.edges[i].Resize(fyne.NewSize(drillEdge, size.Height))
		}
	}
	for i, m := range f.marks {
		m.TextSize = min(within.Height/watermarks, within.Width/8)
		wide := m.MinSize()
		part := float32(i) / (watermarks - 1)
		m.Move(fyne.NewPos(drillEdge+(within.Width-wide.Width)*part, drillEdge+(within.Height-wide.Height)*part))
		m.Resize(wide)
	}
}

// MinSize is that of what is framed, and the stripes.
func (r *drillRenderer) MinSize() fyne.Size {
	return r.frame.content.MinSize().AddWidthHeight(2*drillEdge, 2*drillEdge)
}

// Refresh is for Fyne.
func (r *drillRenderer) Refresh() {
	r.paint()
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

// Objects are what is framed, and above it what says that it is a drill.
func (r *drillRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.frame.content}
	for _, m := range r.frame.marks {
		objects = append(objects, m)
	}
	for _, e := range r.frame.edges {
		objects = append(objects, e)
	}
	return objects
}

// Destroy is for Fyne.
func (r *drillRenderer) Destroy() {}

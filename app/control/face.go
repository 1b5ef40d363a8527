package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Face is a clock or a number set so large that it is read from across the room.
type Face struct {
	widget.BaseWidget
	words string
	ink   fyne.ThemeColorName
}

// faceTimes is how many times the largest text it is.
const faceTimes = 1.9

// NewFace makes the face.
func NewFace(words string, ink fyne.ThemeColorName) *Face {
	f := &Face{words: words, ink: ink}
	f.ExtendBaseWidget(f)
	return f
}

// Set shows something else.
func (f *Face) Set(words string) {
	if f.words != words {
		f.words = words
		f.Refresh()
	}
}

// Words are what it shows.
func (f *Face) Words() string { return f.words }

// CreateRenderer is for Fyne.
func (f *Face) CreateRenderer() fyne.WidgetRenderer {
	r := &faceRenderer{face: f, words: &canvas.Text{}}
	r.draw()
	return r
}

type faceRenderer struct {
	face  *Face
	words *canvas.Text
}

func (r *faceRenderer) draw() {
	r.words.Text, r.words.Color, r.words.TextSize = r.face.words, look.Color(r.face.ink), look.Size(look.SizeLargest)*faceTimes
	r.words.TextStyle.Bold = true
}

func (r *faceRenderer) Layout(size fyne.Size) { r.words.Resize(size) }

// MinSize is that of the widest digits, so that nothing beside it moves each second.
func (r *faceRenderer) MinSize() fyne.Size {
	wide := []rune(r.face.words)
	for i, digit := range wide {
		if digit >= '0' && digit <= '9' {
			wide[i] = '0'
		}
	}
	return fyne.MeasureText(string(wide), r.words.TextSize, r.words.TextStyle)
}

func (r *faceRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.words} }
func (r *faceRenderer) Destroy()                     {}
func (r *faceRenderer) Refresh() {
	r.draw()
	r.words.Refresh()
}

package page

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Turn turns a picture that is drawn so wide by so many quarters to the right: papers lie in the scanner
// as they come.
func Turn(picture *canvas.Image, width float32, quarters int) {
	if quarters == 0 {
		return
	}
	from := picture.Image
	at := from.Bounds()
	w, h := at.Dx(), at.Dy()
	size := image.Pt(w, h)
	if quarters%2 == 1 {
		size = image.Pt(h, w)
	}
	turned := image.NewRGBA(image.Rectangle{Max: size})
	for y := range h {
		for x := range w {
			to := [4]image.Point{{X: x, Y: y}, {X: h - 1 - y, Y: x}, {X: w - 1 - x, Y: h - 1 - y}, {X: y, Y: w - 1 - x}}[quarters]
			turned.Set(to.X, to.Y, from.At(at.Min.X+x, at.Min.Y+y))
		}
	}
	picture.Image = turned
	picture.SetMinSize(fyne.NewSize(width, width*float32(size.Y)/float32(max(1, size.X))))
}

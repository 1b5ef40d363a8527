package page

import (
	"bytes"
	"image"
	_ "image/jpeg" // the kinds of image that a paper can be filed as
	_ "image/png"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"avbrottsparm/internal/text"
)

// mostPixels is the largest image that is drawn: a page scanned at 600 dots an inch.
const mostPixels = 40_000_000

// Picture draws a JPEG or PNG so wide, in its own proportions. Fault "people.picture" when the bytes
// hold none that can be drawn.
func Picture(raw []byte, width float32) (fyne.CanvasObject, error) {
	about, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err == nil && about.Width*about.Height > mostPixels {
		return nil, text.NewFault("people.picture")
	}
	img, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, text.Because(err, "people.picture")
	}
	size := img.Bounds().Size()
	picture := canvas.NewImageFromImage(img)
	picture.FillMode, picture.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
	picture.SetMinSize(fyne.NewSize(width, width*float32(size.Y)/float32(max(1, size.X))))
	return picture, nil
}

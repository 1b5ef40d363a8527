package control

import (
	"image"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"
)

// clearDots is the light around a code that a reader needs (ISO/IEC 18004, 9.1).
const clearDots = 4

// leastDot is how large a dot is drawn at least: a camera in front of a screen tells no smaller ones apart.
const leastDot = 3

// NewCode draws a QR code with the given side, or a larger one where it holds much, dark on light in
// either theme. It is nil for what no code holds.
func NewCode(content string, side float32) fyne.CanvasObject {
	hints := map[gozxing.EncodeHintType]any{}
	if strings.ContainsFunc(content, func(r rune) bool { return r >= 0x80 }) {
		hints[gozxing.EncodeHintType_CHARACTER_SET] = "UTF-8" // otherwise phones guess at å, ä and ö
	}
	code, err := encoder.Encoder_encode(content, decoder.ErrorCorrectionLevel_M, hints)
	if err != nil || content == "" {
		return nil
	}
	dots := code.GetMatrix().GetArray()
	n := len(dots) + 2*clearDots
	picture := image.NewGray(image.Rect(0, 0, n, n))
	for y := range n {
		for x := range n {
			picture.SetGray(x, y, color.Gray{Y: 0xFF})
		}
	}
	for y, row := range dots {
		for x, dot := range row {
			if dot == 1 {
				picture.SetGray(x+clearDots, y+clearDots, color.Gray{})
			}
		}
	}
	drawn := canvas.NewImageFromImage(picture)
	drawn.ScaleMode, drawn.FillMode = canvas.ImageScalePixels, canvas.ImageFillContain
	drawn.SetMinSize(fyne.NewSquareSize(max(side, float32(n)*leastDot)))
	return drawn
}

package people

import (
	"bytes"
	"context"
	"image"
	_ "image/jpeg" // the kinds of image that a paper can be filed as
	_ "image/png"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// mostPixels is the largest image that is drawn: a page scanned at 600 dots an inch.
const mostPixels = 40_000_000

// picture is the way to a paper that is an image. It is fetched, and noted as read, only when it is
// asked for, and it lies in memory no longer than it is shown.
func (s *screen) picture(d *care.Document) fyne.CanvasObject {
	box := container.NewStack()
	button := control.NewButton(s.words.Say("people.documents.show"), theme.VisibilityIcon(), func() {
		session := s.host.Session()
		s.drawing.Ask(func(ctx context.Context) (image.Image, error) {
			_, raw, err := session.OpenDocument(ctx, d.ID, "")
			if err != nil {
				return nil, err
			}
			return decoded(raw)
		}, func(img image.Image, err error) {
			if err != nil {
				s.host.Fail(err)
				return
			}
			box.Objects = []fyne.CanvasObject{drawn(img)}
			box.Refresh()
			s.scroll.Refresh()
		})
	})
	box.Add(control.Beside(look.Gap, button))
	return box
}

// isPicture tells whether a paper can be drawn on the screen. Of a protected identity it can't be
// here: a page can show where somebody lives.
func isPicture(k *known, d *care.Document) bool {
	return strings.HasPrefix(d.Media, "image/") && !k.covered() && d.Area != care.DocumentAreaProtected
}

// decoded is the image of the bytes, or a fault when they hold none that can be drawn.
func decoded(raw []byte) (image.Image, error) {
	about, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err == nil && about.Width*about.Height > mostPixels {
		return nil, text.NewFault("people.picture")
	}
	img, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, text.Because(err, "people.picture")
	}
	return img, nil
}

// drawn is the image as wide as the pane's reading text, in its own proportions.
func drawn(img image.Image) fyne.CanvasObject {
	size := img.Bounds().Size()
	picture := canvas.NewImageFromImage(img)
	picture.FillMode, picture.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
	width := look.Size(look.SizeBase) * 28
	picture.SetMinSize(fyne.NewSize(width, width*float32(size.Y)/float32(max(1, size.X))))
	return picture
}

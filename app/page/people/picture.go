package people

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
)

// pictureWidth is how wide a paper is drawn, in base sizes: as wide as the pane's reading text.
const pictureWidth = 28

// picture is the way to a paper that is an image. It is fetched, and noted as read, only when it is
// asked for, and it lies in memory no longer than it is shown.
func (s *screen) picture(d *care.Document) fyne.CanvasObject {
	box := container.NewStack()
	button := control.NewButton(s.words.Say("people.documents.show"), theme.VisibilityIcon(), func() {
		session := s.host.Session()
		s.drawing.Ask(func(ctx context.Context) (fyne.CanvasObject, error) {
			_, raw, err := session.OpenDocument(ctx, d.ID, "")
			if err != nil {
				return nil, err
			}
			return page.Picture(raw, look.Size(look.SizeBase)*pictureWidth)
		}, func(drawn fyne.CanvasObject, err error) {
			if err != nil {
				s.host.Fail(err)
				return
			}
			box.Objects = []fyne.CanvasObject{drawn}
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

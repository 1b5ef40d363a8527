package intake

import (
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"avbrottsparm/app/look"
)

// target stands between the window and the screen. The window must not be asked for anything when
// the program ends, and must not hold on to a screen with persons on it while it is locked.
type target struct{ screen *filesPart }

func (t *target) drop(_ fyne.Position, dropped []fyne.URI) {
	if t.screen == nil {
		return
	}
	var paths []string
	for _, uri := range dropped {
		paths = append(paths, uri.Path())
	}
	t.screen.add(paths...)
}

// choose lets somebody choose a file; each is added to those before.
func (s *filesPart) choose() {
	d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err == nil && file != nil {
			err = file.Close()
		}
		switch {
		case err != nil:
			s.host.Fail(err)
		case file != nil:
			s.add(file.URI().Path())
		}
	}, s.host.Window())
	if at, err := storage.ListerForURI(storage.NewFileURI(s.folder)); s.folder != "" && err == nil {
		d.SetLocation(at)
	}
	d.SetTitleText(s.words.Say("intakepage.choose"))
	d.Show()                   // first: a dialog that was never shown has no size
	d.SetView(dialog.ListView) // whole names
	d.Resize(s.host.Window().Canvas().Size().Subtract(fyne.NewSize(4*look.Wide, 4*look.Wide)))
}

// addFolder takes the files in a folder, but not those in folders within it.
func (s *filesPart) addFolder(folder string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		s.host.Fail(err)
		return
	}
	var paths []string
	for _, e := range entries {
		if e.Type().IsRegular() {
			paths = append(paths, filepath.Join(folder, e.Name()))
		}
	}
	s.add(paths...)
}

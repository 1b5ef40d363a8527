package page

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/task"
)

// Files is what a screen that saves files needs from the computer. Main hands it in.
type Files struct {
	// Folder is where files are saved until somebody chooses another.
	Folder string
	// Save writes a file whole or not at all and tells the path that it got.
	Save func(dir, name string, content []byte) (path string, err error)
	// Open shows a file or a folder in the system's own program.
	Open func(path string) error
}

// SavedAt tells where a file lies, with buttons that show it and its folder.
func SavedAt(h Host, f Files, path string) fyne.CanvasObject {
	w := h.Words()
	show := func(at string) func() {
		return func() {
			task.Go(h.Runner(), "open a file", func(context.Context) (struct{}, error) {
				return struct{}{}, f.Open(at)
			}, func(_ struct{}, err error) { h.Fail(err) })
		}
	}
	return control.Stack(look.Gap,
		control.NewText(w.Say("paperpage.saved", "path", path), control.Style{Wrap: true, Copy: true}),
		container.New(layout.NewRowWrapLayoutWithCustomPadding(look.Gap, look.Gap),
			control.NewButton(w.Say("paperpage.open_file"), theme.DocumentIcon(), show(path)),
			control.NewButton(w.Say("paperpage.open_folder"), theme.FolderIcon(), show(filepath.Dir(path)))))
}

// ChooseFile lets somebody choose a file, beginning in a folder. Chosen is not called when they
// change their mind.
func ChooseFile(in fyne.Window, title, folder string, chosen func(path string, err error)) {
	d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err == nil && file != nil {
			err = file.Close()
		}
		switch {
		case err != nil:
			chosen("", err)
		case file != nil:
			chosen(file.URI().Path(), nil)
		}
	}, in)
	showDialog(d, in, title, folder)
}

// ChooseFolder is ChooseFile for a folder.
func ChooseFolder(in fyne.Window, title, folder string, chosen func(path string, err error)) {
	d := dialog.NewFolderOpen(func(at fyne.ListableURI, err error) {
		switch {
		case err != nil:
			chosen("", err)
		case at != nil:
			chosen(at.Path(), nil)
		}
	}, in)
	showDialog(d, in, title, folder)
}

func showDialog(d *dialog.FileDialog, in fyne.Window, title, folder string) {
	if at, err := storage.ListerForURI(storage.NewFileURI(folder)); folder != "" && folder != "." && err == nil {
		d.SetLocation(at) // else the dialog begins where it likes: the folder isn't made yet
	}
	d.SetTitleText(title)
	d.Show()                   // first: a dialog that was never shown has no size
	d.SetView(dialog.ListView) // whole names
	d.Resize(in.Canvas().Size().Subtract(fyne.NewSize(4*look.Wide, 4*look.Wide)))
}

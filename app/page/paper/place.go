package paper

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
)

// place is where the file goes and how it is locked.
type place struct {
	host    page.Host
	session *desk.Session
	folder  string
	resized func() // lays out what stands around

	path    *control.Text
	open    *control.Check
	warning fyne.CanvasObject
	locked  fyne.CanvasObject
	secret  *control.Text
	reveal  *control.Button
	content fyne.CanvasObject
}

func newPlace(h page.Host, session *desk.Session, folder string, resized func()) *place {
	w := h.Words()
	p := &place{host: h, session: session, folder: folder, resized: resized}
	p.path = control.NewText(folder, control.Style{Wrap: true, Copy: true})
	choose := control.NewButton(w.Say("paperpage.choose_folder"), theme.FolderOpenIcon(), p.choose)
	where := control.NewField(w, w.Say("paperpage.folder"), "", container.NewBorder(nil, nil, nil, choose, middled(p.path)))
	p.secret = control.NewText("", control.Style{Size: look.SizeLarge, Bold: true, Copy: true})
	p.reveal = control.NewButton("", theme.VisibilityIcon(), p.toggle)
	p.locked = control.Stack(look.Step, container.NewBorder(nil, nil, nil, container.NewCenter(p.reveal), middled(control.Plain(w.Say("paperpage.locked")))), p.secret)
	p.warning = control.NewNoticeBox(control.ToneNotice, w.Say("paperpage.open_warning"), nil)
	p.open = control.NewCheck(w.Say("paperpage.open"), func(bool) { p.show() })
	p.content = control.Stack(look.Gap, where, control.Stack(look.Gap, p.locked, p.open, p.warning))
	p.cover()
	p.show()
	return p
}

// readable tells that the file is to be left open to whoever finds it.
func (p *place) readable() bool { return p.open.Checked }

func (p *place) show() {
	if p.open.Checked {
		p.cover()
		p.locked.Hide()
		p.warning.Show()
	} else {
		p.warning.Hide()
		p.locked.Show()
	}
	p.resized()
}

// toggle shows the unit's passphrase for PDF files, or covers it.
func (p *place) toggle() {
	if p.secret.Visible() {
		p.cover()
		return
	}
	p.secret.SetText(p.session.Unit().PDFPassphrase)
	p.secret.Show()
	p.reveal.SetText(p.host.Words().Say("paperpage.hide_passphrase"))
	p.resized()
}

func (p *place) cover() {
	p.secret.SetText("")
	p.secret.Hide()
	p.reveal.SetText(p.host.Words().Say("paperpage.show_passphrase"))
}

// choose lets somebody choose the folder.
func (p *place) choose() {
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		switch {
		case err != nil:
			p.host.Fail(err)
		case folder != nil:
			p.folder = folder.Path()
			p.path.SetText(p.folder)
			p.resized()
		}
	}, p.host.Window())
	if at, err := storage.ListerForURI(storage.NewFileURI(p.folder)); err == nil {
		d.SetLocation(at) // else the dialog begins where it likes: the folder isn't made yet
	}
	d.SetTitleText(p.host.Words().Say("paperpage.choose_folder"))
	d.Show()                   // first: a dialog that was never shown has no size
	d.SetView(dialog.ListView) // whole names
	d.Resize(p.host.Window().Canvas().Size().Subtract(fyne.NewSize(4*look.Wide, 4*look.Wide)))
}

// middled sets a text in the middle of the height beside it.
func middled(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedVBoxLayout(0), layout.NewSpacer(), o, layout.NewSpacer())
}

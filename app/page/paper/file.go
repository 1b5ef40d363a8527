package paper

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
)

// file is where the file goes and how it is locked.
type file struct {
	host    page.Host
	session *desk.Session
	folder  string
	resized func() // lays out what stands around

	path    *control.Text
	choice  *control.Button
	open    *control.Check
	warning fyne.CanvasObject
	locked  fyne.CanvasObject
	secret  *control.Text
	reveal  *control.Button
	content fyne.CanvasObject
}

func newFile(h page.Host, session *desk.Session, folder string, resized func()) *file {
	w := h.Words()
	p := &file{host: h, session: session, folder: folder, resized: resized}
	p.path = control.NewText(folder, control.Style{Wrap: true, Copy: true})
	p.choice = control.NewButton(w.Say("paperpage.choose_folder"), theme.FolderOpenIcon(), p.choose)
	where := control.NewField(w, w.Say("paperpage.folder"), "", container.NewBorder(nil, nil, nil, p.choice, middled(p.path)))
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

// allow takes the choice of an open file away where the unit head has forbidden it.
func (p *file) allow(readable bool) {
	if !readable {
		p.open.SetChecked(false)
	}
	p.open.Hidden = !readable
}

// readable tells that the file is to be left open to whoever finds it.
func (p *file) readable() bool { return p.open.Checked && p.open.Visible() }

func (p *file) show() {
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
func (p *file) toggle() {
	if p.secret.Visible() {
		p.cover()
		return
	}
	p.secret.SetText(p.session.Unit().PDFPassphrase)
	p.secret.Show()
	p.reveal.SetText(p.host.Words().Say("paperpage.hide_passphrase"))
	p.resized()
}

func (p *file) cover() {
	p.secret.SetText("")
	p.secret.Hide()
	p.reveal.SetText(p.host.Words().Say("paperpage.show_passphrase"))
}

// choose lets somebody choose the folder.
func (p *file) choose() {
	page.ChooseFolder(p.host.Window(), p.host.Words().Say("paperpage.choose_folder"), p.folder, func(path string, err error) {
		if err != nil {
			p.host.Fail(err)
			return
		}
		p.folder = path
		p.path.SetText(path)
		p.resized()
	})
}

// middled sets a text in the middle of the height beside it.
func middled(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedVBoxLayout(0), layout.NewSpacer(), o, layout.NewSpacer())
}

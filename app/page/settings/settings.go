// Package settings is the screen with what the binder knows of itself, where it takes from, and
// what may be chosen about the window on this computer.
//
// The passphrase of PDF files is covered until somebody asks to see it, and covered again when
// the screen is left; the key to Lifecare is never shown. Nothing here says anything about a person.
package settings

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/text"
)

// Params is what the screen needs to know about the program, and whom to tell what was chosen.
type Params struct {
	Choices func() Choices
	Choose  func(Choices)
	Folder  string // of the binder
	Version string
}

type screen struct {
	page.Host
	Params
	words   *text.Words
	unit    *control.FieldGrid
	shown   bool // the passphrase of PDF files
	secret  *control.Text
	reveal  *control.Button
	folder  *folderPart
	live    *connectionPart
	sources *container.Scroll
	tabs    *control.Tabs
}

// New makes the screen.
func New(h page.Host, p Params) page.Page {
	s := &screen{Host: h, Params: p, words: h.Words()}
	s.folder, s.live = newFolderPart(h, s.resized), newConnectionPart(h, s.resized, func() { s.sources.ScrollToBottom() })
	s.sources = control.NewHalves(s.folder.section, s.live.section)
	general := control.NewHalves(control.Stack(look.Space, s.unitPart(), s.pdfPart()), control.Stack(look.Space, s.lookPart(), s.aboutPart()))
	s.tabs = control.NewTabs(
		control.Tab{Title: s.words.Say("settings.tab.general"), Make: func() fyne.CanvasObject { return general }},
		control.Tab{Title: s.words.Say("settings.tab.sources"), Make: func() fyne.CanvasObject { return s.sources }})
	return s
}

// Content is the screen.
func (s *screen) Content() fyne.CanvasObject { return s.tabs }

// Focus is what uncovers the passphrase of PDF files, which is what one comes for after the first
// day; with what the binder takes from it is nothing that a key could change by mistake.
func (s *screen) Focus() fyne.Focusable {
	if s.tabs.Opened() != 0 {
		return nil
	}
	return s.reveal
}

// Open shows how things stand, under the tab that the place names.
func (s *screen) Open(at page.Place) {
	if at.Part == page.SettingsSources {
		s.tabs.Open(1)
	}
	s.refresh()
}

// Leave covers the passphrase, and forgets a key that was typed and not saved.
func (s *screen) Leave() {
	s.cover(false)
	s.folder.leave()
	s.live.leave()
}

// resized lays the screen out anew: a part says more or less than before.
func (s *screen) resized() {
	if s.sources != nil {
		s.sources.Content.Refresh()
		s.sources.Refresh()
	}
}

func (s *screen) refresh() {
	session := s.Session()
	user := session.User()
	s.unit.Set(
		control.Fact{Label: s.words.Say("settings.unit"), Value: session.Unit().Name},
		control.Fact{Label: s.words.Say("settings.user"), Value: user.Name},
		control.Fact{Label: s.words.Say("settings.title"), Value: user.Title},
		control.Fact{Label: s.words.Say("settings.head"), Value: session.Head()})
	s.cover(s.shown)
	s.folder.show()
	s.live.show()
}

func (s *screen) unitPart() fyne.CanvasObject {
	s.unit = control.NewFieldGrid(s.words)
	return control.NewSection(s.words.Say("settings.binder"), s.unit)
}

func (s *screen) pdfPart() fyne.CanvasObject {
	s.secret = control.NewText("", control.Style{Size: look.SizeLarge, Bold: true, Copy: true})
	s.reveal = control.NewButton("", nil, func() { s.cover(!s.shown) })
	return control.NewSection(s.words.Say("settings.pdf"), control.Stack(look.Gap,
		container.NewBorder(nil, nil, nil, s.reveal, container.NewHBox(container.NewCenter(s.secret))),
		control.Quiet(s.words.Say("settings.pdf_why"))))
}

// cover shows the passphrase or as many dots as say nothing of its length.
func (s *screen) cover(show bool) {
	s.shown = show
	if show {
		s.secret.SetText(s.Session().Unit().PDFPassphrase)
		s.reveal.SetText(s.words.Say("settings.cover"))
		s.reveal.SetIcon(theme.VisibilityOffIcon())
		return
	}
	s.secret.SetText(strings.Repeat("•", 12))
	s.reveal.SetText(s.words.Say("settings.reveal"))
	s.reveal.SetIcon(theme.VisibilityIcon())
}

func (s *screen) aboutPart() fyne.CanvasObject {
	return control.NewSection(s.words.Say("settings.about"), control.NewFieldGrid(s.words,
		control.Fact{Label: s.words.Say("settings.folder"), Value: s.Folder},
		control.Fact{Label: s.words.Say("settings.version"), Value: s.Version}))
}

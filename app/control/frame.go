package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// NewSection frames content as a sheet of paper with a heading; the title may be empty.
// Actions stand at the right of the heading.
func NewSection(title string, content fyne.CanvasObject, actions ...fyne.CanvasObject) fyne.CanvasObject {
	inside := content
	if title != "" || len(actions) > 0 {
		head := container.NewBorder(nil, nil, nil, Beside(look.Gap, actions...), middled(Heading(title)))
		inside = container.New(&headed{gap: look.Space - look.Step}, head, content)
	}
	return container.NewStack(NewPlate(look.Sheet, look.Line, 1, look.Corner), Padded(look.Space, inside))
}

// NewCard is a Section without a heading.
func NewCard(content fyne.CanvasObject) fyne.CanvasObject { return NewSection("", content) }

// Tone is what a NoticeBox or QuietMessage is about.
type Tone int

// The tones. Each has an icon of its own besides its colour.
const (
	ToneCalm   Tone = iota // for information
	ToneGood               // it went well
	ToneNotice             // a warning about a person; data too old
	ToneFault              // something failed
)

func (t Tone) colors() (full, soft fyne.ThemeColorName) {
	switch t {
	case ToneGood:
		return look.Normal, look.NormalSoft
	case ToneNotice:
		return look.Notice, look.NoticeSoft
	case ToneFault:
		return look.Outage, look.OutageSoft
	}
	return look.Binder, look.BinderSoft
}

func (t Tone) icon() fyne.Resource {
	switch t {
	case ToneGood:
		return theme.ConfirmIcon()
	case ToneNotice:
		return theme.WarningIcon()
	case ToneFault:
		return theme.ErrorIcon()
	}
	return theme.InfoIcon()
}

// NewNoticeBox frames something that must be seen: a heading with an icon, and content below.
// Content may be nil.
func NewNoticeBox(tone Tone, title string, content fyne.CanvasObject) fyne.CanvasObject {
	return noticeBox(tone, NewText(title, Style{Bold: true, Wrap: true}), content)
}

func noticeBox(tone Tone, title *Text, content fyne.CanvasObject) fyne.CanvasObject {
	full, soft := tone.colors()
	head := fyne.CanvasObject(container.NewBorder(nil, nil,
		Beside(look.Step, container.NewCenter(NewSymbol(tone.icon(), full, 1)), gap(0)), nil, middled(title)))
	if content != nil {
		head = container.New(&headed{gap: look.Gap}, head, content)
	}
	return container.NewStack(NewPlate(soft, full, 2, look.Corner), Padded(look.Space-look.Step, head))
}

// NewToned frames content as a sheet whose heading stands on the colour of its tone, with its icon: groups
// that must be told apart at a glance.
func NewToned(tone Tone, title string, content fyne.CanvasObject) fyne.CanvasObject {
	full, soft := tone.colors()
	head := container.NewStack(NewPlate(soft, full, 1, look.Corner), Padded(look.Gap, container.NewBorder(nil, nil,
		Beside(0, container.NewCenter(NewSymbol(tone.icon(), full, 1)), gap(look.Gap)), nil, middled(Heading(title)))))
	body := container.NewStack(NewPlate(look.Sheet, look.Line, 1, look.Corner), Padded(look.Space-look.Step, content))
	return Tall(0, nil, head, body)
}

package shell

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
)

// Help lists the shortcuts over the page, until Escape or the button.
func (w *Window) Help() {
	canvas := w.win.Canvas()
	if canvas.Overlays().Top() != nil || w.open == nil || w.open.held {
		return
	}
	var facts []control.Fact
	for _, k := range keys() {
		if k.to != "" && !w.offered(k.to) {
			continue
		}
		var names []string
		if k.function != "" {
			names = append(names, string(k.function))
		}
		names = append(names, "Ctrl+"+string(k.letter))
		facts = append(facts, control.Fact{Label: strings.Join(names, "  /  "), Value: w.words.Say(k.says)})
	}
	for _, key := range []string{"places", "sign", "copy", "escape", "tab"} {
		facts = append(facts, control.Fact{Label: w.words.Say("shell.keys." + key), Value: w.words.Say("shell.keys." + key + "_does")})
	}
	var popup *widget.PopUp
	shut := control.NewPrimary(w.words.Say("shell.help.close"), nil, func() { popup.Hide() })
	grid := control.NewFieldGrid(w.words, facts...)
	inside := container.NewBorder(control.Title(w.words.Say("shell.help.title")), container.NewHBox(shut), nil, nil,
		control.Padded(look.Gap, container.NewVScroll(grid)))
	popup = widget.NewModalPopUp(control.Padded(look.Wide, inside), canvas)
	size := canvas.Size()
	width, most := min(size.Width-2*look.Wide, look.ReadingWidth()+4*look.Wide), size.Height-2*look.Wide
	popup.Resize(fyne.NewSize(width, most))
	popup.Show()
	// As high as the list, now that its width is known, or scrolled where the window is too low.
	popup.Resize(fyne.NewSize(width, min(most, inside.MinSize().Height+grid.MinSize().Height+look.Wide)))
	canvas.Focus(shut)
}

package schedule

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
)

// visitRow is one visit to tick, with what was planned below and the way to write about it at length.
type visitRow struct {
	widget.BaseWidget
	tick    *control.Check
	below   *control.Text
	write   *control.Button
	setting bool // the row shows another visit, and nobody ticked it
}

func newVisitRow(write string) *visitRow {
	r := &visitRow{tick: control.NewCheck("", nil), below: control.NewText("", control.Style{Size: look.SizeSmall, Color: look.Quiet, Cut: true})}
	r.write = control.NewButton(write, theme.DocumentCreateIcon(), nil)
	r.ExtendBaseWidget(r)
	return r
}

// show shows a visit; ticked hears the box and write the button.
func (r *visitRow) show(title, below string, on bool, ticked func(bool), write func()) {
	r.setting = true
	r.tick.OnChanged = func(on bool) {
		if !r.setting {
			ticked(on)
		}
	}
	r.tick.Text = title
	r.tick.SetChecked(on)
	r.tick.Refresh()
	r.below.SetText(below)
	r.write.OnTapped = write
	r.setting = false
}

// CreateRenderer is for Fyne.
func (r *visitRow) CreateRenderer() fyne.WidgetRenderer {
	text := control.Stack(0, r.tick, container.NewBorder(nil, nil, control.Wide(2.4, container.NewWithoutLayout()), nil, r.below))
	return widget.NewSimpleRenderer(control.Padded(look.Step, container.NewBorder(nil, nil, nil, container.NewCenter(r.write), text)))
}

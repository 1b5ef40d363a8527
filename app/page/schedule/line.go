package schedule

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
)

// line draws a row of the list: the time at the left, who and what in the middle with marks, where
// or by whom at the right. A head and the line of now are drawn in the same room.
type line struct {
	widget.BaseWidget
	tapped func()

	back                             *control.Plate
	bar                              *control.Plate
	rule                             *control.Plate
	time, under, title, below, aside *control.Text
	marks                            *fyne.Container
	row                              row
	picked                           bool
}

func newLine() *line {
	quiet := control.Style{Size: look.SizeSmall, Color: look.Quiet, Cut: true}
	l := &line{back: control.NewPlate("", "", 0, 0), bar: control.NewPlate(look.Binder, "", 0, 0), rule: control.NewPlate(look.Binder, "", 0, 0),
		time: control.NewText("", control.Style{Bold: true, Cut: true}), under: control.NewText("", quiet),
		title: control.NewText("", control.Style{Bold: true, Cut: true}), below: control.NewText("", quiet), aside: control.NewText("", quiet),
		marks: control.Beside(look.Step)}
	l.ExtendBaseWidget(l)
	return l
}

// show draws a row; tapped hears the mouse.
func (l *line) show(r row, picked bool, tapped func()) {
	l.row, l.picked, l.tapped = r, picked, tapped
	title, when := look.Ink, look.Ink
	if r.past {
		title, when = look.Quiet, look.Quiet
	}
	size := look.SizeBase
	switch r.kind {
	case rowHead:
		title, size = look.Binder, look.SizeLarge
		l.back.Paint(look.Ground, "")
	case rowNow:
		when = look.Binder
		l.back.Paint("", "")
	default:
		l.back.Paint("", "")
	}
	l.time.SetStyle(control.Style{Bold: true, Cut: true, Color: when})
	l.title.SetStyle(control.Style{Bold: true, Cut: true, Color: title, Size: size})
	for text, value := range map[*control.Text]string{l.time: r.time, l.under: r.under, l.title: r.title, l.below: r.below, l.aside: r.aside} {
		text.SetText(value)
	}
	l.marks.RemoveAll()
	for _, mark := range r.marks {
		l.marks.Add(control.NewMark(mark))
	}
	l.bar.Hidden = !picked
	l.rule.Hidden = r.kind != rowNow
	l.Refresh()
}

// Tapped opens the person whom the row leads to.
func (l *line) Tapped(*fyne.PointEvent) {
	if l.tapped != nil {
		l.tapped()
	}
}

// CreateRenderer is for Fyne.
func (l *line) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(lineLayout{l}, l.back, l.bar, l.rule, l.time, l.under, l.title, l.below, l.aside, l.marks))
}

// height is how much room a row of a kind takes.
func height(kind rowKind) float32 {
	base, small := look.Size(look.SizeBase)*1.4, look.Size(look.SizeSmall)*1.4
	switch kind {
	case rowHead:
		return max(look.Target, look.Size(look.SizeLarge)*1.4+2*look.Gap)
	case rowNow:
		return base + look.Gap
	}
	return max(look.Target, base+small+2*look.Gap)
}

type lineLayout struct{ l *line }

// timeWidth is the room of "21:45–06:15 +1" and of the way there.
func timeWidth() float32 { return look.Size(look.SizeBase) * 9.4 }

func (y lineLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Size(look.SizeBase)*24, height(rowVisit))
}

func (y lineLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l := y.l
	put := func(o fyne.CanvasObject, x, top, width float32) {
		o.Move(fyne.NewPos(x, top))
		o.Resize(fyne.NewSize(max(0, width), o.MinSize().Height))
	}
	l.back.Resize(size)
	l.bar.Resize(fyne.NewSize(look.Step, size.Height))
	left := look.Gap + look.Step
	mid := left + timeWidth() + look.Space
	wide := size.Width - mid - look.Gap
	switch l.row.kind {
	case rowNow:
		put(l.time, left, (size.Height-l.time.MinSize().Height)/2, timeWidth())
		l.rule.Move(fyne.NewPos(mid, size.Height/2-1))
		l.rule.Resize(fyne.NewSize(wide, 2))
		return
	case rowHead:
		title := min(l.natural(), (size.Width-left)*0.6)
		put(l.title, left, (size.Height-l.title.MinSize().Height)/2, title)
		put(l.below, left+title+look.Space, (size.Height-l.below.MinSize().Height)/2, size.Width-left-title-look.Space-look.Gap)
		return
	}
	first := (size.Height - l.title.MinSize().Height - l.below.MinSize().Height) / 2
	second := first + l.title.MinSize().Height
	put(l.time, left, first, timeWidth())
	put(l.under, left, second, timeWidth())
	aside := float32(0)
	if l.row.aside != "" {
		aside = wide * 0.26
		put(l.aside, mid+wide-aside, first+(l.title.MinSize().Height-l.aside.MinSize().Height)/2, aside)
	}
	marks := l.marks.MinSize()
	title := min(l.natural(), wide-aside-marks.Width-2*look.Gap)
	put(l.title, mid, first, title)
	l.marks.Move(fyne.NewPos(mid+title+look.Gap, first+(l.title.MinSize().Height-marks.Height)/2))
	l.marks.Resize(marks)
	put(l.below, mid, second, wide)
}

// natural is the width of the title where it need not be cut.
func (l *line) natural() float32 {
	size := look.SizeBase
	if l.row.kind == rowHead {
		size = look.SizeLarge
	}
	return fyne.MeasureText(l.row.title, look.Size(size), fyne.TextStyle{Bold: true}).Width + 1
}

package start

import (
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// ageRows are three cells for each kind of data: what it is, from when, and whether that is good
// enough, in words beside the colour.
func ageRows(w *text.Words, st desk.Status, now time.Time) []fyne.CanvasObject {
	var cells []fyne.CanvasObject
	for _, k := range st.Fresh {
		when, verdict, color := w.Say("start.never"), w.Say("start.verdict.never"), look.Quiet
		switch {
		case k.AsOf.IsZero():
		case k.TooOld:
			when, verdict, color = w.When(k.AsOf, now), w.Say("start.verdict.old"), look.Outage
		default:
			when, verdict, color = w.When(k.AsOf, now), w.Say("start.verdict.fresh"), look.Normal
		}
		cells = append(cells,
			control.NewText(w.Say("start.kind."+string(k.Kind)), control.Style{}),
			control.NewText(when, control.Style{Color: look.Quiet, Cut: true}),
			control.NewMark(control.Mark{Text: verdict, Color: color}))
	}
	return cells
}

// grid sets rows of three cells: a name, a mark at the right, and between them what room is left.
type grid struct{}

func (grid) row() float32 { return look.Size(look.SizeBase)*1.4 + 2*look.Step }

// Layout is for Fyne.
func (g grid) Layout(cells []fyne.CanvasObject, size fyne.Size) {
	var name, marks float32
	for i := 0; i+2 < len(cells); i += 3 {
		name = max(name, cells[i].MinSize().Width+look.Gap)
		marks = max(marks, cells[i+2].MinSize().Width)
	}
	room := size.Width - marks - 2*look.Gap
	for i := 0; i+2 < len(cells); i += 3 {
		y := float32(i/3) * g.row()
		place := func(o fyne.CanvasObject, x, width float32) {
			height := o.MinSize().Height
			o.Resize(fyne.NewSize(width, height))
			o.Move(fyne.NewPos(x, y+(g.row()-height)/2))
		}
		place(cells[i], 0, name)
		place(cells[i+1], name+look.Gap, max(0, room-name))
		width := cells[i+2].MinSize().Width
		place(cells[i+2], size.Width-width, width)
	}
}

// MinSize is for Fyne. The least width shows a whole date: "lör 28 nov 06:00".
func (g grid) MinSize(cells []fyne.CanvasObject) fyne.Size {
	var name, marks float32
	for i := 0; i+2 < len(cells); i += 3 {
		name, marks = max(name, cells[i].MinSize().Width), max(marks, cells[i+2].MinSize().Width)
	}
	return fyne.NewSize(name+marks+3*look.Gap+look.Size(look.SizeBase)*8.5, float32(len(cells)/3)*g.row())
}

package control_test

import (
	"fmt"
	"testing"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

func agendaRows(n int) []control.AgendaRow {
	rows := []control.AgendaRow{{Kind: control.AgendaHead, Title: "Slinga 1", Below: "Anna Berg"}, {Kind: control.AgendaNow, Time: "Nu 14:07"}}
	for i := range n {
		rows = append(rows, control.AgendaRow{Time: "23:50–00:20 +1", Under: "tis 24 nov · resa 7 min", Title: fmt.Sprint("Andersson, Karin ", i),
			Below: "Morgonhjälp, dusch, frukost och medicin enligt signeringslistan i hemmet", Aside: "Storgatan 12",
			Marks: []control.Mark{{Text: "Läkemedel/HSL", Color: look.Binder}, {Text: "Dubbel"}}, Past: i == 0})
	}
	return rows
}

func TestAnAgendaIsWalkedWithArrowsAndChosenByKeyOrMouse(t *testing.T) {
	w := open(t, "sv")
	var chosen []int
	list := control.NewAgendaList(func(i int) { chosen = append(chosen, i) })
	w.SetContent(list)
	list.SetRows(agendaRows(5))
	w.Canvas().Focus(list)
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyDown} {
		key(list, k)
	}
	if len(chosen) != 0 || list.Picked() != 2 {
		t.Fatalf("walking chose %v and came to %d", chosen, list.Picked())
	}
	key(list, fyne.KeyReturn)
	test.TapCanvas(w.Canvas(), fyne.NewPos(200, 110))
	test.TapCanvas(w.Canvas(), fyne.NewPos(200, 110)) // on the row that is picked already
	if len(chosen) != 3 || chosen[0] != 2 || chosen[1] != chosen[2] || list.Picked() != chosen[2] {
		t.Errorf("chose %v, picked %d", chosen, list.Picked())
	}
	list.SetRows(agendaRows(1))
	if list.Picked() != -1 {
		t.Error("a row stays picked in other rows")
	}
}

func TestAnAgendaKeepsItsTimesWholeAndItsTextsApart(t *testing.T) {
	for _, large := range []bool{false, true} {
		for _, width := range []float32{560, 1100} {
			w := open(t, "sv")
			fyne.CurrentApp().Settings().SetTheme(look.New(look.Options{Large: large}))
			list := control.NewAgendaList(nil)
			w.SetContent(list)
			w.Resize(fyne.NewSize(width, 700))
			list.SetRows(agendaRows(3))
			whole := 0
			walk(list, func(o fyne.CanvasObject) {
				text, ok := o.(*canvas.Text)
				if ok && (text.Text == "23:50–00:20 +1" || text.Text == "Nu 14:07" || text.Text == "Slinga 1") {
					whole++
				}
				if ok && text.Visible() && text.Position().X+text.MinSize().Width > width {
					t.Errorf("large %v, %v wide: %q runs out", large, width, text.Text)
				}
			})
			if whole != 5 {
				t.Errorf("large %v, %v wide: %d of times and heads are whole", large, width, whole)
			}
		}
	}
}

// BenchmarkAgenda is what another day on the screen costs: 300 rows, a dozen of them seen.
func BenchmarkAgenda(b *testing.B) {
	a := test.NewApp()
	defer a.Quit()
	a.Settings().SetTheme(look.New(look.Options{}))
	list := control.NewAgendaList(nil)
	w := test.NewWindow(list)
	defer w.Close()
	w.Resize(fyne.NewSize(1100, 520))
	rows := agendaRows(300)
	for b.Loop() {
		list.SetRows(rows)
	}
}

package control_test

import (
	"fmt"
	"testing"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestTenThousandRowsAskOnlyForWhatIsSeen(t *testing.T) {
	w := open(t, "sv")
	asked := map[int]bool{}
	list := control.NewTwoLineList(func() int { return 10_000 }, func(i int) control.TwoLines {
		asked[i] = true
		return control.TwoLines{Title: fmt.Sprint("Person ", i), Subtitle: "Storgatan", Marks: []control.Mark{{Text: "Varning", Color: look.Notice}}}
	})
	w.SetContent(list)
	if len(asked) == 0 || len(asked) > 40 {
		t.Errorf("%d rows were asked for at first", len(asked))
	}
	w.Canvas().Focus(list)
	key(list, fyne.KeyEnd)
	if list.Picked() != 9_999 || !asked[9_999] {
		t.Errorf("End leads to row %d", list.Picked())
	}
	if len(asked) > 80 {
		t.Errorf("%d rows were asked for to show the last", len(asked))
	}
}

func TestArrowsPickAndEnterChooses(t *testing.T) {
	w := open(t, "sv")
	n := 20
	list := control.NewTwoLineList(func() int { return n }, func(i int) control.TwoLines { return control.TwoLines{Title: fmt.Sprint(i)} })
	var picked, chosen []int
	list.OnPicked = func(i int) { picked = append(picked, i) }
	list.OnChosen = func(i int) { chosen = append(chosen, i) }
	w.SetContent(list)
	list.Focus()
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyUp} {
		key(list, k)
	}
	if got := fmt.Sprint(picked); got != "[0 1 2 1 9 0]" {
		t.Errorf("picked %s", got)
	}
	if got := fmt.Sprint(chosen); got != "[1]" {
		t.Errorf("chose %s", got)
	}
	list.PickQuietly(5)
	if list.Picked() != 5 || len(picked) != 6 {
		t.Error("a quiet pick was told, or did not pick")
	}
	n = 0
	list.Renew()
	if list.Picked() != -1 {
		t.Error("a row stays picked in an empty list")
	}
	key(list, fyne.KeyDown)
	key(list, fyne.KeyReturn)
	n = 4
	list.Renew()
	key(list, fyne.KeyDown)
	if list.Picked() != 0 {
		t.Errorf("after new rows the first arrow leads to %d", list.Picked())
	}
}

func TestARowPickedByMouseIsWhereTheArrowsGoOn(t *testing.T) {
	w := open(t, "sv")
	list := control.NewTwoLineList(func() int { return 20 }, func(i int) control.TwoLines { return control.TwoLines{Title: fmt.Sprint(i)} })
	w.SetContent(list)
	test.TapCanvas(w.Canvas(), fyne.NewPos(100, 200))
	row := list.Picked()
	if row < 1 {
		t.Fatalf("the tap picked row %d", row)
	}
	key(list, fyne.KeyDown)
	if list.Picked() != row+1 {
		t.Errorf("from row %d the arrow leads to %d", row, list.Picked())
	}
}

func TestATableKeepsItsColumnsWhenNarrow(t *testing.T) {
	w := open(t, "sv")
	asked := 0
	table := control.NewDataTable(
		[]control.Column{{Title: "Tid", Width: 11}, {Title: "Insats", Width: 10, Share: 1}, {Title: "Min", Width: 4, Right: true}},
		func() int { return 5_000 },
		func(int) []control.Cell {
			asked++
			return []control.Cell{{Text: "07:30-08:15"}, {Text: "Morgonhjälp"}, {Text: "45"}}
		})
	w.SetContent(table)
	if asked == 0 || asked > 200 {
		t.Errorf("%d rows were asked for", asked)
	}
	if least := table.MinSize().Width; least < 25*look.Size(look.SizeBase)*0.5 {
		t.Errorf("the table may become %v wide, less than its columns need", least)
	}
	table.List.Focus()
	key(table.List, fyne.KeyDown)
	if table.List.Picked() != 1 {
		t.Errorf("row %d is picked", table.List.Picked())
	}
}

// BenchmarkRenewedList is what a key in a search field costs beyond the search itself.
func BenchmarkRenewedList(b *testing.B) {
	a := test.NewApp()
	defer a.Quit()
	a.Settings().SetTheme(look.New(look.Options{}))
	round := 0
	list := control.NewTwoLineList(func() int { return 4_000 }, func(i int) control.TwoLines {
		return control.TwoLines{
			Title:    fmt.Sprintf("Andersson Lindqvist, Karl-Göran Emanuel %d %d", i, round),
			Subtitle: "Storgatan 12 lgh 1103, Slinga 4, nästa besök 14:30, trapphus B till vänster om affären",
			Marks:    []control.Mark{{Text: "Varning", Color: look.Notice}, {Text: "2 nya"}},
		}
	})
	w := test.NewWindow(list)
	defer w.Close()
	w.Resize(fyne.NewSize(400, 700))
	for b.Loop() {
		round++
		list.Renew()
	}
}

package control

import (
	"testing"

	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestADrillIsWorkedThroughItsFrameAndWatermark(t *testing.T) {
	a := test.NewApp()
	defer a.Quit()
	a.Settings().SetTheme(look.New(look.Options{}))
	pressed := 0
	button := NewButton("Skriv ut", nil, func() { pressed++ })
	frame := NewDrillFrame("ÖVNING", button)
	w := test.NewWindow(frame)
	defer w.Close()
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1280, 720))
	if at := button.Position(); at.X != drillEdge || at.Y != drillEdge || button.Size().Width != 1280-2*drillEdge {
		t.Errorf("the content stands at %v, %v large: the stripes would hide some of it", at, button.Size())
	}
	for i, m := range frame.marks {
		at := m.Position().AddXY(m.Size().Width/2, m.Size().Height/2)
		if at.X < 0 || at.Y < 0 || at.X > 1280 || at.Y > 720 || m.Size().Width < 300 {
			t.Errorf("word %d lies at %v, %v large", i+1, m.Position(), m.Size())
		}
		test.TapCanvas(w.Canvas(), at)
	}
	if pressed != watermarks {
		t.Errorf("%d of %d presses came through the watermark", pressed, watermarks)
	}
}

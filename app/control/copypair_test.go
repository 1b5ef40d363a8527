package control_test

import (
	"testing"

	"avbrottsparm/app/control"

	"fyne.io/fyne/v2"
)

func TestAPairOfValuesNeverBreaksAWord(t *testing.T) {
	w := open(t, "sv")
	for width, below := range map[float32]bool{800: false, 560: false, 400: true, 300: true} {
		left := control.NewCopyField(w.words, "Skrivet av", "Eva", func(string) {})
		right := control.NewCopyField(w.words, "Titel", "undersköterska", func(string) {})
		pair := control.NewCopyPair(left, right)
		pair.Resize(fyne.NewSize(width, 60))
		pair.Resize(fyne.NewSize(width, pair.MinSize().Height))
		right.Copy() // the button's word grows
		if right.MinSize().Height > left.MinSize().Height+1 {
			t.Errorf("%v wide: the title takes more than a line", width)
		}
		if got := right.Position().Y > 0; got != below {
			t.Errorf("%v wide: one below the other is %v", width, got)
		}
		if right.Position().Y+right.Size().Height > pair.Size().Height+1 {
			t.Errorf("%v wide: the pair is higher than it says", width)
		}
	}
}

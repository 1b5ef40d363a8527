package control_test

import (
	"slices"
	"testing"

	"avbrottsparm/app/control"

	"fyne.io/fyne/v2"
)

func TestOneAnswerTakesThePlaceOfAnother(t *testing.T) {
	w := open(t, "sv")
	told := 0
	o := control.NewOptions([]string{"Ja", "Nej", "Vet inte"}, false, func() { told++ })
	w.SetContent(o)
	o.Set(0)
	if told != 0 {
		t.Error("setting an answer tells of a change")
	}
	w.Canvas().Focus(o.Target())
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if got := o.Chosen(); !slices.Equal(got, []int{1}) || told != 1 {
		t.Errorf("chosen %v, told %d times", got, told)
	}
	o.Choose(1)
	if got := o.Chosen(); len(got) != 0 || told != 2 {
		t.Errorf("a choice that was a slip can't be taken back: %v, told %d times", got, told)
	}
	for _, each := range o.Each() {
		if each.MinSize().Height < 40 {
			t.Errorf("an answer is %v high", each.MinSize().Height)
		}
	}
}

func TestSeveralAnswersStandBesideEachOther(t *testing.T) {
	open(t, "sv")
	o := control.NewOptions([]string{"Dusch", "Mat", "Promenad"}, true, nil)
	o.Choose(2)
	o.Choose(0)
	if got := o.Chosen(); !slices.Equal(got, []int{0, 2}) {
		t.Errorf("chosen %v", got)
	}
	o.Choose(2)
	o.Choose(7)
	if got := o.Chosen(); !slices.Equal(got, []int{0}) {
		t.Errorf("chosen %v", got)
	}
}

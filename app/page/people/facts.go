package people

import (
	"strings"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
)

// facts are what has to be known before anything is done to a person.
func (s *screen) facts(k *known) fyne.CanvasObject {
	tell := s.tell(k)
	var facts []control.Fact
	for _, fact := range tell.Facts(k.Acute(k.now)) {
		facts = append(facts, control.Fact{Label: fact.Label, Value: fact.Value})
	}
	list := control.Stack(look.Gap, control.NewFieldGrid(s.words, facts...))
	if told := tell.FactsSource(k.Facts); told != "" {
		list.Add(control.Quiet(strings.ReplaceAll(told, "\n", " ")))
	}
	return list
}

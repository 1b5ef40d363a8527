package people

import (
	"strings"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
)

// facts are what has to be known before anything is done to a person. What nobody has told stands
// there as not known: an empty place would read as a no.
func (s *screen) facts(k *known) fyne.CanvasObject {
	tell, a := s.tell(k), k.Acute(k.now)
	grid := control.NewFieldGrid(s.words,
		control.Fact{Label: s.words.Say("sheet.facts.hypersensitivity"), Value: tell.Hypersensitivity(a)},
		control.Fact{Label: s.words.Say("sheet.facts.anticoagulants"), Value: tell.Finding(a.Anticoagulants)},
		control.Fact{Label: s.words.Say("sheet.facts.pacemaker"), Value: tell.Finding(a.Pacemaker)},
		control.Fact{Label: s.words.Say("sheet.facts.access"), Value: tell.Listing(a.Access)},
		control.Fact{Label: s.words.Say("sheet.facts.diagnoses"), Value: tell.Listing(a.Diagnoses)},
		control.Fact{Label: s.words.Say("sheet.facts.important"), Value: tell.Listing(a.Important)})
	list := control.Stack(look.Gap, grid)
	if told := tell.FactsSource(k.Facts); told != "" {
		list.Add(control.Quiet(strings.ReplaceAll(told, "\n", " ")))
	}
	return list
}

package people

import (
	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
)

// decisions are what was granted, and the investigations behind it.
func (s *screen) decisions(k *known) fyne.CanvasObject {
	sheets := control.Stack(look.Wide)
	if box := s.closed(k, access.AreaCaseWork); box != nil {
		sheets.Add(box)
		return sheets
	}
	if len(k.Decisions)+len(k.Investigations) == 0 {
		return control.NewReading(control.Stack(look.Gap, control.Heading(s.words.Say("people.decisions.none")),
			control.Quiet(s.words.Say("people.decisions.none_what"))))
	}
	if len(k.Decisions) > 0 {
		sheets.Add(part(s.words.Say("people.decisions"), s.granted(k)))
	}
	for _, i := range k.Investigations {
		sheets.Add(part(s.tell(k).InvestigationName(i), s.investigation(k, i)))
	}
	return sheets
}

// granted are the decisions, those that hold first.
func (s *screen) granted(k *known) fyne.CanvasObject {
	tell := s.tell(k)
	list := control.Stack(look.Space)
	for _, d := range k.Granted(k.now) {
		list.Add(s.entry(entryOf{title: tell.DecisionName(d), struck: !d.Current(k.now), mark: control.Mark{Text: tell.Granted(d), Color: look.Binder},
			body: d.Reason, foot: tell.DecisionAbout(d)}))
	}
	return list
}

// investigation is what was found out, area of need by area of need. Its text is free and can say
// where somebody is, so it stays off the screen while the identity is covered.
func (s *screen) investigation(k *known, i *care.Investigation) fyne.CanvasObject {
	tell := s.tell(k)
	list := control.Stack(look.Gap, control.Quiet(tell.InvestigationAbout(i)))
	if k.covered() {
		list.Add(control.Quiet(s.words.Say("people.protected")))
		return list
	}
	if i.Text != "" {
		list.Add(s.passage(i.Text))
	}
	facts := make([]control.Fact, 0, len(i.Needs))
	for _, n := range i.Needs {
		facts = append(facts, control.Fact{Label: n.Area, Value: tell.Need(n)})
	}
	if len(facts) > 0 {
		list.Add(control.NewFieldGrid(s.words, facts...))
	}
	return list
}

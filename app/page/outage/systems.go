package outage

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/outage"
)

// systems are the systems of the routine, and one of them: how it stands now, what each failure does to
// it, and what is printed and written meanwhile.
type systems struct {
	*browser
	host page.Host
}

func newSystems(h page.Host) *systems {
	s := &systems{host: h}
	s.browser = newBrowser(s.one)
	return s
}

// Content is the list and the system.
func (s *systems) Content() fyne.CanvasObject { return s.content }

// Open shows the system that the place names.
func (s *systems) Open(at page.Place) {
	id := at.Topic
	if id == "" {
		id = s.at
	}
	s.fill(s.systemRows(), id)
}

// Leave has nothing to stop.
func (s *systems) Leave() {}

// Focus is the list, where the arrows walk the systems.
func (s *systems) Focus() fyne.Focusable { return s.list }

// states are how all systems stand now.
func (s *systems) states() []outage.State {
	session := s.host.Session()
	if view, open := session.OpenOutage(); open {
		return view.States
	}
	return session.Catalogue().Now(nil, session.Now())
}

// systemRows are the systems by place, their parts below them, each with how it stands in words.
func (s *systems) systemRows() []browserRow {
	w := s.host.Words()
	states := s.states()
	var rows []browserRow
	for _, system := range inPlace(s.host.Session().Catalogue().Systems) {
		row := browserRow{id: system.ID, TwoLines: control.TwoLines{Title: system.Name.In(w.Lang()), Subtitle: system.About.In(w.Lang())}}
		if system.PartOf != "" {
			row.Title = w.Say("outagepage.system.part", "name", row.Title)
		}
		for _, state := range states {
			if state.System.ID == system.ID && state.Still != outage.StillWorks && state.Still != outage.StillUntold {
				_, ink := shapeOf(state.Still)
				row.Marks = []control.Mark{{Text: stillWord(w, state.Still), Color: ink}}
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// inPlace are systems by place, each part after the system that it belongs to.
func inPlace(all []outage.System) []outage.System {
	list := slices.Clone(all)
	slices.SortStableFunc(list, func(a, b outage.System) int {
		if a.Place != b.Place {
			return a.Place - b.Place
		}
		return strings.Compare(a.PartOf, b.PartOf)
	})
	return list
}

// one is a system in the pane.
func (s *systems) one(id string) fyne.CanvasObject {
	w, c := s.host.Words(), s.host.Session().Catalogue()
	at := slices.IndexFunc(c.Systems, func(o outage.System) bool { return o.ID == id })
	if at < 0 {
		return nil
	}
	system := c.Systems[at]
	column := control.Tall(look.Space, nil, control.Title(system.Name.In(w.Lang())), control.Plain(system.About.In(w.Lang())))
	column.Add(s.nowOf(system))
	if meanwhile := s.meanwhile(system); meanwhile != nil {
		column.Add(meanwhile)
	}
	for _, f := range c.Failures {
		if section := effectsOf(s.host, c, f, func(e outage.Effect) bool { return e.System == id }); section != nil {
			guide := control.NewLink(f.Name.In(w.Lang()), func() {
				s.host.Show(page.Place{Page: page.Outage, Part: page.OutageGuide, Topic: f.ID})
			})
			column.Add(control.Tall(look.Gap, nil, guide, section))
		} else if slices.Contains(f.Touches, id) {
			shape, ink := shapeOf(outage.StillNot)
			column.Add(control.Tall(look.Gap, nil, control.NewLink(f.Name.In(w.Lang()), func() {
				s.host.Show(page.Place{Page: page.Outage, Part: page.OutageGuide, Topic: f.ID})
			}), control.NewStandingRow(control.Standing{Shape: shape, Color: ink, Word: stillWord(w, outage.StillNot)})))
		}
	}
	if system.Source != "" {
		column.Add(control.Small(sourceWords(w, system.Source)))
	}
	return column
}

// nowOf is how a system stands at this moment.
func (s *systems) nowOf(system outage.System) fyne.CanvasObject {
	w, now := s.host.Words(), s.host.Session().Now()
	rows := control.Tall(look.Gap, nil)
	for _, state := range s.states() {
		if state.System.ID != system.ID {
			continue
		}
		for _, f := range state.Functions {
			_, still := groupOf(f)
			shape, ink := shapeOf(still)
			word := stillWord(w, still)
			switch {
			case f.Ran:
				word = w.Say("outagepage.ran_out")
			case still == outage.StillUntil && !f.Until.IsZero():
				word = left(w, f.Until, now)
			}
			rows.Add(control.NewStandingRow(control.Standing{Shape: shape, Color: ink, Word: word, Lines: []string{saysOf(w, f)}}))
		}
		if len(state.Functions) == 0 && state.Still == outage.StillNot {
			shape, ink := shapeOf(state.Still)
			rows.Add(control.NewStandingRow(control.Standing{Shape: shape, Color: ink, Word: stillWord(w, state.Still)}))
		}
	}
	if len(rows.Objects) == 0 {
		shape, ink := shapeOf(outage.StillWorks)
		rows.Add(control.NewStandingRow(control.Standing{Shape: shape, Color: ink, Word: w.Say("outagepage.system.nothing")}))
	}
	broken := control.NewButton(w.Say("outagepage.system.broken"), theme.WarningIcon(), func() {
		s.host.Show(page.Place{Page: page.Outage, Part: page.OutageTrouble, Topic: system.ID})
	})
	return control.Tall(look.Gap, nil, control.Heading(w.Say("outagepage.system.now")), rows, control.Flow(look.Gap, broken))
}

// meanwhile is what is printed and written by hand while the system is gone; nil for nothing.
func (s *systems) meanwhile(system outage.System) fyne.CanvasObject {
	w, session := s.host.Words(), s.host.Session()
	buttons := control.Flow(look.Gap)
	if page.Paper.For(session) == nil {
		for _, o := range session.Offers() {
			if slices.Contains(system.Prints, string(o.What)) {
				buttons.Add(control.NewButton(w.Say("outagepage.system.print", "what", o.Title), theme.DocumentPrintIcon(), func() {
					s.host.Show(page.Place{Page: page.Paper, Part: page.PaperPrint, Print: o.What})
				}))
			}
		}
	}
	if page.Write.For(session) == nil {
		for _, kind := range session.WriteKinds() {
			if slices.Contains(system.Writes, string(kind.Kind)) && !kind.Closed {
				buttons.Add(control.NewButton(w.Say("outagepage.system.write", "what", session.KindTitle(kind.Kind)), theme.DocumentCreateIcon(), func() {
					s.host.Show(page.Place{Page: page.Write, Kind: kind.Kind})
				}))
			}
		}
	}
	if len(buttons.Objects) == 0 {
		return nil
	}
	return control.Tall(look.Gap, nil, control.Heading(w.Say("outagepage.system.meanwhile")), buttons)
}

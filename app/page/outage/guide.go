package outage

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// guides are the failures of the routine, and one of them: how it is seen, what to do in order, what it
// does to each system, and what else is good to know.
type guides struct {
	*browser
	host page.Host
}

func newGuides(h page.Host) *guides {
	g := &guides{host: h}
	g.browser = newBrowser(g.one)
	return g
}

// Content is the list and the guide.
func (g *guides) Content() fyne.CanvasObject { return g.content }

// Open shows the guide of the failure that the place names.
func (g *guides) Open(at page.Place) {
	w := g.host.Words()
	id := at.Topic
	if id == "" {
		id = g.at
	}
	var rows []browserRow
	for _, f := range g.host.Session().Catalogue().Failures {
		rows = append(rows, browserRow{id: f.ID, TwoLines: control.TwoLines{Title: f.Name.In(w.Lang()), Subtitle: f.Sign.In(w.Lang())}})
	}
	g.fill(rows, id)
}

// Leave has nothing to stop.
func (g *guides) Leave() {}

// Focus is the list, where the arrows walk the guides.
func (g *guides) Focus() fyne.Focusable { return g.list }

// one is the guide of a failure in the pane.
func (g *guides) one(id string) fyne.CanvasObject {
	w, c := g.host.Words(), g.host.Session().Catalogue()
	at := slices.IndexFunc(c.Failures, func(f outage.Failure) bool { return f.ID == id })
	if at < 0 {
		return nil
	}
	f := c.Failures[at]
	column := control.Tall(look.Space, nil, control.Title(f.Name.In(w.Lang())))
	if f.Sign.SV != "" {
		column.Add(control.NewNoticeBox(control.ToneCalm, w.Say("outagepage.guide.sign"), control.Plain(f.Sign.In(w.Lang()))))
	}
	if said := battery(g.host); said != "" && f.ID == failurePower {
		column.Add(control.NewNoticeBox(control.ToneNotice, said, nil))
	}
	if len(f.Steps) > 0 {
		column.Add(control.Tall(look.Gap, nil, control.Heading(w.Say("outagepage.guide.steps")), g.steps(c, f)))
	}
	for _, s := range f.Guide {
		column.Add(sectionOf(w, c, s))
	}
	if effects := effectsOf(g.host, c, f, func(outage.Effect) bool { return true }); effects != nil {
		column.Add(control.Tall(look.Gap, nil, control.Heading(w.Say("outagepage.guide.effects")), effects))
	}
	if f.Card != "" && page.Paper.For(g.host.Session()) == nil {
		column.Add(control.Flow(look.Gap, control.NewButton(w.Say("outagepage.guide.card"), theme.DocumentPrintIcon(), func() {
			g.host.Show(page.Place{Page: page.Paper, Part: page.PaperPrint, Print: desk.PrintCards})
		})))
	}
	if len(f.Source) > 0 {
		column.Add(control.Small(sourceWords(w, f.Source...)))
	}
	return column
}

// failurePower is the failure in which batteries count.
const failurePower = "power"

// battery is how much is left in this computer's battery; empty where the system doesn't say.
func battery(h page.Host) string {
	percent, plugged, known := h.Session().BatteryLeft()
	switch {
	case !known:
		return ""
	case plugged:
		return h.Words().Say("outagepage.battery_plugged", "n", percent)
	}
	return h.Words().Say("outagepage.battery", "n", percent)
}

// steps are what to do, numbered, with whom each is for and the button that leads there.
func (g *guides) steps(c outage.Catalogue, f outage.Failure) fyne.CanvasObject {
	w := g.host.Words()
	column := control.Tall(look.Gap, nil)
	for i, s := range f.Steps {
		row := control.Tall(look.Step, nil, control.Plain(w.Say("outagepage.guide.step", "n", i+1, "what", s.Text.In(w.Lang()))))
		if who := audiences(w, s.For); who != "" {
			row.Add(control.Small(who))
		}
		if said := openOrAnswer(g.host, c, s.Open, s.Answer); said != "" {
			row.Add(control.NewText(said, control.Style{Wrap: true, Color: look.Notice}))
		}
		if button := linkButton(g.host, s.Go); button != nil {
			row.Add(container.NewHBox(button))
		}
		column.Add(row)
	}
	return column
}

func audiences(w *text.Words, who []outage.Audience) string {
	var names []string
	for _, a := range who {
		names = append(names, w.Say("outage.audience."+string(a)))
	}
	return strings.Join(names, ", ")
}

// openOrAnswer is what an open fact was settled to, or that it is not settled and who owns it.
func openOrAnswer(h page.Host, c outage.Catalogue, id, answer string) string {
	switch {
	case answer != "":
		return h.Words().Say("outagepage.answer", "answer", answer)
	case id != "":
		return openFact(h, c, id)
	}
	return ""
}

// effectsOf are what a failure does to the systems that are asked for; nil for nothing.
func effectsOf(h page.Host, c outage.Catalogue, f outage.Failure, wanted func(outage.Effect) bool) fyne.CanvasObject {
	w := h.Words()
	column := control.Tall(look.Gap, nil)
	for _, e := range f.Effects {
		if !wanted(e) {
			continue
		}
		shape, ink := shapeOf(e.Still)
		standing := control.Standing{Shape: shape, Color: ink, Word: effectWord(w, e), Title: systemName(w, c, e.System) + ": " + e.What.In(w.Lang())}
		for _, id := range []string{e.Open, e.Unsure} {
			if id != "" {
				standing.Lines = append(standing.Lines, openFact(h, c, id))
			}
		}
		if len(e.Instead) > 0 {
			standing.Lines = append(standing.Lines, w.Say("outagepage.instead", "what", inOrder(w, e.Instead)))
		}
		if e.Source != "" {
			standing.Lines = append(standing.Lines, sourceWords(w, e.Source))
		}
		column.Add(control.NewStandingRow(standing))
	}
	if len(column.Objects) == 0 {
		return nil
	}
	return column
}

func systemName(w *text.Words, c outage.Catalogue, id string) string {
	for _, s := range c.Systems {
		if s.ID == id {
			return s.Name.In(w.Lang())
		}
	}
	return id
}

// effectWord is an effect in a few words, for how long or on which condition.
func effectWord(w *text.Words, e outage.Effect) string {
	switch {
	case e.Still == outage.StillIf && e.If.SV != "":
		return w.Say("outagepage.works_if", "condition", e.If.In(w.Lang()))
	case e.Still != outage.StillUntil:
		return stillWord(w, e.Still)
	case e.Minutes > 0:
		return w.Say("outagepage.works_minutes", "n", e.Minutes)
	case e.Long.SV != "":
		return w.Say("outagepage.works_long", "long", e.Long.In(w.Lang()))
	}
	return w.Say("outagepage.how_long_open")
}

// sectionOf is a section of a guide.
func sectionOf(w *text.Words, c outage.Catalogue, s outage.Section) fyne.CanvasObject {
	column := control.Tall(look.Gap, nil)
	if s.Title.SV != "" {
		column.Add(control.Heading(s.Title.In(w.Lang())))
	}
	for _, t := range s.Texts {
		column.Add(control.Plain(t.In(w.Lang())))
	}
	for i, t := range s.Steps {
		column.Add(control.Plain(w.Say("outagepage.guide.step", "n", i+1, "what", t.In(w.Lang()))))
	}
	for _, list := range [][]text.Both{s.Checks, s.Questions, s.Fill, s.Phrases} {
		for _, t := range list {
			column.Add(control.Plain(w.Say("outagepage.guide.point", "what", t.In(w.Lang()))))
		}
	}
	for _, work := range s.Works {
		still := ""
		if work.Left != outage.StillUntold {
			still = stillWord(w, work.Left)
		}
		said := joined(": ", work.What.In(w.Lang()), joined(", ", still, work.Still.In(w.Lang()), work.Long.In(w.Lang()), work.Instead.In(w.Lang())))
		column.Add(control.Plain(said))
	}
	if len(s.Source) > 0 {
		column.Add(control.Small(sourceWords(w, s.Source...)))
	}
	return column
}

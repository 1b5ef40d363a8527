package outage

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
)

// steps are what one's role does, each with its box to tick and the button that leads where it is done.
type steps struct {
	host    page.Host
	roles   *control.Select
	choices [][]outage.Audience // what each of the select's options shows
	box     *fyne.Container
	list    *fyne.Container
	count   *control.Text
	shown   string
	ticks   map[string]*control.Tick
	// tell stores a tick, or that it was none.
	tell func(kind outage.EventType, step string)
	// again shows the steps of another role.
	again func()
}

func newSteps(h page.Host, tell func(outage.EventType, string), again func()) *steps {
	w := h.Words()
	s := &steps{host: h, tell: tell, again: again, list: control.Tall(look.Gap, nil), count: control.Quiet(""), ticks: map[string]*control.Tick{}}
	names := []string{w.Say("outagepage.steps.mine")}
	s.choices = [][]outage.Audience{nil} // the desk knows the opener's
	for _, a := range outage.Audiences() {
		names = append(names, w.Say("outage.audience."+string(a)))
		s.choices = append(s.choices, []outage.Audience{a})
	}
	s.roles = control.NewSelect(names, "", nil)
	s.roles.SetSelectedIndex(0)
	s.roles.OnChanged = func(string) { s.again() }
	s.box = control.Tall(look.Gap, nil, control.NewField(w, w.Say("outagepage.steps.for"), "", s.roles), s.count, s.list)
	return s
}

// who are the roles whose steps are shown.
func (s *steps) who() []outage.Audience { return s.choices[max(0, s.roles.SelectedIndex())] }

// show brings the steps up to date; those that stand there already keep their boxes.
func (s *steps) show(c outage.Catalogue, rows []desk.StepRow) {
	w, now := s.host.Words(), s.host.Session().Now()
	var all strings.Builder
	for _, r := range rows {
		all.WriteString(r.Key() + "|" + r.Step.Answer + "|")
	}
	if all.String() != s.shown || len(s.list.Objects) == 0 {
		s.shown = all.String()
		control.KeepFocus(s.host.Window().Canvas(), s.list, func() { s.build(c, rows) })
	}
	done := 0
	for _, r := range rows {
		under := ""
		if r.Done {
			done++
			under = w.Say("outagepage.steps.ticked", "name", r.By, "when", w.When(r.At, now))
		}
		s.ticks[r.Key()].Set(r.Done, under)
	}
	s.count.SetText(w.Say("outagepage.steps.count", "done", done, "total", len(rows)))
	s.count.Hidden = len(rows) == 0
	s.box.Refresh()
}

func (s *steps) build(c outage.Catalogue, rows []desk.StepRow) {
	w := s.host.Words()
	s.list.RemoveAll()
	s.ticks = map[string]*control.Tick{}
	failure := ""
	for _, r := range rows {
		if r.Failure != failure {
			failure = r.Failure
			s.list.Add(s.head(c, failure))
		}
		key := r.Key()
		sentence := joined(" ", r.Step.Text.In(w.Lang()), openOrAnswer(s.host, c, r.Step.Open, r.Step.Answer))
		tick := control.NewTick(sentence, nil)
		tick.OnPressed = func() { s.press(key) }
		s.ticks[key] = tick
		s.list.Add(tick)
		if button := linkButton(s.host, r.Step.Go); button != nil {
			s.list.Add(container.NewHBox(button))
		}
	}
	if len(rows) == 0 {
		s.list.Add(control.Quiet(w.Say("outagepage.steps.none")))
	}
	s.list.Refresh()
}

// first is the first step that isn't done; nil where all are.
func (s *steps) first() *control.Tick {
	for _, o := range s.list.Objects {
		if tick, is := o.(*control.Tick); is && !tick.Done() {
			return tick
		}
	}
	return nil
}

// head names the failure whose steps follow, and leads to its guide.
func (s *steps) head(c outage.Catalogue, failure string) fyne.CanvasObject {
	return control.NewLink(failureName(s.host.Words(), c, failure), func() {
		s.host.Show(page.Place{Page: page.Outage, Part: page.OutageGuide, Topic: failure})
	})
}

func (s *steps) press(key string) {
	if err := s.host.Session().May(access.RightWrite); err != nil {
		s.host.Fail(err)
		return
	}
	kind := outage.EventTick
	if s.ticks[key].Done() {
		kind = outage.EventUntick
	}
	s.tell(kind, key)
}

// openFact says that something is not settled, and who owns the question.
func openFact(h page.Host, c outage.Catalogue, id string) string {
	w := h.Words()
	for _, f := range c.Facts {
		if f.ID == id {
			return w.Say("outagepage.open_owner", "fact", f.Fact.In(w.Lang()), "owner", w.Say("outage.role."+string(f.Owner)))
		}
	}
	return ""
}

package ready

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/readiness"
)

// drills is where a drill begins, and what those of a year came to.
type drills struct {
	*screen
	year    int
	begin   *control.Button
	before  *control.Button
	after   *control.Button
	which   *control.Text
	tasks   *fyne.Container
	held    *fyne.Container
	content *container.Scroll
}

func newDrills(s *screen) *drills {
	w := s.words
	p := &drills{screen: s, tasks: control.Stack(look.Gap), held: control.Stack(look.Gap), year: s.Session().Now().Year()}
	what := control.Stack(look.Gap, control.Plain(w.Say("readypage.drills.what")))
	p.begin = control.NewPrimary(w.Say("readypage.practise"), theme.MediaPlayIcon(), s.Practise)
	if s.Practise != nil {
		what.Add(control.Flow(look.Gap, p.begin))
	} else if err := s.Session().May(access.RightWrite); err != nil {
		what.Add(control.Quiet(w.Explain(err)))
	}
	p.which = control.NewText("", control.Style{Size: look.SizeLarge, Bold: true})
	p.before = control.NewButton("", theme.NavigateBackIcon(), func() { p.turn(-1) })
	p.after = control.NewButton("", theme.NavigateNextIcon(), func() { p.turn(1) })
	years := container.NewHBox(p.before, container.NewCenter(p.which), p.after)
	left := control.Stack(look.Space, control.NewSection(w.Say("readypage.drills.begin"), what), control.NewSection("", control.Stack(look.Gap, years, p.tasks)))
	p.content = control.NewHalves(left, control.NewSection(w.Say("readypage.drills.held"), p.held))
	return p
}

func (p *drills) view() fyne.CanvasObject { return p.content }

func (p *drills) focus() fyne.Focusable { return p.begin }

func (p *drills) leave() {}

func (p *drills) turn(by int) {
	p.year += by
	p.open("")
}

// open shows the drills of the year.
func (p *drills) open(string) {
	w := p.words
	year := p.Session().Drills(p.year)
	p.which.SetText(strconv.Itoa(p.year))
	if p.year >= p.Session().Now().Year() {
		p.after.Disable()
	} else {
		p.after.Enable()
	}
	p.tasks.RemoveAll()
	p.tasks.Add(control.Plain(w.Count("readypage.drills.count", len(year.Drills), "whole", year.Whole)))
	var facts []control.Fact
	for _, t := range year.Tasks {
		facts = append(facts, control.Fact{Label: w.Say("ready.task." + string(t.Kind)), Value: p.taskYear(t)})
	}
	if len(year.Drills) > 0 {
		p.tasks.Add(control.NewFieldGrid(w, facts...))
	}
	p.held.RemoveAll()
	for _, e := range year.Drills {
		p.held.Add(p.drill(e))
	}
	if len(year.Drills) == 0 {
		p.held.Add(control.Quiet(w.Say("readypage.drills.none")))
	}
	p.content.Content.Refresh()
	p.content.Refresh()
}

func (p *drills) taskYear(t readiness.TaskYear) string {
	if t.Done == 0 {
		return p.words.Say("readypage.drills.task_none", "of", t.Given)
	}
	return p.words.Say("readypage.drills.task", "n", t.Done, "of", t.Given, "span", p.span(t.Median))
}

// drill is one drill: when, who noted it, and each task with its time.
func (p *drills) drill(e readiness.Event) fyne.CanvasObject {
	w, d := p.words, e.Drill
	var tasks []string
	for _, t := range d.Tasks {
		key := "readypage.drills.not_done"
		if t.Done {
			key = "readypage.drills.done"
		}
		tasks = append(tasks, w.Say(key, "task", w.Say("readypage.task."+string(t.Kind)), "span", p.span(time.Duration(t.Seconds)*time.Second)))
	}
	head := w.Say("readypage.drills.row", "when", w.When(d.Began.In(care.Stockholm), p.Session().Now()), "who", e.By.Name)
	return control.Stack(0, control.NewText(head, control.Style{Bold: true, Wrap: true}),
		control.Plain(w.Say("readypage.drills.result", "n", d.Done(), "of", len(d.Tasks), "span", p.span(d.Took()))), control.Quiet(strings.Join(tasks, " · ")))
}

// span words a short time: "45 s", "2 min 05 s".
func (s *screen) span(d time.Duration) string {
	n := int(d / time.Second)
	if n < 60 {
		return s.words.Say("readypage.seconds", "n", n)
	}
	return s.words.Say("readypage.minutes", "n", n/60, "seconds", n%60)
}

package ready

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/readiness"
)

// score is how well the unit is prepared: one figure, what pulls it down, and every line below.
type score struct {
	*screen
	figure  *canvas.Text
	said    *control.Text
	print   *control.Button
	reasons *fyne.Container
	groups  *fyne.Container
	content *container.Scroll
}

// figureTimes is how much larger than the largest text the score is.
const figureTimes = 2.2

func newScore(s *screen) *score {
	p := &score{screen: s, reasons: control.Stack(look.Gap), groups: control.Stack(look.Space), said: control.Plain("")}
	p.figure = &canvas.Text{TextStyle: fyne.TextStyle{Bold: true}}
	p.print = control.NewButton(s.words.Say("readypage.print"), theme.DocumentPrintIcon(), func() {
		s.Show(page.Place{Page: page.Paper, Part: page.PaperPrint, Print: desk.PrintReadiness})
	})
	buttons := control.Flow(look.Gap, p.print)
	if s.Practise != nil {
		buttons.Add(control.NewButton(s.words.Say("readypage.practise"), theme.MediaPlayIcon(), s.Practise))
	}
	head := control.NewCard(control.Stack(look.Gap, container.NewBorder(nil, nil, container.NewCenter(p.figure), nil,
		control.Padded(look.Gap, container.NewCenter(control.Wide(16, p.said)))), buttons))
	left := control.Stack(look.Space, head, control.NewSection(s.words.Say("readypage.reasons"), p.reasons))
	p.content = control.NewHalves(left, p.groups)
	return p
}

func (p *score) view() fyne.CanvasObject { return p.content }

func (p *score) focus() fyne.Focusable { return p.print }

func (p *score) leave() {}

// open shows how things stand now.
func (p *score) open(string) {
	w, now := p.words, p.Session().Ready()
	p.figure.Text = w.Say("readypage.percent", "n", now.Score.Percent)
	p.figure.TextSize = look.Size(look.SizeLargest) * figureTimes
	p.figure.Color = look.Color(scoreColor(now.Score))
	p.said.SetText(w.Count("readypage.score", len(now.Score.Reasons)))
	p.reasons.RemoveAll()
	for _, l := range now.Score.Reasons {
		p.reasons.Add(p.line(l, true))
	}
	if len(now.Score.Reasons) == 0 {
		p.reasons.Add(control.Quiet(w.Say("readypage.all_well")))
	}
	p.groups.RemoveAll()
	for _, g := range now.Groups {
		rows := control.Stack(look.Gap)
		for _, l := range g.Lines {
			rows.Add(p.line(l, false))
		}
		p.groups.Add(control.NewSection(g.Title.In(w.Lang()), rows))
	}
	control.FollowAll(p.content, p.content.Content)
	p.content.Content.Refresh()
	p.content.Refresh()
}

// scoreColor is a colour beside the figure, which says the same.
func scoreColor(s readiness.Score) fyne.ThemeColorName {
	switch {
	case s.Percent >= 90:
		return look.Normal
	case s.Percent >= 60:
		return look.Notice
	}
	return look.Outage
}

// line is one line: its state, what it is and why it stands so; with its button where it is a reason.
func (p *score) line(l readiness.Line, reason bool) fyne.CanvasObject {
	w := p.words
	about := control.Stack(0, control.NewText(l.Title.In(w.Lang()), control.Style{Bold: true, Wrap: true}))
	for _, said := range []string{p.why(l.Reason), p.looked(l)} {
		if said != "" {
			about.Add(control.NewText(said, control.Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true}))
		}
	}
	mark := control.Wide(6, container.NewVBox(container.NewHBox(control.NewMark(p.mark(l.State)))))
	var press fyne.CanvasObject
	if b := p.button(l); b != nil && reason {
		press = container.NewCenter(b)
	}
	return container.NewBorder(nil, nil, mark, press, about)
}

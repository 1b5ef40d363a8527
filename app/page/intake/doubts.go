package intake

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// doubts asks whether somebody known only from rows without a number is one whom a register
// knows: a question that files leave and that only a person can answer.
type doubts struct {
	host    page.Host
	words   *text.Words
	latest  *task.Latest[[]care.Doubt]
	all     []care.Doubt
	storing bool

	list   *control.TwoLineList
	others *control.TwoLineList
	quiet  *control.QuietMessage
	same   *control.Button
	apart  *control.Button
	asked  fyne.CanvasObject
	none   fyne.CanvasObject
	whole  fyne.CanvasObject
}

func newDoubts(h page.Host) *doubts {
	w := h.Words()
	d := &doubts{host: h, words: w, latest: task.NewLatest[[]care.Doubt](h.Runner(), "doubts")}
	d.quiet = control.NewQuietMessage()
	d.quiet.Hide()
	d.list = control.NewTwoLineList(func() int { return len(d.all) }, d.unsure)
	d.list.OnPicked = func(int) { d.showOthers() }
	d.others = control.NewTwoLineList(func() int { return len(d.candidates()) }, d.other)
	d.same = control.NewPrimary(w.Say("intakepage.doubt.same"), theme.ConfirmIcon(), d.isSame)
	d.apart = control.NewButton(w.Say("intakepage.doubt.apart"), nil, d.isApart)
	buttons := container.New(layout.NewCustomPaddedLayout(look.Gap, 0, 0, 0), control.Beside(look.Gap, d.same, d.apart))
	d.asked = control.NewColumns(0.5,
		control.NewSection(w.Say("intakepage.doubt.who"), d.list),
		control.NewSection(w.Say("intakepage.doubt.others"), container.NewBorder(nil, buttons, nil, nil, d.others)))
	d.none = control.NewEmpty(theme.AccountIcon(), w.Say("intakepage.doubt.none"), w.Say("intakepage.doubt.none_why"), "", nil)
	d.whole = container.NewBorder(control.Stack(look.Gap, d.quiet, control.Quiet(w.Say("intakepage.doubt.why"))), nil, nil, nil,
		container.NewStack(d.asked, d.none))
	d.show()
	return d
}

func (d *doubts) content() fyne.CanvasObject { return d.whole }

func (d *doubts) focus() fyne.Focusable {
	if len(d.all) > 0 {
		return d.list
	}
	return nil
}

func (d *doubts) open(page.Place) {
	d.latest.Ask(func(context.Context) ([]care.Doubt, error) { return d.host.Session().Doubts(), nil }, d.found)
}

func (d *doubts) leave() { d.quiet.Hide() }

func (d *doubts) found(all []care.Doubt, err error) {
	if err != nil {
		return // the request was overtaken
	}
	d.all = all
	d.show()
}

func (d *doubts) show() {
	d.list.Renew()
	d.asked.Hide()
	d.none.Hide()
	if len(d.all) == 0 {
		d.none.Show()
	} else {
		d.asked.Show()
		d.list.PickQuietly(0)
	}
	d.showOthers()
	d.whole.Refresh()
}

func (d *doubts) showOthers() {
	d.others.Renew()
	some := len(d.candidates()) > 0 && !d.storing
	if some {
		d.others.PickQuietly(0)
	}
	for _, b := range []*control.Button{d.same, d.apart} {
		b.Disable()
		if some {
			b.Enable()
		}
	}
}

// candidates are those whom the picked one may be.
func (d *doubts) candidates() []*care.Person {
	if i := d.list.Picked(); i >= 0 && i < len(d.all) {
		return d.all[i].Others
	}
	return nil
}

func (d *doubts) unsure(i int) control.TwoLines {
	p := d.all[i].Person
	return control.TwoLines{Title: p.Name(), Subtitle: d.street(p)}
}

func (d *doubts) other(i int) control.TwoLines {
	p := d.candidates()[i]
	return control.TwoLines{Title: p.Name() + "   " + p.PersonalID.Written(d.host.Session().Now()), Subtitle: d.street(p)}
}

func (d *doubts) street(p *care.Person) string {
	switch line := p.Address().Line(); {
	case p.Protected:
		return d.words.Say("intakepage.doubt.protected")
	case line == "":
		return d.words.Say("intakepage.doubt.no_street")
	default:
		return line
	}
}

func (d *doubts) isSame() {
	i, j := d.list.Picked(), d.others.Picked()
	if i < 0 || j < 0 || j >= len(d.candidates()) {
		return
	}
	one, other := d.all[i].Person, d.candidates()[j]
	d.settle(d.words.Say("intakepage.doubt.is_same", "name", other.Name()), func(ctx context.Context) error {
		return d.host.Session().SettleSame(ctx, one.ID, other.ID)
	})
}

func (d *doubts) isApart() {
	i := d.list.Picked()
	if i < 0 {
		return
	}
	one := d.all[i].Person
	d.settle(d.words.Say("intakepage.doubt.is_apart", "name", one.Name()), func(ctx context.Context) error {
		return d.host.Session().SettleApart(ctx, one.ID)
	})
}

// settle stores an answer and shows the next question.
func (d *doubts) settle(said string, answer func(context.Context) error) {
	if d.storing {
		return
	}
	d.storing = true
	d.showOthers()
	task.Go(d.host.Runner(), "answer doubt", func(ctx context.Context) (struct{}, error) { return struct{}{}, answer(ctx) },
		func(_ struct{}, err error) {
			d.storing = false
			tone := control.ToneGood
			if err != nil {
				tone, said = control.ToneFault, d.words.Explain(err)
			}
			d.quiet.Say(tone, said)
			d.quiet.Show()
			d.host.Changed()
			d.open(page.Place{})
		})
}

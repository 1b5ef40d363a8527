package users

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
)

// envelopes is the list of envelopes that were made and, beside it, a new one or the picked one.
type envelopes struct {
	*screen
	rows    []access.Envelope
	list    *control.TwoLineList
	shift   *control.Button
	pane    *fyne.Container
	content fyne.CanvasObject
}

func newEnvelopes(s *screen) *envelopes {
	e := &envelopes{screen: s, pane: container.NewStack()}
	e.list = control.NewTwoLineList(func() int { return len(e.rows) }, func(i int) control.TwoLines { return e.lines(e.rows[i]) })
	e.list.OnPicked = func(i int) { e.show(e.rows[i]) }
	e.shift = control.NewPrimary(s.words.Say("accounts.shift_new"), theme.ContentAddIcon(), e.askShift)
	emergency := control.NewButton(s.words.Say("accounts.emergency_new"), theme.ContentAddIcon(), e.askEmergency)
	head := control.Stack(look.Gap, control.Beside(look.Gap, e.shift, emergency), layout.NewSpacer())
	e.content = control.NewColumns(listShare, control.NewCard(container.NewBorder(head, nil, nil, nil, e.list)), e.pane)
	return e
}

func (e *envelopes) view() fyne.CanvasObject { return e.content }

func (e *envelopes) focus() fyne.Focusable { return e.shift }

func (e *envelopes) open() {
	e.rows = e.Session().Envelopes()
	e.list.Renew()
	e.showNone()
}

// leave takes a code off the screen.
func (e *envelopes) leave() { e.showNone() }

// put shows something in the pane, which scrolls where it is too high.
func (e *envelopes) put(content fyne.CanvasObject) {
	inside := container.New(layout.NewCustomPaddedLayout(look.Space, look.Space, look.Space, look.Wide), content)
	e.pane.Objects = []fyne.CanvasObject{control.NewPlate(look.Sheet, look.Line, 1, look.Corner), container.NewVScroll(inside)}
	e.pane.Refresh()
}

func (e *envelopes) showNone() {
	title := e.words.Say("accounts.envelope_none")
	if len(e.rows) > 0 {
		title = e.words.Say("accounts.envelope_nobody")
	}
	e.pane.Objects = []fyne.CanvasObject{control.NewEmpty(theme.MailComposeIcon(), title, e.words.Say("accounts.envelope_what"), "", nil)}
	e.pane.Refresh()
}

func (e *envelopes) lines(env access.Envelope) control.TwoLines {
	w, now := e.words, e.Session().Now()
	lines := control.TwoLines{Title: w.Say("accounts.envelope."+string(env.Use), "id", env.ID),
		Subtitle: w.Say("accounts.envelope_row", "areas", areaWords(w, env.Areas), "made", until(w, env.Made, now)), Marks: []control.Mark{e.state(env)}}
	if env.Use == access.UseShift {
		lines.Subtitle = w.Say("accounts.envelope_row_shift", "areas", areaWords(w, env.Areas), "until", until(w, env.Until, now))
	}
	return lines
}

// state is what has become of an envelope.
func (e *envelopes) state(env access.Envelope) control.Mark {
	w, now := e.words, e.Session().Now()
	switch {
	case !env.Opened.IsZero():
		return control.Mark{Text: w.Say("accounts.state.opened"), Color: look.Return}
	case env.Open(now):
		return control.Mark{Text: w.Say("accounts.state.lies"), Color: look.Normal}
	case !env.Until.IsZero() && !env.Withdrawn.Before(env.Until), env.Withdrawn.IsZero():
		return control.Mark{Text: w.Say("accounts.state.over")}
	}
	return control.Mark{Text: w.Say("accounts.state.withdrawn")}
}

// show shows an envelope in the pane; one that lies unopened can be taken back.
func (e *envelopes) show(env access.Envelope) {
	w, now := e.words, e.Session().Now()
	facts := []control.Fact{
		{Label: w.Say("accounts.areas"), Value: areaWords(w, env.Areas)},
		{Label: w.Say("accounts.made"), Value: w.Say("accounts.when_who", "when", until(w, env.Made, now), "who", env.MadeBy)},
		{Label: w.Say("accounts.state"), Value: e.state(env).Text},
	}
	if !env.Until.IsZero() {
		facts = append(facts, control.Fact{Label: w.Say("accounts.shift_until"), Value: until(w, env.Until, now)})
	}
	if !env.Opened.IsZero() {
		facts = append(facts, control.Fact{Label: w.Say("accounts.opened"),
			Value: w.Say("accounts.when_who", "when", until(w, env.Opened, now), "who", env.OpenedBy)})
	}
	column := control.Stack(look.Space, control.Title(w.Say("accounts.envelope."+string(env.Use), "id", env.ID)), control.NewFieldGrid(w, facts...))
	if env.Open(now) {
		column.Add(e.withdrawing(env))
	}
	e.put(column)
}

// withdrawing takes an envelope back, after one question.
func (e *envelopes) withdrawing(env access.Envelope) fyne.CanvasObject {
	w := e.words
	quiet := control.NewQuietMessage()
	quiet.Hide()
	var button *control.Button
	ask := control.NewConfirm(w.Say("accounts.withdraw_ask"), w.Say("accounts.withdraw"), w.Say("accounts.cancel"), func(yes bool) {
		button.Show()
		if !yes {
			e.Window().Canvas().Focus(button)
			return
		}
		quiet.Show()
		do(e.screen, quiet, "accounts.working", func(ctx context.Context, b *desk.Session) (struct{}, error) {
			return struct{}{}, b.WithdrawEnvelope(ctx, env.ID)
		}, func(_ struct{}, err error) {
			if err == nil {
				e.Tell(w.Say("accounts.withdrawn", "id", env.ID))
				e.open()
			}
		})
	})
	button = control.NewButton(w.Say("accounts.withdraw"), theme.DeleteIcon(), func() {
		button.Hide()
		ask.Ask()
	})
	return control.Stack(look.Gap, control.Beside(look.Gap, button), ask, quiet)
}

// make makes an envelope and shows its code, this once.
func (e *envelopes) make(quiet *control.QuietMessage, order desk.EnvelopeOrder) {
	type sealed struct {
		env  access.Envelope
		code string
	}
	quiet.Show()
	do(e.screen, quiet, "accounts.sealing", func(ctx context.Context, b *desk.Session) (sealed, error) {
		env, code, err := b.NewEnvelope(ctx, order)
		return sealed{env, code}, err
	}, func(made sealed, err error) {
		if err != nil {
			return
		}
		e.rows = e.Session().Envelopes()
		e.list.Renew()
		e.showCode(made.env, made.code)
	})
}

// showCode shows the code of a new envelope until somebody says that it is in the envelope.
func (e *envelopes) showCode(env access.Envelope, code string) {
	w := e.words
	once := page.Once{
		Title: w.Say("accounts.envelope."+string(env.Use), "id", env.ID), Intro: w.Say("accounts.code_intro", "id", env.ID),
		Codes:   []page.Code{{Title: w.Say("accounts.code"), Value: code, Why: w.Say("accounts.code_why." + string(env.Use))}},
		Written: w.Say("accounts.code_written"), Proceed: w.Say("accounts.done"), Then: func() { e.show(env) },
	}
	if e.print != nil {
		session := e.Session()
		once.Print = func(ctx context.Context) error {
			drawn, err := session.EnvelopeSheet(ctx, env, code)
			if err != nil {
				return err
			}
			return e.print(ctx, drawn.PDF)
		}
	}
	content, focus := once.Content(w, e.Runner())
	e.put(content)
	e.Window().Canvas().Focus(focus)
}

// shiftHours are when shifts usually end.
var shiftHours = []int{7, 16, 22}

// nextEnd is the end of a shift that begins about now: the next usual hour that is a few hours off.
func nextEnd(now time.Time) time.Time {
	const least = 4 * time.Hour
	for day := 0; ; day++ {
		for _, hour := range shiftHours {
			end := time.Date(now.Year(), now.Month(), now.Day()+day, hour, 0, 0, 0, now.Location())
			if end.Sub(now) >= least {
				return end
			}
		}
	}
}

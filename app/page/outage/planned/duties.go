package planned

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
)

// duties are what there is to do about a planned outage now and before it: whom to tell when, what to find
// out while it lasts, and the papers to have ready.
func (p *Planned) duties(r outage.Planned) fyne.CanvasObject {
	w, session := p.host.Words(), p.host.Session()
	column := control.Tall(look.Gap, nil)
	for _, d := range session.PlannedDuties() {
		if d.Planned.ID == r.ID {
			column.Add(p.duty(d))
		}
	}
	if !r.Notice.IsZero() {
		column.Add(control.Plain(w.Say("outagepage.planned.notice", "day", w.Day(r.Notice))))
	}
	if !r.DayBefore.IsZero() {
		column.Add(control.Plain(w.Say("outagepage.planned.day_before", "day", w.Day(r.DayBefore))))
	}
	if r.Minutes > 0 {
		column.Add(control.Plain(w.Say("outagepage.planned.minutes", "n", r.Minutes)))
	}
	column.Add(control.Plain(w.Say("outagepage.planned.no_work")))
	column.Add(p.before())
	for _, f := range session.Facts() {
		if f.OnChecklist == r.ID && r.ID != "" && f.Settled == nil {
			column.Add(control.NewNoticeBox(control.ToneCalm, w.Say("outagepage.planned.find_out"), control.Tall(look.Gap, nil,
				control.Plain(f.Fact.Fact.In(w.Lang())),
				control.Flow(look.Gap, control.NewButton(w.Say("outagepage.planned.facts"), theme.NavigateNextIcon(), func() {
					p.host.Show(page.Place{Page: page.Ready, Part: page.ReadyFacts, Topic: f.Fact.ID})
				})))))
		}
	}
	return column
}

// duty is one thing to do now, with the button that does it, or who did it.
func (p *Planned) duty(d desk.DutyRow) fyne.CanvasObject {
	w, now := p.host.Words(), p.host.Session().Now()
	sentence := w.Say("outage.duty." + string(d.Duty))
	switch {
	case d.Done:
		return control.NewStrip(control.ToneGood, joined(sentence, w.Say("outagepage.planned.told", "name", d.By, "when", w.When(d.At, now))))
	case d.Message == "":
		return control.NewStrip(control.ToneNotice, sentence)
	}
	return control.NewStrip(control.ToneNotice, sentence, control.NewButton(w.Say("outagepage.planned.tell"), theme.MailSendIcon(), func() {
		p.host.Show(page.Place{Page: page.Outage, Part: page.OutageMessages, Outage: d.Planned.ID, Topic: string(d.Message)})
	}))
}

func joined(a, b string) string { return a + " " + b }

// before are the papers to have ready: the routine's checklist asks for them (routine 2.3).
func (p *Planned) before() fyne.CanvasObject {
	w := p.host.Words()
	buttons := control.Flow(look.Gap)
	if page.Paper.For(p.host.Session()) == nil {
		buttons.Add(control.NewButton(w.Say("outagepage.planned.print"), theme.DocumentPrintIcon(), func() {
			p.host.Show(page.Place{Page: page.Paper, Part: page.PaperPrint, Print: desk.PrintBinder})
		}))
	}
	buttons.Add(control.NewButton(w.Say("outagepage.planned.checklist"), theme.ListIcon(), func() {
		p.host.Show(page.Place{Page: page.Ready, Part: page.ReadyChecklist})
	}))
	return buttons
}

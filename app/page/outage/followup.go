package outage

import (
	"slices"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/outage"
)

// yesNoAnswer is where the answer of a question with yes and no stands; nil for another question.
func yesNoAnswer(a *outage.Answers, id outage.QuestionID) *outage.YesNo {
	switch id {
	case outage.AskLight:
		return &a.Light
	case outage.AskSignal:
		return &a.Signal
	case outage.AskWifi:
		return &a.Wifi
	case outage.AskWeb:
		return &a.Web
	case outage.AskBank:
		return &a.Bank
	case outage.AskOneSite:
		return &a.OneSite
	}
	return nil
}

// cardOf is the card that a question stands on.
func cardOf(id outage.QuestionID) int {
	order := [][]outage.QuestionID{{outage.AskSystems}, {outage.AskWorks}, {outage.AskReach}, {outage.AskPassword, outage.AskWays}}
	for i, ids := range order {
		if slices.Contains(ids, id) {
			return i
		}
	}
	return len(order)
}

// followUps are the questions that would make the finding surer, to be answered where one reads it, or on
// the card where they stand; nil for none.
func followUps(h page.Host, a outage.Answers, ask []outage.Question, answered func(outage.Answers), toCard func(int)) fyne.CanvasObject {
	w := h.Words()
	column := control.Tall(look.Space, nil)
	for _, q := range ask {
		if at := yesNoAnswer(&a, q.ID); at != nil {
			var options *control.Options
			options = yesNoOptions(h, *at, func() {
				now := a
				*yesNoAnswer(&now, q.ID) = yesNoOf(options)
				answered(now)
			})
			field := control.NewField(w, w.Say(q.Say), "", options)
			field.WrapLabel()
			column.Add(field)
			continue
		}
		column.Add(control.Tall(look.Step, nil, control.NewText(w.Say(q.Say), control.Style{Bold: true, Wrap: true}),
			control.Flow(look.Gap, control.NewButton(w.Say("outagepage.finding.answer"), nil, func() { toCard(cardOf(q.ID)) }))))
	}
	if len(column.Objects) == 0 {
		return nil
	}
	return control.NewSection(w.Say("outagepage.finding.surer"), column)
}

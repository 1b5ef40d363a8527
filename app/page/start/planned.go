package start

import (
	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// plannedDuties are what planned outages call for now: notice, the text message of the day before, saving
// often, the message that it is over. What was told already is left out.
func plannedDuties(w *text.Words, st desk.Status) []duty {
	var list []duty
	for _, d := range st.Duties {
		if d.Done {
			continue
		}
		title := d.Planned.Title
		if title == "" {
			title = w.Say("outage.planned." + string(d.Planned.Kind))
		}
		one := duty{control.ToneNotice, w.Say("start.planned", "what", title, "day", w.DayShort(d.Planned.Start.In(care.Stockholm)),
			"do", w.Say("outage.duty."+string(d.Duty))), w.Say("start.planned_show"), page.Place{Page: page.Outage, Part: page.OutagePlanned, Topic: d.Planned.ID}}
		if d.Message != "" {
			one.button = w.Say("start.planned_tell")
			one.to = page.Place{Page: page.Outage, Part: page.OutageMessages, Outage: d.Planned.ID, Topic: string(d.Message)}
		}
		list = append(list, one)
	}
	return list
}

// updateDuty asks for word to the units while an outage goes on and none has gone out for long.
func updateDuty(w *text.Words, view desk.OutageView, name string) (duty, bool) {
	if !view.UpdateDue {
		return duty{}, false
	}
	return duty{control.ToneFault, w.Say("start.outage.update", "what", name), w.Say("start.planned_tell"),
		page.Place{Page: page.Outage, Part: page.OutageMessages, Outage: view.ID}}, true
}

// escalateDuties are the unit's limits that an outage has passed.
func escalateDuties(w *text.Words, view desk.OutageView) []duty {
	var list []duty
	for _, e := range view.Escalations {
		list = append(list, duty{control.ToneFault, w.Say("start.outage.escalate", "what", e.Text.In(w.Lang())), w.Say("shell.band.open"),
			page.Place{Page: page.Outage, Part: page.OutageNow, Outage: view.ID}})
	}
	return list
}

// outageCalls are what goes on asks for now, before everything else.
func outageCalls(w *text.Words, view desk.OutageView, c outage.Catalogue) []duty {
	list := escalateDuties(w, view)
	if d, due := updateDuty(w, view, c.TitleOf(w, view.Outage)); due {
		list = append(list, d)
	}
	if view.Outage.ID != "" && view.Open() {
		list = append(list, stepsDuty(w, view))
	}
	return list
}

// stepsDuty is what is left of the opener's steps, so that nothing is called calm while an outage goes on.
func stepsDuty(w *text.Words, view desk.OutageView) duty {
	left := 0
	for _, step := range view.Steps {
		if !step.Done {
			left++
		}
	}
	d := duty{control.ToneNotice, w.Count("start.outage.steps", left), w.Say("shell.band.open"), page.Place{Page: page.Outage, Part: page.OutageNow, Outage: view.ID}}
	if left == 0 {
		d.tone, d.sentence = control.ToneCalm, w.Say("start.outage.steps_done")
	}
	return d
}

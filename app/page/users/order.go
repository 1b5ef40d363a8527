package users

import (
	"time"

	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// askShift asks until when a temporary works, and with what.
func (e *envelopes) askShift() {
	w := e.words
	e.list.UnselectAll()
	quiet := control.NewQuietMessage()
	quiet.Hide()
	now := func() time.Time { return e.Session().Now() }
	day, clock := control.NewDateField(w, now), control.NewTimeField(w, now)
	end := nextEnd(now())
	day.SetDay(end)
	clock.SetClock(end.Hour(), end.Minute())
	dayField, clockField := control.NewField(w, w.Say("accounts.shift_day"), "", day), control.NewField(w, w.Say("accounts.shift_clock"), "", clock)
	areas := map[access.Area]*control.Check{}
	checks := control.Stack(0)
	for _, a := range access.CareAreas() {
		areas[a] = control.NewCheck(w.Say("area."+a.String()), nil)
		checks.Add(areas[a])
	}
	for _, a := range access.RoleTemporary.UsualAreas() {
		if check, care := areas[a]; care {
			check.SetChecked(true)
		}
	}
	seal := control.NewPrimary(w.Say("accounts.seal"), theme.MailComposeIcon(), func() {
		chosen := []access.Area{}
		for _, a := range access.CareAreas() {
			if areas[a].Checked {
				chosen = append(chosen, a)
			}
		}
		e.make(quiet, desk.EnvelopeOrder{Use: access.UseShift, Areas: chosen, Until: endOf(day, clock)})
	})
	e.put(control.Stack(look.Space, control.Title(w.Say("accounts.shift_new")), control.Plain(w.Say("accounts.shift_what")),
		control.Even(look.Space, dayField, clockField),
		control.NewField(w, w.Say("accounts.areas"), w.Say("accounts.shift_areas_hint"), checks),
		control.Stack(look.Gap, control.Beside(look.Gap, seal, control.NewButton(w.Say("accounts.cancel"), nil, e.showNone)), quiet)))
	e.Window().Canvas().Focus(clock)
}

// endOf is when the shift ends; zero, which no envelope takes, while it can't be read.
func endOf(day *control.DateField, clock *control.TimeField) time.Time {
	d, dayOK := day.Day()
	hour, minute, clockOK := clock.Clock()
	if !dayOK || !clockOK {
		return time.Time{}
	}
	return care.LocalTime(d.Year(), d.Month(), d.Day(), hour, minute, 0)
}

// askEmergency asks which area an envelope is to open.
func (e *envelopes) askEmergency() {
	w := e.words
	e.list.UnselectAll()
	quiet := control.NewQuietMessage()
	quiet.Hide()
	var names []string
	for _, a := range access.CareAreas() {
		names = append(names, w.Say("area."+a.String()))
	}
	area := control.NewSelect(names, w.Say("accounts.choose"), nil)
	seal := control.NewPrimary(w.Say("accounts.seal"), theme.MailComposeIcon(), func() {
		if area.SelectedIndex() < 0 {
			quiet.Show()
			quiet.Say(control.ToneFault, w.Explain(text.NewFault("access.one_area")))
			return
		}
		e.make(quiet, desk.EnvelopeOrder{Use: access.UseEmergency, Areas: []access.Area{access.CareAreas()[area.SelectedIndex()]}})
	})
	e.put(control.Stack(look.Space, control.Title(w.Say("accounts.emergency_new")),
		control.Plain(w.Say("accounts.emergency_what", "hours", access.EmergencyHours)),
		control.NewField(w, w.Say("accounts.emergency_area"), "", area),
		control.Stack(look.Gap, control.Beside(look.Gap, seal, control.NewButton(w.Say("accounts.cancel"), nil, e.showNone)), quiet)))
	e.Window().Canvas().Focus(area)
}

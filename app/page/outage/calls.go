package outage

import (
	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// callCards are whom to call, in order: the number large, with a code to scan. Told, if set, notes that
// somebody was called.
func callCards(h page.Host, calls []outage.Contact, told func(outage.Contact)) fyne.CanvasObject {
	w := h.Words()
	column := control.Tall(look.Gap, nil)
	for i, c := range calls {
		var below []fyne.CanvasObject
		if told != nil {
			below = append(below, control.Flow(look.Gap, control.NewButton(w.Say("outagepage.calls.told"), nil, func() { told(c) })))
		}
		column.Add(control.NewCallCard(callingOf(w, c, i), below...))
	}
	if len(calls) == 0 {
		column.Add(control.Quiet(w.Say("outagepage.calls.none")))
	}
	return column
}

// callingOf words a contact. One without a number says so: it is never left out.
func callingOf(w *text.Words, c outage.Contact, i int) control.Calling {
	order := w.Say("outagepage.calls.then")
	switch i {
	case 0:
		order = w.Say("outagepage.calls.first")
	case 1:
		order = w.Say("outagepage.calls.second")
	}
	calling := control.Calling{Order: order, Name: c.Call().Who.In(w.Lang()), Number: c.Number, Code: sheet.CallCode(c.Number)}
	if calling.Name == "" {
		calling.Name = w.Say("outage.contact." + string(c.Role))
	}
	if c.Customer != "" {
		calling.Note = w.Say("outagepage.calls.customer", "number", c.Customer)
	}
	calling.Note = joined(" ", calling.Note, c.Call().Note.In(w.Lang()))
	if c.Number == "" {
		calling.Number, calling.Missing = w.Say("outagepage.calls.missing"), true
	}
	return calling
}

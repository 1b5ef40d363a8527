package after

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/outage"
)

// review is what the unit says of an outage afterwards: how many incidents, and what to do better.
type review struct {
	host      page.Host
	of        string // the outage that the fields are about
	incidents *control.Entry
	improve   *control.Entry
	frame     *control.Field
	content   fyne.CanvasObject
}

// mostReview is how many characters what to improve has at most.
const mostReview = 2000

func newReview(h page.Host, tell func(outage.Event)) *review {
	w := h.Words()
	r := &review{host: h, incidents: control.NewEntry(""), improve: control.NewTextArea("", 4)}
	r.improve.MaxRunes = mostReview
	r.frame = control.NewField(w, w.Say("outagepage.review.improve"), w.Say("outagepage.review.nobody"), r.improve)
	save := control.NewButton(w.Say("outagepage.review.save"), theme.DocumentSaveIcon(), func() {
		improve, incidents := strings.TrimSpace(r.improve.Text), strings.TrimSpace(r.incidents.Text)
		if improve == "" && incidents == "" {
			r.frame.SetFault(w.Say("outagepage.review.empty"))
			return
		}
		if !r.improve.TooLong() {
			r.frame.SetFault("")
			tell(outage.Event{Type: outage.EventReview, Text: improve, Incidents: incidents})
		}
	})
	r.content = control.Tall(look.Space, nil, control.NewField(w, w.Say("outagepage.review.incidents"), "", r.incidents), r.frame, control.Flow(look.Gap, save))
	return r
}

// show begins with what was said before; what is being typed about the same outage stays.
func (r *review) show(report outage.Report) {
	if report.Outage.ID == r.of {
		return
	}
	r.of = report.Outage.ID
	r.incidents.SetText(report.Incidents)
	r.improve.SetText(report.Improve)
	r.frame.SetFault("")
}

package start

import (
	"time"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/care/wording"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// mostOutages is how many planned stops are told at once: the nearest.
const mostOutages = 3

// outageDuties tell of planned stops of systems, with the way to the paper that they are got
// through with. The one of today or tomorrow stands out.
func outageDuties(w *text.Words, st desk.Status, now time.Time) []duty {
	var list []duty
	for _, o := range st.Outages[:min(mostOutages, len(st.Outages))] {
		d := duty{control.ToneCalm, wording.Teller{Words: w, Now: now}.Outage(o), "", page.Place{}}
		if o.Start.Before(care.NextDay(now, 2)) {
			d.tone, d.button = control.ToneNotice, w.Say("start.outage_do")
			d.to = page.Place{Page: page.Paper, Day: now, Print: desk.PrintSchedule}
		}
		list = append(list, d)
	}
	return list
}

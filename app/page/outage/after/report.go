package after

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// reportOf is the page about an outage: how long, what, whom it touched, and how far what was written has
// come.
func reportOf(h page.Host, r outage.Report) fyne.CanvasObject {
	w, c := h.Words(), h.Session().Catalogue()
	facts := []control.Fact{
		{Label: w.Say("outagepage.report.began"), Value: w.Moment(r.Began.In(care.Stockholm))},
		{Label: w.Say("outagepage.report.lasted"), Value: lasted(w, r.Duration), Large: true},
		{Label: w.Say("outagepage.report.what"), Value: c.NamesOf(w, r.Broken)},
		{Label: w.Say("outagepage.report.systems"), Value: systemsOf(w, r.Systems)},
		{Label: w.Say("outagepage.report.units"), Value: r.Units},
		{Label: w.Say("outagepage.report.messages"), Value: fmt.Sprint(len(r.Messages))},
		{Label: w.Say("outagepage.report.reports"), Value: fmt.Sprint(len(r.Reports))},
	}
	if r.Known {
		facts = append(facts,
			control.Fact{Label: w.Say("outagepage.report.entries"), Value: w.Say("outagepage.report.entries_of", "n", r.Entries, "persons", r.Persons)},
			control.Fact{Label: w.Say("outagepage.report.entered"), Value: w.Say("outagepage.report.entered_of", "entered", r.Entered, "waiting", r.Waiting, "other", r.Other)},
			control.Fact{Label: w.Say("outagepage.report.late"), Value: fmt.Sprint(r.Late)})
	}
	facts = append(facts, control.Fact{Label: w.Say("outagepage.report.incidents"), Value: r.Incidents},
		control.Fact{Label: w.Say("outagepage.report.improve"), Value: r.Improve})
	column := control.Tall(look.Gap, nil, control.NewFieldGrid(w, facts...))
	if r.Hidden > 0 {
		column.Add(control.Quiet(w.Count("outagepage.report.hidden", r.Hidden)))
	}
	if r.Unsure {
		column.Add(control.NewText(w.Say("outagepage.report.unsure"), control.Style{Wrap: true, Color: look.Notice}))
	}
	buttons := control.Flow(look.Gap)
	if page.Paper.For(h.Session()) == nil {
		buttons.Add(control.NewPrimary(w.Say("outagepage.report.print"), theme.DocumentPrintIcon(), func() {
			h.Show(page.Place{Page: page.Paper, Part: page.PaperPrint, Print: desk.PrintOutageReport, Outage: r.ID})
		}))
	}
	if r.Waiting > 0 && page.Backlog.For(h.Session()) == nil {
		buttons.Add(control.NewButton(w.Say("outagepage.link.backlog"), theme.UploadIcon(), func() { h.Show(page.Place{Page: page.Backlog}) }))
	}
	column.Add(buttons)
	return column
}

// lasted is a length of time to the minute: "3 h 12 min".
func lasted(w *text.Words, d time.Duration) string {
	minutes := int(d.Round(time.Minute) / time.Minute)
	if minutes < 60 {
		return w.Say("outagepage.report.minutes", "m", minutes)
	}
	return w.Say("outagepage.report.hours", "h", minutes/60, "m", minutes%60)
}

// systemsOf are the systems that were touched, the worst that became of each and for how long.
func systemsOf(w *text.Words, systems []outage.SystemTime) string {
	lines := make([]string, len(systems))
	for i, s := range systems {
		lines[i] = w.Say("outagepage.report.system", "name", s.System.Name.In(w.Lang()), "worst", w.Say("outagepage.still."+string(s.Worst)), "span", lasted(w, s.Touched))
	}
	return strings.Join(lines, "\n")
}

package after

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
)

// year is the statistics of one year.
type year struct {
	host    page.Host
	year    int
	title   *control.Text
	facts   *control.FieldGrid
	content fyne.CanvasObject
}

func newYear(h page.Host) *year {
	w := h.Words()
	y := &year{host: h, title: control.Heading(""), facts: control.NewFieldGrid(w), year: h.Session().Now().In(care.Stockholm).Year()}
	step := func(by int) func() {
		return func() {
			y.year += by
			y.renew()
		}
	}
	head := container.NewBorder(nil, nil, nil, control.Beside(look.Gap,
		control.NewButton(w.Say("outagepage.year.before"), theme.NavigateBackIcon(), step(-1)),
		control.NewButton(w.Say("outagepage.year.after"), theme.NavigateNextIcon(), step(1))), y.title)
	y.content = control.NewCard(control.Tall(look.Gap, nil, head, y.facts))
	return y
}

// show begins with the year of an outage.
func (y *year) show(o outage.Outage) {
	if !o.Began.IsZero() {
		y.year = o.Began.In(care.Stockholm).Year()
	}
	y.renew()
}

func (y *year) renew() {
	w, c := y.host.Words(), y.host.Session().Catalogue()
	st := y.host.Session().OutageStats(y.year)
	y.title.SetText(w.Say("outagepage.year.title", "year", y.year))
	failures := make([]string, len(st.ByFailure))
	for i, f := range st.ByFailure {
		failures[i] = w.Count("outagepage.year.failure", f.Times, "what", c.NameOf(w, outage.Broken{Failure: f.Failure}), "span", lasted(w, f.Time))
	}
	y.facts.Set(
		control.Fact{Label: w.Say("outagepage.year.outages"), Value: w.Say("outagepage.year.outages_of", "n", st.Outages, "planned", st.Planned, "open", st.Open), Large: true},
		control.Fact{Label: w.Say("outagepage.year.time"), Value: lasted(w, st.Time)},
		control.Fact{Label: w.Say("outagepage.year.longest"), Value: lasted(w, st.Longest)},
		control.Fact{Label: w.Say("outagepage.year.failures"), Value: strings.Join(failures, "\n")},
		control.Fact{Label: w.Say("outagepage.year.messages"), Value: fmt.Sprint(st.Messages)},
		control.Fact{Label: w.Say("outagepage.year.reviewed"), Value: w.Say("outagepage.year.reviewed_of", "n", st.Reviewed, "left", st.Unreviewed)},
		control.Fact{Label: w.Say("outagepage.year.drills"), Value: fmt.Sprint(st.Drills)})
}

package outage

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/outage"
)

// linkReport leads to the text of the report and to whom one calls.
const linkReport = "report"

// leads is where a link of the catalogue goes; ok is false for one that this program doesn't know.
func leads(l outage.Link) (to page.Place, key string, ok bool) {
	where, what, _ := strings.Cut(string(l), ":")
	switch where {
	case linkReport:
		return page.Place{Page: page.Outage, Part: page.OutageTrouble, Topic: topicReport}, "outagepage.link.report", true
	case "message":
		return page.Place{Page: page.Outage, Part: page.OutageMessages}, "outagepage.link.message", true
	case "notes":
		return page.Place{Page: page.Write}, "outagepage.link.write", true
	case "guide":
		return page.Place{Page: page.Outage, Part: page.OutageGuide, Topic: what}, "outagepage.link.guide", true
	case "print":
		return page.Place{Page: page.Paper, Part: page.PaperPrint, Print: desk.What(what)}, "outagepage.link.print", true
	case "write":
		return page.Place{Page: page.Write, Kind: entry.Kind(what)}, "outagepage.link.write", true
	case "ready":
		return page.Place{Page: page.Ready, Part: what}, "outagepage.link.ready", true
	case "schedule":
		return page.Place{Page: page.Schedule}, "outagepage.link.schedule", true
	case "people":
		return page.Place{Page: page.People}, "outagepage.link.people", true
	case "backlog":
		return page.Place{Page: page.Backlog}, "outagepage.link.backlog", true
	}
	return page.Place{}, "", false
}

// linkButton is the button of a step; nil where there is nothing to press, or where the opener may not go.
func linkButton(h page.Host, l outage.Link) *control.Button {
	to, key, ok := leads(l)
	if !ok || to.Page.For(h.Session()) != nil {
		return nil
	}
	return control.NewButton(h.Words().Say(key), linkIcon(to.Page), func() { h.Show(to) })
}

func linkIcon(to page.Name) fyne.Resource {
	switch to {
	case page.Paper:
		return theme.DocumentPrintIcon()
	case page.Write:
		return theme.DocumentCreateIcon()
	}
	return theme.NavigateNextIcon()
}

package ready

import (
	"strings"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
)

// leads is where a link of the catalogue goes, and the words on its button; false for one that leads
// nowhere in this program.
func leads(l outage.Link) (to page.Place, key string, ok bool) {
	where, what, _ := strings.Cut(string(l), ":")
	switch where {
	case "report":
		return page.Place{Page: page.Outage, Part: page.OutageTrouble}, "readypage.to.outage", true
	case "message":
		return page.Place{Page: page.Outage, Part: page.OutageMessages}, "readypage.to.outage", true
	case "guide":
		return page.Place{Page: page.Outage, Part: page.OutageGuide, Topic: what}, "readypage.to.guide", true
	case "print":
		return page.Place{Page: page.Paper, Part: page.PaperPrint, Print: desk.What(what)}, "readypage.to.print", true
	case "write":
		return page.Place{Page: page.Write, Kind: entry.Kind(what)}, "readypage.to.write", true
	case "ready":
		return page.Place{Page: page.Ready, Part: what}, "readypage.to.ready", true
	}
	if to, known := plain[where]; known {
		return to, "readypage.to.open", true
	}
	return page.Place{}, "", false
}

// plain are screens that a link names by themselves.
var plain = map[string]page.Place{
	"notes": {Page: page.Notes}, "schedule": {Page: page.Schedule}, "people": {Page: page.People}, "backlog": {Page: page.Backlog},
}

// putRight is where lines that no link of the catalogue reaches are put right.
var putRight = map[string]page.Place{
	"fresh":  {Page: page.Intake, Part: page.IntakeFiles},
	"copies": {Page: page.Safety, Tab: page.SafetyCopies},
}

// button is the one button of a line: to the round that is told of it, or to where it is put right. It is
// nil where the opener can do nothing about it.
func (s *screen) button(l readiness.Line) *control.Button {
	if byHand(l) {
		return control.NewButton(s.words.Say("readypage.to.note"), nil, func() {
			s.Open(page.Place{Page: page.Ready, Part: page.ReadyRounds, Topic: l.ID})
		})
	}
	to, key, ok := leads(l.Go)
	if at, known := putRight[l.ID]; known && !ok {
		to, key, ok = at, "readypage.to.open", true
	}
	if !ok || to.Page.For(s.Session()) != nil {
		return nil
	}
	return control.NewButton(s.words.Say(key), nil, func() {
		if to.Page == page.Ready {
			s.Open(to)
			return
		}
		s.Show(to)
	})
}

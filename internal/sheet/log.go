package sheet

import (
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
)

// KindLog is an extract of the access log; it is in no binder.
const KindLog Kind = "log"

// LogExtract is lines of the access log and what was asked for.
type LogExtract struct {
	Events []access.Event
	// Person and By are whom and which user the extract was asked for; empty for all.
	Person, By string
	// From and To are days, To included; zero for no limit.
	From, To time.Time
	Action   access.Action
	// Missing says that lines of the log don't open and are not here.
	Missing bool
	// Detail words the detail of a line.
	Detail func(access.Event) string
}

// Log is an extract of the access log (loggutdrag): who did what, when, about whom
// (patientdatalagen 4 kap.). It says on top what was asked for, because lines that are not there
// say as much as those that are.
func Log(s Setting, x LogExtract) Sheet {
	sh := Sheet{Kind: KindLog, Title: s.Words.Say("sheet.log.title"), Subtitle: s.period(x.From, x.To), Landscape: true,
		Foot: []string{s.Words.Say("sheet.log.foot"), s.Words.Say("sheet.log.keep")}}
	all := s.Words.Say("sheet.log.all")
	or := func(value string) string {
		if value == "" {
			return all
		}
		return value
	}
	action := ""
	if x.Action != "" {
		action = s.Words.Say("action." + string(x.Action))
	}
	sh.Blocks = append(sh.Blocks, Fields{Columns: 2, Rows: []Field{
		{Label: s.Words.Say("sheet.log.about"), Value: or(x.Person)}, {Label: s.Words.Say("sheet.log.by"), Value: or(x.By)},
		{Label: s.Words.Say("sheet.log.action"), Value: or(action)}, {Label: s.Words.Say("sheet.log.lines"), Value: s.Words.Count("sheet.log.count", len(x.Events))}}})
	if x.Missing {
		sh.Blocks = append(sh.Blocks, Notice{Lines: []string{s.Words.Say("sheet.log.missing")}})
	}
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.log.when"), Width: 34},
		{Title: s.Words.Say("sheet.log.who"), Width: 58, Lead: true},
		{Title: s.Words.Say("sheet.log.what"), Width: 40},
		{Title: s.Words.Say("sheet.log.whom"), Width: 50, Lead: true},
		{Title: s.Words.Say("sheet.log.detail"), Width: 62},
	}}
	for _, e := range x.Events {
		table.Rows = append(table.Rows, s.logRow(e, x.Detail))
	}
	sh.Blocks = append(sh.Blocks, table)
	return sh
}

func (s Setting) logRow(e access.Event, detail func(access.Event) string) Row {
	place := e.Title
	if e.Unit != "" {
		place = strings.Trim(e.Title+", "+e.Unit, ", ")
	}
	who := lines(e.Name, place)
	if e.Stated {
		who = lines(who, s.Words.Say("sheet.log.stated"))
	}
	at := e.At.In(care.Stockholm)
	number := care.PersonalID(e.PersonNumber).Written(e.At)
	return Row{Cells: []string{at.Format("2006-01-02\n15:04:05 -07:00"), who, s.Words.Say("action." + string(e.Action)),
		lines(e.PersonName, number), detail(e)}}
}

// period is from which day to which.
func (s Setting) period(from, to time.Time) string {
	switch {
	case from.IsZero() && to.IsZero():
		return s.Words.Say("sheet.log.all_days")
	case to.IsZero():
		return s.Words.Say("sheet.log.since", "day", s.day(from))
	case from.IsZero():
		return s.Words.Say("sheet.log.until", "day", s.day(to))
	}
	return s.Words.Say("sheet.log.between", "from", s.day(from), "to", s.day(to))
}

package sheet

import (
	"slices"
	"time"

	"avbrottsparm/internal/care"
)

// KindToDo is a person's list of what health care is to do, day by day.
const KindToDo Kind = "todo"

// ToDo is what health orders ask for on the days, hour by hour, with room to tick off. The nurse who
// goes off prints it; Friday's covers the weekend. It is a working paper and no signing list, and
// holds no doses (requirement 15).
func ToDo(s Setting, d *care.Dossier, days []time.Time) Sheet {
	sh := s.aboutPerson(KindToDo, "sheet.todo.title", d)
	sh.Chapter = s.Words.Say("sheet.chapter.health")
	sh.Subtitle = s.span(days)
	if len(days) > 0 {
		sh.Key += "|" + dayKey(days[0])
	}
	sh.DataAsOf = d.AsOf.Oldest(care.KindPerson, care.KindWarning, care.KindHealthOrder)
	sh.Blocks = append(sh.Blocks, s.warnings(d))
	for _, day := range days {
		sh.Blocks = append(sh.Blocks, Heading{s.day(day)})
		if away := s.awayOn(d, day); away != "" {
			sh.Blocks = append(sh.Blocks, Notice{Lines: []string{away}})
		}
		sh.Blocks = append(sh.Blocks, s.toDo(d, day))
	}
	sh.Blocks = append(sh.Blocks, s.neededBlocks(d, days)...)
	return sh.with(Text{Text: s.Words.Say("sheet.todo.explain"), Quiet: true})
}

// HasToDo tells whether an order falls on one of the days.
func HasToDo(d *care.Dossier, days []time.Time) bool {
	return slices.ContainsFunc(days, func(day time.Time) bool { return len(due(d, day)) > 0 })
}

func (s Setting) toDo(d *care.Dossier, day time.Time) Block {
	orders := due(d, day)
	if len(orders) == 0 {
		return Text{Text: s.Words.Say("sheet.todo.nothing")}
	}
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.todo.tick"), Width: 10},
		{Title: s.Words.Say("sheet.week.when"), Width: 20, Lead: true},
		{Title: s.Words.Say("sheet.week.what"), Width: 44, Lead: true},
		{Title: s.Words.Say("sheet.todo.done"), Width: 26},
	}}
	for _, x := range orders {
		table.Rows = append(table.Rows, Row{Height: 11, Cells: []string{"", s.dueAt(x), s.orderLine(x.order, shielded(d)), ""}})
	}
	return table
}

package sheet

import "time"

// KindChanges is the page that says how a printed binder is brought up to date.
const KindChanges Kind = "changed"

// ChangeList is what that page says.
type ChangeList struct {
	// Since is when the binder was last printed or brought up to date; zero where no such print is
	// known, and the whole binder is new.
	Since time.Time
	// Data is when the oldest data left Lifecare that the comparison rests on; zero for not known.
	Data time.Time
	// Out are sheets to take out and shred, In those to put in, both in the order of the binder. Same is
	// how many stay as they are.
	Out, In []ChangeRow
	Same    int
	// Apart says that sheets were not compared, because the opener has no key for their area.
	Apart bool
}

// ChangeRow is one sheet of the binder.
type ChangeRow struct {
	Title string
	Name  string // of the person; empty where there is none, and for who is gone from the binder
	Code  string // the sheet's mark, or the number of paper that is accounted for
}

// Changes is the page that lies first on a print of what changed: what to take out and shred, what to
// put in, and that the rest stays. It names a person only by name, and goes to the shredder itself.
func Changes(s Setting, list ChangeList) Sheet {
	w := s.Words
	sh := Sheet{Kind: KindChanges, Title: w.Say("sheet.changes.title"), Chapter: w.Say("sheet.chapter.changes"), DataAsOf: list.Data,
		Foot: []string{w.Say("sheet.changes.foot"), w.Say("sheet.changes.foot_shred")}}
	if list.Since.IsZero() {
		sh.Blocks = append(sh.Blocks, Notice{Lines: []string{w.Say("sheet.changes.first")}})
	} else {
		sh.Blocks = append(sh.Blocks, Text{Text: w.Say("sheet.changes.since", "moment", s.moment(list.Since))})
	}
	if list.Apart {
		sh.Blocks = append(sh.Blocks, Notice{Lines: []string{w.Say("sheet.changes.apart")}})
	}
	if !list.Since.IsZero() || len(list.Out) > 0 {
		sh.Blocks = append(sh.Blocks, Heading{w.Count("sheet.changes.out", len(list.Out))})
		if len(list.Out) == 0 {
			sh.Blocks = append(sh.Blocks, Text{Text: w.Say("sheet.changes.out_none")})
		} else {
			sh.Blocks = append(sh.Blocks, Text{Text: w.Say("sheet.changes.out_how"), Quiet: true}, s.changeTable(list.Out))
		}
	}
	sh.Blocks = append(sh.Blocks, Heading{w.Count("sheet.changes.in", len(list.In))})
	if len(list.In) > 0 {
		sh.Blocks = append(sh.Blocks, s.changeTable(list.In))
	} else {
		sh.Blocks = append(sh.Blocks, Text{Text: w.Say("sheet.changes.in_none")})
	}
	return withSame(s, sh, list)
}

func withSame(s Setting, sh Sheet, list ChangeList) Sheet {
	w := s.Words
	if list.Same == 0 {
		return sh
	}
	said := w.Count("sheet.changes.same", list.Same)
	if !list.Data.IsZero() {
		said += " " + w.Say("sheet.changes.compared", "moment", s.moment(list.Data))
	}
	sh.Blocks = append(sh.Blocks, Heading{w.Say("sheet.changes.same_title")}, Text{Text: said})
	return sh
}

// changeTable lists sheets with room to tick each.
func (s Setting) changeTable(rows []ChangeRow) Block {
	w := s.Words
	table := Table{Columns: []Column{
		{Title: w.Say("sheet.changes.done"), Width: 14},
		{Title: w.Say("sheet.changes.sheet"), Width: 72},
		{Title: w.Say("sheet.changes.person"), Width: 60},
		{Title: w.Say("sheet.changes.code"), Width: 28},
	}}
	for _, r := range rows {
		table.Rows = append(table.Rows, Row{Cells: []string{"", r.Title, r.Name, r.Code}, Height: 7})
	}
	return table
}

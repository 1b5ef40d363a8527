package sheet

import (
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/readiness"
)

// The sheets about how the unit is prepared for an outage.
const (
	KindReadiness Kind = "readiness"
	KindChecks    Kind = "checks"
)

// Readiness is how the unit is prepared: the score, and every line with its reason, worst first. Lines
// are in the order of the list.
type Readiness struct {
	Score readiness.Score
	Lines []readiness.Line
}

// Sheet is the page for the manager. It names nobody who receives care.
func (r Readiness) Sheet(s Setting) Sheet {
	w := s.Words
	sh := Sheet{Kind: KindReadiness, Key: string(KindReadiness), Title: w.Say("sheet.readiness.title"), Chapter: w.Say("sheet.chapter.unit"),
		Foot: []string{w.Say("sheet.readiness.foot", "moment", s.moment(s.Now))}}
	var fine, absent []string
	of := 0
	for _, l := range r.Lines {
		title := l.Title.In(w.Lang())
		switch {
		case l.State == readiness.StateNotHere:
			absent = append(absent, title)
			continue
		case l.State.Good():
			fine = append(fine, title+s.until(l))
		}
		of++
	}
	sh.Blocks = []Block{
		Code{Lead: w.Say("sheet.readiness.score", "percent", r.Score.Percent), Caption: w.Say("sheet.readiness.counts", "good", len(fine), "of", of)},
		Text{Text: w.Say("sheet.readiness.rule"), Quiet: true},
	}
	if len(r.Score.Reasons) == 0 {
		sh.Blocks = append(sh.Blocks, Text{Text: w.Say("sheet.readiness.all_good")})
	} else {
		sh.Blocks = append(sh.Blocks, Heading{w.Say("sheet.readiness.reasons")}, s.unready(r.Score.Reasons))
	}
	for _, part := range []struct {
		heading string
		items   []string
	}{{w.Say("sheet.readiness.fine"), fine}, {w.Say("sheet.readiness.not_here"), absent}} {
		if len(part.items) > 0 {
			sh.Blocks = append(sh.Blocks, Heading{part.heading}, Text{Text: strings.Join(part.items, "; ") + "."})
		}
	}
	return sh
}

// until is how long a line stays in order, where it has a rhythm.
func (s Setting) until(l readiness.Line) string {
	if l.Due.IsZero() {
		return ""
	}
	return " (" + s.Words.Say("sheet.readiness.due", "day", s.Words.DayShort(l.Due.Add(-time.Minute).In(care.Stockholm))) + ")"
}

// unready are the lines that pull the score down.
func (s Setting) unready(lines []readiness.Line) Block {
	w := s.Words
	table := Table{Columns: []Column{
		{Title: w.Say("sheet.readiness.what"), Width: 41, Lead: true},
		{Title: w.Say("sheet.readiness.why"), Width: 41},
		{Title: w.Say("sheet.readiness.last"), Width: 18},
	}}
	for _, l := range lines {
		table.Rows = append(table.Rows, Row{Cells: []string{l.Title.In(w.Lang()), w.Say("sheet.readiness.stands", "state", w.Say("ready.state."+string(l.State)), "why", l.Reason.Say(w)), s.seenBy(l, "–")}})
	}
	return table
}

// seenBy is when something was last looked at, and by whom.
func (s Setting) seenBy(l readiness.Line, never string) string {
	if l.Last.IsZero() {
		return never
	}
	return strings.TrimSuffix(s.day(l.Last)+", "+l.By, ", ")
}

// phoneRows is how many telephones the list of rounds has room for beside those that are known.
const phoneRows = 3

// Checks is the list of everything that is looked at on a rhythm, to tick on paper (routine
// Rekommendation, 5.6): what, how often, when last, and room for what is missing.
func Checks(s Setting, lines []readiness.Line, groups map[string]string, phones []string) Sheet {
	w := s.Words
	sh := Sheet{Kind: KindChecks, Key: string(KindChecks), Title: w.Say("sheet.checks.title"), Chapter: w.Say("sheet.chapter.unit"), Blank: true,
		Foot: []string{w.Say("sheet.checks.foot")},
		Blocks: []Block{Text{Text: w.Say("sheet.checks.about"), Quiet: true},
			Blanks{Columns: 3, Lines: 1, Labels: []string{w.Say("sheet.checks.by"), w.Say("sheet.checks.when"), w.Say("sheet.checks.sign")}}}}
	table := Table{Columns: []Column{
		{Title: w.Say("sheet.checks.what"), Width: 41, Lead: true},
		{Title: w.Say("sheet.checks.rhythm"), Width: 12},
		{Title: w.Say("sheet.checks.last"), Width: 16},
		{Title: w.Say("sheet.checks.fine"), Width: 8, Align: Center},
		{Title: w.Say("sheet.checks.lacks"), Width: 23},
	}}
	group := ""
	for _, l := range lines {
		if !l.Paper || l.State == readiness.StateNotHere {
			continue
		}
		if l.Group != group {
			group = l.Group
			table.Rows = append(table.Rows, Row{Bold: true, Cells: []string{groups[group], "", "", "", ""}})
		}
		table.Rows = append(table.Rows, s.checkRows(l, phones)...)
	}
	sh.Blocks = append(sh.Blocks, table)
	return sh
}

// checkRows are the rows of one line: one for each group that is to know it, and for each telephone.
func (s Setting) checkRows(l readiness.Line, phones []string) []Row {
	w := s.Words
	row := func(what, last string) Row {
		return Row{Height: checkHeight, Cells: []string{what, s.rhythm(l.Days), last, "", ""}}
	}
	title := l.Title.In(w.Lang())
	last := s.seenBy(l, w.Say("sheet.checks.never"))
	switch l.Kind {
	case readiness.KindGroups:
		var rows []Row
		for _, group := range l.Groups {
			rows = append(rows, row(w.Say("sheet.checks.known", "title", title, "group", w.Say("ready.group."+group)), ""))
		}
		return rows
	case readiness.KindParts:
		rows := []Row{row(lines(title, w.Say("sheet.checks.phone")), last)}
		for _, phone := range phones {
			rows = append(rows, row(phone, ""))
		}
		for range phoneRows {
			rows = append(rows, row("", ""))
		}
		return rows
	}
	return []Row{row(lines(title, l.How.In(w.Lang())), last)}
}

// rhythm is how often something is looked at.
func (s Setting) rhythm(days int) string {
	if key := "sheet.checks.every." + strconv.Itoa(days); s.Words.Has(key) {
		return s.Words.Say(key)
	}
	return s.Words.Say("sheet.checks.days", "n", days)
}

package backlog

import (
	"cmp"
	"strconv"
	"unicode/utf8"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	tally "avbrottsparm/internal/sheet"
)

// columns are those of a table.
func (p *proof) columns(name string) []control.Column {
	w := p.words
	number := func(key string) control.Column {
		title := w.Say(key)
		return control.Column{Title: title, Width: max(7, utf8.RuneCountInString(title)), Share: 1, Right: true} // a heading is never cut
	}
	first := control.Column{Title: w.Say("backlog.proof.what"), Width: 16, Share: 2}
	switch name {
	case "forms":
		columns := []control.Column{first, number("sheet.reentry.printed")}
		for _, state := range slipStates {
			columns = append(columns, number("sheet.reentry.form."+string(state)))
		}
		return columns
	case "left", "late":
		return []control.Column{first, {Title: w.Say("backlog.deliver.kind"), Width: 12, Share: 1}, {Title: w.Say("backlog.deliver.when"), Width: 12},
			{Title: w.Say("backlog.proof.state"), Width: 9, Share: 1}, {Title: w.Say("backlog.proof.due"), Width: 12}, {Title: w.Say("backlog.proof.why"), Width: 9, Share: 1}}
	}
	return []control.Column{first, number("sheet.reentry.total"), number("sheet.reentry.entered"), number("sheet.reentry.done"), number("sheet.reentry.verified"),
		number("sheet.reentry.unknown"), number("sheet.reentry.late")}
}

// slipStates are the places of a numbered form, in the order of its life.
var slipStates = []custody.State{custody.StateIssued, custody.StateReturned, custody.StateTranscribed, custody.StateKept, custody.StateDestroyed, custody.StateMissing}

func countLines(counts []tally.ReentryCount, nobody string) [][]control.Cell {
	lines := make([][]control.Cell, 0, len(counts))
	for _, c := range counts {
		line := []control.Cell{{Text: cmp.Or(c.Label, nobody), Bold: true}}
		for i, n := range []int{c.Total, c.Entered, c.Done, c.Verified, c.Unknown, c.Late} {
			cell := control.Cell{Text: strconv.Itoa(n)}
			if n > 0 && i >= 4 {
				cell.Color = look.Outage
			}
			line = append(line, cell)
		}
		lines = append(lines, line)
	}
	return lines
}

func formLines(forms []tally.ReentryForms) [][]control.Cell {
	lines := make([][]control.Cell, 0, len(forms))
	for _, f := range forms {
		line := []control.Cell{{Text: f.Title, Bold: true}, {Text: strconv.Itoa(f.Printed)}}
		for _, state := range slipStates {
			line = append(line, control.Cell{Text: strconv.Itoa(f.In[state])})
		}
		lines = append(lines, line)
	}
	return lines
}

func (p *proof) entryLines(keep func(tally.ReentryEntry) bool) [][]control.Cell {
	w, now := p.words, p.session.Now()
	var lines [][]control.Cell
	for _, e := range p.counted.Entries {
		if !keep(e) {
			continue
		}
		due := control.Cell{}
		if !e.Due.IsZero() {
			due.Text = w.When(e.Due, now)
		}
		if e.Late {
			due.Color = look.Outage
		}
		lines = append(lines, []control.Cell{{Text: cmp.Or(e.Person, w.Say("backlog.nobody")), Bold: true}, {Text: e.Title}, {Text: w.When(e.EventTime, now)},
			{Text: desk.StateName(w, e.StateAt(now))}, due, {Text: cmp.Or(e.Reason, e.HandedReason, e.Refusal)}})
	}
	return lines
}

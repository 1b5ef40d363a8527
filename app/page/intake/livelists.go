package intake

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// name is a list in words; one that has none by its name.
func (l *livePart) name(list string) string {
	if key := "refresh.read." + list; l.words.Has(key) {
		return l.words.Say(key)
	}
	return list
}

func (l *livePart) cells(i int) []control.Cell {
	list := l.lists[i]
	key, ink := stateOf(list)
	return []control.Cell{{Text: l.name(list.Read)}, {Text: l.when(list.AsOf), Color: look.Quiet}, {Text: l.came(list.Last), Color: look.Quiet},
		{Text: l.words.Say("live.state." + key), Color: ink, Bold: ink == look.Outage || ink == look.Notice}}
}

// stateOf is how it stands with a list: the end of its key, and the colour beside the word.
func stateOf(list desk.ListState) (key string, ink fyne.ThemeColorName) {
	last := list.Last
	switch {
	case list.Left:
		return "left", look.Quiet
	case list.Held:
		return "held", look.Notice
	case list.Strange:
		return "strange", look.Notice
	case last != nil && last.Outcome == desk.ReadFailed && text.IsFault(last.Err, "lifecare.not_there"), last != nil && text.IsFault(last.Err, "lifecare.not_allowed"):
		return "not_offered", look.Quiet
	case last != nil && last.Outcome == desk.ReadFailed:
		return "failed", look.Outage
	case last != nil && len(last.Errors) > 0:
		return "wrong", look.Notice
	case list.AsOf.IsZero():
		return "never", look.Quiet
	case last != nil && last.Outcome == desk.ReadNotTried:
		return "not_tried", look.Quiet
	}
	return "fine", look.Normal
}

// came is what the last refresh brought of a list.
func (l *livePart) came(r *desk.ReadResult) string {
	switch {
	case r == nil:
		return ""
	case r.Outcome != desk.ReadTaken:
		return l.words.Say("live.came.nothing")
	}
	var parts []string
	for _, c := range []struct {
		key string
		n   int
	}{{"new", r.New}, {"changed", r.Changed}, {"gone", r.Gone}, {"wrong", len(r.Errors)}} {
		if c.n > 0 && (c.key != "gone" || !r.Held) {
			parts = append(parts, l.words.Count("intakepage.count."+c.key, c.n))
		}
	}
	if len(parts) == 0 {
		return l.words.Say("live.came.same")
	}
	return strings.Join(parts, ", ")
}

// mostIssues is how many rows are told of below the table; the rest say no more than their number.
const mostIssues = 6

// tell says of a list what a cell has no room for.
func (l *livePart) tell(list desk.ListState) {
	key, _ := stateOf(list)
	lines := []string{l.name(list.Read) + ": " + l.words.Say("live.tell."+key)}
	if list.Left {
		lines[0] += " " + l.words.Say("live.tell.area", "area", l.words.Say("area."+list.Area.String()))
	}
	if last := list.Last; last != nil {
		if last.Err != nil {
			lines = append(lines, l.words.Explain(last.Err))
		}
		issues := append(append([]desk.RowIssue{}, last.Errors...), last.Warnings...)
		for i, issue := range issues {
			if i == mostIssues {
				lines = append(lines, l.words.Say("live.more_rows", "n", len(issues)-i))
				break
			}
			lines = append(lines, l.words.Say("intakepage.at_row", "rest", strconv.Itoa(issue.Row)+": "+issue.Message))
		}
	}
	l.full.SetText(strings.Join(lines, "\n"))
	l.foot.Hidden = key == "fine" && len(lines) == 1 // the row says as much
	l.lower.Refresh()
}

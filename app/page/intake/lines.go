package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// outcome is what a row means: one of care's outcomes, or something wrong or doubtful. Each is
// worded "intakepage.outcome.<name>", with a sign before the word, for those who don't see colours.
type outcome string

const (
	wrong    outcome = "wrong"
	doubtful outcome = "doubtful"
)

// outcomes lists all, in the order in which they are shown: what needs a look first.
func outcomes() []outcome {
	return []outcome{wrong, doubtful, outcome(care.OutcomeGone), outcome(care.OutcomeChanged),
		outcome(care.OutcomeNew), outcome(care.OutcomeUnchanged)}
}

// line is a row of the preview.
type line struct {
	outcome outcome
	row     int
	at      string // "12", or "Blad1 12" in a workbook with several sheets
	what    string // the kind of item, or the column where something is wrong
	who     string
	detail  string // what tells the item from others, or what is wrong
}

// linesOf words every row of a file.
func linesOf(w *text.Words, r desk.FileResult, now time.Time) []line {
	lines := make([]line, 0, len(r.Rows)+len(r.Errors)+len(r.Warnings))
	for _, issue := range r.Errors {
		lines = append(lines, issueLine(wrong, issue))
	}
	for _, issue := range r.Warnings {
		lines = append(lines, issueLine(doubtful, issue))
	}
	for _, row := range r.Rows {
		lines = append(lines, rowLine(w, row, now))
	}
	order := map[outcome]int{}
	for i, o := range outcomes() {
		order[o] = i
	}
	slices.SortStableFunc(lines, func(x, y line) int {
		return cmp.Or(cmp.Compare(order[x.outcome], order[y.outcome]), cmp.Compare(x.row, y.row))
	})
	return lines
}

func issueLine(o outcome, issue desk.RowIssue) line {
	return line{outcome: o, row: issue.Row, at: at(issue.Sheet, issue.Row), what: issue.Field, detail: issue.Message}
}

func at(sheet string, row int) string {
	if row == 0 {
		return sheet
	}
	return strings.TrimSpace(fmt.Sprintf("%s %d", sheet, row))
}

func rowLine(w *text.Words, r care.RowResult, now time.Time) line {
	item := r.After
	if item == nil {
		item = r.Before
	}
	// A row about a relative who lies among the protected fields comes without the item.
	kind := care.KindSecrets
	if item != nil {
		kind = item.ItemKind()
	}
	l := line{outcome: outcome(r.Outcome), row: r.Row, at: at(r.Sheet, r.Row), what: w.Say("intakepage.kind." + string(kind))}
	person := r.Person
	if p, ok := item.(*care.Person); ok {
		person = p
	}
	if person != nil {
		l.who = person.Name()
	}
	l.detail = detail(w, item, person, now)
	return l
}

// detail tells an item from others of its kind. Nothing of what is protected about a person
// stands in a list (requirement 16): neither addresses nor relatives.
func detail(w *text.Words, item care.Item, person *care.Person, now time.Time) string {
	protected := person != nil && person.Protected
	switch it := item.(type) {
	case *care.Person:
		if protected {
			return it.PersonalID.Written(now)
		}
		return join(it.PersonalID.Written(now), it.Address().Line())
	case *care.Relative:
		if protected {
			return ""
		}
		return join(it.Name(), it.Relation)
	case *care.Contact:
		return join(it.Name(), it.Role)
	case *care.Warning:
		return it.Text
	case *care.ServicePlan:
		if it.Established.IsZero() {
			return ""
		}
		return w.Day(it.Established.In(care.Stockholm))
	case *care.Workshift:
		return join(span(w, it.Start, it.End), it.Staff)
	case *care.Visit:
		if it.AnyTime {
			return join(w.DayShort(it.Start.In(care.Stockholm)), it.Name, it.Services(), it.RouteName())
		}
		return join(span(w, it.Start, it.End), it.Name, it.Services(), it.RouteName())
	}
	return ""
}

func span(w *text.Words, from, to time.Time) string {
	from, to = from.In(care.Stockholm), to.In(care.Stockholm)
	return fmt.Sprintf("%s %s–%s", w.DayShort(from), w.Clock(from), w.Clock(to))
}

func join(parts ...string) string {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, "  ·  ")
}

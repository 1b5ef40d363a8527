// Package form holds the definitions of the forms that are filled in by hand: which fields, in which
// order, whom the form is about, which rules it carries and how many are kept in stock.
//
// A form is a file in data/forms that a unit head can read; docs/forms.md says how. The package
// parses and checks such files, within bounds, and draws nothing. It uses the standard library only.
package form

import "avbrottsparm/internal/text"

// Subject is whom a form is about.
type Subject string

// The subjects.
const (
	SubjectPerson Subject = "person" // one person: name and identity number on every page
	SubjectUnit   Subject = "unit"   // the unit, a system, a key: never a person's name
)

// The groups under which forms are offered.
const (
	GroupSocial   = "social"
	GroupHealth   = "health"
	GroupCaseWork = "casework"
	GroupKeys     = "keys"
	GroupOutage   = "outage"
	GroupUnit     = "unit"
)

// The areas behind whose walls what is written belongs.
const (
	AreaCommon   = "common"
	AreaSocial   = "social"
	AreaHealth   = "health"
	AreaCaseWork = "casework"
)

// Form is one form: on paper, on the screen, or both.
type Form struct {
	// ID names the form for ever: the name of its file, and the word of "parm print".
	ID string `json:"id"`
	// Version is raised with every change of the fields, so that a paper found in a drawer is
	// transcribed by the fields that it has.
	Version int       `json:"version"`
	Title   text.Both `json:"title"`
	About   text.Both `json:"about"` // one line where it is chosen
	// Group is where it is offered: one of the groups above. Order is its place there, from 1.
	Group   string  `json:"group"`
	Order   int     `json:"order"`
	Subject Subject `json:"subject"`
	// Whose is the label of the line for the person's name, where it isn't just "Namn".
	Whose text.Both `json:"whose,omitzero"`
	// Area is the wall behind which what is written belongs: one of the areas above.
	Area      string      `json:"area"`
	Landscape bool        `json:"landscape,omitempty"`
	Rules     []text.Both `json:"rules,omitempty"`    // stand on top, small: what belongs on it and what never does
	Sections  []Section   `json:"sections,omitempty"` // none for what is written on the screen only
	// After is what is done with what was written, by whom and when: the deadline in words.
	After  text.Both `json:"after"`
	Foot   text.Both `json:"foot,omitzero"` // what becomes of the paper, in one short line on every page
	Source []string  `json:"source"`        // the rules and routines that it rests on: "routine 5.3"
	Stock  Stock     `json:"stock,omitzero"`
	// Entry is how it is written in the program; nil for a form that exists on paper only.
	Entry *Written `json:"entry,omitempty"`
}

// Section is a part of a form under a heading.
type Section struct {
	Title  text.Both `json:"title,omitzero"`
	Text   text.Both `json:"text,omitzero"`
	Fields []Field   `json:"fields,omitempty"`
	Table  *Table    `json:"table,omitempty"`
	// NewPage starts the section on a page of its own.
	NewPage bool `json:"new_page,omitempty"`
}

// FieldKind is what is written in a field.
type FieldKind string

// The kinds of field.
const (
	FieldLine    FieldKind = "line"    // one line
	FieldText    FieldKind = "text"    // several lines, Field.Lines of them
	FieldDate    FieldKind = "date"    // a day
	FieldClock   FieldKind = "clock"   // a clock time, of a day that stands elsewhere
	FieldTime    FieldKind = "time"    // a day and a clock time
	FieldPhone   FieldKind = "phone"   // a telephone number
	FieldName    FieldKind = "name"    // a name in print
	FieldSign    FieldKind = "sign"    // a signature
	FieldNumber  FieldKind = "number"  // a number
	FieldChoice  FieldKind = "choice"  // one of Choices
	FieldChoices FieldKind = "choices" // any of Choices
)

// Field is one thing to fill in.
type Field struct {
	ID       string    `json:"id"`
	Kind     FieldKind `json:"kind"`
	Label    text.Both `json:"label"`
	Help     text.Both `json:"help,omitzero"`
	Required bool      `json:"required,omitempty"`
	Half     bool      `json:"half,omitempty"`  // takes half the width, beside the next half
	Lines    int       `json:"lines,omitempty"` // of a text; 0 fills the page
	Choices  []Choice  `json:"choices,omitempty"`
	// If shows the field only where that was chosen; it is required only then too.
	If Condition `json:"if,omitzero"`
	// Pick offers answers; something else may be written.
	Pick Pick `json:"pick,omitempty"`
	// Min and Max bound a number; both zero bound nothing.
	Min float64 `json:"min,omitempty"`
	Max float64 `json:"max,omitempty"`
	// Unit stands after a number: "minuter".
	Unit text.Both `json:"unit,omitzero"`
}

// Table is rows to fill in under headings.
type Table struct {
	Columns []Column `json:"columns"`
	Rows    int      `json:"rows,omitempty"` // 0 fills the page
	Height  float64  `json:"height"`         // of a row, in millimetres
}

// Column is a column of a Table; Width is its share of the page's width.
type Column struct {
	ID       string    `json:"id"`
	Kind     FieldKind `json:"kind,omitempty"` // what is written in it; a column with Fields has none
	Title    text.Both `json:"title"`
	Width    float64   `json:"width"`
	Required bool      `json:"required,omitempty"`
	// Cell is small print in each cell: "kl."
	Cell text.Both `json:"cell,omitzero"`
	// Fields are several things that are written in each cell, one under another.
	Fields []Field `json:"fields,omitempty"`
}

// Stock is how many of a form a unit keeps ready: one for so many persons each so many hours, and
// never fewer than Least. The zero value keeps none.
type Stock struct {
	Persons int `json:"persons,omitempty"` // one copy for each so many persons; 0 doesn't depend on them
	Hours   int `json:"hours,omitempty"`   // and each so many hours; 0 doesn't depend on them
	Least   int `json:"least,omitempty"`
}

// Copies is how many copies of the form so many hours for so many persons take. A part counts as a
// whole.
func (s Stock) Copies(hours, persons int) int {
	if s == (Stock{}) {
		return 0
	}
	n := 1
	if s.Persons > 0 {
		n = up(persons, s.Persons)
	}
	if s.Hours > 0 {
		n *= up(hours, s.Hours)
	}
	return max(n, s.Least)
}

func up(n, by int) int { return (max(n, 0) + by - 1) / by }

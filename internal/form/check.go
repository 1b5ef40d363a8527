package form

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"avbrottsparm/internal/text"
)

// Bounds that no form on paper comes near, in characters where it is about text. A foot must stand on
// one line, beside the number of the page.
const (
	maxTitle    = 60
	maxAbout    = 100
	maxLabel    = 90
	maxHelp     = 160
	maxRule     = 320
	maxFoot     = 75
	maxSections = 24
	maxFields   = 120
	maxChoices  = 24
	maxColumns  = 12
	maxRows     = 60
	maxLines    = 40
	maxStock    = 1000
	minHeight   = 6.0
	maxHeight   = 200.0
)

var idShape = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// checker gathers what is wrong with a form, and where.
type checker struct {
	wrong []error
	ids   map[string]bool
}

func (c *checker) add(where, format string, args ...any) {
	c.wrong = append(c.wrong, fmt.Errorf("form: %s: "+format, append([]any{where}, args...)...))
}

// Check tells what is wrong with a form, all at once.
func (f Form) Check() error {
	c := &checker{ids: map[string]bool{}}
	c.id("id", f.ID)
	delete(c.ids, f.ID) // a field may be called like the form
	if f.Version < 1 || f.Version > 999 {
		c.add("version", "must be from 1 to 999")
	}
	if f.Order < 1 || f.Order > maxFields {
		c.add("order", "must be from 1 to %d", maxFields)
	}
	c.both("title", f.Title, maxTitle, true)
	c.both("about", f.About, maxAbout, true)
	c.both("whose", f.Whose, maxLabel, false)
	c.both("after", f.After, maxRule, true)
	c.both("foot", f.Foot, maxFoot, false)
	c.oneOf("group", f.Group, GroupSocial, GroupHealth, GroupCaseWork, GroupKeys, GroupOutage, GroupUnit)
	c.oneOf("area", f.Area, AreaCommon, AreaSocial, AreaHealth, AreaCaseWork)
	c.oneOf("subject", string(f.Subject), string(SubjectPerson), string(SubjectUnit))
	c.rules(f)
	if len(f.Sections) > maxSections || (len(f.Sections) == 0 && f.Entry == nil) {
		c.add("sections", "must be from 1 to %d, or none where the form is for the screen only", maxSections)
	}
	for i, s := range f.Sections {
		last := i+1 == len(f.Sections) || f.Sections[i+1].NewPage
		c.section(fmt.Sprintf("sections[%d]", i), s, last)
	}
	if len(c.ids) > maxFields {
		c.add("sections", "more than %d fields", maxFields)
	}
	if s := f.Stock; min(s.Persons, s.Hours, s.Least) < 0 || max(s.Persons, s.Hours, s.Least) > maxStock {
		c.add("stock", "must be from 0 to %d", maxStock)
	}
	if f.Entry != nil {
		c.written(f)
	}
	return errors.Join(c.wrong...)
}

func (c *checker) rules(f Form) {
	if len(f.Rules) > maxChoices {
		c.add("rules", "more than %d", maxChoices)
	}
	for i, rule := range f.Rules {
		c.both(fmt.Sprintf("rules[%d]", i), rule, maxRule, true)
	}
	if len(f.Source) == 0 || len(f.Source) > maxChoices {
		c.add("source", "must name from 1 to %d rules or routines", maxChoices)
	}
	for i, source := range f.Source {
		if strings.TrimSpace(source) == "" || len([]rune(source)) > maxAbout {
			c.add(fmt.Sprintf("source[%d]", i), "must have from 1 to %d characters", maxAbout)
		}
	}
}

func (c *checker) section(where string, s Section, last bool) {
	c.both(where+".title", s.Title, maxTitle, false)
	c.both(where+".text", s.Text, maxRule, false)
	if len(s.Fields) > maxFields {
		c.add(where, "more than %d fields", maxFields)
		return
	}
	for i, field := range s.Fields {
		at := fmt.Sprintf("%s.fields[%d]", where, i)
		c.field(at, field)
		if field.Kind == FieldText && field.Lines == 0 && (!last || s.Table != nil || i+1 < len(s.Fields)) {
			c.add(at, "only the last field of a page can fill it: say how many lines")
		}
	}
	if s.Table != nil {
		c.table(where+".table", *s.Table, last)
	}
}

func (c *checker) table(where string, t Table, last bool) {
	if len(t.Columns) == 0 || len(t.Columns) > maxColumns {
		c.add(where, "must have from 1 to %d columns", maxColumns)
		return
	}
	if t.Rows < 0 || t.Rows > maxRows {
		c.add(where, "must have from 0 to %d rows", maxRows)
	}
	if t.Rows == 0 && !last {
		c.add(where, "only the last table of a page can fill it: say how many rows")
	}
	if !(t.Height >= minHeight && t.Height <= maxHeight) {
		c.add(where, "a row must be from %.0f to %.0f millimetres high", minHeight, maxHeight)
	}
	for i, column := range t.Columns {
		c.column(fmt.Sprintf("%s.columns[%d]", where, i), column)
	}
}

func (c *checker) column(where string, column Column) {
	c.id(where+".id", column.ID)
	c.both(where+".title", column.Title, maxLabel, true)
	c.both(where+".cell", column.Cell, maxLabel, false)
	if !(column.Width > 0 && column.Width <= 1000) {
		c.add(where+".width", "must be more than 0")
	}
	if (len(column.Fields) > 0) == (column.Kind != "") {
		c.add(where, "has either a kind or fields")
	}
	if column.Kind != "" {
		c.kind(where+".kind", column.Kind, nil)
	}
	if len(column.Fields) > maxColumns {
		c.add(where, "more than %d fields in a cell", maxColumns)
		return
	}
	for i, field := range column.Fields {
		c.field(fmt.Sprintf("%s.fields[%d]", where, i), field)
	}
}

func (c *checker) field(where string, f Field) {
	c.id(where+".id", f.ID)
	c.both(where+".label", f.Label, maxLabel, true)
	c.both(where+".help", f.Help, maxHelp, false)
	c.kind(where+".kind", f.Kind, f.Choices)
	if f.Lines < 0 || f.Lines > maxLines || (f.Lines > 0 && f.Kind != FieldText) {
		c.add(where+".lines", "must be from 0 to %d, of a text", maxLines)
	}
	if len(f.Choices) > maxChoices {
		c.add(where, "more than %d choices", maxChoices)
		return
	}
	for i, choice := range f.Choices {
		at := fmt.Sprintf("%s.choices[%d]", where, i)
		c.both(at, choice.Both, maxLabel, true)
		if !idShape.MatchString(choice.ID) || slices.ContainsFunc(f.Choices[:i], func(o Choice) bool { return o.ID == choice.ID }) {
			c.add(at+".id", "%.60q is no id, or stands twice", choice.ID)
		}
	}
}

func (c *checker) kind(where string, kind FieldKind, choices []Choice) {
	switch kind {
	case FieldLine, FieldText, FieldDate, FieldClock, FieldTime, FieldPhone, FieldName, FieldSign, FieldNumber:
		if len(choices) > 0 {
			c.add(where, "%s has no choices", kind)
		}
	case FieldChoice, FieldChoices:
		if len(choices) < 2 {
			c.add(where, "%s needs two choices", kind)
		}
	default:
		c.add(where, "%.40q is no kind of field", kind)
	}
}

// id holds that a name is well formed and stands once in the form: what was written is kept under it.
func (c *checker) id(where, id string) {
	if !idShape.MatchString(id) {
		c.add(where, "%.60q is no id: small letters, digits and _", id)
	}
	if c.ids[id] {
		c.add(where, "%.60q stands twice", id)
	}
	c.ids[id] = true
}

func (c *checker) oneOf(where, value string, known ...string) {
	if !slices.Contains(known, value) {
		c.add(where, "%.40q is none of %s", value, strings.Join(known, ", "))
	}
}

func (c *checker) both(where string, b text.Both, most int, needed bool) {
	if !b.Whole() || (needed && b.SV == "") {
		c.add(where, "must stand in both languages")
	}
	for _, s := range []string{b.SV, b.EN} {
		if len([]rune(s)) > most {
			c.add(where, "longer than %d characters", most)
		}
		if s != strings.TrimSpace(s) || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == unicode.ReplacementChar }) {
			c.add(where, "has signs that can't be drawn, or a space at its ends")
		}
	}
}

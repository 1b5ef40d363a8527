package form

import (
	"fmt"
	"slices"
	"strings"
)

// Bounds of what is written on the screen.
const (
	maxOrder = 99
	maxHours = 24 * 366
	maxDue   = 6
)

// stamped are what an entry has besides its fields, and can be entered in Lifecare.
var stamped = []string{"person", "personal_id", "author", "author_title", "written_time"}

// written tells what is wrong with how a form is filled in on the screen.
func (c *checker) written(f Form) {
	w := *f.Entry
	c.word(f)
	c.both("entry.title", w.Title, maxTitle, false)
	if w.Order < 1 || w.Order > maxOrder {
		c.add("entry.order", "must be from 1 to %d", maxOrder)
	}
	if w.Subject != "" {
		c.oneOf("entry.subject", string(w.Subject), string(SubjectPerson), string(SubjectUnit))
	}
	c.taken(f)
	// The screen may use an id of the paper anew: what is written on either is kept apart.
	paper := c.ids
	c.ids = map[string]bool{}
	for _, id := range w.Take {
		c.id("entry.take", id)
	}
	for i, field := range w.Fields {
		c.field(fmt.Sprintf("entry.fields[%d]", i), field)
	}
	c.ids = paper
	fields := f.EntryFields()
	if len(fields) == 0 || len(fields) > maxFields {
		c.add("entry", "must have from 1 to %d fields", maxFields)
		return
	}
	for i, field := range fields {
		c.screen(fmt.Sprintf("entry, field %q", field.ID), field, fields[:i])
	}
	for i, wall := range w.Walls {
		at := fmt.Sprintf("entry.walls[%d]", i)
		c.oneOf(at+".area", wall.Area, AreaCommon, AreaSocial, AreaHealth, AreaCaseWork)
		c.condition(at+".if", wall.If, fields, true)
	}
	c.target(w.Target, fields)
	c.law(w, fields)
}

func (c *checker) word(f Form) {
	if !idShape.MatchString(f.Word()) {
		c.add("entry.kind", "%.60q is no id: small letters, digits and _", f.Word())
	}
}

func (c *checker) taken(f Form) {
	for _, id := range f.Entry.Take {
		if _, ok := f.onPaper(id); !ok {
			c.add("entry.take", "%.60q is no field of the sections", id)
		}
	}
}

// screen holds what a field on the screen must be; before are the fields that stand above it.
func (c *checker) screen(where string, field Field, before []Field) {
	if field.Kind == FieldSign {
		c.add(where, "is signed with the passphrase, not in a field")
	}
	if field.If.Field != "" {
		c.condition(where+".if", field.If, before, true)
	}
	if field.Pick != "" {
		c.oneOf(where+".pick", string(field.Pick), string(PickOrders), string(PickMedicines), string(PickServices),
			string(PickHeadlines), string(PickStaff), string(PickKeys), string(PickSystems))
	}
	if (field.Min != 0 || field.Max != 0) && (field.Kind != FieldNumber || field.Min > field.Max) {
		c.add(where, "min and max bound a number, and min is the lower")
	}
	c.both(where+".unit", field.Unit, maxLabel, false)
	if field.ID == IDEventTime && field.Kind != FieldTime || field.ID == IDHeadline && field.Kind != FieldLine || field.ID == IDText && field.Kind != FieldText {
		c.add(where, "is a field of every entry and has its own kind")
	}
}

// condition holds that a condition asks for choices that some field has.
func (c *checker) condition(where string, cond Condition, fields []Field, needed bool) {
	if cond.Field == "" {
		if needed || len(cond.Is) > 0 {
			c.add(where, "must name a field")
		}
		return
	}
	at := slices.IndexFunc(fields, func(f Field) bool { return f.ID == cond.Field })
	if at < 0 {
		c.add(where, "%.60q is no field that stands before", cond.Field)
		return
	}
	if len(cond.Is) == 0 {
		c.add(where, "must name a choice")
	}
	for _, id := range cond.Is {
		if !slices.ContainsFunc(fields[at].Choices, func(choice Choice) bool { return choice.ID == id }) {
			c.add(where, "%.60q is no choice of %s", id, cond.Field)
		}
	}
}

func (c *checker) target(t Target, fields []Field) {
	c.oneOf("entry.target.system", t.System, Systems()...)
	c.both("entry.target.path", t.Path, maxHelp, true)
	c.oneOf("entry.target.by", string(t.By), string(ByHand), string(ByNote), string(ByVisit), string(ByMeal), string(ByDocumentation))
	seen := map[string]bool{}
	for _, id := range t.Order {
		if seen[id] {
			c.add("entry.target.order", "%.60q stands twice", id)
		}
		seen[id] = true
		if !slices.Contains(stamped, id) && !slices.ContainsFunc(fields, func(f Field) bool { return f.ID == id }) {
			c.add("entry.target.order", "%.60q is no field", id)
		}
	}
	for _, f := range fields {
		if !seen[f.ID] {
			c.add("entry.target.order", "lacks %s: what was written must get into the system", f.ID)
		}
	}
}

func (c *checker) law(w Written, fields []Field) {
	if len(w.Due) > maxDue || len(w.Pointers) > maxDue || len(w.Paper) > maxChoices || len(w.Never) > maxDue {
		c.add("entry", "has more marks, pointers, papers or limits than a person can follow")
		return
	}
	for i, due := range w.Due {
		at := fmt.Sprintf("entry.due[%d]", i)
		if due.Hours < 0 || due.Hours > maxHours {
			c.add(at+".hours", "must be from 0 to %d", maxHours)
		}
		c.both(at+".what", due.What, maxHelp, true)
		c.condition(at+".if", due.If, fields, false)
	}
	for i, pointer := range w.Pointers {
		at := fmt.Sprintf("entry.pointers[%d]", i)
		c.both(at+".text", pointer.Text, maxRule, true)
		c.condition(at+".if", pointer.If, fields, false)
	}
	for _, content := range w.Never {
		c.oneOf("entry.never", string(content), string(ContentDose), string(ContentPerson))
	}
	for _, word := range w.Paper {
		if !idShape.MatchString(word) {
			c.add("entry.paper", "%.60q is no word of a paper", word)
		}
	}
}

// Chosen are the ids of the choices in the value of a field with choices.
func Chosen(value string) []string {
	return strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
}

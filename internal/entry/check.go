package entry

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// Problem is something that keeps an entry from being signed, or asks whether it is meant. Code names
// the sentence "entry.<code>" in the translations.
type Problem struct {
	Field string // "person", or the id of a field
	Code  string
	// Asks says that the author may answer yes: the entry is then signed as it is, and keeps the code
	// among Confirmed.
	Asks bool
}

// CodeTellsWho asks about a text that says who receives care, where that doesn't belong.
const CodeTellsWho = "tells_who"

// long is how far back an event is asked about: papers are found late, but a wrong year is commoner.
const long = 2 * 365 * 24 * time.Hour

// Check lists what is missing or wrong before the entry can be signed, in the order of the form, and
// what is asked about and not confirmed yet; empty means ready. Nothing is refused for being late or
// early: a time in the future or long ago is asked about and kept.
func (k Kinds) Check(e Entry, now time.Time) []Problem {
	f, ok := k.Form(e.Kind)
	if !ok {
		return []Problem{{Field: "kind", Code: "no_kind"}}
	}
	e = e.Plain()
	c := checking{e: e}
	if f.EntrySubject() == form.SubjectPerson && e.PersonID == "" && (e.Subject == nil || strings.TrimSpace(e.Subject.Name) == "") && !f.Entry.Anyone {
		c.stop("person", "no_person")
	}
	c.names()
	c.times(now)
	for _, field := range f.EntryFields() {
		if field.If.Holds(e.Values) {
			c.field(field)
		}
	}
	if slices.Contains(f.Entry.Never, form.ContentDose) {
		c.never(f, "dose", func(said string) bool { return care.TellsDose(said, false) })
	}
	if slices.Contains(f.Entry.Never, form.ContentPerson) {
		c.never(f, CodeTellsWho, func(said string) bool { return care.TellsPersonalID(said, now) })
	}
	return c.found
}

type checking struct {
	e     Entry
	found []Problem
}

func (c *checking) stop(field, code string) {
	c.found = append(c.found, Problem{Field: field, Code: code})
}

// ask adds a question that the author hasn't answered.
func (c *checking) ask(field, code string) {
	if !slices.Contains(c.e.Confirmed, code) {
		c.found = append(c.found, Problem{Field: field, Code: code, Asks: true})
	}
}

// names stops what is no name but something else in its place. Those of the binder stand as they are.
func (c *checking) names() {
	long := func(said string) bool { return utf8.RuneCountInString(said) > MaxHeadline }
	if s := c.e.Subject; s != nil && c.e.PersonID == "" && (long(s.Name) || long(s.Number)) {
		c.stop("person", "long_name")
	}
	if p := c.e.Paper; p != nil && (long(p.Name) || long(p.Title)) {
		c.stop("paper", "long_name")
	}
	if p := c.e.Paper; p != nil && c.e.Corrects == "" && (p.Number != "" || len(p.Pictures) > 0) && strings.TrimSpace(p.Name) == "" {
		c.stop("paper", "no_paper_writer") // else who writes it down would be called its writer in Lifecare
	}
}

func (c *checking) times(now time.Time) {
	switch at := c.e.EventTime; {
	case at.IsZero():
		c.stop(form.IDEventTime, "no_time")
	case at.After(now.Add(time.Minute)):
		c.ask(form.IDEventTime, "future")
	case at.Before(now.Add(-long)):
		c.ask(form.IDEventTime, "long_ago")
	}
}

func (c *checking) field(field form.Field) {
	if field.ID == form.IDEventTime {
		return // every entry has one
	}
	value := strings.TrimSpace(c.e.Value(field.ID))
	most := MaxValue
	switch field.ID {
	case form.IDText:
		most = MaxWhole // Split makes parts of it
	case form.IDHeadline:
		most = MaxHeadline
	}
	switch {
	case value == "" && field.Required:
		c.stop(field.ID, missing(field.ID))
	case value == "":
	case len([]rune(value)) > most:
		c.stop(field.ID, tooLong(field.ID))
	case !fits(field, value):
		c.stop(field.ID, "bad_"+string(field.Kind))
	}
}

func missing(id string) string {
	switch id {
	case form.IDText:
		return "no_text"
	case form.IDHeadline:
		return "no_headline"
	}
	return "no_value"
}

func tooLong(id string) string {
	switch id {
	case form.IDText:
		return "long_text"
	case form.IDHeadline:
		return "long_headline"
	}
	return "long_value"
}

// fits tells whether what was written is of the field's kind.
func fits(field form.Field, value string) bool {
	switch field.Kind {
	case form.FieldDate:
		_, err := time.Parse(time.DateOnly, value)
		return err == nil
	case form.FieldClock:
		_, err := time.Parse("15:04", value)
		return err == nil
	case form.FieldTime:
		_, err := time.Parse("2006-01-02 15:04", value)
		return err == nil
	case form.FieldNumber:
		n, err := strconv.ParseFloat(strings.Replace(value, ",", ".", 1), 64)
		return err == nil && (field.Min == 0 && field.Max == 0 || n >= field.Min && n <= field.Max)
	case form.FieldChoice, form.FieldChoices:
		ids := form.Chosen(value)
		return len(ids) > 0 && (field.Kind == form.FieldChoices || len(ids) == 1) && !slices.ContainsFunc(ids, func(id string) bool {
			return !slices.ContainsFunc(field.Choices, func(choice form.Choice) bool { return choice.ID == id })
		})
	}
	return true
}

// never asks about the first text that seems to say what doesn't belong there: the amount of a medicine
// in a social note, whose number it is in what others read.
func (c *checking) never(f form.Form, code string, tells func(string) bool) {
	for _, field := range Texts(f, c.e) {
		if tells(c.e.Value(field)) {
			c.ask(field, code)
			return
		}
	}
}

// Texts are the ids of the fields of an entry that are seen and in which anything can be written.
func Texts(f form.Form, e Entry) []string {
	var ids []string
	for _, field := range f.EntryFields() {
		if (field.Kind == form.FieldText || field.Kind == form.FieldLine) && field.If.Holds(e.Values) {
			ids = append(ids, field.ID)
		}
	}
	return ids
}

// Fault words the first problem as an error; nil when there is none.
func Fault(problems []Problem) error {
	if len(problems) == 0 {
		return nil
	}
	return text.NewFault("entry." + problems[0].Code)
}

// written is a time as values keep it; nothing for none.
func written(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(care.Stockholm).Format("2006-01-02 15:04")
}

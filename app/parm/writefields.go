package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// saidField is one --field, or one of the fields of a line.
type saidField struct{ id, value string }

// readFields takes "name=value" apart.
func readFields(written []string) ([]saidField, error) {
	fields := make([]saidField, 0, len(written))
	for _, one := range written {
		id, value, ok := strings.Cut(one, "=")
		if id = strings.TrimSpace(id); !ok || id == "" {
			return nil, misuse{text.NewFault("parm.field_shape")}
		}
		if slices.ContainsFunc(fields, func(f saidField) bool { return f.id == id }) {
			return nil, misuse{text.NewFault("parm.field_twice", "field", id)}
		}
		fields = append(fields, saidField{id: id, value: value})
	}
	return fields, nil
}

// fill puts what was said into the entry, as entries keep it. A name, a choice or a value that the
// form doesn't have is a wrongly written command, and the answer says what there is.
func (a *app) fill(e *entry.Entry, f form.Form, said []saidField, now time.Time) error {
	fields := f.EntryFields()
	var given []form.Field
	for _, one := range said {
		at := slices.IndexFunc(fields, func(field form.Field) bool { return field.ID == one.id })
		if at < 0 {
			return misuse{text.NewFault("parm.field_unknown", "kind", f.Word(), "fields", strings.Join(idsOf(fields), ", "))}
		}
		value, err := a.valueOf(fields[at], one.value, now)
		if err != nil {
			return err
		}
		if err := put(e, fields[at], value); err != nil {
			return err
		}
		given = append(given, fields[at])
	}
	for _, field := range given {
		if e.Value(field.ID) != "" && !field.If.Holds(e.Values) {
			return misuse{text.NewFault("parm.field_not_asked", "field", field.ID, "condition", conditionOf(field.If))}
		}
	}
	return nil
}

func idsOf(fields []form.Field) []string {
	ids := make([]string, 0, len(fields))
	for _, field := range fields {
		ids = append(ids, field.ID)
	}
	return ids
}

// conditionOf is "outcome=cancelled" or "outcome=partly|declined".
func conditionOf(c form.Condition) string { return c.Field + "=" + strings.Join(c.Is, "|") }

func put(e *entry.Entry, field form.Field, value string) error {
	switch field.ID {
	case form.IDEventTime:
		at, err := desk.ReadEventTime(value)
		if err != nil {
			return misuse{err}
		}
		e.EventTime = at
	case form.IDHeadline:
		e.Headline = value
	case form.IDText:
		e.Text = value
	default:
		if e.Values == nil {
			e.Values = map[string]string{}
		}
		e.Values[field.ID] = value
		if value == "" {
			delete(e.Values, field.ID)
		}
	}
	return nil
}

// valueOf is what was said in the shape of the field.
func (a *app) valueOf(field form.Field, said string, now time.Time) (string, error) {
	value := strings.TrimSpace(said)
	if field.Kind == form.FieldText {
		return plainText(said), nil
	}
	if value == "" {
		return "", nil
	}
	wrong := func(code string, pairs ...any) error {
		return misuse{text.NewFault(code, append([]any{"field", field.ID}, pairs...)...)}
	}
	switch field.Kind {
	case form.FieldTime:
		at, err := readMoment(value, now)
		if err != nil {
			return "", wrong("parm.field_time")
		}
		if field.ID == form.IDEventTime {
			return at.Format(time.RFC3339), nil // an offset that was given tells the hour that comes twice
		}
		return at.In(care.Stockholm).Format("2006-01-02 15:04"), nil
	case form.FieldClock:
		clock, ok := readClock(value, now)
		if !ok {
			return "", wrong("parm.field_clock")
		}
		return clock, nil
	case form.FieldDate:
		if _, err := time.Parse(time.DateOnly, value); err != nil {
			return "", wrong("parm.field_date")
		}
		return value, nil
	case form.FieldNumber:
		n, err := strconv.ParseFloat(strings.Replace(value, ",", ".", 1), 64)
		switch {
		case err != nil:
			return "", wrong("parm.field_number")
		case (field.Min != 0 || field.Max != 0) && (n < field.Min || n > field.Max):
			return "", wrong("parm.field_bounds", "min", plainNumber(field.Min), "max", plainNumber(field.Max))
		}
		return value, nil
	case form.FieldChoice, form.FieldChoices:
		return chosen(field, value)
	}
	return strings.Join(strings.Fields(value), " "), nil
}

func plainNumber(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// nowWords are how people say that it has just happened.
var nowWords = []string{"nu", "nyss", "now"}

// readMoment reads a time as --at does, or a word for now.
func readMoment(value string, now time.Time) (time.Time, error) {
	if slices.Contains(nowWords, strings.ToLower(strings.TrimSpace(value))) {
		return now.In(care.Stockholm).Truncate(time.Minute), nil
	}
	return desk.ReadEventTime(value)
}

// readClock reads "03:10", "3.10", "0310", or a word for now.
func readClock(value string, now time.Time) (string, bool) {
	if slices.Contains(nowWords, strings.ToLower(value)) {
		return now.In(care.Stockholm).Format("15:04"), true
	}
	for _, layout := range []string{"15:04", "15.04", "1504"} {
		if at, err := time.Parse(layout, value); err == nil {
			return at.Format("15:04"), true
		}
	}
	return "", false
}

// chosen reads choices by their ids, or by their words in either language, with commas between.
func chosen(field form.Field, value string) (string, error) {
	none := misuse{text.NewFault("parm.field_choice", "field", field.ID, "choices", choicesOf(field))}
	if id, ok := choiceOf(field, value); ok { // a word may hold a comma of its own
		return id, nil
	}
	parts := strings.Split(value, ",")
	if field.Kind == form.FieldChoice && len(parts) > 1 {
		return "", none
	}
	var ids []string
	for _, part := range parts {
		id, ok := choiceOf(field, part)
		if !ok {
			return "", none
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return strings.Join(ids, ","), nil
}

func choiceOf(field form.Field, said string) (string, bool) {
	said = strings.TrimSpace(said)
	for _, c := range field.Choices {
		if said == c.ID || strings.EqualFold(said, c.SV) || strings.EqualFold(said, c.EN) {
			return c.ID, true
		}
	}
	return "", false
}

func choicesOf(field form.Field) string {
	ids := make([]string, 0, len(field.Choices))
	for _, c := range field.Choices {
		ids = append(ids, c.ID)
	}
	return strings.Join(ids, ", ")
}

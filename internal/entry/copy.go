package entry

import (
	"slices"
	"strings"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// CopyField is one field as Lifecare asks for it. Label is empty on what every entry has: Name is
// then worded "copy.<name>" in the translations.
type CopyField struct {
	Name  string
	Label string
	Value string
}

// plainOrder is the order for a kind that this program doesn't know: nothing that was written is left
// out.
var plainOrder = []string{"personal_id", "person", form.IDEventTime, form.IDHeadline, form.IDText, "author", "author_title", "written_time"}

// CopyFields are an entry's fields in the order of the target's own form, in a language, those without
// a value left out. Times are Stockholm's, and a part of a long text has its number. Number and name are
// the person's, as known now.
func (k Kinds) CopyFields(e Entry, number, name string, lang text.Lang) []CopyField {
	f, known := k.Form(e.Kind)
	order := plainOrder
	if known {
		order = f.Entry.Target.Order
	}
	headline, body := e.Numbered()
	var out []CopyField
	add := func(name, label, value string) {
		if strings.TrimSpace(value) != "" {
			out = append(out, CopyField{Name: name, Label: label, Value: value})
		}
	}
	for _, id := range order {
		switch id {
		case "personal_id":
			add(id, "", number)
		case "person":
			add(id, "", name)
		case "author":
			add(id, "", e.Writer().Name)
		case "author_title":
			add("title", "", e.Writer().Title)
		case "written_time":
			at := e.WrittenTime
			if e.Paper != nil && !e.Paper.WrittenTime.IsZero() {
				at = e.Paper.WrittenTime
			}
			add("written", "", written(at))
		case form.IDEventTime:
			if at := e.EventTime.In(care.Stockholm); !e.EventTime.IsZero() {
				add("event_date", "", at.Format("2006-01-02"))
				add(id, "", at.Format("15:04"))
			}
		case form.IDHeadline:
			add(id, "", headline)
		case form.IDText:
			add(id, "", body)
		default:
			field, value := fieldOf(f, id), e.Values[id]
			add(id, field.Label.In(lang), Said(field, value, lang))
		}
	}
	if !known { // what another program asked for is shown under its ids
		for _, id := range sortedKeys(e.Values) {
			add(id, id, e.Values[id])
		}
	}
	return out
}

// Said is what was written in a field in words: a choice as it stands on the form.
func Said(field form.Field, value string, lang text.Lang) string {
	if field.Kind != form.FieldChoice && field.Kind != form.FieldChoices {
		if unit := field.Unit.In(lang); unit != "" && value != "" {
			return value + " " + unit
		}
		return value
	}
	var said []string
	for _, id := range form.Chosen(value) {
		label := id
		for _, choice := range field.Choices {
			if choice.ID == id {
				label = choice.In(lang)
			}
		}
		said = append(said, label)
	}
	return strings.Join(said, ", ")
}

func fieldOf(f form.Form, id string) form.Field {
	fields := f.EntryFields()
	if i := slices.IndexFunc(fields, func(field form.Field) bool { return field.ID == id }); i >= 0 {
		return fields[i]
	}
	return form.Field{ID: id}
}

func sortedKeys(values map[string]string) []string {
	keys := make([]string, 0, len(values))
	for key := range values {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

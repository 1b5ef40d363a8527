package lifecare

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"avbrottsparm/internal/text"
)

// list is the objects of one answer; a file can hold several, and one in several pieces.
type list struct {
	answer  *answer
	wrapper string // the key that it stood under
	objects []json.RawMessage
}

// maxWrapping is how many objects may stand around a list.
const maxWrapping = 3

// listsOf finds the lists of objects in a file: the file itself, lists under some keys, a single
// object, and any of these one after the other, as pages that were saved into one file are. A
// list without objects is its answer's where a name tells whose; else it counts as empty, so
// that an empty answer isn't taken for something else.
func listsOf(raw []byte, name string) (lists []list, empty bool, err error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	values := 0
	for {
		var value json.RawMessage
		if err := dec.Decode(&value); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			// The decoder's error quotes the file, so only the place goes on.
			return nil, false, text.NewFault("intake.broken_json", "at", dec.InputOffset()+1)
		}
		values++
		found, none := within(value, "", name, 0)
		lists = append(lists, found...)
		empty = empty || none
	}
	return byAnswer(lists), empty || values == 0, nil
}

// within finds the lists in a value. None tells that there was a list without objects that
// nothing names.
func within(value json.RawMessage, key, name string, level int) (lists []list, none bool) {
	if string(value) == "null" && byName(key) != nil || emptyList(value) {
		named := byName(key)
		if named == nil && slices.Contains(plainWrappers, strings.ToLower(key)) {
			named = byName(fileStem(name))
		}
		if named != nil {
			return []list{{named, key, nil}}, false
		}
		return nil, emptyList(value)
	}
	if !startsJSON(value) {
		return nil, false
	}
	if value[0] == '[' {
		var objects []json.RawMessage
		if json.Unmarshal(value, &objects) != nil {
			return nil, false
		}
		if found := classify(objects, key, name); found != nil {
			return []list{{found, key, objects}}, false
		}
		return nil, false
	}
	if found := classify([]json.RawMessage{value}, key, name); found != nil {
		return []list{{found, key, []json.RawMessage{value}}}, false
	}
	var fields map[string]json.RawMessage
	if level >= maxWrapping || json.Unmarshal(value, &fields) != nil {
		return nil, false
	}
	names := make([]string, 0, len(fields))
	for field := range fields {
		names = append(names, field)
	}
	slices.Sort(names)
	if slices.ContainsFunc(names, func(field string) bool { return strings.ToLower(field) == aroundOccurrences }) {
		name = occurrences.read
	}
	for _, field := range names {
		inner, without := within(fields[field], field, name, level+1)
		lists = append(lists, inner...)
		none = none || without
	}
	return lists, none
}

// plainWrappers are keys that pages of a list commonly stand under. Of an empty list under another
// key, such as the details of an error message, the file's name tells nothing.
var plainWrappers = []string{"", "value", "values", "items", "data", "result", "results", "records", "list"}

func emptyList(value json.RawMessage) bool {
	return len(value) > 0 && value[0] == '[' && len(bytes.Trim(value, "[] \t\r\n")) == 0
}

// aroundOccurrences is the field, in small letters, of the object that stands around the planned
// occurrences of health orders.
const aroundOccurrences = "maxfetchedactivityid"

// byAnswer puts the pieces of each answer together, those first that others point to.
func byAnswer(pieces []list) []list {
	var whole []list
	for _, a := range answers {
		one := list{answer: a}
		found := false
		for _, piece := range pieces {
			if piece.answer != a {
				continue
			}
			if !found {
				one.wrapper, found = piece.wrapper, true
			}
			one.objects = append(one.objects, piece.objects...)
		}
		if found {
			whole = append(whole, one)
		}
	}
	return whole
}

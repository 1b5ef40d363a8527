package lifecare

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"avbrottsparm/internal/text"
)

// list is the objects of one answer; a file can hold several, and one in several pieces.
type list struct {
	answer  answer
	wrapper string // the key that it stood under
	objects []json.RawMessage
}

// maxWrapping is how many objects may stand around a list.
const maxWrapping = 3

// listsOf finds the lists of objects in a file: the file itself, lists under some keys, a single
// object, and any of these one after the other, as pages that were saved into one file are. A
// list without objects counts as found, so that an empty answer isn't taken for something else.
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

// within finds the lists in a value. None tells that there was a list without objects.
func within(value json.RawMessage, key, name string, level int) (lists []list, none bool) {
	if !startsJSON(value) {
		return nil, false
	}
	if value[0] == '[' {
		var objects []json.RawMessage
		if json.Unmarshal(value, &objects) != nil {
			return nil, false
		}
		if found := classify(objects, key, name); found != answerUnknown {
			return []list{{found, key, objects}}, false
		}
		return nil, len(objects) == 0
	}
	if found := classify([]json.RawMessage{value}, key, name); found != answerUnknown {
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
	for _, field := range names {
		inner, without := within(fields[field], field, name, level+1)
		lists = append(lists, inner...)
		none = none || without
	}
	return lists, none
}

// byAnswer puts the pieces of each answer together, in the order in which answers first occur.
func byAnswer(pieces []list) []list {
	var whole []list
	for _, piece := range pieces {
		at := slices.IndexFunc(whole, func(l list) bool { return l.answer == piece.answer })
		if at < 0 {
			whole = append(whole, piece)
			continue
		}
		whole[at].objects = append(whole[at].objects, piece.objects...)
	}
	return whole
}

package lifecare

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"
)

// items are the objects of one answer.
type items []json.RawMessage

// split takes an answer apart. An answer that is one object is a list of one, and null is empty.
func split(body []byte) (items, bool) {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	var list items
	switch {
	case len(body) == 0:
		return nil, false
	case body[0] == '[' || bytes.Equal(body, []byte("null")):
		return list, json.Unmarshal(body, &list) == nil
	case body[0] == '{':
		return items{body}, json.Valid(body)
	}
	return nil, false
}

// sound is for lists whose content only has to be whole.
func sound(body []byte) *trouble {
	if _, ok := split(body); !ok {
		return passing("lifecare.broken_answer")
	}
	return nil
}

// joined is a list again.
func (l items) joined() []byte {
	var out bytes.Buffer
	out.WriteByte('[')
	for i, item := range l {
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(item)
	}
	out.WriteByte(']')
	return out.Bytes()
}

// fieldsOf are an object's fields by their names in small letters; none for what is no object.
func fieldsOf(item json.RawMessage) map[string]json.RawMessage {
	var fields map[string]json.RawMessage
	if json.Unmarshal(item, &fields) != nil {
		return nil
	}
	small := make(map[string]json.RawMessage, len(fields))
	for name, value := range fields {
		small[strings.ToLower(name)] = value
	}
	return small
}

// sign is what an item is known again by. It is a hash, because the name of some is a person's
// number.
func (r read) sign(item json.RawMessage) string {
	fields := fieldsOf(item)
	of := []byte(item)
	for _, name := range r.names {
		if value, has := fields[strings.ToLower(name)]; has {
			of = value
			break
		}
	}
	if parts := partsOf(fields, r.parts); len(parts) > 0 {
		of = append(append([]byte{}, of...), parts[0]...)
	}
	sum := sha256.Sum256(of)
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}

func partsOf(fields map[string]json.RawMessage, name string) items {
	var parts items
	if name == "" || json.Unmarshal(fields[strings.ToLower(name)], &parts) != nil {
		return nil
	}
	return parts
}

// weight is how much of limit and offset an item takes.
func (r read) weight(item json.RawMessage) int {
	if r.parts == "" {
		return 1
	}
	return len(partsOf(fieldsOf(item), r.parts))
}

func (r read) weigh(l items) int {
	total := 0
	for _, item := range l {
		total += r.weight(item)
	}
	return total
}

// lastShift is where a page of work shifts ends.
func lastShift(l items) (modified, shift string, ok bool) {
	fields := fieldsOf(l[len(l)-1])
	var name any
	if json.Unmarshal(fields["modificationtime"], &modified) != nil || json.Unmarshal(fields["id"], &name) != nil {
		return "", "", false
	}
	shift = strings.Trim(string(fields["id"]), `"`)
	_, ok = parseMoment(modified)
	return modified, shift, ok && name != nil
}

// lastActivity is where a page of occurrences ends, and how many persons it holds.
func lastActivity(body []byte) (activity int64, persons int, ok bool) {
	var page struct {
		MaxFetchedActivityID *int64 `json:"MaxFetchedActivityId"`
		Results              items
	}
	if json.Unmarshal(body, &page) != nil {
		return 0, 0, false
	}
	if page.MaxFetchedActivityID != nil {
		activity = *page.MaxFetchedActivityID
	}
	return activity, len(page.Results), true
}

// parseMoment reads a moment of an answer; one without a zone is in UTC, as the interface says.
func parseMoment(s string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999"} {
		if at, err := time.Parse(layout, s); err == nil {
			return at.UTC(), true
		}
	}
	return time.Time{}, false
}

package readiness

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// ListFile is the name of the file among those of the catalogue.
const ListFile = "readiness.json"

// ListError is a mistake in the file. Field is where: the id of an item, and what of it. Reason is a word
// of the sentences "outage.reason.<reason>", as for the other files of the catalogue.
type ListError struct {
	Line   int // from 1
	Field  string
	Reason string
	cause  error
}

func (e *ListError) Error() string {
	return fmt.Sprintf("%s:%d: %s: %s", ListFile, e.Line, e.Field, e.Reason)
}

func (e *ListError) Unwrap() error { return e.cause }

// fault words a mistake for the person who changed the file.
func (e *ListError) fault() error {
	return text.Because(e, "outage.catalogue", "file", ListFile, "line", e.Line, "field", cmp.Or(e.Field, "–"),
		"reason", text.Phrases{{Key: "outage.reason." + e.Reason}})
}

// ReadList reads what belongs to being ready. A list that it returns is whole: every id once, every group
// there, both languages everywhere, and only such rules as its kind of item has. Fault
// "outage.catalogue" with file, line and reason; the error within is a ListError.
func ReadList(raw []byte) (List, error) {
	list, wrong := decodeList(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))) // some editors begin a file with it
	if wrong == nil {
		wrong = list.check()
		if wrong != nil {
			wrong.Line = lineOfID(raw, wrong)
		}
	}
	if wrong != nil {
		return List{}, wrong.fault()
	}
	return list, nil
}

func decodeList(raw []byte) (List, *ListError) {
	var list List
	if len(raw) > mostBytes {
		return list, &ListError{Line: 1, Reason: reasonMany}
	}
	if !utf8.Valid(raw) {
		valid := bytes.ToValidUTF8(raw, nil)
		at := 0
		for at < len(valid) && valid[at] == raw[at] {
			at++
		}
		return list, &ListError{Line: lineAt(raw, at), Reason: reasonLetters}
	}
	if place, line := outage.Twice(raw); place != "" { // the decoder would take the last in silence
		return list, &ListError{Line: line, Field: place, Reason: reasonTwice}
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&list)
	if err == nil {
		if _, more := decoder.Token(); !errors.Is(more, io.EOF) {
			return list, &ListError{Line: lineAt(raw, int(decoder.InputOffset())), Reason: reasonJSON}
		}
		return list, nil
	}
	wrong := &ListError{Line: lineAt(raw, int(decoder.InputOffset())), Reason: reasonJSON, cause: err}
	var syntax *json.SyntaxError
	var typed *json.UnmarshalTypeError
	switch field, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); {
	case errors.As(err, &syntax):
		wrong.Line = lineAt(raw, int(syntax.Offset)-1)
	case errors.As(err, &typed):
		wrong.Line, wrong.Field, wrong.Reason = lineAt(raw, int(typed.Offset)-1), typed.Field, reasonType
	case unknown:
		wrong.Field, wrong.Reason = strings.Trim(field, `"`), reasonField
		wrong.Line = lineAt(raw, bytes.Index(raw, []byte(field)))
	}
	return list, wrong
}

// lineAt is the line of a byte, from 1.
func lineAt(raw []byte, at int) int {
	return 1 + bytes.Count(raw[:min(max(at, 0), len(raw))], []byte("\n"))
}

// lineOfID is the line on which the id of what is wrong stands; for what stands twice the second.
func lineOfID(raw []byte, wrong *ListError) int {
	id, _, _ := strings.Cut(wrong.Field, "/")
	word, err := json.Marshal(id)
	if err != nil {
		return 1
	}
	at, from := 0, 0
	for {
		next := bytes.Index(raw[from:], word)
		if next < 0 {
			break
		}
		at, from = from+next, from+next+len(word)
		before := bytes.TrimRight(raw[:at], " \t\r\n")
		named := bytes.HasSuffix(bytes.TrimRight(bytes.TrimSuffix(before, []byte(":")), " \t\r\n"), []byte(`"id"`))
		if named && wrong.Reason != reasonTwice {
			break
		}
	}
	return lineAt(raw, at)
}

// File is the list as a file, which ReadList takes back.
func (l List) File() ([]byte, error) {
	var file bytes.Buffer
	encoder := json.NewEncoder(&file)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(l); err != nil {
		return nil, fmt.Errorf("readiness: encode list: %w", err)
	}
	return file.Bytes(), nil
}

package outage

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"unicode/utf8"

	"avbrottsparm/internal/text"
)

// The reasons why a file of the catalogue is refused; the sentences "outage.reason.<reason>" word them.
const (
	reasonJSON     = "json"     // not written as such a file is
	reasonField    = "field"    // a name that the file doesn't have
	reasonType     = "type"     // words where a number stands, or the other way round
	reasonTwice    = "twice"    // stands twice
	reasonMissing  = "missing"  // empty
	reasonLanguage = "language" // in one language only, or too long
	reasonID       = "id"       // no id
	reasonUnknown  = "unknown"  // points to something that isn't there
	reasonChoice   = "choice"   // not one of those to choose from
	reasonNumber   = "number"   // out of bounds, or no telephone number
	reasonSource   = "source"   // names no section of the routine
	reasonClock    = "clock"    // no clock
	reasonMany     = "many"     // too many
	reasonBoth     = "both"     // both told and open, or neither
	reasonName     = "name"     // another id than the file's name
	reasonFile     = "file"     // a file that the catalogue doesn't have
	reasonGone     = "gone"     // a file that it must have
	reasonUnread   = "unread"   // can't be read
	reasonLetters  = "letters"  // not saved as UTF-8
)

// CatalogueError is a mistake in a file of the catalogue. Field is where in the file, as
// "effects/2/open" with the first as 0; Reason words it by the sentence "outage.reason.<reason>".
type CatalogueError struct {
	File   string
	Line   int // from 1
	Field  string
	Reason string
	cause  error
	next   *CatalogueError
}

func (e *CatalogueError) Error() string {
	return fmt.Sprintf("%s:%d: %s: %s", e.File, e.Line, e.Field, e.Reason)
}

func (e *CatalogueError) Unwrap() error { return e.cause }

// reading gathers the mistakes of the files that are read. Its file is the one that is open.
type reading struct {
	file     string
	raw      []byte
	lines    map[string]map[string]int // by file, then by place in it
	mistakes []*CatalogueError
}

func (r *reading) open(files fs.FS, name string) {
	r.file, r.raw = name, nil
	opened, err := files.Open(name)
	if err == nil {
		r.raw, err = io.ReadAll(io.LimitReader(opened, mostBytes+1))
		err = errors.Join(err, opened.Close())
	}
	switch {
	case err != nil:
		r.mistakes = append(r.mistakes, &CatalogueError{File: name, Line: 1, Reason: reasonUnread, cause: err})
	case len(r.raw) > mostBytes:
		r.mistakes = append(r.mistakes, &CatalogueError{File: name, Line: 1, Reason: reasonMany})
		r.raw = nil
	default:
		r.letters()
	}
}

// letters passes over the mark that some editors begin a file with, and refuses a file that is saved with
// other letters than UTF-8: the decoder would put a question mark for each å in silence.
func (r *reading) letters() {
	r.raw = bytes.TrimPrefix(r.raw, []byte("\xef\xbb\xbf"))
	if utf8.Valid(r.raw) {
		return
	}
	line := 1
	for l := range bytes.Lines(r.raw) {
		if !utf8.Valid(l) {
			break
		}
		line++
	}
	r.mistakes = append(r.mistakes, &CatalogueError{File: r.file, Line: line, Reason: reasonLetters})
	r.raw = nil
}

// decode reads the open file, and tells whether it is one of its kind.
func decode[T any](r *reading, into *T) bool {
	if r.raw == nil {
		return false
	}
	places := located{raw: r.raw, at: map[string]int{}}
	if twice, err := places.walk(); err != nil || twice != "" {
		reason := reasonJSON
		if err == nil {
			reason = reasonTwice
		}
		r.mistakes = append(r.mistakes, &CatalogueError{File: r.file, Line: places.line, Field: twice, Reason: reason, cause: err})
		return false
	}
	if r.lines == nil {
		r.lines = map[string]map[string]int{}
	}
	r.lines[r.file] = places.at
	decoder := json.NewDecoder(bytes.NewReader(r.raw))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if err == nil {
		return true
	}
	wrong := &CatalogueError{File: r.file, Line: 1, Reason: reasonJSON, cause: err}
	var typed *json.UnmarshalTypeError
	switch field, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); {
	case errors.As(err, &typed):
		wrong.Reason, wrong.Field = reasonType, typed.Field
		wrong.Line = lineOf(r.raw, int(min(typed.Offset, int64(len(r.raw)))))
	case unknown:
		wrong.Reason, wrong.Field = reasonField, strings.Trim(field, `"`)
		wrong.Line = places.first("/" + wrong.Field)
	}
	r.mistakes = append(r.mistakes, wrong)
	return false
}

// add notes a mistake at a place of the open file.
func (r *reading) add(place, reason string) {
	line, at := 1, place
	for at != "" {
		if known, ok := r.lines[r.file][at]; ok {
			line = known
			break
		}
		at = at[:strings.LastIndexByte(at, '/')]
	}
	r.mistakes = append(r.mistakes, &CatalogueError{File: r.file, Line: line, Field: strings.TrimPrefix(place, "/"), Reason: reason})
}

// fault words the first mistake, with the others behind it.
func (r *reading) fault() error {
	for i := range r.mistakes[1:] {
		r.mistakes[i].next = r.mistakes[i+1]
	}
	first := r.mistakes[0]
	field := first.Field
	if field == "" {
		field = "–"
	}
	return text.Because(first, "outage.catalogue", "file", first.File, "line", first.Line, "field", field,
		"reason", text.Phrases{{Key: "outage.reason." + first.Reason}})
}

// located is on which line each value of a file stands, by its place: "/effects/2/open".
type located struct {
	raw  []byte
	at   map[string]int
	line int // of where the walk is
	seen int // up to where lines are counted
}

// Twice is the place of the first name that stands twice in one object of a file, as "items/2/title", and
// its line; empty where none does, or where the file isn't written as such a file is.
func Twice(raw []byte) (place string, line int) {
	places := located{raw: raw, at: map[string]int{}}
	place, err := places.walk()
	if err != nil {
		return "", 0
	}
	return place, places.line
}

// walk goes through a file once. It returns the place of a name that stands twice in one object, which
// the decoder would take the last of in silence.
func (l *located) walk() (twice string, err error) {
	l.line = 1
	decoder := json.NewDecoder(bytes.NewReader(l.raw))
	if err := l.value(decoder, "", 0, &twice); err != nil {
		return "", err
	}
	if twice != "" {
		return twice, nil
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return "", errors.New("something follows")
	}
	return "", nil
}

func (l *located) count(offset int64) {
	l.line += bytes.Count(l.raw[l.seen:offset], []byte("\n"))
	l.seen = int(offset)
}

func (l *located) value(d *json.Decoder, place string, depth int, twice *string) error {
	token, err := d.Token()
	l.count(d.InputOffset())
	if err != nil {
		return err
	}
	if depth > mostDepth {
		return errors.New("too deep")
	}
	l.at[place] = l.line
	switch token {
	case json.Delim('['):
		for i := 0; d.More() && *twice == ""; i++ {
			if err := l.value(d, place+"/"+strconv.Itoa(i), depth+1, twice); err != nil {
				return err
			}
		}
	case json.Delim('{'):
		had := map[string]bool{}
		for d.More() && *twice == "" {
			name, err := d.Token()
			l.count(d.InputOffset())
			if err != nil {
				return err
			}
			inner := place + "/" + fmt.Sprint(name)
			same := strings.ToLower(strings.ToUpper(fmt.Sprint(name))) // the decoder takes capitals for the same name
			if had[same] {
				*twice = strings.TrimPrefix(inner, "/")
				return nil
			}
			had[same] = true
			if err := l.value(d, inner, depth+1, twice); err != nil {
				return err
			}
		}
	default:
		return nil
	}
	if *twice != "" {
		return nil
	}
	_, err = d.Token()
	l.count(d.InputOffset())
	return err
}

// first is the first line on which a place that ends so stands.
func (l *located) first(end string) int {
	line := 0
	for place, at := range l.at {
		if strings.HasSuffix(place, end) && (line == 0 || at < line) {
			line = at
		}
	}
	return max(line, 1)
}

func lineOf(raw []byte, offset int) int { return 1 + bytes.Count(raw[:offset], []byte("\n")) }

// Package lines reads a stream of notes, one JSON object a line, as another program writes them.
//
// Every line gets an answer of its own: one that is too long or can't be understood never stops
// those after it, and no line takes more memory than its bound. Waiting for the next line ends
// when the context does.
package lines

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"

	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// Longest is how long a line may be, in bytes: far above the longest note, also when every
// character of it is written by its number.
const Longest = 16 * entry.MaxText

// Note is what a line says. Whether it makes a whole entry is for the entry's own rules.
type Note struct {
	Kind     entry.Kind `json:"kind"` // "note" when the line says none
	Person   string     `json:"person"`
	At       string     `json:"at"`
	Headline string     `json:"headline"`
	Text     string     `json:"text"`
	// Name and Number are of somebody whom the binder doesn't know.
	Name   string            `json:"name"`
	Number string            `json:"number"`
	Fields map[string]string `json:"fields"` // the other fields of the form, by their names
}

// Line is one line of the stream, counted from 1. Blank lines count and are left out.
type Line struct {
	Number int
	Note   Note
	// Err says why the line can't be understood: "line.too_long" or "line.bad".
	Err error
}

// Read gives the lines as they come in. The second value is the error that ended the stream: the
// context's, or the reader's own; nothing comes after it. A reader that never answers again is
// left waiting, so Read is for programs that end soon after.
func Read(ctx context.Context, from io.Reader) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		type arrival struct {
			line Line
			err  error
		}
		arrived, done := make(chan arrival), make(chan struct{})
		defer close(done)
		go func() {
			defer close(arrived)
			in := bufio.NewReaderSize(from, Longest)
			for n := 1; ; n++ {
				raw, err := next(in)
				a := arrival{line: Line{Number: n}}
				switch {
				case errors.Is(err, errLong):
					a.line.Err, err = text.NewFault("line.too_long", "max", Longest), nil
				case err != nil && !errors.Is(err, io.EOF):
					a.err = err
				case len(bytes.TrimSpace(raw)) == 0:
					if err != nil {
						return
					}
					continue
				default:
					a.line.Note, a.line.Err = parse(raw)
				}
				select {
				case arrived <- a:
				case <-done:
					return
				}
				if err != nil {
					return
				}
			}
		}()
		for {
			if err := ctx.Err(); err != nil { // a stop comes before a line that has arrived as well
				yield(Line{}, err)
				return
			}
			select {
			case <-ctx.Done():
			case a, ok := <-arrived:
				if !ok || !yield(a.line, a.err) || a.err != nil {
					return
				}
			}
		}
	}
}

var errLong = errors.New("lines: longer than the bound")

// next is one line without its break. The last one may end with the stream: then the error is
// io.EOF.
func next(in *bufio.Reader) ([]byte, error) {
	raw, err := in.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		return raw, err
	}
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = in.ReadSlice('\n')
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return nil, errLong // at the end of the stream the next call says so
}

// parse reads a line. A field that has no meaning here is refused, so that nothing that somebody
// wrote is left out in silence.
func parse(raw []byte) (Note, error) {
	n := Note{Kind: entry.KindNote}
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff"))))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&n); err != nil {
		return Note{}, text.NewFault("line.bad") // the decoder's own words may quote the note
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Note{}, text.NewFault("line.bad")
	}
	return n, nil
}

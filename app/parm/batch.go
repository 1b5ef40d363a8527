package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/intake/lines"
	"avbrottsparm/internal/text"
)

// refusalShape answers a line that did not become a note.
type refusalShape struct {
	Line  int     `json:"line"`
	Error failure `json:"error"`
}

// batch writes and signs a note for every line of a file or of standard input. Each is answered
// when it is on disk, before the next is begun: whoever has read the answer has the note.
func (c *writeWord) batch(a *app) (err error) {
	if c.Person+c.Name+c.Number+c.Visit+c.Paper+c.PaperAuthor+c.PaperTitle+c.PaperTime+c.At+c.Headline+c.Text+c.TextFile != "" ||
		len(c.Field)+len(c.Picture) > 0 {
		return misuse{text.NewFault("parm.batch_alone")}
	}
	in := a.stdin
	if c.Batch != "-" {
		f, err := os.Open(c.Batch)
		if err != nil {
			return text.Because(bare(err), "file.unreadable")
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		in = f
	} else if c.PassphraseFile == "" {
		return misuse{text.NewFault("parm.no_terminal")} // standard input holds notes
	}
	return a.with(c.binder, func(s *desk.Session) error {
		a.json = false // from here on every line has an answer of its own, and nothing follows them
		return a.answerLines(s, in)
	})
}

func (a *app) answerLines(s *desk.Session, in io.Reader) error {
	wrong := 0
	for line, err := range lines.Read(a.ctx, in) {
		switch {
		case errors.Is(err, context.Canceled):
			return err
		case err != nil:
			return text.Because(bare(err), "file.unreadable")
		}
		signed, err := a.signLine(s, line)
		var answer any = signed
		if err != nil {
			wrong++
			answer = refusalShape{Line: line.Number, Error: a.failure(err)}
		}
		if err := a.writeThrough(answer); err != nil {
			return err
		}
	}
	if wrong > 0 {
		a.say(a.words.Count("parm.batch_wrong", wrong))
		return errPart
	}
	return nil
}

// signLine makes a note of a line. A stop of the program waits until it is on disk.
func (a *app) signLine(s *desk.Session, line lines.Line) (stateShape, error) {
	n := line.Note
	if line.Err != nil {
		return stateShape{}, line.Err
	}
	w := wish{kind: n.Kind, person: n.Person, name: n.Name, number: n.Number}
	for _, one := range []saidField{{form.IDEventTime, n.At}, {form.IDHeadline, n.Headline}, {form.IDText, n.Text}} {
		if one.value != "" {
			w.fields = append(w.fields, one)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(n.Fields)) {
		if slices.ContainsFunc(w.fields, func(f saidField) bool { return f.id == id }) {
			return stateShape{}, text.NewFault("parm.field_twice", "field", id)
		}
		w.fields = append(w.fields, saidField{id: id, value: n.Fields[id]})
	}
	signed, err := a.write(context.WithoutCancel(a.ctx), s, w)
	if err != nil {
		return stateShape{}, err
	}
	return signed.shape(), nil
}

// writeThrough puts one value on one line of standard output, past what waits until the word is
// done.
func (a *app) writeThrough(value any) error {
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		return fmt.Errorf("encode an answer: %w", err)
	}
	if _, err := a.stdout.Write(line.Bytes()); err != nil {
		return text.Because(err, "parm.no_output")
	}
	return nil
}

package main

import (
	"io"
	"os"
	"strings"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

type writeWord struct {
	binder
	Kind     string `arg:"" help:"${help_kind}"`
	Person   string `placeholder:"P" help:"${help_person}"`
	At       string `placeholder:"YYYY-MM-DDTHH:MM" help:"${help_at}"`
	Headline string `placeholder:"H" help:"${help_headline}"`
	Text     string `placeholder:"T" help:"${help_text}"`
	TextFile string `placeholder:"FILE" help:"${help_text_file}"`
	Batch    string `placeholder:"FILE" help:"${help_batch}"`
}

type stateShape struct {
	ID    string `json:"id"`
	State string `json:"state"`
}

// Run writes and signs a note.
func (c *writeWord) Run(a *app) error {
	kind := entry.Kind(c.Kind)
	if _, known := a.desk.Kinds.Form(kind); !known {
		return misuse{text.NewFault("parm.kind_unknown")}
	}
	if c.Batch != "" {
		return c.batch(a)
	}
	if missing := c.missing(); missing != "" {
		return misuse{text.NewFault("parm.missing_flags", "what", missing)}
	}
	at, err := desk.ReadEventTime(c.At)
	if err != nil {
		return misuse{err}
	}
	body, err := c.body()
	if err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		p, err := s.Person(c.Person)
		if err != nil {
			return err
		}
		note := s.NewNote(p.ID)
		note.Kind, note.EventTime, note.Headline, note.Text = kind, at, strings.TrimSpace(c.Headline), body
		signed, err := s.Sign(a.ctx, note)
		if err != nil {
			return err
		}
		if a.json {
			a.putJSON(stateShape{ID: signed.ID, State: string(signed.State)})
			return nil
		}
		a.page().line(a.words.Say("parm.signed", "id", signed.ID, "moment", a.words.Moment(signed.EventTime.In(care.Stockholm))))
		return nil
	})
}

// missing names what a single note can't do without.
func (c *writeWord) missing() string {
	var flags []string
	for _, f := range []struct{ name, value string }{{"--person", c.Person}, {"--at", c.At}, {"--headline", c.Headline}} {
		if f.value == "" {
			flags = append(flags, f.name)
		}
	}
	return strings.Join(flags, ", ")
}

// longestFile is far above the longest note, in bytes, so that the note's own limit speaks.
const longestFile = 8 * entry.MaxText

func (c *writeWord) body() (string, error) {
	switch {
	case c.Text != "" && c.TextFile != "":
		return "", misuse{text.NewFault("parm.text_twice")}
	case c.TextFile == "" && c.Text == "":
		return "", misuse{text.NewFault("parm.no_text")}
	case c.TextFile == "":
		return c.Text, nil
	}
	f, err := os.Open(c.TextFile)
	if err != nil {
		return "", text.Because(bare(err), "file.unreadable")
	}
	raw, err := io.ReadAll(io.LimitReader(f, longestFile))
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return "", text.Because(bare(err), "file.unreadable")
	}
	return plainText(string(raw)), nil
}

// plainText is a text as notes keep it, whatever system wrote the file.
func plainText(raw string) string {
	written := strings.ToValidUTF8(strings.TrimPrefix(raw, "\ufeff"), "□")
	return strings.TrimSpace(strings.ReplaceAll(written, "\r\n", "\n"))
}

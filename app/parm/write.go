package main

import (
	"bytes"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

type writeWord struct {
	binder
	said
	Kind        string   `arg:"" help:"${help_kind}"`
	Person      string   `placeholder:"P" help:"${help_person}"`
	Name        string   `placeholder:"N" help:"${help_write_name}"`
	Number      string   `placeholder:"X" help:"${help_write_number}"`
	Visit       string   `placeholder:"ID" help:"${help_write_visit}"`
	Paper       string   `placeholder:"NUMBER" help:"${help_write_paper}"`
	PaperAuthor string   `placeholder:"N" help:"${help_paper_author}"`
	PaperTitle  string   `placeholder:"T" help:"${help_paper_title}"`
	PaperTime   string   `placeholder:"YYYY-MM-DDTHH:MM" help:"${help_paper_time}"`
	Picture     []string `placeholder:"FILE" sep:"none" help:"${help_picture}"`
	Batch       string   `placeholder:"FILE" help:"${help_batch}"`
}

// said is what is written in an entry: its own time, headline and text, and the form's other fields.
type said struct {
	At       string   `placeholder:"YYYY-MM-DDTHH:MM" help:"${help_at}"`
	Headline string   `placeholder:"H" help:"${help_headline}"`
	Text     string   `placeholder:"T" help:"${help_text}"`
	TextFile string   `placeholder:"FILE" help:"${help_text_file}"`
	Field    []string `placeholder:"NAME=VALUE" sep:"none" help:"${help_field}"`
}

type stateShape struct {
	ID    string `json:"id"`
	State string `json:"state"`
	// Asked are the questions that were answered with yes without anybody being asked.
	Asked []string `json:"asked,omitempty"`
	// Beside are the ids of the entries that the questions are about.
	Beside []string `json:"beside,omitempty"`
	// Parts is in how many pieces a text was signed that is too long for one.
	Parts int `json:"parts,omitempty"`
}

// Run writes and signs an entry.
func (c *writeWord) Run(a *app) error {
	if _, known := a.desk.Kinds.Form(entry.Kind(c.Kind)); !known {
		return misuse{a.kindUnknown()}
	}
	if c.Batch != "" {
		return c.batch(a)
	}
	w, err := c.wish()
	if err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		signed, err := a.write(a.ctx, s, w)
		if err != nil {
			return err
		}
		a.warnAsked(signed.asked)
		for _, other := range signed.beside {
			a.say(a.words.Say("parm.write.beside", "id", other.ID, "moment", a.moment(other.EventTime), "who", join(", ", other.Author.Name, other.Author.Title)))
		}
		if a.json {
			a.putJSON(signed.shape())
			return nil
		}
		a.page().line(a.words.Say("parm.signed", "id", signed.ID, "moment", a.words.Moment(signed.EventTime.In(care.Stockholm))))
		return nil
	})
}

func (a *app) kindUnknown() error {
	var words []string
	for _, kind := range a.desk.Kinds.Offered() {
		words = append(words, string(kind))
	}
	return text.NewFault("parm.kind_unknown", "kinds", strings.Join(words, ", "))
}

// warnAsked says which questions were answered with yes by themselves.
func (a *app) warnAsked(asked []string) {
	for _, code := range asked {
		a.say(a.words.Say("parm.write.asked", "question", a.words.Say("entry."+code)))
	}
}

// wish is the entry that the flags describe.
func (c *writeWord) wish() (wish, error) {
	w := wish{kind: entry.Kind(c.Kind), person: c.Person, name: strings.TrimSpace(c.Name), number: strings.TrimSpace(c.Number),
		visit: c.Visit, pictures: c.Picture, paper: paperSaid{number: c.Paper, author: c.PaperAuthor, title: c.PaperTitle, time: c.PaperTime}}
	switch {
	case w.person != "" && w.name+w.number != "":
		return w, misuse{text.NewFault("parm.person_twice")}
	case w.number != "" && w.name == "":
		return w, misuse{text.NewFault("parm.missing_flags", "what", "--name")}
	}
	if c.simple() {
		if missing := c.missing(); missing != "" {
			return w, misuse{text.NewFault("parm.missing_flags", "what", missing)}
		}
		if c.Text == "" && c.TextFile == "" {
			return w, misuse{text.NewFault("parm.no_text")}
		}
	}
	var err error
	w.fields, err = c.said.fields()
	return w, err
}

// fields is all that was said, by the names of the form.
func (c *said) fields() ([]saidField, error) {
	fields, err := readFields(c.Field)
	if err != nil {
		return nil, err
	}
	body, err := c.body()
	if err != nil {
		return nil, err
	}
	for _, flag := range []saidField{{form.IDEventTime, c.At}, {form.IDHeadline, c.Headline}, {form.IDText, body}} {
		if flag.value == "" {
			continue
		}
		if slices.ContainsFunc(fields, func(one saidField) bool { return one.id == flag.id }) {
			return nil, misuse{text.NewFault("parm.field_twice", "field", flag.id)}
		}
		if flag.id == form.IDEventTime {
			if _, err := readMoment(flag.value, time.Now()); err != nil {
				return nil, misuse{err}
			}
		}
		fields = append(fields, flag)
	}
	return fields, nil
}

// simple tells a journal note that is written with the flags of the first version: those that are
// missing make a wrongly written command.
func (c *writeWord) simple() bool {
	kind := entry.Kind(c.Kind)
	return (kind == entry.KindNote || kind == entry.KindHealthNote) && len(c.Field)+len(c.Picture) == 0 && c.Name+c.Visit+c.Paper+c.PaperAuthor == ""
}

// missing names what a simple note can't do without.
func (c *writeWord) missing() string {
	var flags []string
	for _, f := range []struct{ name, value string }{{"--person", c.Person}, {"--at", c.At}, {"--headline", c.Headline}} {
		if f.value == "" {
			flags = append(flags, f.name)
		}
	}
	return strings.Join(flags, ", ")
}

// longestFile is far above what anybody writes, in bytes.
const longestFile = 64 * entry.MaxText

func (c *said) body() (string, error) {
	switch {
	case c.Text != "" && c.TextFile != "":
		return "", misuse{text.NewFault("parm.text_twice")}
	case c.TextFile == "":
		return c.Text, nil
	}
	raw, err := readAtMost(c.TextFile, longestFile)
	if err != nil {
		return "", err
	}
	return decoded(raw)
}

// decoded is the text of a file as Swedish Windows writes it too: UTF-16 with its mark, or Windows-1252,
// whose letters must not be lost in what is final.
func decoded(raw []byte) (string, error) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}), bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		from = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case !utf8.Valid(raw):
		from = charmap.Windows1252
	default:
		return string(raw), nil
	}
	read, err := from.NewDecoder().Bytes(raw)
	if err != nil {
		return "", text.Because(err, "file.unreadable")
	}
	return string(read), nil
}

// plainText is a text as entries keep it, whatever system wrote the file.
func plainText(raw string) string {
	written := strings.ToValidUTF8(strings.TrimPrefix(raw, "\ufeff"), "□")
	return strings.TrimSpace(strings.ReplaceAll(written, "\r\n", "\n"))
}

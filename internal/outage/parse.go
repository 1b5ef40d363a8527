package outage

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"avbrottsparm/internal/text"
)

// Bounds of a card's file: what is longer is no card, and a damaged file must not fill the memory.
const (
	mostBytes = 64 << 10
	mostRunes = 600 // of one text
	mostParts = 40  // of one list
	mostRoom  = 30  // lines for one answer
)

var (
	idPattern     = regexp.MustCompile(`^[a-z][a-z0-9_]{1,39}$`)
	numberPattern = regexp.MustCompile(`^[0-9+][0-9 -]{1,19}$`)
)

// sourcePrefix begins each source; what follows is a section of the routine.
const sourcePrefix = "routine "

// Parse reads one card's file. A card that it returns is whole: both languages everywhere, owners
// and audiences that are known, each open fact that is pointed to there.
func Parse(raw []byte) (Card, error) {
	if len(raw) > mostBytes {
		return Card{}, fmt.Errorf("card: file of %d bytes", len(raw))
	}
	var c Card
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&c); err != nil {
		return Card{}, fmt.Errorf("card: decode: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Card{}, errors.New("card: something follows the card")
	}
	if err := c.check(); err != nil {
		return Card{}, fmt.Errorf("card %q: %w", c.ID, err)
	}
	return c, nil
}

// ReadAll reads every card in a folder, in the order in which they are printed. A card has the name of
// its file, and no open fact is told in two ways.
func ReadAll(files fs.FS) ([]Card, error) {
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		return nil, fmt.Errorf("cards: %w", err)
	}
	cards := make([]Card, 0, len(names))
	facts := map[string]Open{}
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("cards: %w", err)
		}
		c, err := Parse(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if c.ID+".json" != name {
			return nil, fmt.Errorf("%s holds the card %q", name, c.ID)
		}
		for _, open := range c.Open {
			if had, known := facts[open.ID]; known && had != open {
				return nil, fmt.Errorf("%s: open fact %q is told differently elsewhere", name, open.ID)
			}
			facts[open.ID] = open
		}
		cards = append(cards, c)
	}
	slices.SortFunc(cards, func(x, y Card) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Place, y.Place), cmp.Compare(x.ID, y.ID))
	})
	return cards, nil
}

func (c Card) check() error {
	switch {
	case !idPattern.MatchString(c.ID):
		return errors.New("id")
	case !slices.Contains([]Kind{KindCard, KindRoutine, KindRunbook}, c.Kind):
		return fmt.Errorf("kind %q", c.Kind)
	case !slices.Contains(Audiences(), c.Audience):
		return fmt.Errorf("audience %q", c.Audience)
	case len(c.Sections) == 0 || len(c.Sections) > mostParts || len(c.Calls) > mostParts || len(c.Open) > mostParts:
		return errors.New("none or too many parts")
	case !said(c.Title) || !said(c.When):
		return errors.New("title or when")
	}
	open := map[string]bool{}
	for _, fact := range c.Open {
		if err := fact.check(); err != nil {
			return fmt.Errorf("open fact %q: %w", fact.ID, err)
		}
		if open[fact.ID] {
			return fmt.Errorf("open fact %q stands twice", fact.ID)
		}
		open[fact.ID] = true
	}
	for i, call := range c.Calls {
		if !numberPattern.MatchString(call.Number) || !said(call.Who) || !maybe(call.Note) {
			return fmt.Errorf("call %d", i+1)
		}
	}
	for i, section := range c.Sections {
		if err := section.check(open); err != nil {
			return fmt.Errorf("section %d: %w", i+1, err)
		}
	}
	return nil
}

func (s Section) check(open map[string]bool) error {
	if !said(s.Title) {
		return errors.New("title")
	}
	if s.Room < 0 || s.Room > mostRoom || (len(s.Questions) > 0) != (s.Room > 0) {
		return errors.New("room for answers")
	}
	if len(s.Works) > mostParts || len(s.Source) > mostParts {
		return errors.New("too many parts")
	}
	parts := len(s.Works)
	for _, list := range [][]text.Both{s.Steps, s.Checks, s.Questions, s.Fill, s.Texts} {
		if len(list) > mostParts {
			return errors.New("too many parts")
		}
		parts += len(list)
		if slices.ContainsFunc(list, func(b text.Both) bool { return !said(b) }) {
			return errors.New("a text lacks a language, or is too long")
		}
	}
	if parts == 0 {
		return errors.New("nothing in it")
	}
	for i, work := range s.Works {
		if err := work.check(open); err != nil {
			return fmt.Errorf("work %d: %w", i+1, err)
		}
	}
	if slices.ContainsFunc(s.Source, func(source string) bool { return !sourced(source) }) {
		return errors.New("source")
	}
	return nil
}

func (w Work) check(open map[string]bool) error {
	switch {
	case !said(w.What) || !maybe(w.Still) || !maybe(w.Long) || !maybe(w.Instead):
		return errors.New("a text lacks a language, or is too long")
	case w.Open == "" && !said(w.Still):
		return errors.New("neither told nor open")
	case w.Open != "" && (!open[w.Open] || w.Long != (text.Both{})):
		return fmt.Errorf("open fact %q", w.Open)
	}
	return nil
}

func (o Open) check() error {
	switch {
	case !idPattern.MatchString(o.ID):
		return errors.New("id")
	case !said(o.Fact):
		return errors.New("fact")
	case !slices.Contains(Roles(), o.Owner):
		return fmt.Errorf("owner %q", o.Owner)
	case !sourced(o.Source):
		return errors.New("source")
	}
	return nil
}

// sourced tells whether a text names a section of the routine.
func sourced(source string) bool {
	section, ok := strings.CutPrefix(source, sourcePrefix)
	return ok && section != "" && len(source) <= 80
}

// SectionOf is a source without the word before it: "4.1" of "routine 4.1".
func SectionOf(source string) string { return strings.TrimPrefix(source, sourcePrefix) }

// said tells whether a text is there in both languages, within bounds.
func said(b text.Both) bool {
	return strings.TrimSpace(b.SV) != "" && strings.TrimSpace(b.EN) != "" && maybe(b)
}

// maybe tells whether a text is there in both languages or in neither, within bounds.
func maybe(b text.Both) bool {
	return b.Whole() && utf8.RuneCountInString(b.SV) <= mostRunes && utf8.RuneCountInString(b.EN) <= mostRunes
}

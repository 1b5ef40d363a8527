package entry

import (
	"maps"
	"strings"
	"unicode"
)

// Plain is an entry without what no eye sees in what was written: what is signed is what could be read on
// the screen and on paper, and what can be copied into Lifecare.
func (e Entry) Plain() Entry {
	e.Headline, e.Text = seen(e.Headline), seen(e.Text)
	for id, value := range e.Values {
		if said := seen(value); said != value {
			e.Values = maps.Clone(e.Values)
			e.Values[id] = said
		}
	}
	if e.Subject != nil {
		subject := Subject{Name: seen(e.Subject.Name), Number: seen(e.Subject.Number)}
		e.Subject = &subject
	}
	if e.Paper != nil {
		paper := *e.Paper
		paper.Name, paper.Title = seen(paper.Name), seen(paper.Title)
		e.Paper = &paper
	}
	return e
}

// seen takes away control characters but tabs and line breaks, and marks that turn the direction of
// reading or take no room. The joiners of emoji and of some scripts stay between what they join.
func seen(said string) string {
	if strings.IndexFunc(said, unseen) < 0 && strings.ContainsFunc(said, visible) {
		return said
	}
	said = strings.Map(func(r rune) rune {
		switch {
		case r == '\u0085' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f':
			return '\n'
		case unseen(r):
			return -1
		}
		return r
	}, said)
	if !strings.ContainsFunc(said, visible) {
		return ""
	}
	return said
}

func unseen(r rune) bool {
	switch r {
	case '\n', '\r', '\t', '\u200c', '\u200d':
		return false
	case '\u2028', '\u2029':
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf)
}

func visible(r rune) bool { return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cc, unicode.Cf) }

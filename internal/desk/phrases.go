package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// kindPhrases is the item in the settings area that holds the unit's phrases.
const kindPhrases = ledger.PhrasesKind

// Limits of the phrases of a kind.
const (
	mostPhrases   = 40
	longestPhrase = 300 // characters
)

// Phrases are what the unit often writes in entries of a kind: its own, or, until it has said so, those
// that the program brings.
func (s *Session) Phrases(kind entry.Kind) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if own, said := s.phrases[kind]; said {
		return slices.Clone(own)
	}
	return s.usualPhrases(kind)
}

func (s *Session) usualPhrases(kind entry.Kind) []string {
	key := "phrases." + string(kind)
	if !s.desk.Words.Has(key) {
		return nil
	}
	return tidyPhrases(strings.Split(s.desk.Words.Say(key), "\n"))
}

// SetPhrases gives the unit its own phrases for a kind, in the order in which they are offered, for who
// may change the unit's settings; nil brings back those of the program. Faults: "entry.no_kind",
// "phrases.many", "phrases.long", "phrases.person" for one that names somebody, those of the vault.
func (s *Session) SetPhrases(ctx context.Context, kind entry.Kind, phrases []string) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightUnit); err != nil {
		return err
	}
	if _, known := s.desk.Kinds.Form(kind); !known {
		return text.NewFault("entry.no_kind")
	}
	own := tidyPhrases(phrases)
	if err := s.checkPhrases(own); err != nil {
		return err
	}
	next := map[entry.Kind][]string{}
	for k, list := range s.phrases {
		next[k] = list
	}
	next[kind] = own
	if phrases == nil {
		delete(next, kind)
	}
	body, err := json.Marshal(next)
	if err != nil {
		return fmt.Errorf("encode phrases: %w", err)
	}
	item := ledger.Item{Area: access.AreaSettings, Kind: kindPhrases, ID: kindPhrases, Body: body}
	if err := s.commitNoted(ctx, ledger.Change{Puts: []ledger.Item{item}}, s.line(access.ActionPhrases, "", string(kind))); err != nil {
		return err
	}
	s.phrases = next
	return nil
}

func (s *Session) checkPhrases(own []string) error {
	if len(own) > mostPhrases {
		return text.NewFault("phrases.many", "most", mostPhrases)
	}
	for _, phrase := range own {
		if len([]rune(phrase)) > longestPhrase {
			return text.NewFault("phrases.long", "most", longestPhrase)
		}
		if s.replica.Mentions(phrase, s.desk.now()) != care.MentionNothing {
			return text.NewFault("phrases.person")
		}
	}
	return nil
}

// tidyPhrases are the phrases that are there, each once, without spaces around.
func tidyPhrases(phrases []string) []string {
	own := []string{}
	for _, phrase := range phrases {
		if phrase = strings.TrimSpace(phrase); phrase != "" && !slices.Contains(own, phrase) {
			own = append(own, phrase)
		}
	}
	return own
}

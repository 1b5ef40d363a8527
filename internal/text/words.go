// Package text holds every sentence that a person meets, in Swedish and English.
//
// The sentences lie in sv/*.json and en/*.json, one file per part of the program, and are
// looked up by key. The package uses the standard library only, so that every layer may
// word its own messages; a test holds that both languages are complete.
package text

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"
)

//go:embed sv/*.json en/*.json
var files embed.FS

// Lang is a language of the screens and papers.
type Lang string

// The languages that the program speaks. Swedish is the first and the default.
const (
	Swedish Lang = "sv"
	English Lang = "en"
)

// Words is one language's sentences. The zero value is not usable; call For.
type Words struct {
	lang      Lang
	sentences map[string]string
}

var load = sync.OnceValues(func() (map[Lang]*Words, error) {
	all := map[Lang]*Words{}
	for _, lang := range []Lang{Swedish, English} {
		w := &Words{lang: lang, sentences: map[string]string{}}
		names, err := fs.Glob(files, path.Join(string(lang), "*.json"))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			raw, err := files.ReadFile(name)
			if err != nil {
				return nil, err
			}
			part := map[string]string{}
			if err := json.Unmarshal(raw, &part); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			for key, sentence := range part {
				if _, twice := w.sentences[key]; twice {
					return nil, fmt.Errorf("%s: key %q stands in two files", name, key)
				}
				w.sentences[key] = sentence
			}
		}
		all[lang] = w
	}
	return all, nil
})

// For returns the sentences of a language; anything but English means Swedish.
// The files are embedded and checked by a test, so a broken one stops the program at once.
func For(lang Lang) *Words {
	all, err := load()
	if err != nil {
		panic(fmt.Sprintf("text: embedded translations are broken: %v", err))
	}
	if lang == English {
		return all[English]
	}
	return all[Swedish]
}

// Lang is the language of these words.
func (w *Words) Lang() Lang { return w.lang }

// Has tells whether a key has a sentence.
func (w *Words) Has(key string) bool {
	_, ok := w.sentences[key]
	return ok
}

// Keys lists every key in order, for the tests that compare the languages.
func (w *Words) Keys() []string {
	keys := make([]string, 0, len(w.sentences))
	for key := range w.sentences {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

// Say returns the sentence of a key. Pairs of name and value fill its {name} places:
//
//	w.Say("paper.page_of", "n", 2, "total", 9)
//
// An unknown key comes back in double brackets, which a test over the code catches.
func (w *Words) Say(key string, pairs ...any) string {
	sentence, ok := w.sentences[key]
	if !ok {
		return "[[" + key + "]]"
	}
	return fill(sentence, w.worded(pairs))
}

// Count says the key ending in ".one" for one and ".other" for any other number, with {n} filled.
func (w *Words) Count(key string, n int, pairs ...any) string {
	form := ".other"
	if n == 1 {
		form = ".one"
	}
	return w.Say(key+form, append([]any{"n", n}, pairs...)...)
}

// Phrase fills a place with a sentence of its own, in the same language.
type Phrase struct {
	Key     string
	N       int
	Counted bool // Key is one for Count
}

// Phrases are several, one after the other.
type Phrases []Phrase

// worded is pairs with every Phrases said.
func (w *Words) worded(pairs []any) []any {
	out := slices.Clone(pairs)
	for i, value := range out {
		list, ok := value.(Phrases)
		if !ok {
			continue
		}
		said := make([]string, 0, len(list))
		for _, p := range list {
			if p.Counted {
				said = append(said, w.Count(p.Key, p.N))
			} else {
				said = append(said, w.Say(p.Key))
			}
		}
		out[i] = strings.Join(said, " ")
	}
	return out
}

func fill(sentence string, pairs []any) string {
	if len(pairs) < 2 || !strings.Contains(sentence, "{") {
		return sentence
	}
	swaps := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		swaps = append(swaps, fmt.Sprintf("{%v}", pairs[i]), fmt.Sprint(pairs[i+1]))
	}
	return strings.NewReplacer(swaps...).Replace(sentence)
}

package access

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Secret is a word that opens another system. It never comes out in print, whatever format a log,
// an error or a panic uses, not even as a field of something that is printed whole: the word lies
// in a function, which prints as an address.
type Secret struct {
	reveal func() string
}

// NewSecret keeps a word; an empty one is no secret.
func NewSecret(word string) Secret {
	if word == "" {
		return Secret{}
	}
	return Secret{reveal: func() string { return word }}
}

// Reveal is the word itself.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return s.reveal()
}

// Empty tells that there is none.
func (s Secret) Empty() bool { return s.reveal == nil }

// Hint is the word's end, for somebody who wonders which one it is: three characters at most, and
// never more than a quarter of it.
func (s Secret) Hint() string {
	word := s.Reveal()
	runes := []rune(word)
	shown := min(3, utf8.RuneCountInString(word)/4)
	return hidden + string(runes[len(runes)-shown:])
}

const hidden = "•••"

// String says that there is something, and nothing of it; so do GoString and Format.
func (s Secret) String() string { return hidden }

// GoString is for %#v.
func (s Secret) GoString() string { return hidden }

// Format is for every other verb.
func (s Secret) Format(f fmt.State, _ rune) {
	if _, err := strings.NewReader(hidden).WriteTo(f); err != nil {
		return // nobody is left to be told
	}
}

// MarshalJSON keeps it out of answers; what stores it reveals it on purpose.
func (s Secret) MarshalJSON() ([]byte, error) { return json.Marshal(hidden) }

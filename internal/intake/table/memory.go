package table

import "strings"

// mostRemembered bounds what a memory holds, in texts; one that is full begins anew.
const mostRemembered = 4096

// memory keeps what was made of a text: a long schedule says the same few thousand things over
// and over. It is for one file, and nothing that it hands out may be changed.
type memory[K comparable, V any] struct{ known map[K]V }

// of is what make makes of the text, now or the last time.
func (m *memory[K, V]) of(text K, make func(K) V) V {
	v, ok := m.known[text]
	if ok {
		return v
	}
	if len(m.known) >= mostRemembered || m.known == nil {
		m.known = map[K]V{}
	}
	v = make(text)
	m.known[text] = v
	return v
}

// singleSpaced is a text with one blank wherever there is any room between words.
func singleSpaced(s string) string {
	if !strings.ContainsAny(s, "\t\n\f\r") && !strings.Contains(s, "  ") {
		return s
	}
	return spaces.ReplaceAllString(s, " ")
}

// lettered tells whether a text has any letters in it; one of digits and signs names no weekday.
func lettered(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i] | 0x20; c >= 'a' && c <= 'z' || c >= 0x80 {
			return true
		}
	}
	return false
}

package ledger

import (
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestName is how much of a file's name is kept, in characters.
const longestName = 120

// CleanName makes a file's name harmless to show and to use: no folder, no control characters, no
// marks that turn the direction of reading, valid UTF-8, and not endless. The ending stays.
func CleanName(name string) string {
	name = strings.ToValidUTF8(name, "_")
	name = strings.Map(func(r rune) rune {
		switch {
		case r == '/' || r == '\\' || r == ':' || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029':
			return '_'
		}
		return r
	}, name)
	name = strings.Trim(name, " .")
	if n := utf8.RuneCountInString(name); n > longestName {
		end := ""
		if e := filepath.Ext(name); utf8.RuneCountInString(e) <= 10 {
			end = e
		}
		runes := []rune(strings.TrimSuffix(name, end))
		name = string(runes[:longestName-utf8.RuneCountInString(end)]) + end
	}
	if name == "" {
		return "_"
	}
	return name
}

// PlainEnding is the ending of a file's name when it can't say anything about a person, such as
// "xlsx"; empty otherwise.
func PlainEnding(name string) string {
	end := strings.ToLower(strings.TrimPrefix(filepath.Ext(name), "."))
	if len(end) > 4 || strings.IndexFunc(end, func(r rune) bool { return r < 'a' || r > 'z' }) >= 0 {
		return ""
	}
	return end
}

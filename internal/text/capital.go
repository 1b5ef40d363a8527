package text

import (
	"unicode"
	"unicode/utf8"
)

// Capital is a phrase as it stands where a sentence begins.
func Capital(phrase string) string {
	first, size := utf8.DecodeRuneInString(phrase)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + phrase[size:]
}

package lifecare

import (
	"bytes"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"avbrottsparm/internal/text"
)

// The limits that keep a hostile or broken file from harming the work. They hold before anything
// is built of it.
const (
	maxRaw    = 128 << 20  // bytes
	maxDepth  = 64         // objects and lists within each other
	maxValues = 10_000_000 // values in JSON, or elements in XML
	maxTag    = 64 << 10   // bytes of an element's tag in XML
	startSize = 1 << 20    // bytes that a file is recognised by
)

// plainBytes makes UTF-8 of UTF-16 with or without a mark and of Windows-1252, takes off the mark
// and trims.
func plainBytes(raw []byte) []byte {
	switch {
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}) || bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		raw = decoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), raw)
	case len(raw) > 3 && raw[0] != 0 && raw[1] == 0: // an answer begins with a sign of ASCII
		raw = decoded(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), raw)
	case len(raw) > 3 && raw[0] == 0 && raw[1] != 0:
		raw = decoded(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), raw)
	case !utf8.Valid(raw):
		raw = decoded(charmap.Windows1252, raw)
	}
	return bytes.Trim(bytes.TrimPrefix(raw, []byte{0xEF, 0xBB, 0xBF}), " \t\r\n\x00")
}

func decoded(enc encoding.Encoding, raw []byte) []byte {
	if out, err := enc.NewDecoder().Bytes(raw); err == nil {
		return out
	}
	return raw
}

func startsJSON(raw []byte) bool { return len(raw) > 0 && (raw[0] == '{' || raw[0] == '[') }

func startsXML(raw []byte) bool { return len(raw) > 0 && raw[0] == '<' }

func hasEnding(name, ending string) bool { return strings.EqualFold(filepath.Ext(name), ending) }

// isForeign tells content of other standards, which other readers know: FHIR, web pages, and
// spreadsheets that are written as XML.
func isForeign(start []byte) bool {
	if startsJSON(start) {
		return bytes.Contains(start, []byte(`"resourceType"`))
	}
	start = bytes.ToLower(start)
	for _, sign := range []string{"<!doctype html", "<html", "<table", "<workbook", "<fods", "<office:", "http://hl7.org/fhir"} {
		if bytes.Contains(start[:min(len(start), 4<<10)], []byte(sign)) {
			return true
		}
	}
	return false
}

// bounded refuses JSON that is nested too deep or holds more values than an answer can. It counts
// without building anything.
func bounded(raw []byte) error {
	level, values, quoted := 0, 0, false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			level++
			values++
		case c == '}' || c == ']':
			level--
		case c == ',':
			values++
		}
		if level > maxDepth {
			return text.NewFault("intake.too_deep")
		}
	}
	if values > maxValues {
		return text.NewFault("intake.too_large", "limit", maxRaw>>20)
	}
	return nil
}

// keysIn are the names of fields or elements in the beginning of a file, in small letters,
// whatever they stand in.
func keysIn(start []byte) map[string]bool {
	keys := map[string]bool{}
	if startsXML(start) {
		for _, part := range bytes.Split(start, []byte("<"))[1:] {
			name := part[:max(bytes.IndexAny(part, " \t\r\n/>"), 0)]
			_, local, prefixed := bytes.Cut(name, []byte(":"))
			if !prefixed {
				local = name
			}
			keys[string(bytes.ToLower(local))] = true
		}
		return keys
	}
	parts := bytes.Split(start, []byte(`"`))
	for i := 1; i+1 < len(parts); i++ {
		if rest := bytes.TrimLeft(parts[i+1], " \t\r\n"); len(rest) > 0 && rest[0] == ':' {
			keys[string(bytes.ToLower(parts[i]))] = true
		}
	}
	return keys
}

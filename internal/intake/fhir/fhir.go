// Package fhir reads FHIR R4 as JSON: bundles, single resources and one resource a line (NDJSON).
//
// It guarantees that a bad resource never costs the others, that size, nesting and count are
// bounded before anything is built, that what it doesn't take is counted and named, and that a
// dose is never guessed: one that isn't understood whole is shown as its source worded it, or not
// at all, and said so. A number is taken for a personal identity number only under the Swedish
// systems for such numbers.
package fhir

import (
	"bytes"
	"context"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// Format is what the batches of this reader are called, and the source of their items.
const Format = "fhir"

// The limits that keep a hostile or broken file from harming the work.
const (
	maxRaw       = 128 << 20 // bytes
	maxDepth     = 64        // objects and lists within each other
	maxEntries   = 400_000   // entries of a file
	maxNested    = 3         // bundles within bundles
	maxProblems  = 5_000     // row problems that are kept of each kind
	maxParts     = 500       // goals, activities, participants of one resource
	maxNumbers   = 50        // numbers of one person
	maxName      = 200       // bytes of a name
	maxLine      = 4_000     // bytes of a text on one line
	maxText      = 64 << 10  // bytes of a longer text
	maxNote      = 1 << 20   // bytes of a note that lies in a document
	sniffed      = 1 << 20   // bytes in which a file says what it is
	checkedEvery = 64        // resources between looks at the context
)

// Reader reads FHIR. It holds no state.
type Reader struct {
	words *text.Words
}

// NewReader makes a reader. What it composes (a dosage out of its parts) is in Swedish, as the
// journal is (patientdatalagen 3 kap. 13 §).
func NewReader() *Reader { return &Reader{words: text.For(text.Swedish)} }

// Recognises tells by the content whether the file is FHIR, as JSON or as XML; the latter so that
// the person is told what to do instead.
func (r *Reader) Recognises(_ string, raw []byte) bool {
	start := plainBytes(raw[:min(len(raw), sniffed)])
	return isXML(start) || startsJSON(start) && bytes.Contains(start, []byte(`"resourceType"`))
}

// Read parses a file into a batch for each kind of item that it holds, and for persons one for
// each set of fields that their resources speak of. The error is a text.Fault about the whole
// file; resources that can't be read stand in the errors by their number in the file, from 1.
// Now decides which addresses, plans and prescriptions have ended.
func (r *Reader) Read(ctx context.Context, _ string, raw []byte, now time.Time) ([]care.Batch, error) {
	if len(raw) > maxRaw {
		return nil, text.NewFault("intake.too_large", "limit", maxRaw>>20)
	}
	raw = plainBytes(raw)
	switch {
	case len(raw) == 0:
		return nil, text.NewFault("intake.empty")
	case isXML(raw):
		return nil, text.NewFault("fhir.xml")
	case !startsJSON(raw):
		return nil, text.NewFault("fhir.broken", "at", 1)
	}
	c := &collector{ctx: ctx}
	if err := c.collect(raw); err != nil {
		return nil, err
	}
	run := newRun(r.words, now, c)
	return run.batches()
}

// plainBytes makes UTF-8 of what is marked as UTF-16 and of Windows-1252, takes off the mark and
// trims. FHIR itself is UTF-8, but files pass through other programs.
func plainBytes(raw []byte) []byte {
	if out, _, err := transform.Bytes(unicode.BOMOverride(encoding.Nop.NewDecoder()), raw); err == nil {
		raw = out
	}
	if !utf8.Valid(cutRune(raw)) {
		if out, err := charmap.Windows1252.NewDecoder().Bytes(raw); err == nil {
			raw = out
		}
	}
	return bytes.Trim(raw, " \t\r\n\x00")
}

// cutRune takes off the beginning of a character at the end, where a file was cut for sniffing.
func cutRune(raw []byte) []byte {
	for i := 1; i <= min(3, len(raw)); i++ {
		if tail := raw[len(raw)-i:]; utf8.RuneStart(tail[0]) {
			if !utf8.FullRune(tail) {
				return raw[:len(raw)-i]
			}
			break
		}
	}
	return raw
}

func startsJSON(raw []byte) bool { return len(raw) > 0 && (raw[0] == '{' || raw[0] == '[') }

func isXML(raw []byte) bool {
	return len(raw) > 0 && raw[0] == '<' && bytes.Contains(raw[:min(len(raw), 4096)], []byte("http://hl7.org/fhir"))
}

// depth is how deep the nesting goes, counted without building anything; it stops just above the
// limit.
func depth(raw []byte) int {
	level, deepest, quoted := 0, 0, false
	for i := 0; i < len(raw) && deepest <= maxDepth; i++ {
		switch c := raw[i]; {
		case quoted:
			switch c {
			case '\\':
				i++
			case '"':
				quoted = false
			}
		case c == '"':
			quoted = true
		case c == '{' || c == '[':
			level++
			deepest = max(deepest, level)
		case c == '}' || c == ']':
			level--
		}
	}
	return deepest
}

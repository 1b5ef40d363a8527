package care

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Mapping is what a person said that the columns of tables of one look are, so that the next file
// that looks the same is read by itself. It holds headings and never what stands below them.
type Mapping struct {
	Name string `json:"name"`
	// Fingerprint is of all headings of the table, also those that nothing is read from.
	Fingerprint string `json:"fingerprint"`
	// HeaderRow is where the headings stood, counted from 1. Files that look alike may have theirs
	// in another row.
	HeaderRow int `json:"header_row,omitempty"`
	// Headless says that the table has no headings: columns are named A, B, ... It is only used
	// on a file for which a person chose it.
	Headless bool `json:"headless,omitempty"`
	// Kind is what the table holds: "persons", "schedule", ..., worded "sheet.<kind>".
	Kind    string         `json:"kind"`
	Columns []MappedColumn `json:"columns"` // those that something is read from
	// Fixed are values that hold for every row where no column says them: "route" of a schedule.
	// A day or a name has no place here, because the mapping is used on later files too.
	Fixed map[string]string `json:"fixed,omitempty"`
}

// MappedColumn is a heading and the field that is read from its column.
type MappedColumn struct {
	Heading string `json:"heading"`
	Field   string `json:"field"` // worded "column.<field>"
	// Number tells a second relative or contact from the first; 0 where there is one.
	Number int `json:"number,omitempty"`
}

// Mappings are those that a file is read with.
type Mappings struct {
	Known []Mapping // remembered, for files that look alike
	Tried *Mapping  // chosen for this very file, before it is saved; nil normally
}

// The limits of a mapping.
const (
	MaxMapping        = 64 << 10 // bytes of its file
	MaxMappedColumns  = 200
	longestMapped     = 60 // characters of a heading, a name or a fixed value
	mappingVersion    = 1
	mappingFileFormat = "avbrottsparm.mapping"
)

// Fingerprint is the look of a header: the same for headings in another order or spelled with
// other case and punctuation. Sixteen hexadecimal digits.
func Fingerprint(headings []string) string {
	var folded []string
	for _, heading := range headings {
		if f := fold(heading); f != "" {
			folded = append(folded, f)
		}
	}
	slices.Sort(folded)
	sum := sha256.Sum256([]byte(strings.Join(folded, "\n")))
	return hex.EncodeToString(sum[:8])
}

// FoldHeading makes headings comparable as Fingerprint does.
func FoldHeading(heading string) string { return fold(heading) }

var (
	fingerprintForm = regexp.MustCompile(`^[0-9a-f]{16}$`)
	wordForm        = regexp.MustCompile(`^[a-z][a-z_]{0,30}(\.[a-z_]{1,30})?$`)
	numberInHeading = regexp.MustCompile(`\d[\d\s./()+-]{4,}\d|@`)
)

// ErrMapping says that a mapping is not whole; ErrMappingPersonal that something in it may be
// about a person.
var (
	ErrMapping         = errors.New("care: the mapping is not whole")
	ErrMappingPersonal = errors.New("care: the mapping holds what may be about a person")
)

// Check holds a mapping to its form: bounded, no numbers that may be somebody's, every column with
// a heading and a field. Which fields there are is known to the reader of tables.
func (m Mapping) Check() error {
	if !short(m.Name) || m.Name == "" || !wordForm.MatchString(m.Kind) || len(m.Columns) == 0 || len(m.Columns) > MaxMappedColumns ||
		len(m.Fixed) > 10 || m.HeaderRow < 0 || m.HeaderRow > 1000 || !m.Headless && !fingerprintForm.MatchString(m.Fingerprint) {
		return ErrMapping
	}
	for _, c := range m.Columns {
		if c.Heading == "" || !short(c.Heading) || !wordForm.MatchString(c.Field) || c.Number < 0 || c.Number > 9 {
			return ErrMapping
		}
		if numberInHeading.MatchString(c.Heading) {
			return ErrMappingPersonal
		}
	}
	for field, value := range m.Fixed {
		if !wordForm.MatchString(field) || !short(value) {
			return ErrMapping
		}
		if numberInHeading.MatchString(value) {
			return ErrMappingPersonal
		}
	}
	if numberInHeading.MatchString(m.Name) {
		return ErrMappingPersonal
	}
	return nil
}

func short(s string) bool {
	return utf8.ValidString(s) && utf8.RuneCountInString(s) <= longestMapped && !strings.ContainsAny(s, "\n\r\x00")
}

// mappingFile is a mapping as it is shipped to other units.
type mappingFile struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Mapping
}

// EncodeMapping writes a mapping as a readable file.
func EncodeMapping(m Mapping) ([]byte, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	raw, err := json.MarshalIndent(mappingFile{mappingFileFormat, mappingVersion, m}, "", "  ")
	return append(raw, '\n'), err
}

// DecodeMapping reads a file that EncodeMapping wrote, or that somebody wrote by hand. What it
// doesn't know it refuses.
func DecodeMapping(raw []byte) (Mapping, error) {
	if len(raw) > MaxMapping {
		return Mapping{}, ErrMapping
	}
	var file mappingFile
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff"))))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&file); err != nil {
		return Mapping{}, ErrMapping
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Mapping{}, ErrMapping
	}
	if file.Format != mappingFileFormat || file.Version != mappingVersion {
		return Mapping{}, ErrMapping
	}
	return file.Mapping, file.Mapping.Check()
}

// Sketch is what a file of tables looks like and how it would be read, for whoever maps its
// columns. Its samples are about persons: they are shown and never kept.
type Sketch struct {
	Sheets []SketchedSheet
}

// SketchedSheet is one sheet of a file.
type SketchedSheet struct {
	Name      string // empty where the file has one sheet only
	HeaderRow int    // counted from 1; 0 where no row looks like headings
	Headings  []string
	Top       [][]string     // the first rows of the file as they stand, to find the headings in by eye
	Samples   [][]string     // the first rows below the headings
	Columns   []MappedColumn // what each heading was taken as, in the order of the file; Field is empty where nothing is read
	Kind      string         // what the sheet would be read as; empty where it can't be
	Mapping   string         // the name of the remembered mapping that it is read by; empty without one
	Missing   []string       // fields of which one at least must be chosen before it can be read
	Rows      int            // below the headings
}

// Draft is a mapping to go on from: what was understood so far.
func (s SketchedSheet) Draft() Mapping {
	m := Mapping{Name: s.Mapping, HeaderRow: s.HeaderRow, Headless: s.HeaderRow == 0, Kind: s.Kind, Fingerprint: Fingerprint(s.Headings)}
	for _, c := range s.Columns {
		if c.Field != "" {
			m.Columns = append(m.Columns, c)
		}
	}
	return m
}

// FieldGroup is the fields that a kind of sheet can have.
type FieldGroup struct {
	Kind   string // worded "sheet.<kind>"
	Fields []string
	// Needs are sets of fields: one of each must be there.
	Needs [][]string
}

package fhir

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"avbrottsparm/internal/text"
)

// entry is one resource of a file, or the word that one is gone.
type entry struct {
	row     int
	fullURL string
	base    string // the server's address, where the file tells it: "https://fhir.example.se/r4"
	typ, id string
	raw     json.RawMessage
	updated time.Time
	removed bool
	parent  *entry // of a contained resource, whose references are read from there

	contained map[string]*entry // by id; nil until asked for
	memo      any               // what this entry was read as, so that each is read once
}

// head is what every resource has.
type head struct {
	ResourceType string `json:"resourceType"`
	ID           string `json:"id"`
	Meta         struct {
		LastUpdated string   `json:"lastUpdated"`
		Tag         []coding `json:"tag"`
	} `json:"meta"`
	ImplicitRules string `json:"implicitRules"`
}

// wireEntry is an entry of a bundle.
type wireEntry struct {
	FullURL  string          `json:"fullUrl"`
	Resource json.RawMessage `json:"resource"`
	Request  *struct {
		Method string `json:"method"`
		URL    string `json:"url"`
	} `json:"request"`
	Response *struct {
		LastModified string `json:"lastModified"`
	} `json:"response"`
}

// broken is a row that could not be read as a resource.
type broken struct {
	row  int
	code string
}

// collector takes a file apart into its resources.
type collector struct {
	ctx     context.Context
	asOf    time.Time // of the outermost bundle
	entries []*entry
	broken  []broken
	row     int
	size    int // of the file, in bytes
	looked  int
	place   int  // of an entry in the bundle that the file is
	single  bool // the file is one resource or one bundle
	full    bool // the file holds more than is read
	history bool // the bundle is a history: several versions of a resource, newest first
	bundle  bool // the file is a bundle or a list, in which nothing at all is worth a word
}

var errEnough = errors.New("enough resources")

// collect tells lines, lists, bundles and single resources apart.
func (c *collector) collect(raw []byte) error {
	c.size = len(raw)
	err := c.collectAny(raw)
	if errors.Is(err, errEnough) {
		c.full, err = true, nil
	}
	return err
}

func (c *collector) collectAny(raw []byte) error {
	switch {
	case isLines(raw):
		return c.lines(raw)
	case raw[0] == '[':
		return c.array(raw)
	case depth(raw) > maxDepth:
		return text.NewFault("fhir.too_deep")
	default:
		if err := wholeValue(raw); err != nil {
			return err
		}
		c.row, c.single = 1, true
		return c.resource(raw, wireEntry{}, 0)
	}
}

// isLines tells one resource a line from one resource written over several lines: a whole resource
// stands on one of the first lines, which need not be the very first, for that can be the damaged
// one.
func isLines(raw []byte) bool {
	if raw[0] != '{' || !bytes.Contains(raw, []byte("\n")) {
		return false
	}
	n := 0
	for line := range bytes.SplitSeq(raw, []byte("\n")) {
		var h head
		line = bytes.TrimSpace(line)
		if n++; n > 5 {
			break
		}
		if len(line) > 0 && line[0] == '{' && json.Unmarshal(line, &h) == nil && h.ResourceType != "" {
			return n == 1 || !json.Valid(raw)
		}
	}
	return false
}

// array reads a list of resources.
func (c *collector) array(raw []byte) error {
	if depth(raw) > maxDepth {
		return text.NewFault("fhir.too_deep")
	}
	if err := wholeValue(raw); err != nil {
		return err
	}
	c.bundle = true
	return c.list(json.NewDecoder(bytes.NewReader(raw)), func(resource json.RawMessage) error {
		c.row++
		return c.resource(resource, wireEntry{}, 0)
	})
}

// wholeValue refuses a file that is cut off or damaged: half a list of prescriptions must not pass
// for a whole one.
func wholeValue(raw []byte) error {
	if json.Valid(raw) {
		return nil
	}
	at := int64(len(raw))
	var wrong *json.SyntaxError
	if err := json.Unmarshal(raw, new(struct{})); errors.As(err, &wrong) {
		at = wrong.Offset
	}
	return text.NewFault("fhir.broken", "at", at)
}

// lines reads one resource a line; a line that is damaged costs only itself.
func (c *collector) lines(raw []byte) error {
	c.bundle = true
	for line := range bytes.SplitSeq(raw, []byte("\n")) {
		c.row++
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		if line[0] != '{' || depth(line) > maxDepth || !json.Valid(line) {
			c.fail("fhir_bad_line")
			continue
		}
		if err := c.resource(line, wireEntry{}, 0); err != nil {
			return err
		}
	}
	return nil
}

func (c *collector) fail(code string) {
	if len(c.broken) < maxProblems {
		c.broken = append(c.broken, broken{c.row, code})
	}
}

// list reads a JSON list without building it: each element is handed on as it is.
func (c *collector) list(from *json.Decoder, take func(json.RawMessage) error) error {
	opening, err := from.Token()
	if err != nil {
		return text.Because(err, "fhir.broken", "at", from.InputOffset())
	}
	if opening != json.Delim('[') {
		return nil // not a list; a null is none
	}
	for from.More() {
		var element json.RawMessage
		if err := from.Decode(&element); err != nil {
			return text.Because(err, "fhir.broken", "at", from.InputOffset())
		}
		if err := take(element); err != nil {
			return err
		}
	}
	if _, err := from.Token(); err != nil && !errors.Is(err, io.EOF) {
		return text.Because(err, "fhir.broken", "at", from.InputOffset())
	}
	return nil
}

// look counts what is read, resources or not, and sees whether anybody still waits for it.
func (c *collector) look() error {
	c.looked++
	switch {
	case c.looked%checkedEvery == 0 && c.ctx.Err() != nil:
		return c.ctx.Err()
	case c.looked > 2*maxEntries: // an entry and its resource are looked at one by one
		return errEnough
	}
	return nil
}

// resource files a resource, and opens one that is a bundle.
func (c *collector) resource(raw json.RawMessage, of wireEntry, level int) error {
	if err := c.look(); err != nil {
		return err
	}
	var kind head
	var wrong *json.UnmarshalTypeError
	if err := json.Unmarshal(raw, &kind); err != nil && !errors.As(err, &wrong) || kind.ResourceType == "" {
		c.fail("fhir_no_type")
		return nil
	}
	if kind.ResourceType == "Bundle" {
		return c.open(raw, level)
	}
	updated, _ := readTime(kind.Meta.LastUpdated, false)
	if kind.ID == "" {
		_, kind.ID = typeAndID(of.FullURL)
	}
	c.entries = append(c.entries, &entry{row: c.row, fullURL: unversioned(of.FullURL), base: baseOf(of.FullURL), typ: kind.ResourceType,
		id: kind.ID, raw: raw, updated: updated})
	return nil
}

// open reads a bundle's entries. The order of its fields doesn't matter.
func (c *collector) open(raw json.RawMessage, level int) error {
	if level >= maxNested {
		c.fail("fhir_nested")
		return nil
	}
	c.bundle = true
	from := json.NewDecoder(bytes.NewReader(raw))
	if _, err := from.Token(); err != nil {
		return text.Because(err, "fhir.broken", "at", from.InputOffset())
	}
	for from.More() {
		name, err := from.Token()
		if err != nil {
			return text.Because(err, "fhir.broken", "at", from.InputOffset())
		}
		if name == "entry" {
			if err := c.list(from, func(element json.RawMessage) error { return c.entry(element, level) }); err != nil {
				return err
			}
			continue
		}
		var other json.RawMessage
		if err := from.Decode(&other); err != nil {
			return text.Because(err, "fhir.broken", "at", from.InputOffset())
		}
		if level == 0 && c.single {
			c.date(name, other)
		}
	}
	return nil
}

// date takes what sort a bundle is and when it was put together: its timestamp, else when the
// server made it. When a resource was last changed says nothing of that.
func (c *collector) date(name json.Token, value json.RawMessage) {
	var stamp string
	var meta struct {
		LastUpdated string `json:"lastUpdated"`
	}
	switch {
	case name == "type":
		c.history = string(value) == `"history"`
	case name == "timestamp" && json.Unmarshal(value, &stamp) == nil:
		if t, ok := readTime(stamp, false); ok && !t.IsZero() {
			c.asOf = t
		}
	case name == "meta" && json.Unmarshal(value, &meta) == nil && c.asOf.IsZero():
		if t, ok := readTime(meta.LastUpdated, false); ok {
			c.asOf = t
		}
	}
}

func (c *collector) entry(raw json.RawMessage, level int) error {
	if level == 0 && c.single {
		c.place++
		c.row = c.place
	}
	if err := c.look(); err != nil {
		return err
	}
	var e wireEntry
	if err := json.Unmarshal(raw, &e); err != nil {
		c.fail("fhir_bad_object")
		return nil
	}
	if e.Request != nil && strings.EqualFold(e.Request.Method, "DELETE") {
		return c.deleted(e)
	}
	if len(e.Resource) == 0 || e.Resource[0] != '{' {
		return nil // the answer to a request that gave nothing
	}
	return c.resource(e.Resource, e, level+1)
}

// deleted files the word that a resource is gone.
func (c *collector) deleted(e wireEntry) error {
	where := e.Request.URL
	if typ, _ := typeAndID(where); typ == "" {
		where = e.FullURL
	}
	typ, id := typeAndID(where)
	if typ == "" {
		c.fail("fhir_bad_delete")
		return nil
	}
	gone := &entry{row: c.row, fullURL: unversioned(e.FullURL), base: baseOf(e.FullURL), typ: typ, id: id, removed: true}
	if e.Response != nil {
		gone.updated, _ = readTime(e.Response.LastModified, false)
	}
	c.entries = append(c.entries, gone)
	return nil
}

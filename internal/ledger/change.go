package ledger

import (
	"avbrottsparm/internal/access"
)

// Item is a replica item as the vault keeps it: replaced whole when the source sends a newer one.
// Body is opaque to the vault. Kind and ID lie in the clear, so neither may say anything about a
// person.
type Item struct {
	Area access.Area
	Kind string
	ID   string
	Body []byte
}

// ItemRef names an item.
type ItemRef struct {
	Kind string
	ID   string
}

// Draft is unsigned work in progress: replaced at each save, dropped when it is signed.
type Draft struct {
	ID   string
	Area access.Area
	Body []byte
}

// Append is a record to add; the vault gives it its place in the chain.
type Append struct {
	Stream Stream
	Area   access.Area
	Kind   Kind
	Body   []byte
}

// Change is everything that one use case stores. The vault commits it in one transaction with
// full synchronisation, or not at all.
type Change struct {
	Puts       []Item
	Drops      []ItemRef
	DraftPuts  []Draft
	DraftDrops []string
	Appends    []Append
}

// Empty tells whether there is nothing to commit.
func (c Change) Empty() bool {
	return len(c.Puts)+len(c.Drops)+len(c.DraftPuts)+len(c.DraftDrops)+len(c.Appends) == 0
}

// Record is a header with its opened body. Body is nil when Purged, or when the one who opened
// the vault may not read the area (Withheld).
type Record struct {
	Header
	Body     []byte
	Purged   bool
	Withheld bool
}

// Report is what a verification found. Everything is in order when Faults is empty.
type Report struct {
	Records  int // in the ledger, both streams
	Opened   int // whose bodies opened and matched their commitment
	Purged   int // whose bodies were purged, with a tombstone that says so
	Withheld int // whose area the one who verifies may not read
	Chains   int
	Items    int // replica items that opened and match the manifest
	Drafts   int
	Head     Head
	Faults   []Finding
}

// OK tells whether every record was accounted for.
func (r Report) OK() bool {
	return len(r.Faults) == 0 && r.Opened+r.Purged+r.Withheld == r.Records
}

// Finding is one thing that a verification found wrong. Code names the sentence
// "verify.<code>" in the translations.
type Finding struct {
	// Code is "gap", "link", "header", "head", "body", "commitment", "missing_body", "manifest",
	// "item", "draft", "key", "area" or "checkpoint".
	Code   string
	Device DeviceID
	Stream Stream
	Seq    uint64
	Item   ItemRef
}

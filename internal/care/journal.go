package care

import "time"

// Journal is a health journal at the source: that it exists, where, and since when.
type Journal struct {
	Meta
	PersonID string    `json:"person_id"`
	Unit     string    `json:"unit,omitempty"`
	Starts   time.Time `json:"starts,omitzero"`
	Ends     time.Time `json:"ends,omitzero"`
	Why      string    `json:"why,omitempty"` // why it was ended
}

// ItemKind implements Item.
func (j *Journal) ItemKind() Kind { return KindJournal }

// ItemMeta implements Item.
func (j *Journal) ItemMeta() *Meta { return &j.Meta }

// JournalNote is a note that already stands in the source's journal. The binder's own notes are
// entries.
type JournalNote struct {
	Meta
	PersonID string    `json:"person_id"`
	Law      string    `json:"law,omitempty"` // "HSL", "SoL", "LSS"; decides who may read it
	At       time.Time `json:"at"`            // of the event
	Written  time.Time `json:"written,omitzero"`
	Headline string    `json:"headline,omitempty"` // sökord
	Text     string    `json:"text"`
	By       string    `json:"by,omitempty"`
	Title    string    `json:"title,omitempty"`
	Signed   bool      `json:"signed,omitempty"`
	// Wrong says that the note was marked as wrongly written; it stays legible (patientdatalagen 3 kap. 14 §).
	Wrong bool   `json:"wrong,omitempty"`
	Unit  string `json:"unit,omitempty"`
}

// ItemKind implements Item.
func (n *JournalNote) ItemKind() Kind { return KindJournalNote }

// ItemMeta implements Item.
func (n *JournalNote) ItemMeta() *Meta { return &n.Meta }

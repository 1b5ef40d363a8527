package care

import "time"

// DocumentKind is what a document is.
type DocumentKind string

// The kinds of document; the sentences "document.<kind>" word them.
const (
	DocumentPlan       DocumentKind = "plan"       // genomförandeplan
	DocumentOverview   DocumentKind = "overview"   // personöversikt
	DocumentMedication DocumentKind = "medication" // läkemedelslista, ordinationshandling
	DocumentDecision   DocumentKind = "decision"   // beslut, utredning
	DocumentOther      DocumentKind = "other"
)

// The areas of care that a document can be filed under; the words are those of access.Area.
const (
	DocumentAreaSocial   = "social"
	DocumentAreaHealth   = "health"
	DocumentAreaCaseWork = "casework"
	// DocumentAreaProtected is where the papers of persons with protected identity lie: a page can
	// show an address.
	DocumentAreaProtected = "protected"
)

// Document is a PDF or a picture of paper that is filed under a person. Its bytes lie apart, as
// DocumentContent under the same id, so that opening the binder never loads them.
type Document struct {
	Meta
	PersonID string       `json:"person_id"`
	Area     string       `json:"area"` // one of the areas of care above
	What     DocumentKind `json:"what"`
	Title    string       `json:"title"`
	// Date is the day that the document is from, at midnight in Stockholm: what it says itself,
	// else when the file was last changed.
	Date  time.Time `json:"date"`
	Media string    `json:"media"` // "application/pdf", "image/jpeg", "image/png"
	Pages int       `json:"pages,omitempty"`
	Size  int       `json:"size"` // bytes
	Hash  string    `json:"hash"` // SHA-256 of the bytes, hex
	// Text is what could be read out of it, for searching; it may lack words and has no order.
	Text string `json:"text,omitempty"`
	// FiledBy is who confirmed whose it is, and FiledAt when, in UTC.
	FiledBy string    `json:"filed_by,omitempty"`
	FiledAt time.Time `json:"filed_at,omitzero"`
}

// ItemKind implements Item.
func (d *Document) ItemKind() Kind { return KindDocument }

// ItemMeta implements Item.
func (d *Document) ItemMeta() *Meta { return &d.Meta }

// DocumentContent is the bytes of a document, under the document's id.
type DocumentContent struct {
	Meta
	Area  string `json:"area"`
	Bytes []byte `json:"bytes"`
}

// ItemKind implements Item.
func (c *DocumentContent) ItemKind() Kind { return KindDocumentContent }

// ItemMeta implements Item.
func (c *DocumentContent) ItemMeta() *Meta { return &c.Meta }

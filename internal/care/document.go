package care

import (
	"strings"
	"time"
	"unicode/utf8"
)

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
	Date time.Time `json:"date"`
	// DateFrom is where Date comes from: one of the words below, empty when a person gave it.
	DateFrom string `json:"date_from,omitempty"`
	Media    string `json:"media"` // "application/pdf", "image/jpeg", "image/png"
	Pages    int    `json:"pages,omitempty"`
	Size     int    `json:"size"` // bytes
	Hash     string `json:"hash"` // SHA-256 of the bytes, hex
	// Text is what could be read out of it, for searching; it may lack words and has no order.
	Text string `json:"text,omitempty"`
	// Candidates are the identity numbers that the document names, while it waits for somebody to
	// say whose it is; PersonID is empty until then.
	Candidates []DocumentCandidate `json:"candidates,omitempty"`
	// FiledBy is who confirmed whose it is, and FiledAt when, in UTC.
	FiledBy string    `json:"filed_by,omitempty"`
	FiledAt time.Time `json:"filed_at,omitzero"`
	// Paper is the number in custody of the paper that this is a scanned page of, and PaperPage which
	// page, from 1 (0 where nobody knows). It is filed under that paper, whether or not it is about anybody.
	Paper     string `json:"paper,omitempty"`
	PaperPage int    `json:"paper_page,omitempty"`
}

// Where the date of a document comes from; the sentences "document.date.<word>" word them.
const (
	DateInText   = "text"    // the document says when it was made or changed
	DatePrinted  = "printed" // the document says when it was printed
	DateOfFile   = "file"    // the file says when it was made
	DateModified = "changed" // when the file was last changed
)

// Where the number of a candidate was found; the sentences "document.in.<word>" word them.
const (
	FoundInName = "name" // in the name of the file
	FoundInText = "text"
)

// DocumentCandidate is an identity number that a document names. It alone decides nothing: a
// document names staff and relatives too.
type DocumentCandidate struct {
	Number PersonalID `json:"number"`
	In     []string   `json:"in"` // where it was found
}

// FromScan is the source of the pages that came in by scanner.
const FromScan = "scan"

// Waiting tells that nobody has said yet whose the document is.
func (d *Document) Waiting() bool { return d.PersonID == "" && d.Paper == "" }

// DocumentAreas lists the areas that a document can be filed under, in the order in which they are
// offered.
func DocumentAreas() []string {
	return []string{DocumentAreaSocial, DocumentAreaHealth, DocumentAreaCaseWork, DocumentAreaProtected}
}

// UsualArea is the area that a kind of document belongs to when nobody says otherwise.
func (k DocumentKind) UsualArea() string {
	switch k {
	case DocumentPlan, DocumentOverview:
		return DocumentAreaSocial
	case DocumentDecision:
		return DocumentAreaCaseWork
	}
	return DocumentAreaHealth
}

// Matches tells whether title and text hold all words of a query, each anywhere in a word.
func (d *Document) Matches(query string) bool {
	words := strings.Fields(fold(query))
	if len(words) == 0 {
		return false
	}
	said := fold(d.Title) + " " + fold(d.Text)
	for _, word := range words {
		if !strings.Contains(said, word) {
			return false
		}
	}
	return true
}

// aroundLetters is how much of a text is shown on either side of a word that was found.
const aroundLetters = 60

// Around is the text around the first place where a word of the query stands, on one line; empty
// when none stands there as it is written.
func (d *Document) Around(query string) string {
	letters := []rune(strings.Join(strings.Fields(d.Text), " "))
	lower := strings.ToLower(string(letters))
	for _, word := range strings.Fields(strings.ToLower(query)) {
		at := strings.Index(lower, word)
		if at < 0 {
			continue
		}
		place := utf8.RuneCountInString(lower[:at])
		from, to := max(0, place-aroundLetters), min(len(letters), place+utf8.RuneCountInString(word)+aroundLetters)
		if from > to {
			return ""
		}
		around := strings.TrimSpace(string(letters[from:to]))
		if from > 0 {
			around = "… " + around
		}
		if to < len(letters) {
			around += " …"
		}
		return around
	}
	return ""
}

// DocumentKinds lists what a document can be, in the order in which it is offered.
func DocumentKinds() []DocumentKind {
	return []DocumentKind{DocumentPlan, DocumentOverview, DocumentMedication, DocumentDecision, DocumentOther}
}

// ItemKind implements Item.
func (d *Document) ItemKind() Kind { return KindDocument }

// ItemMeta implements Item.
func (d *Document) ItemMeta() *Meta { return &d.Meta }

// DocumentContent is the bytes of a document, under the document's id. The vault keeps the bytes as
// they are and opens them one document at a time; they are never part of a replica.
type DocumentContent struct {
	Meta
	Area  string `json:"area"`
	Bytes []byte `json:"bytes"`
}

// ItemKind implements Item.
func (c *DocumentContent) ItemKind() Kind { return KindDocumentContent }

// ItemMeta implements Item.
func (c *DocumentContent) ItemMeta() *Meta { return &c.Meta }

package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// The unit's own documents are its outage plan, its local routines and its continuity plan (routine 1,
// 2.3, 5). They are about nobody, so everyone on the unit reads them: one that names a person that the
// unit cares for is refused. What is known of one lies with its text, its bytes apart like those of other
// documents.

// UnitDocumentKind is what a document of the unit's own is; the sentences "unitdoc.kind.<kind>" word it.
type UnitDocumentKind string

// The kinds of the unit's own documents.
const (
	UnitOutagePlan UnitDocumentKind = "outage_plan" // avbrottsplan (routine 1)
	UnitRoutine    UnitDocumentKind = "routine"     // local checklist or routine (routine 2.3)
	UnitContinuity UnitDocumentKind = "continuity"  // kontinuitetsplan (routine 5)
	UnitOther      UnitDocumentKind = "other"
)

// UnitDocumentKinds lists the kinds in the order in which they are offered.
func UnitDocumentKinds() []UnitDocumentKind {
	return []UnitDocumentKind{UnitOutagePlan, UnitRoutine, UnitContinuity, UnitOther}
}

// UnitDocument is a document of the unit's own.
type UnitDocument struct {
	// ID names the document for ever; a newer file of the same title and kind is a new version of it.
	ID    string           `json:"id"`
	Kind  UnitDocumentKind `json:"kind"`
	Title string           `json:"title"` // never empty
	// Owner is who sees to it, a role or a name of staff. Review is the day on which it is to be looked
	// over, at midnight in Stockholm; zero where nobody has said.
	Owner  string    `json:"owner"`
	Review time.Time `json:"review,omitzero"`
	Media  string    `json:"media"` // "application/pdf" or "text/plain"
	Pages  int       `json:"pages,omitempty"`
	Size   int       `json:"size"` // bytes
	Hash   string    `json:"hash"` // SHA-256 of the bytes, hex
	// Text is the document's text, or what could be read out of a PDF; empty for a scanned one.
	Text    string    `json:"text,omitempty"`
	FiledBy string    `json:"filed_by"`
	FiledAt time.Time `json:"filed_at"` // UTC
}

// Version tells this version of the document from others, for receipts of who has read it.
func (d UnitDocument) Version() string { return d.Hash[:min(len(d.Hash), 12)] }

// ReviewDue tells whether the day of review is there, or no day was ever said.
func (d UnitDocument) ReviewDue(now time.Time) bool {
	return d.Review.IsZero() || !care.Day(now).Before(d.Review)
}

// unitShelf is the unit's own documents as they were loaded, and the ids of their bytes.
type unitShelf struct {
	list     map[string]UnitDocument
	contents map[string]bool
}

// Bounds of the unit's own documents.
const (
	mostUnitDocuments  = 100
	longestUnitTitle   = 120 // characters
	longestUnitOwner   = 80
	mediaText          = "text/plain"
	mediaPDF           = "application/pdf"
	unitContentPrefix  = "unitdoc-"
	kindOfUnitDocument = ledger.UnitDocumentKind
)

func errNoUnitDocument() error { return text.NewFault("unitdoc.unknown") }

func isUnitContent(id string) bool { return strings.HasPrefix(id, unitContentPrefix) }

// takeUnitDocument takes in what is known of a document.
func (s *Session) takeUnitDocument(item ledger.Item) error {
	var doc UnitDocument
	if err := decode(item.Body, &doc); err != nil {
		return err
	}
	if doc.ID == item.ID {
		s.shelve(doc)
	}
	return nil
}

func (s *Session) shelve(doc UnitDocument) {
	if s.unitdocs.list == nil {
		s.unitdocs.list = map[string]UnitDocument{}
	}
	s.unitdocs.list[doc.ID] = doc
}

func (s *Session) takeUnitContent(id string) {
	if s.unitdocs.contents == nil {
		s.unitdocs.contents = map[string]bool{}
	}
	s.unitdocs.contents[id] = true
}

// unitContentID names the bytes of a version: what lies apart never changes under one id.
func (s *Session) unitContentID(doc UnitDocument) string {
	return unitContentPrefix + s.store.Name(kindOfUnitDocument, doc.ID+"|"+doc.Hash)
}

// UnitDocuments lists the unit's own documents, by kind and title. Who may neither read nor change the
// unit's settings sees none.
func (s *Session) UnitDocuments() []UnitDocument {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.unitDocuments()
}

// unitDocuments is UnitDocuments for who holds the lock.
func (s *Session) unitDocuments() []UnitDocument {
	if s.may(access.RightRead) != nil && s.may(access.RightUnit) != nil {
		return nil
	}
	var list []UnitDocument
	for _, doc := range s.unitdocs.list {
		list = append(list, doc)
	}
	kinds := UnitDocumentKinds()
	slices.SortFunc(list, func(x, y UnitDocument) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds, x.Kind), slices.Index(kinds, y.Kind)), cmp.Compare(care.FoldName(x.Title), care.FoldName(y.Title)), cmp.Compare(x.ID, y.ID))
	})
	return list
}

// OpenUnitDocument gives a document with its bytes, which are the caller's to draw and to forget. Faults:
// "unitdoc.unknown", "unitdoc.altered", those of the vault.
func (s *Session) OpenUnitDocument(ctx context.Context, id string) (UnitDocument, []byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	doc, there := s.unitdocs.list[strings.TrimSpace(id)]
	if !there || s.may(access.RightRead) != nil && s.may(access.RightUnit) != nil {
		return UnitDocument{}, nil, errNoUnitDocument()
	}
	raw, err := s.unitBytes(ctx, doc)
	return doc, raw, err
}

// unitBytes are the bytes of a document, held against what is known of it.
func (s *Session) unitBytes(ctx context.Context, doc UnitDocument) ([]byte, error) {
	item, err := s.store.Item(ctx, ledger.ItemRef{Kind: ledger.ApartKind, ID: s.unitContentID(doc)})
	if text.IsFault(err, "vault.altered") || text.IsFault(err, "vault.no_item") {
		return nil, text.Because(err, "unitdoc.altered")
	}
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(item.Body); hex.EncodeToString(sum[:]) != doc.Hash {
		return nil, text.NewFault("unitdoc.altered")
	}
	return item.Body, nil
}

// UnitDocumentHit is a document of the unit's own that was found by what stands in it.
type UnitDocumentHit struct {
	UnitDocument
	Around string // the text around the first word; empty where the title alone matched
}

// SearchUnitDocuments lists the unit's own documents whose title, owner or text holds all words of the
// query, as UnitDocuments orders them.
func (s *Session) SearchUnitDocuments(query string) []UnitDocumentHit {
	var hits []UnitDocumentHit
	for _, doc := range s.UnitDocuments() {
		looked := care.Document{Title: doc.Title + " " + s.desk.Words.Say("unitdoc.kind."+string(doc.Kind)) + " " + doc.Owner, Text: doc.Text}
		if looked.Matches(query) {
			hits = append(hits, UnitDocumentHit{UnitDocument: doc, Around: looked.Around(query)})
		}
	}
	return hits
}

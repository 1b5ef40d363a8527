package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// OpenDocument gives what is known of a document and its bytes, and notes that it was read. The
// document of a person with protected identity takes a reason, which is noted and reviewed; for
// others it is left empty. The bytes are the caller's to draw and to forget: nothing of them is
// written to disk. One that waits opens for who may file it. Faults: "document.unknown", "person.no_reason", "document.altered",
// "access.not_allowed".
func (s *Session) OpenDocument(ctx context.Context, id, reason string) (*care.Document, []byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightRead); err != nil {
		return nil, nil, err
	}
	doc, err := s.documentByID(id)
	if err != nil {
		return nil, nil, err
	}
	if doc.Waiting() && doc.Source != care.FromScan { // it may be anybody's; a scanned page is on paper before them
		if err := s.mayFile(); err != nil {
			return nil, nil, err
		}
	}
	action, said := access.ActionRead, s.desk.Words.Say("document.log.opened", "what", s.kindWord(doc))
	if areaOf(doc) == access.AreaProtected {
		if reason = strings.TrimSpace(reason); reason == "" {
			return nil, nil, text.NewFault("person.no_reason")
		}
		action, said = access.ActionUnshield, said+". "+reason
	}
	raw, err := s.bytesOf(ctx, doc)
	if err != nil {
		return nil, nil, err
	}
	s.log(ctx, action, doc.PersonID, said)
	return doc, raw, nil
}

// FilingOf is a document that was opened, as lists show it.
func (s *Session) FilingOf(doc *care.Document) Filing {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := *s.filing(doc, s.replica)
	if s.mayFile() != nil {
		f.Persons, f.Unknown = nil, 0
	}
	return f
}

// bytesOf are the bytes of a document, held against what is known of it: fault "document.altered".
func (s *Session) bytesOf(ctx context.Context, doc *care.Document) ([]byte, error) {
	item, err := s.store.Item(ctx, contentRef(doc))
	if text.IsFault(err, "vault.altered") || text.IsFault(err, "vault.no_item") {
		return nil, text.Because(err, "document.altered")
	}
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(item.Body); hex.EncodeToString(sum[:]) != doc.Hash {
		return nil, text.NewFault("document.altered")
	}
	return item.Body, nil
}

// DocumentHit is a document that was found by what stands in it.
type DocumentHit struct {
	Filing
	Name string // of the person; empty while it waits
	// Around is the text around the first word that was found; empty where the title alone matched,
	// and for a person with protected identity.
	Around string
}

// SearchDocuments lists the documents whose title or text holds all words of the query, newest
// first, among those of the opener's areas. Those that wait are listed for who may file them.
// Nothing of their pages is opened.
func (s *Session) SearchDocuments(query string) []DocumentHit {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightRead) != nil || strings.TrimSpace(query) == "" {
		return nil
	}
	files := s.mayFile() == nil
	var hits []DocumentHit
	for _, doc := range documents(s.replica, func(d *care.Document) bool { return (files || !d.Waiting()) && s.found(d, query) }) {
		hit := DocumentHit{Filing: *s.filing(doc, s.replica)}
		_, hit.Name = s.subject(doc.PersonID)
		if areaOf(doc) != access.AreaProtected {
			hit.Around = doc.Around(query)
		}
		hits = append(hits, hit)
	}
	return hits
}

// found tells whether a document is found by a query. Those that lie among the protected fields are
// found by their person's name or number alone: an address in the text must not tell who lives there.
func (s *Session) found(doc *care.Document, query string) bool {
	p, filed := s.replica.Person(doc.PersonID)
	if areaOf(doc) != access.AreaProtected && !(filed && p.Protected) {
		return doc.Matches(query)
	}
	number, name := s.subject(doc.PersonID)
	named := care.Document{Title: name + " " + number}
	return named.Matches(query)
}

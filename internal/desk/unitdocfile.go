package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// FileUnitDocument files a PDF or a plain text among the unit's own documents, for who may change the
// unit's settings. A file with the title and kind of one that is there is its new version, and keeps its
// owner and its day of review where none are given. Faults: "unitdoc.kind", "unitdoc.owner",
// "unitdoc.title", "unitdoc.many", "unitdoc.sort" for what is neither PDF nor text, "unitdoc.text_size",
// "unitdoc.number" and "unitdoc.name" for one that names a person of the binder, "file.empty", those of
// reading PDFs, "access.not_allowed".
func (s *Session) FileUnitDocument(ctx context.Context, name string, raw []byte, kind UnitDocumentKind, owner string, review time.Time) (UnitDocument, error) {
	if err := s.May(access.RightUnit); err != nil {
		return UnitDocument{}, err
	}
	if !slices.Contains(UnitDocumentKinds(), kind) {
		return UnitDocument{}, text.NewFault("unitdoc.kind")
	}
	doc, err := s.readUnitDocument(ctx, name, raw)
	if err != nil {
		return UnitDocument{}, err
	}
	doc.Kind = kind
	s.hold()
	defer s.mu.Unlock()
	old, again := s.unitDocumentCalled(kind, doc.Title)
	if !again && len(s.unitdocs.list) >= mostUnitDocuments {
		return UnitDocument{}, text.NewFault("unitdoc.many", "most", mostUnitDocuments)
	}
	doc.ID = cmp.Or(old.ID, s.newUnitDocumentID(doc))
	if doc.Owner = tidyLine(cmp.Or(tidyLine(owner), old.Owner)); doc.Owner == "" {
		return UnitDocument{}, text.NewFault("unitdoc.owner", "most", longestUnitOwner)
	}
	if doc.Review = dayOrZero(review); review.IsZero() {
		doc.Review = old.Review
	}
	return s.keepUnitDocument(ctx, doc, raw, "unitdoc.log.filed")
}

// unitDocumentCalled is the document of a kind with a title, however it is written.
func (s *Session) unitDocumentCalled(kind UnitDocumentKind, title string) (UnitDocument, bool) {
	for _, doc := range s.unitdocs.list {
		if doc.Kind == kind && care.FoldName(doc.Title) == care.FoldName(title) {
			return doc, true
		}
	}
	return UnitDocument{}, false
}

// newUnitDocumentID names a new document: two laptops that file the same one call it the same, unless
// another that bore its title once has that name.
func (s *Session) newUnitDocumentID(doc UnitDocument) string {
	natural := string(doc.Kind) + "|" + care.FoldName(doc.Title)
	id := s.store.Name(kindOfUnitDocument, natural)
	if _, taken := s.unitdocs.list[id]; taken {
		id = s.store.Name(kindOfUnitDocument, natural+"|"+s.desk.now().UTC().Format(time.RFC3339Nano))
	}
	return id
}

// ChangeUnitDocument gives a document another title, owner or day of review; what is empty or zero stays
// as it is. Faults: "unitdoc.unknown", those of FileUnitDocument.
func (s *Session) ChangeUnitDocument(ctx context.Context, id, title, owner string, review time.Time) (UnitDocument, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightUnit); err != nil {
		return UnitDocument{}, err
	}
	doc, there := s.unitdocs.list[strings.TrimSpace(id)]
	if !there {
		return UnitDocument{}, errNoUnitDocument()
	}
	doc.Title, doc.Owner = cmp.Or(tidyLine(title), doc.Title), cmp.Or(tidyLine(owner), doc.Owner)
	if !review.IsZero() {
		doc.Review = dayOrZero(review)
	}
	return s.keepUnitDocument(ctx, doc, nil, "unitdoc.log.changed")
}

// keepUnitDocument stores what is known of a document, with its bytes where they are new, and lets go of
// bytes that no document has any more.
func (s *Session) keepUnitDocument(ctx context.Context, doc UnitDocument, raw []byte, said string) (UnitDocument, error) {
	if err := s.checkUnitDocument(doc); err != nil {
		return UnitDocument{}, err
	}
	doc.FiledBy, doc.FiledAt = signature(s.user), s.desk.now().UTC()
	body, err := json.Marshal(doc)
	if err != nil {
		return UnitDocument{}, fmt.Errorf("encode document of the unit: %w", err)
	}
	content := s.unitContentID(doc)
	change := ledger.Change{Puts: []ledger.Item{{Area: access.AreaCommon, Kind: kindOfUnitDocument, ID: doc.ID, Body: body}}}
	if raw != nil && !s.unitdocs.contents[content] {
		change.Puts = append(change.Puts, ledger.Item{Area: access.AreaCommon, Kind: ledger.ApartKind, ID: content, Body: raw})
	}
	change.Drops = s.unitContentsGone(doc.ID, content)
	line := s.line(access.ActionDocument, "", s.desk.Words.Say(said, "what", s.desk.Words.Say("unitdoc.kind."+string(doc.Kind)), "title", doc.Title))
	if err := s.commitNoted(ctx, change, line); err != nil {
		return UnitDocument{}, err
	}
	s.shelve(doc)
	s.takeUnitContent(content)
	s.unitContentsDropped(change)
	s.paperChanges++
	return doc, nil
}

// unitContentsGone are the bytes that no document has once one of them is as content says, or is gone
// where that is empty.
func (s *Session) unitContentsGone(id, content string) []ledger.ItemRef {
	stay := map[string]bool{content: true}
	for _, doc := range s.unitdocs.list {
		if doc.ID != id {
			stay[s.unitContentID(doc)] = true
		}
	}
	var gone []ledger.ItemRef
	for had := range s.unitdocs.contents {
		if !stay[had] {
			gone = append(gone, ledger.ItemRef{Kind: ledger.ApartKind, ID: had})
		}
	}
	return gone
}

func (s *Session) unitContentsDropped(change ledger.Change) {
	for _, ref := range change.Drops {
		delete(s.unitdocs.contents, ref.ID)
	}
}

// checkUnitDocument refuses what can't be kept: everyone on the unit reads it, so it names nobody.
func (s *Session) checkUnitDocument(doc UnitDocument) error {
	if n := utf8.RuneCountInString(doc.Title); n == 0 || n > longestUnitTitle {
		return text.NewFault("unitdoc.title", "most", longestUnitTitle)
	}
	if utf8.RuneCountInString(doc.Owner) > longestUnitOwner {
		return text.NewFault("unitdoc.owner", "most", longestUnitOwner)
	}
	switch s.replica.Mentions(doc.Title+"\n"+doc.Text, s.desk.now()) {
	case care.MentionNumber:
		return text.NewFault("unitdoc.number")
	case care.MentionName:
		return text.NewFault("unitdoc.name")
	}
	return nil
}

// RemoveUnitDocument takes a document out of the binder; the reason is noted. Faults: "unitdoc.unknown",
// "document.no_reason", "access.not_allowed".
func (s *Session) RemoveUnitDocument(ctx context.Context, id, why string) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightUnit); err != nil {
		return err
	}
	doc, there := s.unitdocs.list[strings.TrimSpace(id)]
	if !there {
		return errNoUnitDocument()
	}
	if why = strings.TrimSpace(why); why == "" {
		return text.NewFault("document.no_reason")
	}
	change := ledger.Change{Drops: append(s.unitContentsGone(doc.ID, ""), ledger.ItemRef{Kind: kindOfUnitDocument, ID: doc.ID})}
	line := s.line(access.ActionDocument, "", s.desk.Words.Say("unitdoc.log.removed", "title", doc.Title, "why", why))
	if err := s.commitNoted(ctx, change, line); err != nil {
		return err
	}
	delete(s.unitdocs.list, doc.ID)
	s.unitContentsDropped(change)
	s.paperChanges++
	return nil
}

func tidyLine(said string) string { return strings.Join(strings.Fields(said), " ") }

func dayOrZero(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return care.Day(t)
}

// titleOfFile is what a document is called by its file: the name without its end.
func titleOfFile(name string) string {
	base := filepath.Base(filepath.ToSlash(name))
	return tidyLine(strings.ReplaceAll(strings.TrimSuffix(base, filepath.Ext(base)), "_", " "))
}

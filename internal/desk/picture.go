package desk

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// A picture of a paper belongs to the entry that was written down from it, not to the copy of Lifecare:
// it lies behind the entry's wall, sealed and apart like the bytes of documents, and stays when the copy
// goes.

// MostPicture is how many bytes a picture of a paper may have.
const MostPicture = 20 << 20

// picturePrefix tells the ids of pictures from those of documents.
const picturePrefix = "picture-"

// mediaOf is the media type of a picture by its content; empty for what is none.
func mediaOf(raw []byte) string {
	switch {
	case bytes.HasPrefix(raw, []byte("\x89PNG\r\n\x1a\n")):
		return "image/png"
	case bytes.HasPrefix(raw, []byte("\xff\xd8\xff")):
		return "image/jpeg"
	case bytes.HasPrefix(raw, []byte("%PDF-")):
		return "application/pdf"
	}
	return ""
}

// AttachPicture stores a picture of the paper that an entry is written down from, behind the entry's
// wall, and gives its id, which goes into the entry's Paper.Pictures. Name is the file's, for the fault
// only. The same picture attached twice has one id. Faults: "picture.size", "picture.sort", those of
// SaveDraft.
func (s *Session) AttachPicture(ctx context.Context, e entry.Entry, name string, raw []byte) (docID string, err error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.mayWrite(e); err != nil {
		return "", err
	}
	if err := checkPicture(raw); err != nil {
		return "", err
	}
	item := s.pictureItem(s.desk.Kinds.Wall(e), e.ID, raw)
	line := s.lineOf(access.ActionPicture, e, string(e.Kind))
	if err := s.commitNoted(ctx, ledger.Change{Puts: []ledger.Item{item}}, line); err != nil {
		return "", err
	}
	return item.ID, nil
}

func checkPicture(raw []byte) error {
	switch {
	case len(raw) == 0 || len(raw) > MostPicture:
		return text.NewFault("picture.size", "most", MostPicture>>20)
	case mediaOf(raw) == "":
		return text.NewFault("picture.sort")
	}
	return nil
}

// pictureItem is a picture as the vault keeps it. Its id holds the wall, since bytes that lie apart never
// change under one id.
func (s *Session) pictureItem(area access.Area, entryID string, raw []byte) ledger.Item {
	id := picturePrefix + s.store.Name("picture", area.String()+"|"+entryID+"|"+string(raw))
	return ledger.Item{Area: area, Kind: ledger.ApartKind, ID: id, Body: raw}
}

// Picture opens a picture that belongs to an entry, signed or a draft of the opener, and notes that it was
// looked at. Faults: "entry.unknown", "vault.no_item", "access.closed".
func (s *Session) Picture(ctx context.Context, entryID, docID string) (media string, raw []byte, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightRead); err != nil {
		return "", nil, err
	}
	e, ok := s.drafts[strings.TrimSpace(entryID)]
	if ok && !s.user.Is(e.Author.Identity) {
		return "", nil, text.NewFault("entry.not_yours")
	}
	if t, signed := s.backlog.Get(strings.TrimSpace(entryID)); signed {
		e, ok = t.Entry, true
	}
	if !ok || e.Paper == nil || !slices.Contains(e.Paper.Pictures, docID) || !strings.HasPrefix(docID, picturePrefix) {
		return "", nil, text.NewFault("entry.unknown")
	}
	item, err := s.store.Item(ctx, ledger.ItemRef{Kind: ledger.ApartKind, ID: docID})
	if err != nil {
		return "", nil, err
	}
	s.note(ctx, s.lineOf(access.ActionPicture, e, string(e.Kind)))
	return mediaOf(item.Body), item.Body, nil
}

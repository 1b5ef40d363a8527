package desk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
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

// AttachPicture stores a picture of the paper that an entry is written down from, and gives its id, which
// goes into the entry's Paper.Pictures. It lies behind the entry's wall; that of a person with protected
// identity lies with their protected fields. The name of the file is not kept: it may name the person.
// The same picture attached twice has one id. Faults: "picture.size", "picture.sort", "access.closed",
// "entry.final", "entry.not_yours", those of the vault.
func (s *Session) AttachPicture(ctx context.Context, e entry.Entry, _ string, raw []byte) (docID string, err error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.mine(e.ID); err != nil {
		return "", err
	}
	area := s.pictureArea(e)
	if area == 0 {
		return "", text.NewFault("entry.no_kind")
	}
	if err := s.mayOpen(area); err != nil {
		return "", err
	}
	switch {
	case len(raw) == 0 || len(raw) > MostPicture:
		return "", text.NewFault("picture.size", "most", MostPicture>>20)
	case mediaOf(raw) == "":
		return "", text.NewFault("picture.sort")
	}
	item := s.pictureItem(area, raw)
	if s.pictures[item.ID] {
		return item.ID, nil
	}
	line := s.lineOf(access.ActionPicture, e, string(e.Kind))
	if err := s.commitNoted(ctx, ledger.Change{Puts: []ledger.Item{item}}, line); err != nil {
		return "", err
	}
	s.pictures[item.ID] = true
	return item.ID, nil
}

// pictureArea is the wall behind which pictures of an entry's paper lie; zero for a kind that isn't known.
func (s *Session) pictureArea(e entry.Entry) access.Area {
	if p, ok := s.replica.Person(e.PersonID); ok && p.Protected {
		return access.AreaProtected
	}
	return s.desk.Kinds.Wall(e)
}

// pictureItem is a picture as the vault keeps it. Its id names the wall and the bytes, since what lies apart
// never changes under one id.
func (s *Session) pictureItem(area access.Area, raw []byte) ledger.Item {
	sum := sha256.Sum256(raw)
	name := s.store.Name("picture", area.String()+"|"+hex.EncodeToString(sum[:]))
	return ledger.Item{Area: area, Kind: ledger.ApartKind, ID: picturePrefix + area.String() + "-" + name, Body: raw}
}

func isPicture(id string) bool { return strings.HasPrefix(id, picturePrefix) }

func pictureRef(id string) ledger.ItemRef { return ledger.ItemRef{Kind: ledger.ApartKind, ID: id} }

// movePictures seals the pictures of an entry that is being signed anew where they lie behind another wall
// than it does by now: a choice was changed after they were attached.
func (s *Session) movePictures(ctx context.Context, e *entry.Entry, w *signing) error {
	if e.Paper == nil || len(e.Paper.Pictures) == 0 {
		return nil
	}
	area := s.pictureArea(*e)
	paper := *e.Paper
	paper.Pictures = slices.Clone(paper.Pictures)
	e.Paper = &paper
	for i, id := range paper.Pictures {
		_, document := s.replica.Get(care.KindDocument, id)
		switch {
		case document: // a scanned page that lies under the paper already
			continue
		case !s.pictures[id] && s.carried(*e, id): // it went with a laptop that was merged; the paper may be there
			continue
		case !s.pictures[id]:
			return text.NewFault("picture.gone")
		case strings.HasPrefix(id, picturePrefix+area.String()+"-"):
			continue
		}
		raw, err := s.pictureBytes(ctx, id)
		if err != nil {
			return err
		}
		moved := s.pictureItem(area, raw)
		paper.Pictures[i] = moved.ID
		w.puts = append(w.puts, moved)
		if !s.pictured(id, e.ID) {
			w.drops = append(w.drops, pictureRef(id))
		}
	}
	return nil
}

// carried tells whether the version that an entry takes the place of showed a picture already.
func (s *Session) carried(e entry.Entry, id string) bool {
	old, ok := s.backlog.Get(e.Corrects)
	return ok && old.Paper != nil && slices.Contains(old.Paper.Pictures, id)
}

// picturesMoved remembers which pictures there are after a change.
func (s *Session) picturesMoved(change ledger.Change) {
	for _, item := range change.Puts {
		if item.Kind == ledger.ApartKind && isPicture(item.ID) {
			s.pictures[item.ID] = true
		}
	}
	for _, ref := range change.Drops {
		delete(s.pictures, ref.ID)
	}
}

// pictured tells whether another entry or draft than one shows a picture.
func (s *Session) pictured(id, but string) bool {
	shows := func(e entry.Entry) bool {
		return e.ID != but && e.Paper != nil && slices.Contains(e.Paper.Pictures, id)
	}
	for _, d := range s.drafts {
		if shows(d) {
			return true
		}
	}
	return len(s.backlog.List(func(t *entry.Tracked) bool { return shows(t.Entry) })) > 0
}

// picturesGone are the pictures that nothing shows any more once these entries and drafts are gone.
func (s *Session) picturesGone(gone map[string]bool) []ledger.ItemRef {
	stay := map[string]bool{}
	note := func(e entry.Entry) {
		if e.Paper == nil || gone[e.ID] {
			return
		}
		for _, id := range e.Paper.Pictures {
			stay[id] = true
		}
	}
	for _, d := range s.drafts {
		note(d)
	}
	for _, t := range s.backlog.List(nil) {
		note(t.Entry)
	}
	var refs []ledger.ItemRef
	for _, id := range slices.Sorted(maps.Keys(s.pictures)) {
		if !stay[id] {
			refs = append(refs, pictureRef(id))
		}
	}
	return refs
}

// Picture opens a picture that belongs to an entry, signed or a draft of the opener, and notes that it was
// looked at. Faults: "picture.gone", "access.closed", "picture.altered", "entry.not_yours", those of the vault.
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
	if !ok || e.Paper == nil || !slices.Contains(e.Paper.Pictures, docID) || !isPicture(docID) {
		return "", nil, text.NewFault("picture.gone")
	}
	if s.pictureArea(e) == access.AreaProtected { // it may lie behind the entry's wall since before that was known
		if err := s.mayOpen(access.AreaProtected); err != nil {
			return "", nil, err
		}
	}
	if raw, err = s.pictureBytes(ctx, docID); err != nil {
		return "", nil, err
	}
	s.note(ctx, s.lineOf(access.ActionPicture, e, string(e.Kind)))
	return mediaOf(raw), raw, nil
}

// pictureBytes opens a picture and compares it with its id: bytes that lie apart are in no sum. Fault
// "picture.altered".
func (s *Session) pictureBytes(ctx context.Context, id string) ([]byte, error) {
	item, err := s.store.Item(ctx, pictureRef(id))
	if text.IsFault(err, "vault.altered") || text.IsFault(err, "vault.no_item") {
		return nil, text.Because(err, "picture.altered")
	}
	if err != nil {
		return nil, err
	}
	if s.pictureItem(item.Area, item.Body).ID != id {
		return nil, text.NewFault("picture.altered")
	}
	return item.Body, nil
}

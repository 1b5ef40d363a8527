package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/ledger"
)

// strictest is the area for a page that may be about anything.
func (s *Session) strictest() access.Area {
	for _, area := range []access.Area{access.AreaHealth, access.AreaCaseWork, access.AreaSocial} {
		if s.mayOpen(area) == nil {
			return area
		}
	}
	return access.AreaCommon
}

// pageOf is a scanned page before anybody knows of which paper it is.
func (s *Session) pageOf(page custody.Scanned) *care.Document {
	sum := sha256.Sum256(page.Bytes)
	now := s.desk.now()
	return &care.Document{Meta: care.Meta{Source: care.FromScan, AsOf: now.UTC()}, What: care.DocumentOther, Title: s.desk.Words.Say("scan.title.unread"),
		Date: care.Day(now), DateFrom: care.DateModified, Media: page.Media, Pages: 1, Size: len(page.Bytes), Hash: hex.EncodeToString(sum[:])}
}

// pagesOf are the pictures of a paper that lie in the binder, in the order of its pages.
func (s *Session) pagesOf(n custody.Number) []*care.Document {
	pages := documents(s.replica, func(d *care.Document) bool { return d.Paper == string(n) })
	slices.SortStableFunc(pages, func(x, y *care.Document) int { return x.PaperPage - y.PaperPage })
	return pages
}

// keepPage keeps a page under its paper, and notes that the paper came back. Old is the page as it
// waited for its number, nil otherwise; raw is nil where its bytes needn't be sealed anew.
func (s *Session) keepPage(ctx context.Context, slip custody.Slip, doc, old *care.Document, raw []byte) error {
	area := s.areaOfPage(slip)
	if err := s.mayOpen(area); err != nil {
		return err
	}
	doc.Area = area.String()
	doc.Title = s.desk.Words.Say("scan.title", "what", s.kindTitle(s.desk.Words, slip.Kind), "number", slip.Number, "page", doc.PaperPage)
	doc.FiledBy, doc.FiledAt = signature(s.user), s.desk.now().UTC()
	if old == nil {
		doc.ID = s.store.Name(string(care.KindDocument), fmt.Sprintf("%s|%s|%s|%d", care.FromScan, doc.Hash, slip.Number, doc.PaperPage))
	}
	line := s.line(access.ActionDocument, slip.Person, s.desk.Words.Say("scan.log.filed", "number", slip.Number, "page", doc.PaperPage))
	return s.storePage(ctx, doc, raw, s.cameBack(slip), line)
}

// areaOfPage is the wall behind which a page of a paper belongs: that of what was written down from it,
// else that of its form. A page about somebody with protected identity lies with the protected fields.
func (s *Session) areaOfPage(slip custody.Slip) access.Area {
	if p, ok := s.replica.Person(slip.Person); ok && p.Protected || slip.Sort == custody.SortSheet {
		return access.AreaProtected
	}
	if written := s.writtenFrom(slip.Number); len(written) > 0 && written[len(written)-1].Wall() != 0 {
		return written[len(written)-1].Wall()
	}
	return s.areaOfKind(slip.Kind)
}

// cameBack are the steps that a paper takes when a page of it is scanned: one that was looked for is
// found by it. None where it had been handed in already.
func (s *Session) cameBack(slip custody.Slip) []custody.Event {
	var events []custody.Event
	state := slip.State
	for _, step := range []custody.Step{custody.StepFind, custody.StepReturn} {
		if to, allowed := state.After(slip.Sort, step); allowed {
			state = to
			events = append(events, custody.Event{Number: slip.Number, Step: step, At: s.desk.now(), By: s.user.Identity})
		}
	}
	return events
}

// storePage stores what is known of a page, its bytes unless they lie there already, the steps of its
// paper and the line of the log: all or none.
func (s *Session) storePage(ctx context.Context, doc *care.Document, raw []byte, events []custody.Event, line access.Event) error {
	sealed, err := encodeItem(doc)
	if err != nil {
		return err
	}
	change := ledger.Change{Puts: []ledger.Item{sealed}}
	if raw != nil {
		change.Puts = append(change.Puts, contentOf(doc, raw))
	}
	if err := s.tellWith(ctx, change, events, line); err != nil {
		return errors.Join(err, ctx.Err())
	}
	s.replica.Put(doc)
	s.revision++
	return nil
}

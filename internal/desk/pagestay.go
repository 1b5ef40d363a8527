package desk

import (
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/entry"
)

// A scanned page is no copy of Lifecare: what is written on it may be nowhere else. It stays, when the
// copy goes, until what stands on it is written down and in Lifecare, and so does the person whom it is
// about. A page of a sheet holds what was printed out of the copy, and goes with it unless an entry needs
// it: what was written on one is written down.

// pagesNeeded are the scanned pages that stay although the replica goes, by the document's id.
func (s *Session) pagesNeeded() map[string]bool {
	shown, papers := map[string]bool{}, map[string]bool{}
	note := func(e entry.Entry) {
		if e.Paper == nil {
			return
		}
		for _, id := range e.Paper.Pictures {
			shown[id] = true
		}
		if n, err := custody.ParseNumber(e.Paper.Number); err == nil {
			papers[string(n)] = true
		}
	}
	for _, t := range s.backlog.List(s.unfinished) {
		note(t.Entry)
	}
	for _, d := range s.drafts {
		note(d)
	}
	needed := map[string]bool{}
	for _, doc := range documents(s.replica, func(d *care.Document) bool { return shown[d.ID] || d.Source == care.FromScan }) {
		if shown[doc.ID] || papers[doc.Paper] || s.unwritten(doc) {
			needed[doc.ID] = true
		}
	}
	return needed
}

// unfinished tells whether something is left to do with an entry in Lifecare, or it waits to be compared
// there.
func (s *Session) unfinished(t *entry.Tracked) bool { return t.Left() || s.NeedsSecond(*t) }

// unwritten tells whether nobody has said of a scanned page that what stands on it is taken care of: its
// number isn't known yet, or its form is neither written down nor done with.
func (s *Session) unwritten(page *care.Document) bool {
	if page.Waiting() {
		return true
	}
	slip, known := s.slips.Get(custody.Number(page.Paper))
	return known && slip.Sort == custody.SortForm && (slip.State.Out() || slip.State == custody.StateReturned)
}

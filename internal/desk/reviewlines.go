package desk

import (
	"context"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// ReviewLines are the lines of the log that a review names, newest first. Lines that no longer
// open are left out. Faults: "log.no_review", those of Log.
func (s *Session) ReviewLines(ctx context.Context, id string) ([]LogLine, error) {
	if err := s.May(access.RightReview); err != nil {
		return nil, err
	}
	found, err := s.scanLog(ctx, anyRecord)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(found.reviews, func(r access.Review) bool { return r.ID == id })
	if at < 0 {
		return nil, text.NewFault("log.no_review")
	}
	named := map[string]bool{}
	for _, line := range found.reviews[at].Lines {
		named[line] = true
	}
	lines := slices.DeleteFunc(found.lines, func(l LogLine) bool { return !named[l.ID] })
	slices.SortStableFunc(lines, func(x, y LogLine) int { return y.At.Compare(x.At) })
	s.mu.Lock()
	defer s.mu.Unlock()
	s.noteQuery(ctx, access.ActionLog, LogQuery{}, len(lines))
	return lines, nil
}

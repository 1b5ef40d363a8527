package desk

import (
	"cmp"
	"context"
	"crypto/rand"
	"maps"
	"math/big"
	"slices"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// mostDrawn is the largest sample: more than anybody reads through.
const mostDrawn = 500

// DrawSample draws n lines at random among those that a query chooses, each line once, and stores
// that they were drawn: a sample that is thrown away because of what it shows leaves a trace. The
// review waits for its note. Faults: "log.sample", "log.nothing", those of Log.
func (s *Session) DrawSample(ctx context.Context, n int, q LogQuery) (access.Review, []LogLine, error) {
	if n < 1 || n > mostDrawn {
		return access.Review{}, nil, text.NewFault("log.sample", "most", mostDrawn)
	}
	lines, err := s.readLog(ctx, q)
	if err != nil && !LogIncomplete(err) {
		return access.Review{}, nil, err
	}
	if len(lines) == 0 {
		return access.Review{}, nil, text.NewFault("log.nothing")
	}
	drawn, drawErr := draw(lines, n)
	if drawErr != nil {
		return access.Review{}, nil, drawErr
	}
	s.hold()
	defer s.mu.Unlock()
	review := access.Review{ID: newReviewID(), Drawn: s.desk.now(), By: s.signature(), From: len(lines)}
	for _, l := range drawn {
		review.Lines = append(review.Lines, l.ID)
	}
	if err := s.storeReview(ctx, review, s.queryLine(access.ActionLog, q, len(drawn))); err != nil {
		return access.Review{}, nil, err
	}
	return review, drawn, err
}

// draw takes n lines without putting any back, by the computer's source of randomness for keys,
// and keeps their order.
func draw(lines []LogLine, n int) ([]LogLine, error) {
	left := make([]int, len(lines))
	for i := range left {
		left[i] = i
	}
	var taken []int
	for range min(n, len(lines)) {
		at, err := rand.Int(rand.Reader, big.NewInt(int64(len(left))))
		if err != nil {
			return nil, err
		}
		i := int(at.Int64())
		taken = append(taken, left[i])
		left[i] = left[len(left)-1]
		left = left[:len(left)-1]
	}
	slices.Sort(taken)
	drawn := make([]LogLine, 0, len(taken))
	for _, i := range taken {
		drawn = append(drawn, lines[i])
	}
	return drawn, nil
}

// newReviewID is six characters that can be read aloud and typed.
func newReviewID() string { return strings.ToLower(rand.Text())[:6] }

// signature is who has opened the binder, as lists and certificates name them.
func (s *Session) signature() string { return strings.Trim(s.user.Name+", "+s.user.Title, ", ") }

// storeReview stores a review together with the line of the log about it.
func (s *Session) storeReview(ctx context.Context, review access.Review, line access.Event) error {
	rec, err := record(ledger.StreamLog, access.AreaLog, ledger.KindReview, review)
	if err != nil {
		return err
	}
	return s.commitNoted(ctx, ledger.Change{Appends: []ledger.Append{rec}}, line)
}

// shortestLine is how much of a line's id names it: eight hexadecimal digits, as lists show it.
const shortestLine = 8

// NoteReview says what the reviewer found, about a sample that waits or about one line of the log
// (its id, or the first eight digits of it). The word is final. Faults: "log.no_note",
// "log.no_review", "log.noted", those of Log.
func (s *Session) NoteReview(ctx context.Context, id, note string) error {
	if err := s.May(access.RightReview); err != nil {
		return err
	}
	id, note = strings.ToLower(strings.TrimSpace(id)), strings.TrimSpace(note)
	if note == "" {
		return text.NewFault("log.no_note")
	}
	found, err := s.scanLog(ctx, anyRecord)
	if err != nil {
		return err
	}
	review, err := found.named(id)
	if err != nil {
		return err
	}
	s.hold()
	defer s.mu.Unlock()
	now := s.desk.now()
	if review.ID == "" {
		review.ID, review.Drawn = newReviewID(), now
	}
	review.By, review.Note, review.Noted = s.signature(), note, now
	return s.storeReview(ctx, review, s.line(access.ActionReview, "", review.ID))
}

// named is the review of an id that waits for its note, or a new one about the line of that id.
func (f logFound) named(id string) (access.Review, error) {
	for _, r := range f.reviews {
		if r.ID != id {
			continue
		}
		if r.Note != "" {
			return r, text.NewFault("log.noted")
		}
		return r, nil
	}
	var lines []LogLine
	for _, l := range f.lines {
		if len(id) >= shortestLine && strings.HasPrefix(l.ID, id) {
			lines = append(lines, l)
		}
	}
	switch {
	case len(lines) != 1:
		return access.Review{}, text.NewFault("log.no_review")
	case lines[0].Reviewed:
		return access.Review{}, text.NewFault("log.noted")
	}
	return access.Review{Lines: []string{lines[0].ID}}, nil
}

// Reviews lists all samples and reviewed lines, newest first. Faults as of Log.
func (s *Session) Reviews(ctx context.Context) ([]access.Review, error) {
	if err := s.May(access.RightReview); err != nil {
		return nil, err
	}
	found, err := s.scanLog(ctx, func(h ledger.Header) bool { return h.Kind == ledger.KindReview })
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(found.reviews, func(x, y access.Review) int { return y.Drawn.Compare(x.Drawn) })
	return found.reviews, nil
}

// waits is what waits for review, as far as the log was read: the next look opens only what has
// come since.
type waits struct {
	to       ledger.Clock
	lines    []LogLine // that must be reviewed, oldest first
	reviewed map[string]bool
	fault    error // that lines are missing
}

// WaitingForReview is the lines that must be reviewed and that no review with a note names yet,
// oldest first: emergency access and protected identities that were opened. Faults as of Log.
func (s *Session) WaitingForReview(ctx context.Context) ([]LogLine, error) {
	if err := s.May(access.RightReview); err != nil {
		return nil, err
	}
	s.mu.Lock()
	before := s.waits
	s.mu.Unlock()
	found, err := s.scanLog(ctx, func(h ledger.Header) bool { return h.Clock > before.to })
	if err != nil {
		return nil, err
	}
	now := waits{to: max(before.to, found.to), lines: slices.Clone(before.lines), reviewed: maps.Clone(before.reviewed), fault: cmp.Or(found.fault(), before.fault)}
	if now.reviewed == nil {
		now.reviewed = map[string]bool{}
	}
	for _, l := range found.lines {
		if l.MustBeReviewed() {
			now.lines = append(now.lines, l)
		}
	}
	for _, r := range found.reviews {
		for _, id := range r.Lines {
			now.reviewed[id] = now.reviewed[id] || r.Note != ""
		}
	}
	now.lines = slices.DeleteFunc(now.lines, func(l LogLine) bool { return now.reviewed[l.ID] })
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waits = now
	return slices.Clone(now.lines), now.fault
}

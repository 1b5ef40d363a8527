package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// LogQuery chooses lines of the access log; what is empty chooses all.
type LogQuery struct {
	// Person is the binder's id, or a personal identity number however it is written, also of
	// somebody who is no longer in the binder.
	Person string
	// By is a part of the name of who did it, or their identity.
	By string
	// From and To are days in Stockholm, any moment of them; To is included.
	From, To time.Time
	Action   access.Action
}

// LogLine is a line of the access log.
type LogLine struct {
	// ID is the record's, 32 hexadecimal digits.
	ID string
	access.Event
	// Reviewed says that a review with a note names the line.
	Reviewed bool
}

// Log is the lines that a query chooses, newest first. That the log was read is logged too.
//
// Lines that don't open are counted and the others still come: the answer then has both lines and
// a fault for which LogIncomplete is true: "log.unreadable", or "log.altered" when the binder was
// changed behind the program's back. Other faults come without lines: "access.not_allowed", "log.days", "log.action",
// those of the vault.
func (s *Session) Log(ctx context.Context, q LogQuery) ([]LogLine, error) {
	lines, err := s.readLog(ctx, q)
	if err != nil && !LogIncomplete(err) {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.noteQuery(ctx, access.ActionLog, q, len(lines))
	return lines, err
}

// LogIncomplete tells whether an error says that lines came and that others may be missing.
func LogIncomplete(err error) bool {
	return text.IsFault(err, "log.unreadable") || text.IsFault(err, "log.altered")
}

// noteQuery notes that lines of the log were read or handed out.
func (s *Session) noteQuery(ctx context.Context, action access.Action, q LogQuery, n int) {
	s.note(ctx, s.queryLine(action, q, n))
}

// queryLine is the line about that, under the person whom the lines concern when one was asked for.
func (s *Session) queryLine(action access.Action, q LogQuery, n int) access.Event {
	who := ""
	if p, err := s.person(q.Person); q.Person != "" && err == nil {
		who = p.ID
	}
	detail := []string{fmt.Sprintf("log %d", n)}
	if by := strings.TrimSpace(q.By); by != "" {
		detail = append(detail, by)
	}
	if who == "" && q.Person != "" {
		detail = append(detail, strings.TrimSpace(q.Person))
	}
	return s.line(action, who, strings.Join(detail, " "))
}

// readLog reads the log without noting that it did.
func (s *Session) readLog(ctx context.Context, q LogQuery) ([]LogLine, error) {
	if err := s.May(access.RightReview); err != nil {
		return nil, err
	}
	chosen, err := s.chooser(q)
	if err != nil {
		return nil, err
	}
	found, err := s.scanLog(ctx, writtenSince(q.From))
	if err != nil {
		return nil, err
	}
	lines := slices.DeleteFunc(found.lines, func(l LogLine) bool { return !chosen(l.Event) })
	for i := range lines {
		if concernsMany(lines[i].Event) {
			lines[i].PersonName = s.desk.Words.Say("log.several")
		}
	}
	slices.Reverse(lines) // what happened in one moment keeps the order of the ledger
	slices.SortStableFunc(lines, func(x, y LogLine) int { return y.At.Compare(x.At) })
	return lines, found.fault()
}

// logFound is all that the log holds.
type logFound struct {
	lines      []LogLine
	reviews    []access.Review // the newest word on each, in the order in which they were drawn
	unreadable int
	to         ledger.Clock // of the newest record
	altered    text.Phrases // what the vault says was changed behind its back
}

// fault says that lines are missing; nil when all are there.
func (f logFound) fault() error {
	switch {
	case len(f.altered) > 0:
		return text.NewFault("log.altered", "what", f.altered)
	case f.unreadable > 0:
		return text.NewFault("log.unreadable", "n", f.unreadable)
	}
	return nil
}

// writtenSince chooses the records that can hold lines from a day on: a line is written when its
// event happens or later. Reviews are always among them, since they come after the lines that they
// name. The clock of a record is never behind the laptop's when it was written; a day more is for
// a clock that was set back between event and line.
func writtenSince(from time.Time) func(ledger.Header) bool {
	if from.IsZero() {
		return anyRecord
	}
	first := care.NextDay(from, -1)
	return func(h ledger.Header) bool { return !h.Clock.Time().Before(first) }
}

func anyRecord(ledger.Header) bool { return true }

func (s *Session) scanLog(ctx context.Context, choose func(ledger.Header) bool) (logFound, error) {
	var found logFound
	place := map[string]int{}
	err := s.store.RecordsChosen(ctx, ledger.StreamLog, choose, func(r ledger.Record) error {
		found.to = max(found.to, r.Clock)
		switch {
		case r.Purged:
		case r.Body == nil:
			found.unreadable++
		case r.Kind == ledger.KindAccess:
			line := LogLine{ID: r.ID.String()}
			if decode(r.Body, &line.Event) != nil {
				found.unreadable++
				break
			}
			found.lines = append(found.lines, line)
		case r.Kind == ledger.KindReview:
			var review access.Review
			if decode(r.Body, &review) != nil {
				found.unreadable++
				break
			}
			if at, known := place[review.ID]; known {
				found.reviews[at] = review
				break
			}
			place[review.ID] = len(found.reviews)
			found.reviews = append(found.reviews, review)
		}
		return nil
	})
	switch {
	case text.IsFault(err, "vault.altered"):
		found.altered = missing(err)
	case err != nil:
		return found, err
	}
	found.mark()
	return found, nil
}

// mark marks the lines that a review with a note names.
func (f *logFound) mark() {
	done := map[string]bool{}
	for _, r := range f.reviews {
		if r.Note != "" {
			for _, id := range r.Lines {
				done[id] = true
			}
		}
	}
	for i := range f.lines {
		f.lines[i].Reviewed = done[f.lines[i].ID]
	}
}

// chooser tells which lines a query chooses.
func (s *Session) chooser(q LogQuery) (func(access.Event) bool, error) {
	if !q.From.IsZero() && !q.To.IsZero() && care.Day(q.To).Before(care.Day(q.From)) {
		return nil, text.NewFault("log.days")
	}
	if q.Action != "" && !slices.Contains(access.Actions(), q.Action) {
		var known []string
		for _, a := range access.Actions() {
			known = append(known, string(a))
		}
		return nil, text.NewFault("log.action", "actions", strings.Join(known, ", "))
	}
	about := s.about(q.Person)
	by := strings.ToLower(strings.Join(strings.Fields(q.By), " "))
	return func(e access.Event) bool {
		return about(e) &&
			(by == "" || e.Identity == by || strings.Contains(strings.ToLower(e.Name), by)) &&
			(q.Action == "" || e.Action == q.Action) &&
			(q.From.IsZero() || !e.At.Before(care.Day(q.From))) &&
			(q.To.IsZero() || e.At.Before(care.NextDay(q.To, 1)))
	}, nil
}

// about tells whether a line concerns a person: by the binder's id, and by every form of their
// number, since a person who came in again after a purge may have another id.
func (s *Session) about(person string) func(access.Event) bool {
	person = strings.TrimSpace(person)
	if person == "" {
		return func(access.Event) bool { return true }
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	number, _ := care.ReadPersonalID(person, s.desk.now())
	ids := []string{person}
	if p, err := s.person(person); err == nil {
		ids = append(ids, p.ID)
		if p.PersonalID != "" {
			number = p.PersonalID
		}
	}
	ten := tenDigits(person)
	return func(e access.Event) bool {
		switch {
		case e.PersonID != "" && slices.Contains(ids, e.PersonID), concernsMany(e):
			return true
		case e.PersonNumber == "":
			return false
		}
		return e.PersonNumber == string(number) || (ten != "" && len(e.PersonNumber) == 12 && strings.HasSuffix(e.PersonNumber, ten))
	}
}

// concernsMany tells whether a line is about everyone that a list, a batch of sheets or a copy of
// the binder holds: it belongs in the extract of each of them.
func concernsMany(e access.Event) bool {
	if e.PersonID != "" {
		return false
	}
	switch e.Action {
	case access.ActionList, access.ActionBackup:
		return true
	case access.ActionPrint, access.ActionReadable:
		what, _, _ := strings.Cut(e.Detail, " ")
		return concernsAll(What(what))
	case access.ActionSlip:
		return strings.HasPrefix(e.Detail, wordShredded+" ")
	}
	return false
}

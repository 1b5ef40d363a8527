package desk

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/ledger"
)

// A print is noted before it goes to a printer or into a file, so that nobody can print and leave no
// trace by stopping the program. Until another record tells what came of it, it counts neither as
// printed nor as paper of the binder: only its numbers are taken. A program that is stopped in between,
// or a binder that is locked, leaves it open, and whoever opens the binder next is asked.

// outgoing is a print as far as the ledger tells what came of it.
type outgoing struct {
	At      time.Time `json:"at"`
	What    What      `json:"what,omitempty"`
	Pages   int       `json:"pages,omitempty"`
	Sheets  int       `json:"sheets,omitempty"`
	Clock   uint64    `json:"clock,omitempty"`
	Noted   bool      `json:"noted,omitempty"`   // its own record was read, and not only what came of it
	Pending bool      `json:"pending,omitempty"` // it counts as printed once a record says so
	Out     bool      `json:"out,omitempty"`     // it came out, or was saved
	Never   bool      `json:"never,omitempty"`   // it never did
	// Job is what it does to the binder on paper, until that is done.
	Job custody.Job `json:"job,omitzero"`
}

// left tells whether it left the binder.
func (p *outgoing) left() bool { return p.Noted && (p.Out || !p.Pending && !p.Never) }

// open tells whether nothing is known of what came of it.
func (p *outgoing) open() bool { return p.Noted && p.Pending && !p.Out && !p.Never }

// numbers are those of its papers that are accounted for.
func (p *outgoing) numbers() []custody.Number {
	var numbers []custody.Number
	for _, paper := range p.Job.Papers {
		if paper.Number != "" {
			numbers = append(numbers, paper.Number)
		}
	}
	return numbers
}

// prints are the newest prints, by when they were noted, in nanoseconds since 1970: that names each.
type prints map[int64]*outgoing

// mostPrints is how many prints are remembered: of older ones only those that are open.
const mostPrints = 64

func (ps prints) of(at time.Time) *outgoing {
	p := ps[at.UnixNano()]
	if p == nil {
		p = &outgoing{At: at.UTC()}
		ps[at.UnixNano()] = p
	}
	return p
}

// list is all that are remembered, oldest first.
func (ps prints) list() []*outgoing {
	return slices.SortedFunc(maps.Values(ps), func(x, y *outgoing) int { return x.At.Compare(y.At) })
}

// last is when the newest that left the binder was drawn, in UTC; zero for none. What hands entries over
// or reports on them is no paper of the binder: it says nothing of how old that is.
func (ps prints) last() time.Time {
	var last time.Time
	for _, p := range ps {
		if p.left() && p.What != PrintReleased && p.What != PrintReentry && p.At.After(last) {
			last = p.At
		}
	}
	return last
}

// clock is that of the newest record of a print that is open.
func (ps prints) clock() uint64 {
	newest := uint64(0)
	for _, p := range ps {
		if p.open() {
			newest = max(newest, p.Clock)
		}
	}
	return newest
}

// waiting are the numbers of papers of which nobody knows that they came out.
func (ps prints) waiting() map[custody.Number]bool {
	waiting := map[custody.Number]bool{}
	for _, p := range ps {
		if p.open() {
			for _, n := range p.numbers() {
				waiting[n] = true
			}
		}
	}
	return waiting
}

// prune forgets what need not be remembered. One that left the binder is always among what stays.
func (ps prints) prune() {
	if len(ps) <= 2*mostPrints {
		return
	}
	last, kept := ps.last(), 0
	for _, p := range slices.Backward(ps.list()) {
		if kept++; kept > mostPrints && !p.open() && !p.At.Equal(last) {
			delete(ps, p.At.UnixNano())
		}
	}
}

// MarshalJSON writes the prints as a checkpoint keeps them.
func (ps prints) MarshalJSON() ([]byte, error) { return json.Marshal(ps.list()) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (ps *prints) UnmarshalJSON(raw []byte) error {
	var list []*outgoing
	if err := json.Unmarshal(raw, &list); err != nil {
		return err
	}
	*ps = prints{}
	for _, p := range list {
		(*ps)[p.At.UnixNano()] = p
	}
	return nil
}

// settlesPrint takes in what came of a print, in whatever order the records are read.
func (f *folded) settlesPrint(of time.Time, out bool) {
	p := f.prints.of(of)
	if p.Out, p.Never = p.Out || out, p.Never || !out; out {
		f.bind(p)
	} else {
		p.Job = custody.Job{}
	}
}

// bind lets a print that left the binder change what lies in the binder on paper.
func (f *folded) bind(p *outgoing) {
	f.binder.Take(p.Job, p.Clock)
	p.Job = custody.Job{}
}

// cameOut notes that the pages of a print are with the printer or in their file. The caller holds the lock.
func (s *Session) cameOut(ctx context.Context, what What, at time.Time) error {
	return s.settlePrint(ctx, Issued{What: what, At: s.desk.now(), By: s.user.Identity, Head: s.store.Head().Code(), Of: at}, nil)
}

// settlePrint notes what came of a print, and with it what became of its papers. The caller holds the lock.
func (s *Session) settlePrint(ctx context.Context, body Issued, events []custody.Event) error {
	rec, err := record(ledger.StreamMain, access.AreaCommon, ledger.KindPrint, body)
	if err != nil {
		return err
	}
	steps, err := stepRecords(events)
	if err != nil {
		return err
	}
	clocks, err := s.noteSheets(context.WithoutCancel(ctx), body.At, append([]ledger.Append{rec}, steps...)...)
	if err != nil {
		return err
	}
	if body.Evening != "" {
		s.evening.take(body)
	}
	s.settlesPrint(body.Of, !body.Unprinted)
	delete(s.jobs.sending, body.Of.UnixNano())
	for i, event := range events {
		s.slips.Tell(event, clocks[1+i])
	}
	return nil
}

// noteSheets stores records about paper after those that wait, and gives their clocks. Paper is what an outage
// is got through with, so a folder that takes nothing keeps nobody from it: the records wait in memory.
func (s *Session) noteSheets(ctx context.Context, now time.Time, records ...ledger.Append) ([]uint64, error) {
	s.settled()
	before := len(s.unissued)
	all := append(s.unissued[:before:before], records...)
	headers, err := s.committed(ctx, ledger.Change{Appends: all})
	if err != nil && !unwritable(err) {
		return nil, err
	}
	if s.unissued = all; err == nil {
		s.unissued = nil
	}
	clocks := make([]uint64, len(records))
	clock := ledger.Clock(max(s.binder.Last(), s.prints.clock()))
	for i := range clocks {
		if clock = clock.Next(now); err == nil {
			clock = headers[before+i].Clock
		}
		clocks[i] = uint64(clock)
	}
	return clocks, nil
}

// askedAbout are the prints of which nobody knows what came of them: the program was stopped or the
// binder locked meanwhile. Those that this session has in hand are not among them.
func (s *Session) askedAbout() []*outgoing {
	var list []*outgoing
	for _, p := range s.prints.list() {
		if s.askedPrint(p.At.UnixNano()) != nil {
			list = append(list, p)
		}
	}
	return list
}

// askedPrint finds one of askedAbout by the id that Failed gives it; nil for none.
func (s *Session) askedPrint(id int64) *outgoing {
	if p := s.prints[id]; p != nil && p.open() && !s.jobs.sending[id] {
		return p
	}
	return nil
}

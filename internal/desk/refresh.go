package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Refreshing says how the binder is refreshed.
type Refreshing struct {
	// ByRhythm says that the program does it by itself, whoever has the binder open; else a person
	// asked for it, who must have the right to import, and is named in the log.
	ByRhythm bool
	// Whole asks for everything, not only for what changed.
	Whole bool
	// ConfirmGone lets more than a fifth of what a list covers be marked as gone.
	ConfirmGone bool
	// Progress is told now and then; it must return at once. Nil tells nobody.
	Progress func(RefreshProgress)
}

// RefreshProgress is how far a refresh has come.
type RefreshProgress struct {
	Read  string // the list that is being pulled; empty before the first
	Done  int    // lists
	Total int
	Items int // of the list, so far
}

// Refreshed is what a refresh did, list by list. Lists that were stored stay so, whatever became
// of the others.
type Refreshed struct {
	Reads []ReadResult
	// Why is why not everything came; nil when everything did. It is one of the lists' own.
	Why error
}

// ReadOutcome is what became of one list.
type ReadOutcome string

// The outcomes of a list.
const (
	ReadTaken    ReadOutcome = "taken"     // it came whole, and is stored
	ReadLeft     ReadOutcome = "left"      // it lies in an area that the opener has no key for
	ReadStrange  ReadOutcome = "strange"   // it came, and what it means is not known
	ReadFailed   ReadOutcome = "failed"    // Err tells
	ReadNotTried ReadOutcome = "not_tried" // an earlier one told that there is no use
)

// ReadResult is what one list meant for the binder.
type ReadResult struct {
	Read    string
	Outcome ReadOutcome
	Err     error
	Area    access.Area // of a list that is left
	// Whole says that everything was asked for; Resumed that it went on where a line had broken.
	Whole   bool
	Resumed bool
	Pages   int
	Items   int

	New, Changed, Unchanged, Gone int
	// Held says that so much would go that a person must confirm before it is marked as gone.
	Held             bool
	Errors, Warnings []RowIssue
}

// Refresh asks the source for everything that the binder keeps of it, list by list, and stores
// each list that came whole. Lists that failed are told in what it returns; the error is for a
// refresh that could not begin or was stopped. Faults: "access.not_allowed",
// "vault.read_only", "connection.none", "refresh.running", those of the vault.
func (s *Session) Refresh(ctx context.Context, how Refreshing) (Refreshed, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	run, err := s.beginRefresh(how, stop)
	if err != nil {
		return Refreshed{}, err
	}
	reads := run.source.Reads()
	slow := 0 // lists in a row that the source was too busy for
	for i, r := range reads {
		if run.useless || slow >= patience {
			run.results = append(run.results, ReadResult{Read: r.Name, Outcome: ReadNotTried})
			continue
		}
		run.tell(RefreshProgress{Read: r.Name, Done: i, Total: len(reads)})
		result := run.read(ctx, r)
		if ctx.Err() != nil || damagedOrFull(result.Err) {
			run.end(ctx, true)
			if ctx.Err() != nil {
				return Refreshed{Reads: run.results}, ctx.Err()
			}
			return Refreshed{Reads: run.results}, result.Err
		}
		run.results = append(run.results, result)
		slow = counted(slow, result.Err)
		run.useless = hopeless(result.Err)
	}
	run.tell(RefreshProgress{Done: len(reads), Total: len(reads)})
	return run.end(ctx, false)
}

// patience is how many lists in a row may fail for a source that is slow or busy before the rest
// is left for the next time.
const patience = 2

// counted is how many lists in a row failed for a source that is slow or busy.
func counted(before int, err error) int {
	for _, code := range []string{"lifecare.not_answering", "lifecare.busy", "lifecare.broken_line"} {
		if text.IsFault(err, code) {
			return before + 1
		}
	}
	return 0
}

// hopeless tells faults that all lists would have.
func hopeless(err error) bool {
	return slices.ContainsFunc([]string{"lifecare.key_refused", "lifecare.certificate", "lifecare.redirected", "lifecare.not_lifecare"},
		func(code string) bool { return text.IsFault(err, code) })
}

// aside tells faults of one list that is not offered, or not to this key: the others are as whole
// without it.
func aside(err error) bool {
	return text.IsFault(err, "lifecare.not_allowed") || text.IsFault(err, "lifecare.not_there")
}

// damagedOrFull tells faults of the binder's own file, which end a refresh.
func damagedOrFull(err error) bool {
	return slices.ContainsFunc([]string{"vault.full", "vault.read_only", "vault.not_writable", "vault.busy", "vault.disk", "vault.locked",
		"vault.damaged", "vault.closed"}, func(code string) bool { return text.IsFault(err, code) })
}

// refresh is one refresh under way.
type refresh struct {
	s       *Session
	how     Refreshing
	source  Source
	results []ReadResult
	useless bool
	noted   bool      // the log has its line
	began   time.Time // by the desk's clock
}

func (s *Session) beginRefresh(how Refreshing, stop context.CancelFunc) (*refresh, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !how.ByRhythm {
		if err := s.may(access.RightImport); err != nil {
			return nil, err
		}
	}
	switch {
	case s.store.ReadOnly():
		return nil, text.NewFault("vault.read_only")
	case !s.link.configured() || s.desk.Connect == nil:
		return nil, text.NewFault("connection.none")
	case s.puller.running():
		return nil, text.NewFault("refresh.running")
	}
	source, err := s.desk.Connect(s.link.Connection)
	if err != nil {
		return nil, err
	}
	s.puller.begin(stop)
	return &refresh{s: s, how: how, source: source, began: s.desk.now()}, nil
}

// tell passes the progress on.
func (r *refresh) tell(p RefreshProgress) {
	r.s.mu.Lock()
	r.s.puller.progress = p
	r.s.mu.Unlock()
	if r.how.Progress != nil {
		r.how.Progress(p)
	}
}

// event is the refresh's line in the log: of the person who asked for it, or of the program.
func (r *refresh) event() access.Event {
	event := r.s.line(access.ActionImport, "", "lifecare")
	if r.how.ByRhythm {
		event.Identity, event.Name, event.Title, event.Stated = "", r.s.desk.Words.Say("refresh.program"), "", false
	}
	return event
}

// end stores how it went.
func (r *refresh) end(ctx context.Context, stopped bool) (Refreshed, error) {
	s := r.s
	s.hold()
	defer s.mu.Unlock()
	s.puller.end()
	done := Refreshed{Reads: r.results, Why: r.why()}
	s.puller.last = done
	if stopped || ctx.Err() != nil { // what is not stored is asked for again
		return done, ctx.Err()
	}
	if !slices.ContainsFunc(r.results, func(x ReadResult) bool { return x.Outcome == ReadTaken || x.Outcome == ReadFailed }) {
		s.pulls.Next = s.desk.now().UTC().Add(s.link.Every) // nothing was asked: the next to open the binder tries anew
		return done, nil
	}
	p := s.pulls.clone()
	p.went(done, s.desk.now().UTC(), s.link.Every)
	var change ledger.Change
	if err := p.put(&change); err != nil {
		return done, err
	}
	commit := func() error { return s.commit(ctx, change) }
	if !r.how.ByRhythm && !r.noted {
		commit = func() error { return s.commitNoted(ctx, change, r.event()) }
	}
	if err := commit(); err != nil {
		return done, err
	}
	s.pulls = p
	return done, nil
}

// why is the first reason for which not everything came.
func (r *refresh) why() error {
	var beside error
	for _, result := range r.results {
		switch {
		case result.Err == nil:
		case !aside(result.Err):
			return result.Err
		case beside == nil:
			beside = result.Err
		}
	}
	if slices.ContainsFunc(r.results, func(x ReadResult) bool { return x.Outcome == ReadTaken }) {
		return nil
	}
	return beside // nothing is offered at all: the address is wrong
}

// refused is how long the rhythm waits when the key is refused: who asks on and on is locked out.
const refused = time.Hour

// went takes in how a refresh went.
func (p *pulls) went(done Refreshed, now time.Time, every time.Duration) {
	p.Next = now.Add(every)
	if done.Why == nil {
		p.Failing, p.Why, p.With = time.Time{}, "", nil
		if !slices.ContainsFunc(done.Reads, func(r ReadResult) bool { return r.Outcome == ReadLeft }) {
			p.Completed = now
		}
		return
	}
	if p.Failing.IsZero() {
		p.Failing = now
	}
	p.Why, p.With = "unknown", nil
	var f *text.Fault
	if errors.As(done.Why, &f) {
		p.Why, p.With = f.Code, f.Pairs
	}
	if hopeless(done.Why) {
		p.Next = now.Add(max(every, refused))
	}
}

// wallOf is the area that a list needs and the opener lacks: those of its kinds, and that of
// protected fields, without which nobody can tell what is known about a person already.
func (s *Session) wallOf(kinds []care.Kind) (access.Area, bool) {
	mine := s.store.Areas()
	needed := []access.Area{access.AreaCommon, access.AreaProtected}
	for _, kind := range kinds {
		needed = append(needed, areas[kind])
	}
	for _, area := range needed {
		if area.Valid() && !slices.Contains(mine, area) {
			return area, true
		}
	}
	return 0, false
}

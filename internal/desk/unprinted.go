package desk

import (
	"context"
	"errors"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// A print is noted as handed out before it goes to a printer, so that nobody can print and leave no
// trace by stopping the program. Pages that never came out are therefore taken back in the ledger:
// otherwise their numbers would be looked for, and the binder on paper taken for newer than it is.

// PrintFile makes the sheets of an order into a file that save puts in its place. Where it can't, the
// sheets count as never printed. Faults: those of Print and of save.
func (s *Session) PrintFile(ctx context.Context, o Order, save func(name string, pdf []byte) (path string, err error)) (Job, string, error) {
	job, err := s.Print(ctx, o)
	if err != nil {
		return Job{}, "", err
	}
	path, err := save(job.Name, job.PDF)
	if err != nil {
		return Job{}, "", s.unprinted(ctx, o.What, job, err)
	}
	return job, path, nil
}

// unprinted takes back a print that was noted and didn't go out because of err.
func (s *Session) unprinted(ctx context.Context, what What, job Job, err error) error {
	s.hold()
	defer s.mu.Unlock()
	return errors.Join(err, s.takeBack(context.WithoutCancel(ctx), what, job))
}

// neverPrinted notes that the sheets of a failed print never came out; those that lie in a printer's
// queue still can. The caller holds the lock.
func (s *Session) neverPrinted(ctx context.Context, f *failedPrint) error {
	if text.IsFault(f.Why, "printer.in_queue") {
		return nil
	}
	return s.takeBack(ctx, f.What, f.job)
}

// takeBack notes that the sheets of a print never came out. The caller holds the lock. Where the folder
// takes nothing now, the note waits in memory, as that of the print itself does.
func (s *Session) takeBack(ctx context.Context, what What, job Job) error {
	if job.went.IsZero() {
		return nil
	}
	now := s.desk.now()
	body := Issued{What: what, At: now, By: s.user.Identity, Head: s.store.Head().Code(), Unprinted: true, Job: custody.Job{Kept: s.stillOusted(job.ousted)}}
	if job.went.Binding != custody.BindsNothing {
		body.Job.Binding = custody.BindsUndone
	}
	for _, p := range job.went.Papers {
		// A sheet without a mark is like no other, so that the next comparison finds it changed.
		body.Job.Papers = append(body.Job.Papers, custody.Paper{Key: p.Key, Kind: p.Kind, Person: p.Person, Day: p.Day, Sort: p.Sort, Version: p.Version})
	}
	for _, key := range job.went.Out { // nobody read that they are to be taken out
		if p, known := s.binder.Was(key); known {
			body.Job.Binding, body.Job.Papers = custody.BindsChanged, append(body.Job.Papers, p)
		}
	}
	first, err := record(ledger.StreamMain, access.AreaCommon, ledger.KindPrint, body)
	if err != nil {
		return err
	}
	appends, events := []ledger.Append{first}, []custody.Event{{}}
	for _, n := range job.Numbers {
		for _, step := range []custody.Step{custody.StepReturn, custody.StepDestroy} {
			event := custody.Event{Number: n, Step: step, At: now, By: s.user.Identity, Note: s.desk.Words.Say("print.never_printed")}
			rec, err := record(ledger.StreamMain, access.AreaCommon, ledger.KindPaper, event)
			if err != nil {
				return err
			}
			appends, events = append(appends, rec), append(events, event)
		}
	}
	s.settled()
	before := len(s.unissued)
	all := append(s.unissued[:before:before], appends...)
	headers, err := s.committed(ctx, ledger.Change{Appends: all})
	switch {
	case err == nil:
		s.unissued = nil
	case unwritable(err):
		s.unissued = all
	default:
		return err
	}
	clock := ledger.Clock(s.binder.Last())
	for i, event := range events {
		if clock = clock.Next(now); err == nil {
			clock = headers[before+i].Clock
		}
		if i == 0 {
			s.folded.print(body, uint64(clock))
		} else {
			s.slips.Tell(event, uint64(clock))
		}
	}
	return nil
}

// loseFailed lets go of all that failed when the binder is locked. The caller holds the lock.
func (s *Session) loseFailed() error {
	failed, file := s.jobs.failed, s.jobs.unsaved
	s.jobs = jobs{}
	if err := s.loseUnsaved(context.Background(), file); err != nil {
		return err
	}
	for _, f := range failed {
		if f.busy { // it is with the printer
			continue
		}
		if err := s.neverPrinted(context.Background(), f); err != nil {
			return err
		}
	}
	return nil
}

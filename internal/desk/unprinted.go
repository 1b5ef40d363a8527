package desk

import (
	"context"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// A print is noted as handed out before it goes to a printer, so that nobody can print and leave no
// trace by stopping the program. Pages that never came out are therefore taken back in the ledger:
// otherwise their numbers would be looked for, and the binder on paper taken for newer than it is.

// neverPrinted notes that the sheets of a failed print never came out. The caller holds the lock. Where
// the folder takes nothing now, the note waits in memory, as that of the print itself does.
func (s *Session) neverPrinted(ctx context.Context, f *failedPrint) error {
	if text.IsFault(f.Why, "printer.in_queue") || len(f.job.papers) == 0 {
		return nil
	}
	now := s.desk.now()
	body := Issued{What: f.What, At: now, By: s.user.Identity, Head: s.store.Head().Code(), Unprinted: true}
	for _, p := range f.job.papers {
		// A sheet without a mark is like no other, so that the next comparison finds it changed.
		body.Job.Papers = append(body.Job.Papers, custody.Paper{Key: p.Key, Kind: p.Kind, Person: p.Person, Day: p.Day, Sort: p.Sort, Version: p.Version})
	}
	first, err := record(ledger.StreamMain, access.AreaCommon, ledger.KindPrint, body)
	if err != nil {
		return err
	}
	appends, events := []ledger.Append{first}, []custody.Event{{}}
	for _, n := range f.Numbers {
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
	clock := ledger.Clock(0)
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

// loseFailed lets go of all failed prints when the binder is locked. The caller holds the lock.
func (s *Session) loseFailed() error {
	failed := s.jobs.failed
	s.jobs = jobs{}
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

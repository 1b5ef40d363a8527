package desk

import (
	"context"
	"errors"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/text"
)

// Pages that never came out are taken back in the ledger: otherwise their numbers would be looked for.

// PrintFile makes the sheets of an order into a file that save puts in its place. Where it can't, the
// sheets count as never printed. Faults: those of Print and of save.
func (s *Session) PrintFile(ctx context.Context, o Order, save func(name string, pdf []byte) (path string, err error)) (Job, string, error) {
	o.pending = true
	job, err := s.Print(ctx, o)
	if err != nil {
		return Job{}, "", err
	}
	path, err := save(job.Name, job.PDF)
	if err != nil {
		return Job{}, "", s.unprinted(ctx, o.What, job, err)
	}
	return job, path, s.printed(ctx, o.What, job)
}

// printed notes that a print came out.
func (s *Session) printed(ctx context.Context, what What, job Job) error {
	s.hold()
	defer s.mu.Unlock()
	return s.cameOut(ctx, what, job.at)
}

// unprinted takes back a print that was noted and didn't go out because of err.
func (s *Session) unprinted(ctx context.Context, what What, job Job, err error) error {
	s.hold()
	defer s.mu.Unlock()
	return errors.Join(err, s.takeBack(ctx, what, job))
}

// inQueue tells of a failed print that it lies in a printer's queue and can still come out.
func (f *failedPrint) inQueue() bool { return text.IsFault(f.Why, "printer.in_queue") }

// neverPrinted notes that the sheets of a failed print never came out; one that can still come out counts
// as printed. The caller holds the lock.
func (s *Session) neverPrinted(ctx context.Context, f *failedPrint) error {
	if f.inQueue() {
		return s.cameOut(ctx, f.What, f.job.at)
	}
	return s.takeBack(ctx, f.What, f.job)
}

// takeBack notes that the sheets of a print never came out: those of its numbers that nobody has told
// anything of are destroyed. The caller holds the lock. Where the folder takes nothing now, the note
// waits in memory, as that of the print itself does.
func (s *Session) takeBack(ctx context.Context, what What, job Job) error {
	body := Issued{What: what, At: s.desk.now(), By: s.user.Identity, Head: s.store.Head().Code(), Unprinted: true, Of: job.at}
	var events []custody.Event
	for _, n := range job.Numbers {
		if slip, known := s.slips.Get(n); !known || slip.State != custody.StateIssued {
			continue
		}
		events = append(events, s.gone(n, s.desk.Words.Say("print.never_printed"), false)...)
	}
	return s.settlePrint(ctx, body, events)
}

// loseFailed lets go of all that failed when the binder is locked. What is with a printer stays open, and
// is asked about when the binder is opened again. The caller holds the lock.
func (s *Session) loseFailed() error {
	failed, file := s.jobs.failed, s.jobs.unsaved
	s.jobs = jobs{}
	if err := s.loseUnsaved(context.Background(), file); err != nil {
		return err
	}
	for _, f := range failed {
		if f.busy || f.inQueue() {
			continue
		}
		if err := s.takeBack(context.Background(), f.What, f.job); err != nil {
			return err
		}
	}
	return nil
}

package desk

import (
	"context"
	"errors"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// EveningState is how it stands with the print that the binder makes every evening by itself
// (routine 5.4: tomorrow's schedule, before days off every day through the next working day).
type EveningState struct {
	On bool
	// Due says that the latest one is not made: it was locked then, or something failed.
	Due bool
	// Since is when the latest one fell due, in Stockholm; zero while the evening's print is off.
	Since time.Time
	// Days are those of the latest one, each at midnight in Stockholm.
	Days []time.Time
	// Last is when one was last saved, in UTC; zero when never. Printed is when one last went to
	// the printer.
	Last, Printed time.Time
	// Unsaved and Unprinted say what is missing of the one that is due.
	Unsaved, Unprinted bool
	// At is when it falls due, "HH:MM" in Stockholm.
	At string
	// Next is when it falls due next, in Stockholm; zero while the evening's print is off.
	Next time.Time
}

// EveningRun is what a run made.
type EveningRun struct {
	// Made is false where nothing was due.
	Made bool
	// Path is the file that was saved; empty where none was.
	Path string
	// Sent says that it went to the printer.
	Sent bool
	Job
	State EveningState
}

// UsualEvening is when the evening's print is made where nothing else is set: the day's changes are
// in Lifecare by then, and the evening staff is there.
const UsualEvening = "18:00"

// Words of the ledger for a part of the evening's print that was done.
const (
	eveningSaved   = "saved"
	eveningPrinted = "printed"
)

// evenings is when the parts of the evening's print were last done.
type evenings struct {
	Saved   time.Time `json:"saved,omitzero"`
	Printed time.Time `json:"printed,omitzero"`
}

// take notes what a record of the ledger says. The latest record counts and not the latest time: a
// clock that was wrong for a while must not keep later evenings from being made.
func (e *evenings) take(in Issued) {
	switch in.Evening {
	case eveningSaved:
		e.Saved = in.At.UTC()
	case eveningPrinted:
		e.Printed = in.At.UTC()
	}
}

// fellDue is the latest moment not after now at which an evening's print falls due, at "HH:MM".
func fellDue(now time.Time, at string) time.Time {
	hour, minute := int(at[0]-'0')*10+int(at[1]-'0'), int(at[3]-'0')*10+int(at[4]-'0')
	on := func(day time.Time) time.Time {
		return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, care.Stockholm)
	}
	today := care.Day(now)
	if due := on(today); !due.After(now) {
		return due
	}
	return on(care.NextDay(today, -1))
}

// EveningState tells how it stands with the evening's print.
func (s *Session) EveningState() EveningState {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.eveningState()
}

func (s *Session) eveningState() EveningState {
	set := s.paper.Evening
	st := EveningState{On: set.On, At: set.At, Last: s.evening.Saved, Printed: s.evening.Printed}
	if !clockTime(st.At) {
		st.At = UsualEvening
	}
	now := s.desk.now()
	latest := fellDue(now, st.At)
	st.Days = care.PrintSpan(latest, s.desk.Working)
	if !st.On {
		return st
	}
	done := func(at time.Time) bool { return !at.Before(latest) && !at.After(now) }
	st.Since, st.Next = latest, fellDue(latest.Add(36*time.Hour), st.At)
	st.Unsaved = !done(st.Last)
	st.Unprinted = set.Paper && !done(st.Printed)
	st.Due = st.Unsaved || st.Unprinted
	return st
}

// RunEvening makes the evening's print where it is due: a file with the unit's passphrase in the
// chosen folder, or in usualFolder where none is chosen, and paper where that is set. A printer that
// is out keeps no file from being saved, and a full disk no paper from coming. What failed stays
// due; pages that the printer did not take wait among Failed and are the ones that the next run
// sends. Faults: "evening.off", "evening.running", those of Print and PrintTo.
func (s *Session) RunEvening(ctx context.Context, usualFolder string) (EveningRun, error) {
	st, set, err := s.beginEvening()
	if err != nil || !st.Due {
		return EveningRun{State: st}, err
	}
	defer s.endEvening()
	run := EveningRun{Made: true}
	order := Order{What: PrintWeekend, Date: st.Since, Large: set.Large}
	var unsaved, unprinted error
	if st.Unsaved {
		folder := set.Evening.Folder
		if folder == "" {
			folder = usualFolder
		}
		run.Job, run.Path, unsaved = s.saveEvening(ctx, order, folder)
	}
	if st.Unprinted && ctx.Err() == nil {
		var job Job
		if job, unprinted = s.sendEvening(ctx, order, set); run.Pages == 0 {
			run.Job = job
		}
		run.Sent = unprinted == nil
	}
	run.State = s.EveningState()
	return run, errors.Join(unsaved, unprinted)
}

func (s *Session) beginEvening() (EveningState, PaperSettings, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.eveningState()
	switch err := s.may(access.RightPrint); {
	case err != nil:
		return st, s.paper, err
	case !st.On:
		return st, s.paper, text.NewFault("evening.off")
	case !st.Due:
		return st, s.paper, nil
	case s.eveningBusy:
		return st, s.paper, text.NewFault("evening.running")
	}
	s.eveningBusy = true
	return st, s.paper, nil
}

func (s *Session) endEvening() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.eveningBusy = false
}

// sendEvening prints on the unit's printer. Pages of the same evening that failed before are sent
// again, so that a printer that is out for the night gives one line of the log and one set of pages.
func (s *Session) sendEvening(ctx context.Context, o Order, set PaperSettings) (Job, error) {
	f, waits, err := s.failedEvening(ctx, o.Date)
	if err != nil {
		return Job{}, err
	}
	if waits {
		return f.job, s.AgainTo(ctx, f.ID, set.Sending)
	}
	job, err := s.printTo(ctx, o, set.Sending, true)
	if err != nil {
		return job, err
	}
	s.hold()
	defer s.mu.Unlock()
	return job, s.eveningDone(ctx, eveningPrinted, job)
}

// failedEvening finds the evening's pages that failed since it fell due, and lets go of older ones.
func (s *Session) failedEvening(ctx context.Context, since time.Time) (failedPrint, bool, error) {
	s.hold()
	defer s.mu.Unlock()
	for _, f := range s.jobs.failed {
		switch {
		case !f.Evening:
		case f.job.at.Before(since) && !f.busy:
			err := s.neverPrinted(ctx, f)
			if err == nil {
				s.forget(f.ID)
			}
			return failedPrint{}, false, err
		default:
			return *f, true, nil
		}
	}
	return failedPrint{}, false, nil
}

// eveningDone notes in the ledger that a part of the evening's print is done, and that it came out. The
// caller holds the lock.
func (s *Session) eveningDone(ctx context.Context, part string, job Job) error {
	return s.settlePrint(ctx, Issued{What: PrintWeekend, At: s.desk.now(), By: s.user.Identity, Evening: part, Head: s.store.Head().Code(), Of: job.at}, nil)
}

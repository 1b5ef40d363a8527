package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// Printers is the print system of the computer.
type Printers interface {
	// Available lists the printers that Send reaches; none is no error.
	Available(ctx context.Context) ([]sheet.Printer, error)
	// Send prints. Where it fails nothing comes out, so that the same pages can be sent again, but for the
	// fault "print.not_known": it was broken off while the printer had the pages.
	Send(ctx context.Context, pdf []byte, how sheet.Sending) error
}

// Folders is where files of pages lie: those that are kept, and open ones for as long as a viewer
// needs them.
type Folders interface {
	Save(dir, name string, pdf []byte) (path string, err error)
	// Lend puts open pages into a private folder and takes them away again before long.
	Lend(pdf []byte) (path string, err error)
	// Expire takes away the saved files of a folder whose name begins with a word and a day before
	// the given one.
	Expire(dir, word string, before time.Time) error
	// Sweep takes away all that was ever lent, as far as it can be.
	Sweep() error
}

// FailedPrint is pages that never reached a printer. They stay in memory until they are sent again
// or forgotten, and go when the binder is locked. One that is Unknown has no pages any more.
type FailedPrint struct {
	ID            int64     // names the print for ever: when it was noted, in nanoseconds since 1970
	At            time.Time // of the latest try
	What          What
	Title         string // what was printed; no name of a person
	Pages, Sheets int
	Numbers       []custody.Number // of the sheets that are accounted for
	Sending       sheet.Sending
	Evening       bool  // it is the evening's print
	Why           error // worded by Words.Explain
	// Unknown says that the binder was locked, or the program stopped, before the printer answered:
	// CameOut or Forget tells what became of it.
	Unknown bool
}

// failedPrint is a FailedPrint with its pages.
type failedPrint struct {
	FailedPrint
	job  Job
	busy bool // being sent again
}

// jobs are the prints of a session that failed.
type jobs struct {
	failed  []*failedPrint
	unsaved *unsaved // the evening's file; nil normally
	// sending are the prints that the session has in hand: on their way, or waiting.
	sending map[int64]bool
}

func (j *jobs) sends(at time.Time) {
	if j.sending == nil {
		j.sending = map[int64]bool{}
	}
	j.sending[at.UnixNano()] = true
}

// mostFailed is how many failed prints wait at most: their pages are in memory.
const mostFailed = 20

// AvailablePrinters lists the printers of the computer; none is no error.
func (s *Session) AvailablePrinters(ctx context.Context) ([]sheet.Printer, error) {
	if s.desk.Printers == nil {
		return nil, nil
	}
	return s.desk.Printers.Available(ctx)
}

// PrintTo prints an order straight on a printer; no file is left. Where the printer doesn't take the
// pages, the error says why and they wait among Failed; the Job tells then as well what was drawn. What
// was broken off doesn't wait, and counts as never printed; while the printer had it, it is Unknown.
// Faults: those of Print, "print.copies_many", "print.numbered_copies", "print.too_many_failed", "print.not_known", those of
// the printer.
func (s *Session) PrintTo(ctx context.Context, o Order, how sheet.Sending) (Job, error) {
	return s.printTo(ctx, o, how, false)
}

func (s *Session) printTo(ctx context.Context, o Order, how sheet.Sending, evening bool) (Job, error) {
	o.Paper, o.Readable, o.pending = true, false, true
	o.Duplex, o.copies = o.Duplex || how.Duplex, how.Copies
	if err := s.mayPrintTo(how); err != nil {
		return Job{}, err
	}
	job, err := s.Print(ctx, o)
	if err != nil {
		return Job{}, err
	}
	err = s.desk.Printers.Send(ctx, job.PDF, how)
	switch {
	case err == nil && evening: // noted with the evening's part that is done
		return job, nil
	case err == nil:
		return job, s.printed(ctx, o.What, job)
	case text.IsFault(err, "print.not_known"):
		s.hold()
		defer s.mu.Unlock()
		delete(s.jobs.sending, job.at.UnixNano())
		return Job{}, err
	case ctx.Err() != nil: // whoever broke it off doesn't wait for it
		return Job{}, s.unprinted(ctx, o.What, job, err)
	}
	s.fail(o.What, job, how, evening, err)
	return job, err
}

// mayPrintTo refuses before anything is drawn or noted as handed out.
func (s *Session) mayPrintTo(how sheet.Sending) error {
	if how.Copies > sheet.MostCopies {
		return text.NewFault("print.copies_many", "most", sheet.MostCopies)
	}
	if s.desk.Printers == nil {
		return text.NewFault("printer.none")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.jobs.failed) >= mostFailed {
		return text.NewFault("print.too_many_failed", "most", mostFailed)
	}
	return nil
}

func (s *Session) fail(what What, job Job, how sheet.Sending, evening bool, why error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	offer, _ := s.offer(what)
	s.jobs.failed = append(s.jobs.failed, &failedPrint{job: job, FailedPrint: FailedPrint{ID: job.at.UnixNano(), At: s.desk.now(), What: what,
		Title: offer.title(s.desk.Words), Pages: job.Pages, Sheets: job.Sheets, Numbers: job.Numbers, Sending: how, Evening: evening, Why: why}})
}

// Failed lists the prints that never reached a printer, oldest first, after those of which nobody knows.
func (s *Session) Failed() []FailedPrint {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []FailedPrint
	for _, p := range s.askedAbout() {
		offer, _ := s.offer(p.What)
		list = append(list, FailedPrint{ID: p.At.UnixNano(), At: p.At, What: p.What, Title: offer.title(s.desk.Words), Pages: p.Pages, Sheets: p.Sheets,
			Numbers: p.numbers(), Why: text.NewFault("print.not_known"), Unknown: true})
	}
	for _, f := range s.jobs.failed {
		list = append(list, f.FailedPrint)
	}
	return list
}

// Again sends a failed print once more, to the same printer: the same pages with the same numbers.
// Faults: "print.not_failed", "print.sending", those of the printer.
func (s *Session) Again(ctx context.Context, id int64) error { return s.again(ctx, id, nil) }

// AgainTo sends a failed print to another printer, or otherwise. Faults: as Again, and
// "print.numbered_copies".
func (s *Session) AgainTo(ctx context.Context, id int64, how sheet.Sending) error {
	return s.again(ctx, id, &how)
}

func (s *Session) again(ctx context.Context, id int64, other *sheet.Sending) error {
	f, err := s.takeFailed(id, other)
	if err != nil {
		return err
	}
	err = s.desk.Printers.Send(ctx, f.job.PDF, f.Sending)
	s.hold()
	defer s.mu.Unlock()
	f.busy, f.At = false, s.desk.now()
	if text.IsFault(err, "print.not_known") {
		s.forget(id)
		delete(s.jobs.sending, f.job.at.UnixNano())
	}
	if err != nil {
		if ctx.Err() == nil {
			f.Why = err
		}
		return err
	}
	s.forget(id)
	if f.Evening {
		return s.eveningDone(ctx, eveningPrinted, f.job)
	}
	return s.cameOut(ctx, f.What, f.job.at)
}

// takeFailed marks a failed print as being sent, so that two clicks don't print it twice.
func (s *Session) takeFailed(id int64, other *sheet.Sending) (*failedPrint, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightPrint); err != nil {
		return nil, err
	}
	f := s.failedPrint(id)
	switch {
	case f == nil:
		return nil, text.NewFault("print.not_failed")
	case f.busy:
		return nil, text.NewFault("print.sending")
	case other != nil && other.Copies > 1 && len(f.Numbers) > 0:
		return nil, text.NewFault("print.numbered_copies")
	}
	if other != nil {
		f.Sending = *other
	}
	f.busy = true
	return f, nil
}

func (s *Session) failedPrint(id int64) *failedPrint {
	i := slices.IndexFunc(s.jobs.failed, func(f *failedPrint) bool { return f.ID == id })
	if i < 0 {
		return nil
	}
	return s.jobs.failed[i]
}

// Forget lets go of a failed print and notes that its sheets never came out: its numbers are destroyed,
// and PrintChanged prints its sheets again. One that lies in a printer's queue can still come out, and
// counts as printed. Faults: "print.not_failed", "print.sending".
func (s *Session) Forget(id int64) error {
	s.hold()
	defer s.mu.Unlock()
	if p := s.askedPrint(id); p != nil {
		return s.takeBack(context.Background(), p.What, Job{at: p.At, Numbers: p.numbers()})
	}
	f := s.failedPrint(id)
	switch {
	case f == nil:
		return text.NewFault("print.not_failed")
	case f.busy:
		return text.NewFault("print.sending")
	}
	if err := s.neverPrinted(context.Background(), f); err != nil {
		return err
	}
	s.forget(id)
	return nil
}

// CameOut notes of an Unknown print that it came out after all: it counts as printed. Fault:
// "print.not_failed".
func (s *Session) CameOut(ctx context.Context, id int64) error {
	s.hold()
	defer s.mu.Unlock()
	p := s.askedPrint(id)
	if p == nil {
		return text.NewFault("print.not_failed")
	}
	return s.cameOut(ctx, p.What, p.At)
}

func (s *Session) forget(id int64) {
	s.jobs.failed = slices.DeleteFunc(s.jobs.failed, func(f *failedPrint) bool { return f.ID == id })
}

// Lend prints an order into an open file in a private folder, for a viewer to print from where the
// binder can't reach the printer itself. The file goes before long, and at lock and exit at the
// latest. It is logged as a readable file. Faults: those of Print, "printer.not_lent".
func (s *Session) Lend(ctx context.Context, o Order) (job Job, path string, err error) {
	switch {
	case s.desk.Folders == nil:
		return Job{}, "", text.NewFault("printer.not_lent")
	case o.What == PrintProtected:
		return Job{}, "", text.NewFault("print.protected_readable")
	}
	o.Paper, o.Readable = true, false // it is gone again: the setting about readable files is not meant
	job, path, err = s.PrintFile(ctx, o, func(_ string, pdf []byte) (string, error) { return s.desk.Folders.Lend(pdf) })
	if err != nil {
		return Job{}, "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	about := ""
	if p, err := s.person(o.PersonID); o.PersonID != "" && err == nil {
		about = p.ID // the binder's own, whatever it was asked for by
	}
	s.log(ctx, access.ActionReadable, about, string(o.What))
	return job, path, nil
}

// Sweep takes away open pages that a viewer was lent: when the program starts and ends. Locking
// does it by itself.
func (d *Desk) Sweep() error {
	if d.Folders == nil {
		return nil
	}
	return d.Folders.Sweep()
}

// sweepAfter sweeps when a binder is closed, and joins what both have to say.
func (d *Desk) sweepAfter(closed error) error { return errors.Join(closed, d.Sweep()) }

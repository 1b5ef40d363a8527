package desk

import (
	"context"
	"fmt"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// eveningKept is for how many days the files of evenings are kept: four weeks, as units keep their
// schedules. Older ones are of no use and hold names.
const eveningKept = 28

// unsaved is the evening's file that could not be saved, kept for the next try: a disk that is full for
// the night gives one line of the log and not one for each try.
type unsaved struct {
	job      Job
	since    time.Time // when that evening fell due
	revision int       // of the replica that it was drawn from
}

// saveEvening puts the evening's file into a folder, and takes those away that are too old to be of use.
func (s *Session) saveEvening(ctx context.Context, o Order, folder string) (Job, string, error) {
	if s.desk.Folders == nil || folder == "" {
		return Job{}, "", text.NewFault("printer.not_writable")
	}
	file, err := s.eveningFile(ctx, o)
	if err != nil {
		return Job{}, "", err
	}
	path, err := s.desk.Folders.Save(folder, file.job.Name, file.job.PDF)
	if err == nil {
		err = s.eveningSaved(ctx, file.job)
	} else {
		s.mu.Lock()
		s.jobs.unsaved = file
		s.mu.Unlock()
	}
	if err != nil {
		return Job{}, path, err
	}
	return file.job, path, s.desk.Folders.Expire(folder, s.eveningWord(), care.NextDay(o.Date, -eveningKept))
}

func (s *Session) eveningSaved(ctx context.Context, job Job) error {
	s.hold()
	defer s.mu.Unlock()
	return s.eveningDone(ctx, eveningSaved, job)
}

// eveningWord begins the names of the evening's files, and of no others.
func (s *Session) eveningWord() string { return s.desk.Words.Say("print.file.evening") }

// eveningFile is the file that waits, or a new one where it is of another evening or of older data.
func (s *Session) eveningFile(ctx context.Context, o Order) (*unsaved, error) {
	s.hold()
	waits, revision := s.jobs.unsaved, s.revision
	s.jobs.unsaved = nil
	if waits != nil && waits.since.Equal(o.Date) && waits.revision == revision {
		s.mu.Unlock()
		return waits, nil
	}
	err := s.loseUnsaved(ctx, waits)
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	o.pending = true
	job, err := s.Print(ctx, o)
	job.Name = fmt.Sprintf("%s-%s-%s.pdf", s.eveningWord(), o.Date.In(care.Stockholm).Format(time.DateOnly), s.Now().Format("150405"))
	return &unsaved{job: job, since: o.Date, revision: revision}, err
}

// loseUnsaved notes that a file was never saved. The caller holds the lock.
func (s *Session) loseUnsaved(ctx context.Context, u *unsaved) error {
	if u == nil {
		return nil
	}
	return s.takeBack(ctx, PrintWeekend, u.job)
}

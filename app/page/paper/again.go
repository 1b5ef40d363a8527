package paper

import (
	"context"
	"errors"
	"slices"

	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// again sends pages that no printer took once more.
func (s *printing) again(id int64, how *sheet.Sending) {
	if s.busy {
		return
	}
	s.host.Window().Canvas().Focus(s.print) // the button that was pressed may be gone afterwards
	s.begin(s.words.Say("paperpage.sending"))
	s.job = task.Run(s.host.Runner(), task.Work[struct{}]{
		Name: "print again",
		Do: func(ctx context.Context, _ func(int, int)) (struct{}, error) {
			if how != nil {
				return struct{}{}, s.session.AgainTo(ctx, id, *how)
			}
			return struct{}{}, s.session.Again(ctx, id)
		},
		Progress: s.progress.Set,
		Done: func(_ struct{}, err error) {
			s.finish(err)
			if err == nil {
				s.host.Tell(s.words.Say("paperpage.sent_again"))
			}
		},
	})
}

// otherPrinter names the printer that is chosen now, where it is another than the one that failed.
func (s *printing) otherPrinter(f desk.FailedPrint) string {
	if p, chosen := s.target.printer(); chosen && p.Name != f.Sending.Printer {
		return p.Name
	}
	return ""
}

// toOther sends a failed print to the printer that is chosen now. How many and on which sides stays as
// it was drawn.
func (s *printing) toOther(id int64) {
	p, chosen := s.target.printer()
	for _, f := range s.session.Failed() {
		if chosen && f.ID == id {
			how := f.Sending
			how.Printer, how.Tray = p.Name, ""
			s.again(id, &how)
		}
	}
}

// waits tells whether the pages that failed are among those that wait or are asked about: why is said there.
func (s *printing) waits(err error) bool {
	return err != nil && slices.ContainsFunc(s.session.Failed(), func(f desk.FailedPrint) bool { return errors.Is(err, f.Why) })
}

// printerName is a printer in words: the computer's usual one has no name of its own here.
func printerName(w *text.Words, how sheet.Sending) string {
	if how.Printer == "" {
		return w.Say("paperpage.usual_printer")
	}
	return how.Printer
}

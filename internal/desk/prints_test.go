package desk_test

import (
	"testing"
	"time"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// Given a printer that is out, when a binder waits for it, then nothing says that it is printed: not the
// time of the last print, and not the comparison with the paper. It does once the pages are taken.
func TestWhatWaitsForAPrinterIsNotPrinted(t *testing.T) {
	u, s, o := equipped(t)
	o.why = text.NewFault("printer.stopped")
	drawn := u.now
	_, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintBinder}, sheet.Sending{})
	fault(t, err, "printer.stopped")
	if at := s.LastPrinted(); !at.IsZero() || !s.Status().LastPrinted.IsZero() {
		t.Errorf("while it waits it was printed at %s", at)
	}
	waits := u.changes(s)
	if waits.Same != 0 || waits.New == 0 || !waits.Last.IsZero() {
		t.Errorf("while it waits: %+v", waits)
	}
	numbers := s.Failed()[0].Numbers
	if c := u.all(s); c.Out != len(numbers) || c.Out == 0 {
		t.Errorf("its numbers: %+v", c)
	}
	u.now, o.why = u.now.Add(time.Hour), nil
	u.must(s.Again(t.Context(), s.Failed()[0].ID))
	for range 2 {
		if at := s.LastPrinted(); !at.Equal(drawn) {
			t.Errorf("last printed %s, drawn %s", at, drawn)
		}
		if got := u.changes(s); got.Any() || got.Same != waits.New {
			t.Errorf("after it was taken: %+v", got)
		}
		if c := u.all(s); c.Out != len(numbers) || c.Printed != len(numbers) {
			t.Errorf("its numbers: %+v", c)
		}
		u.must(s.Lock())
		s = u.open("lena")
	}
}

// Given a print that came out, when a later one never does, then the earlier one is the last, also after
// the binder was locked, and the paper of the earlier binder is what it is compared with.
func TestWhatNeverCameOutIsForgottenByTheLastPrint(t *testing.T) {
	for _, byHand := range []bool{true, false} {
		u, s, o := equipped(t)
		_, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintBinder}, sheet.Sending{})
		u.must(err)
		whole, printed := u.changes(s), s.LastPrinted()
		u.now, o.why = u.now.Add(time.Hour), text.NewFault("printer.stopped")
		_, err = s.PrintTo(t.Context(), desk.Order{What: desk.PrintBinder}, sheet.Sending{})
		fault(t, err, "printer.stopped")
		if byHand {
			u.must(s.Forget(s.Failed()[0].ID))
		}
		for range 2 {
			if at := s.LastPrinted(); !at.Equal(printed) || printed.IsZero() {
				t.Errorf("by hand %v: last printed %s, want %s", byHand, at, printed)
			}
			if got := u.changes(s); got.Any() || got.Same != whole.Same {
				t.Errorf("by hand %v: %+v, want %+v", byHand, got, whole)
			}
			u.must(s.Lock())
			s = u.open("lena")
		}
	}
}

// A file that could not be saved, and an evening's file that waits for room, are not printed either.
func TestAFileThatIsNotSavedIsNotPrinted(t *testing.T) {
	_, s, o := equipped(t)
	o.full = text.NewFault("printer.full")
	_, _, err := s.PrintFile(t.Context(), desk.Order{What: desk.PrintSchedule}, func(name string, pdf []byte) (string, error) { return o.Save("/full", name, pdf) })
	fault(t, err, "printer.full")
	if at := s.LastPrinted(); !at.IsZero() {
		t.Errorf("a file that was never saved was printed at %s", at)
	}
	if err := s.SetPaper(t.Context(), desk.PaperSettings{Evening: desk.Evening{On: true, At: "06:00"}}); err != nil {
		t.Fatal(err)
	}
	_, err = s.RunEvening(t.Context(), "/full")
	fault(t, err, "printer.full")
	if at := s.LastPrinted(); !at.IsZero() {
		t.Errorf("the evening's file that waits was printed at %s", at)
	}
	o.full = nil
	if _, err = s.RunEvening(t.Context(), "/room"); err != nil || s.LastPrinted().IsZero() {
		t.Errorf("%v, last printed %s", err, s.LastPrinted())
	}
}

// Given a binder that is locked while the printer still has the pages, when it is opened again, then the
// print is listed as one of which nobody knows whether it came out, and its numbers are told of either way.
func TestAPrintThatWasUnderWayWhenTheBinderWasLockedIsAskedAbout(t *testing.T) {
	for name, again := range map[string]bool{"the first time": false, "sent again": true} {
		for _, came := range []bool{true, false} {
			u, s, o := equipped(t)
			order := desk.Order{What: desk.PrintBinder}
			if again {
				o.why = text.NewFault("printer.stopped")
				_, err := s.PrintTo(t.Context(), order, sheet.Sending{Printer: "Kontoret"})
				fault(t, err, "printer.stopped")
				o.why = nil
			}
			o.hangs, o.asked = make(chan struct{}), make(chan struct{})
			done := make(chan error, 1)
			go func() {
				if again {
					done <- s.Again(t.Context(), s.Failed()[0].ID)
					return
				}
				_, err := s.PrintTo(t.Context(), order, sheet.Sending{Printer: "Kontoret"})
				done <- err
			}()
			<-o.asked
			u.must(s.Lock())
			s = u.open("lena")
			t.Cleanup(func() { close(o.hangs); <-done })
			failed := s.Failed()
			if len(failed) != 1 || !failed[0].Unknown || failed[0].Title != "Avbrottspärm" || len(failed[0].Numbers) == 0 || failed[0].Sheets == 0 || !s.LastPrinted().IsZero() {
				t.Fatalf("%s: %+v, last printed %s", name, failed, s.LastPrinted())
			}
			fault(t, failed[0].Why, "print.not_known")
			fault(t, s.Again(t.Context(), failed[0].ID), "print.not_failed")
			before := u.changes(s)
			if before.Same != 0 || len(left(s)) != 0 {
				t.Errorf("%s: before anybody says so it lies in the binder: %+v", name, before)
			}
			want := custody.StateDestroyed
			if came {
				want = custody.StateIssued
				u.must(s.CameOut(t.Context(), failed[0].ID))
			} else {
				u.must(s.Forget(failed[0].ID))
			}
			for range 2 {
				if got := u.changes(s); len(s.Failed()) != 0 || came != (got.Same == before.New && !got.Any()) || came == s.LastPrinted().IsZero() {
					t.Errorf("%s, came out %v: %+v, %d wait, last printed %s", name, came, got, len(s.Failed()), s.LastPrinted())
				}
				for _, n := range failed[0].Numbers {
					if row, _, err := s.Slip(n.String()); err != nil || row.State != want {
						t.Errorf("%s, came out %v: %+v, %v", name, came, row, err)
					}
				}
				u.must(s.Lock())
				s = u.open("lena")
			}
			fault(t, s.CameOut(t.Context(), failed[0].ID), "print.not_failed")
		}
	}
}

// Pages that the printer had when they were broken off are asked about at once, the first time and when
// they are sent again.
func TestPagesThatAreBrokenOffAtThePrinterAreAskedAbout(t *testing.T) {
	for _, again := range []bool{false, true} {
		u, s, o := equipped(t)
		if o.why = text.NewFault("print.not_known"); again {
			o.why = text.NewFault("printer.stopped")
		}
		_, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintBinder}, sheet.Sending{})
		if again {
			o.why = text.NewFault("print.not_known")
			err = s.Again(t.Context(), s.Failed()[0].ID)
		}
		fault(t, err, "print.not_known")
		if failed := s.Failed(); len(failed) != 1 || !failed[0].Unknown || !s.LastPrinted().IsZero() {
			t.Fatalf("again %v: %+v", again, failed)
		}
		u.must(s.CameOut(t.Context(), s.Failed()[0].ID))
		if got := u.changes(s); got.Any() || len(s.Failed()) != 0 || s.LastPrinted().IsZero() {
			t.Errorf("again %v: %+v", again, got)
		}
	}
}

// A binder in large type says what one in normal type says: nothing is changed, not even a signing list,
// which has fewer rows to a page. Where something is, the changed sheets come in either type.
func TestLargeTypeChangesNothing(t *testing.T) {
	for _, large := range []bool{true, false} {
		u, s, _ := equipped(t)
		u.prints(s, desk.Order{What: desk.PrintBinder, Large: large})
		if got := u.changes(s); got.Any() || got.Same == 0 {
			t.Errorf("large %v: %+v", large, got)
		}
		u.prints(s, desk.Order{What: desk.PrintBinder, PersonID: elsaOf(s), Large: large}) // with a signing list
		if got := u.changes(s); got.Any() || got.Same == 0 {
			t.Errorf("large %v, with one person's own part: %+v", large, got)
		}
		_, err := s.Print(t.Context(), desk.Order{What: desk.PrintChanged, Large: !large})
		fault(t, err, "print.unchanged")
	}
}

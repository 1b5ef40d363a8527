package desk_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// Given a binder on paper, when a newer one of other content never comes out of its printer and is let go
// of, then the paper isn't taken for newer than it is: by hand, or because the binder was locked.
func TestABinderThatNeverCameOutIsPrintedAgain(t *testing.T) {
	for _, byHand := range []bool{true, false} {
		u, s, o := equipped(t)
		if _, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintBinder}, sheet.Sending{}); err != nil {
			t.Fatal(err)
		}
		whole, err := s.Changes(t.Context())
		if err != nil || whole.Any() || whole.Same == 0 {
			t.Fatalf("after printing: %+v, %v", whole, err)
		}
		u.now = u.now.Add(time.Hour)
		moved := register()
		moved.Incoming[0].Item.(*care.Person).Addresses[0].Street = "Nygatan 4"
		u.read(s, "moved", moved)
		if whole = u.changes(s); whole.Changed == 0 {
			t.Fatalf("nothing changed: %+v", whole)
		}
		printed := s.LastPrinted()
		u.now = u.now.Add(time.Hour)
		o.why = text.NewFault("printer.stopped")
		_, err = s.PrintTo(t.Context(), desk.Order{What: desk.PrintBinder}, sheet.Sending{})
		fault(t, err, "printer.stopped")
		if byHand {
			if err := s.Forget(s.Failed()[0].ID); err != nil {
				t.Fatal(err)
			}
			if got, err := s.Changes(t.Context()); err != nil || got != whole {
				t.Errorf("after letting go: %+v, %v; want %+v", got, err, whole)
			}
		}
		if err := s.Lock(); err != nil {
			t.Fatal(err)
		}
		s = u.open("lena")
		if got, err := s.Changes(t.Context()); err != nil || got != whole {
			t.Errorf("by hand %v, after unlocking: %+v, %v; want %+v", byHand, got, err, whole)
		}
		if byHand && s.LastPrinted().Before(printed) {
			t.Error("the print before is forgotten")
		}
	}
}

// Numbers of sheets that never came out are accounted for, with a word on why; those of a print that
// lies in a printer's queue, and can still come out, stay out.
func TestNumbersThatNeverCameOutAreAccountedFor(t *testing.T) {
	for code, state := range map[string]custody.State{"printer.stopped": custody.StateDestroyed, "printer.in_queue": custody.StateIssued} {
		u, s, o := equipped(t)
		o.why = text.NewFault(code)
		_, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintJournal, PersonID: string(elsa.PersonalID)}, sheet.Sending{})
		fault(t, err, code)
		failed := s.Failed()
		if len(failed) != 1 || len(failed[0].Numbers) != 1 {
			t.Fatalf("%+v", failed)
		}
		number := failed[0].Numbers[0]
		if row, _, err := s.Slip(string(number)); err != nil || row.State != custody.StateIssued {
			t.Errorf("while it waits: %+v, %v", row, err)
		}
		if err := s.Forget(failed[0].ID); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			row, _, err := s.Slip(string(number))
			if err != nil || row.State != state || state == custody.StateDestroyed && row.Note != "Skrevs aldrig ut" {
				t.Errorf("%s: %+v, %v", code, row, err)
			}
			if err := s.Lock(); err != nil {
				t.Fatal(err)
			}
			s = u.open("lena")
		}
	}
}

// What is sent again after all is printed, and nothing of it is taken back.
func TestWhatIsSentAgainCountsAsPrinted(t *testing.T) {
	u, s, o := equipped(t)
	o.why = text.NewFault("printer.stopped")
	_, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintBinder}, sheet.Sending{})
	fault(t, err, "printer.stopped")
	o.why = nil
	if err := s.Again(t.Context(), s.Failed()[0].ID); err != nil {
		t.Fatal(err)
	}
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	if got, err := u.open("lena").Changes(t.Context()); err != nil || got.Any() || got.Same == 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

// A full disk keeps the note of the print, and that it never came out, in memory; both are written, in
// their order, as soon as there is room.
func TestWhatNeverCameOutIsNotedLaterWhereTheDiskIsFull(t *testing.T) {
	u, s, o := equipped(t)
	u.vault.fails, u.vault.failure = func(ledger.Change) bool { return true }, text.NewFault("vault.full")
	o.why = text.NewFault("printer.stopped")
	_, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintJournal, PersonID: string(elsa.PersonalID)}, sheet.Sending{})
	fault(t, err, "printer.stopped")
	number := string(s.Failed()[0].Numbers[0])
	u.now = u.now.Add(time.Minute)
	if err := s.Forget(s.Failed()[0].ID); err != nil {
		t.Fatal(err)
	}
	if row, _, err := s.Slip(number); err != nil || row.State != custody.StateDestroyed {
		t.Errorf("in memory: %+v, %v", row, err)
	}
	u.vault.fails = nil
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	if row, _, err := u.open("lena").Slip(number); err != nil || row.State != custody.StateDestroyed {
		t.Errorf("after unlocking: %+v, %v", row, err)
	}
}

// Given pages that say what to take out, when they never come out, then it is said again.
func TestWhatNobodyReadThatItIsToBeTakenOutIsToldAgain(t *testing.T) {
	u, s, o := equipped(t)
	u.prints(s, desk.Order{What: desk.PrintBinder})
	u.now = u.now.AddDate(0, 0, 1)
	before := u.changes(s)
	if before.Gone == 0 {
		t.Fatalf("nothing is gone: %+v", before)
	}
	o.why = text.NewFault("printer.stopped")
	_, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintChanged}, sheet.Sending{})
	fault(t, err, "printer.stopped")
	u.must(s.Forget(s.Failed()[0].ID))
	for range 2 {
		if got := u.changes(s); got.Gone != before.Gone || got.New+got.Changed != before.New+before.Changed || got.Same != before.Same {
			t.Errorf("before %+v, afterwards %+v", before, got)
		}
		u.must(s.Lock())
		s = u.open("lena")
	}
}

// A file that could not be saved is no paper: what would have been in it is printed again, and its
// numbers are accounted for.
func TestAFileThatCouldNotBeSavedCountsAsNeverPrinted(t *testing.T) {
	u, s, o := equipped(t)
	o.full = text.NewFault("printer.full")
	job, path, err := s.PrintFile(t.Context(), desk.Order{What: desk.PrintBinder}, func(name string, pdf []byte) (string, error) { return o.Save("/full", name, pdf) })
	fault(t, err, "printer.full")
	if path != "" || job.PDF != nil {
		t.Errorf("%q and %d bytes are given", path, len(job.PDF))
	}
	if c := u.changes(s); c.Same != 0 || c.New+c.Changed == 0 {
		t.Errorf("the binder is taken for printed: %+v", c)
	}
	slips := s.Slips(desk.SlipQuery{})
	if len(slips) == 0 {
		t.Fatal("no numbers were drawn")
	}
	for _, row := range slips {
		if row.State != custody.StateDestroyed || row.Note == "" {
			t.Errorf("%+v", row)
		}
	}
	o.full = nil
	if _, path, err := s.PrintFile(t.Context(), desk.Order{What: desk.PrintBinder}, func(name string, pdf []byte) (string, error) { return o.Save("/room", name, pdf) }); err != nil || path == "" {
		t.Errorf("%q, %v", path, err)
	}
	if c := u.changes(s); c.Any() {
		t.Errorf("once there is room: %+v", c)
	}
}

// Whoever breaks a print off on its way to the printer is done with it: nothing waits, and its numbers
// are accounted for. One that is sent again and broken off keeps the word on why it failed at first.
func TestAPrintThatIsBrokenOffDoesNotWait(t *testing.T) {
	u, s, o := equipped(t)
	send := func(do func(ctx context.Context) error) error {
		o.hangs, o.asked = make(chan struct{}), make(chan struct{})
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- do(ctx) }()
		<-o.asked
		stop()
		o.why = context.Canceled
		close(o.hangs)
		defer func() { o.hangs, o.why = nil, nil }()
		return <-ended
	}
	journal := desk.Order{What: desk.PrintJournal, PersonID: string(elsa.PersonalID)}
	err := send(func(ctx context.Context) error {
		_, err := s.PrintTo(ctx, journal, sheet.Sending{})
		return err
	})
	if !errors.Is(err, context.Canceled) || len(s.Failed()) != 0 {
		t.Errorf("%v, %d wait", err, len(s.Failed()))
	}
	if slips := s.Slips(desk.SlipQuery{}); len(slips) != 1 || slips[0].State != custody.StateDestroyed {
		t.Errorf("%+v", slips)
	}
	o.why = text.NewFault("printer.stopped")
	_, err = s.PrintTo(t.Context(), journal, sheet.Sending{})
	fault(t, err, "printer.stopped")
	err = send(func(ctx context.Context) error { return s.Again(ctx, s.Failed()[0].ID) })
	if failed := s.Failed(); !errors.Is(err, context.Canceled) || len(failed) != 1 || !text.IsFault(failed[0].Why, "printer.stopped") {
		t.Errorf("%v, %+v", err, failed)
	}
	u.must(s.Lock())
}

package desk_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// office is the printers and folders of an invented computer.
type office struct {
	expired   []string // folder, word and day of each call
	unexpired error
	mu        sync.Mutex
	list      []sheet.Printer
	out       []string // what came out of a printer
	how       []sheet.Sending
	why       error         // why nothing comes out
	hangs     chan struct{} // Send waits for it
	asked     chan struct{} // and says here that it waits
	saved     map[string]string
	full      error // why nothing can be saved
	lent      []string
	swept     int
	stuck     error // why something lent stays
	folder    []string
}

func (o *office) Available(context.Context) ([]sheet.Printer, error) { return o.list, nil }

func (o *office) Send(_ context.Context, pdf []byte, how sheet.Sending) error {
	if o.hangs != nil {
		o.asked <- struct{}{}
		<-o.hangs
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.why != nil {
		return o.why
	}
	o.out, o.how = append(o.out, string(pdf)), append(o.how, how)
	return nil
}

func (o *office) Save(dir, name string, pdf []byte) (string, error) {
	if o.full != nil {
		return "", o.full
	}
	if o.saved == nil {
		o.saved = map[string]string{}
	}
	o.folder = append(o.folder, dir)
	o.saved[name] = string(pdf)
	return dir + "/" + name, nil
}

func (o *office) Lend(pdf []byte) (string, error) {
	o.lent = append(o.lent, string(pdf))
	return "/private/utskrift.pdf", nil
}

func (o *office) Expire(dir, word string, before time.Time) error {
	o.expired = append(o.expired, dir+" "+word+" "+before.Format(time.DateOnly))
	return o.unexpired
}

func (o *office) Sweep() error { o.swept++; return o.stuck }

// equipped is a unit with a register, today's schedule and printers.
func equipped(t *testing.T) (*unit, *desk.Session, *office) {
	u, o := newUnit(t), &office{}
	u.desk.Printers, u.desk.Folders = o, o
	s := u.setUp()
	u.read(s, "register", register())
	u.read(s, "schedule", day(u.now))
	return u, s, o
}

// records of a kind, newest last.
func (m *memory) of(kind ledger.Kind) []string {
	var bodies []string
	for _, r := range m.records {
		if r.Kind == kind {
			bodies = append(bodies, string(r.Body))
		}
	}
	return bodies
}

// Given a printer, when something is printed on it, then the pages go there open, with what was
// chosen, and no file is left.
func TestPagesGoStraightToAPrinter(t *testing.T) {
	u, s, o := equipped(t)
	o.list = []sheet.Printer{{Name: "Kontoret", Usual: true}}
	if list, err := s.AvailablePrinters(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}
	how := sheet.Sending{Printer: "Kontoret", Copies: 2, Duplex: true, Tray: "Tray2"}
	job, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintSchedule, Readable: true}, how)
	if err != nil || job.Sheets == 0 || job.Protected {
		t.Fatalf("%+v, %v", job, err)
	}
	if len(o.out) != 1 || o.out[0] != "pdf " || o.how[0] != how || len(o.saved) != 0 || len(o.lent) != 0 {
		t.Errorf("came out %q %+v, saved %v, lent %v", o.out, o.how, o.saved, o.lent)
	}
	if doc := u.paper[len(u.paper)-1]; !doc.Duplex {
		t.Error("the pages are not laid out for two sides")
	}
	if log := strings.Join(u.vault.logged(), "\n"); !strings.Contains(log, `"print"`) || strings.Contains(log, `"readable"`) {
		t.Errorf("the log says %s", log)
	}
	if len(s.Failed()) != 0 {
		t.Error("it counts as failed")
	}
}

// Given a printer that is out, when something is printed, then the pages wait with the reason, and the
// same pages come out when it is back: once, with one record.
func TestAPrintThatFailedIsSentAgain(t *testing.T) {
	u, s, o := equipped(t)
	o.why = text.NewFault("printer.stopped")
	_, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintSchedule}, sheet.Sending{Printer: "Kontoret"})
	fault(t, err, "printer.stopped")
	records := len(u.vault.of(ledger.KindPrint))
	failed := s.Failed()
	if len(failed) != 1 || failed[0].Sheets == 0 || failed[0].Title == "" || strings.Contains(failed[0].Title, "[[") || !failed[0].At.Equal(u.now) {
		t.Fatalf("%+v", failed)
	}
	fault(t, failed[0].Why, "printer.stopped")
	u.now = u.now.Add(time.Minute)
	o.why = text.NewFault("printer.not_sent")
	fault(t, s.Again(t.Context(), failed[0].ID), "printer.not_sent")
	if again := s.Failed(); len(again) != 1 || !again[0].At.Equal(u.now) || !text.IsFault(again[0].Why, "printer.not_sent") {
		t.Fatalf("after a second try: %+v", again)
	}
	o.why = nil
	if err := s.AgainTo(t.Context(), failed[0].ID, sheet.Sending{Printer: "Plan2"}); err != nil {
		t.Fatal(err)
	}
	if len(o.out) != 1 || o.how[0].Printer != "Plan2" || len(s.Failed()) != 0 {
		t.Errorf("came out %q on %+v, still %d failed", o.out, o.how, len(s.Failed()))
	}
	if got := u.vault.of(ledger.KindPrint)[records:]; len(got) != 1 || !strings.Contains(got[0], `"of":`) || strings.Contains(got[0], `"job"`) {
		t.Errorf("not one word that the same paper came out: %v", got)
	}
	fault(t, s.Again(t.Context(), failed[0].ID), "print.not_failed")
}

func TestAPrintIsNotSentTwiceAtOnce(t *testing.T) {
	_, s, o := equipped(t)
	o.why = text.NewFault("printer.stopped")
	_, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintSchedule}, sheet.Sending{})
	fault(t, err, "printer.stopped")
	id := s.Failed()[0].ID
	o.why, o.hangs, o.asked = nil, make(chan struct{}), make(chan struct{})
	done := make(chan error)
	go func() { done <- s.Again(t.Context(), id) }()
	<-o.asked
	fault(t, s.Again(t.Context(), id), "print.sending")
	fault(t, s.Forget(id), "print.sending")
	close(o.hangs)
	if err := <-done; err != nil || len(o.out) != 1 {
		t.Errorf("%d came out, %v", len(o.out), err)
	}
}

func TestFailedPrintsAreForgottenOnRequestAndWithTheBinder(t *testing.T) {
	_, s, o := equipped(t)
	o.why = text.NewFault("printer.stopped")
	for range 20 {
		_, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintSchedule}, sheet.Sending{})
		fault(t, err, "printer.stopped")
	}
	_, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintSchedule}, sheet.Sending{})
	fault(t, err, "print.too_many_failed")
	first, last := s.Failed()[0].ID, s.Failed()[19].ID
	if err := s.Forget(first); err != nil || len(s.Failed()) != 19 || s.Failed()[0].ID == first || s.Failed()[18].ID != last {
		t.Errorf("%v, %d left", err, len(s.Failed()))
	}
	fault(t, s.Forget(first), "print.not_failed")
	if err := s.Lock(); err != nil || len(s.Failed()) != 0 {
		t.Errorf("%d in memory after locking, %v", len(s.Failed()), err)
	}
}

func TestWhatIsLentIsSweptWhenTheBinderIsLocked(t *testing.T) {
	u, s, o := equipped(t)
	job, path, err := s.Lend(t.Context(), desk.Order{What: desk.PrintSchedule})
	if err != nil || path == "" || job.Sheets == 0 || !slices.Equal(o.lent, []string{"pdf "}) {
		t.Fatalf("%q, %+v, %v", path, o.lent, err)
	}
	if log := strings.Join(u.vault.logged(), "\n"); !strings.Contains(log, `"readable"`) {
		t.Errorf("the log says nothing of an open file: %s", log)
	}
	o.stuck = text.NewFault("printer.still_open")
	fault(t, s.Lock(), "printer.still_open")
	if o.swept != 1 || !u.vault.closed {
		t.Errorf("swept %d times, closed %v", o.swept, u.vault.closed)
	}
}

func TestWithoutPrintersOrFoldersThatIsSaid(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	_, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintSchedule}, sheet.Sending{})
	fault(t, err, "printer.none")
	_, _, err = s.Lend(t.Context(), desk.Order{What: desk.PrintSchedule})
	fault(t, err, "printer.not_lent")
	if list, err := s.AvailablePrinters(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
	if err := u.desk.Sweep(); err != nil {
		t.Error(err)
	}
}

// A slip of the finger is told, and not made into fewer copies.
func TestMoreCopiesThanAPrinterShouldMakeAreRefused(t *testing.T) {
	u, s, o := equipped(t)
	before := len(u.vault.records)
	_, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintContacts}, sheet.Sending{Copies: sheet.MostCopies + 1})
	fault(t, err, "print.copies_many")
	if len(o.out) != 0 || len(u.vault.records) != before {
		t.Error("something was printed or noted")
	}
}

// Two papers with one number could not be told apart when one comes back.
func TestNumberedSheetsAreNotCopied(t *testing.T) {
	u, s, o := equipped(t)
	before := len(u.vault.records)
	_, err := s.PrintTo(t.Context(), desk.Order{What: desk.PrintJournal, PersonID: string(elsa.PersonalID)}, sheet.Sending{Copies: 2})
	fault(t, err, "print.numbered_copies")
	if len(o.out) != 0 || len(u.vault.records) != before {
		t.Error("something was printed or noted")
	}
}

// What is offered as numbered is what the printer is refused copies of.
func TestAnOfferSaysWhetherItsPapersAreNumbered(t *testing.T) {
	u, s, _ := equipped(t)
	for _, offer := range s.Offers() {
		o := desk.Order{What: offer.What, Blanks: 2, Hours: 8, Persons: 3, Message: "Det är avbrott.", Reason: "hembesök", Again: true}
		if offer.Takes&desk.NeedsPerson != 0 {
			o.PersonID = string(birgit.PersonalID)
		}
		u.now = u.now.Add(time.Second)
		proof, err := s.Proof(t.Context(), o)
		if text.IsFault(err, "print.nothing") || text.IsFault(err, "print.no_protected") {
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", offer.What, err)
		}
		if counted := slices.ContainsFunc(proof.Sheets, func(sh desk.ProofSheet) bool { return sh.Counted }); counted != offer.Numbered {
			t.Errorf("%s: numbered %v, its sheets are %v", offer.What, offer.Numbered, counted)
		}
	}
}

// The unit head can forbid files that open without a passphrase. What goes to a printer, and is lent
// for as long as a viewer prints it, is no such file.
func TestAUnitCanForbidReadableFiles(t *testing.T) {
	u, s, _ := equipped(t)
	order := desk.Order{What: desk.PrintSchedule, Readable: true}
	if job, err := s.Print(t.Context(), order); err != nil || job.Protected {
		t.Fatalf("%+v, %v", job, err)
	}
	if err := s.SetPaper(t.Context(), desk.PaperSettings{NoReadable: true}); err != nil {
		t.Fatal(err)
	}
	before := len(u.vault.records)
	_, err := s.Print(t.Context(), order)
	fault(t, err, "print.no_readable")
	if len(u.vault.records) != before {
		t.Error("it was noted as printed")
	}
	if _, err := s.PrintTo(t.Context(), order, sheet.Sending{}); err != nil {
		t.Error(err)
	}
	if _, _, err := s.Lend(t.Context(), order); err != nil {
		t.Error(err)
	}
	if job, err := s.Print(t.Context(), desk.Order{What: desk.PrintSchedule}); err != nil || !job.Protected {
		t.Errorf("%+v, %v", job, err)
	}
}

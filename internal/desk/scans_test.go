package desk_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// scanner is a folder of scanned papers in memory: the pages of each file, in its order.
type scanner struct {
	names  []string
	pages  map[string][]custody.Scanned
	broken map[string]error
	before func(file string, at int) // called before a page is given
}

func (s *scanner) add(file string, pages ...custody.Scanned) {
	if s.pages == nil {
		s.pages = map[string][]custody.Scanned{}
	}
	s.names = append(s.names, file)
	s.pages[file] = pages
}

func (s *scanner) Files(context.Context, string) ([]custody.ScanFile, error) {
	var files []custody.ScanFile
	for _, name := range s.names {
		files = append(files, custody.ScanFile{Path: "/scans/" + name, Name: name})
	}
	return files, nil
}

func (s *scanner) Pages(ctx context.Context, file custody.ScanFile, each func(custody.Scanned) error) error {
	for i, p := range s.pages[file.Name] {
		if s.before != nil {
			s.before(file.Name, i+1)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		p.At, p.Of = i+1, len(s.pages[file.Name])
		if err := each(p); err != nil {
			return err
		}
	}
	return s.broken[file.Name]
}

// pageOf is a scanned page of a paper; what is said tells one picture of it from another.
func pageOf(n custody.Number, page int, said string) custody.Scanned {
	return custody.Scanned{Texts: []string{"tel:+46701740650", custody.Code(n, 1, page)}, Media: "image/jpeg", Bytes: fmt.Appendf(nil, "%s %d %s", n, page, said)}
}

func unreadable(said string) custody.Scanned {
	return custody.Scanned{Media: "image/png", Bytes: []byte(said)}
}

// scans reads the folder and gives the report.
func (u *unit) scans(s *desk.Session) desk.ScanReport {
	u.t.Helper()
	report, err := s.ScanFolder(u.t.Context(), "/scans", nil)
	u.must(err)
	return report
}

func pageOutcomes(r desk.ScanReport) string {
	var all []string
	for _, row := range r.Rows {
		all = append(all, fmt.Sprintf("%s %d %s", row.File, row.At, row.Outcome))
	}
	return strings.Join(all, ", ")
}

// withScanner is a binder whose papers come back by scanner.
func withScanner(t *testing.T) (*unit, *desk.Session, *scanner) {
	u, s := filled(t)
	folder := &scanner{}
	u.desk.Scanner = folder
	return u, s, folder
}

// Given a form of two pages that was printed for Elsa, when its pages are scanned, then each is kept sealed
// under the form, the form has come back, and whoever writes it down finds person, kind and pages by the
// number. The same folder again does nothing new.
func TestScannedPagesAreKeptUnderTheirForm(t *testing.T) {
	u, s, folder := withScanner(t)
	n := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)})[0]
	folder.add("a.pdf", pageOf(n, 1, ""))
	var told []int
	report, err := s.ScanFolder(t.Context(), "/scans", func(done, total int) { told = append(told, done, total) })
	u.must(err)
	if pageOutcomes(report) != "a.pdf 1 filed" || !slices.Equal(report.Done, []string{"a.pdf"}) || !slices.Equal(told, []int{1, 1}) {
		t.Fatalf("%s, done %q, told %v", pageOutcomes(report), report.Done, told)
	}
	form, err := s.FormOf(strings.ToLower(n.String()))
	u.must(err)
	if form.Number != n || form.Kind != entry.KindNote || form.Person != "Elsa Lund" || form.PersonID != elsaOf(s) || form.State != custody.StateReturned ||
		form.EntryID != "" || !slices.Equal(form.Have, []int{1}) || form.Page != 0 {
		t.Errorf("%+v", form)
	}
	doc, raw, err := s.OpenDocument(t.Context(), form.Scans[0].Document, "")
	if err != nil || string(raw) != string(folder.pages["a.pdf"][0].Bytes) || doc.Area != care.DocumentAreaSocial || !strings.Contains(doc.Title, n.String()) {
		t.Errorf("%+v, %q, %v", doc, raw, err)
	}
	if lines := strings.Join(u.vault.logged(), "\n"); !strings.Contains(lines, "skannad sida 1 av "+n.String()) {
		t.Error("the log doesn't tell")
	}
	records, items := len(u.vault.records), len(u.vault.items)
	for _, again := range []*desk.Session{s, u.open("lena")} {
		had := len(u.vault.records)
		if got := u.scans(again); pageOutcomes(got) != "a.pdf 1 known" || len(got.Done) != 1 || len(got.Forms) != 1 || got.Forms[0].State != custody.StateReturned {
			t.Errorf("again: %s", pageOutcomes(got))
		}
		if len(u.vault.records) != had || len(u.vault.items) != items {
			t.Errorf("again: %d records, were %d", len(u.vault.records), records)
		}
	}
}

// The whole text of a code, as a scanner types it, says which page it is.
func TestACodeThatIsTypedByAScannerOpensItsForm(t *testing.T) {
	u, s, _ := withScanner(t)
	n := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)})[0]
	form, err := s.FormOf(custody.Code(n, 1, 2))
	if err != nil || form.Page != 2 || form.Number != n || form.Kind != entry.KindNote || form.State != custody.StateIssued {
		t.Errorf("%+v, %v", form, err)
	}
	_, err = s.FormOf("1234")
	fault(t, err, "custody.number")
	other, err := custody.NewNumber(nil)
	u.must(err)
	_, err = s.FormOf(other.String())
	fault(t, err, "custody.unknown")
}

// One bad page or file keeps nothing back, and each is named with what it is.
func TestWhatCanNotBeKeptIsNamedAndBlocksNothing(t *testing.T) {
	u, s, folder := withScanner(t)
	n := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)})[0]
	other, err := custody.NewNumber(nil)
	u.must(err)
	folder.add("1.pdf", custody.Scanned{Err: text.NewFault("scan.packing")}, pageOf(n, 1, "a"), pageOf(other, 1, ""))
	folder.add("2.pdf")
	folder.broken = map[string]error{"2.pdf": text.NewFault("scan.broken")}
	folder.add("3.jpg", pageOf(n, 1, "b"))
	folder.add("4.png", unreadable("kladd"))
	report := u.scans(s)
	if got, want := pageOutcomes(report), "1.pdf 1 broken, 1.pdf 2 filed, 1.pdf 3 foreign, 2.pdf 0 broken, 3.jpg 1 another, 4.png 1 unread"; got != want {
		t.Fatalf("got  %s\nwant %s", got, want)
	}
	if !slices.Equal(report.Done, []string{"3.jpg", "4.png"}) || report.Count(desk.ScanBroken) != 2 || report.Rows[2].Number != other || len(report.Files) != 4 {
		t.Errorf("done %q, %+v", report.Done, report.Rows)
	}
	for _, at := range []int{0, 3} {
		if report.Rows[at].Err == nil {
			t.Errorf("nothing says why in %+v", report.Rows[at])
		}
	}
	if form, err := s.FormOf(n.String()); err != nil || len(form.Scans) != 2 || !slices.Equal(form.Have, []int{1}) {
		t.Errorf("%+v, %v", form, err)
	}
	if _, err := s.FormOf(other.String()); !text.IsFault(err, "custody.unknown") {
		t.Errorf("the page of another binder: %v", err)
	}
}

// A page without a readable code waits until somebody types its number; after that the folder knows it.
func TestAPageWithoutACodeGetsItsNumberByHand(t *testing.T) {
	u, s, folder := withScanner(t)
	n := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)})[0]
	folder.add("a.png", unreadable("kladd"))
	report := u.scans(s)
	id := report.Rows[0].Document
	if got := s.UnreadPages(); len(got) != 1 || got[0].ID != id || pageOutcomes(u.scans(s)) != "a.png 1 unread" || len(s.UnreadPages()) != 1 {
		t.Fatalf("waiting: %+v", got)
	}
	if item, _ := u.stored(ledger.ApartKind, id); item.Area != access.AreaHealth {
		t.Errorf("it waits in %v", item.Area)
	}
	_, err := s.NamePage(t.Context(), id, n.String(), 0)
	fault(t, err, "scan.page")
	_, err = s.NamePage(t.Context(), id, "ABC", 1)
	fault(t, err, "custody.number")
	_, err = s.NamePage(t.Context(), "nothing", n.String(), 1)
	fault(t, err, "document.unknown")
	form, err := s.NamePage(t.Context(), id, n.String(), 1)
	u.must(err)
	if form.State != custody.StateReturned || len(form.Scans) != 1 || form.Scans[0].Document != id || len(s.UnreadPages()) != 0 {
		t.Errorf("%+v", form)
	}
	if item, _ := u.stored(ledger.ApartKind, id); item.Area != access.AreaSocial || string(item.Body) != "kladd" {
		t.Errorf("it lies in %v", item.Area)
	}
	if got := pageOutcomes(u.scans(u.open("lena"))); got != "a.png 1 known" {
		t.Errorf("again: %s", got)
	}
}

// The page of a person with protected identity lies with the protected fields, and takes a reason.
func TestAPageAboutAProtectedPersonLiesWithTheProtectedFields(t *testing.T) {
	u, s, folder := withScanner(t)
	n := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: personID(t, s, birgit)})[0]
	folder.add("a.pdf", pageOf(n, 1, ""))
	id := u.scans(s).Rows[0].Document
	if item, _ := u.stored(ledger.ApartKind, id); item.Area != access.AreaProtected {
		t.Errorf("it lies in %v", item.Area)
	}
	_, _, err := s.OpenDocument(t.Context(), id, "")
	fault(t, err, "person.no_reason")
}

// Who has no key for a form's area keeps nothing of it, and the file is not among those to delete.
func TestAPageOfAClosedAreaStaysInItsFile(t *testing.T) {
	u, s, folder := withScanner(t)
	n := u.prints(s, desk.Order{What: "health_journal", PersonID: elsaOf(s)})[0]
	folder.add("a.pdf", pageOf(n, 1, ""))
	_, err := s.AddUser(t.Context(), desk.NewUser{Name: "Siv Ek", Title: "vårdbiträde", Passphrase: "en annan fras", Role: access.RoleStaff, Areas: []access.Area{access.AreaSocial}})
	u.must(err)
	siv, err := u.desk.Unlock(t.Context(), "binder", "Siv Ek", "en annan fras")
	u.must(err)
	report := u.scans(siv)
	if pageOutcomes(report) != "a.pdf 1 closed" || len(report.Done) != 0 || !text.IsFault(report.Rows[0].Err, "access.closed") {
		t.Errorf("%s, %v", pageOutcomes(report), report.Done)
	}
	if got := pageOutcomes(u.scans(u.open("lena"))); got != "a.pdf 1 filed" {
		t.Errorf("by who has the key: %s", got)
	}
}

// A paper that was looked for is found by its scan; one that was handed in takes no step.
func TestAMissingPaperIsFoundByItsScan(t *testing.T) {
	u, s, folder := withScanner(t)
	missing := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)})[0]
	kept := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)})[0]
	u.moves(s, missing, custody.StepMiss)
	u.moves(s, kept, custody.StepReturn, custody.StepTranscribe, custody.StepKeep)
	folder.add("a.pdf", pageOf(missing, 1, ""), pageOf(kept, 1, ""))
	report := u.scans(s)
	if len(report.Forms) != 2 || report.Forms[0].State != custody.StateReturned || report.Forms[1].State != custody.StateKept {
		t.Errorf("%+v", report.Forms)
	}
}

// What was stored before the disk failed, or before somebody stopped it, stays; the rest comes the next time.
func TestWhatIsDoneStaysDone(t *testing.T) {
	u, s, folder := withScanner(t)
	numbers := u.prints(s, desk.Order{What: desk.PrintJournal, Blanks: 3})
	folder.add("a.pdf", pageOf(numbers[0], 1, ""), pageOf(numbers[1], 1, ""), pageOf(numbers[2], 1, ""))
	ctx, stop := context.WithCancel(t.Context())
	folder.before = func(_ string, at int) {
		if at == 2 {
			stop()
		}
	}
	report, err := s.ScanFolder(ctx, "/scans", nil)
	if !errors.Is(err, context.Canceled) || pageOutcomes(report) != "a.pdf 1 filed" || len(report.Done) != 0 || len(report.Forms) != 1 {
		t.Fatalf("%s, %v", pageOutcomes(report), err)
	}
	folder.before = func(_ string, at int) {
		if at == 3 {
			u.vault.fails = func(ledger.Change) bool { return true }
		}
	}
	report, err = s.ScanFolder(t.Context(), "/scans", nil)
	if err == nil || pageOutcomes(report) != "a.pdf 1 known, a.pdf 2 filed" {
		t.Fatalf("%s, %v", pageOutcomes(report), err)
	}
	u.vault.fails, folder.before = nil, nil
	if got := pageOutcomes(u.scans(u.open("lena"))); got != "a.pdf 1 known, a.pdf 2 known, a.pdf 3 filed" {
		t.Errorf("after a broken disk: %s", got)
	}
}

// A page that is written down lies under its entry: the number finds both.
func TestAPaperThatWasWrittenDownKnowsItsEntry(t *testing.T) {
	u, s, folder := withScanner(t)
	n := u.prints(s, desk.Order{What: desk.PrintJournal, PersonID: elsaOf(s)})[0]
	e := note(t, s, "Tillsyn", u.now.Add(-1))
	e.Paper = &entry.Paper{Number: string(n), Name: "Siv Ek", WrittenTime: u.now.Add(-1)}
	written := signed(t, s, e)
	folder.add("a.pdf", pageOf(n, 1, ""))
	u.scans(s)
	form, err := s.FormOf(n.String())
	if err != nil || form.EntryID != written.ID || len(form.Entries) != 1 || len(form.Scans) != 1 {
		t.Errorf("%+v, %v", form, err)
	}
}

// Whoever only keeps the binder brings no papers in; without a folder that can be read nothing happens.
func TestWhoMayScan(t *testing.T) {
	u, s, folder := withScanner(t)
	_, err := s.ScanFolder(t.Context(), "/scans", nil)
	fault(t, err, "scan.none")
	folder.add("a.png", unreadable("kladd"))
	_, err = s.AddUser(t.Context(), desk.NewUser{Name: "Ivar Nord", Title: "systemförvaltare", Passphrase: "en annan fras", Role: access.RoleSteward})
	u.must(err)
	steward, err := u.desk.Unlock(t.Context(), "binder", "Ivar Nord", "en annan fras")
	u.must(err)
	_, err = steward.ScanFolder(t.Context(), "/scans", nil)
	fault(t, err, "access.not_allowed")
	_, err = steward.FormOf("ABC")
	fault(t, err, "access.not_allowed")
	if len(steward.UnreadPages()) != 0 {
		t.Error("a steward sees pages")
	}
	u.desk.Scanner = nil
	_, err = s.ScanFolder(t.Context(), "/scans", nil)
	fault(t, err, "scan.folder")
}

package desk_test

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/sheet"
)

const localRoutine = "Lokal rutin vid avbrott\r\n\r\nNycklarna ligger i det låsta skåpet. Skriv för hand och lägg bladet i pärmen.\r\n\r\n\tRing 0121-18499."

// files a document with the owner and the review that the tests share.
func (u *unit) filesOwn(s *desk.Session, name, content string, kind desk.UnitDocumentKind) desk.UnitDocument {
	u.t.Helper()
	doc, err := s.FileUnitDocument(u.t.Context(), name, []byte(content), kind, " Enhetschefen ", monday.AddDate(0, 6, 0).Add(9*time.Hour))
	if err != nil {
		u.t.Fatal(err)
	}
	return doc
}

// pdfOf makes the test's reader of documents take a file for a PDF with a text.
func (u *unit) pdfOf(name, content, says string) {
	sum := sha256.Sum256([]byte(content))
	u.files[name] = []care.Batch{{Format: "document", Kinds: []care.Kind{care.KindDocument}, Incoming: []care.Incoming{{Item: &care.Document{
		Media: "application/pdf", Pages: 12, Size: len(content), Hash: hex.EncodeToString(sum[:]), Text: says}}}}}
}

func TestTheUnitFilesItsLocalRoutine(t *testing.T) {
	u, s := withPersons(t)
	doc := u.filesOwn(s, "/home/lena/Lokal_rutin vid avbrott.txt", localRoutine, desk.UnitRoutine)
	if doc.Title != "Lokal rutin vid avbrott" || doc.Owner != "Enhetschefen" || doc.Media != "text/plain" || doc.FiledBy != "Lena Ek, undersköterska" ||
		!doc.Review.Equal(care.Day(monday.AddDate(0, 6, 0))) || strings.ContainsAny(doc.Text, "\r") {
		t.Fatalf("%+v", doc)
	}
	s = u.open("lena")
	list := s.UnitDocuments()
	if len(list) != 1 || list[0].Text != doc.Text || list[0].ReviewDue(monday) || !list[0].ReviewDue(monday.AddDate(0, 7, 0)) {
		t.Fatalf("after a restart: %+v", list)
	}
	_, raw, err := s.OpenUnitDocument(t.Context(), doc.ID)
	if err != nil || string(raw) != localRoutine {
		t.Errorf("%q, %v", raw, err)
	}
	hits := s.SearchUnitDocuments("låsta NYCKLARNA")
	if len(hits) != 1 || !strings.Contains(hits[0].Around, "låsta skåpet") || len(s.SearchUnitDocuments("enhetschefen kontinuitetsplan")) != 0 || len(s.SearchUnitDocuments(" ")) != 0 {
		t.Errorf("%+v", hits)
	}
	if lines := strings.Join(u.vault.logged(), "\n"); !strings.Contains(lines, "lade in enhetens dokument: Lokal rutin eller checklista, Lokal rutin vid avbrott") {
		t.Error("the log lacks it")
	}
	for _, item := range u.vault.items {
		if item.ID == doc.ID && item.Area != access.AreaCommon {
			t.Errorf("it lies in %v", item.Area)
		}
	}
}

// Given a plan that is there, when a newer file of the same name comes, then it is the same document in
// another version, the older bytes are gone, and the owner stays.
func TestANewerFileIsANewVersion(t *testing.T) {
	u, s := withPersons(t)
	first := u.filesOwn(s, "Avbrottsplan.txt", "Ring IT.", desk.UnitOutagePlan)
	second, err := s.FileUnitDocument(t.Context(), "AVBROTTSPLAN.txt", []byte("Ring IT servicedesk."), desk.UnitOutagePlan, "", time.Time{})
	if err != nil || second.ID != first.ID || second.Owner != first.Owner || !second.Review.Equal(first.Review) || second.Version() == first.Version() {
		t.Fatalf("%+v, %v", second, err)
	}
	if n := u.ownBytes(); n != 1 || len(s.UnitDocuments()) != 1 {
		t.Errorf("%d bodies, %d documents", n, len(s.UnitDocuments()))
	}
	if other := u.filesOwn(s, "Avbrottsplan.txt", "Ring IT.", desk.UnitContinuity); other.ID == first.ID {
		t.Error("a document of another kind took its place")
	}
	renamed, err := s.ChangeUnitDocument(t.Context(), first.ID, "Plan 2027", "", monday.AddDate(1, 0, 0))
	if err != nil || renamed.ID != first.ID || renamed.Title != "Plan 2027" || renamed.Version() != second.Version() {
		t.Fatalf("%+v, %v", renamed, err)
	}
	if again := u.filesOwn(s, "Avbrottsplan.txt", "Ring.", desk.UnitOutagePlan); again.ID == first.ID || len(s.UnitDocuments()) != 3 {
		t.Errorf("the old title took the renamed one's place: %+v", again)
	}
	if err := s.RemoveUnitDocument(t.Context(), first.ID, "Gäller inte längre"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.OpenUnitDocument(t.Context(), first.ID); err == nil || u.ownBytes() != 2 || len(u.open("lena").UnitDocuments()) != 2 {
		t.Errorf("it is still there: %v, %d bodies", err, u.ownBytes())
	}
}

// ownBytes is how many bodies of the unit's own documents the vault holds.
func (u *unit) ownBytes() int {
	n := 0
	for ref := range u.vault.items {
		if ref.Kind == ledger.ApartKind && strings.HasPrefix(ref.ID, "unitdoc-") {
			n++
		}
	}
	return n
}

func TestWhatIsNoDocumentOfTheUnits(t *testing.T) {
	u, s := withPersons(t)
	u.pdfOf("plan.pdf", "%PDF-about-elsa", "Plan för Elsa Lund")
	for name, c := range map[string]struct {
		file, content string
		kind          desk.UnitDocumentKind
		owner, code   string
	}{
		"a name":               {"rutin.txt", "Ring Elsa Lund först.", desk.UnitRoutine, "Chefen", "unitdoc.name"},
		"a number":             {"rutin.txt", "Ring 19240129-7250.", desk.UnitRoutine, "Chefen", "unitdoc.number"},
		"a name in the title":  {"Elsa Lund.txt", "Ring.", desk.UnitRoutine, "Chefen", "unitdoc.name"},
		"a name in a PDF":      {"plan.pdf", "%PDF-about-elsa", desk.UnitRoutine, "Chefen", "unitdoc.name"},
		"nobody's":             {"rutin.txt", "Ring.", desk.UnitRoutine, " ", "unitdoc.owner"},
		"no kind":              {"rutin.txt", "Ring.", "plan", "Chefen", "unitdoc.kind"},
		"nothing":              {"rutin.txt", "", desk.UnitRoutine, "Chefen", "file.empty"},
		"nothing but spaces":   {"rutin.txt", " \r\n\t", desk.UnitRoutine, "Chefen", "file.empty"},
		"of a word processor":  {"rutin.docx", "PK\x03\x04\x14\x00", desk.UnitRoutine, "Chefen", "unitdoc.sort"},
		"a picture":            {"rutin.png", "\x89PNG\r\n\x1a\n", desk.UnitRoutine, "Chefen", "file.unknown"},
		"a title without end":  {strings.Repeat("a", 121) + ".txt", "Ring.", desk.UnitRoutine, "Chefen", "unitdoc.title"},
		"an owner without end": {"rutin.txt", "Ring.", desk.UnitRoutine, strings.Repeat("a", 81), "unitdoc.owner"},
		"a text without end":   {"rutin.txt", strings.Repeat("Ring. ", 400_000), desk.UnitRoutine, "Chefen", "unitdoc.text_size"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := s.FileUnitDocument(t.Context(), c.file, []byte(c.content), c.kind, c.owner, monday)
			fault(t, err, c.code)
			if len(s.UnitDocuments()) != 0 || u.ownBytes() != 0 {
				t.Error("it was taken in")
			}
		})
	}
	fault(t, s.RemoveUnitDocument(t.Context(), "nothing", "x"), "unitdoc.unknown")
	_, err := s.ChangeUnitDocument(t.Context(), "nothing", "", "", monday)
	fault(t, err, "unitdoc.unknown")
}

func TestATextIsReadAsEditorsSaveIt(t *testing.T) {
	u, s := withPersons(t)
	for name, content := range map[string]string{
		"utf8":    "Åtgärd – ring",
		"marked":  "\ufeffÅtgärd – ring",
		"windows": "\xc5tg\xe4rd \x96 ring",
		"wide":    "\xff\xfe\xc5\x00t\x00g\x00\xe4\x00r\x00d\x00 \x00\x13 \x20\x00r\x00i\x00n\x00g\x00",
		"wide_be": "\xfe\xff\x00\xc5\x00t\x00g\x00\xe4\x00r\x00d\x00 \x20\x13\x00 \x00r\x00i\x00n\x00g",
	} {
		if doc := u.filesOwn(s, name+".txt", content, desk.UnitOther); doc.Text != "Åtgärd – ring" {
			t.Errorf("%s: %q", name, doc.Text)
		}
	}
}

func TestTheUnitsDocumentsArePrintedWithTheBinder(t *testing.T) {
	u, s := withPersons(t)
	_, err := s.Print(t.Context(), desk.Order{What: desk.PrintUnitDocuments})
	fault(t, err, "print.nothing")
	u.filesOwn(s, "Rutin.txt", localRoutine, desk.UnitRoutine)
	u.pdfOf("Plan.pdf", "%PDF-plan", "Avbrottsplan")
	plan := u.filesOwn(s, "Plan.pdf", "%PDF-plan", desk.UnitOutagePlan)
	if plan.Pages != 12 || plan.Media != "application/pdf" {
		t.Fatalf("%+v", plan)
	}
	for _, o := range []desk.Order{{What: desk.PrintUnitDocuments}, {What: desk.PrintBinder}} {
		if _, err := s.Print(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		doc := u.last()
		var titles []string
		for _, sh := range doc.Sheets {
			if sh.Kind == sheet.KindUnitDocuments || sh.Kind == sheet.KindUnitDocument {
				titles = append(titles, sh.Title)
			}
		}
		if !slices.Equal(titles, []string{"Enhetens egna dokument", "Rutin"}) || len(doc.Attachments) != 1 || string(doc.Attachments[0].Bytes) != "%PDF-plan" || doc.Attachments[0].Lead.Title != "Plan" {
			t.Errorf("%s: %v and %d attachments", o.What, titles, len(doc.Attachments))
		}
	}
	for _, o := range []desk.Order{{What: desk.PrintBinder, NoDocuments: true}, {What: desk.PrintBinder, PersonID: string(elsa.PersonalID)}} {
		if _, err := s.Print(t.Context(), o); err != nil || len(u.last().Attachments) != 0 {
			t.Errorf("%+v: %d attachments, %v", o, len(u.last().Attachments), err)
		}
	}
}

// Given bytes that were changed behind the binder's back, then they are not shown, and a print says that
// they are missing.
func TestADocumentThatWasAlteredIsNotShown(t *testing.T) {
	u, s := withPersons(t)
	u.pdfOf("Plan.pdf", "%PDF-plan", "Avbrottsplan")
	plan := u.filesOwn(s, "Plan.pdf", "%PDF-plan", desk.UnitOutagePlan)
	for ref, item := range u.vault.items {
		if ref.Kind == ledger.ApartKind {
			item.Body = []byte("%PDF-forged")
			u.vault.items[ref] = item
		}
	}
	_, _, err := s.OpenUnitDocument(t.Context(), plan.ID)
	fault(t, err, "unitdoc.altered")
	if _, err := s.Print(t.Context(), desk.Order{What: desk.PrintUnitDocuments}); err != nil || u.last().Attachments[0].Bytes != nil {
		t.Errorf("%v", err)
	}
}

// The copy of Lifecare's data goes; the unit's own plan stays.
func TestAPurgeKeepsTheUnitsDocuments(t *testing.T) {
	u, s := withPersons(t)
	doc := u.filesOwn(s, "Rutin.txt", localRoutine, desk.UnitRoutine)
	if _, err := s.PurgeReplica(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, raw, err := u.open("lena").OpenUnitDocument(t.Context(), doc.ID); err != nil || string(raw) != localRoutine {
		t.Errorf("%q, %v", raw, err)
	}
}

func TestOnlyWhoHasTheUnitFilesItsDocuments(t *testing.T) {
	u, s := withPersons(t)
	doc := u.filesOwn(s, "Rutin.txt", localRoutine, desk.UnitRoutine)
	_, err := s.AddUser(t.Context(), desk.NewUser{Name: "Maja Öst", Title: "vårdbiträde", Passphrase: "en annan fras", Role: access.RoleStaff})
	u.must(err)
	maja, err := u.desk.Unlock(t.Context(), "binder", "Maja Öst", "en annan fras")
	u.must(err)
	if len(maja.UnitDocuments()) != 1 || len(maja.SearchUnitDocuments("nycklarna")) != 1 {
		t.Error("staff don't see it")
	}
	_, err = maja.FileUnitDocument(t.Context(), "Plan.txt", []byte("x"), desk.UnitOutagePlan, "Maja", monday)
	fault(t, err, "access.not_allowed")
	fault(t, maja.RemoveUnitDocument(t.Context(), doc.ID, "x"), "access.not_allowed")
}

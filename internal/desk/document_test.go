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
)

// plan is what the reader of documents makes of a file: the test's vault holds the file's name as
// its bytes.
func plan(file string, numbers ...care.PersonalID) care.Batch {
	sum := sha256.Sum256([]byte(file))
	doc := &care.Document{Media: "application/pdf", Pages: 2, Size: len(file), Hash: hex.EncodeToString(sum[:]), What: care.DocumentPlan,
		Area: care.DocumentAreaSocial, Text: "Genomförandeplan. Hjälp med dusch på måndagar.", Date: care.Day(monday.AddDate(0, -1, 0)), DateFrom: care.DateInText}
	for _, n := range numbers {
		doc.Candidates = append(doc.Candidates, care.DocumentCandidate{Number: n, In: []string{care.FoundInText}})
	}
	return care.Batch{Format: "document", Kinds: []care.Kind{care.KindDocument}, Incoming: []care.Incoming{{Item: doc}}}
}

// withPersons is a binder with Elsa, Åke and Birgit, whose identity is protected.
func withPersons(t *testing.T) (*unit, *desk.Session) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	return u, s
}

func (u *unit) stored(kind, id string) (ledger.Item, bool) {
	item, there := u.vault.items[ledger.ItemRef{Kind: kind, ID: id}]
	return item, there
}

func personID(t *testing.T, s *desk.Session, key care.PersonKey) string {
	t.Helper()
	p, err := s.Person(string(key.PersonalID))
	if err != nil {
		t.Fatal(err)
	}
	return p.ID
}

func TestADocumentWaitsUntilSomebodySaysWhoseItIs(t *testing.T) {
	u, s := withPersons(t)
	f := u.read(s, "plan.pdf", plan("plan.pdf", elsa.PersonalID, "197010622384"))
	if f.New != 1 || f.Document == nil || len(f.Warnings) != 1 || len(f.Document.Persons) != 1 || f.Document.Unknown != 1 {
		t.Fatalf("%+v with %+v", f, f.Document)
	}
	d, err := s.Open(t.Context(), personID(t, s, elsa))
	if err != nil || len(d.Documents) != 0 {
		t.Errorf("a document filed itself: %v, %v", d.Documents, err)
	}

	s = u.open("lena") // it waits after a restart too
	waiting := s.DocumentsWaiting()
	if len(waiting) != 1 || waiting[0].Persons[0].Name != "Elsa Lund" || waiting[0].Title != "Genomförandeplan" || waiting[0].Area != access.AreaSocial {
		t.Fatalf("waiting: %+v", waiting)
	}
	id := waiting[0].ID
	filed, err := s.FileDocument(t.Context(), id, desk.FileAs{PersonID: string(elsa.PersonalID), Title: "  Plan  för Elsa "})
	if err != nil || filed.Title != "Plan för Elsa" || filed.PersonID == "" {
		t.Fatalf("%+v, %v", filed, err)
	}
	if len(s.DocumentsWaiting()) != 0 {
		t.Error("it still waits")
	}
	d, err = s.Open(t.Context(), filed.PersonID)
	if err != nil || len(d.Documents) != 1 || d.Document(care.DocumentPlan) == nil || d.Documents[0].FiledBy != "Lena Ek, undersköterska" || d.Documents[0].FiledAt.IsZero() || d.Documents[0].Candidates != nil {
		t.Fatalf("%+v, %v", d.Documents, err)
	}
	_, raw, err := s.OpenDocument(t.Context(), id, "")
	if err != nil || string(raw) != "plan.pdf" {
		t.Errorf("%q, %v", raw, err)
	}
	lines := strings.Join(u.vault.logged(), "\n")
	for _, said := range []string{`"action":"document"`, "sorterade in dokument: Genomförandeplan", "öppnade dokument: Genomförandeplan", "Elsa Lund"} {
		if !strings.Contains(lines, said) {
			t.Errorf("the log lacks %q", said)
		}
	}
	if item, _ := u.stored(string(care.KindDocument), id); strings.Contains(string(item.Body), `"bytes"`) {
		t.Error("the bytes lie with what is known of the document")
	}
}

func TestTheSameBytesAreOneDocument(t *testing.T) {
	u, s := withPersons(t)
	first := u.read(s, "plan.pdf", plan("plan.pdf", elsa.PersonalID))
	again := u.read(s, "plan.pdf", plan("plan.pdf", elsa.PersonalID))
	if again.New != 0 || again.Unchanged != 1 || len(s.DocumentsWaiting()) != 1 {
		t.Errorf("%+v", again)
	}
	if _, err := s.FileDocument(t.Context(), first.Document.ID, desk.FileAs{PersonID: string(elsa.PersonalID)}); err != nil {
		t.Fatal(err)
	}
	if f := u.read(s, "plan.pdf", plan("plan.pdf", elsa.PersonalID)); f.New != 0 || f.Document.PersonID == "" {
		t.Errorf("it came in again although it is filed: %+v", f.Document)
	}
	if len(s.DocumentsWaiting()) != 0 {
		t.Error("a filed document waits again")
	}
}

func TestTheDocumentOfAProtectedPersonLiesBehindThatWall(t *testing.T) {
	u, s := withPersons(t)
	f := u.read(s, "plan.pdf", plan("plan.pdf", birgit.PersonalID, elsa.PersonalID))
	id := f.Document.ID
	lies := func(area access.Area, when string) {
		t.Helper()
		known, _ := u.stored(string(care.KindDocument), id)
		raw, _ := u.stored(ledger.ApartKind, id)
		if known.Area != area || raw.Area != area || string(raw.Body) != "plan.pdf" {
			t.Errorf("%s: it lies in %v, its bytes %q in %v; want %v", when, known.Area, raw.Body, raw.Area, area)
		}
	}
	lies(access.AreaProtected, "while it may be Birgit's")
	if _, err := s.FileDocument(t.Context(), id, desk.FileAs{PersonID: string(elsa.PersonalID)}); err != nil {
		t.Fatal(err)
	}
	lies(access.AreaSocial, "when it is Elsa's")
	if _, err := s.FileDocument(t.Context(), id, desk.FileAs{PersonID: string(birgit.PersonalID), Area: care.DocumentAreaSocial}); err != nil {
		t.Fatal(err)
	}
	lies(access.AreaProtected, "when it is Birgit's after all")
	_, _, err := s.OpenDocument(t.Context(), id, " ")
	fault(t, err, "person.no_reason")
	if _, raw, err := s.OpenDocument(t.Context(), id, "larmet gick"); err != nil || string(raw) != "plan.pdf" {
		t.Errorf("%q, %v", raw, err)
	}
	if lines := u.vault.logged(); !strings.Contains(lines[len(lines)-1], `"unshield"`) || !strings.Contains(lines[len(lines)-1], "larmet gick") {
		t.Errorf("the log says %s", lines[len(lines)-1])
	}
	if hits := s.SearchDocuments("dusch"); len(hits) != 0 {
		t.Errorf("a protected person is found by what stands in a document: %+v", hits)
	}
	if hits := s.SearchDocuments(s.Name(personID(t, s, birgit))); len(hits) != 1 || hits[0].Around != "" {
		t.Errorf("by name: %+v", hits)
	}
}

// Given a plan of Elsa's, when a later register says that her identity is protected, then the plan
// goes behind that wall too.
func TestADocumentFollowsWhenAnIdentityBecomesProtected(t *testing.T) {
	u, s := withPersons(t)
	f := u.read(s, "plan.pdf", plan("plan.pdf", elsa.PersonalID))
	if _, err := s.FileDocument(t.Context(), f.Document.ID, desk.FileAs{PersonID: string(elsa.PersonalID)}); err != nil {
		t.Fatal(err)
	}
	u.read(s, "waits.pdf", plan("waits.pdf", elsa.PersonalID))
	flagged := register()
	flagged.Incoming[0].Item.(*care.Person).Protected = true
	u.now = u.now.Add(2 * time.Hour)
	u.read(s, "register2", flagged)
	for ref, item := range u.vault.items {
		if (ref.Kind == string(care.KindDocument) || ref.Kind == ledger.ApartKind) && item.Area != access.AreaProtected {
			t.Errorf("%s lies in %v", ref.Kind, item.Area)
		}
	}
}

// The same when it is Lifecare itself that says so, by the rhythm.
func TestADocumentFollowsWhenTheRefreshTellsOfProtection(t *testing.T) {
	u, l, s := live(t)
	refresh(t, s, desk.Refreshing{})
	f := u.read(s, "plan.pdf", plan("plan.pdf", "192401297250"))
	if _, err := s.FileDocument(t.Context(), f.Document.ID, desk.FileAs{PersonID: "192401297250"}); err != nil {
		t.Fatal(err)
	}
	flagged := clients("192401297250")
	flagged.Incoming[0].Item.(*care.Person).Protected = true
	l.answers("clients", 1, flagged)
	u.now = u.now.Add(time.Hour)
	refresh(t, s, desk.Refreshing{ByRhythm: true})
	if item, there := u.stored(string(care.KindDocument), f.Document.ID); !there || item.Area != access.AreaProtected {
		t.Errorf("it lies in %v", item.Area)
	}
}

func TestADocumentIsRefusedWithAReason(t *testing.T) {
	u, s := withPersons(t)
	id := u.read(s, "plan.pdf", plan("plan.pdf", "197010622384")).Document.ID
	fault(t, s.RefuseDocument(t.Context(), id, " "), "document.no_reason")
	fault(t, s.RefuseDocument(t.Context(), "annat", "fel enhet"), "document.unknown")
	if err := s.RefuseDocument(t.Context(), id, "fel enhet"); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{string(care.KindDocument), ledger.ApartKind} {
		if _, there := u.stored(kind, id); there {
			t.Errorf("%s is left", kind)
		}
	}
	if len(s.DocumentsWaiting()) != 0 || len(s.SearchDocuments("dusch")) != 0 {
		t.Error("it is still shown")
	}
	again := u.read(s, "plan.pdf", plan("plan.pdf", "197010622384"))
	if again.New != 1 || again.Document.ID == id {
		t.Errorf("when it comes again it is %+v", again.Document)
	}
}

func TestFilingSaysWhatIsWrong(t *testing.T) {
	u, s := withPersons(t)
	id := u.read(s, "plan.pdf", plan("plan.pdf", elsa.PersonalID)).Document.ID
	at := string(elsa.PersonalID)
	for code, as := range map[string]desk.FileAs{
		"person.unknown":  {PersonID: "193103031234"},
		"document.choice": {PersonID: at, What: "brev"},
		"document.date":   {PersonID: at, Date: u.now.AddDate(0, 0, 2)},
	} {
		_, err := s.FileDocument(t.Context(), id, as)
		fault(t, err, code)
	}
	_, err := s.FileDocument(t.Context(), id, desk.FileAs{PersonID: at, Area: "common"})
	fault(t, err, "document.choice")
	_, err = s.FileDocument(t.Context(), "annat", desk.FileAs{PersonID: at})
	fault(t, err, "document.unknown")
	if len(s.DocumentsWaiting()) != 1 {
		t.Error("a filing that failed changed something")
	}
	filed, err := s.FileDocument(t.Context(), id, desk.FileAs{PersonID: at, What: care.DocumentMedication, Area: care.DocumentAreaHealth, Date: u.now})
	if err != nil || filed.What != care.DocumentMedication || filed.Area != access.AreaHealth || !filed.Date.Equal(care.Day(u.now)) || filed.DateFrom != "" {
		t.Errorf("%+v, %v", filed, err)
	}
}

func TestBytesThatAreNotTheDocumentsAreNotShown(t *testing.T) {
	u, s := withPersons(t)
	id := u.read(s, "plan.pdf", plan("plan.pdf", elsa.PersonalID)).Document.ID
	ref := ledger.ItemRef{Kind: ledger.ApartKind, ID: id}
	item := u.vault.items[ref]
	item.Body = []byte("en annan fil")
	u.vault.items[ref] = item
	_, _, err := s.OpenDocument(t.Context(), id, "")
	fault(t, err, "document.altered")
	delete(u.vault.items, ref)
	_, _, err = s.OpenDocument(t.Context(), id, "")
	fault(t, err, "document.altered")
}

func TestDocumentsAreFoundByTheirText(t *testing.T) {
	u, s := withPersons(t)
	id := u.read(s, "plan.pdf", plan("plan.pdf", elsa.PersonalID)).Document.ID
	if hits := s.SearchDocuments("DUSCH måndag"); len(hits) != 1 || hits[0].ID != id || !strings.Contains(hits[0].Around, "Hjälp med dusch") || hits[0].Name != "" {
		t.Errorf("%+v", hits)
	}
	if _, err := s.FileDocument(t.Context(), id, desk.FileAs{PersonID: string(elsa.PersonalID)}); err != nil {
		t.Fatal(err)
	}
	if hits := s.SearchDocuments("dusch"); len(hits) != 1 || hits[0].Name != "Elsa Lund" {
		t.Errorf("%+v", hits)
	}
	for _, query := range []string{"", " ", "...", "bastu"} {
		if hits := s.SearchDocuments(query); len(hits) != 0 {
			t.Errorf("%q finds %+v", query, hits)
		}
	}
}

func TestPurgingTheReplicaTakesTheBytesToo(t *testing.T) {
	u, s := withPersons(t)
	u.read(s, "plan.pdf", plan("plan.pdf", elsa.PersonalID))
	c, err := s.PurgeReplica(t.Context())
	if err != nil || c.Gone[ledger.ApartKind] != 1 || c.Gone[string(care.KindDocument)] != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	for ref := range u.vault.items {
		if slices.Contains([]string{ledger.ApartKind, string(care.KindDocument)}, ref.Kind) {
			t.Errorf("%s is left", ref.Kind)
		}
	}
}

func TestThePagesOfADocumentGoOutWithThePersonsBinder(t *testing.T) {
	u, s := withPersons(t)
	at := string(elsa.PersonalID)
	ids := map[string]string{}
	for n, name := range []string{"ny.pdf", "äldre.pdf", "brev.pdf", "väntar.pdf"} {
		id := u.read(s, name, plan(name, elsa.PersonalID)).Document.ID
		ids[name] = id
		as := desk.FileAs{PersonID: at, Title: name, Date: u.now.AddDate(0, 0, -1-n)}
		if name == "brev.pdf" {
			as.What = care.DocumentOther
		}
		if name == "väntar.pdf" {
			continue
		}
		if _, err := s.FileDocument(t.Context(), id, as); err != nil {
			t.Fatal(err)
		}
	}
	attached := func(o desk.Order) string {
		t.Helper()
		if _, err := s.Print(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, a := range u.paper[len(u.paper)-1].Attachments {
			if a.Lead.PersonID == "" || a.Lead.Name == "" || a.Media != "application/pdf" {
				t.Errorf("the page before a document says nothing of whose it is: %+v", a.Lead)
			}
			names = append(names, string(a.Bytes))
		}
		return strings.Join(names, " ")
	}
	binder := desk.Order{What: desk.PrintBinder, PersonID: at}
	if got := attached(binder); got != "ny.pdf brev.pdf" {
		t.Errorf("with Elsa's binder go %q", got)
	}
	if told := s.DocumentsPrinted(binder); len(told) != 2 || told[0].Pages != 2 {
		t.Errorf("told beforehand: %+v", told)
	}
	binder.NoDocuments = true
	if got := attached(binder) + attached(desk.Order{What: desk.PrintBinder}) + attached(desk.Order{What: desk.PrintPlan, PersonID: at}); got != "" {
		t.Errorf("%q goes out although nobody asked", got)
	}
	if got := attached(desk.Order{What: desk.PrintDocument, DocumentID: ids["äldre.pdf"]}); got != "äldre.pdf" {
		t.Errorf("an older document by itself: %q", got)
	}
	if lines := u.vault.logged(); !strings.Contains(lines[len(lines)-1], `"print"`) || !strings.Contains(lines[len(lines)-1], "Elsa Lund") {
		t.Errorf("the log says %s", lines[len(lines)-1])
	}
	if _, err := s.Print(t.Context(), desk.Order{What: desk.PrintDocument, DocumentID: ids["väntar.pdf"]}); err != nil || u.paper[len(u.paper)-1].Attachments[0].Lead.Name != "" {
		t.Errorf("who may file a document can't look at it on paper: %v", err)
	}
	u.add(s, "Maria Ek", "undersköterska", access.RoleStaff)
	_, err := u.open("Maria Ek").Print(t.Context(), desk.Order{What: desk.PrintDocument, DocumentID: ids["väntar.pdf"]})
	fault(t, err, "document.not_filed")
	_, _, err = u.open("Maria Ek").OpenDocument(t.Context(), ids["väntar.pdf"], "")
	fault(t, err, "access.not_allowed")
	s = u.open("lena")
	_, err = s.Print(t.Context(), desk.Order{What: desk.PrintDocument})
	fault(t, err, "document.unknown")
	if _, err := s.FileDocument(t.Context(), ids["väntar.pdf"], desk.FileAs{PersonID: string(birgit.PersonalID)}); err != nil {
		t.Fatal(err)
	}
	_, err = s.Print(t.Context(), desk.Order{What: desk.PrintDocument, DocumentID: ids["väntar.pdf"]})
	fault(t, err, "document.protected")
	if got := attached(desk.Order{What: desk.PrintBinder, PersonID: string(birgit.PersonalID)}); got != "" {
		t.Errorf("%q of a protected person goes out", got)
	}
}

func TestPagesThatAreLostAreToldOnPaper(t *testing.T) {
	u, s := withPersons(t)
	id := u.read(s, "plan.pdf", plan("plan.pdf", elsa.PersonalID)).Document.ID
	if _, err := s.FileDocument(t.Context(), id, desk.FileAs{PersonID: string(elsa.PersonalID)}); err != nil {
		t.Fatal(err)
	}
	delete(u.vault.items, ledger.ItemRef{Kind: ledger.ApartKind, ID: id})
	if _, err := s.Print(t.Context(), desk.Order{What: desk.PrintBinder, PersonID: string(elsa.PersonalID)}); err != nil {
		t.Fatal(err)
	}
	a := u.paper[0].Attachments
	if len(a) != 1 || a[0].Bytes != nil || a[0].Media != "" {
		t.Errorf("%+v", a)
	}
	_, err := s.Print(t.Context(), desk.Order{What: desk.PrintDocument, DocumentID: id})
	fault(t, err, "document.altered")
}

// Given a colleague without the protected area, when they take in a paper that names Birgit, then
// nothing of it is stored; and a filed paper that they can't see is never overwritten by theirs.
func TestAnImportNeverOverwritesWhatIsClosed(t *testing.T) {
	u, s := withPersons(t)
	u.add(s, "Vera Vik", "administratör", access.RoleAdministrator, access.AreaSocial)
	closed := u.read(s, "plan.pdf", plan("plan.pdf", birgit.PersonalID)).Document.ID
	if _, err := s.FileDocument(t.Context(), closed, desk.FileAs{PersonID: string(birgit.PersonalID)}); err != nil {
		t.Fatal(err)
	}
	vera := u.open("Vera Vik")
	fault(t, u.preview(vera, "plan.pdf", plan("plan.pdf", birgit.PersonalID)).Files[0].Err, "access.closed")
	other := u.read(vera, "plan.pdf", plan("plan.pdf", elsa.PersonalID))
	if other.Document.ID == closed {
		t.Error("it has the name of the one that is closed")
	}
	if item, there := u.stored(string(care.KindDocument), closed); !there || item.Area != access.AreaProtected || strings.Contains(string(item.Body), `"person_id":""`) {
		t.Error("the closed one was overwritten")
	}
	if raw, there := u.stored(ledger.ApartKind, closed); !there || raw.Area != access.AreaProtected {
		t.Error("its bytes were overwritten")
	}
}

func TestTheStewardTakesInADocumentAndLearnsNothing(t *testing.T) {
	u, s := withPersons(t)
	u.add(s, "Siv Alm", "systemförvaltare", access.RoleSteward)
	siv := u.open("Siv Alm")
	f := u.read(siv, "plan.pdf", plan("plan.pdf", elsa.PersonalID, "197010622384"))
	if f.New != 1 || len(f.Document.Persons) != 0 || f.Document.Unknown != 0 || len(siv.DocumentsWaiting())+len(siv.SearchDocuments("dusch"))+len(siv.DocumentsPrinted(desk.Order{})) != 0 {
		t.Errorf("%+v", f.Document)
	}
	if waiting := u.open("lena").DocumentsWaiting(); len(waiting) != 1 || len(waiting[0].Persons) != 1 {
		t.Errorf("it doesn't wait for who may file it: %+v", waiting)
	}
}

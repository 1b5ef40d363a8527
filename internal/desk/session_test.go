package desk_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

func TestSettingUpAsksForUnitNameAndTitle(t *testing.T) {
	u := newUnit(t)
	whole := desk.Setup{Unit: "Norr", User: "Lena Ek", Title: "undersköterska", Passphrase: "en lång fras"}
	for code, spoil := range map[string]func(*desk.Setup){
		"setup.no_unit":  func(s *desk.Setup) { s.Unit = " " },
		"setup.no_user":  func(s *desk.Setup) { s.User = "" },
		"setup.no_title": func(s *desk.Setup) { s.Title = "" },
	} {
		setup := whole
		spoil(&setup)
		_, _, err := u.desk.SetUp(t.Context(), "binder", setup)
		fault(t, err, code)
	}
	if u.desk.HasBinder("binder") {
		t.Error("a binder was made all the same")
	}
	s := u.setUp()
	if s.Unit().Name != "Hemtjänst Norr" || s.User().Name != "Lena Ek" {
		t.Errorf("%+v by %+v", s.Unit(), s.User())
	}
	if again := u.open("lena"); again.Unit().PDFPassphrase != s.Unit().PDFPassphrase || again.User().Identity != s.User().Identity {
		t.Error("unit or user is another after unlocking")
	}
}

// A computer that stopped between the making of the vault and its first settings leaves a binder
// that nobody holds the recovery code of. It must not be filled with persons.
func TestAnUnfinishedBinderIsNotOpened(t *testing.T) {
	u := newUnit(t)
	u.vault.fails = func(ledger.Change) bool { return true }
	_, _, err := u.desk.SetUp(t.Context(), "binder", desk.Setup{Unit: "Norr", User: "Lena Ek", Title: "undersköterska", Passphrase: "en lång fras"})
	if !errors.Is(err, errDisk) {
		t.Fatal(err)
	}
	u.vault.fails, u.vault.closed = nil, false
	_, err = u.desk.Unlock(t.Context(), "binder", "lena", "en lång fras")
	fault(t, err, "setup.unfinished")
	if !u.vault.closed {
		t.Error("the binder is still open")
	}
}

func TestAPreviewStoresNothing(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	before := len(u.vault.records)
	p := u.preview(s, "register", register())
	if f := p.Files[0]; f.New != 3 || f.Format != "table.persons" || f.Err != nil {
		t.Errorf("preview: %+v", f)
	}
	if len(s.People("")) != 0 || len(u.vault.records) != before {
		t.Error("a preview left something behind")
	}
	if err := s.Import(t.Context(), p); err != nil || len(s.People("")) != 3 {
		t.Errorf("%d persons, %v", len(s.People("")), err)
	}
	if again := u.open("lena"); len(again.People("")) != 3 || again.Fresh()[care.KindPerson].IsZero() {
		t.Error("what came in isn't there after unlocking")
	}
}

// Given a preview, when something else comes in before it is accepted, then it is refused: what
// it showed isn't what it would do any more.
func TestAnOldPreviewIsRefused(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	old := u.preview(s, "register", register())
	u.read(s, "schedule", day(u.now))
	fault(t, s.Import(t.Context(), old), "desk.preview_old")
	u.read(s, "register", register())
	if got := len(s.People("")); got != 3 {
		t.Errorf("%d persons after a new preview, want 3", got)
	}
}

func TestTheSameFileTwiceLeavesNoTrace(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	before := len(u.vault.records)
	if f := u.read(s, "register", register()); f.New+f.Changed+f.Gone != 0 || f.Unchanged != 3 {
		t.Errorf("the same file again: %+v", f)
	}
	if got := len(u.vault.records); got != before {
		t.Errorf("%d records more", got-before)
	}
}

func TestAFileWithoutAGoodRowMakesNothingFresher(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "schedule", day(u.now))
	fresh := s.Fresh()[care.KindVisit]
	u.now = u.now.Add(48 * time.Hour)
	wrong := care.Batch{Format: "table.schedule", Kinds: []care.Kind{care.KindVisit}, Errors: []care.RowProblem{{Row: 2, Code: "bad_date", Field: "Datum"}}}
	f := u.read(s, "wrong", wrong)
	if len(f.Errors) != 1 || f.Errors[0].Row != 2 || strings.Contains(f.Errors[0].Message, "[[") {
		t.Errorf("errors: %+v", f.Errors)
	}
	if got := s.Fresh()[care.KindVisit]; !got.Equal(fresh) {
		t.Errorf("visits are as of %v, want %v", got, fresh)
	}
	for _, age := range s.Status().Fresh {
		if age.Kind == care.KindVisit && !age.TooOld {
			t.Error("a schedule of two days ago isn't too old")
		}
	}
}

func TestOneBadFileDoesNotStopTheOthers(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.files["register"] = []care.Batch{register()}
	p, err := s.Preview(t.Context(), []desk.File{{Name: "picture", Bytes: []byte("x")}, {Name: "register", Bytes: []byte("y")}, {Name: "empty"}}, desk.Importing{})
	if err != nil {
		t.Fatal(err)
	}
	fault(t, p.Files[0].Err, "file.unknown")
	fault(t, p.Files[2].Err, "file.empty")
	if err := s.Import(t.Context(), p); err != nil || len(s.People("")) != 3 {
		t.Errorf("%d persons, %v", len(s.People("")), err)
	}
}

// Each file comes in whole or not at all; those before the broken one are there and found.
func TestADiskThatFailsBetweenTwoFiles(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.files["register"], u.files["schedule"] = []care.Batch{register()}, []care.Batch{day(u.now)}
	p, err := s.Preview(t.Context(), []desk.File{{Name: "register", Bytes: []byte("x")}, {Name: "schedule", Bytes: []byte("y")}}, desk.Importing{})
	if err != nil {
		t.Fatal(err)
	}
	u.vault.fails = func(c ledger.Change) bool {
		return slices.ContainsFunc(c.Puts, func(item ledger.Item) bool { return item.Kind == string(care.KindVisit) })
	}
	if err := s.Import(t.Context(), p); err == nil {
		t.Fatal("a failing disk went unnoticed")
	}
	if got := len(s.People("Elsa")); got != 1 {
		t.Errorf("Elsa of the first file is found %d times", got)
	}
	if got := len(s.Schedule(u.now, "").Routes); got != 0 {
		t.Errorf("%d routes of a file that wasn't stored", got)
	}
}

// Reading is never refused because the log can't be written: its lines wait and are told.
func TestTheLogWaitsWhenTheDiskFails(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	u.vault.fails = func(ledger.Change) bool { return true }
	before := len(u.vault.logged())
	for range 2 {
		if d, err := s.Open(t.Context(), string(elsa.PersonalID)); err != nil || d.Person.Name() != "Elsa Lund" {
			t.Fatalf("reading was refused: %v", err)
		}
	}
	if s.Unlogged() != 2 || s.Status().Unlogged != 2 || len(u.vault.logged()) != before {
		t.Errorf("%d lines wait, %d written", s.Unlogged(), len(u.vault.logged())-before)
	}
	u.vault.fails = nil
	if _, err := s.Open(t.Context(), string(elsa.PersonalID)); err != nil {
		t.Fatal(err)
	}
	if s.Unlogged() != 0 || len(u.vault.logged()) != before+3 {
		t.Errorf("%d lines wait, %d written, want 3", s.Unlogged(), len(u.vault.logged())-before)
	}
	for _, line := range u.vault.logged() {
		if strings.Contains(line, "Storgatan") {
			t.Errorf("the log holds more than whom it concerns: %s", line)
		}
	}
}

func TestProtectedFieldsNeedAReason(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	u.read(s, "schedule", day(u.now))
	rows := s.People("Birgit")
	if len(rows) != 1 || !rows[0].Protected || rows[0].Address.Street != "" || len(rows[0].Keys) != 0 || rows[0].Next == nil || rows[0].Next.Place != "" {
		t.Fatalf("Birgit in a list: %+v", rows)
	}
	for _, query := range []string{"Hemlighetsvägen", "K7093"} {
		if got := len(s.People(query)); got != 0 {
			t.Errorf("found by %s", query)
		}
	}
	if got := len(s.People("K7250")); got != 1 {
		t.Errorf("Elsa is found %d times by her key", got)
	}
	_, err := s.Unshield(t.Context(), rows[0].ID, "  ")
	fault(t, err, "person.no_reason")
	d, err := s.Unshield(t.Context(), rows[0].ID, "Larm i natt")
	if err != nil || d.Person.Address().Street != "Hemlighetsvägen 7" || len(d.Person.Keys) != 1 {
		t.Errorf("unshielded: %+v, %v", d, err)
	}
	if last := u.vault.logged()[len(u.vault.logged())-1]; !strings.Contains(last, `"unshield"`) || !strings.Contains(last, "Larm i natt") {
		t.Errorf("the log's last line: %s", last)
	}
	if d, err = s.Open(t.Context(), rows[0].ID); err != nil || !d.Shielded || len(d.Person.Addresses) != 0 {
		t.Errorf("the next look shows them without being asked: %+v, %v", d, err)
	}
}

func TestAPersonIsFoundHoweverTheNumberIsWritten(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	for _, written := range []string{"192401297250", "19240129-7250", "240129+7250", "240129-7250", "2401297250", " 19240129 7250 "} {
		if p, err := s.Person(written); err != nil || p.Name() != "Elsa Lund" {
			t.Errorf("%q: %v", written, err)
		}
	}
	for _, wrong := range []string{"", "191212121212", "7250", "0129-7250"} {
		_, err := s.Person(wrong)
		fault(t, err, "person.unknown")
	}
}

func TestAnAlteredVaultIsShownAndTold(t *testing.T) {
	u := newUnit(t)
	u.read(u.setUp(), "register", register())
	u.vault.altered = true
	s := u.open("lena")
	if !text.IsFault(s.Altered(), "vault.altered") || s.Status().Altered == nil || len(s.People("")) != 3 {
		t.Errorf("altered: %v, %d persons", s.Altered(), len(s.People("")))
	}
}

// contents names a document's sheets by kind, person and title.
func contents(doc sheet.Document) string {
	var parts []string
	for _, sh := range doc.Sheets {
		part := string(sh.Kind)
		if sh.Kind == sheet.KindSchedule && sh.Name == "" {
			route, _, _ := strings.Cut(sh.Title, ",")
			if route != "Natt" && route != "Slinga 1" {
				route = "nothing"
			}
			part += ":" + route
		} else if sh.Name != "" {
			part += ":" + strings.Fields(sh.Name)[0]
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " ")
}

func TestWhatIsOnPaper(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	u.read(s, "schedule", day(u.now))
	friday := monday.AddDate(0, 0, 4)
	for _, c := range []struct {
		name  string
		order desk.Order
		want  string
		cover bool
	}{
		{"one person's card", desk.Order{What: desk.PrintPerson, PersonID: "240129-7250"}, "person:Elsa", false},
		{"everyone's plan", desk.Order{What: desk.PrintPlan}, "plan:Birgit plan:Elsa plan:Åke", false},
		{"a signing list", desk.Order{What: desk.PrintSigning, PersonID: string(ake.PersonalID)}, "signing:Åke", false},
		{"a day by route and by person", desk.Order{What: desk.PrintSchedule}, "schedule:Natt schedule:Slinga 1 schedule:Birgit schedule:Elsa schedule:Åke", false},
		{"one route", desk.Order{What: desk.PrintSchedule, Route: "Natt"}, "schedule:Natt", false},
		{"one person's day", desk.Order{What: desk.PrintSchedule, PersonID: string(elsa.PersonalID)}, "schedule:Elsa", false},
		{"one person's binder", desk.Order{What: desk.PrintBinder, PersonID: string(elsa.PersonalID)}, "person:Elsa plan:Elsa schedule:Elsa oncall:Elsa health:Elsa journal:Elsa signing:Elsa", true},
		{"an ordinary day's weekend is the next day", desk.Order{What: desk.PrintWeekend, Date: monday}, "schedule:nothing", true},
		{"Friday's weekend is three days", desk.Order{What: desk.PrintWeekend, Date: friday}, "schedule:nothing schedule:nothing schedule:nothing", true},
		{"the unit's binder: whom to call, routes, keys, then person by person", desk.Order{What: desk.PrintBinder, Date: monday},
			"contacts places schedule:Natt schedule:Slinga 1 schedule:nothing keys keys keys " +
				"person:Birgit plan:Birgit schedule:Birgit journal:Birgit person:Elsa plan:Elsa schedule:Elsa journal:Elsa person:Åke plan:Åke schedule:Åke journal:Åke", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			job, err := s.Print(t.Context(), c.order)
			if err != nil {
				t.Fatal(err)
			}
			doc := u.paper[len(u.paper)-1]
			if got := contents(doc); got != c.want || doc.Cover != c.cover {
				t.Errorf("cover %v, sheets %s\nwant %v, %s", doc.Cover, got, c.cover, c.want)
			}
			if !job.Protected || string(job.PDF) != "pdf "+s.Unit().PDFPassphrase {
				t.Errorf("locked %v by %s", job.Protected, job.PDF)
			}
			if !strings.HasSuffix(job.Name, ".pdf") || strings.ContainsAny(job.Name, "/ÅåÄäÖö") || strings.Contains(job.Name, "lsa") {
				t.Errorf("file name %s", job.Name)
			}
			if last := u.vault.logged()[len(u.vault.logged())-1]; !strings.Contains(last, `"print"`) || strings.Contains(last, "240129-") {
				t.Errorf("the log's last line: %s", last)
			}
		})
	}
}

func TestAPrintThatCanNotBeMade(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	for code, order := range map[string]desk.Order{
		"print.unknown":  {What: "tapestry"},
		"print.nothing":  {What: desk.PrintPerson},
		"person.unknown": {What: desk.PrintPerson, PersonID: "191212121212"},
	} {
		_, err := s.Print(t.Context(), order)
		fault(t, err, code)
	}
	if !s.LastPrinted().IsZero() {
		t.Error("something is said to have been printed")
	}
	job, err := s.Print(t.Context(), desk.Order{What: desk.PrintJournal})
	if err != nil || job.Sheets != 1 {
		t.Errorf("a blank form needs no person: %v", err)
	}
}

// Given a folder that takes nothing, when something is printed, then it comes: paper is what an
// outage is got through with. A disk that fails is another matter.
func TestWhatCanBeReadCanBePrinted(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.vault.fails = func(ledger.Change) bool { return true }
	for _, code := range []string{"vault.read_only", "vault.full", "vault.not_writable"} {
		u.vault.failure = text.NewFault(code)
		if job, err := s.Print(t.Context(), desk.Order{What: desk.PrintJournal}); err != nil || job.Sheets != 1 {
			t.Errorf("%s: %v", code, err)
		}
	}
	if s.Unlogged() != 3 {
		t.Errorf("%d lines wait", s.Unlogged())
	}
	u.vault.failure = nil
	if _, err := s.Print(t.Context(), desk.Order{What: desk.PrintJournal}); err == nil {
		t.Error("a print that is not recorded")
	}
}

func TestAReadableFileIsLoggedAsSuch(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	job, err := s.Print(t.Context(), desk.Order{What: desk.PrintPerson, Readable: true, Passphrase: "ignored"})
	if err != nil || job.Protected || string(job.PDF) != "pdf " {
		t.Errorf("%+v, %v", job, err)
	}
	if last := u.vault.logged()[len(u.vault.logged())-1]; !strings.Contains(last, `"readable"`) {
		t.Errorf("the log's last line: %s", last)
	}
	job, err = s.Print(t.Context(), desk.Order{What: desk.PrintPerson, Passphrase: "min egen"})
	if err != nil || !job.Protected || string(job.PDF) != "pdf min egen" {
		t.Errorf("%s, %v", job.PDF, err)
	}
	if again := u.open("lena"); !again.LastPrinted().Equal(u.now.Truncate(time.Millisecond)) {
		t.Errorf("last printed %v, want %v", again.LastPrinted(), u.now)
	}
}

// Whoever takes the unit's settings out of the file must not get everyone's cards in the open.
func TestWithoutThePassphraseNoFileIsMade(t *testing.T) {
	u := newUnit(t)
	u.read(u.setUp(), "register", register())
	delete(u.vault.items, ledger.ItemRef{Kind: "unit", ID: "unit"})
	u.vault.altered = true
	s := u.open("lena")
	drawn := len(u.paper)
	_, err := s.Print(t.Context(), desk.Order{What: desk.PrintPerson})
	fault(t, err, "print.no_passphrase")
	if len(u.paper) != drawn || !s.LastPrinted().IsZero() {
		t.Error("something was printed")
	}
	for name, order := range map[string]desk.Order{"paper": {Paper: true}, "readable": {Readable: true}, "own": {Passphrase: "min egen"}} {
		order.What = desk.PrintPerson
		if _, err := s.Print(t.Context(), order); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestANightIsShownWhole(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	u.read(s, "schedule", day(u.now))
	night := s.Schedule(u.now, "Natt")
	if len(night.Routes) != 1 || len(night.Routes[0].Visits) != 1 || !night.Routes[0].Visits[0].PassesMidnight() || len(night.Persons) != 1 {
		t.Errorf("the night: %+v", night)
	}
	if got := s.Status().VisitsToday; got != 3 {
		t.Errorf("%d visits today, want 3", got)
	}
	if err := s.Lock(); err != nil || !u.vault.closed {
		t.Errorf("the vault is still open: %v", err)
	}
}

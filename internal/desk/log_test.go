package desk_test

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
)

// recordID is the id of the nth record of the vault in memory.
func recordID(n int) ledger.RecordID {
	return ledger.RecordID{byte(n >> 8), byte(n), 1}
}

// told is what lines say, newest first: action, who, whom, detail.
func told(s *desk.Session, lines []desk.LogLine) []string {
	var all []string
	for _, l := range lines {
		all = append(all, strings.Trim(fmt.Sprintf("%s %s %s %s", l.Action, strings.Fields(l.Name)[0], l.PersonName, s.Detail(l.Event)), " "))
	}
	return all
}

func (u *unit) log(s *desk.Session, q desk.LogQuery) []string {
	u.t.Helper()
	lines, err := s.Log(u.t.Context(), q)
	u.must(err)
	return told(s, lines)
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// day3 is a unit on its third day: Lena on the first, Maria on the second, Lena on the third.
func day3(t *testing.T) (*unit, *desk.Session) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	u.add(s, "Maria Ek", "sjuksköterska", access.RoleStaff)
	u.now = u.now.AddDate(0, 0, 1)
	m := u.open("Maria Ek")
	p, err := m.Person("240129-7250")
	u.must(err)
	_, err = m.OpenHit(t.Context(), p.ID)
	u.must(err)
	u.now = u.now.AddDate(0, 0, 1)
	s = u.open("lena")
	_, err = s.Open(t.Context(), string(ake.PersonalID))
	u.must(err)
	return u, s
}

// Given three days of work, when the unit head asks the log, then it answers by whom, about whom,
// by day and by what was done, newest first.
func TestTheLogAnswersWhoDidWhatAboutWhomAndWhen(t *testing.T) {
	first, second, third := monday, monday.AddDate(0, 0, 1), monday.AddDate(0, 0, 2)
	for name, c := range map[string]struct {
		q    desk.LogQuery
		want []string
	}{
		"about a person, by number":    {desk.LogQuery{Person: "19240129+7250"}, []string{"hit Maria Elsa Lund"}},
		"without its century":          {desk.LogQuery{Person: "240129-7250"}, []string{"hit Maria Elsa Lund"}},
		"twelve digits":                {desk.LogQuery{Person: " 192401297250 "}, []string{"hit Maria Elsa Lund"}},
		"about nobody known":           {desk.LogQuery{Person: "191212121212"}, nil},
		"by a part of a name":          {desk.LogQuery{By: "mar"}, []string{"hit Maria Elsa Lund", "unlock Maria"}},
		"from the third day":           {desk.LogQuery{From: third, Action: access.ActionRead}, []string{"read Lena Åke Ström"}},
		"the second day only":          {desk.LogQuery{From: second, To: second}, []string{"hit Maria Elsa Lund", "unlock Maria"}},
		"to the first day":             {desk.LogQuery{To: first}, []string{"users Lena  ny användare: Maria Ek", "import Lena  Personlista (kalkylblad)", "unlock Lena"}},
		"one action":                   {desk.LogQuery{Action: access.ActionUsers}, []string{"users Lena  ny användare: Maria Ek"}},
		"a person and somebody else":   {desk.LogQuery{Person: string(ake.PersonalID), By: "Maria"}, nil},
		"the whole name, spaced wrong": {desk.LogQuery{By: "  maria   EK"}, []string{"hit Maria Elsa Lund", "unlock Maria"}},
	} {
		t.Run(name, func(t *testing.T) {
			u, s := day3(t)
			same(t, u.log(s, c.q), c.want)
		})
	}
	_, s := day3(t)
	_, err := s.Log(t.Context(), desk.LogQuery{From: third, To: first})
	fault(t, err, "log.days")
	_, err = s.Log(t.Context(), desk.LogQuery{Action: "peek"})
	fault(t, err, "log.action")
}

// Stockholm's day ends at midnight, and a day on which the clocks change has another length.
func TestTheDaysOfTheLogAreStockholms(t *testing.T) {
	u := newUnit(t)
	u.now = time.Date(2026, 10, 24, 23, 59, 0, 0, monday.Location())
	s := u.setUp()
	u.read(s, "register", register())
	for _, at := range []time.Time{
		time.Date(2026, 10, 25, 0, 0, 0, 0, monday.Location()),
		time.Date(2026, 10, 25, 23, 59, 59, 0, monday.Location()), // 25 hours after midnight
		time.Date(2026, 10, 26, 0, 0, 0, 0, monday.Location()),
	} {
		u.now = at
		_, err := s.Open(t.Context(), string(elsa.PersonalID))
		u.must(err)
	}
	sunday := time.Date(2026, 10, 25, 12, 0, 0, 0, monday.Location())
	if got := u.log(s, desk.LogQuery{From: sunday, To: sunday}); len(got) != 2 {
		t.Errorf("that Sunday has %v", got)
	}
}

func TestReadingTheLogIsInTheLog(t *testing.T) {
	u, s := day3(t)
	u.log(s, desk.LogQuery{Person: string(elsa.PersonalID), By: "Maria"})
	same(t, u.log(s, desk.LogQuery{Action: access.ActionLog}), []string{"log Lena Elsa Lund rader i loggen: 1 Maria"})
}

func TestOnlyReviewersReadTheLog(t *testing.T) {
	u, _ := day3(t)
	m := u.open("Maria Ek")
	_, err := m.Log(t.Context(), desk.LogQuery{})
	fault(t, err, "access.not_allowed")
	if !strings.Contains(m.Words().Explain(err), "Lena Ek, undersköterska") {
		t.Errorf("it doesn't say who may: %s", m.Words().Explain(err))
	}
	_, err = m.LogPDF(t.Context(), desk.LogQuery{}, false)
	fault(t, err, "access.not_allowed")
	_, err = m.LogCSV(t.Context(), nil)
	fault(t, err, "access.not_allowed")
	_, _, err = m.DrawSample(t.Context(), 1, desk.LogQuery{})
	fault(t, err, "access.not_allowed")
	fault(t, m.NoteReview(t.Context(), "x", "y"), "access.not_allowed")
	_, err = m.Reviews(t.Context())
	fault(t, err, "access.not_allowed")
	_, err = m.WaitingForReview(t.Context())
	fault(t, err, "access.not_allowed")
	if len(u.paper) > 0 {
		t.Error("something was drawn all the same")
	}
}

// A list that a screen draws anew is no new reading; another list is, and so is the same one
// a minute later.
func TestTheSameListWithinAMinuteIsOneLine(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	for _, step := range []struct {
		wait time.Duration
		list string
	}{
		{0, "people els"}, {time.Second, "people els"}, {time.Second, "people elsa"}, {20 * time.Second, "people els"},
		{40 * time.Second, "people els"}, {0, "schedule 2026-11-23"}, {time.Minute, "schedule 2026-11-23"},
	} {
		u.now = u.now.Add(step.wait)
		s.NoteList(t.Context(), step.list)
	}
	got := u.log(s, desk.LogQuery{Action: access.ActionList})
	slices.Reverse(got)
	same(t, got, []string{"list Lena flera personer personer: els", "list Lena flera personer personer: elsa", "list Lena flera personer personer: els",
		"list Lena flera personer schema 2026-11-23", "list Lena flera personer schema 2026-11-23"})
}

// Given a disk that fails, or a folder that can't be written, when somebody reads, then they read;
// the lines wait and come when the log can be written again.
func TestReadingIsNotRefusedBecauseTheLogCannotBeWritten(t *testing.T) {
	for name, readOnly := range map[string]bool{"a disk that fails": false, "a folder that can't be written": true} {
		t.Run(name, func(t *testing.T) { readsWithoutALog(t, readOnly) })
	}
}

func readsWithoutALog(t *testing.T, readOnly bool) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	before := len(u.vault.logged())
	u.vault.fails, u.vault.readOnly = func(ledger.Change) bool { return true }, readOnly
	u.must(s.Tend(t.Context()))
	if d, err := s.Open(t.Context(), string(elsa.PersonalID)); err != nil || d.Person.Given != "Elsa" {
		t.Fatalf("%+v, %v", d, err)
	}
	u.now = u.now.Add(time.Minute)
	if _, err := s.OpenHit(t.Context(), string(ake.PersonalID)); err != nil {
		t.Fatal(err)
	}
	s.NoteList(t.Context(), "people")
	if _, err := s.Log(t.Context(), desk.LogQuery{}); err != nil {
		t.Fatal(err)
	}
	if s.Unlogged() != 4 || s.Status().Unlogged != 4 || len(u.vault.logged()) != before {
		t.Errorf("%d lines wait, %d were written", s.Unlogged(), len(u.vault.logged())-before)
	}
	u.vault.fails, u.vault.readOnly = nil, false
	u.now = u.now.Add(time.Minute)
	same(t, u.log(s, desk.LogQuery{From: u.now})[:1], []string{"import Lena  Personlista (kalkylblad)"})
	lines, err := s.Log(t.Context(), desk.LogQuery{Person: string(elsa.PersonalID)})
	// The list held everyone, so it is in the extract of each.
	if err != nil || len(lines) != 2 || lines[0].Action != access.ActionList || !lines[1].At.Equal(monday) || s.Unlogged() != 0 {
		t.Errorf("%d wait; the line that waited: %+v, %v", s.Unlogged(), lines, err)
	}
}

// A line that waited for the disk is written days after its event, and still found by its day.
func TestALineThatWaitedIsFoundByItsDay(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	u.vault.fails = func(ledger.Change) bool { return true }
	_, err := s.Open(t.Context(), string(elsa.PersonalID))
	u.must(err)
	u.vault.fails = nil
	u.now = u.now.AddDate(0, 0, 5)
	_, err = s.Open(t.Context(), string(ake.PersonalID))
	u.must(err)
	same(t, u.log(s, desk.LogQuery{From: monday, To: monday, Action: access.ActionRead}), []string{"read Lena Elsa Lund"})
	same(t, u.log(s, desk.LogQuery{From: u.now, Action: access.ActionRead}), []string{"read Lena Åke Ström"})
}

// Work that was broken off leaves its lines behind all the same.
func TestLockingWritesTheLinesThatWait(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	u.vault.fails = func(ledger.Change) bool { return true }
	_, err := s.Open(t.Context(), string(elsa.PersonalID))
	u.must(err)
	u.vault.fails = nil
	before := len(u.vault.logged())
	u.must(s.Lock())
	if got := u.vault.logged()[before:]; len(got) != 1 || !strings.Contains(got[0], `"read"`) {
		t.Errorf("written at lock: %v", got)
	}
}

// A line says itself whom it concerned, and the log opens it for nobody but reviewers.
func TestALineNamesThePersonAndTheTemporary(t *testing.T) {
	u, s := day3(t)
	lines, err := s.Log(t.Context(), desk.LogQuery{Action: access.ActionHit})
	if err != nil || len(lines) != 1 {
		t.Fatalf("%+v, %v", lines, err)
	}
	l := lines[0]
	if l.PersonNumber != string(elsa.PersonalID) || l.PersonName != "Elsa Lund" || l.Unit != "Hemtjänst Norr" || l.Title != "sjuksköterska" || l.Stated || len(l.ID) != 32 {
		t.Errorf("%+v", l)
	}
	for _, r := range u.vault.records {
		if r.Stream == ledger.StreamLog && r.Area != access.AreaLog {
			t.Errorf("a line lies in area %s", r.Area)
		}
	}
}

func TestLinesThatDoNotOpenAreToldAndTheOthersCome(t *testing.T) {
	u, s := day3(t)
	spoiled := 0
	for i := range u.vault.records {
		r := &u.vault.records[i]
		if r.Stream == ledger.StreamLog && strings.Contains(string(r.Body), `"hit"`) {
			r.Body, spoiled = []byte("{"), spoiled+1
		} else if r.Stream == ledger.StreamLog && strings.Contains(string(r.Body), `"import"`) {
			r.Body, spoiled = nil, spoiled+1
		}
	}
	lines, err := s.Log(t.Context(), desk.LogQuery{})
	fault(t, err, "log.unreadable")
	if !desk.LogIncomplete(err) || !strings.Contains(s.Words().Explain(err), "2 rader") || spoiled != 2 {
		t.Errorf("%d spoiled: %s", spoiled, s.Words().Explain(err))
	}
	same(t, told(s, lines), []string{"read Lena Åke Ström", "unlock Lena", "unlock Maria", "users Lena  ny användare: Maria Ek", "unlock Lena"})
	job, err := s.LogPDF(t.Context(), desk.LogQuery{}, false)
	if err != nil || job.Pages != 1 {
		t.Errorf("%+v, %v", job, err)
	}
}

// Whoever opens the file in Swedish Excel sees columns, å ä ö and every line; nothing that
// somebody wrote as a name or a reason is carried out.
func TestTheLogOpensInExcelAndCarriesOutNothing(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	evil := []string{"=HYPERLINK(\"http://x\")", "+46", "-2", "@SUM(A1)", "\tx", "\rx", " =1", "＝1"}
	var lines []desk.LogLine
	for i, detail := range evil {
		lines = append(lines, desk.LogLine{ID: fmt.Sprint(i), Event: access.Event{Action: access.ActionUnshield, At: u.now, Name: "Eva; \"Ek\"", PersonName: detail, Detail: detail}})
	}
	lines = append(lines, desk.LogLine{ID: "9", Reviewed: true, Event: access.Event{Action: access.ActionRead, At: u.now, Name: "Åsa Öst", Title: "undersköterska",
		Unit: "Norr", PersonNumber: string(elsa.PersonalID), PersonName: "Elsa Lund", Stated: true}})
	raw, err := s.LogCSV(t.Context(), lines)
	u.must(err)
	content, marked := strings.CutPrefix(string(raw), "\ufeff")
	if !marked || strings.Count(content, "\r\n") < len(lines)+1 {
		t.Errorf("no mark or other line ends: %q", content[:40])
	}
	table := csv.NewReader(strings.NewReader(content))
	table.Comma = ';'
	rows, err := table.ReadAll()
	if err != nil || len(rows) != len(lines)+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	same(t, rows[0], []string{"Tid", "Vem", "Titel", "Uppgiven identitet", "Enhet", "Vad", "Personnummer", "Berörd person", "Mer", "Granskad", "Rad"})
	same(t, rows[len(rows)-1], []string{"2026-11-23T07:00:00+01:00", "Åsa Öst", "undersköterska", "ja", "Norr", "Läste om", "19240129+7250", "Elsa Lund", "", "ja", "9"})
	for i, detail := range evil {
		if got := rows[i+1][8]; !strings.HasPrefix(got, "'") || rows[i+1][1] != "Eva; \"Ek\"" {
			t.Errorf("%q became %q", detail, got)
		}
	}
	same(t, u.log(s, desk.LogQuery{Action: access.ActionReadable}), []string{"readable Lena  rader i loggen: 9"})
}

func FuzzNoCellOfTheLogIsCarriedOut(f *testing.F) {
	for _, seed := range []string{"=1", "\t=1", "a\n=1", "\"=1", "'=1", "\u00a0@x", "", "Elsa"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		u := newUnit(t)
		s := u.setUp()
		raw, err := s.LogCSV(t.Context(), []desk.LogLine{{Event: access.Event{Action: access.ActionRead, PersonName: name}}})
		u.must(err)
		table := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(raw), "\ufeff")))
		table.Comma = ';'
		rows, err := table.ReadAll()
		if err != nil || len(rows) != 2 || len(rows[1]) != len(rows[0]) {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		if cell := rows[1][7]; cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
			t.Errorf("%q is carried out", cell)
		}
	})
}

func TestAnExtractIsEncryptedUnlessAskedForReadable(t *testing.T) {
	u, s := day3(t)
	job, err := s.LogPDF(t.Context(), desk.LogQuery{Person: string(elsa.PersonalID)}, false)
	u.must(err)
	if !job.Protected || string(job.PDF) != "pdf "+s.Unit().PDFPassphrase || !strings.HasPrefix(job.Name, "loggutdrag-2026-11-25-") {
		t.Errorf("%+v", job)
	}
	open, err := s.LogPDF(t.Context(), desk.LogQuery{}, true)
	if err != nil || open.Protected || string(open.PDF) != "pdf " {
		t.Errorf("%+v, %v", open, err)
	}
	doc := u.paper[0]
	if doc.Head == "" || doc.PrintedBy != "Lena Ek, undersköterska" || doc.Title != "Loggutdrag" || len(doc.Sheets) != 1 {
		t.Errorf("%+v", doc)
	}
	same(t, u.log(s, desk.LogQuery{From: u.now, Action: access.ActionPrint}), []string{"print Lena Elsa Lund rader i loggen: 1"})
	same(t, u.log(s, desk.LogQuery{From: u.now, Action: access.ActionReadable}), []string{"readable Lena  rader i loggen: 8"})
	_, err = s.LogPDF(t.Context(), desk.LogQuery{By: "nobody"}, false)
	fault(t, err, "log.nothing")
}

func TestEveryActionIsWorded(t *testing.T) {
	s := newUnit(t).setUp()
	for _, a := range access.Actions() {
		if key := "action." + string(a); !s.Words().Has(key) {
			t.Errorf("no sentence %s", key)
		}
	}
	for _, c := range []struct {
		action access.Action
		detail string
		want   string
	}{
		{access.ActionPrint, "person 12", "personkort, blad: 12"},
		{access.ActionReadable, "envelope: A7K2", "kuvert A7K2"},
		{access.ActionEmergency, "health: Lena ramlade", "Hälso- och sjukvård (HSL): Lena ramlade"},
		{access.ActionCopy, "personal_id", "Personnummer"},
		{access.ActionUnshield, "person söker sin mor", "person söker sin mor"},
		{access.ActionList, "people", "personer"},
		{access.ActionSign, "health_note", "Anteckning HSL"},
		{access.ActionVerify, "signing", "Signering HSL-uppdrag"},
		{access.ActionLook, "case_note", "Tjänsteanteckning"},
		{access.ActionHand, "Bo Alm, undersköterska", "Bo Alm, undersköterska"},
		{access.ActionUsers, "recovery", "återställningskoden"},
		{access.ActionSlip, "return K7M2-Q9XD", "Återlämnat: K7M2-Q9XD"},
		{access.ActionImport, "table.persons+lifecare.plans", "Personlista (kalkylblad), Lifecare: genomförandeplaner"},
	} {
		if got := s.Detail(access.Event{Action: c.action, Detail: c.detail}); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.action, c.detail, got, c.want)
		}
	}
}

// Given a binder printed whole and a list shown, when a person asks who has seen what is written
// about them, then both are in the extract; the paper about somebody else and the envelope are not.
func TestAnExtractHoldsWhatConcernedManyAtOnce(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	for _, o := range []desk.Order{{What: desk.PrintBinder}, {What: desk.PrintPerson, PersonID: string(ake.PersonalID)}} {
		if _, err := s.Print(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Envelope(t.Context(), desk.Secrets{}); err != nil {
		t.Fatal(err)
	}
	s.NoteList(t.Context(), desk.ListQueue)
	var got []string
	lines, err := s.Log(t.Context(), desk.LogQuery{Person: string(elsa.PersonalID)})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		got = append(got, string(l.Action)+" "+l.PersonName)
	}
	same(t, got, []string{"list flera personer", "print flera personer"})
}

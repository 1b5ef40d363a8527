package desk_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// table is what a spreadsheet reads from a file.
func table(t *testing.T, raw []byte) [][]string {
	t.Helper()
	plain, marked := strings.CutPrefix(string(raw), "\ufeff")
	if !marked {
		t.Error("Excel takes the file for another character set")
	}
	r := csv.NewReader(strings.NewReader(plain))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// Given a night with all that can go wrong, when the report is made, then each thing stands in it once,
// by kind and person, and the report is complete only when nothing is left.
func TestTheReportCountsEverythingOnce(t *testing.T) {
	u, lena := filled(t)
	at := u.now.Add(-time.Hour)
	late := signed(t, lena, note(t, lena, "Sen", u.now.Add(-72*time.Hour)))
	dose := doses(t, lena, at)
	twice := signed(t, lena, note(t, lena, "Två gånger", at))
	unknown := signed(t, lena, note(t, lena, "Oklar", at))
	struck := signed(t, lena, note(t, lena, "Struken", at))
	for id, ref := range map[string]string{late.ID: "LC 1", dose.ID: "LC 2", twice.ID: "LC 3"} {
		_, err := lena.Reenter(t.Context(), id, ref, "")
		u.must(err)
	}
	_, err := lena.Strike(t.Context(), struck.ID, "Fel person")
	u.must(err)
	by := entry.Author{Identity: "sara", Name: "Sara"}
	u.happened(*twice, entry.Event{Type: entry.EventEntered, By: by, Reference: "LC 4"})
	u.happened(*unknown, entry.Event{Type: entry.EventSending, By: by}, entry.Event{Type: entry.EventUnanswered, By: by})

	lena = u.open("lena")
	p, err := lena.EntryProof(time.Time{}, time.Time{})
	u.must(err)
	if p.Total != 4 || p.Done != 2 || p.Complete || p.Head != lena.Head() || p.Unit != "Hemtjänst Norr" || p.By != "Lena Ek, undersköterska" || len(p.Entries) != 5 {
		t.Errorf("%d of %d, complete %v, %d entries, %s, %s", p.Done, p.Total, p.Complete, len(p.Entries), p.Unit, p.By)
	}
	want := []sheet.ReentryCount{{Label: "Anteckning SoL/LSS", Total: 3, Entered: 2, Done: 2, Late: 1, Unknown: 1}, {Label: "Signering HSL-uppdrag", Total: 1, Entered: 1}}
	if !slices.Equal(p.Kinds, want) {
		t.Errorf("kinds %+v", p.Kinds)
	}
	if len(p.Persons) != 1 || p.Persons[0] != (sheet.ReentryCount{Label: "Elsa Lund", Number: p.Persons[0].Number, Total: 4, Entered: 3, Done: 2, Late: 1, Unknown: 1}) || p.Persons[0].Number == "" {
		t.Errorf("persons %+v", p.Persons)
	}
	for _, e := range p.Entries {
		if e.Late != (e.ID == late.ID) || e.Second != (e.ID == dose.ID) || (len(e.Doubles) > 0) != (e.ID == twice.ID) || e.Done != (e.ID == late.ID || e.ID == twice.ID) {
			t.Errorf("%s: late %v, second %v, done %v, %d doubles", e.Headline, e.Late, e.Second, e.Done, len(e.Doubles))
		}
	}
	if got := lena.Backlog(desk.BacklogFilter{}).Progress; got.Done != p.Done || got.Total != p.Total {
		t.Errorf("the list says %d of %d, the report %d of %d", got.Done, got.Total, p.Done, p.Total)
	}

	if _, err := lena.Settle(t.Context(), unknown.ID, true, "LC 5", ""); err != nil {
		t.Fatal(err)
	}
	sara := u.open("sara")
	if _, err := sara.VerifyEntry(t.Context(), dose.ID); err != nil {
		t.Fatal(err)
	}
	if p, err = sara.EntryProof(time.Time{}, time.Time{}); err != nil || p.Done != 4 || p.Total != 4 || p.Complete {
		t.Errorf("4 of 4, and one stands in Lifecare twice: %d of %d, complete %v, %v", p.Done, p.Total, p.Complete, err)
	}
	u.happened(*twice, entry.Event{Type: entry.EventUndone, By: by, Of: "LC 4", Reference: "08:30"})
	if p, err = u.open("sara").EntryProof(time.Time{}, time.Time{}); err != nil || !p.Complete {
		t.Errorf("complete %v, %v", p.Complete, err)
	}
}

// An entry is in the report of the time in which it happened or was written: a wrong year hides nothing.
func TestTheReportIsAboutATime(t *testing.T) {
	u, s := filled(t)
	old := note(t, s, "Fel år", u.now.AddDate(-1, 0, 0))
	signed(t, s, old)
	for _, c := range []struct {
		from, to time.Time
		want     int
	}{
		{time.Time{}, time.Time{}, 1},
		{u.now.Add(-time.Hour), u.now.Add(time.Hour), 1},       // written then
		{u.now.AddDate(-1, 0, -1), u.now.AddDate(-1, 0, 1), 1}, // happened then
		{u.now.AddDate(0, -1, 0), u.now.Add(-time.Hour), 0},
		{u.now.Add(time.Minute), time.Time{}, 0},
		{time.Time{}, u.now.AddDate(-1, 0, -1), 0},
	} {
		p, err := s.EntryProof(c.from, c.to)
		if err != nil || p.Total != c.want {
			t.Errorf("%v to %v: %d, %v", c.from, c.to, p.Total, err)
		}
	}
}

// The forms are in the report until they are accounted for: what came back and isn't transcribed, or is
// missing, is left to do.
func TestTheReportAccountsForTheForms(t *testing.T) {
	u, s := filled(t)
	n := signed(t, s, note(t, s, "Tillsyn", u.now.Add(-time.Hour)))
	if _, err := s.Reenter(t.Context(), n.ID, "LC 1", ""); err != nil {
		t.Fatal(err)
	}
	job, err := s.Print(t.Context(), desk.Order{What: desk.PrintJournal, Blanks: 4})
	u.must(err)
	move := func(at int, steps ...custody.Step) {
		for _, step := range steps {
			_, err := s.MoveSlip(t.Context(), string(job.Numbers[at]), step, "")
			u.must(err)
		}
	}
	complete := func(want bool, states map[custody.State]int) {
		t.Helper()
		p, err := s.EntryProof(u.now.Add(-2*time.Hour), time.Time{})
		if err != nil || p.Complete != want || len(p.Forms) != 1 || p.Forms[0].Printed != 4 || p.Forms[0].Title != "Journalblad" {
			t.Fatalf("complete %v, %+v, %v", p.Complete, p.Forms, err)
		}
		for state, count := range states {
			if p.Forms[0].In[state] != count {
				t.Errorf("%d are %s, want %d", p.Forms[0].In[state], state, count)
			}
		}
	}
	complete(true, map[custody.State]int{custody.StateIssued: 4}) // empty forms in a drawer keep nothing back
	move(0, custody.StepReturn)
	complete(false, map[custody.State]int{custody.StateReturned: 1, custody.StateIssued: 3})
	move(0, custody.StepTranscribe)
	complete(true, map[custody.State]int{custody.StateTranscribed: 1})
	move(1, custody.StepMiss)
	complete(false, map[custody.State]int{custody.StateMissing: 1})
	move(1, custody.StepFind, custody.StepReturn, custody.StepTranscribe, custody.StepDestroy)
	complete(true, map[custody.State]int{custody.StateDestroyed: 1, custody.StateTranscribed: 1, custody.StateIssued: 2})
}

// Every row of the file has the code over the ledger, and nothing in it is carried out by a spreadsheet.
func TestTheReportAsAFileForASpreadsheet(t *testing.T) {
	u, s := filled(t)
	hostile := []string{"=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"}
	for _, reference := range hostile {
		n := signed(t, s, note(t, s, "Tillsyn", u.now.Add(-time.Hour)))
		u.happened(*n, entry.Event{Type: entry.EventEntered, By: entry.Author{Identity: "lena", Name: "Lena Ek"}, Reference: reference, Reason: reference})
	}
	s = u.open("lena")
	p, err := s.EntryProof(time.Time{}, time.Time{})
	u.must(err)
	raw, err := s.EntryProofCSV(t.Context(), p)
	u.must(err)
	rows := table(t, raw)
	if len(rows) != 1+1+1+1+len(hostile) || !strings.Contains(string(raw), "\r\n") {
		t.Fatalf("%d rows", len(rows))
	}
	for i, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("row %d has a cell %q", i, cell)
			}
		}
		if want := p.Head; i > 0 && row[len(row)-1] != want {
			t.Errorf("row %d ends with %q", i, row[len(row)-1])
		}
	}
	head := rows[0]
	cell := func(row []string, column string) string { return row[slices.Index(head, column)] }
	if sum := rows[1]; sum[0] != "summa" || cell(sum, "Ska in") != "6" || cell(sum, "Klara") != "6" {
		t.Errorf("the sum: %v", sum)
	}
	var references []string
	for _, row := range rows[4:] {
		references = append(references, cell(row, "Lifecares tid eller nummer"))
		if row[0] != "anteckning" || cell(row, "Person") != "Elsa Lund" || cell(row, "Läge") != "införd" || !strings.HasSuffix(cell(row, "Hände"), "+01:00") {
			t.Errorf("an entry: %v", row)
		}
	}
	slices.Sort(references)
	if want := []string{"'\t=1", "'+1", "'-1", "'=1", "'=HYPERLINK(\"http://x\")", "'@SUM(A1)"}; !slices.Equal(references, want) { // a lone CR goes
		t.Errorf("references %q", references)
	}
	lines := u.vault.logged()
	if last := lines[len(lines)-1]; !strings.Contains(last, `"readable"`) || !strings.Contains(last, "reentry") {
		t.Errorf("the log's last line: %s", last)
	}

	u.must(s.SetPaper(t.Context(), desk.PaperSettings{NoReadable: true}))
	_, err = s.EntryProofCSV(t.Context(), p)
	fault(t, err, "print.no_readable")
	_, err = s.EntryProofPDF(t.Context(), time.Time{}, time.Time{}, true)
	fault(t, err, "print.no_readable")
}

// The report on paper is for the unit head to sign; as a word of print it is about everything.
func TestTheReportIsPrinted(t *testing.T) {
	u, s := filled(t)
	n := signed(t, s, note(t, s, "Tillsyn", u.now.Add(-time.Hour)))
	job, err := s.EntryProofPDF(t.Context(), time.Time{}, time.Time{}, false)
	if err != nil || !job.Protected || !strings.HasPrefix(job.Name, "aterinforing-2026-11-23-") || !strings.HasSuffix(job.Name, ".pdf") {
		t.Errorf("%s, protected %v, %v", job.Name, job.Protected, err)
	}
	doc := u.last()
	if doc.Head != s.Head() && doc.Head == "" || len(doc.Sheets) != 1 || doc.Sheets[0].Kind != sheet.KindReentry || doc.Sheets[0].PersonID != "" {
		t.Errorf("drew %+v", doc.Sheets)
	}
	box, ok := doc.Sheets[0].Blocks[0].(sheet.Notice)
	if !ok || box.Title != "0 av 1 klara i Lifecare" || !slices.Contains(box.Lines, "1 väntar på att föras in.") {
		t.Errorf("says first: %+v", doc.Sheets[0].Blocks[0])
	}
	if _, err := s.Reenter(t.Context(), n.ID, "LC 1", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Print(t.Context(), desk.Order{What: desk.PrintReentry}); err != nil {
		t.Fatal(err)
	}
	if box := u.last().Sheets[0].Blocks[0].(sheet.Notice); box.Title != "1 av 1 klara i Lifecare" || !slices.Contains(box.Lines, text.For(text.Swedish).Say("sheet.reentry.complete")) {
		t.Errorf("says first: %+v", box)
	}
	lines, err := s.Log(t.Context(), desk.LogQuery{Person: string(ake.PersonalID), Action: access.ActionPrint})
	if err != nil || len(lines) != 2 {
		t.Errorf("the report names many, so it is in everyone's extract: %d lines, %v", len(lines), err)
	}
}

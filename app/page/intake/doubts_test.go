package intake

import (
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
)

const moved = "Namn;Adress;Starttid;Sluttid;Insatser;Slinga\n" +
	"Märta Öst;Nygatan 9;2026-11-23 08:00;2026-11-23 08:20;Frukost;Slinga 1\n"

func TestWhoIsWhoIsAskedAndAnswered(t *testing.T) {
	h := pagetest.NewEmpty(t)
	whole := New(h, page.Files{}).(*screen)
	h.Open(whole, page.Place{Page: page.Intake, Part: page.IntakeDoubts})
	d := partOf[*doubts](t, whole, page.IntakeDoubts)
	if !d.none.Visible() {
		t.Fatal("an empty part doesn't say what it is for")
	}
	for _, path := range []string{write(t, "personer.csv", persons), write(t, "slinga.csv", moved)} {
		whole.files.add(path)
		test.Tap(whole.files.store)
	}
	if n := h.Session().Status().Doubts; n != 1 {
		t.Fatalf("the start page speaks of %d questions", n)
	}
	d.open(page.Place{})
	if len(d.all) != 1 || d.unsure(0).Subtitle != "Nygatan 9" || !strings.HasPrefix(d.other(0).Title, "Märta Öst   19240214") {
		t.Fatalf("asks %+v", d.all)
	}
	test.Tap(d.same)
	if !d.none.Visible() || !strings.Contains(d.quiet.Text(), "Märta Öst") {
		t.Errorf("after the answer it says %q", d.quiet.Text())
	}
	if rows := h.Session().People("Märta"); len(rows) != 1 {
		t.Errorf("%d persons of the name", len(rows))
	}
}

func TestAnOlderFileSaysSoAndCanCountAllTheSame(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(h)
	s.add(write(t, "personer.csv", persons))
	test.Tap(s.store)
	old := write(t, "gamla.csv", strings.Replace(persons, "Storgatan 3", "Gamla vägen 3", 1))
	past := time.Now().AddDate(-1, 0, 0) // both files left their source before the day of the tests
	if err := os.Chtimes(old, past, past); err != nil {
		t.Fatal(err)
	}
	s.add(old)
	if s.seen.older() != 1 || !s.older.box.Visible() || s.seen.files[0].counts["changed"] != 0 {
		t.Fatalf("older %d, changed %d", s.seen.older(), s.seen.files[0].counts["changed"])
	}
	s.older.take.SetChecked(true)
	if s.seen.older() != 0 || s.seen.files[0].counts["changed"] != 1 {
		t.Errorf("told to count all the same: older %d, changed %d", s.seen.older(), s.seen.files[0].counts["changed"])
	}
}

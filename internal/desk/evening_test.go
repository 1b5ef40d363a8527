package desk_test

import (
	"maps"
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

// off are the days of 2026 and 2027 that are not worked in Sweden, Saturdays and Sundays apart, from
// the calendar on the wall and not from any reckoning. Whoever adds a year looks them up.
const off = `
2026-01-01 tor nyårsdagen
2026-01-06 tis trettondedagen
2026-04-03 fre långfredagen
2026-04-06 mån annandag påsk
2026-05-01 fre första maj
2026-05-14 tor Kristi himmelsfärdsdag
2026-06-19 fre midsommarafton
2026-12-24 tor julafton
2026-12-25 fre juldagen
2026-12-31 tor nyårsafton
2027-01-01 fre nyårsdagen
2027-01-06 ons trettondedagen
2027-03-26 fre långfredagen
2027-03-29 mån annandag påsk
2027-05-06 tor Kristi himmelsfärdsdag
2027-06-25 fre midsommarafton
2027-12-24 fre julafton
2027-12-31 fre nyårsafton
`

// worked tells whether a day is worked, by that calendar.
func worked(t *testing.T) func(time.Time) bool {
	t.Helper()
	weekdays := []string{"sön", "mån", "tis", "ons", "tor", "fre", "lör"}
	red := map[string]bool{}
	for line := range strings.Lines(strings.TrimSpace(off)) {
		words := strings.Fields(line)
		day, err := time.Parse(time.DateOnly, words[0])
		if err != nil || weekdays[day.Weekday()] != words[1] {
			t.Fatalf("%s: %v, and it is a %s", line, err, weekdays[day.Weekday()])
		}
		red[words[0]] = true
	}
	return func(day time.Time) bool {
		return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && !red[day.Format(time.DateOnly)]
	}
}

// evenings is a unit whose evening's print is on.
func evenings(t *testing.T, set desk.PaperSettings) (*unit, *desk.Session, *office) {
	t.Helper()
	u, s, o := equipped(t)
	set.Evening.On = true
	if err := s.SetPaper(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	return u, s, o
}

func dates(days []time.Time) string {
	var names []string
	for _, d := range days {
		names = append(names, d.Format(time.DateOnly))
	}
	return strings.Join(names, " ")
}

// at is a moment in Stockholm.
func at(t *testing.T, moment string) time.Time {
	t.Helper()
	m, err := time.ParseInLocation("2006-01-02 15:04", moment, care.Stockholm)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Given that the evening's print is on, when it is six, then tomorrow is saved, locked with the
// unit's passphrase, once; and the binder knows it also after it was locked.
func TestTomorrowIsSavedEveryEvening(t *testing.T) {
	u, s, o := evenings(t, desk.PaperSettings{})
	u.now = at(t, "2026-11-23 17:59")
	if _, err := s.RunEvening(t.Context(), "/usual"); err != nil { // yesterday's was missed
		t.Fatal(err)
	}
	clear(o.saved)
	if st := s.EveningState(); st.Due || !st.Next.Equal(at(t, "2026-11-23 18:00")) || st.At != "18:00" {
		t.Errorf("at one minute to six: %+v", st)
	}
	if run, err := s.RunEvening(t.Context(), "/usual"); err != nil || run.Made || len(o.saved) != 0 {
		t.Errorf("before it is due: %+v, %v", run, err)
	}
	u.now = at(t, "2026-11-23 18:00")
	if st := s.EveningState(); !st.Due || !st.Unsaved || st.Unprinted || dates(st.Days) != "2026-11-24" {
		t.Errorf("at six: %+v", st)
	}
	run, err := s.RunEvening(t.Context(), "/usual")
	if err != nil || !run.Made || run.Sent || run.State.Due || !strings.HasPrefix(run.Path, "/usual/") || run.Pages == 0 {
		t.Fatalf("%+v, %v", run, err)
	}
	if saved := slices.Collect(maps.Values(o.saved)); len(saved) != 1 || saved[0] != "pdf "+s.Unit().PDFPassphrase || len(o.out) != 0 {
		t.Errorf("saved %q, printed %q", saved, o.out)
	}
	u.now = u.now.Add(time.Hour)
	if run, err := s.RunEvening(t.Context(), "/usual"); err != nil || run.Made || len(o.saved) != 1 {
		t.Errorf("again: %+v, %v", run, err)
	}
	again := u.open("lena")
	if st := again.EveningState(); st.Due || !st.Last.Equal(at(t, "2026-11-23 18:00")) || !st.Next.Equal(at(t, "2026-11-24 18:00")) {
		t.Errorf("after unlocking: %+v", st)
	}
}

// Given a binder that was locked in the evening, when it is opened the next morning, then the
// evening's print is due until it is made, with the days that it would have had.
func TestAMissedEveningIsMadeAtTheNextUnlock(t *testing.T) {
	u, s, o := evenings(t, desk.PaperSettings{Evening: desk.Evening{At: "15:30", Folder: "/chosen"}, Large: true})
	u.desk.Working = worked(t)
	u.now = at(t, "2026-11-26 16:00")
	if _, err := s.RunEvening(t.Context(), "/usual"); err != nil {
		t.Fatal(err)
	}
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	u.now = at(t, "2026-11-28 06:45") // Friday's was missed
	s = u.open("lena")
	st := s.EveningState()
	if !st.Due || dates(st.Days) != "2026-11-28 2026-11-29 2026-11-30" || !st.Since.Equal(at(t, "2026-11-27 15:30")) || !st.Last.Equal(at(t, "2026-11-26 16:00")) {
		t.Errorf("on Saturday morning: %+v", st)
	}
	run, err := s.RunEvening(t.Context(), "/usual")
	if err != nil || !run.Made || run.State.Due || o.folder[1] != "/chosen" {
		t.Fatalf("%+v in %v, %v", run, o.folder, err)
	}
	doc := u.paper[len(u.paper)-1]
	if !strings.Contains(doc.Subtitle, "28 nov") || !strings.Contains(doc.Subtitle, "30 nov") || !doc.Large {
		t.Errorf("the pages are about %q, large %v", doc.Subtitle, doc.Large)
	}
}

// A printer that is out keeps no file from being saved, and gives one set of pages when it is back.
func TestTheEveningsPaperWaitsForItsPrinter(t *testing.T) {
	u, s, o := evenings(t, desk.PaperSettings{Sending: sheet.Sending{Printer: "Kontoret", Duplex: true}, Evening: desk.Evening{Paper: true}})
	u.now = at(t, "2026-11-23 18:00")
	o.why = text.NewFault("printer.stopped")
	run, err := s.RunEvening(t.Context(), "/usual")
	fault(t, err, "printer.stopped")
	if !run.Made || run.Path == "" || run.Sent || !run.State.Due || run.State.Unsaved || !run.State.Unprinted {
		t.Errorf("%+v", run)
	}
	if failed := s.Failed(); len(failed) != 1 || !failed[0].Evening {
		t.Fatalf("%+v", failed)
	}
	records := len(u.vault.of(ledger.KindPrint))
	for range 3 {
		u.now = u.now.Add(10 * time.Minute)
		_, err := s.RunEvening(t.Context(), "/usual")
		fault(t, err, "printer.stopped")
	}
	if got := len(u.vault.of(ledger.KindPrint)); got != records || len(o.saved) != 1 || len(s.Failed()) != 1 {
		t.Errorf("%d records more, %d files, %d failed", got-records, len(o.saved), len(s.Failed()))
	}
	o.why = nil
	run, err = s.RunEvening(t.Context(), "/usual")
	if err != nil || !run.Sent || run.State.Due || len(o.out) != 1 || o.how[0].Printer != "Kontoret" || !o.how[0].Duplex || len(s.Failed()) != 0 {
		t.Errorf("%+v, %v, %d came out", run, err, len(o.out))
	}
	if st := u.open("lena").EveningState(); st.Due || st.Printed.IsZero() {
		t.Errorf("after unlocking: %+v", st)
	}
}

// Sent again by hand, the evening's paper is done; locked instead, it is still due.
func TestTheEveningsPaperIsDoneWhenItWasSentByHand(t *testing.T) {
	for _, byHand := range []bool{true, false} {
		u, s, o := evenings(t, desk.PaperSettings{Evening: desk.Evening{Paper: true}})
		u.now = at(t, "2026-11-23 18:00")
		o.why = text.NewFault("printer.stopped")
		_, err := s.RunEvening(t.Context(), "/usual")
		fault(t, err, "printer.stopped")
		o.why = nil
		if byHand {
			if err := s.Again(t.Context(), s.Failed()[0].ID); err != nil {
				t.Fatal(err)
			}
		} else if err := s.Lock(); err != nil {
			t.Fatal(err)
		}
		if st := u.open("lena").EveningState(); st.Due == byHand || st.Unsaved {
			t.Errorf("sent by hand %v: %+v", byHand, st)
		}
	}
}

// A full disk keeps no paper from coming, and the file stays due.
func TestAFullDiskKeepsNoPaperFromComing(t *testing.T) {
	u, s, o := evenings(t, desk.PaperSettings{Evening: desk.Evening{Paper: true}})
	u.now = at(t, "2026-11-23 18:00")
	o.full = text.NewFault("printer.full")
	run, err := s.RunEvening(t.Context(), "/usual")
	fault(t, err, "printer.full")
	if !run.Sent || len(o.out) != 1 || !run.State.Unsaved || run.State.Unprinted || run.Path != "" {
		t.Errorf("%+v, %d came out", run, len(o.out))
	}
	records := len(u.vault.of(ledger.KindPrint))
	for range 3 { // the pages are drawn and noted once, however long the disk is full
		u.now = u.now.Add(10 * time.Minute)
		_, err := s.RunEvening(t.Context(), "/usual")
		fault(t, err, "printer.full")
	}
	if got := len(u.vault.of(ledger.KindPrint)); got != records {
		t.Errorf("%d records more", got-records)
	}
	o.full = nil
	if run, err := s.RunEvening(t.Context(), "/usual"); err != nil || run.State.Due || run.Pages == 0 || len(o.out) != 1 || len(o.saved) != 1 {
		t.Errorf("%+v, %v, %d came out, %d saved", run, err, len(o.out), len(o.saved))
	}
}

// A file that waits for room is drawn anew when the binder has newer data, and is no paper when the
// binder is locked meanwhile.
func TestAFileThatWaitsForRoomIsNeverOld(t *testing.T) {
	u, s, o := evenings(t, desk.PaperSettings{})
	u.now = at(t, "2026-11-23 18:00")
	o.full = text.NewFault("printer.full")
	_, err := s.RunEvening(t.Context(), "/usual")
	fault(t, err, "printer.full")
	drawn := len(u.paper)
	u.read(s, "register", newer())
	_, err = s.RunEvening(t.Context(), "/usual")
	fault(t, err, "printer.full")
	if len(u.paper) != drawn+1 {
		t.Errorf("drawn %d times more", len(u.paper)-drawn)
	}
	u.must(s.Lock())
	if records := u.vault.of(ledger.KindPrint); !strings.Contains(records[len(records)-1], `"unprinted":true`) {
		t.Errorf("the last record is %s", records[len(records)-1])
	}
	if st := u.open("lena").EveningState(); !st.Due {
		t.Error("it counts as made")
	}
}

// Pages of an evening that passed are not sent the next one: there are newer ones.
func TestYesterdaysPagesAreNotSentToday(t *testing.T) {
	u, s, o := evenings(t, desk.PaperSettings{Evening: desk.Evening{Paper: true}})
	u.now = at(t, "2026-11-23 18:00")
	o.why = text.NewFault("printer.stopped")
	_, err := s.RunEvening(t.Context(), "/usual")
	fault(t, err, "printer.stopped")
	u.now, o.why = at(t, "2026-11-24 18:05"), nil
	drawn := len(u.paper)
	run, err := s.RunEvening(t.Context(), "/usual")
	if err != nil || !run.Sent || len(o.out) != 1 || len(s.Failed()) != 0 || len(u.paper) != drawn+2 {
		t.Errorf("%+v, %v, %d failed, %d drawn", run, err, len(s.Failed()), len(u.paper)-drawn)
	}
}

func TestTheEveningsPrintIsRefusedInWords(t *testing.T) {
	u, s, o := equipped(t)
	if st := s.EveningState(); st.On || st.Due || !st.Since.IsZero() {
		t.Errorf("from the start: %+v", st)
	}
	_, err := s.RunEvening(t.Context(), "/usual")
	fault(t, err, "evening.off")
	if err := s.SetPaper(t.Context(), desk.PaperSettings{Evening: desk.Evening{On: true}}); err != nil {
		t.Fatal(err)
	}
	_, err = s.RunEvening(t.Context(), "")
	fault(t, err, "printer.not_writable")
	if len(o.saved) != 0 || !s.EveningState().Due {
		t.Error("it counts as made")
	}
	// A clock that was a year ahead when it was made keeps no later evening from being made.
	u.now = u.now.AddDate(1, 0, 0)
	if _, err := s.RunEvening(t.Context(), "/usual"); err != nil {
		t.Fatal(err)
	}
	u.now = monday
	if !s.EveningState().Due {
		t.Error("an evening of next year counts as today's")
	}
	if run, err := s.RunEvening(t.Context(), "/usual"); err != nil || !run.Made || s.EveningState().Due {
		t.Errorf("%+v, %v", run, err)
	}
	// A binder that can't be written in makes it all the same, once.
	u.vault.fails, u.vault.failure = func(ledger.Change) bool { return true }, text.NewFault("vault.full")
	u.now = at(t, "2026-11-23 18:00")
	for range 2 {
		if _, err := s.RunEvening(t.Context(), "/usual"); err != nil {
			t.Error(err)
		}
	}
	if len(o.saved) != 3 {
		t.Errorf("%d files", len(o.saved))
	}
}

// Every evening of two years: each has the days from tomorrow through the next one that is worked,
// and no day comes that was not printed the evening before, and on the last day at work before it.
func TestEveryEveningOfTwoYearsPrintsThroughTheNextWorkingDay(t *testing.T) {
	u, s, o := evenings(t, desk.PaperSettings{})
	working := worked(t)
	u.desk.Working = working
	printed := map[string]bool{}  // by any evening
	fromWork := map[string]bool{} // by the evening of a day that was worked
	longest, evening := 0, at(t, "2026-01-01 18:30")
	for ; evening.Year() < 2028; evening = at(t, evening.AddDate(0, 0, 1).Format(time.DateOnly)+" 18:30") {
		today := evening.Format(time.DateOnly)
		if first := evening.YearDay() == 1 && evening.Year() == 2026; !first && (!printed[today] || !fromWork[today] && evening.YearDay() > 4) {
			t.Errorf("%s came without having been printed", today)
		}
		u.now = evening
		st := s.EveningState()
		var want []string
		for n := 1; ; n++ {
			day := evening.AddDate(0, 0, n)
			want = append(want, day.Format(time.DateOnly))
			if working(day) || day.Format(time.DateOnly) == "2028-01-03" {
				break
			}
		}
		if got := dates(st.Days); !st.Due || got != strings.Join(want, " ") {
			t.Errorf("%s: due %v, prints %s, want %v", today, st.Due, got, want)
		}
		if run, err := s.RunEvening(t.Context(), "/usual"); err != nil || !run.Made || run.State.Due {
			t.Fatalf("%s: %+v, %v", today, run, err)
		}
		for _, day := range want {
			printed[day] = true
			fromWork[day] = fromWork[day] || working(evening)
		}
		longest = max(longest, len(want))
	}
	if len(o.saved) != 730 || longest != 5 {
		t.Errorf("%d files, the longest of %d days; want 730 and 5", len(o.saved), longest)
	}
}

// Given that the evening's file is saved night after night, then those of more than four weeks ago go,
// and a folder that lets go of nothing is told without making the evening undone.
func TestOldEveningFilesGo(t *testing.T) {
	u, s, o := evenings(t, desk.PaperSettings{Evening: desk.Evening{On: true}})
	u.now = time.Date(2026, 11, 23, 18, 30, 0, 0, care.Stockholm)
	run, err := s.RunEvening(t.Context(), "/papper")
	if err != nil || !strings.HasPrefix(run.Path, "/papper/kvallsutskrift-2026-11-23-183000") {
		t.Fatalf("%q %v", run.Path, err)
	}
	if len(o.expired) != 1 || o.expired[0] != "/papper kvallsutskrift 2026-10-26" {
		t.Errorf("taken away: %q", o.expired)
	}
	u.now = u.now.AddDate(0, 0, 1)
	o.unexpired = text.NewFault("printer.not_expired")
	run, err = s.RunEvening(t.Context(), "/papper")
	if !text.IsFault(err, "printer.not_expired") || run.State.Due {
		t.Errorf("%+v %v", run.State, err)
	}
}

// Given a binder on paper with tomorrow's schedule, when that changes and the evening's print is saved
// as a file, then the schedule in the binder is still the old one, and is printed with what changed.
func TestTheEveningsFileIsNotTheBinderOnPaper(t *testing.T) {
	u, s, _ := evenings(t, desk.PaperSettings{})
	u.now = at(t, "2026-11-23 15:00")
	u.read(s, "tomorrow", day(u.now.AddDate(0, 0, 1)))
	u.prints(s, desk.Order{What: desk.PrintBinder})
	u.read(s, "register", newer())
	before := u.changes(s)
	if before.Changed == 0 {
		t.Fatalf("nothing changed: %+v", before)
	}
	u.now = at(t, "2026-11-23 18:00")
	if run, err := s.RunEvening(t.Context(), "/usual"); err != nil || !run.Made {
		t.Fatalf("%+v, %v", run, err)
	}
	if got := u.changes(s); got.Changed != before.Changed || got.New+got.Gone != before.New+before.Gone {
		t.Errorf("before the evening %+v, after it %+v", before, got)
	}
}

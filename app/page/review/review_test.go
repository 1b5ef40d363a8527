package review

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/printer"
	"avbrottsparm/internal/text"
)

func open(t *testing.T) (*pagetest.Host, *screen) {
	t.Helper()
	h := pagetest.New(t)
	return h, made(t, h)
}

func made(t *testing.T, h *pagetest.Host) *screen {
	t.Helper()
	s := New(h, page.Files{Folder: t.TempDir(), Save: printer.Save, Open: func(string) error { return nil }}).(*screen)
	// The vault stamps by the computer's clock, which is far behind the desk's in tests: no day
	// bounds what is read.
	s.log.filter.from.SetText("")
	s.samples.period.SetSelectedIndex(len(periods) - 1)
	h.Open(s, page.Place{})
	return s
}

// unshield opens a protected identity, which waits for review.
func unshield(t *testing.T, h *pagetest.Host) desk.PersonRow {
	t.Helper()
	for _, p := range h.Session().People("") {
		if p.Protected {
			if _, err := h.Session().Unshield(context.Background(), p.ID, "Ringde och mådde dåligt"); err != nil {
				t.Fatal(err)
			}
			return p
		}
	}
	t.Fatal("the demo has nobody with protected identity")
	return desk.PersonRow{}
}

func sees(t *testing.T, s *screen, wants ...string) {
	t.Helper()
	reads := pagetest.Reads(s.Content())
	for _, want := range wants {
		if !strings.Contains(reads, want) {
			t.Errorf("%q is not to be seen in %q", want, reads)
		}
	}
}

func TestWhatMustBeReviewedComesFirstAndGoesWhenAWordIsSaid(t *testing.T) {
	h := pagetest.New(t)
	unshield(t, h)
	s := made(t, h)
	w := h.Words()
	if s.tabs.Opened() != tabWaiting || len(s.waiting.lines) != 1 {
		t.Fatalf("tab %d is open, %d lines wait", s.tabs.Opened(), len(s.waiting.lines))
	}
	sees(t, s, "Ringde och mådde dåligt", w.Say("review.waiting_why"))
	test.Tap(s.waiting.note.press)
	if got := s.waiting.note.field.Below(); got != w.Say("error.log.no_note") {
		t.Errorf("an empty word reads %q", got)
	}
	s.waiting.note.entry.SetText("Befogat: larm från anhörig.")
	test.Tap(s.waiting.note.press)
	if len(s.waiting.lines) != 0 || !s.waiting.none.Visible() || len(h.Told) == 0 {
		t.Errorf("%d lines wait still; told %v", len(s.waiting.lines), h.Told)
	}
	s.tabs.Open(tabSamples)
	sees(t, s, "Befogat: larm från anhörig.")
}

func TestAWordThatWasBegunStaysWhileAnotherLineIsLookedAt(t *testing.T) {
	h := pagetest.New(t)
	unshield(t, h)
	h.Clock = h.Clock.Add(time.Minute)
	unshield(t, h)
	s := made(t, h)
	s.waiting.note.entry.SetText("Frågar i morgon")
	s.waiting.list.Pick(1)
	if s.waiting.note.entry.Text != "" {
		t.Error("the word is about the other line")
	}
	s.waiting.list.Pick(0)
	if s.waiting.note.entry.Text != "Frågar i morgon" {
		t.Errorf("what was begun reads %q", s.waiting.note.entry.Text)
	}
}

func TestTheLogIsFilteredByPersonWhomAndKind(t *testing.T) {
	h, s := open(t)
	ctx := context.Background()
	people := h.Session().People("")
	for _, p := range people[:3] {
		if _, err := h.Session().Open(ctx, p.ID); err != nil {
			t.Fatal(err)
		}
	}
	if s.tabs.Opened() != tabLog {
		t.Fatalf("nothing waits, and tab %d is open", s.tabs.Opened())
	}
	p, f := s.log, s.log.filter
	f.kind.SetSelected(h.Words().Say("action.read"))
	test.Tap(f.press)
	if len(p.lines) != 3 {
		t.Fatalf("%d lines of reading", len(p.lines))
	}
	test.Type(f.pick.Field, people[1].SortName)
	f.choose(indexOf(f.people, people[1].ID))
	test.Tap(f.press)
	if len(p.lines) != 1 || p.lines[0].PersonID != people[1].ID {
		t.Errorf("about one person: %+v", p.lines)
	}
	p.table.List.Pick(0)
	if !strings.Contains(p.one.Text(), people[1].PersonalID.Written(h.Clock)) {
		t.Errorf("the picked line reads %q", p.one.Text())
	}
	f.pick.Field.SetText("Ingen Alls")
	test.Tap(f.press)
	if f.about.Below() != h.Words().Say("review.choose_person") {
		t.Errorf("a name that is nobody's reads %q", f.about.Below())
	}
	f.pick.Field.SetText("")
	f.by.SetText("någon annan")
	test.Tap(f.press)
	if len(p.lines) != 0 || !p.pdf.Disabled() || !p.csv.Disabled() {
		t.Errorf("%d lines by nobody, and they can be saved", len(p.lines))
	}
	f.by.SetText("")
	f.from.SetText("i förrgår kanske")
	test.Tap(f.press)
	if f.since.Below() != h.Words().Say("paperpage.bad_day") {
		t.Errorf("a day that can't be read: %q", f.since.Below())
	}
}

func indexOf(rows []desk.PersonRow, id string) int {
	for i, r := range rows {
		if r.ID == id {
			return i
		}
	}
	return -1
}

func TestExtractsAreLockedOrReadableOnlyWhenAskedFor(t *testing.T) {
	h, s := open(t)
	w := h.Words()
	test.Tap(s.log.pdf)
	sees(t, s, w.Say("review.pdf_saved"))
	test.Tap(s.log.csv)
	sees(t, s, w.Count("review.csv_sure", len(s.log.lines)))
	answer(t, s.log.sure, w.Say("review.csv_no"))
	if names := saved(t, s); len(names) != 1 || !strings.HasSuffix(names[0], ".pdf") {
		t.Fatalf("after a no the folder holds %v", names)
	}
	test.Tap(s.log.csv)
	answer(t, s.log.sure, w.Say("review.csv_yes"))
	names := saved(t, s)
	if len(names) != 2 {
		t.Fatalf("the folder holds %v", names)
	}
	sees(t, s, w.Say("review.csv_saved"))
	lines, err := h.Session().Log(context.Background(), desk.LogQuery{Action: access.ActionReadable})
	if err != nil || len(lines) != 1 {
		t.Errorf("the log has %d lines about the readable file, %v", len(lines), err)
	}
	for _, name := range names {
		raw, err := os.ReadFile(s.log.files.Folder + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if pdf := strings.HasSuffix(name, ".pdf"); bytes.Contains(raw, []byte("Anna")) && pdf {
			t.Error("the PDF can be read")
		}
	}
}

func saved(t *testing.T, s *screen) []string {
	t.Helper()
	entries, err := os.ReadDir(s.log.files.Folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func answer(t *testing.T, in *control.Confirm, words string) {
	t.Helper()
	var found *control.Button
	pagetest.Each(in, func(o fyne.CanvasObject) {
		if b, ok := o.(*control.Button); ok && b.Text == words {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("no button %q", words)
	}
	test.Tap(found)
}

func TestASampleIsDrawnLookedThroughAndGivenItsWord(t *testing.T) {
	h, s := open(t)
	ctx := context.Background()
	for _, p := range h.Session().People("")[:8] {
		if _, err := h.Session().Open(ctx, p.ID); err != nil {
			t.Fatal(err)
		}
	}
	s.tabs.Open(tabSamples)
	p, w := s.samples, h.Words()
	sees(t, s, w.Say("review.sample.none"))
	p.number.SetText("många")
	test.Tap(p.draw)
	if p.many.Below() != w.Say("error.log.sample", "most", 500) {
		t.Errorf("no number reads %q", p.many.Below())
	}
	p.number.SetText("5")
	test.Tap(p.draw)
	if len(p.reviews) != 1 || len(p.lines) != 5 || p.said.Visible() {
		t.Fatalf("%d reviews, %d lines", len(p.reviews), len(p.lines))
	}
	p.note.entry.SetText("Alla hade skäl.")
	test.Tap(p.note.press)
	if p.reviews[0].Note != "Alla hade skäl." || !p.said.Visible() || p.ask.Visible() || len(p.lines) != 5 {
		t.Errorf("afterwards: %+v", p.reviews[0])
	}
}

func TestNoLineIsReadBeforeItsTabIsOpened(t *testing.T) {
	h := pagetest.New(t)
	unshield(t, h)
	if _, _, err := h.Session().DrawSample(context.Background(), 2, desk.LogQuery{}); err != nil {
		t.Fatal(err)
	}
	count := func() int {
		lines, err := h.Session().Log(context.Background(), desk.LogQuery{Action: access.ActionLog})
		if err != nil {
			t.Fatal(err)
		}
		return len(lines)
	}
	before := count()
	s := made(t, h)
	if s.log.read || len(s.samples.lines) > 0 || count() != before+1 {
		t.Error("the log was read although nobody opened it")
	}
}

// Every kind of action has its words; the key is built when the program runs.
func TestEveryKindOfActionHasWords(t *testing.T) {
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		for _, word := range kinds(text.For(lang)) {
			if strings.Contains(word, "[[") {
				t.Errorf("%s: %s", lang, word)
			}
		}
	}
}

// BenchmarkTable is what showing a hundred thousand lines costs: only the rows in sight are drawn.
func BenchmarkTable(b *testing.B) {
	h := pagetest.New(b)
	s := New(h, page.Files{}).(*screen)
	h.Open(s, page.Place{})
	s.tabs.Open(tabLog)
	for range 100_000 {
		s.log.lines = append(s.log.lines, desk.LogLine{Event: access.Event{Action: access.ActionRead, At: h.Clock, Name: "Anna Berg", Title: "undersköterska", PersonName: "Karin Ek"}})
	}
	for b.Loop() {
		s.log.table.Renew()
		s.log.table.List.ScrollToBottom()
	}
}

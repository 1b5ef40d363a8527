package start

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

var friday = time.Date(2026, 6, 18, 14, 7, 0, 0, care.Stockholm)

// calm is a unit where nothing needs doing.
func calm() desk.Status {
	var fresh []desk.KindAge
	for _, kind := range []care.Kind{care.KindVisit, care.KindPerson, care.KindRelative, care.KindContact, care.KindWarning, care.KindPlan} {
		fresh = append(fresh, desk.KindAge{Kind: kind, AsOf: friday.Add(-8 * time.Hour)})
	}
	return desk.Status{Persons: 60, Fresh: fresh, PrintDays: []time.Time{care.NextDay(friday, 1)}}
}

func drafts() []entry.Entry { return []entry.Entry{{ID: "newest"}, {ID: "older"}} }

func TestWhatNeedsDoingComesMostUrgentFirst(t *testing.T) {
	w := text.For(text.Swedish)
	everything := calm()
	everything.Altered = text.NewFault("vault.altered", "n", 2)
	everything.Fresh[0].TooOld, everything.Fresh[5].TooOld = true, true
	everything.Counts = desk.Counts{Drafts: 2, Waiting: 16}
	everything.PrintDays = []time.Time{care.NextDay(friday, 1), care.NextDay(friday, 2), care.NextDay(friday, 3), care.NextDay(friday, 4)}
	everything.Unlogged, everything.Clock = 1, true
	want := []struct {
		page  page.Name
		entry string
		says  string
	}{
		{page.Safety, "", w.Explain(everything.Altered)},
		{page.Review, "", "3 händelser"},
		{page.Intake, "", "Schema, Genomförandeplaner"},
		{page.Write, "newest", "2 utkast"},
		{page.Backlog, "", "16 anteckningar"},
		{page.Paper, "", "fre 19 juni till mån 22 juni"},
		{"", "", "loggen"},
		{"", "", "klocka"},
	}
	got := dutiesOf(w, everything, waiting{reviews: 3}, drafts, friday)
	if len(got) != len(want) {
		t.Fatalf("%d duties, want %d: %+v", len(got), len(want), got)
	}
	for i, d := range got {
		if d.to.Page != want[i].page || d.to.EntryID != want[i].entry || !strings.Contains(d.sentence, want[i].says) {
			t.Errorf("%d: %+v, want %+v", i, d, want[i])
		}
		if (d.button == "") != (d.to.Page == "") {
			t.Errorf("%d: the button %q leads to %q", i, d.button, d.to.Page)
		}
	}
}

func TestNothingNeedsDoingWhenAllIsInOrder(t *testing.T) {
	if got := dutiesOf(text.For(text.Swedish), calm(), waiting{}, drafts, friday); len(got) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestTheWeekendIsPrintedOnceOnItsDay(t *testing.T) {
	st := calm()
	st.PrintDays = append(st.PrintDays, care.NextDay(friday, 2))
	for name, c := range map[string]struct {
		printed time.Time
		due     bool
	}{
		"never":        {time.Time{}, true},
		"yesterday":    {friday.Add(-20 * time.Hour), true},
		"this morning": {friday.Add(-6 * time.Hour).UTC(), false},
	} {
		st.LastPrinted = c.printed
		d, due := weekend(text.For(text.Swedish), st, friday)
		if due != c.due || (due && d.to.Print != desk.PrintWeekend) {
			t.Errorf("%s: due %v, leads to %+v", name, due, d.to)
		}
	}
}

func TestAnEmptyBinderSaysWhatToDoFirst(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := New(h).(*screen)
	h.Open(s, page.Place{})
	got := dutiesOf(h.Words(), h.Session().Status(), waiting{}, h.Session().Drafts, h.Clock)
	if len(got) != 1 || got[0].to.Page != page.Intake || got[0].tone != control.ToneCalm {
		t.Fatalf("got %+v", got)
	}
	if len(s.duties.Objects) != 1 {
		t.Errorf("%d rows are shown", len(s.duties.Objects))
	}
}

func TestTheLargeActionsLeadWhereTheySay(t *testing.T) {
	h := pagetest.New(t)
	s := New(h).(*screen)
	h.Open(s, page.Place{})
	for i, want := range []page.Name{page.People, page.Write, page.Paper} {
		s.tiles[i].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if got := h.Shown[len(h.Shown)-1].Page; got != want {
			t.Errorf("%q leads to %q", s.tiles[i].Title(), got)
		}
	}
}

func TestTheScreenFollowsWhatHappensWhileItIsShown(t *testing.T) {
	h := pagetest.New(t)
	s := New(h).(*screen)
	h.Open(s, page.Place{})
	before := len(s.duties.Objects)
	session := h.Session()
	note := session.NewNote(session.People("")[0].ID)
	if _, err := session.SaveDraft(context.Background(), note); err != nil {
		t.Fatal(err)
	}
	h.Hand.Move(refreshEvery)
	if got := dutiesOf(h.Words(), session.Status(), waiting{}, session.Drafts, h.Clock); len(got) == 0 || got[0].to.EntryID != note.ID {
		t.Fatalf("got %+v", got)
	}
	if before > len(s.duties.Objects) || !strings.Contains(reads(s), "1 utkast") {
		t.Error("the draft did not come up")
	}
	s.Leave()
	shown := len(s.duties.Objects)
	if err := session.DiscardDraft(context.Background(), note.ID); err != nil {
		t.Fatal(err)
	}
	h.Hand.Move(5 * refreshEvery)
	if len(s.duties.Objects) != shown {
		t.Error("the screen works on after it was left")
	}
}

// reads is what stands in the list of duties.
func reads(s *screen) string {
	var all strings.Builder
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *control.Text:
			all.WriteString(o.Text() + "\n")
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(s.duties)
	return all.String()
}

func TestAgesAreToldInWordsBesideTheColour(t *testing.T) {
	w := text.For(text.Swedish)
	st := desk.Status{Fresh: []desk.KindAge{
		{Kind: care.KindVisit, AsOf: friday.Add(-30 * time.Hour), TooOld: true},
		{Kind: care.KindPerson, AsOf: friday.Add(-8 * time.Hour)},
		{Kind: care.KindPlan, TooOld: true},
	}}
	var said []string
	for _, cell := range ageRows(w, st, friday) {
		if words, ok := cell.(*control.Text); ok {
			said = append(said, words.Text())
		}
	}
	want := []string{"Schema", "i går 08:07", "Personer", "i dag 06:07", "Genomförandeplaner", "aldrig inläst"}
	if strings.Join(said, "|") != strings.Join(want, "|") {
		t.Errorf("got %v, want %v", said, want)
	}
}

func TestWhatCameByItselfAndNeedsSomebodyLeadsThere(t *testing.T) {
	failing := desk.RefreshState{Configured: true, On: true, Every: 15 * time.Minute, FailingSince: friday.Add(-40 * time.Minute).UTC()}
	n := waiting{tray: desk.TrayCount{Waiting: 2, Answers: 1, Unread: 1}, documents: 3, live: failing}
	n.live.Held = []string{"clients"}
	var got []string
	for _, d := range intakeDuties(text.For(text.Swedish), n, friday) {
		if d.to.Page != page.Intake || d.button == "" {
			t.Errorf("%+v", d)
		}
		got = append(got, d.to.Part+": "+d.sentence)
	}
	want := []string{"live: Inget har kommit från Lifecare sedan i dag 13:27.", "live: Ovanligt mycket", "tray: 2 filer ur mappen vill ha svar",
		"documents: 3 dokument", "tray: 2 filer ur mappen är inte inlästa än"}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || !strings.HasPrefix(got[i], want[i]) {
			t.Fatalf("got %q, want %q", got, want)
		}
	}
	failing.FailingSince = friday.Add(-20 * time.Minute)
	if silent(failing, friday) {
		t.Error("once is told at once: it can be a stop of a minute")
	}
	failing.FailingSince, failing.On = friday.Add(-40*time.Minute), false
	if silent(failing, friday) {
		t.Error("a binder that asks nothing complains of no answer")
	}
}

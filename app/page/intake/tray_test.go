package intake

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
)

// arrives puts a file among what came to the drop folder, and takes in what can come in by itself.
func arrives(t *testing.T, h *pagetest.Host, name, content string) {
	t.Helper()
	if err := wiring.Arrive(t.Context(), h.Dir, name, []byte(content), h.Clock.UTC()); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Session().TakeArrivals(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
}

func openTray(t *testing.T, h *pagetest.Host) *tray {
	t.Helper()
	whole := New(h, page.Files{}).(*screen)
	h.Open(whole, page.Place{Page: page.Intake, Part: page.IntakeTray})
	return partOf[*tray](t, whole, page.IntakeTray)
}

func TestAnEmptyTraySaysWhatTheFolderIsForAndWhereItIsChosen(t *testing.T) {
	h := pagetest.NewEmpty(t)
	p := openTray(t, h)
	if said := pagetest.Reads(p.whole); !strings.Contains(said, "Ingen mapp bevakas") || !strings.Contains(said, "Inställningar") {
		t.Errorf("an empty tray says\n%s", said)
	}
}

func TestAFileThatNobodyKnowsIsReadByItsColumns(t *testing.T) {
	h := pagetest.NewEmpty(t)
	arrives(t, h, "uttag.csv", coded)
	p := openTray(t, h)
	if len(p.all) != 1 || p.all[0].State != desk.TrayUnread || !p.answers.columns.Visible() || p.answers.seen.Visible() {
		t.Fatalf("the tray holds %+v", p.all)
	}
	test.Tap(p.answers.columns)
	if p.whole.Objects[0] != p.columns.content() {
		t.Fatal("the columns are not asked about")
	}
	kindOf(t, p.columns, "Personer")
	take(t, p.columns, 0, "Personnummer")
	test.Tap(p.columns.use)
	if len(p.all) != 0 || len(h.Session().People("")) != 2 || !strings.Contains(p.quiet.Text(), "uttag.csv är inläst: 2 nya") {
		t.Errorf("left %+v, and said %q", p.all, p.quiet.Text())
	}
}

func TestRowsThatCouldNotBeReadAreShownAndSeen(t *testing.T) {
	h := pagetest.NewEmpty(t)
	arrives(t, h, "personer.csv", persons+wrongRow)
	p := openTray(t, h)
	if len(p.all) != 1 || p.all[0].State != desk.TrayRows || p.brought.file.counts[wrong] != 1 {
		t.Fatalf("the tray holds %+v", p.all)
	}
	if got := p.brought.row(0); !strings.HasPrefix(got.Title, "Rad 5") || !strings.Contains(got.Subtitle, "Raden läses inte in") {
		t.Errorf("the row says %+v", got)
	}
	test.Tap(p.answers.seen)
	if len(p.all) != 0 || len(h.Session().People("")) != 3 {
		t.Errorf("left %+v", p.all)
	}
}

func TestADayIsAskedForAndAnswered(t *testing.T) {
	h := pagetest.NewEmpty(t)
	arrives(t, h, "grundschema.csv", withoutDay)
	p := openTray(t, h)
	if len(p.all) != 1 || p.all[0].State != desk.TrayAnswer || !p.answers.dayField.Visible() || p.answers.seen.Visible() {
		t.Fatalf("the tray holds %+v", p.all)
	}
	test.Tap(p.answers.retry)
	if p.answers.dayField.Below() == "" {
		t.Error("a missing day isn't said")
	}
	p.answers.day.SetText("i mor")
	p.renew()
	if p.answers.day.Text != "i mor" {
		t.Error("what somebody is writing goes when the list is brought up to date")
	}
	tomorrow := care.NextDay(h.Session().Now(), 1)
	p.answers.day.SetDay(tomorrow)
	test.Tap(p.answers.retry)
	if days := h.Session().ScheduleDays(); len(p.all) != 0 || len(days) != 1 || !days[0].Equal(tomorrow) {
		t.Errorf("left %+v, visits on %v", p.all, days)
	}
}

func TestAFileIsThrownAwayWithAReasonOnly(t *testing.T) {
	h := pagetest.NewEmpty(t)
	arrives(t, h, "uttag.csv", coded)
	p := openTray(t, h)
	test.Tap(p.answers.throw)
	p.answers.throwIt()
	if len(p.all) != 1 || p.answers.why.Below() == "" {
		t.Fatal("a file goes without a reason")
	}
	p.answers.reason.SetText("fel lista")
	p.answers.throwIt()
	if len(p.all) != 0 || !p.none.Visible() {
		t.Errorf("left %+v", p.all)
	}
}

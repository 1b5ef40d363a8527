package shell

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// drillNight is when a drill begins in these tests.
var drillNight = time.Date(2040, 11, 26, 3, 12, 0, 0, care.Stockholm)

// practised is a window with the real binder open and a drill begun in it.
type practised struct {
	*ward
	real   *desk.Session
	folder string // of the invented binder
	seen   *Seen
}

// practising begins a drill in an open window.
func practising(t *testing.T) *practised {
	t.Helper()
	p := &practised{ward: closed(t, t.TempDir(), true), seen: &Seen{}}
	p.clock = drillNight // notes are stamped by the computer's own clock, which must not be ahead
	p.wait(1)
	p.unlock("demo", passphrase)
	p.real = p.Session()
	p.Drill = p.binder
	p.Practise()
	if !p.Practising() || p.Session() == p.real {
		t.Fatalf("no drill began: %q", p.open.frame.foot.text())
	}
	return p
}

func (p *practised) binder(lang text.Lang) (*DrillBinder, error) {
	d, err := wiring.Desk(lang)
	if err != nil {
		return nil, err
	}
	d.Now = func() time.Time { return p.clock }
	p.folder = filepath.Join(p.t.TempDir(), "drill")
	var screens []Screen
	for _, name := range []page.Name{page.Start, page.People} {
		screens = append(screens, Screen{Name: name, Icon: theme.HomeIcon(), Make: func(host *Window) page.Page {
			return &plainScreen{host: host, field: control.NewEntry("")}
		}})
	}
	return &DrillBinder{Seen: p.seen, Screens: screens, Remove: func() error { return os.RemoveAll(p.folder) },
		Open: func(ctx context.Context) (*desk.Session, error) {
			s, _, err := wiring.Demo(ctx, d, p.folder, "en helt annan hemlig fras", care.NextDay(drillNight, -1))
			return s, err
		}}, nil
}

// dial types a number on the telephone of the drill and calls.
func (p *practised) dial(number string) {
	p.open.drill.strip.number.SetText(number)
	test.Tap(p.open.drill.strip.dial)
}

// write signs a note about a person in the binder that is shown, and leaves a draft behind.
func (p *practised) write(personID string) {
	p.t.Helper()
	s := p.Session()
	for i, headline := range []string{"Utkast i övningen", "Fall i köket i övningen"} {
		e := s.NewNote(personID)
		e.Headline, e.Text, e.EventTime = headline, "Föll men slog sig inte.", p.clock
		e, err := s.SaveDraft(context.Background(), e)
		if err == nil && i == 1 {
			_, err = s.Sign(context.Background(), e)
		}
		if err != nil {
			p.t.Fatal(err)
		}
	}
}

func (p *practised) gone() bool {
	_, err := os.Stat(p.folder)
	return errors.Is(err, fs.ErrNotExist)
}

// carryOut does every task as a person would.
func (p *practised) carryOut() {
	p.t.Helper()
	d := p.open.drill
	p.wait(20)
	p.dial(d.tasks[0].numbers[0])
	p.wait(5)
	person := p.personOf(1)
	p.seen.Drawn([]sheet.Sheet{{Kind: sheet.KindPerson, PersonID: person}})
	p.wait(10)
	p.write(person)
	p.wait(1)
	if d.at != 3 {
		p.t.Fatalf("the note was not seen: %d tasks are through", d.at)
	}
	p.wait(30)
	p.dial(d.tasks[3].numbers[0])
}

// personOf is the person whom a task names.
func (p *practised) personOf(task int) string {
	p.t.Helper()
	for _, row := range p.Session().People("") {
		if strings.Contains(p.open.drill.tasks[task].task, row.Name) {
			return row.ID
		}
	}
	p.t.Fatalf("the task names nobody: %q", p.open.drill.tasks[task].task)
	return ""
}

func TestADrillLooksLikeNothingElse(t *testing.T) {
	p := practising(t)
	reads := p.reads()
	for _, word := range []string{p.words.Say("shell.band.drill"), "10:00", p.open.drill.tasks[0].task, p.words.Say("drill.nth", "n", 1, "of", len(p.open.drill.tasks))} {
		if !strings.Contains(reads, word) {
			t.Errorf("the window does not say %q", word)
		}
	}
	if band := p.open.frame.band.Band(); band.Kind != control.BandDrill {
		t.Errorf("the band is %+v", band)
	}
	if _, framed := p.body.Objects[0].(*control.DrillFrame); !framed {
		t.Error("the window is not framed")
	}
	p.wait(61)
	if !strings.Contains(p.reads(), "8:59") {
		t.Error("the clock stands still")
	}
}

func TestATaskIsSeenByWhatIsDone(t *testing.T) {
	p := practising(t)
	d := p.open.drill
	p.wait(12)
	p.dial("08-123 45 67")
	if d.at != 0 || !strings.Contains(p.reads(), d.tasks[0].wrong) {
		t.Error("another number should be told to be wrong, and the task stays")
	}
	right := d.tasks[0].numbers[0]
	p.dial("+46 " + strings.TrimPrefix(right, "0"))
	if d.at != 1 || !d.told.Tasks[0].Done || d.told.Tasks[0].Seconds != 12 {
		t.Errorf("the call was noted as %+v", d.told.Tasks)
	}
	p.seen.Drawn([]sheet.Sheet{{Kind: sheet.KindPerson, PersonID: "somebody else"}, {Kind: sheet.KindSchedule, Key: "schedule|1|" + drillNight.Format(time.DateOnly)}})
	p.wait(3)
	if d.at != 1 {
		t.Error("today's schedule and another person's card were taken for what was asked for")
	}
	p.seen.Drawn([]sheet.Sheet{{Kind: sheet.KindSchedule, Key: "schedule|1|" + care.NextDay(drillNight, 1).Format(time.DateOnly)}})
	p.wait(1)
	if d.at != 2 || d.told.Tasks[1].Seconds != 4 {
		t.Errorf("the print was noted as %+v", d.told.Tasks)
	}
	test.Tap(d.strip.skip)
	if d.at != 3 || d.told.Tasks[2].Done {
		t.Errorf("what was skipped was noted as %+v", d.told.Tasks)
	}
}

func TestNothingOfADrillIsInTheRealBinder(t *testing.T) {
	p := practising(t)
	before := p.trace(p.real)
	p.carryOut()
	if p.Practising() || p.Session() != p.real {
		t.Fatal("the real binder did not come back")
	}
	if !p.gone() {
		t.Error("the folder of the drill is still there")
	}
	if reads := p.reads(); !strings.Contains(reads, p.words.Say("drill.result.title", "n", 4, "of", 4)) {
		t.Errorf("the result reads %q", reads)
	}
	year := p.real.Drills(drillNight.Year())
	if len(year.Drills) != 1 || !year.Drills[0].Drill.Whole() || len(year.Drills[0].Drill.Tasks) != 4 {
		t.Fatalf("the binder keeps %+v", year)
	}
	if got := year.Drills[0].Drill.Took(); got != 66*time.Second {
		t.Errorf("it took %v", got)
	}
	if after := p.trace(p.real); after != before {
		t.Errorf("the drill left something behind:\n%s\n%s", before, after)
	}
	test.Tap(p.win.Canvas().Focused().(fyne.Tappable))
	if p.At() == "" || strings.Contains(p.reads(), "i övningen") {
		t.Error("the real binder shows what was written in the drill")
	}
}

// trace is all that the real binder holds of what is written, read and noted, but for the drill itself.
func (p *practised) trace(s *desk.Session) string {
	p.t.Helper()
	lines, err := s.Log(context.Background(), desk.LogQuery{})
	if err != nil {
		p.t.Fatal(err)
	}
	var told []string
	for _, l := range lines {
		if l.Action != access.ActionLog && l.Action != access.ActionReady {
			told = append(told, string(l.Action)+l.PersonID+l.Detail)
		}
	}
	all, err := json.Marshal(struct {
		Queue  []entry.Tracked
		Drafts []entry.Entry
		Counts desk.Counts
		Log    []string
	}{s.Queue(true), s.Drafts(), s.Counts(), told})
	if err != nil {
		p.t.Fatal(err)
	}
	return string(all)
}

func TestTimeEndsADrill(t *testing.T) {
	p := practising(t)
	for range 10 {
		p.watch.touch()
		p.wait(60)
	}
	if p.Practising() || !p.gone() {
		t.Fatal("ten minutes went by and the drill goes on")
	}
	if d := p.real.Drills(drillNight.Year()).Drills; len(d) != 1 || d[0].Drill.Done() != 0 || d[0].Drill.Took() != drillFor {
		t.Errorf("the binder keeps %+v", d)
	}
}

func TestLockingEndsADrillAndTakesItsFolderAway(t *testing.T) {
	for name, lock := range map[string]func(*practised){
		"F12":          func(p *practised) { p.press(fyne.KeyF12) },
		"nobody there": func(p *practised) { p.Choices.LockMinutes = 2; p.wait(121) },
		"suspend": func(p *practised) {
			p.clock = p.clock.Add(time.Hour)
			p.wait(1)
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := practising(t)
			p.write(p.personOf(1))
			lock(p)
			if p.Session() != nil || p.Practising() || p.front == nil {
				t.Fatal("the window is not locked")
			}
			if !p.gone() {
				t.Error("the folder of the drill is still there")
			}
			if !p.free() {
				t.Error("the real binder is still held")
			}
			p.unlock("demo", passphrase)
			if p.At() != page.Start || p.Practising() {
				t.Fatal("the real binder did not open")
			}
			if d := p.Session().Drills(drillNight.Year()).Drills; len(d) != 1 || d[0].Drill.Whole() {
				t.Errorf("the binder keeps %+v", d)
			}
			if n := p.Session().Counts(); n.Waiting != 0 || n.Drafts != 0 {
				t.Errorf("the real binder has %+v", n)
			}
		})
	}
}

func TestADrillThatIsLockedBeforeItBeginsLeavesNothing(t *testing.T) {
	p := &practised{ward: unlocked(t), seen: &Seen{}}
	p.Drill = func(lang text.Lang) (*DrillBinder, error) {
		b, err := p.binder(lang)
		if err != nil {
			return nil, err
		}
		open := b.Open
		b.Open = func(ctx context.Context) (*desk.Session, error) {
			p.Lock() // somebody presses F12 while the binder is made
			return open(ctx)
		}
		return b, nil
	}
	p.Practise()
	if p.Practising() || p.Session() != nil || !p.gone() || !p.free() {
		t.Error("the drill began in a locked window, or left something behind")
	}
}

func TestWhoMayNotWriteDoesNotPractise(t *testing.T) {
	p := &practised{ward: unlocked(t), seen: &Seen{}}
	p.Drill = p.binder
	const phrase = "en helt annan påhittad fras"
	if _, err := p.Session().AddUser(context.Background(), desk.NewUser{Name: "Ada Alm", Title: "systemförvaltare", Role: access.RoleSteward, Passphrase: phrase}); err != nil {
		t.Fatal(err)
	}
	p.Lock()
	p.unlock("Ada Alm", phrase)
	p.Practise()
	if p.Practising() || p.open.frame.foot.text() == "" {
		t.Error("a drill began that could not be written down")
	}
}

func TestADrillEndsWithTheProgram(t *testing.T) {
	p := practising(t)
	if err := p.End(); err != nil {
		t.Fatal(err)
	}
	if !p.gone() || p.open != nil {
		t.Error("the program ended and the drill is still there")
	}
}

func TestNoOtherDrillBeginsInADrill(t *testing.T) {
	p := practising(t)
	first := p.open.drill
	p.Practise()
	if p.open.drill != first {
		t.Error("another drill began")
	}
	p.Show(page.Place{Page: page.Settings})
	if p.At() == page.Settings || p.open.frame.foot.text() != p.words.Say("drill.not_here") {
		t.Errorf("a drill led to the settings of the computer: %q", p.open.frame.foot.text())
	}
}

func TestANumberIsTheSameHoweverItIsWritten(t *testing.T) {
	for _, same := range [][]string{{"0121-184 99", "012118499", "+46 121 18499", "+46 (0)121-18499", "0046121 18499"}} {
		for _, n := range same {
			if dialable(n) != dialable(same[0]) {
				t.Errorf("%q is dialled as %q", n, dialable(n))
			}
		}
	}
	if (exercise{numbers: []string{"0121-18499"}}).rings(" ") {
		t.Error("nothing dialled is taken for a number")
	}
}

// TestTasksAreThoseThatAreKept holds the order in which the tasks are given to that of the domain.
func TestTasksAreThoseThatAreKept(t *testing.T) {
	p := practising(t)
	for i, kind := range readiness.TaskKinds() {
		if got := p.open.drill.tasks[i].kind; got != kind {
			t.Errorf("task %d is %q, want %q", i+1, got, kind)
		}
	}
}

func TestTheDropFolderWaitsForTheDrillToEnd(t *testing.T) {
	p := practising(t)
	f := p.Window.folder
	p.Desk.Drops = &still{Drops: p.Desk.Drops}
	if err := p.real.SetDropFolder(context.Background(), ledger.Drop{Folder: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	p.Changed()
	if f.drop != p.real.DropFolder() {
		t.Errorf("the folder that is watched is %+v", f.drop)
	}
	p.drop("schema.csv", alma)
	f.heard.add(ledger.Dropped{What: ledger.DropTooLarge, Name: "Alma Ekdotter.csv"})
	p.wait(1)
	if n := len(p.Session().People("Alma Ekdotter")) + len(p.real.People("Alma Ekdotter")); n != 0 {
		t.Errorf("what came to the real folder was taken in during the drill, %d times", n)
	}
	if f.trouble != ledger.DropTooLarge || strings.Contains(p.reads(), "Alma Ekdotter") {
		t.Error("what came to the real folder is told in the drill")
	}
	p.endDrill()
	test.Tap(p.win.Canvas().Focused().(fyne.Tappable))
	if len(p.real.People("Alma Ekdotter")) != 1 {
		t.Error("what waited was not taken in when the real binder came back")
	}
}

package shell

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/data"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
)

const theirs = "blåbär under granen i norr"

// sealed is the code of a shift envelope until half past three, made while the window is locked.
func (w *ward) sealed() string {
	w.t.Helper()
	w.clock = care.LocalTime(2040, 11, 26, 3, 12, 0) // ahead of the computer's own clock, which no shift may be
	w.wait(1)
	s, err := w.Desk.Unlock(context.Background(), w.Folder, "demo", passphrase)
	if err != nil {
		w.t.Fatal(err)
	}
	_, code, err := s.NewEnvelope(context.Background(), desk.EnvelopeOrder{Use: access.UseShift, Until: care.LocalTime(2040, 11, 26, 3, 30, 0)})
	if err == nil {
		err = s.Lock()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return code
}

// arrive fills in what a temporary says of themselves.
func (w *ward) arrive(code, name, title string) {
	w.t.Helper()
	test.Tap(w.front.others[byEnvelope])
	a := w.front.arrival
	a.code.SetText(code)
	a.name.SetText(name)
	a.title.SetText(title)
	a.secret.First.SetText(theirs)
	a.secret.Second.SetText(theirs)
	test.Tap(w.front.openIt)
}

func TestATemporaryComesInOnceWithTheCodeAndThenWithTheirPassphrase(t *testing.T) {
	w := closed(t, t.TempDir(), true)
	code := w.sealed()
	w.arrive(strings.ToLower(code), "Kim Holm", "vikarie")
	if w.At() != page.Start || !w.Session().User().Temporary() {
		t.Fatalf("at %q: %q", w.At(), w.reads())
	}
	strips := w.open.frame.strips
	if !strips.arrived.Visible() || !strings.Contains(strips.arrived.Text(), "03:30") || strips.shift.Visible() {
		t.Errorf("the window says %q", strips.arrived.Text())
	}
	test.Tap(w.button(w.words.Say("shell.understood")))
	if strips.arrived.Visible() {
		t.Error("what was understood is said again")
	}
	w.press(fyne.KeyF12)
	if reads := w.reads(); strings.Contains(reads, "Kim") || strings.Contains(reads, data.DemoUnit) {
		t.Errorf("the locked window reads %q", reads)
	}
	w.arrive(code, "Kim Ask", "vikarie")
	if w.At() != "" || w.front.arrival.codeField.Below() != w.words.Say("error.vault.wrong_envelope") {
		t.Fatalf("the code opened twice, or the field reads %q", w.front.arrival.codeField.Below())
	}
	test.Tap(w.front.others[byName])
	w.unlock("Kim Holm", theirs)
	if w.At() != page.Start {
		t.Fatalf("their own passphrase does not open: %q", w.reads())
	}
}

func TestWhatATemporaryMissedIsSaidAtItsField(t *testing.T) {
	w := closed(t, t.TempDir(), true)
	code := w.sealed()
	wrong := []byte(code)
	wrong[0] = map[bool]byte{true: '2', false: '1'}[wrong[0] == '1']
	for _, c := range []struct{ code, name, title, want string }{
		{code, "", "vikarie", "error.access.no_name"}, {code, "Kim", "", "error.access.no_title"}, {code, "Demo", "vikarie", "error.access.same_name"},
	} {
		w.arrive(c.code, c.name, c.title)
		a := w.front.arrival
		if below := a.nameField.Below() + a.titleField.Below() + a.codeField.Below(); w.At() != "" || !strings.Contains(below, w.words.Say(c.want)) {
			t.Errorf("%s: at %q, the fields read %q", c.want, w.At(), below)
		}
	}
	w.arrive(string(wrong), "Kim", "vikarie")
	if below := w.front.arrival.codeField.Below(); !strings.Contains(below, "grupp 1") {
		t.Errorf("a slip of the hand reads %q", below)
	}
	w.front.arrival.secret.Second.SetText("något annat")
	test.Tap(w.front.openIt)
	if w.front.arrival.secret.Differ() == "" || w.At() != "" {
		t.Error("two different passphrases were taken")
	}
}

func TestAShiftThatEndsIsSaidBeforeAndLocksAndReleases(t *testing.T) {
	w := closed(t, t.TempDir(), true)
	w.Choices.LockMinutes = 30
	w.arrive(w.sealed(), "Kim Holm", "vikarie")
	w.stay(2 * time.Minute) // to 03:14
	if w.At() == "" {
		t.Fatal("locked before the end of the shift")
	}
	if w.open.frame.strips.shift.Visible() {
		t.Error("warned too early")
	}
	w.stay(6 * time.Minute) // to 03:20
	if said := w.open.frame.strips.shift.Text(); !w.open.frame.strips.shift.Visible() || !strings.Contains(said, "10 min") {
		t.Errorf("ten minutes before the end it says %q", said)
	}
	w.stay(10 * time.Minute)
	if w.At() != "" || w.Session() != nil {
		t.Fatal("the shift is over and the binder open")
	}
	if !strings.Contains(w.reads(), w.words.Say("shell.lock.shift_over")) || !w.free() {
		t.Error("it isn't said why, or the binder was not released")
	}
	w.unlock("Kim Holm", theirs)
	if w.At() != "" {
		t.Fatal("the passphrase of a shift that is over opens the binder")
	}
}

func TestAClockThatIsSetBackProlongsNoShift(t *testing.T) {
	w := closed(t, t.TempDir(), true)
	w.Choices.LockMinutes = 30
	w.arrive(w.sealed(), "Kim Holm", "vikarie")
	w.stay(2 * time.Minute)
	w.clock = w.clock.Add(-24 * time.Hour)
	w.stay(17 * time.Minute)
	if w.At() != "" {
		t.Fatal("the shift goes on after its hours")
	}
}

// stay lets time pass with somebody at the keyboard.
func (w *ward) stay(d time.Duration) {
	for range d / time.Minute {
		w.watch.touch()
		w.wait(60)
	}
}

func TestWrongTriesAreCountedDownAlsoAfterARestart(t *testing.T) {
	w := closed(t, t.TempDir(), true)
	for _, name := range []string{"demo", "ingen alls", "demo", "demo", "demo"} {
		w.unlock(name, "fel lösenfras helt")
		w.front.left = 0 // whoever waits, tries again
		w.front.enable()
	}
	w.showLock() // as a restart does
	l := w.front
	if l.left == 0 || !l.openIt.Disabled() || !l.waiting.Visible() {
		t.Fatalf("%d seconds are left, and the button can be pressed: %v", l.left, !l.openIt.Disabled())
	}
	if !strings.Contains(l.wait.Text(), seconds(w.words, l.left)) {
		t.Errorf("it says %q with %d seconds left", l.wait.Text(), l.left)
	}
	left := l.left
	l.passphrase.OnSubmitted("")
	w.wait(1)
	if l.left != left-1 || l.opening {
		t.Errorf("after a second %d of %d seconds are left", l.left, left)
	}
	w.wait(left)
	if l.openIt.Disabled() || l.waiting.Visible() {
		t.Error("the wait is over and the button still grey")
	}
}

func TestARecoveredBinderIsToldUntilSomebodyHasReadIt(t *testing.T) {
	w := closed(t, t.TempDir(), true)
	w.recovered = &ledger.Recovery{At: night, Copy: "20261122T060000Z.vault", CopyTaken: night.Add(-21 * time.Hour),
		Aside: "binder.damaged-1.vault", Records: 7, Lost: []ledger.Finding{{Code: "body", Seq: 12}}}
	w.unlock("demo", passphrase)
	for _, want := range []string{w.words.Say("shell.recovered.title"), w.words.Say("shell.recovered.do_paper"), "12", "binder.damaged-1.vault"} {
		if !strings.Contains(w.reads(), want) {
			t.Errorf("%q is not said: %s", want, w.reads())
		}
	}
	w.press(fyne.KeyF2)
	w.press(fyne.KeyEscape)
	w.Find("and")
	if w.At() != "" {
		t.Fatal("the notice can be passed by without reading")
	}
	w.Lock()
	w.unlock("demo", passphrase)
	if w.At() != "" {
		t.Fatal("a lock made the notice go")
	}
	test.Tap(w.button(w.words.Say("shell.notice.read")))
	if w.At() != page.Start {
		t.Fatal("what was read does not go")
	}
	w.Lock()
	w.unlock("demo", passphrase)
	if w.At() != page.Start {
		t.Error("what was read is said again")
	}
}

func TestABinderWhoseCodesWereNeverConfirmedOffersANewOne(t *testing.T) {
	w := closed(t, t.TempDir(), false)
	s, _, err := w.Desk.SetUp(context.Background(), w.Folder, desk.Setup{Unit: "Norr", User: "Anna", Title: "enhetschef", Passphrase: passphrase})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	w.showLock()
	w.unlock("Anna", passphrase)
	strip := w.open.frame.strips.recovery
	if !strip.Visible() {
		t.Fatal("nothing is said")
	}
	test.Tap(w.button(w.words.Say("shell.later")))
	if strip.Visible() {
		t.Error("later is now")
	}
	if err := w.Session().ConfirmRecovery(context.Background()); err != nil {
		t.Fatal(err)
	}
	w.Lock()
	w.unlock("Anna", passphrase)
	if w.open.frame.strips.recovery.Visible() {
		t.Error("what is confirmed is asked again")
	}
}

func TestAKeyChangeGoesOnAfterItWasLeft(t *testing.T) {
	w := unlocked(t)
	if _, err := w.Session().ReplaceRecovery(context.Background()); err != nil {
		t.Fatal(err)
	}
	w.Lock()
	w.unlock("demo", passphrase)
	strips := w.open.frame.strips
	if !strips.keys.Visible() {
		t.Fatal("nothing says that the change of keys is not finished")
	}
	test.Tap(w.button(w.words.Say("shell.keys_continue")))
	if strips.keys.Visible() || strips.changing || w.open.frame.foot.text() != w.words.Say("shell.keys_done") {
		t.Errorf("it goes on, and the foot says %q", w.open.frame.foot.text())
	}
}

func TestAScreenThatIsNotForTheRoleSaysWhoMay(t *testing.T) {
	w := unlocked(t)
	if _, err := w.Session().AddUser(context.Background(), desk.NewUser{Name: "Kim Ask", Title: "undersköterska", Passphrase: theirs, Role: access.RoleStaff}); err != nil {
		t.Fatal(err)
	}
	w.Lock()
	w.unlock("Kim Ask", theirs)
	w.Show(page.Place{Page: page.Intake})
	if said := w.open.frame.foot.text(); w.At() == page.Intake || !strings.Contains(said, "demo") {
		t.Errorf("at %q, the foot says %q", w.At(), said)
	}
}

func TestOneWhoMayNotReadIsOfferedPagesAloneInSearchAndHelp(t *testing.T) {
	w := unlocked(t)
	if _, err := w.Session().AddUser(context.Background(), desk.NewUser{Name: "Sten Rask", Title: "systemförvaltare", Passphrase: theirs, Role: access.RoleSteward}); err != nil {
		t.Fatal(err)
	}
	someone := w.Session().People("")[7]
	w.Lock()
	w.unlock("Sten Rask", theirs)
	w.Find(someone.Name)
	if said := w.open.frame.find.more.Text(); said != w.words.Say("shell.find.no_page") {
		t.Errorf("the search says %q of somebody who is in the binder", said)
	}
	w.press(fyne.KeyEscape)
	w.press(fyne.KeyF1)
	if reads := w.reads(); strings.Contains(reads, w.words.Say("shell.key.find")) || !strings.Contains(reads, w.words.Say("shell.key.lock")) {
		t.Error("the help lists a key that leads nowhere")
	}
}

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
	"avbrottsparm/internal/text"
)

func TestALockedWindowSaysNothingOfUnitOrUsers(t *testing.T) {
	w := closed(t, t.TempDir(), true)
	if w.At() != "" || w.Session() != nil {
		t.Fatal("the binder is open before anybody opened it")
	}
	if reads := w.reads(); strings.Contains(reads, data.DemoUnit) || strings.Contains(reads, "demo") {
		t.Errorf("the lock screen reads %q", reads)
	}
	if got := w.win.Title(); got != "Avbrottspärm" {
		t.Errorf("the window is titled %q", got)
	}
}

func TestAWrongPassphraseIsToldAndTheRightOneOpens(t *testing.T) {
	w := closed(t, t.TempDir(), true)
	w.unlock("demo", "fel lösenfras helt")
	if w.At() != "" || !strings.Contains(w.reads(), w.words.Say("error.vault.wrong_passphrase")) {
		t.Fatalf("at %q, and the screen reads %q", w.At(), w.reads())
	}
	if w.front.passphrase.Text != "" || w.front.user.Text != "demo" {
		t.Error("the name should stay and the passphrase go")
	}
	w.unlock("demo", passphrase)
	if w.At() != page.Start {
		t.Fatal("the right passphrase did not open the binder")
	}
}

func TestTheRecoveryCodeOpensTheBinder(t *testing.T) {
	w := closed(t, t.TempDir(), true)
	test.Tap(w.front.others[byRecovery])
	if !w.front.parts[byRecovery].Visible() || w.front.parts[byName].Visible() || w.front.parts[byEnvelope].Visible() {
		t.Fatal("the recovery code is not asked for")
	}
	w.front.code.SetText(strings.ToLower(w.secrets.RecoveryCode))
	test.Tap(w.front.openIt)
	if w.At() != page.Start {
		t.Fatalf("the code did not open the binder: %q", w.reads())
	}
}

func TestABinderThatIsOpenElsewhereIsToldAndCanBeTriedAgain(t *testing.T) {
	w := closed(t, t.TempDir(), true)
	other, err := w.Desk.Unlock(context.Background(), w.Folder, "demo", passphrase)
	if err != nil {
		t.Fatal(err)
	}
	w.unlock("demo", passphrase)
	if !strings.Contains(w.reads(), strings.SplitN(w.words.Say("error.vault.in_use"), ",", 2)[0]) || w.front.openIt.Text != w.words.Say("shell.lock.again") {
		t.Fatalf("the screen reads %q", w.reads())
	}
	if err := other.Lock(); err != nil {
		t.Fatal(err)
	}
	test.Tap(w.front.openIt) // what was typed is still there
	if w.At() != page.Start {
		t.Fatal("the second try did not open the binder")
	}
}

func TestF12SavesLeavesAndReleasesTheBinder(t *testing.T) {
	w := unlocked(t)
	w.ctrl(fyne.Key2)
	people := w.screens[page.People]
	people.field.SetText("halvskriven")
	w.Copy("19121212-1212")
	w.Help()
	if w.free() {
		t.Fatal("an open binder could be opened by another process")
	}
	w.press(fyne.KeyF12)
	if people.left != 1 || people.saved != "halvskriven" {
		t.Errorf("the screen was left %d times and saved %q", people.left, people.saved)
	}
	if w.Session() != nil || w.open != nil {
		t.Error("the window still holds the session")
	}
	if len(w.win.Canvas().Overlays().List()) != 0 {
		t.Error("a dialog lies over the lock screen")
	}
	if got := w.App.Clipboard().Content(); got != "" {
		t.Errorf("the clipboard holds %q", got)
	}
	if reads := w.reads(); strings.Contains(reads, data.DemoUnit) || strings.Contains(reads, "halvskriven") {
		t.Errorf("the locked window reads %q", reads)
	}
	if !w.free() {
		t.Error("the binder was not released")
	}
}

func TestTheBinderLocksItselfWhenNobodyIsThere(t *testing.T) {
	w := unlocked(t)
	w.wait(9*60 + 20)
	if w.At() == "" {
		t.Fatal("locked too early")
	}
	w.wait(20)
	if got := w.open.frame.foot.text(); !strings.Contains(got, "30") {
		t.Errorf("half a minute before the lock the window says %q", got)
	}
	w.press(fyne.KeyF1) // somebody is there
	w.wait(9*60 + 59)
	if w.At() == "" {
		t.Fatal("a key did not put the lock off")
	}
	w.win.Content().(*sensor).Cursor() // the mouse moves
	w.wait(9*60 + 59)
	if w.At() == "" {
		t.Fatal("the mouse did not put the lock off")
	}
	w.wait(2)
	if w.At() != "" || !w.free() {
		t.Fatal("the binder is not locked and released after ten minutes")
	}
}

func TestTheLockFollowsTheChosenMinutes(t *testing.T) {
	w := unlocked(t)
	choices := w.Choices
	choices.LockMinutes = 2
	w.Choose(choices)
	w.wait(119)
	if w.At() == "" {
		t.Fatal("locked too early")
	}
	w.wait(2)
	if w.At() != "" {
		t.Fatal("not locked after two minutes")
	}
}

func TestTheBinderIsLockedWhenTheComputerWakes(t *testing.T) {
	w := unlocked(t)
	w.clock = w.clock.Add(31 * time.Second)
	w.own.Move(time.Second)
	if w.At() != "" {
		t.Fatal("the binder stood open after sleep")
	}
}

func TestAClockThatIsSetBackDoesNotLock(t *testing.T) {
	w := unlocked(t)
	w.clock = w.clock.Add(-24 * time.Hour)
	w.wait(60)
	if w.At() == "" {
		t.Fatal("locked by a clock that was set back")
	}
}

func TestClosingTheWindowLocksFirst(t *testing.T) {
	w := unlocked(t)
	w.close()
	if w.open != nil || w.screens[page.Start].left != 1 || !w.free() {
		t.Fatal("the binder was not closed with the window")
	}
}

func TestASignalLeavesNothingOpen(t *testing.T) {
	w := unlocked(t)
	w.Copy("19121212-1212")
	if err := w.End(); err != nil {
		t.Fatal(err)
	}
	if w.screens[page.Start].left != 1 || !w.free() || w.App.Clipboard().Content() != "" {
		t.Fatal("something stayed open, or on the clipboard")
	}
}

func TestWhatWasCopiedIsClearedAfterAMinuteIfItIsOurs(t *testing.T) {
	w := unlocked(t)
	w.Copy("19121212-1212")
	w.wait(59)
	if w.App.Clipboard().Content() == "" {
		t.Fatal("cleared too early")
	}
	w.Copy("Tillsyn") // the minute begins anew
	w.wait(59)
	if w.App.Clipboard().Content() != "Tillsyn" {
		t.Fatal("the second value went with the time of the first")
	}
	w.wait(1)
	if got := w.App.Clipboard().Content(); got != "" {
		t.Fatalf("the clipboard still holds %q", got)
	}
	w.Copy("Tillsyn")
	w.App.Clipboard().SetContent("något annat")
	w.wait(61)
	w.Lock()
	if got := w.App.Clipboard().Content(); got != "något annat" {
		t.Fatalf("what somebody else copied became %q", got)
	}
}

func TestWhatTheSystemWouldRememberIsNotCopied(t *testing.T) {
	w := unlocked(t)
	var given []string
	busy := false
	w.clip.private = func(value string) (bool, error) {
		if busy {
			return false, text.NewFault("clipboard.busy")
		}
		given = append(given, value)
		w.App.Clipboard().SetContent(value)
		return true, nil
	}
	w.Copy("19121212-1212")
	if len(given) != 1 || w.App.Clipboard().Content() != "19121212-1212" {
		t.Fatalf("%d values went the private way", len(given))
	}
	busy = true
	w.Copy("Tillsyn")
	if got := w.App.Clipboard().Content(); got == "Tillsyn" {
		t.Fatal("a value was put where the system remembers it")
	}
	w.wait(61)
	if got := w.App.Clipboard().Content(); got != "" {
		t.Fatalf("the value before it stayed: %q", got)
	}
}

// Whoever opens without a name types the passphrase at once the next time too: it must not land in
// the field that shows what is typed.
func TestASoleUserBeginsWithThePassphrase(t *testing.T) {
	for name, wantSecret := range map[string]bool{"": true, "demo": false} {
		w := unlocked(t)
		w.press(fyne.KeyF12)
		w.unlock(name, passphrase)
		w.press(fyne.KeyF12)
		if got := w.win.Canvas().Focused() == fyne.Focusable(w.front.passphrase); got != wantSecret {
			t.Errorf("opened as %q: the keyboard is in the passphrase: %v", name, got)
		}
	}
}

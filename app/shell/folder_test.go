package shell

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
	"avbrottsparm/internal/vault"
)

// still watches folders without looking at them: a test says what happens there.
type still struct {
	desk.Drops
	began []desk.Watching
	fault error
}

func (s *still) Watch(_ context.Context, what desk.Watching, _ func(ledger.Dropped)) error {
	s.began = append(s.began, what)
	return s.fault
}

// watched is a window with the demo's binder open and a folder that its unit has chosen.
func watched(t *testing.T) (*ward, *still) {
	t.Helper()
	w := closed(t, t.TempDir(), true)
	s := &still{Drops: w.Desk.Drops}
	w.Desk.Drops = s
	w.unlock("demo", passphrase)
	if err := w.Session().SetDropFolder(t.Context(), ledger.Drop{Folder: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	w.Changed()
	return w, s
}

// Two files of invented persons, and one that is nothing.
const (
	alma   = "Personnummer;Förnamn;Efternamn;Adress\n19240129-7250;Alma;Ekdotter;Storgatan 1\n"
	berta  = "Personnummer;Förnamn;Efternamn;Adress\n19500614-2524;Berta;Ekdotter;Storgatan 2\n"
	broken = "\x00\x01\x02 ingenting"
)

// seal is what the watcher, or another program, does with a file that settled.
func (w *ward) seal(name, content string) {
	w.t.Helper()
	sum := sha256.Sum256([]byte(content))
	label := ledger.Label{Name: name, Modified: w.clock.UTC(), Arrived: w.clock.UTC(), Hash: hex.EncodeToString(sum[:]), Size: int64(len(content))}
	if _, err := vault.Seal(context.Background(), w.Folder, label, []byte(content)); err != nil {
		w.t.Fatal(err)
	}
}

// drop is seal, of which the window hears.
func (w *ward) drop(name, content string) {
	w.t.Helper()
	w.seal(name, content)
	w.folder.heard.add(ledger.Dropped{What: ledger.DropTaken, Name: name})
	w.wait(1)
}

func TestTheUnitsFolderIsWatchedWhetherTheBinderIsOpenOrLocked(t *testing.T) {
	w, s := watched(t)
	folder := w.Session().DropFolder()
	if len(s.began) != 1 || s.began[0].Drop != folder || s.began[0].Dir != w.Folder {
		t.Fatalf("watched: %+v, want %+v", s.began, folder)
	}
	w.press(fyne.KeyF12)
	w.wait(followEvery)
	if len(s.began) != 1 {
		t.Errorf("locking begins anew: %+v", s.began)
	}
	w.folder = newFolder(w.Window) // as after a new start of the program
	w.showLock()
	if len(s.began) != 2 || s.began[1].Drop != folder {
		t.Errorf("a locked program watches %+v", s.began)
	}
	w.unlock("demo", passphrase)
	if err := w.Session().SetDropFolder(t.Context(), ledger.Drop{}); err != nil {
		t.Fatal(err)
	}
	w.Changed()
	if w.folder.drop.Folder != "" {
		t.Error("a folder is watched that nobody wants any more")
	}
}

func TestWhatArrivesComesInAndIsToldInOneLine(t *testing.T) {
	w, _ := watched(t)
	w.drop("alma.csv", alma)
	if said := w.open.frame.foot.text(); said != "1 fil inläst ur mappen." || len(w.Session().People("Alma Ekdotter")) != 1 {
		t.Errorf("the foot says %q", said)
	}
	before := len(w.screens[page.Start].opened)
	w.seal("berta.csv", berta)
	w.drop("skräp.csv", broken)
	if said := w.open.frame.foot.text(); said != "1 fil inläst ur mappen, 1 vill ha svar." {
		t.Errorf("the foot says %q", said)
	}
	if len(w.screens[page.Start].opened) == before {
		t.Error("the start page still tells what was")
	}
	test.Tap(w.button(w.words.Say("folder.see")))
	if opened := w.screens[page.Intake].opened; w.At() != page.Intake || opened[len(opened)-1].Part != page.IntakeTray {
		t.Errorf("it leads to %q: %+v", w.At(), opened)
	}
	w.drop("alma igen.csv", alma)
	if said := w.open.frame.foot.text(); said != "Filen ur mappen fanns redan i pärmen." {
		t.Errorf("the foot says %q", said)
	}
}

func TestWhatCameToALockedBinderComesInWhenItIsOpened(t *testing.T) {
	w, _ := watched(t)
	w.press(fyne.KeyF12)
	w.drop("alma.csv", alma)
	if reads := w.reads(); !strings.Contains(reads, "1 fil väntar, förseglad") || strings.Contains(reads, "alma") {
		t.Errorf("the lock screen reads %q", reads)
	}
	if !w.free() {
		t.Error("a locked window that watches holds the binder")
	}
	w.unlock("demo", passphrase)
	if said := w.open.frame.foot.text(); said != "1 fil inläst ur mappen." || len(w.Session().People("Alma Ekdotter")) != 1 {
		t.Errorf("the foot says %q", said)
	}
}

func TestALockedWindowNamesNoFile(t *testing.T) {
	w, _ := watched(t)
	w.press(fyne.KeyF12)
	w.folder.heard.add(ledger.Dropped{What: ledger.DropTooLarge, Name: "Alma Ekdotter.csv"})
	w.wait(1)
	w.unlock("demo", passphrase)
	if said := w.open.frame.foot.text(); !strings.HasPrefix(said, "En fil är för stor") {
		t.Errorf("the foot says %q", said)
	}
	w.folder.heard.add(ledger.Dropped{What: ledger.DropTooLarge, Name: "Alma Ekdotter.csv"})
	w.wait(1)
	if said := w.open.frame.foot.text(); !strings.HasPrefix(said, "Alma Ekdotter.csv är för stor") {
		t.Errorf("the foot says %q", said)
	}
}

func TestWhatAnotherProgramSealedComesInToo(t *testing.T) {
	w, _ := watched(t)
	w.seal("alma.csv", alma)
	w.wait(followEvery)
	if len(w.Session().People("Alma Ekdotter")) != 1 {
		t.Error("nobody looks")
	}
}

func TestAnImportThatWasBrokenOffWaitsForSomebody(t *testing.T) {
	w, _ := watched(t)
	w.seal("alma.csv", alma)
	w.open.arrivals.taken(brought{left: 1}, context.Canceled)
	strips := w.open.frame.strips
	if !strips.paused.Visible() {
		t.Fatal("nobody is told that something waits")
	}
	w.wait(2 * followEvery)
	if len(w.Session().People("Alma Ekdotter")) != 0 {
		t.Error("it goes on by itself")
	}
	test.Tap(w.button(w.words.Say("folder.go_on")))
	if len(w.Session().People("Alma Ekdotter")) != 1 || strips.paused.Visible() {
		t.Error("it does not go on")
	}
}

func TestAnImportThatTakesLongShowsItself(t *testing.T) {
	w, _ := watched(t)
	a, strips := w.open.arrivals, w.open.frame.strips
	a.busy = true
	w.wait(1)
	if strips.takes.Visible() {
		t.Error("a short one moves the page")
	}
	w.wait(longTaking)
	if !strips.takes.Visible() || !strips.taking.Visible() {
		t.Error("a long one is not shown")
	}
	a.taken(brought{}, nil)
	if strips.takes.Visible() {
		t.Error("it is shown after it ended")
	}
}

func TestAFolderThatCantBeWatchedIsToldOnceAndTriedAgain(t *testing.T) {
	w, s := watched(t)
	s.fault = text.NewFault("tray.move_folder")
	if err := w.Session().SetDropFolder(t.Context(), ledger.Drop{Folder: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	w.Changed()
	if said := w.open.frame.foot.text(); said != w.words.Say("error.tray.move_folder") {
		t.Errorf("the foot says %q", said)
	}
	w.open.frame.foot.clear()
	tries := len(s.began)
	w.stay(time.Minute)
	if said := w.open.frame.foot.text(); said != "" || len(s.began) == tries {
		t.Errorf("tried %d times, the foot says %q", len(s.began)-tries, said)
	}
}

func TestABinderThatAnotherProgramHasForAMomentOpensAllTheSame(t *testing.T) {
	tries := 0
	open := patiently(func(context.Context) (*desk.Session, error) {
		if tries++; tries == 1 {
			return nil, text.NewFault("vault.in_use")
		}
		return nil, text.NewFault("vault.wrong_passphrase")
	})
	if _, err := open(t.Context()); !text.IsFault(err, "vault.wrong_passphrase") || tries != 2 {
		t.Errorf("%d tries: %v", tries, err)
	}
	gone, stop := context.WithCancel(t.Context())
	stop()
	tries = 0
	if _, err := open(gone); err == nil || tries != 1 {
		t.Errorf("after %d tries a window that closes goes on: %v", tries, err)
	}
}

package shell

import (
	"os"
	"strings"
	"testing"
	"time"

	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// evenings is a window with the demo's binder open, whose evening's print is on, and its printers.
func evenings(t *testing.T, set desk.Evening) (*ward, *pagetest.Printers) {
	t.Helper()
	w := unlocked(t)
	w.Choices.LockMinutes = 30
	w.Papers = t.TempDir()
	printers := &pagetest.Printers{}
	w.Desk.Printers = printers
	set.On = true
	if err := w.Session().SetPaper(t.Context(), desk.PaperSettings{Evening: set}); err != nil {
		t.Fatal(err)
	}
	return w, printers
}

func (w *ward) saved() int {
	w.t.Helper()
	files, err := os.ReadDir(w.Papers)
	if err != nil {
		w.t.Fatal(err)
	}
	return len(files)
}

// Given a window that is open when the evening's print falls due, then it is made by itself, once,
// and the foot says so.
func TestTheEveningsPrintIsMadeWhileTheBinderIsOpen(t *testing.T) {
	w, _ := evenings(t, desk.Evening{At: "03:20"})
	w.wait(eveningEvery) // the one that was missed
	if w.saved() != 1 || !strings.Contains(w.open.frame.foot.text(), "Kvällsutskriften är gjord") {
		t.Fatalf("%d saved; the foot says %q", w.saved(), w.open.frame.foot.text())
	}
	w.stay(4 * time.Minute)
	if w.saved() != 1 {
		t.Errorf("%d saved before it is due", w.saved())
	}
	w.stay(6 * time.Minute)
	if w.saved() != 2 || w.Session().EveningState().Due {
		t.Errorf("%d saved after it fell due: %+v", w.saved(), w.Session().EveningState())
	}
	w.stay(20 * time.Minute)
	if w.saved() != 2 {
		t.Errorf("%d saved for one evening", w.saved())
	}
}

// A locked window makes nothing; what was missed is made as soon as it opens.
func TestAnEveningThatWasLockedIsMadeWhenTheBinderOpens(t *testing.T) {
	w, _ := evenings(t, desk.Evening{})
	w.Lock()
	w.wait(3 * eveningEvery)
	if w.saved() != 0 {
		t.Errorf("%d saved while locked", w.saved())
	}
	w.unlock("demo", passphrase)
	if w.saved() != 1 || w.Session().EveningState().Due {
		t.Errorf("%d saved at unlock", w.saved())
	}
}

// A printer that is out is said, asked again after a rest, and gets the same pages.
func TestAPrinterThatIsOutForTheEveningIsAskedAgainAfterARest(t *testing.T) {
	w, printers := evenings(t, desk.Evening{Paper: true})
	printers.Refuse = text.NewFault("printer.stopped")
	w.wait(eveningEvery)
	if said := w.open.frame.foot.text(); w.saved() != 1 || said != w.words.Explain(printers.Refuse) {
		t.Errorf("%d saved; the foot says %q", w.saved(), said)
	}
	printers.Refuse = nil
	w.stay(5 * time.Minute)
	if len(printers.Sent) != 0 {
		t.Error("asked again at once")
	}
	w.stay(6 * time.Minute)
	if len(printers.Sent) != 1 || w.saved() != 1 || len(w.Session().Failed()) != 0 {
		t.Errorf("%d came out, %d saved, %d failed", len(printers.Sent), w.saved(), len(w.Session().Failed()))
	}
}

// Pages that a viewer still shows when the program starts are told of before anybody opens the binder.
func TestPagesThatAViewerStillHasAreToldOfAtTheLock(t *testing.T) {
	w := closed(t, t.TempDir(), true)
	w.Left = text.NewFault("printer.still_open")
	w.begin()
	if !strings.Contains(w.reads(), w.words.Explain(w.Left)) {
		t.Errorf("the lock screen says %q", w.reads())
	}
}

// What waits for a printer is told as waiting, and not as the last print.
func TestTheStatusLineTellsOfAPrintThatWaits(t *testing.T) {
	w, now := text.For(text.Swedish), time.Date(2026, 11, 23, 7, 0, 0, 0, care.Stockholm)
	for want, st := range map[string]desk.Status{
		"Inget är utskrivet än":                             {},
		"Inget är utskrivet än, 1 utskrift väntar":          {Unprinted: 1},
		"Senast utskrivet i dag 06:00, 2 utskrifter väntar": {LastPrinted: now.Add(-time.Hour), Unprinted: 2},
	} {
		if got := statusOf(w, st, now)[1]; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

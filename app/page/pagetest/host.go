// Package pagetest gives the tests of the screens a host and an open binder of the demo unit.
//
// Work runs at once on the test's goroutine, timers fire when Hand is moved, and the desk's clock
// stands where Clock says, so that no test waits for anything.
package pagetest

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// Night is when the desk's clock stands when a test begins: a Monday night, 03:12:08. The year is
// far off because the vault stamps what it stores by the computer's own clock, and a desk whose
// clock is behind that would call its times uncertain.
var Night = time.Date(2040, 11, 26, 3, 12, 8, 0, care.Stockholm)

// Passphrase opens the binder for its founder: "demo" of the demo unit, "Anna Berg" of the empty one.
const Passphrase = "nattens lampa lyser svagt"

// Host is a page.Host that notes what a screen asks of the window.
type Host struct {
	Clock   time.Time
	Hand    *task.Hand
	Secrets desk.Secrets
	Dir     string

	Told    []string
	Failed  []error
	Shown   []page.Place
	Copied  []string
	Changes int
	// Finishes is how often a screen asked for the change of keys to be finished.
	Finishes int
	// Lifecare is what entries are delivered to once the binder is connected; nil for what it is wired to.
	Lifecare desk.Deliverer
	// Signings are what it shows of signings once the binder is connected; nil for what it is wired to.
	Signings desk.SigningReader
	// Printers are what the computer has; none until a test says so.
	Printers *Printers

	desk    *desk.Desk
	session *desk.Session
	runner  *task.Runner
	window  fyne.Window
}

var _ page.Host = (*Host)(nil)

// New opens the demo unit's binder in a window of 1366 by 768, less what stands around a screen.
func New(t testing.TB) *Host {
	t.Helper()
	return open(t, func(h *Host) (*desk.Session, desk.Secrets, error) {
		return wiring.Demo(context.Background(), h.desk, h.Dir, Passphrase, care.NextDay(Night, -1))
	})
}

// NewEmpty opens a binder that nothing has been read into.
func NewEmpty(t testing.TB) *Host {
	t.Helper()
	return open(t, func(h *Host) (*desk.Session, desk.Secrets, error) {
		return h.desk.SetUp(context.Background(), h.Dir, desk.Setup{
			Unit: "Hemtjänst Norr", User: "Anna Berg", Title: "undersköterska", Passphrase: Passphrase,
		})
	})
}

func open(t testing.TB, binder func(*Host) (*desk.Session, desk.Secrets, error)) *Host {
	t.Helper()
	a := test.NewApp()
	a.Settings().SetTheme(look.New(look.Options{}))
	h := &Host{Clock: Night, Dir: t.TempDir(), window: a.NewWindow("Avbrottspärm")}
	h.runner, h.Hand = task.Inline()
	h.window.Resize(fyne.NewSize(1166, 580))
	d, err := wiring.Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	d.Now = func() time.Time { return h.Clock }
	wired := d.Deliver
	d.Deliver = func(c desk.Connection) (desk.Deliverer, error) {
		if h.Lifecare != nil {
			return h.Lifecare, nil
		}
		return wired(c)
	}
	reads := d.Signings
	d.Signings = func(c desk.Connection) (desk.SigningReader, error) {
		if h.Signings != nil {
			return h.Signings, nil
		}
		return reads(c)
	}
	h.Printers = &Printers{}
	d.Printers, d.Folders = h.Printers, h.Printers
	h.desk = d
	if h.session, h.Secrets, err = binder(h); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.session.Lock(); err != nil {
			t.Error(err)
		}
		h.window.Close()
		a.Quit()
	})
	return h
}

// Reopen locks the binder and opens it again as somebody else: the one with the recovery code.
func (h *Host) Reopen(t testing.TB) {
	t.Helper()
	h.Recover(t, h.Secrets.RecoveryCode)
}

// Recover locks the binder and opens it again with a recovery code.
func (h *Host) Recover(t testing.TB, code string) {
	t.Helper()
	h.swap(t, func(ctx context.Context) (*desk.Session, error) { return h.desk.UnlockRecovery(ctx, h.Dir, code) })
}

// Refused locks the binder and tells why a name and passphrase, or a recovery code when the name
// is empty, do not open it; the founder has it open afterwards.
func (h *Host) Refused(t testing.TB, name, secret string) error {
	t.Helper()
	founder := h.session.User().Name
	var why error
	h.swap(t, func(ctx context.Context) (*desk.Session, error) {
		var session *desk.Session
		if name == "" {
			session, why = h.desk.UnlockRecovery(ctx, h.Dir, secret)
		} else {
			session, why = h.desk.Unlock(ctx, h.Dir, name, secret)
		}
		if why == nil {
			return session, nil
		}
		return h.desk.Unlock(ctx, h.Dir, founder, Passphrase)
	})
	return why
}

// ReopenAs locks the binder and opens it again as a user.
func (h *Host) ReopenAs(t testing.TB, name, phrase string) {
	t.Helper()
	if err := h.session.Lock(); err != nil {
		t.Fatal(err)
	}
	session, err := h.desk.Unlock(context.Background(), h.Dir, name, phrase)
	if err != nil {
		t.Fatal(err)
	}
	h.session = session
}

// As locks the binder and opens it again as a user.
func (h *Host) As(t testing.TB, name, passphrase string) {
	t.Helper()
	h.swap(t, func(ctx context.Context) (*desk.Session, error) { return h.desk.Unlock(ctx, h.Dir, name, passphrase) })
}

// Arrive locks the binder and opens it again as a temporary with the code of a shift envelope.
func (h *Host) Arrive(t testing.TB, code string, who desk.Arrival) {
	t.Helper()
	h.swap(t, func(ctx context.Context) (*desk.Session, error) { return h.desk.UnlockEnvelope(ctx, h.Dir, code, who) })
}

// Other is another laptop with the same binder as it stands now, and its folder.
func (h *Host) Other(t testing.TB) (*desk.Session, string) {
	t.Helper()
	kept, err := h.session.KeepCopy(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "other")
	if err := h.desk.RestoreHere(context.Background(), dir, filepath.Join(h.Dir, "copies", kept.File), desk.Opens{}); err != nil {
		t.Fatal(err)
	}
	other, err := h.desk.Unlock(context.Background(), dir, h.session.User().Name, Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := other.Lock(); err != nil {
			t.Error(err)
		}
	})
	return other, dir
}

func (h *Host) swap(t testing.TB, open func(context.Context) (*desk.Session, error)) {
	t.Helper()
	if err := h.session.Lock(); err != nil {
		t.Fatal(err)
	}
	session, err := open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	h.session = session
}

// Open makes a screen, puts it in the window and opens it at a place.
func (h *Host) Open(made page.Page, at page.Place) {
	h.window.SetContent(made.Content())
	made.Open(at)
	if f := made.Focus(); f != nil {
		h.window.Canvas().Focus(f)
	}
}

// Session is the open binder.
func (h *Host) Session() *desk.Session { return h.session }

// Words are the Swedish sentences.
func (h *Host) Words() *text.Words { return text.For(text.Swedish) }

// Runner does work at once.
func (h *Host) Runner() *task.Runner { return h.runner }

// Window is the test's window.
func (h *Host) Window() fyne.Window { return h.window }

// Show notes where a screen wants to go.
func (h *Host) Show(to page.Place) { h.Shown = append(h.Shown, to) }

// Tell notes what a screen told.
func (h *Host) Tell(sentence string) { h.Told = append(h.Told, sentence) }

// Fail notes what went wrong.
func (h *Host) Fail(err error) { h.Failed = append(h.Failed, err) }

// Changed counts.
func (h *Host) Changed() { h.Changes++ }

// FinishKeys counts.
func (h *Host) FinishKeys() { h.Finishes++ }

// Copy notes what would lie on the clipboard.
func (h *Host) Copy(value string) { h.Copied = append(h.Copied, value) }

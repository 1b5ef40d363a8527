package shell

import (
	"context"
	"strings"
	"testing"
	"time"

	"avbrottsparm/app/page"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/lifecare/standin/server"
)

// connected is a window with the demo's binder open and connected to a stand-in of Lifecare.
func connected(t *testing.T) (*ward, *server.Server) {
	t.Helper()
	w := unlocked(t)
	w.Choices.LockMinutes = 30
	s, err := server.New(server.Params{Persons: 6, Now: func() time.Time { return w.clock }})
	if err != nil {
		t.Fatal(err)
	}
	address, stop := s.Start()
	t.Cleanup(stop)
	c := desk.Connection{Address: address, Domain: s.Domain, Key: access.NewSecret(s.Key), On: true}
	if err := w.Session().SetConnection(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	return w, s
}

// status is how things stand in the line at the bottom.
func (w *ward) status() string {
	session := w.Session()
	return liveStatus(w.words, session.RefreshState(), session.Now())
}

func TestAnOpenBinderRefreshesItselfByItsRhythmAndShowsIt(t *testing.T) {
	w, s := connected(t)
	w.wait(dueEvery)
	if said := w.status(); said != "Lifecare svarade 03:12" || !strings.Contains(w.reads(), said) {
		t.Fatalf("the foot says %q", said)
	}
	asked := len(s.Asked())
	w.stay(14 * time.Minute)
	if len(s.Asked()) != asked {
		t.Error("asked before it was due")
	}
	w.stay(2 * time.Minute)
	if len(s.Asked()) == asked || w.status() != "Lifecare svarade 03:27" {
		t.Errorf("not asked in its rhythm: %q", w.status())
	}
}

func TestTheBandSaysSinceWhenNothingComesAndWhenItIsTriedAgain(t *testing.T) {
	w, s := connected(t)
	s.Upset(server.Upset{Status: 401})
	w.wait(dueEvery)
	if said := w.open.frame.band.Band().Text; !strings.HasSuffix(said, "Inget hämtas från Lifecare sedan 03:12, nästa försök 04:12") {
		t.Errorf("the band says %q", said)
	}
	asked := len(s.Asked())
	w.stay(20 * time.Minute)
	if len(s.Asked()) != asked {
		t.Error("who asks on and on with a key that is refused is locked out")
	}
}

func TestALockedWindowAsksNothing(t *testing.T) {
	w, s := connected(t)
	w.Lock()
	w.wait(10 * dueEvery)
	if len(s.Asked()) != 0 || !w.free() {
		t.Errorf("%d questions", len(s.Asked()))
	}
	w.unlock("demo", passphrase)
	if w.At() != page.Start || len(s.Asked()) == 0 {
		t.Errorf("at %q, %d questions: what is due is asked at once", w.At(), len(s.Asked()))
	}
}

func TestARefreshThatSomebodyBrokeOffRestsForItsRhythm(t *testing.T) {
	w, _ := connected(t)
	l := w.open.live
	l.busy = true
	l.done(desk.Refreshed{}, nil)
	if l.busy || !l.after.IsZero() {
		t.Errorf("one that went well rests until %v", l.after)
	}
	l.done(desk.Refreshed{}, context.Canceled)
	if want := w.clock.Add(desk.UsualRhythm); !l.after.Equal(want) {
		t.Errorf("rests until %v, want %v", l.after, want)
	}
}

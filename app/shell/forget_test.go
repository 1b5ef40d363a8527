package shell

import (
	"runtime"
	"testing"
	"weak"
)

// What the binder held is garbage once it is locked, whatever Fyne still remembers of the widgets.
func TestALockedWindowForgetsTheSession(t *testing.T) {
	w := unlocked(t)
	w.Find("and")
	session := weak.Make(w.Session())
	w.Lock()
	clear(w.screens)
	for range 10 {
		runtime.GC()
	}
	if session.Value() != nil {
		t.Error("something still holds the session")
	}
}

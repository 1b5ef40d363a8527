package shell

import "testing"

// Somebody else may have come to a laptop that nobody has touched for two minutes.
func TestALaptopThatHasRestedAsksWhoSigns(t *testing.T) {
	w := unlocked(t)
	w.wait(119)
	if w.open.session.NeedsConfirm() {
		t.Fatal("it asks too early")
	}
	w.wait(2)
	if !w.open.session.NeedsConfirm() {
		t.Error("it does not ask after two minutes")
	}
}

package write

import (
	"strings"
	"testing"
)

// What is told of the note that was signed goes when the next is begun: it would be read as being about
// that one.
func TestWhatIsToldOfASignedNoteGoesAtTheNextKey(t *testing.T) {
	_, s, _ := atNight(t)
	fillIn(t, s)
	s.signNote()
	if said := s.status.Text(); !strings.HasPrefix(said, "Signerad.") {
		t.Fatalf("it says %q", said)
	}
	s.chooseKind("note")
	fillIn(t, s)
	if said := s.status.Text(); strings.Contains(said, "Signerad") {
		t.Errorf("the next note is said to be signed: %q", said)
	}
}

package page

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"avbrottsparm/internal/text"
)

func TestTheStrengthOfAPassphraseIsToldInWords(t *testing.T) {
	for typed, want := range map[string]string{
		"": "hint", "kort": "short", "hemlig123": "weak", "sommar i Norr": "weak", "sommaren i Norrköpa": "fair",
		"häst lampa sjö moln": "fair", "nattens lampa lyser svagt": "good", "en lång mening utan mellanrumkrav": "good",
	} {
		if got := Strength(typed); got != want {
			t.Errorf("%q is %s, want %s", typed, got, want)
		}
	}
}

func TestTwoDifferentPassphrasesAreNotTaken(t *testing.T) {
	defer test.NewTempApp(t).Quit()
	submitted := 0
	p := NewPassphrase(text.For(text.Swedish), "Lösenfras", "Igen", func() { submitted++ })
	window := test.NewTempWindow(t, p.Fields())
	p.First.SetText("nattens lampa lyser svagt")
	p.Second.SetText("nattens lampa lyser")
	if _, ok := p.Typed(); ok || p.Differ() == "" || window.Canvas().Focused() != p.Second {
		t.Errorf("taken: %v; said: %q", ok, p.Differ())
	}
	p.Second.SetText("nattens lampa lyser svagt")
	typed, ok := p.Typed()
	if !ok || typed != "nattens lampa lyser svagt" || p.Differ() != "" {
		t.Errorf("%q is not taken: %q", typed, p.Differ())
	}
	p.Second.OnSubmitted("")
	if submitted != 1 {
		t.Error("Enter in the second field does nothing")
	}
}

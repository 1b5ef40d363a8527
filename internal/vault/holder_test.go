package vault

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"avbrottsparm/internal/text"
)

// Given a forgotten window, when the night shift opens the binder, then they are told which
// program has it and since when, and nothing of who.
func TestTheSecondIsToldWhoHasIt(t *testing.T) {
	v, dir, _ := newVault(t)
	_, err := Unlock(t.Context(), dir, "", phrase)
	said := text.For(text.Swedish).Explain(err)
	if !strings.Contains(said, "vault.test") || !strings.Contains(said, "sedan 20") {
		t.Errorf("told %q", said)
	}
	for name, content := range map[string]string{"gone": "", "of others": "nonsense", "too long": strings.Repeat("x", 1000), "no time": "parm 1 nu"} {
		path := filepath.Join(dir, holderName)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if content == "" {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}
		var fault *text.Fault
		if _, err := Unlock(t.Context(), dir, "", phrase); !errors.As(err, &fault) || fault.Code != "vault.in_use" || strings.Contains(text.For(text.Swedish).Explain(err), "{") {
			t.Errorf("%s: %v", name, err)
		}
	}
	shut(t, v)
}

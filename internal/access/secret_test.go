package access

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// However it is printed, alone or inside something, the word stays inside.
func TestASecretNeverComesOut(t *testing.T) {
	const word = "kanariefågel-4711"
	type holder struct {
		Open   Secret
		closed Secret
		list   []Secret
	}
	s := NewSecret(word)
	h := holder{Open: s, closed: s, list: []Secret{s}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T", "%p"} {
		for _, thing := range []any{s, &s, h, &h, map[string]Secret{"key": s}, errors.Join(fmt.Errorf("with %v", s))} {
			if said := fmt.Sprintf(verb, thing); strings.Contains(said, "kanarie") || strings.Contains(said, "6b616e617269") {
				t.Errorf("%s of %T says %q", verb, thing, said)
			}
		}
	}
	raw, err := json.Marshal(h)
	if err != nil || strings.Contains(string(raw), "kanarie") {
		t.Errorf("as JSON: %s, %v", raw, err)
	}
	if s.Reveal() != word || s.Empty() || !NewSecret("").Empty() || NewSecret("").Reveal() != "" {
		t.Error("the word itself is lost")
	}
}

func TestTheEndOfASecretIsShort(t *testing.T) {
	for word, want := range map[string]string{"": "•••", "abc": "•••", "abcdefgh": "•••gh", "nyckel-åäö": "•••äö", strings.Repeat("x", 40) + "1234": "•••234"} {
		if got := NewSecret(word).Hint(); got != want {
			t.Errorf("%q ends in %q, want %q", word, got, want)
		}
	}
}

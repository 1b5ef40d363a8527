package custody_test

import (
	"strings"
	"testing"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/text"
)

func TestANumberIsReadHoweverItIsTyped(t *testing.T) {
	for range 500 {
		n, err := custody.NewNumber(nil)
		if err != nil || !n.Valid() {
			t.Fatalf("drew %q: %v", n, err)
		}
		for _, typed := range []string{n.String(), strings.ToLower(n.String()), " " + strings.ReplaceAll(n.String(), "-", " "),
			strings.NewReplacer("0", "o", "1", "l").Replace(n.String())} {
			if got, err := custody.ParseNumber(typed); err != nil || got != n {
				t.Errorf("typed %q for %q: %q %v", typed, n, got, err)
			}
		}
	}
}

func TestOneWrongSignAndTwoExchangedAreFound(t *testing.T) {
	const signs = "0123456789ABCDEFGHJKMNPQRSTVWXY"
	for range 50 {
		n, err := custody.NewNumber(nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := range len(n) {
			for _, sign := range signs {
				wrong := custody.Number(string(n[:i]) + string(sign) + string(n[i+1:]))
				if wrong != n && wrong.Valid() {
					t.Fatalf("%q passes for %q", wrong, n)
				}
			}
			for j := i + 1; j < len(n); j++ {
				b := []byte(n)
				b[i], b[j] = b[j], b[i]
				if wrong := custody.Number(b); wrong != n && wrong.Valid() {
					t.Fatalf("%q passes for %q", wrong, n)
				}
			}
		}
	}
}

func TestACodeTellsNumberVersionAndPage(t *testing.T) {
	n, err := custody.NewNumber(nil)
	if err != nil {
		t.Fatal(err)
	}
	got, version, page, err := custody.ReadCode(custody.Code(n, 3, 12) + "\n")
	if err != nil || got != n || version != 3 || page != 12 {
		t.Errorf("read %q %d %d %v", got, version, page, err)
	}
	if got, version, page, err = custody.ReadCode(n.String()); err != nil || got != n || version+page != 0 {
		t.Errorf("typed: read %q %d %d %v", got, version, page, err)
	}
	for _, bad := range []string{"", "AVB1*", "AVB1*" + string(n) + "*1", "AVB1*" + string(n) + "*x*1", "AVB1*" + string(n) + "*1*0",
		"AVB2*" + string(n) + "*1*1", "https://example.se", strings.Repeat("A", 1<<16)} {
		if _, _, _, err := custody.ReadCode(bad); !text.IsFault(err, "custody.number") {
			t.Errorf("%.40q: %v", bad, err)
		}
	}
}

func FuzzReadCode(f *testing.F) {
	f.Add("AVB1*00000000*1*1")
	f.Add("k7m2-q9xd")
	f.Fuzz(func(t *testing.T, s string) {
		n, version, page, err := custody.ReadCode(s)
		if err == nil && (!n.Valid() || version < 0 || page < 0) {
			t.Errorf("%q read as %q %d %d", s, n, version, page)
		}
	})
}

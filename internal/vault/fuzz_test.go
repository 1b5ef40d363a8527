package vault

import (
	"strings"
	"testing"

	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

func TestRecoveryCodeTellsSlipsFromWrongCodes(t *testing.T) {
	for n := range 60 {
		form := []codeForm{recoveryForm, envelopeForm}[n%2]
		code := form.fresh()
		if got, err := form.parse(" " + strings.ToLower(strings.ReplaceAll(code, "0", "o")) + "\n"); err != nil || got != code {
			t.Fatalf("%s came back as %s, %v", code, got, err)
		}
		for at, c := range code {
			if c == '-' {
				continue
			}
			for _, other := range codeAlphabet {
				if other == c {
					continue
				}
				slip := code[:at] + string(other) + code[at+1:]
				_, err := form.parse(slip)
				if !text.IsFault(err, form.typo) || err.(*text.Fault).Pairs[1] != at/6+1 {
					t.Fatalf("%s for %s: %v", slip, code, err)
				}
			}
			if at%6 < 4 && code[at] != code[at+1] {
				slip := code[:at] + code[at+1:at+2] + code[at:at+1] + code[at+2:]
				if _, err := form.parse(slip); !text.IsFault(err, form.typo) {
					t.Fatalf("%s for %s: %v", slip, code, err)
				}
			}
		}
		groups := strings.Split(code, "-")
		groups[1], groups[2] = groups[2], groups[1]
		if _, err := form.parse(strings.Join(groups, "-")); groups[1] != groups[2] && !text.IsFault(err, form.typo) {
			t.Fatalf("groups exchanged in %s: %v", code, err)
		}
		if _, err := form.parse(code[:20]); !text.IsFault(err, form.length) {
			t.Fatalf("half a code: %v", err)
		}
	}
}

func TestRecoveryCodeOfAnotherVault(t *testing.T) {
	v, dir, _ := newVault(t)
	shut(t, v)
	if _, err := UnlockRecovery(t.Context(), dir, recoveryForm.fresh()); !text.IsFault(err, "vault.wrong_recovery") {
		t.Errorf("another vault's code: %v", err)
	}
	if _, err := UnlockRecovery(t.Context(), dir, "ABCDE-"); !text.IsFault(err, "vault.recovery_length") {
		t.Errorf("half a code: %v", err)
	}
}

func FuzzParseRecoveryCode(f *testing.F) {
	f.Add(recoveryForm.fresh())
	f.Add("o1il 0-åäö\x00\xff")
	f.Fuzz(func(t *testing.T, typed string) {
		code, err := recoveryForm.parse(typed)
		if err != nil {
			if w := text.For(text.Swedish); w.Explain(err) == w.Say("error.unknown") {
				t.Errorf("%q has no sentence: %v", typed, err)
			}
			return
		}
		if again, err := recoveryForm.parse(code); err != nil || again != code || len(code) != 6*recoveryForm.groups-1 {
			t.Errorf("%q gave %q, which gives %q, %v", typed, code, again, err)
		}
	})
}

func FuzzDecodeHeader(f *testing.F) {
	f.Add(ledger.Header{Stream: ledger.StreamMain, Seq: 1, Area: 1, Kind: 1}.Encode())
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, raw []byte) {
		h, err := ledger.DecodeHeader(raw)
		if err == nil && string(h.Encode()) != string(raw) {
			t.Errorf("%x came back as %x", raw, h.Encode())
		}
	})
}

func FuzzOpenSealed(f *testing.F) {
	key := make([]byte, keySize)
	sealed, err := sealSmall(key, nil, []byte("hej"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, raw []byte) {
		if plain, err := openSealed(raw, key, nil); err == nil && string(plain) != "hej" {
			t.Errorf("opened %q", plain)
		}
	})
}

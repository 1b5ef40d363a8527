package vault

import (
	"encoding/hex"
	"encoding/json"
	"testing"

	"avbrottsparm/internal/ledger"
)

// The head that is written by hand is the one that the type describes, also when the manifest is another.
func TestTheHeadIsWrittenAsItsTypeSays(t *testing.T) {
	s := &state{manifest: emptyManifest()}
	for n := range 6 {
		var want sealedHead
		want.Manifest = s.manifest
		for _, l := range s.chains {
			want.Chains = append(want.Chains, sealedLink{Stream: l.Stream, Device: l.Device.String(), Seq: l.Seq, Hash: hex.EncodeToString(l.Hash[:])})
		}
		expected, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if got, err := s.headBody(); err != nil || string(got) != string(expected) {
				t.Errorf("%d chains: %v\n%s\n%s", n, err, got, expected)
			}
		}
		s = s.next()
		s.extend(link{Stream: ledger.Stream(1 + n%2), Device: ledger.DeviceID(randomBytes(16)), Seq: uint64(n) << (10 * n), Hash: [32]byte(randomBytes(32))})
		if n%2 == 1 {
			s.manifest = manifest{Generation: uint64(n), Items: n, Sum: hex.EncodeToString(randomBytes(32)), Record: `a"<b`, Broken: uint64(n / 3), Recovered: n > 3}
		}
	}
}

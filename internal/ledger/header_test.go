package ledger

import (
	"bytes"
	"encoding/hex"
	"errors"
	"testing"
	"time"

	"avbrottsparm/internal/access"
)

func sample() Header {
	return Header{Device: DeviceID{1, 2, 3}, Stream: StreamMain, Seq: 7, Clock: 0x0123456789ABCDEF, Area: access.AreaSocial,
		Kind: KindEntry, Prev: [32]byte{4}, Commitment: [32]byte{5}, ID: RecordID{6}}
}

// The layout is part of the file format: other programs read it by the byte.
func TestHeaderLayoutNeverChanges(t *testing.T) {
	want := "01" + "01020300000000000000000000000000" + "01" + "0000000000000007" + "0123456789abcdef" + "02" + "0001" +
		"04" + zeros(31) + "05" + zeros(31) + "06" + zeros(15)
	if got := hex.EncodeToString(sample().Encode()); got != want {
		t.Errorf("encoded\n%s, want\n%s", got, want)
	}
}

func zeros(n int) string { return hex.EncodeToString(make([]byte, n)) }

func TestHeaderComesBackAsItWas(t *testing.T) {
	got, err := DecodeHeader(sample().Encode())
	if err != nil || got != sample() {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestWhatIsNoHeaderIsRefused(t *testing.T) {
	change := func(at int, to byte) []byte {
		raw := sample().Encode()
		raw[at] = to
		return raw
	}
	for name, raw := range map[string][]byte{
		"nothing":        nil,
		"too short":      sample().Encode()[:HeaderSize-1],
		"too long":       append(sample().Encode(), 0),
		"another format": change(0, 2),
		"no such stream": change(17, 9),
		"sequence zero":  change(25, 0),
		"no such area":   change(34, 0),
	} {
		if _, err := DecodeHeader(raw); !errors.Is(err, ErrHeader) {
			t.Errorf("%s: %v, want ErrHeader", name, err)
		}
	}
}

func TestEveryFieldIsInTheHash(t *testing.T) {
	seen := map[[32]byte]string{sample().Hash(): "unchanged"}
	for i := range sample().Encode() {
		raw := sample().Encode()
		raw[i] ^= 1
		h, err := DecodeHeader(raw)
		if err != nil {
			continue // refused altogether
		}
		if twin, known := seen[h.Hash()]; known {
			t.Errorf("byte %d changes nothing: same hash as %s", i, twin)
		}
		seen[h.Hash()] = hex.EncodeToString(raw)
	}
	if len(seen) < 100 {
		t.Errorf("only %d headers were tried", len(seen))
	}
}

func TestClockGoesForwardWhenTheComputersIsSetBack(t *testing.T) {
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	first := Clock(0).Next(noon)
	if !first.Time().Equal(noon) {
		t.Errorf("the first tells %v, want %v", first.Time(), noon)
	}
	back := first.Next(noon.Add(-24 * time.Hour))
	if back <= first || back.Time().Sub(noon) > time.Second {
		t.Errorf("set back: %v after %v", back, first)
	}
	if later := back.Next(noon.Add(time.Hour)); !later.Time().Equal(noon.Add(time.Hour)) {
		t.Errorf("set right again: %v", later.Time())
	}
}

func TestHeadCodeIsEightyBitsInGroups(t *testing.T) {
	h := Head{0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xAA}
	if got, want := h.Code(), "0011-2233-4455-6677-8899"; got != want {
		t.Errorf("code %s, want %s", got, want)
	}
}

func TestReportIsInOrderOnlyWhenEveryRecordIsAccountedFor(t *testing.T) {
	for _, c := range []struct {
		report Report
		ok     bool
	}{
		{Report{}, true},
		{Report{Records: 5, Opened: 3, Purged: 1, Withheld: 1}, true},
		{Report{Records: 5, Opened: 4}, false},
		{Report{Records: 5, Opened: 5, Faults: []Finding{{Code: "item"}}}, false},
	} {
		if c.report.OK() != c.ok {
			t.Errorf("%+v: OK is %v", c.report, !c.ok)
		}
	}
}

func FuzzDecodeHeader(f *testing.F) {
	f.Add(sample().Encode())
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, raw []byte) {
		h, err := DecodeHeader(raw)
		if err == nil && !bytes.Equal(h.Encode(), raw) {
			t.Errorf("%x decodes to a header that encodes as %x", raw, h.Encode())
		}
	})
}

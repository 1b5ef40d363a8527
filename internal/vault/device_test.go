package vault

import (
	"os"
	"path/filepath"
	"testing"

	"avbrottsparm/internal/ledger"
)

func TestMissingDeviceFileBeginsANewChain(t *testing.T) {
	v, dir, _ := newVault(t)
	first := commit(t, v, ledger.Change{Appends: []ledger.Append{note("a")}})[0]
	shut(t, v)
	v = reopen(t, dir)
	if h := commit(t, v, ledger.Change{Appends: []ledger.Append{note("b")}})[0]; h.Device != first.Device || h.Seq != 2 {
		t.Errorf("the same laptop went on as %s %d", h.Device, h.Seq)
	}
	shut(t, v)
	if err := os.Remove(filepath.Join(dir, deviceName)); err != nil {
		t.Fatal(err)
	}
	v = reopen(t, dir)
	other := commit(t, v, ledger.Change{Appends: []ledger.Append{note("c"), note("d")}})
	if other[0].Device == first.Device || other[0].Seq != 1 || other[1].Seq != 2 || other[0].Clock <= first.Clock {
		t.Errorf("a new laptop went on as %+v", other)
	}
	report := verified(t, v)
	if !report.OK() || report.Chains != 2 || report.Records != 4 {
		t.Errorf("report %+v", report)
	}
	var order string
	for _, r := range records(t, v, ledger.StreamMain) {
		order += string(r.Body)
	}
	if order != "abcd" {
		t.Errorf("merged by clock: %s", order)
	}
}

// An older copy of the vault put back beside the laptop's device file must not go on under the
// old id: the numbers after the copy are already used elsewhere, on paper or on other laptops.
func TestOlderCopyPutBackBeginsANewChain(t *testing.T) {
	for _, between := range []string{"closed", "stopped"} {
		t.Run(between, func(t *testing.T) {
			v, dir, _ := newVault(t)
			commit(t, v, ledger.Change{Appends: []ledger.Append{note("a")}})
			shut(t, v)
			copied, err := os.ReadFile(filepath.Join(dir, FileName))
			if err != nil {
				t.Fatal(err)
			}
			v = reopen(t, dir)
			lost := commit(t, v, ledger.Change{Appends: []ledger.Append{note("b")}})[0]
			commit(t, v, ledger.Change{Appends: []ledger.Append{note("c")}})
			device, err := os.ReadFile(filepath.Join(dir, deviceName))
			if err != nil {
				t.Fatal(err)
			}
			shut(t, v)
			if between == "stopped" { // the device file is as it was before closing
				if err := os.WriteFile(filepath.Join(dir, deviceName), device, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.WriteFile(filepath.Join(dir, FileName), copied, 0o600); err != nil {
				t.Fatal(err)
			}
			v = reopen(t, dir)
			h := commit(t, v, ledger.Change{Appends: []ledger.Append{note("x")}})[0]
			if h.Device == lost.Device {
				t.Errorf("number %d of %s is used twice", h.Seq, h.Device)
			}
			if report := verified(t, v); !report.OK() || report.Chains != 2 {
				t.Errorf("report %+v", report)
			}
		})
	}
}

func TestUnreadableDeviceFileCountsAsNone(t *testing.T) {
	for _, content := range []string{"", "inte hex", "00", "\x00\xff", "0123456789abcdef0123456789abcdef\n"} {
		v, dir, _ := newVault(t)
		commit(t, v, ledger.Change{Appends: []ledger.Append{note("a")}})
		shut(t, v)
		if err := os.WriteFile(filepath.Join(dir, deviceName), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		v = reopen(t, dir)
		if h := commit(t, v, ledger.Change{Appends: []ledger.Append{note("b")}})[0]; h.Seq != 1 {
			t.Errorf("%q went on as number %d", content, h.Seq)
		}
	}
}

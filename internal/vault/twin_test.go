package vault

import (
	"os"
	"path/filepath"
	"testing"

	"avbrottsparm/internal/ledger"
)

// TestACopiedFolderWritesInAChainOfItsOwn: somebody copies the binder's folder to another laptop and
// both go on writing. Nothing of either may be missing once they are brought together.
func TestACopiedFolderWritesInAChainOfItsOwn(t *testing.T) {
	v, dir, _ := newVault(t)
	first := commit(t, v, ledger.Change{Appends: []ledger.Append{note("gemensam"), logged("läst")}})[0]
	shut(t, v)
	twin := filepath.Join(t.TempDir(), "tvilling")
	copyFolder(t, dir, twin)
	v, w := reopen(t, dir), reopen(t, twin)
	mine := commit(t, v, ledger.Change{Appends: []ledger.Append{note("v skrev"), logged("v läste")}})[0]
	theirs := commit(t, w, ledger.Change{Appends: []ledger.Append{note("w skrev"), logged("w läste")}})[0]
	if mine.Device != first.Device || mine.Seq != 2 {
		t.Errorf("the original went on as %s %d", mine.Device, mine.Seq)
	}
	if theirs.Device == first.Device || theirs.Seq != 1 {
		t.Errorf("the copy used the original's number %d", theirs.Seq)
	}
	commit(t, w, ledger.Change{Appends: []ledger.Append{note("w skrev mer")}}) // in its write-ahead log
	diff := merged(t, v, twin)
	if len(diff.Forks) != 0 || len(diff.Apart) != 0 || diff.OnlyThere[ledger.KindEntry] != 2 {
		t.Errorf("difference %+v", diff)
	}
	got := bodies(t, v, ledger.StreamMain)
	for _, want := range []string{"gemensam", "v skrev", "w skrev", "w skrev mer"} {
		if !got[want] {
			t.Errorf("%q is missing: %v", want, got)
		}
	}
	if log := bodies(t, v, ledger.StreamLog); !log["v läste"] || !log["w läste"] {
		t.Errorf("log %v", log)
	}
	if report := verified(t, v); !report.OK() || report.Chains != 4 {
		t.Errorf("report %+v", report)
	}
	// The copy goes on in its own chain the next time too.
	shut(t, w)
	w = reopen(t, twin)
	if h := commit(t, w, ledger.Change{Appends: []ledger.Append{note("igen")}})[0]; h.Device != theirs.Device || h.Seq != 3 {
		t.Errorf("the copy went on as %s %d", h.Device, h.Seq)
	}
}

// TestAMovedFolderGoesOnInItsChain: a new name makes no new laptop of it.
func TestAMovedFolderGoesOnInItsChain(t *testing.T) {
	v, dir, _ := newVault(t)
	first := commit(t, v, ledger.Change{Appends: []ledger.Append{note("a")}})[0]
	shut(t, v)
	moved := dir + " flyttad"
	if err := os.Rename(dir, moved); err != nil {
		t.Fatal(err)
	}
	v = reopen(t, moved)
	if h := commit(t, v, ledger.Change{Appends: []ledger.Append{note("b")}})[0]; h.Device != first.Device || h.Seq != 2 {
		t.Errorf("went on as %s %d", h.Device, h.Seq)
	}
}

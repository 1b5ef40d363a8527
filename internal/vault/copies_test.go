package vault

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

func keepCopy(t *testing.T, v *Vault) ledger.Copy {
	t.Helper()
	made, err := v.KeepCopy(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// filled is a vault with some of everything, and with a purged record.
func filled(t *testing.T) (*Vault, string) {
	t.Helper()
	v, dir, _ := newVault(t)
	headers := commit(t, v, ledger.Change{
		Puts:      []ledger.Item{item(1, "ett"), item(2, "två"), {Area: access.AreaHealth, Kind: "order", ID: "h1", Body: []byte("Waran")}},
		DraftPuts: []ledger.Draft{{ID: "d1", Area: access.AreaSocial, Body: []byte("utkast")}},
		Appends:   []ledger.Append{note("första"), logged("läst"), note("gallras")},
	})
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(3, "tre")}, Appends: []ledger.Append{note("andra")}})
	if err := v.Purge(t.Context(), []ledger.RecordID{headers[2].ID}, ledger.Change{}); err != nil {
		t.Fatal(err)
	}
	return v, dir
}

func TestACopyIsTheVaultAtThatMoment(t *testing.T) {
	v, dir := filled(t)
	head := v.Head()
	steps := 0
	made, err := v.KeepCopy(t.Context(), func(done, total int) { steps++ })
	if err != nil {
		t.Fatal(err)
	}
	report := verified(t, v)
	if made.Head != head || made.Records != report.Opened || made.Items != 4 || made.Bytes == 0 || steps == 0 {
		t.Errorf("made %+v of %+v, %d steps", made, report, steps)
	}
	kept, err := v.Kept(t.Context())
	if err != nil || len(kept) != 1 || kept[0].Head != head || kept[0].Records != made.Records || kept[0].Items != 4 || !kept[0].Taken.Equal(made.Taken.Truncate(time.Second)) {
		t.Errorf("kept %+v, %v", kept, err)
	}
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("senare")}})
	shut(t, v)

	entries, err := os.ReadDir(filepath.Join(dir, copiesName))
	if err != nil || len(entries) != 1 || entries[0].Name() != made.File {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
	info, err := entries[0].Info()
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("rights %v, %v", info.Mode(), err)
	}
	other := filepath.Join(t.TempDir(), "annan")
	if err := Place(t.Context(), other, filepath.Join(dir, copiesName, made.File)); err != nil {
		t.Fatal(err)
	}
	w := reopen(t, other)
	if again := verified(t, w); !again.OK() || again.Records != report.Records || w.Head() != head {
		t.Errorf("the copy verifies as %+v", again)
	}
	if got := items(t, w); len(got) != 4 || got["order/h1"] != "Waran" {
		t.Errorf("items %v", got)
	}
	device := v.device.id
	if h := commit(t, w, ledger.Change{Appends: []ledger.Append{note("på den nya datorn")}}); h[0].Device == device {
		t.Error("the placed copy goes on with the other laptop's chain")
	}
}

func TestACopyHoldsNeitherTheLaptopNorWhatWasPurged(t *testing.T) {
	v, dir, _ := newVault(t)
	headers := commit(t, v, ledger.Change{Appends: []ledger.Append{note("kvar"), note("gallras")}})
	var sealed []byte
	if err := v.writer.QueryRowContext(t.Context(), `SELECT body FROM record WHERE id = ?`, headers[1].ID[:]).Scan(&sealed); err != nil {
		t.Fatal(err)
	}
	// Without the overwriting of deleted bytes the pages would still hold them.
	if _, err := v.writer.ExecContext(t.Context(), `PRAGMA secure_delete = OFF`); err != nil {
		t.Fatal(err)
	}
	if err := v.Purge(t.Context(), []ledger.RecordID{headers[1].ID}, ledger.Change{}); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, copiesName, keepCopy(t, v).File))
	if err != nil {
		t.Fatal(err)
	}
	device := v.device
	for name, part := range map[string][]byte{"the purged body": sealed[:64], "the laptop's mark": device.marks[0][:]} {
		if bytes.Contains(raw, part) {
			t.Errorf("%s is in the copy", name)
		}
	}
	if !bytes.Contains(raw, device.id[:]) {
		t.Error("the copy lacks the chain's own device id: nothing was compared")
	}
}

func TestCopiesAreMadeWhileOthersWrite(t *testing.T) {
	v, _ := filled(t)
	var work sync.WaitGroup
	ctx, stop := context.WithCancel(t.Context())
	work.Go(func() {
		for ctx.Err() == nil {
			if _, err := v.Commit(t.Context(), ledger.Change{Puts: []ledger.Item{item(1, "x")}, Appends: []ledger.Append{note("a"), logged("b")}}); err != nil {
				t.Error(err)
			}
		}
	})
	for range 12 {
		keepCopy(t, v)
		var out bytes.Buffer
		if err := v.Export(t.Context(), &out); err != nil || out.Len() == 0 {
			t.Errorf("export: %d bytes, %v", out.Len(), err)
		}
	}
	stop()
	work.Wait()
	kept, err := v.Kept(t.Context())
	if err != nil || len(kept) != keptCopies {
		t.Errorf("%d kept, %v", len(kept), err)
	}
	seen := map[ledger.Head]bool{}
	for _, c := range kept {
		seen[c.Head] = true
	}
	if len(seen) < 2 {
		t.Error("all copies are of one moment")
	}
}

func TestWhichCopiesStay(t *testing.T) {
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	made := func(hours int, whole bool) keptCopy {
		at := noon.Add(-time.Duration(hours) * time.Hour)
		return keptCopy{Copy: ledger.Copy{File: at.Format(copyLayout) + copyEnding, Taken: at}, whole: whole}
	}
	for _, c := range []struct {
		name string
		all  []keptCopy
		want []int // positions that stay
	}{
		{"few", []keptCopy{made(0, true), made(1, true)}, []int{0, 1}},
		{"one day", []keptCopy{made(0, true), made(1, true), made(2, true), made(3, true), made(4, true), made(5, true), made(6, true), made(7, true), made(8, true), made(9, true)},
			[]int{0, 1, 2, 3, 4, 5, 6, 7}},
		{"several days", []keptCopy{made(0, true), made(1, true), made(2, true), made(3, true), made(4, true), made(24, true), made(25, true), made(48, true), made(72, true), made(73, true), made(96, true), made(120, true)},
			[]int{0, 1, 2, 3, 5, 7, 8, 10}},
		{"only the oldest verified", []keptCopy{made(0, false), made(1, false), made(2, false), made(3, false), made(4, false), made(5, false), made(6, false), made(7, false), made(8, false), made(9, true)},
			[]int{0, 1, 2, 3, 4, 5, 6, 9}},
	} {
		gone := surplus(c.all)
		for n, one := range c.all {
			if slices.Contains(gone, one.File) == slices.Contains(c.want, n) {
				t.Errorf("%s: copy %d: gone is %v", c.name, n, slices.Contains(gone, one.File))
			}
		}
	}
}

func TestRenewingLeavesOneCopyAndOtherPeoplesFiles(t *testing.T) {
	v, dir := filled(t)
	folder := filepath.Join(dir, copiesName)
	for range 3 {
		keepCopy(t, v)
	}
	for _, name := range []string{"format1-20260101T000000Z.vault", "format1-20260101T000000Z.vault-wal", "20260101T000000Z.vault.new", "semester.vault", "läs mig.txt"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	aside := filepath.Join(dir, "damaged-20260101T000000Z.vault")
	if err := os.WriteFile(aside, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	made, err := v.RenewCopies(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, entry := range entries {
		left = append(left, entry.Name())
	}
	want := []string{made.File, "läs mig.txt", "semester.vault"}
	if !slices.Equal(left, want) {
		t.Errorf("left %v, want %v", left, want)
	}
	if _, err := os.Stat(aside); err == nil {
		t.Error("the damaged file that was kept aside is still there")
	}
}

func TestACopyThatDoesNotVerifyIsNotKept(t *testing.T) {
	v, dir := filled(t)
	path := filepath.Join(dir, copiesName, "x.vault.new")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := v.snapshot(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	now := v.state.Load()
	if _, err := v.verifyCopy(t.Context(), path, now, now, nil); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var sealed []byte
	if err := v.writer.QueryRowContext(t.Context(), `SELECT body FROM item LIMIT 1`).Scan(&sealed); err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(raw, sealed[:32])
	raw[at+5] ^= 1
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := v.verifyCopy(t.Context(), path, now, now, nil); !text.IsFault(err, "vault.copy_failed") {
		t.Errorf("a copy with an altered byte: %v", err)
	}
}

func TestNoFileAppearsBesideACopy(t *testing.T) {
	v, dir := filled(t)
	keepCopy(t, v)
	seen := map[string]bool{}
	if _, err := v.KeepCopy(t.Context(), func(int, int) {
		entries, err := os.ReadDir(filepath.Join(dir, copiesName))
		if err != nil {
			t.Error(err)
		}
		for _, entry := range entries {
			seen[entry.Name()] = true
		}
	}); err != nil {
		t.Fatal(err)
	}
	for name := range seen {
		if !strings.HasSuffix(name, copyEnding) && !strings.HasSuffix(name, copyEnding+".new") {
			t.Errorf("%s lay beside the copy", name)
		}
	}
	if len(seen) != 2 {
		t.Errorf("saw %v", seen)
	}
}

func TestPlaceRefuses(t *testing.T) {
	v, dir := filled(t)
	file := filepath.Join(dir, copiesName, keepCopy(t, v).File)
	if err := Place(t.Context(), dir, file); !text.IsFault(err, "vault.exists") {
		t.Errorf("over a vault: %v", err)
	}
	other := filepath.Join(t.TempDir(), "annan")
	if err := Place(t.Context(), other, filepath.Join(dir, "saknas")); !text.IsFault(err, "vault.none") {
		t.Errorf("a file that is not there: %v", err)
	}
	if err := Place(t.Context(), other, filepath.Join(dir, deviceName)); !text.IsFault(err, "vault.not_a_vault") {
		t.Errorf("another file: %v", err)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	cut := filepath.Join(t.TempDir(), "kort.vault")
	if err := os.WriteFile(cut, raw[:len(raw)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Place(t.Context(), other, cut); !text.IsFault(err, "vault.damaged") {
		t.Errorf("half a copy: %v", err)
	}
	if Exists(other) {
		t.Error("a refused file was placed")
	}
	for _, left := range []string{lockName, holderName} {
		if err := os.Remove(filepath.Join(other, left)); err != nil && !os.IsNotExist(err) {
			t.Error(err)
		}
	}
	if entries, err := os.ReadDir(other); err != nil || len(entries) > 0 {
		t.Errorf("it left %v, %v", entries, err)
	}
}

func TestAVaultIsPlacedWithItsWriteAheadLogAndNotAnOlderOnes(t *testing.T) {
	v, dir := filled(t)
	head := v.Head()
	old := filepath.Join(t.TempDir(), "gammal")
	if err := os.MkdirAll(old, 0o700); err != nil {
		t.Fatal(err)
	}
	wal, err := os.ReadFile(filepath.Join(dir, FileName+"-wal"))
	if err != nil {
		t.Fatal(err)
	}
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("i loggen")}})
	newer := v.Head()
	if err := os.WriteFile(filepath.Join(old, FileName+"-wal"), wal, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Place(t.Context(), old, filepath.Join(dir, FileName)); err != nil {
		t.Fatal(err)
	}
	w := reopen(t, old)
	if w.Head() != newer || w.Head() == head || !verified(t, w).OK() {
		t.Error("the placed vault is not the one that was there")
	}
}

package vault

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

var parcelLabel = ledger.Label{Name: "slingor-19240129-7250.csv", Modified: time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC),
	Arrived: time.Date(2026, 11, 20, 6, 0, 9, 0, time.UTC), Hash: "00ff", Size: 27}

var parcelContent = []byte("Namn;Besök\nElsa Lund;08:00\n")

func sealOne(t *testing.T, dir string) string {
	t.Helper()
	id, err := Seal(t.Context(), dir, parcelLabel, parcelContent)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func unseals(t *testing.T, v *Vault, tray ledger.Tray, id string) {
	t.Helper()
	p, content, err := v.Parcel(t.Context(), tray, id)
	if err != nil || !bytes.Equal(content, parcelContent) || p.Name != parcelLabel.Name || !p.Modified.Equal(parcelLabel.Modified) || p.ID != id {
		t.Fatalf("sealed file: %+v, %q, %v", p, content, err)
	}
}

// Given a locked binder, when a file is sealed, then nobody reads anything of it, and the next
// unlock does.
func TestALockedVaultSealsWhatArrives(t *testing.T) {
	v, dir, _ := newVault(t)
	shut(t, v)
	before := filesIn(t, dir)
	id := sealOne(t, dir)
	if n, err := Waiting(dir); n != 1 || err != nil {
		t.Errorf("%d waiting, %v", n, err)
	}
	raw, err := os.ReadFile(parcelPath(dir, ledger.TrayArrivals, id))
	if err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{"Elsa", "slingor", "7250", "00ff"} {
		if bytes.Contains(raw, []byte(said)) {
			t.Errorf("the sealed file says %q", said)
		}
	}
	if info, err := os.Stat(filepath.Join(dir, "arrivals")); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("the folder is open to others: %v, %v", info, err)
	}
	if after := filesIn(t, dir); len(after) != len(before)+1 {
		t.Errorf("left behind: %v, before %v", after, before)
	}
	w := reopen(t, dir)
	list, err := w.Parcels(t.Context(), ledger.TrayArrivals)
	if err != nil || len(list) != 1 || list[0].ID != id || list[0].Fault != nil || list[0].Name != parcelLabel.Name || list[0].Size != 27 {
		t.Fatalf("listed %+v, %v", list, err)
	}
	unseals(t, w, ledger.TrayArrivals, id)
	if err := w.Discard(t.Context(), ledger.TrayArrivals, id); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.Parcel(t.Context(), ledger.TrayArrivals, id); !text.IsFault(err, "vault.no_parcel") {
		t.Errorf("after it was taken away: %v", err)
	}
}

func filesIn(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && !strings.HasSuffix(path, "-shm") && !strings.HasSuffix(path, "-wal") {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// The vault is open elsewhere, and what arrives is sealed all the same.
func TestAnOpenVaultSealsToo(t *testing.T) {
	v, dir, _ := newVault(t)
	unseals(t, v, ledger.TrayArrivals, sealOne(t, dir))
	id, err := v.Put(t.Context(), ledger.TrayQuarantine, parcelLabel, parcelContent)
	if err != nil {
		t.Fatal(err)
	}
	unseals(t, v, ledger.TrayQuarantine, id)
	for _, bad := range []string{"", "../binder", strings.Repeat("A", 32), strings.Repeat("/", 32)} {
		if _, _, err := v.Parcel(t.Context(), ledger.TrayArrivals, bad); !text.IsFault(err, "vault.no_parcel") {
			t.Errorf("%q: %v", bad, err)
		}
		if err := v.Discard(t.Context(), ledger.TrayArrivals, bad); !text.IsFault(err, "vault.no_parcel") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := Seal(t.Context(), filepath.Join(dir, "nowhere"), parcelLabel, nil); !text.IsFault(err, "vault.none") {
		t.Errorf("no vault: %v", err)
	}
}

// A rotation takes the old intake key away, and what was sealed under it still opens.
func TestARotationOrphansNothingThatWaits(t *testing.T) {
	v, dir, _ := newVault(t)
	waits := sealOne(t, dir)
	aside, err := v.Put(t.Context(), ledger.TrayQuarantine, parcelLabel, parcelContent)
	if err != nil {
		t.Fatal(err)
	}
	rotation := access.Rotation{Holders: map[access.Area][]string{access.AreaIntake: {v.Identity()}}}
	if err := v.Rotate(t.Context(), rotation, ledger.Change{}); err != nil {
		t.Fatal(err)
	}
	unseals(t, v, ledger.TrayArrivals, waits)
	later := sealOne(t, dir)
	if err := v.Rewrap(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if left, err := v.RewrapLeft(t.Context()); left != 0 || err != nil {
		t.Fatalf("%d left, %v", left, err)
	}
	shut(t, v)
	w := reopen(t, dir)
	if all := w.ring.all(access.AreaIntake); len(all) != 1 || all[0].generation != 2 {
		t.Fatalf("the older key is still there: %v", all)
	}
	unseals(t, w, ledger.TrayArrivals, waits)
	unseals(t, w, ledger.TrayArrivals, later)
	unseals(t, w, ledger.TrayQuarantine, aside)
}

// What somebody damages, moves or brings from elsewhere is told, stays, and holds up nothing.
func TestADamagedOrForeignFileIsToldAndKept(t *testing.T) {
	v, dir, _ := newVault(t)
	other, elsewhere, _ := newVault(t)
	shut(t, other)
	good := sealOne(t, dir)
	raw, err := os.ReadFile(parcelPath(dir, ledger.TrayArrivals, good))
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := os.ReadFile(parcelPath(elsewhere, ledger.TrayArrivals, sealOne(t, elsewhere)))
	if err != nil {
		t.Fatal(err)
	}
	turned := func(at int) []byte {
		c := bytes.Clone(raw)
		c[at] ^= 1
		return c
	}
	moved := bytes.Clone(raw)
	for name, c := range map[string]struct {
		bytes []byte
		fault string
	}{
		"foreign":      {foreign, "vault.parcel_foreign"},
		"another name": {moved, "vault.parcel_foreign"},
		"no such file": {[]byte("hej"), "vault.parcel_damaged"},
	} {
		id := parcelID(randomBytes(16)).String()
		write(t, parcelPath(dir, ledger.TrayArrivals, id), c.bytes)
		if _, _, err := v.Parcel(t.Context(), ledger.TrayArrivals, id); !text.IsFault(err, c.fault) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, c := range map[string]struct {
		bytes []byte
		fault string
	}{
		"key":     {turned(wrappedAt + 10), "vault.parcel_key"},
		"label":   {turned(labelAt + nonceSize + 3), "vault.parcel_damaged"},
		"length":  {turned(labelAt - 1), "vault.parcel_damaged"},
		"content": {turned(len(raw) - 1), "vault.parcel_damaged"},
		"cut":     {raw[:len(raw)-40], "vault.parcel_damaged"},
		"tray":    {turned(len(sealedMagic) + 1 + 16), "vault.parcel_foreign"},
		"huge":    {append(append(bytes.Clone(raw[:labelAt-4]), 0xff, 0xff, 0xff, 0xff), raw[labelAt:]...), "vault.parcel_damaged"},
	} {
		write(t, parcelPath(dir, ledger.TrayArrivals, good), c.bytes)
		if _, _, err := v.Parcel(t.Context(), ledger.TrayArrivals, good); !text.IsFault(err, c.fault) {
			t.Errorf("%s: %v", name, err)
		}
	}
	write(t, parcelPath(dir, ledger.TrayArrivals, good), raw)
	list, err := v.Parcels(t.Context(), ledger.TrayArrivals)
	if err != nil || len(list) != 4 {
		t.Fatalf("listed %+v, %v", list, err)
	}
	whole := 0
	for _, p := range list {
		if p.Fault == nil {
			whole++
		}
	}
	if whole != 1 {
		t.Errorf("%d whole", whole)
	}
	rotation := access.Rotation{Holders: map[access.Area][]string{access.AreaIntake: {v.Identity()}}}
	if err := errors.Join(v.Rotate(t.Context(), rotation, ledger.Change{}), v.Rewrap(t.Context(), nil)); err != nil {
		t.Fatal(err)
	}
	unseals(t, v, ledger.TrayArrivals, good)
	if list, err := v.Parcels(t.Context(), ledger.TrayArrivals); err != nil || len(list) != 4 {
		t.Errorf("after the rotation %+v, %v", list, err)
	}
}

func write(t *testing.T, path string, raw []byte) {
	t.Helper()
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

// Somebody with the disk puts a public key of their own into the file: the vault says so at the
// next unlock, and what was sealed meanwhile does not open and stays.
func TestAFalsePublicKeyIsToldAtTheNextUnlock(t *testing.T) {
	v, dir, _ := newVault(t)
	shut(t, v)
	db, err := openDatabase(filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	_, public, err := freshAreaKey(v.id, access.AreaIntake, 2)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`INSERT INTO area (area, generation, public, mark) VALUES (8, 2, ?, ?)`, public, randomBytes(32)); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	id := sealOne(t, dir)
	w := reopen(t, dir)
	report, err := w.Verify(t.Context(), nil)
	if err != nil || report.OK() {
		t.Errorf("the false key is not told: %+v, %v", report.Faults, err)
	}
	if _, _, err := w.Parcel(t.Context(), ledger.TrayArrivals, id); !text.IsFault(err, "vault.parcel_key") {
		t.Errorf("sealed to the false key: %v", err)
	}
}

// A rotation begins after the key was read, goes through the folder before the file is there, and
// takes the older key away: the file is sealed anew, and opens.
func TestARotationInTheMiddleOfSealingPassesNothingBy(t *testing.T) {
	v, dir, _ := newVault(t)
	asked := 0
	present := func() (vaultID, *areaKey, error) {
		id, k, err := intakeKey(t.Context(), dir)
		if asked++; asked == 1 {
			rotation := access.Rotation{Holders: map[access.Area][]string{access.AreaIntake: {v.Identity()}}}
			err = errors.Join(err, v.Rotate(t.Context(), rotation, ledger.Change{}), v.Rewrap(t.Context(), nil))
		}
		return id, k, err
	}
	id, err := sealBy(present, dir, parcelLabel, parcelContent)
	if err != nil || asked != 3 {
		t.Fatalf("asked %d times, %v", asked, err)
	}
	unseals(t, v, ledger.TrayArrivals, id)
	if n, err := Waiting(dir); n != 1 || err != nil {
		t.Errorf("%d wait, %v", n, err)
	}
}

// A window that meets a program in the background asks for the vault and gets it; one that meets
// another window is told at once.
func TestAProgramInTheBackgroundGivesWay(t *testing.T) {
	v, dir, _ := newVault(t)
	if v.Wanted() {
		t.Fatal("wanted before anybody asked")
	}
	if _, err := Unlock(t.Context(), dir, "", phrase); !text.IsFault(err, "vault.in_use") || v.Wanted() {
		t.Fatalf("a window gives way: %v", err)
	}
	if err := v.GiveWay(); err != nil {
		t.Fatal(err)
	}
	env := usualSurroundings()
	env.sleep = func(context.Context, time.Duration) error {
		if v.Wanted() {
			return v.Close()
		}
		return nil
	}
	w, err := unlock(t.Context(), dir, passphraseInput("", phrase), env)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, wantedName)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the request stays: %v", err)
	}
	shut(t, w)

	stubborn := reopen(t, dir)
	if err := stubborn.GiveWay(); err != nil {
		t.Fatal(err)
	}
	env.sleep = func(context.Context, time.Duration) error { return nil }
	if _, err := unlock(t.Context(), dir, passphraseInput("", phrase), env); !text.IsFault(err, "vault.in_use") {
		t.Errorf("asked in vain: %v", err)
	}
}

func TestWhereTheDropFolderIsStandsBesideTheVault(t *testing.T) {
	v, dir, _ := newVault(t)
	if d, err := ReadDrop(dir); d != (ledger.Drop{}) || err != nil {
		t.Fatalf("before it was chosen: %+v, %v", d, err)
	}
	want := ledger.Drop{Folder: "/srv/till pärmen", MoveTo: "/srv/läst"}
	if err := v.KeepDrop(want); err != nil {
		t.Fatal(err)
	}
	shut(t, v)
	if d, err := ReadDrop(dir); d != want || err != nil {
		t.Errorf("%+v, %v", d, err)
	}
	write(t, filepath.Join(dir, dropName), []byte("{"))
	if _, err := ReadDrop(dir); !text.IsFault(err, "vault.drop_unreadable") {
		t.Errorf("damaged: %v", err)
	}
	w := reopen(t, dir)
	if err := w.KeepDrop(ledger.Drop{}); err != nil {
		t.Fatal(err)
	}
	if d, err := w.KeptDrop(); d != (ledger.Drop{}) || err != nil {
		t.Errorf("after it was taken back: %+v, %v", d, err)
	}
}

// Copies, a recovery and a folder that can only be read pass the trays by.
func TestWhatWaitsOutlivesARecovery(t *testing.T) {
	v, dir, _ := newVault(t)
	id := sealOne(t, dir)
	if _, err := v.KeepCopy(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	shut(t, v)
	raw, err := os.ReadFile(filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, FileName), append(bytes.Clone(raw[:100]), make([]byte, len(raw)-100)...))
	w, _, err := Recover(t.Context(), dir, access.Key{Passphrase: phrase}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer shut(t, w)
	unseals(t, w, ledger.TrayArrivals, id)
}

// A program that was killed while it sealed leaves half a file: it counts as nothing, since the
// original is still where it was, and goes after a while.
func TestAHalfSealedFileCountsAsNothing(t *testing.T) {
	_, dir, _ := newVault(t)
	sealOne(t, dir)
	path := parcelPath(dir, ledger.TrayArrivals, parcelID{9}.String()) + ".new"
	write(t, path, []byte(sealedMagic))
	write(t, filepath.Join(dir, "arrivals", "somebody's file"), nil)
	for old, there := range map[bool]bool{false: true, true: false} {
		at := time.Now()
		if old {
			at = at.Add(-2 * strayAge)
		}
		write(t, path, []byte(sealedMagic))
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
		if n, err := Waiting(dir); n != 1 || err != nil {
			t.Errorf("%d waiting, %v", n, err)
		}
		if _, err := os.Stat(path); (err == nil) != there {
			t.Errorf("old %v: %v", old, err)
		}
	}
}

// Sealing a large file takes about as much memory again as the file, and opening it as much as it
// takes on the disk.
func TestALargeFileTakesLittleMemory(t *testing.T) {
	v, dir, _ := newVault(t)
	content := bytes.Repeat([]byte("0123456789abcdef"), 2<<20)
	used := func(work func()) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		work()
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	var id string
	var err error
	most := uint64(len(content)) * 5 / 4
	if n := used(func() { id, err = Seal(t.Context(), dir, parcelLabel, content) }); err != nil || n > most {
		t.Errorf("sealing took %d for %d, %v", n, len(content), err)
	}
	var got []byte
	if n := used(func() { _, got, err = v.Parcel(t.Context(), ledger.TrayArrivals, id) }); err != nil || n > most || !bytes.Equal(got, content) {
		t.Errorf("opening took %d for %d, %v", n, len(content), err)
	}
	if _, err := Seal(t.Context(), dir, parcelLabel, make([]byte, largestParcel+1)); !text.IsFault(err, "vault.parcel_too_large") {
		t.Errorf("more than can be sealed: %v", err)
	}
}

// Only the vault's own keys open a sealed file, whatever its bytes are, and nothing breaks.
func FuzzSealedFile(f *testing.F) {
	k, _, err := freshAreaKey(vaultID{1}, access.AreaIntake, 1)
	if err != nil {
		f.Fatal(err)
	}
	ring := newKeyring()
	ring.add(k)
	id := parcelID{7}
	raw, err := k.sealParcel(vaultID{1}, ledger.TrayArrivals, id, parcelLabel, parcelContent)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add(raw[:labelAt])
	f.Add(raw[:len(raw)-1])
	f.Add([]byte(sealedMagic))
	f.Fuzz(func(t *testing.T, changed []byte) {
		whole := bytes.Equal(changed, raw)
		parts, err := split(bytes.Clone(changed), vaultID{1}, ledger.TrayArrivals, id)
		if err != nil {
			if whole {
				t.Fatal(err)
			}
			return
		}
		label, content, err := parts.open(ring, vaultID{1}, ledger.TrayArrivals, id)
		if err == nil && (label.Name != parcelLabel.Name || content != nil && !bytes.Equal(content, parcelContent)) {
			t.Fatalf("it opened to %+v, %q", label, content)
		}
		if whole != (err == nil) && len(changed) >= len(raw) {
			t.Fatalf("whole %v, %v", whole, err)
		}
	})
}

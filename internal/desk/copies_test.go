package desk_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// envelope is a sealer that seals nothing: passphrase, line break, content, and a last word that
// says that all of it is there.
type envelope struct{}

type sealing struct{ io.Writer }

func (s sealing) Close() error {
	_, err := io.WriteString(s, "\nEND")
	return err
}

func (envelope) Seal(out io.Writer, _ []string, passphrase string) (io.WriteCloser, error) {
	if passphrase == "kort" {
		return nil, text.NewFault("backup.weak_passphrase", "want", 12)
	}
	_, err := io.WriteString(out, passphrase+"\n")
	return sealing{out}, err
}

func (envelope) Open(_ context.Context, file, passphrase, _ string, out io.Writer) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	rest, ok := strings.CutPrefix(string(raw), passphrase+"\n")
	if !ok {
		return text.NewFault("backup.wrong_passphrase")
	}
	rest, whole := strings.CutSuffix(rest, "\nEND")
	if _, err := io.WriteString(out, rest); err != nil {
		return err
	}
	if !whole {
		return text.NewFault("backup.cut")
	}
	return nil
}

// shelf is the vault in memory on a real folder, with copies that come in.
type shelf struct {
	vaults
	store   *shelved
	broken  error // what unlocking meets
	again   error // what recovering meets
	what    ledger.Recovery
	tried   int
	placed  string
	refused error // what placing a copy meets
	checked func(path string)
}

// shelved remembers what it was asked to compare and merge.
type shelved struct {
	*memory
	difference ledger.Difference
	paths      []string
	keys       []access.Key
	looked     func(path string)
	exportErr  error
	wrong      map[string]error // copies that do not open, by file
	verifyErr  error
	brought    func()
}

func (s *shelved) Verify(ctx context.Context, progress func(done, total int)) (ledger.Report, error) {
	if s.verifyErr != nil {
		return ledger.Report{}, s.verifyErr
	}
	return s.memory.Verify(ctx, progress)
}

func (s *shelved) Export(ctx context.Context, out io.Writer) error {
	if s.exportErr != nil {
		return s.exportErr
	}
	return s.memory.Export(ctx, out)
}

func (s *shelved) Compare(_ context.Context, path string, key access.Key) (ledger.Difference, error) {
	s.paths, s.keys = append(s.paths, path), append(s.keys, key)
	if err := s.wrong[filepath.Base(path)]; err != nil {
		return ledger.Difference{}, err
	}
	if s.looked != nil {
		s.looked(path)
	}
	return s.difference, nil
}

func (s *shelved) Merge(ctx context.Context, path string, key access.Key, _ func(done, total int)) (ledger.Difference, error) {
	if s.brought != nil {
		s.brought()
	}
	return s.Compare(ctx, path, key)
}

func (v *shelf) Create(ctx context.Context, dir, name, passphrase string) (desk.Store, string, error) {
	_, code, err := v.vaults.Create(ctx, dir, name, passphrase)
	return v.store, code, err
}

// Exists tells of a binder in the folder that it was set up in.
func (v *shelf) Exists(dir string) bool { return v.vaults.Exists(dir) && filepath.Base(dir) != "ny" }

func (v *shelf) Unlock(ctx context.Context, dir string, key access.Key) (desk.Store, error) {
	if v.broken != nil {
		return nil, v.broken
	}
	_, err := v.vaults.Unlock(ctx, dir, key)
	return v.store, err
}

func (v *shelf) Recover(ctx context.Context, dir string, key access.Key, _ func(done, total int)) (desk.Store, ledger.Recovery, error) {
	v.tried++
	if v.again != nil {
		return nil, ledger.Recovery{}, v.again
	}
	v.broken = nil
	store, err := v.Unlock(ctx, dir, key)
	return store, v.what, err
}

func (v *shelf) Place(_ context.Context, _, path string) error {
	if v.refused != nil {
		return v.refused
	}
	raw, err := os.ReadFile(path)
	v.placed = string(raw)
	if v.checked != nil {
		v.checked(path)
	}
	return err
}

func newShelf(t *testing.T) (*unit, *shelf, string) {
	t.Helper()
	u := newUnit(t)
	v := &shelf{vaults: vaults{u}, store: &shelved{memory: u.vault}}
	u.desk.Vaults, u.desk.Sealer = v, envelope{}
	return u, v, t.TempDir()
}

func (u *unit) setUpIn(dir string) *desk.Session {
	u.t.Helper()
	s, _, err := u.desk.SetUp(u.t.Context(), dir, desk.Setup{Unit: "Norr", User: "Lena Ek", Title: "enhetschef", Passphrase: "en lång fras"})
	if err != nil {
		u.t.Fatal(err)
	}
	return s
}

func put(t *testing.T, name, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// moves are the ledger's records of copies that left and came in.
func (m *memory) moves() []string {
	var bodies []string
	for _, r := range m.records {
		if r.Kind == ledger.KindCopy {
			bodies = append(bodies, string(r.Body))
		}
	}
	return bodies
}

func TestACopyIsDueWhenTheNewestIsOld(t *testing.T) {
	u, _, dir := newShelf(t)
	s := u.setUpIn(dir)
	due := func(want bool, when string) {
		t.Helper()
		if s.CopyDue(t.Context()) != want {
			t.Errorf("%s: due is %v", when, !want)
		}
	}
	due(true, "no copy")
	u.vault.strained = true // a full disk takes nothing from the binder itself
	_, err := s.KeepCopy(t.Context(), nil)
	fault(t, err, "copies.full")
	u.vault.strained = false
	if _, err := s.KeepCopy(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	due(false, "just made")
	u.now = u.now.Add(90 * time.Minute)
	due(false, "an hour and a half later, with nothing new")
	if _, err := s.SaveDraft(t.Context(), s.NewNote("p")); err != nil {
		t.Fatal(err)
	}
	u.open("lena")
	due(true, "with something new")
	if _, err := s.KeepCopy(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	u.now = u.now.Add(25 * time.Hour)
	due(true, "a day later, with nothing new")
	u.now = u.now.Add(-26 * time.Hour)
	due(true, "the clock is set back to before the newest copy")
	u.vault.readOnly = true
	due(false, "a folder that can't be written")
	if kept, err := s.Kept(t.Context()); err != nil || len(kept) != 2 || !s.ReadOnly() {
		t.Errorf("%+v, %v", kept, err)
	}
}

func TestACopyLeavesTheLaptopSealedAndIsNoted(t *testing.T) {
	u, v, dir := newShelf(t)
	s := u.setUpIn(dir)
	var out bytes.Buffer
	if err := s.Backup(t.Context(), &out, desk.To{Passphrase: "fyra ord till"}); err != nil {
		t.Fatal(err)
	}
	if out.String() != "fyra ord till\ncopy\nEND" {
		t.Errorf("%q", out.String())
	}
	moves := u.vault.moves()
	if len(moves) != 1 || !strings.Contains(moves[0], `"out":true`) || !strings.Contains(moves[0], `"by":"lena"`) {
		t.Errorf("%q", moves)
	}
	if lines := u.vault.logged(); !strings.Contains(lines[len(lines)-1], `"backup"`) {
		t.Errorf("%q", lines)
	}

	fault(t, s.Backup(t.Context(), io.Discard, desk.To{Passphrase: "kort"}), "backup.weak_passphrase")
	v.store.exportErr = errDisk
	if err := s.Backup(t.Context(), io.Discard, desk.To{Passphrase: "fyra ord till"}); !errors.Is(err, errDisk) {
		t.Error(err)
	}
	v.store.exportErr = nil
	fault(t, u.open("karin").Backup(t.Context(), io.Discard, desk.To{Passphrase: "fyra ord till"}), "access.not_allowed")
	if n := len(u.vault.moves()); n != 1 {
		t.Errorf("%d copies are noted, and one left", n)
	}
	// From a folder that can't be written a copy can still be rescued.
	u.vault.readOnly = true
	if err := u.open("lena").Backup(t.Context(), io.Discard, desk.To{Passphrase: "fyra ord till"}); err != nil {
		t.Error(err)
	}
}

func TestABinderIsMadeOfACopy(t *testing.T) {
	u, v, dir := newShelf(t)
	file := put(t, "kopia.age", "fyra ord till\ncopy\nEND")
	here := filepath.Join(dir, "ny", "pärm")
	for name, c := range map[string]struct{ content, code string }{
		"wrong passphrase": {"något annat\ncopy\nEND", "backup.wrong_passphrase"},
		"cut":              {"fyra ord till\nco", "backup.cut"},
	} {
		err := u.desk.RestoreHere(t.Context(), here, put(t, "kopia.age", c.content), desk.Opens{Passphrase: "fyra ord till"})
		fault(t, err, c.code)
		if _, err := os.Stat(here); !errors.Is(err, os.ErrNotExist) || v.placed != "" {
			t.Errorf("%s: %v, placed %q", name, err, v.placed)
		}
	}
	fault(t, u.desk.RestoreHere(t.Context(), here, "borta.age", desk.Opens{}), "file.missing")

	v.checked = func(path string) {
		for name, want := range map[string]os.FileMode{here: 0o700, filepath.Dir(path): 0o700, path: 0o600} {
			if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v, %v, want %v", name, info.Mode().Perm(), err, want)
			}
		}
		if filepath.Dir(filepath.Dir(path)) != here {
			t.Errorf("the copy lies in %s", path)
		}
	}
	if err := u.desk.RestoreHere(t.Context(), here, file, desk.Opens{Passphrase: "fyra ord till"}); err != nil || v.placed != "copy" {
		t.Errorf("%q, %v", v.placed, err)
	}
	if left, err := os.ReadDir(here); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	v.checked = nil
	bare := "SQLite format 3\x00..."
	if err := u.desk.RestoreHere(t.Context(), here, put(t, "20261123T060000Z.vault", bare), desk.Opens{}); err != nil || v.placed != bare {
		t.Errorf("%q, %v", v.placed, err)
	}
	u.setUpIn(dir)
	fault(t, u.desk.RestoreHere(t.Context(), dir, file, desk.Opens{Passphrase: "fyra ord till"}), "vault.exists")
}

func TestACopyIsComparedAndMerged(t *testing.T) {
	u, v, dir := newShelf(t)
	s := u.setUpIn(dir)
	stale := filepath.Join(dir, "opened-1234")
	if err := os.MkdirAll(stale, 0o700); err != nil {
		t.Fatal(err)
	}
	file, opens := put(t, "kopia.age", "fyra ord till\ncopy\nEND"), desk.Opens{Passphrase: "fyra ord till"}
	v.store.difference = ledger.Difference{OnlyThere: map[ledger.Kind]int{ledger.KindEntry: 2, ledger.KindAccess: 3}, Items: 4}
	v.store.looked = func(path string) {
		if raw, err := os.ReadFile(path); err != nil || string(raw) != "copy" {
			t.Errorf("%q, %v", raw, err)
		}
	}
	key := access.Key{Name: "Lena Ek", Passphrase: "en äldre fras"}
	if d, err := s.Compare(t.Context(), file, opens, key); err != nil || d.Items != 4 || v.store.keys[0] != key {
		t.Errorf("%+v, %v, %+v", d, err, v.store.keys)
	}
	if n := len(u.vault.moves()); n != 0 {
		t.Errorf("looking at a copy is noted as %d that came in", n)
	}

	note := s.NewNote("p")
	if _, err := s.SaveDraft(t.Context(), note); err != nil {
		t.Fatal(err)
	}
	v.store.brought = func() { // the copy brings another draft of hers
		for _, d := range u.vault.drafts {
			body := strings.ReplaceAll(string(d.Body), d.ID, "annat")
			u.vault.drafts["annat"] = ledger.Draft{ID: "annat", Area: d.Area, Body: []byte(body)}
		}
	}
	if _, err := s.Merge(t.Context(), file, opens, key, nil); err != nil {
		t.Fatal(err)
	}
	if got := len(s.Drafts()); got != 2 {
		t.Errorf("%d drafts after the merge", got)
	}
	if moves := u.vault.moves(); len(moves) != 1 || !strings.Contains(moves[0], `"records":5,"items":4`) {
		t.Errorf("%q", moves)
	}
	if lines := u.vault.logged(); !strings.Contains(lines[len(lines)-1], `"restore"`) {
		t.Errorf("%q", lines)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}

	staff := u.open("karin")
	_, err := staff.Compare(t.Context(), file, opens, key)
	fault(t, err, "access.not_allowed")
	_, err = staff.Merge(t.Context(), file, opens, key, nil)
	fault(t, err, "access.not_allowed")
	_, err = staff.Repair(t.Context(), nil)
	fault(t, err, "access.not_allowed")
	s = u.open("lena")
	u.vault.readOnly = true
	_, err = s.Merge(t.Context(), file, opens, key, nil)
	fault(t, err, "vault.read_only")
}

func TestARepairTakesTheNewestCopyThatIsWhole(t *testing.T) {
	u, v, dir := newShelf(t)
	s := u.setUpIn(dir)
	_, err := s.Repair(t.Context(), nil)
	fault(t, err, "backup.no_copies")
	for range 3 {
		if _, err := s.KeepCopy(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Repair(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(dir, "copies", "3.vault"); len(v.store.paths) != 1 || v.store.paths[0] != want || v.store.keys[0] != (access.Key{}) {
		t.Errorf("merged %v with %+v", v.store.paths, v.store.keys)
	}
	v.store.wrong = map[string]error{"3.vault": text.NewFault("vault.damaged"), "2.vault": text.NewFault("vault.not_a_vault")}
	if _, err := s.Repair(t.Context(), nil); err != nil || filepath.Base(v.store.paths[len(v.store.paths)-1]) != "1.vault" {
		t.Errorf("merged %v, %v", v.store.paths, err)
	}
	v.store.wrong["1.vault"] = text.NewFault("vault.damaged")
	_, err = s.Repair(t.Context(), nil)
	fault(t, err, "backup.cut")
	if again := u.open("lena"); again.Recovered() != nil || v.tried != 0 {
		t.Error("the binder was mended for what was wrong with a copy")
	}
}

// What is wrong with a copy is not told as if it were wrong with the binder.
func TestFaultsOfACopyAreToldOfTheCopy(t *testing.T) {
	u, v, dir := newShelf(t)
	s := u.setUpIn(dir)
	file, opens := put(t, "kopia.age", "fyra ord till\ncopy\nEND"), desk.Opens{Passphrase: "fyra ord till"}
	for met, want := range map[string]string{"vault.wrong_passphrase": "backup.wrong_key", "vault.not_a_vault": "backup.not_ours", "vault.damaged": "backup.cut", "vault.other": "vault.other"} {
		v.store.wrong = map[string]error{"copy.vault": text.NewFault(met)}
		_, err := s.Compare(t.Context(), file, opens, access.Key{Passphrase: "en äldre fras"})
		fault(t, err, want)
		_, err = s.Merge(t.Context(), file, opens, access.Key{Passphrase: "en äldre fras"}, nil)
		fault(t, err, want)
	}
	v.store.verifyErr = text.NewFault("vault.damaged")
	v.store.wrong = map[string]error{"copy.vault": v.store.verifyErr}
	_, err := s.Compare(t.Context(), file, opens, access.Key{})
	fault(t, err, "vault.damaged")
	for met, want := range map[string]string{"vault.not_a_vault": "backup.not_ours", "vault.damaged": "backup.cut", "vault.newer_format": "vault.newer_format"} {
		v.refused = text.NewFault(met)
		fault(t, u.desk.RestoreHere(t.Context(), filepath.Join(dir, "ny"), file, opens), want)
	}
}

func TestADamagedBinderRecoversByItself(t *testing.T) {
	for _, code := range []string{"vault.damaged", "vault.not_a_vault"} {
		u, v, dir := newShelf(t)
		u.setUpIn(dir)
		v.broken, v.what = text.NewFault(code), ledger.Recovery{At: u.now, Aside: "binder.vault.damaged", Records: 3, Items: 2}
		s, err := u.desk.Unlock(t.Context(), dir, "lena", "en lång fras")
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Recovered(); got == nil || got.Records != 3 || got.Aside != "binder.vault.damaged" {
			t.Errorf("%+v", got)
		}
		if lines := u.vault.logged(); !strings.Contains(lines[len(lines)-1], `"restore"`) || !strings.Contains(lines[len(lines)-1], `"detail":"5"`) {
			t.Errorf("%q", lines)
		}
		if again := u.open("lena"); again.Recovered() != nil || v.tried != 1 {
			t.Errorf("%s: told again: %+v, tried %d times", code, again.Recovered(), v.tried)
		}
	}
}

// A file that can be read and takes nothing more is mended at unlock, not when somebody has written.
// What can't be mended is opened all the same.
func TestABinderThatTakesNothingIsMendedAtUnlock(t *testing.T) {
	for name, again := range map[string]error{"mended": nil, "not to be mended": text.NewFault("vault.damaged")} {
		t.Run(name, func(t *testing.T) {
			u, v, dir := newShelf(t)
			u.setUpIn(dir)
			v.what, v.again = ledger.Recovery{At: u.now, Aside: "damaged.vault"}, again
			u.vault.failure = text.NewFault("vault.damaged")
			u.vault.fails = func(ledger.Change) bool { return v.tried == 0 || again != nil }
			s, err := u.desk.Unlock(t.Context(), dir, "lena", "en lång fras")
			if err != nil {
				t.Fatal(err)
			}
			if v.tried != 1 || (s.Recovered() != nil) != (again == nil) {
				t.Errorf("tried %d times, %+v", v.tried, s.Recovered())
			}
		})
	}
}

func TestOnlyADamagedBinderIsRecovered(t *testing.T) {
	u, v, dir := newShelf(t)
	v.broken = text.NewFault("vault.damaged")
	_, err := u.desk.Unlock(t.Context(), dir, "lena", "en lång fras")
	fault(t, err, "vault.damaged")
	if v.tried != 0 {
		t.Error("tried to recover a binder that is not there")
	}
	v.broken = nil
	u.setUpIn(dir)
	for _, code := range []string{"vault.wrong_passphrase", "vault.in_use", "vault.newer_format"} {
		v.broken = text.NewFault(code)
		_, err := u.desk.Unlock(t.Context(), dir, "lena", "en lång fras")
		fault(t, err, code)
	}
	if v.tried != 0 {
		t.Error("tried to recover a binder that is whole")
	}
	v.broken, v.again = text.NewFault("vault.damaged"), text.NewFault("vault.wrong_passphrase")
	_, err = u.desk.UnlockRecovery(t.Context(), dir, "code")
	fault(t, err, "vault.damaged_key")
	if v.tried != 1 {
		t.Error("not tried with the recovery code")
	}
}

// Damage in a part of the file that unlocking does not read is met later; the next unlock mends it.
func TestDamageThatIsMetLaterIsMendedAtTheNextUnlock(t *testing.T) {
	u, v, dir := newShelf(t)
	s := u.setUpIn(dir)
	v.what = ledger.Recovery{At: u.now, Aside: "binder.vault.damaged"}
	v.store.verifyErr = text.NewFault("vault.damaged")
	_, err := s.Verify(t.Context(), nil)
	fault(t, err, "vault.damaged")
	v.store.verifyErr = nil
	for _, want := range []bool{true, false} {
		s, err := u.desk.Unlock(t.Context(), dir, "lena", "en lång fras")
		if err != nil || (s.Recovered() != nil) != want {
			t.Fatalf("%v, recovered %+v, want %v", err, s.Recovered(), want)
		}
	}
	if v.tried != 1 {
		t.Errorf("tried %d times", v.tried)
	}
}

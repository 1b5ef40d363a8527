package vault

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// soaking tells that the long form was asked for, by "make soak".
func soaking() bool { return os.Getenv("AVBROTTSPARM_SOAK") == "1" }

// torn is a vault whose last commits stand in the write-ahead log only, as files in memory, and
// what was acknowledged.
type torn struct {
	main, wal []byte
	copies    map[string][]byte
	atCopy    map[string]bool
	inMain    map[string]bool // with what the file had before the log
	commits   []tornCommit    // of the log, in order
}

// tornCommit is a note and how long the log was when its commit had returned.
type tornCommit struct {
	body string
	end  int
}

func makeTorn(t *testing.T, commits int) torn {
	t.Helper()
	v, dir, _ := newVault(t)
	s := torn{copies: map[string][]byte{}, atCopy: map[string]bool{}, inMain: map[string]bool{}}
	write := func(n int) string {
		body := fmt.Sprintf("anteckning %04d %0*d", n, 10+n*53%3000, 0)
		commit(t, v, ledger.Change{Puts: []ledger.Item{item(n%7, body)}, Appends: []ledger.Append{note(body)}})
		return body
	}
	for n := range commits {
		s.atCopy[write(n)] = true
	}
	name := keepCopy(t, v).File
	for n := range commits {
		s.inMain[write(commits+n)] = true
	}
	if _, err := v.writer.ExecContext(t.Context(), `PRAGMA wal_checkpoint(TRUNCATE); PRAGMA wal_autocheckpoint = 0`); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, FileName)
	for n := range commits {
		body := write(2*commits + n)
		info, err := os.Stat(path + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		s.commits = append(s.commits, tornCommit{body: body, end: int(info.Size())})
	}
	s.main, s.wal, s.copies[name] = readAll(t, path), readAll(t, path+"-wal"), readAll(t, filepath.Join(dir, copiesName, name))
	return s
}

func readAll(t *testing.T, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// lay writes the vault into a folder with this file and log; a nil log means none.
func (s torn) lay(t *testing.T, dir string, main, wal []byte) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, copiesName), 0o700); err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{FileName: main}
	if wal != nil {
		files[FileName+"-wal"] = wal
	}
	for name, raw := range s.copies {
		files[filepath.Join(copiesName, name)] = raw
	}
	for name, raw := range files {
		if err := os.WriteFile(filepath.Join(dir, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// openOrRecover does what the program does at unlock: a vault that is refused, and one that
// verification finds something in, is recovered from its copy.
func openOrRecover(t *testing.T, dir string) (v *Vault, how string, lost int) {
	t.Helper()
	v, err := unlock(t.Context(), dir, passphraseInput("", phrase), brief())
	if err == nil {
		report, err := v.Verify(t.Context(), nil)
		if err == nil && report.OK() {
			return v, "opened", 0
		}
		shut(t, v)
	} else if w := text.For(text.Swedish); w.Explain(err) == w.Say("error.unknown") {
		t.Errorf("no sentence for %v", err)
	}
	v, told, err := recoverVault(t.Context(), dir, access.Key{Passphrase: phrase}, nil, brief())
	if err != nil {
		t.Errorf("not recovered: %v", err)
		return nil, "lost", 0
	}
	return v, "recovered", len(told.Lost)
}

// lacks counts the notes of the main stream that are not there.
func lacks(t *testing.T, v *Vault, want map[string]bool) int {
	t.Helper()
	got := map[string]bool{}
	if err := v.Records(t.Context(), ledger.StreamMain, func(r ledger.Record) error { got[string(r.Body)] = true; return nil }); err != nil && !text.IsFault(err, "vault.altered") {
		t.Error(err)
	}
	n := 0
	for body := range want {
		if !got[body] {
			n++
		}
	}
	return n
}

// TestProofTornWrites cuts the write-ahead log, and the file, at page boundaries and at random
// bytes. Whatever is left opens or is recovered from the copy; every note of the copy is there,
// and every note whose frames are whole in the log.
func TestProofTornWrites(t *testing.T) {
	commits, cuts := 6, 24
	if soaking() {
		commits, cuts = 25, 2000
	}
	s := makeTorn(t, commits)
	random := rand.New(rand.NewPCG(20261123, 3))
	dir := filepath.Join(t.TempDir(), "pärm")
	count := map[string]int{}
	try := func(name string, main, wal []byte, want map[string]bool) {
		s.lay(t, dir, main, wal)
		v, how, lost := openOrRecover(t, dir)
		count[name+" "+how]++
		if lost > 0 {
			count[name+" with losses told"]++
		}
		if v == nil {
			return
		}
		if n := lacks(t, v, s.atCopy); n != 0 {
			t.Errorf("%s, %d and %d bytes left: %d notes of the copy are lost", name, len(main), len(wal), n)
		}
		if n := lacks(t, v, want); n != 0 {
			t.Errorf("%s, %d and %d bytes left: %d acknowledged notes are lost", name, len(main), len(wal), n)
		}
		shut(t, v)
	}
	for _, at := range places(random, len(s.wal), usualPage+frameHeader, walHeader, cuts) {
		want := map[string]bool{}
		for body := range s.inMain {
			want[body] = true
		}
		for _, c := range s.commits {
			if c.end <= at {
				want[c.body] = true
			}
		}
		try("log cut", s.main, s.wal[:at], want)
	}
	all := map[string]bool{}
	for _, c := range s.commits {
		all[c.body] = true
	}
	for _, at := range places(random, len(s.main), usualPage, 0, cuts) {
		try("file cut", s.main[:at], s.wal, nil)
		if at > 0 {
			torn := slices.Clone(s.main)
			clear(torn[at:min(len(torn), at+usualPage)])
			try("page empty", torn, s.wal, nil)
		}
	}
	proof("torn writes", "file and log cut, pages emptied; every note of the copy and of whole frames is there: %v", count)
}

// places are all boundaries in a file of this size, and as many random places as asked for; with
// too many of them, an even sample.
func places(random *rand.Rand, size, step, first, n int) []int {
	var all []int
	for at := first; at < size; at += step {
		all = append(all, at)
	}
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	all = all[:min(len(all), n/2)]
	for len(all) < n {
		all = append(all, random.IntN(size))
	}
	return all
}

// TestProofBitRot flips single bits all over the file. Each is found - the vault is refused, a
// finding is told, the answer is a fault - or does no harm: what is shown is exactly what was
// stored. What was damaged is repaired from the copy.
func TestProofBitRot(t *testing.T) {
	flips := 150
	if soaking() {
		flips = 1000
	}
	s := makeTorn(t, 5)
	dir := filepath.Join(t.TempDir(), "pärm")
	s.lay(t, dir, s.main, s.wal)
	v := reopen(t, dir)
	wantItems, wantNotes := items(t, v), bodies(t, v, ledger.StreamMain)
	shut(t, v)
	whole := readAll(t, filepath.Join(dir, FileName)) // with the log in it
	random := rand.New(rand.NewPCG(20261123, 7))
	count := map[string]int{}
	for range flips {
		at, bit := random.IntN(len(whole)), byte(1)<<random.IntN(8)
		hurt := slices.Clone(whole)
		hurt[at] ^= bit
		s.lay(t, dir, hurt, nil)
		count[rotted(t, dir, at, wantItems, wantNotes)]++
		v, how, lost := openOrRecover(t, dir)
		if v == nil {
			continue
		}
		if n := lacks(t, v, wantNotes); n != 0 && lost == 0 {
			t.Errorf("byte %d: %s, and %d notes are lost without a word", at, how, n)
		} else if n != 0 {
			count["notes lost and told"]++
		}
		if how == "recovered" {
			count["recovered"]++
		}
		shut(t, v)
	}
	proof("bit rot", "%d single bits in %d bytes, no wrong data shown: %v", flips, len(whole), count)
	if count["harmless"] == flips {
		t.Error("no flip was noticed at all")
	}
}

// rotted opens a vault with one bit flipped and says what became of it.
func rotted(t *testing.T, dir string, at int, wantItems map[string]string, wantNotes map[string]bool) string {
	t.Helper()
	v, err := unlock(t.Context(), dir, passphraseInput("", phrase), brief())
	if err != nil {
		if w := text.For(text.Swedish); w.Explain(err) == w.Say("error.unknown") {
			t.Errorf("byte %d: no sentence for %v", at, err)
		}
		return "refused"
	}
	defer shut(t, v)
	found := false
	got, err := itemsAnd(t.Context(), v)
	found = found || err != nil
	for ref, body := range got {
		if wantItems[ref] != body {
			t.Errorf("byte %d: %s shows what was never stored", at, ref)
		}
	}
	notes := 0
	err = v.Records(t.Context(), ledger.StreamMain, func(r ledger.Record) error {
		if r.Kind == ledger.KindEntry && !r.Withheld {
			if notes++; !wantNotes[string(r.Body)] {
				t.Errorf("byte %d: record %d shows what was never stored", at, r.Seq)
			}
		}
		return nil
	})
	found = found || err != nil
	report, err := v.Verify(t.Context(), nil)
	found = found || err != nil || !report.OK() || len(v.Areas()) < len(access.Areas())
	switch {
	case found:
		return "told"
	case len(got) != len(wantItems) || notes != len(wantNotes):
		t.Errorf("byte %d: %d of %d items and %d of %d notes are shown, and nothing is told", at, len(got), len(wantItems), notes, len(wantNotes))
	}
	return "harmless"
}

// TestProofRotInTheLog damages the write-ahead log in its middle. SQLite would silently go on
// without all commits after that; here they come back, but for a page that was in the damaged
// frame and nowhere else.
func TestProofRotInTheLog(t *testing.T) {
	flips := 12
	if soaking() {
		flips = 400
	}
	s := makeTorn(t, 8)
	all := map[string]bool{}
	for _, c := range s.commits {
		all[c.body] = true
	}
	random := rand.New(rand.NewPCG(20261123, 11))
	dir := filepath.Join(t.TempDir(), "pärm")
	lostTold, lostSilently, back := 0, 0, 0
	for n := range flips {
		hurt := slices.Clone(s.wal)
		at := random.IntN(len(hurt))
		if n < 4 {
			at = n * 8 // the log's own header
		}
		hurt[at] ^= 1 << random.IntN(8)
		s.lay(t, dir, s.main, hurt)
		v, _, lost := openOrRecover(t, dir)
		if v == nil {
			continue
		}
		switch n := lacks(t, v, all); {
		case n == 0:
			back++
		case lost > 0:
			lostTold++
		case at < s.commits[len(s.commits)-2].end:
			lostSilently++
			t.Errorf("byte %d of %d: %d notes are lost without a word", at, len(hurt), n)
		}
		shut(t, v)
	}
	proof("bit rot in the log", "%d single bits: everything back %d, lost and told %d, lost silently %d, the rest in the last commit", flips, back, lostTold, lostSilently)
}

package vault

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// These tell a copy of this test program to make copies of a vault, or to recover one, until it is
// killed.
const (
	copierDir    = "VAULT_TEST_COPIER"
	recovererDir = "VAULT_TEST_RECOVERER"
)

func init() {
	children[copierDir] = copyUntilKilled
	children[recovererDir] = recoverUntilKilled
}

// copyUntilKilled writes and copies, and says each note once its commit has returned.
func copyUntilKilled(dir string) error {
	v, err := Unlock(context.Background(), dir, "", phrase)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		body := fmt.Sprintf("not %d %d", os.Getpid(), n)
		if _, err := v.Commit(context.Background(), ledger.Change{Appends: []ledger.Append{note(body)}}); err != nil {
			return err
		}
		fmt.Println(body)
		if n%10 == 9 {
			_, err = v.RenewCopies(context.Background(), nil)
		} else {
			_, err = v.KeepCopy(context.Background(), nil)
		}
		if err != nil {
			return err
		}
	}
}

func recoverUntilKilled(dir string) error {
	fmt.Println("begun")
	_, _, err := Recover(context.Background(), dir, access.Key{Passphrase: phrase}, nil)
	if err == nil {
		fmt.Println("done")
	}
	return err
}

// killed runs a child for a while and returns what it said.
func killed(t *testing.T, name, dir string, after time.Duration) []string {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), name+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var said []string
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "error") {
			t.Error(lines.Text())
		}
		if said = append(said, lines.Text()); len(said) == 1 {
			time.AfterFunc(after, func() {
				if err := child.Process.Kill(); err != nil && !strings.Contains(err.Error(), "finished") {
					t.Error(err)
				}
			})
		}
	}
	if err := child.Wait(); err != nil && !strings.Contains(err.Error(), "killed") {
		t.Error(err)
	}
	return said
}

// TestProofKilledWhileCopying: whenever the program is killed, the vault holds what was
// acknowledged, and each file that has a copy's name is a whole copy.
func TestProofKilledWhileCopying(t *testing.T) {
	kills := 8
	if soaking() {
		kills = 300
	}
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "ett"), item(2, strings.Repeat("x", 100000))}})
	shut(t, v)
	want := map[string]bool{}
	copies := 0
	for kill := range kills {
		for _, body := range killed(t, copierDir, dir, time.Duration(5+kill*13%90)*time.Millisecond) {
			want[body] = true
		}
		v := reopen(t, dir)
		if n := lacks(t, v, want); n != 0 || !verified(t, v).OK() {
			t.Fatalf("kill %d: %d notes are lost", kill, n)
		}
		kept, err := v.Kept(t.Context())
		if err != nil {
			t.Error(err)
		}
		for _, c := range kept {
			copies++
			file := filepath.Join(dir, copiesName, c.File)
			if diff, err := v.Compare(t.Context(), file, access.Key{}); err != nil || len(diff.OnlyThere) != 0 {
				t.Errorf("kill %d: %s: %+v, %v", kill, c.File, diff, err)
			}
		}
		keepCopy(t, v)
		if kept, err := v.Kept(t.Context()); err != nil || len(kept) > keptCopies {
			t.Errorf("kill %d: %d copies stay, %v", kill, len(kept), err)
		}
		shut(t, v)
	}
	if len(want) < kills {
		t.Errorf("only %d notes were acknowledged", len(want))
	}
	proof("killed while copying", "%d kills, %d notes acknowledged and there, %d copies opened", kills, len(want), copies)
}

// TestProofKilledWhileRecovering: whenever the program is killed, the next one finds the damaged
// vault or the recovered one, and in the end everything is there.
func TestProofKilledWhileRecovering(t *testing.T) {
	kills := 8
	if soaking() {
		kills = 200
	}
	s := makeTorn(t, 6)
	dir := filepath.Join(t.TempDir(), "pärm")
	want := map[string]bool{}
	for body := range s.inMain {
		want[body] = true
	}
	for _, c := range s.commits {
		want[c.body] = true
	}
	hurt := append(make([]byte, 4096), s.main[4096:]...) // without its header and schema
	count := map[string]int{}
	s.lay(t, dir, hurt, s.wal)
	begun := time.Now()
	shut(t, recoverOnly(t, dir))
	takes := 2 * time.Since(begun) // a fresh process takes longer
	for kill := range kills {
		s.lay(t, dir, hurt, s.wal)
		said := killed(t, recovererDir, dir, takes*time.Duration(kill)/time.Duration(kills-1))
		v, how, lost := openOrRecover(t, dir)
		if v == nil {
			continue
		}
		if n := lacks(t, v, want); n != 0 || lost != 0 || !verified(t, v).OK() {
			t.Errorf("kill %d: %s, %d notes are lost", kill, how, n)
		}
		shut(t, v)
		count[fmt.Sprintf("came through: %v, then %s", len(said) == 2, how)]++
	}
	proof("killed while recovering", "%d kills, nothing lost: %v", kills, count)
}

func recoverOnly(t *testing.T, dir string) *Vault {
	t.Helper()
	v, _, err := recoverVault(t.Context(), dir, access.Key{Passphrase: phrase}, nil, brief())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

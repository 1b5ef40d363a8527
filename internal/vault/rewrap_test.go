package vault

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// rewrapDir tells a copy of this test program to rewrap a vault until it is killed.
const rewrapDir = "VAULT_TEST_REWRAP"

func init() { children[rewrapDir] = rewrapUntilKilled }

// rewrapUntilKilled says how far it has come.
func rewrapUntilKilled(dir string) error {
	v, err := Open(context.Background(), dir, founderKey)
	if err != nil {
		return err
	}
	err = v.rewrap(context.Background(), 20, func(done, total int) { fmt.Println(done, total) })
	return errors.Join(err, v.Close())
}

func TestRewrapGoesOnWhereItWasStopped(t *testing.T) {
	v, dir, _, gone := full(t, 20)
	dismiss(t, v, gone.id)
	want := verified(t, v)
	chance := rand.New(rand.NewPCG(1, 2))
	last, stops := 1<<30, 0
	for {
		ctx, cancel := context.WithCancel(t.Context())
		batches := chance.IntN(7)
		err := v.rewrap(ctx, 17, func(int, int) {
			if batches--; batches < 0 {
				cancel()
			}
			// Colleagues save in between.
			commit(t, v, ledger.Change{DraftPuts: []ledger.Draft{{ID: "1-1", Area: access.AreaCommon, Body: []byte("under tiden")}}})
		})
		cancel()
		if err == nil {
			break
		}
		if stops++; !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		left, err := v.RewrapLeft(t.Context())
		if err != nil || left > last {
			t.Fatalf("%d left after %d, %v", left, last, err)
		}
		last = left
		whole(t, v, want)
		shut(t, v)
		v = comeIn(t, dir, founderKey)
	}
	if stops < 5 {
		t.Errorf("stopped only %d times", stops)
	}
	whole(t, v, want)
	if n := opens(t, gone.keys, wrapped(t, v)); n != 0 {
		t.Errorf("they open %d bodies", n)
	}
}

func TestRewrapSurvivesKills(t *testing.T) {
	v, dir, _, gone := full(t, 20)
	dismiss(t, v, gone.id)
	want := verified(t, v)
	shut(t, v)
	kills := 0
	for said := 1; ; said = said%5 + 1 {
		done, killed := killRewrap(t, dir, said)
		v = comeIn(t, dir, founderKey)
		whole(t, v, want)
		left, err := v.RewrapLeft(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !killed {
			if left != 0 {
				t.Errorf("%d left, said %s", left, done)
			}
			break
		}
		kills++
		shut(t, v)
	}
	if kills < 4 {
		t.Errorf("only %d kills", kills)
	}
	if n := opens(t, gone.keys, wrapped(t, v)); n != 0 {
		t.Errorf("they open %d bodies", n)
	}
}

// killRewrap starts the child and kills it after some steps, unless it ends before.
func killRewrap(t *testing.T, dir string, enough int) (last string, killed bool) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), rewrapDir+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for n := 1; lines.Scan(); n++ {
		if last = lines.Text(); strings.HasPrefix(last, "error") {
			t.Fatal(last)
		}
		if n == enough {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	return last, child.Wait() != nil
}

func TestRotatedAgainWhileRewrapping(t *testing.T) {
	v, dir, _, gone := full(t, 12)
	dismiss(t, v, gone.id)
	want := verified(t, v)
	turns := 0
	if err := v.rewrap(t.Context(), 10, func(int, int) {
		if turns++; turns%9 == 0 && turns < 40 {
			rotate(t, v, access.AreaSocial, access.AreaLog, access.AreaSettings)
		}
	}); err != nil {
		t.Fatal(err)
	}
	whole(t, v, want)
	shut(t, v)
	v = comeIn(t, dir, founderKey)
	whole(t, v, want)
	if err := v.Rewrap(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	whole(t, v, want)
	if left, err := v.RewrapLeft(t.Context()); err != nil || left != 0 || rows(t, v, `SELECT COUNT(*) FROM area`) != 8 {
		t.Errorf("%d left, %v", left, err)
	}
}

func TestRowsThatDoNotOpenKeepTheirKey(t *testing.T) {
	v, dir, _, gone := full(t, 3)
	shut(t, v)
	tamper(t, dir, func(db *sql.DB) {
		run(t, db, `UPDATE item SET key = ? WHERE kind = 'thing' AND id = '3-1'`, flipped(blob(t, db, `SELECT key FROM item WHERE id = '3-1'`)))
		run(t, db, `UPDATE record SET key = ? WHERE stream = 2 AND seq = 2`, flipped(blob(t, db, `SELECT key FROM record WHERE stream = 2 AND seq = 2`)))
	})
	v = comeIn(t, dir, founderKey)
	dismiss(t, v, gone.id)
	before := verified(t, v)
	if len(before.Faults) == 0 {
		t.Fatal("the test changed nothing")
	}
	for range 2 {
		if err := v.Rewrap(t.Context(), nil); !text.IsFault(err, "vault.altered") {
			t.Fatalf("rewrapped: %v", err)
		}
		after := verified(t, v)
		if after.Opened != before.Opened || after.Items != before.Items || len(after.Faults) != len(before.Faults) {
			t.Errorf("%+v, was %+v", after, before)
		}
	}
	// Two areas still have their older key, the other six are done.
	if left, err := v.RewrapLeft(t.Context()); err != nil || left != 4 || rows(t, v, `SELECT COUNT(*) FROM area`) != 10 {
		t.Errorf("%d left, %v", left, err)
	}
	if n := opens(t, gone.keys, wrapped(t, v)); n != 0 {
		t.Errorf("they open %d", n)
	}
}

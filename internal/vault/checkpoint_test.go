package vault

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// unrolled is what an unlock sees: the parts that hold, and the bodies of the records after them.
type unrolled struct {
	parts  []string
	bodies []string
	at     ledger.Position
	err    error
}

func unroll(t *testing.T, v *Vault) unrolled {
	t.Helper()
	kept, err := v.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var u unrolled
	for _, p := range kept.Parts {
		u.parts = append(u.parts, fmt.Sprintf("%s:%s", p.Area, p.Body))
	}
	u.at, u.err = v.RecordsAfter(t.Context(), kept.At, func(r ledger.Record) error {
		if r.Kind == ledger.KindEntry {
			u.bodies = append(u.bodies, string(r.Body))
		}
		return nil
	})
	return u
}

// kept keeps a checkpoint that says of itself what it stands for.
func kept(t *testing.T, v *Vault, parts ...string) {
	t.Helper()
	var all []ledger.Part
	for _, body := range parts {
		all = append(all, ledger.Part{Area: access.AreaSocial, Body: []byte(body)})
	}
	if err := v.KeepCheckpoint(t.Context(), all, unroll(t, v).at); err != nil {
		t.Fatal(err)
	}
}

func TestWhatACheckpointStandsForIsNotReadAgain(t *testing.T) {
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "x")}, Appends: []ledger.Append{note("a"), note("b"), logged("läst")}})
	if u := unroll(t, v); u.err != nil || u.parts != nil || !slices.Equal(u.bodies, []string{"a", "b"}) {
		t.Fatalf("without one: %+v", u)
	}
	kept(t, v, "a b", "mer")
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("c")}})
	shut(t, v)
	v = reopen(t, dir)
	want := []string{"social:a b", "social:mer"}
	if u := unroll(t, v); u.err != nil || !slices.Equal(u.parts, want) || !slices.Equal(u.bodies, []string{"c"}) {
		t.Errorf("with one: %+v", u)
	}
	if report := verified(t, v); !report.OK() || report.Opened != 5 {
		t.Errorf("verified %+v", report)
	}
	// A newer one takes the place of the older, parts and all.
	kept(t, v, "a b c")
	if u := unroll(t, v); u.err != nil || !slices.Equal(u.parts, []string{"social:a b c"}) || u.bodies != nil {
		t.Errorf("with a newer one: %+v", u)
	}
}

// Whatever is done to the file, the state is either the checkpoint's and the ledger agrees with
// it, or it comes from the records and the altering is told.
func TestACheckpointNeverHidesWhatWasDoneToTheLedger(t *testing.T) {
	for _, c := range []struct {
		name   string
		do     func(t *testing.T, db *sql.DB)
		bodies []string
		said   string
	}{
		{"two bodies exchanged", func(t *testing.T, db *sql.DB) {
			a, b := blob(t, db, `SELECT body FROM record WHERE stream = 1 AND seq = 1`), blob(t, db, `SELECT body FROM record WHERE stream = 1 AND seq = 2`)
			run(t, db, `UPDATE record SET body = ? WHERE stream = 1 AND seq = 1`, b)
			run(t, db, `UPDATE record SET body = ? WHERE stream = 1 AND seq = 2`, a)
		}, []string{"c", "d"}, "2 anteckningar eller andra poster går inte att öppna."},
		{"a bit of a body", func(t *testing.T, db *sql.DB) {
			run(t, db, `UPDATE record SET body = ? WHERE stream = 1 AND seq = 2`, flipped(blob(t, db, `SELECT body FROM record WHERE stream = 1 AND seq = 2`)))
		}, []string{"a", "c", "d"}, "En anteckning eller annan post går inte att öppna."},
		{"a bit of a key", func(t *testing.T, db *sql.DB) {
			run(t, db, `UPDATE record SET key = ? WHERE stream = 1 AND seq = 2`, flipped(blob(t, db, `SELECT key FROM record WHERE stream = 1 AND seq = 2`)))
		}, []string{"a", "c", "d"}, "En anteckning eller annan post går inte att öppna."},
		{"a body taken away", func(t *testing.T, db *sql.DB) {
			run(t, db, `UPDATE record SET key = NULL, body = NULL WHERE stream = 1 AND seq = 2`)
		}, []string{"a", "", "c", "d"}, "En anteckning eller annan post går inte att öppna."},
		{"a row deleted", func(t *testing.T, db *sql.DB) {
			run(t, db, `DELETE FROM record WHERE stream = 1 AND seq = 2`)
		}, []string{"a", "c", "d"}, "En post saknas i kedjan"},
		{"the first row deleted", func(t *testing.T, db *sql.DB) {
			run(t, db, `DELETE FROM record WHERE stream = 1 AND seq = 1`)
		}, []string{"b", "c", "d"}, "En post saknas i kedjan"},
		{"the end cut into what the checkpoint stands for", func(t *testing.T, db *sql.DB) {
			run(t, db, `DELETE FROM record WHERE stream = 1 AND seq > 2`)
		}, []string{"a", "b"}, "2 poster saknas i kedjan"},
		{"the end cut after it", func(t *testing.T, db *sql.DB) {
			run(t, db, `DELETE FROM record WHERE stream = 1 AND seq > 3`)
		}, []string{"a", "b", "c"}, "En post saknas i kedjan"},
		{"a header", func(t *testing.T, db *sql.DB) {
			run(t, db, `UPDATE record SET header = ? WHERE stream = 1 AND seq = 2`, flipped(blob(t, db, `SELECT header FROM record WHERE stream = 1 AND seq = 2`)))
		}, []string{"a", "c", "d"}, "Kedjan av poster hänger inte ihop."},
		{"the log cut", func(t *testing.T, db *sql.DB) {
			run(t, db, `DELETE FROM record WHERE stream = 2`)
		}, []string{"a", "b", "c", "d"}, "En post saknas i kedjan"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, dir, _ := newVault(t)
			commit(t, v, ledger.Change{Appends: []ledger.Append{note("a"), note("b"), note("c"), logged("läst")}})
			kept(t, v, "a b c")
			commit(t, v, ledger.Change{Appends: []ledger.Append{note("d")}})
			shut(t, v)
			tamper(t, dir, func(db *sql.DB) { c.do(t, db) })
			u := unroll(t, reopen(t, dir))
			if !text.IsFault(u.err, "vault.altered") || u.parts != nil || !slices.Equal(u.bodies, c.bodies) {
				t.Errorf("parts %q, bodies %q, %v", u.parts, u.bodies, u.err)
			}
			if said := text.For(text.Swedish).Explain(u.err); !contains(said, c.said) {
				t.Errorf("says %q, want %q in it", said, c.said)
			}
		})
	}
}

func TestACheckpointThatIsNotWholeIsPassedOver(t *testing.T) {
	type row struct{ key, body []byte }
	get := func(t *testing.T, db *sql.DB, area access.Area, part int) row {
		return row{blob(t, db, `SELECT key FROM checkpoint WHERE area = ? AND part = ?`, area, part),
			blob(t, db, `SELECT body FROM checkpoint WHERE area = ? AND part = ?`, area, part)}
	}
	set := func(t *testing.T, db *sql.DB, area access.Area, part int, r row) {
		run(t, db, `UPDATE checkpoint SET key = ?, body = ? WHERE area = ? AND part = ?`, r.key, r.body, area, part)
	}
	for name, do := range map[string]func(t *testing.T, db *sql.DB, old row){
		"a bit": func(t *testing.T, db *sql.DB, _ row) {
			r := get(t, db, access.AreaSocial, 1)
			set(t, db, access.AreaSocial, 1, row{r.key, flipped(r.body)})
		},
		"two parts exchanged": func(t *testing.T, db *sql.DB, _ row) {
			one, two := get(t, db, access.AreaSocial, 1), get(t, db, access.AreaSocial, 2)
			set(t, db, access.AreaSocial, 1, two)
			set(t, db, access.AreaSocial, 2, one)
		},
		"the page of another area": func(t *testing.T, db *sql.DB, _ row) {
			set(t, db, access.AreaSocial, 0, get(t, db, access.AreaCommon, 0))
		},
		"a part of an older one": func(t *testing.T, db *sql.DB, old row) {
			set(t, db, access.AreaSocial, 1, old)
		},
		"a part deleted": func(t *testing.T, db *sql.DB, _ row) {
			run(t, db, `DELETE FROM checkpoint WHERE area = 2 AND part = 2`)
		},
		"the page deleted": func(t *testing.T, db *sql.DB, _ row) {
			run(t, db, `DELETE FROM checkpoint WHERE area = 2 AND part = 0`)
		},
		"everything deleted": func(t *testing.T, db *sql.DB, _ row) { run(t, db, `DELETE FROM checkpoint`) },
	} {
		t.Run(name, func(t *testing.T) {
			v, dir, _ := newVault(t)
			commit(t, v, ledger.Change{Appends: []ledger.Append{note("a")}})
			kept(t, v, "gammal", "gammal")
			shut(t, v)
			var old row
			tamper(t, dir, func(db *sql.DB) { old = get(t, db, access.AreaSocial, 1) })
			v = reopen(t, dir)
			commit(t, v, ledger.Change{Appends: []ledger.Append{note("b")}})
			kept(t, v, "a", "b")
			shut(t, v)
			tamper(t, dir, func(db *sql.DB) { do(t, db, old) })
			v = reopen(t, dir)
			if u := unroll(t, v); u.err != nil || u.parts != nil || !slices.Equal(u.bodies, []string{"a", "b"}) {
				t.Errorf("%+v", u)
			}
			if report := verified(t, v); !report.OK() {
				t.Errorf("verified %+v", report)
			}
		})
	}
}

// An older checkpoint, put back whole, only means more records to read.
func TestAnOlderCheckpointPutBackIsHarmless(t *testing.T) {
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("a")}})
	kept(t, v, "a")
	shut(t, v)
	old := map[int][2][]byte{} // of the area social
	tamper(t, dir, func(db *sql.DB) {
		for part := range 2 {
			old[part] = [2][]byte{blob(t, db, `SELECT key FROM checkpoint WHERE area = 2 AND part = ?`, part),
				blob(t, db, `SELECT body FROM checkpoint WHERE area = 2 AND part = ?`, part)}
		}
	})
	v = reopen(t, dir)
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("b")}})
	kept(t, v, "a b")
	shut(t, v)
	tamper(t, dir, func(db *sql.DB) {
		for part, row := range old {
			run(t, db, `UPDATE checkpoint SET key = ?, body = ? WHERE area = 2 AND part = ?`, row[0], row[1], part)
		}
	})
	if u := unroll(t, reopen(t, dir)); u.err != nil || !slices.Equal(u.parts, []string{"social:a"}) || !slices.Equal(u.bodies, []string{"b"}) {
		t.Errorf("%+v", u)
	}
}

func TestAPurgeLeavesNothingInACheckpoint(t *testing.T) {
	v, dir, _ := newVault(t)
	headers := commit(t, v, ledger.Change{Appends: []ledger.Append{note("kvar"), note("ska bort")}})
	before := unroll(t, v).at
	kept(t, v, "kvar, ska bort")
	sealed := blob(t, v.db, `SELECT body FROM checkpoint WHERE area = 2 AND part = 1`)
	if !inFolder(t, dir, sealed) {
		t.Fatal("the test does not see the sealed bytes before the purge")
	}
	if err := v.Purge(t.Context(), []ledger.RecordID{headers[1].ID}, ledger.Change{}); err != nil {
		t.Fatal(err)
	}
	if inFolder(t, dir, sealed) {
		t.Error("the checkpoint is still in the folder")
	}
	// What was gathered before the purge is not kept after it.
	if err := v.KeepCheckpoint(t.Context(), []ledger.Part{{Area: access.AreaSocial, Body: []byte("kvar, ska bort")}}, before); err != nil {
		t.Fatal(err)
	}
	if u := unroll(t, v); u.err != nil || u.parts != nil || !slices.Equal(u.bodies, []string{"kvar", ""}) {
		t.Errorf("%+v", u)
	}
}

// After new keys nothing lies under the old ones, and a checkpoint can be made again.
func TestNewKeysLeaveNothingInACheckpoint(t *testing.T) {
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("a")}})
	before := unroll(t, v).at
	kept(t, v, "a")
	sealed := blob(t, v.db, `SELECT body FROM checkpoint WHERE area = 2 AND part = 1`)
	err := v.Rotate(t.Context(), access.Rotation{Holders: map[access.Area][]string{access.AreaSocial: {v.Identity()}}}, ledger.Change{})
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Rewrap(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if inFolder(t, dir, sealed) {
		t.Error("the checkpoint is still in the folder")
	}
	if err := v.KeepCheckpoint(t.Context(), []ledger.Part{{Area: access.AreaSocial, Body: []byte("a")}}, before); err != nil {
		t.Fatal(err)
	}
	if u := unroll(t, v); u.err != nil || u.parts != nil {
		t.Errorf("what was gathered before the new keys was kept: %+v", u)
	}
	kept(t, v, "a")
	if u := unroll(t, v); u.err != nil || !slices.Equal(u.parts, []string{"social:a"}) || u.bodies != nil {
		t.Errorf("made again: %+v", u)
	}
}

// Who lacks an area neither reads its checkpoint nor writes one for it; what they keep of their
// own areas holds for those who have all.
func TestACheckpointOpensNoAreaToAnyoneElse(t *testing.T) {
	v, _, _ := newVault(t)
	health := ledger.Append{Stream: ledger.StreamMain, Area: access.AreaHealth, Kind: ledger.KindEntry, Body: []byte("hsl")}
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("a"), health}})
	at := unroll(t, v).at
	err := v.KeepCheckpoint(t.Context(), []ledger.Part{{Area: access.AreaSocial, Body: []byte("a")}, {Area: access.AreaHealth, Body: []byte("hsl")}}, at)
	if err != nil {
		t.Fatal(err)
	}
	all := v.ring.snapshot()
	v.ring.drop(access.AreaHealth)
	if u := unroll(t, v); u.err != nil || !slices.Equal(u.parts, []string{"social:a"}) || u.bodies != nil {
		t.Errorf("without the key: %+v", u)
	}
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("b")}})
	kept(t, v, "a b")
	v.ring.become(all)
	commit(t, v, ledger.Change{Appends: []ledger.Append{health}})
	if u := unroll(t, v); u.err != nil || !slices.Equal(u.parts, []string{"social:a b", "health:hsl"}) || !slices.Equal(u.bodies, []string{"hsl"}) {
		t.Errorf("with all keys: %+v", u)
	}
}

func TestACheckpointThatIsStoppedIsNotThere(t *testing.T) {
	v, _, _ := newVault(t)
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("a")}})
	at := unroll(t, v).at
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := v.KeepCheckpoint(ctx, []ledger.Part{{Area: access.AreaSocial, Body: []byte("a")}}, at); err == nil {
		t.Error("no word of being stopped")
	}
	if u := unroll(t, v); u.parts != nil || len(u.bodies) != 1 {
		t.Errorf("%+v", u)
	}
}

// Records that a merge brought in may belong between those that a checkpoint stands for; it would
// take them after all others.
func TestACheckpointHoldsOnlyWhileEverythingElseIsLater(t *testing.T) {
	mine, other := ledger.DeviceID{1}, ledger.DeviceID{2}
	at := ledger.Place{Device: mine, Seq: 2, Hash: [32]byte{1}, Sealed: [32]byte{2}}
	for name, c := range map[string]struct {
		at    ledger.Place
		clock ledger.Clock // of the other laptop's first record
		holds bool
	}{
		"the other laptop wrote later":   {at, 21, true},
		"the other laptop wrote earlier": {at, 19, false},
		"and at the same time":           {at, 20, false},
		"another record is there":        {ledger.Place{Device: mine, Seq: 2, Hash: [32]byte{9}, Sealed: [32]byte{2}}, 21, false},
		"another body is there":          {ledger.Place{Device: mine, Seq: 2, Hash: [32]byte{1}, Sealed: [32]byte{9}}, 21, false},
		"the record is gone":             {ledger.Place{Device: mine, Seq: 1, Hash: [32]byte{1}}, 21, false},
	} {
		s := standing{page: page{at: ledger.Position{at}}}
		s.meet(ledger.Place{Device: mine, Seq: 1}, 10)
		s.meet(c.at, 20)
		s.meet(ledger.Place{Device: mine, Seq: 3}, 30)
		s.meet(ledger.Place{Device: other, Seq: 1}, c.clock)
		if s.holds() != c.holds {
			t.Errorf("%s: holds is %v", name, s.holds())
		}
	}
}

func FuzzPage(f *testing.F) {
	f.Add(page{parts: 3, at: ledger.Position{{Seq: 7}}}.encode())
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, raw []byte) {
		if p, ok := decodePage(raw); ok && !bytes.Equal(p.encode(), raw) {
			t.Errorf("%x becomes %x", raw, p.encode())
		}
	})
}

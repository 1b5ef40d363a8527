package vault

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// rewrapRows is how many body keys are wrapped anew in one transaction. The writing lock is free
// between two of them, and while keys are wrapped, so that a colleague's save waits for no more
// than the writing of so many small values.
const rewrapRows = 500

// bodyTables hold bodies under keys of their own, with the area of a row. A record's area stands
// in its header.
var bodyTables = []struct{ name, area string }{
	{"item", "area = ?"},
	{"draft", "area = ?"},
	{"record", "substr(header, 35, 1) = ?"},
}

// ofArea is the value that the area's condition compares with.
func ofArea(table string, area access.Area) any {
	if table == "record" {
		return []byte{byte(area)}
	}
	return int64(area)
}

// stale is an area with keys of older generations in the file.
type stale struct {
	area   access.Area
	now    *areaKey
	older  int
	prefix []byte // the current generation, as every body key of it begins
}

// Rewrap wraps the body keys of older generations to the current ones, in every area that the
// opener reads, and then takes the older area keys away. It may be stopped at any point, by the
// context or by the computer: the rows themselves say what is left, and the next Rewrap goes on.
// No body, digest or header changes. A row that does not open stays as it is and keeps the older
// keys in the file; such rows are told at the end with the fault vault.altered. Progress
// may be nil. Other faults: those of Commit.
func (v *Vault) Rewrap(ctx context.Context, progress func(done, total int)) error {
	return v.rewrap(ctx, rewrapRows, progress)
}

func (v *Vault) rewrap(ctx context.Context, batch int, progress func(done, total int)) error {
	if err := v.enter(); err != nil {
		return err
	}
	defer v.leave()
	areas, err := v.staleAreas(ctx)
	if err != nil || len(areas) == 0 {
		return err
	}
	total, err := v.countStale(ctx, areas)
	if err != nil {
		return err
	}
	run := rewrapping{v: v, batch: batch, failed: map[string]int{}, step: func(done int) {
		if progress != nil {
			progress(min(done, total), total)
		}
	}}
	for _, a := range areas {
		if err := run.area(ctx, a); err != nil {
			return err
		}
	}
	if err := v.emptyLog(ctx); err != nil {
		return err
	}
	return harm{items: run.failed["item"], drafts: run.failed["draft"], records: run.failed["record"]}.fault()
}

// RewrapLeft is how many body keys, and area keys, of older generations lie in the areas that the
// opener reads: nothing is left when it is 0.
func (v *Vault) RewrapLeft(ctx context.Context) (int, error) {
	areas, err := v.staleAreas(ctx)
	if err != nil || len(areas) == 0 {
		return 0, err
	}
	return v.countStale(ctx, areas)
}

// staleAreas are the areas with older keys that the opener reads.
func (v *Vault) staleAreas(ctx context.Context) ([]stale, error) {
	counts := map[access.Area]int{}
	err := v.read(ctx, func(bare context.Context, conn *sql.Conn) error {
		rows, err := conn.QueryContext(bare, `SELECT area, COUNT(*) FROM area GROUP BY area HAVING COUNT(*) > 1`)
		if err != nil {
			return storeFault("read areas", err)
		}
		defer rows.Close()
		for rows.Next() {
			var area number
			var n int
			if err := rows.Scan(&area, &n); err != nil {
				return text.Because(err, "vault.damaged")
			}
			counts[area.area()] = n - 1
		}
		return storeFault("read areas", rows.Err())
	})
	var areas []stale
	for _, area := range v.ring.areas() {
		if n := counts[area]; n > 0 {
			now := v.ring.now(area)
			areas = append(areas, stale{area: area, now: now, older: n, prefix: binary.BigEndian.AppendUint32(nil, now.generation)})
		}
	}
	return areas, err
}

func (v *Vault) countStale(ctx context.Context, areas []stale) (total int, err error) {
	err = v.read(ctx, func(bare context.Context, conn *sql.Conn) error {
		for _, a := range areas {
			n, err := a.left(bare, conn)
			if err != nil {
				return err
			}
			total += n + a.older
		}
		return nil
	})
	return total, err
}

// left counts the bodies of an area that are not under its current key.
func (a stale) left(ctx context.Context, conn *sql.Conn) (left int, err error) {
	for _, table := range bodyTables {
		var n int
		query := fmt.Sprintf(`SELECT COUNT(*) FROM %s WHERE %s AND key IS NOT NULL AND substr(key, 1, 4) <> ?`, table.name, table.area)
		if err := conn.QueryRowContext(ctx, query, ofArea(table.name, a.area), a.prefix).Scan(&n); err != nil {
			return 0, storeFault("count keys", err)
		}
		left += n
	}
	return left, nil
}

// emptyLog moves everything into the one file, so that no wrapped key of an older generation stays
// behind in the write-ahead log.
func (v *Vault) emptyLog(ctx context.Context) error {
	v.writing.Lock()
	defer v.writing.Unlock()
	_, err := v.writer.ExecContext(context.WithoutCancel(ctx), "PRAGMA wal_checkpoint(TRUNCATE)")
	return storeFault("rewrap", err)
}

// rewrapping is one run of Rewrap.
type rewrapping struct {
	v      *Vault
	batch  int
	done   int
	failed map[string]int // rows that did not open, by table
	step   func(done int)
}

// oldKey is a body key on its way to the current area key.
type oldKey struct {
	row        int64
	old, fresh []byte
}

func (r *rewrapping) area(ctx context.Context, a stale) error {
	failed := 0
	for _, table := range bodyTables {
		for after := int64(0); ; {
			if err := r.v.stopped(ctx); err != nil {
				return err
			}
			keys, err := r.next(ctx, a, table.name, table.area, after)
			if err != nil {
				return err
			}
			if len(keys) == 0 {
				break
			}
			after = keys[len(keys)-1].row
			missed, err := r.turn(a, keys)
			if err != nil {
				return err
			}
			failed += missed
			r.failed[table.name] += missed
			if valid, err := r.store(ctx, a, table.name, keys); err != nil || !valid {
				return err
			}
			r.done += len(keys) - missed
			r.step(r.done)
		}
	}
	if failed > 0 {
		return nil
	}
	if a.area == access.AreaIntake {
		if err := r.v.rewrapParcels(ctx, a.now); err != nil {
			return err
		}
	}
	if err := r.retire(ctx, a); err != nil {
		return err
	}
	r.done += a.older
	r.step(r.done)
	return nil
}

// next reads a batch of a table's body keys that are not under the current area key.
func (r *rewrapping) next(ctx context.Context, a stale, table, area string, after int64) (keys []oldKey, err error) {
	err = r.v.read(ctx, func(bare context.Context, conn *sql.Conn) error {
		rows, err := conn.QueryContext(bare, fmt.Sprintf(`SELECT rowid, key FROM %s WHERE rowid > ? AND %s
			AND key IS NOT NULL AND substr(key, 1, 4) <> ? ORDER BY rowid LIMIT ?`, table, area), after, ofArea(table, a.area), a.prefix, r.batch)
		if err != nil {
			return storeFault("rewrap", err)
		}
		defer rows.Close()
		for rows.Next() {
			var k oldKey
			if err := rows.Scan(&k.row, &k.old); err != nil {
				return text.Because(err, "vault.damaged")
			}
			keys = append(keys, k)
		}
		return storeFault("rewrap", rows.Err())
	})
	return keys, err
}

// turn wraps each body key to the current area key and counts those that do not open.
func (r *rewrapping) turn(a stale, keys []oldKey) (failed int, err error) {
	var own [keySize]byte
	defer clear(own[:])
	for i := range keys {
		k := &keys[i]
		withheld, err := r.v.ring.unwrap(own[:0], a.area, k.old)
		if withheld || err != nil {
			failed++
			continue
		}
		if k.fresh, err = a.now.wrap(nil, own[:], randomBytes(nonceSize)); err != nil {
			return failed, err
		}
	}
	return failed, nil
}

// store writes a batch. A row that was saved anew in between has another key by now, and stays. It
// is not valid when the area was rotated again meanwhile: the next run goes on from there.
func (r *rewrapping) store(ctx context.Context, a stale, table string, keys []oldKey) (valid bool, err error) {
	v := r.v
	v.writing.Lock()
	defer v.writing.Unlock()
	if v.ring.now(a.area) != a.now {
		return false, nil
	}
	return true, v.write(ctx, func(w *writing) error {
		if err := w.dropCheckpoint(); err != nil {
			return err
		}
		for _, k := range keys {
			if k.fresh == nil {
				continue
			}
			if _, err := v.writer.ExecContext(w.ctx, `UPDATE `+table+` SET key = ? WHERE rowid = ? AND key = ?`, k.fresh, k.row, k.old); err != nil {
				return storeFault("rewrap", err)
			}
		}
		return nil
	})
}

// retire takes the older keys of an area away, unless a row still needs them.
func (r *rewrapping) retire(ctx context.Context, a stale) error {
	v := r.v
	v.writing.Lock()
	defer v.writing.Unlock()
	if v.ring.now(a.area) != a.now {
		return nil
	}
	marks, gone := v.marks, false
	err := v.write(ctx, func(w *writing) error {
		if n, err := a.left(w.ctx, v.writer); err != nil || n > 0 {
			return err
		}
		gone = true
		for _, table := range []string{"area_key", "area"} {
			if _, err := v.writer.ExecContext(w.ctx, `DELETE FROM `+table+` WHERE area = ? AND generation < ?`, a.area, a.now.generation); err != nil {
				return storeFault("rewrap", err)
			}
		}
		if a.area != access.AreaSettings {
			return nil
		}
		return w.settle(a.now.generation)
	})
	if err != nil {
		v.marks = marks
		return err
	}
	if gone {
		v.ring.retire(a.area, a.now.generation)
	}
	return nil
}

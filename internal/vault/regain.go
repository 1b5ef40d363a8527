package vault

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"path/filepath"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Regain brings back keys whose rows somebody took out of the file: the opener's own from the
// newest copy beside the vault that opens with their identity, and then those of everyone else
// whom named says to hold an area that the opener reads. A key counts only when it is the newest
// generation that the vault has of the area, or one that lies beside it, and opens what is sealed
// under it here. While the items are not the vault's own, nobody else gets a key: named may come
// from settings that were put back. It tells the copy, empty when none was needed, and how many
// keys came back. Faults: vault.read_only, and those of Commit.
func (v *Vault) Regain(ctx context.Context, named map[access.Area][]string) (from ledger.Copy, keys int, err error) {
	if v.private != nil {
		return from, 0, v.barred()
	}
	plan, err := readRotation(access.Rotation{Holders: named})
	if err != nil {
		return from, 0, err
	}
	found, from, err := v.keysOfCopy(ctx, plan)
	if err != nil {
		return from, 0, err
	}
	own, err := v.regained(ctx, func(w *writing) (int, error) { return w.regainOwn(plan, found) })
	if err != nil {
		return ledger.Copy{}, 0, err
	}
	if own == 0 {
		from = ledger.Copy{}
	}
	others, err := v.regained(ctx, func(w *writing) (int, error) { return w.regainOthers(plan) })
	return from, own + others, err
}

// regained runs a step that adds keys, and reads all keys again where it did.
func (v *Vault) regained(ctx context.Context, add func(w *writing) (int, error)) (keys int, err error) {
	err = v.step(ctx, func(w *writing) (ledger.Change, error) {
		keys, err = add(w)
		return ledger.Change{}, err
	})
	if err != nil || keys == 0 {
		return 0, err
	}
	return keys, v.lookAgain(ctx)
}

// keysOfCopy are the opener's keys of the areas that they lack, as the newest copy that opens has
// them.
func (v *Vault) keysOfCopy(ctx context.Context, plan rotation) (found []*areaKey, from ledger.Copy, err error) {
	self, _ := v.opener()
	var lost []access.Area
	for area, ids := range plan.holders {
		if slices.Contains(ids, self.identity) && !v.ring.now(area).reads() {
			lost = append(lost, area)
		}
	}
	if len(lost) == 0 {
		return nil, from, nil
	}
	kept, err := v.Kept(ctx)
	if err != nil {
		return nil, from, err
	}
	for _, one := range kept {
		err := v.besides(ctx, filepath.Join(v.dir, copiesName, one.File), access.Key{}, func(_ context.Context, c *Vault) error {
			for _, area := range lost {
				for _, k := range c.ring.all(area) {
					mine, err := k.clone(v.id)
					if err != nil {
						return err
					}
					found = append(found, mine)
				}
			}
			return nil
		})
		if err == nil {
			return found, one, nil
		}
		if ctx.Err() != nil || unwritable(err) {
			return nil, from, err
		} // of another vault, of before the opener was a user, or damaged
	}
	return nil, from, nil
}

func (k *areaKey) clone(id vaultID) (*areaKey, error) {
	var public []byte
	if k.public != nil {
		public = k.public.Bytes()
	}
	return newAreaKey(id, k.area, k.generation, public, bytes.Clone(k.secret))
}

// regainOwn stores what was found for the opener.
func (w *writing) regainOwn(plan rotation, found []*areaKey) (n int, err error) {
	self, _, err := readIdentity(w.ctx, w.v.writer, w.v.marks, w.v.self.identity)
	if err != nil || len(found) == 0 {
		return 0, err
	}
	for area := range plan.holders {
		mine, err := w.sound(area, found)
		if err != nil {
			return n, err
		}
		for _, k := range mine {
			if err := addAreaKey(w.ctx, w.v.writer, w.v.id, w.v.marks, k, self); err != nil {
				return n, err
			}
			w.v.ring.add(k)
			n++
		}
	}
	return n, nil
}

// regainOthers wraps what the opener has to the others who are to hold it.
func (w *writing) regainOthers(plan rotation) (n int, err error) {
	rows, err := readDigests(w.ctx, w.v.writer)
	if err != nil {
		return 0, err
	}
	sortDigests(rows)
	if !w.next.manifest.fits(rows) {
		return 0, nil
	}
	for area, ids := range plan.holders {
		holders, err := w.receivers(ids)
		if err != nil {
			return n, err
		}
		for _, to := range holders {
			given, err := w.addAllMissing(area, to)
			if err != nil {
				return n, err
			}
			n += given
		}
	}
	return n, nil
}

func (w *writing) addAllMissing(area access.Area, to receiver) (n int, err error) {
	if !w.v.ring.now(area).reads() {
		return 0, nil
	}
	for _, k := range w.v.ring.all(area) {
		before, err := w.changes()
		if err == nil {
			err = w.addMissing(k, to)
		}
		after, failed := w.changes()
		if err = errors.Join(err, failed); err != nil {
			return n, err
		}
		n += after - before
	}
	return n, nil
}

func (w *writing) changes() (n int, err error) {
	err = w.v.writer.QueryRowContext(w.ctx, `SELECT total_changes()`).Scan(&n)
	return n, storeFault("read keys", err)
}

// sound are the keys of an area that the vault still goes by. Without its newest generation there
// are none: whoever did not get that one must not go on with an older one.
func (w *writing) sound(area access.Area, found []*areaKey) (keys []*areaKey, err error) {
	newest, err := w.lastGeneration(area)
	if err != nil {
		return nil, err
	}
	whole := false
	for _, k := range found {
		if k.area != area || k.generation > newest {
			continue
		}
		known, err := w.known(k)
		if err != nil {
			return nil, err
		}
		opens, sealed, err := w.opensHere(k)
		if err != nil {
			return nil, err
		}
		if known && (opens || !sealed) {
			keys = append(keys, k)
			whole = whole || k.generation == newest
		}
	}
	if !whole {
		return nil, nil
	}
	return keys, nil
}

// known tells whether the vault has a row of its own for the key's generation, with the same
// public key.
func (w *writing) known(k *areaKey) (bool, error) {
	row := areaRow{area: k.area, generation: k.generation}
	err := w.v.writer.QueryRowContext(w.ctx, `SELECT public, mark FROM area WHERE area = ? AND generation = ?`, k.area, k.generation).Scan(&row.public, &row.mark)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, text.Because(err, "vault.damaged")
	}
	same := k.public == nil || bytes.Equal(k.public.Bytes(), row.public)
	return same && marked(row.mark, row.areaMark(w.v.marks.of(k.area, k.generation))), nil
}

// opensHere tells whether something here is sealed under the key's generation, and whether the key
// opens any of it: another laptop may have made another key under the same number.
func (w *writing) opensHere(k *areaKey) (opens, sealed bool, err error) {
	ring := newKeyring()
	ring.add(k)
	prefix := binary.BigEndian.AppendUint32(nil, k.generation)
	for _, query := range []string{
		`SELECT key FROM item WHERE area = ?1 AND substr(key, 1, 4) = ?2 LIMIT 100`,
		`SELECT key FROM draft WHERE area = ?1 AND substr(key, 1, 4) = ?2 LIMIT 100`,
		`SELECT key FROM record WHERE substr(header, 35, 1) = ?3 AND substr(key, 1, 4) = ?2 LIMIT 100`,
	} {
		opened, there, err := tryKeys(w.ctx, w.v.writer, ring, k.area, query, k.area, prefix, []byte{byte(k.area)})
		if err != nil || opened {
			return opened, true, err
		}
		sealed = sealed || there
	}
	return false, sealed, nil
}

func tryKeys(ctx context.Context, conn *sql.Conn, ring *keyring, area access.Area, query string, values ...any) (opens, sealed bool, err error) {
	rows, err := conn.QueryContext(ctx, query, values...)
	if err != nil {
		return false, false, storeFault("try keys", err)
	}
	defer rows.Close()
	for rows.Next() && !opens {
		var wrapped []byte
		if err := rows.Scan(&wrapped); err != nil {
			return false, false, storeFault("try keys", err)
		}
		var own [keySize]byte
		_, failed := ring.unwrap(own[:0], area, wrapped)
		clear(own[:])
		opens, sealed = failed == nil, true
	}
	return opens, sealed, storeFault("try keys", rows.Err())
}

// lookAgain reads the keys once more, so that what was mended is no longer told.
func (v *Vault) lookAgain(ctx context.Context) error {
	v.writing.Lock()
	defer v.writing.Unlock()
	return v.reload(context.WithoutCancel(ctx))
}

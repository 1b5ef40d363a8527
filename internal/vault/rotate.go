package vault

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// rotation is an access.Rotation with its identities read.
type rotation struct {
	remove  []identityID
	holders map[access.Area][]identityID
}

// Rotate takes identities away, makes a new key for each area in r.Holders, wraps it to exactly
// the identities named there, and stores the change, sealed under the new keys, all in one
// transaction. Whoever is not named loses the older keys of the area too. A named identity whose
// row is not there or not the vault's own gets nothing. What was sealed before opens as before
// until Rewrap has gone through it. The opener can't be removed. Faults: vault.not_allowed, and
// those of Commit.
func (v *Vault) Rotate(ctx context.Context, r access.Rotation, change ledger.Change) error {
	plan, err := readRotation(r)
	if err != nil {
		return err
	}
	return v.step(ctx, func(w *writing) (ledger.Change, error) {
		if slices.Contains(plan.remove, v.self.identity) {
			return ledger.Change{}, text.NewFault("vault.not_allowed")
		}
		// What was kept for a quick start is sealed under the old keys.
		if err := w.dropCheckpoint(); err != nil {
			return ledger.Change{}, err
		}
		return change, w.keptBySomebody(func() error { return w.rotate(plan) })
	})
}

func readRotation(r access.Rotation) (plan rotation, err error) {
	if plan.remove, err = parseIdentities(r.Remove); err != nil {
		return plan, err
	}
	plan.holders = map[access.Area][]identityID{}
	for area, named := range r.Holders {
		ids, err := parseIdentities(named)
		if err != nil {
			return plan, err
		}
		ids = slices.DeleteFunc(ids, func(id identityID) bool { return slices.Contains(plan.remove, id) })
		if !area.Valid() || len(ids) == 0 {
			return plan, fmt.Errorf("vault: rotate: area %d needs holders", area)
		}
		plan.holders[area] = ids
	}
	return plan, nil
}

func (w *writing) rotate(plan rotation) error {
	if err := w.forgetAll(plan.remove); err != nil {
		return err
	}
	areas := slices.Sorted(maps.Keys(plan.holders))
	if at := slices.Index(areas, access.AreaSettings); at > 0 {
		areas[0], areas[at] = areas[at], areas[0] // its new key marks the others'
	}
	for _, area := range areas {
		holders, err := w.receivers(plan.holders[area])
		if err != nil {
			return err
		}
		if len(holders) == 0 {
			return fmt.Errorf("vault: rotate: area %d would have no holder", area)
		}
		if area == access.AreaSettings {
			err = w.renewSettings(holders)
		} else {
			_, err = w.renew(area, holders)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// renewSettings also lets the new key mark the rows of the key tables. It takes the old key, and
// who makes it must keep it.
func (w *writing) renewSettings(holders []receiver) error {
	v := w.v
	now := v.ring.now(access.AreaSettings)
	if !now.reads() || !slices.ContainsFunc(holders, func(to receiver) bool { return to.id == v.self.identity }) {
		return text.NewFault("vault.not_allowed")
	}
	v.marks = v.marks.introduce(now.generation + 1)
	k, err := w.renew(access.AreaSettings, holders)
	if err != nil {
		return err
	}
	return w.succeed(k)
}

// receivers are the public keys of identities, without those that the vault does not know.
func (w *writing) receivers(ids []identityID) ([]receiver, error) {
	var all []receiver
	for _, id := range ids {
		to, _, err := readIdentity(w.ctx, w.v.writer, w.v.marks, id)
		if errors.Is(err, errUnmarked) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, to)
	}
	return all, nil
}

// renew makes the next generation of an area and wraps it to its holders. Holders who lacked an
// older generation get that one too, as far as the opener has it: who reads an area reads all.
func (w *writing) renew(area access.Area, holders []receiver) (*areaKey, error) {
	v := w.v
	last, err := w.lastGeneration(area)
	if err != nil {
		return nil, err
	}
	if err := w.keepOnly(area, last, holders); err != nil {
		return nil, err
	}
	k, public, err := freshAreaKey(v.id, area, last+1)
	if err != nil {
		return nil, fmt.Errorf("vault: area key: %w", err)
	}
	if err := addArea(w.ctx, v.writer, v.marks, k, public); err != nil {
		return nil, err
	}
	mine := false
	for _, to := range holders {
		mine = mine || to.id == v.self.identity
		for _, older := range v.ring.all(area) {
			if err := w.addMissing(older, to); err != nil {
				return nil, err
			}
		}
		if err := addAreaKey(w.ctx, v.writer, v.id, v.marks, k, to); err != nil {
			return nil, err
		}
	}
	if !mine {
		v.ring.drop(area)
		clear(k.secret)
		if !area.SealedToPublicKey() {
			return nil, nil
		}
		if k, err = newAreaKey(v.id, area, last+1, public, nil); err != nil {
			return nil, fmt.Errorf("vault: area key: %w", err)
		}
	}
	v.ring.add(k)
	return k, nil
}

func (w *writing) addMissing(k *areaKey, to receiver) error {
	var there bool
	err := w.v.writer.QueryRowContext(w.ctx, `SELECT EXISTS (SELECT 1 FROM area_key WHERE area = ? AND generation = ? AND identity = ?)`,
		k.area, k.generation, to.id[:]).Scan(&there)
	if err != nil || there {
		return storeFault("read keys", err)
	}
	return addAreaKey(w.ctx, w.v.writer, w.v.id, w.v.marks, k, to)
}

// lastGeneration is the newest generation of an area that the vault itself made.
func (w *writing) lastGeneration(area access.Area) (last uint32, err error) {
	rows, err := w.v.writer.QueryContext(w.ctx, `SELECT generation, public, mark FROM area WHERE area = ?`, area)
	if err != nil {
		return 0, storeFault("read areas", err)
	}
	defer rows.Close()
	for rows.Next() {
		var generation number
		row := areaRow{area: area}
		if err := rows.Scan(&generation, &row.public, &row.mark); err != nil {
			return 0, text.Because(err, "vault.damaged")
		}
		row.generation = uint32(generation)
		if uint64(row.generation) == uint64(generation) && marked(row.mark, row.areaMark(w.v.marks.of(area, row.generation))) {
			last = max(last, row.generation)
		}
	}
	return last, storeFault("read areas", rows.Err())
}

// keepOnly takes the area's older keys from everyone who is not a holder, and whatever stands in
// the place of the next generation and is not the vault's.
func (w *writing) keepOnly(area access.Area, last uint32, holders []receiver) error {
	for _, table := range []string{"area_key", "area"} {
		if _, err := w.v.writer.ExecContext(w.ctx, `DELETE FROM `+table+` WHERE area = ? AND generation > ?`, area, last); err != nil {
			return storeFault("rotate", err)
		}
	}
	having, err := w.keyOwners(area)
	if err != nil {
		return err
	}
	for _, id := range having {
		if slices.ContainsFunc(holders, func(to receiver) bool { return string(to.id[:]) == string(id) }) {
			continue
		}
		if _, err := w.v.writer.ExecContext(w.ctx, `DELETE FROM area_key WHERE area = ? AND identity = ?`, area, id); err != nil {
			return storeFault("rotate", err)
		}
	}
	return nil
}

func (w *writing) keyOwners(area access.Area) ([][]byte, error) {
	rows, err := w.v.writer.QueryContext(w.ctx, `SELECT DISTINCT identity FROM area_key WHERE area = ?`, area)
	if err != nil {
		return nil, storeFault("read keys", err)
	}
	defer rows.Close()
	var ids [][]byte
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id); err != nil {
			return nil, text.Because(err, "vault.damaged")
		}
		ids = append(ids, id)
	}
	return ids, storeFault("read keys", rows.Err())
}

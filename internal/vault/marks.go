package vault

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"maps"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// markKey is what marks the rows of the key tables while a generation of the settings' key is the
// newest. The root secret alone does for the first one. After a rotation it takes the settings'
// new key too, so that whoever left, and still knows the root secret, can mark no row of their
// own making.
func markKey(root []byte, settings *areaKey) []byte {
	if settings.generation == 1 {
		return derive(root, "mark")
	}
	return derive(append(append([]byte{}, root...), settings.secret...), "mark")
}

// marks sign and check the rows of the tables identity, area and area_key.
type marks struct {
	// now is for every row but those of the settings' own key.
	now []byte
	// settings is for the rows of each generation of the settings' key that is in the file: the
	// generation before it vouches for it, and the oldest one for itself.
	settings map[uint32][]byte
}

// firstMarks are those of a new vault.
func firstMarks(root []byte) marks {
	key := derive(root, "mark")
	return marks{now: key, settings: map[uint32][]byte{1: key}}
}

func (m marks) of(area access.Area, generation uint32) []byte {
	if area == access.AreaSettings {
		return m.settings[generation]
	}
	return m.now
}

// sign is nil without a key, which fits no row.
func sign(key []byte, table string, fields ...[]byte) []byte {
	if key == nil {
		return nil
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(label + table))
	for _, field := range fields {
		mac.Write(binary.BigEndian.AppendUint32(nil, uint32(len(field))))
		mac.Write(field)
	}
	return mac.Sum(nil)
}

func (m marks) identity(id identityID, kind byte, public []byte) []byte {
	return sign(m.now, "identity", id[:], []byte{kind}, public)
}

func (row areaRow) areaMark(key []byte) []byte { return sign(key, "area", row.numbers(), row.public) }

func (row areaRow) keyMarkOf(key []byte, who identityID) []byte {
	return sign(key, "area key", row.numbers(), who[:], row.wrapped)
}

// marked tells whether a row bears the mark that it should.
func marked(have, want []byte) bool { return want != nil && hmac.Equal(have, want) }

// succeed lets a new generation of the settings' key vouch for every row from now on: all rows
// that bore the old mark get the new one. Those that did not stay as they are.
func (w *writing) succeed(k *areaKey) error {
	old := w.v.marks
	next := marks{now: markKey(w.v.self.root, k), settings: old.settings}
	if err := w.remarkIdentities(old, next); err != nil {
		return err
	}
	if err := w.remarkAreas(`area <> ?`, access.AreaSettings, old.now, next.now); err != nil {
		return err
	}
	w.v.marks = next
	return nil
}

// introduce lets the newest generation of the settings' key vouch for the one that comes next.
func (m marks) introduce(generation uint32) marks {
	m.settings = maps.Clone(m.settings)
	m.settings[generation] = m.now
	return m
}

// settle lets the only generation of the settings' key that is left vouch for itself.
func (w *writing) settle(generation uint32) error {
	old := w.v.marks
	if err := w.remarkAreas(`area = ?`, access.AreaSettings, old.settings[generation], old.now); err != nil {
		return err
	}
	w.v.marks = marks{now: old.now, settings: map[uint32][]byte{generation: old.now}}
	return nil
}

func (w *writing) remarkIdentities(old, next marks) error {
	for _, kind := range []byte{identityPerson, identityRecovery, identityEnvelope} {
		ids, err := w.v.identitiesOf(w.ctx, kind)
		if err != nil {
			return err
		}
		for _, id := range ids {
			who, _, err := readIdentity(w.ctx, w.v.writer, old, id)
			if err == errUnmarked {
				continue
			}
			if err != nil {
				return err
			}
			if _, err := w.v.writer.ExecContext(w.ctx, `UPDATE identity SET mark = ? WHERE id = ?`,
				next.identity(id, kind, who.public.Bytes()), id[:]); err != nil {
				return storeFault("mark identity", err)
			}
		}
	}
	return nil
}

// remarkAreas marks the area keys anew that a condition on the area finds.
func (w *writing) remarkAreas(where string, area access.Area, old, next []byte) error {
	found, err := w.areaRows(where, area)
	if err != nil {
		return err
	}
	for _, row := range found {
		if row.owner == nil {
			if marked(row.mark, row.areaMark(old)) {
				err = w.exec("mark area", `UPDATE area SET mark = ? WHERE area = ? AND generation = ?`, row.areaMark(next), row.area, row.generation)
			}
		} else if who := identityID(row.owner); marked(row.keyMark, row.keyMarkOf(old, who)) {
			err = w.exec("mark area key", `UPDATE area_key SET mark = ? WHERE area = ? AND generation = ? AND identity = ?`,
				row.keyMarkOf(next, who), row.area, row.generation, row.owner)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ownedRow is a row of area, or with an owner one of area_key.
type ownedRow struct {
	areaRow
	owner []byte
}

func (w *writing) areaRows(where string, area access.Area) ([]ownedRow, error) {
	rows, err := w.v.writer.QueryContext(w.ctx, `SELECT area, generation, public, mark, NULL, NULL, NULL FROM area WHERE `+where+`
		UNION ALL SELECT area, generation, NULL, NULL, identity, wrapped, mark FROM area_key WHERE `+where, area, area)
	if err != nil {
		return nil, storeFault("read keys", err)
	}
	defer rows.Close()
	var all []ownedRow
	for rows.Next() {
		var row ownedRow
		var number, generation number
		if err := rows.Scan(&number, &generation, &row.public, &row.mark, &row.owner, &row.wrapped, &row.keyMark); err != nil {
			return nil, text.Because(err, "vault.damaged")
		}
		row.area, row.generation = number.area(), uint32(generation)
		// A row that can't be one of ours keeps the mark that it has.
		if uint64(row.generation) == uint64(generation) && (row.owner == nil || len(row.owner) == len(identityID{})) {
			all = append(all, row)
		}
	}
	return all, storeFault("read keys", rows.Err())
}

func (w *writing) exec(op, query string, values ...any) error {
	_, err := w.v.writer.ExecContext(w.ctx, query, values...)
	return storeFault(op, err)
}

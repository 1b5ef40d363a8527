package vault

import (
	"cmp"
	"context"
	"crypto/hpke"
	"database/sql"
	"encoding/binary"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// loadKeys reads the area keys that the opener may have.
func (v *Vault) loadKeys(ctx context.Context, conn *sql.Conn, private hpke.PrivateKey) (err error) {
	ring, marks, suspect, err := v.readKeys(ctx, conn, v.identity, private)
	if err != nil {
		return err
	}
	v.ring, v.marks = ring, marks
	return v.suspectKeys(ctx, conn, suspect)
}

// suspectKeys remembers what is wrong with the key tables, beside the opener's own rows.
func (v *Vault) suspectKeys(ctx context.Context, conn *sql.Conn, suspect []ledger.Finding) error {
	for _, area := range access.Everyone() {
		if !v.ring.now(area).reads() { // whoever opens the vault has these: the row is gone or changed
			suspect = append(suspect, ledger.Finding{Code: "key"})
		}
	}
	// A row whose name is damaged would be somebody's area lost without a word, the opener's too.
	rows, err := readKeyTables(ctx, conn)
	if err == nil && len(suspect) == 0 && !rows.linked() {
		suspect = append(suspect, ledger.Finding{Code: "key"})
	}
	doubled, failed := doubledSlots(ctx, conn)
	if doubled {
		suspect = append(suspect, ledger.Finding{Code: "slot"})
	}
	v.gate.Lock()
	defer v.gate.Unlock()
	v.suspect = suspect
	return cmp.Or(err, failed)
}

func (v *Vault) suspects() []ledger.Finding {
	v.gate.Lock()
	defer v.gate.Unlock()
	return slices.Clone(v.suspect)
}

// reload reads the opener's keys and the chains again from what is on disk.
func (v *Vault) reload(ctx context.Context) error {
	if err := v.reloadKeys(ctx); err != nil {
		return err
	}
	fresh, err := v.loadState(ctx, v.writer)
	if err == nil {
		v.state.Store(fresh)
	}
	return err
}

// reloadKeys reads the opener's keys again, when nobody can tell whether a step came about.
func (v *Vault) reloadKeys(ctx context.Context) error {
	private, err := kem().NewPrivateKey(v.self.private)
	if err != nil {
		return storeFault("read keys", err)
	}
	fresh, marks, suspect, err := v.readKeys(ctx, v.writer, v.self.identity, private)
	if err != nil {
		return err
	}
	v.ring.become(fresh)
	v.marks = marks
	return v.suspectKeys(ctx, v.writer, suspect)
}

// lendKeys gives another ring the opener's keys that it lacks.
func (v *Vault) lendKeys(ctx context.Context, to *keyring) error {
	private, err := kem().NewPrivateKey(v.self.private)
	if err != nil {
		return storeFault("read keys", err)
	}
	own, _, _, err := v.readKeys(ctx, v.writer, v.self.identity, private)
	if err != nil {
		return err
	}
	for _, area := range own.areas() {
		for _, k := range own.all(area) {
			if _, there := to.find(area, k.generation); !there.reads() {
				to.add(k)
			}
		}
	}
	return nil
}

// readKeys reads the area keys of an identity, and what marks the rows. A row without the mark
// is not used, and told as a finding: the vault did not put it there.
func (v *Vault) readKeys(ctx context.Context, conn *sql.Conn, who identityID, private hpke.PrivateKey) (*keyring, marks, []ledger.Finding, error) {
	found, err := readAreaRows(ctx, conn, who)
	if err != nil {
		return nil, marks{}, nil, err
	}
	in := intake{v: v, who: who, private: private, ring: newKeyring(), marks: marks{settings: map[uint32][]byte{}}, newest: map[access.Area]uint32{}}
	for _, settings := range []bool{true, false} { // the settings' key marks the others
		for _, row := range found {
			if (row.area == access.AreaSettings) == settings && !in.take(row) {
				in.suspect = append(in.suspect, ledger.Finding{Code: "key", Seq: uint64(row.generation)})
			}
		}
	}
	// Whoever did not get the newest key of an area must not go on with an older one.
	for area, generation := range in.newest {
		if k := in.ring.now(area); k != nil && k.generation < generation {
			in.ring.drop(area)
		}
	}
	return in.ring, in.marks, in.suspect, nil
}

// areaRow is a generation of an area, and the key of it that is wrapped to somebody.
type areaRow struct {
	area                           access.Area
	generation                     uint32
	public, mark, wrapped, keyMark []byte
}

func (row areaRow) numbers() []byte {
	return binary.BigEndian.AppendUint32([]byte{byte(row.area)}, row.generation)
}

// readAreaRows reads all areas, with the keys that are wrapped to an identity. The area or the
// generation of a row that can't be one of ours is 0.
func readAreaRows(ctx context.Context, conn *sql.Conn, who identityID) ([]areaRow, error) {
	rows, err := conn.QueryContext(ctx, `SELECT a.area, a.generation, a.public, a.mark, k.wrapped, k.mark FROM area a
		LEFT JOIN area_key k ON k.area = a.area AND k.generation = a.generation AND k.identity = ?
		ORDER BY a.area, a.generation`, who[:])
	if err != nil {
		return nil, storeFault("read keys", err)
	}
	defer rows.Close()
	var found []areaRow
	for rows.Next() {
		var row areaRow
		var area, generation number
		if err := rows.Scan(&area, &generation, &row.public, &row.mark, &row.wrapped, &row.keyMark); err != nil {
			return nil, storeFault("read keys", err)
		}
		row.area, row.generation = area.area(), uint32(generation)
		if uint64(row.generation) != uint64(generation) {
			row.generation = 0
		}
		found = append(found, row)
	}
	return found, storeFault("read keys", rows.Err())
}

// intake takes the rows of the area keys one by one.
type intake struct {
	v       *Vault
	who     identityID
	private hpke.PrivateKey
	ring    *keyring
	marks   marks
	newest  map[access.Area]uint32
	suspect []ledger.Finding
}

// take adds a row's key to the ring, unless it is someone else's, and tells whether the row is in
// order.
func (in *intake) take(row areaRow) bool {
	if !row.area.Valid() || row.generation == 0 {
		return false
	}
	if row.area == access.AreaSettings && row.wrapped == nil {
		// The opener has lost the settings, if the row is the vault's own.
		if marked(row.mark, row.areaMark(in.marks.now)) {
			in.newest[row.area] = row.generation
			return true
		}
		return in.marks.now == nil
	}
	k, ok := in.open(row)
	if !ok {
		return false
	}
	key := in.marks.of(row.area, row.generation)
	if row.area == access.AreaSettings {
		key = in.marks.now
		if key == nil {
			key = markKey(in.v.self.root, k)
		}
	}
	if !marked(row.mark, row.areaMark(key)) || (row.wrapped != nil && !marked(row.keyMark, row.keyMarkOf(key, in.who))) {
		return false
	}
	if row.area == access.AreaSettings {
		in.marks.settings[row.generation] = key
		in.marks.now = markKey(in.v.self.root, k)
	}
	in.newest[row.area] = row.generation
	if k != nil {
		in.ring.add(k)
	}
	return true
}

// open unwraps a row's key; it is nil for someone else's area. Its mark is not checked yet.
func (in *intake) open(row areaRow) (*areaKey, bool) {
	var secret []byte
	if row.wrapped != nil {
		kdf, aead := suite()
		var err error
		secret, err = hpke.Open(in.private, kdf, aead, wrapInfo(in.v.id, row.area, row.generation, in.who), row.wrapped)
		if err != nil || len(secret) != keySize {
			return nil, false
		}
	}
	if secret == nil && !row.area.SealedToPublicKey() {
		return nil, true
	}
	k, err := newAreaKey(in.v.id, row.area, row.generation, row.public, secret)
	return k, err == nil
}

package vault

import (
	"context"
	"crypto/hmac"
	"crypto/hpke"
	"database/sql"
	"encoding/binary"
	"maps"
	"slices"
	"sync"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// keyring holds the area keys that the one who opened the vault has. Its maps are replaced and
// never changed, so that readers go on while keys come and go. A generation that has left the
// file stays here until the vault is closed: a read that began before may still need it.
type keyring struct {
	lock    sync.RWMutex
	keys    map[access.Area]map[uint32]*areaKey
	current map[access.Area]*areaKey
}

func newKeyring() *keyring {
	return &keyring{keys: map[access.Area]map[uint32]*areaKey{}, current: map[access.Area]*areaKey{}}
}

// reads tells whether the key opens bodies; one of a public key alone only seals.
func (k *areaKey) reads() bool { return k != nil && (k.public == nil || k.private != nil) }

// find gives an area's current key and the one of a generation; either may be nil.
func (r *keyring) find(area access.Area, generation uint32) (current, k *areaKey) {
	r.lock.RLock()
	defer r.lock.RUnlock()
	return r.current[area], r.keys[area][generation]
}

// now is an area's current key, for sealing; nil when there is none.
func (r *keyring) now(area access.Area) *areaKey {
	r.lock.RLock()
	defer r.lock.RUnlock()
	return r.current[area]
}

// all are the generations of an area that open bodies, oldest first.
func (r *keyring) all(area access.Area) []*areaKey {
	r.lock.RLock()
	defer r.lock.RUnlock()
	var all []*areaKey
	for _, generation := range slices.Sorted(maps.Keys(r.keys[area])) {
		if k := r.keys[area][generation]; k.reads() {
			all = append(all, k)
		}
	}
	return all
}

// areas are those whose bodies the ring opens.
func (r *keyring) areas() []access.Area {
	var areas []access.Area
	for _, a := range access.Areas() {
		if r.now(a).reads() {
			areas = append(areas, a)
		}
	}
	return areas
}

func (r *keyring) add(k *areaKey) {
	r.lock.Lock()
	defer r.lock.Unlock()
	generations := maps.Clone(r.keys[k.area])
	if generations == nil {
		generations = map[uint32]*areaKey{}
	}
	generations[k.generation] = k
	r.keys = maps.Clone(r.keys)
	r.keys[k.area] = generations
	if now := r.current[k.area]; now == nil || now.generation <= k.generation {
		r.current = maps.Clone(r.current)
		r.current[k.area] = k
	}
}

// drop forgets an area; of one that is sealed to a public key, the right to read it.
func (r *keyring) drop(area access.Area) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.keys, r.current = maps.Clone(r.keys), maps.Clone(r.current)
	now := r.current[area]
	delete(r.keys, area)
	delete(r.current, area)
	if now == nil || now.public == nil {
		return
	}
	sealing := *now
	sealing.secret, sealing.private = nil, nil
	r.keys[area] = map[uint32]*areaKey{now.generation: &sealing}
	r.current[area] = &sealing
}

// snapshot is what become takes back when a step did not come about.
func (r *keyring) snapshot() *keyring {
	r.lock.RLock()
	defer r.lock.RUnlock()
	return &keyring{keys: r.keys, current: r.current}
}

func (r *keyring) become(other *keyring) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.keys, r.current = other.keys, other.current
}

func (r *keyring) wipe() {
	r.lock.Lock()
	defer r.lock.Unlock()
	for _, generations := range r.keys {
		for _, k := range generations {
			clear(k.secret)
			k.aead, k.private = nil, nil
		}
	}
	r.keys, r.current = nil, nil
}

// loadKeys reads the area keys that the opener may have.
func (v *Vault) loadKeys(ctx context.Context, conn *sql.Conn, private hpke.PrivateKey) (err error) {
	v.ring, v.suspect, err = v.readKeys(ctx, conn, v.identity, private)
	return err
}

// reloadKeys reads the opener's keys again, when nobody can tell whether a step came about.
func (v *Vault) reloadKeys(ctx context.Context) error {
	private, err := kem().NewPrivateKey(v.self.private)
	if err != nil {
		return storeFault("read keys", err)
	}
	fresh, _, err := v.readKeys(ctx, v.writer, v.self.identity, private)
	if err == nil {
		v.ring.become(fresh)
	}
	return err
}

// readKeys reads the area keys of an identity. A row without the vault's own mark is not used,
// and told as a finding: someone without a passphrase put it there.
func (v *Vault) readKeys(ctx context.Context, conn *sql.Conn, who identityID, private hpke.PrivateKey) (*keyring, []ledger.Finding, error) {
	rows, err := conn.QueryContext(ctx, `SELECT a.area, a.generation, a.public, a.mark, k.wrapped, k.mark FROM area a
		LEFT JOIN area_key k ON k.area = a.area AND k.generation = a.generation AND k.identity = ?
		ORDER BY a.area, a.generation`, who[:])
	if err != nil {
		return nil, nil, storeFault("read keys", err)
	}
	defer rows.Close()
	ring := newKeyring()
	var suspect []ledger.Finding
	newest := map[access.Area]uint32{}
	for rows.Next() {
		var row areaRow
		var area, generation number
		if err := rows.Scan(&area, &generation, &row.public, &row.mark, &row.wrapped, &row.keyMark); err != nil {
			return nil, nil, storeFault("read keys", err)
		}
		row.area, row.generation = area.area(), uint32(generation)
		k, ok := v.takeKey(row, who, private)
		if !ok || uint64(row.generation) != uint64(generation) {
			suspect = append(suspect, ledger.Finding{Code: "key", Seq: uint64(row.generation)})
			continue
		}
		newest[row.area] = row.generation
		if k != nil {
			ring.add(k)
		}
	}
	// Whoever did not get the newest key of an area must not go on with an older one.
	for area, generation := range newest {
		if k := ring.now(area); k != nil && k.generation < generation {
			ring.drop(area)
		}
	}
	return ring, suspect, storeFault("read keys", rows.Err())
}

type areaRow struct {
	area                           access.Area
	generation                     uint32
	public, mark, wrapped, keyMark []byte
}

func (row areaRow) numbers() []byte {
	return binary.BigEndian.AppendUint32([]byte{byte(row.area)}, row.generation)
}

// takeKey opens a row's key for an identity and tells whether the row is in order; the key is nil
// when it is someone else's area.
func (v *Vault) takeKey(row areaRow, who identityID, private hpke.PrivateKey) (*areaKey, bool) {
	if !row.area.Valid() || !hmac.Equal(row.mark, v.root.sign("area", row.numbers(), row.public)) {
		return nil, false
	}
	var secret []byte
	if row.wrapped != nil {
		if !hmac.Equal(row.keyMark, v.root.sign("area key", row.numbers(), who[:], row.wrapped)) {
			return nil, false
		}
		kdf, aead := suite()
		var err error
		secret, err = hpke.Open(private, kdf, aead, wrapInfo(v.id, row.area, row.generation, who), row.wrapped)
		if err != nil || len(secret) != keySize {
			return nil, false
		}
	}
	if secret == nil && !row.area.SealedToPublicKey() {
		return nil, true
	}
	k, err := newAreaKey(v.id, row.area, row.generation, row.public, secret)
	return k, err == nil
}

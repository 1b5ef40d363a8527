package vault

import (
	"maps"
	"slices"
	"sync"

	"avbrottsparm/internal/access"
)

// keyring holds the area keys that the one who opened the vault has. Its maps are replaced and
// never changed, so that readers go on while keys come and go. A generation that has left the
// file stays here until the vault is closed: a read that began before may still need it.
type keyring struct {
	lock    sync.RWMutex
	keys    map[access.Area]map[uint32]*areaKey
	current map[access.Area]*areaKey
	retired map[*areaKey]bool // no longer in the file
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

// all are the generations of an area that lie in the file and open bodies, oldest first.
func (r *keyring) all(area access.Area) []*areaKey {
	r.lock.RLock()
	defer r.lock.RUnlock()
	var all []*areaKey
	for _, generation := range slices.Sorted(maps.Keys(r.keys[area])) {
		if k := r.keys[area][generation]; k.reads() && !r.retired[k] {
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

// retire remembers that the file no longer has the generations of an area before one.
func (r *keyring) retire(area access.Area, before uint32) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.retired = maps.Clone(r.retired)
	if r.retired == nil {
		r.retired = map[*areaKey]bool{}
	}
	for generation, k := range r.keys[area] {
		if generation < before {
			r.retired[k] = true
		}
	}
}

// snapshot is what become takes back when a step did not come about.
func (r *keyring) snapshot() *keyring {
	r.lock.RLock()
	defer r.lock.RUnlock()
	return &keyring{keys: r.keys, current: r.current, retired: r.retired}
}

func (r *keyring) become(other *keyring) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.keys, r.current, r.retired = other.keys, other.current, other.retired
}

func (r *keyring) wipe() {
	r.lock.Lock()
	defer r.lock.Unlock()
	for _, generations := range r.keys {
		for _, k := range generations {
			clear(k.secret)
			k.aead, k.private = nil, nil
			if k.ahead != nil {
				k.ahead.forget()
			}
		}
	}
	r.keys, r.current = nil, nil
}

package vault

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// spot is a record's place in its chain.
type spot struct {
	stream ledger.Stream
	device ledger.DeviceID
	seq    uint64
}

func spotOf(h ledger.Header) spot { return spot{stream: h.Stream, device: h.Device, seq: h.Seq} }

func (s spot) before() spot { s.seq--; return s }
func (s spot) after() spot  { s.seq++; return s }

func (s spot) finding(code string) ledger.Finding {
	return ledger.Finding{Code: code, Device: s.device, Stream: s.stream, Seq: s.seq}
}

// condition is how much of a record a file still has.
type condition byte

const (
	isWhole    condition = iota
	isWithheld           // of an area that the opener may not read
	isBare               // without a body
	isBroken             // with a body that does not open
	isHeadless           // with a header that is not its row's
)

// holding is what a side has of a record.
type holding struct {
	hash, prev [32]byte
	id         ledger.RecordID
	kind       ledger.Kind
	is         condition
}

// itemHolding and draftHolding are the same for the other rows.
type itemHolding struct {
	digest
	failed bool
}

type draftHolding struct {
	area    access.Area
	version uint64
	failed  bool
}

// side is what one of two files of a vault holds, without the bodies.
type side struct {
	v       *Vault
	state   *state
	records map[spot]holding
	order   []spot // chain by chain
	dead    map[ledger.RecordID][32]byte
	ids     map[ledger.RecordID]spot // of the records with a sound header
	items   map[ledger.ItemRef]itemHolding
	// manifests are the records that tell of all items, by the generation that they speak of.
	manifests map[uint64][]ledger.RecordID
	rows      []digest // of the items, sorted
	drafts    map[string]draftHolding
	newest    time.Time
	// brought are the imports and purges, with when they were.
	brought map[ledger.RecordID]ledger.Clock
	// headless says that the sealed head does not open or does not fit; said is then the newest
	// manifest that the ledger has.
	headless bool
	said     manifest
}

// survey reads everything that a vault holds.
func (v *Vault) survey(ctx context.Context, step func()) (*side, error) {
	s := &side{v: v, records: map[spot]holding{}, dead: map[ledger.RecordID][32]byte{}, ids: map[ledger.RecordID]spot{},
		items: map[ledger.ItemRef]itemHolding{}, manifests: map[uint64][]ledger.RecordID{}, brought: map[ledger.RecordID]ledger.Clock{}, drafts: map[string]draftHolding{}, said: emptyManifest()}
	err := v.read(ctx, func(bare context.Context, conn *sql.Conn) (err error) {
		if s.state, err = v.loadState(bare, conn); err != nil {
			return err
		}
		for _, stream := range []ledger.Stream{ledger.StreamMain, ledger.StreamLog} {
			if err := v.scanRecords(ctx, conn, stream, func(o *opened) error { step(); s.see(o); return nil }); err != nil {
				return err
			}
		}
		s.rows, err = v.scanWhole(ctx, conn, func(row *itemRow) error {
			step()
			s.items[ledger.ItemRef{Kind: row.kind, ID: row.id}] = itemHolding{digest: row.digest, failed: row.failed}
			return nil
		})
		if err != nil {
			return err
		}
		return s.seeDrafts(bare, conn)
	})
	if err != nil {
		return nil, err
	}
	s.headless = slices.Contains(s.state.suspect, ledger.Finding{Code: "head"}) || s.state.manifest.headLost()
	if s.state.held == nil || s.state.manifest.headLost() && s.said.Generation == s.state.manifest.Generation {
		s.state.manifest = s.said
	}
	return s, nil
}

func (s *side) see(o *opened) {
	k := holding{hash: o.hash, prev: o.Prev, id: o.ID, kind: o.Kind}
	switch {
	case o.fault == "header":
		k.is = isHeadless
	case o.fault != "":
		k.is = isBroken
	case o.Purged:
		k.is = isBare
	case o.Withheld:
		k.is = isWithheld
	}
	at := spotOf(o.Header)
	s.records[at] = k
	s.order = append(s.order, at)
	if k.is == isHeadless {
		return
	}
	s.ids[k.id] = at
	if made := o.Clock.Time(); made.After(s.newest) {
		s.newest = made
	}
	if o.Kind == ledger.KindImport || o.Kind == ledger.KindPurge {
		s.brought[k.id] = o.Clock
	}
	var m manifest
	if o.Kind == ledger.KindManifest && k.is == isWhole && json.Unmarshal(o.Body, &m) == nil {
		s.manifests[m.Generation] = append(s.manifests[m.Generation], o.ID)
		if m.Generation > s.said.Generation {
			s.said, s.said.Record = m, o.ID.String()
		}
	}
	var t tombstone
	if o.Kind == ledger.KindTombstone && k.is == isWhole && json.Unmarshal(o.Body, &t) == nil {
		id, err1 := hex.DecodeString(t.Record)
		header, err2 := hex.DecodeString(t.Header)
		if err1 == nil && err2 == nil && len(id) == 16 && len(header) == 32 {
			s.dead[ledger.RecordID(id)] = [32]byte(header)
		}
	}
}

func (s *side) seeDrafts(ctx context.Context, conn *sql.Conn) error {
	versions := map[string]uint64{}
	rows, err := conn.QueryContext(ctx, `SELECT id, version FROM draft`)
	if err != nil {
		return storeFault("read drafts", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var version number
		if err := rows.Scan(&id, &version); err != nil {
			return storeFault("read drafts", err)
		}
		versions[id] = uint64(version)
	}
	if err := rows.Err(); err != nil {
		return storeFault("read drafts", err)
	}
	return s.v.scanDrafts(ctx, conn, func(d ledger.Draft, withheld, failed bool) {
		s.drafts[d.ID] = draftHolding{area: d.Area, version: versions[d.ID], failed: failed}
	})
}

// buried tells whether a tombstone of this side names the record. The vault's own records can't
// be purged, whatever a tombstone says.
func (s *side) buried(k holding) bool {
	hash, named := s.dead[k.id]
	return named && hash == k.hash && k.kind != ledger.KindManifest && k.kind != ledger.KindTombstone
}

// expected is what the rest of this side says the header at a spot hashes to.
func (s *side) expected(at spot) (hash [32]byte, says bool) {
	if next, there := s.records[at.after()]; there && next.is != isHeadless {
		return next.prev, true
	}
	for _, f := range s.state.held {
		if f.Stream == at.stream && f.Device == at.device && f.Seq == at.seq {
			return f.Hash, true
		}
	}
	return hash, false
}

// carry gives a body's wrapped key as the vault to has to keep it: as it is where both have the
// same area key as their newest or nobody here can open it, and otherwise wrapped anew.
func carry(from, to *Vault, lent map[areaGeneration]bool, area access.Area, wrapped []byte) (key []byte, ok bool, err error) {
	if len(wrapped) < 4 || !area.Valid() {
		return wrapped, true, nil // it opens nowhere
	}
	g := binary.BigEndian.Uint32(wrapped)
	_, old := from.ring.find(area, g)
	now, same := to.ring.find(area, g)
	if !old.reads() || now == nil {
		return wrapped, lent[areaGeneration{area, g}], nil
	}
	if same != nil && same == now && equalKeys(old, same) {
		return wrapped, true, nil
	}
	var own [keySize]byte
	defer clear(own[:])
	if _, err := from.ring.unwrap(own[:0], area, wrapped); err != nil {
		return wrapped, true, nil
	}
	key, err = now.wrap(nil, own[:], randomBytes(nonceSize))
	return key, true, err
}

type areaGeneration struct {
	area       access.Area
	generation uint32
}

// generations lists the area keys that a file knows of, whoever has them.
func (v *Vault) generations(ctx context.Context) (map[areaGeneration]bool, error) {
	rows, err := v.writer.QueryContext(ctx, `SELECT area, generation FROM area`)
	if err != nil {
		return nil, storeFault("read keys", err)
	}
	defer rows.Close()
	all := map[areaGeneration]bool{}
	for rows.Next() {
		var area, generation number
		if err := rows.Scan(&area, &generation); err != nil {
			return nil, storeFault("read keys", err)
		}
		all[areaGeneration{area.area(), uint32(generation)}] = true
	}
	return all, storeFault("read keys", rows.Err())
}

func equalKeys(a, b *areaKey) bool {
	if a.public != nil && b.public != nil {
		return bytes.Equal(a.public.Bytes(), b.public.Bytes())
	}
	return a.public == nil && b.public == nil && bytes.Equal(a.secret, b.secret)
}

package vault

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// manifest is the state of all items at one commit. It is the body of a KindManifest record, and
// stands in the head row, so that an older row put back, a swapped or a missing one is seen.
type manifest struct {
	Generation uint64 `json:"generation"` // grows by one with every commit that touches items
	Items      int    `json:"items"`
	Sum        string `json:"sum"`              // SHA-256 in hexadecimal over all rows
	Record     string `json:"record,omitempty"` // in the head row: which record says the same
	// Broken is set when the rows were found not to be the ones that the vault left, to the
	// generation written then. It stays until no older row is left, so that the next import
	// does not make an altered row look right.
	Broken uint64 `json:"broken,omitempty"`
}

func emptyManifest() manifest { return manifest{Sum: sumOf(nil)} }

// digest is what the manifest holds of one item.
type digest struct {
	kind, id string
	area     access.Area
	version  uint64
	sum      [32]byte // SHA-256 over the sealed body
}

func (d digest) compare(other digest) int {
	return cmp.Or(cmp.Compare(d.kind, other.kind), cmp.Compare(d.id, other.id))
}

// sumOf hashes rows that are sorted by kind and id.
func sumOf(rows []digest) string {
	sum := sha256.New()
	buffer := make([]byte, 0, 1<<14)
	for _, d := range rows {
		buffer = binary.BigEndian.AppendUint16(buffer, uint16(len(d.kind)))
		buffer = append(buffer, d.kind...)
		buffer = binary.BigEndian.AppendUint16(buffer, uint16(len(d.id)))
		buffer = append(buffer, d.id...)
		buffer = append(buffer, byte(d.area))
		buffer = binary.BigEndian.AppendUint64(buffer, d.version)
		buffer = append(buffer, d.sum[:]...)
		if len(buffer) > 1<<13 {
			sum.Write(buffer)
			buffer = buffer[:0]
		}
	}
	sum.Write(buffer)
	return hex.EncodeToString(sum.Sum(nil))
}

// fits tells whether sorted rows are the ones that the manifest speaks of.
func (m manifest) fits(rows []digest) bool { return m.Broken == 0 && m.covers(rows) }

func (m manifest) covers(rows []digest) bool { return m.Items == len(rows) && m.Sum == sumOf(rows) }

// following is the manifest that a change of these rows starts from. Rows that were just read
// from the file are held against m first; their versions count as well as m's generation, for
// a file whose head no longer opens.
func (m manifest) following(rows []digest, justRead bool) manifest {
	next := manifest{Generation: m.Generation, Broken: m.Broken}
	if justRead && !m.covers(rows) {
		for _, d := range rows {
			if d.version < uint64(notANumber) {
				next.Generation = max(next.Generation, d.version)
			}
		}
		next.Broken = next.Generation + 1
	}
	next.Generation++
	return next
}

// over is m for the rows that a change has left.
func (m manifest) over(rows []digest) manifest {
	m.Items, m.Sum = len(rows), sumOf(rows)
	if !slices.ContainsFunc(rows, func(d digest) bool { return d.version < m.Broken || d.version >= uint64(notANumber) }) {
		m.Broken = 0
	}
	return m
}

// sortDigests brings rows into the manifest's order; rows read in order cost one pass.
func sortDigests(rows []digest) {
	if !slices.IsSortedFunc(rows, digest.compare) {
		slices.SortFunc(rows, digest.compare)
	}
}

// readDigests reads every item row without opening it.
func readDigests(ctx context.Context, conn *sql.Conn) ([]digest, error) {
	rows, err := conn.QueryContext(ctx, `SELECT kind, id, area, version, body FROM item`)
	if err != nil {
		return nil, storeFault("read items", err)
	}
	defer rows.Close()
	all := []digest{}
	for rows.Next() {
		var d digest
		var area, version number
		var body sql.RawBytes
		if err := rows.Scan(&d.kind, &d.id, &area, &version, &body); err != nil {
			return nil, text.Because(err, "vault.damaged")
		}
		d.area, d.version = area.area(), uint64(version)
		d.sum = sha256.Sum256(body)
		all = append(all, d)
	}
	if err := rows.Err(); err != nil {
		return nil, storeFault("read items", err)
	}
	sortDigests(all)
	return all, nil
}

// merged is rows without the dropped ones and with the fresh ones put in, in order.
func merged(rows []digest, drops []ledger.ItemRef, fresh []digest) []digest {
	gone := make(map[ledger.ItemRef]bool, len(drops)+len(fresh))
	for _, ref := range drops {
		gone[ref] = true
	}
	// The last put of an item wins, as it does in the table.
	latest := make(map[ledger.ItemRef]int, len(fresh))
	for i, d := range fresh {
		ref := ledger.ItemRef{Kind: d.kind, ID: d.id}
		gone[ref] = true
		latest[ref] = i
	}
	add := make([]digest, 0, len(latest))
	for i, d := range fresh {
		if latest[ledger.ItemRef{Kind: d.kind, ID: d.id}] == i {
			add = append(add, d)
		}
	}
	sortDigests(add)
	out := make([]digest, 0, len(rows)+len(add))
	for _, d := range rows {
		if gone[ledger.ItemRef{Kind: d.kind, ID: d.id}] {
			continue
		}
		for len(add) > 0 && add[0].compare(d) < 0 {
			out = append(out, add[0])
			add = add[1:]
		}
		out = append(out, d)
	}
	return append(out, add...)
}

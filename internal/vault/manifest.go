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

	"github.com/mattn/go-sqlite3"
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
	// Recovered says that Broken comes from a recovery that had to put older rows together. The
	// next import of everything then ends it, though the settings' rows stay as they were.
	Recovered bool `json:"recovered,omitempty"`
}

func emptyManifest() manifest { return manifest{Sum: sumOf(nil)} }

// digest is what the manifest holds of one item.
type digest struct {
	kind, id string
	area     access.Area
	version  uint64
	sum      [32]byte // SHA-256 over the sealed body; of one that lies apart, see sumApart
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

// decides tells whether this manifest is the newer one. Two laptops that changed as much since they parted
// have the same generation: then the sums decide, so that both come to the same whoever brings in first.
func (m manifest) decides(other manifest) bool {
	if m.Generation != other.Generation || m.Broken != 0 || other.Broken != 0 {
		return m.Generation > other.Generation
	}
	return m.Sum > other.Sum
}

// fits tells whether sorted rows are the ones that the manifest speaks of.
func (m manifest) fits(rows []digest) bool { return m.Broken == 0 && m.covers(rows) }

func (m manifest) covers(rows []digest) bool { return m.Items == len(rows) && m.Sum == sumOf(rows) }

// following is the manifest that a change of these rows starts from. Rows that were just read
// from the file are held against m first; their versions count as well as m's generation, for
// a file whose head no longer opens.
func (m manifest) following(rows []digest, justRead bool) manifest {
	next := manifest{Generation: m.Generation, Broken: m.Broken, Recovered: m.Recovered}
	if justRead && !m.covers(rows) {
		for _, d := range rows {
			if d.version < uint64(notANumber) {
				next.Generation = max(next.Generation, d.version)
			}
		}
		next.Broken, next.Recovered = next.Generation+1, false
	}
	next.Generation++
	return next
}

// over is m for the rows that a change has left.
func (m manifest) over(rows []digest) manifest {
	m.Items, m.Sum = len(rows), sumOf(rows)
	older, newer := false, !m.Recovered
	for _, d := range rows {
		exempt := m.Recovered && d.area == access.AreaSettings
		older = older || d.version >= uint64(notANumber) || (d.version < m.Broken && !exempt)
		newer = newer || !exempt && d.version >= m.Broken
	}
	if !older && newer {
		m.Broken, m.Recovered = 0, false
	}
	return m
}

// pieced is m for rows that a recovery put together, though the generation before was another.
func (m manifest) pieced(rows []digest) manifest {
	m.Items, m.Sum = len(rows), sumOf(rows)
	m.Broken, m.Recovered = m.Generation, true
	return m
}

// sortDigests brings rows into the manifest's order; rows read in order cost one pass.
func sortDigests(rows []digest) {
	if !slices.IsSortedFunc(rows, digest.compare) {
		slices.SortFunc(rows, digest.compare)
	}
}

// readDigests reads every item row without opening it, and not the bodies that lie apart.
func readDigests(ctx context.Context, conn *sql.Conn) ([]digest, error) {
	all := []digest{}
	err := onDriver(conn, func(lite *sqlite3.SQLiteConn) (err error) {
		rows, err := queryRows(ctx, lite, itemsQuery)
		if err != nil {
			return err
		}
		defer func() { err = also(err, rows.close()) }()
		for {
			more, err := rows.next()
			if !more {
				return err
			}
			d := digest{kind: rows.text(0), id: rows.text(1), area: rows.number(2).area(), version: uint64(rows.number(3))}
			if ledger.Apart(d.kind) {
				d.sum = sumApart(uint64(rows.number(6)))
			} else {
				d.sum = sha256.Sum256(rows.bytes(5))
			}
			all = append(all, d)
		}
	})
	sortDigests(all)
	return all, err
}

// placed is an item on its way into the table: which of the puts, and where its digest goes.
type placed struct {
	put, at int
	there   bool // the table has a row of that name, to be replaced
}

// merge plans a change: rows without the dropped ones and with a place for every put, in the
// manifest's order. Of two puts of one item the last counts. It walks both lists once.
func merge(rows []digest, drops []ledger.ItemRef, puts []ledger.Item) ([]digest, []placed) {
	gone := make(map[ledger.ItemRef]bool, len(drops))
	for _, ref := range drops {
		gone[ref] = true
	}
	order := sortedPuts(puts)
	out := make([]digest, 0, len(rows)+len(order))
	fresh := make([]placed, 0, len(order))
	place := func(there bool) {
		item := puts[order[0]]
		fresh = append(fresh, placed{put: order[0], at: len(out), there: there})
		out = append(out, digest{kind: item.Kind, id: item.ID, area: item.Area})
		order = order[1:]
	}
	for _, d := range rows {
		for len(order) > 0 && d.comparePut(puts[order[0]]) > 0 {
			place(false)
		}
		dropped := len(gone) > 0 && gone[ledger.ItemRef{Kind: d.kind, ID: d.id}]
		switch {
		case len(order) > 0 && d.comparePut(puts[order[0]]) == 0:
			place(!dropped)
		case !dropped:
			out = append(out, d)
		}
	}
	for len(order) > 0 {
		place(false)
	}
	return out, fresh
}

func (d digest) comparePut(put ledger.Item) int {
	return cmp.Or(cmp.Compare(d.kind, put.Kind), cmp.Compare(d.id, put.ID))
}

// sortedPuts lists the puts by kind and id, each item once, with its last put.
func sortedPuts(puts []ledger.Item) []int {
	order := make([]int, len(puts))
	for i := range order {
		order[i] = i
	}
	compare := func(a, b int) int {
		return cmp.Or(cmp.Compare(puts[a].Kind, puts[b].Kind), cmp.Compare(puts[a].ID, puts[b].ID))
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(compare(a, b), b-a) })
	return slices.CompactFunc(order, func(a, b int) bool { return compare(a, b) == 0 })
}

package vault

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"

	"github.com/mattn/go-sqlite3"
)

// Commit stores a change whole and on disk, or not at all; drops come before puts. It returns
// the headers of c.Appends in order. A change of items also appends the manifest's record.
// Faults: vault.full, vault.read_only, vault.not_writable, vault.busy, vault.disk, vault.locked,
// vault.not_allowed for an area that the opener has no key for, vault.damaged where that key was
// altered in the file.
func (v *Vault) Commit(ctx context.Context, c ledger.Change) ([]ledger.Header, error) {
	if err := checkChange(c); err != nil {
		return nil, err
	}
	if err := v.enter(); err != nil {
		return nil, err
	}
	defer v.leave()
	v.writing.Lock()
	defer v.writing.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if c.Empty() {
		return nil, nil
	}
	var headers []ledger.Header
	err := v.write(ctx, func(w *writing) error {
		if err := w.putItems(c.Puts, c.Drops); err != nil {
			return err
		}
		if err := w.putDrafts(c.DraftPuts, c.DraftDrops); err != nil {
			return err
		}
		var err error
		if headers, err = w.append(c.Appends); err != nil || len(c.Puts)+len(c.Drops) == 0 {
			return err
		}
		return w.appendManifest()
	})
	if err != nil {
		return nil, err
	}
	return headers, nil
}

// maxName bounds what lies in the clear.
const maxName = 255

func checkChange(c ledger.Change) error {
	named := func(parts ...string) bool {
		for _, part := range parts {
			if part == "" || len(part) > maxName {
				return false
			}
		}
		return true
	}
	for _, item := range c.Puts {
		if !named(item.Kind, item.ID) || !item.Area.Valid() {
			return errors.New("vault: commit: an item needs kind, id and area")
		}
	}
	for _, d := range c.DraftPuts {
		if !named(d.ID) || !d.Area.Valid() {
			return errors.New("vault: commit: a draft needs id and area")
		}
	}
	for _, a := range c.Appends {
		if (a.Stream != ledger.StreamMain && a.Stream != ledger.StreamLog) || !a.Area.Valid() {
			return errors.New("vault: commit: a record needs stream and area")
		}
		if a.Kind == ledger.KindManifest || a.Kind == ledger.KindTombstone {
			return fmt.Errorf("vault: commit: kind %d is written by the vault itself", a.Kind)
		}
	}
	return nil
}

// writing is one transaction under way.
type writing struct {
	v    *Vault
	ctx  context.Context // cannot be cancelled: a commit is whole or not at all
	next *state
}

// write runs work in one transaction and, when it is on disk, lets the new state hold.
func (v *Vault) write(ctx context.Context, work func(*writing) error) (err error) {
	bare := context.WithoutCancel(ctx)
	if v.stale {
		fresh, err := v.loadState(bare, v.writer)
		if err != nil {
			return err
		}
		v.state.Store(fresh)
		v.stale = false
	}
	claimed, err := v.claimDevice(bare)
	if err != nil {
		return err
	}
	w := &writing{v: v, ctx: bare, next: v.state.Load().next()}
	if _, err := v.writer.ExecContext(bare, "BEGIN IMMEDIATE"); err != nil {
		return storeFault("begin", err)
	}
	defer func() {
		if err != nil {
			// What is on disk is asked for again, because a commit may fail after it happened.
			v.stale = true
			err = also(err, v.rollback(bare))
		}
	}()
	if claimed != nil {
		if err := v.setMeta(bare, metaDevice, claimed); err != nil {
			return err
		}
	}
	if err := work(w); err != nil {
		return err
	}
	head, err := v.sealHead(w.next)
	if err != nil {
		return err
	}
	if _, err := v.writer.ExecContext(bare, `INSERT INTO head (id, version, body) VALUES (1, ?, ?)
		ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body`, w.next.count, head); err != nil {
		return storeFault("write head", err)
	}
	if _, err := v.writer.ExecContext(bare, "COMMIT"); err != nil {
		return storeFault("commit", err)
	}
	if claimed != nil {
		v.device.ready, v.device.pending = true, len(v.device.marks) > 1
	}
	v.state.Store(w.next)
	return nil
}

// rollback ends a transaction that SQLite has not already ended by itself.
func (v *Vault) rollback(ctx context.Context) error {
	ended := false
	err := v.writer.Raw(func(conn any) error {
		lite, ok := conn.(*sqlite3.SQLiteConn)
		ended = ok && lite.AutoCommit()
		return nil
	})
	if err == nil && !ended {
		_, err = v.writer.ExecContext(ctx, "ROLLBACK")
	}
	return storeFault("roll back", err)
}

// key is the area's current key, for sealing.
func (w *writing) key(area access.Area) (*areaKey, error) {
	if k := w.v.ring.current[area]; k != nil {
		return k, nil
	}
	if len(w.v.suspect) > 0 {
		return nil, text.NewFault("vault.damaged")
	}
	return nil, text.NewFault("vault.not_allowed")
}

// sealedRow is an item on its way into the table.
type sealedRow struct {
	placed
	key, body []byte
}

func (w *writing) putItems(puts []ledger.Item, drops []ledger.ItemRef) error {
	if len(puts)+len(drops) == 0 {
		return nil
	}
	rows, justRead := w.next.rows, w.next.rows == nil
	if justRead {
		var err error
		if rows, err = readDigests(w.ctx, w.v.writer); err != nil {
			return err
		}
	}
	err := bulk(w.ctx, w.v.writer, `DELETE FROM item WHERE kind = ? AND id = ?`, func(run func(...driver.Value) error) error {
		for _, ref := range drops {
			if err := run(ref.Kind, ref.ID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	manifest := w.next.manifest.following(rows, justRead)
	out, fresh := merge(rows, drops, puts)
	// An upsert would do for both, at half as much again for each new row.
	added, replaced := fresh[:0:0], fresh[:0:0]
	for _, p := range fresh {
		out[p.at].version = manifest.Generation
		if p.there {
			replaced = append(replaced, p)
		} else {
			added = append(added, p)
		}
	}
	if err := w.storeItems(`INSERT INTO item (area, version, key, body, kind, id) VALUES (?, ?, ?, ?, ?, ?)`, puts, out, added); err != nil {
		return err
	}
	if err := w.storeItems(`UPDATE item SET area = ?, version = ?, key = ?, body = ? WHERE kind = ? AND id = ?`, puts, out, replaced); err != nil {
		return err
	}
	w.next.rows = out
	w.next.manifest = manifest.over(out)
	return nil
}

// storeItems seals items and writes them; the digest of each goes to its place in out.
func (w *writing) storeItems(query string, puts []ledger.Item, out []digest, items []placed) error {
	if len(items) == 0 {
		return nil
	}
	type span struct {
		items []placed
		rows  []sealedRow
	}
	return bulk(w.ctx, w.v.writer, query, func(run func(...driver.Value) error) error {
		return inOrder(w.ctx, func(_ context.Context, emit func(*span) error) error {
			size := func(i int) int { return len(puts[items[i].put].Body) }
			return chunked(len(items), size, func(from, to int) error { return emit(&span{items: items[from:to]}) })
		}, func(s *span) (err error) {
			s.rows, err = w.sealItems(puts, out, s.items)
			return err
		}, func(s *span) error {
			for i := range s.rows {
				row, d := &s.rows[i], &out[s.rows[i].at]
				if err := run(int64(d.area), int64(d.version), row.key, row.body, d.kind, d.id); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// sealItems seals a chunk; it runs beside the goroutine that writes.
func (w *writing) sealItems(puts []ledger.Item, out []digest, items []placed) ([]sealedRow, error) {
	rows := make([]sealedRow, len(items))
	for i, p := range items {
		row, d := &rows[i], &out[p.at]
		row.placed = p
		k, err := w.key(d.area)
		if err != nil {
			return nil, err
		}
		ad := w.v.id.itemAD(d.area, d.version, ledger.ItemRef{Kind: d.kind, ID: d.id})
		if row.key, row.body, err = k.sealBody(ad, puts[p.put].Body); err != nil {
			return nil, err
		}
		d.sum = sha256.Sum256(row.body)
	}
	return rows, nil
}

// chunked cuts n things into chunks, given the size of each.
func chunked(n int, size func(i int) int, each func(from, to int) error) error {
	for from := 0; from < n; {
		to, bytes := from, 0
		for to < n && to-from < chunkRows && bytes < chunkBytes {
			bytes += size(to)
			to++
		}
		if err := each(from, to); err != nil {
			return err
		}
		from = to
	}
	return nil
}

func (w *writing) putDrafts(puts []ledger.Draft, drops []string) error {
	for _, id := range drops {
		if _, err := w.v.writer.ExecContext(w.ctx, `DELETE FROM draft WHERE id = ?`, id); err != nil {
			return storeFault("drop draft", err)
		}
	}
	version := w.next.count
	for _, d := range puts {
		k, err := w.key(d.Area)
		if err != nil {
			return err
		}
		key, body, err := k.sealBody(w.v.id.draftAD(d.Area, version, d.ID), d.Body)
		if err != nil {
			return err
		}
		if _, err := w.v.writer.ExecContext(w.ctx, `INSERT INTO draft (id, area, version, key, body) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET area = excluded.area, version = excluded.version, key = excluded.key, body = excluded.body`,
			d.ID, byte(d.Area), version, key, body); err != nil {
			return storeFault("put draft", err)
		}
	}
	return nil
}

// plan is a record whose place in the chain is known and whose body is not yet sealed.
type plan struct {
	header      ledger.Header
	salt, id    []byte
	body        []byte
	encoded     []byte
	hash        [32]byte
	key, sealed []byte
}

// append adds records to this device's chains. The headers are knitted one after the other, a
// chunk at a time; the bodies are sealed beside it.
func (w *writing) append(appends []ledger.Append) ([]ledger.Header, error) {
	headers := make([]ledger.Header, 0, len(appends))
	if len(appends) == 0 {
		return headers, nil
	}
	err := bulk(w.ctx, w.v.writer, `INSERT INTO record (id, stream, device, seq, header, key, body) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		func(run func(...driver.Value) error) error {
			device := w.v.device.id[:]
			return inOrder(w.ctx, func(_ context.Context, emit func(*[]plan) error) error {
				return w.knitAll(appends, emit)
			}, w.sealPlans, func(chunk *[]plan) error {
				for i := range *chunk {
					p := &(*chunk)[i]
					if err := run(p.id, int64(p.header.Stream), device, int64(p.header.Seq), p.encoded, p.key, p.sealed); err != nil {
						return err
					}
					headers = append(headers, p.header)
				}
				return nil
			})
		})
	return headers, err
}

func (w *writing) knitAll(appends []ledger.Append, emit func(*[]plan) error) error {
	now := w.v.env.now()
	size := func(i int) int { return len(appends[i].Body) }
	return chunked(len(appends), size, func(from, to int) error {
		chunk := make([]plan, 0, to-from)
		for _, a := range appends[from:to] {
			w.next.clock = w.next.clock.Next(now)
			chunk = append(chunk, w.knit(a))
		}
		return emit(&chunk)
	})
}

// knit gives a record its place in the chain.
func (w *writing) knit(a ledger.Append) plan {
	random := randomBytes(saltSize + len(ledger.RecordID{}))
	p := plan{body: a.Body, salt: random[:saltSize:saltSize], id: random[saltSize:]}
	sum := sha256.New()
	sum.Write(p.salt)
	sum.Write(a.Body)
	device := w.v.device.id
	last := link{Stream: a.Stream, Device: device}
	if at, there := w.next.find(a.Stream, device); there {
		last = w.next.chains[at]
	}
	p.header = ledger.Header{
		Device: device, Stream: a.Stream, Seq: last.Seq + 1, Clock: w.next.clock, Area: a.Area, Kind: a.Kind,
		Prev: last.Hash, Commitment: [32]byte(sum.Sum(nil)), ID: ledger.RecordID(p.id),
	}
	p.encoded = p.header.Encode()
	p.hash = sha256.Sum256(p.encoded)
	w.next.extend(link{Stream: a.Stream, Device: device, Seq: p.header.Seq, Hash: p.hash})
	return p
}

func (w *writing) sealPlans(chunk *[]plan) error {
	for i := range *chunk {
		p := &(*chunk)[i]
		k, err := w.key(p.header.Area)
		if err != nil {
			return err
		}
		if p.key, p.sealed, err = k.sealBody(w.v.id.recordAD(p.hash), p.salt, p.body); err != nil {
			return err
		}
	}
	return nil
}

// appendManifest writes the state of all items into the ledger.
func (w *writing) appendManifest() error {
	body, err := json.Marshal(w.next.manifest)
	if err != nil {
		return err
	}
	headers, err := w.append([]ledger.Append{{Stream: ledger.StreamMain, Area: access.AreaCommon, Kind: ledger.KindManifest, Body: body}})
	if err != nil {
		return err
	}
	w.next.manifest.Record = headers[0].ID.String()
	return nil
}

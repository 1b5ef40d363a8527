package vault

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"

	"avbrottsparm/internal/ledger"
)

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
		if ledger.Apart(d.kind) {
			row.key, row.body, err = k.sealPlain(ad, puts[p.put].Body, 0)
			d.sum = sumApart(uint64(len(row.body)))
		} else {
			row.key, row.body, err = k.sealBody(ad, puts[p.put].Body)
			d.sum = sha256.Sum256(row.body)
		}
		if err != nil {
			return nil, err
		}
	}
	return rows, nil
}

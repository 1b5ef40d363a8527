package vault

import (
	"database/sql/driver"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"

	"github.com/mattn/go-sqlite3"
)

// merge carries out a plan in one transaction.
func (w *writing) merge(p *mergePlan) error {
	w.next.count = max(w.next.count, p.there.state.count+1)
	w.next.clock = max(w.next.clock, p.there.state.clock)
	w.next.rows = nil
	if err := w.dropCheckpoint(); err != nil {
		return err
	}
	lent, err := w.v.generations(w.ctx)
	if err != nil {
		return err
	}
	m := &merging{writing: w, plan: p, lent: lent}
	if err := m.records(); err != nil {
		return err
	}
	if err := m.ends(); err != nil {
		return err
	}
	for _, id := range p.bury {
		if _, err := w.v.writer.ExecContext(w.ctx, `UPDATE record SET key = NULL, body = NULL WHERE id = ?`, id[:]); err != nil {
			return storeFault("purge", err)
		}
	}
	if err := m.drafts(); err != nil {
		return err
	}
	return m.items()
}

// merging is a merge under way.
type merging struct {
	*writing
	plan *mergePlan
	lent map[areaGeneration]bool
}

// carry gives a wrapped key as this vault has to keep it. A row that the opener can't open and
// that is under a key which this vault no longer has takes someone who may read it: fault
// vault.not_allowed. Out of a damaged file everything else is taken (ok is false).
func (m *merging) carry(area access.Area, wrapped []byte) (key []byte, ok bool, err error) {
	key, ok, err = carry(m.plan.there.v, m.v, m.lent, area, wrapped)
	if err == nil && !ok && !m.plan.salvage {
		err = text.NewFault("vault.not_allowed")
	}
	return key, ok, err
}

// records takes records from the copy, in the order in which they came there.
func (m *merging) records() error {
	if len(m.plan.records) == 0 {
		return nil
	}
	if err := m.makeRoom(); err != nil {
		return err
	}
	return bulk(m.ctx, m.v.writer, `INSERT INTO record (id, stream, device, seq, header, key, body) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (stream, device, seq) DO UPDATE SET id = excluded.id, header = excluded.header, key = excluded.key, body = excluded.body`,
		func(run func(...driver.Value) error) error {
			return m.rows(`SELECT stream, device, seq, header, key, body FROM record ORDER BY rowid`, func(r *rowReader) error {
				raw := rawRecord{stream: r.number(0).stream(), device: r.bytes(1), seq: uint64(r.number(2)), header: r.bytes(3), key: r.bytes(4), body: r.bytes(5)}
				return m.take(raw, run)
			})
		})
}

// makeRoom frees the ids that the rows to come have: of rows that are replaced, whose ids may
// have been exchanged, and of rows with a damaged header that stand where they never were.
func (m *merging) makeRoom() error {
	wanted := map[ledger.RecordID]bool{}
	for at := range m.plan.records {
		wanted[m.plan.there.records[at].id] = true
	}
	for at, does := range m.plan.records {
		if does != replace {
			continue
		}
		if _, err := m.v.writer.ExecContext(m.ctx, `UPDATE record SET id = randomblob(16) WHERE stream = ? AND device = ? AND seq = ?`, at.stream, at.device[:], int64(at.seq)); err != nil {
			return storeFault("make room", err)
		}
	}
	for id := range wanted {
		if _, sound := m.plan.here.ids[id]; sound {
			continue
		}
		if _, err := m.v.writer.ExecContext(m.ctx, `DELETE FROM record WHERE id = ?`, id[:]); err != nil {
			return storeFault("make room", err)
		}
	}
	return nil
}

// take puts one row of the copy where the plan wants it.
func (m *merging) take(raw rawRecord, run func(...driver.Value) error) error {
	h, ok := raw.place()
	at := spotOf(h)
	if !ok || m.plan.records[at] == leave {
		return nil
	}
	key, body := raw.key, raw.body
	if m.plan.buried(m.plan.there.records[at]) {
		key, body = nil, nil
	} else if key != nil {
		var movable bool
		var err error
		if key, movable, err = m.carry(h.Area, key); err != nil || !movable {
			return err
		}
	}
	return run(h.ID[:], int64(h.Stream), raw.device, int64(h.Seq), raw.header, nullable(key), nullable(body))
}

// ends finds anew where the chains end, and keeps what the head said of records that are missing
// still.
func (m *merging) ends() error {
	now := &state{clock: m.next.clock}
	if err := now.readChains(m.ctx, m.v.writer); err != nil {
		return err
	}
	for _, l := range m.plan.here.state.held {
		if at, there := now.find(l.Stream, l.Device); !there || now.chains[at].Seq < l.Seq {
			now.extend(l)
		}
	}
	m.next.chains, m.next.clock = now.chains, now.clock
	return nil
}

// nullable is a value for a column that may be NULL.
func nullable(b []byte) driver.Value {
	if b == nil {
		return nil
	}
	return b
}

// rows walks rows of the copy.
func (m *merging) rows(query string, each func(*rowReader) error) error {
	c := m.plan.there.v
	return onDriver(c.writer, func(lite *sqlite3.SQLiteConn) (err error) {
		rows, err := queryRows(m.ctx, lite, query)
		if err != nil {
			return err
		}
		defer func() { err = also(err, rows.close()) }()
		for {
			more, err := rows.next()
			if !more {
				return err
			}
			if err := each(rows); err != nil {
				return err
			}
		}
	})
}

func (m *merging) drafts() error {
	return m.rows(`SELECT id, area, version, key, body FROM draft`, func(r *rowReader) error {
		id, area := r.text(0), r.number(1).area()
		if !slices.Contains(m.plan.drafts, id) {
			return nil
		}
		key, movable, err := m.carry(area, r.bytes(3))
		if err != nil || !movable {
			return err
		}
		_, err = m.v.writer.ExecContext(m.ctx, `INSERT INTO draft (id, area, version, key, body) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET area = excluded.area, version = excluded.version, key = excluded.key, body = excluded.body`,
			id, byte(area), int64(r.number(2)), key, r.bytes(4))
		return storeFault("merge draft", err)
	})
}

// items changes the item rows and lets the plan's manifest hold, or writes a new one for rows
// that were put together from what was left.
func (m *merging) items() error {
	p := m.plan.items
	puts := map[ledger.ItemRef]bool{}
	for _, ref := range p.puts {
		puts[ref] = true
	}
	for _, ref := range p.drops {
		if _, err := m.v.writer.ExecContext(m.ctx, `DELETE FROM item WHERE kind = ? AND id = ?`, ref.Kind, ref.ID); err != nil {
			return storeFault("merge items", err)
		}
	}
	if len(puts) > 0 {
		err := bulk(m.ctx, m.v.writer, `INSERT INTO item (kind, id, area, version, key, body) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (kind, id) DO UPDATE SET area = excluded.area, version = excluded.version, key = excluded.key, body = excluded.body`,
			func(run func(...driver.Value) error) error {
				return m.rows(`SELECT kind, id, area, version, key, body FROM item`, func(r *rowReader) error {
					if !puts[ledger.ItemRef{Kind: r.text(0), ID: r.text(1)}] {
						return nil
					}
					key, movable, err := m.carry(r.number(2).area(), r.bytes(4))
					if err != nil || !movable {
						return err
					}
					return run(r.text(0), r.text(1), int64(r.number(2)), int64(r.number(3)), key, r.bytes(5))
				})
			})
		if err != nil {
			return err
		}
	}
	if p.manifest != nil {
		m.next.manifest = *p.manifest
		return nil
	}
	rows, err := readDigests(m.ctx, m.v.writer)
	if err != nil {
		return err
	}
	generation := max(m.plan.here.state.manifest.Generation, m.plan.there.state.manifest.Generation)
	if len(rows) == 0 && generation == 0 {
		return nil
	}
	for _, d := range rows {
		if d.version < uint64(notANumber) {
			generation = max(generation, d.version)
		}
	}
	m.next.manifest = manifest{Generation: generation + 1}.over(rows)
	if p.pieced {
		m.next.manifest = m.next.manifest.pieced(rows)
	}
	return m.appendManifest()
}

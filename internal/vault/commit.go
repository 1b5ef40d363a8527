package vault

import (
	"context"
	"database/sql"
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
	store := func(w *writing) (err error) {
		headers, err = w.store(c)
		return err
	}
	err := v.write(ctx, store)
	if text.IsFault(err, "vault.full") && v.makeRoom(ctx) {
		err = v.write(ctx, store)
	}
	if err != nil {
		return nil, err
	}
	return headers, nil
}

// makeRoom moves what the write-ahead log holds into the file itself and gives the log's room
// back, and tells whether it could: on a disk that is full, that is room for many more notes.
func (v *Vault) makeRoom(ctx context.Context) bool {
	var busy, pages, moved int
	err := v.writer.QueryRowContext(context.WithoutCancel(ctx), "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
	return err == nil && busy == 0
}

// store writes a change into the transaction; drops come before puts.
func (w *writing) store(c ledger.Change) ([]ledger.Header, error) {
	if err := w.putItems(c.Puts, c.Drops); err != nil {
		return nil, err
	}
	if err := w.putDrafts(c.DraftPuts, c.DraftDrops); err != nil {
		return nil, err
	}
	headers, err := w.append(c.Appends)
	if err != nil || len(c.Puts)+len(c.Drops) == 0 {
		return headers, err
	}
	return headers, w.appendManifest()
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
	if v.private != nil {
		return v.barred()
	}
	bare := context.WithoutCancel(ctx)
	if v.stale {
		if err := v.reload(bare); err != nil {
			return err
		}
		v.stale = false
	}
	if v.state.Load().exhausted(v.device.id) {
		v.device = deviceFile{path: v.device.path}
	}
	claimed, err := v.claimDevice(bare)
	if err != nil {
		return err
	}
	w := &writing{v: v, ctx: bare, next: v.state.Load().next()}
	if err := one(bare, v.writer, "BEGIN IMMEDIATE"); err != nil {
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
	if err := one(bare, v.writer, `INSERT INTO head (id, version, body) VALUES (1, ?, ?)
		ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body`, int64(w.next.count), head); err != nil {
		return storeFault("write head", err)
	}
	if err := one(bare, v.writer, "COMMIT"); err != nil {
		return storeFault("commit", err)
	}
	if claimed != nil {
		v.device.ready, v.device.pending = true, len(v.device.marks) > 1
	}
	v.state.Store(w.next)
	v.ring.prepareAhead()
	return nil
}

func (v *Vault) rollback(ctx context.Context) error { return endTransaction(ctx, v.writer) }

// endTransaction rolls back a transaction that SQLite has not already ended by itself.
func endTransaction(ctx context.Context, on *sql.Conn) error {
	ended := false
	err := on.Raw(func(conn any) error {
		lite, ok := conn.(*sqlite3.SQLiteConn)
		ended = ok && lite.AutoCommit()
		return nil
	})
	if err == nil && !ended {
		_, err = on.ExecContext(ctx, "ROLLBACK")
	}
	return storeFault("roll back", err)
}

// key is the area's current key, for sealing.
func (w *writing) key(area access.Area) (*areaKey, error) {
	if k := w.v.ring.now(area); k != nil {
		return k, nil
	}
	if len(w.v.suspect) > 0 {
		return nil, text.NewFault("vault.damaged")
	}
	return nil, text.NewFault("vault.not_allowed")
}

func (w *writing) putDrafts(puts []ledger.Draft, drops []string) error {
	for _, id := range drops {
		if err := one(w.ctx, w.v.writer, `DELETE FROM draft WHERE id = ?`, id); err != nil {
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
		if err := one(w.ctx, w.v.writer, `INSERT INTO draft (id, area, version, key, body) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET area = excluded.area, version = excluded.version, key = excluded.key, body = excluded.body`,
			d.ID, int64(d.Area), int64(version), key, body); err != nil {
			return storeFault("put draft", err)
		}
	}
	return nil
}

package vault

import (
	"bytes"
	"context"
	"database/sql"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Compare tells what a copy of this vault and this vault have that the other lacks. The file may
// lie anywhere; it is read from a private copy and never written to. The key opens the copy; a
// zero key tries the opener's own, which are in it when the opener was a user then. Faults:
// vault.other, vault.copy_key, and those of Open.
func (v *Vault) Compare(ctx context.Context, file string, key access.Key) (ledger.Difference, error) {
	var diff ledger.Difference
	err := v.besides(ctx, file, key, func(ctx context.Context, c *Vault) error {
		plan, err := v.planFrom(ctx, c, nil)
		if err == nil {
			diff = plan.diff
		}
		return err
	})
	return diff, err
}

// Merge brings in what a copy of this vault has and this vault lacks or can no longer open, in
// one transaction, and answers what was different before. Records keep their place, header and
// sealed body byte for byte. A record that a tombstone of either side names has no body
// afterwards. The data that imports bring comes from one side as a whole, what is made in the binder
// from both (meet); drafts that are only in the copy come along unless the copy knows of nothing
// newer, for then they were signed or thrown away since. Where a chain went two ways, what is here
// stays. Merging again changes nothing. Faults as Compare's and Commit's.
func (v *Vault) Merge(ctx context.Context, file string, key access.Key, progress func(done, total int)) (ledger.Difference, error) {
	if v.private != nil {
		return ledger.Difference{}, v.barred()
	}
	var diff ledger.Difference
	err := v.besides(ctx, file, key, func(ctx context.Context, c *Vault) (err error) {
		v.writing.Lock()
		defer v.writing.Unlock()
		if err := v.mendIndexes(ctx); err != nil {
			return err
		}
		diff, err = v.mergeFrom(ctx, c, false, progress)
		return err
	})
	return diff, err
}

// mendIndexes makes the indexes anew where the file's structure is damaged: a merge by a wrong index
// would add rows that are there. What it can't mend takes a recovery: fault vault.damaged.
func (v *Vault) mendIndexes(ctx context.Context) error {
	bare := context.WithoutCancel(ctx)
	var found string
	err := v.writer.QueryRowContext(bare, `PRAGMA integrity_check(1)`).Scan(&found)
	if err == nil && found == "ok" {
		return ctx.Err()
	}
	if _, err := v.writer.ExecContext(bare, `REINDEX`); err != nil {
		return text.Because(err, "vault.damaged")
	}
	err = v.writer.QueryRowContext(bare, `PRAGMA integrity_check(1)`).Scan(&found)
	if err != nil || found != "ok" {
		return text.Because(err, "vault.damaged")
	}
	return ctx.Err()
}

// besides opens a copy beside this vault while work goes on.
func (v *Vault) besides(ctx context.Context, file string, key access.Key, work func(ctx context.Context, c *Vault) error) (err error) {
	if err := v.enter(); err != nil {
		return err
	}
	defer v.leave()
	ctx, end := v.whileOpen(ctx)
	defer end()
	own := v.ownKeys()
	defer own.wipe()
	c, err := openCopy(ctx, file, v.id, key, own, v.env)
	if err != nil {
		return v.ended(err)
	}
	defer func() { err = also(err, c.Close()) }()
	return v.ended(work(ctx, c))
}

func (v *Vault) planFrom(ctx context.Context, c *Vault, progress func(done, total int)) (*mergePlan, error) {
	total := 0
	for _, side := range []*Vault{v, c} {
		n, err := side.countRows(ctx)
		if err != nil {
			return nil, err
		}
		total += n
	}
	done := 0
	step := func() {
		if done++; progress != nil && (done%chunkRows == 0 || done == total) {
			progress(done, total)
		}
	}
	here, err := v.survey(ctx, step)
	if err != nil {
		return nil, err
	}
	there, err := c.survey(ctx, step)
	if err != nil {
		return nil, err
	}
	plan := planMerge(here, there, false)
	return plan, plan.readApart(ctx)
}

// readApart opens the entries that stay in the copy, so that it can be told which they are.
func (p *mergePlan) readApart(ctx context.Context) error {
	if p.diff.Apart[ledger.KindEntry] == 0 {
		return nil
	}
	return p.there.v.read(ctx, func(_ context.Context, conn *sql.Conn) error {
		return p.there.v.scanRecords(ctx, conn, ledger.StreamMain, func(o *opened) error {
			if o.Kind == ledger.KindEntry && p.apart[spotOf(o.Header)] {
				stays := o.Record
				if stays.Body = nil; o.fault == "" {
					stays.Body = bytes.Clone(o.Body)
				}
				p.diff.Stay = append(p.diff.Stay, stays)
			}
			return nil
		})
	})
}

func (v *Vault) countRows(ctx context.Context) (n int, err error) {
	err = v.read(ctx, func(bare context.Context, conn *sql.Conn) error {
		return storeFault("count", conn.QueryRowContext(bare, `SELECT (SELECT COUNT(*) FROM record) + (SELECT COUNT(*) FROM item)`).Scan(&n))
	})
	return n, err
}

// mergeFrom merges an open copy into this vault, which the caller holds for writing.
func (v *Vault) mergeFrom(ctx context.Context, c *Vault, salvage bool, progress func(done, total int)) (ledger.Difference, error) {
	plan, err := v.planFrom(ctx, c, progress)
	if err != nil {
		return ledger.Difference{}, err
	}
	if salvage {
		plan = planMerge(plan.here, plan.there, true)
	}
	if plan.idle() {
		return plan.diff, nil
	}
	if plan.ownChain(v.device.id) {
		v.device = deviceFile{path: v.device.path} // another laptop went on with this one's chain
	}
	if err := v.write(ctx, func(w *writing) error { return w.merge(plan) }); err != nil {
		return plan.diff, err
	}
	bare := context.WithoutCancel(ctx)
	fresh, err := v.loadState(bare, v.writer)
	if err != nil {
		v.stale = true
		return plan.diff, err
	}
	v.state.Store(fresh)
	if len(plan.bury) > 0 {
		_, err = v.writer.ExecContext(bare, "PRAGMA wal_checkpoint(TRUNCATE)")
	}
	return plan.diff, storeFault("merge", err)
}

// idle tells whether there is nothing to do; a head that does not open is written anew.
func (p *mergePlan) idle() bool {
	return !p.here.headless && len(p.records)+len(p.bury)+len(p.items.puts)+len(p.items.drops)+len(p.drafts) == 0
}

// ownChain tells whether the copy brings records of a device.
func (p *mergePlan) ownChain(device ledger.DeviceID) bool {
	for at, does := range p.records {
		if at.device == device && does == insert {
			return true
		}
	}
	return false
}

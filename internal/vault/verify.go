package vault

import (
	"context"
	"database/sql"
	"encoding/json"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Verify opens everything: it follows each chain from its first record to the end that the vault
// last left, opens every body and holds it against its commitment, looks for the tombstone of
// each purged one, and holds the items against the manifest. What it finds wrong stands in the
// report; the error is for what kept it from looking. Progress may be nil.
func (v *Vault) Verify(ctx context.Context, progress func(done, total int)) (ledger.Report, error) {
	var report ledger.Report
	err := v.read(ctx, func(bare context.Context, conn *sql.Conn) error {
		s, err := v.loadState(bare, conn)
		if err != nil {
			return err
		}
		c := &check{v: v, conn: conn, state: s, progress: progress, purged: map[string]bool{}}
		c.report.Head = v.headOf(s.chains)
		c.report.Faults = append(c.report.Faults, s.suspect...)
		if err := c.run(ctx, bare); err != nil {
			return err
		}
		report = c.report
		return nil
	})
	return report, err
}

// check is one verification under way.
type check struct {
	v        *Vault
	conn     *sql.Conn
	state    *state
	progress func(done, total int)
	done     int
	total    int

	report   ledger.Report
	purged   map[string]bool // ids in hexadecimal, by a tombstone
	bare     []opened        // records without a body
	risen    map[ledger.RecordID]bool
	manifest manifest // as the ledger says it
	told     map[ledger.Finding]bool
}

func (c *check) run(ctx, bare context.Context) error {
	err := c.conn.QueryRowContext(bare, `SELECT (SELECT COUNT(*) FROM record) + (SELECT COUNT(*) FROM item) + (SELECT COUNT(*) FROM draft)`).Scan(&c.total)
	if err != nil {
		return storeFault("verify", err)
	}
	c.told = map[ledger.Finding]bool{}
	for _, f := range c.report.Faults {
		c.told[f] = true
	}
	if c.risen, err = c.v.risen(bare, c.conn); err != nil {
		return err
	}
	for _, stream := range []ledger.Stream{ledger.StreamMain, ledger.StreamLog} {
		if err := c.chains(ctx, stream); err != nil {
			return err
		}
	}
	for _, o := range c.bare {
		if c.purged[o.ID.String()] {
			c.report.Purged++
		} else {
			c.find("missing_body", o.Header)
		}
	}
	if err := c.items(ctx); err != nil {
		return err
	}
	if err := c.drafts(bare); err != nil {
		return err
	}
	return c.v.stopped(ctx)
}

func (c *check) step() {
	c.done++
	if c.progress != nil && (c.done%chunkRows == 0 || c.done == c.total) {
		c.progress(c.done, c.total)
	}
}

func (c *check) find(code string, h ledger.Header) {
	f := ledger.Finding{Code: code, Device: h.Device, Stream: h.Stream, Seq: h.Seq}
	if !c.told[f] {
		c.told[f] = true
		c.report.Faults = append(c.report.Faults, f)
	}
}

// chains follows every chain of a stream.
func (c *check) chains(ctx context.Context, stream ledger.Stream) error {
	ends := map[ledger.DeviceID]link{}
	err := c.v.scanRecords(ctx, c.conn, stream, func(o *opened) error {
		c.step()
		c.report.Records++
		last := ends[o.Device]
		switch {
		case o.Seq != last.Seq+1:
			gap := o.Header
			gap.Seq = last.Seq + 1
			c.find("gap", gap)
		case o.fault != "header" && o.Prev != last.Hash:
			c.find("link", o.Header)
		}
		ends[o.Device] = link{Seq: o.Seq, Hash: o.hash}
		c.record(o)
		return nil
	})
	c.report.Chains += len(ends)
	return err
}

// record counts one record and keeps what later steps need of it.
func (c *check) record(o *opened) {
	switch {
	case o.fault != "":
		c.find(o.fault, o.Header)
	case c.risen[o.ID]:
		c.find("returned", o.Header)
		c.report.Purged++
	case o.Purged:
		c.bare = append(c.bare, *o)
	case o.Withheld:
		c.report.Withheld++
	default:
		c.report.Opened++
		c.own(o)
	}
}

// own reads the vault's own records.
func (c *check) own(o *opened) {
	switch o.Kind {
	case ledger.KindTombstone:
		var t tombstone
		if json.Unmarshal(o.Body, &t) == nil {
			c.purged[t.Record] = true
		}
	case ledger.KindManifest:
		var m manifest
		if json.Unmarshal(o.Body, &m) == nil && o.ID.String() == c.state.manifest.Record {
			c.manifest = m
			c.manifest.Record = c.state.manifest.Record
		}
	}
}

// items opens every item, and holds them against the manifest in the ledger and in the head.
func (c *check) items(ctx context.Context) error {
	rows, err := c.v.scanWhole(ctx, c.conn, func(row *itemRow) error {
		c.step()
		switch {
		case row.failed:
			c.report.Faults = append(c.report.Faults, ledger.Finding{Code: "item", Item: ledger.ItemRef{Kind: row.kind, ID: row.id}})
		case !row.withheld:
			c.report.Items++
		}
		return nil
	})
	if err != nil {
		return err
	}
	said := c.manifest
	if c.state.manifest.Generation == 0 || c.v.ring.now(access.AreaCommon) == nil {
		said = c.state.manifest // nothing imported yet, or the ledger's copy is not for this reader
	}
	if c.state.manifest.headLost() {
		c.find("head", ledger.Header{})
		if said = c.state.manifest; said.covers(rows) {
			return nil
		}
	}
	if said != c.state.manifest || !said.fits(rows) {
		c.report.Faults = append(c.report.Faults, ledger.Finding{Code: "manifest"})
	}
	return nil
}

func (c *check) drafts(ctx context.Context) error {
	err := c.v.scanDrafts(ctx, c.conn, func(d ledger.Draft, withheld, failed bool) {
		c.step()
		switch {
		case failed:
			c.report.Faults = append(c.report.Faults, ledger.Finding{Code: "draft", Item: ledger.ItemRef{Kind: "draft", ID: d.ID}})
		case !withheld:
			c.report.Drafts++
		}
	})
	if err != nil {
		return text.Because(err, "vault.damaged")
	}
	return nil
}

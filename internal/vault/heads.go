package vault

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/hex"
	"slices"
	"strings"

	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"

	"github.com/mattn/go-sqlite3"
)

// headBytes is what a printed code holds of a head: 80 bits.
const headBytes = 10

// parseHead reads a code as it is printed or typed. Fault vault.head_form.
func parseHead(code string) ([]byte, error) {
	plain := strings.NewReplacer("-", "", " ", "", "\t", "", "\u2013", "", "\u00a0", "").Replace(strings.TrimSpace(code))
	raw, err := hex.DecodeString(plain)
	if err != nil || len(raw) != headBytes {
		return nil, text.NewFault("vault.head_form")
	}
	return raw, nil
}

// FindHead looks for the moment at which the vault had a head of that code: five groups of four
// hexadecimal digits, in any case, with or without hyphens. Found means that every record that
// the head covered is there. Fault vault.head_form.
func (v *Vault) FindHead(ctx context.Context, code string) (ledger.HeadMatch, error) {
	want, err := parseHead(code)
	if err != nil {
		return ledger.HeadMatch{}, err
	}
	var match ledger.HeadMatch
	err = v.read(ctx, func(_ context.Context, conn *sql.Conn) error {
		all, err := v.arrivals(ctx, conn)
		if err != nil {
			return err
		}
		if match = v.replay(all, want); match.Found {
			return nil
		}
		// Rows that came in by a merge, or were put together after damage, lie behind one another;
		// by their clocks they come in the order in which they were written, on each laptop and
		// on all of them.
		slices.SortStableFunc(all, func(a, b arrival) int { return cmp.Compare(a.clock, b.clock) })
		if match = v.replay(all, want); match.Found {
			return nil
		}
		for _, device := range devicesIn(all) {
			own := slices.DeleteFunc(slices.Clone(all), func(a arrival) bool { return a.link.Device != device })
			if match = v.replay(own, want); match.Found {
				match.Since += len(all) - len(own)
				return nil
			}
		}
		return v.stopped(ctx)
	})
	return match, err
}

// arrival is a record as it changed the head.
type arrival struct {
	link  link
	clock ledger.Clock
}

func devicesIn(all []arrival) []ledger.DeviceID {
	var devices []ledger.DeviceID
	for _, a := range all {
		if !slices.Contains(devices, a.link.Device) {
			devices = append(devices, a.link.Device)
		}
	}
	return devices
}

// arrivals are all records in the order in which they came into the file. A header that can't be
// read is left out: no head that covers it will be found.
func (v *Vault) arrivals(ctx context.Context, conn *sql.Conn) ([]arrival, error) {
	var all []arrival
	err := onDriver(conn, func(lite *sqlite3.SQLiteConn) (err error) {
		rows, err := queryRows(context.WithoutCancel(ctx), lite, `SELECT header FROM record ORDER BY rowid`)
		if err != nil {
			return err
		}
		defer func() { err = also(err, rows.close()) }()
		for {
			more, err := rows.next()
			if !more {
				return err
			}
			if len(all)%1024 == 0 {
				if err := v.stopped(ctx); err != nil {
					return err
				}
			}
			raw := rows.bytes(0)
			h, err := ledger.DecodeHeader(raw)
			if err != nil {
				continue
			}
			all = append(all, arrival{link: link{Stream: h.Stream, Device: h.Device, Seq: h.Seq, Hash: h.Hash()}, clock: h.Clock})
		}
	})
	return all, err
}

// replay computes the head after every record and stops at the one that was asked for. A record
// that does not come next in its chain ends it: from there on something is missing.
func (v *Vault) replay(all []arrival, want []byte) ledger.HeadMatch {
	var s state
	var newest ledger.Clock
	for i, a := range all {
		at, there := s.find(a.link.Stream, a.link.Device)
		if (there && s.chains[at].Seq+1 != a.link.Seq) || (!there && a.link.Seq != 1) {
			return ledger.HeadMatch{}
		}
		s.extend(a.link)
		newest = max(newest, a.clock)
		if head := v.headOf(s.chains); bytes.Equal(head[:headBytes], want) {
			return ledger.HeadMatch{Found: true, At: newest.Time(), Since: len(all) - i - 1}
		}
	}
	return ledger.HeadMatch{}
}

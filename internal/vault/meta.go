package vault

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"avbrottsparm/internal/text"
)

// Rows of the table meta: what lies in the clear.
const (
	metaVault  = "vault"  // 16 bytes
	metaSalt   = "salt"   // 32 bytes
	metaDevice = "device" // 16 bytes of device id, 16 of its mark
	metaTries  = "tries"  // wrong passphrases in a row, JSON
)

func (v *Vault) meta(ctx context.Context, name string) ([]byte, error) {
	var value []byte
	err := v.writer.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = ?`, name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return value, storeFault("read meta", err)
}

func (v *Vault) setMeta(ctx context.Context, name string, value []byte) error {
	_, err := v.writer.ExecContext(ctx, `INSERT INTO meta (name, value) VALUES (?, ?)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return storeFault("write meta", err)
}

// tries counts wrong passphrases in a row, over all names and over restarts.
type tries struct {
	Count int   `json:"count"`
	Last  int64 `json:"last"` // milliseconds since 1970
}

const freeTries = 3

// delay is how long the next try waits: nothing for the first three, then 1, 2, 4 ... 60 s.
func (t tries) delay() time.Duration {
	if t.Count < freeTries {
		return 0
	}
	return min(time.Second<<min(t.Count-freeTries, 6), time.Minute)
}

func (v *Vault) readTries(ctx context.Context) (tries, error) {
	raw, err := v.meta(ctx, metaTries)
	if err != nil || raw == nil {
		return tries{}, err
	}
	var t tries
	if err := json.Unmarshal(raw, &t); err != nil {
		return tries{}, text.Because(err, "vault.damaged")
	}
	return t, nil
}

// left is how much of the delay is still to be waited. A clock that was set back makes nobody
// wait longer than the delay itself.
func (t tries) left(now time.Time) time.Duration {
	gone := max(0, now.Sub(time.UnixMilli(t.Last)))
	return max(0, t.delay()-gone)
}

// countTry remembers a wrong passphrase, and forgets all of them after a right one.
func (v *Vault) countTry(ctx context.Context, found bool) error {
	t, err := v.readTries(ctx)
	if err != nil || (found && t.Count == 0) {
		return err
	}
	next := tries{}
	if !found {
		next = tries{Count: t.Count + 1, Last: v.env.now().UnixMilli()}
	}
	raw, err := json.Marshal(next)
	if err != nil {
		return err
	}
	err = v.setMeta(context.WithoutCancel(ctx), metaTries, raw)
	if unwritable(err) {
		return nil // a full disk keeps nobody out who has the right passphrase
	}
	return err
}

package vault

import (
	"context"
	"crypto/hpke"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// identityID names a key pair: the first half of SHA-256 over its public key.
type identityID [16]byte

func (id identityID) String() string { return hex.EncodeToString(id[:]) }

func identityOf(public []byte) identityID {
	sum := sha256.Sum256(public)
	return identityID(sum[:16])
}

// parseIdentity reads 32 hexadecimal digits.
func parseIdentity(digits string) (identityID, error) {
	raw, err := hex.DecodeString(digits)
	if err != nil || len(raw) != len(identityID{}) {
		return identityID{}, errors.New("vault: an identity is 32 hexadecimal digits")
	}
	return identityID(raw), nil
}

func parseIdentities(all []string) ([]identityID, error) {
	ids := make([]identityID, 0, len(all))
	for _, digits := range all {
		id, err := parseIdentity(digits)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// Kinds of identity, part of the file format. 4 is kept for other laptops.
const (
	identityPerson   byte = 1
	identityRecovery byte = 2
	identityEnvelope byte = 3 // and the temporary who came with it
)

// receiver is someone whom area keys are wrapped to.
type receiver struct {
	id     identityID
	public hpke.PublicKey
}

// identity is a key pair on its way into the vault.
type identity struct {
	slotKeys
	receiver
	kind byte
}

func freshIdentity(kind byte, root []byte) (identity, error) {
	pair, err := kem().GenerateKey()
	if err != nil {
		return identity{}, fmt.Errorf("vault: identity: %w", err)
	}
	private, err := pair.Bytes()
	if err != nil {
		return identity{}, fmt.Errorf("vault: identity: %w", err)
	}
	public := pair.PublicKey()
	id := identityOf(public.Bytes())
	return identity{slotKeys: slotKeys{identity: id, private: private, root: root}, receiver: receiver{id: id, public: public}, kind: kind}, nil
}

// addIdentity stores the public half, with the vault's mark.
func addIdentity(ctx context.Context, conn *sql.Conn, m marks, who identity) error {
	public := who.public.Bytes()
	mark := m.identity(who.id, who.kind, public)
	_, err := conn.ExecContext(ctx, `INSERT INTO identity (id, kind, public, mark) VALUES (?, ?, ?, ?)`, who.id[:], who.kind, public, mark)
	return storeFault("add identity", err)
}

// errUnmarked says that an identity's row is not there, or is not the vault's own.
var errUnmarked = errors.New("vault: no such identity")

// readIdentity gives the public key of an identity. The row must bear the vault's mark, and the
// id must be the key's own: an id that the settings name can't be made to mean another key.
func readIdentity(ctx context.Context, conn *sql.Conn, m marks, id identityID) (receiver, byte, error) {
	var kind byte
	var public, mark []byte
	err := conn.QueryRowContext(ctx, `SELECT kind, public, mark FROM identity WHERE id = ?`, id[:]).Scan(&kind, &public, &mark)
	if errors.Is(err, sql.ErrNoRows) {
		return receiver{}, 0, errUnmarked
	}
	if err != nil {
		return receiver{}, 0, storeFault("read identity", err)
	}
	if identityOf(public) != id || !marked(mark, m.identity(id, kind, public)) {
		return receiver{}, 0, errUnmarked
	}
	key, err := kem().NewPublicKey(public)
	if err != nil {
		return receiver{}, 0, errUnmarked
	}
	return receiver{id: id, public: key}, kind, nil
}

// addArea stores a generation of an area.
func addArea(ctx context.Context, conn *sql.Conn, m marks, k *areaKey, public []byte) error {
	row := areaRow{area: k.area, generation: k.generation, public: public}
	_, err := conn.ExecContext(ctx, `INSERT INTO area (area, generation, public, mark) VALUES (?, ?, ?, ?)`,
		k.area, k.generation, public, row.areaMark(m.of(k.area, k.generation)))
	return storeFault("add area", err)
}

// addAreaKey wraps one area key to one identity (HPKE, RFC 9180). One that it has stays.
func addAreaKey(ctx context.Context, conn *sql.Conn, id vaultID, m marks, k *areaKey, to receiver) error {
	kdf, aead := suite()
	wrapped, err := hpke.Seal(to.public, kdf, aead, wrapInfo(id, k.area, k.generation, to.id), k.secret)
	if err != nil {
		return fmt.Errorf("vault: area key: %w", err)
	}
	row := areaRow{area: k.area, generation: k.generation, wrapped: wrapped}
	_, err = conn.ExecContext(ctx, `INSERT INTO area_key (area, generation, identity, wrapped, mark) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (area, generation, identity) DO UPDATE SET wrapped = excluded.wrapped, mark = excluded.mark`,
		k.area, k.generation, to.id[:], wrapped, row.keyMarkOf(m.of(k.area, k.generation), to.id))
	return storeFault("add area key", err)
}

// step runs a change of keys and a change of content in one transaction: both are on disk
// afterwards, or neither. Ring and marks go back to what they were when it fails.
func (v *Vault) step(ctx context.Context, work func(w *writing) (ledger.Change, error)) error {
	if err := v.enter(); err != nil {
		return err
	}
	defer v.leave()
	v.writing.Lock()
	defer v.writing.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	ring, marks := v.ring.snapshot(), v.marks
	err := v.write(ctx, func(w *writing) error {
		c, err := work(w)
		if err != nil {
			return err
		}
		if err := checkChange(c); err != nil {
			return err
		}
		_, err = w.store(c)
		return err
	})
	if err != nil {
		v.ring.become(ring)
		v.marks = marks
	}
	return err
}

// forget takes an identity away with all that it opened.
func (w *writing) forget(id identityID) error {
	for _, query := range []string{
		`DELETE FROM slot WHERE identity = ?`, `DELETE FROM area_key WHERE identity = ?`, `DELETE FROM identity WHERE id = ?`,
	} {
		if _, err := w.v.writer.ExecContext(w.ctx, query, id[:]); err != nil {
			return storeFault("forget identity", err)
		}
	}
	return nil
}

// give wraps every generation of areas to someone. The opener must hold them.
func (w *writing) give(to receiver, areas []access.Area) error {
	for _, area := range areas {
		generations := w.v.ring.all(area)
		if len(generations) == 0 || !w.v.ring.now(area).reads() {
			return text.NewFault("vault.not_allowed")
		}
		for _, k := range generations {
			if err := addAreaKey(w.ctx, w.v.writer, w.v.id, w.v.marks, k, to); err != nil {
				return err
			}
		}
	}
	return nil
}

// keptBySomebody runs work and fails when a key that somebody had before is nobody's after.
func (w *writing) keptBySomebody(work func() error) error {
	before, err := w.keysHeld()
	if err != nil {
		return err
	}
	if err := work(); err != nil {
		return err
	}
	after, err := w.keysHeld()
	if err != nil {
		return err
	}
	for key := range before {
		if !after[key] {
			return errors.New("vault: nobody could open an area any more")
		}
	}
	return nil
}

// keysHeld are the areas and generations that somebody has the key of, by rows of the vault's own.
func (w *writing) keysHeld() (map[[2]uint32]bool, error) {
	found, err := w.areaRows(`area > ?`, 0)
	if err != nil {
		return nil, err
	}
	held := map[[2]uint32]bool{}
	for _, row := range found {
		if row.owner != nil && marked(row.keyMark, row.keyMarkOf(w.v.marks.of(row.area, row.generation), identityID(row.owner))) {
			held[[2]uint32{uint32(row.area), row.generation}] = true
		}
	}
	return held, nil
}

package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"runtime/debug"
	"strings"
	"testing"
	"unicode/utf8"

	"avbrottsparm/internal/text"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Kinds of slot, part of the file format.
const (
	slotNamed    byte = 1 // a passphrase under a name
	slotSole     byte = 2 // the same passphrase under no name, while the vault has one user
	slotRecovery byte = 3
	slotEnvelope byte = 4 // the code of an envelope
)

// cost is what one derivation takes: memory in KiB, passes, lanes.
type cost struct {
	memory, passes uint32
	lanes          uint8
}

var (
	usualCost   = cost{memory: 256 << 10, passes: 3, lanes: 2}
	leastCost   = cost{memory: 64 << 10, passes: 3, lanes: 1}
	mostCost    = cost{memory: 1 << 20, passes: 10, lanes: 8}
	testingCost = cost{memory: 64, passes: 1, lanes: 1}
)

// most costs that a file may ask for in one try; each is a full derivation.
const maxCosts = 4

// allowed refuses what would exhaust the machine, and what would make guessing cheap. Tests may
// be cheap; a program that was not built by "go test" may not.
func (c cost) allowed() bool {
	if c.memory > mostCost.memory || c.passes > mostCost.passes || c.lanes > mostCost.lanes || c.lanes == 0 || c.passes == 0 {
		return false
	}
	return testing.Testing() || (c.memory >= leastCost.memory && c.passes >= leastCost.passes)
}

func (c cost) bytes() []byte {
	out := binary.BigEndian.AppendUint32(nil, c.memory)
	out = binary.BigEndian.AppendUint32(out, c.passes)
	return append(out, c.lanes)
}

// secretInput is what a person types: a name, or none, and a passphrase or code.
type secretInput struct {
	kind   byte
	name   string
	secret string
}

func fold(name string) string {
	return strings.ToLower(norm.NFC.String(strings.Join(strings.Fields(name), " ")))
}

// weak tells whether a passphrase is too short to protect anything: under 8 characters.
func weak(passphrase string) bool {
	return utf8.RuneCountInString(norm.NFC.String(passphrase)) < 8
}

// stretched is a derived slot: where its row lies and what opens it.
type stretched struct {
	id  [16]byte
	key []byte
}

// stretch derives a slot. The row's place comes out of the derivation too, so that the file does
// not show which names exist, and a wrong name looks like a wrong passphrase.
func (in secretInput) stretch(vaultSalt []byte, c cost) stretched {
	hash := sha256.New()
	hash.Write([]byte(label + "slot salt"))
	hash.Write(vaultSalt)
	hash.Write([]byte{in.kind})
	hash.Write([]byte(fold(in.name)))
	key := argon2.IDKey([]byte(norm.NFC.String(in.secret)), hash.Sum(nil), c.passes, c.memory, c.lanes, keySize)
	debug.FreeOSMemory() // or the derivation's memory stays with the process
	defer clear(key)
	return stretched{id: [16]byte(derive(key, "slot id")[:16]), key: derive(key, "slot key")}
}

// slotKeys is what a slot gives: the private key of an identity and the vault's root secret, and
// what deriving it cost.
type slotKeys struct {
	identity      identityID
	private, root []byte
	cost          cost
}

// clone is a copy of its own, for a receiver that wipes it.
func (k slotKeys) clone() slotKeys {
	k.private, k.root = bytes.Clone(k.private), bytes.Clone(k.root)
	return k
}

func (k slotKeys) wipe() {
	clear(k.private)
	clear(k.root)
}

func (id vaultID) slotAD(kind byte, place [16]byte, identity identityID, c cost) []byte {
	ad := append(id.bound(tableSlot, 64), kind)
	ad = append(ad, place[:]...)
	ad = append(ad, identity[:]...)
	return append(ad, c.bytes()...)
}

// slotRow is a slot that was derived and sealed and waits to be stored: deriving takes a second,
// which no transaction should last.
type slotRow struct {
	kind     byte
	place    [16]byte
	identity identityID
	cost     cost
	sealed   []byte
}

// makeSlot seals keys under what a person types.
func makeSlot(id vaultID, vaultSalt []byte, c cost, in secretInput, keys slotKeys) (slotRow, error) {
	s := in.stretch(vaultSalt, c)
	defer clear(s.key)
	plain := append(append([]byte{}, keys.private...), keys.root...)
	defer clear(plain)
	sealed, err := sealSmall(s.key, id.slotAD(in.kind, s.id, keys.identity, c), plain)
	return slotRow{kind: in.kind, place: s.id, identity: keys.identity, cost: c, sealed: sealed}, storeFault("seal slot", err)
}

// addSlot stores keys under what a person types.
func addSlot(ctx context.Context, conn *sql.Conn, id vaultID, vaultSalt []byte, c cost, in secretInput, keys slotKeys) error {
	row, err := makeSlot(id, vaultSalt, c, in, keys)
	if err != nil {
		return err
	}
	return row.store(ctx, conn)
}

// store fails with vault.name_taken when the same name and passphrase lead to a slot already.
func (s slotRow) store(ctx context.Context, conn *sql.Conn) error {
	done, err := conn.ExecContext(ctx, `INSERT INTO slot (id, kind, identity, memory, passes, lanes, sealed) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO NOTHING`, s.place[:], s.kind, s.identity[:], s.cost.memory, s.cost.passes, s.cost.lanes, s.sealed)
	if err != nil {
		return storeFault("add slot", err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return text.Because(err, "vault.name_taken")
	}
	return nil
}

// findSlot derives with every cost that slots of the kind have and opens the row that answers.
// found is false when nothing does: the name, the passphrase or the code is wrong. Where no slot
// of the kind is left, as for the code of an envelope that was used, it derives all the same, so
// that the time tells nothing.
func findSlot(ctx context.Context, conn *sql.Conn, id vaultID, vaultSalt []byte, in secretInput) (keys slotKeys, found bool, err error) {
	costs, err := costsOf(ctx, conn, in.kind)
	if err != nil {
		return slotKeys{}, false, err
	}
	for _, c := range costs {
		if err := ctx.Err(); err != nil {
			return slotKeys{}, false, err
		}
		s := in.stretch(vaultSalt, c)
		keys, found, err = openSlot(ctx, conn, id, in.kind, c, s)
		clear(s.key)
		if found || err != nil {
			return keys, found, err
		}
	}
	return slotKeys{}, false, nil
}

// costsOf is what an attempt at a kind of slot derives.
func costsOf(ctx context.Context, conn *sql.Conn, kind byte) ([]cost, error) {
	costs, err := slotCosts(ctx, conn, kind)
	if err == nil && len(costs) == 0 {
		costs, err = slotCosts(ctx, conn, slotNamed)
	}
	if err == nil && len(costs) == 0 {
		return nil, text.NewFault("vault.damaged") // a vault has somebody who opens it
	}
	return costs, err
}

// slotCosts lists the different costs among a kind's slots, allowed ones only.
func slotCosts(ctx context.Context, conn *sql.Conn, kind byte) ([]cost, error) {
	rows, err := conn.QueryContext(ctx, `SELECT DISTINCT memory, passes, lanes FROM slot WHERE kind = ?
		ORDER BY memory DESC, passes DESC, lanes DESC`, kind)
	if err != nil {
		return nil, storeFault("read slots", err)
	}
	defer rows.Close()
	var costs []cost
	refused := false
	for rows.Next() && len(costs) < maxCosts {
		var memory, passes, lanes int64
		if err := rows.Scan(&memory, &passes, &lanes); err != nil {
			return nil, text.Because(err, "vault.damaged")
		}
		if c, ok := costFrom(memory, passes, lanes); ok {
			costs = append(costs, c)
		} else {
			refused = true
		}
	}
	if err := rows.Err(); err != nil {
		return nil, storeFault("read slots", err)
	}
	if len(costs) == 0 && refused {
		return nil, text.NewFault("vault.damaged")
	}
	return costs, nil
}

// costFrom is the cost that a row says, and whether it is an allowed one.
func costFrom(memory, passes, lanes int64) (c cost, ok bool) {
	c = cost{memory: uint32(memory), passes: uint32(passes), lanes: uint8(lanes)}
	return c, int64(c.memory) == memory && int64(c.passes) == passes && int64(c.lanes) == lanes && c.allowed()
}

// doubledSlots tells whether somebody has more slots than the vault gives: a passphrase that was
// changed or a code that was used opens again, because its row was put back. One that took the
// place of the newer row can't be told; then the newer one opens nothing.
func doubledSlots(ctx context.Context, conn *sql.Conn) (doubled bool, err error) {
	err = conn.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM slot WHERE kind <> ?1 GROUP BY identity HAVING COUNT(*) > 1)
		OR EXISTS (SELECT 1 FROM slot WHERE kind = ?1 GROUP BY identity HAVING COUNT(*) > 1)
		OR EXISTS (SELECT 1 FROM slot WHERE kind = ?1) AND (SELECT COUNT(*) FROM identity WHERE kind = ?2) > 1
		OR (SELECT COUNT(*) FROM slot WHERE kind = ?3) > 1`, slotSole, identityPerson, slotRecovery).Scan(&doubled)
	return doubled, storeFault("read slots", err)
}

func openSlot(ctx context.Context, conn *sql.Conn, id vaultID, kind byte, c cost, s stretched) (slotKeys, bool, error) {
	var owner, sealed []byte
	err := conn.QueryRowContext(ctx, `SELECT identity, sealed FROM slot WHERE id = ? AND kind = ? AND memory = ? AND passes = ? AND lanes = ?`,
		s.id[:], kind, c.memory, c.passes, c.lanes).Scan(&owner, &sealed)
	if err == sql.ErrNoRows {
		return slotKeys{}, false, nil
	}
	if err != nil {
		return slotKeys{}, false, storeFault("read slot", err)
	}
	keys, err := unsealSlot(id, kind, c, s, owner, sealed)
	return keys, err == nil, err
}

// unsealSlot opens the keys of a slot's row. Fault: vault.damaged.
func unsealSlot(id vaultID, kind byte, c cost, s stretched, owner, sealed []byte) (slotKeys, error) {
	if len(owner) != len(identityID{}) {
		return slotKeys{}, text.NewFault("vault.damaged")
	}
	plain, err := openSealed(sealed, s.key, id.slotAD(kind, s.id, identityID(owner), c))
	if err != nil || len(plain) != 2*keySize {
		return slotKeys{}, text.Because(err, "vault.damaged")
	}
	return slotKeys{identity: identityID(owner), private: plain[:keySize:keySize], root: plain[keySize:], cost: c}, nil
}

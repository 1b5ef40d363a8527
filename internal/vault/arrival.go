package vault

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// A sealed file beside the vault: magic | format | vault id | tray | id | wrapped body key |
// length of the sealed label | sealed label | sealed content.
const (
	sealedMagic = "AvPmSeal"
	wrappedAt   = len(sealedMagic) + 1 + 16 + 1 + 16
	labelAt     = wrappedAt + wrappedSize + 4

	// largestParcel is more than any file that is read in, in bytes; largestLabel is more than
	// all that is remembered of one.
	largestParcel = 128 << 20
	largestLabel  = 4 << 20
	largestSealed = labelAt + largestLabel + largestParcel + largestParcel/8
)

// The parts of a sealed file, in the associated data.
const (
	partLabel   byte = 0
	partContent byte = 1
)

// parcelID names a sealed file; its digits are the file's name.
type parcelID [16]byte

func (id parcelID) String() string { return hex.EncodeToString(id[:]) }

func parseParcel(digits string) (parcelID, error) {
	raw, err := hex.DecodeString(digits)
	if err != nil || len(raw) != len(parcelID{}) || hex.EncodeToString(raw) != digits {
		return parcelID{}, text.NewFault("vault.no_parcel")
	}
	return parcelID(raw), nil
}

func (id vaultID) parcelAD(tray ledger.Tray, parcel parcelID, part byte) []byte {
	return append(append(id.bound(byte(tray), 17), parcel[:]...), part)
}

// intakeKey reads the newest public key of the intake area from a vault that nobody needs to have
// unlocked. Whether the row is the vault's own can be told only by whoever unlocks it.
func intakeKey(ctx context.Context, dir string) (id vaultID, k *areaKey, err error) {
	err = peek(ctx, dir, func(conn *sql.Conn) error {
		var raw, public []byte
		var generation number
		if err := conn.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = ?`, metaVault).Scan(&raw); err != nil {
			return text.Because(storeFault("look", err), "vault.damaged")
		}
		if len(raw) != len(id) {
			return text.NewFault("vault.damaged")
		}
		id = vaultID(raw)
		row := conn.QueryRowContext(ctx, `SELECT generation, public FROM area WHERE area = ? ORDER BY generation DESC LIMIT 1`, access.AreaIntake)
		if err := row.Scan(&generation, &public); err != nil {
			return text.Because(storeFault("look", err), "vault.damaged")
		}
		if uint64(uint32(generation)) != uint64(generation) {
			return text.NewFault("vault.damaged")
		}
		if k, err = newAreaKey(id, access.AreaIntake, uint32(generation), public, nil); err != nil {
			return text.Because(err, "vault.damaged")
		}
		return nil
	})
	return id, k, err
}

// seal makes a sealed file. It needs about as much memory as the content takes, beside the content.
func (k *areaKey) sealParcel(of vaultID, tray ledger.Tray, id parcelID, label ledger.Label, content []byte) ([]byte, error) {
	if len(content) > largestParcel {
		return nil, text.NewFault("vault.parcel_too_large")
	}
	said, err := json.Marshal(label)
	if err != nil {
		return nil, fmt.Errorf("vault: label: %w", err)
	}
	if len(said) > largestLabel {
		return nil, text.NewFault("vault.parcel_too_large")
	}
	own := randomBytes(keySize)
	defer clear(own)
	labelSize := nonceSize + padded(4+len(said)) + tagSize
	out := make([]byte, 0, labelAt+labelSize+nonceSize+padded(4+len(content))+tagSize)
	out = append(append(append(out, sealedMagic...), format), of[:]...)
	out = append(append(out, byte(tray)), id[:]...)
	if out, err = k.wrap(out, own, nil); err != nil {
		return nil, err
	}
	out = binary.BigEndian.AppendUint32(out, uint32(labelSize))
	if out, err = appendSealed(out, own, randomBytes(nonceSize), of.parcelAD(tray, id, partLabel), said, 0); err != nil {
		return nil, err
	}
	return appendSealed(out, own, randomBytes(nonceSize), of.parcelAD(tray, id, partContent), content, 0)
}

// sealed is a sealed file whose beginning has been read, or all of it.
type sealed struct {
	wrapped []byte
	label   []byte // sealed
	content []byte // sealed; nil when only the beginning was read
}

// labelSize reads how long the label of a sealed file is, from its first labelAt bytes. Faults:
// vault.parcel_foreign for what another vault, tray or program made, vault.parcel_damaged.
func labelSize(head []byte, of vaultID, tray ledger.Tray, id parcelID) (int, error) {
	want := append([]byte(sealedMagic), format)
	want = append(append(append(want, of[:]...), byte(tray)), id[:]...)
	switch {
	case len(head) < labelAt:
		return 0, text.NewFault("vault.parcel_damaged")
	case !bytes.Equal(head[:wrappedAt], want):
		return 0, text.NewFault("vault.parcel_foreign")
	}
	size := binary.BigEndian.Uint32(head[labelAt-4:])
	if size > largestLabel+largestLabel/8 {
		return 0, text.NewFault("vault.parcel_damaged")
	}
	return int(size), nil
}

// split takes a sealed file apart without opening anything.
func split(raw []byte, of vaultID, tray ledger.Tray, id parcelID) (sealed, error) {
	size, err := labelSize(raw, of, tray, id)
	if err != nil {
		return sealed{}, err
	}
	if size > len(raw)-labelAt {
		return sealed{}, text.NewFault("vault.parcel_damaged")
	}
	end := labelAt + size
	return sealed{wrapped: raw[wrappedAt : labelAt-4], label: raw[labelAt:end:end], content: raw[end:]}, nil
}

// open opens the label, and the content when it is there, in place. Faults: vault.parcel_key when
// the key that it was sealed under is not here, vault.parcel_damaged.
func (s sealed) open(ring *keyring, of vaultID, tray ledger.Tray, id parcelID) (label ledger.Label, content []byte, err error) {
	var own [keySize]byte
	defer clear(own[:])
	withheld, err := ring.unwrap(own[:0], access.AreaIntake, s.wrapped)
	if withheld || err != nil {
		return label, nil, text.NewFault("vault.parcel_key")
	}
	said, err := openSealed(s.label, own[:], of.parcelAD(tray, id, partLabel))
	if err != nil {
		return label, nil, text.NewFault("vault.parcel_damaged")
	}
	if err := json.Unmarshal(said, &label); err != nil {
		return ledger.Label{}, nil, text.NewFault("vault.parcel_damaged")
	}
	if s.content == nil {
		return label, nil, nil
	}
	if content, err = openSealed(s.content, own[:], of.parcelAD(tray, id, partContent)); err != nil {
		return label, nil, text.NewFault("vault.parcel_damaged")
	}
	return label, content, nil
}

package vault

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

const sealedEnding = ".sealed"

// sealTries is how often a file is sealed anew when the intake key changes meanwhile.
const sealTries = 5

// Seal seals a file to the intake area's public key into the arrivals beside the vault in dir,
// which nobody needs to have unlocked, and returns once it is on disk. Whether the public key is
// the vault's own is not known here (docs/security.md). Faults: those of Wait,
// "vault.parcel_too_large", and those that concern the folder.
func Seal(ctx context.Context, dir string, label ledger.Label, content []byte) (id string, err error) {
	return sealBy(func() (vaultID, *areaKey, error) { return intakeKey(ctx, dir) }, dir, label, content)
}

// sealBy is Seal with the key as it is now.
func sealBy(present func() (vaultID, *areaKey, error), dir string, label ledger.Label, content []byte) (id string, err error) {
	of, k, err := present()
	if err != nil {
		return "", err
	}
	for range sealTries {
		if id, err = putParcel(dir, k, of, ledger.TrayArrivals, label, content); err != nil {
			return "", err
		}
		// A rotation may have begun after the key was read, and gone through the folder before the
		// file was there.
		now, newest, err := present()
		if err != nil || now == of && newest.generation == k.generation && equalKeys(newest, k) {
			return id, err
		}
		if err := removeFiles(parcelPath(dir, ledger.TrayArrivals, id)); err != nil {
			return "", storeFault("seal again", err)
		}
		of, k = now, newest
	}
	return "", text.NewFault("vault.busy")
}

// Waiting counts the files that wait in the arrivals of the vault in dir, without opening any.
func Waiting(dir string) (int, error) {
	ids, err := listParcels(dir, ledger.TrayArrivals)
	return len(ids), err
}

// Put seals a file into a tray.
func (v *Vault) Put(_ context.Context, tray ledger.Tray, label ledger.Label, content []byte) (id string, err error) {
	if err := v.enter(); err != nil {
		return "", err
	}
	defer v.leave()
	if v.private != nil {
		return "", v.barred()
	}
	v.trays.Lock()
	defer v.trays.Unlock()
	return putParcel(v.dir, v.ring.now(access.AreaIntake), v.id, tray, label, content)
}

// Parcels lists a tray in the order of arrival, without opening the contents. What does not open
// has its Fault and stays as it is.
func (v *Vault) Parcels(ctx context.Context, tray ledger.Tray) ([]ledger.Parcel, error) {
	if err := v.enter(); err != nil {
		return nil, err
	}
	defer v.leave()
	ids, err := listParcels(v.dir, tray)
	if err != nil {
		return nil, err
	}
	var all []ledger.Parcel
	for _, id := range ids {
		if err := v.stopped(ctx); err != nil {
			return nil, err
		}
		p, err := v.readLabel(tray, id)
		if errors.Is(err, os.ErrNotExist) {
			continue // taken away meanwhile
		}
		if err != nil {
			p = ledger.Parcel{Label: ledger.Label{Size: p.Size}, Fault: storeFault("read a sealed file", err)}
		}
		p.ID = id.String()
		all = append(all, p)
	}
	slices.SortStableFunc(all, func(a, b ledger.Parcel) int {
		return cmp.Or(a.Arrived.Compare(b.Arrived), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

func (v *Vault) readLabel(tray ledger.Tray, id parcelID) (p ledger.Parcel, err error) {
	file, size, err := openParcelFile(parcelPath(v.dir, tray, id.String()))
	if err != nil {
		return p, err
	}
	defer func() { err = also(err, file.Close()) }()
	p.Size = size
	head := make([]byte, min(int64(labelAt), size))
	if _, err := io.ReadFull(file, head); err != nil {
		return p, err
	}
	length, err := labelSize(head, v.id, tray, id)
	if err != nil {
		return p, err
	}
	if int64(length) > size-int64(labelAt) {
		return p, text.NewFault("vault.parcel_damaged")
	}
	label := make([]byte, length)
	if _, err := io.ReadFull(file, label); err != nil {
		return p, err
	}
	said, _, err := sealed{wrapped: head[wrappedAt : labelAt-4], label: label}.open(v.ring, v.id, tray, id)
	if err == nil {
		p.Label = said
	}
	return p, err
}

// Parcel opens a sealed file. Faults: "vault.no_parcel", "vault.parcel_foreign",
// "vault.parcel_key", "vault.parcel_damaged".
func (v *Vault) Parcel(_ context.Context, tray ledger.Tray, id string) (p ledger.Parcel, content []byte, err error) {
	if err := v.enter(); err != nil {
		return p, nil, err
	}
	defer v.leave()
	parcel, err := parseParcel(id)
	if err != nil {
		return p, nil, err
	}
	raw, err := readParcelFile(parcelPath(v.dir, tray, id))
	if errors.Is(err, os.ErrNotExist) {
		return p, nil, text.NewFault("vault.no_parcel")
	}
	if err != nil {
		return p, nil, storeFault("read a sealed file", err)
	}
	parts, err := split(raw, v.id, tray, parcel)
	if err != nil {
		return p, nil, err
	}
	if p.Label, content, err = parts.open(v.ring, v.id, tray, parcel); err != nil {
		return ledger.Parcel{}, nil, err
	}
	p.ID = id
	return p, content, nil
}

// Discard takes a sealed file away; one that is not there is gone already.
func (v *Vault) Discard(_ context.Context, tray ledger.Tray, id string) error {
	if err := v.enter(); err != nil {
		return err
	}
	defer v.leave()
	if _, err := parseParcel(id); err != nil {
		return err
	}
	if v.private != nil {
		return v.barred()
	}
	v.trays.Lock()
	defer v.trays.Unlock()
	if err := removeFiles(parcelPath(v.dir, tray, id)); err != nil {
		return storeFault("remove a sealed file", err)
	}
	return storeFault("remove a sealed file", syncFolder(filepath.Join(v.dir, tray.String())))
}

// rewrapParcels wraps the body keys of the sealed files to the present intake key, so that no
// older one is needed. A file that opens under none of the keys here loses nothing by it.
func (v *Vault) rewrapParcels(ctx context.Context, now *areaKey) error {
	for _, tray := range []ledger.Tray{ledger.TrayArrivals, ledger.TrayQuarantine} {
		ids, err := listParcels(v.dir, tray)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := v.stopped(ctx); err != nil {
				return err
			}
			if err := v.rewrapParcel(now, tray, id); err != nil && !errors.Is(err, os.ErrNotExist) {
				return storeFault("rewrap a sealed file", err)
			}
		}
	}
	return nil
}

func (v *Vault) rewrapParcel(now *areaKey, tray ledger.Tray, id parcelID) error {
	v.trays.Lock() // so that what somebody takes away meanwhile doesn't come back
	defer v.trays.Unlock()
	path := parcelPath(v.dir, tray, id.String())
	raw, err := readParcelFile(path)
	if err != nil {
		return err
	}
	parts, err := split(raw, v.id, tray, id)
	if err != nil {
		return nil // it opens under no key, and is told when it is listed
	}
	var own [keySize]byte
	defer clear(own[:])
	if withheld, err := v.ring.unwrap(own[:0], access.AreaIntake, parts.wrapped); withheld || err != nil {
		return nil // as above
	}
	fresh, err := now.wrap(nil, own[:], nil)
	if err != nil {
		return err
	}
	if bytes.Equal(fresh[:4], parts.wrapped[:4]) {
		return nil // it is under the present key already
	}
	copy(raw[wrappedAt:], fresh)
	return writeParcelFile(path, raw)
}

func parcelPath(dir string, tray ledger.Tray, id string) string {
	return filepath.Join(dir, tray.String(), id+sealedEnding)
}

func putParcel(dir string, k *areaKey, of vaultID, tray ledger.Tray, label ledger.Label, content []byte) (string, error) {
	id := parcelID(randomBytes(len(parcelID{})))
	raw, err := k.sealParcel(of, tray, id, label, content)
	if err != nil {
		return "", err
	}
	if err := os.Mkdir(filepath.Join(dir, tray.String()), 0o700); err == nil {
		err = syncFolder(dir)
		if err != nil {
			return "", storeFault("seal a file", err)
		}
	} else if !errors.Is(err, os.ErrExist) {
		return "", storeFault("seal a file", err)
	}
	return id.String(), storeFault("seal a file", writeParcelFile(parcelPath(dir, tray, id.String()), raw))
}

// writeParcelFile writes a sealed file whole and waits until it and its name are on disk.
func writeParcelFile(path string, raw []byte) error {
	fresh := path + ".new"
	file, err := os.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(raw)
	if err == nil {
		err = file.Sync()
	}
	if err = also(err, file.Close()); err == nil {
		err = os.Rename(fresh, path)
	}
	if err != nil {
		return also(err, removeFiles(fresh))
	}
	return syncFolder(filepath.Dir(path))
}

// openParcelFile opens a file of a tray. Only plain files of a size that can be are read.
func openParcelFile(path string) (*os.File, int64, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() || info.Size() > int64(largestSealed) {
		return nil, 0, text.NewFault("vault.parcel_foreign")
	}
	file, err := os.Open(path)
	return file, info.Size(), err
}

func readParcelFile(path string) (raw []byte, err error) {
	file, size, err := openParcelFile(path)
	if err != nil {
		return nil, err
	}
	raw = make([]byte, size)
	_, err = io.ReadFull(file, raw)
	return raw, also(err, file.Close())
}

// listParcels lists the sealed files of a tray, and takes away what a program that was stopped
// left half written; the original is still where it was then.
func listParcels(dir string, tray ledger.Tray) ([]parcelID, error) {
	folder := filepath.Join(dir, tray.String())
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, storeFault("list sealed files", err)
	}
	var ids []parcelID
	for _, entry := range entries {
		name, half := strings.CutSuffix(entry.Name(), ".new")
		digits, ours := strings.CutSuffix(name, sealedEnding)
		id, err := parseParcel(digits)
		if !ours || err != nil {
			continue
		}
		if !half {
			ids = append(ids, id)
			continue
		}
		if info, err := entry.Info(); err == nil && time.Since(info.ModTime()) > strayAge {
			if removeFiles(filepath.Join(folder, entry.Name())) != nil {
				continue // the next time
			}
		}
	}
	return ids, nil
}

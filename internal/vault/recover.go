package vault

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Recover puts a damaged vault together again and opens it: from the newest copy beside it that
// the key opens and that verifies, and every record, item and draft that can still be read from
// the damaged file and its write-ahead log and opens under the keys. The damaged files are kept
// aside, and what could not be saved is told and written to a file beside the vault. A stop at any
// moment leaves the damaged vault or the recovered one, and Recover can be run again. The result
// goes on under a new device id. A vault that is in order is opened as it is, and the Recovery is
// then zero. Faults: those of Open, and vault.damaged when no file has keys that are whole.
func Recover(ctx context.Context, dir string, key access.Key, progress func(done, total int)) (*Vault, ledger.Recovery, error) {
	return recoverVault(ctx, dir, key, progress, usualSurroundings())
}

func recoverVault(ctx context.Context, dir string, key access.Key, progress func(done, total int), env surroundings) (_ *Vault, told ledger.Recovery, err error) {
	if _, err := os.Stat(filepath.Join(dir, FileName)); err != nil && !recovered(dir) {
		return nil, told, text.Because(bare(err), "vault.none")
	}
	in, err := inputOf(key)
	if err != nil {
		return nil, told, err
	}
	v, err := lockFolder(dir, env)
	if err != nil {
		return nil, told, err
	}
	defer func() {
		if err != nil {
			err = also(err, v.abandon())
		}
	}()
	if err := finishRecovery(dir); err != nil {
		return nil, told, err
	}
	r := &recovery{dir: dir, in: in, env: env, progress: progress}
	defer func() { err = also(err, r.cleanUp()) }()
	if sound, err := v.soundWith(ctx, in); err != nil || sound {
		return v, told, err
	}
	if err := r.gather(ctx); err != nil {
		return nil, told, err
	}
	if err := r.build(ctx); err != nil {
		return nil, told, err
	}
	if err := r.putInPlace(); err != nil {
		return nil, told, err
	}
	if err := v.openFile(ctx); err != nil {
		return nil, told, err
	}
	return v, r.told, v.start(ctx, r.keys, in)
}

// soundWith opens the vault if nothing is wrong with it: an earlier recovery may have come
// through. Anything wrong closes it again.
func (v *Vault) soundWith(ctx context.Context, in secretInput) (bool, error) {
	err := v.openFile(ctx)
	if err == nil {
		var keys slotKeys
		var found bool
		keys, found, err = v.findOwn(ctx, in)
		if err == nil && !found {
			err = in.wrong() // or its row is gone: gather looks closer
		}
		if err == nil {
			err = v.start(ctx, keys, in)
		}
	}
	if err == nil {
		var report ledger.Report
		if report, err = v.Verify(ctx, nil); err == nil && report.OK() {
			return true, nil
		}
	}
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if text.IsFault(err, "vault.newer_format") {
		return false, err
	}
	if v.ring != nil {
		v.ring.wipe()
		v.ring = nil
	}
	v.suspect = nil
	return false, v.letGo()
}

// recovery is one under way.
type recovery struct {
	dir      string
	in       secretInput
	env      surroundings
	progress func(done, total int)

	damaged *privateFolder // a copy of the damaged file
	keys    slotKeys
	rows    keyRows
	extra   *keyRows // the damaged file's own, when the keys come from a copy
	copies  []string // openable with the keys, the best first
	wrong   bool     // some file's slots could be read, and the secret opened none
	told    ledger.Recovery
}

func (r *recovery) cleanUp() error { return r.damaged.remove() }

// gather finds keys that are whole: the damaged file's own if SQLite finds nothing wrong with
// them, since they are the newest, or those of the newest copy that the secret opens.
func (r *recovery) gather(ctx context.Context) (err error) {
	r.damaged, err = inPrivate(func(folder string) error { return copyVault(folder, filepath.Join(r.dir, FileName)) })
	if err != nil {
		return err
	}
	rows, whole, v := r.readDamaged(ctx)
	if v == nil {
		return r.tryCopies(ctx)
	}
	keys, found, err := v.findOwn(ctx, r.in)
	opens, all := false, false
	if err == nil && found {
		opens, all = v.keysHold(ctx, keys, rows)
	}
	if end := v.abandon(); end != nil {
		return end
	}
	switch {
	case err == nil && whole && !found:
		return r.refuse(ctx) // who was removed does not come in by an older copy
	case whole && all:
		r.keys, r.rows = keys, rows
		return r.tryCopies(ctx)
	}
	r.wrong, r.extra = err == nil && !found, &rows
	err = r.tryCopies(ctx)
	if err != nil && opens && r.rows.tables == nil {
		r.keys, r.rows, r.extra = keys, rows, nil // better some of the keys than none
		err = nil
	}
	return err
}

// keysHold tells whether a slot's keys are a user's of this file, and whether all rows of the key
// tables are in order, also those of other users.
func (v *Vault) keysHold(ctx context.Context, keys slotKeys, rows keyRows) (opens, all bool) {
	v.root, v.self = rootFrom(keys.root), keys.clone()
	private, err := kem().NewPrivateKey(keys.private)
	if err != nil {
		return false, false
	}
	ring, marks, suspect, err := v.readKeys(ctx, v.writer, keys.identity, private)
	if err != nil {
		return false, false
	}
	defer ring.wipe()
	if _, _, err := readIdentity(ctx, v.writer, marks, keys.identity); err != nil {
		return false, false
	}
	return true, len(suspect) == 0 && rows.marked(marks)
}

// refuse says that the secret is wrong; a second slows down whoever guesses.
func (r *recovery) refuse(ctx context.Context) error {
	if err := r.env.sleep(ctx, time.Second); err != nil {
		return err
	}
	return r.in.wrong()
}

// tryCopies finds the copies beside the vault that open, those without findings first, the
// newest first among them.
func (r *recovery) tryCopies(ctx context.Context) error {
	var better, worse []string
	for _, path := range r.listCopies(ctx) {
		if err := ctx.Err(); err != nil {
			return err
		}
		c, err := openPrivate(ctx, path, r.env)
		if err != nil {
			continue
		}
		good, opens, err := r.tryCopy(ctx, c)
		if err = also(err, c.abandon()); err != nil {
			return err
		}
		switch {
		case good:
			better = append(better, path)
		case opens:
			worse = append(worse, path)
		}
		if len(better) > 0 {
			break // an older one has nothing that this one lacks
		}
	}
	r.copies = append(better, worse...)
	if r.rows.tables == nil {
		if r.wrong {
			return r.refuse(ctx)
		}
		return text.NewFault("vault.damaged")
	}
	return nil
}

func (r *recovery) listCopies(ctx context.Context) []string {
	folder := filepath.Join(r.dir, copiesName)
	all, err := listCopies(ctx, folder)
	if err != nil {
		return nil
	}
	var paths []string
	for _, c := range all {
		paths = append(paths, filepath.Join(folder, c.File))
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return paths
	}
	for _, entry := range slices.Backward(entries) {
		if isOldFormat(entry.Name()) && filepath.Ext(entry.Name()) == copyEnding {
			paths = append(paths, filepath.Join(folder, entry.Name()))
		}
	}
	return paths
}

// tryCopy tells whether a copy opens and whether it verifies without findings. The first that
// opens gives the keys when the damaged file did not.
func (r *recovery) tryCopy(ctx context.Context, c *Vault) (good, opens bool, err error) {
	keys := r.keys
	if r.rows.tables == nil {
		var found bool
		keys, found, err = findSlot(ctx, c.writer, c.id, c.salt, r.in)
		if err != nil || !found {
			r.wrong = r.wrong || err == nil
			return false, false, ctx.Err()
		}
	} else if string(r.rows.meta[metaVault]) != string(c.id[:]) {
		return false, true, nil // another vault's
	}
	if c.start(ctx, keys.clone(), r.in) != nil {
		return false, true, ctx.Err()
	}
	report, err := c.Verify(ctx, nil)
	if ctx.Err() != nil {
		return false, true, ctx.Err()
	}
	if r.rows.tables == nil {
		rows, whole, err := c.readKeyRows(ctx)
		if err != nil || !whole {
			return false, true, ctx.Err()
		}
		r.keys, r.rows = keys, rows
	}
	return err == nil && report.OK(), true, nil
}

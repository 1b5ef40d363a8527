package inbox

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/ledger"
)

// file is an open file.
type file interface {
	io.ReadSeekCloser
	Stat() (fs.FileInfo, error)
}

var (
	errChanged  = errors.New("inbox: the file changed")
	errTooLarge = errors.New("inbox: the file is too large")
	errWritten  = errors.New("inbox: another program writes to it")
)

func removePlain(path string) error { return os.Remove(path) }

// take reads a settled file, hands it on and takes the original away. It tells how soon to look
// again.
func (w *Watcher) take(ctx context.Context, name string) time.Duration {
	e := w.seen[name]
	path := filepath.Join(w.Folder, name)
	if e.done && (w.MoveTo == "" || e.moved) {
		return w.clear(name, e, Notice{What: ledger.DropTaken, Name: ledger.CleanName(name), Ref: e.ref, Size: e.size}, nil)
	}
	f, raw, err := w.read(path, e)
	n := Notice{Name: ledger.CleanName(name), Size: e.size}
	switch {
	case errors.Is(err, errChanged), errors.Is(err, os.ErrNotExist):
		delete(w.seen, name)
		return lookEvery
	case errors.Is(err, errTooLarge):
		n.What = ledger.DropTooLarge
		w.trouble(e, n, troubleEvery)
		return idleEvery
	case err != nil:
		n.What, n.Err = ledger.DropShut, bare(err)
		return w.trouble(e, n, troubleEvery)
	}
	keep := false
	defer func() {
		if !keep {
			w.shut(f)
		}
	}()
	hash, again, err := w.hand(ctx, n.Name, e.mod, raw)
	n.What, n.Ref = ledger.DropTaken, hash[:8]
	if again && !e.done {
		n.What = ledger.DropAgain
	}
	if err != nil {
		n.What, n.Err = ledger.DropRefused, err
		return w.trouble(e, n, refusedEvery)
	}
	e.done, e.ref = true, n.Ref
	if w.MoveTo != "" && !e.moved {
		if err := keepCopy(w.MoveTo, n.Name, raw); err != nil {
			n.What, n.Err = ledger.DropStays, bare(err)
			return w.trouble(e, n, troubleEvery)
		}
		e.moved = true
	}
	keep = holdsOpen
	return w.clear(name, e, n, f)
}

// hand gives content to the taker, unless the same was given before.
func (w *Watcher) hand(ctx context.Context, name string, mod time.Time, raw []byte) (hash string, again bool, err error) {
	sum := sha256.Sum256(raw)
	hash = hex.EncodeToString(sum[:])
	if _, again = w.known[hash]; again {
		return hash, true, nil
	}
	arrived := w.Clock.Now().UTC()
	if !arrived.After(w.arrived) { // what came first stays first
		arrived = w.arrived.Add(time.Microsecond)
	}
	w.arrived = arrived
	label := ledger.Label{Name: name, Modified: mod.UTC(), Arrived: arrived, Hash: hash, Size: int64(len(raw))}
	if err := w.Take(ctx, File{Label: label, Bytes: raw}); err != nil {
		return hash, false, err
	}
	w.known[hash] = w.Clock.Now()
	return hash, false, nil
}

// clear takes the original away once it is stored, unless somebody wrote to it meanwhile: then it
// settles anew, and the longer version is handed on too. f is the open file, if there is one.
func (w *Watcher) clear(name string, e *seen, n Notice, f file) time.Duration {
	path := filepath.Join(w.Folder, name)
	info, err := os.Lstat(path)
	if err == nil && (!info.Mode().IsRegular() || !e.same(info)) {
		w.shut(f)
		delete(w.seen, name)
		return lookEvery
	}
	if err == nil {
		err = w.remove(path)
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		w.shut(f)
		n.What, n.Err = ledger.DropStays, bare(err)
		return w.trouble(e, n, troubleEvery)
	}
	delete(w.seen, name)
	w.hold(f, n.Name, e)
	w.Tell(n)
	return idleEvery
}

// read reads a file whole. It must be the plain file that settled, before and after.
func (w *Watcher) read(path string, e *seen) (f file, raw []byte, err error) {
	before, err := os.Lstat(path)
	if err != nil {
		return nil, nil, err
	}
	if !before.Mode().IsRegular() || !e.same(before) {
		return nil, nil, errChanged
	}
	if before.Size() > w.Limit {
		return nil, nil, errTooLarge
	}
	if f, err = w.opener(path, w.Clock.Now().Sub(e.last) > writtenFor); err != nil {
		return nil, nil, err
	}
	defer func() {
		if err != nil {
			w.shut(f)
		}
	}()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if !os.SameFile(before, info) {
		return nil, nil, errChanged
	}
	raw, err = readWhole(f, e)
	return f, raw, err
}

// readWhole reads an open file of a size that is known and that must still be so afterwards.
func readWhole(f file, e *seen) ([]byte, error) {
	raw := make([]byte, e.size)
	if _, err := io.ReadFull(f, raw); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
			return nil, errChanged
		}
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || !e.same(info) {
		return nil, errChanged
	}
	return raw, nil
}

// shut closes a file that was only read: what could go wrong then is of no consequence.
func (w *Watcher) shut(f file) {
	if f == nil {
		return
	}
	if err := f.Close(); err != nil {
		return
	}
}

// mostNames is how many files of one name find room in a folder.
const mostNames = 10000

// keepCopy writes a file to where originals go, under a name that is free, and waits until it is
// on disk.
func keepCopy(folder, name string, raw []byte) error {
	end := filepath.Ext(name)
	stem := strings.TrimSuffix(name, end)
	for n := 1; n < mostNames; n++ {
		path := filepath.Join(folder, name)
		if n > 1 {
			path = filepath.Join(folder, stem+" ("+strconv.Itoa(n)+")"+end)
		}
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return err
		}
		_, err = f.Write(raw)
		if err == nil {
			err = f.Sync()
		}
		if err = errors.Join(err, f.Close()); err != nil {
			return errors.Join(err, os.Remove(path))
		}
		return nil
	}
	return os.ErrExist
}

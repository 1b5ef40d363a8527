package inbox

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/ledger"
)

// seen is what is known of a file in the folder.
type seen struct {
	size  int64
	mod   time.Time
	looks int
	last  time.Time // of the last look that counted
	told  ledger.DropEvent
	after time.Time // not tried again before
	done  bool      // stored; only the original is still to go
	ref   string
	moved bool // the copy is where originals go
}

func (e *seen) same(info fs.FileInfo) bool {
	return e.size == info.Size() && e.mod.Equal(info.ModTime())
}

// ignored tells the names of files that are not meant to be read: those that programs keep while
// they work.
func ignored(name string) bool {
	lower := strings.ToLower(name)
	for _, start := range []string{"~$", "."} {
		if strings.HasPrefix(lower, start) {
			return true
		}
	}
	for _, end := range []string{".tmp", ".part", ".crdownload"} {
		if strings.HasSuffix(lower, end) {
			return true
		}
	}
	return lower == "desktop.ini" || lower == "thumbs.db"
}

// look looks through the folder once, hands on what has settled, and tells how long the next look
// can wait.
func (w *Watcher) look(ctx context.Context) time.Duration {
	w.last = w.Clock.Now()
	entries, err := os.ReadDir(w.Folder)
	if err != nil {
		if !w.away {
			w.away = true
			w.Tell(Notice{What: ledger.DropGone, Err: bare(err)})
		}
		return min(troubleEvery, w.lookHeld(ctx))
	}
	if w.away {
		w.away = false
		w.Tell(Notice{What: ledger.DropBack})
	}
	next := w.lookHeld(ctx)
	here := map[string]bool{}
	var settled []string
	for _, entry := range entries {
		name := entry.Name()
		if ignored(name) || entry.IsDir() {
			continue
		}
		// A listing may be older than the file: Windows brings it up to date when it is closed.
		info, err := os.Lstat(filepath.Join(w.Folder, name))
		if err != nil || info.IsDir() {
			continue
		}
		here[name] = true
		if !info.Mode().IsRegular() {
			w.tellOdd(name)
			continue
		}
		ready, wait := w.watch(name, info)
		if ready {
			settled = append(settled, name)
		}
		next = min(next, wait)
	}
	w.forget(here)
	slices.SortStableFunc(settled, func(a, b string) int {
		return cmp.Or(w.seen[a].mod.Compare(w.seen[b].mod), cmp.Compare(a, b))
	})
	for _, name := range settled {
		if ctx.Err() != nil {
			break
		}
		next = min(next, w.take(ctx, name))
	}
	return next
}

// watch counts a look at a file, and tells whether it can be taken now, and else how long to wait.
func (w *Watcher) watch(name string, info fs.FileInfo) (ready bool, wait time.Duration) {
	now := w.Clock.Now()
	e := w.seen[name]
	if e == nil || !e.same(info) {
		w.seen[name] = &seen{size: info.Size(), mod: info.ModTime(), looks: 1, last: now}
		if info.Size() == 0 {
			return false, idleEvery
		}
		return false, lookEvery
	}
	switch {
	case e.size == 0, e.told == ledger.DropTooLarge:
		return false, idleEvery
	case now.Before(e.after):
		return false, troubleEvery
	case e.looks >= looksAlike:
		return true, idleEvery
	}
	if now.Sub(e.last) >= lookEvery-10*time.Millisecond {
		e.looks++
		e.last = now
	}
	if e.looks >= looksAlike {
		return true, idleEvery
	}
	return false, lookEvery
}

// forget drops what is known of files that are not there any more.
func (w *Watcher) forget(here map[string]bool) {
	for name := range w.seen {
		if !here[name] {
			delete(w.seen, name)
		}
	}
	for name := range w.odd {
		if !here[name] {
			delete(w.odd, name)
		}
	}
	for hash, at := range w.known {
		if w.last.Sub(at) > knownFor {
			delete(w.known, hash)
		}
	}
}

func (w *Watcher) tellOdd(name string) {
	if !w.odd[name] {
		w.odd[name] = true
		w.Tell(Notice{What: ledger.DropOdd, Name: ledger.CleanName(name)})
	}
}

// trouble tells what is wrong with a file, once, and has it tried again later.
func (w *Watcher) trouble(e *seen, n Notice, again time.Duration) time.Duration {
	e.after = w.Clock.Now().Add(again)
	if e.told != n.What {
		e.told = n.What
		w.Tell(n)
	}
	return troubleEvery
}

// bare takes the path out of an error: names of files and folders may say who somebody is.
func bare(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

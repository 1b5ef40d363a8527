// Package inbox watches the drop folder and hands on every file that has settled there.
//
// It guarantees that a file is read whole or not at all, that the same content is handed on once,
// that an original leaves the folder only after the taker said that it is stored safely, and that
// nothing but plain files of that one folder is ever opened. Events of the system only wake it:
// what counts is what it sees when it looks, so network shares work too.
package inbox

import (
	"context"
	"time"

	"avbrottsparm/internal/ledger"
)

// File is a file that settled, read whole.
type File struct {
	ledger.Label
	Bytes []byte
}

// Notice tells what happened in the folder.
type Notice = ledger.Dropped

// Clock is the time by which files settle.
type Clock interface {
	Now() time.Time
	After(d time.Duration) <-chan time.Time
}

// Params is what a watcher needs.
type Params struct {
	Folder string
	// MoveTo is where originals go; empty means that they are removed.
	MoveTo string
	// Limit is the largest file that is read, in bytes.
	Limit int64
	// Take stores a file, and returns nil only once it is on disk. It is called by Run itself.
	Take func(ctx context.Context, f File) error
	// Tell hears what happened, from Run itself; nil means nobody.
	Tell func(Notice)
	// Between is called by Run after each look; quiet tells that nothing is about to settle. Nil
	// means that there is nothing to do.
	Between func(ctx context.Context, quiet bool)
	// Clock is the computer's where none is given.
	Clock Clock
}

const (
	// lookEvery and looksAlike: a file has settled after so many looks, so far apart, that found
	// the same size and time.
	lookEvery  = time.Second
	looksAlike = 3

	troubleEvery = 5 * time.Second  // what could not be opened, removed or read
	refusedEvery = 30 * time.Second // what could not be stored
	idleEvery    = 15 * time.Second // shares send no events
	leastGap     = 250 * time.Millisecond

	// writtenFor is how long a file that doesn't change waits for whoever has it open for writing:
	// some never close it.
	writtenFor = time.Minute

	// heldFor is how long a file is watched after it left the folder, for a writer that stalled.
	heldFor  = time.Minute
	mostHeld = 200

	// knownFor is how long the same content is known again without asking the binder: long enough for
	// programs that save twice, and not for somebody who drops anew what was thrown away or purged.
	knownFor = time.Minute
)

// Watcher watches one folder. Its methods are called from one goroutine.
type Watcher struct {
	Params
	seen    map[string]*seen
	known   map[string]time.Time // hashes that were handed on
	held    []*held
	odd     map[string]bool
	away    bool      // the folder could not be read
	last    time.Time // of the last look
	arrived time.Time // of the last file
	opener  func(path string, anyway bool) (file, error)
	remove  func(path string) error
}

// New makes a watcher.
func New(p Params) *Watcher {
	if p.Clock == nil {
		p.Clock = computerClock{}
	}
	if p.Tell == nil {
		p.Tell = func(Notice) {}
	}
	if p.Between == nil {
		p.Between = func(context.Context, bool) {}
	}
	return &Watcher{Params: p, seen: map[string]*seen{}, known: map[string]time.Time{}, odd: map[string]bool{}, opener: openPlain, remove: removePlain}
}

type computerClock struct{}

func (computerClock) Now() time.Time                         { return time.Now() }
func (computerClock) After(d time.Duration) <-chan time.Time { return time.After(d) }

// Run watches until the context ends. Whatever goes wrong with the folder or a file is told and
// tried again.
func (w *Watcher) Run(ctx context.Context) error {
	wake := &waker{}
	defer wake.close()
	defer w.letGo(context.WithoutCancel(ctx))
	for {
		wake.follow(w.Folder)
		next := w.look(ctx)
		if w.away {
			wake.close()
		}
		if wake.notify == nil { // nothing will wake it: the folder is away, or just came back
			next = min(next, troubleEvery)
		}
		w.Between(ctx, next > lookEvery)
		if !w.rest(ctx, wake, next) {
			return nil
		}
	}
}

// Once looks until everything that can settle has settled, and returns.
func (w *Watcher) Once(ctx context.Context) error {
	defer w.letGo(context.WithoutCancel(ctx))
	for w.look(ctx) <= lookEvery {
		select {
		case <-ctx.Done():
			return nil
		case <-w.Clock.After(lookEvery):
		}
	}
	return nil
}

// rest waits for the next look; false when it is over.
func (w *Watcher) rest(ctx context.Context, wake *waker, next time.Duration) bool {
	begun := w.Clock.Now()
	select {
	case <-ctx.Done():
		return false
	case <-w.Clock.After(next):
		return true
	case e, open := <-wake.events():
		wake.heed(e, open)
	case <-wake.errors(): // the queue overflowed: what was missed is seen by looking
	}
	wake.drain()
	if gap := leastGap - w.Clock.Now().Sub(begun); gap > 0 {
		select {
		case <-ctx.Done():
			return false
		case <-w.Clock.After(gap):
		}
	}
	return true
}

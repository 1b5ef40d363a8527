package desk

import (
	"bytes"
	"context"
	"slices"
	"time"

	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// unrolled is the state of a store's main stream, and how much of it had to be read.
type unrolled struct {
	folded
	at    ledger.Position
	read  int  // records beyond the checkpoint
	short bool // a checkpoint was used
}

// unroll takes the state from the checkpoint, as far as it holds, and from the records after it.
// With the fault vault.altered comes what there is.
func unroll(ctx context.Context, store Content) (unrolled, error) {
	c, err := store.Checkpoint(ctx)
	if err != nil {
		return unrolled{}, err
	}
	var u unrolled
	if u.folded, u.short = restore(c); !u.short {
		u.folded, c.At = newFolded(), nil
	}
	u.at, err = store.RecordsAfter(ctx, c.At, func(r ledger.Record) error {
		u.read++
		return u.fold(r)
	})
	return u, err
}

// leastUnread is how many records are always read without a new checkpoint.
const leastUnread = 1000

// due tells whether so many records beyond a checkpoint call for a new one.
func due(read int, at ledger.Position) bool {
	total := uint64(0)
	for _, place := range at {
		total += place.Seq
	}
	return uint64(read) > max(leastUnread, total/10)
}

// keeper makes a checkpoint in the background.
type keeper struct {
	stop context.CancelFunc
	done chan struct{}
}

func (k *keeper) busy() bool {
	if k == nil {
		return false
	}
	select {
	case <-k.done:
		return false
	default:
		return true
	}
}

// sumUp begins to make a checkpoint of a state that was just read. Nobody waits for it, and without
// it everything works as well: it may fail or be stopped at any point.
func (s *Session) sumUp(u unrolled) {
	if !due(u.read, u.at) || s.store.ReadOnly() || s.keeper.busy() {
		return
	}
	parts, ok := u.parts()
	if !ok {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	k := &keeper{stop: stop, done: make(chan struct{})}
	s.keeper, s.added = k, 0
	go func() {
		defer close(k.done)
		defer stop()
		if err := s.store.KeepCheckpoint(ctx, parts, u.at); err != nil {
			return // the next unlock reads more, and tries again
		}
	}()
}

// lockWithin is how long locking waits for a checkpoint: the binder must be free in five seconds.
const lockWithin = 3 * time.Second

// finishUp ends the making of a checkpoint, and makes one when this session itself wrote much. The
// state is read anew from the store, so that only what is written there is ever kept.
func (s *Session) finishUp() {
	ctx, stop := context.WithTimeout(context.Background(), lockWithin)
	defer stop()
	if k := s.keeper; k != nil {
		select {
		case <-k.done:
		case <-ctx.Done():
			k.stop()
			<-k.done
		}
		s.keeper = nil
	}
	if s.added <= leastUnread || s.store.ReadOnly() {
		return
	}
	u, err := unroll(ctx, s.store)
	if err != nil || !due(u.read, u.at) {
		return
	}
	if parts, ok := u.parts(); ok {
		if err := s.store.KeepCheckpoint(ctx, parts, u.at); err != nil {
			return // as in sumUp
		}
	}
}

// checkpointFits reads the ledger from its beginning and tells whether the checkpoint says the
// same; true when there is none.
func checkpointFits(ctx context.Context, store Content) (bool, error) {
	u, err := unroll(ctx, store)
	if err != nil || !u.short {
		return true, unlessAltered(err)
	}
	whole := newFolded()
	_, err = store.RecordsAfter(ctx, nil, func(r ledger.Record) error {
		i := slices.IndexFunc(u.at, func(p ledger.Place) bool { return p.Device == r.Device })
		if i < 0 || r.Seq > u.at[i].Seq {
			return nil // written meanwhile
		}
		return whole.fold(r)
	})
	if err != nil {
		return true, unlessAltered(err)
	}
	kept, ok1 := u.parts()
	read, ok2 := whole.parts()
	return ok1 && ok2 && slices.EqualFunc(kept, read, func(a, b ledger.Part) bool {
		return a.Area == b.Area && bytes.Equal(a.Body, b.Body)
	}), nil
}

// unlessAltered passes over what the verification itself tells.
func unlessAltered(err error) error {
	if text.IsFault(err, "vault.altered") {
		return nil
	}
	return err
}

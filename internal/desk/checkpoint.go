package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"runtime"
	"slices"
	"sync"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// folded is what the records of the main stream come to.
type folded struct {
	backlog *entry.Backlog
	fresh   care.Freshness
	// standing is how new what is known is, by source and by route.
	standing care.Standing
	files    map[string]bool     // hashes of files that came in
	prints   prints              // which prints left the binder
	evening  evenings            // when the evening's print was last made
	slips    *custody.Book       // numbered papers and where they are
	binder   *custody.Contents   // what the unit's binder on paper holds
	delivers delivers            // which laptop delivers for the unit
	withheld map[access.Area]int // records of entries behind walls that the opener has no key for
	newest   time.Time           // clock of the newest record, for the guard
	// strange says that a record holds what only a later program understands. No checkpoint is
	// made then, or that program would never see it.
	strange bool
}

// foldVersion is raised whenever fold takes in other things than before, or differently: what an
// earlier program kept is then passed over.
const foldVersion = 9

func newFolded() folded {
	return folded{backlog: entry.NewBacklog(), fresh: care.Freshness{}, standing: care.NewStanding(), files: map[string]bool{},
		prints: prints{}, slips: custody.NewBook(), binder: custody.NewContents(), withheld: map[access.Area]int{}}
}

// fold takes one record of the ledger into the state.
func (f *folded) fold(r ledger.Record) error {
	if at := r.Clock.Time(); at.After(f.newest) {
		f.newest = at
	}
	if r.Withheld && r.Kind == ledger.KindEntry {
		f.withheld[r.Area]++
	}
	if r.Body == nil {
		return nil
	}
	switch r.Kind {
	case ledger.KindEntry:
		var event entry.Event
		if err := decode(r.Body, &event); err != nil {
			return err
		}
		f.apply(event)
	case ledger.KindImport:
		var in Received
		if err := decode(r.Body, &in); err != nil {
			return err
		}
		f.received(in)
	case ledger.KindPurge:
		var c Certificate
		if err := decode(r.Body, &c); err != nil {
			return err
		}
		f.purged(c)
	case ledger.KindPrint:
		f.issued(r)
	case ledger.KindPaper:
		f.told(r)
	case ledger.KindDelivery:
		f.delivered(r)
	default:
		f.strange = f.strange || r.Kind > ledger.KindDelivery
	}
	return nil
}

// apply takes one event of an entry in. One that does not fit changes nothing and keeps nobody
// out: of two laptops that entered the same note the first counts, and the events of an entry
// that does not open, or was purged, have nothing to change.
func (f *folded) apply(event entry.Event) {
	if err := f.backlog.Apply(event); err != nil && !event.Type.Valid() {
		f.strange = true
	}
	if event.Entry != nil && event.Entry.Wall() == 0 {
		f.strange = true
	}
}

func (f *folded) received(in Received) {
	f.files[in.Hash] = true
	for kind, at := range in.AsOf {
		f.fresh.Note(kind, at)
	}
	f.standing.Take(in.Standing)
}

// purged forgets how new the replica was when it went: what comes in afterwards is weighed against
// nothing, whatever its age.
func (f *folded) purged(c Certificate) {
	if c.What == PurgedReplica {
		f.standing = care.NewStanding()
	}
}

// summary is the part of a checkpoint that everybody may read.
type summary struct {
	Version  int            `json:"version"`
	Fresh    care.Freshness `json:"fresh"`
	Standing care.Standing  `json:"standing"`
	Files    []string       `json:"files"`
	Prints   prints         `json:"prints"`
	Evening  evenings       `json:"evening,omitzero"`
	// Slips are the numbered papers, and Binder what the unit's binder on paper holds.
	Slips  *custody.Book     `json:"slips"`
	Binder *custody.Contents `json:"binder"`
	// Delivers is which laptop delivers for the unit.
	Delivers delivers  `json:"delivers,omitzero"`
	Newest   time.Time `json:"newest"`
}

// partSize is about what a part of a checkpoint holds, in bytes: enough for few rows, little
// enough for both processors to share.
const partSize = 256 << 10

// parts is the state as a checkpoint keeps it; nothing when it can't be kept.
func (f *folded) parts() ([]ledger.Part, bool) {
	if f.strange {
		return nil, false
	}
	raw, err := json.Marshal(summary{Version: foldVersion, Fresh: f.fresh, Standing: f.standing.Current(f.newest), Files: slices.Sorted(maps.Keys(f.files)), Prints: f.prints,
		Evening: f.evening, Slips: f.slips, Binder: f.binder, Delivers: f.delivers, Newest: f.newest})
	if err != nil {
		return nil, false
	}
	parts := []ledger.Part{{Area: access.AreaCommon, Body: raw}}
	for _, area := range entry.Areas() {
		for _, body := range f.backlog.Pack(area, partSize) {
			parts = append(parts, ledger.Part{Area: area, Body: body})
		}
	}
	return parts, true
}

// restore takes the state from a checkpoint, and tells whether it could: one of another program
// is passed over.
func restore(c ledger.Checkpoint) (folded, bool) {
	f := newFolded()
	found := false
	var packed [][]byte
	for _, p := range c.Parts {
		if entry.Packed(p.Body) {
			packed = append(packed, p.Body)
			continue
		}
		var s summary
		if err := json.Unmarshal(p.Body, &s); err != nil || s.Version != foldVersion {
			return f, false
		}
		if s.Slips == nil || s.Binder == nil || s.Prints == nil {
			return f, false
		}
		found = true
		f.prints, f.evening, f.newest = s.Prints, s.Evening, s.Newest
		f.slips, f.binder, f.delivers = s.Slips, s.Binder, s.Delivers
		maps.Copy(f.fresh, s.Fresh)
		f.standing.Take(s.Standing)
		for _, hash := range s.Files {
			f.files[hash] = true
		}
	}
	lists := make([][]*entry.Tracked, len(packed))
	failed := make([]error, len(packed))
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wait.Go(func() {
			for i := w; i < len(packed); i += workers {
				lists[i], failed[i] = entry.Unpack(packed[i])
			}
		})
	}
	wait.Wait()
	for _, list := range lists {
		f.backlog.Restore(list)
	}
	return f, found && errors.Join(failed...) == nil
}

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

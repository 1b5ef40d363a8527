package write

import (
	"context"
	"errors"
	"sync"
	"time"

	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// How long typing may pause or go on before the draft is stored, and how soon a draft that could
// not be stored is tried again.
const (
	savePause = 600 * time.Millisecond
	saveLate  = time.Second
	tryAgain  = 3 * time.Second
)

// errOvertaken tells that a newer draft was stored first, so that this one must not be.
var errOvertaken = errors.New("a newer draft was stored first")

// keeper stores the draft that is being written, away from the window, in the order of writing.
type keeper struct {
	session *desk.Session
	runner  *task.Runner
	read    func() entry.Entry       // the note as it stands in the fields
	told    func(entry.Entry, error) // hears how storing went
	after   *task.After
	again   *task.After
	dirty   bool // something is written that is not known to be stored
	newest  int  // number of the newest storing begun

	mu     sync.Mutex
	stored int // number of the newest storing that was done or called off
}

func newKeeper(session *desk.Session, runner *task.Runner, read func() entry.Entry, told func(entry.Entry, error)) *keeper {
	k := &keeper{session: session, runner: runner, read: read, told: told}
	k.after = task.NewAfter(runner, savePause, saveLate, k.store)
	k.again = task.NewAfter(runner, tryAgain, tryAgain, k.store)
	return k
}

// touch notes that something was written.
func (k *keeper) touch() {
	k.dirty = true
	k.after.Touch()
}

// store stores the note away from the window.
func (k *keeper) store() {
	k.after.Drop()
	k.again.Drop()
	k.newest++
	turn, note := k.newest, k.read()
	task.Go(k.runner, "save draft", func(ctx context.Context) (entry.Entry, error) {
		return k.put(ctx, turn, note)
	}, func(saved entry.Entry, err error) { k.done(turn, saved, err) })
}

// put stores a note unless a newer one was stored or it was called off.
func (k *keeper) put(ctx context.Context, turn int, note entry.Entry) (entry.Entry, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if turn <= k.stored {
		return note, errOvertaken
	}
	saved, err := k.session.SaveDraft(ctx, note)
	if err == nil {
		k.stored = turn
	}
	return saved, err
}

func (k *keeper) done(turn int, saved entry.Entry, err error) {
	if turn != k.newest || errors.Is(err, errOvertaken) {
		return // a newer one is on its way
	}
	if err != nil {
		k.again.Touch()
	} else {
		k.dirty = k.after.Pending()
	}
	k.told(saved, err)
}

// flush stores what is not stored yet before it returns: when the screen is left, at lock and at
// exit, also when the work beside the window has been stopped.
func (k *keeper) flush() error {
	k.after.Drop()
	k.again.Drop()
	if !k.dirty {
		return nil
	}
	k.newest++
	saved, err := k.put(context.Background(), k.newest, k.read())
	k.dirty = err != nil
	k.told(saved, err)
	return err
}

// callOff makes sure that nothing that was written before is stored any more: it is signed or
// thrown away.
func (k *keeper) callOff() {
	k.after.Drop()
	k.again.Drop()
	k.dirty = false
	k.newest++
	k.mu.Lock()
	defer k.mu.Unlock()
	k.stored = k.newest
}

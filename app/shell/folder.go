package shell

import (
	"context"
	"sync"

	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
)

// followEvery is after how many seconds the window looks anew at which folder is to be watched,
// and whether another program has sealed something.
const followEvery = 30

// folder is the unit's drop folder. It is watched as long as the window is there, locked or not:
// what settles there is sealed, for which no key is needed and the vault is not held.
type folder struct {
	window  *Window
	drop    ledger.Drop // that is watched
	job     *task.Job   // nil while nothing is
	broken  error       // why the watching ended
	heard   heard
	trouble ledger.DropEvent // that came up while the window was locked, until somebody is told
	seconds int
}

func newFolder(w *Window) *folder { return &folder{window: w} }

// heard keeps what the watcher tells, on a goroutine of its own, until the window asks.
type heard struct {
	mu   sync.Mutex
	list []ledger.Dropped
}

func (h *heard) add(d ledger.Dropped) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.list = append(h.list, d)
}

func (h *heard) take() []ledger.Dropped {
	h.mu.Lock()
	defer h.mu.Unlock()
	list := h.list
	h.list = nil
	return list
}

// follow sees to it that the right folder is watched: the unit's own while the binder is open, and
// while it is locked the one that stands beside it.
func (f *folder) follow() {
	w := f.window
	if w.open != nil {
		f.watch(w.real().session.DropFolder())
		return
	}
	task.Go(w.Own, "which folder", func(context.Context) (ledger.Drop, error) { return w.Desk.KeptDrop(w.Folder) },
		func(d ledger.Drop, err error) {
			if w.open != nil {
				return
			}
			if err != nil { // nobody knows which; the next to open the binder puts it right
				d = ledger.Drop{}
			}
			f.watch(d)
		})
}

// watch watches a folder instead of the one before; an empty one ends it.
func (f *folder) watch(d ledger.Drop) {
	if d == f.drop && (f.job != nil || f.broken == nil) {
		return
	}
	if f.job != nil {
		f.job.Drop()
		f.job = nil
	}
	if d != f.drop {
		f.broken, f.trouble = nil, ""
	}
	f.drop = d
	if d.Folder == "" {
		return
	}
	w, ended := f.window, false
	job := task.Go(w.Own, "watch", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, w.Desk.Watch(ctx, desk.Watching{Dir: w.Folder, Drop: d}, f.heard.add)
	}, func(_ struct{}, err error) {
		ended = true
		f.job = nil
		f.fail(err)
	})
	if !ended { // in tests it is over already
		f.job = job
	}
}

// fail tells, once, why the folder can't be watched. It is tried again: a share may come back.
func (f *folder) fail(err error) {
	known := f.broken != nil
	f.broken = err
	if !known && !f.window.Practising() { // whoever ends the drill is told
		f.window.Fail(err)
	}
}

// tick is called every second.
func (f *folder) tick() {
	arrived := false
	for _, d := range f.heard.take() {
		arrived = arrived || d.What == ledger.DropTaken
		f.tell(d)
	}
	if f.seconds++; f.seconds >= followEvery {
		f.seconds = 0
		f.follow()
		f.count()
	}
	if arrived {
		f.arrived()
	}
}

// arrived has what was sealed imported, or counted where the binder is locked.
func (f *folder) arrived() {
	if f.window.open != nil {
		f.window.open.arrivals.take()
		return
	}
	f.count()
}

// tell says what is wrong with the folder or a file in it. A locked window names no file, and says
// it when somebody opens.
func (f *folder) tell(d ledger.Dropped) {
	switch {
	case d.What == ledger.DropTaken, d.What == ledger.DropAgain:
		return // what it was is told when it has come in
	case d.What == ledger.DropBack:
		if f.trouble == ledger.DropGone {
			f.trouble = ""
		}
	case f.window.open == nil, f.window.Practising():
		f.trouble = d.What
		return
	}
	if f.window.open == nil || f.window.Practising() {
		return
	}
	foot, sentence := f.window.open.frame.foot, f.sentence(d.What, d.Name)
	switch {
	case d.What == ledger.DropBack:
		foot.tell(sentence)
	case d.What == ledger.DropShut:
		foot.note(sentence, "", nil)
	case d.What == ledger.DropRefused && d.Err != nil:
		foot.fail(sentence + " " + f.window.words.Explain(d.Err))
	default:
		foot.fail(sentence)
	}
}

func (f *folder) sentence(what ledger.DropEvent, name string) string {
	if name == "" {
		name = f.window.words.Say("folder.some_file")
	}
	return f.window.words.Say("drop."+string(what), "file", name)
}

// opened tells whoever opened the binder what came up while it was locked.
func (f *folder) opened() {
	w := f.window
	switch {
	case f.broken != nil && f.job == nil:
		w.Fail(f.broken)
	case f.trouble != "":
		w.open.frame.foot.note(f.sentence(f.trouble, ""), "", nil)
	}
	f.trouble = ""
}

// count looks how many files wait, sealed, beside the window: the lock screen says so, and an open
// binder takes in what another program has sealed.
func (f *folder) count() {
	w := f.window
	if w.front == nil && w.open == nil {
		return
	}
	task.Go(w.Own, "count arrivals", func(context.Context) (int, error) { return w.Desk.Waiting(w.Folder) }, func(n int, err error) {
		switch {
		case err != nil: // it is told when they are to be imported
		case w.front != nil:
			w.front.showSealed(n)
		case w.open != nil && n > w.open.arrivals.left:
			w.open.arrivals.take()
		}
	})
}

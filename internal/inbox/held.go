package inbox

import (
	"context"
	"io"
	"runtime"
	"time"

	"avbrottsparm/internal/ledger"
)

// holdsOpen says that a file can leave its folder while it is open: there, a writer that stalled
// goes on writing to the file that was removed, and only whoever has it open still sees it. On
// Windows it can't be removed as long as somebody writes.
const holdsOpen = runtime.GOOS != "windows"

// held is a file that left the folder and may still grow.
type held struct {
	file file
	name string
	seen
	until time.Time
}

// hold keeps a file open for a while after it left the folder.
func (w *Watcher) hold(f file, name string, e *seen) {
	if f == nil {
		return
	}
	if !holdsOpen {
		w.shut(f)
		return
	}
	if len(w.held) == mostHeld {
		w.shut(w.held[0].file)
		w.held = w.held[1:]
	}
	now := w.Clock.Now()
	h := &held{file: f, name: name, seen: *e, until: now.Add(heldFor)}
	h.looks, h.last = looksAlike, now
	w.held = append(w.held, h)
}

// lookHeld hands on the longer version of files that grew after they left the folder, and tells how
// long the next look can wait.
func (w *Watcher) lookHeld(ctx context.Context) time.Duration {
	next := idleEvery
	var kept []*held
	now := w.Clock.Now()
	for _, h := range w.held {
		info, err := h.file.Stat()
		switch {
		case err != nil || info.Size() > w.Limit:
			w.shut(h.file)
			continue
		case info.Size() != h.size:
			h.size, h.mod, h.looks, h.last, h.until = info.Size(), info.ModTime(), 1, now, now.Add(heldFor)
			next = lookEvery
		case h.looks < looksAlike:
			next = lookEvery
			if now.Sub(h.last) >= lookEvery-10*time.Millisecond {
				h.looks++
				h.last = now
			}
			if h.looks == looksAlike {
				w.takeHeld(ctx, h)
			}
		case now.After(h.until):
			w.shut(h.file)
			continue
		}
		kept = append(kept, h)
	}
	w.held = kept
	return next
}

// takeHeld hands on what a removed file has come to.
func (w *Watcher) takeHeld(ctx context.Context, h *held) {
	info, err := h.file.Stat()
	if err != nil || h.size == 0 {
		return
	}
	h.mod = info.ModTime()
	if _, err := h.file.Seek(0, io.SeekStart); err != nil {
		return
	}
	raw, err := readWhole(h.file, &h.seen)
	if err != nil {
		h.looks = 1 // it grew meanwhile
		return
	}
	n := Notice{What: ledger.DropTaken, Name: h.name, Size: h.size}
	hash, again, err := w.hand(ctx, h.name, h.mod, raw)
	n.Ref = hash[:8]
	switch {
	case err != nil:
		n.What, n.Err = ledger.DropRefused, err
		h.looks = 1
	case again:
		return
	case w.MoveTo != "":
		if err := keepCopy(w.MoveTo, h.name, raw); err != nil {
			n.What, n.Err = ledger.DropStays, bare(err)
		}
	}
	w.Tell(n)
}

// letGo hands on what grew and has not settled, before the watcher ends, and closes everything.
func (w *Watcher) letGo(ctx context.Context) {
	for _, h := range w.held {
		if info, err := h.file.Stat(); err == nil && info.Size() <= w.Limit && (info.Size() != h.size || h.looks < looksAlike) {
			h.size = info.Size()
			w.takeHeld(ctx, h)
		}
		w.shut(h.file)
	}
	w.held = nil
}

package printer

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"avbrottsparm/internal/text"
)

const (
	// longestLoan is how long a viewer has open pages when nobody says that it is done.
	longestLoan = 15 * time.Minute
	// removeAgain is after how long a file is tried again that a program holds open.
	removeAgain = 2 * time.Second
	// sweepTries is how often Sweep tries at once before it leaves a file to be tried again.
	sweepTries = 4
	sweepPause = 100 * time.Millisecond
)

// Lender lends open pages to a viewer. They lie in a folder that only their owner can open, where
// the system has one in memory, and go when they are given back, after a quarter of an hour, and
// when the lender is swept. A file that can't be removed, because a viewer on Windows has it open,
// is tried again until it is gone.
type Lender struct {
	dir     string // empty for the usual one
	longest time.Duration
	remove  func(path string) error

	mu     sync.Mutex
	out    map[string]*time.Timer // lent now, with what ends it
	held   map[string]bool        // could not be removed yet
	trying bool                   // a goroutine tries them again
}

// NewLender makes a lender for a folder; empty means the usual one of this computer.
func NewLender(dir string) *Lender {
	return &Lender{dir: dir, longest: longestLoan, remove: os.Remove, out: map[string]*time.Timer{}, held: map[string]bool{}}
}

// folder is where open pages lie: in the memory of the session where there is such a place, beside
// the caches otherwise. Neither is backed up or carried to other computers.
func (l *Lender) folder() (string, error) {
	const own, lent = "avbrottsparm", "lent"
	if l.dir != "" {
		return l.dir, nil
	}
	if root := os.Getenv("XDG_RUNTIME_DIR"); filepath.IsAbs(root) {
		return filepath.Join(root, own, lent), nil
	}
	root, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(root, own, lent), nil
}

// Lend writes open pages into the private folder and tells where. Fault: printer.not_lent.
func (l *Lender) Lend(pdf []byte) (path string, err error) {
	dir, err := l.folder()
	if err == nil {
		err = private(dir)
	}
	if err != nil {
		return "", whyLend(err)
	}
	file, err := os.CreateTemp(dir, "utskrift-*.pdf")
	if err != nil {
		return "", whyLend(err)
	}
	path = file.Name()
	l.mu.Lock()
	l.out[path] = time.AfterFunc(l.longest, func() { l.Return(path) })
	l.mu.Unlock()
	_, err = file.Write(pdf)
	if err = errors.Join(err, file.Close()); err != nil {
		l.Return(path)
		return "", whyLend(err)
	}
	return path, nil
}

func whyLend(err error) error {
	return text.Because(fmt.Errorf("printer: lend: %w", bare(err)), "printer.not_lent")
}

// private makes the folder, open to its owner only. What stands there and is no folder of its own,
// such as a link to another one, is not used.
func private(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	info, err := os.Lstat(dir)
	switch {
	case err != nil:
		return err
	case !info.IsDir():
		return fs.ErrInvalid
	}
	return os.Chmod(dir, 0o700)
}

// Return takes lent pages away, now or as soon as the viewer lets go of them.
func (l *Lender) Return(path string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if timer := l.out[path]; timer != nil {
		timer.Stop()
	}
	delete(l.out, path)
	l.take(path)
}

// take removes a file or leaves it to be tried again. The caller holds the lock.
func (l *Lender) take(path string) bool {
	if err := l.remove(path); err == nil || errors.Is(err, fs.ErrNotExist) {
		delete(l.held, path)
		return true
	}
	l.held[path] = true
	if !l.trying {
		l.trying = true
		go l.tryAgain()
	}
	return false
}

// tryAgain tries to remove what is held until nothing is.
func (l *Lender) tryAgain() {
	for {
		time.Sleep(removeAgain)
		l.mu.Lock()
		for path := range l.held {
			l.take(path)
		}
		if len(l.held) == 0 {
			l.trying = false
			l.mu.Unlock()
			return
		}
		l.mu.Unlock()
	}
}

// Sweep takes away all pages that were ever lent from this folder, also those that a program which
// was stopped left behind: when the program starts, when the binder is locked, and when it ends.
// What a viewer holds is tried again for as long as the program runs. Fault: printer.still_open.
func (l *Lender) Sweep() error {
	dir, err := l.folder()
	if err != nil { // without a place for it nothing was lent
		return nil
	}
	for try := 1; ; try++ {
		left, err := l.sweep(dir)
		switch {
		case err != nil:
			return text.Because(fmt.Errorf("printer: sweep: %w", bare(err)), "printer.still_open")
		case left == 0:
			return nil
		case try == sweepTries:
			return text.NewFault("printer.still_open")
		}
		time.Sleep(sweepPause)
	}
}

// sweep tries each file once and tells how many are left.
func (l *Lender) sweep(dir string) (left int, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return 0, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if timer := l.out[path]; timer != nil {
			timer.Stop()
		}
		delete(l.out, path)
		if !l.take(path) {
			left++
		}
	}
	return left, nil
}

package inbox

import (
	"os"
	"path/filepath"

	"github.com/fsnotify/fsnotify"
)

// waker hears when something happens in the folder. Where the system can't tell, nothing is heard
// and the timer does it all.
type waker struct {
	notify *fsnotify.Watcher
	folder os.FileInfo // that is followed
	name   string
}

// follow hears the folder of that name, also when it is another one than before: a share that came
// back.
func (k *waker) follow(folder string) {
	info, err := os.Stat(folder)
	if err != nil {
		k.close()
		return
	}
	if k.notify != nil && os.SameFile(info, k.folder) {
		return
	}
	k.close()
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return
	}
	k.notify, k.folder, k.name = notify, info, folder
	if notify.Add(folder) != nil {
		k.close()
	}
}

func (k *waker) close() {
	if k.notify == nil {
		return
	}
	notify := k.notify
	k.notify, k.folder = nil, nil
	if notify.Close() != nil {
		return // nothing more is heard of it
	}
}

func (k *waker) events() <-chan fsnotify.Event {
	if k.notify == nil {
		return nil
	}
	return k.notify.Events
}

func (k *waker) errors() <-chan error {
	if k.notify == nil {
		return nil
	}
	return k.notify.Errors
}

// heed sees whether an event means that the folder itself went: what is followed then is dead, and
// a folder that comes in its place may even have its number.
func (k *waker) heed(e fsnotify.Event, open bool) {
	if !open || e.Op.Has(fsnotify.Remove|fsnotify.Rename) && filepath.Clean(e.Name) == filepath.Clean(k.name) {
		k.close()
	}
}

// drain passes over what else happened until now: one look sees all of it.
func (k *waker) drain() {
	for {
		select {
		case e, open := <-k.events():
			k.heed(e, open)
		default:
			return
		}
	}
}

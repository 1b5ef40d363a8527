package inbox

import (
	"os"

	"github.com/fsnotify/fsnotify"
)

// waker hears when something happens in the folder. Where the system can't tell, nothing is heard
// and the timer does it all.
type waker struct {
	notify *fsnotify.Watcher
	folder os.FileInfo // that is followed
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
	k.notify, k.folder = notify, info
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

// drain passes over what else happened until now: one look sees all of it.
func (k *waker) drain() {
	for {
		select {
		case _, open := <-k.events():
			if !open {
				k.notify = nil
				return
			}
		default:
			return
		}
	}
}

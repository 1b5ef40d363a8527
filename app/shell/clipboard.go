package shell

import (
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/task"
)

// copyLife is how long a copied value stays on the clipboard.
const copyLife = time.Minute

// clipboard puts values on the system's clipboard and takes them away again, unless somebody has
// put something else there meanwhile.
type clipboard struct {
	system fyne.Clipboard
	// private puts a value where the system keeps no trail of it; it tells false where there is no such way.
	private func(string) (bool, error)
	runner  *task.Runner
	ours    string
	cancel  func()
}

func newClipboard(system fyne.Clipboard, private func(string) (bool, error), runner *task.Runner) *clipboard {
	if private == nil {
		private = func(string) (bool, error) { return false, nil }
	}
	return &clipboard{system: system, private: private, runner: runner, cancel: func() {}}
}

// put puts a value there for a minute. One that can't be kept out of the system's history is not put
// there at all.
func (c *clipboard) put(value string) error {
	done, err := c.private(value)
	if err != nil {
		return err // what was copied before goes by its own minute
	}
	c.cancel()
	if !done {
		c.system.SetContent(value)
	}
	c.ours = value
	c.cancel = c.runner.Every(copyLife, c.clear)
	return nil
}

// clear takes our value away: after its time, at lock and at exit.
func (c *clipboard) clear() {
	c.cancel()
	if c.ours != "" && c.system.Content() == c.ours {
		c.system.SetContent("")
	}
	c.ours = ""
}

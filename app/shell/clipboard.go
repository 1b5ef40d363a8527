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
	runner *task.Runner
	ours   string
	cancel func()
}

func newClipboard(system fyne.Clipboard, runner *task.Runner) *clipboard {
	return &clipboard{system: system, runner: runner, cancel: func() {}}
}

func (c *clipboard) put(value string) {
	c.cancel()
	c.ours = value
	c.system.SetContent(value)
	c.cancel = c.runner.Every(copyLife, c.clear)
}

// clear takes our value away: after its time, at lock and at exit.
func (c *clipboard) clear() {
	c.cancel()
	if c.ours != "" && c.system.Content() == c.ours {
		c.system.SetContent("")
	}
	c.ours = ""
}

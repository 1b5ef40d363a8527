package shell

import (
	"context"
	"errors"

	"avbrottsparm/app/task"
)

// FinishKeys goes through what still lies under older keys, beside the window: every screen can be
// used meanwhile. Locking stops it, and it goes on from there the next time.
func (w *Window) FinishKeys() {
	if w.open == nil || w.open.frame.strips.changing {
		return
	}
	session, strips := w.open.session, w.open.frame.strips
	strips.working.Start(w.words.Say("shell.keys_work"))
	strips.keys.Hide()
	strips.changing = true
	strips.update()
	strips.keyChange = task.Run(w.Screened, task.Work[struct{}]{
		Name: "re-wrap",
		Do: func(ctx context.Context, report func(int, int)) (struct{}, error) {
			return struct{}{}, session.Rewrap(ctx, report)
		},
		Progress: strips.working.Set,
		Done: func(_ struct{}, err error) {
			strips.changing = false
			strips.working.Stop()
			if err == nil {
				w.Tell(w.words.Say("shell.keys_done"))
				strips.update()
				return
			}
			if !errors.Is(err, context.Canceled) {
				w.Fail(err)
			}
			strips.look()
		},
	})
}

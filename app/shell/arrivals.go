package shell

import (
	"context"
	"errors"
	"strings"

	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
)

// longTaking is after how many seconds of an import the window shows how far it has come.
const longTaking = 2

// arrivals is the import of what came to the drop folder, in an open binder: beside the window,
// and each file whole or not at all.
type arrivals struct {
	window  *Window
	job     *task.Job // nil when none is under way
	busy    bool
	more    bool // something came meanwhile
	stopped bool // somebody broke it off: the rest waits until somebody goes on, or the next unlock
	left    int  // files that stayed, sealed
	seconds int  // that it has taken
	waited  map[string]bool
	mended  bool // that another folder stood to be watched has been told
}

// brought is what an import of arrivals came to.
type brought struct {
	files []desk.TrayFile
	left  int
}

func newArrivals(w *Window) *arrivals { return &arrivals{window: w, waited: map[string]bool{}} }

// take imports what waits, or does so again when the import under way is over.
func (a *arrivals) take() {
	w := a.window
	switch {
	case w.open == nil || w.open.arrivals != a || w.locking || a.stopped || w.Practising():
		return
	case a.busy:
		a.more = true
		return
	}
	a.busy, a.more, a.seconds = true, false, 0
	session := w.open.session
	job := task.Run(w.Screened, task.Work[brought]{
		Name: "arrivals",
		Do: func(ctx context.Context, report func(int, int)) (brought, error) {
			files, err := session.TakeArrivals(ctx, report)
			left, uncounted := w.Desk.Waiting(w.Folder)
			return brought{files, left}, errors.Join(err, uncounted)
		},
		Progress: func(done, total int) {
			if total == 1 { // nobody knows how far into the file it is
				total = 0
			}
			w.open.frame.strips.taking.Set(done, total)
		},
		Done: a.taken,
	})
	if a.busy { // work that runs at once, in tests, is over already
		a.job = job
	}
}

// goOn takes up an import that somebody broke off.
func (a *arrivals) goOn() {
	a.stopped = false
	a.window.open.frame.strips.showTaking(a)
	a.take()
}

func (a *arrivals) cancel() {
	if a.job != nil {
		a.job.Cancel()
	}
}

func (a *arrivals) taken(got brought, err error) {
	w := a.window
	a.busy, a.job = false, nil
	switch {
	case errors.Is(err, context.Canceled):
		a.stopped = true
	case err != nil:
		w.Fail(err)
	}
	if err == nil || a.stopped {
		a.left = got.left
	}
	w.open.frame.strips.showTaking(a)
	if len(got.files) > 0 {
		w.Changed()
		w.again()
		a.tell(got.files)
	}
	if w.open.session.DropMended() && !a.mended {
		a.mended = true
		w.open.frame.foot.fail(w.words.Say("folder.mended"))
	}
	if a.more {
		a.take()
	}
}

// tick shows an import that takes long.
func (a *arrivals) tick() {
	if !a.busy {
		return
	}
	if a.seconds++; a.seconds == longTaking {
		a.window.open.frame.strips.showTaking(a)
	}
}

// tell says what came in, in one line: "2 filer inlästa ur mappen, 1 vill ha svar".
func (a *arrivals) tell(files []desk.TrayFile) {
	w := a.window
	in, ask, again, wait, why := 0, 0, 0, 0, ""
	for _, f := range files {
		switch f.State {
		case desk.TrayAgain, desk.TraySuperseded:
			again++
			continue
		case desk.TrayWaits:
			if !a.waited[f.ID] { // each time it is weighed anew
				a.waited[f.ID] = true
				wait++
				why = f.Why
			}
			continue
		case desk.TrayImported:
		default:
			ask++
		}
		if f.Imported {
			in++
		}
	}
	var parts []string
	count := func(key string, n int) {
		if n > 0 {
			parts = append(parts, w.words.Count(key, n))
		}
	}
	count("folder.in", in)
	if in == 0 {
		count("folder.ask", ask)
	} else {
		count("folder.and_ask", ask)
	}
	count("folder.wait", wait)
	if len(parts) == 0 {
		count("folder.again", again)
	}
	if len(parts) == 0 {
		return
	}
	sentence := strings.Join(parts, ", ") + "."
	if wait == 1 && why != "" {
		sentence += " " + why
	}
	switch {
	case ask > 0 && w.offered(page.Intake):
		w.open.frame.foot.note(sentence, w.words.Say("folder.see"), func() { w.Show(page.Place{Page: page.Intake, Part: page.IntakeTray}) })
	case ask+wait > 0:
		w.open.frame.foot.note(sentence, "", nil)
	default:
		w.Tell(sentence)
	}
}

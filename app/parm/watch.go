package main

import (
	"context"
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

type watchWord struct {
	binder
	Folder   string `placeholder:"DIR" help:"${help_watch_folder}"`
	After    string `placeholder:"remove|move:DIR" help:"${help_watch_after}"`
	Once     bool   `help:"${help_watch_once}"`
	Locked   bool   `help:"${help_watch_locked}"`
	Remember bool   `help:"${help_watch_remember}"`
	Forget   bool   `help:"${help_watch_forget}"`
	asideFlags
}

// Run watches the drop folder, or does what the flags about the tray and the settings say.
func (c *watchWord) Run(a *app) error {
	modes := 0
	for _, on := range []bool{c.Quarantine, c.Look != "", c.Retry != "", c.Seen != "", c.ThrowAway != "", c.Remember, c.Forget} {
		if on {
			modes++
		}
	}
	switch {
	case modes > 1, c.Locked && modes > 0, c.Why != "" && c.ThrowAway == "", (c.Date != "" || c.ConfirmGone || c.TakeOlder) && c.Retry == "":
		return misuse{text.NewFault("parm.watch_flags")}
	case c.Remember || c.Forget:
		return c.remember(a)
	case modes == 1:
		return c.settle(a)
	}
	return c.watch(a)
}

// drop is the folder of the flags, or the one that was chosen for the binder.
func (c *watchWord) drop(a *app) (ledger.Drop, error) {
	if c.Folder == "" && c.After == "" {
		return a.desk.KeptDrop(c.Vault)
	}
	d := ledger.Drop{Folder: c.Folder}
	if d.Folder == "" {
		kept, err := a.desk.KeptDrop(c.Vault)
		if err != nil {
			return d, err
		}
		d.Folder = kept.Folder
	}
	to, move := strings.CutPrefix(c.After, "move:")
	switch {
	case move && to != "":
		d.MoveTo = to
	case c.After != "" && c.After != "remove":
		return d, misuse{text.NewFault("parm.watch_after")}
	}
	return d, nil
}

// remember stores which folder is watched.
func (c *watchWord) remember(a *app) error {
	var d ledger.Drop
	if !c.Forget {
		var err error
		if d, err = c.drop(a); err != nil {
			return err
		}
		if d.Folder == "" {
			return misuse{text.NewFault("tray.none_watched")}
		}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		if err := s.SetDropFolder(a.ctx, d); err != nil {
			return err
		}
		d = s.DropFolder()
		switch {
		case a.json:
			a.putJSON(map[string]string{"folder": d.Folder, "move_to": d.MoveTo})
		case d.Folder == "":
			a.page().line(a.words.Say("parm.watch.forgotten"))
		default:
			a.page().line(a.words.Say("parm.watch.remembered", "folder", d.Folder))
		}
		return nil
	})
}

// importEvery is how long the program waits before it tries again to open a binder that somebody
// else has open; importWithin is how long files may go on coming before the first are imported.
const (
	importEvery  = 30 * time.Second
	importWithin = time.Minute
	// leastApart is how long the program leaves the binder to others after it had it.
	leastApart = 2 * time.Second
)

// watching is one run of the word.
type watching struct {
	*watchWord
	a      *app
	json   bool
	secret string
	told   bool      // that somebody has the binder open
	after  time.Time // no import is tried before
	since  time.Time // when the oldest file that waits was met
	part   bool      // something was left to be done
	failed error     // why it can't go on
}

func (c *watchWord) watch(a *app) error {
	drop, err := c.drop(a)
	if err != nil {
		return err
	}
	w := &watching{watchWord: c, a: a, json: a.json}
	if !a.desk.HasBinder(c.Vault) {
		return text.NewFault("vault.none")
	}
	if !c.Locked {
		if w.secret, err = c.asked(a); err != nil {
			return err
		}
	}
	ctx, stop := context.WithCancel(a.ctx)
	defer stop()
	if !c.Locked && !c.Once {
		if err := w.begin(ctx); err != nil {
			return err
		}
	}
	err = a.desk.Watch(ctx, desk.Watching{Dir: c.Vault, Drop: drop, Once: c.Once, Between: func(ctx context.Context, quiet bool) {
		if w.between(ctx, quiet); w.failed != nil {
			stop()
		}
	}}, w.tell)
	if err == nil && c.Once && !c.Locked {
		err = w.take(ctx)
	}
	a.json = a.json && err != nil && a.ctx.Err() == nil // each event had an answer of its own
	switch {
	case a.ctx.Err() != nil:
		return nil // it was asked to stop, and everything that it took is on disk
	case err != nil:
		return err
	case w.failed != nil:
		return w.failed
	case c.Once && w.part:
		return errPart
	}
	return nil
}

// asked is the passphrase, or the recovery code.
func (c *watchWord) asked(a *app) (string, error) {
	prompt := "parm.ask.passphrase"
	if c.Recovery {
		prompt = "parm.ask.recovery"
	}
	return a.secret(c.PassphraseFile, a.words.Say(prompt))
}

// begin imports what waits already, so that a wrong passphrase is told at once and not when the
// first file comes.
func (w *watching) begin(ctx context.Context) error {
	err := w.take(ctx)
	if text.IsFault(err, "vault.in_use") {
		w.trouble(err)
		return nil
	}
	w.after = time.Now().Add(leastApart)
	return err
}

// shutOut tells that the binder will not open for this passphrase, however often it is tried: each
// wrong try would make the next person wait.
func shutOut(err error) bool {
	for _, code := range []string{"vault.wrong_passphrase", "vault.wrong_recovery", "access.left", "access.shift_over"} {
		if text.IsFault(err, code) {
			return true
		}
	}
	return false
}

// between imports what waits, when nothing more is about to settle or the first has waited long.
func (w *watching) between(ctx context.Context, quiet bool) {
	if w.Locked || ctx.Err() != nil {
		return
	}
	now := time.Now()
	n, err := w.a.desk.Waiting(w.Vault)
	if err != nil || n == 0 {
		w.since = time.Time{}
		return
	}
	if w.since.IsZero() {
		w.since = now
	}
	if now.Before(w.after) || !quiet && now.Sub(w.since) < importWithin {
		return
	}
	err = w.take(ctx)
	w.after = time.Now().Add(leastApart)
	switch {
	case err == nil || ctx.Err() != nil:
	case shutOut(err):
		w.failed = err
	default:
		w.after = time.Now().Add(importEvery)
		w.trouble(err)
	}
}

// take opens the binder, imports what waits, and lets go of it again; also when somebody else
// wants it.
func (w *watching) take(ctx context.Context) error {
	var s *desk.Session
	var err error
	if w.Recovery {
		s, err = w.a.desk.UnlockRecovery(ctx, w.Vault, w.secret)
	} else {
		s, err = w.a.desk.Unlock(ctx, w.Vault, w.User, w.secret)
	}
	if err != nil {
		return err
	}
	w.told = false
	err = w.bringIn(ctx, s)
	if failed := s.Lock(); err == nil {
		err = failed
	}
	return err
}

func (w *watching) bringIn(ctx context.Context, s *desk.Session) error {
	until, stop, err := s.UntilWanted(ctx)
	if err != nil {
		return err
	}
	defer stop()
	files, err := s.TakeArrivals(until, nil)
	for _, f := range files {
		w.tellFile(f)
	}
	if until.Err() != nil && ctx.Err() == nil {
		return nil // somebody wants the binder: the rest waits
	}
	return err
}

// trouble tells why nothing can be imported now; once, as long as somebody else has the binder.
func (w *watching) trouble(err error) {
	if text.IsFault(err, "vault.in_use") {
		if w.told {
			return
		}
		w.told = true
	}
	w.part = true
	why := w.a.failure(err)
	w.put(watchShape{Event: "import_failed", Error: &why}, why.Message)
}

// watchShape is one line of --json.
type watchShape struct {
	At        string   `json:"at"`
	Event     string   `json:"event"`
	Ref       string   `json:"ref,omitempty"`
	Ending    string   `json:"ending,omitempty"`
	Size      int64    `json:"size,omitempty"`
	Format    string   `json:"format,omitempty"`
	New       int      `json:"new,omitempty"`
	Changed   int      `json:"changed,omitempty"`
	Unchanged int      `json:"unchanged,omitempty"`
	Gone      int      `json:"gone,omitempty"`
	Wrong     int      `json:"wrong,omitempty"`
	Older     int      `json:"older,omitempty"`
	Error     *failure `json:"error,omitempty"`
}

// tell prints what happened in the folder. A file is named by its content and its ending: its own
// name may say who it is about.
func (w *watching) tell(d ledger.Dropped) {
	w.part = w.part || !d.What.Done() && d.What != ledger.DropOdd
	shape := watchShape{Event: string(d.What), Ref: d.Ref, Ending: ledger.PlainEnding(d.Name), Size: d.Size}
	line := w.a.words.Say("drop."+string(d.What), "file", w.called(d.Ref, d.Name, d.Size))
	if d.Err != nil {
		why := w.a.failure(d.Err)
		shape.Error = &why
		if d.What == ledger.DropRefused {
			line += " " + why.Message
		}
	}
	w.put(shape, line)
}

func (w *watching) tellFile(f desk.TrayFile) {
	w.part = w.part || f.State != desk.TrayImported && f.State != desk.TrayAgain && f.State != desk.TraySuperseded
	shape := watchShape{Event: string(f.State), Ref: f.Ref, Ending: ledger.PlainEnding(f.Name), Size: f.Size, Format: f.Format,
		New: f.New, Changed: f.Changed, Unchanged: f.Unchanged, Gone: f.Gone, Wrong: f.Wrong, Older: f.Older}
	line := w.called(f.Ref, f.Name, f.Size) + ": " + w.a.words.Say("tray.state."+string(f.State)) + "."
	if f.Imported {
		line += " " + w.a.words.Say("parm.watch.counts", "new", f.New, "changed", f.Changed, "unchanged", f.Unchanged, "wrong", f.Wrong)
	}
	if f.Why != "" {
		line += " " + f.Why
	}
	w.put(shape, line)
}

// called is how a file is named on the console.
func (w *watching) called(ref, name string, size int64) string {
	if ref == "" {
		ref = w.a.words.Say("parm.watch.file")
	}
	about := strconv.FormatInt((size+1023)/1024, 10) + " kB"
	if end := ledger.PlainEnding(name); end != "" {
		about = end + ", " + about
	}
	return ref + " (" + about + ")"
}

// put prints a line at once.
func (w *watching) put(shape watchShape, line string) {
	now := time.Now().In(care.Stockholm)
	if w.json {
		shape.At = stamp(now)
		if err := w.a.writeThrough(shape); err != nil {
			w.failed = err
		}
		return
	}
	if _, err := w.a.stdout.Write([]byte(now.Format("2006-01-02 15:04:05") + "  " + printable(line) + "\n")); err != nil {
		w.failed = text.Because(err, "parm.no_output")
	}
}

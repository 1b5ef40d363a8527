package main

import (
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// asideFlags are about the files that need somebody.
type asideFlags struct {
	Quarantine  bool   `help:"${help_watch_quarantine}"`
	Look        string `placeholder:"ID" help:"${help_watch_look}"`
	Retry       string `placeholder:"ID" help:"${help_watch_retry}"`
	Date        string `placeholder:"YYYY-MM-DD" help:"${help_watch_date}"`
	ConfirmGone bool   `help:"${help_watch_confirm_gone}"`
	TakeOlder   bool   `help:"${help_watch_take_older}"`
	Seen        string `placeholder:"ID" help:"${help_watch_seen}"`
	ThrowAway   string `placeholder:"ID" help:"${help_watch_throw_away}"`
	Why         string `placeholder:"TEXT" help:"${help_watch_why}"`
}

// trayShape is a file that needs somebody.
type trayShape struct {
	ID        string         `json:"id"`
	File      string         `json:"file"`
	Ref       string         `json:"ref"`
	State     string         `json:"state"`
	Arrived   string         `json:"arrived"`
	Size      int64          `json:"size"`
	Format    string         `json:"format"`
	Imported  bool           `json:"imported"`
	WantsGone bool           `json:"wants_gone"`
	WantsDay  bool           `json:"wants_day"`
	Gone      int            `json:"gone"`
	Wrong     int            `json:"wrong"`
	Older     int            `json:"older"`
	Why       string         `json:"why"`
	Problems  []problemShape `json:"problems"`
}

type problemShape struct {
	Row   int    `json:"row"`
	Sheet string `json:"sheet,omitempty"`
	Code  string `json:"code"`
}

func shapeTray(f desk.TrayFile) trayShape {
	t := trayShape{ID: f.ID, File: f.Name, Ref: f.Ref, State: string(f.State), Arrived: stamp(f.Arrived), Size: f.Size, Format: f.Format,
		Imported: f.Imported, WantsGone: f.WantsGone, WantsDay: f.WantsDay, Gone: f.Gone, Wrong: f.Wrong, Older: f.Older, Why: f.Why, Problems: []problemShape{}}
	for _, p := range f.Problems {
		t.Problems = append(t.Problems, problemShape(p))
	}
	return t
}

// settle does what the flags say with the files that need somebody.
func (c *watchWord) settle(a *app) error {
	how := desk.Importing{ConfirmGone: c.ConfirmGone, TakeOlder: c.TakeOlder}
	if c.Date != "" {
		var err error
		if how.Day, err = dayOf(c.Date, time.Now()); err != nil {
			return err
		}
	}
	if c.ThrowAway != "" && c.Why == "" {
		return misuse{text.NewFault("tray.no_reason")}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		switch {
		case c.Look != "":
			return c.lookAt(a, s)
		case c.Retry != "":
			return c.retry(a, s, how)
		case c.Seen != "":
			return c.done(a, s, c.Seen, s.Seen(a.ctx, whole(a, s, c.Seen)))
		case c.ThrowAway != "":
			return c.done(a, s, c.ThrowAway, s.ThrowAway(a.ctx, whole(a, s, c.ThrowAway), c.Why))
		}
		return c.list(a, s)
	})
}

// whole is the id that begins as somebody typed it, when only one does; else what was typed.
func whole(a *app, s *desk.Session, typed string) string {
	files, err := s.Quarantine(a.ctx)
	if err != nil {
		return typed // the use case says the same
	}
	found := typed
	for _, f := range files {
		if len(typed) < shownID || !strings.HasPrefix(f.ID, strings.ToLower(typed)) {
			continue
		}
		if found != typed {
			return typed
		}
		found = f.ID
	}
	return found
}

func (c *watchWord) list(a *app, s *desk.Session) error {
	files, err := s.Quarantine(a.ctx)
	if err != nil {
		return err
	}
	if a.json {
		shapes := make([]trayShape, 0, len(files))
		for _, f := range files {
			shapes = append(shapes, shapeTray(f))
		}
		a.putJSON(shapes)
		return nil
	}
	p := a.page()
	if len(files) == 0 {
		p.line(a.words.Say("parm.watch.none"))
		return nil
	}
	rows := make([][]string, 0, len(files))
	for _, f := range files {
		rows = append(rows, []string{f.ID[:shownID], a.arrived(f), f.Name, a.words.Say("tray.state." + string(f.State)), f.Why})
	}
	p.table([]string{a.words.Say("parm.watch.id"), a.words.Say("parm.watch.arrived"), a.words.Say("parm.import.file"), a.words.Say("parm.watch.state"), a.words.Say("parm.watch.reason")}, rows)
	return nil
}

func (a *app) arrived(f desk.TrayFile) string {
	if f.Arrived.IsZero() {
		return ""
	}
	return a.words.Moment(f.Arrived.In(care.Stockholm))
}

// lookAt shows what a file would do, as import --dry-run does.
func (c *watchWord) lookAt(a *app, s *desk.Session) error {
	result, err := s.LookAt(a.ctx, whole(a, s, c.Look))
	if err != nil {
		return err
	}
	a.tellImport([]fileReport{reportOf(a, result)}, true)
	return nil
}

func (c *watchWord) retry(a *app, s *desk.Session, how desk.Importing) error {
	result, left, err := s.Retry(a.ctx, whole(a, s, c.Retry), how)
	if err != nil {
		return err
	}
	if a.json {
		a.putJSON(map[string]any{"file": reportOf(a, result), "left": shapeTray(left)})
	} else {
		a.tellImport([]fileReport{reportOf(a, result)}, false)
	}
	if left.State != desk.TrayImported {
		return errPart
	}
	return nil
}

func reportOf(a *app, f desk.FileResult) fileReport {
	r := fileReport{File: f.Name, Errors: []rowReport{}, Warnings: []rowReport{}}
	if f.Err != nil {
		why := a.failure(f.Err)
		r.Error = &why
	}
	r.fill(a, f, false)
	return r
}

// done tells that a file is out of the tray.
func (c *watchWord) done(a *app, s *desk.Session, id string, err error) error {
	if err != nil {
		return err
	}
	left, err := s.TrayCounts(a.ctx)
	if err != nil {
		return err
	}
	if a.json {
		a.putJSON(map[string]any{"id": id, "left": left.Aside()})
		return nil
	}
	a.page().line(a.words.Say("parm.watch.done", "n", strconv.Itoa(left.Aside())))
	return nil
}

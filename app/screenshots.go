package main

import (
	"context"
	"errors"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/settings"
	"avbrottsparm/app/shell"
	"avbrottsparm/app/task"
	"avbrottsparm/app/wiring"
	"avbrottsparm/data"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// The studio looks at the window every beat, and takes a picture when a page has had the time to
// find what it shows.
const (
	beat      = 100 * time.Millisecond
	settleFor = 8 // beats before a picture
	patience  = 3 * time.Minute
	usualSize = "1366x768"
	// paletteSize keeps the pictures small: calm paper and ink have few colours.
	paletteSize = "256"
	clockHours  = 14*time.Hour + 7*time.Minute // what the desk's clock says in every picture
)

// errStuck says that the window never came where a picture was to be taken.
var errStuck = errors.New("the window did not get ready for a picture in time")

// shot is one picture: what is done first, and when the window is ready for it.
type shot struct {
	name  string
	do    func(*studio)
	ready func(*studio) bool
}

// studio drives the real window through every page and saves a picture of each.
type studio struct {
	window *shell.Window
	undo   string // an entry that is to be marked in Lifecare
	demo   *demo
	folder string // for the pictures
	shots  []shot
	began  bool // that the shot's own doing is done
	beats  int
	since  time.Time
	person string
	files  string // folder of files to preview, some of their rows wrong
	coded  string // folder of a file whose columns nobody knows
	outage string // the outage of the pictures

	document string        // one of the unit's own
	real     *desk.Session // that a drill stands beside
	size     fyne.Size     // of the window
	err      error
}

// screenshots saves a picture of every page on the demo unit: DIR/sv/start.png and so on. Pages
// are light and of ordinary size, with dark and large pictures of the most used ones.
func screenshots(f flags) (err error) {
	// The same size of everything on every computer.
	if err := os.Setenv("FYNE_SCALE", "1"); err != nil {
		return fmt.Errorf("scale: %w", err)
	}
	choices := f.over(settings.Usual())
	d, err := wiring.Desk(choices.Lang)
	if err != nil {
		return err
	}
	day := f.date
	if day.IsZero() {
		day = fridayAfter(time.Now())
	}
	d.Now = func() time.Time { return care.Day(day).Add(clockHours) }
	demo, err := newDemo(d, day)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, demo.remove()) }()
	if f.width == 0 {
		if _, err := fmt.Sscanf(usualSize, "%fx%f", &f.width, &f.height); err != nil {
			return fmt.Errorf("size: %w", err)
		}
	}
	s := &studio{demo: demo, folder: filepath.Join(f.Screenshots, string(choices.Lang)), since: time.Now(), size: f.size(fyne.Size{})}
	if err := os.MkdirAll(s.folder, 0o755); err != nil {
		return text.Because(err, "window.no_pictures")
	}
	shown := files()
	shown.Folder = filepath.Join("Dokument", "Avbrottsparm") // the pictures show nobody's own folder
	runner := task.New()
	s.window = shell.New(shell.Params{App: app.NewWithID(appID + ".pictures"), Desk: d, Folder: demo.folder, Version: version,
		Screens: screens(shown), Choices: choices, Size: s.size, Own: runner,
		Drill: func(lang text.Lang) (*shell.DrillBinder, error) {
			d, err := wiring.Desk(lang)
			if err != nil {
				return nil, err
			}
			d.Now = func() time.Time { return care.Day(day).Add(clockHours) }
			return drillOn(d, day)
		}})
	s.shots = s.list(choices)
	runner.Every(beat, s.look)
	s.window.Run()
	return errors.Join(s.err, s.window.End())
}

// fridayAfter is a Friday after t: a day with a weekend to print for, and one that the computer's
// clock has not reached, so that no time in the pictures is uncertain.
func fridayAfter(t time.Time) time.Time {
	day := care.NextDay(t, 1)
	for day.Weekday() != time.Friday {
		day = care.NextDay(day, 1)
	}
	return day
}

// look is called every beat.
func (s *studio) look() {
	if s.err != nil || len(s.shots) == 0 {
		return
	}
	now := s.shots[0]
	if !s.began {
		s.began, s.beats, s.since = true, 0, time.Now()
		now.do(s)
		return
	}
	if time.Since(s.since) > patience {
		s.end(fmt.Errorf("%s: %w", now.name, errStuck))
		return
	}
	if !now.ready(s) {
		s.beats = 0
		return
	}
	if s.beats++; s.beats < settleFor {
		return
	}
	if now.name != "" {
		if err := s.save(now.name); err != nil {
			s.end(err)
			return
		}
	}
	s.began, s.shots = false, s.shots[1:]
	if len(s.shots) == 0 {
		s.end(nil)
	}
}

func (s *studio) end(err error) {
	s.err, s.shots = err, nil
	fyne.CurrentApp().Quit()
}

// save keeps what stands on the display. Fyne's own capture reads the front buffer, which software
// OpenGL under X11 leaves black, so there the X server is asked instead, by ImageMagick.
func (s *studio) save(name string) (err error) {
	path := filepath.Join(s.folder, name+".png")
	var onX11 uintptr
	if native, ok := s.window.Window().(driver.NativeWindow); ok {
		native.RunNative(func(context any) {
			if x, ok := context.(driver.X11WindowContext); ok {
				onX11 = x.WindowHandle
			}
		})
	}
	if onX11 != 0 {
		out, err := exec.Command("import", "-window", strconv.FormatUint(uint64(onX11), 10), "-strip",
			"-quantize", "YUV", "-treedepth", "8", "+dither", "-colors", paletteSize, "png8:"+path).CombinedOutput()
		if err != nil {
			return text.Because(fmt.Errorf("import: %w: %s", err, out), "window.no_pictures")
		}
		return nil
	}
	f, err := os.Create(path)
	if err != nil {
		return text.Because(err, "window.no_pictures")
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return png.Encode(f, s.window.Window().Canvas().Capture())
}

// fill gives the demo unit what a night without Lifecare leaves behind: signed notes, one of them
// entered already, and a draft.
func (s *studio) fill() error {
	ctx, session := context.Background(), s.window.Session()
	now := session.Now()
	notes := demoNotes(session.Words())
	people := session.People("")
	if len(people) <= len(notes)*3 {
		return errStuck
	}
	for i, n := range notes {
		e := session.NewNote(people[3*i+1].ID)
		e.Kind, e.EventTime, e.Headline, e.Text = entry.KindNote, now.Add(-n.ago), n.headline, n.text
		if i == 0 {
			if _, err := session.SaveDraft(ctx, e); err != nil {
				return err
			}
			continue
		}
		signed, err := session.Sign(ctx, e)
		if err != nil {
			return err
		}
		if i == 1 {
			if _, err := session.Reenter(ctx, signed.ID, now.Format(entryClock), ""); err != nil {
				return err
			}
		}
	}
	s.person = telling(people)
	if err := s.read(people); err != nil {
		return err
	}
	s.window.Changed()
	return s.lay()
}

// lay lays out the files of the tour, beside the invented binder and gone with it.
func (s *studio) lay() error {
	tour, err := data.DemoTour(care.Day(s.demo.day))
	if err != nil {
		return err
	}
	folder := filepath.Join(s.demo.parent, "files")
	if err := os.Mkdir(folder, 0o700); err != nil {
		return text.Because(err, "window.no_pictures")
	}
	now := s.window.Session().Now() // or they would be older than what the demo unit knows
	for _, f := range tour {
		path := filepath.Join(folder, f.Name)
		if err := errors.Join(os.WriteFile(path, f.Bytes, 0o600), os.Chtimes(path, now, now)); err != nil {
			return text.Because(err, "window.no_pictures")
		}
	}
	s.files = folder
	return nil
}

// covered is a person with protected identity.
func (s *studio) covered() string {
	for _, p := range s.window.Session().People("") {
		if p.Protected {
			return p.ID
		}
	}
	return s.person
}

// night is a route that goes on after midnight.
func (s *studio) night() string {
	session := s.window.Session()
	today := care.Day(session.Now())
	for _, r := range session.Schedule(today, "").Routes {
		for _, v := range r.Visits {
			if v.Day().After(today) {
				return r.Route
			}
		}
	}
	return ""
}

// entryClock is how Lifecare shows the time of an entry.
const entryClock = "2006-01-02 15:04"

// telling is a person whose page shows most: a warning, a next visit, and nothing to cover.
func telling(people []desk.PersonRow) string {
	for _, p := range people {
		if len(p.Warnings) > 0 && p.Next != nil && !p.Protected && len(p.Keys) > 0 {
			return p.ID
		}
	}
	return people[0].ID
}

// place is where a page is shown with something to see.
func (s *studio) place(name page.Name) page.Place {
	at := page.Place{Page: name}
	session := s.window.Session()
	switch name {
	case page.People:
		at.PersonID = s.person
	case page.Schedule:
		at.Day = session.Now()
	case page.Write:
		if drafts := session.Drafts(); len(drafts) > 0 {
			at.EntryID = drafts[0].ID
		}
	case page.Backlog, page.Notes:
		if queue := session.Queue(false); len(queue) > 0 {
			at.EntryID = queue[0].ID
		}
	case page.Intake:
		at.Folder = s.files
	}
	return at
}

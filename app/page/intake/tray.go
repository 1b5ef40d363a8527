package intake

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// tray shows the files of the drop folder that need somebody: those that could not be read, those
// that came in but in part, and those that wait for somebody who has their areas.
type tray struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	all     []desk.TrayFile
	latest  *task.Latest[[]desk.TrayFile]
	looking *task.Latest[file]
	counted func() // after something was settled
	working bool
	shown   string // the file that is shown, and how it stood

	quiet   *control.QuietMessage
	list    *control.TwoLineList
	title   *control.Text
	state   *fyne.Container
	why     *control.Text
	brought *brought
	answers *answers
	columns *columns
	folder  *control.Text
	some    fyne.CanvasObject
	none    *fyne.Container
	main    fyne.CanvasObject
	whole   *fyne.Container
}

// trayShare is the files' part of the width.
const trayShare = 0.34

func newTray(h page.Host, files page.Files, counted func()) *tray {
	w := h.Words()
	t := &tray{host: h, counted: counted, words: w, session: h.Session(), latest: task.NewLatest[[]desk.TrayFile](h.Runner(), "list tray"),
		looking: task.NewLatest[file](h.Runner(), "look at file")}
	t.quiet = control.NewQuietMessage()
	t.quiet.Hide()
	t.list = control.NewTwoLineList(func() int { return len(t.all) }, t.row)
	t.list.OnPicked = func(int) { t.look() }
	t.title, t.why, t.state = control.Heading(""), control.Plain(""), container.NewStack()
	t.brought = newBrought(w)
	t.answers = newAnswers(w, t.session.Now, t)
	t.columns = newColumns(h, files)
	t.folder = control.Quiet("")
	head := control.Stack(look.Gap, container.NewBorder(nil, nil, nil, container.NewCenter(t.state), t.title), t.why)
	pane := container.NewBorder(head, t.answers.content, nil, nil, container.New(layout.NewCustomPaddedLayout(look.Gap, look.Gap, 0, 0), t.brought.content))
	t.some = control.NewColumns(trayShare, control.NewSection(w.Say("traypage.files"), t.list), control.NewCard(pane))
	t.none = container.NewStack()
	t.main = container.NewBorder(t.quiet, t.folder, nil, nil, container.NewStack(t.some, t.none))
	t.whole = container.NewStack(t.main)
	t.show("")
	return t
}

func (t *tray) content() fyne.CanvasObject { return t.whole }

func (t *tray) focus() fyne.Focusable {
	if len(t.all) > 0 {
		return t.list
	}
	return nil
}

func (t *tray) open(page.Place) { t.renew() }

func (t *tray) leave() {
	t.quiet.Hide()
	t.looking.Drop()
}

// renew lists the files anew, and keeps the place in the list.
func (t *tray) renew() {
	kept := ""
	if f := t.picked(); f != nil {
		kept = f.ID
	}
	t.latest.Ask(func(ctx context.Context) ([]desk.TrayFile, error) { return t.session.Quarantine(ctx) }, func(all []desk.TrayFile, err error) {
		if err != nil {
			t.say(control.ToneFault, t.words.Explain(err))
			return
		}
		t.all = all
		t.show(kept)
	})
}

// show shows the files from one of them, or what the folder is for.
func (t *tray) show(from string) {
	w := t.words
	watched := t.session.DropFolder().Folder
	t.folder.SetText(w.Say("traypage.watched", "folder", watched))
	t.folder.Hidden = watched == ""
	t.some.Hide()
	t.none.Hide()
	t.list.Renew()
	if len(t.all) == 0 {
		t.shown = ""
		t.none.Objects = []fyne.CanvasObject{t.empty(watched)}
		t.none.Show()
		t.whole.Refresh()
		return
	}
	t.some.Show()
	at := 0
	for i, f := range t.all {
		if f.ID == from {
			at = i
		}
	}
	t.list.PickQuietly(at)
	if f := t.all[at]; t.shown != f.ID+string(f.State) { // else somebody may be answering
		t.look()
	}
	t.whole.Refresh()
}

// empty says what the folder is for, and where it is chosen.
func (t *tray) empty(watched string) fyne.CanvasObject {
	w := t.words
	settings := func() { t.host.Show(page.Place{Page: page.Settings, Part: page.SettingsSources}) }
	if watched == "" {
		return control.NewEmpty(theme.FolderIcon(), w.Say("traypage.unwatched"), w.Say("traypage.unwatched_how"), w.Say("traypage.settings"), settings)
	}
	return control.NewEmpty(theme.FolderIcon(), w.Say("traypage.empty"), w.Say("traypage.empty_how"), "", nil)
}

func (t *tray) picked() *desk.TrayFile {
	if i := t.list.Picked(); i >= 0 && i < len(t.all) {
		return &t.all[i]
	}
	return nil
}

// look shows one file: why it is here, what is in it, and what can be done.
func (t *tray) look() {
	f := t.picked()
	if f == nil {
		return
	}
	t.shown = f.ID + string(f.State)
	t.title.SetText(t.nameOf(*f))
	t.state.Objects = []fyne.CanvasObject{control.NewMark(t.mark(f.State))}
	why := f.Why
	if why == "" && f.State == desk.TrayWaits {
		why = t.words.Say("traypage.waits")
	}
	t.why.SetText(why)
	t.why.Hidden = why == ""
	t.answers.show(*f)
	t.whole.Refresh()
	if f.State == desk.TrayWaits || f.State == desk.TrayDamaged {
		t.looking.Drop()
		t.brought.wait("")
		return
	}
	t.brought.wait(t.words.Say("traypage.looking"))
	id, now := f.ID, t.session.Now()
	t.looking.Ask(func(ctx context.Context) (file, error) {
		result, err := t.session.LookAt(ctx, id)
		if err != nil {
			return file{}, err
		}
		return word(t.words, result, now), nil
	}, t.looked)
}

func (t *tray) looked(seen file, err error) {
	f := t.picked()
	switch {
	case err != nil:
		t.brought.fail(t.words.Explain(err))
	case seen.err != "" && f != nil && seen.err == f.Why:
		t.brought.wait("") // it stands above already
	default:
		t.brought.show(seen)
	}
}

func (t *tray) nameOf(f desk.TrayFile) string {
	if f.Name == "" {
		return t.words.Say("traypage.nameless")
	}
	return f.Name
}

func (t *tray) mark(s desk.TrayState) control.Mark {
	ink := map[desk.TrayState]fyne.ThemeColorName{desk.TrayUnread: look.Outage, desk.TrayDamaged: look.Outage,
		desk.TrayAnswer: look.Notice, desk.TrayRows: look.Notice, desk.TrayWaits: look.Binder}[s]
	return control.Mark{Text: t.words.Say("traypage.mark." + string(s)), Color: ink}
}

func (t *tray) row(i int) control.TwoLines {
	f, w := t.all[i], t.words
	var parts []string
	if !f.Arrived.IsZero() {
		parts = append(parts, w.When(f.Arrived.In(care.Stockholm), t.session.Now()))
	}
	if f.Size > 0 {
		parts = append(parts, sizeOf(w, f.Size))
	}
	return control.TwoLines{Title: t.nameOf(f), Subtitle: join(parts...), Marks: []control.Mark{t.mark(f.State)}}
}

// sizeOf words the size of a file, with what is less than a kilobyte as one.
func sizeOf(w *text.Words, bytes int64) string {
	if bytes < 1<<20 {
		return w.Say("traypage.kilobytes", "n", max(1, bytes>>10))
	}
	return w.Say("traypage.megabytes", "n", fmt.Sprintf("%d,%d", bytes>>20, bytes%(1<<20)*10>>20))
}

func (t *tray) say(tone control.Tone, sentence string) {
	t.quiet.Say(tone, sentence)
	t.quiet.Show()
	t.main.Refresh()
}

// retry reads the file in again as somebody says.
func (t *tray) retry(how desk.Importing) {
	f := t.picked()
	if f == nil || t.working {
		return
	}
	id, name := f.ID, t.nameOf(*f)
	t.work(t.words.Say("traypage.reading"), func(ctx context.Context) (string, control.Tone, error) {
		result, left, err := t.session.Retry(ctx, id, how)
		if err != nil {
			return "", control.ToneFault, err
		}
		if left.State == desk.TrayImported {
			return t.words.Say("traypage.in", "name", name, "new", result.New, "changed", result.Changed), control.ToneGood, nil
		}
		return t.words.Say("traypage.left", "name", name, "why", left.Why), control.ToneNotice, nil
	})
}

// seen takes a file away whose rest has come in.
func (t *tray) seen() {
	if f := t.picked(); f != nil {
		id, name := f.ID, t.nameOf(*f)
		t.work("", func(ctx context.Context) (string, control.Tone, error) {
			return t.words.Say("traypage.seen_done", "name", name), control.ToneGood, t.session.Seen(ctx, id)
		})
	}
}

// throwAway takes a file away for good.
func (t *tray) throwAway(reason string) {
	if f := t.picked(); f != nil {
		id, name := f.ID, t.nameOf(*f)
		t.work("", func(ctx context.Context) (string, control.Tone, error) {
			return t.words.Say("traypage.thrown", "name", name), control.ToneGood, t.session.ThrowAway(ctx, id, reason)
		})
	}
}

// work does something with a file and lists what is left. It answers what was done in words.
func (t *tray) work(doing string, do func(context.Context) (string, control.Tone, error)) {
	if t.working {
		return
	}
	t.working = true
	t.answers.stop()
	if doing != "" {
		t.say(control.ToneCalm, doing)
	}
	type done struct {
		said string
		tone control.Tone
	}
	task.Go(t.host.Runner(), "settle file", func(ctx context.Context) (done, error) {
		said, tone, err := do(ctx)
		return done{said, tone}, err
	}, func(d done, err error) {
		t.working, t.shown = false, ""
		if err != nil {
			d = done{t.words.Explain(err), control.ToneFault}
		}
		t.say(d.tone, d.said)
		t.host.Changed()
		t.counted()
		t.renew()
	})
}

// chooseColumns lets somebody say what the columns of the file are; it is then read in again so.
func (t *tray) chooseColumns(day time.Time) {
	f := t.picked()
	if f == nil || t.working {
		return
	}
	id := f.ID
	task.Go(t.host.Runner(), "open file", func(ctx context.Context) (desk.File, error) { return t.session.AsideFile(ctx, id) }, func(opened desk.File, err error) {
		if err != nil {
			t.say(control.ToneFault, t.words.Explain(err))
			return
		}
		t.put(t.columns.content())
		t.columns.ask(opened, desk.Importing{Day: day}, func(m *care.Mapping) {
			t.put(t.main)
			if m != nil {
				t.retry(desk.Importing{Day: day, Mapping: m})
			}
		})
	})
}

func (t *tray) put(content fyne.CanvasObject) {
	t.whole.Objects = []fyne.CanvasObject{content}
	t.whole.Refresh()
}

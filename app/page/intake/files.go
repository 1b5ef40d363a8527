package intake

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"slices"

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

// listShare is the files' part of the width.
const listShare = 0.3

// filesPart takes in files that a person chooses.
type filesPart struct {
	host    page.Host
	words   *text.Words
	session *desk.Session

	paths    []string
	maps     map[string]*care.Mapping // by path, of files whose columns somebody chose
	seen     reading                  // what the files would do
	latest   *task.Latest[reading]
	storing  bool
	folder   string // where the last file lay
	target   *target
	asking   bool // for the columns of the first file that can't be read, once it is seen
	settling bool // while the screen itself sets the confirmation

	files    *control.TwoLineList
	rows     *rows
	progress *control.Progress
	quiet    *control.QuietMessage
	more     *control.Button
	remove   *control.Button
	columns  *columns
	store    *control.Button
	held     *control.Text
	confirm  *control.Check
	heldBox  fyne.CanvasObject
	undated  *undated
	older    *older
	chosen   fyne.CanvasObject
	empty    fyne.CanvasObject
	fresh    *control.Text
	foot     *fyne.Container   // how old what is known is, and what is remembered
	main     fyne.CanvasObject // all but the choice of columns
	whole    *fyne.Container
}

// newFiles makes the part.
func newFiles(h page.Host, files page.Files) *filesPart {
	s := &filesPart{host: h, words: h.Words(), session: h.Session(), target: &target{}, maps: map[string]*care.Mapping{}, latest: task.NewLatest[reading](h.Runner(), "preview files")}
	w := s.words
	s.quiet = control.NewQuietMessage()
	s.quiet.Hide()
	s.progress = control.NewProgress(w, "", s.cancel)
	s.files = control.NewTwoLineList(func() int { return len(s.seen.files) }, s.file)
	s.files.OnPicked = func(i int) { s.rows.show(s.seen.files[i]); s.enable() }
	s.rows = newRows(w, s.chooseColumns)
	s.more = control.NewButton(w.Say("intakepage.more"), theme.FolderOpenIcon(), s.choose)
	s.remove = control.NewButton(w.Say("intakepage.remove"), theme.CancelIcon(), s.removeFile)
	s.columns = newColumns(h, files)
	s.store = control.NewPrimary(w.Say("intakepage.store"), theme.DownloadIcon(), s.storeFiles)
	s.held = control.Plain("")
	s.confirm = control.NewCheck(w.Say("intakepage.confirm_gone"), func(bool) { s.confirmed() })
	s.heldBox = control.NewNoticeBox(control.ToneNotice, w.Say("intakepage.held"), control.Stack(look.Gap, s.held, s.confirm))
	s.undated = newUndated(w, s.session.Now, s.confirmed)
	s.older = newOlder(w, s.confirmed)
	stop := control.NewButton(w.Say("intakepage.clear"), nil, s.clear)
	foot := container.NewBorder(nil, nil, nil, container.NewVBox(layout.NewSpacer(), control.Beside(look.Gap, stop, s.store)), control.Stack(look.Gap, s.undated.box, s.older.box, s.heldBox))
	list := control.NewSection(w.Say("intakepage.files"), container.NewBorder(nil,
		container.New(layout.NewCustomPaddedLayout(look.Gap, 0, 0, 0), control.Stack(look.Gap, s.more, s.remove)), nil, nil, s.files))
	s.chosen = container.NewBorder(nil, container.New(layout.NewCustomPaddedLayout(look.Space, 0, 0, 0), foot), nil, nil,
		control.NewColumns(listShare, list, control.NewCard(s.rows.content)))
	s.empty = control.NewEmpty(theme.DownloadIcon(), w.Say("intakepage.empty"), w.Say("intakepage.empty_how"), w.Say("intakepage.choose"), s.choose)
	s.fresh = control.NewText("", control.Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true})
	saved := control.NewFlat(w.Say("columnspage.saved"), theme.ListIcon(), s.showSaved)
	s.foot = container.NewBorder(nil, nil, nil, container.NewVBox(layout.NewSpacer(), saved), s.fresh)
	s.main = container.NewBorder(control.Stack(0, s.quiet, s.progress),
		container.New(layout.NewCustomPaddedLayout(look.Gap, 0, 0, 0), s.foot), nil, nil, container.NewStack(s.chosen, s.empty))
	s.whole = container.NewStack(s.main)
	s.show()
	return s
}

func (s *filesPart) content() fyne.CanvasObject { return s.whole }

// focus is the list of files, once there is one.
func (s *filesPart) focus() fyne.Focusable {
	if len(s.seen.files) > 0 {
		return s.files
	}
	return nil
}

// open lets files be dropped on the window, tells how old what is known is, and previews the files
// of the folder that the place names.
func (s *filesPart) open(at page.Place) {
	if s.target.screen == nil {
		s.target.screen = s
		s.host.Window().SetOnDropped(s.target.drop)
	}
	s.show()
	s.asking = at.Part == page.IntakeColumns
	if at.Folder != "" {
		s.addFolder(at.Folder)
	}
}

// leave stops listening for dropped files. What was previewed stays; nothing of it is stored.
func (s *filesPart) leave() { s.target.screen = nil }

// chooseColumns lets somebody say what the columns of the picked file are.
func (s *filesPart) chooseColumns() {
	i := s.files.Picked()
	if i < 0 || i >= len(s.paths) || s.storing {
		return
	}
	path := s.paths[i]
	task.Go(s.host.Runner(), "open file", func(context.Context) (desk.File, error) { return desk.OpenFile(path) }, func(f desk.File, err error) {
		if err != nil {
			s.fail(err)
			return
		}
		f.Mapping = s.maps[path]
		s.put(s.columns.content())
		s.columns.ask(f, desk.Importing{Day: s.undated.chosen}, func(m *care.Mapping) { s.mapped(path, m) })
	})
}

// mapped goes back to the preview, anew when something was chosen.
func (s *filesPart) mapped(path string, m *care.Mapping) {
	s.put(s.main)
	if m != nil {
		s.maps[path] = m
		s.again()
		return
	}
	if len(s.seen.files) > 0 {
		s.host.Window().Canvas().Focus(s.files)
	}
}

// showSaved lists the choices of columns that the binder remembers.
func (s *filesPart) showSaved() {
	s.put(s.columns.content())
	s.columns.done = func(*care.Mapping) { s.put(s.main) }
	s.columns.showSaved()
}

func (s *filesPart) put(content fyne.CanvasObject) {
	s.whole.Objects = []fyne.CanvasObject{content}
	s.whole.Refresh()
}

// show shows the files and what they would do, or what this screen is for.
func (s *filesPart) show() {
	s.fresh.SetText(freshness(s.words, s.session))
	s.files.Renew()
	some := len(s.seen.files) > 0
	s.foot.Hidden = some // the rows need the room
	s.chosen.Hide()
	s.empty.Hide()
	switch {
	case some:
		s.chosen.Show()
		first := s.seen.first()
		s.files.PickQuietly(first)
		s.rows.show(s.seen.files[first])
	case !s.progress.Visible():
		s.empty.Show()
	}
	s.enable()
	s.showHeld()
	s.undated.show(s.seen.undated())
	s.older.show(s.seen.older())
	s.store.Disable()
	if s.seen.preview != nil && s.seen.readable() && !s.storing {
		s.store.Enable()
	}
	s.whole.Refresh()
}

// enable lets what is done to one file be done to the picked one.
func (s *filesPart) enable() {
	s.remove.Disable()
	if i := s.files.Picked(); i >= 0 && i < len(s.seen.files) {
		s.remove.Enable()
	}
}

func (s *filesPart) showHeld() {
	held := s.seen.held()
	s.held.SetText(s.words.Count("intakepage.held_why", held))
	s.held.Hidden = held == 0
	s.heldBox.Hide()
	if held > 0 || s.confirm.Checked {
		s.heldBox.Show()
	}
}

// add takes more files and previews all of them anew: a later file is weighed against what the
// earlier ones bring.
func (s *filesPart) add(paths ...string) {
	if s.storing || len(paths) == 0 {
		return
	}
	for _, path := range paths {
		if !slices.Contains(s.paths, path) {
			s.paths = append(s.paths, path)
		}
		s.folder = filepath.Dir(path)
	}
	s.again()
}

func (s *filesPart) removeFile() {
	if i := s.files.Picked(); i >= 0 && i < len(s.paths) && !s.storing {
		s.paths = slices.Delete(s.paths, i, i+1)
		s.again()
	}
}

// again previews other files than before: what was confirmed of those counts no longer.
func (s *filesPart) again() {
	s.undated.forget()
	s.settling = true
	s.confirm.SetChecked(false)
	s.older.take.SetChecked(false)
	s.settling = false
	s.preview()
}

func (s *filesPart) confirmed() {
	if !s.settling && !s.storing {
		s.preview()
	}
}

// preview reads the files away from the window.
func (s *filesPart) preview() {
	s.quiet.Hide()
	if len(s.paths) == 0 {
		s.clear()
		return
	}
	s.progress.Start(s.words.Count("intakepage.reading", len(s.paths)))
	s.seen = reading{}
	s.show()
	paths, how := slices.Clone(s.paths), desk.Importing{ConfirmGone: s.confirm.Checked, Day: s.undated.chosen, TakeOlder: s.older.take.Checked}
	chosen := maps.Clone(s.maps)
	s.latest.Ask(func(ctx context.Context) (reading, error) { return read(ctx, s.words, s.session, paths, how, chosen) }, s.previewed)
}

func (s *filesPart) previewed(seen reading, err error) {
	s.progress.Stop()
	if err != nil {
		s.paths = nil
		s.fail(err)
		s.show()
		return
	}
	s.seen = seen
	s.show()
	if unclear := slices.IndexFunc(seen.files, func(f file) bool { return f.unclear }); s.asking && unclear >= 0 {
		s.files.Pick(unclear)
		s.chooseColumns()
	} else if len(seen.files) > 0 {
		s.host.Window().Canvas().Focus(s.files)
	}
	s.asking = false
}

// cancel breaks off the reading: nothing is kept of it.
func (s *filesPart) cancel() {
	s.latest.Drop()
	s.progress.Stop()
	s.clear()
	s.say(control.ToneCalm, s.words.Say("intakepage.cancelled"))
}

// clear lets the files go. Nothing of them is stored.
func (s *filesPart) clear() {
	if s.storing {
		return
	}
	s.paths, s.seen = nil, reading{}
	clear(s.maps)
	s.undated.forget()
	s.settling = true
	s.confirm.SetChecked(false)
	s.older.take.SetChecked(false)
	s.settling = false
	s.show()
}

// storeFiles stores what the preview shows.
func (s *filesPart) storeFiles() {
	if s.storing || s.seen.preview == nil {
		return
	}
	s.storing = true
	s.store.Disable()
	s.say(control.ToneCalm, s.words.Say("intakepage.storing"))
	preview, sum := s.seen.preview, s.seen.sum()
	task.Go(s.host.Runner(), "import files", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.session.Import(ctx, preview)
	}, func(_ struct{}, err error) { s.stored(sum, err) })
}

func (s *filesPart) stored(sum sum, err error) {
	s.storing = false
	s.host.Changed()
	documents := s.seen.documents()
	if text.IsFault(err, "desk.preview_old") {
		s.preview()
		s.fail(err)
		return
	}
	if err != nil {
		s.fail(err)
		s.show()
		return
	}
	s.clear()
	said := s.words.Say("intakepage.stored", "new", sum.fresh, "changed", sum.changed, "gone", sum.gone)
	if sum.fresh+sum.changed+sum.gone == 0 {
		said = s.words.Say("intakepage.nothing_new")
	}
	tone := control.ToneGood
	if sum.wrong > 0 {
		tone = control.ToneNotice
		said += " " + s.words.Count("intakepage.wrong", sum.wrong)
	}
	if documents == 0 {
		s.say(tone, said)
		return
	}
	s.quiet.SayWith(tone, said, s.words.Say("intakepage.documents"), func() {
		s.host.Show(page.Place{Page: page.Intake, Part: page.IntakeDocuments})
	})
	s.quiet.Show()
	s.whole.Refresh()
}

// say says how something went, above the files.
func (s *filesPart) say(tone control.Tone, sentence string) {
	s.quiet.Say(tone, sentence)
	s.quiet.Show()
	s.whole.Refresh()
}

// fail says on the screen what went wrong; breaking off is no fault.
func (s *filesPart) fail(err error) {
	if errors.Is(err, context.Canceled) {
		s.say(control.ToneCalm, s.words.Say("intakepage.cancelled"))
		return
	}
	s.say(control.ToneFault, s.words.Explain(err))
}

// file is a file in the list: its name, what it was read as, and what it brings.
func (s *filesPart) file(i int) control.TwoLines {
	f, w := s.seen.files[i], s.words
	row := control.TwoLines{Title: f.name, Subtitle: f.summary(w)}
	switch {
	case f.err != "":
		row.Subtitle = w.Say("intakepage.unreadable")
		row.Marks = []control.Mark{{Text: w.Say("intakepage.mark_error"), Color: look.Outage}}
	case f.counts[wrong] > 0:
		row.Marks = []control.Mark{{Text: w.Count("intakepage.mark_wrong", f.counts[wrong]), Color: look.Outage}}
	case f.older > 0:
		row.Marks = []control.Mark{{Text: w.Say("intakepage.mark_older"), Color: look.Notice}}
	case f.held > 0:
		row.Marks = []control.Mark{{Text: w.Say("intakepage.mark_held"), Color: look.Notice}}
	case f.partly:
		row.Marks = []control.Mark{{Text: w.Say("intakepage.mark_columns"), Color: look.Binder}}
	}
	return row
}

package intake

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// mappings lists the choices of columns that the binder remembers: to use, to give to other units,
// and to forget.
type mappings struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	files   page.Files
	left    func(*care.Mapping) // hears that the list is left, with the one to use
	all     []care.Mapping
	latest  *task.Latest[[]care.Mapping]

	list    *control.TwoLineList
	quiet   *control.QuietMessage
	use     *control.Button
	save    *control.Button
	remove  *control.Button
	confirm *control.Confirm
	none    fyne.CanvasObject
	saved   *fyne.Container // where a file was saved
	whole   fyne.CanvasObject
}

func newMappings(h page.Host, files page.Files, left func(*care.Mapping)) *mappings {
	w := h.Words()
	m := &mappings{host: h, words: w, session: h.Session(), files: files, left: left, latest: task.NewLatest[[]care.Mapping](h.Runner(), "mappings")}
	m.list = control.NewTwoLineList(func() int { return len(m.all) }, m.row)
	m.list.OnPicked = func(int) { m.enable() }
	m.list.OnChosen = func(int) { m.useIt() }
	m.quiet = control.NewQuietMessage()
	m.quiet.Hide()
	m.saved = control.Stack(0)
	m.use = control.NewPrimary(w.Say("columnspage.use_saved"), theme.ConfirmIcon(), m.useIt)
	m.save = control.NewButton(w.Say("columnspage.save_file"), theme.DocumentSaveIcon(), m.saveFile)
	m.remove = control.NewButton(w.Say("columnspage.remove"), theme.DeleteIcon(), m.ask)
	m.confirm = control.NewConfirm("", w.Say("columnspage.remove_yes"), w.Say("columnspage.remove_no"), m.removeIt)
	read := control.NewButton(w.Say("columnspage.read_file"), theme.FolderOpenIcon(), m.readFile)
	back := control.NewButton(w.Say("columnspage.list_back"), theme.NavigateBackIcon(), func() { m.left(nil) })
	m.none = control.NewEmpty(theme.ListIcon(), w.Say("columnspage.none"), w.Say("columnspage.none_how"), "", nil)
	buttons := control.Stack(look.Gap, m.use, m.save, read, m.remove, back)
	m.whole = container.NewBorder(control.Stack(look.Gap, m.quiet, m.saved, m.confirm), nil, nil, nil,
		control.NewColumns(0.6, control.NewSection(w.Say("columnspage.list"), container.NewStack(m.list, m.none)), control.NewCard(buttons)))
	return m
}

// open shows what is remembered; usable tells that there is a file to use one on.
func (m *mappings) open(usable bool) {
	m.use.Hidden = !usable
	m.quiet.Hide()
	m.saved.Objects = nil
	m.confirm.Hide()
	m.renew()
}

func (m *mappings) renew() {
	m.latest.Ask(func(context.Context) ([]care.Mapping, error) { return m.session.Mappings() }, func(all []care.Mapping, err error) {
		if err != nil {
			m.say(control.ToneFault, m.words.Explain(err))
			return
		}
		m.all = all
		m.list.Renew()
		m.list.PickQuietly(0)
		m.none.Hide()
		if len(all) == 0 {
			m.none.Show()
		}
		m.enable()
	})
}

func (m *mappings) enable() {
	for _, b := range []*control.Button{m.use, m.save, m.remove} {
		b.Disable()
		if m.picked() != nil {
			b.Enable()
		}
	}
	m.whole.Refresh()
}

func (m *mappings) picked() *care.Mapping {
	if i := m.list.Picked(); i >= 0 && i < len(m.all) {
		return &m.all[i]
	}
	return nil
}

func (m *mappings) row(i int) control.TwoLines {
	one, w := m.all[i], m.words
	return control.TwoLines{Title: one.Name, Subtitle: join(w.Say("sheet."+one.Kind), w.Count("columnspage.columns", len(one.Columns)))}
}

func (m *mappings) say(tone control.Tone, sentence string) {
	m.quiet.Say(tone, sentence)
	m.quiet.Show()
	m.whole.Refresh()
}

func (m *mappings) useIt() {
	if one := m.picked(); one != nil && m.use.Visible() {
		m.left(one)
	}
}

// ask asks before a choice is forgotten: files that look alike are not read by it any more.
func (m *mappings) ask() {
	if one := m.picked(); one != nil {
		m.confirm.AskThis(m.words.Say("columnspage.remove_sure", "name", one.Name))
		m.whole.Refresh()
	}
}

func (m *mappings) removeIt(yes bool) {
	one := m.picked()
	m.whole.Refresh()
	if !yes || one == nil {
		return
	}
	name := one.Name
	m.work(func(ctx context.Context) (string, error) { return "", m.session.RemoveMapping(ctx, name) }, func(string) {
		m.say(control.ToneGood, m.words.Say("columnspage.removed", "name", name))
	})
}

// saveFile writes a choice as a file for other units. It holds headings and nothing below them.
func (m *mappings) saveFile() {
	one := m.picked()
	if one == nil {
		return
	}
	name := one.Name
	m.work(func(context.Context) (string, error) {
		raw, err := m.session.ExportMapping(name)
		if err != nil {
			return "", err
		}
		return m.files.Save(m.files.Folder, m.words.Say("columnspage.file", "name", fileName(name)), raw)
	}, func(path string) {
		m.saved.Objects = []fyne.CanvasObject{page.SavedAt(m.host, m.files, path)}
	})
}

// fileName keeps of a name what any system takes in the name of a file.
func fileName(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, name)
}

func (m *mappings) readFile() {
	page.ChooseFile(m.host.Window(), m.words.Say("columnspage.read_file"), m.files.Folder, func(path string, err error) {
		if err != nil {
			m.say(control.ToneFault, m.words.Explain(err))
			return
		}
		m.read(path)
	})
}

// read takes in a choice that another unit made.
func (m *mappings) read(path string) {
	m.work(func(ctx context.Context) (string, error) {
		f, err := desk.OpenFile(path)
		if err != nil {
			return "", err
		}
		one, err := m.session.ReadMapping(f.Bytes)
		if err != nil {
			return "", err
		}
		return one.Name, m.session.SaveMapping(ctx, one)
	}, func(name string) {
		m.files.Folder = filepath.Dir(path)
		m.say(control.ToneGood, m.words.Say("columnspage.read", "name", name))
	})
}

// work does something with what is remembered, and shows how it is afterwards.
func (m *mappings) work(do func(context.Context) (string, error), then func(string)) {
	m.quiet.Hide()
	m.saved.Objects = nil
	task.Go(m.host.Runner(), "mappings", do, func(said string, err error) {
		if err != nil {
			m.say(control.ToneFault, m.words.Explain(err))
			return
		}
		then(said)
		m.renew()
	})
}

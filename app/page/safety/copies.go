package safety

import (
	"context"
	"io"

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
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// copies is the part with the copies beside the binder and, for those who may, the copy that
// leaves the laptop.
type copies struct {
	host   page.Host
	words  *text.Words
	kept   []ledger.Copy
	latest *task.Latest[[]ledger.Copy]
	table  *control.DataTable
	none   *control.Text
	make   *control.Button
	work   *work
	out    *takeOut // nil for those who may not
	all    fyne.CanvasObject
	left   *fyne.Container
}

func newCopies(h page.Host, mayTakeOut bool) *copies {
	w := h.Words()
	c := &copies{host: h, words: w, latest: task.NewLatest[[]ledger.Copy](h.Runner(), "list copies")}
	c.table = control.NewDataTable([]control.Column{
		{Title: w.Say("safety.copy.taken"), Width: 16, Share: 1},
		{Title: w.Say("safety.copy.verified"), Width: 22, Share: 2},
		{Title: w.Say("safety.copy.size"), Width: 8, Right: true},
	}, func() int { return len(c.kept) }, c.row)
	c.none = control.Plain(w.Say("safety.copy.none"))
	c.none.Hide()
	c.make = control.NewButton(w.Say("safety.copy.make"), theme.ContentCopyIcon(), c.keep)
	c.work = newWork(h, c.resized)
	c.work.presses = []*control.Button{c.make}
	c.left = container.NewBorder(control.Stack(look.Gap, control.Quiet(w.Say("safety.copy.why")), c.none),
		footed(c.make, c.work.content), nil, nil, c.table)
	section := control.NewSection(w.Say("safety.copy.title"), c.left)
	if !mayTakeOut {
		c.all = section
		return c
	}
	c.out = newTakeOut(h)
	c.all = control.NewColumns(0.54, section, c.out.section)
	return c
}

func (c *copies) content() fyne.CanvasObject { return c.all }
func (c *copies) focus() fyne.Focusable      { return c.make }

func (c *copies) open() {
	c.work.shown = true
	if c.out != nil {
		c.out.work.shown = true
	}
	c.list()
}

func (c *copies) leave() {
	c.work.shown = false
	if c.out != nil {
		c.out.leave()
	}
}

func (c *copies) resized() {
	if c.left != nil {
		c.left.Refresh()
	}
}

// list reads which copies there are, beside the window: the folder may lie on a slow disk.
func (c *copies) list() {
	session := c.host.Session()
	c.latest.Ask(session.Kept, func(kept []ledger.Copy, err error) {
		if err != nil {
			c.host.Fail(err)
			return
		}
		c.kept = kept
		c.none.Hidden = len(kept) > 0
		c.table.Renew()
		c.left.Refresh()
	})
}

func (c *copies) row(i int) []control.Cell {
	k := c.kept[i]
	holds := control.Cell{Text: c.words.Say("safety.copy.holds", "records", k.Records, "items", k.Items)}
	if k.Records == 0 {
		holds = control.Cell{Text: c.words.Say("safety.copy.unread"), Color: look.Notice}
	}
	return []control.Cell{{Text: c.words.When(k.Taken.In(care.Stockholm), c.host.Session().Now()), Bold: i == 0}, holds, {Text: size(c.words, k.Bytes)}}
}

// size is a file's size as people say it.
func size(w *text.Words, bytes int64) string {
	const kilo, mega = 1_000, 1_000_000
	if bytes < mega {
		return w.Say("safety.kilobytes", "n", max(1, (bytes+kilo/2)/kilo))
	}
	return w.Say("safety.megabytes", "n", (bytes+mega/2)/mega)
}

func (c *copies) keep() {
	begin(c.work, step[ledger.Copy]{
		name: "keep-copy", title: c.words.Say("safety.copy.making"), stopped: c.words.Say("safety.copy.stopped"),
		do: c.host.Session().KeepCopy,
		done: func(k ledger.Copy) result {
			c.list()
			return result{control.ToneGood, c.words.Say("safety.copy.made", "records", k.Records, "items", k.Items), nil}
		},
	})
}

// takeOut is the copy that leaves the laptop, sealed under a passphrase.
type takeOut struct {
	host    page.Host
	words   *text.Words
	folder  string // empty until one is chosen
	where   *control.Text
	whither *control.Field
	secret  *page.Passphrase
	save    *control.Button
	work    *work
	scroll  *container.Scroll
	section fyne.CanvasObject
}

func newTakeOut(h page.Host) *takeOut {
	w := h.Words()
	t := &takeOut{host: h, words: w}
	t.where = control.NewText(w.Say("safety.out.no_folder"), control.Style{Wrap: true, Color: look.Quiet})
	choose := control.NewButton(w.Say("paperpage.choose_folder"), theme.FolderOpenIcon(), t.choose)
	t.whither = control.NewField(w, w.Say("safety.out.where"), "", control.Stack(look.Step, t.where, container.NewHBox(choose)))
	t.secret = page.NewPassphrase(w, w.Say("safety.passphrase"), w.Say("safety.out.again"), t.begin)
	t.secret.Hint(w.Say("safety.out.passphrase"))
	t.save = control.NewPrimary(w.Say("safety.out.save"), theme.DocumentSaveIcon(), t.begin)
	t.work = newWork(h, func() { t.resized() })
	t.work.presses = []*control.Button{t.save, choose}
	t.work.ended = func() { t.scroll.ScrollToBottom() }
	column := control.Stack(look.Space-look.Step, control.Quiet(w.Say("safety.out.why")), t.whither, t.secret.Fields(), t.work.content)
	t.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space), column))
	t.section = control.NewSection(w.Say("safety.out.title"), container.NewBorder(nil, footed(t.save), nil, nil, t.scroll))
	return t
}

func (t *takeOut) leave() {
	t.work.shown = false
	if !t.work.busy() {
		t.secret.Clear()
	}
}

func (t *takeOut) resized() {
	if t.scroll != nil {
		t.scroll.Content.Refresh()
		t.scroll.Refresh()
	}
}

func (t *takeOut) choose() {
	page.ChooseFolder(t.host.Window(), t.words.Say("paperpage.choose_folder"), t.folder, t.chosen)
}

func (t *takeOut) chosen(folder string, err error) {
	if err != nil {
		t.host.Fail(err)
		return
	}
	t.folder = folder
	t.whither.SetFault("")
	t.where.SetStyle(control.Style{Wrap: true, Copy: true})
	t.where.SetText(folder)
	t.resized()
}

// begin makes the copy, or says beside the field what is missing.
func (t *takeOut) begin() {
	if t.folder == "" {
		t.whither.SetFault(t.words.Say("safety.out.choose_first"))
		t.resized()
		return
	}
	passphrase, ok := t.secret.Typed()
	if t.resized(); !ok {
		return
	}
	session, folder := t.host.Session(), t.folder
	name := t.words.Say("safety.out.file") + "-" + session.Now().Format("2006-01-02-150405") + ".age"
	defer t.scroll.ScrollToBottom() // to the progress
	begin(t.work, step[string]{
		name: "back-up", title: t.words.Say("safety.out.saving"), stopped: t.words.Say("safety.out.stopped"),
		do: func(ctx context.Context, _ func(int, int)) (string, error) {
			return write(folder, name, func(to io.Writer) error {
				return session.Backup(ctx, to, desk.To{Passphrase: passphrase})
			})
		},
		done: func(path string) result {
			t.secret.Clear()
			return result{control.ToneGood, t.words.Say("safety.out.saved"), control.Stack(look.Gap,
				control.NewText(path, control.Style{Wrap: true, Copy: true}), control.Plain(t.words.Say("safety.out.next")))}
		},
		failed: func(err error) (result, bool) {
			if text.IsFault(err, "backup.weak_passphrase") {
				t.secret.First.Focus()
			}
			return result{}, false
		},
	})
}

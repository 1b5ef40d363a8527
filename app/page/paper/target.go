package paper

import (
	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/sheet"
)

// target is where the pages go, a printer or a file, and how they are drawn.
type target struct {
	host     page.Host
	session  *desk.Session
	printers []sheet.Printer
	looked   bool   // printers were looked for
	changed  func() // another printer was chosen
	found    func() // printers were looked for, and all stands where it stays
	numbered bool   // what is printed is made in one copy only
	typed    string // how many copies were typed before that
	resized  func()

	where   *control.Select
	copies  *number
	tray    *control.Select
	trays   *control.Field
	paper   *fyne.Container // what only concerns a printer
	file    *file
	lent    *control.Text // what becomes of a file that is lent
	large   *control.Check
	duplex  *control.Check
	content fyne.CanvasObject
}

func newTarget(h page.Host, session *desk.Session, folder string, resized func()) *target {
	w := h.Words()
	t := &target{host: h, session: session, resized: resized}
	t.file = newFile(h, session, folder, resized)
	t.copies = newNumber(h, w.Say("paperpage.copies"), 1, sheet.MostCopies)
	t.tray = control.NewSelect(nil, "", func(string) {})
	t.trays = control.NewField(w, w.Say("paperpage.tray"), "", t.tray)
	t.paper = control.Stack(look.Gap, control.Even(look.Space, t.copies.field, t.trays))
	t.where = control.NewSelect(t.always(), "", func(string) { t.show() })
	t.lent = control.Quiet(w.Say("paperpage.lent_about"))
	t.large = control.NewCheck(w.Say("paperpage.large"), func(bool) {})
	t.duplex = control.NewCheck(w.Say("paperpage.duplex"), func(bool) {})
	t.content = control.Stack(look.Gap, control.Even(look.Space, control.NewField(w, w.Say("paperpage.where"), "", t.where),
		control.Stack(look.Step, t.large, t.duplex)), t.paper, t.lent, t.file.content)
	t.where.SetSelectedIndex(0)
	return t
}

// controls are what the keyboard can come to.
func (t *target) controls() []control.Followed {
	return []control.Followed{t.where, t.large, t.duplex, t.copies.entry, t.tray, t.file.choice, t.file.reveal, t.file.open}
}

// renew looks for printers away from the window, and takes what the unit has set.
func (t *target) renew() {
	set := t.session.PaperSettings()
	t.file.allow(!set.NoReadable)
	if !t.looked {
		t.large.SetChecked(set.Large)
		t.duplex.SetChecked(set.Sending.Duplex)
	}
	task.Go(t.host.Runner(), "find printers", t.session.AvailablePrinters, func(found []sheet.Printer, err error) {
		if err != nil {
			t.host.Fail(err)
			return
		}
		t.offer(found, set.Sending.Printer)
	})
}

// offer offers the printers that were found; the first time the unit's own, or the computer's usual
// one, is chosen.
func (t *target) offer(found []sheet.Printer, unitsOwn string) {
	before := t.where.Selected
	t.printers = found
	options := make([]string, 0, len(found)+1)
	chosen := ""
	for _, p := range found {
		name := t.host.Words().Say("paperpage.to_printer", "printer", p.Name)
		options = append(options, name)
		if p.Name == unitsOwn || (chosen == "" && unitsOwn == "" && p.Usual) {
			chosen = name
		}
	}
	t.where.Options = append(options, t.always()...)
	if !t.looked && chosen != "" {
		before = chosen
	}
	t.looked = true
	t.where.SetSelected(before)
	if t.where.SelectedIndex() < 0 { // the printer is gone
		t.where.SetSelectedIndex(len(options))
	}
	t.where.Refresh()
	t.show()
	if t.found != nil {
		t.found()
	}
}

// always are the choices that need no printer: a file, and a look in the computer's own program for
// PDF, which can print where the binder can't.
func (t *target) always() []string {
	w := t.host.Words()
	return []string{w.Say("paperpage.to_file"), w.Say("paperpage.to_viewer")}
}

// viewer tells whether the pages are to be lent to the computer's own program.
func (t *target) viewer() bool { return t.where.SelectedIndex() == len(t.printers)+1 }

// printer is the chosen one; false for a file or the viewer.
func (t *target) printer() (sheet.Printer, bool) {
	i := t.where.SelectedIndex()
	if i < 0 || i >= len(t.printers) {
		return sheet.Printer{}, false
	}
	return t.printers[i], true
}

// choose makes the choices fit a kind of sheet: two papers never have one number.
func (t *target) choose(o desk.Offer) {
	was := t.numbered
	t.numbered = o.Numbered
	hint := ""
	switch {
	case o.Numbered && o.Takes&desk.TakesBlanks != 0:
		hint = t.host.Words().Say("paperpage.copies_blanks")
	case o.Numbered:
		hint = t.host.Words().Say("paperpage.copies_numbered")
	}
	t.copies.field.SetHint(hint)
	switch {
	case o.Numbered && !was:
		t.typed = t.copies.entry.Text
		t.copies.entry.SetText("1")
		t.copies.entry.Disable()
	case !o.Numbered && was:
		t.copies.entry.SetText(t.typed)
		t.copies.entry.Enable()
	}
}

func (t *target) show() {
	p, toPaper := t.printer()
	t.paper.Hidden = !toPaper
	t.file.content.Hide()
	t.lent.Hidden = !t.viewer()
	if !toPaper && !t.viewer() {
		t.file.content.Show()
	}
	t.trays.Hidden = len(p.Trays) == 0
	usual := t.host.Words().Say("paperpage.usual_tray")
	t.tray.Options = append([]string{usual}, p.Trays...)
	if t.tray.SelectedIndex() < 0 || !toPaper {
		t.tray.SetSelected(usual)
	}
	if t.changed != nil {
		t.changed()
	}
	t.resized()
}

// sending is how the pages go to the chosen printer, or says what is wrong.
func (t *target) sending(p sheet.Printer) (sheet.Sending, bool) {
	copies, ok := 1, true
	if !t.numbered {
		copies, ok = t.copies.read()
	}
	how := sheet.Sending{Printer: p.Name, Copies: copies, Duplex: t.duplex.Checked && p.Duplex}
	if i := t.tray.SelectedIndex(); i > 0 && i <= len(p.Trays) {
		how.Tray = p.Trays[i-1]
	}
	return how, ok
}

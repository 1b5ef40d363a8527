package settings

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// folderPart is which folder is watched and what becomes of originals. A choice holds at once, as
// soon as the folder has been looked at, which happens beside the window.
type folderPart struct {
	host    page.Host
	words   *text.Words
	resized func()
	busy    bool
	setting bool // the box is being set to what holds

	path    *control.Text
	choose  *control.Button
	forget  *control.Button
	move    *control.Check
	moveTo  *control.Text
	moved   *control.Button
	after   *fyne.Container // what becomes of originals, while a folder is watched
	quiet   *control.QuietMessage
	section fyne.CanvasObject
}

func newFolderPart(h page.Host, resized func()) *folderPart {
	w := h.Words()
	p := &folderPart{host: h, words: w, resized: resized, quiet: control.NewQuietMessage()}
	p.path = control.NewText("", control.Style{Wrap: true, Copy: true})
	p.moveTo = control.NewText("", control.Style{Wrap: true, Copy: true})
	p.choose = control.NewButton(w.Say("settings.drop.choose"), theme.FolderOpenIcon(), p.chooseFolder)
	p.forget = control.NewButton(w.Say("settings.drop.forget"), theme.CancelIcon(), func() { p.set(ledger.Drop{}) })
	p.move = control.NewCheck(w.Say("settings.drop.move"), p.wantsMove)
	p.moved = control.NewButton(w.Say("settings.drop.move_choose"), theme.FolderOpenIcon(), p.chooseMove)
	p.quiet.Hide()
	if err := h.Session().May(access.RightUnit); err != nil {
		p.section = control.NewSection(w.Say("settings.drop"), control.Stack(look.Gap, control.Quiet(w.Say("settings.drop.why")),
			p.path, p.moveTo, control.Quiet(w.Explain(err))))
		return p
	}
	p.after = control.Stack(look.Step, p.move, p.moveTo, container.NewHBox(p.moved))
	p.section = control.NewSection(w.Say("settings.drop"), control.Stack(look.Gap, control.Quiet(w.Say("settings.drop.why")), p.path,
		container.New(layout.NewRowWrapLayoutWithCustomPadding(look.Gap, look.Gap), p.choose, p.forget), p.after, p.quiet))
	return p
}

// show shows what holds.
func (p *folderPart) show() {
	d := p.host.Session().DropFolder()
	p.path.SetStyle(control.Style{Wrap: true, Copy: d.Folder != "", Bold: d.Folder != ""})
	p.path.SetText(p.words.Say("settings.drop.none"))
	if d.Folder != "" {
		p.path.SetText(d.Folder)
	}
	moves := d.MoveTo != ""
	p.moveTo.SetText(p.words.Say("settings.drop.removes"))
	if moves {
		p.moveTo.SetText(p.words.Say("settings.drop.moves", "folder", d.MoveTo))
	}
	p.moveTo.Hidden = d.Folder == ""
	if p.after != nil {
		p.setting = true
		p.move.SetChecked(moves)
		p.setting = false
		p.after.Hidden, p.forget.Hidden = d.Folder == "", d.Folder == ""
		p.moved.Hidden = !moves
		p.after.Refresh()
	}
	p.resized()
}

func (p *folderPart) chooseFolder() {
	d := p.host.Session().DropFolder()
	page.ChooseFolder(p.host.Window(), p.words.Say("settings.drop.choose"), filepath.Dir(d.Folder), p.chosen)
}

// chosen watches another folder.
func (p *folderPart) chosen(folder string, err error) {
	if err != nil {
		p.tell(control.ToneFault, p.words.Explain(err))
		return
	}
	d := p.host.Session().DropFolder()
	d.Folder = folder
	p.set(d)
}

func (p *folderPart) wantsMove(on bool) {
	d := p.host.Session().DropFolder()
	switch {
	case p.setting:
	case on:
		p.show() // it holds once a folder is chosen
		p.chooseMove()
	default:
		d.MoveTo = ""
		p.set(d)
	}
}

func (p *folderPart) chooseMove() {
	d := p.host.Session().DropFolder()
	page.ChooseFolder(p.host.Window(), p.words.Say("settings.drop.move_choose"), filepath.Dir(d.Folder), p.movesTo)
}

// movesTo has originals moved there from now on.
func (p *folderPart) movesTo(folder string, err error) {
	if err != nil {
		p.tell(control.ToneFault, p.words.Explain(err))
		return
	}
	d := p.host.Session().DropFolder()
	d.MoveTo = folder
	p.set(d)
}

func (p *folderPart) set(d ledger.Drop) {
	if p.busy {
		return
	}
	p.busy = true
	session := p.host.Session()
	task.Go(p.host.Runner(), "set folder", func(ctx context.Context) (struct{}, error) { return struct{}{}, session.SetDropFolder(ctx, d) },
		func(_ struct{}, err error) {
			p.busy = false
			switch {
			case err != nil:
				p.tell(control.ToneFault, p.words.Explain(err))
			case d.Folder == "":
				p.tell(control.ToneGood, p.words.Say("settings.drop.forgotten"))
			default:
				p.tell(control.ToneGood, p.words.Say("settings.drop.set"))
			}
			p.show()
			p.host.Changed()
		})
}

func (p *folderPart) tell(tone control.Tone, sentence string) {
	p.quiet.Say(tone, sentence)
	p.quiet.Show()
	p.resized()
}

func (p *folderPart) leave() { p.quiet.Hide() }

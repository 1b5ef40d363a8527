package intake

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// answers are what can be said about a file of the drop folder, by how it stands with it.
type answers struct {
	words *text.Words
	tray  *tray

	day      *control.DateField
	dayField *control.Field
	gone     *control.Check
	older    *control.Check
	retry    *control.Button
	columns  *control.Button
	seen     *control.Button
	throw    *control.Button
	reason   *control.Entry
	why      *control.Field
	throwing fyne.CanvasObject
	buttons  *fyne.Container
	content  *fyne.Container
}

func newAnswers(w *text.Words, now func() time.Time, t *tray) *answers {
	a := &answers{words: w, tray: t}
	a.day = control.NewDateField(w, now)
	a.day.OnSubmitted = func(string) { a.again() }
	a.dayField = control.NewField(w, w.Say("traypage.day"), "", a.day)
	a.gone = control.NewCheck(w.Say("intakepage.confirm_gone"), nil)
	a.older = control.NewCheck(w.Say("intakepage.older_take"), nil)
	a.retry = control.NewPrimary(w.Say("traypage.retry"), theme.ViewRefreshIcon(), a.again)
	a.columns = control.NewButton(w.Say("intakepage.columns"), theme.ListIcon(), func() { day, _ := a.day.Day(); t.chooseColumns(day) })
	a.seen = control.NewButton("", theme.ConfirmIcon(), t.seen)
	a.throw = control.NewButton(w.Say("traypage.throw"), theme.DeleteIcon(), a.askThrow)
	a.reason = control.NewEntry(w.Say("traypage.reason_example"))
	a.reason.OnSubmitted = func(string) { a.throwIt() }
	a.why = control.NewField(w, w.Say("traypage.reason"), w.Say("traypage.reason_hint"), a.reason)
	yes := control.NewDanger(w.Say("traypage.throw_yes"), nil, a.throwIt)
	no := control.NewButton(w.Say("traypage.throw_no"), nil, func() { a.throwing.Hide(); a.content.Refresh() })
	a.throwing = control.NewNoticeBox(control.ToneNotice, w.Say("traypage.throw_sure"), control.Stack(look.Gap, a.why, control.Beside(look.Gap, no, yes)))
	a.buttons = container.New(layout.NewRowWrapLayoutWithCustomPadding(look.Gap, look.Gap), a.retry, a.columns, a.seen, a.throw)
	a.content = control.Stack(look.Gap, a.dayField, a.gone, a.older, a.throwing, a.buttons)
	return a
}

// show offers what fits a file, with nothing answered yet.
func (a *answers) show(f desk.TrayFile) {
	a.day.SetText("")
	a.dayField.SetFault("")
	a.gone.SetChecked(false)
	a.older.SetChecked(false)
	a.reason.SetText("")
	a.why.SetFault("")
	opens := f.State != desk.TrayWaits && f.State != desk.TrayDamaged
	seen := a.words.Say("traypage.seen")
	if f.WantsGone {
		seen = a.words.Say("traypage.keep")
	}
	a.seen.SetText(seen)
	for o, fits := range map[fyne.CanvasObject]bool{
		a.dayField: f.WantsDay, a.gone: f.WantsGone, a.older: f.Older > 0 && opens, a.throwing: false, a.retry: opens,
		a.columns: opens && mayBeTable(f.Name), a.seen: opens && f.Imported && !f.WantsDay, a.throw: f.State != desk.TrayWaits,
	} {
		o.Hide()
		if fits {
			o.Show()
		}
	}
	for _, b := range []*control.Button{a.retry, a.columns, a.seen, a.throw} {
		b.Enable()
	}
	a.content.Refresh()
}

// stop lets nothing more be pressed while something is under way.
func (a *answers) stop() {
	for _, b := range []*control.Button{a.retry, a.columns, a.seen, a.throw} {
		b.Disable()
	}
	a.throwing.Hide()
}

func (a *answers) again() {
	how := desk.Importing{ConfirmGone: a.gone.Checked, TakeOlder: a.older.Checked}
	if a.dayField.Visible() {
		day, ok := a.day.Day()
		if !ok {
			a.dayField.SetFault(a.words.Say("intakepage.undated_unclear"))
			a.day.Focus()
			return
		}
		how.Day = day
	}
	a.tray.retry(how)
}

// askThrow asks why, before a file goes for good.
func (a *answers) askThrow() {
	a.throwing.Show()
	a.content.Refresh()
	a.tray.whole.Refresh()
	a.reason.Focus()
}

func (a *answers) throwIt() {
	why := strings.TrimSpace(a.reason.Text)
	if why == "" {
		a.why.SetFault(a.words.Say("traypage.reason_missing"))
		a.reason.Focus()
		return
	}
	a.tray.throwAway(why)
}

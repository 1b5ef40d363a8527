package backlog

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// release is the part that hands chosen entries, and nothing else, to another care provider in a sealed
// file (patientdatalagen 3 kap. 11 §).
type release struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	files   page.Files

	picker    *control.Picker
	rows      []desk.BacklogRow
	chosen    []string // ids, in the order in which they were chosen
	count     *control.Text
	recipient *control.Entry
	toField   *control.Field
	reason    *control.Entry
	whyField  *control.Field
	secret    *page.Passphrase
	save      *control.Button
	sure      *control.Confirm
	message   *fyne.Container
	busy      bool
	column    *fyne.Container
	scroll    *container.Scroll
	body      fyne.CanvasObject
}

// releaseShare is the list's part of the width.
const releaseShare = 0.5

func newRelease(h page.Host, files page.Files) *release {
	w := h.Words()
	r := &release{host: h, words: w, session: h.Session(), files: files, message: control.Tall(look.Gap, nil)}
	r.picker = control.NewPicker(w.Say("backlog.out.find"), func(string) { r.read() })
	r.picker.OnChosen = r.toggle
	r.count = control.NewText("", control.Style{Bold: true, Wrap: true})
	r.recipient, r.reason = control.NewEntry(w.Say("backlog.out.to_hint")), control.NewEntry(w.Say("backlog.out.why_hint"))
	r.toField = control.NewField(w, w.Say("backlog.out.to"), "", r.recipient)
	r.whyField = control.NewField(w, w.Say("backlog.out.why"), "", r.reason)
	r.recipient.OnChanged = func(string) { r.toField.SetFault("") }
	r.reason.OnChanged = func(string) { r.whyField.SetFault("") }
	r.secret = page.NewPassphrase(w, w.Say("backlog.out.secret"), w.Say("backlog.out.again"), func() { r.release(false) })
	r.secret.Hint(w.Say("backlog.out.secret_hint"))
	r.save = control.NewPrimary(w.Say("backlog.out.save"), theme.DocumentSaveIcon(), func() { r.release(false) })
	r.sure = control.NewConfirm("", w.Say("backlog.out.yes"), w.Say("backlog.out.no"), func(yes bool) {
		r.column.Refresh()
		if yes {
			r.release(true)
		}
	})
	r.message.Hide()
	r.column = control.Tall(look.Space-look.Step, nil, r.message, control.Quiet(w.Say("backlog.out.about")), r.count, r.toField, r.whyField, r.secret.Fields(), r.sure,
		control.Flow(look.Gap, r.save))
	r.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space), r.column))
	control.Follow(r.scroll, r.recipient, r.reason, r.secret.First, r.secret.Second, r.save)
	r.body = control.NewColumns(releaseShare, control.NewCard(control.Tall(look.Gap, r.picker.List, r.picker.Field, r.picker.List)), control.NewCard(r.scroll))
	return r
}

func (r *release) content() fyne.CanvasObject { return r.body }
func (r *release) focus() fyne.Focusable      { return r.picker.Field }
func (r *release) open()                      { r.read() }

func (r *release) leave() {
	r.secret.Clear()
	r.sure.Hide()
}

// read lists what the field finds among all entries, what is chosen first.
func (r *release) read() {
	r.rows = r.session.BacklogRows(desk.BacklogFilter{All: true, Text: r.picker.Field.Text})
	slices.SortStableFunc(r.rows, func(a, b desk.BacklogRow) int {
		return cmp.Or(cmp.Compare(a.PersonName, b.PersonName), a.EventTime.Compare(b.EventTime))
	})
	r.show(0)
}

// show shows the rows, with the bar at one of them.
func (r *release) show(at int) {
	r.picker.Show(r.lines())
	r.picker.Mark(at)
	r.count.SetText(r.words.Count("backlog.out.count", len(r.chosen)))
}

// lines are the rows as they are listed: what is chosen, and what no longer holds, says so.
func (r *release) lines() []control.TwoLines {
	w, now := r.words, r.session.Now()
	lines := make([]control.TwoLines, len(r.rows))
	for i, e := range r.rows {
		lines[i] = control.TwoLines{Title: cmp.Or(e.PersonName, w.Say("backlog.nobody")),
			Subtitle: w.Say("backlog.row", "time", w.When(e.EventTime, now), "headline", cmp.Or(e.Headline, e.Title))}
		if slices.Contains(r.chosen, e.ID) {
			lines[i].Marks = append(lines[i].Marks, control.Mark{Text: w.Say("backlog.out.chosen"), Color: look.Binder})
		}
		if e.State.Ended() {
			lines[i].Marks = append(lines[i].Marks, control.Mark{Text: text.Capital(desk.StateName(w, e.State)), Color: look.Quiet})
		}
	}
	return lines
}

// toggle takes an entry in, or out again.
func (r *release) toggle(i int) {
	id := r.rows[i].ID
	if at := slices.Index(r.chosen, id); at >= 0 {
		r.chosen = slices.Delete(r.chosen, at, at+1)
	} else {
		r.chosen = append(r.chosen, id)
	}
	r.show(i)
}

// tell says how it went, above the fields: below them it would lie out of sight at 1366 by 768.
func (r *release) tell(o fyne.CanvasObject) {
	r.message.Objects = []fyne.CanvasObject{o}
	r.message.Show()
	r.column.Refresh()
	r.scroll.ScrollToTop()
}

// release seals the chosen entries into a file, or says beside the field what is missing. Again is the
// second yes, for protected identities.
func (r *release) release(again bool) {
	passphrase, ok := r.secret.Typed()
	if r.column.Refresh(); !ok || r.busy {
		return
	}
	r.busy = true
	r.save.Disable()
	r.message.Hide()
	order := desk.ReleaseOrder{Entries: slices.Clone(r.chosen), Recipient: r.recipient.Text, Reason: r.reason.Text, Again: again, To: desk.To{Passphrase: passphrase}}
	task.Go(r.host.Runner(), "release", func(ctx context.Context) (string, error) {
		var sealed bytes.Buffer
		if err := r.session.ReleaseEntries(ctx, &sealed, order); err != nil {
			return "", err
		}
		return r.files.Save(r.files.Folder, r.session.ReleaseName(), sealed.Bytes())
	}, r.released)
}

func (r *release) released(path string, err error) {
	r.busy = false
	r.save.Enable()
	w := r.words
	switch {
	case text.IsFault(err, "release.no_recipient"):
		r.toField.SetFault(w.Explain(err))
		r.recipient.Focus()
	case text.IsFault(err, "release.no_reason"):
		r.whyField.SetFault(w.Explain(err))
		r.reason.Focus()
	case text.IsFault(err, "backup.weak_passphrase"), text.IsFault(err, "backup.no_key"):
		r.secret.Fault(w.Explain(err))
	case text.IsFault(err, "release.protected"):
		r.sure.AskThis(w.Explain(err))
	case err != nil:
		r.tell(control.NewNoticeBox(control.ToneFault, w.Explain(err), nil))
	default:
		r.secret.Clear()
		r.chosen = nil
		r.recipient.SetText("")
		r.reason.SetText("")
		r.show(0)
		r.tell(control.NewNoticeBox(control.ToneGood, w.Say("backlog.out.saved"), control.Tall(look.Gap, nil, page.SavedAt(r.host, r.files, path), control.Plain(w.Say("backlog.out.next")))))
		r.host.Changed()
	}
	r.column.Refresh()
}

package safety

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// restore is the part where a copy is brought in: first what each has that the other lacks, in
// words, and only then the button that merges.
type restore struct {
	host  page.Host
	words *text.Words

	path       string // of the copy; empty until one is chosen
	name       *control.Text
	which      *control.Field
	passphrase *control.Entry
	compare    *control.Button
	merge      *control.Button
	work       *work
	differ     *fyne.Container // what the comparison found, until something else is chosen
	scroll     *container.Scroll
	all        fyne.CanvasObject
}

func newRestore(h page.Host) *restore {
	w := h.Words()
	r := &restore{host: h, words: w, differ: control.Stack(look.Gap)}
	r.name = control.NewText(w.Say("safety.in.no_file"), control.Style{Wrap: true, Color: look.Quiet})
	choose := control.NewButton(w.Say("safety.in.choose"), theme.FolderOpenIcon(), r.choose)
	r.which = control.NewField(w, w.Say("safety.in.file"), "", control.Stack(look.Step, r.name, container.NewHBox(choose)))
	r.passphrase = control.NewPasswordEntry("")
	r.passphrase.OnSubmitted = func(string) { r.look() }
	r.passphrase.OnChanged = func(string) { r.forget() }
	r.compare = control.NewButton(w.Say("safety.in.compare"), theme.SearchIcon(), r.look)
	r.merge = control.NewPrimary(w.Say("safety.in.merge"), theme.DownloadIcon(), r.bring)
	r.work = newWork(h, func() { r.resized() })
	r.work.presses = []*control.Button{choose, r.compare, r.merge}
	left := control.NewSection(w.Say("safety.in.title"), control.Stack(look.Space-look.Step, control.Quiet(w.Say("safety.in.why")), r.which,
		control.NewField(w, w.Say("safety.passphrase"), w.Say("safety.in.passphrase_hint"), r.passphrase), container.NewHBox(r.compare)))
	right := control.NewSection(w.Say("safety.in.difference"), control.Stack(look.Gap, r.differ, r.work.content))
	r.scroll = control.NewHalves(left, right)
	r.all = r.scroll
	r.forget()
	return r
}

func (r *restore) content() fyne.CanvasObject { return r.all }
func (r *restore) focus() fyne.Focusable      { return r.work.presses[0] }
func (r *restore) open()                      { r.work.shown = true }

func (r *restore) leave() {
	r.work.shown = false
	if !r.work.busy() {
		r.passphrase.SetText("") // and with it what was compared
	}
}

func (r *restore) resized() {
	if r.scroll != nil {
		r.scroll.Content.Refresh()
	}
}

// forget takes away what a comparison found: it was about something else.
func (r *restore) forget() {
	r.differ.Objects = []fyne.CanvasObject{control.Quiet(r.words.Say("safety.in.nothing_yet"))}
	r.work.outcome.Objects = nil
	r.work.settle()
}

func (r *restore) choose() {
	page.ChooseFile(r.host.Window(), r.words.Say("safety.in.choose"), filepath.Dir(r.path), r.chosen)
}

func (r *restore) chosen(path string, err error) {
	if err != nil {
		r.host.Fail(err)
		return
	}
	r.path = path
	r.which.SetFault("")
	r.name.SetStyle(control.Style{Wrap: true, Copy: true})
	r.name.SetText(path)
	r.forget()
	r.host.Window().Canvas().Focus(r.passphrase)
}

// look compares the copy with the binder. Nothing is changed by it.
func (r *restore) look() {
	if r.path == "" {
		r.which.SetFault(r.words.Say("safety.in.choose_first"))
		r.resized()
		return
	}
	r.differ.Objects = nil
	session, path, opens := r.host.Session(), r.path, desk.Opens{Passphrase: r.passphrase.Text}
	begin(r.work, step[ledger.Difference]{
		name: "compare-copy", title: r.words.Say("safety.in.comparing"), stopped: r.words.Say("safety.in.compare_stopped"),
		do: func(ctx context.Context, _ func(int, int)) (ledger.Difference, error) {
			return session.Compare(ctx, path, opens, access.Key{})
		},
		done: r.compared,
	})
}

// compared offers to merge when the copy has something to give.
func (r *restore) compared(d ledger.Difference) result {
	w := r.words
	switch {
	case !gives(d) && len(d.Apart) > 0:
		return result{control.ToneFault, w.Say("safety.in.apart"), lines(difference(w, d, r.host.Session().Now()))}
	case !gives(d):
		return result{control.ToneGood, w.Say("safety.in.nothing_new"), lines(difference(w, d, r.host.Session().Now()))}
	}
	return result{control.ToneCalm, w.Say("safety.in.something_new"), control.Stack(look.Space-look.Step,
		lines(difference(w, d, r.host.Session().Now())), control.Plain(w.Say("safety.in.nothing_lost")), container.NewHBox(r.merge))}
}

// bring merges what the copy has into the binder.
func (r *restore) bring() {
	session, path, opens := r.host.Session(), r.path, desk.Opens{Passphrase: r.passphrase.Text}
	begin(r.work, step[ledger.Difference]{
		name: "merge-copy", title: r.words.Say("safety.in.merging"), stopped: r.words.Say("safety.in.merge_stopped"),
		do: func(ctx context.Context, report func(int, int)) (ledger.Difference, error) {
			return session.Merge(ctx, path, opens, access.Key{}, report)
		},
		done: func(d ledger.Difference) result {
			r.cover()
			if len(d.Apart) > 0 {
				return result{control.ToneFault, r.words.Say("safety.in.merged_part"), lines(brought(r.words, d))}
			}
			return result{control.ToneGood, r.words.Say("safety.in.merged"), lines(brought(r.words, d))}
		},
	})
}

// cover empties the field of the passphrase, and what it opened stays told.
func (r *restore) cover() {
	heard := r.passphrase.OnChanged
	r.passphrase.OnChanged = nil
	r.passphrase.SetText("")
	r.passphrase.OnChanged = heard
}

// lines sets sentences below each other.
func lines(sentences []string) fyne.CanvasObject {
	stack := control.Stack(look.Step)
	for _, s := range sentences {
		stack.Add(control.Plain(s))
	}
	return stack
}

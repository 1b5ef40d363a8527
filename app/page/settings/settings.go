// Package settings is the screen with what the binder knows of itself, what may be chosen about
// the window on this computer, and the verification of everything that is kept.
//
// The passphrase of PDF files is covered until somebody asks to see it, and covered again when
// the screen is left. Nothing here says anything about a person.
package settings

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Params is what the screen needs to know about the program, and whom to tell what was chosen.
type Params struct {
	Choices func() Choices
	Choose  func(Choices)
	Folder  string // of the binder
	Version string
}

type screen struct {
	page.Host
	Params
	words    *text.Words
	unit     *control.FieldGrid
	shown    bool // the passphrase of PDF files
	secret   *control.Text
	reveal   *control.Button
	progress *control.Progress
	verify   *control.Button
	outcome  *fyne.Container
	running  *task.Job
	content  fyne.CanvasObject
}

// New makes the screen.
func New(h page.Host, p Params) page.Page {
	s := &screen{Host: h, Params: p, words: h.Words(), outcome: control.Stack(look.Gap)}
	left := control.Stack(look.Space, s.unitPart(), s.pdfPart(), s.verifyPart())
	right := control.Stack(look.Space, s.lookPart(), s.aboutPart())
	// The bar of the scroll lies over what it scrolls: the right edge keeps clear of it.
	s.content = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space), container.New(&halves{}, left, right)))
	return s
}

// Content is the screen.
func (s *screen) Content() fyne.CanvasObject { return s.content }

// Focus is the verification, which is what one comes for after the first day.
func (s *screen) Focus() fyne.Focusable { return s.verify }

// Open shows how things stand.
func (s *screen) Open(page.Place) { s.refresh() }

// Leave covers the passphrase and breaks off a verification under way.
func (s *screen) Leave() {
	s.cover(false)
	if s.running != nil {
		s.running.Drop()
		s.ended()
	}
}

func (s *screen) refresh() {
	session := s.Session()
	user := session.User()
	s.unit.Set(
		control.Fact{Label: s.words.Say("settings.unit"), Value: session.Unit().Name},
		control.Fact{Label: s.words.Say("settings.user"), Value: user.Name},
		control.Fact{Label: s.words.Say("settings.title"), Value: user.Title},
		control.Fact{Label: s.words.Say("settings.head"), Value: session.Head()})
	s.cover(s.shown)
}

func (s *screen) unitPart() fyne.CanvasObject {
	s.unit = control.NewFieldGrid(s.words)
	return control.NewSection(s.words.Say("settings.binder"), s.unit)
}

func (s *screen) pdfPart() fyne.CanvasObject {
	s.secret = control.NewText("", control.Style{Size: look.SizeLarge, Bold: true, Copy: true})
	s.reveal = control.NewButton("", nil, func() { s.cover(!s.shown) })
	return control.NewSection(s.words.Say("settings.pdf"), control.Stack(look.Gap,
		container.NewBorder(nil, nil, nil, s.reveal, container.NewHBox(container.NewCenter(s.secret))),
		control.Quiet(s.words.Say("settings.pdf_why"))))
}

// cover shows the passphrase or as many dots as say nothing of its length.
func (s *screen) cover(show bool) {
	s.shown = show
	if show {
		s.secret.SetText(s.Session().Unit().PDFPassphrase)
		s.reveal.SetText(s.words.Say("settings.cover"))
		s.reveal.SetIcon(theme.VisibilityOffIcon())
		return
	}
	s.secret.SetText(strings.Repeat("•", 12))
	s.reveal.SetText(s.words.Say("settings.reveal"))
	s.reveal.SetIcon(theme.VisibilityIcon())
}

func (s *screen) verifyPart() fyne.CanvasObject {
	s.progress = control.NewProgress(s.words, s.words.Say("settings.verifying"), func() {
		if s.running != nil {
			s.running.Cancel()
		}
	})
	s.verify = control.NewPrimary(s.words.Say("settings.verify"), theme.ConfirmIcon(), s.run)
	return control.NewSection(s.words.Say("settings.verify_title"), control.Stack(look.Space-look.Step,
		control.Quiet(s.words.Say("settings.verify_why")), s.outcome, s.progress, container.NewHBox(s.verify)))
}

func (s *screen) run() {
	session := s.Session()
	s.verify.Disable()
	s.outcome.RemoveAll()
	s.progress.Start(s.words.Say("settings.verifying"))
	s.running = task.Run(s.Runner(), task.Work[ledger.Report]{
		Name:     "verify",
		Do:       session.Verify,
		Progress: s.progress.Set,
		Done: func(r ledger.Report, err error) {
			s.ended()
			s.outcome.Objects = []fyne.CanvasObject{s.told(r, err)}
			s.content.Refresh()
		},
	})
}

func (s *screen) ended() {
	s.running = nil
	s.progress.Stop()
	s.verify.Enable()
}

// told is the outcome in words: n of n, and everything that is wrong.
func (s *screen) told(r ledger.Report, err error) fyne.CanvasObject {
	w := s.words
	switch {
	case errors.Is(err, context.Canceled):
		return control.Quiet(w.Say("settings.verify_stopped"))
	case err != nil:
		return control.NewNoticeBox(control.ToneFault, w.Explain(err), nil)
	}
	lines := control.Stack(look.Step,
		control.Plain(w.Say("settings.counted", "opened", r.Opened, "records", r.Records, "chains", r.Chains)),
		control.Plain(w.Say("settings.items", "items", r.Items, "drafts", r.Drafts)))
	if r.Withheld > 0 {
		lines.Add(control.Plain(w.Count("settings.withheld", r.Withheld)))
	}
	if r.Purged > 0 {
		lines.Add(control.Plain(w.Count("settings.purged", r.Purged)))
	}
	lines.Add(control.NewText(w.Say("settings.code", "code", r.Head.Code()), control.Style{Copy: true, Wrap: true}))
	if r.OK() {
		return control.NewNoticeBox(control.ToneGood, w.Say("settings.verify_ok"), lines)
	}
	for _, line := range findings(w, r.Faults) {
		lines.Add(control.Plain(line))
	}
	return control.NewNoticeBox(control.ToneFault, w.Say("settings.verify_wrong"), lines)
}

// mostFindings is how many findings are worded: the rest say no more than their number.
const mostFindings = 10

func findings(w *text.Words, faults []ledger.Finding) []string {
	var lines []string
	for i, f := range faults {
		if i == mostFindings {
			return append(lines, w.Count("settings.more_wrong", len(faults)-i))
		}
		lines = append(lines, w.Say("verify."+f.Code, "seq", f.Seq))
	}
	return lines
}

func (s *screen) aboutPart() fyne.CanvasObject {
	return control.NewSection(s.words.Say("settings.about"), control.NewFieldGrid(s.words,
		control.Fact{Label: s.words.Say("settings.folder"), Value: s.Folder},
		control.Fact{Label: s.words.Say("settings.version"), Value: s.Version}))
}

// halves sets two columns side by side, or one below the other where the window is narrow.
type halves struct{ below bool }

const sideBySide = 54 // base characters

// Layout is for Fyne.
func (h *halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h.below = size.Width < sideBySide*look.Size(look.SizeBase)
	width, x, y := (size.Width-look.Space)/2, float32(0), float32(0)
	if h.below {
		width = size.Width
	}
	for _, o := range objects {
		o.Resize(fyne.NewSize(width, o.MinSize().Height))
		height := o.MinSize().Height // wrapped texts know their height when they know their width
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos(x, y))
		if h.below {
			y += height + look.Space
		} else {
			x += width + look.Space
		}
	}
}

// MinSize is for Fyne.
func (h *halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize().Height, objects[1].MinSize().Height
	if h.below {
		return fyne.NewSize(0, left+look.Space+right)
	}
	return fyne.NewSize(0, max(left, right))
}

var _ fyne.Layout = (*halves)(nil)

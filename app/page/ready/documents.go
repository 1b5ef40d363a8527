package ready

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// mostDocument is how many bytes of a file are read at most.
const mostDocument = 64 << 20

// documents are the unit's own: outage plan, local routines, continuity plan.
type documents struct {
	*screen
	*board[desk.UnitDocument]
	quiet *control.QuietMessage
	add   *control.Button
	find  *control.Search
	may   bool
}

func newDocuments(s *screen) *documents {
	p := &documents{screen: s, quiet: control.NewQuietMessage(), may: s.Session().May(access.RightUnit) == nil}
	p.quiet.Hide()
	p.add = control.NewPrimary(s.words.Say("readypage.docs.add"), theme.FolderOpenIcon(), p.choose)
	p.find = control.NewSearch(s.words.Say("readypage.docs.find"), func(string) { p.open("") })
	above := control.Stack(look.Gap, p.find, printButton(s, "readypage.docs.print", desk.PrintUnitDocuments))
	if p.may {
		above = control.Stack(look.Gap, p.find, control.Flow(look.Gap, p.add, printButton(s, "readypage.docs.print", desk.PrintUnitDocuments)))
	}
	p.board = newBoard(func(d desk.UnitDocument) string { return d.ID }, p.lines, p.showDocument,
		control.NewEmpty(theme.DocumentIcon(), s.words.Say("readypage.docs.none"), s.words.Say("readypage.docs.none_what"), "", nil), above)
	return p
}

func (p *documents) view() fyne.CanvasObject { return p.content }

func (p *documents) focus() fyne.Focusable { return p.find }

// leave forgets what was searched for and shown.
func (p *documents) leave() {
	p.none()
	p.find.Clear()
}

// open reads the documents anew: those that hold what is searched for.
func (p *documents) open(topic string) {
	all := p.Session().UnitDocuments()
	rows := all
	if query := strings.TrimSpace(p.find.Text); query != "" {
		rows = nil
		for _, hit := range p.Session().SearchUnitDocuments(query) {
			rows = append(rows, hit.UnitDocument)
		}
	}
	p.count.SetText(p.words.Count("readypage.docs.count", len(rows)))
	p.set(rows, topic)
}

func (p *documents) lines(d desk.UnitDocument) control.TwoLines {
	w := p.words
	lines := control.TwoLines{Title: d.Title, Subtitle: w.Say("unitdoc.kind."+string(d.Kind)) + " · " + p.review(d)}
	if d.ReviewDue(p.Session().Now()) {
		lines.Marks = []control.Mark{{Text: w.Say("readypage.docs.due"), Color: look.Notice}}
	}
	return lines
}

func (p *documents) review(d desk.UnitDocument) string {
	if d.Review.IsZero() {
		return p.words.Say("readypage.docs.no_review")
	}
	return p.words.Say("readypage.docs.review", "day", p.words.Day(d.Review.In(care.Stockholm)))
}

// showDocument shows a document: what it is, who has read it, and its text.
func (p *documents) showDocument(d desk.UnitDocument) {
	w := p.words
	p.quiet.Clear()
	p.quiet.Hide()
	column := control.Stack(look.Space, control.Title(d.Title), control.NewFieldGrid(w,
		control.Fact{Label: w.Say("readypage.docs.kind"), Value: w.Say("unitdoc.kind." + string(d.Kind))},
		control.Fact{Label: w.Say("readypage.docs.owner"), Value: d.Owner},
		control.Fact{Label: w.Say("readypage.docs.review_label"), Value: p.review(d)},
		control.Fact{Label: w.Say("readypage.docs.filed"), Value: w.Say("readypage.last_by", "when", w.When(d.FiledAt.In(care.Stockholm), p.Session().Now()), "who", d.FiledBy)}))
	if p.may {
		column.Add(p.changing(d))
	}
	column.Add(p.quiet)
	column.Add(receipts(p.screen, p.quiet, "document:"+d.ID, func() { p.open(d.ID) }))
	if d.Text == "" {
		column.Add(control.Quiet(w.Say("readypage.docs.no_text")))
	} else {
		column.Add(control.NewReading(control.NewText(clip(d.Text), control.Style{Wrap: true, Copy: true})))
	}
	p.put(column)
}

// mostShown is how many characters of a document's text are shown; the paper has all of it.
const mostShown = 8000

func clip(s string) string {
	if runes := []rune(s); len(runes) > mostShown {
		return string(runes[:mostShown]) + " …"
	}
	return s
}

// changing is owner, day of review, a newer file, and the way out of the binder.
func (p *documents) changing(d desk.UnitDocument) fyne.CanvasObject {
	w := p.words
	owner, review := control.NewEntry(""), control.NewDateField(w, p.Session().Now).Ahead()
	owner.SetText(d.Owner)
	if !d.Review.IsZero() {
		review.SetDay(d.Review.In(care.Stockholm))
	}
	save := control.NewButton(w.Say("readypage.save"), theme.ConfirmIcon(), func() {
		day, _ := review.Day()
		do(p.screen, p.quiet, func(ctx context.Context, b *desk.Session) (desk.UnitDocument, error) {
			return b.ChangeUnitDocument(ctx, d.ID, d.Title, owner.Text, day)
		}, func(desk.UnitDocument) { p.done("readypage.docs.changed", d.ID) })
	})
	why := control.NewEntry("")
	remove := control.NewButton(w.Say("readypage.docs.remove"), theme.DeleteIcon(), func() {
		told(p.screen, p.quiet, func(ctx context.Context, b *desk.Session) error { return b.RemoveUnitDocument(ctx, d.ID, why.Text) },
			func() { p.done("readypage.docs.removed", "") })
	})
	return control.Stack(look.Space, control.Even(look.Space, control.NewField(w, w.Say("readypage.docs.owner"), "", owner),
		control.NewField(w, w.Say("readypage.docs.review_label"), "", review)), control.Flow(look.Gap, save),
		control.Even(look.Space, control.NewField(w, w.Say("readypage.docs.why"), "", why), control.Stack(look.Step, control.Small(""), control.Flow(look.Gap, remove))))
}

// choose lets somebody choose a file to file.
func (p *documents) choose() {
	page.ChooseFile(p.Window(), p.words.Say("readypage.docs.add"), p.Files.Folder, func(path string, err error) {
		if err != nil {
			p.Fail(err)
			return
		}
		task.Go(p.Runner(), "read a document", func(context.Context) ([]byte, error) { return readWhole(path) }, func(raw []byte, err error) {
			if err != nil {
				p.Fail(err)
				return
			}
			p.form(p.filing(filepath.Base(path), raw))
		})
	})
}

// readWhole reads a file that a person chose.
func readWhole(path string) ([]byte, error) {
	f, err := os.Open(path)
	return readFile(f, err, mostDocument)
}

// readFile reads what was opened, up to so many bytes, and closes it. Failed is what opening it came to.
func readFile(f fs.File, failed error, most int) (raw []byte, err error) {
	if failed != nil {
		return nil, text.Because(pathless(failed), "readypage.unreadable")
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	raw, err = io.ReadAll(io.LimitReader(f, int64(most)+1))
	switch {
	case err != nil:
		return nil, text.Because(pathless(err), "readypage.unreadable")
	case len(raw) > most:
		return nil, text.NewFault("readypage.large", "most", most>>20)
	}
	return raw, nil
}

// pathless is a fault of a file without its path, which may name somebody.
func pathless(err error) error {
	var failed *os.PathError
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

// filing asks what a chosen file is, who sees to it, and when it is to be looked over.
func (p *documents) filing(name string, raw []byte) fyne.CanvasObject {
	w := p.words
	p.quiet.Clear()
	p.quiet.Hide()
	var kinds []string
	for _, k := range desk.UnitDocumentKinds() {
		kinds = append(kinds, w.Say("unitdoc.kind."+string(k)))
	}
	kind, owner, review := control.NewSelect(kinds, "", nil), control.NewEntry(""), control.NewDateField(w, p.Session().Now).Ahead()
	kind.SetSelectedIndex(0)
	review.SetDay(p.Session().Now().AddDate(1, 0, 0))
	file := control.NewPrimary(w.Say("readypage.docs.file"), theme.DocumentSaveIcon(), func() {
		day, _ := review.Day()
		chosen := desk.UnitDocumentKinds()[max(0, kind.SelectedIndex())]
		do(p.screen, p.quiet, func(ctx context.Context, b *desk.Session) (desk.UnitDocument, error) {
			return b.FileUnitDocument(ctx, name, raw, chosen, owner.Text, day)
		}, func(d desk.UnitDocument) { p.done("readypage.docs.filed_told", d.ID) })
	})
	return control.Stack(look.Space, control.Title(name), control.NewField(w, w.Say("readypage.docs.kind"), "", kind),
		control.Even(look.Space, control.NewField(w, w.Say("readypage.docs.owner"), w.Say("readypage.docs.owner_hint"), owner),
			control.NewField(w, w.Say("readypage.docs.review_label"), "", review)),
		control.Flow(look.Gap, file, control.NewButton(w.Say("readypage.cancel"), nil, p.none)), p.quiet)
}

func (p *documents) done(key, show string) {
	p.Tell(p.words.Say(key))
	p.find.SetText("")
	if show == "" {
		p.none()
	}
	p.open(show)
}

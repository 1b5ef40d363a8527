package write

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// papers is what stands on the paper that an entry is written down from: its number, who wrote it and
// when, and a picture of it.
type papers struct {
	words    *text.Words
	number   *control.Entry
	numbered *control.Field
	writer   *blank // name, title and time as they stand on the paper
	pictures []string
	shown    *fyne.Container // how many pictures there are
	box      *fyne.Container
	open     *control.Button
	content  *fyne.Container
	edited   func()
	on       bool
}

// The ids of the fields about the writer of a paper.
const (
	paperName  = "paper_name"
	paperTitle = "paper_title"
	paperTime  = "paper_time"
)

func newPapers(n needs, scanned func(number string), attach func(), again *control.Button, turned func()) *papers {
	w := n.words
	p := &papers{words: w, number: control.NewEntry(""), shown: control.Tall(look.Step, nil)}
	edited := n.edited
	p.edited = func() { edited("paper") }
	n.edited = func(string) { p.edited() }
	n.picks = func(form.Pick) []string { return nil }
	field := func(id string, kind form.FieldKind, key string) form.Field {
		words := text.Both{SV: w.Say(key), EN: w.Say(key)}
		return form.Field{ID: id, Kind: kind, Label: words, Half: true, Required: id == paperName}
	}
	p.writer = newBlank(n, []form.Field{field(paperName, form.FieldName, "write.paper_name"),
		field(paperTitle, form.FieldLine, "write.paper_title"), field(paperTime, form.FieldTime, "write.paper_time")})
	p.number.OnShortcut = n.shortcut
	p.number.OnChanged = func(string) {
		p.numbered.SetFault("")
		p.edited()
	}
	p.number.OnSubmitted = scanned
	p.numbered = control.NewField(w, w.Say("write.may", "label", w.Say("write.paper_number")), "", p.number)
	attaching := control.NewButton(w.Say("write.picture"), theme.FileImageIcon(), attach)
	p.box = control.Tall(fieldGap, nil, p.numbered, p.writer.column,
		control.Tall(look.Gap, nil, control.NewText(w.Say("write.pictures"), control.Style{Bold: true}), p.shown, control.Flow(look.Gap, attaching, again)))
	p.open = control.NewButton(w.Say("write.from_paper"), theme.DocumentIcon(), func() {
		p.turn(!p.on)
		p.edited()
		turned()
		if p.on {
			p.number.Focus()
		}
	})
	p.content = control.Tall(look.Gap, nil, control.NewSection(w.Say("write.from_paper"), p.box))
	return p
}

// turn says whether it is written down from a paper.
func (p *papers) turn(on bool) {
	p.on = on
	p.content.Hidden = !on
	p.open.SetText(p.words.Say("write.from_paper"))
	if on {
		p.open.SetText(p.words.Say("write.not_from_paper"))
	}
	p.content.Refresh()
}

// show fills the fields with what an entry says of its paper.
func (p *papers) show(e entry.Entry) {
	paper := entry.Paper{}
	if e.Paper != nil {
		paper = *e.Paper
	}
	told := p.edited
	p.edited = func() {}
	p.number.SetText(paper.Number)
	p.edited = told
	values := map[string]string{paperName: paper.Name, paperTitle: paper.Title}
	if !paper.WrittenTime.IsZero() {
		values[paperTime] = paper.WrittenTime.In(care.Stockholm).Format(dayClock)
	}
	p.writer.show(entry.Entry{Values: values})
	p.pictures = slices.Clone(paper.Pictures)
	p.list()
	p.turn(e.Paper != nil)
}

// list shows the pictures, each with a button that leaves it out.
func (p *papers) list() {
	p.shown.Objects = nil
	for i, id := range p.pictures {
		out := control.NewButton(p.words.Say("write.picture_out"), theme.DeleteIcon(), func() {
			p.pictures = slices.DeleteFunc(slices.Clone(p.pictures), func(other string) bool { return other == id })
			p.list()
			p.edited()
		})
		p.shown.Add(control.Flow(look.Gap, control.Padded(look.Gap, control.NewText(p.words.Say("write.picture_n", "n", i+1), control.Style{})), out))
	}
	p.shown.Refresh()
}

// shownNumber is the number of the paper; empty for what is not written down from one.
func (p *papers) shownNumber() string {
	if !p.on {
		return ""
	}
	return p.number.Text
}

// paper is what the fields say; nil for what is not written down from a paper.
func (p *papers) paper() *entry.Paper {
	if !p.on {
		return nil
	}
	e := p.writer.into(entry.Entry{})
	return &entry.Paper{Number: strings.TrimSpace(p.number.Text), Name: e.Values[paperName], Title: e.Values[paperTitle],
		WrittenTime: timeOf(e.Values[paperTime]), Pictures: p.pictures}
}

// attach lets somebody choose a picture of the paper, which is sealed behind the entry's wall at once.
func (s *screen) attach() {
	page.ChooseFile(s.host.Window(), s.words.Say("write.picture_which"), "", func(path string, err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.attachFile(path)
	})
}

func (s *screen) attachFile(path string) {
	note := s.read()
	task.Go(s.host.Runner(), "attach picture", func(ctx context.Context) (string, error) {
		raw, err := os.ReadFile(path)
		if err != nil {
			return "", text.Because(err, "write.no_file")
		}
		return s.session.AttachPicture(ctx, note, filepath.Base(path), raw)
	}, func(id string, err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		if s.note.ID != note.ID || slices.Contains(s.papers.pictures, id) {
			return
		}
		s.papers.pictures = append(s.papers.pictures, id)
		s.papers.list()
		s.edited("paper")
		s.status.Say(control.ToneGood, s.words.Say("write.pictured"))
	})
}

// scanned opens the person and the form of a numbered paper: the number is typed, or a scanner types it
// and presses Enter.
func (s *screen) scanned(number string) {
	if strings.TrimSpace(number) == "" {
		return
	}
	if err := s.fromPaper(number); err != nil {
		sentence := s.words.Explain(err)
		s.what.paper.SetFault(sentence)
		s.papers.numbered.SetFault(sentence)
	}
}

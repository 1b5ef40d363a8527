package shell

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
)

// mostFound is how many rows the search shows: more are found by typing more.
const mostFound = 8

// leastWords is how many letters are typed before documents are looked into: shorter words stand in all.
const leastWords = 3

// finder is the search of the top bar: persons, places and the unit's own documents, opened with Enter.
type finder struct {
	window *Window
	pick   *control.Picker
	field  *control.Search
	more   *control.Text
	nobody string // what is said when nothing was found
	panel  *fyne.Container
	latest *task.Latest[hits]
	found  []found
}

// hits are what the binder has for a query.
type hits struct {
	persons   []desk.PersonRow
	documents []desk.UnitDocumentHit
}

// found is a row: where it leads, and how it reads.
type found struct {
	to  page.Place
	row control.TwoLines
}

func newFinder(w *Window) *finder {
	f := &finder{window: w, more: control.Small(""), latest: task.NewLatest[hits](w.Screened, "find")}
	hint, nobody := "shell.find", "shell.find.nobody"
	if w.open.session.May(access.RightRead) != nil {
		hint, nobody = "shell.find_page", "shell.find.no_page"
	}
	f.nobody = w.words.Say(nobody)
	f.pick = control.NewPicker(w.words.Say(hint), f.typed)
	f.pick.OnChosen = f.open
	f.field = f.pick.Field
	f.panel = container.NewStack(control.NewPlate(look.Sheet, look.Edge, 1, look.Corner),
		control.Padded(look.Step, container.NewBorder(nil, control.Padded(look.Step, f.more), nil, nil, f.pick.List)))
	f.panel.Hide()
	return f
}

func (f *finder) typed(query string) {
	if strings.TrimSpace(query) == "" {
		f.hide()
		return
	}
	session := f.window.Session()
	f.latest.Ask(func(context.Context) (hits, error) {
		found := hits{persons: session.People(query)}
		if len([]rune(strings.TrimSpace(query))) >= leastWords {
			found.documents = session.SearchUnitDocuments(query)
		}
		return found, nil
	}, func(found hits, _ error) { f.show(query, found) })
}

// show lists the places whose name begins so, then persons, then documents that hold the words.
func (f *finder) show(query string, all hits) {
	w := f.window.words
	f.found = f.found[:0]
	for _, s := range f.window.open.places {
		name := w.Say("nav." + string(s.Name))
		if strings.HasPrefix(strings.ToLower(name), strings.ToLower(strings.TrimSpace(query))) {
			f.found = append(f.found, found{page.Place{Page: s.Name}, control.TwoLines{Title: name, Subtitle: w.Say("shell.find.place")}})
		}
	}
	now := f.window.Session().Now()
	for _, row := range all.persons {
		if len(f.found) == mostFound {
			break
		}
		f.found = append(f.found, found{page.Place{Page: page.People, PersonID: row.ID, Found: true}, f.row(row, now)})
	}
	hidden := len(all.persons) - len(f.found)
	for _, hit := range all.documents {
		if len(f.found) < mostFound {
			f.found = append(f.found, found{page.Place{Page: page.Ready, Part: page.ReadyDocuments, Topic: hit.ID}, f.document(hit)})
		}
	}
	switch {
	case len(f.found) == 0:
		f.more.SetText(f.nobody)
	case hidden > 0:
		f.more.SetText(w.Count("shell.find.more", hidden))
	default:
		f.more.SetText(w.Say("shell.find.enter"))
	}
	lines := make([]control.TwoLines, len(f.found))
	for i, row := range f.found {
		lines[i] = row.row
	}
	f.pick.Show(lines)
	f.panel.Show()
	f.panel.Refresh()
	f.window.open.frame.content.Refresh()
}

// document is a document of the unit's own, with the words around what was found.
func (f *finder) document(hit desk.UnitDocumentHit) control.TwoLines {
	kind := f.window.words.Say("unitdoc.kind." + string(hit.Kind))
	return control.TwoLines{Title: hit.Title, Subtitle: strings.Trim(kind+"  ·  "+hit.Around, " ·")}
}

func (f *finder) row(p desk.PersonRow, now time.Time) control.TwoLines {
	w := f.window.words
	parts := []string{p.PersonalID.Written(now)}
	var marks []control.Mark
	if p.Protected {
		marks = append(marks, control.Mark{Text: w.Say("shell.find.protected"), Color: look.Notice})
	} else if line := p.Address.Line(); line != "" {
		parts = append(parts, line)
	}
	return control.TwoLines{Title: p.SortName, Subtitle: strings.Trim(strings.Join(parts, "  ·  "), " ·"), Marks: marks}
}

func (f *finder) open(i int) {
	if i < 0 || i >= len(f.found) {
		return
	}
	to := f.found[i].to
	f.hide()
	f.window.Show(to)
}

// hide empties the search; it tells whether there was something to hide.
func (f *finder) hide() bool {
	f.latest.Drop()
	shown := f.panel.Visible()
	f.panel.Hide()
	f.found = f.found[:0]
	f.pick.Show(nil)
	if f.field.Text != "" {
		f.field.SetText("")
	}
	return shown
}

// dropLayout hangs what was found below the search field, over the page.
type dropLayout struct {
	under fyne.CanvasObject
	find  *finder
}

func (l *dropLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(l.under)
	row := control.Stack(0, l.find.more).MinSize().Height + 6*look.Step
	rows := float32(0)
	if n := len(l.find.found); n > 0 {
		rows = float32(n)*(l.find.pick.List.MinSize().Height+look.Step) + look.Step
	}
	width := min(max(l.under.Size().Width, 40*look.Size(look.SizeBase)), size.Width-2*look.Space)
	left := min(at.X, size.Width-width-look.Space)
	for _, o := range objects {
		o.Move(fyne.NewPos(left, at.Y+l.under.Size().Height+look.Step))
		o.Resize(fyne.NewSize(width, min(rows+row, size.Height-at.Y-look.Target-look.Wide)))
	}
}

// MinSize is nothing: what is found lies over the page.
func (l *dropLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

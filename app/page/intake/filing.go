package intake

import (
	"context"
	"slices"
	"strings"

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
	"avbrottsparm/internal/text"
)

// filing is what is said of a document: whom it is about, what it is, from which day, and where it
// is to lie. It begins with what the document says itself, but never with a person.
type filing struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	part    *documents
	about   desk.Filing
	found   *task.Latest[[]desk.PersonRow]
	rows    []whose // whom the picker shows

	title   *control.Text
	facts   *control.Text
	pick    *control.Picker
	who     *control.Field
	chosen  *control.Text
	person  string // who was chosen; empty until somebody has
	change  *control.Button
	what    *control.Select
	date    *control.DateField
	day     *control.Field
	area    *control.Select
	refuse  *control.Button
	file    *control.Button
	reason  *control.Entry
	why     *control.Field
	sure    fyne.CanvasObject
	asking  fyne.CanvasObject
	named   fyne.CanvasObject
	details fyne.CanvasObject
	content fyne.CanvasObject
}

// whose is a person whom a document may be about.
type whose struct {
	id  string
	row control.TwoLines
}

func newFiling(h page.Host, part *documents) *filing {
	w := h.Words()
	f := &filing{host: h, words: w, session: h.Session(), part: part, found: task.NewLatest[[]desk.PersonRow](h.Runner(), "find person")}
	f.title, f.facts, f.chosen = control.Heading(""), control.Quiet(""), control.NewText("", control.Style{Bold: true, Wrap: true})
	f.pick = control.NewPicker(w.Say("documentspage.find"), f.find)
	f.pick.OnChosen = f.choose
	f.who = control.NewField(w, w.Say("documentspage.who"), w.Say("documentspage.who_hint"), f.pick.Field)
	f.change = control.NewButton(w.Say("documentspage.change"), theme.SearchIcon(), func() { f.ask(true) })
	f.what = control.NewSelect(nil, "", nil)
	for _, kind := range care.DocumentKinds() {
		f.what.Options = append(f.what.Options, w.Say("document."+string(kind)))
	}
	f.area = control.NewSelect(nil, "", nil)
	for _, area := range care.DocumentAreas() {
		f.area.Options = append(f.area.Options, w.Say("area."+area))
	}
	f.date = control.NewDateField(w, f.session.Now)
	f.date.OnSubmitted = func(string) { f.fileIt() }
	f.day = control.NewField(w, w.Say("documentspage.day"), "", f.date)
	f.file = control.NewPrimary(w.Say("documentspage.file"), theme.FolderIcon(), f.fileIt)
	f.refuse = control.NewButton(w.Say("documentspage.refuse"), theme.DeleteIcon(), f.askWhy)
	f.reason = control.NewEntry(w.Say("documentspage.reason_example"))
	f.reason.OnSubmitted = func(string) { f.refuseIt() }
	f.why = control.NewField(w, w.Say("documentspage.reason"), w.Say("documentspage.reason_hint"), f.reason)
	f.lay()
	return f
}

func (f *filing) lay() {
	w := f.words
	no := control.NewButton(w.Say("documentspage.refuse_no"), nil, func() { f.sure.Hide(); f.content.Refresh() })
	yes := control.NewDanger(w.Say("documentspage.refuse_yes"), nil, f.refuseIt)
	f.sure = control.NewNoticeBox(control.ToneNotice, w.Say("documentspage.refuse_sure"), control.Stack(look.Gap, f.why, control.Beside(look.Gap, no, yes)))
	f.sure.Hide()
	f.asking = control.Stack(look.Gap, f.who, control.Rows(3, f.pick.List))
	f.named = container.NewBorder(nil, nil, nil, container.NewCenter(f.change), f.chosen)
	f.details = control.Stack(look.Gap, control.NewField(w, w.Say("documentspage.what"), "", f.what), f.day,
		control.NewField(w, w.Say("documentspage.area"), "", f.area))
	buttons := container.New(layout.NewRowWrapLayoutWithCustomPadding(look.Gap, look.Gap), f.file, f.refuse)
	body := control.NewScroller(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space),
		control.Stack(look.Gap, f.title, f.facts, f.asking, f.named, f.details)))
	f.content = container.NewBorder(nil, control.Stack(look.Gap, f.sure, buttons), nil, nil, body)
}

// show begins with another document.
func (f *filing) show(about desk.Filing) {
	f.about, f.person = about, ""
	w := f.words
	f.title.SetText(about.Title)
	said := join(w.Count("documentspage.pages", about.Pages), sizeOf(w, int64(about.Size)))
	if about.Unknown > 0 {
		said = join(said, w.Count("documentspage.unknown", about.Unknown))
	}
	f.facts.SetText(said)
	f.what.SetSelectedIndex(slices.Index(care.DocumentKinds(), about.What))
	f.date.SetDay(about.Date.In(care.Stockholm))
	f.day.SetFault("")
	f.day.SetHint("")
	if about.DateFrom != "" {
		f.day.SetHint(w.Say("documentspage.day_from", "where", w.Say("document.date."+about.DateFrom)))
	}
	f.area.SetSelectedIndex(slices.Index(care.DocumentAreas(), about.Area.String()))
	f.reason.SetText("")
	f.why.SetFault("")
	f.sure.Hide()
	f.ask(false)
	f.enable()
}

// ask asks whom the document is about: those whom it names first.
func (f *filing) ask(keyboard bool) {
	f.person = ""
	f.who.SetFault("")
	f.pick.Field.SetText("")
	f.named.Hide()
	f.asking.Show()
	f.find("")
	if keyboard {
		f.pick.Field.Focus()
	}
	f.content.Refresh()
}

// find shows the persons whom the document names, and then those who are searched for.
func (f *filing) find(query string) {
	named := f.candidates()
	if strings.TrimSpace(query) == "" && len(named) > 0 {
		f.found.Drop()
		f.offer(named)
		return
	}
	f.found.Ask(func(context.Context) ([]desk.PersonRow, error) { return f.session.People(query), nil }, func(people []desk.PersonRow, err error) {
		if err != nil {
			return // the request was overtaken
		}
		var rows []whose
		for _, p := range people {
			row := control.TwoLines{Title: p.SortName, Subtitle: join(p.PersonalID.Written(f.session.Now()), p.Address.Line())}
			if p.Protected {
				row.Marks = []control.Mark{{Text: f.words.Say("documentspage.protected"), Color: look.Notice}}
			}
			rows = append(rows, whose{p.ID, row})
		}
		f.offer(rows)
	})
}

// candidates are the persons whose numbers the document names, with where they stand in it.
func (f *filing) candidates() []whose {
	var rows []whose
	for _, c := range f.about.Persons {
		var in []string
		for _, where := range c.In {
			in = append(in, f.words.Say("document.in."+where))
		}
		row := control.TwoLines{Title: c.Name, Subtitle: join(c.PersonalID.Written(f.session.Now()),
			f.words.Say("documentspage.number_in", "where", strings.Join(in, ", ")))}
		if c.Protected {
			row.Marks = []control.Mark{{Text: f.words.Say("documentspage.protected"), Color: look.Notice}}
		}
		rows = append(rows, whose{c.PersonID, row})
	}
	return rows
}

func (f *filing) offer(rows []whose) {
	f.rows = rows
	shown := make([]control.TwoLines, len(rows))
	for i, r := range rows {
		shown[i] = r.row
	}
	f.pick.Show(shown)
}

// choose takes a person, who stands there by name until somebody changes it.
func (f *filing) choose(i int) {
	who := f.rows[i]
	f.person = who.id
	f.chosen.SetText(join(who.row.Title, who.row.Subtitle))
	f.who.SetFault("")
	f.asking.Hide()
	f.named.Show()
	f.content.Refresh()
	f.host.Window().Canvas().Focus(f.what)
}

// fileIt puts the document under the person.
func (f *filing) fileIt() {
	if f.person == "" {
		f.who.SetFault(f.words.Say("documentspage.who_missing"))
		f.pick.Field.Focus()
		return
	}
	day, ok := f.date.Day()
	if !ok {
		f.day.SetFault(f.words.Say("documentspage.day_unclear"))
		f.date.Focus()
		return
	}
	id, as := f.about.ID, desk.FileAs{PersonID: f.person}
	if !day.Equal(care.Day(f.about.Date)) {
		as.Date = day
	}
	if i := f.what.SelectedIndex(); i >= 0 {
		as.What = care.DocumentKinds()[i]
	}
	if i := f.area.SelectedIndex(); i >= 0 && care.DocumentAreas()[i] != f.about.Area.String() {
		as.Area = care.DocumentAreas()[i]
	}
	f.part.work(f.words.Say("documentspage.filed", "title", f.about.Title, "name", f.session.Name(f.person)), func(ctx context.Context) error {
		_, err := f.session.FileDocument(ctx, id, as)
		return err
	})
}

// askWhy asks why a document does not belong here, before it goes.
func (f *filing) askWhy() {
	f.sure.Show()
	f.content.Refresh()
	f.reason.Focus()
}

func (f *filing) refuseIt() {
	why := strings.TrimSpace(f.reason.Text)
	if why == "" {
		f.why.SetFault(f.words.Say("documentspage.reason_missing"))
		f.reason.Focus()
		return
	}
	id := f.about.ID
	f.part.work(f.words.Say("documentspage.refused", "title", f.about.Title), func(ctx context.Context) error {
		return f.session.RefuseDocument(ctx, id, why)
	})
}

// untouched tells that nobody has begun to answer.
func (f *filing) untouched() bool {
	return f.person == "" && f.pick.Field.Text == "" && f.reason.Text == ""
}

// stop lets nothing more be pressed while something is stored; enable lets it again.
func (f *filing) stop() {
	f.file.Disable()
	f.refuse.Disable()
}

func (f *filing) enable() {
	f.file.Enable()
	f.refuse.Enable()
}

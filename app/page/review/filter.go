package review

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
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

// usualDays is how far back the log is shown until somebody asks for more.
const usualDays = 7

// foundRows is how many persons are seen without scrolling while one is looked for.
const foundRows = 3

// filter chooses lines of the log: about whom, by whom, when, what.
type filter struct {
	host  page.Host
	words *text.Words

	person string // id, once one is chosen
	people []desk.PersonRow
	latest *task.Latest[[]desk.PersonRow]
	pick   *control.Picker
	about  *control.Field
	found  fyne.CanvasObject
	by     *control.Entry
	from   *control.DateField
	to     *control.DateField
	since  *control.Field
	until  *control.Field
	kind   *control.Select
	press  *control.Button
	scroll *container.Scroll
}

func newFilter(h page.Host, ask func()) *filter {
	w, session := h.Words(), h.Session()
	f := &filter{host: h, words: w, latest: task.NewLatest[[]desk.PersonRow](h.Runner(), "find person")}
	f.pick = control.NewPicker(w.Say("review.find"), f.find)
	f.pick.OnChosen = f.choose
	f.about = control.NewField(w, w.Say("review.person"), "", f.pick.Field)
	f.found = control.Rows(foundRows, f.pick.List)
	f.found.Hide()
	f.by = control.NewEntry(w.Say("review.by_example"))
	f.by.OnSubmitted = func(string) { ask() }
	f.from, f.to = control.NewDateField(w, session.Now), control.NewDateField(w, session.Now)
	f.from.PlaceHolder, f.to.PlaceHolder = w.Say("review.from_empty"), w.Say("review.to_empty")
	f.from.SetDay(care.NextDay(session.Now(), -usualDays))
	f.from.OnChanged = func(string) { f.since.SetFault("") }
	f.to.OnChanged = func(string) { f.until.SetFault("") }
	f.from.OnSubmitted = func(string) { ask() }
	f.to.OnSubmitted = func(string) { ask() }
	f.since = control.NewField(w, w.Say("review.from"), "", f.from)
	f.until = control.NewField(w, w.Say("review.to"), "", f.to)
	f.kind = control.NewSelect(kinds(w), "", nil)
	f.kind.SetSelectedIndex(0)
	f.press = control.NewPrimary(w.Say("review.show"), theme.SearchIcon(), ask)
	f.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Gap), control.Stack(look.Gap,
		control.Stack(look.Step, f.about, f.found), control.NewField(w, w.Say("review.by"), "", f.by),
		control.Even(look.Gap, f.since, f.until), control.NewField(w, w.Say("review.kind"), "", f.kind), f.press)))
	return f
}

// kinds are the words for all kinds of action, and for all of them at once.
func kinds(w *text.Words) []string {
	all := []string{w.Say("review.all_kinds")}
	for _, a := range access.Actions() {
		all = append(all, w.Say("action."+string(a)))
	}
	return all
}

// find looks for persons as one types; the one chosen before counts no longer.
func (f *filter) find(query string) {
	f.about.SetFault("")
	f.person = ""
	if strings.TrimSpace(query) == "" {
		f.latest.Drop()
		f.offer(nil)
		return
	}
	session := f.host.Session()
	f.latest.Ask(func(context.Context) ([]desk.PersonRow, error) { return session.People(query), nil },
		func(rows []desk.PersonRow, _ error) { f.offer(rows) })
}

// offer shows who was found.
func (f *filter) offer(rows []desk.PersonRow) {
	f.people = rows
	shown := make([]control.TwoLines, len(rows))
	for i, r := range rows {
		shown[i] = control.TwoLines{Title: r.SortName, Subtitle: r.PersonalID.Written(f.host.Session().Now())}
	}
	f.pick.Show(shown)
	if len(rows) > 0 {
		f.found.Show()
	} else {
		f.found.Hide()
	}
	f.scroll.Content.Refresh()
}

// choose puts a person's name in the field.
func (f *filter) choose(i int) {
	chosen := f.people[i]
	heard := f.pick.Field.OnChanged
	f.pick.Field.OnChanged = nil // the name is not typed: nobody is to be looked for
	f.pick.Field.SetText(f.host.Session().Name(chosen.ID))
	f.pick.Field.OnChanged = heard
	f.offer(nil)
	f.person = chosen.ID
	f.host.Window().Canvas().Focus(f.by)
}

// read is the query as chosen, or says beside the field what can't be read.
func (f *filter) read() (q desk.LogQuery, ok bool) {
	q.By = strings.TrimSpace(f.by.Text)
	if q.Person = f.person; q.Person == "" {
		q.Person = strings.TrimSpace(f.pick.Field.Text)
		// Somebody who is gone from the binder is found by their number alone.
		if q.Person != "" && !strings.ContainsAny(q.Person, "0123456789") {
			f.about.SetFault(f.words.Say("review.choose_person"))
			f.scroll.Content.Refresh()
			f.pick.Field.Focus()
			return q, false
		}
	}
	if i := f.kind.SelectedIndex(); i > 0 {
		q.Action = access.Actions()[i-1]
	}
	var fine [2]bool
	q.From, fine[0] = f.day(f.from, f.since)
	q.To, fine[1] = f.day(f.to, f.until)
	return q, fine[0] && fine[1]
}

// day is the day in a field; an empty field bounds nothing.
func (f *filter) day(typed *control.DateField, around *control.Field) (time.Time, bool) {
	if strings.TrimSpace(typed.Text) == "" {
		return time.Time{}, true
	}
	day, ok := typed.Day()
	if !ok {
		around.SetFault(f.words.Say("paperpage.bad_day"))
		f.scroll.Content.Refresh()
		typed.Focus()
	}
	return day, ok
}

// target is where the keyboard starts.
func (f *filter) target() fyne.Focusable { return f.pick.Field }

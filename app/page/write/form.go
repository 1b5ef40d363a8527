package write

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// textRows is how many lines of the text are seen at the least.
const textRows = 4

// halfHour is the second of the quick choices of when.
const halfHour = 30 * time.Minute

// form is the fields of a note, but for whom it is about.
type form struct {
	words   *text.Words
	now     func() time.Time
	changed func()
	day     *control.DateField
	clock   *control.TimeField
	head    *control.Entry
	body    *control.Entry
	kinds   []entry.Kind              // those that the author may write
	kind    *control.Select           // shown where there is more than one
	last    entry.Kind                // that the author chose
	fields  map[string]*control.Field // by the name of entry.Problem
	content fyne.CanvasObject
	scroll  *container.Scroll // around the content
	quiet   bool              // while the form itself fills its fields
	shown   bool              // a note was put in the fields and its text not entered yet
}

func newForm(w *text.Words, now func() time.Time, kinds []entry.Kind, changed func(), shortcut func(fyne.Shortcut) bool, who fyne.CanvasObject) *form {
	f := &form{words: w, now: now, kinds: kinds, changed: changed, day: control.NewDateField(w, now), clock: control.NewTimeField(w, now),
		head: control.NewEntry(w.Say("write.headline_hint")), body: control.NewTextArea(w.Say("write.text_hint"), textRows)}
	f.head.MaxRunes, f.body.MaxRunes = entry.MaxHeadline, entry.MaxText
	f.fields = map[string]*control.Field{
		"event_time": control.NewField(w, w.Say("write.clock"), "", f.clock),
		"headline":   control.NewField(w, w.Say("write.headline"), "", f.head),
		"text":       control.NewField(w, w.Say("write.text"), "", f.body),
	}
	for name, e := range map[string]*control.Entry{"event_time": &f.clock.Entry, "headline": f.head, "text": f.body} {
		e.OnChanged = func(string) { f.edited(name) }
		e.OnShortcut = shortcut
	}
	f.day.OnChanged = func(string) { f.edited("event_time") }
	f.day.OnShortcut = shortcut
	quick := control.Beside(look.Gap,
		control.NewButton(w.Say("write.just_now"), nil, func() { f.setTime(now()) }),
		control.NewButton(w.Say("write.half_hour"), nil, func() { f.setTime(now().Add(-halfHour)) }))
	// The clock's fault stands below day and clock together: beside the buttons it would have no room.
	when := container.New(&whenLayout{}, control.NewField(w, w.Say("write.day"), "", f.day), f.fields["event_time"],
		control.NewField(w, w.Say("write.or"), "", quick))
	top := control.Stack(look.Space-look.Step, who, when, control.Stack(look.Gap, f.headline(), f.common()))
	// The bar of the scroll lies over what it scrolls: the right edge keeps clear of it.
	f.content = container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space), container.New(&fill{gap: look.Space - look.Step}, top, f.fields["text"]))
	f.scroll = container.NewVScroll(f.content)
	f.body.OnFocus = func(has bool) {
		if has {
			if f.shown {
				f.body.ToEnd()
				f.shown = false
			}
			f.scroll.ScrollToBottom() // with large type not all fields are seen at once
		}
	}
	for _, e := range []*control.Entry{&f.day.Entry, &f.clock.Entry, f.head} {
		e.OnFocus = func(has bool) {
			if has {
				f.scroll.ScrollToTop()
			}
		}
	}
	return f
}

// headline is the headline's field and, for those who may write more than one kind of note, which
// journal it belongs to.
func (f *form) headline() fyne.CanvasObject {
	var names []string
	for _, kind := range f.kinds {
		names = append(names, f.words.Say("kind."+string(kind)))
	}
	f.kind = control.NewSelect(names, "", func(string) {
		if !f.quiet {
			f.last = f.chosen()
			f.changed()
		}
	})
	if len(f.kinds) < 2 {
		return f.fields["headline"]
	}
	const headlineShare = 0.68
	return control.NewColumns(headlineShare, f.fields["headline"], control.NewField(f.words, f.words.Say("write.kind"), "", f.kind))
}

// chosen is the kind of note that was chosen; empty where none can be.
func (f *form) chosen() entry.Kind {
	if i := f.kind.SelectedIndex(); i >= 0 {
		return f.kinds[i]
	}
	return ""
}

// common are the headlines that are used most, one press each.
func (f *form) common() fyne.CanvasObject {
	row := container.New(layout.NewRowWrapLayoutWithCustomPadding(look.Gap, look.Gap))
	for _, headline := range strings.Split(f.words.Say("write.headlines"), "|") {
		row.Add(control.NewButton(headline, nil, func() {
			f.head.SetText(headline)
			f.body.Focus()
		}))
	}
	return row
}

// edited tells that a field holds something else, and takes back what was said to be wrong.
func (f *form) edited(name string) {
	if f.quiet {
		return
	}
	if f.fields[name].Below() != "" {
		f.fields[name].SetFault("")
		f.content.Refresh()
	}
	f.changed()
}

func (f *form) setTime(t time.Time) {
	f.day.SetDay(t)
	f.clock.SetClock(t.Hour(), t.Minute())
}

// show fills the fields without telling that anything changed. A note without a time is taken to
// be of today; the hour is left to the author.
func (f *form) show(e entry.Entry) {
	f.quiet, f.shown = true, true
	defer func() { f.quiet = false }()
	if e.Blank() && f.last != "" {
		e.Kind = f.last // a nurse goes on writing in the same journal
	}
	f.kind.ClearSelected()
	f.kind.SetSelectedIndex(slices.Index(f.kinds, e.Kind))
	f.head.SetText(e.Headline)
	f.body.SetText(e.Text)
	if e.EventTime.IsZero() {
		f.day.SetDay(f.now())
		f.clock.SetText("")
	} else {
		f.setTime(e.EventTime.In(care.Stockholm))
	}
	for _, field := range f.fields {
		field.SetFault("")
	}
	f.content.Refresh()
}

// into puts what the fields hold into a note. A time that can't be read is no time.
func (f *form) into(e entry.Entry) entry.Entry {
	e.Kind = cmp.Or(f.chosen(), e.Kind)
	e.Headline, e.Text, e.EventTime = strings.TrimSpace(f.head.Text), f.body.Text, time.Time{}
	day, dayOK := f.day.Day()
	hour, minute, clockOK := f.clock.Clock()
	if dayOK && clockOK {
		e.EventTime = care.LocalTime(day.Year(), day.Month(), day.Day(), hour, minute, 0)
	}
	return e
}

// fault says beside a field what is missing in it.
func (f *form) fault(p entry.Problem) {
	if field, ok := f.fields[p.Field]; ok {
		field.SetFault(f.words.Say("entry." + p.Code))
	}
	f.content.Refresh()
}

// focus is the field of a problem.
func (f *form) focus(field string) fyne.Focusable {
	switch field {
	case "headline":
		return f.head
	case "text":
		return f.body
	}
	return f.clock
}

// whenLayout sets day, clock and quick choices on a line, or the quick choices below where there
// is no room.
type whenLayout struct{}

func (whenLayout) widths() (day, clock float32) {
	return 11 * look.Size(look.SizeBase), 9 * look.Size(look.SizeBase)
}

func (l whenLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	day, clock := l.widths()
	for i, width := range []float32{day, clock, size.Width - day - clock - 2*look.Space} {
		objects[i].Move(fyne.NewPos(x, 0))
		objects[i].Resize(fyne.NewSize(width, size.Height))
		x += width + look.Space
	}
}

func (l whenLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	day, clock := l.widths()
	size := fyne.NewSize(day+clock+2*look.Space+objects[2].MinSize().Width, 0)
	for _, o := range objects {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

// fill gives the second object what height the first leaves.
type fill struct{ gap float32 }

func (l *fill) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	height := objects[0].MinSize().Height
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(size.Width, height))
	objects[1].Move(fyne.NewPos(0, height+l.gap))
	objects[1].Resize(fyne.NewSize(size.Width, max(objects[1].MinSize().Height, size.Height-height-l.gap)))
}

func (l *fill) MinSize(objects []fyne.CanvasObject) fyne.Size {
	top, rest := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(top.Width, rest.Width), top.Height+l.gap+rest.Height)
}

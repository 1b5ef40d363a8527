package shell

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// frame is what stands around every screen: top bar, column, band and foot.
type frame struct {
	window  *Window
	words   *text.Words
	column  *control.NavColumn
	band    *control.StateBand
	strips  *strips
	find    *finder
	page    *fyne.Container
	foot    *foot
	content fyne.CanvasObject
	minute  time.Time // that clock and ages were last shown for
	parts   []string  // of the status line, but for what Lifecare does
}

func newFrame(w *Window) *frame {
	f := &frame{window: w, words: w.words, page: container.NewStack(), foot: newFoot(w.words)}
	var places []control.Place
	for _, s := range w.open.places {
		places = append(places, control.Place{Key: string(s.Name), Icon: s.Icon, Text: f.words.Say("nav." + string(s.Name))})
	}
	f.column = control.NewNavColumn(places, func(key string) { w.Show(page.Place{Page: page.Name(key)}) })
	f.band = control.NewStateBand(control.Band{})
	f.strips = newStrips(w)
	f.find = newFinder(w)
	lock := control.NewButton(f.words.Say("shell.lock"), theme.LoginIcon(), w.Lock)
	user := w.open.session.User()
	who := control.NewText(f.words.Say("shell.who", "name", user.Name, "title", user.Title), control.Style{Color: look.Quiet, Cut: true, Align: fyne.TextAlignTrailing})
	unit := control.NewText(w.open.session.Unit().Name, control.Style{Size: look.SizeLarge, Bold: true, Cut: true})
	top := container.NewStack(control.NewPlate(look.Sheet, "", 0, 0), container.New(topLayout{}, unit, f.find.field, who, lock))
	head := container.New(tight{}, top, widget.NewSeparator(), f.band, f.strips.content)
	if d := w.open.drill; d != nil {
		head.Add(d.strip.content)
	}
	main := container.NewBorder(head, f.foot.content, nil, nil,
		container.New(&sideLayout{column: f.column}, f.column, control.NewPlate(look.Line, "", 0, 0), f.page))
	f.content = container.NewStack(main, container.New(&dropLayout{under: f.find.field, find: f.find}, f.find.panel))
	return f
}

// show puts a screen between column and foot.
func (f *frame) show(name page.Name, content fyne.CanvasObject) {
	f.find.hide()
	f.column.Choose(string(name))
	f.page.Objects = []fyne.CanvasObject{control.Padded(look.Space, content)}
	f.page.Refresh()
}

// update brings band, counts and status line up to date.
func (f *frame) update(st desk.Status, now time.Time) {
	f.minute = now.Truncate(time.Minute)
	named := func(o outage.Outage) string { return f.window.open.session.Catalogue().TitleOf(f.words, o) }
	band := bandOf(f.words, st, now, named, func(name page.Name) func() {
		if !f.window.offered(name) {
			return nil
		}
		return func() { f.window.Show(page.Place{Page: name}) }
	})
	if silent := liveBand(f.words, f.window.open.session.RefreshState(), now); silent != "" {
		band.Text += " · " + silent
	}
	f.band.Set(band)
	f.column.SetCount(string(page.Backlog), count(st.Counts.Waiting))
	f.column.SetCount(string(page.Write), count(st.Counts.Drafts))
	f.column.SetCount(string(page.Notes), count(len(f.window.open.session.Unread())))
	f.parts = statusOf(f.words, st, now)
	f.showStatus()
	f.strips.update()
}

// showStatus shows the status line, with how it goes with Lifecare right now.
func (f *frame) showStatus() {
	session := f.window.open.session
	now := session.Now()
	f.foot.status(append(slices.Clone(f.parts), liveStatus(f.words, session.RefreshState(), now)), f.words.Clock(now))
}

// tick keeps clock and ages right.
func (f *frame) tick(s *desk.Session) {
	f.foot.tick()
	if now := s.Now(); !now.Truncate(time.Minute).Equal(f.minute) {
		f.window.Changed()
	}
}

// escape closes what the search found, then the quiet line.
func (f *frame) escape() {
	if !f.find.hide() {
		f.foot.clear()
	}
}

// tight stacks objects over the full width without a gap.
type tight struct{}

func (tight) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		height := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, height))
		y += height
	}
}

func (tight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		least := o.MinSize()
		size = fyne.NewSize(max(size.Width, least.Width), size.Height+least.Height)
	}
	return size
}

// topLayout sets unit, search, person and lock on one line: the search in the middle, unit and
// person in what room is left beside it.
type topLayout struct{}

const searchWidth = 440

func (topLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	unit, search, who, lock := objects[0], objects[1], objects[2], objects[3]
	place := func(o fyne.CanvasObject, x, width float32) {
		height := o.MinSize().Height
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos(x, (size.Height-height)/2))
	}
	width := min(searchWidth, size.Width*0.34)
	left := (size.Width - width) / 2
	place(search, left, width)
	place(unit, look.Space, left-2*look.Space)
	least := lock.MinSize().Width
	place(lock, size.Width-least-look.Space, least)
	place(who, left+width+look.Space, size.Width-least-2*look.Space-left-width-look.Space)
}

func (topLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := look.Target
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(0, height+2*look.Gap)
}

// sideLayout sets the column at the left of the page, and shows its icons alone where the words
// would take the room that the page needs.
type sideLayout struct{ column *control.NavColumn }

// narrow is the width, in base characters, up to which the column shows icons alone: 1280 with
// large type, 960 without.
const narrow = 64

func (l *sideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if collapse := size.Width <= narrow*look.Size(look.SizeBase)+8; collapse != l.column.Collapsed() {
		l.column.SetCollapsed(collapse)
	}
	column, line, page := objects[0], objects[1], objects[2]
	width := column.MinSize().Width
	column.Move(fyne.NewPos(0, 0))
	column.Resize(fyne.NewSize(width, size.Height))
	line.Move(fyne.NewPos(width, 0))
	line.Resize(fyne.NewSize(1, size.Height))
	page.Move(fyne.NewPos(width+1, 0))
	page.Resize(fyne.NewSize(size.Width-width-1, size.Height))
}

// MinSize leaves the width to the window: a page that needs more than there is scrolls.
func (l *sideLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height)
}

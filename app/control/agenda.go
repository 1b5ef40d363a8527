package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// AgendaKind is what a row of an agenda is.
type AgendaKind int

// The kinds of row.
const (
	AgendaLine AgendaKind = iota // something at a time
	AgendaHead                   // heads the lines below it: Title and Below
	AgendaNow                    // a rule between past and coming: Time
)

// AgendaRow is one row of an AgendaList.
type AgendaRow struct {
	Kind  AgendaKind
	Time  string
	Under string // below the time, quieter
	Title string
	Marks []Mark // after the title
	Below string // below the title, quieter
	Aside string // at the right, quieter
	Past  bool   // set quieter as a whole
}

// AgendaList shows what happens at which time, under heads and with a rule for now. Rows out of
// sight cost nothing. The arrows walk; Enter chooses, and so does a press of the mouse.
type AgendaList struct {
	List
	rows []AgendaRow
}

// NewAgendaList makes an empty agenda; chosen hears Enter and the mouse.
func NewAgendaList(chosen func(i int)) *AgendaList {
	l := &AgendaList{}
	l.setUp(func() int { return len(l.rows) },
		func() fyne.CanvasObject { return newAgendaLine(l) },
		func(i int, o fyne.CanvasObject, picked bool) {
			if line, ok := o.(*agendaLine); ok {
				line.index = i
				line.show(l.rows[i], picked)
			}
		})
	l.OnChosen = chosen
	l.ExtendBaseWidget(l)
	return l
}

// SetRows shows other rows, from the top and with none of them picked.
func (l *AgendaList) SetRows(rows []AgendaRow) {
	// Fyne draws all that is seen again at each change of a height, so heights are set while
	// there is nothing to draw.
	l.rows = nil
	for i, r := range rows {
		l.SetItemHeight(i, r.height())
	}
	l.rows = rows
	l.Renew()
}

// height is how much room the row takes.
func (r AgendaRow) height() float32 {
	switch r.Kind {
	case AgendaHead:
		return max(look.Target, lineHeight(look.SizeLarge, true)+2*look.Gap)
	case AgendaNow:
		return lineHeight(look.SizeBase, true) + look.Gap
	}
	return max(look.Target, lineHeight(look.SizeBase, true)+lineHeight(look.SizeSmall, false)+2*look.Gap)
}

// agendaTimeWidth is the room for the time: "21:45–06:15 +1".
func agendaTimeWidth() float32 { return look.Size(look.SizeBase) * 9.4 }

type agendaLine struct {
	widget.BaseWidget
	list   *AgendaList
	index  int
	row    AgendaRow
	picked bool
}

func newAgendaLine(list *AgendaList) *agendaLine {
	a := &agendaLine{list: list}
	a.ExtendBaseWidget(a)
	return a
}

func (a *agendaLine) show(row AgendaRow, picked bool) {
	a.row, a.picked = row, picked
	a.Refresh()
}

// Tapped picks and chooses the row.
func (a *agendaLine) Tapped(*fyne.PointEvent) {
	a.list.PickQuietly(a.index)
	if a.list.OnChosen != nil {
		a.list.OnChosen(a.index)
	}
}

func (a *agendaLine) CreateRenderer() fyne.WidgetRenderer {
	r := &agendaRenderer{line: a, back: &canvas.Rectangle{}, bar: &canvas.Rectangle{}, rule: &canvas.Rectangle{}}
	for i := range r.texts {
		r.texts[i] = &canvas.Text{}
	}
	r.Refresh()
	return r
}

// The texts of a row, in the order of agendaRenderer.texts.
const (
	agendaTime = iota
	agendaUnder
	agendaTitle
	agendaBelow
	agendaAside
	agendaTexts
)

type agendaRenderer struct {
	line            *agendaLine
	back, bar, rule *canvas.Rectangle
	texts           [agendaTexts]*canvas.Text
	chips           []*chip
}

func (r *agendaRenderer) Refresh() {
	row := r.line.row
	r.back.FillColor, r.back.Hidden = look.Color(look.Ground), row.Kind != AgendaHead
	r.bar.FillColor, r.bar.Hidden = look.Color(look.Binder), !r.line.picked
	r.rule.FillColor, r.rule.Hidden = look.Color(look.Binder), row.Kind != AgendaNow
	strong, size := look.Ink, look.SizeBase
	switch {
	case row.Kind == AgendaHead:
		strong, size = look.Binder, look.SizeLarge
	case row.Kind == AgendaNow:
		strong = look.Binder
	case row.Past:
		strong = look.Quiet
	}
	for i, t := range r.texts {
		t.Color, t.TextSize = look.Color(look.Quiet), look.Size(look.SizeSmall)
		if i == agendaTime || i == agendaTitle {
			t.Color, t.TextSize, t.TextStyle.Bold = look.Color(strong), look.Size(size), true
		}
	}
	for i, mark := range row.Marks {
		if i == len(r.chips) {
			r.chips = append(r.chips, newChip())
		}
		r.chips[i].show(mark)
	}
	r.Layout(r.line.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *agendaRenderer) Layout(size fyne.Size) {
	row := r.line.row
	r.back.Resize(size)
	r.bar.Resize(fyne.NewSize(look.Step, size.Height))
	left := look.Gap + look.Step
	middle := left + agendaTimeWidth() + look.Space
	room := size.Width - middle - look.Gap
	for _, t := range r.texts {
		t.Text = ""
	}
	for _, c := range r.chips {
		c.Hide()
	}
	base, small := r.texts[agendaTitle].MinSize().Height, r.texts[agendaBelow].MinSize().Height
	switch row.Kind {
	case AgendaNow:
		r.put(agendaTime, row.Time, left, (size.Height-base)/2, agendaTimeWidth())
		r.rule.Move(fyne.NewPos(middle, size.Height/2-1))
		r.rule.Resize(fyne.NewSize(room, 2))
		return
	case AgendaHead:
		width := r.put(agendaTitle, row.Title, left, (size.Height-base)/2, (size.Width-left)*0.6)
		below := left + width + look.Space
		r.put(agendaBelow, row.Below, below, (size.Height-small)/2, size.Width-below-look.Gap)
		return
	}
	first := (size.Height - base - small) / 2
	if row.Below == "" && row.Under == "" {
		first = (size.Height - base) / 2
	}
	r.put(agendaTime, row.Time, left, first, agendaTimeWidth())
	r.put(agendaUnder, row.Under, left, first+base, agendaTimeWidth())
	r.put(agendaBelow, row.Below, middle, first+base, room)
	if row.Aside != "" {
		aside := room * 0.26
		r.put(agendaAside, row.Aside, middle+room-aside, first+(base-small)/2, aside)
		room -= aside + look.Gap
	}
	marks := float32(0)
	for _, c := range r.chips[:len(row.Marks)] {
		marks += c.MinSize().Width + look.Step
	}
	x := middle + r.put(agendaTitle, row.Title, middle, first, room-marks-look.Gap) + look.Gap
	for _, c := range r.chips[:len(row.Marks)] {
		least := c.MinSize()
		c.Resize(least)
		c.Move(fyne.NewPos(x, first+(base-least.Height)/2))
		c.Show()
		x += least.Width + look.Step
	}
}

// put sets a text, cut where there is no room, and answers how wide it is.
func (r *agendaRenderer) put(which int, words string, x, y, room float32) float32 {
	t := r.texts[which]
	t.Text = cut(words, room, t.TextSize, t.TextStyle)
	t.Move(fyne.NewPos(x, y))
	t.Resize(t.MinSize())
	return t.MinSize().Width
}

func (r *agendaRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Size(look.SizeBase)*24, AgendaRow{}.height())
}

func (r *agendaRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.back, r.bar, r.rule}
	for _, t := range r.texts {
		objects = append(objects, t)
	}
	for _, c := range r.chips {
		objects = append(objects, c)
	}
	return objects
}

func (r *agendaRenderer) Destroy() {}

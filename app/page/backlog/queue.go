package backlog

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// showing is which entries the list shows, worded "backlog.show.<showing>".
type showing string

// The choices, in the order in which they are offered.
const (
	showLeft    showing = "left" // all with which something is left to do
	showMine    showing = "mine"
	showOthers  showing = "others"
	showLate    showing = "late"
	showToday   showing = "today"
	showUnknown showing = "unknown"
	showSecond  showing = "second"
	showUndo    showing = "undo"
	showEntered showing = "entered"
)

var showings = []showing{showLeft, showMine, showOthers, showLate, showToday, showUnknown, showSecond, showUndo, showEntered}

// queue is the list of entries, with a heading before each group. Rows are made as they come into view.
type queue struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	show    func(desk.BacklogRow)
	number  func(code string) bool // hears Enter in the field; tells whether it was a paper's number

	find     *control.Search
	which    *control.Select
	by       *control.Select
	list     *control.TwoLineList
	content  fyne.CanvasObject
	showing  showing
	grouping entry.GroupBy
	view     desk.BacklogView // without rows
	items    []desk.BacklogItem
	rows     []row
	was      int  // the row picked before, so that headings are passed in the direction of travel
	quiet    bool // the choices are being filled in
}

// row is a heading or an entry.
type row struct {
	heading control.TwoLines
	entry   *desk.BacklogItem // nil for a heading
}

func newQueue(h page.Host, show func(desk.BacklogRow)) *queue {
	w := h.Words()
	q := &queue{host: h, words: w, session: h.Session(), show: show, showing: showLeft, grouping: byTask}
	q.find = control.NewSearch(w.Say("backlog.find"), func(string) { q.typed() })
	q.find.OnDown = q.entered
	q.which = control.NewSelect(nil, "", func(string) { q.chosen() })
	var ways []string
	for _, by := range groupings {
		ways = append(ways, w.Say("backlog.by."+string(by)))
	}
	q.by = control.NewSelect(ways, "", func(string) { q.chosen() })
	q.quiet = true
	q.by.SetSelectedIndex(0)
	q.quiet = false
	q.list = control.NewTwoLineList(func() int { return len(q.rows) }, func(i int) control.TwoLines {
		if q.rows[i].entry == nil {
			return q.rows[i].heading
		}
		return q.lines(q.rows[i].entry.ID)
	})
	q.list.OnPicked = q.picked
	head := control.Stack(look.Gap, q.find, q.which, q.by)
	q.content = control.NewCard(control.Tall(look.Gap, q.list, head, q.list))
	return q
}

// chosen reads the list anew after another choice.
func (q *queue) chosen() {
	if q.quiet {
		return
	}
	if i := q.which.SelectedIndex(); i >= 0 {
		q.showing = showings[i]
	}
	if i := q.by.SelectedIndex(); i >= 0 {
		q.grouping = groupings[i]
	}
	q.again()
}

// choose chooses what is shown, for the next read.
func (q *queue) choose(s showing) { q.showing = s }

// again reads the list and leaves the entry that is open as it is.
func (q *queue) again() { q.keeping(q.read) }

// tick counts anew and draws the rows in sight as they are now; the list stays in its order.
func (q *queue) tick() {
	q.view = q.session.BacklogCounts()
	q.fill()
	q.list.Refresh()
}

// typed filters the list by what stands in the field; the counts stay as they are.
func (q *queue) typed() {
	q.keeping(func() {
		q.items = q.session.BacklogList(q.filter(), q.items)
		q.arrange()
	})
}

// keeping leaves the bar at the row of the entry where it stands, if it is still there afterwards.
func (q *queue) keeping(do func()) {
	open := ""
	if i := q.list.Picked(); i >= 0 && i < len(q.rows) && q.rows[i].entry != nil {
		open = q.rows[i].entry.ID
	}
	do()
	if i := q.at(open); i >= 0 {
		q.was = i
		q.list.PickQuietly(i)
	}
}

// entered hears Enter or the down arrow in the field.
func (q *queue) entered() {
	if typed := strings.TrimSpace(q.find.Text); typed != "" && q.number(typed) {
		q.find.SetText("")
		return
	}
	q.list.Focus()
}

// read reads the list as chosen, and counts all entries anew.
func (q *queue) read() {
	q.view, q.items = q.session.BacklogCounts(), q.session.BacklogList(q.filter(), q.items)
	q.fill()
	q.arrange()
}

// arrange makes the rows anew of what the desk gave.
func (q *queue) arrange() {
	q.rows = q.rows[:0]
	q.was = 0
	q.group()
	for _, c := range q.view.Closed {
		q.rows = append(q.rows, row{heading: closedLines(q.words, c)})
	}
	q.list.Renew()
}

// filter is what is asked of the desk.
func (q *queue) filter() desk.BacklogFilter {
	f := desk.BacklogFilter{Text: q.find.Text}
	switch q.showing {
	case showMine:
		f.Mine = true
	case showOthers:
		f.Others = true
	case showLate:
		f.Due = entry.DueLate
	case showToday:
		f.Due = entry.DueToday
	case showSecond:
		f.Second = true
	case showEntered, showLeft:
		f.All = true
	}
	return f
}

// holds tells whether an entry that the desk gave is meant.
func (q *queue) holds(r *desk.BacklogItem) bool {
	switch q.showing {
	case showLeft:
		return r.Left || r.Second
	case showUnknown:
		return r.Unsure
	case showUndo:
		return r.Undo
	case showEntered:
		return r.State.InLifecare()
	}
	return true
}

// fill words the choices with how many each has.
func (q *queue) fill() {
	counts := q.counts()
	q.quiet = true
	q.which.Options = q.which.Options[:0]
	for _, s := range showings {
		q.which.Options = append(q.which.Options, q.words.Say("backlog.show."+string(s), "n", counts[s]))
	}
	q.which.SetSelectedIndex(slices.Index(showings, q.showing))
	q.which.Refresh()
	q.quiet = false
}

// picked shows an entry; a heading is passed by.
func (q *queue) picked(i int) {
	before := q.was
	q.was = i
	if q.rows[i].entry != nil {
		if r, ok := q.session.BacklogRow(q.rows[i].entry.ID); ok {
			q.show(r)
		}
		return
	}
	step := 1
	if i < before {
		step = -1
	}
	for _, by := range []int{step, -step} { // at the ends there is nothing but headings
		for at := i + by; at >= 0 && at < len(q.rows); at += by {
			if q.rows[at].entry != nil {
				q.list.Pick(at)
				return
			}
		}
	}
}

// at is the row of an entry; -1 when it isn't in the list.
func (q *queue) at(id string) int {
	return slices.IndexFunc(q.rows, func(r row) bool { return id != "" && r.entry != nil && r.entry.ID == id })
}

// open picks an entry, or the first when it isn't in the list. False when the list has none.
func (q *queue) open(id string) bool {
	at := q.at(id)
	if at < 0 {
		at = slices.IndexFunc(q.rows, func(r row) bool { return r.entry != nil })
	}
	if at < 0 {
		return false
	}
	q.was = at
	q.list.Pick(at)
	return true
}

package backlog

import (
	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// queue is the list of entries in the order of desk.Queue, with a heading before each group.
type queue struct {
	host    page.Host
	session *desk.Session
	show    func(entry.Tracked)
	list    *control.TwoLineList
	rows    []row
	was     int // the row picked before, so that headings are passed in the direction of travel
}

// row is a heading or an entry.
type row struct {
	lines control.TwoLines
	entry *entry.Tracked // nil for a heading
}

func newQueue(h page.Host, session *desk.Session, show func(entry.Tracked)) *queue {
	q := &queue{host: h, session: session, show: show}
	q.list = control.NewTwoLineList(func() int { return len(q.rows) }, func(i int) control.TwoLines { return q.rows[i].lines })
	q.list.OnPicked = q.picked
	return q
}

// read reads the queue again, with those that are in Lifecare already if asked for.
func (q *queue) read(entered bool) {
	me := q.session.User()
	groups := map[string][]row{}
	for _, t := range q.session.Queue(entered) {
		group := "others"
		switch {
		case t.State == entry.StateEntered:
			group = "entered"
		case me.Is(t.Author.Identity):
			group = "mine"
		}
		groups[group] = append(groups[group], row{lines: q.lines(t, group), entry: &t})
	}
	w := q.host.Words()
	q.rows = q.rows[:0]
	for _, group := range []string{"mine", "others", "entered"} {
		if n := len(groups[group]); n > 0 {
			head := control.TwoLines{Title: w.Say("backlog.group."+group, "n", n), Subtitle: w.Say("backlog.why." + group)}
			q.rows = append(append(q.rows, row{lines: head}), groups[group]...)
		}
	}
	q.list.Renew()
}

func (q *queue) lines(t entry.Tracked, group string) control.TwoLines {
	w, now := q.host.Words(), q.session.Now()
	lines := control.TwoLines{Title: q.session.Name(t.PersonID),
		Subtitle: w.Say("backlog.row", "time", w.When(t.EventTime, now), "headline", t.Headline)}
	switch group {
	case "others":
		lines.Marks = []control.Mark{{Text: desk.AuthorOf(w, t)}}
	case "entered":
		lines.Marks = []control.Mark{{Text: w.Say("backlog.mark_entered"), Color: look.Normal}}
	}
	if t.Kind == entry.KindHealthNote {
		lines.Marks = append(lines.Marks, control.Mark{Text: w.Say("kind." + string(t.Kind))})
	}
	if t.Clock == entry.ClockUncertain {
		lines.Marks = append(lines.Marks, control.Mark{Text: w.Say("backlog.mark_clock"), Color: look.Notice})
	}
	return lines
}

// picked shows an entry; a heading is passed by.
func (q *queue) picked(i int) {
	before := q.was
	q.was = i
	if t := q.rows[i].entry; t != nil {
		q.show(*t)
		return
	}
	if i < before && i > 0 {
		q.list.Pick(i - 1)
		return
	}
	q.list.Pick(i + 1) // a heading always has an entry below it
}

// open picks an entry, or the first when it isn't in the list.
func (q *queue) open(id string) {
	at := 0
	for i, r := range q.rows {
		if r.entry != nil && r.entry.ID == id {
			at = i
		}
	}
	q.was = 0
	q.list.Pick(at)
}

// after is the entry that waits after one: the next in the list, else the first but this.
func (q *queue) after(id string) string {
	first, passed := "", false
	for _, r := range q.rows {
		switch {
		case r.entry == nil || r.entry.State != entry.StateSigned:
		case r.entry.ID == id:
			passed = true
		case passed:
			return r.entry.ID
		case first == "":
			first = r.entry.ID
		}
	}
	return first
}

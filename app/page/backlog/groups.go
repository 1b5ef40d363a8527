package backlog

import (
	"cmp"
	"slices"

	"avbrottsparm/app/control"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// byTask groups by what there is to do; the other ways of grouping are entry's. They are worded
// "backlog.by.<way>".
const byTask entry.GroupBy = "task"

var groupings = append([]entry.GroupBy{byTask}, entry.GroupBys()...)

func (q *queue) counts() map[showing]int {
	v, me := q.view, q.session.User()
	counts := map[showing]int{showSecond: v.Progress.Verify, showUndo: v.Progress.Undo,
		showEntered: v.States[entry.StateEntered] + v.States[entry.StateVerified]}
	for _, g := range v.Groups[entry.ByResponsible] {
		mine := showOthers
		if me.Is(g.Key) {
			mine = showMine
		}
		counts[mine] += g.Waiting
		counts[showLeft] += g.Waiting
		counts[showUnknown] += g.Unknown
	}
	counts[showLeft] += v.Progress.Verify + v.Progress.Undo
	for _, g := range v.Groups[entry.ByDue] {
		switch entry.DueClass(g.Key) {
		case entry.DueLate:
			counts[showLate] += g.Waiting
		case entry.DueToday:
			counts[showToday] += g.Waiting
		}
	}
	return counts
}

// group makes the rows: the entries group by group, in the desk's order within each.
func (q *queue) group() {
	groups := map[string][]*desk.BacklogItem{}
	var keys []string
	for i := range q.items {
		r := &q.items[i]
		if !q.holds(r) {
			continue
		}
		key := q.keyOf(r)
		if _, known := groups[key]; !known {
			keys = append(keys, key)
		}
		groups[key] = append(groups[key], r)
	}
	slices.SortStableFunc(keys, func(a, b string) int { return cmp.Compare(q.rank(a), q.rank(b)) })
	for _, key := range keys {
		head := control.TwoLines{Title: q.words.Say("backlog.group_of", "label", q.labelOf(key, groups[key][0]), "n", len(groups[key]))}
		if q.grouping == byTask {
			head.Subtitle = q.words.Say("backlog.why." + key)
		} else if q.grouping == entry.ByResponsible {
			head.Subtitle = q.words.Say("backlog.why.responsible")
		}
		q.rows = append(q.rows, row{heading: head})
		for _, r := range groups[key] {
			q.rows = append(q.rows, row{entry: r})
		}
	}
}

// tasks are the groups by what there is to do, in order: worded "backlog.task.<task>".
var tasks = []string{"unknown", "mine", "others", "second", "undo", "entered"}

// taskOf is what there is to do with an entry.
func taskOf(r *desk.BacklogItem) string {
	switch {
	case r.Unsure:
		return "unknown"
	case r.State.Waits() && r.Mine:
		return "mine"
	case r.State.Waits():
		return "others"
	case r.Undo:
		return "undo"
	case r.Second:
		return "second"
	}
	return "entered"
}

func (q *queue) keyOf(r *desk.BacklogItem) string {
	switch q.grouping {
	case entry.ByResponsible:
		return r.Answers
	case entry.ByPerson:
		return r.Person
	case entry.ByKind:
		return string(r.Kind)
	case entry.ByDue:
		return string(r.Due)
	}
	return taskOf(r)
}

// labelOf words a group, by its key and the first of it.
func (q *queue) labelOf(key string, first *desk.BacklogItem) string {
	w := q.words
	switch q.grouping {
	case byTask:
		return w.Say("backlog.task." + key)
	case entry.ByDue:
		return w.Say("backlog.due." + key)
	case entry.ByKind:
		return q.session.KindTitle(first.Kind)
	}
	r, _ := q.session.BacklogRow(first.ID)
	if q.grouping == entry.ByResponsible {
		return r.Answers().Name
	}
	return cmp.Or(r.PersonName, w.Say("backlog.nobody"))
}

// groupOf are the heading and the entries of the group in which an entry stands, as far as they can be
// handed over.
func (q *queue) groupOf(id string) (label string, free []desk.BacklogItem) {
	at := q.at(id)
	if at < 0 {
		return "", nil
	}
	first := at
	for first > 0 && q.rows[first-1].entry != nil {
		first--
	}
	for i := first; i < len(q.rows) && q.rows[i].entry != nil; i++ {
		if q.rows[i].entry.Free {
			free = append(free, *q.rows[i].entry)
		}
	}
	return q.labelOf(q.keyOf(q.rows[at].entry), q.rows[first].entry), free
}

// rank is a group's place; those of persons and kinds stand in the order of their most urgent entry.
func (q *queue) rank(key string) int {
	switch q.grouping {
	case byTask:
		return slices.Index(tasks, key)
	case entry.ByDue:
		return slices.Index(entry.DueClasses(), entry.DueClass(key))
	}
	return 0
}

// after is the next entry of the list that asks for the same as one does, round to those before it; empty
// when it is the only one.
func (q *queue) after(id string) string {
	at := q.at(id)
	if at < 0 {
		return ""
	}
	task := taskOf(q.rows[at].entry)
	for i := range len(q.rows) - 1 {
		if r := q.rows[(at+1+i)%len(q.rows)].entry; r != nil && taskOf(r) == task {
			return r.ID
		}
	}
	return ""
}

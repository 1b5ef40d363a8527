package main

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

type queueWord struct {
	binder
	All    bool   `help:"${help_all}"`
	Mine   bool   `help:"${help_queue_mine}"`
	Others bool   `help:"${help_queue_others}"`
	Person string `placeholder:"P" help:"${help_queue_person}"`
	Kind   string `placeholder:"K" help:"${help_queue_kind}"`
	State  string `placeholder:"S" help:"${help_queue_state}"`
	Due    string `placeholder:"D" help:"${help_queue_due}"`
	Find   string `placeholder:"TEXT" help:"${help_queue_find}"`
	Second bool   `help:"${help_queue_second}"`
	Undo   bool   `help:"${help_queue_undo}"`
	By     string `placeholder:"G" help:"${help_queue_by}"`
	ID     string `arg:"" name:"id" optional:"" help:"${help_queue_id}"`
}

// rowShape is an entry as a list shows it.
type rowShape struct {
	entryShape
	Title string `json:"title"` // the kind in words
	// Due is the next mark, and Late says that one has passed.
	Due     string `json:"due,omitempty"`
	DueWhat string `json:"due_what,omitempty"`
	Late    bool   `json:"late,omitempty"`
	Mine    bool   `json:"mine"`
	// Second says that it waits for a second person to compare it with Lifecare.
	Second bool `json:"second,omitempty"`
}

type progressShape struct {
	Done   int `json:"done"`
	Total  int `json:"total"`
	Verify int `json:"verify"`
	Undo   int `json:"undo"`
}

type groupShape struct {
	Key     string `json:"key"`
	Label   string `json:"label"`
	Waiting int    `json:"waiting"`
	Entered int    `json:"entered"`
	Late    int    `json:"late"`
	Unknown int    `json:"unknown"`
	Next    string `json:"next"`
	progressShape
}

type groupedShape struct {
	By string `json:"by"`
	progressShape
	Groups []groupShape `json:"groups"`
}

// groupings are the words of --by.
var groupings = []struct {
	word string
	by   entry.GroupBy
}{{"responsible", entry.ByResponsible}, {"person", entry.ByPerson}, {"kind", entry.ByKind}, {"deadline", entry.ByDue}}

// Run lists what waits to be entered in Lifecare, or one entry's fields in Lifecare's order.
func (c *queueWord) Run(a *app) error {
	f, err := c.filter(a)
	if err != nil {
		return err
	}
	by := entry.GroupBy("")
	for _, g := range groupings {
		if g.word == c.By {
			by = g.by
		}
	}
	if (by == "") != (c.By == "") {
		return misuse{text.NewFault("parm.queue_by")}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		if c.ID != "" {
			return a.oneEntry(s, c.ID)
		}
		if err := s.May(access.RightRead); err != nil {
			return err
		}
		if c.Person != "" {
			p, err := s.Person(c.Person)
			if err != nil {
				return err
			}
			f.PersonID = p.ID
		}
		s.NoteList(a.ctx, desk.ListQueue)
		view := s.Backlog(f)
		if by != "" {
			a.tellGroups(c.By, by, view)
			a.tellClosed(s)
			return nil
		}
		view.Rows = slices.DeleteFunc(view.Rows, c.left)
		if a.json {
			shapes := make([]rowShape, 0, len(view.Rows))
			for _, r := range view.Rows {
				shapes = append(shapes, a.shapeRow(r))
			}
			a.putJSON(shapes)
			return nil
		}
		a.tellQueue(view)
		a.tellClosed(s)
		return nil
	})
}

// filter is what the flags ask for.
func (c *queueWord) filter(a *app) (desk.BacklogFilter, error) {
	f := desk.BacklogFilter{Mine: c.Mine, Others: c.Others, Kind: entry.Kind(c.Kind), State: entry.State(c.State), Due: entry.DueClass(c.Due),
		Text: c.Find, Second: c.Second, All: c.All}
	if _, known := a.desk.Kinds.Form(f.Kind); c.Kind != "" && !known {
		return f, misuse{a.kindUnknown()}
	}
	if states := entry.States()[1:]; c.State != "" && !slices.Contains(states, f.State) {
		return f, misuse{text.NewFault("parm.queue_state", "states", listed(states))}
	}
	if c.Due != "" && !slices.Contains(entry.DueClasses(), f.Due) {
		return f, misuse{text.NewFault("parm.queue_due", "classes", listed(entry.DueClasses()))}
	}
	if narrowed := c.All || c.Mine || c.Others || c.Second || c.Undo || c.Person+c.Kind+c.State+c.Due+c.Find+c.By != ""; c.ID != "" && narrowed {
		return f, misuse{text.NewFault("parm.queue_one")}
	}
	return f, nil
}

// listed are words with a comma between them.
func listed[W ~string](words []W) string {
	said := make([]string, 0, len(words))
	for _, word := range words {
		said = append(said, string(word))
	}
	return strings.Join(said, ", ")
}

// left tells what the list leaves out: unless it is asked for, what is in Lifecare already and waits
// only to be compared, or to be marked there.
func (c *queueWord) left(r desk.BacklogRow) bool {
	switch {
	case c.Undo:
		return !r.Undo
	case c.All, c.Second, c.State != "":
		return false
	}
	return !r.State.Waits()
}

func (a *app) shapeRow(r desk.BacklogRow) rowShape {
	shape := rowShape{entryShape: shapeEntry(r.Tracked, r.PersonName), Title: r.Title, Late: r.Late, Mine: r.Mine, Second: r.Second}
	if r.Next != nil {
		shape.Due, shape.DueWhat = stamp(r.Next.At), r.Next.What.In(a.words.Lang())
	}
	return shape
}

func (a *app) tellQueue(v desk.BacklogView) {
	p := a.page()
	waiting := 0
	for state, n := range v.States {
		if state.Waits() {
			waiting += n
		}
	}
	p.line(a.words.Say("parm.queue.counts", "waiting", waiting, "entered", v.States[entry.StateEntered]+v.States[entry.StateVerified]))
	if v.Progress.Verify > 0 {
		p.line(a.words.Count("parm.queue.verify", v.Progress.Verify))
	}
	if v.Progress.Undo > 0 {
		p.line(a.words.Count("parm.queue.undo", v.Progress.Undo))
	}
	if len(v.Rows) == 0 {
		return
	}
	p.gap()
	rows := make([][]string, 0, len(v.Rows))
	for _, r := range v.Rows {
		when := a.words.Moment(r.EventTime.In(care.Stockholm))
		if r.Clock == entry.ClockUncertain {
			when += " " + a.words.Say("parm.queue.uncertain")
		}
		rows = append(rows, []string{r.ID, when, r.PersonName, cmp.Or(r.Headline, r.Title), join(", ", desk.WriterOf(a.words, r.Tracked), r.Writer().Title),
			a.stateOfRow(r)})
	}
	p.table([]string{a.words.Say("parm.queue.id"), a.words.Say("parm.queue.when"), a.words.Say("parm.queue.person"),
		a.words.Say("parm.queue.headline"), a.words.Say("parm.queue.author"), a.words.Say("parm.queue.state")}, rows)
}

// stateOfRow is where an entry is; of one that only waits, that it is late.
func (a *app) stateOfRow(r desk.BacklogRow) string {
	if r.Late && r.StateAt(time.Now()) == entry.StateSigned {
		return a.words.Say("parm.queue.late")
	}
	return a.stateOf(r.Tracked)
}

// tellGroups counts the entries by what they have in common.
func (a *app) tellGroups(word string, by entry.GroupBy, v desk.BacklogView) {
	shape := groupedShape{By: word, progressShape: progressShape(v.Progress), Groups: []groupShape{}}
	var rows [][]string
	for _, g := range v.Groups[by] {
		label := a.labelOfGroup(by, g)
		shape.Groups = append(shape.Groups, groupShape{Key: g.Key, Label: label, Waiting: g.Waiting, Entered: g.Entered, Late: g.Late, Unknown: g.Unknown,
			Next: stamp(g.Next), progressShape: progressShape(g.Progress)})
		rows = append(rows, []string{label, a.words.Say("parm.queue.of", "done", g.Done, "total", g.Total), some(g.Waiting), some(g.Late), some(g.Unknown), a.moment(g.Next)})
	}
	if a.json {
		a.putJSON(shape)
		return
	}
	p := a.page()
	p.line(a.words.Say("parm.queue.progress", "done", v.Progress.Done, "total", v.Progress.Total))
	p.gap()
	p.table([]string{"", a.words.Say("parm.queue.done"), a.words.Say("parm.queue.waiting"), a.words.Say("parm.queue.late_ones"),
		a.words.Say("parm.queue.unknown"), a.words.Say("parm.queue.next")}, rows)
}

// some is a number, nothing for none.
func some(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func (a *app) labelOfGroup(by entry.GroupBy, g entry.Group) string {
	switch {
	case by == entry.ByKind:
		if f, ok := a.desk.Kinds.Form(entry.Kind(g.Key)); ok {
			return f.Called().In(a.words.Lang())
		}
		return g.Key
	case by == entry.ByDue:
		return a.words.Say("parm.queue.class." + g.Key)
	case g.Label == "":
		return a.words.Say("parm.queue.unit")
	}
	return g.Label
}

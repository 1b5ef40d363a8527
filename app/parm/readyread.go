package main

import (
	"strings"
	"time"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

// readableShape is something that everybody on the unit is to have read.
type readableShape struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Version string   `json:"version"`
	Mine    string   `json:"mine"`
	Read    int      `json:"read"`
	Asked   int      `json:"asked"`
	Have    []string `json:"have,omitempty"`
	Missing []string `json:"missing,omitempty"`
	Before  []string `json:"before,omitempty"`
}

func shapeReadable(r desk.Readable) readableShape {
	return readableShape{ID: r.ID, Title: r.Title, Version: r.Version, Mine: stamp(r.Mine), Read: r.Read, Asked: r.Asked}
}

type readyReadWord struct {
	binder
	ID string `arg:"" name:"id" help:"${help_ready_read_id}"`
}

// Run notes that the opener has read a document as it is now.
func (c *readyReadWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if err := readable(s, c.ID); err != nil {
			return err
		}
		if err := s.ConfirmRead(a.ctx, c.ID); err != nil {
			return err
		}
		r, err := s.Receipts(c.ID)
		if err != nil {
			return err
		}
		if a.json {
			a.putJSON(shapeReadable(r.Readable))
			return nil
		}
		a.page().line(a.words.Say("parm.ready.read", "title", r.Title, "read", r.Read, "asked", r.Asked))
		return nil
	})
}

// readable refuses an id that nothing has, and tells those that there are.
func readable(s *desk.Session, id string) error {
	var ids []string
	for _, r := range s.Readables() {
		if r.ID == id {
			return nil
		}
		ids = append(ids, r.ID)
	}
	return misuse{text.NewFault("parm.ready_read", "what", id, "items", strings.Join(ids, ", "))}
}

type readyReceiptsWord struct {
	binder
	ID string `arg:"" name:"id" optional:"" help:"${help_ready_read_id}"`
}

// Run tells what is to be read and by how many it was, or of one document by whom.
func (c *readyReceiptsWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if err := mayReady(s); err != nil {
			return err
		}
		if c.ID == "" {
			a.tellReadables(s.Readables())
			return nil
		}
		if err := readable(s, c.ID); err != nil {
			return err
		}
		r, err := s.Receipts(c.ID)
		if err != nil {
			return err
		}
		a.tellReceipts(r)
		return nil
	})
}

func (a *app) tellReadables(list []desk.Readable) {
	if a.json {
		a.putJSON(each(list, shapeReadable))
		return
	}
	rows := make([][]string, 0, len(list))
	for _, r := range list {
		rows = append(rows, []string{a.words.Say("parm.ready.read_by", "read", r.Read, "asked", r.Asked), r.Title, r.ID})
	}
	a.page().table(nil, rows)
}

func (a *app) tellReceipts(r desk.Receipts) {
	if a.json {
		shape := shapeReadable(r.Readable)
		shape.Have = each(r.Have, func(h desk.Receipt) string { return h.Name })
		shape.Missing, shape.Before = r.Missing, r.Before
		a.putJSON(shape)
		return
	}
	p := a.page()
	p.line(r.Title)
	p.line(a.words.Say("parm.ready.read_by", "read", r.Read, "asked", r.Asked))
	for _, h := range r.Have {
		p.indented(2, h.Name+", "+a.when(h.At))
	}
	if len(r.Missing) > 0 {
		p.line(a.words.Say("parm.ready.unread", "who", strings.Join(r.Missing, "; ")))
	}
}

type checklistShape struct {
	ID        string          `json:"id"`
	Title     string          `json:"title"`
	Owner     string          `json:"owner"`
	Changed   string          `json:"changed"`
	By        string          `json:"by"`
	Version   string          `json:"version"`
	Questions []questionShape `json:"questions"`
}

type questionShape struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	Answer string `json:"answer"`
}

type readyChecklistWord struct {
	binder
	ID     string            `arg:"" name:"id" optional:"" help:"${help_ready_checklist_id}"`
	Owner  *string           `placeholder:"TEXT" help:"${help_ready_owner}"`
	Answer map[string]string `placeholder:"QUESTION=TEXT" mapsep:"none" help:"${help_ready_answer}"`
}

// Run shows the unit's local checklists, or answers one (routine 2.3, 5.1).
func (c *readyChecklistWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if err := mayReady(s); err != nil {
			return err
		}
		if err := c.check(s.ReadyList()); err != nil {
			return err
		}
		if c.Owner != nil || len(c.Answer) > 0 {
			owner := ""
			for _, had := range s.Checklists() {
				if had.ID == c.ID {
					owner = had.Owner
				}
			}
			if c.Owner != nil {
				owner = *c.Owner
			}
			if err := s.SetChecklist(a.ctx, c.ID, owner, c.Answer); err != nil {
				return err
			}
		}
		var shown []readiness.Answers
		for _, answers := range s.Checklists() {
			if c.ID == "" || answers.ID == c.ID {
				shown = append(shown, answers)
			}
		}
		a.tellChecklists(shown)
		return nil
	})
}

// check sees that the checklist and its questions are there.
func (c *readyChecklistWord) check(all readiness.List) error {
	missing := func(what string, there []string) error {
		return misuse{text.NewFault("parm.ready_item", "what", what, "items", strings.Join(there, ", "))}
	}
	list, known := all.Checklist(c.ID)
	if c.ID != "" && !known || c.ID == "" && (c.Owner != nil || len(c.Answer) > 0) {
		return missing(c.ID, each(all.Checklists, func(l readiness.Checklist) string { return l.ID }))
	}
	for question := range c.Answer {
		if !list.Asks(question) {
			return missing(question, each(list.Questions, func(q readiness.Question) string { return q.ID }))
		}
	}
	return nil
}

func (a *app) tellChecklists(list []readiness.Answers) {
	lang := a.words.Lang()
	if a.json {
		a.putJSON(each(list, func(l readiness.Answers) checklistShape {
			return checklistShape{ID: l.ID, Title: l.Title.In(lang), Owner: l.Owner, Changed: stamp(l.Changed), By: l.By, Version: l.Version,
				Questions: each(l.Questions, func(q readiness.Question) questionShape {
					return questionShape{ID: q.ID, Text: q.Text.In(lang), Answer: l.Texts[q.ID]}
				})}
		}))
		return
	}
	p := a.page()
	for _, l := range list {
		p.head(l.Title.In(lang) + " (" + l.ID + ")")
		if l.Owner != "" {
			p.line(a.words.Say("parm.ready.owner", "who", l.Owner))
		}
		for _, q := range l.Questions {
			p.indented(2, q.ID+": "+q.Text.In(lang))
			answer := l.Texts[q.ID]
			if answer == "" {
				answer = a.words.Say("parm.ready.unanswered")
			}
			p.indented(6, answer)
		}
	}
}

type folderShape struct {
	Person string `json:"person"`
	Name   string `json:"name"`
	Filled string `json:"filled"`
	By     string `json:"by"`
	OK     bool   `json:"ok"`
}

type readyFolderWord struct {
	binder
	Person string `arg:"" optional:"" help:"${help_ready_person}"`
	Not    bool   `help:"${help_ready_not}"`
}

// Run lists the home folders, or notes that one holds what it should this month (routine 5.3, 5.5).
func (c *readyFolderWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if c.Person != "" {
			p, err := s.Person(c.Person)
			if err != nil {
				return err
			}
			if err := s.NoteHomeFolder(a.ctx, p.ID, !c.Not); err != nil {
				return err
			}
		}
		folders := s.HomeFolders()
		if a.json {
			a.putJSON(each(folders, func(f desk.HomeFolder) folderShape {
				return folderShape{Person: f.PersonID, Name: f.Name, Filled: stamp(f.Filled), By: f.By, OK: f.OK}
			}))
			return nil
		}
		filled := 0
		rows := make([][]string, 0, len(folders))
		for _, f := range folders {
			when := a.words.Say("parm.ready.never")
			if !f.Filled.IsZero() {
				when = a.when(f.Filled) + ", " + f.By
			}
			if f.OK {
				filled++
			} else {
				rows = append(rows, []string{"  " + f.Name, when})
			}
		}
		a.page().line(a.words.Say("parm.ready.folders", "filled", filled, "of", len(folders)))
		a.page().table(nil, rows)
		return nil
	})
}

type drillShape struct {
	ID      string         `json:"id"`
	Began   string         `json:"began"`
	Ended   string         `json:"ended"`
	By      string         `json:"by"`
	People  int            `json:"people"`
	Whole   bool           `json:"whole"`
	Improve string         `json:"improve"`
	Tasks   map[string]int `json:"tasks"` // seconds of those that were done
}

type readyDrillWord struct {
	binder
	Year    int            `placeholder:"YYYY" help:"${help_ready_year}"`
	Began   string         `placeholder:"T" help:"${help_ready_began}"`
	Ended   string         `placeholder:"T" help:"${help_ready_ended}"`
	Task    map[string]int `placeholder:"TASK=SECONDS" help:"${help_ready_task}"`
	People  int            `placeholder:"N" help:"${help_ready_people}"`
	Improve string         `placeholder:"TEXT" help:"${help_ready_improve}"`
}

// Run lists the drills of a year, or notes one that was held on paper.
func (c *readyDrillWord) Run(a *app) error {
	drill, err := c.drill()
	if err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		if err := mayReady(s); err != nil {
			return err
		}
		year := c.Year
		if year == 0 {
			year = s.Now().Year()
		}
		if len(drill.Tasks) > 0 {
			held, err := s.RecordDrill(a.ctx, drill)
			if err != nil {
				return err
			}
			year = held.Began.Year()
		}
		a.tellDrills(s.Drills(year))
		return nil
	})
}

// drill is what the flags tell of a drill; one without tasks for none.
func (c *readyDrillWord) drill() (readiness.Drill, error) {
	d := readiness.Drill{People: c.People, Improve: c.Improve}
	told := c.Began != "" || c.Ended != "" || c.People != 0 || c.Improve != ""
	if len(c.Task) == 0 && !told {
		return d, nil
	}
	if c.Began == "" || c.Ended == "" || len(c.Task) == 0 || c.Year != 0 {
		return d, misuse{text.NewFault("parm.ready_drill")}
	}
	var err error
	if d.Began, err = moment(c.Began); err != nil {
		return d, err
	}
	if d.Ended, err = moment(c.Ended); err != nil {
		return d, err
	}
	known := 0
	for _, kind := range readiness.TaskKinds() {
		seconds, done := c.Task[string(kind)]
		if done {
			known++
		}
		d.Tasks = append(d.Tasks, readiness.Task{Kind: kind, Done: done, Seconds: seconds})
	}
	if known != len(c.Task) {
		return d, misuse{text.NewFault("parm.ready_drill")}
	}
	return d, nil
}

func (a *app) tellDrills(y readiness.DrillYear) {
	shape := func(e readiness.Event) drillShape {
		d := drillShape{ID: e.Drill.ID, Began: stamp(e.Drill.Began), Ended: stamp(e.Drill.Ended), By: e.By.Name, People: e.Drill.People,
			Whole: e.Drill.Whole(), Improve: e.Drill.Improve, Tasks: map[string]int{}}
		for _, t := range e.Drill.Tasks {
			if t.Done {
				d.Tasks[string(t.Kind)] = t.Seconds
			}
		}
		return d
	}
	if a.json {
		a.putJSON(each(y.Drills, shape))
		return
	}
	p, w := a.page(), a.words
	p.line(w.Say("parm.ready.drills", "year", y.Year, "n", len(y.Drills), "whole", y.Whole))
	for _, e := range y.Drills {
		p.indented(2, w.Say("parm.ready.drill", "when", a.when(e.Drill.Began), "span", w.Span(e.Drill.Took().Round(time.Second)), "done", e.Drill.Done(), "of", len(e.Drill.Tasks)))
	}
}

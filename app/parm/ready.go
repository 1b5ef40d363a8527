package main

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

// readyWord is everything about being ready for an outage.
type readyWord struct {
	Show      readyShowWord      `cmd:"" default:"withargs" help:"${help_ready_show}"`
	Round     readyRoundWord     `cmd:"" help:"${help_ready_round}"`
	Here      readyHereWord      `cmd:"" help:"${help_ready_here}"`
	Known     readyKnownWord     `cmd:"" help:"${help_ready_known}"`
	Read      readyReadWord      `cmd:"" help:"${help_ready_read}"`
	Receipts  readyReceiptsWord  `cmd:"" help:"${help_ready_receipts}"`
	Checklist readyChecklistWord `cmd:"" help:"${help_ready_checklist}"`
	Folder    readyFolderWord    `cmd:"" help:"${help_ready_folder}"`
	Drill     readyDrillWord     `cmd:"" help:"${help_ready_drill}"`
	Documents readyDocumentsWord `cmd:"" help:"${help_ready_documents}"`
	File      readyFileWord      `cmd:"" help:"${help_ready_file}"`
	Open      readyOpenWord      `cmd:"" help:"${help_ready_open}"`
	Remove    readyRemoveWord    `cmd:"" help:"${help_ready_remove}"`
}

type readyShape struct {
	At      string            `json:"at"`
	Percent int               `json:"percent"`
	Points  int               `json:"points"`
	Most    int               `json:"most"`
	Reasons []string          `json:"reasons"` // ids of lines, worst first
	Groups  []readyGroupShape `json:"groups"`
}

type readyGroupShape struct {
	ID    string           `json:"id"`
	Title string           `json:"title"`
	Lines []readyLineShape `json:"lines"`
}

type readyLineShape struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Kind    string `json:"kind"`
	State   string `json:"state"`
	Reason  string `json:"reason,omitempty"`
	Missing string `json:"missing,omitempty"`
	Value   string `json:"value,omitempty"`
	Due     string `json:"due,omitempty"`
	Last    string `json:"last,omitempty"`
	By      string `json:"by,omitempty"`
	Good    int    `json:"good,omitempty"`
	Of      int    `json:"of,omitempty"`
	Weight  int    `json:"weight"`
	// Groups are who has to know the item, and Part says that it is told of each of several.
	Groups []string `json:"groups,omitempty"`
	Parts  bool     `json:"parts,omitempty"`
}

func (a *app) shapeLine(l readiness.Line) readyLineShape {
	return readyLineShape{ID: l.ID, Title: l.Title.In(a.words.Lang()), Kind: string(l.Kind), State: string(l.State), Reason: l.Reason.Say(a.words),
		Missing: l.Missing, Value: l.Value, Due: stamp(l.Due), Last: stamp(l.Last), By: l.By, Good: l.Good, Of: l.Of, Weight: l.Weight,
		Groups: l.Groups, Parts: l.Kind == readiness.KindParts}
}

type readyShowWord struct {
	binder
	All bool `help:"${help_ready_all}"`
}

// Run tells how well the unit is prepared, and why not better.
func (c *readyShowWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if err := mayReady(s); err != nil {
			return err
		}
		a.tellReady(s.Ready(), c.All)
		return nil
	})
}

// mayReady tells whether the opener may see how the unit is prepared: who reads in the binder, and who
// looks after the unit without reading about anybody.
func mayReady(s *desk.Session) error {
	if s.May(access.RightUnit) == nil {
		return nil
	}
	return s.May(access.RightRead)
}

func (a *app) tellReady(r desk.Readiness, all bool) {
	if a.json {
		shape := readyShape{At: stamp(r.At), Percent: r.Score.Percent, Points: r.Score.Points, Most: r.Score.Most,
			Reasons: each(r.Score.Reasons, func(l readiness.Line) string { return l.ID })}
		shape.Groups = each(r.Groups, func(g desk.ReadyGroup) readyGroupShape {
			return readyGroupShape{ID: g.ID, Title: g.Title.In(a.words.Lang()), Lines: each(g.Lines, a.shapeLine)}
		})
		a.putJSON(shape)
		return
	}
	p, w := a.page(), a.words
	p.line(w.Say("parm.ready.score", "percent", r.Score.Percent))
	for _, g := range r.Groups {
		var rows [][]string
		for _, l := range g.Lines {
			if all || !l.State.Good() && l.State != readiness.StateNotHere {
				rows = append(rows, []string{"  " + w.Say("ready.state."+string(l.State)), l.Title.In(w.Lang()), l.Reason.Say(w), a.lastLook(l), l.ID})
			}
		}
		if len(rows) > 0 {
			p.head(g.Title.In(w.Lang()))
			p.table(nil, rows)
		}
	}
}

// when is a moment as people say it: today and yesterday by their words.
func (a *app) when(t time.Time) string { return a.words.When(t, time.Now().In(care.Stockholm)) }

// moment is a time as --at takes it; zero for none. What can't be read as one is a wrong call.
func moment(said string) (time.Time, error) {
	if said == "" {
		return time.Time{}, nil
	}
	t, err := readMoment(said, time.Now())
	if err != nil {
		return t, misuse{err}
	}
	return t, nil
}

// lastLook is when an item was last looked at, and by whom.
func (a *app) lastLook(l readiness.Line) string {
	if l.Last.IsZero() {
		return ""
	}
	return strings.TrimRight(a.when(l.Last)+", "+l.By, ", ")
}

// readyItem is the item that a word is about; one that isn't there is a wrong call, which is told all that
// are.
func (a *app) readyItem(s *desk.Session, id string, fits func(readiness.Item) bool) (readiness.Item, error) {
	list := s.ReadyList()
	item, known := list.Item(id)
	if known && fits(item) {
		return item, nil
	}
	var ids []string
	for _, i := range list.Items {
		if fits(i) {
			ids = append(ids, i.ID)
		}
	}
	return item, misuse{text.NewFault("parm.ready_item", "what", id, "items", strings.Join(ids, ", "))}
}

// tellItem tells how an item stands after something was told of it.
func (a *app) tellItem(s *desk.Session, id string) {
	r := s.Ready()
	for _, g := range r.Groups {
		for _, l := range g.Lines {
			if l.ID != id {
				continue
			}
			if a.json {
				a.putJSON(a.shapeLine(l))
				return
			}
			said := a.words.Say("parm.ready.noted", "title", l.Title.In(a.words.Lang()), "state", a.words.Say("ready.state."+string(l.State)))
			if why := l.Reason.Say(a.words); why != "" {
				said += " " + why
			}
			a.page().line(said)
			a.page().line(a.words.Say("parm.ready.score", "percent", r.Score.Percent))
		}
	}
}

type readyRoundWord struct {
	binder
	Item    string `arg:"" help:"${help_ready_item}"`
	Missing string `placeholder:"TEXT" help:"${help_ready_missing}"`
	Not     bool   `help:"${help_ready_not}"`
	Count   *int   `placeholder:"N" help:"${help_ready_count}"`
	Of      int    `placeholder:"N" help:"${help_ready_of}"`
	Value   string `placeholder:"TEXT" help:"${help_ready_value}"`
	Part    string `placeholder:"TEXT" help:"${help_ready_part}"`
	At      string `placeholder:"T" help:"${help_ready_at}"`
}

// Run notes that somebody looked at an item.
func (c *readyRoundWord) Run(a *app) error {
	at, err := moment(c.At)
	if err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		item, err := a.readyItem(s, c.Item, func(i readiness.Item) bool {
			return i.Kind != readiness.KindSeen && i.Kind != readiness.KindGroups
		})
		if err != nil {
			return err
		}
		counts := item.Kind == readiness.KindCount || item.Kind == readiness.KindShare
		if counts != (c.Count != nil) || c.Of != 0 && item.Kind != readiness.KindShare {
			return misuse{text.NewFault("parm.ready_count")}
		}
		told := readiness.Told{Part: c.Part, OK: !c.Not && c.Missing == "", Missing: c.Missing, Of: c.Of, Value: c.Value, At: at}
		if c.Count != nil {
			told.Count = *c.Count
		}
		if err := s.NoteRound(a.ctx, item.ID, told); err != nil {
			return err
		}
		a.tellItem(s, item.ID)
		return nil
	})
}

type readyHereWord struct {
	binder
	Item string `arg:"" help:"${help_ready_item}"`
	Not  bool   `help:"${help_ready_not_here}"`
}

// Run notes whether the unit has such a thing at all.
func (c *readyHereWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		item, err := a.readyItem(s, c.Item, func(i readiness.Item) bool { return i.Sites })
		if err != nil {
			return err
		}
		if err := s.NotHere(a.ctx, item.ID, c.Not); err != nil {
			return err
		}
		a.tellItem(s, item.ID)
		return nil
	})
}

type readyKnownWord struct {
	binder
	Item  string `arg:"" help:"${help_ready_item}"`
	Group string `arg:"" help:"${help_ready_group}"`
	Who   string `required:"" placeholder:"TEXT" help:"${help_ready_who}"`
	Not   bool   `help:"${help_ready_unknown}"`
}

// Run notes that a group outside the unit knows an item (routine 3).
func (c *readyKnownWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		item, err := a.readyItem(s, c.Item, func(i readiness.Item) bool { return i.Kind == readiness.KindGroups })
		if err != nil {
			return err
		}
		if !slices.Contains(item.Groups, c.Group) {
			return misuse{text.NewFault("parm.ready_group", "groups", strings.Join(item.Groups, ", "))}
		}
		if err := s.ConfirmFor(a.ctx, item.ID, c.Group, c.Who, !c.Not); err != nil {
			return err
		}
		a.tellItem(s, item.ID)
		return nil
	})
}

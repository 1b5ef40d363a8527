package main

import (
	"strconv"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
)

// listReport is one list of Lifecare in the answer of import.
type listReport struct {
	List      string      `json:"list"`
	Outcome   string      `json:"outcome"`
	Area      string      `json:"area,omitempty"`
	Whole     bool        `json:"whole"`
	Resumed   bool        `json:"resumed"`
	Pages     int         `json:"pages"`
	Items     int         `json:"items"`
	New       int         `json:"new"`
	Changed   int         `json:"changed"`
	Unchanged int         `json:"unchanged"`
	Gone      int         `json:"gone"`
	Held      bool        `json:"held"`
	Errors    []rowReport `json:"errors"`
	Warnings  []rowReport `json:"warnings"`
	Error     *failure    `json:"error,omitempty"`
}

// liveReport is the answer of a pull.
type liveReport struct {
	Complete bool         `json:"complete"`
	Error    *failure     `json:"error,omitempty"`
	Lists    []listReport `json:"lists"`
}

// connectionReport is how the binder is connected and how it goes.
type connectionReport struct {
	Connected    bool     `json:"connected"`
	Address      string   `json:"address"`
	Domain       string   `json:"domain"`
	Key          string   `json:"key"` // its end at most
	On           bool     `json:"on"`
	Minutes      int      `json:"minutes"`
	LastAnswer   string   `json:"last_answer"`
	LastComplete string   `json:"last_complete"`
	FailingSince string   `json:"failing_since"`
	Next         string   `json:"next"`
	Left         []string `json:"left"`
	Held         []string `json:"held"`
	Strange      []string `json:"strange"`
	Error        *failure `json:"error,omitempty"`
}

func (a *app) tellLive(done desk.Refreshed) {
	report := liveReport{Complete: done.Why == nil, Lists: []listReport{}, Error: a.failureOf(done.Why)}
	for _, r := range done.Reads {
		l := listReport{List: r.Read, Outcome: string(r.Outcome), Whole: r.Whole, Resumed: r.Resumed, Pages: r.Pages, Items: r.Items,
			New: r.New, Changed: r.Changed, Unchanged: r.Unchanged, Gone: r.Gone, Held: r.Held,
			Errors: a.rowReports(r.Errors), Warnings: a.rowReports(r.Warnings), Error: a.failureOf(r.Err)}
		if r.Outcome == desk.ReadLeft {
			l.Area = r.Area.String()
		}
		report.Lists = append(report.Lists, l)
	}
	if a.json {
		a.putJSON(report)
		return
	}
	a.tellLists(report)
}

func (a *app) failureOf(err error) *failure {
	if err == nil {
		return nil
	}
	f := a.failure(err)
	return &f
}

func (a *app) tellLists(report liveReport) {
	p := a.page()
	var rows [][]string
	for _, l := range report.Lists {
		if l.Outcome == string(desk.ReadTaken) {
			rows = append(rows, []string{a.listName(l.List), strconv.Itoa(l.New), strconv.Itoa(l.Changed), strconv.Itoa(l.Unchanged),
				strconv.Itoa(l.Gone), strconv.Itoa(len(l.Errors))})
		}
	}
	p.table([]string{a.words.Say("parm.live.list"), a.words.Say("parm.import.new"), a.words.Say("parm.import.changed"),
		a.words.Say("parm.import.unchanged"), a.words.Say("parm.import.gone"), a.words.Say("parm.import.wrong")}, rows)
	for _, l := range report.Lists {
		a.tellList(p, l)
	}
	if report.Complete {
		p.gap()
		p.line(a.words.Say("parm.live.complete"))
	}
}

// tellList tells what must be known of a list beside its numbers.
func (a *app) tellList(p *page, l listReport) {
	name := a.listName(l.List)
	switch desk.ReadOutcome(l.Outcome) {
	case desk.ReadLeft:
		a.say(a.words.Say("parm.live.left", "list", name, "area", a.words.Say("area."+l.Area)))
	case desk.ReadStrange:
		a.say(a.words.Say("parm.live.strange", "list", name))
	case desk.ReadNotTried:
		a.say(a.words.Say("parm.live.not_tried", "list", name))
	case desk.ReadFailed:
		a.say(a.words.Say("parm.import.failed", "file", name, "why", l.Error.Message))
	}
	if l.Held {
		p.head(a.words.Say("parm.live.held", "list", name, "n", l.Gone))
	}
	a.tellRows(p, a.words.Say("parm.import.errors", "file", name), l.Errors)
	a.tellRows(p, a.words.Say("parm.import.warnings", "file", name), l.Warnings)
}

// listName is a list in words; one that has none by its name.
func (a *app) listName(list string) string {
	if key := "refresh.read." + list; a.words.Has(key) {
		return a.words.Say(key)
	}
	return list
}

func (a *app) tellConnection(s *desk.Session) {
	c, st := s.Connection(), s.RefreshState()
	r := connectionReport{Connected: st.Configured, Address: c.Address, Domain: c.Domain, Key: c.KeyHint, On: c.On, Minutes: int(c.Every / time.Minute),
		LastAnswer: stamp(st.LastAnswer), LastComplete: stamp(st.LastComplete), FailingSince: stamp(st.FailingSince), Next: stamp(st.Next),
		Left: []string{}, Held: append([]string{}, st.Held...), Strange: append([]string{}, st.Strange...), Error: a.failureOf(st.Why)}
	for _, area := range st.Left {
		r.Left = append(r.Left, area.String())
	}
	if a.json {
		a.putJSON(r)
		return
	}
	a.tellConnected(c, st)
}

func (a *app) tellConnected(c desk.ConnectionShown, st desk.RefreshState) {
	p, w := a.page(), a.words
	if !st.Configured {
		p.line(w.Say("parm.live.none"))
		return
	}
	p.line(w.Say("parm.live.connected", "address", c.Address, "domain", c.Domain, "key", c.KeyHint))
	if st.On {
		p.line(w.Say("parm.live.on", "n", int(c.Every/time.Minute)))
	} else {
		p.line(w.Say("parm.live.off"))
	}
	if !st.LastComplete.IsZero() {
		p.line(w.Say("parm.live.last", "at", w.Moment(st.LastComplete.In(care.Stockholm))))
	}
	if st.Why != nil {
		p.line(w.Say("parm.live.failing", "at", w.Moment(st.FailingSince.In(care.Stockholm)), "why", w.Explain(st.Why)))
	}
	for _, area := range st.Left {
		p.line(w.Say("parm.live.area_left", "area", w.Say("area."+area.String())))
	}
	for _, list := range st.Held {
		p.line(w.Say("parm.live.waits", "list", a.listName(list)))
	}
	for _, list := range st.Strange {
		p.line(w.Say("parm.live.strange", "list", a.listName(list)))
	}
}

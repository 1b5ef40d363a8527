package main

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/printer"
	"avbrottsparm/internal/text"
)

type logWord struct {
	binder
	Person   string `placeholder:"P" help:"${help_log_person}"`
	By       string `placeholder:"USER" help:"${help_log_by}"`
	From     string `placeholder:"YYYY-MM-DD" help:"${help_log_from}"`
	To       string `placeholder:"YYYY-MM-DD" help:"${help_log_to}"`
	Action   string `placeholder:"A" help:"${help_log_action}"`
	CSV      string `name:"csv" placeholder:"FILE" help:"${help_log_csv}"`
	PDF      string `name:"pdf" placeholder:"FILE" help:"${help_log_pdf}"`
	Readable bool   `help:"${help_log_readable}"`
	Replace  bool   `help:"${help_replace}"`
	Sample   int    `placeholder:"N" help:"${help_log_sample}"`
	Reviews  bool   `help:"${help_log_reviews}"`
	Review   string `placeholder:"ID" help:"${help_log_review}"`
	Note     string `placeholder:"TEXT" help:"${help_log_note}"`
	Waiting  bool   `help:"${help_log_waiting}"`
}

type lineShape struct {
	ID           string `json:"id"`
	Time         string `json:"time"`
	Action       string `json:"action"`
	Who          string `json:"who"`
	Title        string `json:"title"`
	Stated       bool   `json:"stated"`
	Unit         string `json:"unit"`
	Person       string `json:"person"`
	PersonNumber string `json:"person_number"`
	PersonName   string `json:"person_name"`
	Detail       string `json:"detail"`
	Reviewed     bool   `json:"reviewed"`
}

type sampleShape struct {
	ID    string      `json:"id"`
	Of    int         `json:"of"`
	Lines []lineShape `json:"lines"`
}

type reviewShape struct {
	ID    string   `json:"id"`
	Drawn string   `json:"drawn"`
	By    string   `json:"by"`
	Of    int      `json:"of"`
	Lines []string `json:"lines"`
	Note  string   `json:"note"`
	Noted string   `json:"noted"`
}

type extractShape struct {
	File      string `json:"file"`
	Lines     int    `json:"lines,omitempty"`
	Pages     int    `json:"pages,omitempty"`
	Encrypted bool   `json:"encrypted"`
}

// Run reads the access log, hands it out, or reviews it.
func (c *logWord) Run(a *app) error {
	q, err := c.query()
	if err != nil {
		return err
	}
	for _, file := range []string{c.CSV, c.PDF} {
		if err := free(file, c.Replace); err != nil {
			return err
		}
	}
	return a.with(c.binder, func(s *desk.Session) error { return c.do(a, s, q) })
}

// query is what was asked for, when it is one thing.
func (c *logWord) query() (desk.LogQuery, error) {
	things := 0
	for _, asked := range []bool{c.CSV != "" || c.PDF != "", c.Sample != 0, c.Reviews, c.Review != "" || c.Note != "", c.Waiting} {
		if asked {
			things++
		}
	}
	switch {
	case things > 1:
		return desk.LogQuery{}, misuse{text.NewFault("parm.log_one")}
	case (c.Review == "") != (c.Note == ""):
		return desk.LogQuery{}, misuse{text.NewFault("parm.log_note")}
	case c.Readable && c.PDF == "":
		return desk.LogQuery{}, misuse{text.NewFault("parm.readable_alone")}
	}
	q := desk.LogQuery{Person: c.Person, By: c.By, Action: access.Action(strings.ToLower(c.Action))}
	var err error
	if c.From != "" {
		if q.From, err = dayOf(c.From, time.Now()); err != nil {
			return q, err
		}
	}
	if c.To != "" {
		q.To, err = dayOf(c.To, time.Now())
	}
	return q, err
}

// free refuses a file that is there, and a folder that isn't, before anything is logged as handed
// out.
func free(file string, replace bool) error {
	if file == "" {
		return nil
	}
	if _, err := os.Lstat(file); err == nil && !replace {
		return text.NewFault("printer.exists")
	}
	if _, err := os.Stat(filepath.Dir(file)); err != nil {
		return text.Because(bare(err), "printer.not_writable")
	}
	return nil
}

func (c *logWord) do(a *app, s *desk.Session, q desk.LogQuery) error {
	switch {
	case c.Reviews:
		return a.reviews(s)
	case c.Review != "":
		if err := s.NoteReview(a.ctx, c.Review, c.Note); err != nil {
			return err
		}
		if a.json {
			a.putJSON(map[string]string{"review": c.Review})
			return nil
		}
		a.page().line(a.words.Say("parm.log.noted"))
		return nil
	case c.Waiting:
		lines, err := s.WaitingForReview(a.ctx)
		return a.tellLog(s, lines, err, "parm.log.nothing_waits")
	case c.Sample != 0:
		return c.sample(a, s, q)
	case c.CSV != "" || c.PDF != "":
		return c.extract(a, s, q)
	}
	lines, err := s.Log(a.ctx, q)
	return a.tellLog(s, lines, err, "parm.log.none")
}

// tellLog shows lines. Lines that don't open are told, and the others shown all the same.
func (a *app) tellLog(s *desk.Session, lines []desk.LogLine, err error, none string) error {
	if err != nil && !desk.LogIncomplete(err) {
		return err
	}
	if a.json {
		a.putJSON(shapeLines(s, lines))
	} else {
		a.tellLines(s, lines, none)
	}
	return a.inPart(err)
}

// inPart says what is missing of an answer that is there.
func (a *app) inPart(err error) error {
	if err == nil {
		return nil
	}
	a.say(a.words.Explain(err))
	return errPart
}

func shapeLines(s *desk.Session, lines []desk.LogLine) []lineShape {
	shapes := make([]lineShape, 0, len(lines))
	for _, l := range lines {
		shapes = append(shapes, lineShape{ID: l.ID, Time: stamp(l.At), Action: string(l.Action), Who: l.Name, Title: l.Title, Stated: l.Stated,
			Unit: l.Unit, Person: l.PersonID, PersonNumber: l.PersonNumber, PersonName: l.PersonName, Detail: s.Detail(l.Event), Reviewed: l.Reviewed})
	}
	return shapes
}

// shownID is how much of a line's id a person is shown, and may answer with.
const shownID = 8

func (a *app) tellLines(s *desk.Session, lines []desk.LogLine, none string) {
	p := a.page()
	if len(lines) == 0 {
		p.line(a.words.Say(none))
		return
	}
	p.line(a.words.Count("parm.log.count", len(lines)))
	p.gap()
	w := a.words
	rows := make([][]string, 0, len(lines))
	for _, l := range lines {
		who := l.Name
		if l.Stated {
			who = w.Say("parm.log.stated", "name", l.Name)
		}
		number := care.PersonalID(l.PersonNumber).Written(p.now)
		rows = append(rows, []string{l.At.In(care.Stockholm).Format("2006-01-02 15:04:05"), join(", ", who, l.Title), w.Say("action." + string(l.Action)),
			join(" ", l.PersonName, number), s.Detail(l.Event), l.ID[:shownID]})
	}
	p.table([]string{w.Say("parm.log.when"), w.Say("parm.log.who"), w.Say("parm.log.what"), w.Say("parm.log.whom"), w.Say("parm.log.detail"), w.Say("parm.log.line")}, rows)
}

func (c *logWord) sample(a *app, s *desk.Session, q desk.LogQuery) error {
	review, lines, err := s.DrawSample(a.ctx, c.Sample, q)
	if err != nil && !desk.LogIncomplete(err) {
		return err
	}
	if a.json {
		a.putJSON(sampleShape{ID: review.ID, Of: review.From, Lines: shapeLines(s, lines)})
		return a.inPart(err)
	}
	a.page().line(a.words.Say("parm.log.drawn", "id", review.ID, "n", len(lines), "of", review.From))
	a.tellLines(s, lines, "parm.log.none")
	return a.inPart(err)
}

func (a *app) reviews(s *desk.Session) error {
	list, err := s.Reviews(a.ctx)
	if err != nil {
		return err
	}
	if a.json {
		shapes := make([]reviewShape, 0, len(list))
		for _, r := range list {
			shapes = append(shapes, reviewShape{ID: r.ID, Drawn: stamp(r.Drawn), By: r.By, Of: r.From, Lines: append([]string{}, r.Lines...), Note: r.Note, Noted: stamp(r.Noted)})
		}
		a.putJSON(shapes)
		return nil
	}
	p, w := a.page(), a.words
	if len(list) == 0 {
		p.line(w.Say("parm.log.no_reviews"))
		return nil
	}
	rows := make([][]string, 0, len(list))
	for _, r := range list {
		note := r.Note
		if note == "" {
			note = w.Say("parm.log.waits")
		}
		rows = append(rows, []string{r.ID, w.Moment(r.Drawn.In(care.Stockholm)), r.By, counted(r), note})
	}
	p.table([]string{w.Say("parm.log.review_id"), w.Say("parm.log.review_drawn"), w.Say("parm.log.review_by"), w.Say("parm.log.review_lines"), w.Say("parm.log.review_note")}, rows)
	return nil
}

// extract saves the lines as a file.
func (c *logWord) extract(a *app, s *desk.Session, q desk.LogQuery) error {
	var saved []extractShape
	var incomplete error
	if c.CSV != "" {
		lines, err := s.Log(a.ctx, q)
		if incomplete = err; err != nil && !desk.LogIncomplete(err) {
			return err
		}
		raw, err := s.LogCSV(a.ctx, lines)
		if err != nil {
			return err
		}
		if err := printer.SaveAs(c.CSV, raw, c.Replace); err != nil {
			return err
		}
		saved = append(saved, extractShape{File: c.CSV, Lines: len(lines)})
	}
	if c.PDF != "" {
		job, err := s.LogPDF(a.ctx, q, c.Readable)
		if err != nil {
			return err
		}
		if err := printer.SaveAs(c.PDF, job.PDF, c.Replace); err != nil {
			return err
		}
		saved = append(saved, extractShape{File: c.PDF, Pages: job.Pages, Encrypted: job.Protected})
	}
	if a.json {
		a.putJSON(saved)
		return a.inPart(incomplete)
	}
	p := a.page()
	for _, f := range saved {
		p.line(a.words.Say("parm.log.saved", "file", f.File))
		if f.Encrypted {
			p.line(a.words.Say("parm.log.locked"))
		} else {
			p.line(a.words.Say("parm.log.open"))
		}
	}
	return a.inPart(incomplete)
}

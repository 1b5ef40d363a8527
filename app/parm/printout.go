package main

import (
	"strings"
	"time"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/printer"
)

type printerShape struct {
	Name   string   `json:"name"`
	Usual  bool     `json:"usual"`
	Duplex bool     `json:"duplex"`
	Trays  []string `json:"trays"`
}

type eveningShape struct {
	On    bool     `json:"on"`
	Made  bool     `json:"made"`
	Due   bool     `json:"due"`
	File  string   `json:"file"`
	Paper bool     `json:"paper"`
	Days  []string `json:"days"`
	Last  string   `json:"last"`
	Next  string   `json:"next"`
}

// printers lists the printers of the computer.
func (c *printWord) printers(a *app, s *desk.Session) error {
	found, err := s.AvailablePrinters(a.ctx)
	if err != nil {
		return err
	}
	shapes := make([]printerShape, 0, len(found))
	rows := make([][]string, 0, len(found))
	for _, p := range found {
		trays := p.Trays
		if trays == nil {
			trays = []string{}
		}
		shapes = append(shapes, printerShape{p.Name, p.Usual, p.Duplex, trays})
		about := []string{}
		if p.Usual {
			about = append(about, a.words.Say("parm.printer_usual"))
		}
		if p.Duplex {
			about = append(about, a.words.Say("parm.paper.duplex"))
		}
		rows = append(rows, []string{p.Name, strings.Join(about, ", "), strings.Join(p.Trays, ", ")})
	}
	if a.json {
		a.putJSON(shapes)
		return nil
	}
	p := a.page()
	if len(found) == 0 {
		p.line(a.words.Say("parm.no_printers"))
	}
	p.table(nil, rows)
	return nil
}

// evening makes the evening's print where it is due, as the window does by itself: for a scheduled
// task.
func (c *printWord) evening(a *app, s *desk.Session) error {
	folder := c.Output
	if folder == "" {
		folder = printer.UsualFolder()
	}
	run, err := s.RunEvening(a.ctx, folder)
	if err != nil {
		return err
	}
	shape := eveningShape{On: run.State.On, Made: run.Made, Due: run.State.Due, File: run.Path, Paper: run.Sent, Days: []string{},
		Last: stamp(run.State.Last), Next: stamp(run.State.Next)}
	for _, day := range run.State.Days {
		shape.Days = append(shape.Days, day.Format(time.DateOnly))
	}
	if a.json {
		a.putJSON(shape)
		return nil
	}
	p := a.page()
	if !run.Made {
		p.line(a.words.Say("parm.evening_not_due", "last", a.words.Moment(run.State.Last.In(p.now.Location()))))
		return nil
	}
	p.line(a.words.Count("evening.made", len(run.State.Days)))
	if run.Path != "" {
		p.line(a.words.Say("parm.evening_file", "file", run.Path))
	}
	return nil
}

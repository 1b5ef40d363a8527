package main

import (
	"strconv"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
)

type slipShape struct {
	Number    string           `json:"number"`
	What      string           `json:"what"`
	Title     string           `json:"title"`
	Version   int              `json:"version"`
	Pages     int              `json:"pages"`
	Person    string           `json:"person"`
	Name      string           `json:"name"`
	Issued    string           `json:"issued"`
	IssuedBy  string           `json:"issued_by"`
	State     string           `json:"state"`
	Changed   string           `json:"changed"`
	ChangedBy string           `json:"changed_by"`
	Note      string           `json:"note"`
	Replaced  bool             `json:"replaced"`
	Next      []string         `json:"next"`
	Events    []slipEventShape `json:"events,omitempty"`
}

type slipEventShape struct {
	Step string `json:"step"`
	Time string `json:"time"`
	By   string `json:"by"`
	Note string `json:"note"`
}

type slipCountShape struct {
	Printed     int `json:"printed"`
	Out         int `json:"out"`
	Replaced    int `json:"replaced"`
	Returned    int `json:"returned"`
	Transcribed int `json:"transcribed"`
	Kept        int `json:"kept"`
	Destroyed   int `json:"destroyed"`
	Missing     int `json:"missing"`
	OutNow      int `json:"out_now"`
	ReturnedNow int `json:"returned_now"`
}

func shapeSlip(row desk.SlipRow) slipShape {
	shape := slipShape{Number: row.Number.String(), What: string(row.What), Title: row.Title, Version: row.Version, Pages: row.Pages, Person: row.PersonID,
		Name: row.Person, Issued: stamp(row.Issued), IssuedBy: row.IssuedBy, State: string(row.State), Changed: stamp(row.Changed),
		ChangedBy: row.ChangedBy, Note: row.Note, Replaced: row.Replaced, Next: []string{}}
	for _, step := range row.Next {
		shape.Next = append(shape.Next, string(step))
	}
	return shape
}

func shapeSlips(rows []desk.SlipRow) []slipShape {
	shapes := make([]slipShape, 0, len(rows))
	for _, row := range rows {
		shapes = append(shapes, shapeSlip(row))
	}
	return shapes
}

func (a *app) tellSlips(rows []desk.SlipRow) {
	if a.json {
		a.putJSON(shapeSlips(rows))
		return
	}
	p := a.page()
	if len(rows) == 0 {
		p.line(a.words.Say("parm.form.none"))
		return
	}
	var table [][]string
	for _, row := range rows {
		table = append(table, []string{row.Number.String(), row.Title, row.Person, a.moment(row.Issued), a.words.Say("custody.state." + string(row.State)),
			join(", ", a.moment(row.Changed), row.ChangedBy), row.Note})
	}
	p.table([]string{a.words.Say("parm.form.number"), a.words.Say("parm.form.title"), a.words.Say("parm.form.person"), a.words.Say("parm.form.issued"),
		a.words.Say("parm.form.state"), a.words.Say("parm.form.changed"), a.words.Say("parm.form.note")}, table)
}

func (a *app) tellSlip(row desk.SlipRow, events []desk.SlipEvent) {
	if a.json {
		shape := shapeSlip(row)
		for _, e := range events {
			step := string(e.Step)
			if step == "" {
				step = string(custody.StateIssued)
			}
			shape.Events = append(shape.Events, slipEventShape{Step: step, Time: stamp(e.At), By: e.By, Note: e.Note})
		}
		a.putJSON(shape)
		return
	}
	p := a.page()
	p.line(join(" · ", row.Number.String(), row.Title, row.Person))
	if row.Version > 0 {
		p.line(a.words.Say("parm.form.version", "version", row.Version, "pages", a.words.Count("parm.pages", row.Pages)))
	}
	p.gap()
	var table [][]string
	for _, e := range events {
		said := a.words.Say("custody.issued")
		if e.Step != "" {
			said = a.words.Say("custody.step." + string(e.Step))
		}
		table = append(table, []string{a.moment(e.At), said, e.By, e.Note})
	}
	p.table(nil, table)
	p.gap()
	p.line(a.words.Say("parm.form.now", "state", a.words.Say("custody.state."+string(row.State))))
}

func (a *app) tellMoved(rows []desk.SlipRow) {
	if a.json {
		a.putJSON(shapeSlips(rows))
		return
	}
	p := a.page()
	for _, row := range rows {
		p.line(a.words.Say("parm.form.moved", "number", row.Number, "title", row.Title, "state", a.words.Say("custody.state."+string(row.State))))
	}
}

func (a *app) tellSlipCounts(c custody.Counts) {
	if a.json {
		a.putJSON(slipCountShape(c))
		return
	}
	p := a.page()
	p.line(a.words.Count("parm.form.counted", c.Printed))
	var table [][]string
	for _, row := range []struct {
		state custody.State
		n     int
	}{{custody.StateIssued, c.Out}, {custody.StateReturned, c.Returned}, {custody.StateTranscribed, c.Transcribed}, {custody.StateKept, c.Kept},
		{custody.StateDestroyed, c.Destroyed}, {custody.StateMissing, c.Missing}} {
		table = append(table, []string{"  " + a.words.Say("custody.state."+string(row.state)), strconv.Itoa(row.n)})
		if row.state == custody.StateIssued && c.Replaced > 0 {
			table = append(table, []string{"    " + a.words.Say("parm.form.of_them_replaced"), strconv.Itoa(c.Replaced)})
		}
	}
	p.table(nil, table)
	p.line(a.words.Say("parm.form.now_out", "out", c.OutNow, "returned", c.ReturnedNow))
}

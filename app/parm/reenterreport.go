package main

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/printer"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

type proofReportShape struct {
	Unit     string             `json:"unit"`
	At       string             `json:"at"`
	By       string             `json:"by"`
	From     string             `json:"from"`
	To       string             `json:"to"` // left out itself
	Done     int                `json:"done"`
	Total    int                `json:"total"`
	Late     int                `json:"late"`
	Unknown  int                `json:"unknown"`
	Doubles  int                `json:"doubles"` // entries that were entered more than once
	Complete bool               `json:"complete"`
	Head     string             `json:"head"`
	Kinds    []reportCountShape `json:"kinds"`
	Persons  []reportCountShape `json:"persons"`
	Forms    []reportFormShape  `json:"forms"`
	Closed   []reportShutShape  `json:"closed"`
	Files    []printShape       `json:"files"`
}

type reportCountShape struct {
	Label    string `json:"label"`
	Number   string `json:"number,omitempty"`
	Total    int    `json:"total"`
	Entered  int    `json:"entered"`
	Verified int    `json:"verified"`
	Done     int    `json:"done"`
	Late     int    `json:"late"`
	Unknown  int    `json:"unknown"`
}

type reportFormShape struct {
	Title   string         `json:"title"`
	Printed int            `json:"printed"`
	States  map[string]int `json:"states"`
}

type reportShutShape struct {
	Area string `json:"area"`
	Who  string `json:"who"`
}

// report tells how far what was written has come into Lifecare, and saves it for the unit head to sign.
func (c *reenterWord) report(a *app) error {
	from, to, err := c.times()
	if err != nil {
		return err
	}
	if c.Readable && c.Output == "" {
		return misuse{text.NewFault("parm.reenter_flags")}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		proof, err := s.EntryProof(from, to)
		if err != nil {
			return err
		}
		shape := shapeProofReport(proof)
		var part error
		if c.Output != "" {
			if shape.Files, part, err = c.save(a, s, proof, from, to); err != nil {
				return err
			}
		}
		if a.json {
			a.putJSON(shape)
		} else {
			a.tellProofReport(shape)
		}
		return part
	})
}

// save writes the report as paper and as a table. Where the unit lets nothing readable leave, the paper
// is all that is saved.
func (c *reenterWord) save(a *app, s *desk.Session, proof desk.EntryProof, from, to time.Time) (files []printShape, part, err error) {
	if err := os.MkdirAll(c.Output, 0o700); err != nil {
		return nil, nil, text.Because(bare(err), "printer.not_writable")
	}
	job, err := s.EntryProofPDF(a.ctx, from, to, c.Readable)
	if err != nil {
		return nil, nil, err
	}
	path, err := printer.Save(c.Output, job.Name, job.PDF)
	if err != nil {
		return nil, nil, err
	}
	files = append(files, printShape{File: path, Pages: job.Pages, Sheets: job.Sheets, Encrypted: job.Protected})
	table, err := s.EntryProofCSV(a.ctx, proof)
	if text.IsFault(err, "print.no_readable") {
		a.say(a.words.Explain(err))
		return files, errPart, nil
	}
	if err != nil {
		return nil, nil, err
	}
	path = strings.TrimSuffix(path, filepath.Ext(path)) + ".csv"
	if err := printer.SaveAs(path, table, false); err != nil {
		return nil, nil, err
	}
	return append(files, printShape{File: path}), nil, nil
}

func shapeProofReport(p desk.EntryProof) proofReportShape {
	shape := proofReportShape{Unit: p.Unit, At: stamp(p.At), By: p.By, From: stamp(p.From), To: stamp(p.To), Done: p.Done, Total: p.Total,
		Complete: p.Complete, Head: p.Head, Kinds: shapeCounts(p.Kinds), Persons: shapeCounts(p.Persons), Forms: []reportFormShape{},
		Closed: []reportShutShape{}, Files: []printShape{}}
	for _, e := range p.Entries {
		if e.Late {
			shape.Late++
		}
		if e.Unsure() {
			shape.Unknown++
		}
		if len(e.Doubles) > 0 {
			shape.Doubles++
		}
	}
	for _, f := range p.Forms {
		one := reportFormShape{Title: f.Title, Printed: f.Printed, States: map[string]int{}}
		for _, state := range custody.States() {
			one.States[string(state)] = f.In[state]
		}
		shape.Forms = append(shape.Forms, one)
	}
	for _, c := range p.Closed {
		shape.Closed = append(shape.Closed, reportShutShape{Area: c.Area, Who: c.Who})
	}
	return shape
}

func shapeCounts(counts []sheet.ReentryCount) []reportCountShape {
	shapes := make([]reportCountShape, 0, len(counts))
	for _, c := range counts {
		shapes = append(shapes, reportCountShape{Label: c.Label, Number: c.Number, Total: c.Total, Entered: c.Entered, Verified: c.Verified, Done: c.Done,
			Late: c.Late, Unknown: c.Unknown})
	}
	return shapes
}

func (a *app) tellProofReport(r proofReportShape) {
	p := a.page()
	p.line(a.words.Say("parm.queue.progress", "done", r.Done, "total", r.Total))
	for _, c := range r.Closed {
		p.line(a.words.Say("parm.report.closed", "area", c.Area, "who", c.Who))
	}
	for _, part := range []struct {
		key  string
		list []reportCountShape
	}{{"kinds", r.Kinds}, {"persons", r.Persons}} {
		if len(part.list) == 0 {
			continue
		}
		p.head(a.words.Say("parm.report." + part.key))
		var rows [][]string
		for _, c := range part.list {
			label := c.Label
			if label == "" {
				label = a.words.Say("parm.queue.unit")
			}
			rows = append(rows, []string{"  " + label, a.words.Say("parm.queue.of", "done", c.Done, "total", c.Total), some(c.Late), some(c.Unknown)})
		}
		p.table([]string{"", a.words.Say("parm.queue.done"), a.words.Say("parm.queue.late_ones"), a.words.Say("parm.queue.unknown")}, rows)
	}
	p.gap()
	p.line(a.words.Say("parm.report.head", "head", r.Head))
	for _, f := range r.Files {
		p.line(a.words.Say("parm.report.file", "file", f.File))
	}
}

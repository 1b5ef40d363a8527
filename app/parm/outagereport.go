package main

import (
	"os"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/printer"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// sheetsOut is where sheets go beside the console.
type sheetsOut struct {
	Output            string `short:"o" placeholder:"DIR" help:"${help_output}"`
	Readable          bool   `help:"${help_readable}"`
	PDFPassphraseFile string `name:"pdf-passphrase-file" placeholder:"FILE" help:"${help_pdf_passphrase_file}"`
}

// order puts the flags onto an order, or says what is wrong with them.
func (c sheetsOut) order(o desk.Order) (desk.Order, error) {
	switch {
	case c.Output == "" && (c.Readable || c.PDFPassphraseFile != ""):
		return o, misuse{text.NewFault("parm.print_where")}
	case c.Readable && c.PDFPassphraseFile != "":
		return o, misuse{text.NewFault("parm.readable_or_locked")}
	}
	o.Readable = c.Readable
	var err error
	if c.PDFPassphraseFile != "" {
		o.Passphrase, err = firstLine(c.PDFPassphraseFile)
	}
	return o, err
}

// put writes the sheets of an order into a file, or shows them on the console, or as JSON.
func (c sheetsOut) put(a *app, s *desk.Session, o desk.Order, shape func() (any, error)) error {
	o, err := c.order(o)
	if err != nil {
		return err
	}
	switch {
	case c.Output != "":
		if err := os.MkdirAll(c.Output, 0o700); err != nil {
			return text.Because(bare(err), "printer.not_writable")
		}
		job, path, err := s.PrintFile(a.ctx, o, func(name string, pdf []byte) (string, error) { return printer.Save(c.Output, name, pdf) })
		if err != nil {
			return err
		}
		return a.printed(job, printShape{File: path}, o)
	case a.json:
		value, err := shape()
		if err != nil {
			return err
		}
		a.putJSON(value)
		return nil
	}
	sheets, err := s.OutageSheets(o)
	if err != nil {
		return err
	}
	for _, sh := range sheets {
		a.tellSheet(sh)
	}
	return nil
}

// tellSheet tells what stands on a sheet, without its look.
func (a *app) tellSheet(sh sheet.Sheet) {
	p := a.page()
	p.head(strings.Trim(sh.Title+": "+sh.Subtitle, ": "))
	for _, block := range sh.Blocks {
		switch b := block.(type) {
		case sheet.Heading:
			p.head(b.Text)
		case sheet.Text:
			p.line(b.Text)
		case sheet.Notice:
			p.line(strings.Trim(b.Title+"\n"+strings.Join(b.Lines, "\n"), "\n"))
		case sheet.Fields:
			p.table(nil, each(b.Rows, func(f sheet.Field) []string { return []string{f.Label, f.Value} }))
		case sheet.Lines:
			if b.Label != "" {
				p.line(b.Label + ":")
			}
		case sheet.Table:
			p.table(each(b.Columns, func(c sheet.Column) string { return c.Title }), each(b.Rows, func(r sheet.Row) []string { return r.Cells }))
		}
	}
}

type outageReportWord struct {
	whichOutage
	sheetsOut
	Timeline bool `help:"${help_outage_timeline}"`
}

type outageReportShape struct {
	lifeShape
	Systems []reportSystemShape `json:"systems"`
	Units   string              `json:"units"`
	// Counted says whether anybody could count: the numbers say nothing otherwise. Hidden are entries that
	// the opener may not read.
	Counted   bool            `json:"counted"`
	Persons   int             `json:"persons"`
	Entries   int             `json:"entries"`
	Entered   int             `json:"entered"`
	Waiting   int             `json:"waiting"`
	Other     int             `json:"other"`
	Late      int             `json:"late"`
	Hidden    int             `json:"hidden"`
	Overlaps  int             `json:"overlaps"`
	Incidents string          `json:"incidents"`
	Improve   string          `json:"improve"`
	Messages  []timelineShape `json:"messages"`
	Reports   []timelineShape `json:"reports"`
	Timeline  []timelineShape `json:"timeline"`
}

type reportSystemShape struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Worst    string   `json:"worst"`
	Minutes  int      `json:"minutes"`
	Failures []string `json:"failures"`
}

func (a *app) shapeOutageReport(c outage.Catalogue, r outage.Report) outageReportShape {
	return outageReportShape{lifeShape: a.shapeLife(c, r.Outage), Units: r.Units, Counted: r.Known, Persons: r.Persons, Entries: r.Entries, Entered: r.Entered, Waiting: r.Waiting,
		Other: r.Other, Late: r.Late, Hidden: r.Hidden, Overlaps: r.Overlaps, Incidents: r.Incidents, Improve: r.Improve,
		Messages: each(r.Messages, shapeEvent), Reports: each(r.Reports, shapeEvent), Timeline: each(r.Timeline, shapeEvent),
		Systems: each(r.Systems, func(t outage.SystemTime) reportSystemShape {
			return reportSystemShape{ID: t.System.ID, Name: a.in(t.System.Name), Worst: string(t.Worst), Minutes: int(t.Touched / time.Minute), Failures: append([]string{}, t.Failures...)}
		})}
}

// Run tells about an outage on a page, or all that happened in it; with -o as a file.
func (c *outageReportWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		o, err := c.last(a, s)
		if err != nil {
			return err
		}
		order := desk.Order{What: desk.PrintOutageReport, Outage: o.ID}
		if c.Timeline {
			order.What = desk.PrintOutageTimeline
		}
		return c.put(a, s, order, func() (any, error) {
			r, err := s.OutageReport(o.ID)
			return a.shapeOutageReport(s.Catalogue(), r), err
		})
	})
}

type outageStatsWord struct {
	binder
	sheetsOut
	Year int `placeholder:"YYYY" help:"${help_outage_year}"`
}

type statsShape struct {
	Year       int                `json:"year"`
	Outages    int                `json:"outages"`
	Planned    int                `json:"planned"`
	Open       int                `json:"open"`
	Drills     int                `json:"drills"`
	Minutes    int                `json:"minutes"`
	Longest    int                `json:"longest"`
	LongestID  string             `json:"longest_id"`
	ByMonth    [12]int            `json:"by_month"`
	ByFailure  []failureTimeShape `json:"by_failure"`
	Messages   int                `json:"messages"`
	Reports    int                `json:"reports"`
	Reviewed   int                `json:"reviewed"`
	Unreviewed int                `json:"unreviewed"`
	Unsure     int                `json:"unsure"`
}

type failureTimeShape struct {
	Failure string `json:"failure"`
	Times   int    `json:"times"`
	Minutes int    `json:"minutes"`
}

// Run tells what the outages of a year come to; drills are counted apart.
func (c *outageStatsWord) Run(a *app) error {
	if c.Year < 0 || c.Year > 9999 {
		return misuse{text.NewFault("parm.bad_date")}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		now := s.Now()
		if c.Year != 0 {
			now = time.Date(c.Year, time.June, 1, 12, 0, 0, 0, now.Location())
		}
		return c.put(a, s, desk.Order{What: desk.PrintOutageYear, Date: now}, func() (any, error) {
			y := s.OutageStats(now.Year())
			minutes := func(d time.Duration) int { return int(d / time.Minute) }
			return statsShape{Year: y.Year, Outages: y.Outages, Planned: y.Planned, Open: y.Open, Drills: y.Drills, Minutes: minutes(y.Time), Longest: minutes(y.Longest), LongestID: y.LongestID,
				ByMonth: y.ByMonth, Messages: y.Messages, Reports: y.Reports, Reviewed: y.Reviewed, Unreviewed: y.Unreviewed, Unsure: y.Unsure,
				ByFailure: each(y.ByFailure, func(f outage.FailureTime) failureTimeShape {
					return failureTimeShape{Failure: f.Failure, Times: f.Times, Minutes: minutes(f.Time)}
				})}, nil
		})
	})
}

type outageCyberWord struct {
	whichOutage
	sheetsOut
	Kind string `arg:"" optional:"" help:"${help_outage_cyber_kind}"`
}

type cyberShape struct {
	Kind     string             `json:"kind"`
	Title    string             `json:"title"`
	Due      string             `json:"due"`
	DueText  string             `json:"due_text"`
	Sections []cyberSectionPart `json:"sections"`
}

type cyberSectionPart struct {
	Heading string `json:"heading"`
	Text    string `json:"text"`
	Fill    bool   `json:"fill"` // a person must write it
}

// Run drafts the reports on a significant incident (cybersäkerhetslagen 2025:1506): whether it is one, a
// person judges. All three stand in the file that -o makes.
func (c *outageCyberWord) Run(a *app) error {
	kinds := outage.CyberKinds()
	if c.Kind != "" {
		if !slices.Contains(kinds, outage.CyberKind(c.Kind)) || c.Output != "" {
			return misuse{text.NewFault("parm.outage_cyber", "kinds", strings.Join(each(kinds, func(k outage.CyberKind) string { return string(k) }), ", "))}
		}
		kinds = []outage.CyberKind{outage.CyberKind(c.Kind)}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		o, err := c.last(a, s)
		if err != nil {
			return err
		}
		if c.Output != "" {
			return c.put(a, s, desk.Order{What: desk.PrintCyber, Outage: o.ID}, nil)
		}
		if _, err := c.order(desk.Order{}); err != nil {
			return err
		}
		var drafts []outage.CyberReport
		for _, kind := range kinds {
			draft, err := s.CyberDraft(o.ID, kind)
			if err != nil {
				return err
			}
			drafts = append(drafts, draft)
		}
		a.tellCyber(drafts)
		return nil
	})
}

func (a *app) tellCyber(drafts []outage.CyberReport) {
	if a.json {
		a.putJSON(each(drafts, func(d outage.CyberReport) cyberShape {
			return cyberShape{Kind: string(d.Kind), Title: d.Title, Due: stamp(d.Due), DueText: d.DueText,
				Sections: each(d.Sections, func(part outage.CyberSection) cyberSectionPart { return cyberSectionPart(part) })}
		}))
		return
	}
	p := a.page()
	for _, d := range drafts {
		p.head(d.Title)
		p.line(d.DueText)
		for _, part := range d.Sections {
			p.head(part.Heading)
			p.line(part.Text)
		}
	}
}

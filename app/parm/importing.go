package main

import (
	"fmt"
	"strconv"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
)

type importWord struct {
	binder
	DryRun      bool   `help:"${help_dry_run}"`
	ConfirmGone bool   `help:"${help_confirm_gone}"`
	TakeOlder   bool   `help:"${help_take_older}"`
	Rows        bool   `help:"${help_rows}"`
	Date        string `placeholder:"YYYY-MM-DD" help:"${help_import_date}"`
	liveFlags
	documentFlags
	mappingFlags
	File []string `arg:"" optional:"" name:"file" help:"${help_file}"`
}

// fileReport is one file in the answer of import.
type fileReport struct {
	File      string      `json:"file"`
	Format    string      `json:"format"`
	New       int         `json:"new"`
	Changed   int         `json:"changed"`
	Unchanged int         `json:"unchanged"`
	Gone      int         `json:"gone"`
	Held      bool        `json:"held"`
	Older     int         `json:"older"`
	Errors    []rowReport `json:"errors"`
	Warnings  []rowReport `json:"warnings"`
	Rows      []rowResult `json:"rows,omitempty"`
	// Document is the file as a document that waits to be filed.
	Document *filingShape `json:"document,omitempty"`
	Error    *failure     `json:"error,omitempty"`
}

type rowReport struct {
	Row     int    `json:"row"`
	Sheet   string `json:"sheet,omitempty"`
	Field   string `json:"field"`
	Message string `json:"message"`
}

type rowResult struct {
	Row     int    `json:"row"`
	Sheet   string `json:"sheet,omitempty"`
	Kind    string `json:"kind"`
	Outcome string `json:"outcome"`
	Person  string `json:"person"`
}

// Run takes files in, or with --dry-run only tells what they would do; or asks Lifecare itself.
func (c *importWord) Run(a *app) error {
	if c.aboutDocuments() {
		return c.documents(a)
	}
	if c.aboutMappings() {
		return a.with(c.binder, func(s *desk.Session) error { return c.mappings(a, s) })
	}
	if err := c.fits(); err != nil {
		return err
	}
	if c.any() {
		return a.with(c.binder, func(s *desk.Session) error { return c.live(a, s) })
	}
	how := desk.Importing{ConfirmGone: c.ConfirmGone, TakeOlder: c.TakeOlder}
	if c.Date != "" {
		var err error
		if how.Day, err = dayOf(c.Date, time.Now()); err != nil {
			return err
		}
	}
	if err := c.fitting(); err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		if over, err := c.takeMapping(a, s, &how); over || err != nil {
			return err
		}
		var files []desk.File
		unread := map[int]error{} // by place on the command line
		for i, path := range c.File {
			f, err := desk.OpenFile(path)
			if err != nil {
				unread[i] = err
				continue
			}
			files = append(files, f)
		}
		preview, err := s.Preview(a.ctx, files, how)
		if err != nil {
			return err
		}
		if !c.DryRun {
			if err := s.Import(a.ctx, preview); err != nil {
				return err
			}
		}
		reports, err := c.report(a, preview, unread)
		a.tellImport(reports, c.DryRun)
		return err
	})
}

// report puts the files back in the order of the command line. The error is errPart when
// something of them stayed outside, and errFaulted when everything did.
func (c *importWord) report(a *app, preview *desk.Preview, unread map[int]error) ([]fileReport, error) {
	var reports []fileReport
	failed, partly, next := 0, false, 0
	for i, path := range c.File {
		r := fileReport{File: path, Errors: []rowReport{}, Warnings: []rowReport{}}
		err := unread[i]
		if err == nil {
			f := preview.Files[next]
			next++
			err = f.Err
			r.fill(a, f, c.Rows)
		}
		if err != nil {
			why := a.failure(err)
			r.Error = &why
			failed++
		}
		partly = partly || r.Held || r.Older > 0 || len(r.Errors) > 0
		reports = append(reports, r)
	}
	switch {
	case failed == len(c.File):
		return reports, errFaulted
	case failed > 0 || partly:
		return reports, errPart
	}
	return reports, nil
}

func (r *fileReport) fill(a *app, f desk.FileResult, rows bool) {
	r.Format, r.New, r.Changed, r.Unchanged, r.Gone, r.Held = f.Format, f.New, f.Changed, f.Unchanged, f.Gone, f.Held
	r.Older = f.Older
	r.Errors, r.Warnings = a.rowReports(f.Errors), a.rowReports(f.Warnings)
	if f.Document != nil {
		shape := shapeFiling(*f.Document)
		r.Document = &shape
	}
	if !rows {
		return
	}
	for _, row := range f.Rows {
		result := rowResult{Row: row.Row, Sheet: row.Sheet, Outcome: string(row.Outcome), Kind: string(kindOf(row))}
		if row.Person != nil {
			result.Person = row.Person.ID
		}
		r.Rows = append(r.Rows, result)
	}
}

// kindOf is what a row is about. A row that only touches protected fields has no item to show.
func kindOf(row care.RowResult) care.Kind {
	switch {
	case row.After != nil:
		return row.After.ItemKind()
	case row.Before != nil:
		return row.Before.ItemKind()
	default:
		return care.KindSecrets
	}
}

func (a *app) rowReports(issues []desk.RowIssue) []rowReport {
	reports := make([]rowReport, 0, len(issues))
	for _, issue := range issues {
		field := issue.Field
		if named := "field." + issue.Field; a.words.Has(named) {
			field = a.words.Say(named)
		}
		reports = append(reports, rowReport{Row: issue.Row, Sheet: issue.Sheet, Field: field, Message: issue.Message})
	}
	return reports
}

func (a *app) tellImport(reports []fileReport, dry bool) {
	if a.json {
		a.putJSON(map[string][]fileReport{"files": reports})
		return
	}
	p := a.page()
	if dry {
		p.line(a.words.Say("parm.import.dry"))
		p.gap()
	}
	rows := [][]string{}
	for _, r := range reports {
		if r.Error == nil {
			rows = append(rows, []string{r.File, strconv.Itoa(r.New), strconv.Itoa(r.Changed), strconv.Itoa(r.Unchanged),
				strconv.Itoa(r.Gone), strconv.Itoa(len(r.Errors))})
		}
	}
	if len(rows) > 0 {
		p.table([]string{a.words.Say("parm.import.file"), a.words.Say("parm.import.new"), a.words.Say("parm.import.changed"),
			a.words.Say("parm.import.unchanged"), a.words.Say("parm.import.gone"), a.words.Say("parm.import.wrong")}, rows)
	}
	for _, r := range reports {
		a.tellFile(p, r)
	}
}

func (a *app) tellFile(p *page, r fileReport) {
	if r.Error != nil {
		a.say(a.words.Say("parm.import.failed", "file", r.File, "why", r.Error.Message))
		return
	}
	if r.Held {
		p.head(a.words.Say("parm.import.held", "file", r.File, "n", r.Gone))
	}
	if r.Older > 0 {
		p.head(a.words.Say("parm.import.older", "file", r.File, "n", r.Older))
	}
	if r.Document != nil {
		a.tellDocumentFile(p, r.Document)
	}
	a.tellRows(p, a.words.Say("parm.import.errors", "file", r.File), r.Errors)
	a.tellRows(p, a.words.Say("parm.import.warnings", "file", r.File), r.Warnings)
	if len(r.Rows) > 0 {
		p.head(r.File)
		var rows [][]string
		for _, row := range r.Rows {
			rows = append(rows, []string{place(row.Sheet, row.Row), a.words.Say("parm.outcome." + row.Outcome),
				a.words.Say("parm.kind." + row.Kind), row.Person})
		}
		p.table(nil, rows)
	}
}

func (a *app) tellRows(p *page, head string, reports []rowReport) {
	if len(reports) == 0 {
		return
	}
	p.head(head)
	rows := [][]string{{a.words.Say("parm.import.row"), a.words.Say("parm.import.column"), ""}}
	for _, r := range reports {
		rows = append(rows, []string{place(r.Sheet, r.Row), r.Field, r.Message})
	}
	p.table(nil, rows)
}

// place is where in a file something stands.
func place(sheet string, row int) string {
	switch {
	case row == 0:
		return sheet
	case sheet == "":
		return strconv.Itoa(row)
	default:
		return fmt.Sprintf("%s:%d", sheet, row)
	}
}

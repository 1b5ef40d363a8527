package main

import (
	"strconv"
	"strings"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

type formScanWord struct {
	binder
	Dir    string `arg:"" name:"dir" optional:"" help:"${help_scan_dir}"`
	Unread bool   `help:"${help_scan_unread}"`
}

type scanShape struct {
	Files []string        `json:"files"`
	Pages []scanPageShape `json:"pages"`
	Forms []scanFormShape `json:"forms"`
	// Done are the files of which every page lies in the binder.
	Done []string `json:"done"`
}

type scanPageShape struct {
	File     string   `json:"file"`
	At       int      `json:"at"` // which page of the file; 0 for a file that can't be opened
	Of       int      `json:"of"`
	Outcome  string   `json:"outcome"`
	Number   string   `json:"number"`
	Page     int      `json:"page"` // of the paper
	Document string   `json:"document"`
	Error    *failure `json:"error,omitempty"`
}

type scanFormShape struct {
	Number  string   `json:"number"`
	What    string   `json:"what"`
	Title   string   `json:"title"`
	Kind    string   `json:"kind"` // what is written down from it
	Person  string   `json:"person"`
	Name    string   `json:"name"`
	State   string   `json:"state"`
	Pages   int      `json:"pages"`
	Have    []int    `json:"have"`
	Missing []int    `json:"missing"`
	Entries []string `json:"entries"`
}

func shapePaperForm(f desk.PaperForm) scanFormShape {
	return scanFormShape{Number: f.Number.String(), What: string(f.What), Title: f.Title, Kind: string(f.Kind), Person: f.PersonID, Name: f.Person,
		State: string(f.State), Pages: f.Pages, Have: append([]int{}, f.Have...), Missing: append([]int{}, f.Missing()...), Entries: append([]string{}, f.Entries...)}
}

// Run files scanned pages under the papers whose codes they have, or lists those whose number a person
// has to type.
func (c *formScanWord) Run(a *app) error {
	if (c.Dir == "") != c.Unread {
		return misuse{text.NewFault("parm.scan_dir")}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		if c.Unread {
			a.tellUnread(s.UnreadPages())
			return nil
		}
		report, err := s.ScanFolder(a.ctx, c.Dir, nil)
		a.tellScan(report)
		return a.scanned(report, err)
	})
}

// scanned is how scanning ends: in part where a page still needs a person, or was not kept.
func (a *app) scanned(r desk.ScanReport, err error) error {
	switch {
	case err != nil:
		return err
	case r.Count(desk.ScanUnread)+r.Count(desk.ScanForeign)+r.Count(desk.ScanClosed)+r.Count(desk.ScanBroken) > 0:
		return errPart
	}
	return nil
}

func (a *app) tellScan(r desk.ScanReport) {
	shape := scanShape{Files: append([]string{}, r.Files...), Pages: []scanPageShape{}, Forms: []scanFormShape{}, Done: append([]string{}, r.Done...)}
	var rows [][]string
	for _, row := range r.Rows {
		one := scanPageShape{File: row.File, At: row.At, Of: row.Of, Outcome: string(row.Outcome), Page: row.Page, Document: row.Document}
		if row.Number != "" {
			one.Number = row.Number.String()
		}
		said := a.words.Say("scan." + string(row.Outcome))
		if row.Err != nil {
			why := a.failure(row.Err)
			one.Error = &why
			said = join(". ", said, why.Message)
		}
		shape.Pages = append(shape.Pages, one)
		rows = append(rows, []string{one.File, some(one.At), one.Number, some(one.Page), said})
	}
	for _, f := range r.Forms {
		shape.Forms = append(shape.Forms, shapePaperForm(f))
	}
	if a.json {
		a.putJSON(shape)
		return
	}
	p := a.page()
	p.table([]string{a.words.Say("parm.scan.file"), a.words.Say("parm.scan.at"), a.words.Say("parm.form.number"), a.words.Say("parm.scan.page"),
		a.words.Say("parm.scan.outcome")}, rows)
	for _, f := range shape.Forms {
		if len(f.Missing) > 0 {
			p.line(a.words.Say("parm.scan.missing", "number", f.Number, "title", f.Title, "pages", numbers(f.Missing), "of", f.Pages))
		}
	}
	if len(r.Done) > 0 {
		p.line(a.words.Say("parm.scan.done", "files", strings.Join(r.Done, ", ")))
	}
}

// tellUnread lists the pages whose number a person has to type.
func (a *app) tellUnread(list []desk.Filing) {
	if a.json {
		shapes := make([]filingShape, 0, len(list))
		for _, f := range list {
			shapes = append(shapes, shapeFiling(f))
		}
		a.putJSON(map[string][]filingShape{"unread": shapes})
		return
	}
	p := a.page()
	p.line(a.words.Count("parm.scan.unread", len(list)))
	for _, f := range list {
		p.gap()
		a.tellFiling(p, shapeFiling(f))
	}
}

// numbers are numbers with commas between them.
func numbers(list []int) string {
	said := make([]string, 0, len(list))
	for _, n := range list {
		said = append(said, strconv.Itoa(n))
	}
	return strings.Join(said, ", ")
}

type formPageWord struct {
	binder
	Document string `arg:"" help:"${help_page_document}"`
	Number   string `arg:"" help:"${help_form_number}"`
	Page     int    `placeholder:"N" help:"${help_page_page}"`
}

// Run says of which paper a page without a readable code is.
func (c *formPageWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		f, err := s.NamePage(a.ctx, c.Document, c.Number, c.Page)
		if err != nil {
			return err
		}
		if a.json {
			a.putJSON(shapePaperForm(f))
			return nil
		}
		p := a.page()
		p.line(a.words.Say("parm.scan.named", "number", f.Number, "title", f.Title))
		if missing := f.Missing(); len(missing) > 0 {
			p.line(a.words.Say("parm.scan.missing", "number", f.Number, "title", f.Title, "pages", numbers(missing), "of", f.Pages))
		}
		return nil
	})
}

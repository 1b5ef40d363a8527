package main

import (
	"os"
	"time"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/printer"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

type printWord struct {
	binder
	What              string   `arg:"" help:"${help_what}"`
	Document          string   `placeholder:"ID" help:"${help_print_document}"`
	NoDocuments       bool     `help:"${help_no_documents}"`
	Person            string   `placeholder:"P" help:"${help_print_person}"`
	Route             string   `placeholder:"R" help:"${help_route}"`
	Staff             string   `placeholder:"NAME" help:"${help_print_staff}"`
	Date              string   `placeholder:"YYYY-MM-DD" help:"${help_print_date}"`
	Blanks            int      `placeholder:"N" help:"${help_print_blanks}"`
	Hours             int      `placeholder:"N" help:"${help_print_hours}"`
	Persons           int      `placeholder:"N" help:"${help_print_persons}"`
	Message           string   `placeholder:"TEXT" help:"${help_print_message}"`
	Outage            string   `placeholder:"ID" help:"${help_print_outage}"`
	Reason            string   `placeholder:"TEXT" help:"${help_print_reason}"`
	Again             bool     `help:"${help_print_again}"`
	Large             bool     `help:"${help_print_large}"`
	Duplex            bool     `help:"${help_print_duplex}"`
	Output            string   `short:"o" placeholder:"DIR" help:"${help_output}"`
	Readable          bool     `help:"${help_readable}"`
	PDFPassphraseFile string   `name:"pdf-passphrase-file" placeholder:"FILE" help:"${help_pdf_passphrase_file}"`
	Printer           *string  `placeholder:"NAME" help:"${help_printer}"`
	Copies            int      `placeholder:"N" help:"${help_copies}"`
	Tray              string   `placeholder:"NAME" help:"${help_tray}"`
	DryRun            bool     `help:"${help_print_dry_run}"`
	Set               []string `placeholder:"KEY=VALUE" sep:"none" help:"${help_print_set}"`
}

type printShape struct {
	File      string   `json:"file"`
	Printer   string   `json:"printer,omitempty"`
	Pages     int      `json:"pages"`
	Sheets    int      `json:"sheets"`
	Encrypted bool     `json:"encrypted"`
	Numbers   []string `json:"numbers,omitempty"`
}

// Run makes the sheets of one kind into a PDF file, or sends them to a printer; or tells what could
// be printed, and how the unit prints.
func (c *printWord) Run(a *app) error {
	work := map[string]func(*app, *desk.Session) error{"list": c.list, "settings": c.settings, "printers": c.printers, "evening": c.evening, "waiting": c.waiting}[c.What]
	if (c.What != "settings" && c.What != "waiting" && len(c.Set) > 0) || (work != nil && c.anything()) || (work != nil && c.What != "evening" && c.Output != "") {
		return misuse{text.NewFault("parm.print_set")}
	}
	if work != nil {
		return a.with(c.binder, func(s *desk.Session) error { return work(a, s) })
	}
	order, err := c.order(a)
	if err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error { return c.print(a, s, order) })
}

// anything tells whether the word says something that only concerns sheets.
func (c *printWord) anything() bool {
	return c.Document != "" || c.Person != "" || c.Route != "" || c.Staff != "" || c.Message != "" || c.Outage != "" || c.Reason != "" ||
		c.Readable || c.PDFPassphraseFile != "" || c.Printer != nil || c.DryRun || c.Blanks+c.Hours+c.Persons+c.Copies != 0
}

// order is what the flags ask for, or what is wrong with them.
func (c *printWord) order(a *app) (desk.Order, error) {
	what := desk.What(c.What)
	ways := 0
	for _, way := range []bool{c.Output != "", c.Printer != nil, c.DryRun} {
		if way {
			ways++
		}
	}
	switch {
	case !a.desk.Prints(what):
		return desk.Order{}, misuse{text.NewFault("print.unknown")}
	case (what == desk.PrintDocument) != (c.Document != ""):
		return desk.Order{}, misuse{text.NewFault("parm.print_document")}
	case c.Readable && c.PDFPassphraseFile != "":
		return desk.Order{}, misuse{text.NewFault("parm.readable_or_locked")}
	case ways != 1, c.Printer == nil && (c.Copies != 0 || c.Tray != ""), c.Output == "" && (c.Readable || c.PDFPassphraseFile != ""):
		return desk.Order{}, misuse{text.NewFault("parm.print_where")}
	case c.Blanks < 0, c.Hours < 0, c.Persons < 0, c.Copies < 0:
		return desk.Order{}, misuse{text.NewFault("parm.print_number")}
	}
	order := desk.Order{What: what, Route: c.Route, Staff: c.Staff, Readable: c.Readable, DocumentID: c.Document, NoDocuments: c.NoDocuments,
		Blanks: c.Blanks, Hours: c.Hours, Persons: c.Persons, Message: c.Message, Reason: c.Reason, Again: c.Again,
		Large: c.Large, Duplex: c.Duplex}
	var err error
	if c.Date != "" {
		if order.Date, err = dayOf(c.Date, time.Now()); err != nil {
			return order, err
		}
	}
	if c.PDFPassphraseFile != "" {
		order.Passphrase, err = firstLine(c.PDFPassphraseFile)
	}
	return order, err
}

func (c *printWord) print(a *app, s *desk.Session, order desk.Order) error {
	if c.Person != "" {
		p, err := s.Person(c.Person)
		if err != nil {
			return err
		}
		order.PersonID = p.ID
	}
	if c.Outage != "" {
		o, err := named(s.Outages(), c.Outage)
		if err != nil {
			return err
		}
		order.Outage = o.ID
	}
	switch {
	case c.DryRun:
		return a.calm(a.proof(s, order), proofShape{Sheets: []proofSheetShape{}})
	case c.Printer != nil:
		job, err := s.PrintTo(a.ctx, order, sheet.Sending{Printer: *c.Printer, Copies: c.Copies, Duplex: c.Duplex, Tray: c.Tray})
		if err != nil {
			return a.calm(err, []printShape{})
		}
		return a.printed(job, printShape{Printer: *c.Printer}, order)
	}
	// Before anything is drawn: what can't be saved must not be in the log as handed out.
	if err := os.MkdirAll(c.Output, 0o700); err != nil {
		return text.Because(bare(err), "printer.not_writable")
	}
	job, path, err := s.PrintFile(a.ctx, order, func(name string, pdf []byte) (string, error) { return printer.Save(c.Output, name, pdf) })
	if err != nil {
		return a.calm(err, []printShape{})
	}
	return a.printed(job, printShape{File: path}, order)
}

// printed tells what went out.
func (a *app) printed(job desk.Job, shape printShape, order desk.Order) error {
	shape.Pages, shape.Sheets, shape.Encrypted = job.Pages, job.Sheets, job.Protected
	for _, n := range job.Numbers {
		shape.Numbers = append(shape.Numbers, n.String())
	}
	if job.Replaced > 0 {
		a.say(a.words.Count("parm.replaced", job.Replaced))
	}
	if a.json {
		a.putJSON([]printShape{shape})
		return nil
	}
	p := a.page()
	if shape.File == "" {
		p.line(a.words.Say("parm.printed_paper", "pages", a.words.Count("parm.pages", job.Pages), "sheets", a.words.Count("parm.sheets", job.Sheets)))
	} else {
		p.line(a.words.Say("parm.printed", "file", shape.File, "pages", a.words.Count("parm.pages", job.Pages), "sheets", a.words.Count("parm.sheets", job.Sheets)))
		switch {
		case !job.Protected:
			p.line(a.words.Say("parm.printed_readable"))
		case order.Passphrase == "":
			p.line(a.words.Say("parm.printed_locked"))
		}
	}
	if len(shape.Numbers) > 0 {
		p.line(a.words.Count("parm.printed_numbers", len(shape.Numbers), "numbers", someOf(shape.Numbers)))
	}
	return nil
}

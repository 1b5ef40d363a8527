package main

import (
	"os"
	"time"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/printer"
	"avbrottsparm/internal/text"
)

type printWord struct {
	binder
	What              string `arg:"" help:"${help_what}"`
	Document          string `placeholder:"ID" help:"${help_print_document}"`
	NoDocuments       bool   `help:"${help_no_documents}"`
	Person            string `placeholder:"P" help:"${help_print_person}"`
	Route             string `placeholder:"R" help:"${help_route}"`
	Date              string `placeholder:"YYYY-MM-DD" help:"${help_print_date}"`
	Output            string `required:"" short:"o" placeholder:"DIR" help:"${help_output}"`
	Readable          bool   `help:"${help_readable}"`
	PDFPassphraseFile string `name:"pdf-passphrase-file" placeholder:"FILE" help:"${help_pdf_passphrase_file}"`
}

type printShape struct {
	File      string `json:"file"`
	Pages     int    `json:"pages"`
	Sheets    int    `json:"sheets"`
	Encrypted bool   `json:"encrypted"`
}

// Run makes the sheets of one kind into a PDF file.
func (c *printWord) Run(a *app) error {
	if !a.desk.Prints(desk.What(c.What)) {
		return misuse{text.NewFault("print.unknown")}
	}
	if (desk.What(c.What) == desk.PrintDocument) != (c.Document != "") {
		return misuse{text.NewFault("parm.print_document")}
	}
	if c.Readable && c.PDFPassphraseFile != "" {
		return misuse{text.NewFault("parm.readable_or_locked")}
	}
	order := desk.Order{What: desk.What(c.What), Route: c.Route, Readable: c.Readable, DocumentID: c.Document, NoDocuments: c.NoDocuments}
	var err error
	if c.Date != "" {
		if order.Date, err = dayOf(c.Date, time.Now()); err != nil {
			return err
		}
	}
	if c.PDFPassphraseFile != "" {
		if order.Passphrase, err = firstLine(c.PDFPassphraseFile); err != nil {
			return err
		}
	}
	return a.with(c.binder, func(s *desk.Session) error { return c.print(a, s, order) })
}

func (c *printWord) print(a *app, s *desk.Session, order desk.Order) error {
	if c.Person != "" {
		p, err := s.Person(c.Person)
		if err != nil {
			return err
		}
		order.PersonID = p.ID
	}
	// Before anything is drawn: what can't be saved must not be in the log as handed out.
	if err := os.MkdirAll(c.Output, 0o700); err != nil {
		return text.Because(bare(err), "printer.not_writable")
	}
	job, err := s.Print(a.ctx, order)
	if err != nil {
		return err
	}
	path, err := printer.Save(c.Output, job.Name, job.PDF)
	if err != nil {
		return err
	}
	if job.Replaced > 0 {
		a.say(a.words.Count("parm.replaced", job.Replaced))
	}
	if a.json {
		a.putJSON([]printShape{{File: path, Pages: job.Pages, Sheets: job.Sheets, Encrypted: job.Protected}})
		return nil
	}
	p := a.page()
	p.line(a.words.Say("parm.printed", "file", path, "pages", job.Pages, "sheets", job.Sheets))
	switch {
	case !job.Protected:
		p.line(a.words.Say("parm.printed_readable"))
	case order.Passphrase == "":
		p.line(a.words.Say("parm.printed_locked"))
	}
	return nil
}

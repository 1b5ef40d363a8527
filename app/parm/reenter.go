package main

import (
	"io"
	"os"
	"strings"

	"avbrottsparm/internal/backup"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/printer"
	"avbrottsparm/internal/text"
)

// reenterWord marks an entry as entered. Two words stand where its id does: "report" and "release".
// What is released is a place of its own, so that flags may stand before it.
type reenterWord struct {
	binder
	period
	ID                 string   `arg:"" name:"id" help:"${help_reenter_id}"`
	Entries            []string `arg:"" optional:"" name:"entries" help:"${help_reenter_entries}"`
	Reference          string   `placeholder:"R" help:"${help_reference}"`
	Reason             string   `placeholder:"TEXT" help:"${help_reenter_reason}"`
	Output             string   `short:"o" placeholder:"DIR" help:"${help_reenter_output}"`
	Readable           bool     `help:"${help_readable}"`
	Provider           string   `placeholder:"TEXT" help:"${help_release_provider}"`
	Recipient          []string `placeholder:"AGE1..." help:"${help_release_recipient}"`
	FilePassphraseFile string   `placeholder:"FILE" help:"${help_release_passphrase_file}"`
	Paper              bool     `help:"${help_release_paper}"`
	Again              bool     `help:"${help_release_again}"`
}

// Run marks an entry as entered in Lifecare, makes the report, or hands entries to another provider.
func (c *reenterWord) Run(a *app) error {
	releases := c.Provider != "" || len(c.Recipient) > 0 || c.FilePassphraseFile != "" || c.Paper || c.Again
	spans := c.From != "" || c.To != ""
	switch {
	case c.ID == "report" && (len(c.Entries) > 0 || releases || c.Reference+c.Reason != ""),
		c.ID == "release" && (len(c.Entries) == 0 || spans || c.Reference != "" || c.Readable && !c.Paper),
		c.ID != "report" && c.ID != "release" && (len(c.Entries) > 0 || releases || spans || c.Readable || c.Output != ""):
		return misuse{text.NewFault("parm.reenter_flags")}
	}
	switch c.ID {
	case "report":
		return c.report(a)
	case "release":
		return c.release(a)
	}
	if c.Reference == "" {
		return misuse{text.NewFault("parm.missing_flags", "what", "--reference R")}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		t, err := s.Reenter(a.ctx, c.ID, c.Reference, c.Reason)
		if err != nil {
			return err
		}
		if a.json {
			a.putJSON(shapeEntry(t, s.Name(t.PersonID)))
			return nil
		}
		a.page().line(a.words.Say("parm.entered", "id", t.ID, "reference", t.Reference))
		return nil
	})
}

type releasedShape struct {
	File       string `json:"file"`
	Bytes      int64  `json:"bytes"`
	Pages      int    `json:"pages,omitempty"` // of paper
	Entries    int    `json:"entries"`
	Recipients int    `json:"recipients"`
	Encrypted  bool   `json:"encrypted"`
}

// release hands chosen entries to another care provider, as a sealed file or as paper.
func (c *reenterWord) release(a *app) error {
	to := desk.To{Recipients: c.Recipient}
	switch {
	case c.Output == "":
		return misuse{text.NewFault("parm.missing_flags", "what", "-o DIR")}
	case c.Paper && (len(c.Recipient) > 0 || c.FilePassphraseFile != ""), len(c.Recipient) > 0 && c.FilePassphraseFile != "":
		return misuse{text.NewFault("parm.release_keys")}
	case !c.Paper && len(c.Recipient) == 0:
		var err error
		if to.Passphrase, err = a.twice(c.FilePassphraseFile, "copies.ask.new"); err != nil {
			return err
		}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		if err := os.MkdirAll(c.Output, 0o700); err != nil {
			return text.Because(bare(err), "printer.not_writable")
		}
		shape := releasedShape{Entries: len(c.Entries), Recipients: len(c.Recipient), Encrypted: true}
		var err error
		if c.Paper {
			err = c.onPaper(a, s, &shape)
		} else {
			err = c.sealed(a, s, to, &shape)
		}
		if err != nil {
			return err
		}
		if a.json {
			a.putJSON(shape)
			return nil
		}
		a.page().line(a.words.Count("parm.released", shape.Entries, "file", shape.File))
		return nil
	})
}

func (c *reenterWord) sealed(a *app, s *desk.Session, to desk.To, shape *releasedShape) (err error) {
	order := desk.ReleaseOrder{Entries: c.Entries, Recipient: c.Provider, Reason: c.Reason, Again: c.Again, To: to}
	shape.File = strings.TrimSuffix(c.Output, string(os.PathSeparator)) + string(os.PathSeparator) + s.ReleaseName()
	shape.Bytes, err = backup.WriteFile(shape.File, func(out io.Writer) error { return s.ReleaseEntries(a.ctx, out, order) })
	return err
}

func (c *reenterWord) onPaper(a *app, s *desk.Session, shape *releasedShape) error {
	order := desk.Order{What: desk.PrintReleased, Entries: c.Entries, Recipient: c.Provider, Reason: c.Reason, Again: c.Again, Readable: c.Readable}
	job, path, err := s.PrintFile(a.ctx, order, func(name string, pdf []byte) (string, error) {
		shape.Bytes = int64(len(pdf))
		return printer.Save(c.Output, name, pdf)
	})
	shape.File, shape.Pages, shape.Encrypted = path, job.Pages, job.Protected
	return err
}

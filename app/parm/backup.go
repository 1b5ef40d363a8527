package main

import (
	"io"
	"slices"
	"strconv"

	"avbrottsparm/internal/backup"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

type backupWord struct {
	binder
	File                 string   `arg:"" optional:"" help:"${help_backup_file}"`
	List                 bool     `help:"${help_backup_list}"`
	Recipient            []string `sep:"none" placeholder:"AGE1..." help:"${help_recipient}"`
	BackupPassphraseFile string   `placeholder:"FILE" help:"${help_backup_passphrase_file}"`
}

type copyShape struct {
	File  string `json:"file"`
	Taken string `json:"taken"`
	Bytes int64  `json:"bytes"`
}

type keptShape struct {
	Made *madeShape  `json:"made,omitempty"`
	Kept []copyShape `json:"kept"`
}

type madeShape struct {
	copyShape
	Head    string `json:"head"`
	Records int    `json:"records"`
	Items   int    `json:"items"`
}

type sentShape struct {
	File       string `json:"file"`
	Bytes      int64  `json:"bytes"`
	Head       string `json:"head"`
	Recipients int    `json:"recipients"`
}

// Run makes a copy beside the binder, lists those that are there, or writes one that leaves the
// laptop.
func (c *backupWord) Run(a *app) error {
	sealed := len(c.Recipient) > 0 || c.BackupPassphraseFile != ""
	switch {
	case c.File != "" && c.List, c.File == "" && sealed:
		return misuse{text.NewFault("parm.backup_where")}
	case len(c.Recipient) > 0 && c.BackupPassphraseFile != "":
		return misuse{text.NewFault("backup.two_keys")}
	case c.File == "":
		return a.with(c.binder, func(s *desk.Session) error { return a.backUpHere(s, c.List) })
	}
	to := desk.To{Recipients: c.Recipient}
	if len(c.Recipient) == 0 {
		var err error
		if to.Passphrase, err = a.twice(c.BackupPassphraseFile, "copies.ask.new"); err != nil {
			return err
		}
	}
	return a.with(c.binder, func(s *desk.Session) error { return a.backUpTo(s, c.File, to) })
}

func (a *app) backUpHere(s *desk.Session, listOnly bool) error {
	shape := keptShape{Kept: []copyShape{}}
	if !listOnly {
		made, err := s.KeepCopy(a.ctx, nil)
		if err != nil {
			return err
		}
		shape.Made = &madeShape{copyShape: shapeCopy(made), Head: made.Head.Code(), Records: made.Records, Items: made.Items}
	}
	kept, err := s.Kept(a.ctx)
	if err != nil {
		return err
	}
	for _, one := range kept {
		shape.Kept = append(shape.Kept, shapeCopy(one))
	}
	if a.json {
		a.putJSON(shape)
		return nil
	}
	p := a.page()
	if m := shape.Made; m != nil {
		p.line(a.words.Say("copies.made", "records", m.Records, "items", m.Items, "head", m.Head))
	}
	if len(kept) == 0 {
		p.line(a.words.Say("copies.none"))
		return nil
	}
	p.line(a.words.Say("copies.kept"))
	p.table([]string{a.words.Say("copies.when"), a.words.Say("copies.size"), a.words.Say("copies.file")}, a.keptRows(kept))
	return nil
}

func shapeCopy(c ledger.Copy) copyShape {
	return copyShape{File: c.File, Taken: stamp(c.Taken), Bytes: c.Bytes}
}

func (a *app) keptRows(kept []ledger.Copy) [][]string {
	var rows [][]string
	for _, one := range slices.Clone(kept) {
		rows = append(rows, []string{a.words.Moment(one.Taken.In(care.Stockholm)), a.size(one.Bytes), one.File})
	}
	return rows
}

// size is a number of bytes as people say it.
func (a *app) size(bytes int64) string {
	return a.words.Say("copies.mb", "n", strconv.FormatInt((bytes+1<<20-1)>>20, 10))
}

func (a *app) backUpTo(s *desk.Session, file string, to desk.To) error {
	head := s.Head()
	size, err := backup.WriteFile(file, func(out io.Writer) error { return s.Backup(a.ctx, out, to) })
	if err != nil {
		return err
	}
	if a.json {
		a.putJSON(sentShape{File: file, Bytes: size, Head: head, Recipients: len(to.Recipients)})
		return nil
	}
	p := a.page()
	p.line(a.words.Say("copies.sent", "file", file, "size", a.size(size), "head", head))
	if len(to.Recipients) > 0 {
		p.line(a.words.Count("copies.sent_keys", len(to.Recipients)))
	} else {
		p.line(a.words.Say("copies.sent_passphrase"))
	}
	return nil
}

package main

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	"avbrottsparm/app/wiring"
	"avbrottsparm/data"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

type initWord struct {
	folder
	Unit  string `required:"" placeholder:"NAME" help:"${help_unit}"`
	User  string `required:"" placeholder:"NAME" help:"${help_first_user}"`
	Title string `required:"" placeholder:"TITLE" help:"${help_title}"`
	key
}

// setUp is the answer of init and demo.
type setUp struct {
	Vault         string `json:"vault"`
	Unit          string `json:"unit"`
	User          string `json:"user"`
	RecoveryCode  string `json:"recovery_code"`
	PDFPassphrase string `json:"pdf_passphrase"`
	Persons       int    `json:"persons"`
	Visits        int    `json:"visits_today"`
}

// Run makes a binder and shows its codes, this once.
func (c *initWord) Run(a *app) error {
	if a.desk.HasBinder(c.Vault) {
		return text.NewFault("vault.exists")
	}
	passphrase, err := a.newSecret(c.PassphraseFile)
	if err != nil {
		return err
	}
	session, secrets, err := a.desk.SetUp(a.ctx, c.Vault, desk.Setup{Unit: c.Unit, User: c.User, Title: c.Title, Passphrase: passphrase})
	if err != nil {
		return err
	}
	a.tellSetUp(c.Vault, session, secrets)
	return errors.Join(session.ConfirmRecovery(a.ctx), session.Lock())
}

func (a *app) tellSetUp(dir string, s *desk.Session, secrets desk.Secrets) {
	status := s.Status()
	done := setUp{Vault: dir, Unit: status.Unit, User: s.User().Name, RecoveryCode: secrets.RecoveryCode,
		PDFPassphrase: secrets.PDFPassphrase, Persons: status.Persons, Visits: status.VisitsToday}
	if a.json {
		a.putJSON(done)
		return
	}
	p := a.page()
	p.line(a.words.Say("parm.made", "unit", done.Unit, "user", done.User))
	p.gap()
	p.line(a.words.Say("parm.recovery"))
	p.indented(2, done.RecoveryCode)
	p.gap()
	p.line(a.words.Say("parm.pdf_passphrase"))
	p.indented(2, done.PDFPassphrase)
	p.gap()
	p.line(a.words.Say("parm.keep_codes"))
}

type demoWord struct {
	folder
	key
	Date string `placeholder:"YYYY-MM-DD" help:"${help_demo_date}"`
}

// Run makes a binder of the invented unit.
func (c *demoWord) Run(a *app) error {
	day, err := dayOf(c.Date, time.Now())
	if err != nil {
		return err
	}
	if a.desk.HasBinder(c.Vault) {
		return text.NewFault("vault.exists")
	}
	passphrase, err := a.newSecret(c.PassphraseFile)
	if err != nil {
		return err
	}
	session, secrets, err := wiring.Demo(a.ctx, a.desk, c.Vault, passphrase, day)
	if err != nil {
		return err
	}
	a.tellSetUp(c.Vault, session, secrets)
	if !a.json {
		status := session.Status()
		a.page().line(a.words.Say("parm.demo", "persons", status.Persons))
	}
	return errors.Join(session.ConfirmRecovery(a.ctx), session.Lock())
}

// dayOf reads a day; nothing means the day of now.
func dayOf(written string, now time.Time) (time.Time, error) {
	if written == "" {
		return care.Day(now), nil
	}
	day, err := time.ParseInLocation(time.DateOnly, written, care.Stockholm)
	if err != nil {
		return time.Time{}, misuse{text.NewFault("parm.bad_date")}
	}
	return day, nil
}

// tourWord is for the console tour of the Makefile and of the guide.
type tourWord struct {
	Dir  string `arg:"" help:"${help_tour_dir}"`
	Date string `placeholder:"YYYY-MM-DD" help:"${help_demo_date}"`
}

// Run writes the files that the tour imports by hand.
func (c *tourWord) Run(a *app) error {
	day, err := dayOf(c.Date, time.Now())
	if err != nil {
		return err
	}
	files, err := data.DemoTour(day)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return text.Because(bare(err), "printer.not_writable")
	}
	for _, f := range files {
		err = errors.Join(err, os.WriteFile(filepath.Join(c.Dir, f.Name), f.Bytes, 0o600))
	}
	if err != nil {
		return text.Because(bare(err), "printer.not_writable")
	}
	return nil
}

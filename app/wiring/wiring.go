// Package wiring puts the adapters into the use cases: the one place, for window and console
// alike, that knows which vault, parsers, search, paper and calendar the binder uses.
//
// It has no Fyne in it, so that the console program builds without a window.
package wiring

import (
	"context"
	"errors"
	"fmt"
	"time"

	"avbrottsparm/data"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/backup"
	"avbrottsparm/internal/battery"
	"avbrottsparm/internal/calendar"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/holiday"
	"avbrottsparm/internal/intake/document"
	"avbrottsparm/internal/intake/fhir"
	"avbrottsparm/internal/intake/ical"
	"avbrottsparm/internal/intake/lifecare"
	"avbrottsparm/internal/intake/table"
	"avbrottsparm/internal/intake/vcard"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/paper"
	"avbrottsparm/internal/printer"
	"avbrottsparm/internal/scan"
	"avbrottsparm/internal/search"
	"avbrottsparm/internal/text"
	"avbrottsparm/internal/vault"
)

// Desk is a desk with the real adapters, speaking the given language.
func Desk(lang text.Lang) (*desk.Desk, error) {
	tables, err := table.NewReader(data.Columns)
	if err != nil {
		return nil, fmt.Errorf("embedded column names: %w", err)
	}
	press, err := paper.New()
	if err != nil {
		return nil, fmt.Errorf("embedded fonts: %w", err)
	}
	forms, err := Forms()
	if err != nil {
		return nil, err
	}
	kinds, err := entry.NewKinds(forms)
	if err != nil {
		return nil, fmt.Errorf("embedded forms: %w", err)
	}
	catalogue, err := Catalogue()
	if err != nil {
		return nil, err
	}
	ready, err := Readiness()
	if err != nil {
		return nil, err
	}
	system := printer.New()
	return desk.New(desk.Params{
		Vaults:    vaults{},
		Readers:   []desk.Reader{document.NewReader(), fhir.NewReader(), lifecare.NewReader(), ical.NewReader(), vcard.NewReader(), tables},
		NewFinder: func() desk.Finder { return search.NewIndex() },
		NewIndex:  func() desk.EntryFinder { return search.NewEntries() },
		Press:     press,
		Printers:  system,
		Folders:   system,
		Sealer:    backup.New(),
		Drops:     drops{},
		Scanner:   scan.New(),
		Connect:   connect,
		Deliver:   deliver,
		Signings:  signings,
		Battery:   battery.Left,
		Calendar:  calendar.Write,
		Working:   holiday.Working,
		Holiday:   holiday.Name,
		Words:     text.For(lang),
		Forms:     form.Papers(forms),
		Kinds:     kinds,
		Catalogue: catalogue,
		Readiness: ready,
	}), nil
}

// demoHour: the demo's files left Lifecare at six that morning.
const demoHour = 6

// Demo makes a binder of the invented unit in the folder, by the same import as real files.
// The user is called "demo".
func Demo(ctx context.Context, d *desk.Desk, dir, passphrase string, day time.Time) (*desk.Session, desk.Secrets, error) {
	files, err := DemoFiles(day)
	if err != nil {
		return nil, desk.Secrets{}, err
	}
	session, secrets, err := d.SetUp(ctx, dir, desk.Setup{Unit: data.DemoUnit, User: "demo", Title: d.Words.Say("demo.title"), Passphrase: passphrase, Demo: true})
	if err != nil {
		return nil, desk.Secrets{}, err
	}
	preview, err := session.Preview(ctx, files, desk.Importing{})
	if err == nil {
		err = session.Import(ctx, preview)
	}
	if err == nil {
		err = demoContacts(ctx, session)
	}
	if err != nil {
		return nil, desk.Secrets{}, fmt.Errorf("fill the demo unit: %w", errors.Join(err, session.Lock()))
	}
	return session, secrets, nil
}

// DemoFiles are the files that the demo unit would have exported on the morning of the day.
func DemoFiles(day time.Time) ([]desk.File, error) {
	source, err := data.Demo(care.Day(day))
	if err != nil {
		return nil, err
	}
	at := care.Day(day).Add(demoHour * time.Hour)
	files := make([]desk.File, 0, len(source))
	for _, f := range source {
		files = append(files, desk.File{Name: f.Name, ModTime: at, Bytes: f.Bytes})
	}
	return files, nil
}

// vaults lets the desk see the vault through its own interfaces.
type vaults struct{}

func (vaults) Exists(dir string) bool { return vault.Exists(dir) }

func (vaults) Create(ctx context.Context, dir, name, passphrase string) (desk.Store, string, error) {
	v, code, err := vault.Create(ctx, dir, vault.Founder{Name: name, Passphrase: passphrase})
	if err != nil {
		return nil, "", err
	}
	return v, code, nil
}

func (vaults) Unlock(ctx context.Context, dir string, key access.Key) (desk.Store, error) {
	v, err := vault.Open(ctx, dir, key)
	if err != nil {
		return nil, err
	}
	return v, nil
}

func (vaults) Wait(ctx context.Context, dir string) (time.Duration, error) {
	return vault.Wait(ctx, dir)
}

func (vaults) Recover(ctx context.Context, dir string, key access.Key, progress func(done, total int)) (desk.Store, ledger.Recovery, error) {
	v, recovery, err := vault.Recover(ctx, dir, key, progress)
	if err != nil {
		return nil, recovery, err
	}
	return v, recovery, nil
}

func (vaults) Place(ctx context.Context, dir, file string) error { return vault.Place(ctx, dir, file) }

package desk

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// kindUnit is the item in the settings area that holds the unit itself.
const kindUnit = "unit"

// Unit is what the binder knows of itself.
type Unit struct {
	Name string `json:"name"`
	// PDFPassphrase opens the PDF files that the unit saves.
	PDFPassphrase string `json:"pdf_passphrase"`
	// Demo marks the invented unit, so that it can't be taken for a real one.
	Demo bool `json:"demo,omitempty"`
}

// Setup is what the first person says when a binder is made.
type Setup struct {
	Unit       string
	User       string
	Title      string
	Passphrase string
	Demo       bool
}

// Secrets are shown once, to be printed and put in a sealed envelope.
type Secrets struct {
	RecoveryCode  string
	PDFPassphrase string
}

// SetUp makes a binder in the folder and leaves it open. Faults: "setup.no_unit",
// "setup.no_user", "setup.no_title", and those of the vault.
func (d *Desk) SetUp(ctx context.Context, dir string, setup Setup) (*Session, Secrets, error) {
	switch "" {
	case strings.TrimSpace(setup.Unit):
		return nil, Secrets{}, text.NewFault("setup.no_unit")
	case strings.TrimSpace(setup.User):
		return nil, Secrets{}, text.NewFault("setup.no_user")
	case strings.TrimSpace(setup.Title):
		return nil, Secrets{}, text.NewFault("setup.no_title")
	}
	store, recovery, err := d.Vaults.Create(ctx, dir, tidy(setup.User), setup.Passphrase)
	if err != nil {
		return nil, Secrets{}, err
	}
	unit := Unit{Name: strings.TrimSpace(setup.Unit), PDFPassphrase: newPDFPassphrase(), Demo: setup.Demo}
	if err := d.found(ctx, store, unit, setup); err != nil {
		return nil, Secrets{}, errors.Join(err, store.Close())
	}
	session, err := d.open(ctx, store)
	if err != nil {
		return nil, Secrets{}, err
	}
	session.dir = dir
	return session, Secrets{RecoveryCode: recovery, PDFPassphrase: unit.PDFPassphrase}, nil
}

// found writes down the unit, its founder and whose the recovery code is.
func (d *Desk) found(ctx context.Context, store Store, unit Unit, setup Setup) error {
	recovery, err := store.RecoveryIdentity(ctx)
	if err != nil {
		return err
	}
	founder := access.User{Identity: store.Identity(), Name: tidy(setup.User), Title: tidy(setup.Title), Role: access.RoleUnitHead,
		Areas: access.RoleUnitHead.UsualAreas()}
	first := newHolders()
	first.users[founder.Identity] = founder
	first.keeper = access.Keeper{Identity: recovery, Made: d.now().UTC()}
	none := newHolders()
	change, err := first.since(none)
	if err != nil {
		return err
	}
	body, err := json.Marshal(unit)
	if err != nil {
		return fmt.Errorf("encode unit: %w", err)
	}
	change.Puts = append(change.Puts, ledger.Item{Area: access.AreaSettings, Kind: kindUnit, ID: "unit", Body: body})
	_, err = store.Commit(ctx, change)
	return err
}

// newPDFPassphrase is 80 random bits in groups that can be read aloud and typed.
func newPDFPassphrase() string {
	code := strings.ToLower(rand.Text())[:16]
	return code[0:4] + "-" + code[4:8] + "-" + code[8:12] + "-" + code[12:16]
}

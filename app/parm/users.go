package main

import (
	"context"
	"errors"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// usersWord is everything about who may open the binder.
type usersWord struct {
	List       usersListWord   `cmd:"" help:"${help_users_list}"`
	Add        usersAddWord    `cmd:"" help:"${help_users_add}"`
	Change     usersChangeWord `cmd:"" help:"${help_users_change}"`
	Renew      usersRenewWord  `cmd:"" help:"${help_users_renew}"`
	Remove     usersRemoveWord `cmd:"" help:"${help_users_remove}"`
	Rewrap     usersRewrapWord `cmd:"" help:"${help_users_rewrap}"`
	Passphrase passphraseWord  `cmd:"" help:"${help_users_passphrase}"`
	Recovery   recoveryWord    `cmd:"" help:"${help_users_recovery}"`
	Areas      areasWord       `cmd:"" help:"${help_users_areas}"`
	Envelope   envelopeWord    `cmd:"" help:"${help_users_envelope}"`
	Envelopes  envelopesWord   `cmd:"" help:"${help_users_envelopes}"`
	Withdraw   withdrawWord    `cmd:"" help:"${help_users_withdraw}"`
	Arrive     arriveWord      `cmd:"" help:"${help_users_arrive}"`
	OpenArea   openAreaWord    `cmd:"" help:"${help_users_open_area}"`
	Vouch      vouchWord       `cmd:"" help:"${help_users_vouch}"`
}

// whom names the one that a word is about; --user is the one who opens the binder.
type whom struct {
	Name string `required:"" placeholder:"NAME" help:"${help_users_name}"`
}

// newKey is how a new passphrase reaches the program.
type newKey struct {
	NewPassphraseFile string `placeholder:"FILE" help:"${help_new_passphrase_file}"`
}

type usersListWord struct{ binder }

// Run lists who may open the binder.
func (c *usersListWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		users := s.Users()
		if a.json {
			shapes := make([]userShape, 0, len(users))
			for _, u := range users {
				shapes = append(shapes, shapeUser(u))
			}
			a.putJSON(shapes)
			return nil
		}
		rows := make([][]string, 0, len(users))
		for _, u := range users {
			rows = append(rows, []string{u.Name, u.Title, a.words.Say("role." + string(u.Role)), a.areas(u.HasAreas()), a.untilWhen(u)})
		}
		a.page().table([]string{a.words.Say("parm.users.name"), a.words.Say("parm.users.title"), a.words.Say("parm.users.role"),
			a.words.Say("parm.users.areas"), a.words.Say("parm.users.until")}, rows)
		return nil
	})
}

type usersAddWord struct {
	binder
	whom
	Title string   `required:"" placeholder:"TITLE" help:"${help_title}"`
	Role  string   `required:"" placeholder:"ROLE" help:"${help_role}"`
	Area  []string `placeholder:"AREA" help:"${help_area}"`
	newKey
}

// Run gives somebody access.
func (c *usersAddWord) Run(a *app) error {
	areas, err := readAreas(c.Area)
	if err != nil {
		return err
	}
	role, err := readRole(c.Role)
	if err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		if err := s.May(access.RightUsers); err != nil {
			return err
		}
		passphrase, err := a.newSecret(c.NewPassphraseFile)
		if err != nil {
			return err
		}
		u, err := s.AddUser(a.ctx, desk.NewUser{Name: c.Name, Title: c.Title, Passphrase: passphrase, Role: role, Areas: areas})
		if err != nil {
			return err
		}
		a.tellUser("parm.users.added", u)
		return nil
	})
}

type usersChangeWord struct {
	binder
	whom
	Title string   `placeholder:"TITLE" help:"${help_title}"`
	Role  string   `placeholder:"ROLE" help:"${help_role}"`
	Area  []string `placeholder:"AREA" help:"${help_area_change}"`
}

// Run changes a user's title, role or areas.
func (c *usersChangeWord) Run(a *app) error {
	areas, err := readAreas(c.Area)
	if err != nil {
		return err
	}
	role := access.Role("")
	if c.Role != "" {
		if role, err = readRole(c.Role); err != nil {
			return err
		}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		u, err := s.ChangeUser(a.ctx, c.Name, c.Title, role, areas)
		if err != nil {
			return err
		}
		left, err := a.rewrap(s)
		a.tellRewrapped("parm.users.changed", u, left)
		return err
	})
}

type usersRenewWord struct {
	binder
	whom
	newKey
}

// Run gives a user who has forgotten the passphrase another one.
func (c *usersRenewWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if err := s.May(access.RightUsers); err != nil {
			return err
		}
		passphrase, err := a.newSecret(c.NewPassphraseFile)
		if err != nil {
			return err
		}
		u, err := s.RenewUser(a.ctx, c.Name, passphrase)
		if err != nil {
			return err
		}
		a.tellUser("parm.users.renewed", u)
		return nil
	})
}

type usersRemoveWord struct {
	binder
	whom
}

// Run takes somebody's access away and brings everything under keys that they never had.
func (c *usersRemoveWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		u, err := s.RemoveUser(a.ctx, c.Name)
		if err != nil {
			return err
		}
		left, err := a.rewrap(s)
		a.tellRewrapped("parm.users.removed", u, left)
		return err
	})
}

type usersRewrapWord struct{ binder }

// Run goes on with what a removal left.
func (c *usersRewrapWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		left, err := a.rewrap(s)
		switch {
		case a.json:
			a.putJSON(leftShape{Left: left})
		case left == 0:
			a.page().line(a.words.Say("parm.users.rewrapped"))
		}
		return err
	})
}

// rewrap brings what lies under older keys under the newest ones. Stopped, it is done in part: the
// removal itself stands, and what is left waits.
func (a *app) rewrap(s *desk.Session) (left int, err error) {
	always := context.WithoutCancel(a.ctx)
	if s.RewrapLeft(always) == 0 {
		return 0, nil
	}
	if err = s.Rewrap(a.ctx, nil); err == nil {
		return 0, nil
	}
	left = s.RewrapLeft(always)
	if !errors.Is(err, context.Canceled) {
		a.say(a.words.Explain(err))
	}
	a.say(a.words.Count("parm.users.left", left))
	return left, errPart
}

type passphraseWord struct {
	binder
	newKey
}

// Run changes the passphrase of the one who opens the binder.
func (c *passphraseWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		current, err := a.secret(c.PassphraseFile, a.words.Say("parm.ask.passphrase"))
		if err != nil {
			return err
		}
		fresh, err := a.newSecret(c.NewPassphraseFile)
		if err != nil {
			return err
		}
		if err := s.ChangePassphrase(a.ctx, current, fresh); err != nil {
			return err
		}
		a.tellUser("parm.users.new_passphrase", s.User())
		return nil
	})
}

type recoveryWord struct{ binder }

// Run makes a new recovery code and shows it this once.
func (c *recoveryWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		code, err := s.ReplaceRecovery(a.ctx)
		if err != nil {
			return err
		}
		if a.json {
			a.putJSON(map[string]string{"recovery_code": code})
		} else {
			p := a.page()
			p.line(a.words.Say("parm.users.new_recovery"))
			p.gap()
			p.indented(2, code)
			p.gap()
			p.line(a.words.Say("parm.users.old_recovery"))
		}
		if err := a.show(); err != nil { // before the long work: the old code is gone already
			return err
		}
		if err := s.ConfirmRecovery(context.WithoutCancel(a.ctx)); err != nil {
			return err
		}
		_, err = a.rewrap(s)
		return err
	})
}

// show writes what is to be printed at once, for what can't be said again.
func (a *app) show() error {
	if _, err := a.stdout.Write(a.out.Bytes()); err != nil {
		return text.Because(err, "parm.no_output")
	}
	a.out.Reset()
	return nil
}

// readRole reads a role that can be given.
func readRole(word string) (access.Role, error) {
	if role := access.Role(strings.TrimSpace(word)); role.Valid() {
		return role, nil
	}
	return "", misuse{text.NewFault("parm.bad_value", "what", "--role "+word)}
}

// readAreas reads the care areas of a user; none given means nil, and the word "none" means none.
func readAreas(words []string) ([]access.Area, error) {
	if len(words) == 0 {
		return nil, nil
	}
	areas := []access.Area{}
	for _, word := range words {
		if word == "none" {
			continue
		}
		area, ok := access.AreaNamed(word)
		if !ok || len(access.RoleStaff.AreasFor([]access.Area{area})) == len(access.Everyone()) {
			return nil, misuse{text.NewFault("parm.bad_value", "what", "--area "+word)}
		}
		areas = append(areas, area)
	}
	return areas, nil
}

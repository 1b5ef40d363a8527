package main

import (
	"errors"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

type envelopeWord struct {
	binder
	Use   string   `required:"" placeholder:"shift|emergency" help:"${help_use}"`
	Area  []string `placeholder:"AREA" help:"${help_area_envelope}"`
	Until string   `placeholder:"YYYY-MM-DDTHH:MM" help:"${help_until}"`
}

// Run makes an envelope and shows its code this once.
func (c *envelopeWord) Run(a *app) error {
	areas, err := readAreas(c.Area)
	if err != nil {
		return err
	}
	order := desk.EnvelopeOrder{Use: access.Use(c.Use), Areas: areas}
	if c.Until != "" {
		if order.Until, err = desk.ReadEventTime(c.Until); err != nil {
			return misuse{err}
		}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		e, code, err := s.NewEnvelope(a.ctx, order)
		if err != nil {
			return err
		}
		if a.json {
			shape := shapeEnvelope(e, s.Now())
			shape.Code = code
			a.putJSON(shape)
			return nil
		}
		p := a.page()
		p.line(a.words.Say("parm.envelope.made."+string(e.Use), "id", e.ID, "areas", a.areas(e.Areas)))
		p.gap()
		p.indented(2, code)
		p.gap()
		p.line(a.words.Say("parm.envelope.keep", "id", e.ID))
		return nil
	})
}

type envelopesWord struct{ binder }

// Run lists the envelopes that were made.
func (c *envelopesWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if err := s.May(access.RightUsers); err != nil {
			return err
		}
		all := s.Envelopes()
		if a.json {
			shapes := make([]envelopeShape, 0, len(all))
			for _, e := range all {
				shapes = append(shapes, shapeEnvelope(e, s.Now()))
			}
			a.putJSON(shapes)
			return nil
		}
		p := a.page()
		if len(all) == 0 {
			p.line(a.words.Say("parm.envelope.none"))
			return nil
		}
		rows := make([][]string, 0, len(all))
		for _, e := range all {
			shape := shapeEnvelope(e, s.Now())
			rows = append(rows, []string{e.ID, a.words.Say("parm.envelope.use." + shape.Use), a.areas(e.Areas), a.moment(e.Made), a.moment(e.Until),
				join(", ", a.words.Say("parm.envelope.state."+shape.State), e.OpenedBy, a.moment(e.Opened))})
		}
		p.table([]string{a.words.Say("parm.envelope.id"), a.words.Say("parm.envelope.use"), a.words.Say("parm.users.areas"),
			a.words.Say("parm.envelope.made"), a.words.Say("parm.users.until"), a.words.Say("parm.queue.state")}, rows)
		return nil
	})
}

// moment writes a time for a list; one that isn't known is empty.
func (a *app) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(care.Stockholm)
	return a.words.DayShort(t) + " " + a.words.Clock(t)
}

type withdrawWord struct {
	binder
	ID string `arg:"" name:"id" help:"${help_envelope_id}"`
}

// Run takes an unopened envelope back.
func (c *withdrawWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if err := s.WithdrawEnvelope(a.ctx, c.ID); err != nil {
			return err
		}
		if a.json {
			a.putJSON(map[string]string{"id": c.ID, "state": "withdrawn"})
			return nil
		}
		a.page().line(a.words.Say("parm.envelope.withdrawn", "id", c.ID))
		return nil
	})
}

// arriveWord is how a temporary comes in: the code works once, and then --user and the passphrase
// that they chose open the binder until the shift ends.
type arriveWord struct {
	folder
	User  string `required:"" placeholder:"NAME" help:"${help_arrive_user}"`
	Title string `required:"" placeholder:"TITLE" help:"${help_title}"`
	codeFile
	newKey
}

// codeFile is how the code of an envelope reaches the program.
type codeFile struct {
	CodeFile string `placeholder:"FILE" help:"${help_code_file}"`
}

// Run lets a temporary in with the code of the shift's envelope.
func (c *arriveWord) Run(a *app) error {
	if !a.desk.HasBinder(c.Vault) {
		return text.NewFault("vault.none")
	}
	code, err := a.secret(c.CodeFile, a.words.Say("parm.ask.envelope"))
	if err != nil {
		return err
	}
	passphrase, err := a.newSecret(c.NewPassphraseFile)
	if err != nil {
		return err
	}
	s, err := a.desk.UnlockEnvelope(a.ctx, c.Vault, code, desk.Arrival{Name: c.User, Title: c.Title, Passphrase: passphrase})
	if err != nil {
		return err
	}
	a.caution(s)
	if a.json {
		a.putJSON(shapeUser(s.User()))
	} else {
		a.page().line(a.words.Say("parm.envelope.arrived", "name", s.User().Name, "until", a.moment(s.EndsAt())))
	}
	return errors.Join(s.Lock())
}

type openAreaWord struct {
	binder
	codeFile
	Reason string `required:"" placeholder:"TEXT" help:"${help_open_area_reason}"`
}

// Run opens an area with its emergency envelope for a night.
func (c *openAreaWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		code, err := a.secret(c.CodeFile, a.words.Say("parm.ask.envelope"))
		if err != nil {
			return err
		}
		grant, err := s.OpenArea(a.ctx, code, c.Reason)
		if err != nil {
			return err
		}
		if a.json {
			a.putJSON(grantShape{Area: grant.Area.String(), Envelope: grant.Envelope, Until: stamp(grant.Until)})
			return nil
		}
		a.page().line(a.words.Say("parm.users.area_open", "area", a.words.Say("area."+grant.Area.String()), "until", a.moment(grant.Until)))
		return nil
	})
}

type vouchWord struct {
	binder
	whom
}

// Run notes that a temporary is who they said.
func (c *vouchWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		entries, err := s.Vouch(a.ctx, c.Name)
		if err != nil {
			return err
		}
		if a.json {
			a.putJSON(vouchShape{Name: c.Name, Entries: entries})
			return nil
		}
		a.page().line(a.words.Count("parm.users.vouched", entries, "name", c.Name))
		return nil
	})
}

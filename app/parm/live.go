package main

import (
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// liveFlags are import's from Lifecare itself instead of files.
type liveFlags struct {
	Lifecare        bool    `help:"${help_lifecare}"`
	LifecareWhole   bool    `help:"${help_lifecare_whole}"`
	LifecareAddress *string `placeholder:"URL" help:"${help_lifecare_address}"`
	LifecareDomain  *string `placeholder:"DOMAIN" help:"${help_lifecare_domain}"`
	LifecareKeyFile string  `placeholder:"FILE" help:"${help_lifecare_key_file}"`
	LifecareMinutes *int    `placeholder:"N" help:"${help_lifecare_minutes}"`
	LifecareForget  bool    `help:"${help_lifecare_forget}"`
	LifecareStatus  bool    `help:"${help_lifecare_status}"`
}

// connects tells whether the flags change the connection.
func (l liveFlags) connects() bool {
	return l.LifecareAddress != nil || l.LifecareDomain != nil || l.LifecareKeyFile != "" || l.LifecareMinutes != nil
}

func (l liveFlags) any() bool {
	return l.Lifecare || l.LifecareWhole || l.LifecareForget || l.LifecareStatus || l.connects()
}

// fits tells flags and files that can't stand together.
func (c *importWord) fits() error {
	switch {
	case !c.any() && len(c.File) == 0:
		return misuse{text.NewFault("parm.import_what")}
	case c.any() && (len(c.File) > 0 || c.DryRun || c.Date != "" || c.TakeOlder || c.Rows):
		return misuse{text.NewFault("parm.live_alone")}
	case c.LifecareForget && (c.Lifecare || c.LifecareWhole || c.connects()):
		return misuse{text.NewFault("parm.live_forget")}
	}
	return nil
}

// live changes how the binder is connected to Lifecare, pulls, and tells.
func (c *importWord) live(a *app, s *desk.Session) error {
	switch {
	case c.LifecareForget:
		if err := s.RemoveConnection(a.ctx); err != nil {
			return err
		}
	case c.connects():
		if err := c.connect(a, s); err != nil {
			return err
		}
	}
	if !c.Lifecare && !c.LifecareWhole {
		a.tellConnection(s)
		return nil
	}
	done, err := s.Refresh(a.ctx, desk.Refreshing{Whole: c.LifecareWhole, ConfirmGone: c.ConfirmGone})
	if err != nil {
		return err
	}
	a.tellLive(done)
	return judgedLive(done)
}

// connect stores what the flags say of the connection; the rest stays as it was.
func (c *importWord) connect(a *app, s *desk.Session) error {
	was := s.Connection()
	to := desk.Connection{Address: was.Address, Domain: was.Domain, Every: was.Every, On: was.On || was.Address == ""}
	if c.LifecareAddress != nil {
		to.Address = *c.LifecareAddress
	}
	if c.LifecareDomain != nil {
		to.Domain = *c.LifecareDomain
	}
	if c.LifecareMinutes != nil {
		to.On = *c.LifecareMinutes != 0
		if to.On {
			to.Every = time.Duration(*c.LifecareMinutes) * time.Minute
		}
	}
	if c.LifecareKeyFile != "" {
		word, err := firstLine(c.LifecareKeyFile)
		if err != nil {
			return text.NewFault("parm.live_key_file")
		}
		to.Key = access.NewSecret(word)
	}
	return s.SetConnection(a.ctx, to)
}

// judgedLive is errPart when something stayed outside, and errFaulted when everything did.
func judgedLive(done desk.Refreshed) error {
	some := slices.ContainsFunc(done.Reads, func(r desk.ReadResult) bool { return r.Outcome == desk.ReadTaken })
	partly := slices.ContainsFunc(done.Reads, func(r desk.ReadResult) bool {
		return r.Outcome != desk.ReadTaken || r.Held || len(r.Errors) > 0
	})
	switch {
	case !some:
		return errFaulted
	case partly:
		return errPart
	}
	return nil
}

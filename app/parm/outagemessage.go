package main

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

type outageMessageWord struct {
	whichOutage
	Kind        string   `arg:"" help:"${help_outage_kind}"`
	What        string   `placeholder:"TEXT" help:"${help_outage_what}"`
	Touched     string   `placeholder:"TEXT" help:"${help_outage_touched}"`
	Doing       string   `placeholder:"TEXT" help:"${help_outage_doing}"`
	Expected    string   `placeholder:"T" help:"${help_outage_expected}"`
	Responsible string   `placeholder:"TEXT" help:"${help_outage_responsible}"`
	Number      string   `placeholder:"TEXT" help:"${help_outage_number}"`
	Group       []string `placeholder:"NAME" sep:"none" help:"${help_outage_group}"`
	Planned     string   `placeholder:"ID" help:"${help_outage_message_planned}"`
	Channel     string   `placeholder:"CHANNEL" help:"${help_outage_channel}"`
	Sent        bool     `help:"${help_outage_sent}"`
}

type messageShape struct {
	Kind    string           `json:"kind"`
	SMS     string           `json:"sms"`
	Parts   int              `json:"parts"`
	Used    int              `json:"used"`
	Left    int              `json:"left"`
	Wide    string           `json:"wide"` // characters that more than halve the room
	Kanalen string           `json:"kanalen"`
	ReadOut string           `json:"readout"`
	Groups  []recipientShape `json:"groups"`
	// Noted says that an attempt to send it stands in the timeline.
	Noted bool `json:"noted"`
}

type recipientShape struct {
	Name    string      `json:"name"`
	Phones  []callShape `json:"phones"`
	Missing []callShape `json:"missing"` // without a number
	// Codes are what codes hold that a phone scans into a ready message.
	Codes []string `json:"codes"`
}

// kinds are those of messages about an outage, and about a planned one.
var (
	outageKinds  = []outage.MessageKind{outage.MessageFirst, outage.MessageUpdate, outage.MessageSolved, outage.MessageReadOut}
	plannedKinds = []outage.MessageKind{outage.MessageNotice, outage.MessageDay, outage.MessageDone}
	channels     = []outage.Channel{outage.ChannelSMS, outage.ChannelKanalen, outage.ChannelReadOut, outage.ChannelCall}
)

// check refuses what can't be meant.
func (c *outageMessageWord) check() error {
	kinds := outageKinds
	if c.Planned != "" {
		kinds = plannedKinds
	}
	words := func(list []string) string { return strings.Join(list, ", ") }
	switch {
	case !slices.Contains(kinds, outage.MessageKind(c.Kind)):
		return misuse{text.NewFault("parm.outage_kind", "what", c.Kind, "kinds", words(each(kinds, func(k outage.MessageKind) string { return string(k) })))}
	case c.Channel != "" && !slices.Contains(channels, outage.Channel(c.Channel)):
		return misuse{text.NewFault("parm.outage_channel", "channels", words(each(channels, func(k outage.Channel) string { return string(k) })))}
	case c.Channel != "" && !c.Sent:
		return misuse{text.NewFault("parm.outage_sent")}
	case c.Planned != "" && c.Outage != "":
		return misuse{text.NewFault("parm.outage_planned_or")}
	}
	return nil
}

// Run makes the message to the units, and with --sent notes an attempt to send it.
func (c *outageMessageWord) Run(a *app) error {
	if err := c.check(); err != nil {
		return err
	}
	expected, err := moment(c.Expected)
	if err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		id, draft, err := c.draft(a, s)
		if err != nil {
			return err
		}
		for field, said := range map[*string]string{&draft.What: c.What, &draft.Touched: c.Touched, &draft.Doing: c.Doing, &draft.Responsible: c.Responsible, &draft.Number: c.Number} {
			if said != "" {
				*field = said
			}
		}
		if !expected.IsZero() {
			draft.Expected = expected
		}
		if err := s.CheckMessage(draft); err != nil {
			return err
		}
		groups, err := c.groups(s)
		if err != nil {
			return err
		}
		if c.Sent {
			if err := c.note(a, s, id, draft, groups); err != nil {
				return err
			}
		}
		a.tellMessage(draft, groups, c.Sent)
		return nil
	})
}

// draft is the message as far as the binder knows it, and the outage that it is about.
func (c *outageMessageWord) draft(a *app, s *desk.Session) (id string, d outage.Draft, err error) {
	kind := outage.MessageKind(c.Kind)
	if c.Planned != "" {
		d, err = s.PlannedDraft(c.Planned, kind)
		return c.Planned, d, err
	}
	o, err := c.last(a, s)
	if err != nil {
		return "", d, err
	}
	d, err = s.MessageDraft(o.ID, kind)
	return o.ID, d, err
}

// groups are the recipient groups that are asked for; all without a name.
func (c *outageMessageWord) groups(s *desk.Session) ([]outage.Group, error) {
	all := s.Recipients()
	if len(c.Group) == 0 {
		return all, nil
	}
	var chosen []outage.Group
	for _, name := range c.Group {
		at := slices.IndexFunc(all, func(g outage.Group) bool { return g.Name == name })
		if at < 0 {
			return nil, misuse{text.NewFault("parm.outage_group", "what", name, "groups", strings.Join(each(all, func(g outage.Group) string { return g.Name }), ", "))}
		}
		chosen = append(chosen, all[at])
	}
	return chosen, nil
}

// note keeps an attempt for each group: the binder can't see whether a message arrived.
func (c *outageMessageWord) note(a *app, s *desk.Session, id string, d outage.Draft, groups []outage.Group) error {
	channel := outage.Channel(c.Channel)
	if channel == "" {
		channel = outage.ChannelSMS
	}
	sent := outage.Sent{Kind: d.Kind, Channel: channel}
	switch channel {
	case outage.ChannelKanalen:
		sent.Text, groups = d.Kanalen(a.words), nil
	case outage.ChannelReadOut:
		sent.Text, groups = d.ReadOut(a.words), nil
	default:
		sent.Text = d.SMS(a.words, s.Now())
	}
	if len(groups) == 0 {
		groups = []outage.Group{{}}
	}
	for _, g := range groups {
		sent.Group, sent.Numbers = g.Name, len(g.Contacts)
		var err error
		if c.Planned != "" {
			err = s.NotePlannedMessage(a.ctx, id, sent)
		} else {
			_, err = s.SendMessage(a.ctx, id, sent)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// codesFor are the codes that a group's phones are written to by; numbers that don't fit into one go into
// another.
func codesFor(g outage.Group, body string) []string {
	var codes []string
	for numbers := each(g.Contacts, func(c outage.Contact) string { return c.Number }); len(numbers) > 0; {
		n, code := len(numbers), ""
		for ; n > 0 && code == ""; n-- {
			if link, err := outage.SMSLink(numbers[:n], body); err == nil {
				code = link
				break
			}
		}
		if code == "" {
			return codes
		}
		codes, numbers = append(codes, code), numbers[n:]
	}
	return codes
}

func (a *app) tellMessage(d outage.Draft, groups []outage.Group, noted bool) {
	sms := d.SMS(a.words, time.Now())
	count := outage.CountSMS(sms)
	if a.json {
		a.putJSON(messageShape{Kind: string(d.Kind), SMS: sms, Parts: count.Parts, Used: count.Used, Left: count.Left, Wide: string(count.Wide),
			Kanalen: d.Kanalen(a.words), ReadOut: d.ReadOut(a.words), Noted: noted,
			Groups: each(groups, func(g outage.Group) recipientShape {
				return recipientShape{Name: g.Name, Phones: each(g.Contacts, shapeCall), Missing: each(g.Missing, shapeCall), Codes: append([]string{}, codesFor(g, sms)...)}
			})})
		return
	}
	p, w := a.page(), a.words
	p.line(sms)
	p.gap()
	p.line(w.Count("parm.outage.parts", count.Parts, "left", count.Left))
	if len(count.Wide) > 0 {
		p.line(w.Say("parm.outage.wide", "signs", string(count.Wide)))
	}
	for _, g := range groups {
		name := g.Name
		if name == "" {
			name = w.Say("parm.outage.no_group")
		}
		p.head(name)
		for _, c := range g.Contacts {
			p.indented(2, strings.Join(slices.DeleteFunc([]string{c.Name, c.Number, c.Carrier}, func(part string) bool { return part == "" }), ", "))
		}
		for _, c := range g.Missing {
			p.indented(2, w.Say("parm.outage.missing", "name", c.Name))
		}
	}
	if len(groups) == 0 {
		p.line(w.Say("parm.outage.no_recipients"))
	}
	p.head(w.Say("parm.outage.kanalen"))
	p.line(d.Kanalen(w))
	if noted {
		p.gap()
		p.line(w.Say("parm.outage.attempted"))
	}
}

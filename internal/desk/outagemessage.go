package desk

import (
	"cmp"
	"context"
	"strings"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// MessageDraft is the message to the units that an outage calls for (routine 3.1.1), as far as the binder
// knows it: the person fills in the rest. Fault "outage.unknown".
func (s *Session) MessageDraft(id string, kind outage.MessageKind) (outage.Draft, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, known := s.outages.Get(id)
	if !known {
		return outage.Draft{}, text.NewFault("outage.unknown")
	}
	d := outage.Draft{Kind: kind, What: s.brokenWords(o), Touched: o.Touched, Expected: o.Expected, Drill: o.Drill, At: s.desk.now()}
	d.Responsible, d.Number = s.responsible()
	return d, nil
}

// CheckMessage tells whether a message may go out: it is looked at before there is anything to scan or to
// copy, since what was sent can't be taken back. Faults: those of outage.Draft.Check, "outage.person",
// "outage.number".
func (s *Session) CheckMessage(d outage.Draft) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.namesNobody(d.Kanalen(s.desk.Words)); err != nil {
		return err
	}
	return d.Check()
}

// PlannedDraft is the message that a planned outage calls for (routine 2.1). Fault "planned.unknown".
func (s *Session) PlannedDraft(id string, kind outage.MessageKind) (outage.Draft, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, known := s.planned(id)
	if !known {
		return outage.Draft{}, text.NewFault("planned.unknown")
	}
	d := outage.Draft{Kind: kind, What: cmp.Or(p.Title, s.desk.Words.Say("outage.planned."+string(p.Kind))), Touched: s.systemWords(p.Systems),
		Start: p.Start, End: p.End, At: s.desk.now()}
	d.Responsible, d.Number = s.responsible()
	return d, nil
}

// Recipients are the groups of the contact list that messages go to (routine 3.1.1).
func (s *Session) Recipients() []outage.Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	return outage.Groups(s.catalogue().Contacts)
}

// SendMessage notes an attempt to send a message: the binder can't see whether it arrived. Faults:
// "outage.person", "outage.number", those of outage.Book.Check, "access.not_allowed", those of the vault.
func (s *Session) SendMessage(ctx context.Context, id string, sent outage.Sent) (outage.Outage, error) {
	return s.TellOutage(ctx, outage.Event{Outage: id, Type: outage.EventMessage, Message: &sent})
}

// responsible is the manager in charge whom a message names, once the unit has settled that it does
// (routine 3.1.2 leaves it open).
func (s *Session) responsible() (name, number string) {
	for _, c := range s.catalogue().Contacts {
		if c.Role == outage.ContactHead && c.Open != "" && c.Number != "" {
			return c.Name, c.Number
		}
	}
	return "", ""
}

// systemWords names systems.
func (s *Session) systemWords(ids []string) string {
	c := s.catalogue()
	var names []string
	for _, id := range ids {
		if system, known := c.System(id); known {
			names = append(names, system.Name.In(s.desk.Words.Lang()))
		}
	}
	return strings.Join(names, ", ")
}

// brokenWords names what is broken, with which app, place or bank, or, once all is mended, what was.
func (s *Session) brokenWords(o outage.Outage) string {
	broken := o.Now()
	if len(broken) == 0 {
		broken = o.Broken
	}
	return s.catalogue().NamesOf(s.desk.Words, broken)
}

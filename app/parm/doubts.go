package main

import (
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// doubtShape is a question about who is who, for machines.
type doubtShape struct {
	ID     string        `json:"id"`
	Name   string        `json:"name"`
	Street string        `json:"street"`
	MayBe  []personNamed `json:"may_be"`
}

type personNamed struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	PersonalID string `json:"personal_id"`
	Street     string `json:"street"`
}

// settle answers a question about who is who, or lists those that are open.
func (c *peopleWord) settle(a *app) error {
	one, other, paired := strings.Cut(c.Same, "=")
	if c.Same != "" && (!paired || c.Apart != "") {
		return misuse{text.NewFault("parm.same_pair")}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		switch {
		case c.Same != "":
			if err := s.SettleSame(a.ctx, strings.TrimSpace(one), strings.TrimSpace(other)); err != nil {
				return err
			}
			a.tellSettled()
		case c.Apart != "":
			if err := s.SettleApart(a.ctx, c.Apart); err != nil {
				return err
			}
			a.tellSettled()
		default:
			if err := s.May(access.RightRead); err != nil {
				return err
			}
			a.tellDoubts(s)
		}
		return nil
	})
}

func (a *app) tellSettled() {
	if a.json {
		a.putJSON(map[string]bool{"settled": true})
		return
	}
	a.page().line(a.words.Say("parm.doubts.settled"))
}

func (a *app) tellDoubts(s *desk.Session) {
	doubts := s.Doubts()
	if len(doubts) > 0 {
		s.NoteList(a.ctx, desk.ListPeople)
	}
	if a.json {
		shapes := make([]doubtShape, 0, len(doubts))
		for _, d := range doubts {
			shapes = append(shapes, shapeDoubt(d))
		}
		a.putJSON(shapes)
		return
	}
	p := a.page()
	if len(doubts) == 0 {
		p.line(a.words.Say("parm.doubts.none"))
		return
	}
	p.line(a.words.Count("parm.doubts", len(doubts)))
	for _, d := range doubts {
		shape := shapeDoubt(d)
		rows := [][]string{{shape.ID, shape.Name, "", shape.Street}}
		for _, other := range shape.MayBe {
			rows = append(rows, []string{"  " + a.words.Say("parm.doubts.maybe") + " " + other.ID, other.Name, other.PersonalID, other.Street})
		}
		p.gap()
		p.table(nil, rows)
	}
}

func shapeDoubt(d care.Doubt) doubtShape {
	shape := doubtShape{ID: d.Person.ID, Name: d.Person.Name(), Street: d.Person.Address().Line(), MayBe: []personNamed{}}
	for _, other := range d.Others {
		shape.MayBe = append(shape.MayBe, personNamed{ID: other.ID, Name: other.Name(), PersonalID: string(other.PersonalID), Street: other.Address().Line()})
	}
	return shape
}

package main

import (
	"strings"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
)

type dossierShape struct {
	personFacts
	// Shielded tells that there are protected fields, which never come here.
	Shielded bool `json:"shielded"`
	// Closed are areas of the binder that the reader has no key for.
	Closed    []closedShape     `json:"closed"`
	Warnings  []warningShape    `json:"warnings"`
	Relatives []relativeShape   `json:"relatives"`
	Contacts  []contactShape    `json:"contacts"`
	Plans     []planShape       `json:"plans"`
	Visits    []visitShape      `json:"visits"`
	Notes     []entryShape      `json:"notes"`
	AsOf      map[string]string `json:"as_of"`
	careShape
}

type personFacts struct {
	ID         string        `json:"id"`
	Name       string        `json:"name"`
	PersonalID string        `json:"personal_id"`
	Protected  bool          `json:"protected"`
	Inactive   bool          `json:"inactive"`
	Gone       bool          `json:"gone"`
	Address    *addressShape `json:"address,omitempty"`
	Keys       []keyShape    `json:"keys"`
	Phones     []phoneShape  `json:"phones"`
	Emails     []string      `json:"emails"`
	Note       string        `json:"note,omitempty"`
	// Differs is what other sources say otherwise; left out when they agree.
	Differs []differShape `json:"differs,omitempty"`
}

type differShape struct {
	Field  string `json:"field"`
	Value  string `json:"value"`
	Source string `json:"source"`
	At     string `json:"at"`
}

func shapeDiffers(differs []care.Difference) []differShape {
	var shapes []differShape
	for _, d := range differs {
		source, _, _ := strings.Cut(d.Source, "#")
		shapes = append(shapes, differShape{Field: string(d.Field), Value: d.Value, Source: source, At: stamp(d.At)})
	}
	return shapes
}

type phoneShape struct {
	Number string `json:"number"`
	Type   string `json:"type"`
}

type warningShape struct {
	Kind  string `json:"kind"`
	Text  string `json:"text"`
	Noted string `json:"noted"`
	By    string `json:"by"`
}

type relativeShape struct {
	Name         string       `json:"name"`
	Relation     string       `json:"relation"`
	Phones       []phoneShape `json:"phones"`
	FirstContact bool         `json:"first_contact"`
	Night        *bool        `json:"night,omitempty"`
	Order        int          `json:"order"`
	Note         string       `json:"note"`
}

type contactShape struct {
	Name   string       `json:"name"`
	Role   string       `json:"role"`
	Phones []phoneShape `json:"phones"`
	Emails []string     `json:"emails"`
	Note   string       `json:"note"`
}

type planShape struct {
	Established   string         `json:"established"`
	Ends          string         `json:"ends"`
	FollowUp      string         `json:"follow_up"`
	Important     string         `json:"important"`
	OtherServices string         `json:"other_services"`
	Goals         []goalShape    `json:"goals"`
	Other         []sectionShape `json:"other"`
}

type goalShape struct {
	Service string `json:"service"`
	Goal    string `json:"goal"`
	What    string `json:"what"`
	How     string `json:"how"`
	Who     string `json:"who"`
	When    string `json:"when"`
}

type sectionShape struct {
	Headline string `json:"headline"`
	Text     string `json:"text"`
}

// shapeDossier is a person for --json. Of a protected identity only what isn't protected has a
// place, even if the dossier should hold more.
func shapeDossier(d *care.Dossier, notes []entry.Tracked) dossierShape {
	shape := dossierShape{personFacts: shapeFacts(d), Shielded: d.Shielded, Warnings: []warningShape{}, Relatives: []relativeShape{},
		Contacts: []contactShape{}, Plans: []planShape{}, Visits: []visitShape{}, Notes: []entryShape{}, AsOf: map[string]string{}}
	for _, w := range d.Warnings {
		shape.Warnings = append(shape.Warnings, warningShape{Kind: string(w.What), Text: w.Text, Noted: stamp(w.Noted), By: w.By})
	}
	for i, r := range d.Relatives {
		if !d.Person.Protected {
			shape.Relatives = append(shape.Relatives, relativeShape{Name: r.Name(), Relation: r.Relation, Phones: shapePhones(r.Phones),
				FirstContact: r.FirstContact, Night: r.Night, Order: i + 1, Note: r.Note})
		}
	}
	for _, c := range d.Contacts {
		shape.Contacts = append(shape.Contacts, contactShape{Name: c.Name(), Role: c.Role, Phones: shapePhones(c.Phones),
			Emails: append([]string{}, c.Emails...), Note: c.Note})
	}
	for _, p := range d.Plans {
		shape.Plans = append(shape.Plans, shapePlan(p))
	}
	for _, v := range d.Visits {
		shape.Visits = append(shape.Visits, shapeVisit(v, d.Person.Name(), d.Person.Protected, v.Day()))
	}
	for _, n := range notes {
		one := shapeEntry(n, d.Person.Name())
		one.Text = n.Text
		shape.Notes = append(shape.Notes, one)
	}
	for kind, at := range d.AsOf {
		shape.AsOf[string(kind)] = stamp(at)
	}
	return shape
}

func shapeFacts(d *care.Dossier) personFacts {
	p := d.Person
	facts := personFacts{ID: p.ID, Name: p.Name(), PersonalID: string(p.PersonalID), Protected: p.Protected, Inactive: p.Inactive,
		Gone: p.Gone(), Keys: []keyShape{}, Phones: []phoneShape{}, Emails: []string{}}
	if p.Protected {
		return facts
	}
	facts.Address, facts.Keys, facts.Phones = shapeAddress(p.Address()), shapeKeys(d.Keys()), shapePhones(p.Phones)
	facts.Emails, facts.Note, facts.Differs = append(facts.Emails, p.Emails...), p.Note, shapeDiffers(p.Differs)
	return facts
}

func shapePhones(phones []care.Phone) []phoneShape {
	shapes := make([]phoneShape, 0, len(phones))
	for _, n := range phones {
		shapes = append(shapes, phoneShape{Number: n.Number, Type: n.Type})
	}
	return shapes
}

func shapePlan(p *care.ServicePlan) planShape {
	shape := planShape{Established: stamp(p.Established), Ends: stamp(p.Ends), FollowUp: stamp(p.FollowUp), Important: p.Important,
		OtherServices: p.OtherServices, Goals: []goalShape{}, Other: []sectionShape{}}
	for _, g := range p.Goals {
		shape.Goals = append(shape.Goals, goalShape{Service: g.Service, Goal: g.Goal, What: g.What, How: g.How, Who: g.Who, When: g.When})
	}
	for _, s := range p.Other {
		shape.Other = append(shape.Other, sectionShape(s))
	}
	return shape
}

package fhir

import (
	"encoding/json"

	"avbrottsparm/internal/care"
)

// who is somebody whom a reference names: staff, a unit, a relative.
type who struct {
	name      humanName
	title     string
	unit      string
	phones    []care.Phone
	emails    []string
	isPatient bool
}

// said is the name with the title: "Eva Ek (sjuksköterska)".
func (w who) said() string {
	name := w.name.plain()
	switch {
	case name == "":
		return w.unit
	case w.title == "":
		return name
	}
	return name + " (" + w.title + ")"
}

type (
	wirePractitioner struct {
		Name          []humanName     `json:"name"`
		Telecom       json.RawMessage `json:"telecom"`
		Qualification []struct {
			Code concept `json:"code"`
		} `json:"qualification"`
	}
	wireRole struct {
		Practitioner reference       `json:"practitioner"`
		Organization reference       `json:"organization"`
		Code         []concept       `json:"code"`
		Telecom      json.RawMessage `json:"telecom"`
	}
	wireUnit struct { // Organization, Location and HealthcareService
		Name    string          `json:"name"`
		Telecom json.RawMessage `json:"telecom"`
	}
)

// who finds the name behind a reference; where the file doesn't hold it, what the reference shows.
// Only a role points on, and only to a person and a unit, so there is nothing to go round in.
func (r *run) who(from *entry, ref reference) who {
	e := r.index.resolve(from, ref)
	if e == nil {
		return who{name: humanName{Text: line(ref.Display)}}
	}
	if !r.spend(2 * maxName) {
		return who{}
	}
	found := r.whoIs(e)
	if found.name.plain() == "" {
		found.name = humanName{Text: line(ref.Display)}
	}
	return found
}

// whoIs reads whom a resource names, once.
func (r *run) whoIs(e *entry) who {
	if known, ok := e.memo.(*who); ok {
		return *known
	}
	var found who
	switch e.typ {
	case "Patient": // keeps a memory of its own
		return who{name: humanName{Text: r.keyOf(e).Name}, isPatient: true}
	case "Practitioner":
		found = r.practitioner(e)
	case "PractitionerRole":
		found = r.role(e)
	case "Organization", "HealthcareService", "Location":
		found = r.unit(e)
	case "RelatedPerson":
		found = r.related(e)
	default:
		return who{}
	}
	given, family, whole := found.name.parts()
	found.name = humanName{Given: []string{given}, Family: family, Text: whole}
	e.memo = &found
	return found
}

func (r *run) unit(e *entry) who {
	var wire wireUnit
	if json.Unmarshal(e.raw, &wire) != nil {
		return who{}
	}
	phones, emails := reachable(wire.Telecom, r.now)
	return who{name: humanName{Text: line(wire.Name)}, phones: phones, emails: emails}
}

func (r *run) related(e *entry) who {
	var wire wireRelated
	if json.Unmarshal(e.raw, &wire) != nil {
		return who{}
	}
	phones, emails := reachable(wire.Telecom, r.now)
	return who{name: nameOf(wire.Name, r.now), title: r.relation(wire.Relationship), phones: phones, emails: emails}
}

func (r *run) practitioner(e *entry) who {
	var wire wirePractitioner
	if json.Unmarshal(e.raw, &wire) != nil {
		return who{}
	}
	phones, emails := reachable(wire.Telecom, r.now)
	found := who{name: nameOf(wire.Name, r.now), phones: phones, emails: emails}
	for _, q := range wire.Qualification {
		if found.title == "" {
			found.title = q.Code.said()
		}
	}
	return found
}

// role is a practitioner at a unit: the role's own title and telephone come first.
func (r *run) role(e *entry) who {
	var wire wireRole
	if json.Unmarshal(e.raw, &wire) != nil {
		return who{}
	}
	found := who{name: humanName{Text: line(wire.Practitioner.Display)}}
	if p := r.index.resolve(e, wire.Practitioner); p != nil && p.typ == "Practitioner" {
		found = r.whoIs(p)
	}
	if title := all(wire.Code, ", "); title != "" {
		found.title = title
	}
	found.unit = line(wire.Organization.Display)
	var at who
	if o := r.index.resolve(e, wire.Organization); o != nil && o.typ == "Organization" {
		at = r.whoIs(o)
		found.unit = at.name.plain()
	}
	if phones, emails := reachable(wire.Telecom, r.now); len(phones)+len(emails) > 0 {
		found.phones, found.emails = phones, emails
	}
	if len(found.phones) == 0 {
		found.phones = at.phones
	}
	return found
}

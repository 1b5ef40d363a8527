package fhir

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// The systems under which an identifier is a person's identity number, surest first, as the
// Swedish base profiles (HL7 Sweden, basprofiler-r4) and Inera's service contracts give them.
var identitySystems = []string{
	"1.2.752.129.2.1.3.1", "http://electronichealth.se/identifier/personnummer",
	"1.2.752.129.2.1.3.3", "http://electronichealth.se/identifier/samordningsnummer",
	"1.2.752.74.9.1", "http://electronichealth.se/identifier/nationelltReservnummer",
}

// reserveSystems are the regions' own reserve numbers.
var reserveSystems = []string{
	"1.2.752.97.3.1.3",         // Stockholm
	"1.2.752.113.11.0.2.1.1.1", // Västra Götaland
	"1.2.752.74.9.2",           // Värmland
	"1.2.752.74.9.3",           // Örebro län
	"1.2.752.74.9.4",           // Skåne
	"1.2.752.219.1.10.10.1",    // Skåne
	"1.2.752.74.9.5",           // Blekinge
	"1.2.752.269.1.1",          // Västernorrland
	"1.2.752.266.1.1.1",        // Sörmland
	"1.2.752.266.1.1.2",        // Sörmland
	"1.2.752.129.2.1.3.2",      // Inera (Carelink)
}

// identityOf is the person's identity number and all other numbers. A region's reserve number is
// the identity only where there is no national one, and never where it could be read as one.
// Numbers of other systems stay numbers of those systems, whatever they look like.
func identityOf(identifiers []identifier, now time.Time) (id care.PersonalID, numbers []care.SourceNumber, odd bool) {
	var reserve care.PersonalID
	rank := len(identitySystems)
	for _, i := range identifiers[:min(len(identifiers), maxNumbers)] {
		value, where := cut(line(i.Value), maxName), cut(system(i.System), maxName)
		if value == "" {
			continue
		}
		at := slices.IndexFunc(identitySystems, func(s string) bool { return strings.EqualFold(s, where) })
		if at < 0 && where == "" && i.Type.has("NNSWE") { // HL7's code for a Swedish personnummer
			at = 0
		}
		used := i.Use != "old" && !i.Period.over(now)
		switch {
		case at >= 0 && used && at < rank:
			read, ok := care.ReadPersonalID(value, now)
			id, odd, rank = read, !ok, at
			continue
		case at < 0 && slices.Contains(reserveSystems, where):
			if read, recognised := care.ReadPersonalID(value, now); used && !recognised && reserve == "" {
				reserve = read
			}
		case at >= 0 && used: // a less sure one beside a surer
		}
		numbers = append(numbers, care.SourceNumber{System: cmp.Or(where, "fhir.identifier"), Number: value})
	}
	if id == "" {
		id = reserve
	}
	return id, numbers, odd
}

var addressTypes = map[string]string{"home": "Home", "work": "Work", "temp": "Other", "billing": "Other"}

// addressesOf are the addresses that hold now or later, the home first. What can't be read gives none:
// the resource as a whole has then been refused.
func addressesOf(raw json.RawMessage, now time.Time) []care.Address {
	var postals []postal
	if len(raw) == 0 || json.Unmarshal(raw, &postals) != nil {
		return nil
	}
	var found []care.Address
	for _, p := range postals {
		if p.Use == "old" || p.Period.over(now) || p.Period.toCome(now) {
			continue
		}
		if a := p.address(); a.Line() != "" {
			found = append(found, a)
		}
	}
	slices.SortStableFunc(found, func(x, y care.Address) int { return cmp.Compare(homeFirst(x), homeFirst(y)) })
	return found
}

func homeFirst(a care.Address) int {
	switch a.Type {
	case "Home":
		return 0
	case "":
		return 1
	}
	return 2
}

func (p postal) address() care.Address {
	a := care.Address{Zip: line(p.PostalCode), City: line(p.City), Type: addressTypes[p.Use]}
	var street []string
	for _, row := range p.Line {
		row = line(row)
		if lower := strings.ToLower(row); strings.HasPrefix(lower, "c/o ") {
			a.CareOf = row
		} else if row != "" {
			street = append(street, row)
		}
	}
	a.Street = strings.Join(street, ", ")
	if a.Line() == "" {
		a.Street = line(strings.ReplaceAll(p.Text, "\n", ", "))
	}
	return a
}

var phoneTypes = map[string]string{"home": "Home", "mobile": "Mobile", "work": "Work", "temp": "Other"}

// reachable are telephone numbers and e-mail addresses that hold now, in the order of their rank.
func reachable(raw json.RawMessage, now time.Time) (phones []care.Phone, emails []string) {
	var points []telecom
	if len(raw) == 0 || json.Unmarshal(raw, &points) != nil {
		return nil, nil
	}
	slices.SortStableFunc(points, func(x, y telecom) int { return cmp.Compare(x.place(), y.place()) })
	for _, t := range points {
		value := line(t.Value)
		value = strings.TrimPrefix(strings.TrimPrefix(value, "tel:"), "mailto:")
		switch {
		case value == "" || t.Use == "old" || t.Period.over(now) || t.Period.toCome(now):
		case t.System == "email" || t.System == "" && strings.Contains(value, "@"):
			emails = append(emails, value)
		case t.System == "phone", t.System == "sms", t.System == "" && looksLikePhone(value):
			if !slices.ContainsFunc(phones, func(p care.Phone) bool { return p.Number == value }) {
				phones = append(phones, care.Phone{Number: value, Type: phoneTypes[t.Use]})
			}
		}
	}
	return phones, emails
}

// place is the rank of a contact point; those without one come last.
func (t telecom) place() int {
	if t.Rank < 1 {
		return 1 << 20
	}
	return t.Rank
}

func looksLikePhone(s string) bool {
	return s != "" && strings.Trim(s, "0123456789 +-()/") == ""
}

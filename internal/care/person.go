package care

import (
	"cmp"
	"strings"
	"time"
)

// Person is someone who receives care: brukare, patient.
type Person struct {
	Meta
	PersonalID PersonalID `json:"personal_id,omitempty"`
	Given      string     `json:"given,omitempty"`
	Family     string     `json:"family,omitempty"`
	// Whole is the name as the source wrote it, where the source doesn't split it.
	Whole     string    `json:"whole,omitempty"`
	Addresses []Address `json:"addresses,omitempty"`
	Phones    []Phone   `json:"phones,omitempty"`
	Emails    []string  `json:"emails,omitempty"`
	Keys      []KeyInfo `json:"keys,omitempty"`
	// KnownAs are the person's numbers in the source systems: "ObjectID 4711", "Kundnr 12".
	KnownAs []SourceNumber `json:"known_as,omitempty"`
	// Protected is protected registration (skyddad folkbokföring) or a confidentiality mark
	// (sekretessmarkering) from any source. The protected fields then lie in Secrets.
	Protected bool `json:"protected,omitempty"`
	// ProtectedBy are the sources that say so; the mark stays until each has taken it back.
	ProtectedBy []string `json:"protected_by,omitempty"`
	Inactive    bool     `json:"inactive,omitempty"` // no longer receives care from the unit
	Note        string   `json:"note,omitempty"`
	// Said tells where groups of fields come from that another source than the person's own has
	// changed; Differs is what other sources say.
	Said    map[Field]Said `json:"said,omitempty"`
	Differs []Difference   `json:"differs,omitempty"`
	// Own is when the person's own source last changed something, in UTC, where another source
	// has since; zero when AsOf tells.
	Own time.Time `json:"own,omitzero"`
}

// Secrets are the fields of a person with protected identity that never stand in a list, a
// batch print or --json (offentlighets- och sekretesslagen 21 kap. 3 §). They are sealed in an
// area of their own.
type Secrets struct {
	Meta
	PersonID  string     `json:"person_id"`
	Addresses []Address  `json:"addresses,omitempty"`
	Phones    []Phone    `json:"phones,omitempty"`
	Emails    []string   `json:"emails,omitempty"`
	Keys      []KeyInfo  `json:"keys,omitempty"`
	Note      string     `json:"note,omitempty"`
	Relatives []Relative `json:"relatives,omitempty"`
}

// SourceNumber is a number by which a source system knows a person.
type SourceNumber struct {
	System string `json:"system"` // "lifecare", "objectid", "kundnr"
	Number string `json:"number"`
}

// Address is a postal or visiting address.
type Address struct {
	CareOf    string `json:"care_of,omitempty"`
	Street    string `json:"street,omitempty"`
	Zip       string `json:"zip,omitempty"`
	City      string `json:"city,omitempty"`
	EntryCode string `json:"entry_code,omitempty"` // portkod
	Protected bool   `json:"protected,omitempty"`
	Type      string `json:"type,omitempty"` // "Home", "Work", "Other"
}

// Line is the address on one line, without its entry code.
func (a Address) Line() string {
	return joinNonEmpty(", ", a.CareOf, a.Street, joinNonEmpty(" ", a.Zip, a.City))
}

// Phone is a telephone number as the source wrote it.
type Phone struct {
	Number    string `json:"number"`
	Type      string `json:"type,omitempty"` // "Home", "Mobile", "Work", "Other"
	Protected bool   `json:"protected,omitempty"`
}

// KeyKind is what a KeyInfo holds, with the names of Lifecare's interface.
type KeyKind string

// The kinds of key information.
const (
	ClientKeyCode     KeyKind = "ClientKeyCode"     // code to the person's door
	ClientKeyNumber   KeyKind = "ClientKeyNumber"   // number of the metal key
	ActivityKeyCode   KeyKind = "ActivityKeyCode"   // the same, for one visit only
	ActivityKeyNumber KeyKind = "ActivityKeyNumber" // the same, for one visit only
)

// KeyInfo tells how a door is opened: nyckelnummer, portkod.
type KeyInfo struct {
	Kind  KeyKind `json:"kind"`
	Value string  `json:"value"`
}

// IsNumber tells whether the value is the number of a metal key rather than a code.
func (k KeyInfo) IsNumber() bool { return k.Kind == ClientKeyNumber || k.Kind == ActivityKeyNumber }

// ItemKind implements Item.
func (p *Person) ItemKind() Kind { return KindPerson }

// ItemMeta implements Item.
func (p *Person) ItemMeta() *Meta { return &p.Meta }

// ItemKind implements Item.
func (s *Secrets) ItemKind() Kind { return KindSecrets }

// ItemMeta implements Item.
func (s *Secrets) ItemMeta() *Meta { return &s.Meta }

// Name is the person's name as it is written on sheets: given name first.
func (p *Person) Name() string {
	if name := joinNonEmpty(" ", p.Given, p.Family); name != "" {
		return name
	}
	return p.Whole
}

// SortName is the name with the family name first, for lists.
func (p *Person) SortName() string {
	if p.Family == "" && p.Given == "" {
		return p.Whole
	}
	return joinNonEmpty(", ", p.Family, p.Given)
}

// ownTime is when the person's own source last changed something.
func (p *Person) ownTime() time.Time { return cmp.Or(p.Own, p.AsOf) }

// Address is the address where the person is visited: the home, or the first that there is.
func (p *Person) Address() Address {
	for _, a := range p.Addresses {
		if a.Type == "Home" || a.Type == "" {
			return a
		}
	}
	if len(p.Addresses) > 0 {
		return p.Addresses[0]
	}
	return Address{}
}

// Relative is an anhörig or närstående.
type Relative struct {
	Meta
	PersonID     string    `json:"person_id"`
	Given        string    `json:"given,omitempty"`
	Family       string    `json:"family,omitempty"`
	Whole        string    `json:"whole,omitempty"`
	Relation     string    `json:"relation,omitempty"` // "dotter", "make"
	Phones       []Phone   `json:"phones,omitempty"`
	Addresses    []Address `json:"addresses,omitempty"`
	Emails       []string  `json:"emails,omitempty"`
	FirstContact bool      `json:"first_contact,omitempty"`
	// Night tells whether the relative may be called at night; nil when no source says.
	Night *bool `json:"night,omitempty"`
	// Order is the place in the order of calling, from 1; 0 when no source says.
	Order int    `json:"order,omitempty"`
	Note  string `json:"note,omitempty"`
}

// ItemKind implements Item.
func (r *Relative) ItemKind() Kind { return KindRelative }

// ItemMeta implements Item.
func (r *Relative) ItemMeta() *Meta { return &r.Meta }

// Name is the relative's name, given name first.
func (r *Relative) Name() string {
	if name := joinNonEmpty(" ", r.Given, r.Family); name != "" {
		return name
	}
	return r.Whole
}

// Contact is a professional contact: god man, kontaktman, läkare, sjuksköterska.
type Contact struct {
	Meta
	PersonID string   `json:"person_id"`
	Given    string   `json:"given,omitempty"`
	Family   string   `json:"family,omitempty"`
	Whole    string   `json:"whole,omitempty"`
	Role     string   `json:"role,omitempty"` // "God man", "Kontaktman", "Läkare"
	Phones   []Phone  `json:"phones,omitempty"`
	Emails   []string `json:"emails,omitempty"`
	Note     string   `json:"note,omitempty"`
}

// ItemKind implements Item.
func (c *Contact) ItemKind() Kind { return KindContact }

// ItemMeta implements Item.
func (c *Contact) ItemMeta() *Meta { return &c.Meta }

// Name is the contact's name, given name first.
func (c *Contact) Name() string {
	if name := joinNonEmpty(" ", c.Given, c.Family); name != "" {
		return name
	}
	return c.Whole
}

func joinNonEmpty(sep string, parts ...string) string {
	kept := parts[:0:0]
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, sep)
}

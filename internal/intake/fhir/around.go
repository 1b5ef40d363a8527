package fhir

import (
	"cmp"
	"encoding/json"
	"strings"

	"avbrottsparm/internal/care"
)

type (
	// wireParty is a contact within a Patient.
	wireParty struct {
		Relationship []concept       `json:"relationship"`
		Name         humanName       `json:"name"`
		Telecom      json.RawMessage `json:"telecom"`
		Address      json.RawMessage `json:"address"`
		Organization reference       `json:"organization"`
		Period       period          `json:"period"`
	}
	wireRelated struct {
		Active       *bool           `json:"active"`
		Patient      reference       `json:"patient"`
		Relationship []concept       `json:"relationship"`
		Name         []humanName     `json:"name"`
		Telecom      json.RawMessage `json:"telecom"`
		Address      json.RawMessage `json:"address"`
		Period       period          `json:"period"`
	}
	wireTeam struct {
		Status      string       `json:"status"`
		Subject     reference    `json:"subject"`
		Period      period       `json:"period"`
		Participant []wireMember `json:"participant"`
	}
	wireMember struct {
		Role       []concept `json:"role"`
		Member     reference `json:"member"`
		OnBehalfOf reference `json:"onBehalfOf"`
		Period     period    `json:"period"`
	}
)

// legal are those who act for a person by law: contacts, not relatives.
var legal = []string{"god man", "förvaltare", "ombud", "kontaktperson lss", "gode man"}

func isLegal(relation string) bool {
	relation = strings.ToLower(relation)
	for _, word := range legal {
		if strings.Contains(relation, word) {
			return true
		}
	}
	return false
}

// relation is a relationship in words; a code alone of HL7's tables is worded in Swedish.
func (r *run) relation(concepts []concept) string {
	var said []string
	for _, c := range concepts {
		one := line(c.Text)
		for _, coding := range c.Coding {
			if key := "fhir.relation." + strings.ToLower(coding.Code); one == "" && r.words.Has(key) {
				one = r.words.Say(key)
			}
		}
		if one == "" {
			one = c.said()
		}
		said = append(said, one)
	}
	return joinWords(", ", said...)
}

// emergency tells whom HL7's tables name as the one to call.
func emergency(concepts []concept) bool {
	for _, c := range concepts {
		if c.has("C", "ECON") {
			return true
		}
	}
	return false
}

// relative reads a RelatedPerson.
func (r *run) relative(e *entry) {
	g := r.group(care.KindRelative)
	wire, _, ok := decode[wireRelated](g, e)
	if !ok {
		return
	}
	if wire.Active != nil && !*wire.Active || wire.Period.over(r.now) {
		g.remove(care.KindRelative, e)
		r.group(care.KindContact).remove(care.KindContact, e)
		return
	}
	key, ok := r.whose(g, e, "patient", wire.Patient)
	if !ok {
		return
	}
	party := wireParty{Relationship: wire.Relationship, Name: nameOf(wire.Name, r.now), Telecom: wire.Telecom, Address: wire.Address}
	r.keepParty(g, e, e.sourceID(), party, key)
}

// keepParty takes someone around a person in, as a relative or, by their relation, as a contact.
func (r *run) keepParty(g *group, e *entry, sourceID string, p wireParty, key care.PersonKey) {
	relation := r.relation(p.Relationship)
	phones, emails := reachable(p.Telecom, r.now)
	given, family, whole := p.Name.parts()
	if given+family+whole == "" && len(phones) == 0 {
		g.fail(e, "name", "no_relative")
		return
	}
	if isLegal(relation) {
		c := &care.Contact{Given: given, Family: family, Whole: whole, Role: relation, Phones: phones, Emails: emails}
		r.group(care.KindContact).keepAs(e, c, sourceID, key)
		return
	}
	g.keepAs(e, &care.Relative{Given: given, Family: family, Whole: whole, Relation: relation, Phones: phones, Emails: emails,
		Addresses: addressesOf(p.Address, r.now), FirstContact: emergency(p.Relationship)}, sourceID, key)
}

// around reads those who stand in the Patient itself: contacts, general practitioner, the
// organisation that is responsible.
func (r *run) around(e *entry, k *known) {
	for i, party := range k.wire.Contact {
		if i >= maxParts || party.Period.over(r.now) {
			continue
		}
		if party.Name.plain() == "" && !party.Organization.empty() {
			r.keepContact(e, party.Organization, r.relation(party.Relationship), party.Telecom, k.key)
			continue
		}
		r.keepParty(r.group(care.KindRelative), e, "", party, k.key)
	}
	for i, ref := range k.wire.GeneralPractitioner {
		if i < maxParts {
			r.keepContact(e, ref, r.words.Say("fhir.role.general_practitioner"), nil, k.key)
		}
	}
	if !k.wire.ManagingOrganization.empty() && r.index.resolve(e, k.wire.ManagingOrganization) != nil {
		r.keepContact(e, k.wire.ManagingOrganization, r.words.Say("fhir.role.managing_organization"), nil, k.key)
	}
}

// keepContact takes in a professional whom a reference names. Without a name there is nobody to call.
func (r *run) keepContact(e *entry, ref reference, role string, reach json.RawMessage, key care.PersonKey) {
	who := r.who(e, ref)
	if len(reach) > 0 {
		who.phones, who.emails = reachable(reach, r.now)
	}
	if who.name.plain() == "" {
		return
	}
	given, family, whole := who.name.parts()
	r.group(care.KindContact).keepAs(e, &care.Contact{Given: given, Family: family, Whole: whole, Role: role, Phones: who.phones,
		Emails: who.emails, Note: joinWords(", ", who.title, who.unit)}, "", key)
}

// careTeam reads a CareTeam: each member is a contact.
func (r *run) careTeam(e *entry) {
	g := r.group(care.KindContact)
	wire, _, ok := decode[wireTeam](g, e)
	if !ok {
		return
	}
	key, ok := r.whose(g, e, "subject", wire.Subject)
	if !ok {
		return
	}
	ended := wire.Status == "inactive" || wire.Status == "entered-in-error" || wire.Period.over(r.now)
	if wire.Status == "proposed" {
		g.warn(e, "status", "fhir_draft")
		return
	}
	for i, member := range wire.Participant {
		if i >= maxParts {
			g.warn(e, "participant", "fhir_cut", "limit", maxParts)
			break
		}
		who := r.who(e, member.Member)
		if who.name.plain() == "" || who.isPatient {
			continue
		}
		id := e.sourceID()
		if id != "" { // one id for each member, so that one who leaves can be told
			id += "#" + cmp.Or(member.Member.Reference, line(member.Member.Display))
		}
		if ended || member.Period.over(r.now) {
			g.batch.Removed = append(g.batch.Removed, care.Removed{Kind: care.KindContact, SourceID: id})
			continue
		}
		given, family, whole := who.name.parts()
		role := all(member.Role, ", ")
		if role == "" {
			role, who.title = who.title, ""
		}
		g.keepAs(e, &care.Contact{Given: given, Family: family, Whole: whole, Role: role, Phones: who.phones, Emails: who.emails,
			Note: joinWords(", ", who.title, who.unit)}, id, key)
	}
}

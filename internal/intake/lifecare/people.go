package lifecare

import (
	"strings"

	"avbrottsparm/internal/care"
)

// The types of the wire have the field names of the interface, so that decoding finds them
// whatever their case.
type (
	wireAddress struct {
		StreetAddress, ZipCode, City, CareOf, EntryCode, Type string
		Protected                                             flag
	}
	wirePhone struct {
		PhoneNumber, Type string
		Protected         flag
	}
	wireEmail struct {
		EmailAddress, Type string
		Protected          flag
	}
	wireReach struct {
		Addresses []wireAddress
		Phones    []wirePhone
		Emails    []wireEmail
	}
	wireName struct{ FirstName, LastName, FullName string }

	// wireClient leaves out KeyCode, which names the client's municipality and opens no door.
	wireClient struct {
		ID                                             ident `json:"Id"`
		PersonID                                       ident `json:"PersonId"`
		ProtectedRegistration, IsConfidential, Deleted flag
		Active                                         *flag
		Deregistration                                 *struct{ Date, Reason string }
		wireName
		wireReach
	}
	wireParty struct {
		ID             ident `json:"Id"`
		PersonID       ident `json:"PersonId"`
		Relation, Note string
		Deleted        flag
		wireName
		wireReach
	}
)

func (n wireName) parts() (given, family, whole string) {
	return name(n.FirstName, n.LastName, n.FullName)
}

func (n wireName) plain() string {
	given, family, whole := n.parts()
	return strings.TrimSpace(given + " " + family + whole)
}

// client reads an object of the clients' answer.
func (r *run) client(w wireClient) {
	key := r.key(w.PersonID, w.plain())
	if w.ID != "" {
		key.Numbers = []care.SourceNumber{{System: "lifecare", Number: string(w.ID)}}
	}
	if w.Deleted {
		r.remove(care.KindPerson, string(w.ID), key)
		return
	}
	if key.Empty() {
		r.fail("PersonId", "no_person")
		return
	}
	p := &care.Person{
		PersonalID: key.PersonalID, KnownAs: key.Numbers, Addresses: w.addresses(), Phones: w.phones(),
		Protected: bool(w.ProtectedRegistration || w.IsConfidential),
		Inactive:  w.Active.isNo() || r.deregistered(w),
	}
	p.Given, p.Family, p.Whole = w.parts()
	p.Emails = r.emails(w.wireReach, p.Protected)
	key.Street = p.Address().Street
	r.keep(p, string(w.ID), key)
}

// deregistered tells whether the person has left by now; a date to come is not yet so.
func (r *run) deregistered(w wireClient) bool {
	if w.Deregistration == nil || w.Deregistration.Date == "" && w.Deregistration.Reason == "" {
		return false
	}
	return !r.when("Deregistration.Date", w.Deregistration.Date).After(r.now)
}

func (w wireReach) addresses() []care.Address {
	var all []care.Address
	for _, a := range w.Addresses {
		address := care.Address{
			CareOf: line(a.CareOf), Street: line(a.StreetAddress), Zip: line(a.ZipCode), City: line(a.City),
			EntryCode: line(a.EntryCode), Protected: bool(a.Protected), Type: line(a.Type),
		}
		if address.Line() != "" || address.EntryCode != "" {
			all = append(all, address)
		}
	}
	return all
}

func (w wireReach) phones() []care.Phone {
	var all []care.Phone
	for _, p := range w.Phones {
		if number := line(p.PhoneNumber); number != "" {
			all = append(all, care.Phone{Number: number, Type: line(p.Type), Protected: bool(p.Protected)})
		}
	}
	return all
}

// emails leaves out the addresses that are protected of a person who isn't: the binder has no
// place for them that stays out of lists.
func (r *run) emails(w wireReach, personProtected bool) []string {
	var all []string
	for _, e := range w.Emails {
		address := line(e.EmailAddress)
		switch {
		case address == "":
		case bool(e.Protected) && !personProtected:
			r.warn("Emails", "email_left_out")
		default:
			all = append(all, address)
		}
	}
	return all
}

// party reads what relatives and contacts have in common; ok is false when the object is done.
func (r *run) party(kind care.Kind, w wireParty) (key care.PersonKey, ok bool) {
	if w.Deleted {
		r.remove(kind, string(w.ID), care.PersonKey{})
		return key, false
	}
	key = r.key(w.PersonID, "")
	if key.Empty() {
		r.fail("PersonId", "no_person")
		return key, false
	}
	return key, true
}

// relative reads an object of the relatives' answer. Who is called first, and whether at night,
// units write in the note, which is kept as it is.
func (r *run) relative(w wireParty) {
	key, ok := r.party(care.KindRelative, w)
	if !ok {
		return
	}
	rel := &care.Relative{
		Relation: line(w.Relation), Note: clean(w.Note),
		Phones: w.phones(), Addresses: w.addresses(), Emails: r.emails(w.wireReach, false),
	}
	rel.Given, rel.Family, rel.Whole = w.parts()
	rel.FirstContact, rel.Night = care.ReadCallingNote(rel.Note)
	if rel.Name() == "" && len(rel.Phones) == 0 {
		r.fail("FullName", "no_relative")
		return
	}
	r.keep(rel, string(w.ID), key)
}

// contact reads an object of the contacts' answer.
func (r *run) contact(w wireParty) {
	key, ok := r.party(care.KindContact, w)
	if !ok {
		return
	}
	c := &care.Contact{
		Role: line(w.Relation), Note: clean(w.Note), Phones: w.phones(), Emails: r.emails(w.wireReach, false),
	}
	c.Given, c.Family, c.Whole = w.parts()
	if c.Name() == "" && len(c.Phones) == 0 {
		r.fail("FullName", "no_contact")
		return
	}
	r.keep(c, string(w.ID), key)
}

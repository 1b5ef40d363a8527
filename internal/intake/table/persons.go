package table

import (
	"slices"
	"strings"

	"avbrottsparm/internal/care"
)

// people remembers the persons of a sheet, so that one who stands on several rows, once for each
// relative, comes out once.
type people struct {
	byKey map[string]*care.Person
	last  care.PersonKey // of the row above, for rows that go on with another relative
}

func newPeople() *people { return &people{byKey: map[string]*care.Person{}} }

// keyOf names a person within a sheet.
func keyOf(k care.PersonKey) string {
	switch {
	case k.PersonalID != "" && k.PersonalID.Form() == care.FormUnknown: // may be the same for several
		return "id " + string(k.PersonalID) + " " + strings.Join(fold(k.Name), " ")
	case k.PersonalID != "":
		return "id " + string(k.PersonalID)
	case len(k.Numbers) > 0:
		return "nr " + k.Numbers[0].System + " " + k.Numbers[0].Number
	default:
		return "namn " + strings.Join(fold(k.Name), " ") + "|" + strings.Join(fold(k.Street), " ")
	}
}

// identity reads who the row is about.
func (r *run) identity() (care.PersonKey, writtenName) {
	var key care.PersonKey
	whole := r.value("name")
	if r.value("personid") != "" {
		key.PersonalID = r.personalID()
	} else {
		key.PersonalID, whole = cutPersonalID(whole, r.now)
	}
	for _, system := range []string{"objectid", "kundnr"} {
		switch number := strings.TrimSuffix(r.value(system), ".0"); {
		case roundedForm.MatchString(number):
			r.warn(r.heading(system), "rounded_number")
		case number != "":
			key.Numbers = append(key.Numbers, care.SourceNumber{System: system, Number: number})
		}
	}
	if whole != "" && strings.Trim(whole, "0123456789 ") == "" { // "Kund" can hold the number
		if len(key.Numbers) == 0 {
			key.Numbers = append(key.Numbers, care.SourceNumber{System: "kundnr", Number: whole})
		}
		whole = ""
	}
	name := splitName(withoutMark(r.value("given")), withoutMark(r.value("family")), withoutMark(whole))
	key.Name = name.plain()
	return key, name
}

// personalID reads the column of identity numbers. What several persons may share is left out: a
// rounded number, a day of birth.
func (r *run) personalID() care.PersonalID {
	cell, doubt := r.value("personid"), ""
	id, ok := readPersonalID(cell, r.now)
	switch {
	case rounded(cell):
		id, doubt = "", "rounded_number"
	case !ok && birthDate.MatchString(cell):
		id, doubt = "", "birth_date_only"
	case !ok:
		doubt = "unknown_id_form"
	}
	if doubt != "" {
		r.warn(r.heading("personid"), doubt)
	}
	return id
}

// person reads a row of a sheet of persons, relatives or contacts.
func (r *run) person() {
	if r.lay.ofUnit() {
		r.parties(titlePerson(r.sheet.rows[:max(0, r.headerRow)], r.now))
		return
	}
	key, name := r.identity()
	address := r.address()
	key.Street = address.Street
	continued := key.Empty()
	if continued {
		if key = r.people.last; key.Empty() || !r.hasParty() {
			r.fail("", "no_person")
			return
		}
	}
	r.people.last = key
	if r.lay.kind == sheetPersons && !continued {
		r.takePerson(key, name, address)
	}
	if r.lay.kind != sheetPersons || continued {
		r.shieldRow(key)
	}
	r.parties(key)
	if len(r.lay.facts) > 0 {
		r.takeFacts(key, byField(r.lay.facts))
	}
	if len(r.lay.warnings) > 0 {
		r.warnings(key, byField(r.lay.warnings))
	}
}

// byField sorts columns by what they mean.
func byField(columns []column) map[string][]column {
	fields := map[string][]column{}
	for _, c := range columns {
		fields[c.field] = append(fields[c.field], c)
	}
	return fields
}

// hasParty tells whether the row has anything of a relative or contact.
func (r *run) hasParty() bool {
	for _, parties := range [][]party{r.lay.relatives, r.lay.contacts} {
		for _, p := range parties {
			for _, columns := range p.columns {
				if r.joined(columns, " ") != "" {
					return true
				}
			}
		}
	}
	return false
}

// address is the address of the row's person.
func (r *run) address() care.Address {
	written := writtenAddress{r.joined(r.lay.client["street"], ", "), r.value("care_of"), r.value("zip"), r.value("city"), r.value("entry_code")}
	return r.addresses.of(written, readAddress)
}

// joined is the text of several columns of a field.
func (r *run) joined(columns []column, sep string) string {
	var parts []string
	for _, c := range columns {
		if value := at(r.cells, c.index); value != "" {
			parts = append(parts, value)
		}
	}
	return strings.Join(parts, sep)
}

// takePerson keeps the person, or adds the numbers of another row about the same one.
func (r *run) takePerson(key care.PersonKey, name writtenName, address care.Address) {
	p := &care.Person{
		PersonalID: key.PersonalID, KnownAs: key.Numbers,
		Given: name.given, Family: name.family, Whole: name.whole,
		Phones: r.phones(r.lay.client), Emails: readEmails(r.joined(r.lay.client["email"], " ")),
		Keys: r.keys(), Note: r.joined(r.lay.client["note"], "\n"),
		Protected: r.protected(), Inactive: r.inactive(),
	}
	if !blankAddress(address) {
		p.Addresses = []care.Address{address}
	}
	if known := r.people.byKey[keyOf(key)]; known != nil {
		known.Phones = addPhones(known.Phones, p.Phones)
		known.Keys = addKeys(known.Keys, p.Keys)
		known.Protected = known.Protected || p.Protected
		if len(known.Addresses) == 0 {
			known.Addresses = p.Addresses
		}
		if len(known.Emails) == 0 {
			known.Emails = p.Emails
		}
		if address.Street != "" && address.Street != known.Addresses[0].Street || plainName(known) != name.plain() && name.plain() != "" {
			r.warn("", "person_twice")
		}
		if known.Note == "" {
			known.Note = p.Note
		}
		return
	}
	r.people.byKey[keyOf(key)] = p
	r.keep(p, key)
}

// plainName is a person's name as writtenName.plain writes it.
func plainName(p *care.Person) string {
	return writtenName{p.Given, p.Family, p.Whole}.plain()
}

func addKeys(known, more []care.KeyInfo) []care.KeyInfo {
	for _, key := range more {
		if !slices.Contains(known, key) {
			known = append(known, key)
		}
	}
	return known
}

func addPhones(known, more []care.Phone) []care.Phone {
next:
	for _, phone := range more {
		for _, k := range known {
			if k.Number == phone.Number {
				continue next
			}
		}
		known = append(known, phone)
	}
	return known
}

// inactive reads the column of active persons; words that it doesn't know mean active.
func (r *run) inactive() bool {
	cell := strings.ToLower(r.value("active"))
	if cell == "" {
		return false
	}
	for _, word := range []string{"inaktiv", "ej aktiv", "avslut", "avliden", "utflytt", "avregistr", "upphör", "inactive"} {
		if strings.HasPrefix(cell, word) {
			return true
		}
	}
	return saysNo(cell)
}

// phones reads every column of telephone numbers of a person, relative or contact.
func (r *run) phones(columns map[string][]column) []care.Phone {
	var phones []care.Phone
	for _, kind := range []struct{ field, name string }{
		{"phone", ""}, {"phone_home", "Home"}, {"phone_mobile", "Mobile"}, {"phone_work", "Work"},
	} {
		for _, c := range columns[kind.field] {
			phones = addPhones(phones, readPhones(at(r.cells, c.index), kind.name))
		}
	}
	return phones
}

// keys reads how the person's door is opened.
func (r *run) keys() []care.KeyInfo {
	var keys []care.KeyInfo
	if value := strings.TrimSuffix(r.value("key_number"), ".0"); !isDash(value) {
		keys = append(keys, care.KeyInfo{Kind: care.ClientKeyNumber, Value: value})
	}
	if value := strings.TrimSuffix(r.value("key_code"), ".0"); !isDash(value) {
		keys = append(keys, care.KeyInfo{Kind: care.ClientKeyCode, Value: value})
	}
	return keys
}

func isDash(cell string) bool { return strings.Trim(cell, " -–—") == "" }

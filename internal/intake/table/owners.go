package table

import "strings"

// assignOwners decides whom the columns that don't say it are about, in sheets that hold
// relatives or professional contacts beside persons. The rules follow how such lists are laid
// out: what stands after a relative is the relative's; a heading of its own ("Brukare", "Anhörig")
// wins; and where only one name stands beside a number of the person, it is the other one's.
func assignOwners(columns []column) []column {
	other, first := otherParty(columns)
	if other == "" || isSchedule(columns) {
		return columns
	}
	s := &sharing{
		columns: append([]column(nil), columns...), other: other, first: first,
		namesOther: namesOther(columns, other), detailed: personDetails(columns, first),
		seen: map[string]bool{},
	}
	for i := range s.columns {
		s.share(i)
	}
	return s.columns
}

// sharing is the pass over a header from left to right that shares out the columns.
type sharing struct {
	columns    []column
	other      owner // relatives, or contacts where there are no relatives
	first      int   // the column at which they begin
	namesOther bool  // a plain "Namn" is theirs
	detailed   bool  // the sheet says more of the person than who it is

	seen   map[string]bool // owner and group of field, of the columns so far
	last   owner           // of the nearest column that tells its owner
	detail bool            // and that is something of the person that says more than who it is
	beside column          // the latest column of a relative or contact
}

// share decides one column.
func (s *sharing) share(i int) {
	c := &s.columns[i]
	if c.named || c.owner != ofClient {
		s.pass(*c, true)
		return
	}
	tells := true
	switch family(c.field) {
	case "name":
		if s.namesOther {
			c.owner = s.other
		}
	case "phone", "email":
		c.owner, tells = s.reached(i), false
	case "note", "street":
		c.owner = s.described(*c)
	}
	s.pass(*c, tells)
}

// pass remembers a column that has its owner.
func (s *sharing) pass(c column, tells bool) {
	s.seen[string(c.owner)+family(c.field)] = true
	if c.owner == ofRelative || c.owner == ofContact {
		s.beside = c
	}
	if tells && c.owner != ofStaff {
		s.last = c.owner
		s.detail = c.owner == ofClient && !identifies(c.field)
	}
}

// reached tells whose a telephone number or e-mail address is: that of the nearest column before
// it. Where that is the person and nobody else has a number yet, it is the other one's rather
// than the person's, because a relative's number must never become the person's.
func (s *sharing) reached(i int) owner {
	what := family(s.columns[i].field)
	if s.beside.owner == "" { // nothing of a relative or contact so far
		if s.last == ofClient || s.another(i, what) {
			return ofClient
		}
		return s.other
	}
	had := s.seen[string(s.beside.owner)+what] || hasOwn(s.columns, s.beside.owner, what)
	switch {
	case s.last != ofClient && s.last != "":
		return s.last
	case had || s.detail && s.beside.owner == ofContact:
		return ofClient
	}
	return s.beside.owner
}

// another tells whether a column of the same group stands after the first relative or contact.
func (s *sharing) another(i int, what string) bool {
	for _, c := range s.columns[i+1:] {
		if c.index > s.first && family(c.field) == what && (c.named || c.owner == ofClient) {
			return true
		}
	}
	return false
}

// described tells whose an address or note is: after the relative the relative's, if the person
// has had the same already or the sheet says no more of the person than who it is.
func (s *sharing) described(c column) owner {
	repeated := s.seen[string(ofClient)+family(c.field)] && s.last != ofClient
	if c.index < s.first && !s.namesOther || s.detailed && !repeated || hasOwn(s.columns, s.other, family(c.field)) {
		return ofClient
	}
	whose := s.beside.owner
	if whose == "" {
		whose = s.other
	}
	if family(c.field) == "street" && !s.namesOther && (hasOwn(s.columns, whose, "phone") || whose == ofContact && !s.guardian()) {
		return ofClient
	}
	return whose
}

// guardian tells whether the latest contact is one whose address such lists hold: a god man, but
// no member of staff.
func (s *sharing) guardian() bool {
	return strings.HasPrefix(s.beside.role, "God") || strings.HasPrefix(s.beside.role, "Förv")
}

// family is the group of fields that a field belongs to.
func family(field string) string {
	switch field {
	case "name", "given", "family":
		return "name"
	case "phone", "phone_home", "phone_mobile", "phone_work":
		return "phone"
	case "street", "zip", "city", "care_of":
		return "street"
	}
	return field
}

func identifies(field string) bool {
	switch field {
	case "personid", "kundnr", "objectid":
		return true
	}
	return family(field) == "name"
}

// otherParty tells whether the sheet has relatives or contacts, and at which column they begin.
func otherParty(columns []column) (owner, int) {
	for _, who := range []owner{ofRelative, ofContact} {
		for _, c := range columns {
			if c.owner == who {
				return who, c.index
			}
		}
	}
	return "", 0
}

// isSchedule tells that the columns are those of a schedule, where "Relation" or "Kontaktman" is
// a remark and no sheet of relatives.
func isSchedule(columns []column) bool {
	for _, c := range columns {
		if c.owner == ofClient && (c.field == "start" || c.field == "length") && c.score >= 85 {
			return true
		}
	}
	return false
}

// namesOther tells whether a plain "Namn" is the relative's or contact's rather than the person's.
func namesOther(columns []column, other owner) bool {
	for _, c := range columns {
		switch {
		case c.owner == other && c.named && family(c.field) == "name":
			return false
		case c.owner == other && c.named && c.field != "relation" && c.field != "role":
			return false // "Anhörig telefon" without the relative's name: the name is the person's
		}
	}
	return true // "Namn, Relation, Telefon" says nothing of the person, "Namn, Titel" lists staff
}

// personDetails tells whether the columns before the relative say more of the person than who it
// is, or any column says what only a cared-for person has.
func personDetails(columns []column, first int) bool {
	for _, c := range columns {
		if c.owner != ofClient {
			continue
		}
		switch family(c.field) {
		case "entry_code", "key_number", "key_code", "protected", "active":
			return true
		case "phone", "street", "email":
			if c.named || c.index < first && !namesOther(columns, columnOwner(columns, first)) {
				return true
			}
		}
	}
	return false
}

func columnOwner(columns []column, index int) owner {
	for _, c := range columns {
		if c.index == index {
			return c.owner
		}
	}
	return ofClient
}

func hasOwn(columns []column, who owner, what string) bool {
	for _, c := range columns {
		if c.owner == who && c.named && family(c.field) == what {
			return true
		}
	}
	return false
}

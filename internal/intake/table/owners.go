package table

// assignOwners decides whom the columns that don't say it are about, in sheets that hold
// relatives or professional contacts beside persons. The rules follow how such lists are laid
// out: the person first, then the relative; a heading of its own ("Brukare", "Anhörig") wins; and
// where only one name stands beside a number of the person, it is the other one's.
func assignOwners(columns []column) []column {
	other, first := otherParty(columns)
	if other == "" || isSchedule(columns) {
		return columns
	}
	out := append([]column(nil), columns...)
	nameIsOthers := namesOther(columns, other)
	detailed := personDetails(columns, first)
	seen := map[string]bool{}
	for i := range out {
		c := &out[i]
		if c.named || c.owner != ofClient {
			seen[string(c.owner)+c.field] = true
			continue
		}
		switch c.field {
		case "name", "given", "family":
			if nameIsOthers {
				c.owner = other
			}
		case "phone", "phone_home", "phone_mobile", "phone_work", "email", "note", "street", "zip", "city", "care_of":
			// After the relative: the relative's, if the person has had the same already or the
			// sheet says no more of the person than who it is.
			repeated := seen[string(ofClient)+c.field]
			if (c.index > first || nameIsOthers) && (repeated || !detailed && (other == ofRelative || nameIsOthers)) && !hasOwn(columns, other, c.field) {
				c.owner = other
			}
		}
		seen[string(c.owner)+c.field] = true
	}
	return out
}

// otherParty tells whether the sheet has relatives or contacts, and at which column they begin.
func otherParty(columns []column) (owner, int) {
	for _, who := range []owner{ofRelative, ofContact} {
		for _, c := range columns {
			if c.owner == who && (c.field == "name" || c.field == "given" || c.field == "family" ||
				c.field == "relation" || c.field == "role") {
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
	identified := false
	for _, c := range columns {
		switch {
		case c.owner == other && c.named && (c.field == "name" || c.field == "given" || c.field == "family"):
			return false
		case c.owner == other && c.named && c.field != "relation" && c.field != "role":
			return false // "Anhörig telefon" without the relative's name: the name is the person's
		case c.owner == ofClient && c.named && c.field != "street":
			identified = true
		case c.field == "personid" || c.field == "kundnr" || c.field == "objectid":
			identified = true
		}
	}
	return identified || other == ofRelative // "Namn, Relation, Telefon" says nothing of the person
}

// personDetails tells whether the columns before the relative say more of the person than who it
// is, or any column says what only a cared-for person has.
func personDetails(columns []column, first int) bool {
	for _, c := range columns {
		if c.owner != ofClient {
			continue
		}
		switch c.field {
		case "entry_code", "key_number", "key_code", "protected", "active":
			return true
		case "phone", "phone_home", "phone_mobile", "phone_work", "street", "zip", "city", "email":
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

func hasOwn(columns []column, who owner, field string) bool {
	for _, c := range columns {
		if c.owner == who && c.named && c.field == field {
			return true
		}
	}
	return false
}

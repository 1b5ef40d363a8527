package table

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// layout is what the columns of a sheet are and whom they are about.
type layout struct {
	kind      sheetKind
	missing   string // the columns that a sheet of unknown kind lacks, as one may write them
	header    []string
	known     map[int]bool // by index: the columns that something is read from
	client    map[string][]column
	relatives []party
	contacts  []party
	warnings  []column // of a list of persons: what to beware of
	facts     []column // of a list of persons: what to know in illness
	weekdays  []column // of a schedule: one column for each day of the week, with marks
	unknown   []string // headings that nothing is read from
}

// party is the columns of one relative or contact; a row can hold several.
type party struct {
	columns map[string][]column
	role    string
}

// newLayout gives every column its owner and decides what the sheet is.
func newLayout(header []string, columns []column) *layout {
	l := &layout{header: header, known: map[int]bool{}, client: map[string][]column{}}
	columns = assignOwners(withoutLoneMarks(sinceWhen(columns)))
	for _, c := range columns {
		l.add(c)
	}
	l.decide()
	l.finish()
	return l
}

// finish tells the columns that something is read from, now that the kind of sheet is known.
func (l *layout) finish() {
	l.unknown = nil
	for _, c := range l.read() {
		l.known[c.index] = true
	}
	for i, heading := range l.header {
		if heading != "" && !l.known[i] {
			l.unknown = append(l.unknown, heading)
		}
	}
}

// read are the columns that something is read from, now that the kind of sheet is known.
func (l *layout) read() []column {
	var all []column
	take := func(fields map[string][]column) {
		for field, columns := range fields {
			if l.kind == sheetSchedule || l.kind.records() || !ofVisits(field) {
				all = append(all, columns...)
			}
		}
	}
	take(l.client)
	for _, parties := range [][]party{l.relatives, l.contacts} {
		for _, p := range parties {
			take(p.columns)
		}
	}
	return slices.Concat(all, l.warnings, l.facts, l.weekdays)
}

// ofVisits tells the fields that only a schedule is read for.
func ofVisits(field string) bool {
	switch field {
	case "start", "end", "length", "earliest", "latest", "wished", "date", "week", "pattern", "valid_from", "valid_to", "end_date", "services",
		"visit_name", "visit_text", "visit_id", "route", "staff", "double", "crew", "medical":
		return true
	}
	return false
}

// signature tells files of one kind apart by what their columns mean, whatever their order: eight
// hexadecimal digits.
func (l *layout) signature() string {
	var meanings []string
	for _, c := range l.read() {
		meanings = append(meanings, fmt.Sprintf("%s %s %s %d", c.owner, c.field, c.role, c.group))
	}
	slices.Sort(meanings)
	sum := sha256.Sum256([]byte(strings.Join(meanings, "\n")))
	return hex.EncodeToString(sum[:4])
}

// withoutLoneMarks takes away the columns that only mean something beside a relative ("Natt",
// "Prio", "Första kontakt") in a sheet that has none, as a schedule with the order of its visits.
func withoutLoneMarks(columns []column) []column {
	for _, c := range columns {
		if c.owner == ofRelative && (c.named || c.field == "relation") {
			return columns
		}
	}
	var kept []column
	for _, c := range columns {
		if c.owner != ofRelative {
			kept = append(kept, c)
		}
	}
	return kept
}

// severalAllowed are the fields that may have more than one column.
func severalAllowed(field string) bool {
	return strings.HasPrefix(field, "phone") || field == "note" || field == "services" ||
		field == "street" || field == "email" || field == "protected"
}

// add places a column, unless it says what has no place: of staff more than the name, or where a
// contact lives.
func (l *layout) add(c column) {
	switch c.owner {
	case ofStaff:
		if c.field == "name" {
			c.field = "staff"
			put(l.client, c)
		}
	case ofRelative:
		addParty(&l.relatives, c)
	case ofContact:
		if family(c.field) != "street" {
			addParty(&l.contacts, c)
		}
	default:
		put(l.client, c)
	}
}

// put keeps the best-matching column of a field, and several where several are allowed.
func put(fields map[string][]column, c column) {
	had := fields[c.field]
	switch {
	case len(had) == 0 || severalAllowed(c.field):
		fields[c.field] = append(had, c)
	case c.score > had[0].score:
		fields[c.field] = []column{c}
	}
}

// addParty puts a column with the relative or contact that it is about: by number ("Anhörig 2"),
// by role ("God man telefon"), else with the latest until a field comes a second time.
func addParty(parties *[]party, c column) {
	for len(*parties) < c.group {
		*parties = append(*parties, party{columns: map[string][]column{}, role: c.role})
	}
	if c.group > 0 {
		put((*parties)[c.group-1].columns, c)
		return
	}
	for i := len(*parties) - 1; i >= 0; i-- {
		p := &(*parties)[i]
		if !sameRole(c.role, p.role) {
			continue
		}
		if _, twice := p.columns[c.field]; twice && !severalAllowed(c.field) {
			break
		}
		if p.role == "" {
			p.role = c.role
		}
		put(p.columns, c)
		return
	}
	*parties = append(*parties, party{columns: map[string][]column{c.field: {c}}, role: c.role})
}

// sameRole tells whether two columns may be about one contact: "God man/förvaltare" and "God man".
func sameRole(x, y string) bool {
	x, y = strings.ToLower(x), strings.ToLower(y)
	return strings.HasPrefix(x, y) || strings.HasPrefix(y, x)
}

// has tells whether the person has a column of any of the fields.
func (l *layout) has(fields ...string) bool {
	for _, field := range fields {
		if len(l.client[field]) > 0 {
			return true
		}
	}
	return false
}

// first is the leftmost column that has a heading.
func (l *layout) first() int {
	for i, heading := range l.header {
		if heading != "" {
			return i
		}
	}
	return 0
}

func (l *layout) identifies() bool {
	return l.has("objectid", "kundnr", "personid", "name", "given", "family")
}

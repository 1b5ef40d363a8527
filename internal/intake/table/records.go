package table

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// recordKind is how a sheet that holds one sort of record is known, by headings of its own.
type recordKind struct {
	kind   sheetKind
	needs  [][]string        // the fields that must be there together, one set of them at least
	fields map[string]string // folded heading -> field
}

// identifying are the fields that tell whom a row is about.
var identifying = []string{"personid", "kundnr", "objectid", "name", "given", "family"}

// findRecords finds the header of a sheet of records: the row and the kind that make the most of
// its headings.
func (v *vocabulary) findRecords(rows [][]string, now time.Time) (best header, kind sheetKind) {
	most := 0
	for i, cells := range rows[:min(headerSearch, len(rows))] {
		if !looksHeading(cells) {
			continue
		}
		titled := !titlePerson(rows[:i], now).Empty()
		headings := v.look(cells)
		for _, k := range v.kinds {
			columns, n := v.columnsOf(k, headings, titled)
			if n > most {
				best, kind, most = header{i, cells, columns}, k.kind, n
			}
		}
	}
	return best, kind
}

// columnsOf reads a row as the header of one kind; n is how many fields it has, 0 where it lacks
// what the kind needs. A list may be titled with the one person whom it is about.
func (v *vocabulary) columnsOf(k recordKind, cells []looked, titled bool) (columns []column, n int) {
	has := map[string]bool{}
	for i, cell := range cells {
		m, ok := k.meaning(cell)
		if !ok || has[m.field] && k.kind != sheetWarnings {
			continue
		}
		has[m.field] = true
		columns = append(columns, column{meaning: m, index: i, heading: cell.heading})
	}
	identified := titled || slices.ContainsFunc(identifying, func(field string) bool { return has[field] })
	if k.kind == sheetStaff {
		identified = staffOnly(has)
	}
	enough := slices.ContainsFunc(k.needs, func(set []string) bool {
		return !slices.ContainsFunc(set, func(field string) bool { return !has[field] })
	})
	if !identified || !enough {
		return nil, 0
	}
	return columns, len(has)
}

// looked is a heading with what it means in any sheet, looked up once for all kinds.
type looked struct {
	heading string
	folded  string
	meaning meaning
	known   bool
}

func (v *vocabulary) look(cells []string) []looked {
	all := make([]looked, len(cells))
	for i, cell := range cells {
		words := fold(cell)
		if len(words) == 0 || len(words) > mostWords {
			continue
		}
		all[i] = looked{heading: cell, folded: joinWords(words)}
		all[i].meaning, all[i].known = v.read(cell)
	}
	return all
}

// meaning is what a heading means in a sheet of the kind: a field of its own, or whom the row is
// about.
func (k recordKind) meaning(h looked) (meaning, bool) {
	if field, ok := k.fields[h.folded]; ok && h.folded != "" {
		return meaning{field: field, owner: ofClient, score: 100}, true
	}
	m := h.meaning
	switch {
	case !h.known || m.score < 85 || m.group > 0:
		return meaning{}, false
	case k.kind == sheetStaff && m.owner == ofStaff && m.field == "name":
		m.field = "staff_name"
		return m, true
	case m.field == "protected" && m.owner == ofClient && k.kind != sheetStaff:
		return m, true
	case k.kind == sheetStaff && m.owner == ofClient && (m.named || m.field == "kundnr" || m.field == "objectid"):
		return meaning{field: "client", owner: ofClient}, true
	}
	return m, m.owner == ofClient && slices.Contains(identifying, m.field)
}

// staffOnly tells that nothing in the header is about a person in care: a list of staff must
// never blur with one of those whom they care for.
func staffOnly(has map[string]bool) bool {
	return !has["client"] && (has["staff_name"] || has["name"] || has["given"] && has["family"])
}

var sortOfWarning = regexp.MustCompile(`(?i)^\W*(varning|observ|uppmärks|smitt|infekt|överkäns|allerg)`)

// meant tells whether a column that is only headed "Typ" holds the sorts of warnings.
func meant(kind sheetKind, columns []column, rows [][]string) bool {
	own := byField(columns)
	if kind != sheetWarnings || len(own["sort"]) == 0 || len(own["warning"])+len(own["observation"])+len(own["infection"])+len(own["warning_kind"]) > 0 {
		return true
	}
	yes, no := 0, 0
	for _, row := range rows[:min(len(rows), 200)] {
		switch cell := at(row, own["sort"][0].index); {
		case sortOfWarning.MatchString(cell):
			yes++
		case cell != "":
			no++
		}
	}
	return yes > no
}

// isRecords tells whether a sheet that reads as records is that rather than what its other columns
// make of it. A list of addresses or relatives is of persons, and one of routes, staff or of both
// ends of visits a schedule: those must never be lost to a resemblance.
func (l *layout) isRecords(kind sheetKind, columns []column) bool {
	if len(l.relatives) > 0 || (kind == sheetWarnings || kind == sheetFacts) && len(l.contacts) > 0 {
		return false
	}
	claimed := map[int]bool{} // "KVÅ-kod" is no door's
	for _, c := range columns {
		claimed[c.index] = true
	}
	other := func(fields ...string) bool {
		return slices.ContainsFunc(fields, func(field string) bool {
			return slices.ContainsFunc(l.client[field], func(c column) bool { return !claimed[c.index] })
		})
	}
	if kind == sheetStaff {
		return l.kind != sheetSchedule && !other("street", "zip", "entry_code", "key_number", "key_code", "protected", "date", "start")
	}
	if l.kind == sheetSchedule {
		sure := func(field string) bool { return l.has(field) && l.client[field][0].score >= 85 }
		return !sure("route") && !sure("staff") && !sure("double") && !sure("visit_id") && !sure("length") &&
			!(sure("start") && sure("end"))
	}
	return !other("street", "zip", "phone", "phone_home", "phone_mobile", "phone_work", "email", "entry_code", "key_number", "key_code")
}

// newRecords is the layout of a sheet of records.
func newRecords(kind sheetKind, headings []string, columns []column) *layout {
	l := &layout{kind: kind, header: headings, known: map[int]bool{}, client: map[string][]column{}}
	for _, c := range columns {
		l.client[c.field] = append(l.client[c.field], c)
	}
	l.finish()
	return l
}

// weekly takes the columns of a schedule that are headed by weekdays and hold marks: "mån;tis;ons".
func (l *layout) weekly(rows [][]string) {
	if l.kind != sheetSchedule {
		return
	}
	var days []column
	for i, heading := range l.header {
		if _, ok := weekdayNames[strings.ToLower(strings.Trim(heading, ". "))]; ok && !l.known[i] {
			days = append(days, column{meaning: meaning{field: "weekday", owner: ofClient, score: 100}, index: i, heading: heading})
		}
	}
	if len(days) < 5 {
		return
	}
	for _, row := range rows {
		for _, c := range days {
			if cell := at(row, c.index); !saysYes(cell) && !saysNo(cell) && cell != c.heading && filled(row) > 1 {
				return // times or names: another sort of schedule
			}
		}
	}
	l.weekdays = days
	l.finish()
}

// beware takes the columns of a list of persons that say what to beware of with them, and what to know
// in illness.
func (l *layout) beware(v *vocabulary) {
	if l.kind != sheetPersons && l.kind != sheetRelatives && l.kind != sheetContacts {
		return
	}
	for _, k := range v.kinds {
		if k.kind == sheetFacts {
			l.facts = l.factColumns(k)
		}
		if k.kind != sheetWarnings {
			continue
		}
		for i, heading := range l.header {
			field := k.fields[joinWords(fold(heading))]
			if !l.known[i] && (field == "warning" || field == "observation" || field == "infection") {
				l.warnings = append(l.warnings, column{meaning: meaning{field: field, owner: ofClient, score: 100}, index: i, heading: heading})
			}
		}
	}
	l.finish()
}

// factColumns are the columns of a list of persons that tell what to know in illness. Hypersensitivity
// alone is a warning.
func (l *layout) factColumns(k recordKind) []column {
	var facts []column
	alone := true
	for i, heading := range l.header {
		field := k.fields[joinWords(fold(heading))]
		if l.known[i] || !slices.Contains([]string{"diagnosis", "access", "hypersensitivity", "clotting", "pacemaker"}, field) {
			continue
		}
		alone = alone && field == "hypersensitivity"
		facts = append(facts, column{meaning: meaning{field: field, owner: ofClient, score: 100}, index: i, heading: heading})
	}
	if alone {
		return nil
	}
	return facts
}

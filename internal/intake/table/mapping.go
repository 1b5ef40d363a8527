package table

import (
	"slices"
	"strings"
	"unicode"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// The fields that a column of a list of persons or a schedule can be taken as. Those of a relative
// or contact have the owner before a point.
var (
	personFields = []string{"personid", "name", "given", "family", "kundnr", "objectid", "street", "care_of", "zip", "city", "entry_code",
		"key_number", "key_code", "phone", "phone_home", "phone_mobile", "phone_work", "email", "protected", "active", "note"}
	visitFields = []string{"personid", "name", "given", "family", "kundnr", "objectid", "date", "week", "pattern", "valid_from", "valid_to", "start", "end", "end_date", "length",
		"earliest", "latest", "wished", "services", "visit_name", "visit_text", "visit_id", "route", "staff", "double", "crew", "medical",
		"street", "zip", "city", "entry_code", "key_number", "key_code", "protected", "active", "note"}
	relativeFields = []string{"relative.name", "relative.given", "relative.family", "relative.relation", "relative.phone", "relative.phone_home",
		"relative.phone_mobile", "relative.phone_work", "relative.email", "relative.street", "relative.zip", "relative.city", "relative.first_contact",
		"relative.night", "relative.order", "relative.note"}
	contactFields = []string{"contact.name", "contact.given", "contact.family", "contact.role", "contact.phone", "contact.phone_home",
		"contact.phone_mobile", "contact.phone_work", "contact.email", "contact.note"}
)

// MappingFields are what columns can be taken as, for each kind of sheet.
func (r *Reader) MappingFields() []care.FieldGroup {
	groups := []care.FieldGroup{
		{Kind: sheetPersons.name(), Fields: slices.Concat(personFields, relativeFields, contactFields), Needs: [][]string{identifying}},
		{Kind: sheetRelatives.name(), Fields: slices.Concat(personFields[:6], relativeFields), Needs: [][]string{identifying, relativeFields[:5]}},
		{Kind: sheetContacts.name(), Fields: slices.Concat(personFields[:6], contactFields), Needs: [][]string{identifying, contactFields[:5]}},
		{Kind: sheetSchedule.name(), Fields: visitFields, Needs: [][]string{identifying, {"start", "end", "length", "earliest", "latest", "wished", "date"}}},
	}
	for _, k := range r.words.kinds {
		g := care.FieldGroup{Kind: k.kind.name()}
		own := map[string]bool{}
		for _, field := range k.fields {
			own[field] = true
		}
		if k.kind == sheetStaff {
			g.Fields, g.Needs = []string{"name", "given", "family"}, [][]string{{"staff_name", "name", "family"}}
		} else {
			g.Fields, g.Needs = append(slices.Clone(identifying), "protected"), [][]string{identifying, firstNeeds(k)}
		}
		for field := range own {
			g.Fields = append(g.Fields, field)
		}
		slices.Sort(g.Fields[len(g.Fields)-len(own):])
		groups = append(groups, g)
	}
	return groups
}

// firstNeeds are the fields that a kind of record can't do without, one of them at least.
func firstNeeds(k recordKind) []string {
	var needs []string
	for _, set := range k.needs {
		if !slices.Contains(needs, set[0]) {
			needs = append(needs, set[0])
		}
	}
	return needs
}

// VetMapping holds a mapping to the fields that there are, and refuses headings that read like a
// person's name: whoever took a row of data for the headings must not ship it to other units.
// Faults "mapping.broken", "mapping.personal", "intake.missing_columns".
func (r *Reader) VetMapping(m care.Mapping) error {
	switch err := m.Check(); {
	case err == care.ErrMappingPersonal:
		return text.NewFault("mapping.personal")
	case err != nil:
		return text.Because(err, "mapping.broken")
	}
	groups := r.MappingFields()
	at := slices.IndexFunc(groups, func(g care.FieldGroup) bool { return g.Kind == m.Kind })
	if at < 0 {
		return text.NewFault("mapping.broken")
	}
	for _, c := range m.Columns {
		if !slices.Contains(groups[at].Fields, c.Field) {
			return text.NewFault("mapping.broken")
		}
		if !m.Headless && r.words.readsLikeName(c.Heading) {
			return text.NewFault("mapping.personal")
		}
	}
	for field, value := range m.Fixed {
		if field != "route" {
			return text.NewFault("mapping.broken")
		}
		if r.words.readsLikeName(value) {
			return text.NewFault("mapping.personal")
		}
	}
	for _, needed := range groups[at].Needs {
		if !slices.ContainsFunc(m.Columns, func(c care.MappedColumn) bool { return slices.Contains(needed, c.Field) }) {
			return missing(needed)
		}
	}
	return nil
}

// missing is the fault of a table that lacks one of some fields.
func missing(fields []string) error {
	phrases := make([]string, 0, len(fields))
	words := text.For(text.Swedish) // headings are of the unit's own language
	for _, field := range fields {
		phrases = append(phrases, words.Say("column."+field))
	}
	return text.NewFault("intake.missing_columns", "columns", strings.Join(phrases, ", "))
}

// readsLikeName tells a heading such as "Anna Ek": two or three words in capitals of which none
// stands in any heading that is known.
func (v *vocabulary) readsLikeName(heading string) bool {
	words := strings.FieldsFunc(heading, func(r rune) bool { return r == ' ' || r == ',' })
	if len(words) < 2 || len(words) > 4 {
		return false
	}
	for _, word := range words {
		for i, letter := range word {
			if !unicode.IsLetter(letter) && letter != '-' || i == 0 && !unicode.IsUpper(letter) {
				return false
			}
		}
		if v.common[joinWords(fold(word))] {
			return false
		}
	}
	return true
}

// fits tells whether a row is the header of a mapping: all of it, or at least every heading that
// something is read from.
func fits(m care.Mapping, row []string) (exact, partly bool) {
	if m.Headless || filled(row) < 2 {
		return false, false
	}
	if care.Fingerprint(row) == m.Fingerprint {
		return true, true
	}
	left := map[string]int{}
	for _, heading := range row {
		left[care.FoldHeading(heading)]++
	}
	for _, c := range m.Columns {
		folded := care.FoldHeading(c.Heading)
		if left[folded] == 0 {
			return false, false
		}
		left[folded]--
	}
	return false, len(m.Columns) >= 2
}

// chosen finds the mapping for a sheet and its header: the one that is tried on this file, else a
// remembered one with the very same headings, or with loose also one whose headings are all there
// among others.
func chosen(rows [][]string, maps care.Mappings, loose bool) (m care.Mapping, row int, ok bool) {
	top := rows[:min(headerSearch, len(rows))]
	if t := maps.Tried; t != nil {
		switch {
		case t.Headless:
			return *t, -1, true
		case t.HeaderRow > 0 && t.HeaderRow <= len(rows):
			if _, partly := fits(*t, rows[t.HeaderRow-1]); partly || len(t.Columns) == 1 {
				return *t, t.HeaderRow - 1, true
			}
		}
		for i := range top {
			if _, partly := fits(*t, top[i]); partly {
				return *t, i, true
			}
		}
	}
	var found care.Mapping
	best, at := 0, 0
	for i := range top {
		for _, known := range maps.Known {
			exact, partly := fits(known, top[i])
			switch {
			case exact:
				return known, i, true
			case partly && loose && len(known.Columns) > best:
				found, best, at = known, len(known.Columns), i
			}
		}
	}
	return found, at, best > 0
}

// mapped is the layout that a mapping makes of a header.
func (r *Reader) mapped(m care.Mapping, headings []string) (*layout, error) {
	kind := sheetUnknown
	for k, name := range kindNames {
		if name == m.Kind {
			kind = k
		}
	}
	taken := map[int]bool{}
	var columns []column
	for _, c := range m.Columns {
		index := placeOf(c.Heading, headings, m.Headless, taken)
		if index < 0 {
			continue
		}
		taken[index] = true
		columns = append(columns, r.mappedColumn(c, index, kind))
	}
	if kind.records() {
		return newRecords(kind, headings, columns), nil
	}
	l := &layout{header: headings, known: map[int]bool{}, client: map[string][]column{}}
	for _, c := range columns {
		l.add(c)
	}
	if l.kind = kind; kind == sheetUnknown {
		return nil, text.NewFault("mapping.broken")
	}
	if !l.identifies() {
		return nil, missing(identifying)
	}
	l.finish()
	l.beware(r.words)
	return l, nil
}

// mappedColumn is a column as a person chose it.
func (r *Reader) mappedColumn(c care.MappedColumn, index int, kind sheetKind) column {
	m := meaning{field: c.Field, owner: ofClient, named: true, group: c.Number, score: 100}
	if whose, field, ok := strings.Cut(c.Field, "."); ok && !kind.records() {
		m.owner, m.field = owner(whose), field
		if m.owner == ofContact {
			read, known := r.words.read(c.Heading)
			if m.role = read.role; !known && field == "name" {
				m.role = c.Heading
			}
		}
	}
	return column{meaning: m, index: index, heading: c.Heading}
}

// placeOf is where a heading stands, the next one where it stands several times; -1 when it
// doesn't. Columns of tables without headings are named by letters.
func placeOf(heading string, headings []string, headless bool, taken map[int]bool) int {
	if headless {
		index := 0
		for _, letter := range strings.ToUpper(heading) {
			if letter < 'A' || letter > 'Z' || index > maxColumns {
				return -1
			}
			index = index*26 + int(letter-'A') + 1
		}
		return index - 1
	}
	for i, h := range headings {
		if !taken[i] && care.FoldHeading(h) == care.FoldHeading(heading) {
			return i
		}
	}
	return -1
}

// letters names a column as spreadsheets do.
func letters(index int) string {
	if index >= 26 {
		return letters(index/26-1) + letters(index%26)
	}
	return string(rune('A' + index))
}

package table

import (
	"regexp"
	"strings"

	"avbrottsparm/internal/care"
)

// parties reads the relatives and contacts of a row. A list of them has one at least in each.
func (r *run) parties(key care.PersonKey) {
	found := false
	for _, p := range r.lay.relatives {
		found = r.relative(p, key) || found
	}
	for _, p := range r.lay.contacts {
		found = r.contact(p, key) || found
	}
	switch {
	case found:
	case r.lay.kind == sheetRelatives:
		r.fail("", "no_relative")
	case r.lay.kind == sheetContacts:
		r.fail("", "no_contact")
	}
}

// cell is a relative's or contact's cell.
func (r *run) cell(p party, field string) string { return r.joined(p.columns[field], "\n") }

// named reads a relative's or contact's name, with what else stands in its cell: a telephone
// number, and a word in brackets or after a comma that is the relation.
func (r *run) named(p party) (name writtenName, relation string, phones []care.Phone) {
	whole := strings.Join(strings.Fields(r.cell(p, "name")), " ")
	if strings.ContainsAny(whole, "0123456789") {
		if phones = readPhones(whole, ""); len(phones) > 0 {
			whole = strings.ReplaceAll(phonePattern.ReplaceAllString(whole, ""), "()", "")
			whole = strings.Trim(whole, " ,;:-–/")
			whole = strings.TrimSpace(telWord.ReplaceAllString(whole, ""))
		}
	}
	if m := inBrackets.FindStringSubmatch(whole); m != nil {
		whole, relation = m[1], m[2]
	} else if i := strings.LastIndexAny(whole, ",;"); i > 0 && relationWord.MatchString(strings.TrimSpace(whole[i+1:])) {
		whole, relation = whole[:i], strings.TrimSpace(whole[i+1:])
	}
	return splitName(r.cell(p, "given"), r.cell(p, "family"), whole), relation, phones
}

var (
	telWord      = regexp.MustCompile(`(?i)[,;\s]*\b(tel|tfn|mobil|mob|telefon)\b[.:]*\s*$`)
	inBrackets   = regexp.MustCompile(`^([^()]+)\(([^()]+)\)\s*$`)
	relationWord = regexp.MustCompile(`(?i)^(dotter|son|make|maka|fru|hustru|sambo|särbo|mor|mamma|far|pappa|bror|syster|syskon|barnbarn|dotterdotter|dotterson|sonson|sondotter|brorson|brorsdotter|systerson|systerdotter|kusin|vän|väninna|granne|svärdotter|svärson|svärmor|svärfar|god man|förälder|partner|moster|morbror|faster|farbror|styvson|styvdotter|bonusdotter|bonusson|ex-make|ex-maka)$`)
)

// relative reads one relative of a row; false when there is none.
func (r *run) relative(p party, key care.PersonKey) bool {
	name, relation, phones := r.named(p)
	note := r.cell(p, "note")
	rel := &care.Relative{
		Given: name.given, Family: name.family, Whole: name.whole,
		Relation: r.cell(p, "relation"), Note: note,
		Phones: addPhones(r.phones(p.columns), phones),
		Emails: readEmails(r.cell(p, "email")),
		Order:  atoi(r.cell(p, "order")),
	}
	if rel.Relation == "" {
		rel.Relation = relation
	}
	if rel.Name() == "" && len(rel.Phones) > 0 {
		rel.Whole = besideNumber(r.cell(p, "phone"))
	}
	if a := readAddress(writtenAddress{r.cell(p, "street"), r.cell(p, "care_of"), r.cell(p, "zip"), r.cell(p, "city"), ""}); !blankAddress(a) {
		rel.Addresses = []care.Address{a}
	}
	rel.FirstContact, rel.Night = care.ReadCallingNote(note)
	if cell := r.cell(p, "first_contact"); cell != "" {
		rel.FirstContact = !saysNo(cell)
	}
	if cell := r.cell(p, "night"); cell != "" {
		rel.Night = readNight(cell)
	}
	if rel.Name() == "" && len(rel.Phones) == 0 {
		return false
	}
	r.keep(rel, key)
	return true
}

var numberKind = regexp.MustCompile(`(?i)\b(tel|telefon|tfn|mobil|mob|hem|hemma|bost|bostad|arb|arbete|jobb|dag|kväll|natt|dygnet runt|och|eller|el|alt)\b\.?`)

// besideNumber is the name that stands beside a telephone number: "070-174 06 05 (Eva)".
func besideNumber(cell string) string {
	rest := numberKind.ReplaceAllString(phonePattern.ReplaceAllString(cell, " "), " ")
	if name := strings.Trim(spaces.ReplaceAllString(rest, " "), " ,;:()/-–.+"); !strings.ContainsAny(name, "0123456789,;") {
		return name
	}
	return ""
}

// readNight reads a column about calls at night: yes, no, or a phrase as in a note.
func readNight(cell string) *bool {
	if _, night := care.ReadCallingNote(cell); night != nil {
		return night
	}
	night := saysYes(cell)
	if !night && !saysNo(cell) {
		return nil // "endast vid dödsfall" and the like: nobody should guess
	}
	return &night
}

// contact reads one professional contact of a row; false when there is none.
func (r *run) contact(p party, key care.PersonKey) bool {
	name, role, phones := r.named(p)
	c := &care.Contact{
		Given: name.given, Family: name.family, Whole: name.whole,
		Role: r.cell(p, "role"), Note: r.cell(p, "note"),
		Phones: addPhones(r.phones(p.columns), phones),
		Emails: readEmails(r.cell(p, "email")),
	}
	for _, other := range []string{p.role, role} {
		if c.Role == "" {
			c.Role = other
		}
	}
	if isDash(c.Name()) && len(c.Phones) == 0 || noWords[strings.ToLower(c.Name())] {
		return false
	}
	r.keep(c, key)
	return true
}

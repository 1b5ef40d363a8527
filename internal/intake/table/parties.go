package table

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"avbrottsparm/internal/care"
)

// parties reads the relatives and contacts of a row. A list of them has one at least in each.
func (r *run) parties(key care.PersonKey) {
	found := false
	for _, p := range r.lay.relatives {
		for _, whole := range several(r.cell(p, "name")) {
			found = r.relative(p, whole, key) || found
		}
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

// named reads a relative's or contact's name, with what else stands in its cell: telephone
// numbers, what is said after them, and the relation, as the first word, in brackets or after a
// comma.
func (r *run) named(p party, whole string) (name writtenName, relation, note string, phones []care.Phone) {
	whole = strings.Join(strings.Fields(whole), " ")
	if strings.ContainsAny(whole, "0123456789") {
		if phones = readPhones(whole, ""); len(phones) > 0 {
			whole, note = aroundNumbers(whole)
		}
	}
	if m := inBrackets.FindStringSubmatch(whole); m != nil {
		whole, relation = m[1], m[2]
	} else if i := strings.LastIndexAny(whole, ",;"); i > 0 && relationWord.MatchString(strings.TrimSpace(whole[i+1:])) {
		whole, relation = whole[:i], strings.TrimSpace(whole[i+1:])
	} else if m := relationFirst.FindStringSubmatch(whole); m != nil && relationWord.MatchString(m[1]) {
		relation, whole = m[1], m[2]
	}
	return splitName(r.cell(p, "given"), r.cell(p, "family"), whole), relation, note, phones
}

// aroundNumbers is what stands before the telephone numbers of a cell, which is the name, and what
// stands after them. Where nothing stands before, the name comes after.
func aroundNumbers(cell string) (before, after string) {
	at := phonePattern.FindStringIndex(cell)
	if at == nil {
		return cell, ""
	}
	tidy := func(s string) string {
		s = strings.Trim(strings.ReplaceAll(s, "()", ""), " ,;:-–/")
		return strings.TrimSpace(telWord.ReplaceAllString(s, ""))
	}
	before = tidy(strings.TrimSuffix(cell[:at[0]], "("))
	rest := phonePattern.ReplaceAllString(cell[at[1]:], "")
	if before == "" {
		return tidy(rest), ""
	}
	if bare := strings.Trim(numberKind.ReplaceAllString(rest, ""), " ,;:()/-–.+"); bare != "" {
		after = strings.Trim(rest, " ,;:()/-–.+")
	}
	return before, after
}

// several cuts a cell in which more than one relative stands, each with a number: "Maka Siv
// 0980-111 11, son Per 070-174 06 05".
func several(cell string) []string {
	if len(phonePattern.FindAllString(cell, 3)) < 2 {
		return []string{cell}
	}
	var pieces []string
	for _, part := range strings.FieldsFunc(cell, func(c rune) bool { return c == ',' || c == ';' || c == '\n' }) {
		last := len(pieces) - 1
		if last >= 0 && (!phonePattern.MatchString(pieces[last]) || !beginsPerson(part)) {
			pieces[last] += "," + part
			continue
		}
		pieces = append(pieces, part)
	}
	for i := len(pieces) - 1; i > 0; i-- { // one without a number is a remark about the one before
		if !phonePattern.MatchString(pieces[i]) {
			pieces[i-1] += "," + pieces[i]
			pieces = append(pieces[:i], pieces[i+1:]...)
		}
	}
	return pieces
}

// beginsPerson tells that a name or a relation stands first.
func beginsPerson(part string) bool {
	part = strings.TrimSpace(part)
	if at := phonePattern.FindStringIndex(part); at != nil {
		part = part[:at[0]]
	}
	part = strings.Trim(numberKind.ReplaceAllString(part, ""), " ,;:()/-–.+")
	first, _, _ := strings.Cut(part, " ")
	letter, _ := utf8.DecodeRuneInString(part)
	return unicode.IsUpper(letter) || relationWord.MatchString(strings.Trim(first, ":"))
}

var (
	telWord       = regexp.MustCompile(`(?i)[,;\s]*\b(tel|tfn|mobil|mob|telefon)\b[.:]*\s*$`)
	relationFirst = regexp.MustCompile(`^([Gg]od man|\pL+)(?:\s*:\s*|\s+)(\pL.*)$`)
	nightSaid     = regexp.MustCompile(`(?i)\b(ej|inte|aldrig|även|också|dygnet|ring\pL*)\b.*\b(natt\pL*|runt)`)
	nobody        = regexp.MustCompile(`(?i)^\W*(inga|ingen|inget|saknas|saknar|finns (ej|inte|inga|ingen)|har inga|har ingen)(\s+(kända?|nära|anhöriga?|närstående|finns|angiven|angivna|uppgift(er)?))*\W*$`)
	inBrackets    = regexp.MustCompile(`^([^()]+)\(([^()]+)\)\s*$`)
	relationWord  = regexp.MustCompile(`(?i)^(dotter|son|make|maka|fru|hustru|sambo|särbo|mor|mamma|far|pappa|bror|syster|syskon|barnbarn|dotterdotter|dotterson|sonson|sondotter|brorson|brorsdotter|systerson|systerdotter|kusin|vän|väninna|granne|svärdotter|svärson|svärmor|svärfar|god man|förälder|partner|moster|morbror|faster|farbror|styvson|styvdotter|bonusdotter|bonusson|ex-make|ex-maka)$`)
)

// relative reads one relative of a row; false when there is none. Where the list says that there
// is nobody, that is no mistake of the row.
func (r *run) relative(p party, whole string, key care.PersonKey) bool {
	if nobody.MatchString(whole) && len(r.phones(p.columns)) == 0 {
		return true
	}
	name, relation, after, phones := r.named(p, whole)
	note := addLine(r.cell(p, "note"), after)
	if beside := strings.TrimSpace(phonePattern.ReplaceAllString(r.cell(p, "phone"), "")); nightSaid.MatchString(beside) {
		note = addLine(note, strings.Trim(beside, " ,;:()"))
	}
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
	name, role, after, phones := r.named(p, r.cell(p, "name"))
	c := &care.Contact{
		Given: name.given, Family: name.family, Whole: name.whole,
		Role: r.cell(p, "role"), Note: addLine(r.cell(p, "note"), after),
		Phones: addPhones(r.phones(p.columns), phones),
		Emails: readEmails(r.cell(p, "email")),
	}
	for _, other := range []string{p.role, role} {
		if c.Role == "" {
			c.Role = other
		}
	}
	if isDash(c.Name()) && len(c.Phones) > 0 && c.Role != "" && key.Empty() { // "Jour": a number without a name
		c.Given, c.Family, c.Whole, c.Role = "", "", c.Role, ""
	}
	if isDash(c.Name()) && len(c.Phones) == 0 || noWords[strings.ToLower(c.Name())] {
		return false
	}
	r.keep(c, key)
	return true
}

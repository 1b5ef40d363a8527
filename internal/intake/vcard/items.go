package vcard

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"avbrottsparm/internal/care"
)

// card turns a card into what it is about.
func (r *run) card(c *card) {
	if strings.EqualFold(c.line("KIND"), "group") || strings.EqualFold(c.line("X-ADDRESSBOOKSERVER-KIND"), "group") {
		r.groups++
		return
	}
	given, family, whole := c.name()
	if given+family+whole == "" && len(c.phones()) == 0 {
		r.fail(c.row, "no_contact")
		return
	}
	if c.hasCategory(personWords) {
		r.person(c)
		return
	}
	links := r.links(c)
	if len(links) == 0 {
		r.contact(c, link{})
	}
	for _, l := range links {
		if l.professional {
			r.contact(c, l)
		} else {
			r.relative(c, l)
		}
	}
}

func (c *card) hasCategory(words []string) bool {
	return slices.ContainsFunc(c.lists("CATEGORIES"), func(category string) bool {
		return slices.Contains(words, strings.ToLower(category))
	})
}

// contact keeps a contact of the unit, or of the person whom the link names.
func (r *run) contact(c *card, l link) {
	given, family, whole := c.name()
	role := cmp.Or(c.line("TITLE"), c.line("ROLE"), l.relation)
	if tie.MatchString(role) && l.relation != "" {
		role = l.relation
	}
	if org := c.org(); org != "" && org != whole && !strings.Contains(role, org) {
		role = strings.Trim(role+", "+org, ", ")
	}
	note := r.note(c)
	for _, a := range c.addresses() {
		note = strings.TrimSpace(note + "\n" + a.Line())
	}
	keep(&r.others, &care.Contact{
		Given: given, Family: family, Whole: whole, Role: role, Phones: c.phones(), Emails: c.emails(), Note: note,
	}, c, l.whose)
}

// relative keeps a relative of the person whom the link names.
func (r *run) relative(c *card, l link) {
	given, family, whole := c.name()
	note := r.note(c)
	first, night := care.ReadCallingNote(note + "\n" + strings.Join(c.lists("CATEGORIES"), "\n"))
	keep(&r.others, &care.Relative{
		Given: given, Family: family, Whole: whole, Relation: l.relation, Phones: c.phones(), Emails: c.emails(),
		Addresses: c.addresses(), Note: note, FirstContact: first, Night: night,
	}, c, l.whose)
}

// looseTie is what is left of a phrase when its number is taken out: "Anhörig till", "Pnr:".
var looseTie = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:(?:` + relativeWords + `|` + contactWords + `)\s+(?:till|för|åt|to|of|for)|personnummer|personnr|pnr)\s*:?\s*(?:[,.;]|$)`)

// note is the card's note without the identity numbers of others in it: they have said what they
// had to say.
func (r *run) note(c *card) string {
	var kept []string
	for _, row := range strings.Split(c.text("NOTE"), "\n") {
		if len(r.numbers(row)) > 0 {
			bare := numberForm.ReplaceAllString(" "+row+" ", ", ")
			row = strings.Trim(oneLine(looseTie.ReplaceAllString(oneLine(bare), " ")), " ,;:.-")
			if row == "" {
				continue
			}
		}
		kept = append(kept, row)
	}
	return clean(strings.Join(kept, "\n"))
}

// person keeps the card of somebody who receives care, and the relatives that it names. Only the
// fields that the card has take the place of what is known.
func (r *run) person(c *card) {
	given, family, whole := c.name()
	p := &care.Person{
		Given: given, Family: family, Whole: whole, Addresses: c.addresses(), Phones: c.phones(), Emails: c.emails(),
		Protected: c.hasCategory(shieldWords),
	}
	key := r.keyOf(c)
	p.PersonalID = key.PersonalID
	keep(r.batchOf(p), p, c, key)
	for _, name := range []string{"X-ABRELATEDNAMES", "RELATED"} {
		for _, f := range c.fields[name] {
			relation := c.label(f.Group)
			for _, kind := range f.Params.Types() {
				relation = cmp.Or(relation, kind)
			}
			known := oneLine(unescape(f.Value))
			if personName(known) != known || known == "" {
				continue
			}
			keep(&r.others, &care.Relative{Whole: known, Relation: swedish(relation)}, &card{row: c.row}, key)
		}
	}
}

// keyOf is whom the card of a person is about.
func (r *run) keyOf(c *card) care.PersonKey {
	texts := []string{c.text("NOTE")}
	for _, key := range c.ownKeys() {
		texts = append(texts, c.text(key))
	}
	given, family, whole := c.name()
	key := care.PersonKey{Name: (&care.Person{Given: given, Family: family, Whole: whole}).Name()}
	if ids := r.numbers(strings.Join(texts, "\n")); len(ids) > 0 {
		key.PersonalID = ids[0]
	}
	if all := c.addresses(); len(all) > 0 {
		key.Street = (&care.Person{Addresses: all}).Address().Street
	}
	return key
}

// swedish words a relation of Apple's and the standard's as units do.
func swedish(relation string) string {
	words := map[string]string{
		"daughter": "dotter", "son": "son", "child": "barn", "mother": "mor", "father": "far", "parent": "förälder", "spouse": "make/maka",
		"husband": "make", "wife": "maka", "partner": "partner", "brother": "bror", "sister": "syster", "sibling": "syskon",
		"friend": "vän", "neighbor": "granne", "kin": "närstående", "emergency": "", "contact": "",
	}
	if said, known := words[strings.ToLower(relation)]; known {
		return said
	}
	return relation
}

// batchOf is the batch of the persons whose cards have the same fields.
func (r *run) batchOf(p *care.Person) *care.Batch {
	fields := map[care.Field]bool{care.FieldName: true}
	set := ""
	for _, f := range []struct {
		field care.Field
		has   bool
	}{{care.FieldPersonalID, p.PersonalID != ""}, {care.FieldAddress, len(p.Addresses) > 0}, {care.FieldPhone, len(p.Phones) > 0}, {care.FieldEmail, len(p.Emails) > 0}} {
		if f.has {
			fields[f.field] = true
			set += string(f.field) + " "
		}
	}
	if r.persons[set] == nil {
		r.persons[set] = &care.Batch{Format: Format, Layout: strings.TrimSpace(set), Fields: fields}
	}
	return r.persons[set]
}

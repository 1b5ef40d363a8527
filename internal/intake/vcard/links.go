package vcard

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"avbrottsparm/internal/care"
)

// link says that a card is about somebody around a person.
type link struct {
	whose        care.PersonKey
	relation     string // "dotter", "God man"; empty where the card only says that there is one
	professional bool   // a contact, not a relative
}

// The words that tie a card to a person, as units write them in notes and categories: "Anhörig
// till 19240129-7250", "God man för Elsa Lund".
var (
	relativeWords = `anhörig|närstående|dotter|son|make|maka|fru|hustru|sambo|särbo|mor|mamma|far|pappa|förälder|bror|syster|syskon|barn|barnbarn|dotterdotter|dotterson|sonson|sondotter|brorson|brorsdotter|systerson|systerdotter|kusin|vän|väninna|granne|svärdotter|svärson|partner|daughter|wife|husband|mother|father|brother|sister|friend|neighbour|relative|next of kin`
	contactWords  = `god man|godman|förvaltare|kontaktman|kontaktperson|fast omsorgskontakt|läkare|husläkare|distriktssköterska|sjuksköterska|arbetsterapeut|fysioterapeut|sjukgymnast|biståndshandläggare|handläggare|kurator|ombud|tandläkare|guardian|contact|doctor|nurse`
	unnamed       = []string{"anhörig", "närstående", "relative", "next of kin"}

	tie = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:(` + relativeWords + `)|(` + contactWords + `))\s+(?:till|för|åt|to|of|for)\s*:?\s+([^\n;]+)`)
	// cards about a person who receives care say so in a category
	personWords = []string{"brukare", "brukaren", "kund", "kunder", "patient", "patienter", "boende", "vårdtagare", "client", "clients"}
	shieldWords = []string{"skyddad", "skyddad identitet", "skyddade personuppgifter", "sekretess", "sekretessmarkering", "skyddad folkbokföring"}
)

// numberForm is how identity numbers stand in running text. Ten digits need their sign: without
// it they are telephone numbers more often.
var numberForm = regexp.MustCompile(`(?:^|[^\d\p{L}+-])(\d{6}(?:\d{2})?[-+–]\d{4}|\d{12}|\d{8}[-–][\dA-Za-z]{4})(?:$|[^\d\p{L}])`)

// numbers are the identity numbers of known forms in a text.
func (r *run) numbers(text string) []care.PersonalID {
	var ids []care.PersonalID
	for _, row := range strings.Split(text, "\n") {
		for _, word := range strings.FieldsFunc(row, func(c rune) bool { return strings.ContainsRune(" ,;()[]/:", c) }) {
			m := numberForm.FindStringSubmatch(strings.Trim(word, ".!?\"'"))
			if m == nil {
				continue
			}
			id, ok := care.ReadPersonalID(strings.ReplaceAll(m[1], "–", "-"), r.now)
			if ok && !slices.Contains(ids, id) && len(ids) < maxPersons {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// links finds whom a card is about: by a phrase with a number or a name, or by a number alone.
func (r *run) links(c *card) []link {
	texts := append(c.lists("CATEGORIES"), c.text("NOTE"), c.line("TITLE"), c.line("ROLE"))
	for _, key := range c.ownKeys() {
		texts = append(texts, c.text(key))
	}
	var found []link
	for _, text := range texts {
		for _, m := range tie.FindAllStringSubmatch(text, maxPersons) {
			found = r.tied(found, cmp.Or(m[1], m[2]), m[2] != "", m[3])
		}
	}
	found = r.related(c, found)
	if l, pointed := r.pointed[c.line("UID")]; pointed && len(found) == 0 {
		found = append(found, l)
	}
	if len(found) > 0 {
		return found
	}
	for _, id := range r.numbers(strings.Join(texts, "\n")) {
		found = append(found, link{whose: care.PersonKey{PersonalID: id}, professional: c.org()+c.line("TITLE")+c.line("ROLE") != ""})
	}
	return found
}

// tied takes the persons of a phrase: numbers where there are, else one name.
func (r *run) tied(found []link, word string, professional bool, whom string) []link {
	if slices.Contains(unnamed, strings.ToLower(word)) {
		word = ""
	}
	add := func(key care.PersonKey) {
		same := func(l link) bool {
			return l.whose.PersonalID == key.PersonalID && care.FoldName(l.whose.Name) == care.FoldName(key.Name)
		}
		if len(found) < maxPersons && !slices.ContainsFunc(found, same) {
			found = append(found, link{whose: key, relation: word, professional: professional})
		}
	}
	ids := r.numbers(whom)
	for _, id := range ids {
		add(care.PersonKey{PersonalID: id})
	}
	if name := personName(whom); len(ids) == 0 && name != "" {
		add(care.PersonKey{Name: name})
	}
	return found
}

var nameForm = regexp.MustCompile(`^\p{Lu}[\p{L}'’-]+(?: (?:\p{Lu}[\p{L}'’-]*|af|von|van|de|der|den|al|el))* \p{Lu}[\p{L}'’-]+`)

// personName is a given and a family name at the beginning of a text.
func personName(s string) string { return nameForm.FindString(oneLine(s)) }

// point notes which cards are persons', and which cards they point to by UID (RFC 6350, 6.6.6).
func (r *run) point(cards []*card) {
	r.byUID, r.pointed = map[string]care.PersonKey{}, map[string]link{}
	for _, c := range cards {
		if !c.hasCategory(personWords) {
			continue
		}
		key := r.keyOf(c)
		if uid := c.line("UID"); uid != "" && !key.Empty() {
			r.byUID[uid] = key
		}
		for _, f := range c.fields["RELATED"] {
			relation := c.label(f.Group)
			for _, kind := range f.Params.Types() {
				relation = cmp.Or(relation, kind)
			}
			if uid := oneLine(unescape(f.Value)); uid != "" && !key.Empty() {
				r.pointed[uid] = link{whose: key, relation: swedish(relation)}
			}
		}
	}
}

// inverse turns a relation that a card states of another into the one that the card's owner has
// to that other: whose parent she is, their child he is.
var inverse = map[string]string{
	"parent": "barn", "mother": "barn", "father": "barn", "mor": "barn", "mamma": "barn", "far": "barn", "pappa": "barn", "förälder": "barn",
	"child": "förälder", "daughter": "förälder", "son": "förälder", "barn": "förälder", "dotter": "förälder",
	"spouse": "make/maka", "husband": "make/maka", "wife": "make/maka", "make": "make/maka", "maka": "make/maka", "partner": "partner",
	"sibling": "syskon", "brother": "syskon", "sister": "syskon", "bror": "syskon", "syster": "syskon",
	"friend": "vän", "vän": "vän", "neighbor": "granne", "granne": "granne",
}

// related reads RELATED and Apple's related names where they name a person by number.
func (r *run) related(c *card, found []link) []link {
	for _, key := range []string{"RELATED", "X-ABRELATEDNAMES"} {
		for _, f := range c.fields[key] {
			relation := inverse[strings.ToLower(c.label(f.Group))]
			for _, kind := range f.Params.Types() {
				relation = cmp.Or(relation, inverse[strings.ToLower(kind)])
			}
			if whose, known := r.byUID[oneLine(unescape(f.Value))]; known && len(found) == 0 {
				found = append(found, link{whose: whose, relation: relation})
			}
			for _, id := range r.numbers(unescape(f.Value)) {
				known := slices.ContainsFunc(found, func(l link) bool { return l.whose.PersonalID == id })
				if !known && len(found) < maxPersons {
					found = append(found, link{whose: care.PersonKey{PersonalID: id}, relation: relation})
				}
			}
		}
	}
	return found
}

// ownKeys are the names of a card's X- properties in order, but for those that belong to others.
func (c *card) ownKeys() []string {
	var keys []string
	for key := range c.fields {
		if strings.HasPrefix(key, "X-") && key != "X-ABRELATEDNAMES" && key != "X-ABLABEL" {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

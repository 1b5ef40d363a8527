package ical

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"avbrottsparm/internal/care"
)

// person is whom an event names.
type person struct {
	key       care.PersonKey
	announced bool   // the title says that it is a visit: "Besök: Anna Berg"
	rest      string // what else the title says: "Morgonhjälp"
}

// numberForm is how identity numbers stand in running text. Ten digits need their sign: without
// it they are telephone numbers more often.
var numberForm = regexp.MustCompile(`(?:^|[^\d\p{L}+-])(\d{6}(?:\d{2})?[-+–]\d{4}|\d{12}|\d{8}[-–][\dA-Za-z]{4})(?:$|[^\d\p{L}])`)

// findID is the first identity number of a known form in texts, and how it is written there. What
// reads as one of somebody born after this month is a date with a time.
func findID(now time.Time, texts ...string) (care.PersonalID, string) {
	for _, text := range texts {
		if !strings.ContainsAny(text, "0123456789") {
			continue
		}
		for _, m := range numberForm.FindAllStringSubmatch(text, 20) {
			id, ok := care.ReadPersonalID(strings.ReplaceAll(m[1], "–", "-"), now)
			if ok && (id.Form() == care.FormNationalReserve || string(id)[:6] <= now.In(care.Stockholm).Format("200601")) {
				return id, m[1]
			}
		}
	}
	return "", ""
}

// namesOthers tells that an event holds the identity number of somebody else than the person whom
// it is taken to be about.
func (r *run) namesOthers(e *event, who person) bool {
	if who.key.PersonalID == "" {
		return false
	}
	for _, text := range []string{e.text("SUMMARY"), written(e.props.Get("DESCRIPTION"))} {
		for _, m := range numberForm.FindAllStringSubmatch(text, 20) {
			id, as := findID(r.now, m[0])
			if as != "" && id != who.key.PersonalID {
				return true
			}
		}
	}
	return false
}

// announcement is how a title begins that says that it is a visit; what kind of visit is kept.
var announcement = regexp.MustCompile(`(?i)^(?:besök|hembesök|home visit|visit|(\p{L}+besök))(?:\s+(?:hos|till|to|with))?\s*[:–-]?\s+`)

// whom finds the person of an event: by the number in its title, text, participants or own lines,
// else by the name in its title or after a label in its text.
func (r *run) whom(e *event, d details) person {
	title := e.text("SUMMARY")
	texts := []string{title, written(e.props.Get("DESCRIPTION"))}
	for _, p := range e.props.Values("ATTENDEE") {
		texts = append(texts, p.Value, p.Params.Get("CN"))
	}
	var own []string
	for name, props := range e.props {
		if strings.HasPrefix(name, "X-") && len(props) > 0 {
			own = append(own, props[0].Value)
		}
	}
	slices.Sort(own) // the same file gives the same answer every time
	id, as := findID(r.now, append(texts, own...)...)
	if as != "" {
		title = strings.ReplaceAll(title, as, " ")
	}
	who := person{key: care.PersonKey{PersonalID: id}}
	m := announcement.FindStringSubmatch(title)
	if m != nil {
		title = title[len(m[0]):]
	}
	who.key.Name, who.rest = nameIn(title)
	if d.name != "" {
		who.key.Name = d.name
	}
	if m != nil {
		who.announced = !who.key.Empty()
		who.rest = strings.Trim(m[1]+", "+who.rest, ", ")
	}
	return who
}

var (
	separators = regexp.MustCompile(`\s+[-–—/|]\s+|\s*[:;()\[\]|]\s*|,\s+`)
	familyName = regexp.MustCompile(`^(\p{Lu}[\p{L}'’-]+),\s*(\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?)(?:$|\s*[-–:;(])`)
	idLabel    = regexp.MustCompile(`(?i)\b(?:personnummer|personnr|pnr|p-nr|pers\.?nr)\b[.:]*`)
)

// nameIn finds the name in a title, and what else the title says.
func nameIn(title string) (name, rest string) {
	title = oneLine(idLabel.ReplaceAllString(title, " "))
	if m := familyName.FindStringSubmatch(title); m != nil {
		return m[2] + " " + m[1], oneLine(strings.Trim(strings.TrimPrefix(title[len(m[1]):], ",")[len(m[2]):], " -–:;(),"))
	}
	var others []string
	for _, part := range separators.Split(title, -1) {
		if part = strings.Trim(part, " .,-–"); part == "" {
			continue
		}
		before, middle, after := peel(part)
		if name == "" && isName(middle) {
			name, part = middle, strings.TrimSpace(before+" "+after)
		}
		if part != "" {
			others = append(others, part)
		}
	}
	return name, strings.Join(others, ", ")
}

// peel takes what is done off both ends of a part of a title: "Städning Maj Holm".
func peel(part string) (before, middle, after string) {
	words := strings.Fields(part)
	i, j := 0, len(words)
	for i < j && says(words[i], activityWords) {
		i++
	}
	for j > i && says(words[j-1], activityWords) {
		j--
	}
	return strings.Join(words[:i], " "), strings.Join(words[i:j], " "), strings.Join(words[j:], " ")
}

// particles are words of names that people write with a small letter.
var particles = []string{"af", "al", "av", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le", "och", "ter", "van", "von", "zu"}

// isName tells whether words can be a person's name: given and family name at least, each with a
// capital. One name alone is too little to go by.
func isName(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 6 || says(s, visitWords) || says(s, pauseWords) || says(s, routeWords) || says(s, outageWords) {
		return false
	}
	capitals := 0
	for _, word := range words {
		letters := []rune(word)
		switch {
		case strings.ContainsFunc(word, func(c rune) bool { return !unicode.IsLetter(c) && !strings.ContainsRune("-'’.", c) }):
			return false
		case unicode.IsUpper(letters[0]):
			capitals++
		case !slices.Contains(particles, word):
			return false
		}
	}
	return capitals >= 2
}

package outage

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"avbrottsparm/internal/text"
)

var (
	idPattern     = regexp.MustCompile(`^[a-z][a-z0-9_]{1,39}$`)
	numberPattern = regexp.MustCompile(`^[0-9+(*#][0-9 ()/–*#-]{1,29}$`)
	linkPattern   = regexp.MustCompile(`^(report|message|notes|schedule|people|backlog|guide:[a-z0-9_]+|print:[a-z0-9_-]+|write:[a-z0-9_]+|ready:[a-z0-9_]+)$`)
)

const (
	mostRunes   = 600          // of one text
	mostParts   = 40           // of one list of texts
	mostRoom    = 30           // lines for one answer
	mostMinutes = 30 * 24 * 60 // of anything that a clock counts
)

// sourcePrefix begins each source; what follows is a section of the routine.
const sourcePrefix = "routine "

// checking looks through a catalogue that is decoded, file by file.
type checking struct {
	*reading
	c *Catalogue
}

func (k checking) all() {
	k.file = fileSystems
	k.systems()
	k.file = fileFacts
	k.facts()
	k.file = fileContacts
	k.contacts()
	k.file = fileLimits
	k.limits()
	failures, cards := map[string]bool{}, map[string]bool{}
	for i := range k.c.Failures {
		f := &k.c.Failures[i]
		k.file = dirFailures + "/" + f.ID + ".json"
		k.failure(f)
		k.must(!failures[f.ID], "/id", reasonTwice)
		failures[f.ID] = true
	}
	for i := range k.c.Cards {
		c := &k.c.Cards[i]
		k.file = dirCards + "/" + c.ID + ".json"
		k.card(c)
		k.must(!cards[c.ID], "/id", reasonTwice)
		cards[c.ID] = true
	}
}

// must notes a mistake where something doesn't hold.
func (k checking) must(holds bool, place, reason string) {
	if !holds {
		k.add(place, reason)
	}
}

func (k checking) systems() {
	seen := map[string]bool{}
	k.must(len(k.c.Systems) > 0 && len(k.c.Systems) <= mostList, "", reasonMany)
	for i, s := range k.c.Systems {
		at := place(i)
		k.must(idPattern.MatchString(s.ID), at+"/id", reasonID)
		k.must(!seen[s.ID], at+"/id", reasonTwice)
		seen[s.ID] = true
		k.must(s.Place >= 1 && s.Place <= mostList, at+"/place", reasonNumber)
		whole, known := k.c.System(s.PartOf)
		k.must(s.PartOf == "" || known && whole.PartOf == "" && s.PartOf != s.ID, at+"/part_of", reasonUnknown)
		k.said(s.Name, at+"/name")
		k.said(s.About, at+"/about")
		k.must(len(s.Users) > 0, at+"/users", reasonMissing)
		k.audiences(s.Users, at+"/users")
		k.functions(s, at)
		k.must(len(s.Needs) <= mostParts, at+"/needs", reasonMany)
		for n, need := range s.Needs {
			inner := fmt.Sprintf("%s/needs/%d", at, n)
			k.said(need.What, inner+"/what")
			k.must(len(need.AnyOf) > 0 && len(need.AnyOf) <= mostParts, inner+"/any_of", reasonMissing)
			k.failures(need.AnyOf, inner+"/any_of")
			k.must(need.Source == "" || sourced(need.Source), inner+"/source", reasonSource)
		}
		k.ids(s.Prints, at+"/prints")
		k.ids(s.Writes, at+"/writes")
		k.cardID(s.Card, at+"/card")
		k.must(sourced(s.Source), at+"/source", reasonSource)
	}
}

func (k checking) functions(s System, at string) {
	k.must(len(s.Functions) > 0 && len(s.Functions) <= mostParts, at+"/functions", reasonMissing)
	for n, f := range s.Functions {
		inner := fmt.Sprintf("%s/functions/%d", at, n)
		k.must(idPattern.MatchString(f.ID), inner+"/id", reasonID)
		k.must(slices.IndexFunc(s.Functions, func(g Function) bool { return g.ID == f.ID }) == n, inner+"/id", reasonTwice)
		k.said(f.What, inner+"/what")
	}
}

func (k checking) facts() {
	seen := map[string]bool{}
	k.must(len(k.c.Facts) <= mostList, "", reasonMany)
	for i, f := range k.c.Facts {
		at := place(i)
		k.must(idPattern.MatchString(f.ID), at+"/id", reasonID)
		k.must(!seen[f.ID], at+"/id", reasonTwice)
		seen[f.ID] = true
		k.must(f.Place >= 0 && f.Place <= mostList, at+"/place", reasonNumber)
		k.said(f.Fact, at+"/fact")
		k.must(slices.Contains([]FactSort{FactDuration, FactYesNo, FactText, FactPhone}, f.Sort), at+"/sort", reasonChoice)
		k.must(slices.Contains(Roles(), f.Owner), at+"/owner", reasonChoice)
		k.must(sourced(f.Source), at+"/source", reasonSource)
		k.short(f.Quote, at+"/quote")
		k.must(strings.TrimSpace(f.Quote) != "", at+"/quote", reasonMissing)
	}
}

// place is that of an element of a list.
func place(i int) string { return fmt.Sprintf("/%d", i) }

// sourced tells whether a text names a section of the routine.
func sourced(source string) bool {
	section, ok := strings.CutPrefix(source, sourcePrefix)
	return ok && section != "" && len(source) <= 80
}

// SectionOf is a source without the word before it: "4.1" of "routine 4.1".
func SectionOf(source string) string { return strings.TrimPrefix(source, sourcePrefix) }

// said tells of a text that isn't there in both languages, within bounds.
func (k checking) said(b text.Both, at string) {
	if strings.TrimSpace(b.SV) == "" && strings.TrimSpace(b.EN) == "" {
		k.add(at, reasonMissing)
		return
	}
	k.must(strings.TrimSpace(b.SV) != "" && strings.TrimSpace(b.EN) != "", at, reasonLanguage)
	k.maybe(b, at)
}

// maybe tells of a text that is there in one language only, or too long.
func (k checking) maybe(b text.Both, at string) {
	k.must(b.Whole(), at, reasonLanguage)
	k.short(b.SV, at)
	k.short(b.EN, at)
}

func (k checking) short(s, at string) {
	k.must(utf8.RuneCountInString(s) <= mostRunes, at, reasonLanguage)
}

func (k checking) texts(list []text.Both, at string) {
	k.must(len(list) <= mostParts, at, reasonMany)
	for i, b := range list {
		k.said(b, at+place(i))
	}
}

func (k checking) ids(list []string, at string) {
	k.must(len(list) <= mostParts, at, reasonMany)
	for i, id := range list {
		k.must(idPattern.MatchString(strings.ReplaceAll(id, "-", "_")), at+place(i), reasonID)
	}
}

func (k checking) audiences(list []Audience, at string) {
	for i, a := range list {
		k.must(slices.Contains(Audiences(), a), at+place(i), reasonChoice)
	}
}

func (k checking) failures(ids []string, at string) {
	for i, id := range ids {
		_, known := k.c.Failure(id)
		k.must(known, at+place(i), reasonUnknown)
	}
}

func (k checking) sources(list []string, at string) {
	k.must(len(list) <= mostParts, at, reasonMany)
	for i, source := range list {
		k.must(sourced(source), at+place(i), reasonSource)
	}
}

func (k checking) cardID(id, at string) {
	k.must(id == "" || slices.ContainsFunc(k.c.Cards, func(c Card) bool { return c.ID == id }), at, reasonUnknown)
}

// fact tells of an open fact that isn't there.
func (k checking) fact(id, at string) {
	_, known := k.c.Fact(id)
	k.must(id == "" || known, at, reasonUnknown)
}

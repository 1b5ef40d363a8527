package ical

import (
	"strings"
	"unicode"
)

// meaning is what an event is about.
type meaning int

const (
	meansNothing meaning = iota // neither a person nor an outage
	meansVisit
	meansAbsence
	meansOutage
)

// The words that decide what an event is about, as units and their suppliers write them. A star
// stands for the rest of a word: "*avbrott" is driftavbrott, systemavbrott and avbrott itself.
var (
	// in the title, the categories or the calendar's name: a system stops
	outageWords = []string{
		"*avbrott", "avbrottet", "driftstopp", "systemstopp", "serverstopp", "driftstörning", "nedtid", "otillgänglig", "otillgängligt",
		"*uppgradering", "uppgraderas", "systemuppdatering", "versionsbyte", "releasebyte",
		"underhåll", "systemunderhåll", "driftunderhåll", "underhållsfönster", "underhållsarbete", "underhållsstopp", "servicefönster", "servicestopp",
		"omstart", "startas om", "service window", "servicewindow", "maintenance", "outage", "downtime", "upgrade", "reboot", "unavailable",
	}
	// in the calendar's name: it is about nothing but stops
	outageCalendars = []string{"driftinformation", "driftinfo", "driftkalender", "driftkalendern", "it drift", "driftstatus", "change calendar"}
	// in the title or the categories: a person is away
	absenceWords = []string{
		"frånvaro", "frånvarande", "inlagd", "bortrest", "sjukhusvistelse", "korttidsvistelse", "växelvård", "permission",
		"absent", "absence", "hospitalized", "hospitalised",
	}
	// in the categories, or first in the title: somebody is visited
	visitWords = []string{"besök", "hembesök", "hemtjänstbesök", "tillsynsbesök", "tillsyn", "insats", "insatser", "visit", "home visit", "brukarbesök", "kundbesök"}
	// in the calendar's name: it is a schedule of visits
	scheduleCalendars = []string{
		"*schema", "*schemat", "*slinga", "slingan", "slingor", "tur", "turlista", "körlista", "rutt", "dagplanering", "insatsplanering", "besöksplanering",
		"besök", "hembesök", "schedule", "route", "rounds", "visits",
	}
	// in a category or after a label: the name of a route
	routeWords = []string{"*slinga", "slingan", "tur", "rutt", "route"}
	// beside a name in a title: what is done, and when
	activityWords = []string{
		"*besök", "tillsyn", "städ", "städning", "dusch", "duschning", "tvätt", "inköp", "handling", "matlåda", "promenad", "ledsagning", "avlösning",
		"morgon", "förmiddag", "middag", "eftermiddag", "kväll", "natt", "frukost", "lunch", "middag", "*hjälp", "omvårdnad", "medicin", "läkemedel",
		"insulin", "läggning", "uppstigning", "toalettbesök", "bäddning", "larm", "trygghetslarm", "hos", "till", "för", "visit", "with",
	}
	// in the title of an event of a schedule: nobody works
	pauseWords = []string{"rast", "lunch", "lunchrast", "paus", "fika", "matrast", "break"}
	// anywhere in the title or the text: the visit is one under hälso- och sjukvårdslagen
	medicalWords = []string{"hsl", "delegering", "delegerad", "läkemedel", "insulin", "medicin"}
)

// folded is a text as words in lower case with a space around each.
func folded(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	return " " + strings.Join(words, " ") + " "
}

// says tells whether a text holds one of the words.
func says(text string, words []string) bool {
	text = folded(text)
	for _, word := range words {
		tail, open := strings.CutPrefix(word, "*")
		if strings.Contains(text, " "+word+" ") || open && strings.Contains(text, tail+" ") {
			return true
		}
	}
	return false
}

// means decides what an event is about. What stands in the event itself goes before what the
// calendar is called, and a person before a system: a visit must never be taken for a stop.
func (e *event) means(who person) meaning {
	title := e.text("SUMMARY") + " / " + strings.Join(values(e.props.Values("CATEGORIES")), " / ")
	marked := says(strings.Join(values(e.props.Values("CATEGORIES")), " / "), visitWords) || who.announced
	switch {
	case !who.key.Empty() && says(title, absenceWords):
		return meansAbsence
	case who.key.PersonalID != "", marked:
		return meansVisit
	case says(title, outageWords):
		return meansOutage
	case says(e.cal.name, scheduleCalendars):
		return meansVisit
	case says(e.cal.name, outageWords), says(e.cal.name, outageCalendars):
		return meansOutage
	}
	return meansNothing
}

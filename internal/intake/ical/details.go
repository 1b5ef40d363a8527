package ical

import (
	"regexp"
	"strings"
	"unicode"

	"avbrottsparm/internal/care"
)

// details are what a visit's text says line by line: "Insatser: dusch, frukost", "Portkod: 1234",
// and lines without a label, each of them a service.
type details struct {
	name, staff, route, place string
	services                  []string
	keys                      []care.KeyInfo
	note                      []string
	double                    string
}

// label is what a line's first word says the rest is.
type label int

const (
	isService label = iota
	isPerson
	isNumber
	isStaff
	isRoute
	isPlace
	isKey
	isCode
)

// labels are the words before a colon that mean something, in lower case.
var labels = map[string]label{
	"insats": isService, "insatser": isService, "uppgift": isService, "uppgifter": isService, "att göra": isService, "services": isService, "tasks": isService,
	"kund": isPerson, "brukare": isPerson, "namn": isPerson, "patient": isPerson, "boende": isPerson, "client": isPerson, "name": isPerson,
	"personnummer": isNumber, "personnr": isNumber, "pnr": isNumber, "p-nr": isNumber,
	"personal": isStaff, "medarbetare": isStaff, "utförare": isStaff, "utförs av": isStaff, "staff": isStaff,
	"slinga": isRoute, "tur": isRoute, "rutt": isRoute, "route": isRoute,
	"adress": isPlace, "plats": isPlace, "address": isPlace,
	"nyckel": isKey, "nyckelnr": isKey, "nyckelnummer": isKey, "key": isKey,
	"portkod": isCode, "kod": isCode, "entry code": isCode,
}

const (
	maxServices = 60 // services of one visit
	longService = 90 // characters; longer lines are notes
)

var (
	doubleWords = regexp.MustCompile(`(?i)\(?\s*dubbel\s*-?\s*(?:bemanning|bemannad|bem|besök)\.?\s*[:(]?\s*(?:(\d)\s*(?:/|av)\s*(\d))?\s*\)?`)
	letterless  = regexp.MustCompile(`^[^\p{L}\d]*$`)
	address     = regexp.MustCompile(`(?i)https?://|www\.|@\S+\.\S`)
)

// detailsOf reads the text of an event.
func detailsOf(e *event) details {
	var d details
	text := e.text("SUMMARY") + "\n" + written(e.props.Get("DESCRIPTION"))
	if m := doubleWords.FindStringSubmatch(text); m != nil {
		d.double = "?/2"
		if m[1] != "" {
			d.double = m[1] + "/" + m[2]
		}
	}
	for row := range strings.SplitSeq(written(e.props.Get("DESCRIPTION")), "\n") {
		row = strings.Trim(oneLine(doubleWords.ReplaceAllString(row, " ")), " -•*·–—_=")
		if letterless.MatchString(row) {
			continue
		}
		d.row(row)
	}
	return d
}

func (d *details) row(row string) {
	before, after, labelled := strings.Cut(row, ":")
	kind, known := labels[strings.ToLower(strings.TrimSpace(before))]
	after = strings.TrimSpace(after)
	switch {
	case labelled && known && after == "": // a heading over the lines that follow
	case labelled && known:
		d.put(kind, after)
	case address.MatchString(row), len([]rune(row)) > longService, labelled:
		d.note = append(d.note, row)
	case isIDAlone(row):
	case len(d.services) < maxServices:
		d.services = append(d.services, row)
	}
}

func (d *details) put(kind label, value string) {
	switch kind {
	case isService:
		for _, part := range splitServices(value) {
			if len(d.services) < maxServices {
				d.services = append(d.services, part)
			}
		}
	case isPerson:
		d.name, _ = nameIn(numberForm.ReplaceAllString(" "+value, " "))
	case isStaff:
		d.staff = value
	case isRoute:
		d.route = value
	case isPlace:
		d.place = value
	case isKey:
		d.keys = append(d.keys, care.KeyInfo{Kind: care.ActivityKeyNumber, Value: value})
	case isCode:
		d.keys = append(d.keys, care.KeyInfo{Kind: care.ActivityKeyCode, Value: value})
	case isNumber: // read where the person is looked for
	}
}

// isIDAlone tells whether a line is an identity number and nothing else.
func isIDAlone(row string) bool {
	m := numberForm.FindStringSubmatch(row)
	return m != nil && strings.TrimSpace(row) == m[1]
}

// splitServices cuts at commas, semicolons and plus signs, but not inside numbers: "0,5 tim".
func splitServices(list string) []string {
	runes := []rune(list)
	var parts []string
	start := 0
	take := func(end int) {
		if part := strings.Trim(string(runes[start:end]), " .-–•*"); part != "" {
			parts = append(parts, part)
		}
	}
	for i, sign := range runes {
		inNumber := i > 0 && i+1 < len(runes) && unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1])
		if sign == ';' || (sign == ',' || sign == '+') && !inNumber {
			take(i)
			start = i + 1
		}
	}
	take(len(runes))
	return parts
}

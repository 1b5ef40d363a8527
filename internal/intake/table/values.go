package table

import (
	"regexp"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

var noWords = map[string]bool{
	"nej": true, "n": true, "no": true, "0": true, "false": true, "falskt": true, "falsk": true,
	"ingen": true, "inget": true, "inga": true, "ej": true, "saknas": true, "f": true,
}

var yesWords = map[string]bool{
	"ja": true, "j": true, "yes": true, "y": true, "x": true, "1": true, "true": true, "sant": true,
	"sann": true, "s": true, "✓": true, "✔": true, "xx": true,
}

// saysNo tells an empty cell, a dash and the words for no.
func saysNo(cell string) bool {
	cell = strings.ToLower(strings.Trim(cell, " .-–—"))
	return cell == "" || noWords[cell]
}

func saysYes(cell string) bool { return yesWords[strings.ToLower(strings.Trim(cell, " .!"))] }

// writtenName is a name out of one cell.
type writtenName struct{ given, family, whole string }

func (n writtenName) plain() string {
	if n.given != "" || n.family != "" {
		return strings.TrimSpace(n.given + " " + n.family)
	}
	return n.whole
}

var spaces = regexp.MustCompile(`\s+`)

// readName splits "Efternamn, Förnamn"; a name without a comma stays whole, because nobody can
// tell where "Anna Maria Lind Berg" is to be cut.
func readName(cell string) writtenName {
	cell = strings.Trim(singleSpaced(cell), " ,;")
	family, given, comma := strings.Cut(cell, ",")
	family, given = strings.TrimSpace(family), strings.TrimSpace(given)
	if comma && family != "" && given != "" && !strings.ContainsAny(given, ",0123456789") {
		return writtenName{given: given, family: family}
	}
	return writtenName{whole: cell}
}

// splitName is a name out of two columns, either of which may be missing.
func splitName(given, family, whole string) writtenName {
	given, family = singleSpaced(given), singleSpaced(family)
	if given != "" || family != "" {
		return writtenName{given: given, family: family}
	}
	return readName(whole)
}

var idInText = regexp.MustCompile(`(?:^|[^\d])((?:\d{2})?\d{6}[-+ ]?(?:\d{4}|[A-Z]\d{3}|[A-Z]{2}\d{2}))(?:[^\d]|$)`)

// cutPersonalID takes an identity number out of a name cell: "Ek, Anna 19240129-7250".
func cutPersonalID(cell string, today time.Time) (id care.PersonalID, rest string) {
	at := idInText.FindStringSubmatchIndex(cell)
	if at == nil {
		return "", cell
	}
	id, ok := care.ReadPersonalID(cell[at[2]:at[3]], today)
	if !ok {
		return "", cell
	}
	return id, strings.Trim(cell[:at[2]]+" "+cell[at[3]:], " ,;()-–/")
}

var (
	roundedForm  = regexp.MustCompile(`^\d([.,]\d+)?[eE]\+?\d{1,2}$`)
	roundedZeros = regexp.MustCompile(`^\d{4,8}0{5,}$`)
)

// rounded tells a number that a spreadsheet has cut to its first digits: 1,92401E+11. What is left
// names nobody, and is the same for all who were born in the same month.
func rounded(cell string) bool {
	return roundedForm.MatchString(cell) || roundedZeros.MatchString(cell)
}

var birthDate = regexp.MustCompile(`^(?:19|20)?\d{2}-?(?:0[1-9]|1[0-2])-?(?:[0-2][1-9]|[1-3]0|31)$`)

// tenths are what some programs write behind every number: 192401297250.0.
var tenths = regexp.MustCompile(`^(\d{9,12})[.,]0+$`)

// readPersonalID reads an identity number and gives it back the zeros that a spreadsheet took
// from its beginning.
func readPersonalID(cell string, today time.Time) (care.PersonalID, bool) {
	if whole := tenths.FindStringSubmatch(cell); whole != nil {
		cell = whole[1]
	}
	id, ok := care.ReadPersonalID(cell, today)
	if !ok && len(id) >= 7 && len(id) < 10 && strings.Trim(string(id), "0123456789") == "" {
		if padded, fits := care.ReadPersonalID(strings.Repeat("0", 10-len(id))+string(id), today); fits {
			return padded, true
		}
	}
	return id, ok
}

var (
	phonePattern = regexp.MustCompile(`(?:\+|\(|00)?\d[\d()\s\-–/.]{3,20}\d`)
	zeroless     = regexp.MustCompile(`^[1-9]\d{8}$`)
	plusless     = regexp.MustCompile(`^46[1-9]\d{6,8}$`)
)

// readPhones takes every number out of a cell: "08-123 45 67 (hem), 070-123 45 67". A number
// of nine digits that lost its first zero to a spreadsheet gets it back, and one with the code of
// the country its plus sign.
func readPhones(cell, kind string) []care.Phone {
	var phones []care.Phone
	for _, part := range phoneParts(cell) {
		number := strings.Trim(phonePattern.FindString(part), " -–/.")
		if number == "" {
			if len(strings.Trim(part, "0123456789 -")) == 0 && len(part) > 2 {
				number = part // a short number of a switchboard
			} else {
				continue
			}
		}
		switch {
		case zeroless.MatchString(number):
			number = "0" + number
		case plusless.MatchString(number) && len(number) > 9:
			number = "+" + number
		}
		phones = append(phones, care.Phone{Number: number, Type: phoneType(part, number, kind)})
	}
	return phones
}

var phoneCut = regexp.MustCompile(`[,;\n|]|\s(?:el\.?|eller|alt\.?|och)\s|\s+/\s*|/\s+|\s{2,}`)
var slashBetweenNumbers = regexp.MustCompile(`(\d{5,})/(\d{5,})|(\d{2})/(0\d)`)

func phoneParts(cell string) []string {
	cell = slashBetweenNumbers.ReplaceAllString(cell, "$1$3,$2$4")
	var parts []string
	for _, part := range phoneCut.Split(cell, -1) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// phoneType goes by the column, the words beside the number, and the mobile prefixes.
func phoneType(part, number, kind string) string {
	part = strings.ToLower(part)
	switch {
	case kind != "":
		return kind
	case strings.Contains(part, "mob"):
		return "Mobile"
	case strings.Contains(part, "arb") || strings.Contains(part, "jobb"):
		return "Work"
	case strings.Contains(part, "hem") || strings.Contains(part, "bost"):
		return "Home"
	}
	bare := strings.NewReplacer("-", "", " ", "", "(", "", ")", "", "+46", "0", "0046", "0").Replace(number)
	if len(bare) == 10 && strings.HasPrefix(bare, "07") {
		return "Mobile"
	}
	return ""
}

var (
	zipCity   = regexp.MustCompile(`^(.*?)[,\s]*(?:S(?:E)?[- ])?(\d{3} ?\d{2})[\s,]+([\pL][\pL .\-]*)$`)
	careOf    = regexp.MustCompile(`(?i)^c/o\s+([^,\n]+)[,\n]\s*(.*)$`)
	codeInRow = regexp.MustCompile(`(?i)[,(\s]*\b(?:port|dörr|entré)?kod\s*[:=]?\s*([0-9A-Z#*]{3,10})\)?`)
	zipAlone  = regexp.MustCompile(`^(?:S(?:E)?-?)?\s*(\d{3})\s?(\d{2})(?:\.0+)?$`)
)

// writtenAddress is an address as its columns hold it.
type writtenAddress struct{ street, careOf, zip, city, code string }

// readAddress puts together the columns of an address, and splits what stands in one cell.
func readAddress(w writtenAddress) care.Address {
	a := care.Address{CareOf: w.careOf, Zip: w.zip, City: w.city, EntryCode: w.code}
	street := strings.Join(strings.FieldsFunc(w.street, func(r rune) bool { return r == '\n' }), ", ")
	if m := codeInRow.FindStringSubmatchIndex(street); m != nil {
		if a.EntryCode == "" {
			a.EntryCode = street[m[2]:m[3]]
		}
		street = street[:m[0]] + street[m[1]:]
	}
	if m := careOf.FindStringSubmatch(street); m != nil && a.CareOf == "" {
		a.CareOf, street = "c/o "+strings.TrimSpace(m[1]), m[2]
	}
	if m := zipCity.FindStringSubmatch(street); m != nil && (w.zip == "" || w.city == "") {
		street, a.Zip, a.City = m[1], m[2], strings.TrimSpace(m[3])
	}
	if m := zipCity.FindStringSubmatch(" " + a.City); m != nil && a.Zip == "" && strings.TrimSpace(m[1]) == "" {
		a.Zip, a.City = m[2], m[3]
	}
	if m := zipAlone.FindStringSubmatch(a.Zip); m != nil {
		a.Zip = m[1] + " " + m[2]
	}
	a.Street = strings.Trim(singleSpaced(street), " ,")
	return a
}

func blankAddress(a care.Address) bool {
	return a.Street == "" && a.Zip == "" && a.City == "" && a.CareOf == "" && a.EntryCode == ""
}

var emailPattern = regexp.MustCompile(`[^\s,;<>()]+@[^\s,;<>()]+`)

func readEmails(cell string) []string { return emailPattern.FindAllString(cell, 20) }

package vcard

import (
	"slices"
	"strings"
	"unicode"

	"github.com/emersion/go-vcard"
	"golang.org/x/text/unicode/norm"

	"avbrottsparm/internal/care"
)

// line is the first value of a property, on one line.
func (c *card) line(key string) string { return oneLine(unescape(c.fields.Value(key))) }

// lists are all values of a property that holds lists: CATEGORIES.
func (c *card) lists(key string) []string {
	var all []string
	for _, value := range c.fields.Values(key) {
		for _, part := range cut(value, ',') {
			for _, piece := range strings.Split(part, ";") { // Outlook
				if piece = oneLine(piece); piece != "" {
					all = append(all, piece)
				}
			}
		}
	}
	return all
}

// text is all values of a property with their line breaks.
func (c *card) text(key string) string {
	var parts []string
	for _, value := range c.fields.Values(key) {
		if part := clean(unescape(value)); part != "" && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return clean(strings.Join(parts, "\n"))
}

// label is the words that Apple and Google put beside a field of the same group, such as
// "item1.X-ABLabel:_$!<Daughter>!$_", without their signs.
func (c *card) label(group string) string {
	if group == "" {
		return ""
	}
	for _, f := range c.fields["X-ABLABEL"] {
		if strings.EqualFold(f.Group, group) {
			return strings.TrimSuffix(strings.TrimPrefix(oneLine(unescape(f.Value)), "_$!<"), ">!$_")
		}
	}
	return ""
}

// name is the card's name: the parts of N, else FN as it is written. A card of an organisation
// has its name for one.
func (c *card) name() (given, family, whole string) {
	parts := cut(c.fields.Value("N"), ';')
	part := func(i int) string {
		if i >= len(parts) {
			return ""
		}
		return oneLine(strings.ReplaceAll(parts[i], ",", " "))
	}
	family, given = part(0), strings.TrimSpace(part(1)+" "+part(2))
	switch {
	case given != "" && family != "":
		return given, family, ""
	case c.line("FN") != "":
		return "", "", c.line("FN")
	case given+family != "":
		return "", "", given + family
	case c.org() != "":
		return "", "", c.org()
	}
	return "", "", c.line("NICKNAME")
}

// org is the organisation and its parts: "Region Östergötland, Vårdcentralen Ekholmen".
func (c *card) org() string {
	var parts []string
	for _, part := range cut(c.fields.Value("ORG"), ';') {
		if part = oneLine(part); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// types are the words that tell what a number or address is for.
func (c *card) types(f *vcard.Field) string {
	return " " + strings.ToLower(strings.Join(append(f.Params.Types(), strings.Fields(c.label(f.Group))...), " ")) + " "
}

// kinds tell numbers and addresses apart by words in their types and labels.
var kinds = []struct{ word, kind string }{
	{"cell", "Mobile"}, {"mobil", "Mobile"}, {"iphone", "Mobile"}, {"work", "Work"}, {"arbete", "Work"}, {"jobb", "Work"},
	{"home", "Home"}, {"hem", "Home"}, {"bostad", "Home"},
}

func kindOf(types string) string {
	for _, k := range kinds {
		if strings.Contains(types, k.word) {
			return k.kind
		}
	}
	return ""
}

// phones are the numbers that reach somebody, the preferred ones first. Faxes and pagers don't.
func (c *card) phones() []care.Phone {
	var first, rest []care.Phone
	for _, f := range c.fields["TEL"] {
		types := c.types(f)
		number := oneLine(unescape(f.Value))
		if len(number) > 4 && strings.EqualFold(number[:4], "tel:") {
			number, _, _ = strings.Cut(number[4:], ";")
		}
		if number == "" || strings.Contains(types, "fax") || strings.Contains(types, "pager") || strings.Contains(types, "modem") || len(first)+len(rest) >= 20 {
			continue
		}
		phone := care.Phone{Number: number, Type: kindOf(types)}
		if slices.Contains(first, phone) || slices.Contains(rest, phone) {
			continue
		}
		if f.Params.Get("PREF") == "1" || strings.Contains(types, " pref ") {
			first = append(first, phone)
		} else {
			rest = append(rest, phone)
		}
	}
	return append(first, rest...)
}

func (c *card) emails() []string {
	var all []string
	for _, f := range c.fields["EMAIL"] {
		address := strings.TrimPrefix(oneLine(unescape(f.Value)), "mailto:")
		if strings.Contains(address, "@") && !slices.Contains(all, address) && len(all) < 20 {
			all = append(all, address)
		}
	}
	return all
}

// addresses reads ADR: box; further; street; town; region; code; country.
func (c *card) addresses() []care.Address {
	var all []care.Address
	for _, f := range c.fields["ADR"] {
		parts := cut(f.Value, ';')
		part := func(i int) string {
			if i >= len(parts) {
				return ""
			}
			return oneLine(parts[i])
		}
		a := care.Address{Street: part(2), Zip: part(5), City: part(3), Type: kindOf(c.types(f))}
		switch further := part(1); {
		case further == "":
		case strings.HasPrefix(strings.ToLower(further), "c/o"):
			a.CareOf = further
		default:
			a.Street = strings.Trim(a.Street+", "+further, ", ")
		}
		if a.Street == "" {
			a.Street = part(0)
		}
		if a.Line() != "" && len(all) < 10 {
			all = append(all, a)
		}
	}
	return all
}

// cut takes the parts of a value apart and undoes their escapes.
func cut(value string, sign byte) []string {
	var parts []string
	start := 0
	for i := 0; i < len(value); i++ {
		switch value[i] {
		case '\\':
			i++
		case sign:
			parts = append(parts, unescape(value[start:i]))
			start = i + 1
		}
	}
	return append(parts, unescape(value[start:]))
}

func unescape(value string) string {
	return unescaper.Replace(value)
}

var unescaper = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";", `\:`, ":")

func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

func clean(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	s = strings.Map(func(c rune) rune {
		switch {
		case c == '\n':
			return c
		case c == '\t' || unicode.Is(unicode.Zs, c) || c == '\u2028' || c == '\u2029':
			return ' '
		case unicode.IsControl(c) || unicode.Is(unicode.Cf, c):
			return -1
		}
		return c
	}, s)
	s = strings.TrimSpace(norm.NFC.String(s))
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "")
	}
	return s
}

// digits keeps the digits of a text, so that times written in two ways compare.
func digits(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, s)
}

package care

import (
	"strings"
	"time"
	"unicode"
)

// PersonalID is a personal identity number as the binder stores it: twelve characters without
// a sign for the forms that it recognises (personnummer, samordningsnummer, national reserve
// number), else the characters of the source in upper case without spaces and hyphens.
//
// A birthday is never derived from it: the day can have been replaced by a neighbouring one.
type PersonalID string

// IDForm is which sort of number a PersonalID is.
type IDForm int

// The forms of number.
const (
	FormUnknown         IDForm = iota // not recognised; regions' reserve numbers differ, so it is kept
	FormPersonnummer                  // eight digits of birth date and four more, Luhn
	FormSamordning                    // the same with 60 added to the day
	FormNationalReserve               // twelve characters, century shifted by 3, 6, ...
)

// ReadPersonalID reads a number in any of the ways in which people and systems write it:
// 19240129-7250, 240129-7250, 240129+7250, 192401297250. Ten-digit forms get their century from
// the sign and the day of today. An empty cell gives an empty number and no warning; ok is false
// when the form isn't recognised or its check digit is wrong, which is worth a warning and never
// a reason to refuse the row.
func ReadPersonalID(cell string, today time.Time) (id PersonalID, ok bool) {
	cell = strings.ToUpper(strings.TrimSpace(cell))
	if cell == "" {
		return "", true
	}
	plus := strings.Contains(cell, "+")
	var kept strings.Builder
	for _, r := range cell {
		if r >= '０' && r <= '９' { // the wide digits that some keyboards write
			r += '0' - '０'
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			kept.WriteRune(r)
		}
	}
	raw := kept.String()
	if len(raw) == 10 && digits(raw) {
		if full := withCentury(raw, plus, today); PersonalID(full).Form() != FormUnknown {
			return PersonalID(full), true
		}
	}
	id = PersonalID(raw)
	return id, id.Form() != FormUnknown
}

// withCentury puts the century before a ten-digit number: the newest that makes the person born
// by today, or with a plus sign the newest in which the person turns 100 this year or has done so
// (folkbokföringslagen 18 §: the sign changes at the turn of that year, before the birthday).
func withCentury(raw string, plus bool, today time.Time) string {
	today = today.In(Stockholm)
	year := today.Year()/100*100 + int(raw[0]-'0')*10 + int(raw[1]-'0')
	latest := today.Year()
	if plus {
		latest -= 100
	}
	for year > latest {
		year -= 100
	}
	day := time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)
	if dateOf(year, raw[2:6]).After(day) {
		year -= 100
	}
	return string([]byte{byte('0' + year/1000), byte('0' + year/100%10)}) + raw
}

func dateOf(year int, monthDay string) time.Time {
	month := int(monthDay[0]-'0')*10 + int(monthDay[1]-'0')
	day := int(monthDay[2]-'0')*10 + int(monthDay[3]-'0')
	if day > 60 {
		day -= 60
	}
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return time.Time{}
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day {
		return time.Time{}
	}
	return t
}

// Form tells which sort of number it is, check digit included.
func (id PersonalID) Form() IDForm {
	s := string(id)
	if len(s) != 12 {
		return FormUnknown
	}
	century := s[0:2]
	if digits(s) && (century == "18" || century == "19" || century == "20") {
		year := int(s[0]-'0')*1000 + int(s[1]-'0')*100 + int(s[2]-'0')*10 + int(s[3]-'0')
		if dateOf(year, s[4:8]).IsZero() || !luhn(s[2:]) {
			return FormUnknown
		}
		if s[6] >= '6' {
			return FormSamordning
		}
		return FormPersonnummer
	}
	return reserveForm(s)
}

// reserveForm recognises the national reserve number: the century is shifted (18..20 become
// 21..23, 24..26, ...), the last four may hold letters but not I O Q V W.
func reserveForm(s string) IDForm {
	if !digits(s[:8]) {
		return FormUnknown
	}
	century := int(s[0]-'0')*10 + int(s[1]-'0')
	if century < 21 || century > 32 {
		return FormUnknown
	}
	year := (18+(century-18)%3)*100 + int(s[2]-'0')*10 + int(s[3]-'0')
	if dateOf(year, s[4:8]).IsZero() {
		return FormUnknown
	}
	for _, r := range s[8:] {
		if (r < '0' || r > '9') && (r < 'A' || r > 'Z' || strings.ContainsRune("IOQVW", r)) {
			return FormUnknown
		}
	}
	return FormNationalReserve
}

// Written is the number as people read it: 19240129-7250, with a plus sign from the year in
// which the person turns 100. Numbers of unknown form are shown as they are.
func (id PersonalID) Written(today time.Time) string {
	s := string(id)
	switch id.Form() {
	case FormPersonnummer, FormSamordning:
		year := int(s[0]-'0')*1000 + int(s[1]-'0')*100 + int(s[2]-'0')*10 + int(s[3]-'0')
		sign := "-"
		if today.In(Stockholm).Year()-year >= 100 {
			sign = "+"
		}
		return s[:8] + sign + s[8:]
	default:
		return s
	}
}

// otherCenturies are the numbers a hundred years older or younger: some sources write the ten
// digits of a centenarian with a hyphen instead of a plus sign. Empty for other forms.
func (id PersonalID) otherCenturies() []PersonalID {
	switch {
	case id.Form() != FormPersonnummer && id.Form() != FormSamordning:
		return nil
	case id[:2] == "20":
		return []PersonalID{"19" + id[2:]}
	case id[:2] == "19":
		return []PersonalID{"20" + id[2:], "18" + id[2:]}
	default:
		return []PersonalID{"19" + id[2:]}
	}
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// luhn checks the last digit of the ten-digit form.
func luhn(ten string) bool {
	sum := 0
	for i := 0; i < len(ten); i++ {
		d := int(ten[i] - '0')
		if i%2 == 0 {
			d *= 2
			if d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

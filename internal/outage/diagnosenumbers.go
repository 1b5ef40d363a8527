package outage

import (
	"strings"
	"time"
	"unicode"
)

// withoutNumbers takes whatever looks like an identity number out of words that somebody wrote: ten or
// twelve digits in the groups in which people write them, that begin with a day of some year. The check
// digit isn't asked for: a slip of the pen still points at somebody. Numbers of telephones that are
// written in their own groups, days and times stay.
func withoutNumbers(words string) string { return hidden(words, identifies) }

// withoutNumber takes an identity number out of a field that is meant for a telephone number: there, ten
// digits that begin with 0 are one, unless they are written with a hyphen before the last four.
func withoutNumber(phone string) string {
	return hidden(phone, func(joined, first string) bool {
		dials := strings.HasPrefix(joined, "0") && len(joined) == 10 && len(first) != 6
		return !dials && identifies(joined, first)
	})
}

// instead of a number that was taken out.
const takenOut = "(…)"

// digitRun is digits in a row, with where they stand in the text.
type digitRun struct {
	digits   string
	from, to int // bytes
}

// hidden takes out what is an identity number by a rule, which is told the digits put together and the
// first group of them. Groups belong together where only spaces, hyphens and their like stand between.
func hidden(words string, is func(joined, first string) bool) string {
	for {
		from, to, found := findNumber(words, is)
		if !found {
			return words
		}
		words = words[:from] + takenOut + words[to:]
	}
}

// findNumber is where the first one stands, in bytes.
func findNumber(words string, is func(joined, first string) bool) (from, to int, found bool) {
	for _, run := range digitRuns(words) {
		for i := range run {
			joined := ""
			for k := i; k < len(run) && len(joined) <= 12; k++ {
				joined += run[k].digits
				if is(joined, run[i].digits) {
					return run[i].from, run[k].to, true
				}
			}
		}
	}
	return 0, 0, false
}

// identifies tells whether digits, of which the first group is first, are an identity number by their
// look.
func identifies(joined, first string) bool {
	century := len(joined) - 10
	if century != 0 && century != 2 {
		return false
	}
	if century == 2 && !strings.Contains("16 17 18 19 20 21 22 23 24 25 26 28 29", joined[:2]) {
		return false
	}
	if n := len(first) - century; n != 2 && n != 6 && n != 10 {
		return false
	}
	day := joined[century+2 : century+6]
	month, date := int(day[0]-'0')*10+int(day[1]-'0'), int(day[2]-'0')*10+int(day[3]-'0')
	if date > 60 {
		date -= 60
	}
	when := time.Date(2000, time.Month(month), date, 0, 0, 0, 0, time.UTC)
	return month >= 1 && month <= 12 && date >= 1 && when.Day() == date
}

// digitRuns are the digits of a text, those together that only signs stand between.
func digitRuns(words string) [][]digitRun {
	var all [][]digitRun
	var run []digitRun
	var now digitRun
	end := func() {
		if now.digits != "" {
			run = append(run, now)
		}
		now = digitRun{}
	}
	for i, r := range words {
		size := len(string(r))
		if r >= '０' && r <= '９' {
			r += '0' - '０'
		}
		switch {
		case r >= '0' && r <= '9':
			if now.digits == "" {
				now.from = i
			}
			now.digits, now.to = now.digits+string(r), i+size
		case unicode.IsSpace(r) || strings.ContainsRune("-+–—‑−./", r):
			end()
		default:
			end()
			if len(run) > 0 {
				all, run = append(all, run), nil
			}
		}
	}
	end()
	if len(run) > 0 {
		all = append(all, run)
	}
	return all
}

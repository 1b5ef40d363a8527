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
func withoutNumbers(words string) string {
	return hidden(words, func(run []digitRun) (from, to int) {
		for from := range run {
			joined := ""
			for to := from; to < len(run) && len(joined) <= 12; to++ {
				joined += run[to].digits
				if identifies(joined, run[from].digits) {
					return from, to + 1
				}
			}
		}
		return 0, 0
	})
}

// withoutNumber takes an identity number out of a field that is meant for a telephone number. Ten digits
// without a hyphen before the last four are a telephone number there.
func withoutNumber(phone string) string {
	return hidden(phone, func(run []digitRun) (from, to int) {
		for i, r := range run {
			hyphen := i+1 < len(run) && len(r.digits) >= 6 && len(run[i+1].digits) == 4
			if joined := r.digits; len(joined) == 12 && identifies(joined, joined) {
				return i, i + 1
			} else if hyphen && identifies(joined+run[i+1].digits, joined) {
				return i, i + 2
			}
		}
		return 0, 0
	})
}

// instead of a number that was taken out.
const takenOut = "(…)"

// digitRun is digits in a row, with where they stand in the text.
type digitRun struct {
	digits   string
	from, to int // bytes
}

// hidden takes parts out of a text that find points to, in each row of digits that only spaces, hyphens
// and their like stand between.
func hidden(words string, find func([]digitRun) (from, to int)) string {
	for {
		changed := false
		for _, run := range digitRuns(words) {
			if from, to := find(run); to > from {
				words = words[:run[from].from] + takenOut + words[run[to-1].to:]
				changed = true
				break
			}
		}
		if !changed {
			return words
		}
	}
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

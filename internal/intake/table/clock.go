package table

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// clock is a time of day; hour 24 is midnight at its end.
type clock struct{ hour, minute, second int }

func (k clock) valid() bool {
	return k.hour >= 0 && k.minute >= 0 && k.second >= 0 && k.minute < 60 && k.second < 60 &&
		(k.hour < 24 || k == clock{hour: 24})
}

func (k clock) seconds() int { return k.hour*3600 + k.minute*60 + k.second }

var (
	clockPattern = regexp.MustCompile(`^(\d{1,2})[:.,;](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?$`)
	clockPrefix  = regexp.MustCompile(`^(?:kl(?:ockan)?\.?|c:a|ca\.?|från|till)\s*`)
	clockHalves  = regexp.MustCompile(`^(\d{1,2})(?::(\d{2}))?(?::\d{2})?\s*([ap])\.?m\.?$`)
	allDigits    = regexp.MustCompile(`^\d+$`)
)

// readClock reads a time of day: 08:30, 8.30, 0830, 08:30:00, kl 8, 8:30 am, and in a workbook also a
// fraction of a day.
func readClock(cell string, workbook bool) (clock, bool) {
	cell = clockPrefix.ReplaceAllString(strings.ToLower(strings.TrimSpace(cell)), "")
	if m := clockHalves.FindStringSubmatch(cell); m != nil {
		k := clock{hour: atoi(m[1]) % 12, minute: atoi(m[2])}
		if m[3] == "p" {
			k.hour += 12
		}
		return k, atoi(m[1]) >= 1 && atoi(m[1]) <= 12 && k.valid()
	}
	cell = strings.TrimSpace(strings.TrimSuffix(cell, "h"))
	if allDigits.MatchString(cell) {
		return digitClock(cell)
	}
	if m := clockPattern.FindStringSubmatch(cell); m != nil && !(workbook && m[1] == "0" && !strings.Contains(cell, ":")) {
		k := clock{atoi(m[1]), atoi(m[2]), atoi(m[3])}
		return k, k.valid()
	}
	v, ok := number(cell)
	if !ok {
		return clock{}, false
	}
	whole, decimals, _ := strings.Cut(strings.Replace(cell, ",", ".", 1), ".")
	if v >= 1 && len(decimals) == 1 { // 8.3 is what is left of 8.30 typed as a number
		k := clock{hour: atoi(whole), minute: 10 * atoi(decimals)}
		return k, k.valid()
	}
	if v < 2 && (workbook || len(decimals) > 2) {
		seconds := int((v-float64(int(v)))*86400 + 0.5)
		if seconds == 86400 {
			return clock{hour: 24}, true
		}
		return clock{seconds / 3600, seconds / 60 % 60, seconds % 60}, true
	}
	return clock{}, false
}

// digitClock reads 8, 08, 830 and 0830.
func digitClock(s string) (clock, bool) {
	switch len(s) {
	case 1, 2:
		k := clock{hour: atoi(s)}
		return k, k.valid()
	case 3, 4:
		k := clock{hour: atoi(s[:len(s)-2]), minute: atoi(s[len(s)-2:])}
		return k, k.valid()
	}
	return clock{}, false
}

// atoi is for digits that a pattern has vouched for; no digits are zero.
func atoi(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' || n > 1e6 {
			return n
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// moment is what a time cell says: a time of day, perhaps with its day, or an instant with a zone.
type moment struct {
	day     civil
	clock   clock
	instant time.Time // set when the cell has a zone of its own
	hasTime bool
}

var (
	isoZone = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}(:\d{2})?(\.\d+)?\s*(z|[+-]\d{2}:?\d{2})$`)
	compact = regexp.MustCompile(`^(\d{8})[t ]?(\d{2})(\d{2})(\d{2})?$`)
)

// readMoment reads a cell that should be a time, with or without its day.
func (c calendar) readMoment(cell string) (moment, bool) {
	read := c.known.moments.of(cell, func(cell string) reading[moment] {
		m, ok := c.spellMoment(cell)
		return reading[moment]{m, ok}
	})
	return read.said, read.ok
}

func (c calendar) spellMoment(cell string) (moment, bool) {
	s := strings.ToLower(strings.TrimSpace(cell))
	if k, ok := readClock(s, c.serials); ok {
		return moment{clock: k, hasTime: true}, true
	}
	if v, ok := number(s); ok && v >= 20000 && v < 80000 {
		day, k := c.serial(v)
		return moment{day: day, clock: k, hasTime: true}, day.real()
	}
	if isoZone.MatchString(s) {
		return readInstant(s)
	}
	if m := compact.FindStringSubmatch(s); m != nil {
		day, _, _ := c.findDate(m[1], true)
		k := clock{atoi(m[2]), atoi(m[3]), atoi(m[4])}
		return moment{day: day, clock: k, hasTime: true}, !day.zero() && k.valid()
	}
	return c.dayAndClock(s)
}

// dayAndClock reads "2026-11-23 08:30", "23/11 2026 kl 8.30" and a date alone.
func (c calendar) dayAndClock(s string) (moment, bool) {
	day, rest, _ := c.findDate(s, false)
	if day.zero() {
		head, tail, spaced := strings.Cut(s, " ")
		if spaced {
			if day, rest, _ = c.findDate(head, true); day.zero() {
				return moment{}, false
			}
			rest += tail
		}
	}
	if day.zero() {
		return moment{}, false
	}
	_, rest = cutWeekday(rest)
	rest = strings.Trim(rest, " ,-–")
	rest = strings.TrimSpace(strings.TrimPrefix(rest, "t"))
	if rest == "" {
		return moment{day: day}, true
	}
	k, ok := readClock(rest, false)
	return moment{day: day, clock: k, hasTime: true}, ok
}

func readInstant(s string) (moment, bool) {
	s = strings.ToUpper(strings.Replace(s, " ", "t", 1))
	for _, layout := range []string{
		"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700",
	} {
		if t, err := time.Parse(layout, strings.ReplaceAll(s, " ", "")); err == nil {
			return moment{instant: t, hasTime: true}, true
		}
	}
	return moment{}, false
}

var rangeSign = regexp.MustCompile(`\s*(?:-|–|—|till|\s)\s*`)

// readRange reads "08:00-08:30" where one column holds both times.
func (c calendar) readRange(cell string) (start, end moment, ok bool) {
	s := strings.ToLower(strings.TrimSpace(cell))
	for _, at := range rangeSign.FindAllStringIndex(s, 8) {
		left, leftOK := c.readMoment(s[:at[0]])
		right, rightOK := readClock(s[at[1]:], false)
		if leftOK && rightOK && left.hasTime && at[0] > 0 {
			return left, moment{clock: right, hasTime: true}, true
		}
	}
	return moment{}, moment{}, false
}

var (
	lengthParts = regexp.MustCompile(`^(?:(\d+(?:[.,]\d+)?)\s*(?:h|t|tim|timme|timmar|hours?)\.?)?\s*(?:(\d+(?:[.,]\d+)?)\s*(?:m|min|minut|minuter|minutes?)\.?)?$`)
	lengthISO   = regexp.MustCompile(`^pt(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$`)
	lengthClock = regexp.MustCompile(`^(\d{1,2}):(\d{2})(?::(\d{2}))?$`)
)

// readLength reads how long a visit is: 30, 0:30, 30 min, 0,5 h, 1 tim 15 min. A bare whole
// number is minutes, unless the heading says hours; a bare fraction is hours, or in a workbook
// a fraction of a day when it is too fine to be typed by hand.
func readLength(cell, heading string, workbook bool) (time.Duration, bool) {
	s := strings.ToLower(strings.TrimSpace(cell))
	hours := strings.Contains(strings.ToLower(heading), "tim") || strings.Contains(strings.ToLower(heading), "(h)")
	var d time.Duration
	if v, ok := number(s); ok {
		_, decimals, fraction := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
		switch {
		case fraction && workbook && v < 1 && len(decimals) > 2:
			d = time.Duration(v*86400+0.5) * time.Second
		case hours || fraction && v < 24 && strings.Trim(decimals, "0") != "":
			d = time.Duration(v*3600+0.5) * time.Second
		default:
			d = time.Duration(min(v, 1e6)*60+0.5) * time.Second
		}
	} else if m := lengthClock.FindStringSubmatch(s); m != nil {
		d = spell(float64(atoi(m[1])), float64(atoi(m[2])), float64(atoi(m[3])))
	} else if m := lengthISO.FindStringSubmatch(s); m != nil && s != "pt" {
		d = spell(float64(atoi(m[1])), float64(atoi(m[2])), float64(atoi(m[3])))
	} else if m := lengthParts.FindStringSubmatch(s); m != nil && s != "" {
		d = spell(decimal(m[1]), decimal(m[2]), 0)
	} else {
		return 0, false
	}
	return d, d >= 0 && d <= 24*time.Hour
}

func spell(hours, minutes, seconds float64) time.Duration {
	return time.Duration(min(hours, 1e5)*3600+min(minutes, 1e6)*60+min(seconds, 1e6)+0.5) * time.Second
}

// decimal reads a number that a pattern has vouched for; no digits are zero.
func decimal(s string) float64 {
	v, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil {
		return 0
	}
	return v
}

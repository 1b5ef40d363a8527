package table

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// patternDays is for how many days a schedule of weekdays is written out: four weeks, as binders
// of schedules roll.
const patternDays = 28

// maxVisits is how many visits a schedule of weekdays may come to.
const maxVisits = 400_000

// pattern is on which days a visit comes back: "Varje vecka, mån", "mån-fre", "varannan vecka tis
// (jämn vecka)".
type pattern struct {
	weekdays  []time.Weekday
	every     int  // weeks: 1 for every week, 2 for every other
	parity    int  // 0 for weeks of even numbers, 1 for odd ones, -1 where no number is told
	recurring bool // it says more than one weekday's name
}

var (
	patternToken = regexp.MustCompile(`\pL+|\d+|[-–—]`)
	throughWords = regexp.MustCompile(`t\.\s?o\.\s?m\.?|\btom\b|\btill och med\b|\btill\b`)
	everyNth     = regexp.MustCompile(`\bvar\s*(?:(annan|tredje|fjärde|femte|sjätte)|([2-8])\s*:?\s*(?:a|e))\s*(?:vecka|v\b)?`)
)

var nth = map[string]int{"annan": 2, "tredje": 3, "fjärde": 4, "femte": 5, "sjätte": 6}

// weekdayNames are the weekdays as schedules shorten them.
var weekdayNames = func() map[string]time.Weekday {
	names := map[string]time.Weekday{}
	for day, stems := range map[time.Weekday]string{
		time.Monday: "mån månd må mon monday", time.Tuesday: "tis tisd ti tue tuesday", time.Wednesday: "ons onsd on wed wednesday",
		time.Thursday: "tor tors torsd to thu thursday", time.Friday: "fre fred fr fri friday",
		time.Saturday: "lör lörd lö sat saturday", time.Sunday: "sön sönd sö sun sunday",
	} {
		for _, stem := range strings.Fields(stems) {
			for _, ending := range []string{"", "dag", "ag", "dagar", "agar", "dagen", "agen"} {
				names[stem+ending] = day
			}
		}
	}
	return names
}()

// patternWords say which days or weeks; those without days are only passed over.
var patternWords = map[string][]time.Weekday{
	"vardag": workdays, "vardagar": workdays, "helgfri": nil, "helgfria": nil,
	"helg": weekend, "helger": weekend, "helgen": weekend, "helgdagar": weekend,
	"dagligen": allDays, "dagl": allDays, "daily": allDays,
	"varje": nil, "alla": nil, "vecka": nil, "veckor": nil, "veckan": nil, "v": nil, "och": nil, "samt": nil, "på": nil,
	"dag": nil, "dagar": nil, "veckodagar": nil, "jämn": nil, "jämna": nil, "udda": nil, "ojämn": nil, "ojämna": nil,
	"every": nil, "day": nil, "week": nil,
}

var (
	workdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	weekend  = []time.Weekday{time.Saturday, time.Sunday}
	allDays  = append(slices.Clone(workdays), weekend...)
	wholly   = regexp.MustCompile(`\b(alla|varje|samtliga|every)\s+(dagar|dag|veckodagar|day)`)
	evenWeek = regexp.MustCompile(`(^|[^\pL])jämna?([^\pL]|$)`)
	oddWeek  = regexp.MustCompile(`(^|[^\pL])(udda|ojämna?)([^\pL]|$)`)
)

// sinceWhen takes the days from and until which the row of a schedule of weekdays holds, where
// another column says on which weekdays: "Startdatum" beside "Dagar" is no day of a visit.
func sinceWhen(columns []column) []column {
	weekly := slices.ContainsFunc(columns, func(c column) bool {
		heading := joinWords(fold(c.heading))
		return c.owner == ofClient && (c.field == "pattern" || c.field == "date" && weekdayHeadings[heading])
	})
	if !weekly {
		return columns
	}
	out := slices.Clone(columns)
	for i := range out {
		c := &out[i]
		heading := joinWords(fold(c.heading))
		switch {
		case c.owner != ofClient:
		case c.field == "date" && (strings.HasPrefix(heading, "start") || strings.HasPrefix(heading, "fran") || strings.HasSuffix(heading, "fran")):
			c.field = "valid_from"
		case c.field == "end_date":
			c.field = "valid_to"
		}
	}
	return out
}

var weekdayHeadings = map[string]bool{"dag": true, "dagar": true, "veckodag": true, "veckodagar": true}

// readPattern reads a pattern of weekdays. It is false where no weekday stands in the text, or
// anything that isn't understood: nobody is visited on a guess.
func readPattern(text string) (pattern, bool) {
	s := timesInPattern.ReplaceAllString(howOften.ReplaceAllString(strings.ToLower(text), " "), " ")
	p := pattern{every: 1, parity: -1}
	if m := everyNth.FindStringSubmatch(s); m != nil {
		p.every, p.recurring = nth[m[1]]+atoi(m[2]), true
		s = strings.Replace(s, m[0], " ", 1)
	} else if m := varannan.FindString(s); m != "" {
		p.every, p.recurring = 2, true
		s = strings.Replace(s, m, " ", 1)
	}
	switch {
	case evenWeek.MatchString(s):
		p.every, p.parity, p.recurring = 2, 0, true
	case oddWeek.MatchString(s):
		p.every, p.parity, p.recurring = 2, 1, true
	}
	days := map[time.Weekday]bool{}
	take := func(list ...time.Weekday) {
		for _, day := range list {
			days[day] = true
		}
	}
	if wholly.MatchString(s) {
		take(allDays...)
		p.recurring = true
	}
	last, through := time.Weekday(-1), false
	for _, token := range patternToken.FindAllString(throughWords.ReplaceAllString(s, "-"), 60) {
		day, isDay := weekdayNames[token]
		list, isWord := patternWords[token]
		switch {
		case isDay && through && last >= 0:
			for d := last; d != day; d = (d + 1) % 7 {
				take(d)
			}
			take(day)
			through = false
		case isDay:
			take(day)
			last = day
		case strings.ContainsAny(token, "-–—"):
			through = last >= 0
		case isWord:
			take(list...)
			p.recurring = p.recurring || len(list) > 0 || token == "varje" || token == "alla" || token == "every"
		default:
			return pattern{}, false
		}
		if isDay && strings.HasSuffix(token, "ar") {
			p.recurring = true
		}
	}
	for _, day := range allDays {
		if days[day] {
			p.weekdays = append(p.weekdays, day)
		}
	}
	p.recurring = p.recurring || len(p.weekdays) > 1
	return p, len(p.weekdays) > 0
}

var (
	howOften       = regexp.MustCompile(`\d+\s*(?:gånger|gång|ggr|g)\b\s*(?:/|per|i)?\s*`)
	timesInPattern = regexp.MustCompile(`(?:kl\.?\s*)?\d{1,2}[:.]\d{2}(?:\s*[-–]\s*\d{1,2}[:.]\d{2})?`)
)

var varannan = regexp.MustCompile(`\bvarannan\s*(?:vecka|v\b)`)

// on tells whether a visit comes on a day.
func (p pattern) on(day civil) bool {
	if !slices.Contains(p.weekdays, day.utc().Weekday()) {
		return false
	}
	_, week := day.utc().ISOWeek()
	return p.parity < 0 || week%2 == p.parity
}

// patternText is what a row says of the days on which it comes back.
func (r *run) patternText() string {
	return strings.Join(cellsOf(r.value("date"), r.value("pattern"), r.weekWords(), r.ticked()), " ")
}

// weekWords is the column of weeks where it says more than a number: "udda", "varannan".
func (r *run) weekWords() string {
	if week := r.value("week"); !allDigits.MatchString(week) {
		return week
	}
	return ""
}

// ticked is the weekdays that are marked in columns of their own.
func (r *run) ticked() string {
	var days []string
	for _, c := range r.lay.weekdays {
		if saysYes(at(r.cells, c.index)) {
			days = append(days, c.heading)
		}
	}
	return strings.Join(days, ", ")
}

// findPattern tells whether the sheet is a schedule of weekdays without dates, and from which day it
// is written out: the one that the file names, else today.
func (r *run) findPattern() {
	recurring := len(r.lay.weekdays) > 0
	if !r.lay.has("date", "pattern") && !recurring {
		return
	}
	r.row, r.cells = r.headerRow, nil
	defer func() { r.row, r.cells, r.carried = r.headerRow, nil, map[string]string{} }()
	for i := r.headerRow + 1; i < len(r.sheet.rows) && i < r.headerRow+5000; i++ {
		r.cells = r.sheet.rows[i]
		if filled(r.cells) < 2 {
			continue
		}
		if m, ok := r.when.readMoment(r.value("start")); ok && (!m.day.zero() || !m.instant.IsZero()) {
			return
		}
		date := r.value("date")
		if _, dated := r.when.readDay(date); dated && loneWeekday(date) < 0 {
			return
		}
		p, ok := readPattern(r.patternText())
		recurring = recurring || ok && p.recurring
	}
	if !recurring {
		return
	}
	r.from = r.when.base
	if r.from.zero() {
		r.from = civilOf(r.now.In(care.Stockholm))
	}
}

// recur writes a visit out for the coming days of its pattern.
func (r *run) recur(v *care.Visit, key care.PersonKey) {
	text := r.patternText()
	p, ok := readPattern(text)
	if !ok {
		heading := r.heading("date")
		if heading == "" {
			heading = r.heading("pattern")
		}
		r.fail(heading, "bad_pattern")
		return
	}
	if p.every > 1 && p.parity < 0 {
		v.Note = addLine(v.Note, text)
		r.warn(r.heading("pattern"), "weeks_unknown")
	}
	from, until := civilOrZero(r.dayAlone("valid_from", &v.Note)), civilOrZero(r.dayAlone("valid_to", &v.Note))
	defer func() { r.day, r.quiet = civil{}, false }()
	for n := range patternDays {
		day := r.from.plus(n)
		if !p.on(day) || !from.zero() && day.utc().Before(from.utc()) || !until.zero() && day.utc().After(until.utc()) {
			continue
		}
		if len(r.batch.Incoming) >= maxVisits {
			r.sheet.cutRows = true
			return
		}
		one := *v
		r.day = day
		if !r.times(&one) {
			return
		}
		r.keepVisit(&one, key)
		r.quiet = true // what is to be said of the row is said once
	}
}

func civilOrZero(t time.Time) civil {
	if t.IsZero() {
		return civil{}
	}
	return civilOf(t)
}

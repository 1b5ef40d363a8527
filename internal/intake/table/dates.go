package table

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// civil is a calendar day without a zone. The zero value is no day.
type civil struct {
	year  int
	month time.Month
	day   int
}

func (c civil) zero() bool { return c == civil{} }

// real tells whether the calendar has the day, in the years that care data can speak of.
func (c civil) real() bool {
	t := c.utc()
	return c.year >= 1900 && c.year <= 2200 && t.Month() == c.month && t.Day() == c.day
}

func (c civil) utc() time.Time { return time.Date(c.year, c.month, c.day, 0, 0, 0, 0, time.UTC) }

func (c civil) plus(days int) civil { return civilOf(c.utc().AddDate(0, 0, days)) }

// at is a wall-clock time of the day in Stockholm.
func (c civil) at(k clock) time.Time {
	return care.LocalTime(c.year, c.month, c.day, k.hour, k.minute, k.second)
}

func civilOf(t time.Time) civil {
	year, month, day := t.Date()
	return civil{year, month, day}
}

// calendar is what is known when a date is read: today, for years that aren't written; the first
// day of the period that the titles name, for weekdays alone; and whether numbers are Excel's.
type calendar struct {
	now       time.Time
	base      civil
	serials   bool
	epoch1904 bool
	known     *readings
}

// readings are the days and times that a file's cells were read as.
type readings struct {
	days    memory[datedCell, reading[civil]]
	moments memory[string, reading[moment]]
}

// datedCell is a cell in a period that gives weekdays their dates.
type datedCell struct {
	cell string
	base civil
}

// reading is what a cell says, if it could be read.
type reading[V any] struct {
	said V
	ok   bool
}

func newCalendar(now time.Time, s sheet) calendar {
	return calendar{now: now, serials: s.workbook, epoch1904: s.epoch1904, known: &readings{}}
}

// dateForm is one way of writing a date; the groups of its pattern are named y, m, d and n (the
// month's name).
type dateForm struct {
	pattern *regexp.Regexp
	bare    bool // found only where the whole cell is a date, not inside a sentence
}

const monthNames = `jan(?:uari)?|feb(?:ruari)?|mar(?:s)?|apr(?:il)?|maj|jun(?:i)?|jul(?:i)?|aug(?:usti)?|sep(?:t|tember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?`

var dateForms = []dateForm{
	{regexp.MustCompile(`(?:^|\D)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:\D|$)`), false},
	{regexp.MustCompile(`(?:^|[^\d.,])(?P<y>(?:19|20|21)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:\D|$)`), false},
	{regexp.MustCompile(`(?:^|\D)(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/. ](?P<y>\d{4})(?:\D|$)`), false},
	{regexp.MustCompile(`(?:^|\D)(?P<d>\d{1,2})(?::?[ea]|\.)?[ .-]?\s*(?P<n>` + monthNames + `)\.?(?:[ ,-]*(?P<y>\d{4}))?(?:[^\d\pL]|$)`), false},
	{regexp.MustCompile(`^(?P<y>\d{2})(?P<m>\d{2})(?P<d>\d{2})$`), true},
	{regexp.MustCompile(`^(?P<y>\d{2})-(?P<m>\d{1,2})-(?P<d>\d{1,2})$`), true},
	{regexp.MustCompile(`^(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[-/. ](?P<y>\d{2})$`), true},
	{regexp.MustCompile(`^(?P<d>\d{1,2})/(?P<m>\d{1,2})$`), true},
}

// findDate finds the first date in a text and gives what stands around it. Looked is true when
// something has the form of a date but no calendar has it, which is an error rather than no date.
func (c calendar) findDate(s string, whole bool) (day civil, rest string, looked bool) {
	s = strings.ToLower(s)
	weekday, bare := cutWeekday(s)
	for _, form := range dateForms {
		in := s
		if form.bare {
			if in = bare; !whole {
				continue
			}
		}
		at := form.pattern.FindStringSubmatchIndex(in)
		if at == nil {
			continue
		}
		looked = true
		if day = c.build(form.pattern, in, at, weekday); day.real() {
			return day, around(in, at, form.pattern), true
		}
	}
	return civil{}, s, looked
}

// around is the text without its date; a sign that the pattern took on either side stays.
func around(s string, at []int, pattern *regexp.Regexp) string {
	first, last := len(s), 0
	for i := 1; i < len(pattern.SubexpNames()); i++ {
		if at[2*i] >= 0 {
			first, last = min(first, at[2*i]), max(last, at[2*i+1])
		}
	}
	return s[:first] + " " + s[last:]
}

func (c calendar) build(pattern *regexp.Regexp, s string, at []int, weekday int) civil {
	var day civil
	short := false
	for i, name := range pattern.SubexpNames() {
		if name == "" || at[2*i] < 0 {
			continue
		}
		part := s[at[2*i]:at[2*i+1]]
		if name == "n" {
			day.month = monthNamed(part)
			continue
		}
		n, err := strconv.Atoi(part)
		if err != nil {
			return civil{}
		}
		switch name {
		case "y":
			day.year, short = n, len(part) == 2
		case "m":
			day.month = time.Month(n)
		case "d":
			day.day = n
		}
	}
	if short {
		day.year += 2000
	} else if day.year == 0 {
		day = c.nearest(day, weekday)
	}
	return day
}

func monthNamed(name string) time.Month {
	i := strings.Index("janfebmaraprmajjunjulaugsepoktnovdec", name[:3])
	return time.Month(i/3 + 1)
}

// nearest gives a date without a year the year in which its weekday is right and that is nearest
// to now; without a weekday the nearest year.
func (c calendar) nearest(day civil, weekday int) civil {
	var best civil
	var bestDistance time.Duration
	for _, fits := range []bool{true, false} {
		for year := c.now.Year() - 1; year <= c.now.Year()+1; year++ {
			candidate := civil{year, day.month, day.day}
			if !candidate.real() || fits && weekday >= 0 && int(candidate.utc().Weekday()) != weekday {
				continue
			}
			if d := candidate.utc().Sub(c.now).Abs(); best.zero() || d < bestDistance {
				best, bestDistance = candidate, d
			}
		}
		if !best.zero() {
			return best
		}
	}
	return best
}

var weekdayWords = regexp.MustCompile(`(?:^|[^\pL])(?:(sön|son|sun)|(mån|man|mon)|(tis|tue)|(ons|wed)|(tor|tors|thu)|(fre|fri)|(lör|lor|sat))(?:dag|s|day|sday|nesday|rsday|urday)?(?:en|ens|ar|arna)?(?:[^\pL]|$)`)

// cutWeekday takes a weekday's name out of a text; -1 when there is none.
func cutWeekday(s string) (weekday int, rest string) {
	at := weekdayWords.FindStringSubmatchIndex(s)
	if at == nil {
		return -1, strings.TrimSpace(s)
	}
	for i := range 7 {
		if at[2*(i+1)] >= 0 {
			weekday = i
		}
	}
	return weekday, strings.Trim(s[:at[0]]+" "+s[at[1]:], " .,")
}

// readDay reads a cell that should be a date. A weekday alone is the first such day from the
// beginning of the period in the titles.
func (c calendar) readDay(cell string) (civil, bool) {
	read := c.known.days.of(datedCell{cell, c.base}, func(at datedCell) reading[civil] {
		day, ok := c.spellDay(at.cell)
		return reading[civil]{day, ok}
	})
	return read.said, read.ok
}

func (c calendar) spellDay(cell string) (civil, bool) {
	cell = strings.ToLower(strings.TrimSpace(cell))
	if v, ok := number(cell); ok && v >= 20000 && v < 80000 {
		day, _ := c.serial(v)
		return day, day.real()
	}
	day, rest, _ := c.findDate(cell, true)
	if !day.zero() {
		_, rest = cutWeekday(rest)
		rest = strings.Trim(rest, " .,:-–t")
		if _, ok := readClock(rest, c.serials); rest == "" || ok || trailingTime.MatchString(rest) {
			return day, true
		}
		return civil{}, false
	}
	if weekday := loneWeekday(cell); weekday >= 0 && !c.base.zero() {
		return c.weekdayFromBase(weekday), true
	}
	return civil{}, false
}

// weekdayFromBase is the first such weekday from the beginning of the period.
func (c calendar) weekdayFromBase(weekday int) civil {
	return c.base.plus((weekday - int(c.base.utc().Weekday()) + 7) % 7)
}

var trailingTime = regexp.MustCompile(`^\d{1,2}:\d{2}(:\d{2})?(\.\d+)?\s*(z|[+-]\d{2}:?\d{2})?$`)

// serial turns Excel's count of days into a day and a time of day, to the nearest second.
func (c calendar) serial(v float64) (civil, clock) {
	if c.epoch1904 {
		v += 1462
	}
	days := int(v)
	seconds := int((v-float64(days))*86400 + 0.5)
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days).Add(time.Duration(seconds) * time.Second)
	return civilOf(t), clock{t.Hour(), t.Minute(), t.Second()}
}

// number reads a number with a point or comma.
func number(cell string) (float64, bool) {
	if cell == "" || strings.Trim(cell, "0123456789.,") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.Replace(cell, ",", ".", 1), 64)
	return v, err == nil
}

var weekWords = regexp.MustCompile(`(?:^|[^\pL\d])v(?:ecka|eckan)?[ .:_]*(\d{1,2})(?:\D|$)`)
var yearWords = regexp.MustCompile(`(?:^|\D)(20\d{2})(?:\D|$)`)

// findWeek finds "Vecka 48" in a text and gives the week's Monday.
func (c calendar) findWeek(s string) civil {
	s = strings.ToLower(s)
	m := weekWords.FindStringSubmatch(s)
	if m == nil {
		return civil{}
	}
	week, err := strconv.Atoi(m[1])
	if err != nil || week < 1 || week > 53 {
		return civil{}
	}
	year := c.now.Year()
	if y := yearWords.FindStringSubmatch(s); y != nil {
		if year, err = strconv.Atoi(y[1]); err != nil {
			return civil{}
		}
	}
	fourth := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC) // 4 January is always in week 1
	monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7)
	return civilOf(monday.AddDate(0, 0, 7*(week-1)))
}

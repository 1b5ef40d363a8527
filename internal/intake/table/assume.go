package table

import (
	"regexp"
	"strings"

	"avbrottsparm/internal/care"
)

// dates counts how the visits of a sheet came by their days.
type dates struct {
	found   int // rows whose day stands in the file
	missing int // rows without a day, or with a weekday of an unknown week
	week    int // rows whose weekday was taken as this week's
}

// undated tells that nothing in the sheet says which day its visits are on, so that the person
// means today: a schedule printed for the day, as most are when the systems are gone.
func (r *run) undated() bool {
	return r.today.zero() && r.dates.found == 0 && r.dates.missing > 0 && r.when.base.zero()
}

// placeWeekday takes the first weekday that the titles or names tell, once the week is known. A
// file that says no week means this one.
func (r *run) placeWeekday(weekdays ...int) {
	if !r.today.zero() {
		r.when.base = r.today.plus(-(int(r.today.utc().Weekday()) + 6) % 7)
	}
	for _, weekday := range weekdays {
		if r.day.zero() && weekday >= 0 && !r.when.base.zero() {
			r.day = r.when.weekdayFromBase(weekday)
			r.dates.week++
		}
	}
	if r.day.zero() && !r.today.zero() {
		r.day = r.today
	}
}

// tellAssumed says once for the sheet which days were taken as meant. Whoever knows better reads
// the file in again with the day.
func (r *run) tellAssumed() {
	if !r.from.zero() {
		r.batch.Warnings = append([]care.RowProblem{{Row: r.sheet.above + r.headerRow + 1, Sheet: r.sheet.name, Field: r.heading("date"), Code: "pattern",
			Pairs: []any{"from", r.from.at(clock{}), "to", r.from.plus(patternDays - 1).at(clock{})}}}, r.batch.Warnings...)
		return
	}
	if r.today.zero() {
		return
	}
	problem := care.RowProblem{Row: r.sheet.above + r.headerRow + 1, Sheet: r.sheet.name, Field: r.heading("date"), Code: "assumed_day"}
	problem.Pairs = []any{"day", r.today.at(clock{})}
	if r.dates.week > 0 {
		problem.Code = "assumed_week"
		problem.Pairs = []any{"from", r.when.base.at(clock{}), "to", r.when.base.plus(6).at(clock{})}
	}
	r.batch.Warnings = append([]care.RowProblem{problem}, r.batch.Warnings...)
}

var (
	weekdayPhrase = regexp.MustCompile(`(^|[^\pL])(varje|vecka|veckor|veckan|schema|schemat|dagschema|planering|lista|besök|slingor|körlista|alla|på)([^\pL]|$)`)
	everyDay      = regexp.MustCompile(`(?i)^\s*(dagligen|dagl\.?|varje dag|alla dagar|alla veckodagar|mån\pL*\s*[-–]\s*sön\pL*|daily|every day)\s*$`)
)

// loneWeekday is the weekday of a text that names exactly one and says nothing else of the day:
// "Måndag", "Schema måndag", "Varje vecka, mån". It is -1 for any other text.
func loneWeekday(s string) int {
	if !lettered(s) {
		return -1
	}
	s = strings.ReplaceAll(strings.ToLower(s), "_", " ")
	s = weekWords.ReplaceAllString(s, " ")
	for weekdayPhrase.MatchString(s) {
		s = weekdayPhrase.ReplaceAllString(s, "$1 $3")
	}
	weekday, rest := cutWeekday(s)
	if strings.Trim(rest, " .,:;-–()") != "" {
		return -1
	}
	return weekday
}

package table

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// titles is what the rows above the header say of the whole sheet.
type titles struct {
	day     civil // the one day that the sheet is about
	base    civil // the first day of its period, for weekdays alone
	night   bool  // the day is that of an evening whose night goes on into the next
	weekday int   // that stands alone in a title; -1 for none
	route   string
	staff   string
	asOf    time.Time // when it was exported, in UTC; zero when nothing says
}

var exportWords = regexp.MustCompile(`(?i)(utskri(ven|vet|ft)|uppdatera[dt]|reviderad|ändrad|exporterad|exporterat|export(datum|tid)|skapad|skapat|uttagen|uttag|genererad|genererat|hämtad|hämtat|printed|exported|created|generated)`)

// readTitles reads the rows above the header.
func (v *vocabulary) readTitles(rows [][]string, when calendar) titles {
	t := titles{weekday: -1}
	var days []civil
	nightly := false
	for _, row := range rows {
		line := strings.Join(row, " ")
		nightly = nightly || nightWords.MatchString(line)
		if exportWords.MatchString(line) {
			t.asOf = when.exportTime(row, t.asOf)
			continue
		}
		if monday := when.findWeek(line); !monday.zero() && t.base.zero() {
			t.base = monday
		}
		for i, cell := range row {
			found := when.titleDays(cell, filled(row) == 1)
			if len(found) == 0 && i > 0 && v.labels(row[i-1]) == "date" {
				if day, ok := when.readDay(cell); ok {
					found = []civil{day}
				}
			}
			days = append(days, found...)
			if weekday := loneWeekday(cell); weekday >= 0 && t.weekday < 0 {
				t.weekday = weekday
			}
			v.titleLabel(&t, row, i)
		}
	}
	if len(days) == 0 {
		return t
	}
	slices.SortFunc(days, func(a, b civil) int { return a.at(clock{}).Compare(b.at(clock{})) })
	t.base, t.day = days[0], days[0]
	for _, day := range days {
		switch day {
		case t.base:
		case t.base.plus(1):
			t.night = true
		default: // a period: a row must say itself which day it means
			t.day, t.night = civil{}, false
			return t
		}
	}
	if t.night = t.night && nightly; !t.night && days[len(days)-1] != t.base {
		t.day = civil{}
	}
	return t
}

var nightWords = regexp.MustCompile(`(?i)(^|[^\pL])(natt|natten|nattpass|nattlista|nattslinga|nattpatrull|nattschema|night)([^\pL]|$)`)

var (
	dayAndMonth = regexp.MustCompile(`(?:^|[\s(–-])(\d{1,2}/\d{1,2})(?:[\s),.–-]|$)`)
	pageCount   = regexp.MustCompile(`(?i)(sida|sid|page|blad|del)\s*\d+\s*/`)
)

// titleDays are the dates in a title, both ends of a period included.
func (c calendar) titleDays(cell string, alone bool) []civil {
	if alone {
		if day, ok := c.readDay(cell); ok {
			return []civil{day}
		}
	}
	var days []civil
	for range 4 {
		day, rest, _ := c.findDate(cell, false)
		if at := dayAndMonth.FindStringSubmatchIndex(cell); day.zero() && at != nil && !pageCount.MatchString(cell) {
			if day, _ = c.readDay(cell[at[2]:at[3]]); !day.zero() {
				rest = cell[:at[2]] + " " + cell[at[3]:]
			}
		}
		if day.zero() {
			break
		}
		days = append(days, day)
		cell = rest
	}
	return days
}

// titleLabel takes "Slinga: Blå", or "Slinga" with its value in the next cell.
func (v *vocabulary) titleLabel(t *titles, row []string, i int) {
	label, value, cut := strings.Cut(row[i], ":")
	if !cut || strings.TrimSpace(value) == "" {
		if i+1 >= len(row) {
			return
		}
		label, value = strings.TrimSuffix(row[i], ":"), row[i+1]
	}
	value = strings.TrimSpace(value)
	if value == "" || len([]rune(value)) > longestHeading {
		return
	}
	switch v.labels(label) {
	case "route":
		t.route = value
	case "staff":
		t.staff = value
	}
}

// labels is the field that a label in a title names.
func (v *vocabulary) labels(cell string) string {
	m, ok := v.read(strings.TrimSuffix(cell, ":"))
	if !ok || m.score < 90 {
		return ""
	}
	if m.owner == ofStaff {
		return "staff"
	}
	return m.field
}

// exportTime reads when a list was exported from the row that says so. A time after tomorrow is
// some other date, or a clock that is wrong, and says nothing.
func (c calendar) exportTime(row []string, known time.Time) time.Time {
	for _, cell := range append([]string{strings.Join(row, " ")}, row...) {
		at := exportWords.FindStringIndex(cell)
		if at != nil {
			cell = strings.Trim(cell[at[1]:], " :")
			cell = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(cell), "den "), "datum"))
		}
		m, ok := c.leadingMoment(cell)
		if !ok || m.instant.IsZero() && m.day.zero() {
			continue
		}
		t := m.instant
		if t.IsZero() {
			t = m.day.at(m.clock)
		}
		if t = t.UTC(); t.Before(c.now.Add(24*time.Hour)) && t.After(known) {
			return t
		}
	}
	return known
}

var leadingWords = regexp.MustCompile(`(?i)^[:\s]*(?:den|datum|tid|av \S+ den)\s+`)

// leadingMoment reads a moment at the start of a text that may go on with other words.
func (c calendar) leadingMoment(s string) (moment, bool) {
	words := strings.Fields(leadingWords.ReplaceAllString(s, ""))
	for n := min(6, len(words)); n > 0; n-- {
		if m, ok := c.readMoment(strings.Trim(strings.Join(words[:n], " "), ",;.()")); ok && (!m.day.zero() || !m.instant.IsZero()) {
			return m, true
		}
	}
	return moment{}, false
}

// sheetDay finds a day in a sheet's or file's name.
func (c calendar) sheetDay(name string) civil {
	day, _, _ := c.findDate(strings.ReplaceAll(name, "_", " "), true)
	return day
}

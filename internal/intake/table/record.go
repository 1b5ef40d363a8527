package table

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// record reads a row of a sheet of records. Whom it concerns stands in the row, or once above: in
// the title of a list about one person, in a heading, or in the first row of a block of merged
// cells. Where that can't be told, the row is refused rather than given to somebody.
func (r *run) record() {
	if r.lay.kind == sheetStaff {
		r.member()
		return
	}
	key, _ := r.identity()
	switch {
	case !key.Empty():
		r.above = care.PersonKey{}
		if r.merged {
			r.above = key
		}
	case !r.above.Empty():
		key = r.above
	default:
		r.fail(r.identityHeading(), "no_person")
		return
	}
	before := len(r.batch.Errors)
	switch r.lay.kind {
	case sheetSignings:
		r.signing(key)
	case sheetMedications:
		r.medication(key)
	case sheetHealthOrders:
		r.healthOrder(key)
	case sheetDecisions:
		r.decision(key)
	case sheetAbsences:
		r.absence(key)
	case sheetPlans:
		r.plan(key)
	case sheetNotes:
		r.journalNote(key)
	case sheetWarnings:
		r.warnings(key, r.lay.client)
	case sheetFacts:
		r.healthFacts(key)
	}
	r.broken = r.broken || len(r.batch.Errors) > before
	r.shieldRow(key)
}

// identityHeading is the column that should have told whom the row concerns.
func (r *run) identityHeading() string {
	for _, field := range identifying {
		if heading := r.heading(field); heading != "" {
			return heading
		}
	}
	return ""
}

// findPerson takes the person of a sheet of records from its title, and sees whether the columns
// of persons are those of merged cells. A blank among lines that are all filled is a mistake, so
// that there must be as many blanks as names.
func (r *run) findPerson() {
	r.shielded = map[string]bool{}
	r.above = titlePerson(r.sheet.rows[:max(0, r.headerRow)], r.now)
	r.titleGroup()
	for _, field := range identifying {
		for _, c := range r.lay.client[field] {
			if values, blanks, block := r.countBlocks(field, c.index); block && blanks >= values && values > 0 {
				r.merged = true
			} else if values > 0 {
				r.merged = false
				return
			}
		}
	}
}

// titlePerson is the one person whose identity number stands in the rows above a table: "Anna Ek
// 19240129-7250". Empty where there is none, or more than one.
func titlePerson(rows [][]string, now time.Time) care.PersonKey {
	var found care.PersonKey
	for _, row := range rows {
		for _, cell := range row {
			id, _ := cutPersonalID(cell, now)
			switch {
			case id == "" || id == found.PersonalID:
			case found.PersonalID != "":
				return care.PersonKey{}
			default:
				found.PersonalID = id
			}
		}
	}
	return found
}

// main are the fields that a record is about; a row with one of them alone is no heading.
var mainFields = []string{"medicine", "substance", "order", "action", "decision", "body", "warning", "observation", "infection", "goal", "staff_name"}

// loneRecord reads a row with a single filled cell: a heading with a person, a heading such as
// "Utsatta läkemedel", or a remark. It is false when the row is to be read as data.
func (r *run) loneRecord(cell string, index int) bool {
	if id, _ := cutPersonalID(cell, r.now); id != "" && !r.holdsField(index, mainFields...) {
		r.above, r.group = care.PersonKey{PersonalID: id}, ""
		return true
	}
	switch {
	case loneGroup.MatchString(cell) && len(fold(cell)) <= 4:
		r.under(cell)
		return true
	case groupWords.MatchString(cell) && len([]rune(cell)) <= longestHeading && !r.holdsField(index, "name", "given", "family"):
		r.group = cell
		return true
	case r.holdsField(index, mainFields...) && !pageWords.MatchString(cell):
		return false
	}
	r.warn(at(r.lay.header, index), "lone_cell")
	return true
}

var groupWords = regexp.MustCompile(`(?i)(utsatt|avslutad|aktuell|pågående|stående|vid behov|vidbehov|inaktiv|tidigare).*(läkemedel|medicin|ordination|uppdrag|beslut|lista)`)

// under takes a heading for the rows below it. One that only says when something is given stays
// under the one above, which says whether it still is.
func (r *run) under(cell string) {
	if needsOnly.MatchString(cell) && r.group != "" {
		cell = r.group + ", " + cell
	}
	r.group = strings.TrimSpace(cell)
}

// titleGroup takes such a heading from right above the table, but not one that names both sorts.
func (r *run) titleGroup() {
	for i := r.headerRow - 1; i >= 0 && filled(r.sheet.rows[i]) == 1; i-- {
		cell := strings.Join(r.sheet.rows[i], "")
		both := bothSorts.MatchString(cell) && currentWords.MatchString(cell)
		if !both && (loneGroup.MatchString(cell) || groupWords.MatchString(cell) && len([]rune(cell)) <= longestHeading) {
			r.under(cell)
			return
		}
	}
}

var bothSorts = regexp.MustCompile(`(?i)(utsatt|avslutad|tidigare|inaktiv)`)

// loneGroup is a heading that needs no other word, also where the names of medicines stand, and
// needsOnly one that doesn't say whether what is below is still given.
var (
	loneGroup = regexp.MustCompile(`(?i)^\W*(aktuella|stående|pågående|utsatta|utsatt|avslutade|vid behov|vidbehov|vb|inaktiva|tidigare|pausade|vilande|tillfälliga)\W*$`)
	needsOnly = regexp.MustCompile(`(?i)^\W*(vid ?behov|vb)`)
)

func (r *run) holdsField(index int, fields ...string) bool {
	for _, field := range fields {
		if slices.ContainsFunc(r.lay.client[field], func(c column) bool { return c.index == index }) {
			return true
		}
	}
	return false
}

// when is a day and a time out of their columns.
type when struct {
	at      time.Time // zero where neither is written
	hasTime bool
}

// moment reads a day and a time out of two columns, either of which may hold both. A row without a
// day of its own has the one that is given. It is false when something can't be read; the row is
// then named.
func (r *run) moment(dayField, timeField string, otherwise civil) (when, bool) {
	day, clock := r.value(dayField), r.value(timeField)
	var m moment
	if day != "" && !isDash(day) {
		var ok bool
		if m, ok = r.when.readMoment(day); !ok || m.day.zero() && m.instant.IsZero() {
			if found, read := r.when.readDay(day); read {
				m, ok = moment{day: found}, true
			} else {
				ok = false
			}
		}
		if !ok {
			r.fail(r.heading(dayField), "bad_date")
			return when{}, false
		}
	}
	if clock != "" && !isDash(clock) {
		k, ok := r.when.readMoment(clock)
		if !ok {
			r.fail(r.heading(timeField), "bad_time")
			return when{}, false
		}
		if k.day.zero() && k.instant.IsZero() {
			k.day = m.day
		}
		m = k
	}
	switch {
	case !m.instant.IsZero():
		return when{m.instant.In(care.Stockholm), true}, true
	case m.day.zero() && !m.hasTime:
		return when{}, true
	case m.day.zero() && otherwise.zero():
		r.fail(r.heading(dayField), "no_date")
		return when{}, false
	case m.day.zero():
		m.day = otherwise
	}
	return when{m.day.at(m.clock), m.hasTime}, true
}

// dayAlone reads a column of days that may be left blank. What can't be read as a day is kept in
// words, with a warning, because the row says more than its day.
func (r *run) dayAlone(field string, note *string) time.Time {
	cell := r.value(field)
	if cell == "" || isDash(cell) || openEnd.MatchString(cell) {
		return time.Time{}
	}
	if m, ok := r.when.readMoment(cell); ok && !m.day.zero() {
		return m.day.at(m.clock)
	}
	if day, ok := r.when.readDay(cell); ok {
		return day.at(clock{})
	}
	if note == nil {
		r.warn(r.heading(field), "unknown_value")
		return time.Time{}
	}
	r.keepWords(field, note)
	return time.Time{}
}

var openEnd = regexp.MustCompile(`(?i)^\W*(tills? ?vidare|tv|löpande|pågående|utan slut(datum)?|ej satt|ej fastställt|(9999|2999|2099)-?12-?31)\W*$`)

// keepWords keeps a cell that can't be read as what it should be, under its heading.
func (r *run) keepWords(field string, note *string) {
	r.warn(r.heading(field), "kept_in_words")
	*note = addLine(*note, r.heading(field)+": "+r.value(field))
}

func addLine(text, more string) string { return strings.TrimSpace(text + "\n" + more) }

// says tells whether a yes-or-no cell says yes; any words but a no do.
func (r *run) says(field string) bool { return r.lay.has(field) && !saysNo(r.value(field)) }

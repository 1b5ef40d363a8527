package table

import (
	"regexp"
	"strings"
)

var (
	pageWords    = regexp.MustCompile(`(?i)^\W*(sida|sid|page)\s*\d+|^\d{1,3}\s*(\(\d{1,3}\)|/\s*\d{1,3}|av \d{1,3})?$`)
	headingWords = regexp.MustCompile(`(?i)(^|[^\pL])\pL*(avdelning|grupp|slinga|slingan|våning|enhet|område|distrikt|team|hemtjänst|boende|sida|page)(en|et|n)?([^\pL]|$)`)
)

// lone reads a row with a single filled cell. It is false when the row is to be read as data. In
// a schedule such a row is never a visit: it is a heading, or what is left of something else.
func (r *run) lone() bool {
	cell, index := "", 0
	for i, c := range r.cells {
		if c != "" {
			cell, index = c, i
		}
	}
	switch {
	case exportWords.MatchString(cell):
		r.batch.AsOf = r.when.exportTime(r.cells, r.batch.AsOf)
	case pageWords.MatchString(cell) && (r.lay.kind == sheetSchedule || r.lay.kind.records()):
	case r.lay.kind.records():
		return r.loneRecord(cell, index)
	case r.lay.kind == sheetSchedule:
		if !r.section(cell, index) {
			r.warn(at(r.lay.header, index), "lone_cell")
		}
	case r.isHeading(cell, index):
		r.warn(at(r.lay.header, index), "lone_cell")
	default:
		return false
	}
	return true
}

var (
	numberForm  = regexp.MustCompile(`^[\pL]{0,6}[-. ]?[\d\pL]*\d[\d\pL+-]*$`)
	remarkWords = regexp.MustCompile(`(?i)^\W*(obs|ring|nb|p\.?s|listan|lista|frågor|uppdaterad|ändrad|nycklar|nycklarna|glöm|kom ihåg|tänk|kontakta|notera|totalt|forts)\b|[!?:;*=]|\d{3}|\.\s*$`)
)

// isHeading tells a heading or remark between persons or below them: words such as "Norra
// området" where a name or number should stand, a sentence where a name should, or words where a
// number should.
func (r *run) isHeading(cell string, index int) bool {
	named := r.holds(index, "name")
	if r.hasParty() || !named && r.lay.first() != index {
		return false
	}
	if id, _ := cutPersonalID(cell, r.now); id != "" {
		return false
	}
	if named {
		return headingWords.MatchString(cell) || remarkWords.MatchString(cell) || len(fold(cell)) > 5
	}
	return !numberForm.MatchString(cell)
}

// holds tells whether a column is one of the person's names.
func (r *run) holds(index int, fields ...string) bool {
	for _, field := range append(fields, "given", "family") {
		for _, c := range r.lay.client[field] {
			if c.index == index {
				return true
			}
		}
	}
	return false
}

// section reads a lone cell as a heading of the rows below: a day, a route, or both.
func (r *run) section(cell string, index int) bool {
	alone := loneWeekday(cell) >= 0
	if day, ok := r.when.readDay(cell); ok {
		r.begin(day)
		if alone {
			r.dates.week++
		}
		return true
	}
	day, rest, _ := r.when.findDate(cell, false)
	label, value, labelled := strings.Cut(cell, ":")
	field := r.words.labels(label)
	switch {
	case labelled && field == "route":
		r.route = strings.TrimSpace(value)
	case labelled && field == "staff":
		r.staff = strings.TrimSpace(value)
	case labelled && field == "date":
		var ok bool
		if day, ok = r.when.readDay(value); !ok {
			return false
		}
	case !day.zero():
		if _, name := cutWeekday(rest); !r.lay.has("route") && strings.Trim(name, " ,-–()") != "" {
			r.route = originalCase(cell, strings.Trim(name, " ,-–()"))
		}
	case alone: // of a week that isn't known yet
	case r.startsRoute(cell, index):
		r.route = cell
	default:
		return false
	}
	r.begin(day)
	return true
}

// begin starts a section. Its day, if it has one, is also where the weekdays below count from, and
// blocks of merged cells end.
func (r *run) begin(day civil) {
	r.carried = map[string]string{}
	if day.zero() {
		return
	}
	r.day, r.night = day, false
	if r.when.base.zero() {
		r.when.base = day
	}
}

// startsRoute tells a heading with a route's name: one that begins with the word, or any short
// text in the first column.
func (r *run) startsRoute(cell string, index int) bool {
	if len([]rune(cell)) > longestHeading || pauseWords.MatchString(cell) || otherWords.MatchString(cell) {
		return false
	}
	words := fold(cell)
	if len(words) > 1 {
		if m, ok := r.words.read(words[0]); ok && m.field == "route" && m.score == 100 {
			return true
		}
	}
	return r.lay.first() == index
}

// originalCase finds a folded text back in the cell that it came from.
func originalCase(cell, lower string) string {
	if i := strings.Index(strings.ToLower(cell), lower); i >= 0 && i+len(lower) <= len(cell) {
		return cell[i : i+len(lower)]
	}
	return lower
}

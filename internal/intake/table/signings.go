package table

import (
	"cmp"
	"regexp"
	"strings"

	"avbrottsparm/internal/care"
)

// Signing history says for each dose when it should have been given, when it was, and by whom.
// What is unclear is never told as not done: somebody would give it once more.
var (
	onTime      = regexp.MustCompile(`(?i)(ej|inte|utanför)\s+i?\s*(rätt )?tid`)
	notDone     = regexp.MustCompile(`(?i)^\W*(ej|inte|icke|miss|uteb|neka|vägra|avböj|avstå|inställ|makul|osign|ogiv|planerad|kommande|väntar|not |missed|refused|nej\b)`)
	done        = regexp.MustCompile(`(?i)^\W*(given|gavs|givet|giv|utförd|utfört|signera|klar|ok\b|ja\b|i tid|sen|för sen|tidig|för tidig|done|överlämna)`)
	weekdayOnly = regexp.MustCompile(`(?i)^\W*(morgon|förmiddag|fm|lunch|middag|eftermiddag|em|kväll|natt|till natten|vid behov)\W*$`)
)

// signing reads a row of signing history.
func (r *run) signing(key care.PersonKey) {
	s := &care.Signing{
		What: r.value("what"), Status: r.value("status"), Reason: r.value("reason"), Result: r.value("result"),
		By: cmp.Or(r.value("by"), r.value("sign")), Title: r.value("title"),
	}
	planned, ok := r.plannedAt()
	if !ok {
		return
	}
	given, said, ok := r.givenAt(s, planned)
	if !ok {
		return
	}
	if planned.at.IsZero() && given.at.IsZero() {
		r.fail(cmp.Or(r.heading("due_date"), r.heading("day"), r.heading("due")), "no_date")
		return
	}
	s.Planned, s.AnyTime = planned.at, !planned.at.IsZero() && !planned.hasTime
	r.judge(s, given, said)
	s.EarliestMinutes, s.LatestMinutes = r.minutes("early", &s.Result), r.minutes("late", &s.Result)
	r.keep(s, key)
}

// judge decides whether it was done. A time or a yes beside a status that says no is kept as it
// stands, with a warning.
func (r *run) judge(s *care.Signing, given when, said answer) {
	status := s.Status
	if onTime.MatchString(status) {
		status = ""
	}
	denied := notDone.MatchString(status)
	switch {
	case denied && said == saidYes:
		s.Performed = given.at
		r.warn(r.heading("status"), "signing_unclear")
	case denied || said == saidNo:
	case said == saidYes || done.MatchString(status) || given.hasTime && s.By != "":
		s.Done, s.Performed = true, given.at
	default:
		s.Performed = given.at
	}
}

// plannedAt is when it should have been given.
func (r *run) plannedAt() (when, bool) {
	day := r.dayOfRow()
	if r.lay.has("due_date", "due_time") {
		return r.moment("due_date", "due_time", day)
	}
	return r.moment("due", "due", day)
}

// dayOfRow is the day column's day, or that of the title; none where it only says a weekday.
func (r *run) dayOfRow() civil {
	if m, ok := r.when.readMoment(r.value("day")); ok && !m.day.zero() {
		return m.day
	}
	if day, ok := r.when.readDay(r.value("day")); ok && loneWeekday(r.value("day")) < 0 {
		return day
	}
	return r.day
}

// answer is what the column "Gavs" says by itself.
type answer int

const (
	saidNothing answer = iota
	saidYes
	saidNo
)

// givenAt is when it was given: the column says so itself, or stands beside a day and a time.
func (r *run) givenAt(s *care.Signing, planned when) (given when, said answer, ok bool) {
	cell := r.value("gave")
	day := r.dayOfRow()
	if day.zero() && !planned.at.IsZero() {
		day = civilOf(planned.at)
	}
	m, isMoment := r.when.readMoment(cell)
	switch {
	case cell == "" || isDash(cell):
	case saysYes(cell) || done.MatchString(cell):
		said = saidYes
	case saysNo(cell) || notDone.MatchString(cell):
		said = saidNo
	case isMoment && !m.instant.IsZero():
		return when{m.instant.In(care.Stockholm), true}, saidYes, true
	case isMoment:
		if m.day.zero() {
			m.day = day
		}
		if m.day.zero() {
			r.fail(r.heading("day"), "no_date")
			return when{}, saidNothing, false
		}
		return when{m.day.at(m.clock), m.hasTime}, saidYes, true
	case s.What == "":
		s.What, said = cell, saidYes
	default:
		s.Result, said = addLine(s.Result, cell), saidYes
	}
	given, ok = r.eventAt(planned, day)
	return given, said, ok
}

// eventAt reads the plain columns of day and time. Beside a planned moment they may hold a weekday
// and a part of the day, which say nothing more.
func (r *run) eventAt(planned when, day civil) (when, bool) {
	words := !planned.at.IsZero() && (loneWeekday(r.value("day")) >= 0 || weekdayOnly.MatchString(r.value("time")))
	if !words {
		return r.moment("day", "time", day)
	}
	if k, ok := r.when.readMoment(r.value("time")); ok && k.hasTime && k.day.zero() {
		return when{day.at(k.clock), true}, true
	}
	return when{}, true
}

// minutes reads a column of minutes; what is no number is kept in words.
func (r *run) minutes(field string, note *string) int {
	cell := strings.TrimSpace(strings.TrimSuffix(strings.ToLower(r.value(field)), "min"))
	if cell == "" || isDash(cell) {
		return 0
	}
	if v, ok := number(strings.TrimPrefix(cell, "-")); ok && v < 7*24*60 {
		return int(v + 0.5)
	}
	r.keepWords(field, note)
	return 0
}

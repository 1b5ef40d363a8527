package table

import (
	"regexp"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// longestNight is the longest that a visit may be when its end is earlier on the clock than its
// start; anything longer is a slip of the pen rather than a night.
const longestNight = 16 * time.Hour

var (
	pauseWords = regexp.MustCompile(`(?i)^\W*(rast|paus|lunch|lunchrast|måltidsrast|matrast|fika|kaffe|kafferast|middagsrast|vila|break)\b`)
	otherWords = regexp.MustCompile(`(?i)^\W*(möte|\pL*möte|restid|resa|resor|körtid|gångtid|förflyttning|apt|administration|adm|dokumentation|rapport|rapportering|överlämning|planering|planeringstid|utbildning|handledning|kontor|bil|bilvård|tvätt av bil|nycklar|övrig tid|arbetstid|reserv)\b`)
	medicWords = regexp.MustCompile(`(?i)(^|[^\pL])(hsl|läkemedel|medicin|insulin|delegerad|delegering)`)
)

var cancelledWords = regexp.MustCompile(`(?i)^\W*(inställ|avbok|struk|annuller|makuler|borttag|cancel)`)

// visit reads a row of a schedule.
func (r *run) visit() {
	if cancelledWords.MatchString(r.value("active")) {
		r.warn(r.heading("active"), "cancelled")
		return
	}
	key, _ := r.identity()
	address := r.address()
	key.Street = address.Street
	v := &care.Visit{
		Kind: care.VisitVisit, Route: r.value("route"), Staff: r.value("staff"),
		Name: r.value("visit_name"), Text: r.value("visit_text"),
		Note: r.joined(r.lay.client["note"], "\n"), Place: address.Line(), Keys: r.keys(),
	}
	v.SourceID = r.value("visit_id")
	if v.Route == "" {
		v.Route = r.route
	}
	if v.Staff == "" {
		v.Staff = r.staff
	}
	if address.EntryCode != "" {
		v.Keys = append(v.Keys, care.KeyInfo{Kind: care.ClientKeyCode, Value: address.EntryCode})
	}
	r.services(v)
	if !r.whose(v, &key) {
		return
	}
	if !r.from.zero() {
		r.recur(v, key)
		return
	}
	if r.times(v) {
		r.keepVisit(v, key)
	}
}

// keepVisit keeps a visit. That somebody is marked as protected holds for the person from then on.
func (r *run) keepVisit(v *care.Visit, key care.PersonKey) {
	if r.protected() {
		v.Place, v.Keys = "", nil
	}
	r.keep(v, key)
	r.shieldRow(key)
}

// whose tells pauses and other work from visits, and refuses a visit to nobody.
func (r *run) whose(v *care.Visit, key *care.PersonKey) bool {
	numbered := key.PersonalID != "" || len(key.Numbers) > 0
	if numbered {
		return true
	}
	said := key.Name
	if said == "" {
		said = strings.Join(append([]string{v.Name}, v.Service...), " ")
	}
	switch said = strings.TrimSpace(said); {
	case pauseWords.MatchString(said):
		v.Kind = care.VisitPause
	case otherWords.MatchString(said) && (key.Name == "" || key.Street == ""):
		v.Kind = care.VisitOther
	case key.Name == "":
		r.fail(r.heading("name"), "no_person")
		return false
	default:
		return true
	}
	if v.Name == "" {
		v.Name = said
	}
	*key = care.PersonKey{}
	return true
}

// times reads when the visit is. It is false when the row is refused.
func (r *run) times(v *care.Visit) bool {
	start, end, ok := r.startAndEnd(v)
	if !ok {
		return false
	}
	window, exact := r.window(), start.hasTime
	if begin := window.start(); !exact && begin.hasTime {
		if begin.day.zero() {
			begin.day = start.day
		}
		start = begin
	}
	if !r.placed(v, start, end) {
		return false
	}
	window.note(v, exact)
	return true
}

// placed puts the visit between its start and its end.
func (r *run) placed(v *care.Visit, start, end moment) bool {
	length, hasLength, ok := r.length()
	if !ok {
		return false
	}
	day, ok := r.dayOf(start)
	if !ok {
		return false
	}
	switch {
	case !start.instant.IsZero():
		v.Start = start.instant.In(care.Stockholm)
		day = civilOf(v.Start)
	case start.hasTime:
		v.Start = day.at(start.clock)
	default:
		v.AnyTime, v.Start = true, day.at(clock{})
		if v.End = v.Start.Add(length); !hasLength {
			r.warn(r.heading("start"), "no_time")
		}
		return true
	}
	if !end.hasTime {
		v.End = v.Start.Add(length)
		return true
	}
	return r.end(v, day, start, end)
}

// startAndEnd reads the columns of times, and a column that holds both.
func (r *run) startAndEnd(v *care.Visit) (start, end moment, ok bool) {
	cell := r.clockCell("start")
	if !r.from.zero() && (cell == "" || cell == r.value("pattern") || cell == r.value("date")) {
		cell = strings.TrimSpace(timesInPattern.FindString(strings.ToLower(r.patternText())))
	}
	if cell != "" {
		if start, ok = r.when.readMoment(cell); !ok {
			var both bool
			if start, end, both = r.when.readRange(cell); !both && !r.dayPart(v, cell) {
				code := "bad_time"
				if _, _, looked := r.when.findDate(cell, true); looked {
					code = "bad_date"
				}
				r.fail(r.heading("start"), code)
				return start, end, false
			}
		}
	}
	if cell = r.clockCell("end"); cell != "" && !isDash(cell) {
		if end, ok = r.when.readMoment(cell); !ok {
			r.fail(r.heading("end"), "bad_time")
			return start, end, false
		}
		r.afterMidnight(start, &end, cell)
	}
	return start, end, true
}

// afterMidnight mends an end that a workbook holds as one whole day, which is 24:00.
func (r *run) afterMidnight(start moment, end *moment, cell string) {
	if r.sheet.workbook && cell == "1" && start.hasTime && strings.HasPrefix(r.value("start"), "0.") {
		end.clock = clock{hour: 24}
	}
}

var dayParts = regexp.MustCompile(`(?i)^(fm|em|förmiddag|eftermiddag|morgon|kväll|natt|lunch|middag|dag|valfri|valfri tid|när som helst|flexibel|obestämd|-+)$`)

// dayPart takes "Morgon" and "FM" as a visit without an hour, and keeps the word.
func (r *run) dayPart(v *care.Visit, cell string) bool {
	if !dayParts.MatchString(cell) {
		return false
	}
	if v.Name == "" && !isDash(cell) {
		v.Name = cell
	}
	return true
}

func (r *run) length() (d time.Duration, has, ok bool) {
	cell := r.value("length")
	if isDash(cell) {
		return 0, false, true
	}
	d, ok = readLength(cell, r.heading("length"), r.sheet.workbook)
	if !ok {
		r.fail(r.heading("length"), "bad_length")
	}
	return d, ok, ok
}

// dayOf is the day of the row: its start's own, its date column, the section above, the titles,
// the sheet's or the file's name.
func (r *run) dayOf(start moment) (civil, bool) {
	if !start.instant.IsZero() || !start.day.zero() {
		r.dates.found++
		return start.day, true
	}
	if !r.from.zero() {
		r.dates.found++
		return r.day, true
	}
	if cell := r.value("date"); cell != "" && !everyDay.MatchString(cell) {
		weekday := loneWeekday(cell)
		alone := weekday >= 0
		if alone {
			if week := r.when.findWeek("v " + r.value("week")); !week.zero() {
				r.dates.found++
				return week.plus((weekday + 6) % 7), true
			}
		}
		day, ok := r.when.readDay(cell)
		switch {
		case !ok && alone:
			r.dates.missing++
		case ok && alone && !r.today.zero():
			r.dates.week++
		case ok:
			r.dates.found++
		}
		if !ok {
			r.fail(r.heading("date"), "bad_date")
		}
		return day, ok
	}
	if r.day.zero() {
		r.dates.missing++
		r.fail(r.heading("date"), "no_date")
		return civil{}, false
	}
	if r.night && start.hasTime && start.clock.hour < 12 {
		return r.day.plus(1), true
	}
	return r.day, true
}

// end puts the visit's end after its start. A clock alone that is earlier than the start is on
// the next day; a date that is earlier is an error.
func (r *run) end(v *care.Visit, day civil, start, end moment) bool {
	dated := true
	switch {
	case !end.instant.IsZero():
		v.End = end.instant.In(care.Stockholm)
	case !end.day.zero():
		v.End = end.day.at(end.clock)
	case r.value("end_date") != "":
		last, ok := r.when.readDay(r.value("end_date"))
		if !ok {
			r.fail(r.heading("end_date"), "bad_date")
			return false
		}
		v.End = last.at(end.clock)
	default:
		dated = false
		v.End = day.at(end.clock)
		if start.instant.IsZero() && end.clock.seconds() < start.clock.seconds() {
			v.End = day.plus(1).at(end.clock)
		}
	}
	span := v.End.Sub(v.Start)
	nextDay := !dated && end.clock.seconds() < start.clock.seconds()
	if span < 0 && !dated && span > -2*time.Hour {
		v.End, span = v.Start, 0 // both times fall in the hour that the clock skips or repeats
	}
	if span < 0 || nextDay && span > longestNight {
		r.fail(r.heading("end"), "end_before_start")
		return false
	}
	return true
}

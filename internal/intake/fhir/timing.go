package fhir

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// schedule is a Timing as it was understood.
type schedule struct {
	said   string // in Swedish
	times  []string
	days   []time.Weekday
	every  bool // times and days say all: each day, or each week on those days
	rated  bool // it tells how often in words of its own
	told   bool // it tells how often or when, and not only from when to when
	perDay int
	when   string
	start  time.Time
	end    time.Time
	events []time.Time
	length time.Duration
}

type wireTiming struct {
	Code   concept         `json:"code"`
	Repeat json.RawMessage `json:"repeat"`
	Event  []string        `json:"event"`
}

type wireRepeat struct {
	BoundsDuration *quantity   `json:"boundsDuration"`
	BoundsPeriod   *period     `json:"boundsPeriod"`
	BoundsRange    *span       `json:"boundsRange"`
	Count          json.Number `json:"count"`
	Duration       json.Number `json:"duration"`
	DurationMax    json.Number `json:"durationMax"`
	DurationUnit   string      `json:"durationUnit"`
	Frequency      json.Number `json:"frequency"`
	FrequencyMax   json.Number `json:"frequencyMax"`
	Period         json.Number `json:"period"`
	PeriodMax      json.Number `json:"periodMax"`
	PeriodUnit     string      `json:"periodUnit"`
	DayOfWeek      []string    `json:"dayOfWeek"`
	TimeOfDay      []string    `json:"timeOfDay"`
	When           []string    `json:"when"`
	Offset         json.Number `json:"offset"`
}

var (
	timingFields = []string{"code", "repeat", "event"}
	repeatFields = []string{"boundsDuration", "boundsPeriod", "boundsRange", "count", "duration", "durationMax", "durationUnit",
		"frequency", "frequencyMax", "period", "periodMax", "periodUnit", "dayOfWeek", "timeOfDay", "when", "offset"}
	weekdays  = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
	clockTime = regexp.MustCompile(`^([01]\d|2[0-3]):([0-5]\d)(?::00(?:\.0+)?)?$`)
)

// onlyKnown tells whether an object holds nothing but the given fields. Extensions that may be
// left out by FHIR's own rule don't count; those that may not do.
func onlyKnown(raw json.RawMessage, fields []string) bool {
	var object map[string]json.RawMessage
	if json.Unmarshal(raw, &object) != nil {
		return false
	}
	for name := range object {
		if name != "id" && name != "extension" && !strings.HasPrefix(name, "_") && !slices.Contains(fields, name) {
			return false
		}
	}
	return true
}

// timing words a Timing. Ok is false when anything in it isn't understood; what was understood
// must then not be shown as if it were all.
func (r *run) timing(raw json.RawMessage) (s schedule, ok bool) {
	if len(raw) == 0 || string(raw) == "null" {
		return s, true
	}
	var wire wireTiming
	if !onlyKnown(raw, timingFields) || json.Unmarshal(raw, &wire) != nil {
		return s, false
	}
	var parts []string
	if len(wire.Repeat) > 0 {
		said, fits := r.repeat(wire.Repeat, &s)
		if !fits {
			return s, false
		}
		parts = append(parts, said)
	}
	s.told = s.says()
	if coded := len(wire.Code.Coding) > 0 || wire.Code.Text != ""; coded && !s.told {
		if s.told = r.timingCode(wire.Code, &parts); !s.told {
			return s, false
		}
	}
	said, fits := r.events(wire.Event, &s)
	s.told = s.told || said != ""
	s.said = joinWords(", ", append(parts, said)...)
	return s, fits
}

// says tells whether the repetition tells how often.
func (s *schedule) says() bool { return len(s.times)+len(s.days) > 0 || s.when != "" || s.rated }

// timingCode words one of HL7's abbreviations, or gives the source's own text.
func (r *run) timingCode(c concept, parts *[]string) bool {
	for _, coding := range c.Coding {
		if key := "fhir.timing." + strings.ToLower(coding.Code); r.words.Has(key) {
			*parts = append([]string{r.words.Say(key)}, *parts...)
			return true
		}
	}
	if said := c.said(); said != "" {
		*parts = append([]string{said}, *parts...)
		return true
	}
	return false
}

// events are moments one by one.
func (r *run) events(moments []string, s *schedule) (string, bool) {
	if len(moments) > maxParts {
		return "", false
	}
	var said []string
	for _, moment := range moments {
		t, ok := readTime(moment, false)
		if !ok || t.IsZero() {
			return "", false
		}
		s.events = append(s.events, t)
		layout := "2006-01-02 15:04"
		if dateOnly(moment) {
			layout = "2006-01-02"
		}
		said = append(said, t.Format(layout))
	}
	return strings.Join(said, ", "), true
}

// repeat words the repetition.
func (r *run) repeat(raw json.RawMessage, s *schedule) (string, bool) {
	var w wireRepeat
	if !onlyKnown(raw, repeatFields) || json.Unmarshal(raw, &w) != nil {
		return "", false
	}
	var parts []string
	for _, word := range []func(wireRepeat, *schedule) (string, bool){r.often, r.onDays, r.atTimes, r.atMeals, r.lasting, r.bounded} {
		said, ok := word(w, s)
		if !ok {
			return "", false
		}
		parts = append(parts, said)
	}
	return joinWords(" ", parts...), s.settle(w)
}

// settle sees to it that frequency and hours agree: three times a day at two hours is an order
// that nobody can follow.
func (s *schedule) settle(w wireRepeat) bool {
	daily := w.Period == "" || count(w.Period) == 1 && w.PeriodUnit == "d"
	weekly := count(w.Period) == 1 && w.PeriodUnit == "wk"
	slots := len(s.times) + len(w.When)
	s.every = len(s.times) > 0 && (daily || weekly && len(s.days) > 0)
	if w.Frequency == "" || w.FrequencyMax != "" || slots == 0 {
		return true
	}
	n := count(w.Frequency)
	if weekly && len(s.days) > 0 {
		return n == slots*len(s.days) || n == len(s.days) && slots == 1
	}
	return n == slots
}

// count is a whole number from 1 to 1,000, which some servers write as 1.0; 0 for anything else.
func count(n json.Number) int {
	written, zeros, _ := strings.Cut(string(n), ".")
	if strings.Trim(zeros, "0") != "" {
		return 0
	}
	whole, err := strconv.Atoi(written)
	if err != nil || whole < 1 || whole > 1000 {
		return 0
	}
	return whole
}

// often words "3 gånger per dag", "var 8:e timme".
func (r *run) often(w wireRepeat, s *schedule) (string, bool) {
	if w.Frequency == "" && w.Period == "" && w.FrequencyMax == "" && w.PeriodMax == "" && w.PeriodUnit == "" && w.Count == "" {
		return "", true
	}
	total := ""
	if w.Count != "" {
		n := count(w.Count)
		if n == 0 {
			return "", false
		}
		total = r.words.Say("fhir.often.total", "n", n)
	}
	if w.Period == "" {
		bare := w.Frequency == "" && w.FrequencyMax == "" && w.PeriodMax == "" && w.PeriodUnit == ""
		return total, bare
	}
	frequency, frequencyMax, length, lengthMax := 1, 0, count(w.Period), 0
	if w.Frequency != "" {
		frequency = count(w.Frequency)
	}
	if w.FrequencyMax != "" {
		frequencyMax = count(w.FrequencyMax)
	}
	if w.PeriodMax != "" {
		lengthMax = count(w.PeriodMax)
	}
	unit := "fhir.unit." + w.PeriodUnit
	if frequency == 0 || length == 0 || !r.words.Has(unit+".one") ||
		w.FrequencyMax != "" && frequencyMax < frequency || w.PeriodMax != "" && lengthMax < length {
		return "", false
	}
	if length == 1 && lengthMax == 0 && w.PeriodUnit == "d" && frequencyMax == 0 {
		s.perDay = frequency
	}
	s.rated = true
	return joinWords(" ", r.rate(frequency, frequencyMax, length, lengthMax, unit), total), true
}

// rate is how often within how long.
func (r *run) rate(frequency, frequencyMax, length, lengthMax int, unit string) string {
	times := r.words.Count("fhir.often.times", frequency)
	if frequencyMax > frequency {
		times = r.words.Say("fhir.often.times_range", "from", frequency, "to", frequencyMax)
	}
	span := r.words.Say("fhir.often.within", "n", length, "unit", r.words.Say(unit+".other"))
	switch {
	case lengthMax > length:
		span = r.words.Say("fhir.often.within_range", "from", length, "to", lengthMax, "unit", r.words.Say(unit+".other"))
	case length == 1:
		span = r.words.Say("fhir.often.per", "unit", r.words.Say(unit+".one"))
	}
	return times + " " + span
}

func (r *run) onDays(w wireRepeat, s *schedule) (string, bool) {
	var said []string
	for _, day := range w.DayOfWeek {
		at := slices.Index(weekdays, day)
		if at < 0 || slices.Contains(s.days, time.Weekday(at)) {
			return "", false
		}
		s.days = append(s.days, time.Weekday(at))
		said = append(said, r.words.WeekdayLong(time.Date(2023, 1, 1+at, 12, 0, 0, 0, time.UTC))) // the first was a Sunday
	}
	return strings.Join(said, ", "), true
}

func (r *run) atTimes(w wireRepeat, s *schedule) (string, bool) {
	for _, at := range w.TimeOfDay {
		m := clockTime.FindStringSubmatch(at)
		if m == nil || len(s.times) >= 48 {
			return "", false
		}
		s.times = append(s.times, m[1]+":"+m[2])
	}
	if len(s.times) == 0 {
		return "", true
	}
	slices.Sort(s.times)
	s.times = slices.Compact(s.times)
	return r.words.Say("fhir.at", "times", strings.Join(s.times, ", ")), len(s.times) == len(w.TimeOfDay)
}

// atMeals words "före måltid", with how long before or after.
func (r *run) atMeals(w wireRepeat, s *schedule) (string, bool) {
	var said []string
	for _, code := range w.When {
		key := "fhir.when." + strings.ReplaceAll(strings.ToLower(code), ".", "_")
		if !r.words.Has(key) {
			return "", false
		}
		one := r.words.Say(key)
		if w.Offset != "" && w.Offset != "0" {
			n := count(w.Offset)
			if n == 0 || code[0] != 'A' && code[0] != 'P' || code == "AFT" || code == "PHS" {
				return "", false
			}
			one = r.words.Say("fhir.offset", "n", n, "when", one)
		}
		said = append(said, one)
	}
	s.when = strings.Join(said, ", ")
	return s.when, w.Offset == "" || len(w.When) > 0
}

// lasting words how long each time takes.
func (r *run) lasting(w wireRepeat, s *schedule) (string, bool) {
	if w.Duration == "" && w.DurationMax == "" && w.DurationUnit == "" {
		return "", true
	}
	n, unit := count(w.Duration), "fhir.unit."+w.DurationUnit
	if n == 0 || w.DurationMax != "" || !r.words.Has(unit+".one") {
		return "", false
	}
	if each := map[string]time.Duration{"min": time.Minute, "h": time.Hour}[w.DurationUnit]; each > 0 {
		s.length = time.Duration(n) * each
	}
	return r.words.Say("fhir.lasting", "span", r.span(n, unit)), true
}

func (r *run) span(n int, unit string) string {
	if n == 1 {
		return fmt.Sprint(n, " ", r.words.Say(unit+".one"))
	}
	return fmt.Sprint(n, " ", r.words.Say(unit+".other"))
}

// bounded words from when to when, or for how long.
func (r *run) bounded(w wireRepeat, s *schedule) (string, bool) {
	switch {
	case w.BoundsPeriod != nil:
		var okStart, okEnd bool
		s.start, okStart = readTime(w.BoundsPeriod.Start, false)
		s.end, okEnd = readTime(w.BoundsPeriod.End, true)
		var parts []string
		if !s.start.IsZero() {
			parts = append(parts, r.words.Say("fhir.from", "day", s.start.Format("2006-01-02")))
		}
		if !s.end.IsZero() {
			parts = append(parts, r.words.Say("fhir.until", "day", s.end.Format("2006-01-02")))
		}
		return strings.Join(parts, " "), okStart && okEnd && !(s.end.Before(s.start) && !s.end.IsZero())
	case w.BoundsDuration != nil:
		q := *w.BoundsDuration
		n, unit := count(q.Value), "fhir.unit."+q.unitCode()
		if n == 0 || q.Comparator != "" || !r.words.Has(unit+".one") {
			return "", false
		}
		return r.words.Say("fhir.for", "span", r.span(n, unit)), true
	}
	return "", w.BoundsRange == nil
}

// unitCode is the unit of a length of time as UCUM writes it.
func (q quantity) unitCode() string {
	if q.Code != "" {
		return q.Code
	}
	return q.Unit
}

// orderTimes are the hours of an order, where they say all.
func (s schedule) orderTimes() []care.OrderTime {
	if !s.every {
		return nil
	}
	var times []care.OrderTime
	for _, at := range s.times {
		times = append(times, care.OrderTime{At: at, Days: s.days})
	}
	return times
}

package ical

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

// rule is an RRULE. COUNT and UNTIL are kept apart: with them the library can't be watched while
// it searches.
type rule struct {
	opts  rrule.ROption
	count int    // 0: no end by number
	until string // as written; empty: no end by day
}

// The bounds of a rule. Rules that people make are far inside them.
const (
	maxRuleText  = 1_000
	maxInterval  = 10_000
	maxListed    = 62     // values of one BY part, but 366 days of the year
	maxPerDay    = 96     // times of one day
	maxRuleSteps = 60_000 // occurrences of one rule that has a number, counted from its start
	maxSteps     = 5_000_000
	maxDry       = 100 // rules of a file that may be searched to the end of the calendar in vain
)

// known are the parts of a rule and what each may look like.
var known = map[string]*regexp.Regexp{
	"INTERVAL": regexp.MustCompile(`^\d{1,5}$`), "WKST": regexp.MustCompile(`^(MO|TU|WE|TH|FR|SA|SU)$`),
	"BYDAY":    regexp.MustCompile(`^([+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU),?)+$`),
	"BYSETPOS": numbers, "BYMONTH": numbers, "BYMONTHDAY": numbers, "BYYEARDAY": numbers, "BYWEEKNO": numbers,
	"BYHOUR": numbers, "BYMINUTE": numbers, "BYSECOND": numbers,
}

var numbers = regexp.MustCompile(`^([+-]?\d{1,3},?)+$`)

// parseRule reads an RRULE. It refuses what no calendar of a unit says and what takes the library
// long or for ever: every second or minute, every hour with conditions, endless lists.
func parseRule(text string) (rule, bool) {
	text = strings.ToUpper(strings.TrimSpace(text))
	if len(text) > maxRuleText {
		return rule{}, false
	}
	var r rule
	c := conditions{perDay: 1}
	for part := range strings.SplitSeq(strings.TrimPrefix(text, "RRULE:"), ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch name {
		case "":
		case "COUNT":
			n, err := strconv.Atoi(value)
			if err != nil || n < 1 {
				return rule{}, false
			}
			r.count = n
		case "UNTIL":
			r.until = value
		case "RSCALE":
			if value != "GREGORIAN" {
				return rule{}, false
			}
		default:
			if !c.take(name, strings.TrimSuffix(value, ",")) {
				return rule{}, false
			}
		}
	}
	if !c.bounded() {
		return rule{}, false
	}
	opts, err := rrule.StrToROption(strings.Join(c.kept, ";"))
	if err != nil {
		return rule{}, false
	}
	r.opts = *opts
	return r, true
}

// conditions are the parts of a rule that the library is given.
type conditions struct {
	freq   string
	perDay int // how many times of one day the rule lists
	count  int // parts that let only some periods or days through
	kept   []string
}

// take takes a part; false when it isn't one, or too much.
func (c *conditions) take(name, value string) bool {
	listed := strings.Count(value, ",") + 1
	form := known[name]
	switch {
	case name == "FREQ":
		c.freq = value
	case form == nil, !form.MatchString(value), listed > maxListed && name != "BYYEARDAY":
		return false
	case name == "INTERVAL":
		if n := number(value); n < 1 || n > maxInterval {
			return false
		}
	case name == "BYHOUR", name == "BYMINUTE", name == "BYSECOND":
		c.perDay *= listed
		c.count++
	case name != "WKST":
		c.count++
	}
	c.kept = append(c.kept, name+"="+value)
	return true
}

// bounded tells whether the library can follow the rule.
func (c *conditions) bounded() bool {
	switch c.freq {
	case "DAILY", "WEEKLY", "MONTHLY", "YEARLY":
		return c.perDay <= maxPerDay
	case "HOURLY":
		return c.count == 0
	}
	return false
}

// turns moves years to where the library's calendar soon ends: days, weeks and leap years repeat
// every 400 years exactly, so a rule answers there as here, and one that never matches gives up
// at the year 9999 after centuries instead of millennia.
const turns = 19 * 400

// lastMoment is where the library gives up.
var lastMoment = time.Date(9999, time.December, 31, 23, 59, 59, 0, time.UTC)

// lay gives the wall times of a rule from start on that are no earlier than from and before to,
// and tells whether it goes on after that. The start is the first of them whether or not it fits
// the rule (RFC 5545, 3.8.5.3). It is false when the rule can't be followed within bounds.
func (r *run) lay(rule rule, start stamp, from, to time.Time) (walls []time.Time, more, ok bool) {
	defer func() {
		if recover() != nil {
			walls, more, ok = nil, false, false
		}
	}()
	if r.dry >= maxDry {
		return nil, false, false
	}
	end, ended := untilWall(rule.until, start)
	begin := rule.skip(start.wall, from)
	opts := rule.opts
	opts.Dtstart, opts.Until = begin.AddDate(turns, 0, 0), lastMoment
	found, err := rrule.NewRRule(opts)
	if err != nil {
		return nil, false, false
	}
	next, count := found.Iterator(), 0
	take := func(wall time.Time) bool { // false when the rule has ended or left the window
		switch {
		case rule.count > 0 && count >= rule.count, ended && wall.After(end):
			return false
		case !wall.Before(to):
			more = true
			return false
		}
		count++
		if !wall.Before(from) {
			walls = append(walls, wall)
		}
		return true
	}
	if begin.Equal(start.wall) && !take(start.wall) {
		return walls, more, true
	}
	for range maxRuleSteps {
		r.steps++
		at, there := next()
		if !there {
			r.dry++
			return walls, false, true
		}
		wall := at.AddDate(-turns, 0, 0)
		if !wall.After(start.wall) {
			continue
		}
		if !take(wall) {
			return walls, more, true
		}
		if r.steps > maxSteps {
			break
		}
	}
	return nil, false, false
}

// skip is the last time before from at which the periods of a rule without a number begin anew, so
// that those of past years needn't be counted.
func (r rule) skip(start, from time.Time) time.Time {
	unit := map[rrule.Frequency]time.Duration{rrule.HOURLY: time.Hour, rrule.DAILY: 24 * time.Hour, rrule.WEEKLY: 7 * 24 * time.Hour}[r.opts.Freq]
	if unit == 0 || r.count > 0 || !start.Before(from) {
		return start
	}
	period := unit * time.Duration(max(r.opts.Interval, 1))
	return start.Add(from.Sub(start) / period * period)
}

// untilWall is the last wall time of a rule in the zone of its start. A day alone holds that whole
// day, which is what people mean who set it.
func untilWall(until string, start stamp) (time.Time, bool) {
	if until == "" {
		return time.Time{}, false
	}
	s, ok := parseStamp(strings.Split(until, ",")[0], "", nil)
	switch {
	case !ok:
		return time.Time{}, false // the year 9999 and other words for never
	case s.day:
		return s.wall.Add(24*time.Hour - time.Second), true
	case s.zone == stockholm:
		return s.wall, true
	}
	return s.wall.Add(start.zone.at(s.wall)), true
}

package ical

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"avbrottsparm/internal/care"
)

// zone tells how far from UTC its clocks are when they show a wall time (a time.Time in UTC whose
// date and clock are meant as those of the wall).
type zone interface {
	offsets(wall time.Time) (before, after time.Duration) // a day before and a day after it
	at(t time.Time) time.Duration                         // at an instant
}

// instant is the moment at which clocks in a zone show a wall time. On the nights when they
// change, an hour that comes twice is the first, and one that doesn't exist is the hour after.
func instant(z zone, wall time.Time) time.Time {
	before, after := z.offsets(wall)
	for _, offset := range []time.Duration{before, after} {
		if t := wall.Add(-offset); z.at(t) == offset {
			return t.In(care.Stockholm)
		}
	}
	return wall.Add(-before).In(care.Stockholm)
}

// worldZone is a zone of the world's zone database.
type worldZone struct{ *time.Location }

func (z worldZone) at(t time.Time) time.Duration {
	_, seconds := t.In(z.Location).Zone()
	return time.Duration(seconds) * time.Second
}

func (z worldZone) offsets(wall time.Time) (before, after time.Duration) {
	return z.at(wall.Add(-24 * time.Hour)), z.at(wall.Add(24 * time.Hour))
}

// stockholm is the zone of times that name none.
var stockholm = worldZone{care.Stockholm}

// zoneName makes the names of zones comparable.
func zoneName(id string) string { return strings.ToLower(strings.Trim(oneLine(id), `"'`)) }

var windowsNames = func() map[string]string {
	folded := map[string]string{}
	for name, place := range windowsZones {
		folded[zoneName(name)] = place
	}
	return folded
}()

// zoneOf finds a zone by its name: in the world's database, also behind a path as Evolution and
// Thunderbird write it ("/citadel.org/20250101_1/Europe/Stockholm"), among those of Windows, and
// else among those that the calendar itself defines. Nil when nothing explains it.
func (c *calendar) zoneOf(id string) zone {
	z, known := c.found[id]
	if !known && len(c.found) < maxZones {
		z = c.findZone(id)
		c.found[id] = z
	}
	return z
}

// maxZones is how many names of zones a calendar may use.
const maxZones = 500

func (c *calendar) findZone(id string) zone {
	name := strings.Trim(oneLine(id), `"'`)
	if place, known := windowsNames[zoneName(name)]; known {
		name = place
	}
	parts := strings.Split(strings.Trim(name, "/"), "/")
	for n := min(len(parts), 3); n > 0; n-- {
		if z := placeZone(strings.Join(parts[len(parts)-n:], "/")); z != nil {
			return z
		}
	}
	if own := c.zones[zoneName(id)]; own != nil {
		if z := placeZone(own.place); z != nil {
			return z
		}
		if len(own.changes) > 0 {
			return own
		}
	}
	return nil
}

// placeZone is a zone by its name in the database. The name comes from a file: anything that
// could lead to another file is none.
func placeZone(name string) zone {
	if name == "" || len(name) > 64 || strings.EqualFold(name, "local") || strings.ContainsAny(name, `\.`) {
		return nil
	}
	if loc, err := time.LoadLocation(name); err == nil {
		return worldZone{loc}
	}
	return nil
}

// ownZone is a zone as a calendar's VTIMEZONE defines it.
type ownZone struct {
	place   string // X-LIC-LOCATION: its name in the world's database
	changes []change
	first   time.Duration // the offset before the first change
}

// change is when clocks are set: the wall time before it, and the offset from then on.
type change struct {
	wall         time.Time
	before, from time.Duration
}

// newOwnZone reads a VTIMEZONE. Its rules are laid out over the years that are of use.
func (r *run) newOwnZone(p part) *ownZone {
	z := &ownZone{}
	if place := p.props.Get("X-LIC-LOCATION"); place != nil {
		z.place = oneLine(place.Value)
	}
	for _, props := range p.inner {
		z.changes = append(z.changes, r.changes(props)...)
	}
	slices.SortFunc(z.changes, func(a, b change) int { return a.wall.Compare(b.wall) })
	if len(z.changes) > 0 {
		z.first = z.changes[0].before
	}
	return z
}

// yearsAround are the years before and after today for which a zone's own rules are laid out.
const yearsAround = 3

func (r *run) changes(props ical.Props) []change {
	start, ok := readStamp(props.Get("DTSTART"), nil)
	before, okBefore := offset(props.Get("TZOFFSETFROM"))
	from, okFrom := offset(props.Get("TZOFFSETTO"))
	if !ok || !okFrom {
		return nil
	}
	if !okBefore {
		before = from
	}
	found := []change{{start.wall, before, from}}
	if text := props.Get("RRULE"); text != nil {
		rule, ok := parseRule(text.Value)
		if !ok {
			return found
		}
		if year := r.now.Year() - yearsAround - 2; start.wall.Year() < year { // Outlook begins in 1601
			start.wall = start.wall.AddDate(year-start.wall.Year(), 0, 0)
		}
		walls, _, _ := r.lay(rule, start, r.now.AddDate(-yearsAround, 0, 0), r.now.AddDate(yearsAround, 0, 0))
		for _, wall := range walls {
			found = append(found, change{wall, before, from})
		}
	}
	for _, other := range readStamps(props.Values("RDATE"), nil) {
		found = append(found, change{other.wall, before, from})
	}
	return found
}

// offset reads "+0100" and "-053000".
func offset(prop *ical.Prop) (time.Duration, bool) {
	if prop == nil {
		return 0, false
	}
	s := strings.ReplaceAll(strings.TrimSpace(prop.Value), ":", "")
	if len(s) < 5 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	hours, errHours := strconv.Atoi(s[1:3])
	minutes, errMinutes := strconv.Atoi(s[3:5])
	if errHours != nil || errMinutes != nil || hours > 18 || minutes > 59 {
		return 0, false
	}
	d := time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if s[0] == '-' {
		d = -d
	}
	return d, true
}

func (z *ownZone) offsets(wall time.Time) (before, after time.Duration) {
	at := func(wall time.Time) time.Duration {
		found := z.first
		for _, c := range z.changes {
			if c.wall.After(wall) {
				break
			}
			found = c.from
		}
		return found
	}
	return at(wall.Add(-24 * time.Hour)), at(wall.Add(24 * time.Hour))
}

func (z *ownZone) at(t time.Time) time.Duration {
	found := z.first
	for _, c := range z.changes {
		if c.wall.Add(-c.before).After(t) {
			break
		}
		found = c.from
	}
	return found
}

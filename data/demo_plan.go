package data

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// demoUnit is the unit as its planner sees it: a base schedule, a rota and the people.
type demoUnit struct {
	clients  map[int]demoClient // by Lifecare's Id, which is also the schedule's Kundnr
	staff    map[string]demoStaff
	services map[string]demoService
	rota     map[string][2][7]string // route to signature, by odd or even week and weekday from Monday
	keys     map[int]string
	base     []baseRow
}

// demoClient is what schedules repeat of a person in klienter.json.
type demoClient struct {
	ID                    int    `json:"Id"`
	PersonID              string `json:"PersonId"`
	FirstName             string
	LastName              string
	FullName              string
	ProtectedRegistration bool
	IsConfidential        bool
	Addresses             []demoAddress
}

type demoAddress struct {
	StreetAddress string
	ZipCode       string
	City          string
	Protected     bool
	EntryCode     string
	Type          string
}

type demoStaff struct{ personID, given, family, title string }

type demoService struct {
	code     int
	category string
}

// baseRow is a row of the base schedule: the same visit on some days of every week.
type baseRow struct {
	route    string
	days     [7]bool // from Monday
	start    time.Duration
	length   time.Duration
	client   int // 0 for breaks and other work
	services []string
	double   string
	note     string
}

// demoVisit is a row of the base schedule on one day.
type demoVisit struct {
	baseRow
	from, to time.Time
	staff    string // signature, empty where the route has no staff of the unit
}

var demoWeekdays = []string{"mån", "tis", "ons", "tor", "fre", "lör", "sön"}

func readDemoUnit() (*demoUnit, error) {
	u := &demoUnit{
		clients:  map[int]demoClient{},
		staff:    map[string]demoStaff{},
		services: map[string]demoService{},
		rota:     map[string][2][7]string{},
		keys:     map[int]string{},
	}
	for _, part := range []struct {
		source string
		take   func(row []string) error
	}{
		{"personal.csv", u.takeStaff},
		{"insatser.csv", u.takeService},
		{"nyckellista.csv", u.takeKey},
		{"bemanning.csv", u.takeRota},
		{"grundschema.csv", u.takeBase},
	} {
		rows, err := demoRows(part.source)
		if err != nil {
			return nil, err
		}
		for i, row := range rows[1:] {
			if err := part.take(row); err != nil {
				return nil, fmt.Errorf("demo: %s row %d: %w", part.source, i+2, err)
			}
		}
	}
	raw, err := demoSource("klienter.json")
	if err != nil {
		return nil, err
	}
	var clients []demoClient
	if err := json.Unmarshal(raw, &clients); err != nil {
		return nil, fmt.Errorf("demo: klienter.json: %w", err)
	}
	for _, c := range clients {
		u.clients[c.ID] = c
	}
	return u, nil
}

func (u *demoUnit) takeStaff(row []string) error {
	u.staff[row[0]] = demoStaff{given: row[1], family: row[2], personID: row[3], title: row[4]}
	return nil
}

func (u *demoUnit) takeService(row []string) error {
	code, err := strconv.Atoi(row[0])
	if err != nil {
		return err
	}
	u.services[row[1]] = demoService{code, row[2]}
	return nil
}

func (u *demoUnit) takeKey(row []string) error {
	client, err := strconv.Atoi(row[0])
	if err != nil {
		return err
	}
	u.keys[client] = row[4]
	return nil
}

func (u *demoUnit) takeRota(row []string) error {
	weeks := u.rota[row[0]]
	var odd int
	switch row[1] {
	case "udda":
		odd = 1
	case "jämn":
	default:
		return fmt.Errorf("unknown week %q", row[1])
	}
	copy(weeks[odd][:], row[2:])
	u.rota[row[0]] = weeks
	return nil
}

func (u *demoUnit) takeBase(row []string) error {
	days, err := readDays(row[1])
	if err != nil {
		return err
	}
	clock, err := time.Parse("15:04", row[2])
	if err != nil {
		return err
	}
	minutes, err := strconv.Atoi(row[3])
	if err != nil {
		return err
	}
	client := 0
	if row[4] != "" {
		if client, err = strconv.Atoi(row[4]); err != nil {
			return err
		}
	}
	u.base = append(u.base, baseRow{
		route: row[0], days: days,
		start:  time.Duration(clock.Hour())*time.Hour + time.Duration(clock.Minute())*time.Minute,
		length: time.Duration(minutes) * time.Minute,
		client: client, services: strings.Split(row[5], ", "), double: row[6], note: row[7],
	})
	return nil
}

// readDays reads "alla", "mån-fre", "lör-sön" or a list such as "mån,tor".
func readDays(cell string) (days [7]bool, err error) {
	switch cell {
	case "alla":
		cell = "mån,tis,ons,tor,fre,lör,sön"
	case "mån-fre":
		cell = "mån,tis,ons,tor,fre"
	case "lör-sön":
		cell = "lör,sön"
	}
	for _, name := range strings.Split(cell, ",") {
		i := slices.Index(demoWeekdays, name)
		if i < 0 {
			return days, fmt.Errorf("unknown day %q", name)
		}
		days[i] = true
	}
	return days, nil
}

// visitsOn are the visits of the routes with a prefix that a day's base schedule holds, in the
// order of the base schedule. Night routes begin at 21:30: their morning hours fall on the next day.
func (u *demoUnit) visitsOn(day time.Time, prefix string) []demoVisit {
	weekday := (int(day.Weekday()) + 6) % 7
	_, week := day.ISOWeek()
	var visits []demoVisit
	for _, row := range u.base {
		if !row.days[weekday] || !strings.HasPrefix(row.route, prefix) {
			continue
		}
		on := day
		if isNight(row.route) && row.start < 12*time.Hour {
			on = care.NextDay(day, 1)
		}
		from := atClock(on, row.start)
		if row.double != "" {
			row.double += day.Format("-060102")
		}
		visits = append(visits, demoVisit{
			baseRow: row, from: from, to: from.Add(row.length),
			staff: u.rota[row.route][week%2][weekday],
		})
	}
	return visits
}

func isNight(route string) bool { return strings.HasPrefix(route, "Natt") }

// atClock is a clock time on a day in Stockholm. The base schedule has nothing between 02 and 03,
// the night patrol's break, so that no visit falls into the hour that the clock changes skip or
// repeat.
func atClock(day time.Time, clock time.Duration) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), int(clock/time.Hour), int(clock%time.Hour/time.Minute), 0, 0, care.Stockholm)
}

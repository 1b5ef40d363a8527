package data

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"

	"avbrottsparm/internal/care"
)

// The days that the demo is tried on: an ordinary Monday, a weekend, both clock changes inside
// the span, a change of year with week 53, and a leap day.
var demoDays = []string{"2026-11-23", "2026-11-28", "2026-03-28", "2026-03-29", "2026-10-24",
	"2026-10-25", "2026-12-31", "2027-01-01", "2028-02-29"}

func stockholmDay(t *testing.T, s string) time.Time {
	t.Helper()
	day, err := time.ParseInLocation("2006-01-02", s, care.Stockholm)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

func demoFiles(t *testing.T, day time.Time) map[string][]byte {
	t.Helper()
	files, err := Demo(day)
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string][]byte{}
	for _, f := range files {
		byName[f.Name] = f.Bytes
	}
	if len(byName) != 22 {
		t.Fatalf("%d files, want 22", len(byName))
	}
	return byName
}

func readJSON[T any](t *testing.T, raw []byte) []T {
	t.Helper()
	var list []T
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// readTable reads a schedule or list file into rows by column name.
func readTable(t *testing.T, raw []byte) []map[string]string {
	t.Helper()
	if marked, ok := bytes.CutPrefix(raw, []byte("\ufeff")); ok {
		raw = marked
	} else {
		decoded, err := charmap.Windows1252.NewDecoder().Bytes(raw)
		if err != nil {
			t.Fatal(err)
		}
		raw = decoded
	}
	r := csv.NewReader(bytes.NewReader(raw))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return byColumn(rows)
}

func byColumn(rows [][]string) []map[string]string {
	var named []map[string]string
	for _, row := range rows[1:] {
		cells := map[string]string{}
		for i, cell := range row {
			cells[rows[0][i]] = cell
		}
		named = append(named, cells)
	}
	return named
}

// booked is a visit, break or other work as the files tell it.
type booked struct {
	client, route, staff, double string
	from, to                     time.Time
	visit                        bool
}

// bookings gathers everything on the schedule from all the files.
func bookings(t *testing.T, files map[string][]byte) []booked {
	t.Helper()
	var all []booked
	for _, name := range []string{"schema-dag.csv", "schema-kvall.csv"} {
		for _, row := range readTable(t, files[name]) {
			b := booked{client: row["Kundnr"], route: row["Slinga"], staff: row["Personal"], double: row["Dubbelid"], visit: true}
			b.from = clockOf(t, row["Datum"]+" "+row["Starttid"])
			b.to = clockOf(t, row["Datum"]+" "+row["Sluttid"])
			if minutes := strconv.Itoa(int(b.to.Sub(b.from).Minutes())); minutes != row["Längd"] {
				t.Errorf("%s %s: length %s, but it lasts %s min", row["Slinga"], b.from, row["Längd"], minutes)
			}
			all = append(all, b)
		}
	}
	for _, row := range readTable(t, files["matslingor.csv"]) {
		all = append(all, booked{client: row["ObjectID"], route: row["Slinga"], visit: true,
			from: clockOf(t, row["Starttid"]), to: clockOf(t, row["Sluttid"])})
	}
	number := clientNumbers(t, files)
	for _, shift := range readJSON[demoShift](t, files["lifecare-arbetspass.json"]) {
		for _, a := range shift.PlannedActivities {
			b := booked{route: shift.ID[len(shift.ID)-2:], staff: shift.Personnel.FullName}
			b.from = instant(t, a.StartTime)
			b.to = b.from.Add(lengthOf(t, a.Duration))
			if b.from.Before(instant(t, shift.StartTime)) || b.to.After(instant(t, shift.EndTime)) {
				t.Errorf("activity %s is outside its shift", a.ID)
			}
			if a.Client != nil {
				b.client, b.visit = number[a.Client.PersonID], true
			}
			for _, item := range a.ServiceItems {
				if strings.HasPrefix(item.Type.Text, "DUBBELBEMANNING") {
					b.double = "shift"
				}
			}
			all = append(all, b)
		}
	}
	return all
}

func clientNumbers(t *testing.T, files map[string][]byte) map[string]string {
	t.Helper()
	numbers := map[string]string{}
	for _, c := range readJSON[demoClient](t, files["lifecare-klienter.json"]) {
		numbers[c.PersonID] = strconv.Itoa(c.ID)
	}
	return numbers
}

func clockOf(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, care.Stockholm)
	if err != nil {
		t.Fatal(err)
	}
	if at.Format("2006-01-02 15:04") != s {
		t.Errorf("%s is skipped by the clock change", s)
	}
	return at
}

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at.In(care.Stockholm)
}

func lengthOf(t *testing.T, s string) time.Duration {
	t.Helper()
	clock, err := time.Parse("15:04:05", s)
	if err != nil {
		t.Fatal(err)
	}
	return clock.Sub(time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC))
}

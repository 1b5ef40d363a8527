package data

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
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
	if len(byName) != 10 {
		t.Fatalf("%d files, want 10", len(byName))
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

func TestTheUnitHasItsPeople(t *testing.T) {
	files := demoFiles(t, stockholmDay(t, "2026-11-23"))
	clients := readJSON[demoClient](t, files["lifecare-klienter.json"])
	protected, addresses := 0, 0
	for _, c := range clients {
		if c.ProtectedRegistration || c.IsConfidential {
			protected++
			if len(c.Addresses) == 1 && c.Addresses[0].Protected {
				addresses++
			}
		}
	}
	if len(clients) != 60 || protected != 2 || addresses != 2 {
		t.Errorf("%d clients, %d protected with %d protected addresses, want 60, 2, 2", len(clients), protected, addresses)
	}
	staff := map[string]bool{}
	for _, b := range bookings(t, files) {
		if b.staff != "" {
			staff[b.staff] = true
		}
	}
	if len(staff) != 25 {
		t.Errorf("%d staff at work in ten days, want 25", len(staff))
	}
	type owned struct{ PersonID string }
	number := clientNumbers(t, files)
	for name, want := range map[string][2]int{
		"lifecare-narstaende.json":          {60, 240},
		"lifecare-kontakter.json":           {180, 300},
		"lifecare-kritisk-information.json": {18, 26},
		"lifecare-genomforandeplaner.json":  {44, 46},
	} {
		list := readJSON[owned](t, files[name])
		if len(list) < want[0] || len(list) > want[1] {
			t.Errorf("%s: %d items, want %v", name, len(list), want)
		}
		for _, item := range list {
			if number[item.PersonID] == "" {
				t.Errorf("%s names someone who is no client", name)
			}
		}
	}
	if keys := readTable(t, files["nyckellista.csv"]); len(keys) != 60 {
		t.Errorf("%d rows of keys, want 60", len(keys))
	}
}

func TestNobodyIsInTwoPlacesAtOnce(t *testing.T) {
	for _, s := range demoDays {
		t.Run(s, func(t *testing.T) {
			all := bookings(t, demoFiles(t, stockholmDay(t, s)))
			byStaff, byClient := map[string][]booked{}, map[string][]booked{}
			for _, b := range all {
				worker := b.staff
				if worker == "" {
					worker = b.route
				}
				byStaff[worker] = append(byStaff[worker], b)
				if b.visit {
					byClient[b.client] = append(byClient[b.client], b)
				}
			}
			for worker, list := range byStaff {
				for i, a := range list {
					for _, b := range list[i+1:] {
						if a.from.Before(b.to.Add(3*time.Minute)) && b.from.Before(a.to.Add(3*time.Minute)) && a.visit && b.visit {
							t.Errorf("%s has no time to get from %s to %s", worker, a.from, b.from)
						}
					}
				}
			}
			for client, list := range byClient {
				for i, a := range list {
					for _, b := range list[i+1:] {
						together := a.double != "" && a.double == b.double && a.from.Equal(b.from) && a.to.Equal(b.to)
						if !together && a.from.Before(b.to) && b.from.Before(a.to) {
							t.Errorf("client %s has two visits at %s", client, b.from)
						}
					}
				}
			}
		})
	}
}

func TestEveryDoubleVisitHasTwoHalves(t *testing.T) {
	halves := map[string]int{}
	for _, b := range bookings(t, demoFiles(t, stockholmDay(t, "2026-11-23"))) {
		if b.double != "" {
			halves[b.client+b.from.Format(time.RFC3339)]++
		}
	}
	if len(halves) < 80 {
		t.Errorf("%d double visits in ten days, want at least 80", len(halves))
	}
	for visit, n := range halves {
		if n != 2 {
			t.Errorf("double visit %s has %d halves", visit, n)
		}
	}
}

func TestVisitsFillTheDaysOfTheDemo(t *testing.T) {
	for _, s := range demoDays {
		day := stockholmDay(t, s)
		perDay, midnight := map[time.Time]int{}, 0
		for _, b := range bookings(t, demoFiles(t, day)) {
			if !b.visit {
				continue
			}
			perDay[care.Day(b.from)]++
			if !care.Day(b.from).Equal(care.Day(b.to)) {
				midnight++
			}
			if !b.to.After(b.from) {
				t.Errorf("%s: visit at %s ends before it starts", s, b.from)
			}
		}
		if len(perDay) != demoLastDay-demoFirstDay+1 {
			t.Errorf("%s: visits on %d days, want %d", s, len(perDay), demoLastDay-demoFirstDay+1)
		}
		for n := demoFirstDay; n <= demoLastDay; n++ {
			if got := perDay[care.NextDay(day, n)]; got < 185 || got > 235 {
				t.Errorf("%s: %d visits on day %d", s, got, n)
			}
		}
		if midnight == 0 {
			t.Errorf("%s: no visit passes midnight", s)
		}
	}
}

func TestProtectedPersonsHaveNoAddressOnSchedules(t *testing.T) {
	files := demoFiles(t, stockholmDay(t, "2026-11-23"))
	seen := 0
	for _, c := range readJSON[demoClient](t, files["lifecare-klienter.json"]) {
		if !c.ProtectedRegistration && !c.IsConfidential {
			continue
		}
		for _, name := range []string{"schema-dag.csv", "schema-kvall.csv"} {
			for _, row := range readTable(t, files[name]) {
				if row["Kundnr"] == strconv.Itoa(c.ID) {
					seen++
					if row["Gata"] != hiddenStreet || row["Postnr"] != hiddenZip {
						t.Errorf("%s shows the address of client %d", name, c.ID)
					}
				}
			}
		}
		for _, row := range readTable(t, files["matslingor.csv"]) {
			if row["ObjectID"] == strconv.Itoa(c.ID) {
				t.Errorf("the kitchen's driver is told of client %d", c.ID)
			}
		}
	}
	if seen == 0 {
		t.Error("the protected persons have no visits")
	}
}

func TestSchedulesAgreeWithThePersons(t *testing.T) {
	files := demoFiles(t, stockholmDay(t, "2026-11-23"))
	clients := map[string]demoClient{}
	for _, c := range readJSON[demoClient](t, files["lifecare-klienter.json"]) {
		clients[strconv.Itoa(c.ID)] = c
	}
	for _, name := range []string{"schema-dag.csv", "schema-kvall.csv", "nyckellista.csv"} {
		for _, row := range readTable(t, files[name]) {
			c := clients[row["Kundnr"]]
			if row["Förnamn"] != c.FirstName || row["Efternamn"] != c.LastName {
				t.Fatalf("%s: client %s has another name than in Lifecare", name, row["Kundnr"])
			}
			if street, shown := row["Gata"]; shown && street != hiddenStreet && street != c.Addresses[0].StreetAddress {
				t.Fatalf("%s: client %s has another street than in Lifecare", name, row["Kundnr"])
			}
			if id, shown := row["Personnummer"]; shown && strings.ReplaceAll(id, "-", "") != c.PersonID {
				t.Fatalf("%s: client %s has another number than in Lifecare", name, row["Kundnr"])
			}
		}
	}
	for _, row := range readTable(t, files["matslingor.csv"]) {
		c := clients[row["ObjectID"]]
		if row["Namn"] != c.FullName || row["Adress"] != c.Addresses[0].StreetAddress {
			t.Fatalf("matslingor.csv: client %s differs from Lifecare", row["ObjectID"])
		}
	}
}

var (
	idNumber = regexp.MustCompile(`\b(?:19|20)\d{6}-?\d{4}\b`)
	phone    = regexp.MustCompile(`\b0\d{1,3}-\d[\d ]+\d\b`)
)

func TestEveryIdentityNumberIsATestNumber(t *testing.T) {
	raw, err := os.ReadFile("testdata/testpersonnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string]bool{}
	for _, number := range strings.Fields(string(raw)) {
		allowed[number] = true
		if care.PersonalID(number).Form() != care.FormPersonnummer {
			t.Errorf("%s has a wrong check digit", number)
		}
	}
	seen := map[string]bool{}
	for name, text := range allText(t) {
		for _, number := range idNumber.FindAllString(text, -1) {
			number = strings.ReplaceAll(number, "-", "")
			seen[number] = true
			if !allowed[number] {
				t.Errorf("%s holds a number that is no test number", name)
			}
		}
	}
	if len(seen) != 85 || len(allowed) != 85 {
		t.Errorf("%d numbers in the files and %d in the list, want 60 clients and 25 staff", len(seen), len(allowed))
	}
}

func TestEveryTelephoneNumberIsFiction(t *testing.T) {
	series := [][2]int{{701740605, 701740699}, {313900600, 313900699}, {406280400, 406280499}, {846500400, 846500499}, {980319200, 980319299}}
	found := 0
	for name, text := range allText(t) {
		for _, written := range phone.FindAllString(text, -1) {
			n, err := strconv.Atoi(strings.NewReplacer("-", "", " ", "").Replace(written))
			if err != nil {
				t.Fatal(err)
			}
			found++
			fiction := false
			for _, s := range series {
				fiction = fiction || s[0] <= n && n <= s[1]
			}
			if !fiction {
				t.Errorf("%s: %s is outside the series kept free for fiction", name, written)
			}
		}
	}
	if found < 400 {
		t.Errorf("%d telephone numbers found, want at least 400", found)
	}
}

// allText is the text of every source and every file that is made from them.
func allText(t *testing.T) map[string]string {
	t.Helper()
	text := map[string]string{}
	entries, err := demoSources.ReadDir("demo")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		raw, err := demoSource(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		text["demo/"+e.Name()] = string(raw)
	}
	for name, raw := range demoFiles(t, stockholmDay(t, "2026-11-23")) {
		text[name] = string(raw)
	}
	return text
}

func TestTheSameDayGivesTheSameFiles(t *testing.T) {
	day := stockholmDay(t, "2026-11-23")
	first, second := demoFiles(t, day), demoFiles(t, day.Add(17*time.Hour))
	for name, raw := range first {
		if !bytes.Equal(raw, second[name]) {
			t.Errorf("%s differs between morning and evening of the same day", name)
		}
	}
}

func TestTheTourChangesTomorrow(t *testing.T) {
	for _, s := range demoDays {
		day := stockholmDay(t, s)
		files, err := DemoTour(day)
		if err != nil {
			t.Fatal(err)
		}
		if len(files) != 3 {
			t.Fatalf("%d files, want 3", len(files))
		}
		book, err := excelize.OpenReader(bytes.NewReader(files[0].Bytes))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := book.GetRows("Slingor")
		if err != nil {
			t.Fatal(err)
		}
		if err := book.Close(); err != nil {
			t.Fatal(err)
		}
		tomorrow := care.NextDay(day, 1).Format("2006-01-02")
		before := 0
		for _, row := range readTable(t, demoFiles(t, day)["schema-dag.csv"]) {
			if row["Datum"] == tomorrow && (row["Slinga"] == tourRoutes[0] || row["Slinga"] == tourRoutes[1]) {
				before++
			}
		}
		changed := byColumn(rows[1:])
		if len(changed) != before-1 {
			t.Errorf("%s: %d rows, want one fewer than the %d before", s, len(changed), before)
		}
		for _, row := range changed {
			if row["Datum"] != tomorrow || row["Personal"] == "" {
				t.Errorf("%s: changed row on %s for %q", s, row["Datum"], row["Personal"])
			}
		}
		if relatives := readTable(t, files[1].Bytes); len(relatives) != 8 {
			t.Errorf("%d relatives, want 8", len(relatives))
		}
		if wrong := readTable(t, files[2].Bytes); len(wrong) != 8 {
			t.Errorf("%d rows in the schedule with faults, want 8", len(wrong))
		}
	}
}

func TestAMisspeltTokenIsNotShipped(t *testing.T) {
	day := stockholmDay(t, "2026-11-23")
	if _, err := stampDays([]byte(`{"EstablishedDate": "{{dat -3}}"}`), day); err == nil {
		t.Error("a misspelt token went through")
	}
	got, err := stampDays([]byte("{{date 5}} {{date -1}} {{time -2 08:05}}"), day)
	if err != nil || string(got) != "2026-11-27T00:00:00 2026-11-20T00:00:00 2026-11-21T08:05:00" {
		t.Errorf("stamped %q, %v", got, err)
	}
}

package data

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"avbrottsparm/internal/care"
)

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
	names := map[string]string{}
	for _, c := range readJSON[demoClient](t, demoFiles(t, stockholmDay(t, "2026-11-23"))["lifecare-klienter.json"]) {
		names[strconv.Itoa(c.ID)] = c.FullName
	}
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
		before, atWork := 0, map[string]bool{}
		for _, row := range readTable(t, demoFiles(t, day)["schema-dag.csv"]) {
			if row["Datum"] == tomorrow && row["Slinga"] != tourRoutes[1] {
				atWork[row["Personal"]] = true
			}
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
			if row["Slinga"] == tourRoutes[1] && atWork[row["Personal"]] {
				t.Errorf("%s: who takes over the route already works another", s)
			}
		}
		relatives := readTable(t, files[1].Bytes)
		if len(relatives) != 8 {
			t.Errorf("%d relatives, want 8", len(relatives))
		}
		for _, row := range relatives {
			if names[row["Kundnr"]] != row["Brukare förnamn"]+" "+row["Brukare efternamn"] {
				t.Errorf("relative of client %s, who has another name in Lifecare", row["Kundnr"])
			}
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

func TestWhatIntakeAsksAboutIsAboutPersonsOfTheUnit(t *testing.T) {
	table, undated, scan, err := DemoQuestions(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(string(table.Bytes)), "\n")
	if len(rows) != 7 || !strings.Contains(rows[1], "2026-11-24 08:00") {
		t.Errorf("the table is\n%s", table.Bytes)
	}
	number, _, _ := strings.Cut(scan.Name, " ")
	if !strings.Contains(rows[1], number) || strings.Contains(string(undated.Bytes), "2026") {
		t.Errorf("%q is not about the first of the table, or a day stands in\n%s", scan.Name, undated.Bytes)
	}
}

package data

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
)

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

package lifecare_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/lifecare"
	standin "avbrottsparm/internal/lifecare/standin/server"
)

// unit is a stand-in and a client that asks it, with pauses too short to notice.
type unit struct {
	*testing.T
	*standin.Server
	address string
	client  *lifecare.Client
}

func newUnit(t *testing.T, p standin.Params, change ...func(*lifecare.Params)) *unit {
	t.Helper()
	s, err := standin.New(p)
	if err != nil {
		t.Fatal(err)
	}
	address, stop := s.Start()
	t.Cleanup(stop)
	u := &unit{T: t, Server: s, address: address}
	asks := lifecare.Params{Address: address, Domain: s.Domain, Key: access.NewSecret(s.Key), FirstPause: time.Millisecond, Now: p.Now}
	for _, c := range change {
		c(&asks)
	}
	if u.client, err = lifecare.New(asks); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if refused := u.Refused(); len(refused) > 0 {
			t.Errorf("questions that don't fit: %s", strings.Join(refused, "\n"))
		}
		if wrong := u.Wrong(); len(wrong) > 0 {
			t.Errorf("answers that don't fit: %s", strings.Join(wrong, "\n"))
		}
	})
	return u
}

// pulled is a complete pull.
type pulled struct {
	lifecare.Done
	ids   []string
	pages int
	marks []string
}

// pull takes pages as the desk does: a first one throws away what came before.
func (u *unit) pull(p lifecare.Pull, got *pulled) error {
	done, err := u.client.Pull(u.Context(), p, func(page lifecare.Page) error {
		if page.First {
			got.ids, got.pages, got.marks = nil, 0, nil
		}
		var list []map[string]any
		if page.Raw[0] == '{' {
			var one struct{ Results []map[string]any }
			if err := json.Unmarshal(page.Raw, &one); err != nil {
				return err
			}
			list = one.Results
		} else if err := json.Unmarshal(page.Raw, &list); err != nil {
			return err
		}
		if len(list) != page.Items {
			return fmt.Errorf("%d items, said to be %d", len(list), page.Items)
		}
		for _, item := range list {
			got.ids = append(got.ids, idOf(item))
		}
		got.pages++
		got.marks = append(got.marks, page.Next)
		return nil
	})
	got.Done = done
	return err
}

func idOf(item map[string]any) string {
	for _, name := range []string{"Id", "OrderId", "ActivityId", "JournalId", "PersonId", "PatientPersonId"} {
		if id, has := item[name]; has {
			if n, number := id.(float64); number {
				return fmt.Sprint(int(n))
			}
			return fmt.Sprint(id)
		}
	}
	return "?"
}

func (u *unit) all(read, since string) pulled {
	u.Helper()
	var got pulled
	if err := u.pull(lifecare.Pull{Read: read, Since: since}, &got); err != nil {
		u.Fatalf("%s: %v", read, err)
	}
	return got
}

func (u *unit) want(read string) []string {
	var ids []string
	for _, id := range u.Ids(read) {
		ids = append(ids, fmt.Sprint(id))
	}
	slices.Sort(ids)
	return ids
}

func sorted(ids []string) []string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return ids
}

// Every read comes whole whatever the size of its pages, each item once, and every question fits
// the description.
func TestEveryReadComesWhole(t *testing.T) {
	for name, c := range map[string]struct{ persons, largest, ask int }{
		"small pages":                 {62, 10_000, 7},
		"a server with smaller pages": {62, 5, 500},
		"one page":                    {62, 10_000, 500},
		"hundreds of persons":         {600, 100, 100},
		"nobody but one":              {1, 10_000, 500},
		"pages of three":              {20, 3, 3},
	} {
		t.Run(name, func(t *testing.T) {
			u := newUnit(t, standin.Params{Persons: c.persons, Largest: c.largest}, func(p *lifecare.Params) { p.PageSize = c.ask })
			for _, r := range lifecare.Reads() {
				got, want := u.all(r.Name, ""), u.want(r.Name)
				if r.Name == "lifecare_hsl_activity_occurrence" {
					if len(got.ids) != len(u.Ids("lifecare_hsl_activity")) {
						t.Errorf("%s: %d persons", r.Name, len(got.ids))
					}
					continue
				}
				if !slices.Equal(sorted(got.ids), want) || got.Loose || got.Delta {
					t.Errorf("%s: %d items of %d in %d pages, %+v", r.Name, len(got.ids), len(want), got.pages, got.Done)
				}
			}
		})
	}
}

// A task with several times is never cut in two by the edge of a page.
func TestTasksAreNotCutInTwo(t *testing.T) {
	u := newUnit(t, standin.Params{Persons: 60}, func(p *lifecare.Params) { p.PageSize = 4 })
	total := 0
	_, err := u.client.Pull(t.Context(), lifecare.Pull{Read: "lifecare_hsl_order_services"}, func(page lifecare.Page) error {
		var tasks []struct {
			ActivityID          int `json:"ActivityId"`
			LHslOrderActivities []any
		}
		if err := json.Unmarshal(page.Raw, &tasks); err != nil {
			return err
		}
		for _, task := range tasks {
			if want := 1 + (task.ActivityID-85_000)%2; len(task.LHslOrderActivities) != want {
				t.Errorf("task %d has %d times, want %d", task.ActivityID, len(task.LHslOrderActivities), want)
			}
			total++
		}
		return nil
	})
	if err != nil || total != 20 {
		t.Errorf("%d tasks, %v", total, err)
	}
}

// What changed since the last pull is asked for with some minutes to spare, and only where the
// interface can be asked.
func TestAPullOfWhatChanged(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	u := newUnit(t, standin.Params{Persons: 30, Now: func() time.Time { return now }})
	marks := map[string]string{}
	for _, r := range lifecare.Reads() {
		marks[r.Name] = u.all(r.Name, "").Mark
	}
	now = now.Add(2 * time.Hour)
	u.Delete("relatives", 20_004)
	u.Change("clients", 1007, map[string]any{"MaritalStatus": "Gift"})
	u.Revoke("s0-0001")
	u.Change("lifecare_hsl_orders", 80_003, map[string]any{"OrderText": "Ny dos."})
	u.Forget()
	for read, want := range map[string][]string{"relatives": {"20004"}, "clients": {"1007"}, "planned_workshifts": {"s0-0000", "s0-0001", "s0-0004"},
		"lifecare_hsl_orders": {"80003"}, "contacts": nil} {
		got := u.all(read, marks[read])
		if read == "planned_workshifts" { // those of the last minutes come again
			if !slices.Contains(got.ids, "s0-0001") || !got.Delta {
				t.Errorf("%s: %v", read, got.ids)
			}
			continue
		}
		if !slices.Equal(got.ids, want) || !got.Delta {
			t.Errorf("%s: %v, want %v, delta %v", read, got.ids, want, got.Delta)
		}
	}
	for _, id := range u.Ids("planned_workshifts") {
		u.Vanish("planned_workshifts", id)
	}
	if got := u.all("planned_workshifts", marks["planned_workshifts"]); got.Mark != marks["planned_workshifts"] || got.pages != 0 {
		t.Errorf("a mark of nothing new moves to %s", got.Mark)
	}
	if got := u.all("service_plans", marks["service_plans"]); len(got.ids) != 30 || got.Delta {
		t.Errorf("plans can't be asked for by change: %d, delta %v", len(got.ids), got.Delta)
	}
	for _, q := range u.Asked() {
		want := map[string]string{"clients": "2026-11-23T07:50:00Z", "relatives": "2026-11-23T07:50:00Z", "contacts": "2026-11-23T07:50:00Z",
			"lifecare_hsl_orders": "2026-11-23T07:50:00"}[q.Read]
		if q.Query.Get("gt") != want {
			t.Errorf("%s asks for what changed since %q, want %q", q.Read, q.Query.Get("gt"), want)
		}
	}
}

// The clock of the laptop may be wrong: what changed is asked for by Lifecare's.
func TestTheClockIsLifecares(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	u := newUnit(t, standin.Params{Now: func() time.Time { return now }}, func(p *lifecare.Params) {
		p.Now = func() time.Time { return now.Add(26 * time.Hour) }
	})
	if got := u.all("clients", ""); got.Mark != "2026-11-23T08:00:00Z" || !got.At.Equal(now) {
		t.Errorf("mark %s, asked at %s", got.Mark, got.At)
	}
}

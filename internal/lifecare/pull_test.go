package lifecare_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/lifecare"
	standin "avbrottsparm/internal/lifecare/standin/server"
	"avbrottsparm/internal/text"
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

// A line that breaks in the middle is taken up again; when it stays broken, a later pull goes on
// from the page that was reached, and asks for nothing twice.
func TestABrokenLineIsTakenUp(t *testing.T) {
	u := newUnit(t, standin.Params{Persons: 100, Largest: 20}, func(p *lifecare.Params) { p.PageSize = 10 })
	u.Upset(standin.Upset{Read: "clients", After: 3, Times: 2, Break: true})
	if got := u.all("clients", ""); len(got.ids) != 100 {
		t.Errorf("%d persons", len(got.ids))
	}
	u.Calm()
	for _, read := range []string{"relatives", "planned_workshifts", "lifecare_hsl_activity_occurrence", "lifecare_hsl_order_services"} {
		t.Run(read, func(t *testing.T) {
			whole := u.all(read, "")
			u.Upset(standin.Upset{Read: read, After: 2, Break: true})
			var got pulled
			if err := u.pull(lifecare.Pull{Read: read}, &got); !text.IsFault(err, "lifecare.broken_line") || got.pages != 2 {
				t.Fatalf("%d pages, %v", got.pages, err)
			}
			u.Calm()
			u.Forget()
			if err := u.pull(lifecare.Pull{Read: read, From: got.marks[1]}, &got); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got.ids, whole.ids) {
				t.Errorf("%d items of %d", len(got.ids), len(whole.ids))
			}
			if asked := len(u.Asked()); asked > whole.pages {
				t.Errorf("asked %d times after the break, %d pages in all", asked, whole.pages)
			}
		})
	}
}

// A list that changes while it is read is read anew, so that nothing that moved over the edge of a
// page is taken for gone.
func TestAListThatChangesWhileItIsRead(t *testing.T) {
	u := newUnit(t, standin.Params{Persons: 50}, func(p *lifecare.Params) { p.PageSize = 10 })
	gone, left := u.Ids("clients")[2], 1
	var ids []string
	done, err := u.client.Pull(t.Context(), lifecare.Pull{Read: "clients"}, func(page lifecare.Page) error {
		if page.First {
			ids = nil
		}
		var list []map[string]any
		if err := json.Unmarshal(page.Raw, &list); err != nil {
			return err
		}
		for _, item := range list {
			ids = append(ids, idOf(item))
		}
		if left > 0 && len(ids) > 10 {
			left--
			u.Vanish("clients", gone)
		}
		return nil
	})
	if err != nil || done.Loose || !slices.Equal(sorted(ids), u.want("clients")) {
		t.Errorf("%d persons, %+v, %v", len(ids), done, err)
	}

	// One that never stands still comes in all the same, and says that it can't tell who is gone.
	done, err = u.client.Pull(t.Context(), lifecare.Pull{Read: "relatives"}, func(page lifecare.Page) error {
		u.Vanish("relatives", u.Ids("relatives")[0])
		return nil
	})
	if err != nil || !done.Loose {
		t.Errorf("%+v, %v", done, err)
	}
}

// An answer that is too large is asked for in smaller pieces.
func TestTooLargeAnswersAreAskedForInPieces(t *testing.T) {
	u := newUnit(t, standin.Params{Persons: 120}, func(p *lifecare.Params) { p.MaxPage = 16 << 10 })
	for _, read := range []string{"clients", "planned_workshifts"} {
		if got := u.all(read, ""); !slices.Equal(sorted(got.ids), u.want(read)) {
			t.Errorf("%s: %d items in %d pages", read, len(got.ids), got.pages)
		}
	}
	u = newUnit(t, standin.Params{Persons: 120}, func(p *lifecare.Params) { p.MaxPage = 300 })
	var got pulled
	if err := u.pull(lifecare.Pull{Read: "clients"}, &got); !text.IsFault(err, "lifecare.too_large") {
		t.Errorf("%v", err)
	}
}

// Whoever waits can stop it, in the middle of an answer and in a pause between two tries.
func TestAPullCanBeStopped(t *testing.T) {
	for name, upset := range map[string]standin.Upset{"slow": {Slow: time.Hour}, "busy": {Status: 503, RetryAfter: 60}} {
		u := newUnit(t, standin.Params{})
		u.Upset(upset)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() {
			_, err := u.client.Pull(ctx, lifecare.Pull{Read: "clients"}, func(lifecare.Page) error { return nil })
			ended <- err
		}()
		stop()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What the taker says ends the pull.
func TestTheTakerCanEndIt(t *testing.T) {
	u := newUnit(t, standin.Params{Persons: 20}, func(p *lifecare.Params) { p.PageSize = 5 })
	enough := errors.New("enough")
	for _, r := range lifecare.Reads() {
		if _, err := u.client.Pull(t.Context(), lifecare.Pull{Read: r.Name}, func(lifecare.Page) error { return enough }); !errors.Is(err, enough) {
			t.Errorf("%s: %v", r.Name, err)
		}
	}
}

// A mark that is not one begins anew, and a read that is not one is told.
func TestStrangeMarks(t *testing.T) {
	u := newUnit(t, standin.Params{Persons: 3})
	for _, mark := range []string{"x", "{}", `{"size":-1}`, `{"since":"other","size":5}`, "[]"} {
		var got pulled
		if err := u.pull(lifecare.Pull{Read: "clients", From: mark}, &got); err != nil || len(got.ids) != 3 {
			t.Errorf("%s: %d, %v", mark, len(got.ids), err)
		}
		if got := u.all("clients", mark); len(got.ids) != 3 || got.Delta {
			t.Errorf("since %s: %d, %+v", mark, len(got.ids), got.Done)
		}
	}
	if _, err := u.client.Pull(t.Context(), lifecare.Pull{Read: "secrets"}, nil); !text.IsFault(err, "lifecare.not_there") {
		t.Error(err)
	}
	if bytes.Contains([]byte(u.all("client_critical_informations", "").marks[0]), []byte("1924")) {
		t.Error("a mark holds a person's number")
	}
}

// Lifecare's own wish is obeyed before the next try, and a short trouble costs nothing that came.
func TestATroubleThatPasses(t *testing.T) {
	u := newUnit(t, standin.Params{Persons: 30}, func(p *lifecare.Params) { p.PageSize = 10 })
	u.Upset(standin.Upset{Read: "clients", After: 1, Times: 1, Status: 429, RetryAfter: 1})
	u.Upset(standin.Upset{Read: "relatives", After: 1, Times: 3, Status: 500})
	u.Upset(standin.Upset{Read: "contacts", Times: 2, Silent: true})
	began := time.Now()
	for _, read := range []string{"clients", "relatives", "contacts"} {
		if got := u.all(read, ""); !slices.Equal(sorted(got.ids), u.want(read)) {
			t.Errorf("%s: %d items", read, len(got.ids))
		}
	}
	if waited := time.Since(began); waited < time.Second {
		t.Errorf("asked again after %s, and Lifecare wanted a second", waited)
	}
}

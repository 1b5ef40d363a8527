package lifecare_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"avbrottsparm/internal/lifecare"
	standin "avbrottsparm/internal/lifecare/standin/server"
	"avbrottsparm/internal/text"
)

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

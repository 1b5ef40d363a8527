package desk_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// Who may do what: the rhythm needs no right, a person who asks does, and the log tells the two
// apart. Whoever lacks the keys of a list leaves it to somebody who has them.
func TestWhoRefreshes(t *testing.T) {
	u, l, s := live(t)
	if _, err := s.AddUser(t.Context(), desk.NewUser{Name: "Bo Alm", Title: "undersköterska", Role: access.RoleStaff, Passphrase: "en lång fras"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	s = u.open("Bo Alm")
	_, err := s.Refresh(t.Context(), desk.Refreshing{})
	fault(t, err, "access.not_allowed")
	fault(t, s.SetConnection(t.Context(), desk.Connection{}), "access.not_allowed")
	fault(t, s.RemoveConnection(t.Context()), "access.not_allowed")
	done := refresh(t, s, desk.Refreshing{ByRhythm: true})
	if done.Reads[2].Outcome != desk.ReadLeft || done.Reads[2].Area != access.AreaHealth || done.Reads[0].New != 2 || strings.Contains(l.since(), "orders") {
		t.Errorf("%+v", done.Reads)
	}
	if st := s.RefreshState(); !slices.Equal(st.Left, []access.Area{access.AreaHealth}) || !st.LastComplete.IsZero() || st.Why != nil {
		t.Errorf("%+v", st)
	}
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	s = u.open("lena")
	u.now = u.now.Add(time.Hour)
	refresh(t, s, desk.Refreshing{})
	if st := s.RefreshState(); !st.LastComplete.Equal(u.now) || len(st.Left) > 0 {
		t.Errorf("%+v", st)
	}
	var lines []string
	for _, line := range u.vault.logged() {
		if strings.Contains(line, `"import"`) {
			lines = append(lines, line)
		}
	}
	if len(lines) != 2 || !strings.Contains(lines[0], "Pärmen själv") || strings.Contains(lines[0], "Bo Alm") || !strings.Contains(lines[1], "Lena Ek") {
		t.Errorf("the log: %s", strings.Join(lines, "\n"))
	}
}

// A temporary has none of the keys that a refresh needs: nothing is asked, and whoever opens the
// binder next need not wait for the rhythm.
func TestATemporaryLeavesEverything(t *testing.T) {
	u, l, s := live(t)
	l.fails["clients"] = text.NewFault("lifecare.key_refused")
	refresh(t, s, desk.Refreshing{ByRhythm: true})
	next := s.RefreshState().Next
	_, code, err := s.NewEnvelope(t.Context(), desk.EnvelopeOrder{Use: access.UseShift, Until: u.now.Add(9 * time.Hour)})
	u.must(err)
	u.must(s.Lock())
	s = u.arrive(code)
	l.since()
	u.now = u.now.Add(2 * time.Hour)
	done := refresh(t, s, desk.Refreshing{ByRhythm: true})
	if asked := l.since(); asked != "" || done.Reads[0].Outcome != desk.ReadLeft || s.RefreshDue(u.now) {
		t.Errorf("asked %q, %v", asked, outcomes(done))
	}
	u.must(s.Lock())
	s = u.open("lena")
	if st := s.RefreshState(); !st.Next.Equal(next) || !text.IsFault(st.Why, "lifecare.key_refused") || !s.RefreshDue(u.now) {
		t.Errorf("%+v", st)
	}
}

// Neither the settings nor anything that is printed gives the key away, and nobody can have it
// sent elsewhere by changing the address.
func TestTheKeyStaysInside(t *testing.T) {
	u, l, s := live(t)
	shown := s.Connection()
	if shown.KeyHint != "•••kel" || shown.Address != "https://lifecare.example" || shown.SetBy != "Lena Ek, undersköterska" || shown.Every != desk.UsualRhythm {
		t.Errorf("%+v", shown)
	}
	fault(t, s.SetConnection(t.Context(), desk.Connection{Address: "https://annan.example", Domain: "7", On: true}), "connection.key_again")
	fault(t, s.TryConnection(t.Context(), desk.Connection{Address: "https://annan.example", Domain: "7"}), "connection.key_again")
	if err := s.SetConnection(t.Context(), desk.Connection{Address: "https://lifecare.example", Domain: "8", Every: 30 * time.Minute}); err != nil {
		t.Fatal(err)
	}
	if got := l.meant[len(l.meant)-1]; got.Key.Reveal() != canaryKey || got.Domain != "8" {
		t.Error("the key is lost when only the rest is changed")
	}
	for _, c := range []struct {
		c    desk.Connection
		want string
	}{
		{desk.Connection{Address: "fel", Domain: "7", Key: access.NewSecret("x")}, "lifecare.address"},
		{desk.Connection{Address: "https://lifecare.example"}, "connection.domain"},
		{desk.Connection{Address: "https://lifecare.example", Domain: "7", Every: time.Minute}, "connection.rhythm"},
		{desk.Connection{Address: "https://lifecare.example", Domain: "7", Every: 48 * time.Hour}, "connection.rhythm"},
	} {
		fault(t, s.SetConnection(t.Context(), c.c), c.want)
	}
	said := fmt.Sprintf("%v %+v %#v %v %+v %v", s.Connection(), l.meant, l.meant, s.RefreshState(), s.RefreshState(), u.vault.logged())
	if strings.Contains(said, "kanarie") {
		t.Errorf("the key is told: %s", said)
	}
	for ref, item := range u.vault.items {
		if strings.Contains(string(item.Body), "kanarie") && (ref.Kind != "connection" || item.Area != access.AreaSettings) {
			t.Errorf("the key lies in %s", ref.Kind)
		}
	}
	l.fails["try"] = text.NewFault("lifecare.key_refused")
	fault(t, s.TryConnection(t.Context(), desk.Connection{Address: "https://lifecare.example", Domain: "8"}), "lifecare.key_refused")
	if err := s.RemoveConnection(t.Context()); err != nil {
		t.Fatal(err)
	}
	for ref, item := range u.vault.items {
		if strings.Contains(string(item.Body), "kanarie") {
			t.Errorf("after it is removed the key lies in %s", ref.Kind)
		}
	}
	_, err := s.Refresh(t.Context(), desk.Refreshing{})
	fault(t, err, "connection.none")
	fault(t, s.SetConnection(t.Context(), desk.Connection{Address: "https://lifecare.example", Domain: "7"}), "connection.key")
}

// A refresh that is stopped, by a person, a lock or another connection, leaves the old state whole.
func TestARefreshCanBeStopped(t *testing.T) {
	for name, stop := range map[string]func(*desk.Session) error{
		"by a person": func(s *desk.Session) error { s.StopRefresh(); return nil },
		"by the lock": func(s *desk.Session) error { return s.Lock() },
		"by another connection": func(s *desk.Session) error {
			return s.SetConnection(context.Background(), desk.Connection{Address: "https://annan.example", Domain: "1", Key: access.NewSecret("x"), On: true})
		},
	} {
		t.Run(name, func(t *testing.T) {
			u, l, s := live(t)
			stopped := make(chan error, 1)
			l.wait = func(ctx context.Context, read string) {
				if read != "relatives" {
					return
				}
				_, err := s.Refresh(t.Context(), desk.Refreshing{})
				fault(t, err, "refresh.running")
				if !s.RefreshState().Running || s.RefreshDue(u.now.Add(time.Hour)) {
					t.Error("nothing tells that it runs")
				}
				go func() { stopped <- stop(s) }()
				<-ctx.Done()
			}
			done, err := s.Refresh(t.Context(), desk.Refreshing{ByRhythm: true})
			if !errors.Is(err, context.Canceled) || len(done.Reads) != 1 {
				t.Errorf("%v, %v", outcomes(done), err)
			}
			if err := <-stopped; err != nil {
				t.Error(err)
			}
			if name == "by the lock" {
				s = u.open("lena")
			}
			if s.RefreshState().Running || len(s.People("")) != 2 {
				t.Errorf("%d persons, %+v", len(s.People("")), s.RefreshState())
			}
		})
	}
}

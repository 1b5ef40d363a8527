package start

import (
	"context"
	"testing"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
)

func TestTheLargeActionsFitTheRole(t *testing.T) {
	h := pagetest.NewEmpty(t)
	for _, c := range []struct {
		name string
		role access.Role
		want []string
	}{
		{"Stig Alm", access.RoleSteward, []string{"start.intake", "start.users", "start.trouble"}},
		{"Kim Ask", access.RoleStaff, []string{"start.find", "start.write", "start.print", "start.trouble"}},
	} {
		if _, err := h.Session().AddUser(context.Background(), desk.NewUser{Name: c.name, Title: "titel", Passphrase: pagetest.Passphrase, Role: c.role}); err != nil {
			t.Fatal(err)
		}
		h.As(t, c.name, pagetest.Passphrase)
		made := New(h)
		h.Open(made, page.Place{Page: page.Start})
		s := made.(*screen)
		var titles []string
		for _, tile := range s.tiles {
			titles = append(titles, tile.Title())
		}
		if len(titles) != len(c.want) {
			t.Fatalf("%s is offered %v", c.role, titles)
		}
		for i, key := range c.want {
			if titles[i] != h.Words().Say(key) {
				t.Errorf("%s is offered %q, want %s", c.role, titles[i], key)
			}
		}
		if s.Focus() != s.tiles[0] {
			t.Error("the keyboard is not on the first action")
		}
		waits := duty{button: "in", to: page.Place{Page: page.Backlog}}
		if mine := dutiesFor(h.Session(), []duty{waits}); (len(mine) == 1) != (c.role == access.RoleStaff) {
			t.Errorf("%s is sent to re-entry: %v", c.role, len(mine) == 1)
		}
		s.Leave()
		h.As(t, "Anna Berg", pagetest.Passphrase)
	}
}

package main

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// A removal that is stopped in its long part is done in part: the user is out at once, and the
// rest goes on at the next call.
func TestAStoppedRemovalIsDoneInPart(t *testing.T) {
	d, err := wiring.Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "binder")
	s, _, err := d.SetUp(t.Context(), dir, desk.Setup{Unit: "Norr", User: "Lena Ek", Title: "enhetschef", Passphrase: "en ganska lång fras"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Lock(); err != nil {
			t.Error(err)
		}
	})
	added := desk.NewUser{Name: "Maria Alm", Title: "sjuksköterska", Passphrase: "marias långa fras", Role: access.RoleStaff}
	if _, err := s.AddUser(t.Context(), added); err != nil {
		t.Fatal(err)
	}
	if _, err := s.RemoveUser(t.Context(), "Maria Alm"); err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	var said bytes.Buffer
	left, err := (&app{ctx: stopped, stderr: &said, words: d.Words}).rewrap(s)
	if !errors.Is(err, errPart) || exitCode(err) != exitPart || left == 0 || !strings.Contains(said.String(), "parm users rewrap") {
		t.Errorf("stopped: %v with %d left, said %q", err, left, said.String())
	}
	if left, err := (&app{ctx: t.Context(), stderr: &said, words: d.Words}).rewrap(s); err != nil || left != 0 || s.RewrapLeft(t.Context()) != 0 {
		t.Errorf("gone on with: %v with %d left", err, left)
	}
}

package users

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

const theirs = "blåbär under granen i norr"

// open shows the screen to whoever has the binder open, at a part.
func open(t *testing.T, h *pagetest.Host, part string, print Print) *screen {
	t.Helper()
	made := New(h, print)
	h.Open(made, page.Place{Page: page.Users, Part: part})
	return made.(*screen)
}

// seek finds widgets of a kind within what is shown.
func seek[T fyne.CanvasObject](within fyne.CanvasObject) []T {
	var found []T
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		if hit, ok := o.(T); ok {
			found = append(found, hit)
		}
		switch o := o.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(within)
	return found
}

func reads(o fyne.CanvasObject) string {
	var all []string
	for _, line := range seek[*canvas.Text](o) {
		all = append(all, line.Text)
	}
	return strings.Join(all, " ")
}

func button(t *testing.T, s *screen, words string) *control.Button {
	t.Helper()
	for _, b := range seek[*control.Button](s.content) {
		if b.Text == words {
			return b
		}
	}
	t.Fatalf("there is no button %q: %s", words, reads(s.content))
	return nil
}

func press(t *testing.T, s *screen, key string, pairs ...any) {
	t.Helper()
	test.Tap(button(t, s, s.words.Say(key, pairs...)))
}

// fill types into the fields of the part that is shown, from the top; fields that are not named
// stay as they are.
func fill(t *testing.T, o fyne.CanvasObject, values ...string) {
	t.Helper()
	entries := seek[*control.Entry](o)
	if len(entries) < len(values) {
		t.Fatalf("%d fields for %d values", len(entries), len(values))
	}
	for i, value := range values {
		entries[i].SetText(value)
	}
}

func tick(t *testing.T, s *screen, words string, on bool) {
	t.Helper()
	for _, c := range seek[*control.Check](s.content) {
		if c.Text == words {
			c.SetChecked(on)
			return
		}
	}
	t.Fatalf("there is nothing to tick called %q", words)
}

// add gives somebody access through the screen.
func add(t *testing.T, s *screen, name, title string) access.User {
	t.Helper()
	press(t, s, "accounts.add")
	fill(t, s.parts[0].(*people).pane, name, title, theirs, theirs)
	for _, b := range seek[*control.Button](s.parts[0].(*people).pane) {
		if b.Text == s.words.Say("accounts.add_do") {
			test.Tap(b)
		}
	}
	for _, u := range s.Session().Users() {
		if u.Name == name {
			return u
		}
	}
	t.Fatalf("%s has no access: %s", name, reads(s.content))
	return access.User{}
}

func (p *people) at(t *testing.T, name string) {
	t.Helper()
	for i, r := range p.rows {
		if r.Name == name {
			p.list.Pick(i)
			return
		}
	}
	t.Fatalf("%s is not in the list", name)
}

func TestSomebodyIsGivenAccessAndCanOpenTheBinder(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(t, h, page.UsersPeople, nil)
	u := add(t, s, "Eva Ek", "sjuksköterska")
	if u.Role != access.RoleStaff || u.Title != "sjuksköterska" {
		t.Errorf("added as %+v", u)
	}
	if said := reads(s.content); !strings.Contains(said, "Eva Ek") || !strings.Contains(said, s.words.Say("area.social")) {
		t.Errorf("the list does not show them: %s", said)
	}
	if len(h.Told) == 0 || h.Changes == 0 {
		t.Error("nothing was told")
	}
	h.As(t, "Eva Ek", theirs)
	if h.Session().User().Identity != u.Identity {
		t.Error("somebody else opened the binder")
	}
}

func TestWhatIsMissingIsSaidAtItsField(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(t, h, page.UsersPeople, nil)
	pane := s.parts[0].(*people).pane
	for _, step := range []struct {
		values []string
		key    string
	}{
		{[]string{"", "", theirs, theirs}, "error.access.no_name"},
		{[]string{"anna  berg", "usk", theirs, theirs}, "error.access.same_name"},
		{[]string{"Eva Ek", "", theirs, theirs}, "error.access.no_title"},
		{[]string{"Eva Ek", "usk", "kort", "kort"}, "error.vault.weak_passphrase"},
		{[]string{"Eva Ek", "usk", theirs, "annat"}, "setup.differ"},
	} {
		press(t, s, "accounts.add")
		fill(t, pane, step.values...)
		for _, b := range seek[*control.Button](pane) {
			if b.Text == s.words.Say("accounts.add_do") {
				test.Tap(b)
			}
		}
		var below []string
		for _, f := range seek[*control.Field](pane) {
			below = append(below, f.Below())
		}
		if !strings.Contains(strings.Join(below, "|"), s.words.Say(step.key)) {
			t.Errorf("%s: the fields say %q", step.key, below)
		}
	}
	if n := len(s.Session().Users()); n != 1 {
		t.Errorf("%d have access", n)
	}
}

func TestANewRoleBringsItsUsualAreas(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(t, h, page.UsersPeople, nil)
	add(t, s, "Eva Ek", "sjuksköterska")
	s.parts[0].(*people).at(t, "Eva Ek")
	press(t, s, "accounts.change")
	tick(t, s, s.words.Say("area.health"), true)
	press(t, s, "accounts.change_do")
	u := s.Session().Users()[1]
	if got := areaWords(s.words, u.HasAreas()); !strings.Contains(got, s.words.Say("area.health")) || h.Finishes != 0 {
		t.Errorf("%s has %s, and keys were changed %d times", u.Name, got, h.Finishes)
	}
	press(t, s, "accounts.change")
	tick(t, s, s.words.Say("area.health"), false)
	press(t, s, "accounts.change_do")
	if h.Finishes != 1 {
		t.Error("an area was taken away and its key stays as it is")
	}
	press(t, s, "accounts.change")
	selects := seek[*control.Select](s.parts[0].(*people).pane)
	selects[0].SetSelected(s.words.Say("role.unit_head"))
	press(t, s, "accounts.change_do")
	if u = s.Session().Users()[1]; u.Role != access.RoleUnitHead || len(u.HasAreas()) != len(access.RoleUnitHead.UsualAreas()) {
		t.Errorf("the role is %s with %v", u.Role, u.HasAreas())
	}
}

func TestSomebodyIsRemovedAfterOneQuestionThatSaysWhatHappens(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(t, h, page.UsersPeople, nil)
	add(t, s, "Eva Ek", "sjuksköterska")
	s.parts[0].(*people).at(t, "Eva Ek")
	press(t, s, "accounts.remove")
	if said := reads(s.content); !strings.Contains(said, "egen kopia") || !strings.Contains(said, "stoppas") {
		t.Errorf("the question does not say what happens: %s", said)
	}
	if h.Window().Canvas().Focused() != fyne.Focusable(button(t, s, s.words.Say("accounts.cancel"))) {
		t.Error("the keyboard is not on no")
	}
	press(t, s, "accounts.cancel")
	if len(s.Session().Users()) != 2 {
		t.Fatal("no removed somebody")
	}
	press(t, s, "accounts.remove")
	press(t, s, "accounts.remove_yes", "name", "Eva Ek")
	if len(s.Session().Users()) != 1 || h.Finishes != 1 {
		t.Errorf("%d have access, and the change of keys was asked for %d times", len(s.Session().Users()), h.Finishes)
	}
	if err := h.Refused(t, "Eva Ek", theirs); !text.IsFault(err, "vault.wrong_passphrase") {
		t.Errorf("the old passphrase answers %v", err)
	}
}

func TestAForgottenPassphraseIsReplaced(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(t, h, page.UsersPeople, nil)
	add(t, s, "Eva Ek", "sjuksköterska")
	s.parts[0].(*people).at(t, "Eva Ek")
	press(t, s, "accounts.renew")
	fresh := "en helt ny mening att minnas"
	fill(t, s.parts[0].(*people).pane, fresh, fresh)
	press(t, s, "accounts.renew_do")
	if err := h.Refused(t, "Eva Ek", theirs); !text.IsFault(err, "vault.wrong_passphrase") {
		t.Errorf("the old passphrase answers %v", err)
	}
	h.As(t, "Eva Ek", fresh)
}

func TestStaffSeeTheirAccountAndMayVouchButChangeNobody(t *testing.T) {
	h := pagetest.NewEmpty(t)
	add(t, open(t, h, page.UsersPeople, nil), "Eva Ek", "sjuksköterska")
	h.As(t, "Eva Ek", theirs)
	s := open(t, h, page.UsersEnvelopes, nil)
	if len(s.parts) != 2 || s.names[1] != page.UsersAccount {
		t.Fatalf("the parts are %v", s.names)
	}
	s.parts[0].(*people).at(t, "Anna Berg")
	for _, b := range seek[*control.Button](s.content) {
		for _, key := range []string{"accounts.add", "accounts.remove", "accounts.change", "accounts.renew"} {
			if b.Text == s.words.Say(key) {
				t.Errorf("staff can press %q", b.Text)
			}
		}
	}
}

func TestTheOwnPassphraseIsChanged(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(t, h, page.UsersAccount, nil)
	a := s.shown().(*account)
	fresh := "en helt ny mening att minnas"
	a.current.SetText("fel")
	a.secret.First.SetText(fresh)
	a.secret.Second.SetText(fresh)
	press(t, s, "accounts.change_passphrase")
	if a.field.Below() != s.words.Say("accounts.wrong_current") {
		t.Errorf("a wrong passphrase reads %q", a.field.Below())
	}
	a.current.SetText(pagetest.Passphrase)
	press(t, s, "accounts.change_passphrase")
	if a.change.Text() != s.words.Say("accounts.passphrase_changed") || a.secret.First.Text != "" {
		t.Fatalf("it reads %q", a.change.Text())
	}
	h.As(t, "Anna Berg", fresh)
}

func TestTheRecoveryCodeIsReplacedShownOnceAndConfirmed(t *testing.T) {
	h := pagetest.NewEmpty(t)
	var printed int
	s := open(t, h, page.UsersRecovery, func(_ context.Context, pdf []byte) error {
		if !strings.HasPrefix(string(pdf), "%PDF-") {
			return errors.New("no page")
		}
		printed++
		return nil
	})
	press(t, s, "accounts.recovery_replace")
	press(t, s, "accounts.recovery_yes")
	code := codeIn(reads(s.content), 6)
	if code == "" || h.Finishes != 1 {
		t.Fatalf("the code is not shown: %s", reads(s.content))
	}
	press(t, s, "setup.print")
	if printed != 1 {
		t.Error("the page did not go to the printer")
	}
	if !button(t, s, s.words.Say("accounts.done")).Disabled() || !s.Session().RecoveryUnconfirmed() {
		t.Error("the code counts as written down before anybody says so")
	}
	tick(t, s, s.words.Say("accounts.recovery_written"), true)
	press(t, s, "accounts.done")
	if s.Session().RecoveryUnconfirmed() || codeIn(reads(s.content), 6) != "" {
		t.Error("not confirmed, or still shown")
	}
	if err := h.Refused(t, "", h.Secrets.RecoveryCode); !text.IsFault(err, "vault.wrong_recovery") {
		t.Errorf("the old code answers %v", err)
	}
	h.Recover(t, code)
}

func TestWhoLacksAnAreaIsToldWhoMakesANewRecoveryCode(t *testing.T) {
	h := pagetest.NewEmpty(t)
	if _, err := h.Session().AddUser(context.Background(), desk.NewUser{Name: "Sten Rask", Title: "systemförvaltare", Passphrase: pagetest.Passphrase, Role: access.RoleSteward}); err != nil {
		t.Fatal(err)
	}
	h.As(t, "Sten Rask", pagetest.Passphrase)
	s := open(t, h, page.UsersRecovery, nil)
	said := reads(s.content)
	if strings.Contains(said, s.words.Say("accounts.recovery_replace")) || !strings.Contains(said, "Anna Berg, ") {
		t.Errorf("it reads %q", said)
	}
}

// codeIn finds a code of so many groups of five.
func codeIn(said string, groups int) string {
	for _, word := range strings.Fields(said) {
		if parts := strings.Split(word, "-"); len(parts) == groups && len(parts[0]) == 5 {
			return word
		}
	}
	return ""
}

func TestTheNextEndOfAShiftIsAUsualHourSomeHoursOff(t *testing.T) {
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, care.Stockholm)
	}
	for _, c := range []struct{ now, want time.Time }{
		{at(23, 2, 50), at(23, 7, 0)}, {at(23, 6, 45), at(23, 16, 0)}, {at(23, 15, 30), at(23, 22, 0)}, {at(23, 21, 0), at(24, 7, 0)},
	} {
		if got := nextEnd(c.now); !got.Equal(c.want) {
			t.Errorf("at %s the shift ends %s", c.now, got)
		}
	}
}

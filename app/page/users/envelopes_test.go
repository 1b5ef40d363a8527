package users

import (
	"context"
	"strings"
	"testing"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

func TestATemporaryComesWithTheEnvelopeAndAColleagueVouches(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.UsersEnvelopes, nil)
	press(t, s, "accounts.shift_new")
	press(t, s, "accounts.seal")
	code := codeIn(reads(s.content), 4)
	if code == "" {
		t.Fatalf("no code is shown: %s", reads(s.content))
	}
	s.Leave()
	if strings.Contains(reads(s.content), code) {
		t.Error("the code stays on a screen that was left")
	}
	h.Arrive(t, code, desk.Arrival{Name: "Kim Holm", Title: "vikarie", Passphrase: theirs})
	temporary := open(t, h, page.UsersPeople, nil)
	if len(temporary.parts) != 1 {
		t.Errorf("a temporary sees %v", temporary.names)
	}
	note := h.Session().NewNote(h.Session().People("")[0].ID)
	note.EventTime, note.Headline, note.Text = h.Clock, "Tillsyn", "Sov lugnt."
	if _, err := h.Session().Sign(context.Background(), note); err != nil {
		t.Fatal(err)
	}
	h.As(t, "demo", pagetest.Passphrase)
	s = open(t, h, page.UsersPeople, nil)
	s.parts[0].(*people).at(t, "Kim Holm")
	press(t, s, "accounts.vouch", "name", "Kim Holm")
	if told := h.Told[len(h.Told)-1]; told != s.words.Count("accounts.vouched", 1, "name", "Kim Holm") {
		t.Errorf("it says %q", told)
	}
	if queue := h.Session().Queue(false); len(queue) != 1 || queue[0].Unvouched() {
		t.Errorf("the note is still marked: %+v", queue)
	}
	if said := reads(s.content); strings.Contains(said, s.words.Say("accounts.mark_stated")) {
		t.Error("the mark stands in the list")
	}
}

func TestAnEnvelopeIsTakenBack(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(t, h, page.UsersEnvelopes, nil)
	press(t, s, "accounts.emergency_new")
	press(t, s, "accounts.seal")
	if said := reads(s.content); codeIn(said, 4) != "" || !strings.Contains(said, "ett område") {
		t.Errorf("an envelope for no area was made: %s", said)
	}
	choose := seek[*control.Select](s.content)
	choose[0].SetSelected(s.words.Say("area.health"))
	press(t, s, "accounts.seal")
	tick(t, s, s.words.Say("accounts.code_written"), true)
	press(t, s, "accounts.done")
	press(t, s, "accounts.withdraw")
	for _, b := range seek[*control.Button](s.content) { // the question's yes
		if b.Text == s.words.Say("accounts.withdraw") {
			b.OnTapped()
		}
	}
	if all := s.Session().Envelopes(); len(all) != 1 || all[0].Withdrawn.IsZero() {
		t.Errorf("the envelopes are %+v", all)
	}
	if said := reads(s.content); !strings.Contains(said, s.words.Say("accounts.state.withdrawn")) {
		t.Errorf("the list does not say so: %s", said)
	}
}

func TestAnAreaIsOpenedWithItsEnvelopeAndAReason(t *testing.T) {
	h := pagetest.New(t)
	ctx, session := context.Background(), h.Session()
	note := session.NewNote(session.People("")[0].ID)
	note.Kind, note.EventTime, note.Headline, note.Text = entry.KindHealthNote, h.Clock, "Sår", "Omlagt."
	if _, err := session.Sign(ctx, note); err != nil {
		t.Fatal(err)
	}
	if _, err := session.AddUser(ctx, desk.NewUser{Name: "Kim Ask", Title: "undersköterska", Passphrase: theirs, Role: access.RoleStaff}); err != nil {
		t.Fatal(err)
	}
	_, code, err := session.NewEnvelope(ctx, desk.EnvelopeOrder{Use: access.UseEmergency, Areas: []access.Area{access.AreaHealth}})
	if err != nil {
		t.Fatal(err)
	}
	h.As(t, "Kim Ask", theirs)
	s := open(t, h, page.UsersEmergency, nil)
	a := s.shown().(*account)
	if s.Focus() != a.code {
		t.Error("the keyboard is not at the code")
	}
	if said := reads(s.content); !strings.Contains(said, "demo, ") {
		t.Errorf("nobody says who may: %s", said)
	}
	a.code.SetText(code)
	press(t, s, "accounts.open_area")
	if !strings.Contains(a.why.Below(), s.words.Say("error.access.no_reason")) || len(h.Session().Queue(false)) != 0 {
		t.Errorf("without a reason: %q", a.why.Below())
	}
	a.reason.SetText("Akut läge, ordination behövs")
	press(t, s, "accounts.open_area")
	if len(h.Session().Queue(false)) != 1 || a.code.Text != "" || !strings.Contains(a.opening.Text(), s.words.Say("area.health")) {
		t.Errorf("it says %q", a.opening.Text())
	}
}

package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

var sara = desk.Arrival{Name: " Sara  Brännmark ", Title: "undersköterska", Passphrase: "skiftets fras"}

// shift makes the envelope of the day's shift.
func (u *unit) shift(s *desk.Session) (access.Envelope, string) {
	u.t.Helper()
	e, code, err := s.NewEnvelope(u.t.Context(), desk.EnvelopeOrder{Use: access.UseShift, Until: u.now.Add(9 * time.Hour)})
	u.must(err)
	return e, code
}

func (u *unit) emergency(s *desk.Session, area access.Area) (access.Envelope, string) {
	u.t.Helper()
	e, code, err := s.NewEnvelope(u.t.Context(), desk.EnvelopeOrder{Use: access.UseEmergency, Areas: []access.Area{area}})
	u.must(err)
	return e, code
}

func (u *unit) arrive(code string) *desk.Session {
	u.t.Helper()
	s, err := u.desk.UnlockEnvelope(u.t.Context(), "binder", code, sara)
	u.must(err)
	return s
}

// write signs a note about Elsa.
func (u *unit) write(s *desk.Session, kind entry.Kind) *entry.Tracked {
	u.t.Helper()
	n := s.NewNote(s.People("Elsa")[0].ID)
	n.Kind, n.Headline, n.Text, n.EventTime = kind, "Tillsyn", "Sov lugnt.", u.now.Add(-time.Minute)
	signed, err := s.Sign(u.t.Context(), n)
	u.must(err)
	return signed
}

func TestWhatAnEnvelopeNeeds(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	for name, c := range map[string]struct {
		order desk.EnvelopeOrder
		code  string
	}{
		"for nothing":           {desk.EnvelopeOrder{}, "access.no_use"},
		"without an end":        {desk.EnvelopeOrder{Use: access.UseShift}, "access.no_until"},
		"that ended":            {desk.EnvelopeOrder{Use: access.UseShift, Until: u.now}, "access.no_until"},
		"for days":              {desk.EnvelopeOrder{Use: access.UseShift, Until: u.now.Add(25 * time.Hour)}, "access.no_until"},
		"for no area":           {desk.EnvelopeOrder{Use: access.UseEmergency}, "access.one_area"},
		"for two":               {desk.EnvelopeOrder{Use: access.UseEmergency, Areas: []access.Area{access.AreaHealth, access.AreaSocial}}, "access.one_area"},
		"for reading the log":   {desk.EnvelopeOrder{Use: access.UseEmergency, Areas: []access.Area{access.AreaLog}}, "access.one_area"},
		"for what everyone has": {desk.EnvelopeOrder{Use: access.UseEmergency, Areas: []access.Area{access.AreaCommon}}, "access.one_area"},
	} {
		if _, _, err := s.NewEnvelope(t.Context(), c.order); err == nil {
			t.Errorf("an envelope %s was made", name)
		} else {
			fault(t, err, c.code)
		}
	}
	if len(s.Envelopes()) != 0 {
		t.Errorf("%d envelopes", len(s.Envelopes()))
	}
}

func TestATemporaryComesWithTheShiftsEnvelopeOnce(t *testing.T) {
	u := newUnit(t)
	head := u.setUp()
	u.read(head, "personer", register())
	e, code := u.shift(head)
	_, err := u.desk.UnlockEnvelope(t.Context(), "binder", code, desk.Arrival{Name: "Sara Brännmark", Passphrase: phrase})
	fault(t, err, "access.no_title")
	_, err = u.desk.UnlockEnvelope(t.Context(), "binder", code, desk.Arrival{Name: "lena ek", Title: "x", Passphrase: phrase})
	fault(t, err, "access.same_name")
	s := u.arrive(code)
	me := s.User()
	if me.Name != "Sara Brännmark" || me.Role != access.RoleTemporary || !me.Stated() || me.Envelope != e.ID || !s.EndsAt().Equal(e.Until) {
		t.Errorf("arrived as %+v, until %v", me, s.EndsAt())
	}
	if !slices.Equal(me.Areas, access.RoleTemporary.UsualAreas()) {
		t.Errorf("has %v", me.Areas)
	}
	_, err = u.desk.UnlockEnvelope(t.Context(), "binder", code, desk.Arrival{Name: "Bo Alm", Title: "x", Passphrase: phrase})
	fault(t, err, "vault.wrong_envelope")
	again, err := u.desk.Unlock(t.Context(), "binder", "Sara Brännmark", "skiftets fras")
	u.must(err)
	if again.User().Identity != me.Identity {
		t.Error("the passphrase opens as somebody else")
	}
	if all := u.open("lena").Envelopes(); len(all) != 1 || all[0].Opened.IsZero() || all[0].OpenedBy != "Sara Brännmark, undersköterska" {
		t.Errorf("the list says %+v", all)
	}
}

func TestAShiftEndsForWhoeverOpensNext(t *testing.T) {
	u := newUnit(t)
	head := u.setUp()
	_, code := u.shift(head)
	_, unused := u.shift(head)
	sara := u.arrive(code).User()
	u.now = u.now.Add(9 * time.Hour)
	_, err := u.desk.Unlock(t.Context(), "binder", "Sara Brännmark", "skiftets fras")
	fault(t, err, "access.shift_over")
	if all := strings.Join(u.vault.logged(), "\n"); strings.Count(all, `"lapse: `) != 2 || !contains(all, "lapse: Sara Brännmark") {
		t.Errorf("the log tells %s", all)
	}
	if u.vault.identities[sara.Identity] != nil || len(u.vault.identities) != 0 {
		t.Errorf("%d slots are left", len(u.vault.identities))
	}
	_, err = u.desk.UnlockEnvelope(t.Context(), "binder", unused, desk.Arrival{Name: "Bo Alm", Title: "x", Passphrase: phrase})
	fault(t, err, "vault.wrong_envelope")
	head = u.open("lena")
	if got := names(head.Users()); !slices.Equal(got, []string{"Lena Ek"}) {
		t.Errorf("users %v", got)
	}
	if e := head.Envelopes(); len(e) != 2 || (e[0].Withdrawn.IsZero() && e[1].Withdrawn.IsZero()) {
		t.Errorf("envelopes %+v", e)
	}
}

// A clock that is set back prolongs no shift: the newest record counts too.
func TestAClockSetBackProlongsNothing(t *testing.T) {
	u := newUnit(t)
	head := u.setUp()
	u.read(head, "personer", register())
	_, code := u.shift(head)
	u.arrive(code)
	began := u.now
	u.now = u.now.Add(10 * time.Hour)
	u.vault.dropFails = true // the disk is full: the slot stays
	u.write(u.open("lena"), entry.KindNote)
	u.now = began
	_, err := u.desk.Unlock(t.Context(), "binder", "Sara Brännmark", "skiftets fras")
	fault(t, err, "access.shift_over")
}

func TestAnUnopenedEnvelopeCanBeTakenBack(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	e, code := u.shift(s)
	fault(t, s.WithdrawEnvelope(t.Context(), "0000"), "access.unknown_envelope")
	u.must(s.WithdrawEnvelope(t.Context(), " "+strings.ToLower(e.ID)))
	fault(t, s.WithdrawEnvelope(t.Context(), e.ID), "access.unknown_envelope")
	_, err := u.desk.UnlockEnvelope(t.Context(), "binder", code, sara)
	fault(t, err, "vault.wrong_envelope")
}

func TestAnEmergencyEnvelopeOpensOneAreaForOneNight(t *testing.T) {
	u := newUnit(t)
	head := u.setUp()
	u.read(head, "personer", register())
	u.add(head, "Maria Ek", "sjuksköterska", access.RoleStaff, access.AreaSocial, access.AreaHealth)
	u.add(head, "Åsa Öst", "undersköterska", access.RoleStaff)
	e, code := u.emergency(head, access.AreaHealth)
	_, shift := u.shift(head)
	note := u.write(u.open("Maria Ek"), entry.KindHealthNote)

	_, err := u.desk.UnlockEnvelope(t.Context(), "binder", code, sara)
	fault(t, err, "access.envelope_for_area")
	s := u.open("Åsa Öst")
	if c := s.Closed(t.Context()); len(c) != 1 || !c[0].Envelope {
		t.Errorf("closed %+v, want an envelope to be told of", c)
	}
	_, err = s.OpenArea(t.Context(), code, "  ")
	fault(t, err, "access.no_reason")
	_, err = s.OpenArea(t.Context(), shift, "larm")
	fault(t, err, "access.envelope_for_shift")
	grant, err := s.OpenArea(t.Context(), code, "Blöder, jouren svarar inte")
	u.must(err)
	if grant.Area != access.AreaHealth || grant.Envelope != e.ID || !grant.Until.Equal(u.now.Add(access.EmergencyHours*time.Hour)) {
		t.Errorf("granted %+v", grant)
	}
	if got, err := s.Entry(note.ID); err != nil || got.Text != "Sov lugnt." || len(s.Closed(t.Context())) != 0 {
		t.Errorf("the note is %+v, %v", got, err)
	}
	if line := u.vault.logged()[len(u.vault.logged())-1]; !contains(line, `"action":"emergency"`, "health: Blöder, jouren svarar inte") || contains(line, code) {
		t.Errorf("the log says %s", line)
	}
	_, err = s.OpenArea(t.Context(), code, "larm")
	fault(t, err, "vault.wrong_envelope")

	u.now = u.now.Add(access.EmergencyHours * time.Hour)
	s = u.open("Åsa Öst")
	if _, err := s.Entry(note.ID); err == nil || len(s.Closed(t.Context())) != 1 {
		t.Error("the area is still open in the morning")
	}
	if len(s.Users()) != 3 {
		t.Errorf("users %v", names(s.Users()))
	}
}

func TestAnEnvelopeForWhatOneHasIsNotUsedUp(t *testing.T) {
	u := newUnit(t)
	head := u.setUp()
	_, code := u.emergency(head, access.AreaHealth)
	u.add(head, "Maria Ek", "sjuksköterska", access.RoleStaff, access.AreaHealth)
	u.add(head, "Åsa Öst", "undersköterska", access.RoleStaff)
	_, err := u.open("Maria Ek").OpenArea(t.Context(), code, "larm")
	fault(t, err, "access.already_open")
	_, err = u.open("Åsa Öst").OpenArea(t.Context(), code, "larm")
	u.must(err)
}

// An area that was opened for a night and then given for good stays.
func TestAnAreaGivenMeanwhileStays(t *testing.T) {
	u := newUnit(t)
	head := u.setUp()
	_, code := u.emergency(head, access.AreaHealth)
	asa := u.add(head, "Åsa Öst", "undersköterska", access.RoleStaff)
	_, err := u.open("Åsa Öst").OpenArea(t.Context(), code, "larm")
	u.must(err)
	_, err = u.open("lena").ChangeUser(t.Context(), "Åsa Öst", "", "", access.CareAreas())
	u.must(err)
	u.now = u.now.Add(access.EmergencyHours * time.Hour)
	u.open("lena")
	if !slices.Contains(u.vault.identities[asa.Identity].areas, access.AreaHealth) {
		t.Error("the area that was given is gone")
	}
}

func TestAColleagueVouchesForATemporary(t *testing.T) {
	u := newUnit(t)
	head := u.setUp()
	u.read(head, "personer", register())
	_, code := u.shift(head)
	s := u.arrive(code)
	note := u.write(s, entry.KindNote)
	if !note.Unvouched() || note.Subject == nil || note.Subject.Name != "Elsa Lund" || note.Subject.Number != "192401297250" {
		t.Errorf("signed %+v about %+v", note, note.Subject)
	}
	_, err := s.Vouch(t.Context(), "Sara Brännmark")
	fault(t, err, "access.not_allowed")
	head = u.open("lena")
	author := func() string {
		fields, err := head.CopyFields(t.Context(), note.ID)
		u.must(err)
		return fields[6].Value
	}
	if author() != "Sara Brännmark (uppgiven identitet)" {
		t.Errorf("the author is copied as %q", author())
	}
	_, err = head.Vouch(t.Context(), "Lena Ek")
	fault(t, err, "access.not_temporary")
	n, err := head.Vouch(t.Context(), "sara brännmark")
	u.must(err)
	if n != 1 || author() != "Sara Brännmark" {
		t.Errorf("vouched for %d, copied as %q", n, author())
	}
	_, err = head.Vouch(t.Context(), "Sara Brännmark")
	fault(t, err, "access.not_temporary")
	if got, err := u.open("lena").Entry(note.ID); err != nil || got.VouchedBy.Name != "Lena Ek" || got.Unvouched() {
		t.Errorf("kept %+v, %v", got, err)
	}
	again, err := u.desk.Unlock(t.Context(), "binder", "Sara Brännmark", "skiftets fras")
	u.must(err)
	if again.User().Stated() || u.write(again, entry.KindNote).Unvouched() {
		t.Error("what she writes now is marked")
	}
}

func TestThePageForAnEnvelopeSaysWhatItOpens(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	e, code := u.emergency(s, access.AreaHealth)
	_, err := s.EnvelopeSheet(t.Context(), e, code)
	u.must(err)
	page := fmt.Sprintf("%+v", u.paper[0].Sheets[0])
	for _, want := range []string{code, e.ID, "Hälso- och sjukvård (HSL)", "12 timmar", "Nödkuvert", "Lena Ek, undersköterska"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page doesn't say %q: %s", want, page)
		}
	}
	shift, code := u.shift(s)
	_, err = s.EnvelopeSheet(t.Context(), shift, code)
	u.must(err)
	if page := fmt.Sprintf("%+v", u.paper[1].Sheets[0]); !contains(page, code, "Passkuvert", "SoL och LSS", "mån 23 nov", "16:00") {
		t.Errorf("the page of a shift: %s", page)
	}
	for _, line := range u.vault.logged() {
		if contains(line, code) {
			t.Errorf("the log holds the code: %s", line)
		}
	}
}

// What ran out while the folder can't be written stays until it can; reading is never refused.
func TestAFullDiskRefusesNobody(t *testing.T) {
	u := newUnit(t)
	head := u.setUp()
	u.shift(head)
	u.now = u.now.Add(24 * time.Hour)
	u.vault.dropFails = true
	u.open("lena")
	u.vault.dropFails = false
	u.open("lena")
	if len(u.vault.identities) != 0 {
		t.Error("the envelope is still there")
	}
}

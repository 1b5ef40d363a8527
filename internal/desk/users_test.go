package desk_test

import (
	"slices"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

const phrase = "en lång fras"

// add gives somebody access.
func (u *unit) add(s *desk.Session, name, title string, role access.Role, areas ...access.Area) access.User {
	u.t.Helper()
	added, err := s.AddUser(u.t.Context(), desk.NewUser{Name: name, Title: title, Passphrase: phrase, Role: role, Areas: areas})
	if err != nil {
		u.t.Fatal(err)
	}
	return added
}

func (u *unit) must(err error) {
	u.t.Helper()
	if err != nil {
		u.t.Fatal(err)
	}
}

func names(users []access.User) []string {
	var all []string
	for _, u := range users {
		all = append(all, u.Name)
	}
	return all
}

func TestTheFounderIsUnitHeadWithEveryArea(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	me := s.User()
	if me.Role != access.RoleUnitHead || !slices.Equal(me.Areas, access.Areas()) {
		t.Errorf("the founder is %+v", me)
	}
	if !s.RecoveryUnconfirmed() {
		t.Error("nobody has said that the recovery code is on paper")
	}
	u.must(s.ConfirmRecovery(t.Context()))
	if s.RecoveryUnconfirmed() || u.open("lena").RecoveryUnconfirmed() {
		t.Error("the word is forgotten")
	}
}

func TestAUserOpensWithTheirOwnPassphraseAndSeesTheirAreas(t *testing.T) {
	u := newUnit(t)
	head := u.setUp()
	u.read(head, "personer", register())
	nurse := u.add(head, " Maria  Ek ", "sjuksköterska", access.RoleStaff, access.AreaSocial, access.AreaHealth)
	if nurse.Name != "Maria Ek" || !slices.Equal(nurse.Areas, access.RoleStaff.AreasFor([]access.Area{access.AreaSocial, access.AreaHealth})) {
		t.Errorf("added %+v", nurse)
	}
	u.add(head, "Åsa Öst", "undersköterska", access.RoleStaff)
	s := u.open("maria ek")
	if s.User().Identity != nurse.Identity || len(s.People("")) != 3 {
		t.Errorf("opened by %+v, who sees %d persons", s.User(), len(s.People("")))
	}
	if got := names(s.Users()); !slices.Equal(got, []string{"Lena Ek", "Maria Ek", "Åsa Öst"}) {
		t.Errorf("users %v", got)
	}
	if _, err := u.desk.Unlock(t.Context(), "binder", "Maria Ek", "en annan fras"); !text.IsFault(err, "vault.wrong_passphrase") {
		t.Errorf("a wrong passphrase: %v", err)
	}
}

func TestWhatANewUserNeeds(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	whole := desk.NewUser{Name: "Maria Ek", Title: "sjuksköterska", Passphrase: phrase, Role: access.RoleStaff}
	for code, spoil := range map[string]func(*desk.NewUser){
		"access.no_name":   func(n *desk.NewUser) { n.Name = " " },
		"access.no_title":  func(n *desk.NewUser) { n.Title = "" },
		"access.no_role":   func(n *desk.NewUser) { n.Role = access.RoleTemporary },
		"access.same_name": func(n *desk.NewUser) { n.Name = "LENA  ek" },
	} {
		n := whole
		spoil(&n)
		_, err := s.AddUser(t.Context(), n)
		fault(t, err, code)
	}
	if len(s.Users()) != 1 {
		t.Errorf("there are %d users", len(s.Users()))
	}
}

// Somebody who is removed loses the slot, and every area they had gets a key that they never saw.
func TestARemovedUserHasNothingLeft(t *testing.T) {
	u := newUnit(t)
	head := u.setUp()
	nurse := u.add(head, "Maria Ek", "sjuksköterska", access.RoleStaff, access.AreaHealth)
	_, err := u.vault.KeepCopy(t.Context(), nil)
	u.must(err)
	u.now = u.now.Add(time.Hour)
	staff := u.add(head, "Åsa Öst", "undersköterska", access.RoleStaff)
	gone, err := head.RemoveUser(t.Context(), "maria ek")
	u.must(err)
	if gone.Left.IsZero() || len(u.vault.rotations) != 1 {
		t.Fatalf("removed %+v with %d rotations", gone, len(u.vault.rotations))
	}
	r := u.vault.rotations[0]
	if !slices.Equal(r.Remove, []string{nurse.Identity}) || len(r.Holders) != len(nurse.Areas) {
		t.Errorf("the rotation is %+v", r)
	}
	if got, want := r.Holders[access.AreaHealth], []string{"recovery", "lena"}; !slices.Equal(got, want) {
		t.Errorf("health goes to %v, want %v", got, want)
	}
	if !slices.Contains(r.Holders[access.AreaCommon], staff.Identity) || slices.Contains(r.Holders[access.AreaCommon], nurse.Identity) {
		t.Errorf("common goes to %v", r.Holders[access.AreaCommon])
	}
	_, err = u.desk.Unlock(t.Context(), "binder", "Maria Ek", phrase)
	fault(t, err, "vault.wrong_passphrase")
	if left := u.open("lena").RewrapLeft(t.Context()); left != 1 {
		t.Errorf("%d left, want the copy that her passphrase opens", left)
	}
	u.must(head.Rewrap(t.Context(), nil))
	if len(u.vault.copies) != 1 || !u.vault.copies[0].Taken.Equal(u.now) || u.open("lena").RewrapLeft(t.Context()) != 0 {
		t.Errorf("copies after it: %+v, want the new one only", u.vault.copies)
	}
	if got := names(u.open("lena").Users()); !slices.Equal(got, []string{"Lena Ek", "Åsa Öst"}) {
		t.Errorf("users %v", got)
	}
	u.add(head, "Maria Ek", "sjuksköterska", access.RoleStaff) // the name is free again
}

// Who has made an envelope has seen its code, and could come in by it after being removed.
func TestEnvelopesOfWhoLeftOpenNothing(t *testing.T) {
	u := newUnit(t)
	u.add(u.setUp(), "Maria Ek", "enhetschef", access.RoleUnitHead)
	maria := u.open("Maria Ek")
	order := desk.EnvelopeOrder{Use: access.UseShift, Until: u.now.Add(time.Hour)}
	theirs, code, err := maria.NewEnvelope(t.Context(), order)
	u.must(err)
	lena := u.open("lena")
	own, _, err := lena.NewEnvelope(t.Context(), order)
	u.must(err)
	_, err = lena.RemoveUser(t.Context(), "Maria Ek")
	u.must(err)
	for _, e := range lena.Envelopes() {
		if e.ID == theirs.ID && e.Withdrawn.IsZero() || e.ID == own.ID && !e.Open(u.now) {
			t.Errorf("envelope %+v", e)
		}
	}
	_, err = u.desk.UnlockEnvelope(t.Context(), "binder", code, desk.Arrival{Name: "Maria Ek", Title: "vikarie", Passphrase: "en ny fras"})
	fault(t, err, "vault.wrong_envelope")
}

func TestSomebodyCanAlwaysAddAndRemoveUsers(t *testing.T) {
	u := newUnit(t)
	head := u.setUp()
	u.add(head, "Maria Ek", "sjuksköterska", access.RoleStaff)
	_, err := head.RemoveUser(t.Context(), "Lena Ek")
	fault(t, err, "access.not_self")
	_, err = head.RemoveUser(t.Context(), "Ingen Alls")
	fault(t, err, "access.unknown_user")
	byCode, err := u.desk.UnlockRecovery(t.Context(), "binder", "code")
	u.must(err)
	_, err = byCode.RemoveUser(t.Context(), "Lena Ek")
	fault(t, err, "access.last_head")
	_, err = byCode.ChangeUser(t.Context(), "Lena Ek", "", access.RoleStaff, nil)
	fault(t, err, "access.last_head")
	_, err = byCode.ChangeUser(t.Context(), "Maria Ek", "", access.RoleUnitHead, access.CareAreas())
	u.must(err)
	_, err = byCode.RemoveUser(t.Context(), "Lena Ek")
	u.must(err)
}

func TestAnAreaComesWithItsKeyAndGoesWithANewOne(t *testing.T) {
	u := newUnit(t)
	head := u.setUp()
	was := u.add(head, "Maria Ek", "undersköterska", access.RoleStaff)
	changed, err := head.ChangeUser(t.Context(), "Maria Ek", "sjuksköterska", "", []access.Area{access.AreaHealth})
	u.must(err)
	want := access.RoleStaff.AreasFor([]access.Area{access.AreaHealth})
	if changed.Title != "sjuksköterska" || changed.Role != access.RoleStaff || !slices.Equal(changed.Areas, want) {
		t.Errorf("changed to %+v", changed)
	}
	if len(u.vault.rotations) != 1 || len(u.vault.rotations[0].Holders) != 2 {
		t.Errorf("rotated %+v, want SoL and protected", u.vault.rotations)
	}
	if got := u.vault.identities[was.Identity].areas; !slices.Equal(got, want) {
		t.Errorf("she has the keys of %v", got)
	}
	_, err = head.ChangeUser(t.Context(), "Lena Ek", "enhetschef", "", nil)
	u.must(err)
	if head.User().Title != "enhetschef" {
		t.Errorf("the head is %+v", head.User())
	}
	_, err = head.ChangeUser(t.Context(), "Lena Ek", "", access.RoleSteward, nil)
	fault(t, err, "access.not_self")
}

// The steward keeps the binder without the log: only a unit head makes a unit head.
func TestNobodyGivesWhatTheyLack(t *testing.T) {
	u := newUnit(t)
	u.add(u.setUp(), "Siv Alm", "systemförvaltare", access.RoleSteward, access.AreaSocial)
	s := u.open("Siv Alm")
	_, err := s.AddUser(t.Context(), desk.NewUser{Name: "Bo Ek", Title: "chef", Passphrase: phrase, Role: access.RoleUnitHead, Areas: []access.Area{access.AreaSocial}})
	fault(t, err, "access.not_yours_to_give")
	if said := u.desk.Words.Explain(err); !contains(said, "Loggen", "Lena Ek, undersköterska") {
		t.Errorf("it says %q", said)
	}
	_, err = s.AddUser(t.Context(), desk.NewUser{Name: "Bo Ek", Title: "sjuksköterska", Passphrase: phrase, Role: access.RoleStaff, Areas: []access.Area{access.AreaHealth}})
	fault(t, err, "access.not_yours_to_give")
	u.add(s, "Bo Ek", "undersköterska", access.RoleStaff, access.AreaSocial)
}

func TestAForgottenPassphraseKeepsTheDrafts(t *testing.T) {
	u := newUnit(t)
	head := u.setUp()
	u.read(head, "personer", register())
	old := u.add(head, "Maria Ek", "undersköterska", access.RoleStaff)
	maria := u.open("Maria Ek")
	note := maria.NewNote(maria.People("Elsa")[0].ID)
	note.Headline, note.Text, note.EventTime = "Tillsyn", "Sov lugnt.", u.now.Add(-time.Hour)
	note, err := maria.SaveDraft(t.Context(), note)
	u.must(err)
	other := maria.NewNote(note.PersonID)
	other.Headline, other.Text, other.EventTime = "Mat", "Åt lunch.", u.now.Add(-time.Hour)
	signed, err := maria.Sign(t.Context(), other)
	u.must(err)

	head = u.open("lena")
	_, err = head.RenewUser(t.Context(), "Lena Ek", "en ny fras")
	fault(t, err, "access.own_passphrase")
	renewed, err := head.RenewUser(t.Context(), "Maria Ek", "en ny fras")
	u.must(err)
	if renewed.Identity == old.Identity || !slices.Equal(renewed.Former, []string{old.Identity}) || u.vault.identities[old.Identity] != nil {
		t.Errorf("renewed to %+v", renewed)
	}
	if len(head.Users()) != 2 {
		t.Errorf("users %v", names(head.Users()))
	}
	_, err = u.desk.Unlock(t.Context(), "binder", "Maria Ek", phrase)
	fault(t, err, "vault.wrong_passphrase")
	again, err := u.desk.Unlock(t.Context(), "binder", "Maria Ek", "en ny fras")
	u.must(err)
	if drafts := again.Drafts(); len(drafts) != 1 || again.Counts().Drafts != 1 {
		t.Fatalf("she has %d drafts", len(drafts))
	}
	_, err = again.Sign(t.Context(), note)
	u.must(err)
	_, err = again.Reenter(t.Context(), signed.ID, "LC 1", "")
	u.must(err)
}

// A renewal that was cut off between its two steps is finished at the next unlock, and until then
// the old passphrase lets nobody in.
func TestACutOffRenewalIsFinished(t *testing.T) {
	u := newUnit(t)
	head := u.setUp()
	old := u.add(head, "Maria Ek", "undersköterska", access.RoleStaff)
	u.vault.dropFails = true
	_, err := head.RenewUser(t.Context(), "Maria Ek", "en ny fras")
	if err == nil {
		t.Fatal("the disk didn't fail")
	}
	_, err = u.desk.Unlock(t.Context(), "binder", "Maria Ek", phrase)
	fault(t, err, "access.left")
	u.vault.dropFails = false
	u.open("lena")
	if u.vault.identities[old.Identity] != nil {
		t.Error("the old slot is still there")
	}
}

func TestChangingOnesOwnPassphrase(t *testing.T) {
	u := newUnit(t)
	u.add(u.setUp(), "Maria Ek", "undersköterska", access.RoleStaff)
	s := u.open("Maria Ek")
	for range 2 {
		_, err := s.KeepCopy(t.Context(), nil)
		u.must(err)
	}
	fault(t, s.ChangePassphrase(t.Context(), "fel", "en ny fras"), "vault.wrong_passphrase")
	u.must(s.ChangePassphrase(t.Context(), phrase, "en ny fras"))
	_, err := u.desk.Unlock(t.Context(), "binder", "Maria Ek", phrase)
	fault(t, err, "vault.wrong_passphrase")
	_, err = u.desk.Unlock(t.Context(), "binder", "Maria Ek", "en ny fras")
	u.must(err)
	if kept, err := s.Kept(t.Context()); err != nil || len(kept) != 1 {
		t.Errorf("copies that the old passphrase opens: %d, %v", len(kept), err)
	}
	byCode, err := u.desk.UnlockRecovery(t.Context(), "binder", "code")
	u.must(err)
	fault(t, byCode.ChangePassphrase(t.Context(), "", "en ny fras"), "access.no_passphrase")
}

// Copies that could not be made anew are told as what is left of a change of keys.
func TestCopiesOfAnOldPassphraseAreMadeAnewLater(t *testing.T) {
	u := newUnit(t)
	u.add(u.setUp(), "Maria Ek", "undersköterska", access.RoleStaff)
	s := u.open("Maria Ek")
	u.vault.renewFails = true
	_, err := s.KeepCopy(t.Context(), nil)
	u.must(err)
	u.now = u.now.Add(time.Minute)
	u.must(s.ChangePassphrase(t.Context(), phrase, "en ny fras"))
	if s.RewrapLeft(t.Context()) != 1 {
		t.Error("nothing is left to do")
	}
	u.vault.renewFails = false
	u.must(s.Rewrap(t.Context(), nil))
	if left := s.RewrapLeft(t.Context()); left != 0 {
		t.Errorf("%d left", left)
	}
}

func TestTheRecoveryCodeCanBeReplaced(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.must(s.ConfirmRecovery(t.Context()))
	code, err := s.ReplaceRecovery(t.Context())
	u.must(err)
	if code == "" || !s.RecoveryUnconfirmed() {
		t.Errorf("code %q, unconfirmed %v", code, s.RecoveryUnconfirmed())
	}
}

// A slot that the settings don't know was put there by nobody who may.
func TestWhoTheSettingsDoNotNameIsRefused(t *testing.T) {
	u := newUnit(t)
	u.setUp()
	_, err := u.desk.Unlock(t.Context(), "binder", "inkräktaren", phrase)
	fault(t, err, "access.left")
	if !u.vault.closed {
		t.Error("the vault is still open")
	}
}

// A binder of the first format names neither areas nor whose the recovery code is.
func TestABinderOfTheFirstFormatLearnsWhoHoldsWhat(t *testing.T) {
	u := newUnit(t)
	u.setUp()
	u.vault.forgetHolders()
	u.open("lena")
	s := u.open("lena")
	u.add(s, "Maria Ek", "undersköterska", access.RoleStaff)
	_, err := s.RemoveUser(t.Context(), "Maria Ek")
	u.must(err)
	if got := u.vault.rotations[0].Holders[access.AreaCommon]; !slices.Equal(got, []string{"recovery", "lena"}) {
		t.Errorf("common goes to %v", got)
	}
	if s.RecoveryUnconfirmed() || !slices.Equal(s.User().Areas, access.Areas()) {
		t.Errorf("the founder is %+v", s.User())
	}
}

package desk_test

import (
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
)

// After the laptop has rested another person can be at the keyboard: nothing is signed, corrected or struck
// before the opener has proved who they are. Drafts are saved all the same.
func TestAfterARestTheOpenerProvesWhoTheyAre(t *testing.T) {
	u, s := filled(t)
	old := signed(t, s, note(t, s, "Före", u.now.Add(-time.Hour)))
	version, err := s.Correction(old.ID)
	u.must(err)
	if s.NeedsConfirm() {
		t.Error("asks right after unlocking")
	}
	s.Rested()
	e := note(t, s, "Efter", u.now.Add(-time.Hour))
	if !s.NeedsConfirm() {
		t.Error("does not ask after a rest")
	}
	_, err = s.Sign(t.Context(), e)
	fault(t, err, "pin.needed")
	_, err = s.SignMany(t.Context(), []entry.Entry{e})
	fault(t, err, "pin.needed")
	_, err = s.Correct(t.Context(), version, "fel")
	fault(t, err, "pin.needed")
	_, err = s.Strike(t.Context(), old.ID, "fel")
	fault(t, err, "pin.needed")
	fault(t, s.SetPIN("4711"), "pin.needed")
	if _, err := s.SaveDraft(t.Context(), e); err != nil || s.Counts().Waiting != 1 {
		t.Errorf("%v, %d wait", err, s.Counts().Waiting)
	}
	fault(t, s.Confirm(t.Context(), "helt fel fras"), "vault.wrong_passphrase")
	if !s.NeedsConfirm() {
		t.Error("a wrong passphrase is a proof")
	}
	u.must(s.Confirm(t.Context(), phrase))
	if s.NeedsConfirm() {
		t.Error("still asks")
	}
	signed(t, s, e)
}

// A PIN counts inside the unlocked session only, and after five wrong tries no more.
func TestThePINIsForThisSessionAndFiveTries(t *testing.T) {
	u, s := filled(t)
	for _, bad := range []string{"471", "47114711", "47a1", "fyra"} {
		fault(t, s.SetPIN(bad), "pin.form")
	}
	fault(t, s.Confirm(t.Context(), "4711"), "pin.spent") // none is set
	u.must(s.SetPIN(" 4711 "))
	if !s.HasPIN() {
		t.Fatal("no PIN")
	}
	s.Rested()
	for range 4 {
		fault(t, s.Confirm(t.Context(), "4712"), "pin.wrong")
	}
	u.must(s.Confirm(t.Context(), "4711"))
	if s.NeedsConfirm() {
		t.Error("still asks")
	}
	s.Rested() // the right one in between gives no new tries
	fault(t, s.Confirm(t.Context(), "4712"), "pin.spent")
	fault(t, s.Confirm(t.Context(), "4711"), "pin.spent")
	if !s.NeedsConfirm() || s.HasPIN() {
		t.Error("the PIN still counts")
	}
	u.must(s.Confirm(t.Context(), phrase))
	u.must(s.SetPIN("815047"))
	s.Rested()
	u.must(s.Confirm(t.Context(), "815047"))
	u.must(s.SetPIN(""))
	s.Rested()
	fault(t, s.Confirm(t.Context(), "815047"), "pin.spent")
	u.must(s.Confirm(t.Context(), phrase))
	u.must(s.SetPIN("815047"))
	u.must(s.Lock())
	if s.HasPIN() {
		t.Error("the PIN is there after locking")
	}
	again := u.open("lena")
	again.Rested()
	fault(t, again.Confirm(t.Context(), "815047"), "pin.spent")
}

// The PIN is nowhere but in memory.
func TestThePINIsNotStored(t *testing.T) {
	u, s := filled(t)
	records, items := len(u.vault.records), len(u.vault.items)
	u.must(s.SetPIN("815047"))
	s.Rested()
	u.must(s.Confirm(t.Context(), "815047"))
	if len(u.vault.records) != records || len(u.vault.items) != items {
		t.Errorf("%d records, %d items more", len(u.vault.records)-records, len(u.vault.items)-items)
	}
	u.add(s, "Siv Alm", "systemförvaltare", access.RoleSteward)
	fault(t, u.open("Siv Alm").SetPIN("815047"), "access.not_allowed")
}

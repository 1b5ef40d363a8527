package desk_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/retention"
)

var (
	png  = []byte("\x89PNG\r\n\x1a\nbild")
	jpeg = []byte("\xff\xd8\xff\xe0bild")
	pdf  = []byte("%PDF-1.7 bild")
)

// apart are the ids and areas of what lies apart in the vault.
func (u *unit) apart() map[string]access.Area {
	found := map[string]access.Area{}
	for ref, item := range u.vault.items {
		if ref.Kind == ledger.ApartKind {
			found[ref.ID] = item.Area
		}
	}
	return found
}

// pictured is a note about Elsa, written down from a paper with a picture.
func pictured(t *testing.T, u *unit, s *desk.Session) entry.Entry {
	t.Helper()
	e := note(t, s, "Natten", u.now.Add(-time.Hour))
	id, err := s.AttachPicture(t.Context(), e, "IMG 1.png", png)
	u.must(err)
	e.Paper = &entry.Paper{Name: "Bo Vik", Pictures: []string{id}}
	return e
}

// A picture of a paper lies sealed behind the entry's wall, comes back as it was, and whoever looks is noted.
func TestAPictureGoesWithItsEntry(t *testing.T) {
	u, s := filled(t)
	e := pictured(t, u, s)
	id := e.Paper.Pictures[0]
	if again, err := s.AttachPicture(t.Context(), e, "kopia.png", png); err != nil || again != id {
		t.Errorf("attached twice: %s and %s, %v", id, again, err)
	}
	if apart := u.apart(); len(apart) != 1 || apart[id] != access.AreaSocial {
		t.Fatalf("in the vault: %v", apart)
	}
	e, err := s.SaveDraft(t.Context(), e)
	u.must(err)
	media, raw, err := s.Picture(t.Context(), e.ID, id)
	if err != nil || media != "image/png" || !bytes.Equal(raw, png) {
		t.Errorf("%s, %d bytes, %v", media, len(raw), err)
	}
	_, _, err = u.open("sara").Picture(t.Context(), e.ID, id)
	fault(t, err, "entry.not_yours")
	s = u.open("lena")
	got := signed(t, s, e)
	if len(got.Paper.Pictures) != 1 || got.Paper.Pictures[0] != id {
		t.Errorf("signed with %v", got.Paper.Pictures)
	}
	sara := u.open("sara")
	if _, raw, err = sara.Picture(t.Context(), e.ID, id); err != nil || !bytes.Equal(raw, png) {
		t.Errorf("Sara sees %d bytes, %v", len(raw), err)
	}
	_, _, err = sara.Picture(t.Context(), e.ID, "annan")
	fault(t, err, "picture.gone")
	_, _, err = sara.Picture(t.Context(), "annan", id)
	fault(t, err, "picture.gone")
	for _, line := range u.logLines(access.ActionPicture) {
		if line.PersonName != "Elsa Lund" || strings.Contains(line.Detail, "IMG") {
			t.Errorf("the log: %+v", line)
		}
	}
	if n := len(u.logLines(access.ActionPicture)); n != 3 {
		t.Errorf("%d lines", n)
	}
}

// Bytes that were exchanged behind the binder's back are not shown as the paper, nor sealed anew as it.
func TestAnExchangedPictureIsNotShown(t *testing.T) {
	u, s := filled(t)
	e := pictured(t, u, s)
	e, err := s.SaveDraft(t.Context(), e)
	u.must(err)
	ref := ledger.ItemRef{Kind: ledger.ApartKind, ID: e.Paper.Pictures[0]}
	item := u.vault.items[ref]
	item.Body = jpeg
	u.vault.items[ref] = item
	_, _, err = s.Picture(t.Context(), e.ID, ref.ID)
	fault(t, err, "picture.altered")
	e.Kind = entry.KindHealthNote
	_, err = s.Sign(t.Context(), e)
	fault(t, err, "picture.altered")
	delete(u.vault.items, ref)
	_, _, err = s.Picture(t.Context(), e.ID, ref.ID)
	fault(t, err, "picture.altered")
}

// An entry whose picture is gone can be corrected all the same.
func TestAPictureThatIsGoneKeepsNoCorrectionBack(t *testing.T) {
	u, s := filled(t)
	old := signed(t, s, pictured(t, u, s))
	delete(u.vault.items, ledger.ItemRef{Kind: ledger.ApartKind, ID: old.Paper.Pictures[0]})
	s = u.open("lena")
	e, err := s.Correction(old.ID)
	u.must(err)
	e.Text = "Sov oroligt."
	if _, err := s.Correct(t.Context(), e, "skrev fel"); err != nil {
		t.Error(err)
	}
}

// Only pictures, by what is in them, and none that is too large.
func TestWhatIsNoPicture(t *testing.T) {
	u, s := filled(t)
	e := note(t, s, "Natten", u.now)
	for code, raws := range map[string][][]byte{
		"picture.sort": {[]byte("MZ"), []byte("<svg onload=1>"), []byte("GIF89a"), []byte("%PD")},
		"picture.size": {nil, append(bytes.Clone(png), make([]byte, desk.MostPicture)...)},
	} {
		for _, raw := range raws {
			_, err := s.AttachPicture(t.Context(), e, "bild.png", raw)
			fault(t, err, code)
		}
	}
	for _, raw := range [][]byte{jpeg, pdf} {
		if _, err := s.AttachPicture(t.Context(), e, "bild", raw); err != nil {
			t.Error(err)
		}
	}
	u.vault.fails = func(ledger.Change) bool { return true }
	if _, err := s.AttachPicture(t.Context(), e, "bild.png", png); err == nil {
		t.Error("stored on a broken disk")
	}
	u.vault.fails = nil
	if len(u.apart()) != 2 {
		t.Errorf("%v", u.apart())
	}
	e.Paper = &entry.Paper{Name: "Bo Vik", Pictures: []string{"picture-social-borta"}}
	_, err := s.Sign(t.Context(), e)
	fault(t, err, "picture.gone")
}

// Given a choice that puts the entry behind another wall, when it is signed, then its pictures lie there too.
func TestPicturesFollowTheirEntryBehindItsWall(t *testing.T) {
	u, s := filled(t)
	e := pictured(t, u, s)
	e.Kind = entry.KindHealthNote
	u.vault.fails = func(ledger.Change) bool { return true }
	if _, err := s.Sign(t.Context(), e); err == nil {
		t.Fatal("signed on a broken disk")
	}
	u.vault.fails = nil
	if apart := u.apart(); apart[e.Paper.Pictures[0]] != access.AreaSocial {
		t.Fatalf("%v", apart)
	}
	got := signed(t, s, e)
	if apart := u.apart(); len(apart) != 1 || apart[got.Paper.Pictures[0]] != access.AreaHealth {
		t.Errorf("%v, signed with %v", apart, got.Paper.Pictures)
	}
	if _, raw, err := s.Picture(t.Context(), got.ID, got.Paper.Pictures[0]); err != nil || !bytes.Equal(raw, png) {
		t.Errorf("%d bytes, %v", len(raw), err)
	}
}

// The paper of a person with protected identity lies with the protected fields.
func TestAPictureOfAProtectedPersonsPaper(t *testing.T) {
	u, s := filled(t)
	e := note(t, s, "Natten", u.now)
	e.PersonID = s.People("Birgit")[0].ID
	id, err := s.AttachPicture(t.Context(), e, "bild.png", png)
	u.must(err)
	if u.apart()[id] != access.AreaProtected {
		t.Errorf("%v", u.apart())
	}
	u.add(s, "Bo Alm", "vårdbiträde", access.RoleStaff, access.AreaSocial)
	_, err = u.open("Bo Alm").AttachPicture(t.Context(), entry.Entry{ID: "x", Kind: entry.KindNote, PersonID: e.PersonID}, "bild.png", jpeg)
	fault(t, err, "access.closed")
}

// Given a picture of a paper about somebody whom the binder didn't know, when they turn out to have a
// protected identity, then only who may see protected fields looks at it.
func TestAPictureOfSomebodyWhoTurnsOutToBeProtected(t *testing.T) {
	u, s := filled(t)
	e := note(t, s, "Natten", u.now)
	e.PersonID, e.Subject, e.Paper = "", &entry.Subject{Name: "Okänd"}, &entry.Paper{Name: "Siv Ek"}
	id, err := s.AttachPicture(t.Context(), e, "bild.png", png)
	u.must(err)
	e.Paper.Pictures = []string{id}
	got := signed(t, s, e)
	_, err = s.Match(t.Context(), got.ID, s.People("Birgit")[0].ID)
	u.must(err)
	if _, raw, err := s.Picture(t.Context(), got.ID, id); err != nil || !bytes.Equal(raw, png) {
		t.Errorf("%d bytes, %v", len(raw), err)
	}
	u.add(s, "Bo Alm", "vårdbiträde", access.RoleStaff, access.AreaSocial)
	_, _, err = u.open("Bo Alm").Picture(t.Context(), got.ID, id)
	fault(t, err, "access.closed")
}

// A picture goes with the draft that is thrown away, stays when the copy of Lifecare goes, and goes with its
// entry; one that nobody uses goes with the copy.
func TestHowLongPicturesStay(t *testing.T) {
	u, s := filled(t)
	draft, err := s.SaveDraft(t.Context(), pictured(t, u, s))
	u.must(err)
	u.vault.fails = func(ledger.Change) bool { return true }
	if err := s.DiscardDraft(t.Context(), draft.ID); err == nil || len(u.apart()) != 1 {
		t.Fatalf("thrown away on a broken disk: %v, %v", err, u.apart())
	}
	u.vault.fails = nil
	u.must(s.DiscardDraft(t.Context(), draft.ID))
	if len(u.apart()) != 0 {
		t.Errorf("after the draft went: %v", u.apart())
	}
	kept := signed(t, s, pictured(t, u, s))
	unused, err := s.AttachPicture(t.Context(), note(t, s, "Ingen", u.now), "bild.jpg", jpeg)
	u.must(err)
	_, err = s.PurgeReplica(t.Context())
	u.must(err)
	id := kept.Paper.Pictures[0]
	if apart := u.apart(); len(apart) != 1 || apart[id] == 0 || apart[unused] != 0 {
		t.Fatalf("after the copy went: %v", apart)
	}
	if _, raw, err := s.Picture(t.Context(), kept.ID, id); err != nil || !bytes.Equal(raw, png) {
		t.Errorf("%d bytes, %v", len(raw), err)
	}
	rules := retention.Default()
	rules.Decision, rules.KeepDays = "SN 2026:14", map[retention.Law]int{retention.LawSocial: 60}
	u.must(s.SetRetention(t.Context(), rules))
	_, err = s.Reenter(t.Context(), kept.ID, "08:30", "")
	u.must(err)
	u.now = monday.AddDate(0, 0, 61)
	_, err = u.open("lena").PurgeEntries(t.Context())
	u.must(err)
	if len(u.apart()) != 0 {
		t.Errorf("after the entry went: %v", u.apart())
	}
}

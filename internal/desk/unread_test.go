package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
)

func headlinesOf(list []entry.Tracked) string {
	var all []string
	for _, t := range list {
		all = append(all, t.Headline)
	}
	return strings.Join(all, ", ")
}

// What others wrote since one's last shift is unread, newest first, until one says that one has read it;
// each reader for themselves, and also after the binder was locked.
func TestUnreadSinceTheLastShift(t *testing.T) {
	u, s := filled(t)
	signed(t, s, note(t, s, "Äldre", u.now.Add(-3*time.Hour)))
	newer := signed(t, s, note(t, s, "Nyare", u.now.Add(-time.Hour)))
	if len(s.Unread()) != 0 {
		t.Errorf("one's own is unread: %s", headlinesOf(s.Unread()))
	}
	sara := u.open("sara")
	if got := headlinesOf(sara.Unread()); got != "Nyare, Äldre" {
		t.Fatalf("unread: %s", got)
	}
	u.vault.fails = func(c ledger.Change) bool { return len(c.Puts) > 0 }
	if err := sara.MarkRead(t.Context()); err == nil || headlinesOf(sara.Unread()) != "Nyare, Äldre" {
		t.Errorf("read on a broken disk: %v", err)
	}
	u.vault.fails = nil
	u.must(sara.MarkRead(t.Context(), newer.ID))
	if got := headlinesOf(sara.Unread()); got != "Äldre" {
		t.Errorf("after one was read: %s", got)
	}
	u.must(sara.MarkRead(t.Context()))
	records := len(u.vault.records)
	u.must(sara.MarkRead(t.Context())) // nothing is new: nothing is stored
	if len(sara.Unread()) != 0 || len(u.vault.records) != records {
		t.Errorf("unread: %s, %d records more", headlinesOf(sara.Unread()), len(u.vault.records)-records)
	}
	u.must(sara.Lock())
	if maja := u.open("maja"); len(maja.Unread()) != 2 {
		t.Errorf("to Maja: %s", headlinesOf(maja.Unread()))
	}
	s = u.open("lena")
	u.now = u.now.Add(time.Hour)
	signed(t, s, note(t, s, "Sent inskriven", u.now.Add(-10*time.Hour)))
	if got := headlinesOf(u.open("sara").Unread()); got != "Sent inskriven" {
		t.Errorf("on the next shift: %s", got)
	}
	if lines := u.logLines(access.ActionNotes); len(lines) != 2 || lines[0].Name != "sara" || lines[1].Detail != "1" {
		t.Errorf("the log: %+v", lines)
	}
}

// What was read is news again once it was struck; a correction is news, and the old version isn't.
func TestWhatWasStruckOrCorrectedIsNews(t *testing.T) {
	u, s := filled(t)
	struck := signed(t, s, note(t, s, "Struken", u.now.Add(-2*time.Hour)))
	old := signed(t, s, note(t, s, "Rättad", u.now.Add(-time.Hour)))
	u.must(u.open("sara").MarkRead(t.Context()))
	s = u.open("lena")
	_, err := s.Strike(t.Context(), struck.ID, "fel person")
	u.must(err)
	e, err := s.Correction(old.ID)
	u.must(err)
	_, err = s.Correct(t.Context(), e, "fel ord")
	u.must(err)
	sara := u.open("sara")
	if got := headlinesOf(sara.Unread()); got != "Rättad, Struken" {
		t.Fatalf("unread: %s", got)
	}
	u.must(sara.MarkRead(t.Context()))
	if got := headlinesOf(u.open("sara").Unread()); got != "" {
		t.Errorf("still unread: %s", got)
	}
}

// Nobody is shown a month of news; the notes are there all the same.
func TestOldNewsIsNoNews(t *testing.T) {
	u, s := filled(t)
	signed(t, s, note(t, s, "Gammal", u.now.Add(-time.Hour)))
	u.now = u.now.AddDate(0, 0, 31)
	sara := u.open("sara")
	if len(sara.Unread()) != 0 {
		t.Errorf("unread: %s", headlinesOf(sara.Unread()))
	}
	if rows := sara.NotesSince(time.Time{}, ""); len(rows) != 1 || rows[0].Unread {
		t.Errorf("%+v", rows)
	}
}

// The notes of the unit and of one person, newest first, with names, also of who isn't in the binder.
func TestTheNotesOfTheUnitAndOfAPerson(t *testing.T) {
	u, s := filled(t)
	signed(t, s, note(t, s, "Elsas", u.now.Add(-3*time.Hour)))
	other := note(t, s, "Åkes", u.now.Add(-2*time.Hour))
	other.PersonID = s.People("Åke")[0].ID
	signed(t, s, other)
	local := note(t, s, "Okänd", u.now.Add(-time.Hour))
	local.PersonID, local.Subject = "", &entry.Subject{Name: "Ny Person"}
	signed(t, s, local)
	told := func(rows []desk.NoteRow) (all []string) {
		for _, r := range rows {
			all = append(all, r.Headline+" "+r.PersonName)
		}
		return all
	}
	sara := u.open("sara")
	if got := told(sara.NotesSince(time.Time{}, "")); !slices.Equal(got, []string{"Okänd Ny Person", "Åkes Åke Ström", "Elsas Elsa Lund"}) {
		t.Errorf("%q", got)
	}
	if got := told(sara.NotesSince(u.now.Add(-2*time.Hour), "")); len(got) != 2 {
		t.Errorf("since two hours: %q", got)
	}
	rows := sara.NotesSince(time.Time{}, other.PersonID)
	if got := told(rows); !slices.Equal(got, []string{"Åkes Åke Ström"}) || !rows[0].Unread {
		t.Errorf("%q", got)
	}
	u.add(u.open("lena"), "Siv Alm", "systemförvaltare", access.RoleSteward)
	siv := u.open("Siv Alm")
	if len(siv.NotesSince(time.Time{}, "")) != 0 || len(siv.Unread()) != 0 {
		t.Error("the steward reads notes")
	}
	fault(t, siv.MarkRead(t.Context()), "access.not_allowed")
}

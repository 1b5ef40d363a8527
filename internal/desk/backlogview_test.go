package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// headlines are the rows of a list by their headlines.
func headlines(v desk.BacklogView) string {
	var list []string
	for _, r := range v.Rows {
		list = append(list, r.Headline)
	}
	return strings.Join(list, ", ")
}

// One's own come first, and of each the one with the nearest mark; marks are those of the form, not of
// the list.
func TestTheBacklogIsInTheOrderOfItsMarks(t *testing.T) {
	u, lena := filled(t)
	for headline, hours := range map[string]int{"igår": 20, "i förrgår": 47, "för länge sedan": 50, "nyss": 1} {
		signed(t, lena, note(t, lena, headline, u.now.Add(-time.Duration(hours)*time.Hour)))
	}
	sara := u.open("sara")
	signed(t, sara, note(t, sara, "Saras", u.now.Add(-60*time.Hour)))
	lena = u.open("lena")

	v := lena.Backlog(desk.BacklogFilter{})
	if got := headlines(v); got != "för länge sedan, i förrgår, igår, nyss, Saras" {
		t.Errorf("rows: %s", got)
	}
	for _, r := range v.Rows {
		late := r.Headline == "för länge sedan" || r.Headline == "Saras"
		if r.Next == nil || r.Late != late || r.PersonName != "Elsa Lund" || r.Title != "Anteckning SoL/LSS" {
			t.Errorf("%s: %+v", r.Headline, r)
		}
		if want := r.EventTime.Add(48 * time.Hour); !late && (!r.Next.At.Equal(want) || r.Next.Source != "rutinen 5.3") {
			t.Errorf("%s has the mark %+v, want %v", r.Headline, r.Next, want)
		}
	}
	for want, f := range map[string]desk.BacklogFilter{
		"för länge sedan, Saras": {Due: entry.DueLate},
		"Saras":                  {Others: true},
		"för länge sedan, i förrgår, igår, nyss": {Mine: true},
		"igår": {Text: "IGÅR elsa"},
		"":     {State: entry.StateEntered},
		"nyss": {From: u.now.Add(-2 * time.Hour)},
	} {
		if got := headlines(lena.Backlog(f)); got != want {
			t.Errorf("%+v gives %q, want %q", f, got, want)
		}
	}
	byDue := v.Groups[entry.ByDue]
	at := slices.IndexFunc(byDue, func(g entry.Group) bool { return g.Key == string(entry.DueLate) })
	if at != 0 || byDue[at].Waiting != 2 || byDue[at].Late != 2 {
		t.Errorf("by mark: %+v", byDue)
	}
	if who := v.Groups[entry.ByResponsible]; len(who) != 2 || who[0].Waiting+who[1].Waiting != 5 {
		t.Errorf("by responsible: %+v", who)
	}
	if v.States[entry.StateSigned] != 5 || v.Progress != (entry.Progress{Total: 5}) || v.AllDone || len(v.Tallies) != 1 || v.Tallies[0].Total != 5 {
		t.Errorf("%v, %+v, %+v", v.States, v.Progress, v.Tallies)
	}
}

// Each entry counts once: what was struck or corrected before it came into Lifecare is not missing, what
// was struck afterwards has to be marked there.
func TestProgressCountsEachEntryOnce(t *testing.T) {
	u, s := filled(t)
	at := u.now.Add(-time.Hour)
	early, late, old, done := signed(t, s, note(t, s, "struken före", at)), signed(t, s, note(t, s, "struken efter", at)), signed(t, s, note(t, s, "rättad", at)), signed(t, s, note(t, s, "införd", at))
	for _, n := range []*entry.Tracked{late, done} {
		_, err := s.Reenter(t.Context(), n.ID, "08:00", "")
		u.must(err)
	}
	for _, n := range []*entry.Tracked{early, late} {
		_, err := s.Strike(t.Context(), n.ID, "Fel person")
		u.must(err)
	}
	_, err := s.Claim(t.Context(), early.ID, "")
	fault(t, err, "entry.ended")
	_, err = s.Reenter(t.Context(), early.ID, "08:00", "")
	fault(t, err, "entry.ended")
	next, err := s.Correction(old.ID)
	u.must(err)
	next.Text = "Sov oroligt."
	if _, err := s.Correct(t.Context(), next, "Fel text"); err != nil {
		t.Fatal(err)
	}
	v := s.Backlog(desk.BacklogFilter{})
	if v.Progress != (entry.Progress{Done: 1, Total: 2, Undo: 1}) {
		t.Errorf("progress %+v", v.Progress)
	}
	if got := headlines(v); got != "struken efter, rättad" && got != "rättad, struken efter" {
		t.Errorf("left to do: %s", got)
	}
	if i := slices.IndexFunc(v.Rows, func(r desk.BacklogRow) bool { return r.ID == late.ID }); i < 0 || !v.Rows[i].Undo {
		t.Error("nobody is told to take it out of Lifecare")
	}
	if _, err := s.Reenter(t.Context(), next.ID, "08:10", ""); err != nil {
		t.Fatal(err)
	}
	if v := s.Backlog(desk.BacklogFilter{}); v.AllDone || v.Progress.Done != 2 || v.Progress.Total != 2 {
		t.Errorf("all done although a struck one stands in Lifecare: %+v", v.Progress)
	}
	if _, err := s.Undone(t.Context(), late.ID, "08:15"); err != nil {
		t.Fatal(err)
	}
	if v := s.Backlog(desk.BacklogFilter{}); !v.AllDone || len(v.Rows) != 0 || v.Progress != (entry.Progress{Done: 2, Total: 2}) {
		t.Errorf("2 of 2 and nothing left: %+v, %d rows", v.Progress, len(v.Rows))
	}
	p, err := s.EntryProof(time.Time{}, time.Time{})
	if err != nil || p.Done != 2 || p.Total != 2 || !p.Complete || len(p.Entries) != 5 {
		t.Errorf("the report: %d of %d, complete %v, %d entries, %v", p.Done, p.Total, p.Complete, len(p.Entries), err)
	}
}

// "All done" is never said of what the opener can't see (requirement 26).
func TestWhatIsBehindAWallIsNeverCountedAsDone(t *testing.T) {
	u, lena := filled(t)
	u.add(lena, "Bo Alm", "undersköterska", access.RoleStaff, access.AreaSocial)
	n := signed(t, lena, note(t, lena, "Tillsyn", u.now.Add(-time.Hour)))
	if _, err := lena.Reenter(t.Context(), n.ID, "08:00", ""); err != nil {
		t.Fatal(err)
	}
	bo := u.open("Bo Alm")
	if v := bo.Backlog(desk.BacklogFilter{}); !v.AllDone || len(v.Closed) != 0 {
		t.Errorf("nothing lies behind the wall, yet: %+v", v.Closed)
	}
	lena = u.open("lena")
	wound := note(t, lena, "Sår", u.now.Add(-time.Hour))
	wound.Kind = entry.KindHealthNote
	wound = signed(t, lena, wound).Entry

	bo = u.open("Bo Alm")
	v := bo.Backlog(desk.BacklogFilter{})
	if v.AllDone || bo.AllDone() || len(v.Rows) != 0 || v.Progress != (entry.Progress{Done: 1, Total: 1}) {
		t.Errorf("all done %v, %+v", v.AllDone, v.Progress)
	}
	if len(v.Closed) != 1 || v.Closed[0].Area != access.AreaHealth || v.Closed[0].Count != 1 || !slices.Contains(v.Closed[0].Who, "Lena Ek, undersköterska") {
		t.Errorf("closed: %+v", v.Closed)
	}
	p, err := bo.EntryProof(time.Time{}, time.Time{})
	if err != nil || p.Complete || len(p.Closed) != 1 || p.Closed[0].Area == "" || !strings.Contains(p.Closed[0].Who, "Lena Ek") {
		t.Errorf("the report: %+v, %v", p.Closed, err)
	}
	if _, err := bo.Claim(t.Context(), wound.ID, "nyfiken"); err == nil {
		t.Error("Bo claims what he can't read")
	}
	lena = u.open("lena")
	if _, err := lena.Reenter(t.Context(), wound.ID, "08:20", ""); err != nil {
		t.Fatal(err)
	}
	if v := lena.Backlog(desk.BacklogFilter{}); !v.AllDone || !lena.AllDone() || len(v.Closed) != 0 {
		t.Errorf("Lena has every key: %+v", v)
	}
	if v := u.open("Bo Alm").Backlog(desk.BacklogFilter{}); v.AllDone {
		t.Error("Bo can't know that it is entered")
	}
}

// Who may not enter anything sees no list.
func TestTheBacklogIsForWhoMayEnter(t *testing.T) {
	u, lena := filled(t)
	u.add(lena, "Siv Sten", "förvaltare", access.RoleSteward)
	signed(t, lena, note(t, lena, "Tillsyn", u.now.Add(-time.Hour)))
	siv := u.open("Siv Sten")
	if v := siv.Backlog(desk.BacklogFilter{}); len(v.Rows)+len(v.Groups)+v.Progress.Total != 0 {
		t.Errorf("the steward sees %+v", v)
	}
	_, err := siv.EntryProof(time.Time{}, time.Time{})
	fault(t, err, "access.not_allowed")
	if id, more := siv.NextToEnter(""); more {
		t.Errorf("the steward is given %s", id)
	}
}

// Somebody of whom the binder knows nothing more is named as it was signed.
func TestARowNamesWhoIsGoneFromTheReplica(t *testing.T) {
	u, lena := filled(t)
	signed(t, lena, note(t, lena, "Tillsyn", u.now.Add(-time.Hour)))
	only := register()
	only.Incoming = only.Incoming[1:]
	u.read(lena, "register2", only)
	rows := u.open("lena").Backlog(desk.BacklogFilter{}).Rows
	if len(rows) != 1 || rows[0].PersonName != "Elsa Lund" {
		t.Errorf("%d rows, about %q", len(rows), rows[0].PersonName)
	}
}

// A backlog of ten thousand is filtered and counted while somebody types.
func TestALongBacklogIsFilteredAtOnce(t *testing.T) {
	u, lena := filled(t)
	p, err := lena.Person(string(elsa.PersonalID))
	u.must(err)
	by := entry.Author{Identity: "lena", Name: "Lena Ek", Title: "undersköterska"}
	for i := range 10_000 {
		e := entry.Entry{ID: fmt.Sprintf("n%06d", i), Kind: entry.KindNote, PersonID: p.ID, Subject: &entry.Subject{Name: "Elsa Lund"}, Area: access.AreaSocial, Author: by,
			EventTime: u.now.Add(-time.Duration(i) * time.Minute).In(care.Stockholm), WrittenTime: u.now, Headline: "Tillsyn", Text: fmt.Sprintf("Sov lugnt, natt %d.", i)}
		u.happened(entry.Tracked{Entry: e}, entry.Event{Type: entry.EventSigned, By: by, Entry: &e})
	}
	lena = u.open("lena")
	lena.Backlog(desk.BacklogFilter{})
	for what, c := range map[string]struct {
		filter desk.BacklogFilter
		want   int
	}{"some words": {desk.BacklogFilter{Text: "natt 777"}, 19}, "everything": {desk.BacklogFilter{}, 10_000}} {
		best := time.Hour
		for range 5 {
			began := time.Now()
			v := lena.Backlog(c.filter)
			best = min(best, time.Since(began))
			if len(v.Rows) != c.want || v.Progress.Total != 10_000 {
				t.Fatalf("%d rows of %d", len(v.Rows), v.Progress.Total)
			}
		}
		t.Logf("10,000 entries filtered by %s and counted in %v", what, best)
	}
}

package desk_test

import (
	"slices"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/outage"
)

func factOf(t *testing.T, s *desk.Session, id string) desk.FactRow {
	t.Helper()
	rows := s.Facts()
	i := slices.IndexFunc(rows, func(r desk.FactRow) bool { return r.ID == id })
	if i < 0 {
		t.Fatalf("no fact %s", id)
	}
	return rows[i]
}

// Given a fact that the routine leaves open, when the unit head settles it, then the whole binder goes by
// the answer, who and when is known, and taking it back leaves it open as before.
func TestAnOpenFactIsSettledAndOpenedAgain(t *testing.T) {
	u, s := catalogued(t)
	open := len(s.Catalogue().OpenFacts())
	if row := factOf(t, s, "homecare_hours"); row.Settled != nil || row.Quote == "" || row.Owner == "" {
		t.Fatalf("settled from the start: %+v", row)
	}
	u.must(s.SettleFact(t.Context(), "homecare_hours", " 12  timmar "))
	u.now = u.now.Add(time.Hour)
	for i, s := range []*desk.Session{s, u.open("sara")} {
		row := factOf(t, s, "homecare_hours")
		if row.Settled == nil || row.Settled.Minutes != 720 || row.By != "Lena Ek" || !row.At.Equal(monday) {
			t.Errorf("%d: %+v", i, row)
		}
		if got := len(s.Catalogue().OpenFacts()); got != open-1 {
			t.Errorf("%d: %d open facts", i, got)
		}
		if got := minutesOf(s.Catalogue(), "homecare_hours"); !slices.Contains(got, 720) {
			t.Errorf("%d: no clock counts it: %v", i, got)
		}
	}
	s = u.open("lena")
	u.must(s.UnsettleFact(t.Context(), "homecare_hours"))
	if row := factOf(t, u.open("lena"), "homecare_hours"); row.Settled != nil || len(u.open("lena").Catalogue().OpenFacts()) != open {
		t.Errorf("%+v", row)
	}
	if n := len(u.bodies(ledger.KindReady)); n != 2 || len(u.logLines(access.ActionCatalogue)) != 2 {
		t.Errorf("%d records, %d lines", n, len(u.logLines(access.ActionCatalogue)))
	}
}

// minutesOf are the times of effects that once rested on a fact.
func minutesOf(c outage.Catalogue, fact string) []int {
	var minutes []int
	answer, _ := c.Answered(fact)
	for _, f := range c.Failures {
		for _, e := range f.Effects {
			if e.Minutes == answer.Minutes && e.Minutes > 0 {
				minutes = append(minutes, e.Minutes)
			}
		}
	}
	return minutes
}

func TestWhatIsNoAnswer(t *testing.T) {
	u, s := catalogued(t)
	fault(t, s.SettleFact(t.Context(), "homecare_hours", "länge"), "outage.fact_duration")
	fault(t, s.SettleFact(t.Context(), "homecare_hours", "  "), "outage.fact_empty")
	fault(t, s.SettleFact(t.Context(), "nattens_fraga", "ja"), "outage.no_fact")
	fault(t, s.SettleFact(t.Context(), "office_hours", "8 till 16, fråga Elsa Lund"), "outage.person")
	fault(t, s.SettleFact(t.Context(), "office_hours", "19240129-7250"), "outage.number")
	fault(t, s.PutOnChecklist(t.Context(), "homecare_hours", "patch-1999-13"), "planned.unknown")
	fault(t, u.open("sara").SettleFact(t.Context(), "homecare_hours", "12 timmar"), "access.not_allowed")
	if n := len(u.bodies(ledger.KindReady)); n != 0 {
		t.Errorf("%d records", n)
	}
}

// A number that the routine leaves open is the same fact in the contact book and among the open facts.
func TestANumberOfTheContactBookSettlesItsFact(t *testing.T) {
	u, _ := catalogued(t)
	set := func(number string) {
		s := u.open("lena")
		book := s.Contacts()
		i := slices.IndexFunc(book, func(c outage.Contact) bool { return c.Open == "manager_number" })
		book[i].Number = number
		u.must(s.SetContacts(t.Context(), book))
	}
	number := func(s *desk.Session) string {
		book := s.Catalogue().Contacts
		return book[slices.IndexFunc(book, func(c outage.Contact) bool { return c.Open == "manager_number" })].Number
	}
	set("0980-319 210")
	s := u.open("lena")
	if row := factOf(t, s, "manager_number"); row.Settled == nil || row.Settled.Value != "0980-319 210" || number(s) != "0980-319 210" {
		t.Errorf("%+v, %q", row, number(s))
	}
	u.must(s.SettleFact(t.Context(), "manager_number", "0980-319 211"))
	if got := number(u.open("lena")); got != "0980-319 211" {
		t.Errorf("the book says %q", got)
	}
	set("")
	if row := factOf(t, u.open("lena"), "manager_number"); row.Settled != nil || number(u.open("lena")) != "" {
		t.Errorf("%+v", row)
	}
}

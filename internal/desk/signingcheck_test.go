package desk_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// shows is a Lifecare that shows signings.
type shows struct {
	list  []entry.ShownSigning
	loose bool
	err   error
	asked []desk.SigningPeriod
	while func() // as it is asked
}

func (l *shows) Signings(_ context.Context, p desk.SigningPeriod) (desk.ShownSignings, error) {
	l.asked = append(l.asked, p)
	if l.while != nil {
		l.while()
	}
	return desk.ShownSignings{List: l.list, Loose: l.loose}, l.err
}

// showing is a unit whose Lifecare shows signings, with two activities of Elsa's and none of Åke's.
func showing(t *testing.T) (*unit, *shows, *desk.Session) {
	t.Helper()
	u, _, s := live(t)
	l := &shows{}
	u.desk.Signings = func(desk.Connection) (desk.SigningReader, error) { return l, nil }
	person := &care.Person{PersonalID: elsa.PersonalID, Given: "Elsa", Family: "Lund"}
	u.read(s, "clients", care.Batch{Format: "lifecare.clients", Kinds: []care.Kind{care.KindPerson}, Incoming: []care.Incoming{{Row: 1, Whose: elsa, Item: person}}})
	activity := func(row int, number, title string) care.Incoming {
		o := &care.HealthOrder{Title: title, Text: "Morgon"}
		o.SourceID = number
		return care.Incoming{Row: row, Whose: elsa, Item: o}
	}
	u.read(s, "uppdrag", care.Batch{Format: "lifecare.hsl_activities", Kinds: []care.Kind{care.KindHealthOrder},
		Incoming: []care.Incoming{activity(1, "activity:85", "Överlämna dosett"), activity(2, "activity:86", "Insulin"), activity(3, "order:85", "Ge dosett")}})
	return u, l, s
}

// entered signs a dose and marks it as entered by hand.
func (u *unit) enteredDose(s *desk.Session, at time.Time) string {
	u.t.Helper()
	d := doses(u.t, s, at)
	if _, err := s.Reenter(u.t.Context(), d.ID, "LC 1", ""); err != nil {
		u.t.Fatal(err)
	}
	return d.ID
}

func checked(t *testing.T, s *desk.Session) desk.SigningCheck {
	t.Helper()
	check, err := s.CheckSignings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return check
}

// Of the doses that wait for a second person it is said what Lifecare shows, in words; they still
// wait, and whose was looked at stands in the log.
func TestSigningsAreComparedAndStillWait(t *testing.T) {
	u, l, s := showing(t)
	if check := checked(t, s); len(check.Rows) != 0 || len(l.asked) != 0 {
		t.Errorf("Lifecare is asked for nothing: %+v", l.asked)
	}
	at := u.now.Add(-time.Hour)
	first, second := u.enteredDose(s, at), u.enteredDose(s, at.Add(30*time.Minute))
	doses(t, s, at) // waits to be entered: nothing to compare
	l.list = []entry.ShownSigning{{ID: "1", Activity: "85", Done: true, Performed: at.Add(time.Minute).UTC(), By: "Lena Ek", Title: "Undersköterska"},
		{ID: "2", Activity: "86", Performed: at.Add(31 * time.Minute).UTC(), By: "Per Alm", Reason: "Sov"}}
	before := len(u.vault.logged())
	check := checked(t, s)
	if len(check.Rows) != 2 || check.Count(entry.SigningFound) != 1 || check.Count(entry.SigningDiffers) != 1 {
		t.Fatalf("%+v", check)
	}
	if r := check.Rows[0]; r.EntryID != first || r.PersonName != "Elsa Lund" || len(r.Says) != 0 ||
		!strings.HasPrefix(r.Shows, "Lifecare visar: utförd ") || !strings.HasSuffix(r.Shows, "av Lena Ek, Undersköterska") {
		t.Errorf("%+v", r)
	}
	if r := check.Rows[1]; r.EntryID != second || !strings.Contains(r.Shows, "inte utförd") || !strings.Contains(strings.Join(r.Says, " "), "Insulin i Lifecare") ||
		!slices.Equal(r.Differs, []entry.SigningFact{entry.FactOutcome, entry.FactOrder, entry.FactWho}) {
		t.Errorf("%+v", r)
	}
	p := l.asked[0]
	if !slices.Equal(p.Activities, []string{"85", "86"}) || !p.From.Before(at) || p.To.Sub(p.From) != 48*time.Hour {
		t.Errorf("asked for %+v", p)
	}
	u.state(s, first, entry.StateEntered)
	if lines := u.vault.logged()[before:]; len(lines) != 1 || !strings.Contains(lines[0], "signing") {
		t.Errorf("the log says %q", lines)
	}
	u.now = u.now.AddDate(0, 0, 100)
	asked := len(l.asked)
	if check := checked(t, s); check.Count(entry.SigningUnmatched) != 2 || !strings.Contains(check.Rows[0].Says[0], "92 dagar") || len(l.asked) != asked {
		t.Errorf("what is older than a quarter is compared: %+v", check.Rows)
	}
}

// One that a second person compared keeps its signing in Lifecare: another dose doesn't get it.
func TestAComparedDoseKeepsItsSigning(t *testing.T) {
	u, l, s := showing(t)
	at := u.now.Add(-time.Hour)
	first := u.enteredDose(s, at)
	l.list = []entry.ShownSigning{{ID: "1", Activity: "85", Done: true, Performed: at.UTC(), By: "Lena Ek"}}
	if _, err := u.open("sara").VerifyEntry(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	s = u.open("lena")
	second := u.enteredDose(s, at.Add(3*time.Minute))
	if check := checked(t, s); len(check.Rows) != 1 || check.Rows[0].EntryID != second || check.Rows[0].Outcome != entry.SigningMissing {
		t.Errorf("%+v", check)
	}
	l.loose = true
	if r := checked(t, s).Rows[0]; r.Outcome != entry.SigningUnmatched || !strings.Contains(r.Says[0], "listan ändrades") {
		t.Errorf("a list that moved: %+v", r)
	}
}

// Without a connection, or when Lifecare says no, that is told and nothing else; one that is locked
// meanwhile tells nothing.
func TestSigningsThatCannotBeCompared(t *testing.T) {
	u, l, s := showing(t)
	u.enteredDose(s, u.now.Add(-time.Hour))
	if !s.CanCheckSignings() {
		t.Error("they can't be compared")
	}
	l.err = text.NewFault("lifecare.busy")
	if check, err := s.CheckSignings(t.Context()); !text.IsFault(err, "lifecare.busy") || len(check.Rows) != 0 {
		t.Errorf("%+v, %v", check, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	l.err, l.while = nil, stop
	if check, err := s.CheckSignings(ctx); !errors.Is(err, context.Canceled) || len(check.Rows) != 0 {
		t.Errorf("a binder that is locked meanwhile tells %+v, %v", check, err)
	}
	l.while = nil
	u.desk.Signings = nil
	again := u.open("lena")
	_, err := again.CheckSignings(t.Context())
	fault(t, err, "connection.none_possible")
	if again.CanCheckSignings() {
		t.Error("they can be compared over nothing")
	}
	u.desk.Signings = func(desk.Connection) (desk.SigningReader, error) { return nil, errors.New("no address") }
	if _, err := u.open("lena").CheckSignings(t.Context()); err == nil {
		t.Error("an address that is none is passed over")
	}
}

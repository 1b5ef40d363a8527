package desk_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
)

// wrote is an entry of a kind with its values, in place of a note.
func wrote(kind entry.Kind, values map[string]string) func(*entry.Entry) {
	return func(e *entry.Entry) { e.Kind, e.Headline, e.Text, e.Values = kind, "", "", values }
}

// stayCodes are why a row stays for a person.
func stayCodes(r desk.DeliveryRow) string {
	var list []string
	for _, f := range r.Missing {
		list = append(list, strings.TrimPrefix(f.Code, "delivery."))
	}
	return strings.Join(list, " ")
}

// Visits and meals go with what Lifecare has fields for; what only words can say stays for a person.
func TestWaysOfTheInterface(t *testing.T) {
	cancelled := map[string]string{"outcome": "cancelled", "cancelled_reason": "hospital", "double": "no"}
	for name, c := range map[string]struct {
		kind   entry.Kind
		values map[string]string
		stays  string
		check  func(desk.Sending) bool
	}{
		"a cancelled visit": {"attendance", with(cancelled, "cancelled_minutes", "20"), "", func(s desk.Sending) bool {
			return s.Ends.Sub(s.Happened) == 20*time.Minute && s.Reason == "På sjukhus"
		}},
		"cancelled, of no length":  {"attendance", cancelled, "no_end", nil},
		"done beside the plan":     {"attendance", map[string]string{"outcome": "done", "end": "23:59", "services_done": "Dusch", "double": "no"}, "visit_words", nil},
		"partly done":              {"attendance", map[string]string{"outcome": "partly", "end": "23:59", "services_done": "Dusch", "services_not_done": "Mat", "why": "Ville inte", "double": "no"}, "visit_partly", nil},
		"declined beside the plan": {"attendance", map[string]string{"outcome": "declined", "services_not_done": "Dusch", "why": "Ville inte", "double": "no"}, "visit_words no_end", nil},
		"a meal": {"meals", map[string]string{"meal": "evening", "day_from": "2026-11-22", "count": "2", "reason": "Gäst"}, "", func(s desk.Sending) bool {
			return s.Meal == "evening" && s.Quantity == 2 && s.Reason == "Gäst" && s.Happened.Day() == 22 && s.Ends.Equal(s.Happened)
		}},
		"meals of one day":          {"meals", map[string]string{"meal": "main", "day_from": "2026-11-22", "day_to": "2026-11-22", "count": "1"}, "", func(s desk.Sending) bool { return s.Staff.ID == 0 }},
		"meals of several days":     {"meals", map[string]string{"meal": "main", "day_from": "2026-11-20", "day_to": "2026-11-22", "count": "1"}, "several_days", nil},
		"a visit with two of staff": {"attendance", with(cancelled, "cancelled_minutes", "20", "double", "yes", "second_name", "Bo Alm"), "", func(s desk.Sending) bool { return s.Double }},
	} {
		t.Run(name, func(t *testing.T) {
			u, p, s := posting(t)
			u.noteOf(s, "Elsa", wrote(c.kind, c.values))
			plan := planOf(t, s)
			if len(plan.Rows) != 1 || stayCodes(plan.Rows[0]) != c.stays {
				t.Fatalf("it stays for %q", stayCodes(plan.Rows[0]))
			}
			if c.check == nil {
				return
			}
			u.takeOver(s)
			if _, err := s.Deliver(t.Context(), nil, nil); err != nil || len(p.sent) != 1 || !c.check(p.sent[0]) {
				t.Errorf("%+v, %v", p.sent, err)
			}
		})
	}
}

func with(values map[string]string, more ...string) map[string]string {
	all := map[string]string{}
	for id, v := range values {
		all[id] = v
	}
	for i := 0; i < len(more); i += 2 {
		all[more[i]] = more[i+1]
	}
	return all
}

// A visit that followed its plan goes with both times, and past midnight the end is the next day's.
func TestAVisitThatFollowedItsPlan(t *testing.T) {
	u, p, s := posting(t)
	u.read(s, "slingor", day(monday))
	var late desk.Beginning
	for _, r := range s.Schedule(monday, "").Routes {
		for _, v := range r.Visits {
			if v.Route == "Natt" {
				late.VisitID = v.ID
			}
		}
	}
	e, err := s.Begin(late)
	if err != nil {
		t.Fatal(err)
	}
	u.now = monday.Add(30 * time.Hour)
	e.Values["outcome"] = "done"
	if _, err := s.Sign(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	u.takeOver(s)
	result, err := s.Deliver(t.Context(), nil, nil)
	if err != nil || result.Entered != 1 {
		t.Fatalf("%+v, %v, %s", result, err, stayCodes(planOf(t, s).Rows[0]))
	}
	if got := p.sent[0]; got.Way != form.ByVisit || got.Ends.Sub(got.Happened) != 8*time.Hour || got.Ends.Day() == got.Happened.Day() || got.Law != "LSS" || got.Execution != 58 {
		t.Errorf("%+v", got)
	}
}

// What a colleague found wrong in Lifecare isn't sent again by itself, and a correction of what already
// counts in Lifecare by hand isn't, either.
func TestWhatMayStandInLifecareStays(t *testing.T) {
	u, _, s := posting(t)
	if _, err := s.AddUser(t.Context(), desk.NewUser{Name: "Bo Alm", Title: "undersköterska", Role: access.RoleAdministrator, Passphrase: "en lång fras"}); err != nil {
		t.Fatal(err)
	}
	note := u.noteOf(s, "Elsa")
	visit := u.noteOf(s, "Elsa", wrote("attendance", map[string]string{"outcome": "cancelled", "cancelled_reason": "away", "cancelled_minutes": "20", "double": "no"}))
	for _, id := range []string{note, visit} {
		if _, err := s.Reenter(t.Context(), id, "07:10", ""); err != nil {
			t.Fatal(err)
		}
	}
	newer, err := s.Correction(visit)
	if err != nil {
		t.Fatal(err)
	}
	newer.Values["cancelled_minutes"] = "25"
	if _, err := s.Correct(t.Context(), newer, "Fel tid"); err != nil {
		t.Fatal(err)
	}
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	s = u.open("Bo Alm")
	if _, err := s.Return(t.Context(), note, "Den finns inte där"); err != nil {
		t.Fatal(err)
	}
	plan := planOf(t, s)
	if len(plan.Rows) != 2 || stayCodes(plan.Rows[0]) != "returned" || stayCodes(plan.Rows[1]) != "earlier_entered" {
		t.Errorf("%+v", plan.Rows)
	}
}

// A paper that a colleague wrote down goes in the writer's name and is left for them to sign.
func TestAPaperGoesInItsWritersName(t *testing.T) {
	u, p, s := posting(t)
	p.known.Staff = append(p.known.Staff, desk.DirectoryStaff{ID: 503, Name: "Bo Alm", Title: "Undersköterska", Units: []int{10}})
	u.noteOf(s, "Elsa", func(e *entry.Entry) {
		e.Paper = &entry.Paper{Name: "Bo Alm", Title: "undersköterska", WrittenTime: monday.Add(-time.Hour)}
	})
	u.takeOver(s)
	if _, err := s.Deliver(t.Context(), nil, nil); err != nil || len(p.sent) != 1 || p.sent[0].Staff.ID != 503 || p.sent[0].Signed || !p.sent[0].Written.Equal(monday.Add(-time.Hour)) {
		t.Errorf("%+v, %v", p.sent, err)
	}
}

// A text in parts says which part each is.
func TestPartsSayWhichTheyAre(t *testing.T) {
	u, p, s := posting(t)
	u.noteOf(s, "Elsa", func(e *entry.Entry) { e.Text = strings.Repeat("Hon sov gott hela natten. ", 400) })
	u.takeOver(s)
	result, err := s.Deliver(t.Context(), nil, nil)
	if err != nil || result.Entered < 2 || !strings.HasPrefix(p.sent[0].Text, "(del 1 av 2)\n") || !strings.HasPrefix(p.sent[1].Text, "(del 2 av 2)\n") {
		t.Errorf("%+v, %v", result, err)
	}
}

package desk_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// post is a Lifecare that answers as it is told, entry by entry.
type post struct {
	mu      sync.Mutex
	known   desk.Directory
	lookErr error
	answer  func(desk.Sending) (desk.Answer, error)
	sent    []desk.Sending
	next    int
	before  func(desk.Sending) // while the entry leaves
}

func (p *post) Look(context.Context) (desk.Directory, error) { return p.known, p.lookErr }

func (p *post) Fields(s desk.Sending) []desk.SentField {
	return []desk.SentField{{Name: "external", Value: s.External}, {Name: "text", Value: s.Text}}
}

func (p *post) Send(_ context.Context, s desk.Sending) (desk.Answer, error) {
	if p.before != nil {
		p.before(s)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sent = append(p.sent, s)
	if p.answer != nil {
		return p.answer(s)
	}
	p.next++
	return desk.Answer{Outcome: desk.OutcomeEntered, Number: fmt.Sprint(4000 + p.next), At: monday.UTC()}, nil
}

// posting is a unit whose laptop delivers, with Elsa and Åke known to Lifecare as 1000 and 1001.
func posting(t *testing.T) (*unit, *post, *desk.Session) {
	t.Helper()
	u, _, s := live(t)
	p := &post{known: desk.Directory{
		Units: []desk.DirectoryUnit{{ID: 10, Name: "hemtjänst  norr", Active: true}, {ID: 11, Name: "Hemtjänst Söder", Active: true}},
		Staff: []desk.DirectoryStaff{{ID: 500, Name: "Lena Ek", Title: "Undersköterska", Number: "192403027093", UserID: "leek", Units: []int{10}},
			{ID: 501, Name: "Lena Ek", Title: "Sjuksköterska", Units: []int{11}}},
		Headlines: []desk.DirectoryHeadline{{ID: 700, Name: "Tillsyn", Law: "SoL", Active: true}, {ID: 701, Name: "Tillsyn", Law: "HSL", Active: true}, {ID: 702, Name: "Sömn", Active: false}, {ID: 703, Name: "Tillsyn", Law: "LSS", Active: true}},
		Executions: []desk.DirectoryExecution{{ID: 55, Number: string(elsa.PersonalID), Law: "SoL", Unit: 10, Starts: monday.AddDate(0, -2, 0)},
			{ID: 56, Number: string(elsa.PersonalID), Law: "HSL", Unit: 10}, {ID: 57, Number: string(elsa.PersonalID), Law: "SoL", Unit: 10, Ended: true},
			{ID: 58, Number: string(ake.PersonalID), Law: "LSS", Unit: 10}},
		At: monday.UTC()}}
	u.desk.Deliver = func(desk.Connection) (desk.Deliverer, error) { return p, nil }
	row := func(n int, key care.PersonKey, name string, client string) care.Incoming {
		return care.Incoming{Row: n, Whose: key, Item: &care.Person{PersonalID: key.PersonalID, Given: name, Family: "Lund",
			KnownAs: []care.SourceNumber{{System: "lifecare", Number: client}, {System: "kundnr", Number: "7"}}}}
	}
	u.read(s, "clients", care.Batch{Format: "lifecare.clients", Kinds: []care.Kind{care.KindPerson}, Incoming: []care.Incoming{row(1, elsa, "Elsa", "1000"), row(2, ake, "Åke", "1001")}})
	return u, p, s
}

// noteOf signs a note about somebody, an hour later each time.
func (u *unit) noteOf(s *desk.Session, person string, change ...func(*entry.Entry)) string {
	u.t.Helper()
	found := s.People(person)
	if len(found) != 1 {
		u.t.Fatalf("%d persons", len(found))
	}
	e := s.NewNote(found[0].ID)
	u.now = u.now.Add(time.Hour)
	e.EventTime, e.Headline, e.Text = u.now.Add(-time.Minute), "tillsyn", "Sov gott."
	for _, c := range change {
		c(&e)
	}
	t, err := s.Sign(u.t.Context(), e)
	if err != nil {
		u.t.Fatal(err)
	}
	return t.ID
}

func (u *unit) takeOver(s *desk.Session) {
	u.t.Helper()
	if err := s.TakeOverDelivery(u.t.Context(), "Den andra är trasig"); err != nil {
		u.t.Fatal(err)
	}
}

func (u *unit) state(s *desk.Session, id string, want entry.State) entry.Tracked {
	u.t.Helper()
	t, err := s.Entry(id)
	if err != nil || t.State != want {
		u.t.Errorf("%s is %s, want %s: %v", id, t.State, want, err)
	}
	return t
}

func planOf(t *testing.T, s *desk.Session) desk.DeliveryPlan {
	t.Helper()
	plan, err := s.DeliveryPlan(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// Each note names unit, headline, execution and writer by Lifecare's numbers, those of one person in the
// order in which they happened, and nothing is sent by looking.
func TestDeliveryNamesByNumber(t *testing.T) {
	u, p, s := posting(t)
	first := u.noteOf(s, "Elsa")
	u.noteOf(s, "Åke")
	plan := planOf(t, s)
	if len(plan.Rows) != 2 || len(p.sent) != 0 || plan.Laptop.Named || !plan.Rows[0].Ready() || plan.Rows[0].EntryID != first || plan.Rows[0].Fields[1].Value != "Sov gott." {
		t.Fatalf("%+v", plan)
	}
	u.takeOver(s)
	result, err := s.Deliver(t.Context(), []string{first}, nil)
	if err != nil || result.Total != 1 || result.Entered != 1 {
		t.Fatalf("%+v, %v", result, err)
	}
	got := p.sent[0]
	if got.Client != 1000 || got.Unit != 10 || got.Headline != 700 || got.Execution != 55 || got.Staff.ID != 500 || got.Law != "SoL" || got.Number != string(elsa.PersonalID) || !got.Signed || got.External != first {
		t.Errorf("%+v", got)
	}
	entered := u.state(s, first, entry.StateEntered)
	if entered.Via != "note" || entered.Reference != "4001 2026-11-23 07:00" || entered.EnteredBy.Name != "Lena Ek" {
		t.Errorf("%+v", entered)
	}
	log := strings.Join(u.vault.logged(), "\n")
	if !strings.Contains(log, `"enter"`) {
		t.Error("the log says nothing of it")
	}
	if _, err := s.Deliver(t.Context(), nil, nil); err != nil || p.sent[1].Client != 1001 || p.sent[1].Law != "LSS" {
		t.Errorf("%+v, %v", p.sent, err)
	}
}

// What can't be resolved stays for a person, with the sentence why.
func TestWhatStaysForAPerson(t *testing.T) {
	for code, change := range map[string]func(*post, *entry.Entry){
		"no_headline": func(_ *post, e *entry.Entry) { e.Headline = "Sömn" },
		"headlines": func(p *post, _ *entry.Entry) {
			p.known.Headlines = append(p.known.Headlines, desk.DirectoryHeadline{ID: 704, Name: "Tillsyn", Law: "SoL", Active: true})
		},
		"no_unit":  func(p *post, _ *entry.Entry) { p.known.Units, p.known.Executions = nil, nil },
		"no_staff": func(p *post, _ *entry.Entry) { p.known.Staff = p.known.Staff[1:] },
		"staff_many": func(p *post, _ *entry.Entry) {
			p.known.Staff = append(p.known.Staff, desk.DirectoryStaff{ID: 502, Name: "lena ek", Title: "undersköterska", Units: []int{10}})
		},
		"executions": func(p *post, _ *entry.Entry) { p.known.Executions[1].Law = "SoL" },
	} {
		t.Run(code, func(t *testing.T) {
			u, p, s := posting(t)
			id := u.noteOf(s, "Elsa", func(e *entry.Entry) { change(p, e) })
			plan := planOf(t, s)
			if len(plan.Rows) != 1 || plan.Rows[0].Ready() || plan.Rows[0].Missing[0].Code != "delivery."+code {
				t.Fatalf("%+v", plan.Rows[0].Missing)
			}
			for _, lang := range []text.Lang{text.Swedish, text.English} {
				if w := text.For(lang); w.Explain(plan.Rows[0].Missing[0]) == w.Say("error.unknown") {
					t.Error("there is no sentence")
				}
			}
			u.takeOver(s)
			if result, err := s.Deliver(t.Context(), nil, nil); err != nil || result.Total != 0 || result.ByHand != 1 || len(p.sent) != 0 {
				t.Errorf("%+v, %v", result, err)
			}
			u.state(s, id, entry.StateSigned)
		})
	}
}

// The same headline can be there for several services: that of the person's own counts.
func TestTheHeadlineOfTheService(t *testing.T) {
	u, p, s := posting(t)
	p.known.Executions[0].Category = 5
	p.known.Headlines = append(p.known.Headlines, desk.DirectoryHeadline{ID: 704, Name: "Tillsyn", Law: "SoL", Category: 5, Active: true},
		desk.DirectoryHeadline{ID: 705, Name: "Tillsyn", Law: "SoL", Category: 6, Active: true})
	u.noteOf(s, "Elsa")
	u.takeOver(s)
	if result, err := s.Deliver(t.Context(), nil, nil); err != nil || result.Entered != 1 || p.sent[0].Headline != 704 {
		t.Errorf("%+v, %v", result, err)
	}
}

// Persons whom Lifecare can't be told of by number stay, too.
func TestAPersonWithoutNumberStays(t *testing.T) {
	u, p, s := posting(t)
	p.known.Executions = nil // a note does without
	u.read(s, "personer", register())
	u.noteOf(s, "Birgit")
	plan := planOf(t, s)
	if got := plan.Rows[0].Missing; len(got) == 0 || got[0].Code != "delivery.no_client" {
		t.Errorf("%+v", got)
	}
}

// Each answer leaves the entry where it belongs, with Lifecare's own words on a no.
func TestWhatAnAnswerLeaves(t *testing.T) {
	why := text.NewFault("delivery.unanswered")
	for name, c := range map[string]struct {
		answer desk.Answer
		err    error
		want   entry.State
		says   string
	}{
		"unknown": {desk.Answer{Outcome: desk.OutcomeUnknown}, why, entry.StateUnknown, ""},
		"refused": {desk.Answer{Outcome: desk.OutcomeRefused, Words: "Avslutad"}, text.NewFault("delivery.refused", "status", 400), entry.StateSigned, "Avslutad"},
		"unsent":  {desk.Answer{Outcome: desk.OutcomeUnsent, Stop: true}, text.NewFault("delivery.key_refused"), entry.StateSigned, "nyckeln"},
	} {
		t.Run(name, func(t *testing.T) {
			u, p, s := posting(t)
			p.answer = func(desk.Sending) (desk.Answer, error) { return c.answer, c.err }
			id, other := u.noteOf(s, "Elsa"), u.noteOf(s, "Elsa")
			u.takeOver(s)
			result, err := s.Deliver(t.Context(), nil, nil)
			if err != nil || result.Entered != 0 || c.answer.Stop && (!result.Stopped || !errors.Is(result.Why, c.err) || len(p.sent) != 1) {
				t.Errorf("%+v, %v, %d sent", result, err, len(p.sent))
			}
			if got := u.state(s, id, c.want); !strings.Contains(got.Refusal, c.says) || c.says == "" && got.Refusal != "" {
				t.Errorf("it says %q", got.Refusal)
			}
			if c.answer.Stop {
				u.state(s, other, entry.StateSigned)
			}
			if again := planOf(t, s); name == "unknown" && (again.Unknown != 2 || len(again.Rows) != 0) {
				t.Errorf("what is unknown is planned again: %+v", again)
			}
		})
	}
}

// The same number for two entries is an answer for something else.
func TestANumberThatAnotherHas(t *testing.T) {
	u, p, s := posting(t)
	p.answer = func(desk.Sending) (desk.Answer, error) {
		return desk.Answer{Outcome: desk.OutcomeEntered, Number: "4711", At: monday}, nil
	}
	id, other := u.noteOf(s, "Elsa"), u.noteOf(s, "Elsa")
	u.takeOver(s)
	if result, err := s.Deliver(t.Context(), nil, nil); err != nil || result.Entered != 1 || result.Unknown != 1 {
		t.Errorf("%+v, %v", result, err)
	}
	u.state(s, id, entry.StateEntered)
	u.state(s, other, entry.StateUnknown)
}

// Many answers in a row that can't be trusted stop it: the rest waits.
func TestManyDoubtfulAnswersStopIt(t *testing.T) {
	for outcome, code := range map[desk.Outcome]string{desk.OutcomeUnknown: "delivery.many_unanswered", desk.OutcomeRefused: "delivery.many_refused"} {
		u, p, s := posting(t)
		p.answer = func(desk.Sending) (desk.Answer, error) {
			return desk.Answer{Outcome: outcome}, text.NewFault("delivery.unanswered")
		}
		for range 20 {
			u.noteOf(s, "Elsa")
		}
		u.takeOver(s)
		result, err := s.Deliver(t.Context(), nil, nil)
		if err != nil || !text.IsFault(result.Why, code) || len(p.sent) > 12 || result.Unsent != 20-len(p.sent) {
			t.Errorf("%+v after %d, %v", result, len(p.sent), err)
		}
	}
}

// An entry is on disk as being sent before it leaves, and one laptop only sends.
func TestBeingSentIsOnDiskFirst(t *testing.T) {
	u, p, s := posting(t)
	id := u.noteOf(s, "Elsa")
	_, err := s.Deliver(t.Context(), nil, nil)
	fault(t, err, "delivery.no_laptop")
	fault(t, s.TakeOverDelivery(t.Context(), "  "), "delivery.no_reason")
	u.takeOver(s)
	p.before = func(desk.Sending) {
		last := u.vault.records[len(u.vault.records)-1]
		if last.Kind != ledger.KindEntry || !strings.Contains(string(last.Body), `"sending"`) {
			t.Errorf("on disk is %s", last.Body)
		}
		if _, err := s.Deliver(t.Context(), nil, nil); !text.IsFault(err, "delivery.running") {
			t.Error(err)
		}
		if err := s.TakeOverDelivery(t.Context(), "nu"); !text.IsFault(err, "delivery.running") {
			t.Error(err)
		}
	}
	if result, err := s.Deliver(t.Context(), nil, nil); err != nil || result.Entered != 1 {
		t.Errorf("%+v, %v", result, err)
	}
	u.state(s, id, entry.StateEntered)
	for i, r := range u.vault.records { // as if another laptop had taken it over
		if r.Kind == ledger.KindDelivery {
			u.vault.records[i].Device = ledger.DeviceID{7}
		}
	}
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	s = u.open("lena")
	if laptop := s.DeliveringLaptop(); !laptop.Named || laptop.Mine || laptop.Code != "070000" || laptop.Reason != "Den andra är trasig" {
		t.Errorf("%+v", laptop)
	}
	_, err = s.Deliver(t.Context(), nil, nil)
	fault(t, err, "delivery.other_laptop")
}

// What was on its way when the laptop stopped is unknown at the next unlock, but for a visit, which is
// sent again.
func TestWhatWasOnItsWay(t *testing.T) {
	u, p, s := posting(t)
	note := u.noteOf(s, "Elsa")
	visit := u.noteOf(s, "Elsa", func(e *entry.Entry) {
		e.Kind, e.Headline, e.Text = "attendance", "", ""
		e.Values = map[string]string{"outcome": "cancelled", "cancelled_reason": "hospital", "cancelled_minutes": "30", "double": "no"}
	})
	u.takeOver(s)
	u.vault.fails = func(c ledger.Change) bool { // the power goes after the entries left
		return slices.ContainsFunc(c.Appends, func(a ledger.Append) bool {
			return a.Kind == ledger.KindEntry && strings.Contains(string(a.Body), `"entered"`)
		})
	}
	result, err := s.Deliver(t.Context(), []string{visit}, nil)
	if err != nil || !errors.Is(result.Why, errDisk) || len(p.sent) != 1 {
		t.Fatalf("%+v, %v", result, err)
	}
	if result, err = s.Deliver(t.Context(), []string{note}, nil); err != nil || len(p.sent) != 2 {
		t.Fatalf("%+v, %v", result, err)
	}
	u.state(s, note, entry.StateSending)
	u.vault.fails = nil
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	s = u.open("lena")
	u.state(s, note, entry.StateUnknown)
	u.state(s, visit, entry.StateSending)
	plan := planOf(t, s)
	if len(plan.Rows) != 1 || !plan.Rows[0].Again || plan.Unknown != 1 {
		t.Errorf("%+v", plan)
	}
	if result, err = s.Deliver(t.Context(), nil, nil); err != nil || result.Entered != 1 || p.sent[2].External != visit || p.sent[2].Way != form.ByVisit {
		t.Errorf("%+v, %v", result, err)
	}
	u.state(s, visit, entry.StateEntered)
}

// Told to stop, it lets what is on its way end and sends nothing else.
func TestStoppingADelivery(t *testing.T) {
	u, p, s := posting(t)
	first, second := u.noteOf(s, "Elsa"), u.noteOf(s, "Elsa")
	u.takeOver(s)
	ctx, stop := context.WithCancel(t.Context())
	p.before = func(desk.Sending) { stop() }
	result, err := s.Deliver(ctx, nil, nil)
	if err != nil || !result.Stopped || result.Why != nil || result.Entered != 1 || result.Unsent != 1 {
		t.Errorf("%+v, %v", result, err)
	}
	u.state(s, first, entry.StateEntered)
	u.state(s, second, entry.StateSigned)
}

// Of a corrected entry only the newest version is sent, and a struck one not at all. A visit keeps the
// id of its first version, so that Lifecare changes the one that it has.
func TestOnlyTheNewestVersionIsSent(t *testing.T) {
	u, p, s := posting(t)
	struck := u.noteOf(s, "Elsa")
	if _, err := s.Strike(t.Context(), struck, "Fel person"); err != nil {
		t.Fatal(err)
	}
	visit := u.noteOf(s, "Elsa", func(e *entry.Entry) {
		e.Kind, e.Headline, e.Text = "attendance", "", ""
		e.Values = map[string]string{"outcome": "cancelled", "cancelled_reason": "hospital", "cancelled_minutes": "30", "double": "no"}
	})
	u.takeOver(s)
	if result, err := s.Deliver(t.Context(), nil, nil); err != nil || result.Entered != 1 || p.sent[0].External != visit || p.sent[0].Reason != "På sjukhus" || p.sent[0].Minutes != 30 {
		t.Fatalf("%+v, %+v, %v", result, p.sent, err)
	}
	p.answer = func(desk.Sending) (desk.Answer, error) {
		return desk.Answer{Outcome: desk.OutcomeEntered, Number: "4001", At: monday}, nil
	}
	newer, err := s.Correction(visit)
	if err != nil {
		t.Fatal(err)
	}
	newer.Values["cancelled_minutes"] = "45"
	corrected, err := s.Correct(t.Context(), newer, "Det var 45 minuter")
	if err != nil {
		t.Fatal(err)
	}
	if result, err := s.Deliver(t.Context(), nil, nil); err != nil || result.Entered != 1 || p.sent[1].External != visit || p.sent[1].Minutes != 45 {
		t.Fatalf("%+v, %v", result, err)
	}
	u.state(s, corrected.ID, entry.StateEntered)
	if old := u.state(s, visit, entry.StateCorrected); old.Undo() || old.UndoneReference == "" {
		t.Error("the old version still waits to be put right in Lifecare")
	}
}

// Without a connection, or without the right, nothing is planned.
func TestWhoDelivers(t *testing.T) {
	u, p, s := posting(t)
	p.lookErr = text.NewFault("lifecare.not_answering")
	_, err := s.DeliveryPlan(t.Context())
	fault(t, err, "lifecare.not_answering")
	u.takeOver(s)
	_, err = s.Deliver(t.Context(), nil, nil)
	fault(t, err, "lifecare.not_answering")
	if err := s.RemoveConnection(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err = s.DeliveryPlan(t.Context())
	fault(t, err, "delivery.none")
	u.desk.Deliver = nil
	_, err = s.Deliver(t.Context(), nil, nil)
	fault(t, err, "connection.none_possible")
}

// Of two laptops that took the delivery over before they met, the newest word counts on both, in
// whichever order they are read; a record that a later program wrote differently keeps nobody out.
func TestTheNewestWordOnWhoDelivers(t *testing.T) {
	for name, c := range map[string]struct {
		later time.Duration
		mine  bool
	}{"the other one later": {time.Hour, false}, "the other one earlier": {-time.Hour, true}} {
		t.Run(name, func(t *testing.T) {
			u, _, s := posting(t)
			u.takeOver(s)
			i := slices.IndexFunc(u.vault.records, func(r ledger.Record) bool { return r.Kind == ledger.KindDelivery })
			other := u.vault.records[i]
			other.Device, other.Clock = ledger.DeviceID{9}, other.Clock.Next(other.Clock.Time().Add(c.later))
			if c.later < 0 {
				other.Clock = u.vault.records[i].Clock - 1
			}
			strange := u.vault.records[i]
			strange.Body = []byte(`"later"`)
			u.vault.records = append(u.vault.records, other, strange)
			if err := s.Lock(); err != nil {
				t.Fatal(err)
			}
			s = u.open("lena")
			if laptop := s.DeliveringLaptop(); laptop.Mine != c.mine || !laptop.Named {
				t.Errorf("%+v", laptop)
			}
		})
	}
}

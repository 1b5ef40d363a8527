package wiring

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/lifecare"
	standin "avbrottsparm/internal/lifecare/standin/server"
	"avbrottsparm/internal/text"
)

// A unit with so many persons, whose entries go to a stand-in of Lifecare; "make soak" takes more.
const (
	deliveredPersons = 60
	deliveredEntries = 2000
	soakedEntries    = 10_000
	deliveredDays    = 40
)

// deliveringUnit is a binder that is connected to a stand-in, opened by somebody whom Lifecare knows.
type deliveringUnit struct {
	*testing.T
	*standin.Server
	*desk.Session
	carrier desk.Deliverer
	mu      sync.Mutex
	sent    []desk.Sending
}

// Fields, Look and Send are the carrier's; what is sent is noted.
func (u *deliveringUnit) Fields(s desk.Sending) []desk.SentField { return u.carrier.Fields(s) }

func (u *deliveringUnit) Look(ctx context.Context) (desk.Directory, error) {
	return u.carrier.Look(ctx)
}

func (u *deliveringUnit) Send(ctx context.Context, s desk.Sending) (desk.Answer, error) {
	u.mu.Lock()
	u.sent = append(u.sent, s)
	u.mu.Unlock()
	return u.carrier.Send(ctx, s)
}

func newDeliveringUnit(t *testing.T) *deliveringUnit {
	t.Helper()
	server, err := standin.New(standin.Params{Persons: deliveredPersons})
	if err != nil {
		t.Fatal(err)
	}
	address, stop := server.Start()
	t.Cleanup(stop)
	d, err := Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	u := &deliveringUnit{T: t, Server: server}
	d.Deliver = func(c desk.Connection) (desk.Deliverer, error) {
		client, err := lifecare.New(lifecare.Params{Address: c.Address, Domain: c.Domain, Key: c.Key, FirstPause: time.Millisecond})
		u.carrier = carrier{client}
		return u, err
	}
	s, _, err := d.SetUp(t.Context(), filepath.Join(t.TempDir(), "binder"), desk.Setup{Unit: "Hemtjänst Norr", User: "Astrid Alm", Title: "Undersköterska", Passphrase: passphraseHere})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Lock(); err != nil {
			t.Error(err)
		}
		if refused := server.Refused(); len(refused) > 0 {
			t.Errorf("%d questions don't fit: %s", len(refused), refused[0])
		}
		if wrong := server.Wrong(); len(wrong) > 0 {
			t.Errorf("%d answers don't fit: %s", len(wrong), wrong[0])
		}
	})
	if err := s.SetConnection(t.Context(), desk.Connection{Address: address, Domain: server.Domain, Key: access.NewSecret(server.Key)}); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Refresh(t.Context(), desk.Refreshing{}); err != nil || got.Why != nil {
		t.Fatal(err, got.Why)
	}
	u.Session = s
	return u
}

const passphraseHere = "en påhittad lösenfras"

// writeMany signs notes, cancelled visits and meals of everyone, in the order of their numbers.
func (u *deliveringUnit) writeMany(n int) (number map[string]int) {
	u.Helper()
	people := u.People("")
	number = map[string]int{}
	from := time.Now().AddDate(0, 0, -deliveredDays)
	var list []entry.Entry
	for i := range n {
		e, err := u.Begin(desk.Beginning{Kind: []entry.Kind{"note", "note", "note", "attendance", "note", "note", "meals", "note", "attendance", "note"}[i%10], PersonID: people[i%len(people)].ID})
		if err != nil {
			u.Fatal(err)
		}
		e.EventTime = from.Add(time.Duration(i) * (deliveredDays * 24 * time.Hour / time.Duration(n+1))).Truncate(time.Second)
		if e.Values == nil {
			e.Values = map[string]string{}
		}
		switch e.Kind {
		case "note":
			e.Headline, e.Text = "Tillsyn", fmt.Sprintf("Anteckning %d om natten.", i)
		case "attendance":
			e.Values["outcome"], e.Values["cancelled_reason"], e.Values["cancelled_minutes"], e.Values["double"] = "cancelled", "hospital", "30", "no"
		case "meals":
			e.Values["meal"], e.Values["day_from"], e.Values["day_to"], e.Values["count"], e.Values["reason"] = "main", e.EventTime.Format(time.DateOnly), "", "1", fmt.Sprintf("Måltid %d.", i)
		}
		for _, p := range u.Check(e) {
			if p.Asks {
				e.Confirmed = append(e.Confirmed, p.Code)
			}
		}
		number[e.ID] = i
		list = append(list, e)
	}
	for some := range slices.Chunk(list, 200) {
		results, err := u.SignMany(u.Context(), some)
		if err != nil {
			u.Fatal(err)
		}
		for _, r := range results {
			if r.Err != nil {
				u.Fatal(r.Err)
			}
		}
	}
	return number
}

// arrived is the number of an entry that the stand-in took in.
func arrived(t *testing.T, d standin.Delivered, number map[string]int) (int, string) {
	t.Helper()
	var words, person string
	switch d.Path {
	case "reported_visits":
		return number[d.Body["ExternalId"].(string)], d.Body["ClientPersonId"].(string)
	case "food_deliveries":
		words, person = d.Body["Reason"].(string), d.Body["PersonId"].(string)
	default:
		words, person = d.Body["text"].(string), fmt.Sprint(d.Body["clientId"])
	}
	n, err := strconv.Atoi(strings.TrimSuffix(strings.Fields(words)[1], "."))
	if err != nil {
		t.Fatal(err)
	}
	return n, person
}

// deliverAll delivers until nothing that is ready is left.
func (u *deliveringUnit) deliverAll() (rounds int) {
	u.Helper()
	for rounds = 1; rounds < 200; rounds++ {
		result, err := u.Deliver(u.Context(), nil, nil)
		if err != nil {
			u.Fatal(err)
		}
		if result.Total == 0 {
			return rounds
		}
	}
	u.Fatal("it never came to an end")
	return 0
}

// check holds what the binder says against what the stand-in has.
func (u *deliveringUnit) check(number map[string]int) (in, unknown int) {
	u.Helper()
	times := map[int]int{}
	last := map[string]int{}
	for _, d := range u.Delivered() {
		n, person := arrived(u.T, d, number)
		times[n]++
		if d.Path == "food_deliveries" || d.Path == "reported_visits" { // one line a person, whatever the way names them by
			person = u.client(person)
		}
		if n < last[person] {
			u.Errorf("entry %d came after %d of the same person", n, last[person])
		}
		last[person] = n
	}
	for id, n := range number {
		t, err := u.Entry(id)
		if err != nil {
			u.Fatal(err)
		}
		switch {
		case times[n] > 1:
			u.Errorf("entry %d came in %d times", n, times[n])
		case t.State == entry.StateEntered && times[n] == 1 && t.Reference != "" && t.Via != "":
			in++
		case t.State == entry.StateUnknown:
			unknown++
		default:
			u.Errorf("entry %d is %s and came in %d times", n, t.State, times[n])
		}
	}
	return in, unknown
}

// client is Lifecare's number of a person by their identity number.
func (u *deliveringUnit) client(number string) string {
	return strconv.Itoa(1000 + slices.Index(u.PersonNumbers(), number))
}

// Against a Lifecare that drops, delays, doubles and garbles its answers, each entry is in it once or
// waits as unknown for a person; none is in it twice and none is lost, and those of one person come in
// the order in which they happened.
func TestProofDeliveryAgainstAGarblingLifecare(t *testing.T) {
	n := deliveredEntries
	if os.Getenv("AVBROTTSPARM_SOAK") == "1" {
		n = soakedEntries
	}
	u := newDeliveringUnit(t)
	number := u.writeMany(n)
	if err := u.TakeOverDelivery(t.Context(), "Första gången"); err != nil {
		t.Fatal(err)
	}
	seed := uint64(time.Now().UnixNano())
	u.Garble(seed, 25, 2*time.Millisecond)
	began := time.Now()
	rounds := u.deliverAll()
	in, unknown := u.check(number)
	t.Logf("seed %d", seed)
	fmt.Printf("proof\tdelivery garbled\t%d entries: %d in Lifecare once, %d unknown, 0 twice, in %d deliveries, %s\n", n, in, unknown, rounds, time.Since(began).Round(time.Millisecond))
	if in < n/2 || unknown == 0 {
		t.Errorf("%d in Lifecare and %d unknown of %d", in, unknown, n)
	}
}

// In peace everything comes in, and the dry run showed each field of it.
func TestDeliveryInPeace(t *testing.T) {
	u := newDeliveringUnit(t)
	number := u.writeMany(60)
	if _, err := u.Deliver(t.Context(), nil, nil); !text.IsFault(err, "delivery.no_laptop") {
		t.Fatal(err)
	}
	plan, err := u.DeliveryPlan(t.Context())
	if err != nil || len(plan.Rows) != 60 || len(u.Delivered()) != 0 {
		t.Fatalf("%d rows, %v", len(plan.Rows), err)
	}
	fields := map[string][]desk.SentField{}
	for _, r := range plan.Rows {
		if !r.Ready() {
			t.Fatalf("%s is not ready: %v", r.Way, r.Missing[0])
		}
		fields[r.EntryID] = r.Fields
	}
	if err := u.TakeOverDelivery(t.Context(), "Första gången"); err != nil {
		t.Fatal(err)
	}
	if laptop := u.DeliveringLaptop(); !laptop.Mine || len(laptop.Code) != 6 {
		t.Errorf("%+v", laptop)
	}
	steps := 0
	result, err := u.Deliver(t.Context(), nil, func(desk.DeliveryStep) { steps++ })
	if err != nil || result.Entered != 60 || result.Unknown+result.Refused+result.Unsent != 0 || steps != 60 {
		t.Fatalf("%+v, %v", result, err)
	}
	if in, unknown := u.check(number); in != 60 || unknown != 0 {
		t.Errorf("%d in, %d unknown", in, unknown)
	}
	ids := make([]string, len(number))
	for id, n := range number {
		ids[n] = id
	}
	for _, d := range u.Delivered() {
		n, _ := arrived(t, d, number)
		for _, f := range fields[ids[n]] {
			if fmt.Sprint(d.Body[f.Name]) != f.Value {
				t.Errorf("%s of entry %d came as %v, shown as %s", f.Name, n, d.Body[f.Name], f.Value)
			}
		}
	}
	if again, err := u.Deliver(t.Context(), nil, nil); err != nil || again.Total != 0 {
		t.Errorf("%+v, %v", again, err)
	}
}

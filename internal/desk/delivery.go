package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// delivers is which laptop delivers for the unit, as the ledger tells: the newest word counts.
type delivers struct {
	Device string    `json:"device"` // of the record
	Clock  uint64    `json:"clock"`
	At     time.Time `json:"at"`
	By     string    `json:"by"` // "name, title"
	Reason string    `json:"reason"`
}

// takingOver is the body of a record by which a laptop takes the delivery over.
type takingOver struct {
	At     time.Time    `json:"at"`
	By     entry.Author `json:"by"`
	Reason string       `json:"reason"`
}

// delivered takes in which laptop delivers: the one that wrote the record.
func (f *folded) delivered(r ledger.Record) {
	var body takingOver
	if err := json.Unmarshal(r.Body, &body); err != nil {
		f.strange = true
		return
	}
	if uint64(r.Clock) >= f.delivers.Clock {
		f.delivers = delivers{Device: r.Device.String(), Clock: uint64(r.Clock), At: body.At, By: strings.Trim(body.By.Name+", "+body.By.Title, ", "), Reason: body.Reason}
	}
}

// DeliveringLaptop is the one laptop that delivers for the unit.
type DeliveringLaptop struct {
	Named  bool   // somebody said which it is
	Mine   bool   // it is this one
	Code   string // six characters, to tell laptops apart
	Since  time.Time
	By     string // "name, title"
	Reason string
}

// laptopCode is how much of a device's id people compare.
const laptopCode = 6

// DeliveringLaptop tells which laptop delivers.
func (s *Session) DeliveringLaptop() DeliveringLaptop {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.deliveringLaptop()
}

func (s *Session) deliveringLaptop() DeliveringLaptop {
	d := s.delivers
	if d.At.IsZero() {
		return DeliveringLaptop{}
	}
	return DeliveringLaptop{Named: true, Mine: d.Device == s.device.String(), Code: strings.ToUpper(d.Device[:min(laptopCode, len(d.Device))]),
		Since: d.At, By: d.By, Reason: d.Reason}
}

// TakeOverDelivery makes this laptop the one that delivers for the unit; the reason says why, and
// that the other one has stopped. What was on its way from another laptop is unknown from now on, but
// for visits, which can be sent again. Faults: "access.not_allowed", "vault.read_only",
// "delivery.no_reason", "delivery.running".
func (s *Session) TakeOverDelivery(ctx context.Context, reason string) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.mayDeliver(); err != nil {
		return err
	}
	if s.outbox.stop != nil {
		return text.NewFault("delivery.running")
	}
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return text.NewFault("delivery.no_reason")
	}
	body := takingOver{At: s.desk.now(), By: s.me(), Reason: reason}
	rec, err := record(ledger.StreamMain, access.AreaCommon, ledger.KindDelivery, body)
	if err != nil {
		return err
	}
	lines := slices.Clone(s.unlogged)
	change, err := noted(ledger.Change{Appends: []ledger.Append{rec}}, append(lines, s.line(access.ActionEnter, "", "")))
	if err != nil {
		return err
	}
	headers, err := s.committed(ctx, change)
	if err != nil {
		return err
	}
	s.unlogged = s.unlogged[len(lines):]
	s.delivers = delivers{Device: headers[0].Device.String(), Clock: uint64(headers[0].Clock), At: body.At, By: signature(s.user), Reason: reason}
	return s.settleSent(ctx)
}

// mayDeliver tells whether the opener may deliver, or plan to.
func (s *Session) mayDeliver() error {
	if err := s.may(access.RightReenter); err != nil {
		return err
	}
	switch {
	case s.user.Temporary():
		return text.NewFault("delivery.temporary")
	case s.store.ReadOnly():
		return text.NewFault("vault.read_only")
	case s.desk.Deliver == nil:
		return text.NewFault("connection.none_possible")
	case !s.link.configured():
		return text.NewFault("delivery.none")
	}
	return nil
}

// DeliveryRow is one entry that waits and has a way of Lifecare's interface, as it would be sent.
type DeliveryRow struct {
	EntryID    string
	PersonID   string
	PersonName string
	Kind       entry.Kind
	Title      string // the kind in words
	Way        form.Delivery
	EventTime  time.Time
	State      entry.State
	Fields     []SentField
	// Missing are the reasons why it stays for a person; it would be sent when there are none.
	Missing []*text.Fault
	// Again says that it was on its way before and can be sent again without coming in twice.
	Again bool

	sending Sending
	order   int
}

// Ready tells whether the entry would be sent.
func (r DeliveryRow) Ready() bool { return len(r.Missing) == 0 }

// DeliveryPlan is what a delivery would do: a dry run.
type DeliveryPlan struct {
	Rows   []DeliveryRow
	Laptop DeliveringLaptop
	// ByHand is how many entries wait that no way of the interface takes.
	ByHand int
	// Unknown is how many wait for a person to look in Lifecare.
	Unknown int
	At      time.Time // UTC: when Lifecare told its numbers
}

// DeliveryPlan asks Lifecare for its numbers and tells what would be sent, field by field, and why
// the rest would not. Nothing is sent. Faults: "access.not_allowed", "connection.none", those of
// the deliverer.
func (s *Session) DeliveryPlan(ctx context.Context) (DeliveryPlan, error) {
	carrier, err := s.carrier()
	if err != nil {
		return DeliveryPlan{}, err
	}
	known, err := carrier.Look(ctx)
	if err != nil {
		return DeliveryPlan{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.mayDeliver(); err != nil {
		return DeliveryPlan{}, err
	}
	plan := s.planDelivery(known)
	for i, r := range plan.Rows {
		plan.Rows[i].Fields = carrier.Fields(r.sending)
	}
	read := map[string]bool{"": true} // one line a person
	for _, r := range plan.Rows {
		if !read[r.PersonID] {
			read[r.PersonID] = true
			s.unlogged = append(s.unlogged, s.line(access.ActionRead, r.PersonID, string(r.Kind)))
		}
	}
	s.writeLog(ctx)
	return plan, nil
}

// carrier makes the deliverer of the connection.
func (s *Session) carrier() (Deliverer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.mayDeliver(); err != nil {
		return nil, err
	}
	return s.desk.Deliver(s.link.Connection)
}

// planDelivery resolves everything that waits, each person's in the order in which it happened.
func (s *Session) planDelivery(known Directory) DeliveryPlan {
	plan := DeliveryPlan{Laptop: s.deliveringLaptop(), At: known.At}
	look := newLookup(known, s.unit.Name)
	waiting := s.backlog.List(func(t *entry.Tracked) bool { return t.State.Waits() })
	slices.SortStableFunc(waiting, func(a, b *entry.Tracked) int {
		return cmp.Or(a.EventTime.Compare(b.EventTime), a.WrittenTime.Compare(b.WrittenTime), cmp.Compare(a.Part, b.Part), cmp.Compare(a.ID, b.ID))
	})
	for i, t := range waiting {
		f, ok := s.desk.Kinds.Form(t.Kind)
		switch {
		case t.State == entry.StateUnknown:
			plan.Unknown++
			continue
		case !ok || f.Entry.Target.By == "" || f.Entry.Target.By == form.ByHand:
			plan.ByHand++
			continue
		}
		row := s.deliveryRow(look, t, f)
		row.order = i
		plan.Rows = append(plan.Rows, row)
	}
	return plan
}

// deliveryRow is one entry as it would be sent.
func (s *Session) deliveryRow(look lookup, t *entry.Tracked, f form.Form) DeliveryRow {
	r := DeliveryRow{EntryID: t.ID, PersonID: t.PersonID, Kind: t.Kind, Title: f.Called().In(s.desk.Words.Lang()), Way: f.Entry.Target.By,
		EventTime: t.EventTime, State: t.StateAt(s.desk.now()), Again: t.State == entry.StateSending}
	resolving := resolving{s: s, look: look, t: t, row: &r}
	resolving.all()
	return r
}

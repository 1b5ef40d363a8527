package desk

import (
	"context"
	"slices"
	"strings"
	"sync"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// deliverers is how many persons' entries are on their way at a time. Those of one person go one
// after the other.
const deliverers = 4

// So many answers of a kind in a row, and nothing better between them, stop a delivery: something is
// wrong that goes for the rest as well.
const (
	mostUnanswered = 8
	mostRefused    = 12
)

// DeliveryStep tells what came of one entry.
type DeliveryStep struct {
	EntryID string
	Outcome Outcome
	// Why is a fault in words; nil when it is in Lifecare.
	Why error
	// Words are what Lifecare said when it refused.
	Words string
	Done  int
	Total int
}

// DeliveryResult is what came of a delivery.
type DeliveryResult struct {
	Total   int // that were to be sent
	Entered int
	Refused int
	Unknown int
	Unsent  int // that did not leave, although they were to
	ByHand  int // that stay for a person, with the plan's reasons
	Stopped bool
	// Why is what stopped it before its end, in words; nil when it came to its end or was told to stop.
	Why error
}

// Deliver sends what is ready, or of that what is chosen by entry id, and keeps every answer. It can be
// stopped at any time, by ctx or by locking: no entry is left in a false state. Each entry
// is on disk as being sent before its first byte leaves. Faults: those of DeliveryPlan,
// "delivery.no_laptop", "delivery.other_laptop", "delivery.running"; what happens on the way stands in
// the result.
func (s *Session) Deliver(ctx context.Context, choose []string, progress func(DeliveryStep)) (DeliveryResult, error) {
	carrier, err := s.carrier()
	if err != nil {
		return DeliveryResult{}, err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if err := s.beginDelivery(ctx, stop); err != nil {
		return DeliveryResult{}, err
	}
	defer s.endedDelivery()
	known, err := carrier.Look(ctx)
	if err != nil {
		return DeliveryResult{}, err
	}
	d := &delivering{s: s, carrier: carrier, numbers: map[string]string{}, postings: make(chan posting), halt: stop}
	d.progress = progress
	lines, err := d.load(ctx, known, choose)
	if err != nil {
		return DeliveryResult{}, err
	}
	d.run(ctx, lines)
	d.result.Stopped = ctx.Err() != nil
	d.result.Unsent = d.result.Total - d.result.Entered - d.result.Refused - d.result.Unknown
	return d.result, nil
}

// beginDelivery makes this the one delivery of this laptop, if the laptop may.
func (s *Session) beginDelivery(ctx context.Context, stop context.CancelFunc) error {
	s.hold()
	defer s.mu.Unlock()
	laptop := s.deliveringLaptop()
	switch {
	case s.outbox.stop != nil:
		return text.NewFault("delivery.running")
	case !laptop.Named:
		return text.NewFault("delivery.no_laptop")
	case !laptop.Mine:
		return text.NewFault("delivery.other_laptop", "code", laptop.Code, "who", laptop.By, "at", s.desk.Words.Moment(laptop.Since.In(care.Stockholm)))
	}
	if err := s.settleSent(ctx); err != nil {
		return err
	}
	s.outbox = outbox{stop: stop, ended: make(chan struct{})}
	return nil
}

func (s *Session) endedDelivery() {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.outbox.ended)
	s.outbox = outbox{}
}

// delivering is one delivery under way.
type delivering struct {
	mu       sync.Mutex
	result   DeliveryResult
	progress func(DeliveryStep)
	s        *Session
	carrier  Deliverer
	postings chan posting
	halt     context.CancelFunc
	// numbers are Lifecare's numbers by way, and whose they are: the same for another entry is an
	// answer for something else.
	numbers map[string]string
	// unanswered and refused are how many came in a row.
	unanswered, refused int
}

// load makes the plan into lines, one for each person in the order in which it happened. What was on
// its way and can't be sent again becomes unknown.
func (d *delivering) load(ctx context.Context, known Directory, choose []string) ([][]DeliveryRow, error) {
	s := d.s
	s.hold()
	defer s.mu.Unlock()
	plan := s.planDelivery(known)
	d.result.ByHand = plan.ByHand
	for _, t := range s.backlog.List(func(t *entry.Tracked) bool { return t.Via != "" && t.Reference != "" }) {
		d.numbers[numberKey(form.Delivery(t.Via), strings.Fields(t.Reference)[0])] = s.rootOf(t)
	}
	var lost []entry.Event
	var lines [][]DeliveryRow
	of := map[string]int{}
	for _, r := range plan.Rows {
		switch {
		case len(choose) > 0 && !slices.Contains(choose, r.EntryID):
		case !r.Ready() && r.Again:
			lost = append(lost, entry.Event{Type: entry.EventUnanswered, ID: r.EntryID, At: s.desk.now(), By: s.me()})
			d.result.Total, d.result.Unknown = d.result.Total+1, d.result.Unknown+1
		case !r.Ready():
			d.result.ByHand++
		default:
			at, known := of[r.PersonID]
			if !known {
				at = len(lines)
				of[r.PersonID], lines = at, append(lines, nil)
			}
			lines[at] = append(lines[at], r)
			d.result.Total++
		}
	}
	return lines, s.keepEvents(ctx, lost)
}

func numberKey(way form.Delivery, number string) string { return string(way) + " " + number }

// run sends the lines, some at a time, and waits until every answer is on disk.
func (d *delivering) run(ctx context.Context, lines [][]DeliveryRow) {
	keep := context.WithoutCancel(ctx) // an answer that has come is kept although no more is to be sent
	var posting, working sync.WaitGroup
	posting.Go(func() { d.s.post(keep, d.postings) })
	queue := make(chan []DeliveryRow)
	for range deliverers {
		working.Go(func() { d.work(ctx, queue) })
	}
	for _, line := range lines {
		if ctx.Err() != nil {
			break
		}
		select {
		case queue <- line:
		case <-ctx.Done():
		}
	}
	close(queue)
	working.Wait()
	close(d.postings)
	posting.Wait()
}

// work sends one person's entries after the other. What came of one goes to disk together with that
// the next is about to leave.
func (d *delivering) work(ctx context.Context, queue <-chan []DeliveryRow) {
	var came []entry.Event
	for line := range queue {
		for i := range line {
			if ctx.Err() != nil {
				break
			}
			leave, kept := d.handIn(came, &line[i])
			if kept {
				came = nil
			}
			if leave {
				came = append(came, d.send(ctx, line[i])...)
			}
		}
	}
	if len(came) > 0 {
		d.handIn(came, nil)
	}
}

// handIn waits until what came, and that the next one leaves, is on disk.
func (d *delivering) handIn(came []entry.Event, next *DeliveryRow) (leave, kept bool) {
	p := posting{events: came, next: next, done: make(chan posted, 1)}
	d.postings <- p
	got := <-p.done
	if got.err != nil {
		d.stopFor(got.err)
	}
	return got.leave, got.err == nil
}

// stopFor stops the delivery for a reason; the first counts.
func (d *delivering) stopFor(why error) {
	d.mu.Lock()
	if d.result.Why == nil {
		d.result.Why = why
	}
	d.mu.Unlock()
	d.halt()
}

// send sends one entry, and gives what to keep of what came of it.
func (d *delivering) send(ctx context.Context, r DeliveryRow) []entry.Event {
	answer, why := d.carrier.Send(ctx, r.sending)
	if answer.Outcome == OutcomeEntered && !d.own(r, answer.Number) {
		answer.Outcome, why = OutcomeUnknown, text.NewFault("delivery.other_answer")
	}
	d.tell(r, answer, why)
	return d.s.outcomeEvents(r, answer, why)
}

// own notes whose a number of Lifecare's is, and tells whether it is nobody else's.
func (d *delivering) own(r DeliveryRow, number string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	key := numberKey(r.Way, number)
	if whose, taken := d.numbers[key]; taken && whose != r.sending.External {
		return false
	}
	d.numbers[key] = r.sending.External
	return true
}

// tell counts what came of an entry, and stops where the rest would fare no better.
func (d *delivering) tell(r DeliveryRow, a Answer, why error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch a.Outcome {
	case OutcomeEntered:
		d.result.Entered++
		d.unanswered, d.refused = 0, 0
	case OutcomeRefused:
		d.result.Refused++
		d.unanswered, d.refused = 0, d.refused+1
	case OutcomeUnknown:
		d.result.Unknown++
		d.unanswered++
	}
	stop := a.Stop
	switch {
	case d.result.Why != nil:
	case stop:
		d.result.Why = why
	case d.unanswered >= mostUnanswered:
		stop, d.result.Why = true, text.NewFault("delivery.many_unanswered", "n", d.unanswered)
	case d.refused >= mostRefused:
		stop, d.result.Why = true, text.NewFault("delivery.many_refused", "n", d.refused)
	}
	if stop {
		d.halt()
	}
	if d.progress != nil {
		d.progress(DeliveryStep{EntryID: r.EntryID, Outcome: a.Outcome, Why: why, Words: a.Words,
			Done: d.result.Entered + d.result.Refused + d.result.Unknown, Total: d.result.Total})
	}
}

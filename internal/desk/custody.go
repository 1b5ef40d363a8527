package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// SlipRow is a numbered paper as a list shows it.
type SlipRow struct {
	Number         custody.Number
	What           What // the form or sheet
	Title          string
	Sort           custody.Sort
	Version, Pages int
	PersonID       string
	Person         string // whom it is about; empty for nobody, and for who is gone from the binder
	Issued         time.Time
	IssuedBy       string
	State          custody.State
	Changed        time.Time
	ChangedBy      string
	Note           string
	// Replaced says that it lay in the binder until a newer print replaced it, and is still out.
	Replaced bool
	// Next are the steps that may be told of it now.
	Next []custody.Step
}

// SlipQuery chooses among the numbered papers; the zero value means all.
type SlipQuery struct {
	States   []custody.State // empty for every state
	From, To time.Time       // printed from and until before; a zero time leaves that side open
	Text     string          // a part of number, title, name or note
	Replaced bool            // only those of ReplacedSlips
}

// SlipEvent is one thing that happened to a numbered paper. Step is empty for its print.
type SlipEvent struct {
	custody.Event
	By string // the name of who told it
}

// Slips lists the numbered papers that a query chooses, newest first. Nothing for who may not read.
func (s *Session) Slips(q SlipQuery) []SlipRow {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightRead) != nil {
		return nil
	}
	var rows []SlipRow
	names, replaced := map[string]string{}, s.replacedNow()
	for _, slip := range s.slips.List(func(slip custody.Slip) bool {
		return (len(q.States) == 0 || slices.Contains(q.States, slip.State)) &&
			(q.From.IsZero() || !slip.At.Before(q.From)) && (q.To.IsZero() || slip.At.Before(q.To)) && (!q.Replaced || replaced(slip))
	}) {
		name, known := names[slip.Person]
		if !known { // looked for once: who is gone is looked for among all entries
			_, name = s.subject(slip.Person)
			names[slip.Person] = name
		}
		if row := s.slipRow(slip, name, replaced); row.matches(q.Text) {
			rows = append(rows, row)
		}
	}
	return rows
}

// matches tells whether a row holds what was typed.
func (r SlipRow) matches(typed string) bool {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if typed == "" {
		return true
	}
	if n, _, _, err := custody.ReadCode(typed); err == nil {
		return n == r.Number
	}
	return strings.Contains(strings.ToLower(strings.Join([]string{r.Number.String(), r.Title, r.Person, r.Note}, "\n")), typed)
}

// Slip finds a numbered paper by its number, however it is typed, or by the code of a page, and tells
// all that happened to it, its print first. Faults: "custody.number", "custody.unknown".
func (s *Session) Slip(code string) (SlipRow, []SlipEvent, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightRead); err != nil {
		return SlipRow{}, nil, err
	}
	slip, err := s.slip(code)
	if err != nil {
		return SlipRow{}, nil, err
	}
	events := []SlipEvent{{Event: custody.Event{Number: slip.Number, At: slip.At}, By: s.byName(slip.By)}}
	for _, e := range slip.Events {
		events = append(events, SlipEvent{Event: e, By: s.byName(e.By)})
	}
	_, name := s.subject(slip.Person)
	return s.slipRow(slip, name, s.replacedNow()), events, nil
}

func (s *Session) slip(code string) (custody.Slip, error) {
	n, _, _, err := custody.ReadCode(code)
	if err != nil {
		return custody.Slip{}, err
	}
	slip, known := s.slips.Get(n)
	if !known {
		return custody.Slip{}, text.NewFault("custody.unknown", "number", n)
	}
	return slip, nil
}

// MoveSlip notes what became of a numbered paper, with a line in the log. Faults: "custody.number",
// "custody.unknown", "custody.person" for a note that names somebody, "custody.keep_health" where the
// unit keeps the papers of health care, "custody.entry_waits" for one whose entry isn't in Lifecare, those of custody.Check and of the vault.
func (s *Session) MoveSlip(ctx context.Context, code string, step custody.Step, note string) (SlipRow, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(rightTo(step)); err != nil {
		return SlipRow{}, err
	}
	slip, err := s.slip(code)
	if err != nil {
		return SlipRow{}, err
	}
	note = tidy(note)
	if err := slip.Check(step, note); err != nil {
		return SlipRow{}, err
	}
	if step == custody.StepDestroy && slip.State == custody.StateTranscribed && s.areaOfKind(slip.Kind) == access.AreaHealth && !s.paper.ShredHealth {
		return SlipRow{}, text.NewFault("custody.keep_health")
	}
	if step == custody.StepDestroy && s.waitsFor(slip.Number) {
		return SlipRow{}, text.NewFault("custody.entry_waits")
	}
	if s.replica.Mentions(note, s.desk.now()) != care.MentionNothing { // notes on paper outlive the replica
		return SlipRow{}, text.NewFault("custody.person")
	}
	event := custody.Event{Number: slip.Number, Step: step, At: s.desk.now(), By: s.user.Identity, Note: note}
	line := s.line(access.ActionSlip, slip.Person, string(step)+" "+slip.Number.String())
	if err := s.tell(ctx, []custody.Event{event}, line); err != nil {
		return SlipRow{}, err
	}
	slip, _ = s.slips.Get(slip.Number)
	_, name := s.subject(slip.Person)
	return s.slipRow(slip, name, s.replacedNow()), nil
}

// waitsFor tells whether what was written down from a paper is not in Lifecare yet: until then somebody may
// have to look at the paper.
func (s *Session) waitsFor(n custody.Number) bool {
	return len(s.backlog.List(func(t *entry.Tracked) bool {
		return t.Paper != nil && t.Paper.Number == n.String() && t.State.Waits()
	})) > 0
}

// rightTo is what who tells a step must be allowed: what is in Lifecare is told by who may enter it.
func rightTo(step custody.Step) access.Right {
	if step == custody.StepTranscribe {
		return access.RightReenter
	}
	return access.RightPrint
}

// tell stores steps of numbered papers, all or none, together with their line of the log and with prints
// that waited.
func (s *Session) tell(ctx context.Context, events []custody.Event, line access.Event) error {
	return s.tellWith(ctx, ledger.Change{}, events, line)
}

// tellWith is tell, together with a change of something else: all of it or none. The change's own
// records come after those of the steps.
func (s *Session) tellWith(ctx context.Context, change ledger.Change, events []custody.Event, line access.Event) error {
	records, err := stepRecords(events)
	if err != nil {
		return err
	}
	s.settled()
	before, lines := len(s.unissued), len(s.unlogged)
	change.Appends = slices.Concat(s.unissued, records, change.Appends)
	change, err = noted(change, append(slices.Clone(s.unlogged), line))
	if err != nil {
		return err
	}
	headers, err := s.committed(ctx, change)
	if err != nil {
		return err
	}
	s.unissued, s.unlogged = nil, s.unlogged[lines:]
	for i, event := range events {
		s.slips.Tell(event, uint64(headers[before+i].Clock))
	}
	return nil
}

// stepRecords are the records of steps of numbered papers, in their order.
func stepRecords(events []custody.Event) ([]ledger.Append, error) {
	records := make([]ledger.Append, len(events))
	for i, event := range events {
		var err error
		if records[i], err = record(ledger.StreamMain, access.AreaCommon, ledger.KindPaper, event); err != nil {
			return nil, err
		}
	}
	return records, nil
}

// gone are the two steps of a paper that nobody wrote on: it came back and was destroyed. The note says
// why.
func (s *Session) gone(n custody.Number, note string, unseen bool) []custody.Event {
	event := custody.Event{Number: n, Step: custody.StepReturn, At: s.desk.now(), By: s.user.Identity, Note: note, Unused: unseen}
	last := event
	last.Step = custody.StepDestroy
	return []custody.Event{event, last}
}

// SlipCounts counts the numbered papers that were printed from one moment until before another; a zero
// time leaves that side open.
func (s *Session) SlipCounts(from, to time.Time) custody.Counts {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightRead) != nil {
		return custody.Counts{}
	}
	return s.slips.Count(from, to, s.replacedNow())
}

func (s *Session) slipRow(slip custody.Slip, name string, replaced func(custody.Slip) bool) SlipRow {
	return SlipRow{Number: slip.Number, What: What(slip.Kind), Title: s.kindTitle(s.desk.Words, slip.Kind), Sort: slip.Sort, Version: slip.Version, Pages: slip.Pages,
		PersonID: slip.Person, Person: name, Issued: slip.At, IssuedBy: s.byName(slip.By), State: slip.State, Changed: slip.Changed,
		ChangedBy: s.byName(slip.ChangedBy), Note: slip.Note, Replaced: replaced(slip), Next: slip.Open()}
}

// kindTitle words a kind of sheet without anybody's name.
func (s *Session) kindTitle(w *text.Words, kind string) string {
	if o, known := s.offer(What(kind)); known {
		return o.title(w)
	}
	return w.Say("custody.other_title")
}

// areaOfKind is the wall behind which what stands on a kind of sheet belongs.
func (s *Session) areaOfKind(kind string) access.Area {
	o, _ := s.offer(What(kind))
	if o.form != nil {
		return areaNamed(o.form.Area)
	}
	return cmp.Or(o.behind, o.area, access.AreaCommon)
}

// byName is the name of who acted; who has left the binder altogether is an unknown user.
func (s *Session) byName(identity string) string {
	for _, u := range s.holders.users {
		if u.Is(identity) {
			return u.Name
		}
	}
	if s.user.Is(identity) {
		return s.user.Name
	}
	return s.desk.Words.Say("desk.unknown_user")
}

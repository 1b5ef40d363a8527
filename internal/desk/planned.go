package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

// Planned outages come from three places: the calendars that are imported, the monthly service of the
// municipality (routine 2.2), and what the unit itself notes. One of the
// unit's own takes the place of what has the same id elsewhere, so that a moved patch Wednesday can be told.

// plannedField holds a planned outage as the ledger keeps it (readiness.EventPlanned).
const plannedField = "planned"

// plannedItem is what a message about a planned outage is noted under, with the kind of message as part.
const plannedItem = "planned:"

// plannedMost is how long a planned outage lasts at most: beyond it somebody slipped in the year, and
// "save often" would stand there for ever.
const plannedMost = 31 * 24 * time.Hour

// longestPlanned is how many characters the title of a planned outage has at most.
const longestPlanned = 200

// Planned are the planned outages that touch the time from (inclusive) to (exclusive), by start.
func (s *Session) Planned(from, to time.Time) []outage.Planned {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.plannedBetween(from, to)
}

func (s *Session) plannedBetween(from, to time.Time) []outage.Planned {
	var calendar []outage.Planned
	for _, o := range s.replica.Outages(from, to) {
		calendar = append(calendar, outage.Planned{ID: o.ID, Title: o.Title, Start: o.Start.In(care.Stockholm), End: o.End.In(care.Stockholm),
			Text: o.Text, Kind: outage.KindOfTitle(o.Title), Source: outage.PlannedCalendar})
	}
	return outage.PlannedBetween(from, to, s.catalogue().Limits, s.ownPlanned(), calendar)
}

// ownPlanned are the planned outages that the unit itself noted, by id.
func (s *Session) ownPlanned() []outage.Planned {
	var own []outage.Planned
	for id, e := range s.ready.Planned() {
		if p, ok := plannedOf(id, e.Fields); ok {
			own = append(own, p)
		}
	}
	slices.SortFunc(own, func(x, y outage.Planned) int { return strings.Compare(x.ID, y.ID) })
	return own
}

func plannedOf(id string, fields map[string]string) (outage.Planned, bool) {
	var p outage.Planned
	if err := json.Unmarshal([]byte(fields[plannedField]), &p); err != nil {
		return outage.Planned{}, false
	}
	p.ID, p.Source = id, outage.PlannedUnit
	p.Start, p.End = p.Start.In(care.Stockholm), p.End.In(care.Stockholm)
	return p, true
}

// planned finds a planned outage, wherever it comes from.
func (s *Session) planned(id string) (outage.Planned, bool) {
	now := s.desk.now()
	all := append(s.ownPlanned(), s.plannedBetween(now.AddDate(-1, 0, 0), now.AddDate(1, 0, 0))...)
	i := slices.IndexFunc(all, func(p outage.Planned) bool { return p.ID == id })
	if i < 0 {
		return outage.Planned{}, false
	}
	return all[i], true
}

// AddPlanned notes a planned outage of the unit's own, for who may bring calendars in. Faults:
// "planned.empty", "planned.times", "planned.long", "outage.no_system", "outage.person", "outage.number",
// "access.not_allowed", those of the vault.
func (s *Session) AddPlanned(ctx context.Context, p outage.Planned) (outage.Planned, error) {
	s.hold()
	defer s.mu.Unlock()
	p.ID = newEntryID()
	return s.keepPlanned(ctx, p)
}

// ChangePlanned changes a planned outage; one of a calendar or of the monthly service stays as the unit
// says from now on. Faults as AddPlanned, "planned.unknown".
func (s *Session) ChangePlanned(ctx context.Context, p outage.Planned) (outage.Planned, error) {
	s.hold()
	defer s.mu.Unlock()
	if _, known := s.planned(p.ID); !known {
		return outage.Planned{}, text.NewFault("planned.unknown")
	}
	return s.keepPlanned(ctx, p)
}

// RemovePlanned notes that a planned outage isn't held, wherever it comes from.
// Faults: "planned.unknown", "access.not_allowed", those of the vault.
func (s *Session) RemovePlanned(ctx context.Context, id string) error {
	s.hold()
	defer s.mu.Unlock()
	p, known := s.planned(id)
	if !known {
		return text.NewFault("planned.unknown")
	}
	// What it says is not kept: a calendar's words may be longer than the unit's own, or name somebody.
	_, err := s.keepPlanned(ctx, outage.Planned{ID: p.ID, Kind: p.Kind, Start: p.Start, End: p.End, Off: true})
	return err
}

func (s *Session) keepPlanned(ctx context.Context, p outage.Planned) (outage.Planned, error) {
	if err := s.may(access.RightImport); err != nil {
		return outage.Planned{}, err
	}
	p.Title, p.Text, p.Source = tidy(p.Title), strings.TrimSpace(p.Text), outage.PlannedUnit
	if !slices.Contains([]outage.PlannedKind{outage.PlannedUpgrade, outage.PlannedPatch}, p.Kind) {
		p.Kind = outage.PlannedOther
	}
	if err := s.checkPlanned(p); err != nil {
		return outage.Planned{}, err
	}
	raw, err := json.Marshal(p)
	if err != nil {
		return outage.Planned{}, fmt.Errorf("encode planned outage %s: %w", p.ID, err)
	}
	if utf8.RuneCount(raw) > readiness.LongestText { // line breaks and brackets take more room than they show
		return outage.Planned{}, text.NewFault("planned.long")
	}
	e := readiness.Event{Type: readiness.EventPlanned, Item: p.ID, Fields: map[string]string{plannedField: string(raw)}}
	if err := s.tellReady(ctx, e, s.line(access.ActionOutage, "", "planned")); err != nil {
		return outage.Planned{}, err
	}
	return p.Timed(s.catalogue().Limits), nil
}

func (s *Session) checkPlanned(p outage.Planned) error {
	c := s.catalogue()
	switch {
	case p.Off:
		return nil
	case p.Title == "" && p.Kind != outage.PlannedPatch:
		return text.NewFault("planned.empty")
	case utf8.RuneCountInString(p.Title) > longestPlanned || utf8.RuneCountInString(p.Text) > readiness.LongestText || len(p.Systems) > len(c.Systems):
		return text.NewFault("planned.long")
	case p.Start.IsZero() || !p.Start.Before(p.End) || p.End.Sub(p.Start) > plannedMost:
		return text.NewFault("planned.times")
	}
	for _, id := range p.Systems {
		if _, known := c.System(id); !known {
			return text.NewFault("outage.no_system")
		}
	}
	return s.namesNobody(p.Title + "\n" + p.Text)
}

// PutOnChecklist puts an open fact on the checklist of a planned outage, during which it can be tried out;
// no id takes it off. Faults as SettleFact, "planned.unknown".
func (s *Session) PutOnChecklist(ctx context.Context, factID, plannedID string) error {
	return s.tellFact(ctx, factID, func(f outage.Fact) (readiness.Event, error) {
		if plannedID == "" {
			return readiness.Event{Type: readiness.EventOffList, Item: f.ID}, nil
		}
		if _, known := s.planned(plannedID); !known {
			return readiness.Event{}, text.NewFault("planned.unknown")
		}
		return readiness.Event{Type: readiness.EventOnList, Item: f.ID, Part: plannedID}, nil
	})
}

// DutyRow is what a planned outage calls for now: notice, the text message of the day before, saving
// often, the message that it is over.
type DutyRow struct {
	Planned outage.Planned
	outage.PlannedDuty
	// Message is the kind of message that does it; empty for what is done otherwise.
	Message outage.MessageKind
	// Done says that an attempt to send it was noted, by By at At.
	Done bool
	By   string
	At   time.Time
}

// dutyMessages are the messages that duties are done by.
var dutyMessages = map[outage.Duty]outage.MessageKind{outage.DutyNotice: outage.MessageNotice, outage.DutyDayBefore: outage.MessageDay,
	outage.DutyDone: outage.MessageDone}

// PlannedDuties are what the planned outages around now call for, by when those begin.
func (s *Session) PlannedDuties() []DutyRow {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.plannedDuties()
}

func (s *Session) plannedDuties() []DutyRow {
	now := s.desk.now()
	var rows []DutyRow
	for _, p := range s.plannedBetween(care.NextDay(now, -2), care.NextDay(now, s.catalogue().Limits.NoticeDays+2)) {
		for _, d := range p.Duties(now) {
			row := DutyRow{Planned: p, PlannedDuty: d, Message: dutyMessages[d.Duty]}
			if e, told := s.ready.Round(plannedItem+p.ID, string(row.Message)); told && row.Message != "" {
				row.Done, row.By, row.At = true, e.By.Name, e.At
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// NotePlannedMessage notes an attempt to send the message that a planned outage calls for. Faults:
// "planned.unknown", "outage.person", "outage.number", "access.not_allowed", those of the vault.
func (s *Session) NotePlannedMessage(ctx context.Context, id string, sent outage.Sent) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightWrite); err != nil {
		return err
	}
	if _, known := s.planned(id); !known {
		return text.NewFault("planned.unknown")
	}
	if err := s.namesNobody(sent.Text + "\n" + sent.Group); err != nil {
		return err
	}
	e := readiness.Event{Type: readiness.EventRound, Item: plannedItem + id, Part: string(sent.Kind), OK: true, Value: sent.Text}
	return s.tellReady(ctx, e, s.line(access.ActionOutage, "", "message"))
}

// SaveOften is the planned outage that is so near, or goes on, that everyone should save their work often
// (routine 2.2).
func (s *Session) SaveOften() (outage.Planned, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return saveOften(s.plannedDuties())
}

func saveOften(duties []DutyRow) (outage.Planned, bool) {
	for _, d := range duties {
		if d.Duty == outage.DutySaveOften {
			return d.Planned, true
		}
	}
	return outage.Planned{}, false
}

package desk

import (
	"context"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

// FactRow is something that the routine leaves open, with the answer once somebody has settled it.
type FactRow struct {
	outage.Fact
	Settled *outage.Settled // nil while it is open
	// By and At say who settled it and when.
	By string
	At time.Time
	// OnChecklist is the id of the planned outage on whose checklist it stands; empty for none.
	OnChecklist string
}

// Facts are all open facts, by place, with those that are settled.
func (s *Session) Facts() []FactRow {
	s.mu.Lock()
	defer s.mu.Unlock()
	told, lists := s.ready.Facts(), s.ready.OnList()
	facts := s.baseCatalogue().Facts
	rows := make([]FactRow, len(facts))
	for i, f := range facts {
		rows[i] = FactRow{Fact: f, OnChecklist: lists[f.ID].Part}
		if settled, known := answered(f, told); known {
			rows[i].Settled, rows[i].By, rows[i].At = &settled, told[f.ID].By.Name, told[f.ID].At
		}
	}
	return rows
}

// settledFacts are the answers to the facts of the catalogue.
func (s *Session) settledFacts() map[string]outage.Settled {
	settled, told := map[string]outage.Settled{}, s.ready.Facts()
	for _, f := range s.baseCatalogue().Facts {
		if answer, known := answered(f, told); known {
			settled[f.ID] = answer
		}
	}
	return settled
}

// answered is what a fact was settled to. An answer that the fact has no place for, because the catalogue
// asks otherwise now, leaves it open.
func answered(f outage.Fact, told map[string]readiness.Event) (outage.Settled, bool) {
	e, known := told[f.ID]
	if !known {
		return outage.Settled{}, false
	}
	answer, err := f.Answer(e.Value)
	return answer, err == nil
}

// SettleFact answers an open fact for the unit. Who and when is in the ledger, and an earlier answer stays
// there. Faults: "outage.no_fact", those of outage.Fact.Answer, "outage.person", "access.not_allowed",
// those of the vault.
func (s *Session) SettleFact(ctx context.Context, id, value string) error {
	value = tidy(value)
	return s.tellFact(ctx, id, func(f outage.Fact) (readiness.Event, error) {
		if _, err := f.Answer(value); err != nil {
			return readiness.Event{}, err
		}
		return readiness.Event{Type: readiness.EventFact, Item: f.ID, Value: value}, nil
	})
}

// UnsettleFact takes the answer back: the fact is open again.
func (s *Session) UnsettleFact(ctx context.Context, id string) error {
	return s.tellFact(ctx, id, func(f outage.Fact) (readiness.Event, error) {
		return readiness.Event{Type: readiness.EventUnfact, Item: f.ID}, nil
	})
}

// tellFact stores what is told of an open fact.
func (s *Session) tellFact(ctx context.Context, id string, of func(outage.Fact) (readiness.Event, error)) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightUnit); err != nil {
		return err
	}
	f, known := s.baseCatalogue().Fact(id)
	if !known {
		return text.NewFault("outage.no_fact", "fact", id)
	}
	e, err := of(f)
	if err != nil {
		return err
	}
	if f.Sort != outage.FactPhone {
		if err := s.namesNobody(e.Value); err != nil {
			return err
		}
	} else if s.isPersonsNumber(e.Value) {
		return text.NewFault("outage.number")
	}
	if err := s.tellReady(ctx, e, s.line(access.ActionCatalogue, "", f.ID)); err != nil {
		return err
	}
	s.own.settled = nil
	return nil
}

// factRecords is a change with what is told of open facts in it, before its other records.
func (s *Session) factRecords(change ledger.Change, events []readiness.Event) (ledger.Change, error) {
	for i := range events {
		s.sign(&events[i], s.desk.now())
		if err := events[i].Check(); err != nil {
			return ledger.Change{}, err
		}
		rec, err := record(ledger.StreamMain, access.AreaCommon, ledger.KindReady, events[i])
		if err != nil {
			return ledger.Change{}, err
		}
		change.Appends = append(change.Appends, rec)
	}
	return change, nil
}

package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
)

// kindPart is an item that holds what came of a list before its line broke, behind the wall of
// what the list tells.
const kindPart = ledger.PartKind

// puller is the refresh that is under way, and what came of lists whose line broke. The session's
// lock guards it.
type puller struct {
	stop     context.CancelFunc // nil when none is under way
	ended    chan struct{}
	progress RefreshProgress
	parts    map[string]part
	last     Refreshed // the lists of the one before
}

// part is what came of a list before its line broke.
type part struct {
	Since string    `json:"since"` // the mark that it was asked from
	Next  string    `json:"next"`  // the mark of the page to go on at
	Pages [][]byte  `json:"pages"`
	Items int       `json:"items"`
	At    time.Time `json:"at"`
}

func (p *puller) running() bool { return p.stop != nil }

func (p *puller) begin(stop context.CancelFunc) {
	p.stop, p.ended, p.progress = stop, make(chan struct{}), RefreshProgress{}
}

func (p *puller) end() {
	close(p.ended)
	p.stop, p.progress = nil, RefreshProgress{}
}

// interrupt stops the refresh that is under way: what it stored stays, and nothing more is.
func (p *puller) interrupt() {
	if p.stop != nil {
		p.stop()
	}
}

// forget throws away what came of lists whose line broke.
func (p *puller) forget() { p.parts, p.last = nil, Refreshed{} }

// take gives what came of a list from the same mark not long ago; nothing else.
func (p *puller) take(name, since string, now time.Time) part {
	found, has := p.parts[name]
	if age := now.Sub(found.At); !has || found.Since != since || age < 0 || age > resumeWithin {
		return part{}
	}
	return found
}

// dropFrom lets a change take away what came of a list, and tells whether there was something.
func (p *puller) dropFrom(name string, change *ledger.Change) bool {
	_, has := p.parts[name]
	if has {
		change.Drops = append(change.Drops, ledger.ItemRef{Kind: kindPart, ID: name})
	}
	return has
}

// partArea is the wall behind which what came of a list is kept: the highest of what it tells.
// Lists about persons can hold protected fields.
func partArea(kinds []care.Kind) access.Area {
	for _, kind := range kinds {
		if area := areas[kind]; area.Valid() && area != access.AreaCommon {
			return area
		}
	}
	return access.AreaProtected
}

// keepPart stores what came of a list before its line broke, and gives why it broke. It is only to
// save time: where it can't be stored, the session has it.
func (r *refresh) keepPart(ctx context.Context, list SourceRead, p part, why error) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("encode part of %s: %w", list.Name, err)
	}
	s := r.s
	s.hold()
	defer s.mu.Unlock()
	if ctx.Err() != nil { // the binder may be closed
		return why
	}
	if s.puller.parts == nil {
		s.puller.parts = map[string]part{}
	}
	s.puller.parts[list.Name] = p
	item := ledger.Item{Area: partArea(list.Kinds), Kind: kindPart, ID: list.Name, Body: raw}
	if err := s.commit(ctx, ledger.Change{Puts: []ledger.Item{item}}); damagedOrFull(err) {
		return err
	}
	return why
}

// takePulled takes an item of the refresh in, and tells whether it was one.
func (s *Session) takePulled(item ledger.Item) (bool, error) {
	switch item.Kind {
	case kindConnection:
		return true, s.link.take(item.Body)
	case kindPulls:
		return true, decode(item.Body, &s.pulls)
	case kindPart:
		var p part
		if err := decode(item.Body, &p); err != nil {
			return true, err
		}
		if s.puller.parts == nil {
			s.puller.parts = map[string]part{}
		}
		s.puller.parts[item.ID] = p
		return true, nil
	}
	return false, nil
}

// forgetPulled lets a change take away how far the binder was refreshed, and every part of a list:
// what was pulled is no longer there, so everything is asked for again.
func (s *Session) forgetPulled(change *ledger.Change) {
	s.puller.interrupt()
	change.Drops = append(change.Drops, ledger.ItemRef{Kind: kindPulls, ID: kindPulls})
	for name := range s.puller.parts {
		change.Drops = append(change.Drops, ledger.ItemRef{Kind: kindPart, ID: name})
	}
}

func (s *Session) progressNow() RefreshProgress {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.puller.progress
}

// StopRefresh stops the refresh that is under way, if one is. What it stored stays.
func (s *Session) StopRefresh() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.puller.interrupt()
}

// endRefresh stops the refresh that is under way and waits for it, not for long: the binder must
// be free.
func (s *Session) endRefresh() {
	s.mu.Lock()
	s.puller.interrupt()
	running, ended := s.puller.running(), s.puller.ended
	s.mu.Unlock()
	if !running {
		return
	}
	late := time.NewTimer(lockWithin)
	defer late.Stop()
	select {
	case <-ended:
	case <-late.C:
	}
}

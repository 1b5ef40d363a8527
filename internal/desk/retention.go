package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/retention"
	"avbrottsparm/internal/text"
)

// kindRetention is the item of the settings area that remembers how long things are kept.
const kindRetention = "retention"

// keeping is what the binder remembers of retention.
type keeping struct {
	Rules  retention.Rules  `json:"rules"`
	Warned retention.Warned `json:"warned,omitzero"`
	// Purged is when the replica went, in UTC; zero once something new has come in.
	Purged time.Time `json:"purged,omitzero"`
	// Stay are the persons and scanned pages that stayed then, by the binder's id. Whatever else there is has
	// come in since.
	Stay []string `json:"stay,omitempty"`
	// CopiesOld says that copies from before a purge may still lie beside the binder.
	CopiesOld bool `json:"copies_old,omitempty"`
}

// rules are the unit's, or those that hold until it has its own.
func (k keeping) rules() retention.Rules {
	if k.Rules.ReplicaDays == 0 {
		return retention.Default()
	}
	return k.Rules
}

func (k keeping) item() (ledger.Item, error) {
	raw, err := json.Marshal(k)
	if err != nil {
		return ledger.Item{}, fmt.Errorf("encode retention: %w", err)
	}
	return ledger.Item{Area: access.AreaSettings, Kind: kindRetention, ID: kindRetention, Body: raw}, nil
}

// Retained is how long things are kept, and what waits to go.
type Retained struct {
	Rules retention.Rules
	// Newest is when the newest data left Lifecare, in UTC; zero when nothing has come in since
	// the replica last went.
	Newest time.Time
	// Items is how many items of the replica are in the binder.
	Items int
	// Warn says that people are to be told: the replica goes in Left days unless something new
	// comes in. With Left zero it is due and waits for somebody who may open all areas, or for
	// a clock that can be trusted.
	Warn bool
	Left int
	// Purged is when the replica went, in UTC; zero once something new has come in.
	Purged time.Time
	// Stay is how many persons stay because an entry or draft about them is not in Lifecare yet.
	Stay int
	// Entries is how many entries may be purged now.
	Entries int
}

// Retention tells how long things are kept and what waits to go.
func (s *Session) Retention() Retained {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := Retained{Rules: s.keeping.rules(), Items: s.replicaItems(), Purged: s.keeping.Purged, Stay: s.staying(), Entries: len(s.entriesDue())}
	if r.Purged.IsZero() {
		r.Newest = s.newestData()
	}
	due := s.replicaDue()
	r.Warn, r.Left = due.Step != retention.StepNothing, due.Left
	return r
}

// newestData is when the newest data of any kind left its source; zero when none has come in.
func (s *Session) newestData() time.Time {
	var newest time.Time
	for _, at := range s.fresh {
		if at.After(newest) {
			newest = at
		}
	}
	return newest
}

func (s *Session) replicaItems() int {
	n := s.replica.Len(care.KindSecrets)
	for _, kind := range care.Kinds() {
		n += s.replica.Len(kind)
	}
	return n
}

// replicaDue is what the rules say about the replica now; nothing while there is none.
func (s *Session) replicaDue() retention.Due { return s.dueBy(s.keeping) }

func (s *Session) dueBy(k keeping) retention.Due {
	if !k.Purged.IsZero() || s.replicaItems() == 0 {
		return retention.Due{}
	}
	return k.rules().Due(s.desk.now(), s.newestData(), k.Warned, !s.clockUncertain())
}

// stayed is how many of the persons and pages that stayed at the last purge are here, and whether some of
// them are needed no longer.
func (s *Session) stayed() (n int, over bool) {
	needed, pages := s.needed(), s.pagesNeeded()
	for _, id := range s.keeping.Stay {
		_, person := s.replica.Person(id)
		_, page := s.replica.Get(care.KindDocument, id)
		if person || page {
			n++
			over = over || person && !needed[id] || page && !pages[id]
		}
	}
	return n, over
}

// needed are the persons who stay although the replica goes: something is left to do in Lifecare with an
// entry about them, or it waits to be compared there, somebody is writing one, a scanned page about them
// stays, or an entry from an earlier program doesn't say itself whom it is about.
func (s *Session) needed() map[string]bool {
	needed := map[string]bool{}
	for _, t := range s.backlog.List(func(t *entry.Tracked) bool { return s.unfinished(t) || t.Subject == nil }) {
		needed[t.PersonID] = true
	}
	for _, d := range s.drafts {
		needed[d.PersonID] = true
	}
	for id := range s.pagesNeeded() {
		if item, ok := s.replica.Get(care.KindDocument, id); ok {
			needed[item.(*care.Document).PersonID] = true
		}
	}
	return needed
}

// staying is how many of them are in the replica.
func (s *Session) staying() int {
	n := 0
	for id := range s.needed() {
		if _, ok := s.replica.Person(id); ok {
			n++
		}
	}
	return n
}

// seesAll tells whether the one who opened the binder has the keys of all care: who can't see an
// entry can't tell whom it is about, and would purge that person.
func (s *Session) seesAll() bool {
	mine := s.store.Areas()
	return !slices.ContainsFunc(access.CareAreas(), func(a access.Area) bool { return !slices.Contains(mine, a) })
}

// Tend does what is due after unlocking: it remembers that people are warned, takes away the
// replica when its days are over, and makes copies anew when that was left undone. It changes
// nothing in a binder that can't be written or was altered behind its back. What it found is told
// by Status and Retention.
func (s *Session) Tend(ctx context.Context) error {
	if s.store.ReadOnly() {
		return nil
	}
	if err := s.tend(ctx); err != nil {
		return err
	}
	return s.renewCopies(ctx)
}

func (s *Session) tend(ctx context.Context) error {
	s.hold()
	defer s.mu.Unlock()
	if s.altered != nil {
		return nil
	}
	if err := s.shieldDocuments(ctx); err != nil {
		return err
	}
	k := s.keeping
	stayed, over := s.stayed()
	if !k.Purged.IsZero() && s.replicaItems() > stayed { // a copy brought something in
		k.Purged, k.Stay = time.Time{}, nil
	}
	due := s.dueBy(k)
	k.Warned = due.Warned
	if k.Warned != s.keeping.Warned || !k.Purged.Equal(s.keeping.Purged) {
		if err := s.keep(ctx, k); err != nil {
			return err
		}
	}
	over = over && !k.Purged.IsZero() && !s.clockUncertain()
	if (due.Step == retention.StepPurge || over) && s.seesAll() {
		_, err := s.purgeReplica(ctx, true)
		return err
	}
	return nil
}

// keep stores what the binder remembers of retention.
func (s *Session) keep(ctx context.Context, k keeping) error {
	item, err := k.item()
	if err != nil {
		return err
	}
	if err := s.commit(ctx, ledger.Change{Puts: []ledger.Item{item}}); err != nil {
		return err
	}
	s.keeping = k
	return nil
}

// refreshed makes the change of an import forget what was remembered about the replica before:
// that people were warned, when newer data came in, and that it was purged.
func (s *Session) refreshed(change *ledger.Change, newer bool) (keeping, error) {
	k := s.keeping
	if k.Purged.IsZero() && (!newer || k.Warned == retention.Warned{}) {
		return k, nil
	}
	k.Warned, k.Purged, k.Stay = retention.Warned{}, time.Time{}, nil
	item, err := k.item()
	if err == nil {
		change.Puts = append(change.Puts, item)
	}
	return k, err
}

// renewCopies makes the copies beside the binder anew when older ones may still hold what was
// purged. It is tried again at the next unlock when it fails. The binder can be read and written
// in meanwhile.
func (s *Session) renewCopies(ctx context.Context) error {
	s.hold()
	old := s.keeping.CopiesOld
	s.mu.Unlock()
	if !old {
		return nil
	}
	if _, err := s.store.RenewCopies(ctx, nil); err != nil {
		return text.Because(err, "retention.copies")
	}
	s.hold()
	defer s.mu.Unlock()
	k := s.keeping
	k.CopiesOld = false
	return s.keep(ctx, k)
}

// SetRetention decides how long things are kept. Faults: "access.not_allowed", those of
// retention.Rules.Check.
func (s *Session) SetRetention(ctx context.Context, rules retention.Rules) error {
	if err := s.May(access.RightRetention); err != nil {
		return err
	}
	rules.Decision = strings.TrimSpace(rules.Decision)
	if err := rules.Check(); err != nil {
		return err
	}
	s.hold()
	defer s.mu.Unlock()
	k := s.keeping
	k.Rules = rules
	item, err := k.item()
	if err != nil {
		return err
	}
	if err := s.commitNoted(ctx, ledger.Change{Puts: []ledger.Item{item}}, s.line(access.ActionRetention, "", rulesDetail(rules))); err != nil {
		return err
	}
	s.keeping = k
	return nil
}

// rulesDetail is the rules as a line of the log tells them.
func rulesDetail(r retention.Rules) string {
	parts := []string{fmt.Sprintf("%d/%d", r.ReplicaDays, r.WarnDays)}
	for _, law := range retention.Laws() {
		if days, ok := r.KeepDays[law]; ok {
			parts = append(parts, fmt.Sprintf("%s=%d", law, days))
		}
	}
	return strings.Join(append(parts, r.Decision), " ")
}

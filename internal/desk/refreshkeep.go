package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// weighings is how often a list is weighed anew because something else was stored meanwhile,
// before the binder is kept still for it.
const weighings = 3

// store weighs a list against the replica and stores it whole, with its marks.
func (r *refresh) store(ctx context.Context, name string, known pulledRead, batches []care.Batch, result *ReadResult) error {
	s := r.s
	for try := 1; ; try++ {
		s.hold()
		revision, replica, standing := s.revision, s.replica, care.NewStanding()
		standing.Take(s.standing)
		still := try > weighings || len(batches) == 0 // nothing came, nothing is weighed
		if !still {
			replica = replica.Clone()
			s.mu.Unlock()
		}
		w, unsettled := s.weighed(batches, replica, standing, r.how.ConfirmGone)
		if !still {
			s.hold()
		}
		if unsettled != nil {
			s.mu.Unlock()
			return unsettled
		}
		if err := ctx.Err(); err != nil { // the binder may be closed
			s.mu.Unlock()
			return err
		}
		if revision != s.revision {
			s.mu.Unlock()
			continue
		}
		err := r.keep(ctx, name, known, w)
		s.mu.Unlock()
		if err == nil {
			w.into(result)
		}
		return err
	}
}

// weighed is what a list would do.
type weighed struct {
	changes          []care.Changes
	errors, warnings []RowIssue
	change           ledger.Change
	after            *care.Replica // what is known when it has come in
}

func (s *Session) weighed(batches []care.Batch, replica *care.Replica, standing care.Standing, confirm bool) (weighed, error) {
	if len(batches) == 0 {
		return weighed{after: replica}, nil
	}
	w := weighed{after: replica.Clone()}
	now := s.desk.now()
	for _, b := range batches {
		if b.Everything && slices.Contains(b.Kinds, care.KindRelative) {
			b.Removed = append(slices.Clone(b.Removed), hiddenGone(b, w.after)...)
		}
		c := w.after.Reconcile(b, care.Reconciling{Now: now, AsOf: b.AsOf, Name: s.store.Name, ConfirmGone: confirm, Standing: standing})
		w.changes = append(w.changes, c)
		w.errors = append(w.errors, s.word(c.Errors)...)
		w.warnings = append(w.warnings, s.word(c.Warnings)...)
		w.after.Apply(c)
		standing.Take(c.Standing)
	}
	w.after.Prepare()
	var err error
	w.change, err = settle(w.changes)
	return w, err
}

// hiddenGone are the relatives among protected fields whom a list of everyone does not hold.
func hiddenGone(b care.Batch, replica *care.Replica) []care.Removed {
	there := map[string]bool{}
	for _, in := range b.Incoming {
		there[in.Item.ItemMeta().SourceID] = true
	}
	var gone []care.Removed
	for _, id := range replica.HiddenOf(b.Format) {
		if !there[id] {
			gone = append(gone, care.Removed{Kind: care.KindRelative, SourceID: id})
		}
	}
	return gone
}

func (w weighed) into(result *ReadResult) {
	for _, c := range w.changes {
		result.New += c.New
		result.Changed += c.Changed
		result.Unchanged += c.Unchanged
		result.Gone += c.Gone
		result.Held = result.Held || c.Held
	}
	result.Errors, result.Warnings = w.errors, w.warnings
}

// keep stores what a list means together with its marks. What changes nothing waits for the next
// thing that is stored. The caller holds the lock.
func (r *refresh) keep(ctx context.Context, name string, known pulledRead, w weighed) error {
	s := r.s
	change := w.change
	if area, walled := s.beyond(change); walled {
		return text.NewFault("access.closed", "area", s.desk.Words.Say("area."+area.String()), "who", strings.Join(s.readers(area), "; "))
	}
	now := s.desk.now()
	for _, c := range w.changes {
		known.Held = known.Held || c.Held
	}
	note := !change.Empty() || len(w.changes) > 0 && now.Sub(known.Noted) >= noteEvery
	changed := !change.Empty()
	if note {
		known.Noted = now.UTC()
	}
	p := s.pulls.clone()
	p.Reads[name] = known
	part := s.puller.dropFrom(name, &change)
	if !note && !part {
		s.pulls = p
		s.countsAsFresh(known)
		return nil
	}
	in := r.received(w, p)
	if note {
		rec, err := record(ledger.StreamMain, access.AreaCommon, ledger.KindImport, in)
		if err != nil {
			return err
		}
		change.Appends = append(change.Appends, rec)
	}
	keeping, err := s.refreshed(&change, true)
	if err != nil {
		return err
	}
	if err := p.put(&change); err != nil {
		return err
	}
	if err := r.commit(ctx, change, changed); err != nil {
		return err
	}
	s.keeping, s.pulls = keeping, p
	delete(s.puller.parts, name)
	s.replica = w.after
	if note {
		s.received(in)
	}
	if changed {
		s.revision++
		s.refind()
	}
	s.countsAsFresh(known)
	if !slices.ContainsFunc(change.Puts, func(item ledger.Item) bool { return item.Kind == string(care.KindPerson) }) {
		return nil
	}
	return s.shieldDocuments(ctx)
}

// commit stores a change, with the refresh's line in the log if it is the first that tells
// something new.
func (r *refresh) commit(ctx context.Context, change ledger.Change, changed bool) error {
	if r.noted || !changed {
		return r.s.commit(ctx, change)
	}
	err := r.s.commitNoted(ctx, change, r.event())
	r.noted = err == nil
	return err
}

// received is the ledger's record of a list. A kind that other lists tell of too is not fresher
// than they are.
func (r *refresh) received(w weighed, p pulls) Received {
	in := Received{AsOf: map[care.Kind]time.Time{}, At: r.s.desk.now(), By: r.s.user.Identity, Standing: care.NewStanding(), Wrong: len(w.errors)}
	if r.how.ByRhythm {
		in.By = ""
	}
	times := p.kindTimes()
	var formats []string
	for _, c := range w.changes {
		formats = appendNew(formats, c.Format)
		in.New, in.Change, in.Same, in.Gone = in.New+c.New, in.Change+c.Changed, in.Same+c.Unchanged, in.Gone+c.Gone
		in.Standing.Take(c.Standing)
		for _, kind := range c.Kinds {
			if at, pulledToo := times[kind]; pulledToo && !allWrong(c) {
				in.AsOf[kind] = at
			}
		}
	}
	in.Format = strings.Join(formats, "+")
	return in
}

// beyond is the first area of a change that the opener has no key for.
func (s *Session) beyond(change ledger.Change) (access.Area, bool) {
	mine := s.store.Areas()
	for _, item := range change.Puts {
		if !slices.Contains(mine, item.Area) {
			return item.Area, true
		}
	}
	return 0, false
}

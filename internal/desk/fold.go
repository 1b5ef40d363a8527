package desk

import (
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
)

// folded is what the records of the main stream come to.
type folded struct {
	backlog *entry.Backlog
	fresh   care.Freshness
	// standing is how new what is known is, by source and by route.
	standing care.Standing
	files    map[string]bool     // hashes of files that came in
	prints   prints              // which prints left the binder
	evening  evenings            // when the evening's print was last made
	slips    *custody.Book       // numbered papers and where they are
	binder   *custody.Contents   // what the unit's binder on paper holds
	delivers delivers            // which laptop delivers for the unit
	ready    *readiness.Book     // what was checked, read and settled beforehand
	outages  *outage.Book        // what happened in outages
	withheld map[access.Area]int // records of entries behind walls that the opener has no key for
	newest   time.Time           // clock of the newest record, for the guard
	// strange says that a record holds what only a later program understands. No checkpoint is
	// made then, or that program would never see it.
	strange bool
}

// foldVersion is raised whenever fold takes in other things than before, or differently: what an
// earlier program kept is then passed over.
const foldVersion = 10

func newFolded() folded {
	return folded{backlog: entry.NewBacklog(), fresh: care.Freshness{}, standing: care.NewStanding(), files: map[string]bool{},
		prints: prints{}, slips: custody.NewBook(), binder: custody.NewContents(), ready: readiness.NewBook(), outages: outage.NewBook(), withheld: map[access.Area]int{}}
}

// fold takes one record of the ledger into the state.
func (f *folded) fold(r ledger.Record) error {
	if at := r.Clock.Time(); at.After(f.newest) {
		f.newest = at
	}
	if r.Withheld && r.Kind == ledger.KindEntry {
		f.withheld[r.Area]++
	}
	if r.Body == nil {
		return nil
	}
	switch r.Kind {
	case ledger.KindEntry:
		var event entry.Event
		if err := decode(r.Body, &event); err != nil {
			return err
		}
		f.apply(event)
	case ledger.KindImport:
		var in Received
		if err := decode(r.Body, &in); err != nil {
			return err
		}
		f.received(in)
	case ledger.KindPurge:
		var c Certificate
		if err := decode(r.Body, &c); err != nil {
			return err
		}
		f.purged(c)
	case ledger.KindPrint:
		f.issued(r)
	case ledger.KindPaper:
		f.told(r)
	case ledger.KindDelivery:
		f.delivered(r)
	case ledger.KindOutage:
		return f.happened(r)
	case ledger.KindReady:
		return f.prepared(r)
	default:
		f.strange = f.strange || r.Kind > ledger.KindReady
	}
	return nil
}

// apply takes one event of an entry in. One that does not fit changes nothing and keeps nobody
// out: of two laptops that entered the same note the first counts, and the events of an entry
// that does not open, or was purged, have nothing to change.
func (f *folded) apply(event entry.Event) {
	if err := f.backlog.Apply(event); err != nil && !event.Type.Valid() {
		f.strange = true
	}
	if event.Entry != nil && event.Entry.Wall() == 0 {
		f.strange = true
	}
}

func (f *folded) received(in Received) {
	f.files[in.Hash] = true
	for kind, at := range in.AsOf {
		f.fresh.Note(kind, at)
	}
	f.standing.Take(in.Standing)
}

// purged forgets how new the replica was when it went: what comes in afterwards is weighed against
// nothing, whatever its age.
func (f *folded) purged(c Certificate) {
	if c.What == PurgedReplica {
		f.standing = care.NewStanding()
	}
}

// happened takes in what happened in an outage.
func (f *folded) happened(r ledger.Record) error {
	var event outage.Event
	if err := decode(r.Body, &event); err != nil {
		return err
	}
	f.strange = !f.outages.Take(event, uint64(r.Clock)) || f.strange
	return nil
}

// prepared takes in what was told of being ready.
func (f *folded) prepared(r ledger.Record) error {
	var event readiness.Event
	if err := decode(r.Body, &event); err != nil {
		return err
	}
	f.strange = !f.ready.Take(event, uint64(r.Clock)) || f.strange
	return nil
}

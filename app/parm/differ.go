package main

import (
	"maps"
	"slices"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
)

// kindWords are the kinds of record as JSON names them.
var kindWords = map[ledger.Kind]string{
	ledger.KindEntry: "entry", ledger.KindImport: "import", ledger.KindManifest: "manifest", ledger.KindTombstone: "tombstone",
	ledger.KindPrint: "print", ledger.KindAccess: "access", ledger.KindReview: "review", ledger.KindPurge: "purge", ledger.KindCopy: "copy",
	ledger.KindPaper: "paper", ledger.KindDelivery: "delivery", ledger.KindOutage: "outage", ledger.KindReady: "ready",
}

// kindWord is the word of a kind; those of a newer program are "other".
func kindWord(k ledger.Kind) string {
	if word, known := kindWords[k]; known {
		return word
	}
	return "other"
}

// losesWork tells whether the copy lacks something that somebody did. Every opening of the binder
// adds lines to the log, and every copy a note of itself: they are told and do not count.
func losesWork(d ledger.Difference) bool {
	for kind := range d.OnlyHere {
		if kind != ledger.KindAccess && kind != ledger.KindCopy {
			return true
		}
	}
	return d.Drafts > 0
}

func shapeDifference(d ledger.Difference, merged bool) restoredShape {
	shape := restoredShape{Merged: merged && (brings(d) || len(d.Apart) == 0), Same: d.Same, CopyNewest: stamp(d.Copy), HereNewest: stamp(d.Here),
		OnlyHere: map[string]int{}, OnlyThere: map[string]int{}, Items: d.Items, NewerItems: d.NewerItems, Torn: d.Torn, Drafts: d.Drafts,
		DraftsThere: d.DraftsThere, Apart: map[string]int{}, ApartEntries: []stayingShape{}}
	for kind, n := range d.OnlyHere {
		shape.OnlyHere[kindWord(kind)] += n
	}
	for kind, n := range d.OnlyThere {
		shape.OnlyThere[kindWord(kind)] += n
	}
	for kind, n := range d.Apart {
		shape.Apart[kindWord(kind)] += n
	}
	stays, _ := desk.StaysInCopy(d)
	for _, e := range stays {
		shape.ApartEntries = append(shape.ApartEntries, stayingShape{ID: e.ID, What: string(e.What), At: stamp(e.At), By: e.By})
	}
	return shape
}

// tellDifference says what the copy and the binder have that the other lacks, and what to do.
func (a *app) tellDifference(d ledger.Difference) {
	p := a.page()
	if d.Same {
		p.line(a.words.Say("copies.same"))
		return
	}
	p.line(a.words.Say("copies.newest", "copy", a.momentOf(d.Copy), "here", a.momentOf(d.Here)))
	if len(d.OnlyHere)+d.Drafts > 0 {
		p.head(a.words.Say("copies.only_here"))
		a.kinds(p, d.OnlyHere)
		if d.Drafts > 0 {
			p.indented(2, a.words.Count("copies.drafts", d.Drafts))
		}
	}
	if brings(d) {
		p.head(a.words.Say("copies.only_there"))
		a.cameIn(p, d)
	}
	a.tellApart(p, d)
	p.gap()
	switch {
	case brings(d):
		p.line(a.words.Say("copies.use_merge"))
	case len(d.Apart) == 0:
		p.line(a.words.Say("copies.brings_nothing"))
	}
	if d.Torn {
		p.line(a.words.Say("copies.torn"))
	}
}

func (a *app) cameIn(p *page, d ledger.Difference) {
	a.kinds(p, d.Brings())
	if d.DraftsThere > 0 {
		p.indented(2, a.words.Count("copies.drafts", d.DraftsThere))
	}
	if d.Items > 0 {
		p.indented(2, a.words.Count("copies.items", d.Items))
	}
}

// kinds tells how many records of each kind, in the order of their numbers.
func (a *app) kinds(p *page, counts map[ledger.Kind]int) {
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		p.indented(2, a.words.Count("copies.kind."+kindWord(kind), counts[kind]))
	}
}

// brings tells whether a merge brings anything.
func brings(d ledger.Difference) bool { return len(d.Brings())+d.Items+d.DraftsThere > 0 }

// stayingShape is an event of an entry that stays in the copy.
type stayingShape struct {
	ID   string `json:"id"`
	What string `json:"what"`
	At   string `json:"at"`
	By   string `json:"by"`
}

// tellApart says what stays in the copy because copy and binder went on in the same chain, which
// entries those are, and what to do about them.
func (a *app) tellApart(p *page, d ledger.Difference) {
	if len(d.Apart) == 0 {
		return
	}
	p.head(a.words.Say("copies.apart"))
	a.kinds(p, d.Apart)
	stays, closed := desk.StaysInCopy(d)
	for _, e := range stays {
		p.indented(2, a.words.Say("copies.stays."+string(e.What), "id", e.ID, "at", a.momentOf(e.At), "by", e.By))
	}
	if closed > 0 {
		p.indented(2, a.words.Count("copies.stays.closed", closed))
	}
	p.gap()
	key := "copies.apart_keep"
	if d.Apart[ledger.KindEntry] > 0 {
		key = "copies.apart_do"
	}
	p.line(a.words.Say(key))
}

// tellMerged says what came in and what did not. The error is errPart when something stays in the copy.
func (a *app) tellMerged(d ledger.Difference) (err error) {
	if len(d.Apart) > 0 {
		err = errPart
	}
	if a.json {
		a.putJSON(shapeDifference(d, true))
		return err
	}
	p := a.page()
	if d.Keys > 0 {
		p.line(a.words.Count("copies.keys_came", d.Keys))
	}
	switch {
	case brings(d):
		p.line(a.words.Say("copies.came"))
		a.cameIn(p, d)
	case err != nil:
		p.line(a.words.Say("copies.none_came"))
	}
	a.tellApart(p, d)
	switch {
	case d.Torn:
		p.line(a.words.Say("copies.torn"))
	case brings(d), d.Keys > 0:
	case err != nil:
		return err
	default:
		p.line(a.words.Say("copies.nothing_came"))
		return nil
	}
	p.line(a.words.Say("copies.run_verify"))
	return err
}

func (a *app) momentOf(t time.Time) string {
	if t.IsZero() {
		return a.words.Say("copies.never")
	}
	return a.words.Moment(t.In(care.Stockholm))
}

// tellRecovery says on standard error that the binder was damaged and put together again, and
// what of it could not be saved.
func (a *app) tellRecovery(r *ledger.Recovery) {
	if r == nil {
		return
	}
	if r.Keys > 0 {
		a.say(a.words.Count("copies.keys_came", r.Keys))
		return
	}
	from := a.words.Say("copies.recovered_alone")
	if r.Copy != "" {
		from = a.words.Say("copies.recovered_from", "moment", a.momentOf(r.CopyTaken))
	}
	a.say(a.words.Say("copies.recovered", "from", from, "records", r.Records, "items", r.Items, "drafts", r.Drafts, "file", r.Aside))
	if len(r.Lost) == 0 {
		a.say(a.words.Say("copies.lost_nothing"))
		return
	}
	a.say(a.words.Count("copies.lost", len(r.Lost)))
	for _, f := range r.Lost {
		a.say("  " + a.words.Say("verify."+f.Code, "seq", f.Seq))
	}
}

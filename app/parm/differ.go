package main

import (
	"maps"
	"slices"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
)

// kindWords are the kinds of record as JSON names them.
var kindWords = map[ledger.Kind]string{
	ledger.KindEntry: "entry", ledger.KindImport: "import", ledger.KindManifest: "manifest", ledger.KindTombstone: "tombstone",
	ledger.KindPrint: "print", ledger.KindAccess: "access", ledger.KindReview: "review", ledger.KindPurge: "purge", ledger.KindCopy: "copy",
	ledger.KindPaper: "paper",
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
	shape := restoredShape{Merged: merged, Same: d.Same, CopyNewest: stamp(d.Copy), HereNewest: stamp(d.Here),
		OnlyHere: map[string]int{}, OnlyThere: map[string]int{}, Items: d.Items, NewerItems: d.NewerItems, Torn: d.Torn, Drafts: d.Drafts}
	for kind, n := range d.OnlyHere {
		shape.OnlyHere[kindWord(kind)] += n
	}
	for kind, n := range d.OnlyThere {
		shape.OnlyThere[kindWord(kind)] += n
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
	brings := len(d.OnlyThere)+d.Items > 0
	if len(d.OnlyHere)+d.Drafts > 0 {
		p.head(a.words.Say("copies.only_here"))
		a.kinds(p, d.OnlyHere)
		if d.Drafts > 0 {
			p.indented(2, a.words.Count("copies.drafts", d.Drafts))
		}
	}
	if brings {
		p.head(a.words.Say("copies.only_there"))
		a.cameIn(p, d)
	}
	p.gap()
	switch {
	case brings:
		p.line(a.words.Say("copies.use_merge"))
	default:
		p.line(a.words.Say("copies.brings_nothing"))
	}
	if d.Torn {
		p.line(a.words.Say("copies.torn"))
	}
}

func (a *app) cameIn(p *page, d ledger.Difference) {
	a.kinds(p, d.OnlyThere)
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

// tellMerged says what came in.
func (a *app) tellMerged(d ledger.Difference) {
	if a.json {
		a.putJSON(shapeDifference(d, true))
		return
	}
	p := a.page()
	if d.Keys > 0 {
		p.line(a.words.Count("copies.keys_came", d.Keys))
	}
	if len(d.OnlyThere)+d.Items > 0 {
		p.line(a.words.Say("copies.came"))
		a.cameIn(p, d)
	}
	switch {
	case d.Torn:
		p.line(a.words.Say("copies.torn"))
	case len(d.OnlyThere)+d.Items+d.Keys == 0:
		p.line(a.words.Say("copies.nothing_came"))
		return
	}
	p.line(a.words.Say("copies.run_verify"))
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

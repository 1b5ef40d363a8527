package safety

import (
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// told are the kinds of record that a difference is told in, the most important first. The rest
// is the vault's own bookkeeping.
var told = []struct {
	kind ledger.Kind
	key  string
}{
	{ledger.KindEntry, "copies.kind.entry"},
	{ledger.KindImport, "copies.kind.import"},
	{ledger.KindPrint, "copies.kind.print"},
	{ledger.KindPaper, "copies.kind.paper"},
	{ledger.KindDelivery, "copies.kind.delivery"},
	{ledger.KindOutage, "copies.kind.outage"},
	{ledger.KindReady, "copies.kind.ready"},
	{ledger.KindAccess, "copies.kind.access"},
	{ledger.KindReview, "copies.kind.review"},
	{ledger.KindPurge, "copies.kind.purge"},
	{ledger.KindCopy, "copies.kind.copy"},
	{ledger.KindTombstone, "copies.kind.tombstone"},
}

// counted words how many of each kind: "3 händelser om anteckningar, 2 utskrifter". Empty when
// there is nothing but bookkeeping.
func counted(w *text.Words, of map[ledger.Kind]int) string {
	var parts []string
	for _, k := range told {
		if n := of[k.kind]; n > 0 {
			parts = append(parts, w.Count(k.key, n))
		}
	}
	return strings.Join(parts, ", ")
}

// gives tells whether merging a copy would bring anything that somebody would miss.
func gives(d ledger.Difference) bool {
	n := d.Items + d.DraftsThere
	for kind, k := range d.Brings() {
		if kind != ledger.KindManifest {
			n += k
		}
	}
	return n > 0
}

// difference says what each of copy and binder has that the other lacks.
func difference(w *text.Words, d ledger.Difference, now time.Time) []string {
	when := func(at time.Time) string {
		if at.IsZero() {
			return w.Say("control.nothing")
		}
		return w.When(at.In(care.Stockholm), now)
	}
	all := []string{w.Say("safety.differ.when", "copy", when(d.Copy), "here", when(d.Here))}
	if d.Same {
		return append(all, w.Say("safety.differ.same"))
	}
	all = append(all, w.Say("safety.differ.here", "what", orNothing(w, counted(w, d.OnlyHere))))
	if d.Drafts > 0 {
		all = append(all, w.Count("safety.differ.drafts", d.Drafts))
	}
	all = append(all, w.Say("safety.differ.there", "what", orNothing(w, brings(w, d))))
	all = append(all, apart(w, d)...)
	if d.Items > 0 {
		key := "safety.differ.items"
		if d.NewerItems {
			key = "safety.differ.newer_items"
		}
		all = append(all, w.Count(key, d.Items))
	}
	if d.Torn {
		all = append(all, w.Say("copies.torn"))
	}
	return all
}

// brings words what a merge brings of records and drafts.
func brings(w *text.Words, d ledger.Difference) string {
	what := counted(w, d.Brings())
	if d.DraftsThere > 0 {
		what = strings.TrimPrefix(what+", "+w.Count("copies.drafts", d.DraftsThere), ", ")
	}
	return what
}

// apart says what stays in the copy although the binder lacks it, which entries those are, and what
// to do about them.
func apart(w *text.Words, d ledger.Difference) []string {
	if len(d.Apart) == 0 {
		return nil
	}
	all := []string{w.Say("copies.apart") + " " + orNothing(w, counted(w, d.Apart)) + "."}
	stays, closed := desk.StaysInCopy(d)
	for _, e := range stays {
		all = append(all, w.Say("copies.stays."+string(e.What), "id", e.ID, "at", w.Moment(e.At.In(care.Stockholm)), "by", e.By))
	}
	if closed > 0 {
		all = append(all, w.Count("copies.stays.closed", closed))
	}
	if d.Apart[ledger.KindEntry] > 0 {
		return append(all, w.Say("safety.differ.apart_do"))
	}
	return append(all, w.Say("copies.apart_keep"))
}

func orNothing(w *text.Words, what string) string {
	if what == "" {
		return w.Say("safety.differ.nothing")
	}
	return what
}

// brought says what a merge brought in.
func brought(w *text.Words, d ledger.Difference) []string {
	all := []string{w.Say("safety.differ.came", "what", orNothing(w, brings(w, d)))}
	all = append(all, apart(w, d)...)
	if d.Items > 0 {
		all = append(all, w.Count("safety.differ.items_came", d.Items))
	}
	if d.Keys > 0 {
		all = append(all, w.Count("copies.keys_came", d.Keys))
	}
	if d.Torn {
		all = append(all, w.Say("copies.torn"))
	}
	return all
}

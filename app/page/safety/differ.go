package safety

import (
	"strings"
	"time"

	"avbrottsparm/internal/care"
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
	n := d.Items
	for kind, k := range d.OnlyThere {
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
	all = append(all, w.Say("safety.differ.there", "what", orNothing(w, counted(w, d.OnlyThere))))
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

func orNothing(w *text.Words, what string) string {
	if what == "" {
		return w.Say("safety.differ.nothing")
	}
	return what
}

// brought says what a merge brought in.
func brought(w *text.Words, d ledger.Difference) []string {
	all := []string{w.Say("safety.differ.came", "what", orNothing(w, counted(w, d.OnlyThere)))}
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

package desk

import (
	"errors"
	"runtime"
	"sync"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
)

// settle is the change that several sheets of a file make together: the last word on each item
// counts.
func settle(changes []care.Changes) (ledger.Change, error) {
	var out ledger.Change
	stay, leave := lastWords(changes)
	for _, item := range leave {
		out.Drops = append(out.Drops, refOf(item))
	}
	var err error
	out.Puts, err = encodeItems(stay)
	return out, err
}

func refOf(item care.Item) ledger.ItemRef {
	return ledger.ItemRef{Kind: string(item.ItemKind()), ID: item.ItemMeta().ID}
}

// lastWords are the items that stay as they are now, and those that go.
func lastWords(changes []care.Changes) (stay, leave []care.Item) {
	if len(changes) == 1 { // each item has one word only
		return changes[0].Puts, changes[0].Drops
	}
	type word struct {
		item   care.Item
		leaves bool
	}
	last := map[ledger.ItemRef]word{}
	var order []ledger.ItemRef
	say := func(items []care.Item, leave bool) {
		for _, item := range items {
			ref := refOf(item)
			if _, known := last[ref]; !known {
				order = append(order, ref)
			}
			last[ref] = word{item, leave}
		}
	}
	for _, c := range changes {
		say(c.Drops, true)
		say(c.Puts, false)
	}
	for _, ref := range order {
		if w := last[ref]; w.leaves {
			leave = append(leave, w.item)
		} else {
			stay = append(stay, w.item)
		}
	}
	return stay, leave
}

// encodeItems is encodeItem for many, on all processors.
func encodeItems(items []care.Item) ([]ledger.Item, error) {
	out := make([]ledger.Item, len(items))
	workers := runtime.GOMAXPROCS(0)
	failed := make([]error, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for i := w * len(items) / workers; i < (w+1)*len(items)/workers; i++ {
				var err error
				if out[i], err = encodeItem(items[i]); err != nil {
					failed[w] = err
					return
				}
			}
		})
	}
	wait.Wait()
	if err := errors.Join(failed...); err != nil {
		return nil, err
	}
	return out, nil
}

package care

import (
	"cmp"
	"slices"
)

// goneShare is the share of what a file covers that may go without a person's word: a fifth.
const goneShare = 5

// findGone marks what a newer full list no longer holds. A file says nothing about what lies
// outside its span: other persons' items, other days, other routes.
func (rec *reconciler) findGone() {
	rec.moveVisits()
	var missing []Item
	covered := 0
	consider := func(before Item) {
		item, there := rec.work.Get(before.ItemKind(), before.ItemMeta().ID)
		if !there {
			return
		}
		m := item.ItemMeta()
		if m.Gone() || m.Source != rec.source(item.ItemKind()) || !rec.covers(item) || rec.isOlder(item) {
			return
		}
		covered++
		if _, seen := rec.seen[itemKey{item.ItemKind(), m.ID}]; !seen {
			missing = append(missing, item)
		}
	}
	for _, kind := range rec.batch.Kinds {
		rec.before.Each(kind, consider)
	}
	slices.SortFunc(missing, func(x, y Item) int {
		return cmp.Or(cmp.Compare(x.ItemKind(), y.ItemKind()), cmp.Compare(x.ItemMeta().ID, y.ItemMeta().ID))
	})
	much := len(missing) >= 2 && len(missing)*goneShare > covered
	unread := len(missing) > 0 && len(rec.out.Errors) > 0 // what can't be read is not gone
	if (much || unread) && !rec.ConfirmGone {
		rec.out.Held = true
		rec.out.Gone += len(missing)
		for _, item := range missing {
			rec.out.Rows = append(rec.out.Rows, RowResult{Outcome: OutcomeGone, Before: item, Person: rec.owner(item)})
		}
		return
	}
	for _, item := range missing {
		rec.markGone(item)
	}
}

// covers tells whether the file would hold the item if it were still there.
func (rec *reconciler) covers(item Item) bool {
	if rec.batch.Everything {
		return true
	}
	switch it := item.(type) {
	case *Person:
		return rec.batch.FullList
	case *Visit:
		return rec.batch.FullList && rec.span()[routeDay{numberOf(it.Start), it.RouteName()}]
	}
	owner := rec.owner(item)
	return owner != nil && rec.complete()[owner.ID]
}

type routeDay struct {
	day   dayNumber
	route string
}

// span is the days and routes that the file has visits on.
func (rec *reconciler) span() map[routeDay]bool { return rec.spanned }

// complete is the persons of whom the file holds every item.
func (rec *reconciler) complete() map[string]bool {
	if rec.completed == nil {
		rec.completed = map[string]bool{}
		for _, key := range rec.batch.CompleteFor {
			if p, _ := rec.people.find(key); p != nil {
				rec.completed[p.ID] = true
			}
		}
	}
	return rec.completed
}

// moveVisits lets a visit that only changed its time keep its id, so that the preview says
// "changed" and not "one gone, one new".
func (rec *reconciler) moveVisits() {
	if !rec.batch.FullList || rec.before.Len(KindVisit) == 0 {
		return
	}
	type slot struct {
		person string
		at     routeDay
	}
	left := map[slot][]*Visit{}
	rec.work.Each(KindVisit, func(item Item) {
		v := item.(*Visit)
		_, there := rec.seen[itemKey{KindVisit, v.ID}]
		if !there && !v.Gone() && v.Source == rec.source(KindVisit) && v.SourceID == "" {
			s := slot{v.PersonID, routeDay{numberOf(v.Start), v.RouteName()}}
			left[s] = append(left[s], v)
		}
	})
	for i, key := range rec.order {
		if _, known := rec.before.Get(key.kind, key.id); known || key.kind != KindVisit {
			continue
		}
		item, _ := rec.work.Get(key.kind, key.id)
		v := item.(*Visit)
		s := slot{v.PersonID, routeDay{numberOf(v.Start), v.RouteName()}}
		if v.PersonID == "" || len(left[s]) == 0 || v.SourceID != "" {
			continue
		}
		old := nearest(left[s], v)
		left[s] = slices.DeleteFunc(left[s], func(x *Visit) bool { return x.ID == old.ID })
		rec.work.drop(KindVisit, v.ID)
		moved := *v
		moved.ID = old.ID
		rec.work.Put(&moved)
		rec.seen[itemKey{KindVisit, old.ID}] = rec.seen[key]
		delete(rec.seen, key)
		rec.order[i] = itemKey{KindVisit, old.ID}
	}
}

func nearest(visits []*Visit, to *Visit) *Visit {
	return slices.MinFunc(visits, func(x, y *Visit) int {
		return cmp.Or(cmp.Compare(x.Start.Sub(to.Start).Abs(), y.Start.Sub(to.Start).Abs()), ByStart(x, y))
	})
}

package entry

import (
	"cmp"
	"slices"
)

// order keeps entries sorted, oldest event first, while they come and go. What is added waits at the
// end and what is dropped stays until somebody looks, so that reading a whole binder sorts once.
type order struct {
	list []*Tracked
	ripe int              // so many from the front are in order
	in   map[string]place // by id, what lies in the list
	gone int              // so many of them were dropped
}

type place struct {
	t      *Tracked
	counts bool // false once it was dropped
}

func newOrder() *order { return &order{in: map[string]place{}} }

func byEvent(x, y *Tracked) int {
	if c := x.EventTime.Compare(y.EventTime); c != 0 {
		return c
	}
	return cmp.Compare(x.ID, y.ID)
}

func (o *order) holds(t *Tracked) bool { return o.in[t.ID].counts }

func (o *order) add(t *Tracked) {
	there, lies := o.in[t.ID]
	if lies && there.t != t { // another came under its id
		o.drop(there.t)
		o.sorted()
		lies = false
	}
	o.in[t.ID] = place{t, true}
	if lies {
		if !there.counts {
			o.gone--
		}
		return
	}
	if o.ripe == len(o.list) && (o.ripe == 0 || byEvent(o.list[o.ripe-1], t) < 0) {
		o.ripe++
	}
	o.list = append(o.list, t)
}

func (o *order) drop(t *Tracked) {
	if o.in[t.ID].counts {
		o.in[t.ID] = place{o.in[t.ID].t, false}
		o.gone++
	}
}

// sorted is the list in order. It is ours: callers don't keep it.
func (o *order) sorted() []*Tracked {
	o.merge()
	if o.gone > 0 {
		o.list = slices.DeleteFunc(o.list, func(t *Tracked) bool {
			if o.in[t.ID].counts {
				return false
			}
			delete(o.in, t.ID)
			return true
		})
		o.ripe, o.gone = len(o.list), 0
	}
	return o.list
}

// merge brings what waits at the end to its place, from the back.
func (o *order) merge() {
	if o.ripe == len(o.list) {
		return
	}
	fresh := slices.Clone(o.list[o.ripe:])
	slices.SortFunc(fresh, byEvent)
	i, j := o.ripe-1, len(fresh)-1
	for k := len(o.list) - 1; j >= 0; k-- {
		if i >= 0 && byEvent(o.list[i], fresh[j]) > 0 {
			o.list[k] = o.list[i]
			i--
		} else {
			o.list[k] = fresh[j]
			j--
		}
	}
	o.ripe = len(o.list)
}
